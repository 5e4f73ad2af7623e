"""What each move says and where it leads."""

from __future__ import annotations

import pytest

from mathspeak.errors import UnknownPreference
from mathspeak.explore import Explorer
from mathspeak.explore.roles import _KINDS, _PARTS, FIELDS
from mathspeak.latex import nodes
from mathspeak.latex.nodes import Node
from mathspeak.meaning import terms
from mathspeak.speech.words.en import explore as english
from mathspeak.translator import STYLES, Translator

MATRIX = r"M = \begin{pmatrix} a & b & c \\ d & \frac{e}{2} & f \\ g & h & i \end{pmatrix}"


def walk(latex: str, moves: str = "") -> Explorer:
    explorer = Explorer(latex, lambda style, verbosity: Translator(style, verbosity=verbosity))
    for move in moves.split():
        assert getattr(explorer, move)().moved
    return explorer


def said(latex: str, moves: str, last: str) -> str:
    return str(getattr(walk(latex, moves), last)().text)


@pytest.mark.parametrize(
    ("latex", "moves", "last", "text"),
    [
        (r"\frac{a+b}{2}", "", "into", "numerator: a plus b"),
        (r"\frac{a+b}{2}", "into", "next", "denominator: 2"),
        (r"\frac{a+b}{2}", "into next", "previous", "numerator: a plus b"),
        (r"\frac{a+b}{2}", "into into", "next", "plus"),
        (r"\frac{a+b}{2}", "into into", "out", "numerator: a plus b"),
        (r"\frac{a+b}{2}", "into into", "last", "b"),
        (r"\frac{a+b}{2}", "into into last", "first", "a"),
        (r"\frac{a+b}{2}", "into into", "whole", "the fraction a plus b over 2"),
        (r"\frac{a+b}{2}", "into", "everything", "the fraction a plus b over 2"),
        (r"\frac{a+b}{2}", "into next", "into", "no parts inside"),
        (r"\frac{a+b}{2}", "into next", "next", "this is the last part"),
        (r"\frac{a+b}{2}", "into", "previous", "this is the first part"),
        (r"\frac{a+b}{2}", "", "out", "this is the whole formula"),
        (r"\frac{a+b}{2}", "", "where", "the whole formula"),
        (r"\frac{a+b}{2}", "into", "repeat", "numerator: a plus b"),
        (r"\frac{a+b}{2}", "into", "source", "a+b"),
        ("x^2", "", "into", "base: x"),
        ("x^2", "into", "next", "exponent: 2"),
        ("x_n", "into", "next", "subscript: n"),
        (r"\sum_{i=1}^n i", "into into", "next", "lower limit: i equals 1"),
        (r"\sum_{i=1}^n i", "into into next", "next", "upper limit: n"),
        (r"\sum_{i=1}^n i", "into", "next", "i"),
        ("a = b", "", "into", "left side: a"),
        ("a = b", "into next", "next", "right side: b"),
        ("a = b = c", "into", "where", "side 1 of the chain of 3 sides"),
        ("= b", "into", "next", "right side: b"),
        ("f(x)", "into", "next", "argument: x"),
        (r"|x|", "", "into", "inside: x"),
        ("-x", "", "size", "expression with a sign: x, 2 signs, 1 level"),
    ],
)
def test_a_move_says_where_it_led(latex: str, moves: str, last: str, text: str) -> None:
    assert said(latex, moves, last) == text


@pytest.mark.parametrize(
    ("latex", "moves", "text"),
    [
        (
            r"x = \frac{a+b}{2}",
            "into next next into into",
            "term 1 of the sum of 2 terms, numerator of the fraction, right side of the equation",
        ),
        (r"x = \frac{a+b}{2}", "into next next into", "numerator of the fraction, right side of the equation"),
        ("(a+b)c", "into into", "term 1 of the sum of 2 terms in parentheses, factor 1 of the product of 2 factors"),
        (r"\sqrt{x+1}", "into", "inside of the square root"),
        (MATRIX, "into last into next into", "row 2 column 1 of 3 by 3, right side of the equation"),
        (MATRIX, "into last into", "row 1 of the 3 by 3 matrix, right side of the equation"),
        (
            r"\begin{align} a &= b \\ c &= d \end{align}",
            "into last into",
            "left side of the equation, line 2 of 2 lines",
        ),
    ],
)
def test_where_am_i_names_the_way_out(latex: str, moves: str, text: str) -> None:
    assert said(latex, moves, "where") == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{a+b+c}{\sqrt{x}}", "fraction with a sum of 3 terms over a square root, 6 signs, 2 levels"),
        ("x", "letter: x, 1 sign"),
        ("x^2", "power with base x and exponent 2, 2 signs, 1 level"),
        (r"y = 2x", "equation with y on the left and a product of 2 factors on the right, 4 signs, 2 levels"),
        ("a+b+c+d+e+f", "sum of 6 terms: a, b, c, d, 2 more, 11 signs, 1 level"),
        ("(a+b)", "sum of 2 terms in parentheses: a, b, 3 signs, 1 level"),
        ("= b", "relation: b, 2 signs, 1 level"),
        (
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            "2 by 2 matrix: a row of 2 cells, a row of 2 cells, 4 signs, 2 levels",
        ),
    ],
)
def test_how_big_is_it(latex: str, text: str) -> None:
    assert said(latex, "", "size") == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"A\alpha + 3.14", "cap a, alpha, plus, 3, point, 1, 4"),
        (r"(x+1)^2", "base, open paren, x, plus, 1, close paren, exponent, 2"),
        ("f''", "base, f, prime, prime"),
        (r"\hat{x}", "inside, x, hat"),
        (r"\text{Let it}", "cap L, e, t, space, i, t"),
        (r"\sin x", "sine, x"),
        (r"\frac{a}{b}", "numerator, a, denominator, b"),
        (r"\begin{pmatrix} a & b \end{pmatrix}", "open paren, entry 1, a, entry 2, b, close paren"),
    ],
)
def test_spelling_names_every_letter_and_sign(latex: str, text: str) -> None:
    assert said(latex, "", "spelling").lower() == text.lower()


