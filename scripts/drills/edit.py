#!/usr/bin/env python3
"""One sentence of a long document is changed: it alone is made anew, and nothing else of the sound changes.

    scripts/drill edit [--hours 2] [--engine neural]

Shorter than an hour, the time that the second run takes is told and not judged: much of it is the start of the engine.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from pathlib import Path

from drilling import Results, content, run

FORMER, NEW = "Now everything up to here is clear.", "Now nothing up to here was ever clear."
MOST_OF_THE_TIME = 0.05


class Sound:
    """An MP3 file in its parts: the tag, the frame that tells of the file, and the frames of sound."""

    def __init__(self, data: bytes) -> None:
        from mathspeak.audio.mp3_frames import frames

        tag_bytes = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        self.tag = data[:tag_bytes]
        first, *sound = frames(data[tag_bytes:])
        self.info = data[tag_bytes : tag_bytes + first.size]
        starts = [tag_bytes + frame.start for frame in sound]
        self.frames = [data[at : at + frame.size] for at, frame in zip(starts, sound, strict=True)]
        self.frame_seconds = 576 / sound[0].rate if sound[0].rate < 32000 else 1152 / sound[0].rate


def cue(subtitles: str, text: str) -> tuple[float, float]:
    """When a sentence is said."""
    for start, end, said in re.findall(r"([\d:.]+) --> ([\d:.]+)\n(.*?)(?:\n\n|\Z)", subtitles, re.DOTALL):
        if said.split() == text.split():
            return seconds(start), seconds(end)
    raise LookupError(text)


def seconds(time: str) -> float:
    hours, minutes, rest = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def common(one: list[bytes], other: list[bytes]) -> int:
    """How many items two lists begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def compare(before: dict[str, bytes], after: dict[str, bytes], results: Results) -> None:
    old, new = Sound(before["notes.mp3"]), Sound(after["notes.mp3"])
    first = common(old.frames, new.frames)
    last = common(old.frames[: first - 1 : -1], new.frames[: first - 1 : -1])
    for sound, files, text, name in ((old, before, FORMER, "before"), (new, after, NEW, "after")):
        start, end = cue(files["notes.vtt"].decode(), text)
        other = first * sound.frame_seconds, (len(sound.frames) - last) * sound.frame_seconds
        # The coder's delay is not counted in cues, and pauses are made of whole frames.
        good = start - 0.1 < other[0] <= other[1] < end + 0.2
        results.tell(
            good,
            f"{name}: frames {first} to {len(sound.frames) - last} of {len(sound.frames)} differ, "
            f"{other[0]:.2f} to {other[1]:.2f} s; the sentence is said from {start:.2f} to {end:.2f} s",
        )
    results.tell(
        len(old.tag) == len(new.tag) and len(old.info) == len(new.info),
        f"of {len(new.tag)} bytes of tag at the start {differing(old.tag, new.tag)} differ: where chapters are; "
        f"of {len(new.info)} bytes about the file {differing(old.info, new.info)}: its length, places in it, a sum",
    )


def differing(one: bytes, other: bytes) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def main() -> None:
    from lectures import markdown, sentences_of

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--engine", default="neural")
    arguments = parser.parse_args()
    results = Results()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        notes = markdown(sentences_of(arguments.hours))
        middle = notes.index("\n\n", len(notes) // 2)
        texts = [f"{notes[:middle]}\n\n{sentence}\n{notes[middle:]}" for sentence in (FORMER, NEW)]
        runs, made = [], []
        for text in texts:
            (folder / "notes.md").write_text(text, encoding="utf-8")
            runs.append(run(folder, "batch", "notes.md", "-o", "out", "--engine", arguments.engine))
            results.tell(runs[-1].code == 0, f"{runs[-1].seconds:.1f} s: {' '.join(runs[-1].said.split())}")
            made.append(content(folder / "out"))
    anew, kept = runs[1].recordings
    results.tell((anew, kept) == (1, sum(runs[0].recordings) - 1), f"{anew} recording made anew, {kept} kept")
    compare(*made, results)
    share, busy = runs[1].seconds / runs[0].seconds, runs[1].busy / runs[0].busy
    good = arguments.hours < 1 or share < MOST_OF_THE_TIME
    results.tell(good, f"the second run took {share:.1%} of the time of the first, {busy:.1%} of processor time")
    results.end()


if __name__ == "__main__":
    main()
