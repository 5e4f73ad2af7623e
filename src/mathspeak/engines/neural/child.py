"""The child around hibari, a small neural voice that comes with its package."""

from __future__ import annotations

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Word
from mathspeak.engines.base import WORDS_PER_MINUTE, Voice
from mathspeak.engines.children.worker import heard, serve
from mathspeak.engines.neural.engine import INSTALL, MODEL_SHA256, PACKAGE, VOICE
from mathspeak.engines.neural.text import LINK, Said, prepare
from mathspeak.errors import EngineFailed, EngineUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from mathspeak.engines.children.worker import Run

# onnxruntime tells its maker by the network what it is used for, and writes an identifier of the machine, unless it is
# told not to before it is loaded; which name it listens to depends on its version.
_ENVIRONMENT = {"ORT_DISABLE_TELEMETRY": "1", "ORT_TELEMETRY_DISABLED": "1", "OPENBLAS_NUM_THREADS": "1"}
_PAD = 0
# Words a minute of our kind of text at the voice's own pace.
_OWN_PACE = 193
_STRESSES = "ˈˌː"
# Above this many phonemes a part ends with the next clause, and above the other with the next word.
_LONG, _TOO_LONG = 200, 300


def main() -> None:
    serve(NeuralDriver)


class NeuralDriver:
    """Text to phonemes by hibari's reader, phonemes to sound by its network."""

    def __init__(self, folder: Path) -> None:
        os.environ.update(_ENVIRONMENT)
        # With it the same text would be other samples.
        sys.modules["scipy"] = None  # type: ignore[assignment]
        try:
            from hibari.g2p import ASSETS, G2P
            from hibari.g2p.normalize import normalize

            from mathspeak.engines.neural.model import Model

            self._model = Model(Path(ASSETS) / "hibari.onnx", MODEL_SHA256)
            self._ids: dict[str, int] = json.loads((Path(ASSETS) / "vocab.json").read_text(encoding="utf-8"))
        except ImportError as error:
            raise EngineUnavailable(f"hibari cannot be loaded: {error}", hint=INSTALL) from error
        self._reader: Any = G2P()
        self._rewrite = normalize
        self.about = f"hibari {version(PACKAGE)}, a neural voice"

    def voices(self) -> tuple[list[Voice], str]:
        return [VOICE], VOICE.id

    def speak(self, runs: Sequence[Run], voice: str, rate: float) -> tuple[Audio, list[Word]]:
        from hibari import dsp

        samples = bytearray()
        times: list[Word] = []
        for part in _parts(self.read(runs)):
            audio, places = self._said(part, WORDS_PER_MINUTE * rate / _OWN_PACE)
            before = len(samples) // audio.frame_bytes
            for text, start, end in places:
                # The last phoneme before a pause is given the quiet in which it dies away.
                end = start + heard(audio.part(start, end))[1]
                times.append(Word(text, (before + start) / audio.rate, (before + end) / audio.rate))
            samples += audio.samples
        return Audio(bytes(samples), dsp.SR), times

    def read(self, runs: Sequence[Run]) -> list[tuple[Said, str]]:
        """Each word with its phonemes; all are read together, because a word's reading depends on its neighbours."""
        words = prepare(runs, self._rewrite)
        tokens = iter(self._reader.phonemize_tokens(self._reader.tokenize(" ".join(word.markup for word in words))))
        found: list[tuple[Said, str]] = []
        for word in words:
            said, pieces = "", len(LINK.sub("x", word.markup).split())
            while pieces and (token := next(tokens, None)):
                said += token.phonemes or ""
                if token.whitespace:
                    said += " "
                    pieces -= 1
            if not any(c.isalpha() and c not in _STRESSES and c in self._ids for c in said):
                raise EngineFailed(f"neural has no reading for {word.text!r}", hint="espeak reads more signs")
            found.append((word, said.strip()))
        return found

    def _said(self, part: Sequence[tuple[Said, str]], pace: float) -> tuple[Audio, list[tuple[str, int, int]]]:
        """A part, and of each word the samples between which it is said."""
        import numpy as np
        from hibari import dsp

        ids, pitch = [_PAD], [1.0]
        spans: list[tuple[str, int, int]] = []
        for word, phonemes in part:
            if len(ids) > 1:
                ids.append(self._ids[" "])
                pitch.append(pitch[-1])
            first, last = len(ids), len(ids)
            for phoneme in phonemes:
                if phoneme in self._ids:
                    ids.append(self._ids[phoneme])
                    pitch.append(1 + word.pitch)
                    last = len(ids) if phoneme.isalpha() else last
            spans.append((word.text, first, last))
        samples, ends = self._model.say([*ids, _PAD], pace, [*pitch, 1.0])
        audio = Audio((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes(), dsp.SR)
        return audio, [(text, round(ends[first - 1]), round(ends[last - 1])) for text, first, last in spans]


def _parts(words: Sequence[tuple[Said, str]]) -> Iterator[list[tuple[Said, str]]]:
    """What the network makes at once: a sentence, or as much of it as does not take too much memory."""
    held: list[tuple[Said, str]] = []
    size = 0
    for word, phonemes in words:
        if held and size + len(phonemes) > _TOO_LONG:
            yield held
            held, size = [], 0
        held.append((word, phonemes))
        size += len(phonemes) + 1
        if word.sentence or (word.clause and size > _LONG):
            yield held
            held, size = [], 0
    if held:
        yield held


if __name__ == "__main__":
    main()
