"""Where the natural style pauses, how strongly, and what plain text shows of it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cases import FIXTURES, cases_in
from mathspeak.errors import ConfigError
from mathspeak.speech.formats.pauses import MILLISECONDS, milliseconds
from mathspeak.speech.formats.plain import plain
from mathspeak.speech.formats.segments import ENDINGS, segments
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, PAUSES, SHORT, Utterance
from mathspeak.translator import Translator

SHOWN = {BREATH: "|", SHORT: ",", MEDIUM: ";", LONG: "."}
CASES = cases_in(FIXTURES / "natural")


def paced(latex: str) -> str:
    """The reading with a sign for every pause, breaths too."""
    words = Translator().read(latex).utterance.words
    return re.sub(r" ([,;.])", r"\1", " ".join(SHOWN.get(word, word) for word in words))


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        ("x=1", "x equals 1"),
        ("x^2+1=0", "x squared plus 1 | equals 0"),
        (r"\frac ab=c", "a over b equals c"),
        (r"\frac{a+b}{c}", "the fraction a plus b | over c"),
        (r"\frac{a+b}{c}+1", "the fraction a plus b | over c end fraction | plus 1"),
        (r"\sqrt{x+1}+y", "the square root of x plus 1 end root | plus y"),
        (r"\sqrt{x+1},y", "the square root of x plus 1 end root comma | y"),
        (r"\sum_{i=1}^n x_i", "the sum from i equals 1 to n | of x sub i"),
        (r"\sum x", "the sum of x"),
        ("(a,b)", "open paren a comma | b close paren"),
        ("(a,)", "open paren a comma close paren"),
        (r"a+b+c\implies d", "a plus b plus c | implies d"),
        (r"x,\quad y", "x comma, y"),
        (r"\text{if }x>0.", "if x is greater than 0."),
        (r"a+b=c", "a plus b equals c"),
        (r"a+bx=c", "a plus b x | equals c"),
        (r"a+b\to c", "a plus b goes to c"),
        (r"a+bx\to c", "a plus b x | goes to c"),
        (r"a+b+c,d+e=f", "a plus b plus c comma | d plus e equals f"),
        (r"a,b+c=d", "a comma | b plus c equals d"),
        (r"\sum_{i=1}^n+1", "the sum from i equals 1 to n | of plus 1"),
        (r"\sum_i x", "the sum over i of x"),
        (r"\sum_{ij}x", "the sum over i j | of x"),
        (r"\sqrt{x+1}", "the square root of x plus 1"),
        (r"\sqrt{x+1}=y", "the square root of x plus 1 end root | equals y"),
        (r"(\sqrt{x+1})", "open paren the square root of x plus 1 close paren"),
        (r"(a,\sqrt{x+1})", "open paren a comma | the square root of x plus 1 close paren"),
        (r"x=1,\quad y=2;\quad z=3.", "x equals 1 comma, y equals 2 semicolon, z equals 3."),
        (r"x=1\quad\text{if }y=2", "x equals 1, if y equals 2"),
        (r"\quad x", "x"),
        (r"x=1;", "x equals 1;"),
        (r"x\quad.", "x."),
        (r"\begin{cases}a&b\\c&d\end{cases}", "by cases case 1, a, if b; case 2, c, if d"),
        (r"\begin{align}a&=b\tag{1}\\c&=d\end{align}", "line 1, equation 1, a equals b. line 2, c equals d"),
        (r"\begin{align}a&=b&c&=d\end{align}", "a equals b, next c equals d"),
        (r"\frac{\frac{a+b}{c}}{d}", "the fraction the fraction a plus b | over c end fraction | over d"),
        (r"\frac{\sqrt{x+1}}{y+z}", "the fraction the square root of x plus 1 end root | over y plus z"),
        (r"f^{(n)}(x)", "the n-th derivative of f, of x"),
        (r"\text{Let }x\text{, say, be }y\text{; then}", "Let x, say, be y, then"),
        (r"\text{: }x", "x"),
        (r"P(A\mid B),C", "cap P of cap A given cap B end given comma | cap C"),
        (r"\forall x>0,y>0", "for all x greater than 0 comma | y is greater than 0"),
        (r"\sum_{\substack{i=1\\j=2}}x", "the sum over line 1 i equals 1, line 2 j equals 2 end lines | of x"),
        (r"a=b=c+d+e=f", "a equals b equals c plus d plus e | equals f"),
        (r"\begin{matrix}x&\quad a,b\end{matrix}", "the 1 by 2 array, row 1 x comma, the quantity a comma | b"),
    ],
)
def test_pauses_of_the_natural_style(latex: str, said: str) -> None:
    assert paced(latex) == said


def test_no_reading_begins_or_ends_with_a_breath_or_pauses_twice() -> None:
    for case in CASES:
        words = Translator().read(case.latex).utterance.words
        assert words[:1] == [] or words[0] not in PAUSES, case.name
        assert words[-1:] != [BREATH], case.name
        assert not any(one in PAUSES and two in PAUSES for one, two in pairwise(words)), case.name


def test_a_breath_changes_no_plain_text() -> None:
    assert plain(Utterance(["é", BREATH, "x", SHORT, "y", BREATH], [])) == "é x, y"
    for case in CASES:
        said = Translator().read(case.latex)
        without = [word for word in said.utterance.words if word != BREATH]
        assert plain(Utterance(without, [])) == said.text, case.name


def test_stronger_pauses_are_longer() -> None:
    lengths = [milliseconds(strength) for strength in sorted(PAUSES)]
    assert set(MILLISECONDS) == PAUSES
    assert lengths == sorted(set(lengths))
    assert [milliseconds(strength, 2) for strength in sorted(PAUSES)] == [2 * length for length in lengths]


@pytest.mark.parametrize("factor", [-0.1, 10.1, float("nan"), float("inf")])
def test_a_factor_out_of_bounds_is_refused(factor: float) -> None:
    with pytest.raises(ConfigError):
        milliseconds(SHORT, factor)


def test_segments_keep_every_word_and_pause() -> None:
    for case in CASES:
        said = Translator().read(case.latex).utterance
        parts = list(segments(said))
        # The mark before a pause stands alone where a letter ends what was said.
        neighbours = [(before[1], after[0]) for before, after in pairwise([("", False, 0.0, 0.0), *parts])]
        pauses = [milliseconds(word) / 1000 for word in said.words if word in PAUSES]
        assert [seconds for *_, seconds in parts if seconds] == pauses, case.name
        assert all(text.strip(" ,;.") or (text in ENDINGS.values() and before) for before, text in neighbours), (
            case.name
        )
        breathless = [seconds for *_, seconds in segments(said, breaths=False) if seconds]
        assert breathless == [seconds for seconds in pauses if seconds > milliseconds(BREATH) / 1000], case.name
