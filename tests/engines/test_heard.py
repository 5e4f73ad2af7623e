"""Is it really saying that? A recogniser hears each formula and has to choose among twenty that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any

import pytest

from mathspeak import Translator
from mathspeak.audio.recording import Recording
from mathspeak.engines.base import Segment
from mathspeak.engines.neural.engine import Neural, neural
from mathspeak.speech.formats.segments import segments
from mathspeak.speech.words.en.numbers import cardinal

pytestmark = pytest.mark.timeout(120)

FORMULAS = r"""
\frac{a}{b+c}
\frac{a}{b}+c
\frac{a+b}{c}
a+\frac{b}{c}
\frac{a+b}{c+d}
\frac{a-b}{c}
x^2+y^2
(x+y)^2
x^2-y^2
x^{2y}
x^{y+2}
x^y+2
x_i+1
x_{i+1}
x_{i+1}^2
x_i^2+1
\sqrt{x}+1
\sqrt{x+1}
\sqrt[3]{x}+1
\sqrt[3]{x+1}
\sqrt[n]{x}+1
\sum_{i=1}^{n} i^2
\sum_{i=0}^{n} i^2
\sum_{i=1}^{n} i^3
\prod_{i=1}^{n} i^2
\int_0^1 x^2\,dx
\int_0^1 x^3\,dx
\int_1^2 x^2\,dx
\int_0^\pi \sin x\,dx
\int_0^\pi \cos x\,dx
\lim_{x\to 0} \frac{\sin x}{x}
\lim_{x\to\infty} \frac{\sin x}{x}
\lim_{x\to 0} \frac{\cos x}{x}
\sin^2 x+\cos^2 x=1
\sin 2x=2\sin x\cos x
\log(x+1)
\log x+1
\ln x+1
\alpha+\beta=\gamma
\alpha-\beta=\gamma
\alpha\beta=\gamma
\lambda+\mu=\nu
\xi+\mu=\nu
\psi+\mu=\nu
x\in A\cup B
x\in A\cap B
x\notin A\cup B
A\subset B
A\subseteq B
f(x)=x^2
f(x)=x^3
f'(x)=2x
f''(x)=2x
\frac{dy}{dx}=2x
\frac{\partial y}{\partial x}=2x
|x-y|\le z
|x-y|<z
|x|-y<z
n!
(n+1)!
\binom{n}{k}
\binom{n+1}{k}
3.14\le x
3.41\le x
""".split("\n")[1:-1]

# Words that the recogniser's dictionary lacks, or has in another sense.
SOUNDS = {
    "cosine": "K OW S AY N",
    "factorial": "F AE K T AO R IY AH L",
    "n-th": "EH N TH",
    "paren": "P EH R EH N",
    "subscript": "S AH B S K R IH P T",
    "xi": "K S AY",
}
NEAR = 20
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")


@cache
def phrases() -> dict[str, list[Segment]]:
    """What is said of each formula, and the segments in which it is."""
    found: dict[str, list[Segment]] = {}
    for formula in FORMULAS:
        utterance = Translator().read(formula).utterance
        phrase = [Segment(text, letter=letter) for text, letter, *_ in segments(utterance)]
        found[words(" ".join(segment.text for segment in phrase))] = phrase
    return found


def words(text: str) -> str:
    """A reading in words alone, as a recogniser writes them."""
    return NUMBER.sub(number, " ".join(re.sub(r"[,;.](?= |$)", "", text).lower().split()))


def number(match: re.Match[str]) -> str:
    part = " ".join(["", "point", *map(cardinal, map(int, match[2]))]) if match[2] else ""
    return cardinal(int(match[1])) + part


def nearest(sentence: str) -> list[str]:
    """The sentence and those most like it."""
    like = SequenceMatcher(b=sentence.split())

    def likeness(other: str) -> float:
        like.set_seq1(other.split())
        return like.ratio()

    return sorted(phrases(), key=likeness, reverse=True)[:NEAR]


class Ear:
    """A recogniser, whose ``frames`` a second must be more than usual for a voice that is faster than people are."""

    def __init__(self, frames: int) -> None:
        from pocketsphinx import Decoder, get_model_path

        model = f"{get_model_path()}/en-us"
        self._decoder: Any = Decoder(
            hmm=f"{model}/en-us", dict=f"{model}/cmudict-en-us.dict", lm=None, loglevel="FATAL", frate=frames
        )
        for word, sounds in SOUNDS.items():
            known = self._decoder.lookup_word(word) is not None
            self._decoder.add_word(f"{word}(2)" if known else word, sounds)

    def heard(self, said: Recording, sentences: list[str]) -> str:
        import miniaudio

        kind = miniaudio.SampleFormat.SIGNED16
        samples = miniaudio.convert_frames(kind, said.channels, said.rate, said.data, kind, 1, 16000)
        self._decoder.add_jsgf_string("one of", f"#JSGF V1.0;\ngrammar g;\npublic <s> = {' | '.join(sentences)};\n")
        self._decoder.activate_search("one of")
        self._decoder.start_utt()
        self._decoder.process_raw(bytes(samples), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return hypothesis.hypstr if hypothesis else ""


@pytest.fixture(scope="module")
def voice() -> Iterator[Neural]:
    engine = neural()
    yield engine
    engine.close()


def test_there_are_sixty_formulas_that_all_sound_different() -> None:
    assert len(phrases()) == len(FORMULAS) >= 60


@pytest.mark.parametrize(("rate", "frames"), [(1.0, 100), (0.5, 100), (2.0, 100), (3.0, 200)])
def test_each_formula_is_told_from_those_most_like_it(voice: Neural, rate: float, frames: int) -> None:
    ear = Ear(frames)
    wrong = {
        sentence: heard
        for sentence, phrase in phrases().items()
        if (heard := ear.heard(voice.synthesize(phrase, None, rate), nearest(sentence))) != sentence
    }
    assert len(wrong) <= len(FORMULAS) // 10, wrong


def test_the_ear_is_not_told_what_to_hear(voice: Neural) -> None:
    ear = Ear(100)
    deceived = 0
    for sentence in list(phrases())[::4]:
        other = nearest(sentence)[1]
        heard = ear.heard(voice.synthesize(phrases()[other], None, 1.0), nearest(sentence))
        deceived += heard == sentence
    assert deceived == 0
