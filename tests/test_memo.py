"""Readings that are kept: the same as if they were made anew, nobody's to change, and bounded by what they take."""

from __future__ import annotations

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest

from cases import FIXTURES, cases_in
from mathspeak import MathspeakError, Reading, Translator
from mathspeak.expression import read as read_expression
from mathspeak.latex.nodes import Node
from mathspeak.memo import Memo
from mathspeak.speech.styles import NAMES

FORMULAS = sorted({case.latex for folder in ("natural", "mathspeak") for case in cases_in(FIXTURES / folder)})
MANY = 64 << 20


def all_of(reading: Reading) -> tuple[object, ...]:
    """All that a reading tells, as values that can be compared."""
    spans = [(node.__class__, node.start, node.end) for node in reading.utterance.nodes]
    warnings = [warning.as_dict() for warning in reading.warnings]
    return reading.text, reading.utterance.words, spans, warnings, reading.explain(), reading.ssml()


def outcome(translator: Translator, latex: str) -> tuple[object, ...]:
    try:
        return all_of(translator.read(latex))
    except MathspeakError as error:
        return error.code, error.message, error.start, error.end


@pytest.mark.parametrize(
    ("style", "language"), [*((style, "en") for style in NAMES), ("natural", "de"), ("clearspeak", "de")]
)
def test_a_reading_that_was_kept_is_the_same(style: str, language: str) -> None:
    memo = Memo(MANY)
    plain = Translator(style, language=language, memo=0)
    keeping = Translator(style, language=language, memo=memo)
    for latex in FORMULAS:
        expected = outcome(plain, latex)
        assert [outcome(keeping, latex), outcome(keeping, latex)] == [expected, expected]
    stats = memo.stats()
    assert stats.entries <= len(FORMULAS) <= stats.misses
    assert stats.hits == stats.entries > 400
    assert plain.memo.stats().entries == 0


def test_what_a_caller_does_to_a_reading_is_its_own_business() -> None:
    translator = Translator(memo=Memo(MANY))
    fresh = all_of(translator.read(r"x+\foo"))
    for _ in range(3):
        reading = translator.read(r"x+\foo")
        assert all_of(reading) == fresh
        reading.utterance.words[0] = "y"
        reading.utterance.nodes.clear()
        reading.warnings[0].start += 100
        reading.warnings.clear()
        reading.text = "nothing"


def test_warnings_in_prose_say_where_however_often_a_formula_comes() -> None:
    translator = Translator(memo=Memo(MANY))
    text = r"Here $\foo$ and there $\foo$."
    for _ in range(2):
        places = [text[warning.start : warning.end] for warning in read_expression(translator, text).warnings]
        assert places == [r"\foo", r"\foo"]
        assert [warning.start for warning in read_expression(translator, text).warnings] == [6, 23]


def test_all_that_decides_what_is_read_is_in_the_key() -> None:
    memo = Memo(MANY)
    translator = Translator(memo=memo)
    asked = [
        translator.read("y(t+1) > 0"),
        translator.read("y(t+1) > 0", macros=r"\def\y{z}"),
        translator.knowing(functions=frozenset("y")).read("y(t+1) > 0"),
        translator.knowing(language="de").read("y(t+1) > 0"),
        translator.knowing(macros=r"\def\x{z}").read("y(t+1) > 0"),
        translator.parse("y(t+1) > 0", terse=True).reading,
        Translator("mathspeak", memo=memo).read("y(t+1) > 0"),
        Translator(infer={"calls": False}, memo=memo).read("y(t+1) > 0"),
        Translator(memo=memo).read("y(t+1) > 0"),
    ]
    assert memo.stats().hits == 0
    assert memo.stats().misses == memo.stats().entries == len(asked)
    assert translator.knowing(functions=frozenset("y")).read("y(t+1) > 0").text == asked[2].text
    assert translator.parse("y(t+1) > 0", terse=True).reading.text == asked[5].text
    assert translator.knowing(macros=r"\def\x{z}").read("y(t+1) > 0").text == asked[4].text
    assert memo.stats().hits == 3
    assert len({reading.text for reading in asked}) == 5


def test_macros_of_one_formula_are_not_those_of_another() -> None:
    translator = Translator(memo=Memo(MANY))
    texts = [translator.read(r"\z", macros=rf"\def\z{{{body}}}").text for body in "abab"]
    assert texts == ["a", "b", "a", "b"]