def test_in_a_table_one_goes_along_rows_and_columns() -> None:
    explorer = walk(MATRIX, "into last into into")
    assert explorer.repeat().text == "row 1 column 1 of 3 by 3: a"
    assert explorer.row_below().text == "row 2 column 1 of 3 by 3: d"
    assert explorer.column_right().text == "row 2 column 2 of 3 by 3: e over 2"
    explorer.into()
    assert explorer.row_below().text == "row 3 column 2 of 3 by 3: h", "from inside a cell"
    assert explorer.row_below().text == "this is the last row"
    assert explorer.row_above().text == "row 2 column 2 of 3 by 3: e over 2"
    assert explorer.column_left().text == "row 2 column 1 of 3 by 3: d"
    assert explorer.column_left().text == "this is the first column"
    assert explorer.row().text == "row 2: d, e over 2, f"
    assert explorer.column().text == "column 1: a, d, g"
    assert explorer.table().text.startswith("right side: the 3 by 3 matrix")
    assert explorer.where().text.startswith("row 2 column 1 of 3 by 3"), "hearing the table does not move"


def test_the_keys_for_tables_lead_into_a_table_from_its_rows() -> None:
    explorer = walk(MATRIX, "into last")
    assert explorer.row_below().text == "row 1 column 1 of 3 by 3: a"
    explorer = walk(MATRIX, "into last into next")
    assert explorer.row().text == "row 2: d, e over 2, f"
    assert explorer.column_right().text == "row 2 column 1 of 3 by 3: d"


def test_a_column_vector_is_a_table_of_one_column() -> None:
    explorer = walk(r"\begin{pmatrix} x \\ y \end{pmatrix}", "into")
    assert explorer.row_below().text == "row 2 column 1 of 2 by 1: y"
    assert explorer.column_right().text == "this is the last column"


@pytest.mark.parametrize("move", ["row_below", "column_right", "row", "column", "table"])
def test_where_there_is_no_table_the_keys_for_tables_say_so(move: str) -> None:
    heard = getattr(walk("a+b", "into"), move)()
    assert (heard.text, heard.moved) == ("this is not in a table", False)


def test_markers_are_places_to_come_back_to() -> None:
    explorer = walk(r"\frac{a+b}{2}", "into")
    assert explorer.go(3).text == "there is no marker 3"
    assert explorer.mark(3).text == "marker 3 is here"
    explorer.whole()
    assert explorer.go(3).text == "numerator: a plus b"
    explorer.next_verbosity()
    explorer.whole()
    assert explorer.go(3).text == "numerator: a plus b", "a marker outlives a change of verbosity"


def test_a_change_of_style_stays_at_the_same_place() -> None:
    explorer = walk(r"f(x) = \frac{a+b}{2}", "into last into into last")
    for _ in STYLES:
        heard = explorer.next_style()
        assert heard.text.endswith("b")
        assert explorer.where().text.startswith("term 2 of the sum of 2 terms, numerator of the fraction")
    assert explorer.style == "natural"


def test_a_style_without_words_in_the_language_is_passed_over() -> None:
    def translator(style: str, verbosity: str) -> Translator:
        if style != "natural":
            raise UnknownPreference("no words")
        return Translator(style, verbosity=verbosity)

    explorer = Explorer("x^2", translator)
    explorer.into()
    assert explorer.next_style().text == "there is no other style"
    assert explorer.repeat().text == "base: x"


def test_a_part_knows_its_place_in_the_source() -> None:
    latex = r"y = \frac{a+b}{2}"
    here = walk(latex, "into last into").here
    assert latex[here.start : here.end] == "a+b"


def test_a_sign_is_called_what_it_is_called_in_the_whole() -> None:
    assert said(r"\phi + \varphi^2", "into last", "into") == "base: variant phi"
    assert said("a - b", "into", "next") == "minus"


def test_what_is_spoken_is_the_label_and_the_utterance() -> None:
    label, utterance = walk("x^2").into().spoken
    assert label == "base,"
    assert not isinstance(utterance, str)
    assert utterance.words == ["x"]


def test_a_deep_formula_is_walked_without_recursion() -> None:
    latex = r"\frac{1}{" * 90 + "x" + "}" * 90
    explorer = walk(latex)
    depth = 0
    while explorer.into().moved:
        explorer.last()
        depth += 1
    assert depth == 90
    assert explorer.where().text.count("denominator of the fraction") == 90
    explorer.whole()
    assert "91 signs, 90 levels" in explorer.size().text


def test_every_class_of_node_has_words_for_its_parts() -> None:
    from mathspeak.explore.parts import TABLE_ROLES

    classes = [
        found
        for module in (nodes, terms)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Node) and found is not Node
    ]
    known = {*FIELDS, *_KINDS, *_PARTS}
    assert [found.__name__ for found in classes if found not in known] == []
    for found, (kind, fields) in FIELDS.items():
        assert kind in english.KINDS
        for name, role in fields:
            assert name in found.__slots__
            assert role in english.ROLES
    assert set(TABLE_ROLES.values()) <= set(english.ROLES)
    assert set(english.SUMMARIES) <= set(english.KINDS)
