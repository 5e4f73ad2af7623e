from __future__ import annotations

import io
import os
import sys
import threading
import time

import pytest

from mathspeak.audio.player_child import AHEAD_SECONDS, Buffer


def filling(buffer: Buffer, reading: int) -> threading.Thread:
    """What reads a pipe into the buffer until its end."""

    def fill() -> None:
        with open(reading, "rb") as source:
            buffer.fill(source)

    thread = threading.Thread(target=fill, daemon=True)
    thread.start()
    return thread


def test_a_buffer_gives_back_what_came_in() -> None:
    content = bytes(at % 251 for at in range(4 * 30_000))
    buffer = Buffer(1000, 4)
    thread = threading.Thread(target=buffer.fill, args=(io.BytesIO(content),), daemon=True)
    thread.start()
    buffer.wait()
    taken = []
    while (some := buffer.take(77)) is not None:
        taken.append(some)
    assert b"".join(taken) == content


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe of Windows cannot be asked whether it is full")
def test_a_buffer_takes_no_more_than_it_may_and_no_less() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    buffer = Buffer(8000, 2)
    thread = filling(buffer, reading)
    total = 0
    for _ in range(200):
        try:
            total += os.write(writing, bytes(4096))
        except BlockingIOError:
            time.sleep(0.01)
    os.close(writing)
    while buffer.take(8000) is not None:
        continue
    thread.join()
    pipe_bytes = 1 << 16
    assert AHEAD_SECONDS * 16000 <= total <= AHEAD_SECONDS * 16000 + pipe_bytes + (1 << 14)


def test_a_buffer_that_is_late_gives_silence_and_goes_on_with_whole_frames() -> None:
    reading, writing = os.pipe()
    buffer = Buffer(1000, 4)
    thread = filling(buffer, reading)
    content = bytes(at % 251 for at in range(4000))
    # A piece ends in the middle of a frame: a pipe divides where it likes.
    os.write(writing, content[:1001])
    buffer.wait()
    taken = buffer.take(300)
    assert taken == content[:1000]
    assert [buffer.take(100), buffer.take(100)] == [b"", b""]
    # Too little to go on with is not begun with.
    os.write(writing, content[1001:1101])
    assert buffer.take(20) == b""
    os.write(writing, content[1101:])
    os.close(writing)
    thread.join()
    rest = b""
    while (some := buffer.take(100)) is not None:
        rest += some
    assert taken + rest == content
