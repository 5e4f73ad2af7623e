#!/usr/bin/env python3
"""Long audio of each format, in bounded memory.

    scripts/drill sound [--hours N] [.mp3 .wav …]

N hours (3) of something like speech, a sentence of four seconds and a pause at a time, go into a file of each format
(all of them), and MP3 recordings of an engine into one MP3 by their frames. The time it takes and the most memory that
each took are printed; it fails when any took 200 MiB. The length of each file is checked by FFmpeg.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import drilling

MOST_MIB = 200
SENTENCE_SECONDS = 4.0
PAUSE = 0.4


def items(hours: float, coded: bool) -> Iterator[object]:
    from audio.sounds import voice
    from mathspeak.audio.encoding import encode
    from mathspeak.audio.recording import Recording
    from mathspeak.audio.timeline import Item

    sounds = [voice(SENTENCE_SECONDS, 24000, seed=seed, quiet=0.1) for seed in range(8)]
    made = [encode(sound) if coded else Recording.of(sound) for sound in sounds]
    for number in range(round(hours * 3600 / (SENTENCE_SECONDS + PAUSE))):
        # Bytes of its own each, as if an engine had just made them.
        yield Item(Recording.from_bytes(made[number % len(made)].to_bytes()), PAUSE, number)


def run(path: Path, hours: float, coded: bool) -> None:
    """Write one file, in a process of its own so that its memory is its own."""
    from mathspeak.audio import formats
    from mathspeak.audio.tags import Chapter, Tags
    from mathspeak.audio.timeline import write

    start = time.perf_counter()
    last = None
    with formats.saving(path, Tags(title="A long file")) as writer:
        chapters = []
        for cue in write(items(hours, coded), writer):
            last = cue
            if cue.label % 40 == 0:
                chapters.append(Chapter(f"Chapter {len(chapters) + 1}", cue.start))
        writer.close(chapters)
    took = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    length = seconds(path)
    name = f"{path.suffix}{' by frames' if coded else ''}"
    size = path.stat().st_size / 1e6
    results = drilling.Results()
    results.tell(
        most < MOST_MIB and abs(length - PAUSE - last.end) < 0.01,
        f"{name:16} {took:6.1f} s  {most:6.1f} MiB  {size:7.1f} MB  {length:9.3f} s of sound",
    )
    results.end()


def seconds(path: Path) -> float:
    import av

    with av.open(str(path)) as container:
        return container.duration / 1e6


def main() -> None:
    from mathspeak.audio import writing

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suffixes", nargs="*", default=writing.formats())
    parser.add_argument("--hours", type=float, default=3.0)
    arguments = parser.parse_args()
    good = True
    runs = [(suffix, False) for suffix in arguments.suffixes] + [(".mp3", True)] * (".mp3" in arguments.suffixes)
    with tempfile.TemporaryDirectory() as folder:
        for suffix, coded in runs:
            path = Path(folder) / f"long{suffix}"
            process = multiprocessing.get_context("spawn").Process(target=run, args=(path, arguments.hours, coded))
            process.start()
            process.join()
            good = good and process.exitcode == 0
            path.unlink(missing_ok=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
