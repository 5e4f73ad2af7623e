#!/usr/bin/env python3
"""Subtitles beside the sound they belong to: each sentence begins and ends where its cues say, from start to end.

    scripts/drill cues [--hours 1] [--engine neural] [--audio mp3 opus m4b]

FFmpeg decodes the sound. Where a cue begins or ends a sentence there is silence within 30 ms of it; a long sentence has
several cues, whose parting within it is estimated. The times of .srt and of the page are those of .vtt.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
from itertools import pairwise
from pathlib import Path

import drilling

NEAR = 0.03
# The sound is looked at in pieces of so many seconds; silent are those a fiftieth as loud as speech is.
STEP = 0.005
SILENT = 0.02


class Levels:
    """How loud a file is, step by step."""

    def __init__(self, path: Path) -> None:
        import av
        import numpy as np

        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=24000)
            frames = [*container.decode(audio=0), None]
            parts = [part.to_ndarray()[0] for frame in frames for part in resampler.resample(frame)]
            told = container.duration / 1e6
        samples = np.concatenate(parts).astype("float32")
        # The last frame of AAC is decoded whole; where the sound ends in it is what the file tells.
        self.seconds = min(len(samples) / 24000, told)
        step = round(STEP * 24000)
        steps = samples[: len(samples) // step * step].reshape(-1, step)
        levels = np.sqrt((steps**2).mean(axis=1))
        self.sounds = levels > SILENT * np.percentile(levels, 90)

    def silence_near(self, seconds: float) -> bool:
        first, last = round((seconds - NEAR) / STEP), round((seconds + NEAR) / STEP)
        return first <= 0 or last >= len(self.sounds) or not self.sounds[first:last].all()

    def onset(self, seconds: float) -> float | None:
        """How much later than this second a sound begins: the first after silence, within a tenth of a second."""
        first = max(0, round((seconds - 0.1) / STEP))
        for at in range(first, min(first + 40, len(self.sounds) - 1)):
            if self.sounds[at] and not self.sounds[max(0, at - 3) : at].any():
                return at * STEP - seconds
        return None


def times(text: str) -> list[tuple[float, float]]:
    stamp = r"(\d+):(\d+):(\d+)[.,](\d+)"
    found = re.findall(rf"{stamp} --> {stamp}", text)
    seconds = [
        [round(int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000, 3) for h, m, s, ms in (t[:4], t[4:])]
        for t in found
    ]
    return [(start, end) for start, end in seconds]


def check(out: Path, suffix: str, results: drilling.Results) -> None:
    cues = times((out / "notes.vtt").read_text(encoding="utf-8"))
    same = cues == times((out / "notes.srt").read_text(encoding="utf-8"))
    page = re.search(r'id="times">(.*?)</script>', (out / "notes.html").read_text(encoding="utf-8"), re.DOTALL)
    sentences = [(start, end) for start, end in json.loads(page[1])] if page else []
    inner = {start for (_, end), (start, _) in pairwise(cues) if start == end}
    outer = {round(t, 3) for start, end in cues for t in (start, end)} - inner
    same = same and outer == {round(t, 3) for span in sentences for t in span} - inner
    results.tell(
        same, f"{suffix}: {len(cues)} cues, {len(sentences)} sentences; .vtt, .srt and the page tell the same times"
    )
    levels = Levels(out / f"notes.{suffix}")
    loud = sorted(t for t in outer if not levels.silence_near(t))
    results.tell(
        not loud, f"{suffix}: {len(outer) - len(loud)} of {len(outer)} times of sentences are near silence {loud[:5]}"
    )
    off = levels.seconds - cues[-1][1]
    results.tell(
        abs(off) <= NEAR, f"{suffix}: the sound ends {1000 * off:+.0f} ms from the last cue, at {levels.seconds:.3f} s"
    )
    starts = [start for start, _ in sentences]
    third = len(starts) // 3
    parts = [starts[:third], starts[third : 2 * third], starts[2 * third :]]
    onsets = [[o for o in map(levels.onset, part) if o is not None] for part in parts]
    middles = [statistics.median(part) for part in onsets]
    told = ", ".join(f"{1000 * middle:+.0f}" for middle in middles)
    good = max(middles) - min(middles) <= 0.005 and all(len(part) > third * 0.8 for part in onsets)
    results.tell(good, f"{suffix}: sentences are heard {told} ms from their cues in the first, second and last third")


def main() -> None:
    from lectures import markdown, sentences_of

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--engine", default="neural")
    parser.add_argument("--audio", nargs="+", default=["mp3", "opus", "m4b"])
    arguments = parser.parse_args()
    results = drilling.Results()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notes.md").write_text(markdown(sentences_of(arguments.hours)), encoding="utf-8")
        for suffix in arguments.audio:
            done = drilling.run(
                folder, "batch", "notes.md", "-o", suffix, "--engine", arguments.engine, "--audio", suffix
            )
            if done.code:
                results.tell(False, f"{suffix}: {done.said}")
                continue
            check(folder / suffix, suffix, results)
    results.end()


if __name__ == "__main__":
    main()
