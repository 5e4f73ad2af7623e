"""Formulas to MathML: a rule for every class of node, ids by place, and markup that parsers take."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from cases import FIXTURES, cases_in
from mathspeak.errors import MathspeakError
from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.latex.reader import read
from mathspeak.latex.symbols import LETTERS, SYMBOLS
from mathspeak.limits import Limits
from mathspeak.mathml.writer import RULES, write
from mathspeak.mathml.writing.signs import ACCENTS, CHARACTERS, LETTER_CHARACTERS, UNDER_ACCENTS
from mathspeak.speech.words.en.explore import NAMES as MARKS

PREFIX = "{http://www.w3.org/1998/Math/MathML}"
# What MathML Core has, of what a formula can need.
ELEMENTS = frozenset(
    """
    math mi mn mo mtext mspace mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd
    """.split()
)
COUNTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


def inside(latex: str, **options: str) -> str:
    """The MathML of a formula without its outermost tags and ids."""
    whole = write(read(latex, limits=Limits()).node, **options)  # type: ignore[arg-type]
    return re.sub(r' id="[^"]*"', "", whole.partition(">")[2].removesuffix("</math>"))


def formulas() -> list[str]:
    folders = [FIXTURES / "natural", FIXTURES.parent / "latex" / "cases"]
    return [case.latex for folder in folders for case in cases_in(folder)]


def test_every_class_of_node_has_a_rule() -> None:
    classes = {value for value in vars(nodes).values() if isinstance(value, type) and issubclass(value, Node)}
    assert RULES.keys() == classes - {Node}


def test_every_sign_letter_and_mark_has_its_character() -> None:
    assert {key for key, _ in SYMBOLS.values()} <= CHARACTERS.keys()
    assert set(LETTERS.values()) <= LETTER_CHARACTERS.keys()
    assert MARKS.keys() <= ACCENTS.keys() | UNDER_ACCENTS.keys()
    assert not [key for key, shown in CHARACTERS.items() if key != "backslash" and "\\" in shown]


@pytest.mark.parametrize(
    ("latex", "written"),
    [
        ("x", "<mi>x</mi>"),
        ("-1.5", "<mrow><mo>−</mo><mn>1.5</mn></mrow>"),
        (r"\alpha<\Gamma", "<mrow><mi>α</mi><mo>&lt;</mo><mi>Γ</mi></mrow>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\mathbf{v}\mathbb{R}\mathcal{F}\mathfrak{g}", "<mrow><mi>𝐯</mi><mi>ℝ</mi><mi>ℱ</mi><mi>𝔤</mi></mrow>"),
        (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\binom nk", '<mrow><mo>(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></mrow>'),
        (r"\sqrt{x}\sqrt[3]{y}", "<mrow><msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot></mrow>"),
        ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("f''^2", "<msup><mi>f</mi><mrow><mo>″</mo><mn>2</mn></mrow></msup>"),
        ("{}_a^b x", None),
        (r"\sum_i^n", "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>"),
        (r"\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"),
        (r"\int\limits_0", '<munder><mo movablelimits="false">∫</mo><mn>0</mn></munder>'),
        (r"\sum\nolimits_0", "<msub><mo>∑</mo><mn>0</mn></msub>"),
        (r"\lim_x", '<munder><mo movablelimits="true">lim</mo><mi>x</mi></munder>'),
        (r"\sin x", "<mrow><mi>sin</mi><mi>x</mi></mrow>"),
        (r"\hat x", '<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>'),
        (r"\underline{x}", '<munder accentunder="true"><mi>x</mi><mo stretchy="true">_</mo></munder>'),
        (r"\xrightarrow{f}", '<mover><mo stretchy="true">→</mo><mi>f</mi></mover>'),
        (r"\text{if $x$ is}", "<mrow><mtext>if\u00a0</mtext><mi>x</mi><mtext>\u00a0is</mtext></mrow>"),
        (r"\foo{x}", '<mrow><mtext class="unknown">\\foo</mtext><mi>x</mi></mrow>'),
        (r"\boxed{x}", '<mrow class="enclosed box"><mi>x</mi></mrow>'),
        (
            r"\ce{H2O}",
            '<mrow><msub><mi mathvariant="normal">H</mi><mn>2</mn></msub><mi mathvariant="normal">O</mi></mrow>',
        ),
        ("", "<mrow></mrow>"),
    ],
)
def test_what_is_written(latex: str, written: str | None) -> None:
    if written is not None:
        assert (inside(latex) if latex else inside("{}")) == written
    else:
        assert inside(latex)


def test_a_table_has_its_cells_rules_and_numbers() -> None:
    root = etree.fromstring(write(read(r"\begin{align}a&=b\tag{3}\\c&=d\end{align}", limits=Limits()).node))
    assert [row.xpath("string()") for row in root.iter(f"{PREFIX}mtr")] == ["a=b(3)", "c=d"]
    assert [cell.get("class") for cell in next(root.iter(f"{PREFIX}mtr"))] == ["right", "left", "number"]
    ruled = write(read(r"\begin{array}{c|c}a&b\\\hline c\end{array}", limits=Limits()).node)
    assert ruled.count('<mtd class="ruled">') == 2
    assert ruled.count('<mtr class="ruled">') == 1


def test_a_part_has_the_id_of_its_place_and_a_formula_its_words() -> None:
    source = r"\frac{a+b}{c}"
    root = etree.fromstring(write(read(source, limits=Limits()).node, prefix="m7-", words='"x" < y', display=True))
    assert (root.get("alttext"), root.get("display")) == ('"x" < y', "block")
    places = {name: [int(place) for place in name[3:].split("-")] for name in root.xpath("//@id")}
    assert {source[start:end] for start, end in places.values()} == {source, "a+b", "a", "+", "b", "c"}


@pytest.mark.parametrize("display", [False, True])
def test_every_formula_of_the_tests_is_mathml_core_with_ids_of_its_own(display: bool) -> None:
    written = 0
    for latex in formulas():
        try:
            node = read(latex, limits=Limits()).node
        except MathspeakError:
            continue
        root = etree.fromstring(write(node, display=display))
        written += 1
        names = root.xpath("//@id")
        assert len(names) == len(set(names)), latex
        assert all(0 <= int(name[1:].split("-")[0]) <= int(name.split("-")[1]) <= len(latex) for name in names), latex
        for element in root.iter():
            tag = element.tag.removeprefix(PREFIX)
            assert tag in ELEMENTS, latex
            assert COUNTS.get(tag, len(element)) == len(element), f"{latex}: {etree.tostring(element)!r}"
            assert "mathvariant" not in element.attrib or (tag == "mi" and element.get("mathvariant") == "normal")
    assert written > 900