def test_parts_of_a_formula_that_was_kept_can_be_spoken() -> None:
    translator = Translator(memo=Memo(MANY))
    for _ in range(2):
        parsed = translator.parse(r"\frac{a+b}{c}+\varphi")
        first = parsed.node.parts()[0]
        assert isinstance(first, Node)
        assert parsed.speak(first).text == "the fraction a plus b over c"
        assert parsed.speak(parsed.node).text == parsed.reading.text


def test_what_cannot_be_read_is_not_kept() -> None:
    memo = Memo(MANY)
    translator = Translator(memo=memo)
    for _ in range(2):
        with pytest.raises(MathspeakError, match="input"):
            translator.read(r"\input{x}")
    assert (memo.stats().entries, memo.stats().misses) == (0, 2)


def test_the_one_that_was_not_asked_for_the_longest_goes_first() -> None:
    memo = Memo(80)
    for number in range(8):
        memo.keep(number, str(number), size=10)
    assert memo.get(0) == "0"
    memo.keep("new", "new", size=10)
    assert (memo.get(0), memo.get(1), memo.get(2), memo.get("new")) == ("0", None, "2", "new")
    assert (memo.stats().entries, memo.stats().bytes) == (8, 80)


def test_a_value_that_comes_again_counts_once() -> None:
    memo = Memo(80)
    memo.keep("a", "first", size=10)
    memo.keep("a", "second", size=4)
    assert (memo.get("a"), memo.stats().entries, memo.stats().bytes) == ("second", 1, 4)


def test_one_value_does_not_drive_out_all_others() -> None:
    memo = Memo(80)
    memo.keep("fits", "fits", size=10)
    memo.keep("large", "large", size=11)
    assert (memo.get("fits"), memo.get("large")) == ("fits", None)


# Trees that are large for their source: by macros, by what says nothing, by what is wordy.
COSTLY = [
    "x" * 60,
    r"\frac{a}{b}" * 5,
    "x_{y_{z}}" * 8,
    "f(x)-g(x)",
    "{}_{}" * 10,
    "|x|" * 12,
    r"\text{as it is written here, and nothing else}",
    r"\newcommand{\z}{\frac{a+b}{c}}" + r"\z" * 20,
    r"\newcommand{\z}{" + r"\quad" * 30 + r"}x" + r"\z" * 30,
    r"\imat{9}",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
]


@pytest.mark.parametrize("style", NAMES)
@pytest.mark.parametrize("latex", COSTLY)
def test_what_readings_take_is_not_more_than_the_bound(latex: str, style: str) -> None:
    memo = Memo(1 << 20)
    translator = Translator(style, memo=memo)
    translator.read(latex + "+0")
    gc.collect()
    tracemalloc.start()
    try:
        # A number of its own at the end makes each another formula.
        for number in range(1, 1500):
            translator.read(f"{latex}+{number}")
            if memo.stats().bytes > 0.9 * memo.max_bytes:
                break
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert memo.stats().entries > 5
    assert taken < 1.2 * memo.stats().bytes


def test_macros_cannot_make_a_short_formula_fill_the_memory() -> None:
    memo = Memo(4 << 20)
    translator = Translator(memo=memo)
    silent = r"\newcommand{\z}{" + r"\quad" * 100 + r"}\newcommand{\y}{" + r"\z" * 50 + r"}x\y\y"
    assert translator.read(silent).text == "x"
    assert len(silent) < 700
    assert memo.stats().entries == 0


def test_threads_share_what_is_kept() -> None:
    memo = Memo(200_000)
    translator = Translator(memo=memo)
    expected = {latex: outcome(Translator(memo=0), latex)[0] for latex in FORMULAS}

    def read_all(first: int) -> bool:
        order = FORMULAS[first:] + FORMULAS[:first]
        return all(outcome(translator, latex)[0] == expected[latex] for latex in order)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read_all, range(0, 160, 20)))
    stats = memo.stats()
    assert stats.hits and 0 < stats.bytes <= memo.max_bytes
    assert stats.bytes == sum(size for _, size in memo._kept.values())


def test_nobody_waits_for_a_memo_that_somebody_holds() -> None:
    memo = Memo(MANY)
    translator = Translator(memo=memo)
    with memo._lock:
        assert translator.read("x").text == "x"
    assert (memo.stats().entries, memo.stats().misses) == (0, 0)


def test_translators_of_a_process_share_one_bound() -> None:
    one, other = Translator(memo=123_456), Translator("mathspeak", memo=123_456)
    assert one.memo is other.memo
    assert one.memo is not Translator().memo
