from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import av
import pytest

from audio.sounds import difference, heard, lame, voice
from mathspeak.audio import formats, id3
from mathspeak.audio.decoding import pcm
from mathspeak.audio.encoding import DECODER_DELAY, DELAY, ENCODER_DELAY, encode
from mathspeak.audio.mp3_frames import RATES, Frame, bare, frame_samples, frames, side_bytes
from mathspeak.audio.mp3_info import Tally, info_frame, info_size
from mathspeak.audio.recording import Recording
from mathspeak.audio.tags import Tags
from mathspeak.audio.timeline import Item, write


def tally(found: Iterable[Frame]) -> Tally:
    counted = Tally()
    for frame in found:
        counted.count(frame)
    return counted


def fields(data: bytes) -> dict[str, Any]:
    """What the first frame of a file tells, read where players read it."""
    frame = Frame(data, 0)
    start = 4 + side_bytes(*frame.format)
    name, flags, count, size = struct.unpack_from(">4sIII", data, start)
    delay = int.from_bytes(data[start + 141 : start + 144], "big")
    return {
        "name": name,
        "flags": flags,
        "frames": count,
        "bytes": size,
        "contents": data[start + 16 : start + 116],
        "encoder": data[start + 120 : start + 129],
        "delay": delay >> 12,
        "padding": delay & 0xFFF,
        "crc": int.from_bytes(data[start + 154 : start + 156], "big"),
        "covered": data[: start + 154],
    }


def crc_16(data: bytes) -> int:
    """The sum bit by bit from the highest, as its definition draws it."""
    register = 0
    for byte in data:
        for bit in range(8):
            carry = (register >> 15) ^ (byte >> bit & 1)
            register = (register << 1 & 0xFFFF) ^ (0x8005 if carry else 0)
    return int(f"{register:016b}"[::-1], 2)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_the_frame_is_silent_and_tells_what_it_was_given(rate: int, channels: int) -> None:
    sound = encode(voice(0.3, rate)).data
    counted = tally(frames(sound))
    info = info_frame(rate, channels, counted, 1234)
    assert len(info) == info_size(rate, channels) == Frame(info, 0).size
    told = fields(info)
    assert (told["name"], told["flags"], told["frames"]) == (b"Info", 15, len(list(frames(sound))))
    assert told["bytes"] == len(sound) + len(info)
    assert (told["delay"], told["padding"]) == (ENCODER_DELAY, 1234)
    assert told["encoder"] == b"LAME3.100"
    assert told["crc"] == crc_16(told["covered"])
    # A player that does not know it decodes a frame of silence.
    assert heard(io.BytesIO(info.replace(b"Info", b"none") * 3)).peak == 0


def test_the_sum_is_the_one_that_is_known_by_its_check_value() -> None:
    assert crc_16(b"123456789") == 0xBB3D


def test_its_contents_lead_to_the_frame_of_each_hundredth_of_the_time(tmp_path: Path) -> None:
    target = tmp_path / "x.mp3"
    far = lame(voice(3.0, 24000), vbr=4, vbr_quality=7)
    with formats.saving(target) as writer:
        # The second half has more bytes a second than the first.
        items = [Item(far, 5.0), *(Item(Recording.of(voice(2.0, 24000, seed=seed)), 0.2) for seed in range(4))]
        assert len(list(write(items, writer))) == 5
    data = target.read_bytes()[len(id3.tag(Tags())) :]
    told = fields(data)
    assert told["name"] == b"Xing"
    info, *found = frames(data)
    assert (told["frames"], told["bytes"]) == (len(found), len(data))
    contents = told["contents"]
    assert contents[0] == 0
    for part in range(1, 100):
        there = found[len(found) * part // 100].start
        assert contents[part] == pytest.approx(there * 256 / len(data), abs=1.5), part
    with av.open(str(target)) as container:
        container.seek(4_000_000)
        packet = next(iter(container.demux()))
        assert float(packet.pts * packet.time_base) == pytest.approx(4.0, abs=0.2)
    assert info.rate == 24000


def test_a_long_file_keeps_few_places_and_they_are_right() -> None:
    data = encode(voice(0.5, 24000)).data
    found = list(frames(data))
    counted = Tally()
    for _ in range(2000):
        for frame in found:
            counted.count(frame)
    places = list(counted.contents(0))
    assert all(abs(place - 2.56 * part) <= 1.5 for part, place in enumerate(places))


@pytest.mark.parametrize("count", [575, 1000, 22050, 22051, 22500])
def test_players_hear_as_many_samples_as_were_given(tmp_path: Path, count: int) -> None:
    sound = voice(1.1).part(0, count)
    path = formats.save(sound, tmp_path / "x.mp3")
    assert heard(path).frames == count
    data = bare(path.read_bytes())
    told = fields(path.read_bytes()[len(id3.tag(Tags())) :])
    samples = len(list(frames(data))) * frame_samples(22050)
    assert samples == told["delay"] + count + told["padding"]
    assert told["padding"] >= DECODER_DELAY
    # Two decoders round differently.
    assert difference(heard(path), pcm(Recording.of_mp3(data)).part(DELAY, DELAY + count)) <= 2
