from __future__ import annotations

import pytest

from mathspeak.latex.rows import rows, without_numbers


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        (r"a&=b\\c&=d", ["a&=b", "c&=d"]),
        (r"a\\[2pt] b\\*[1ex]c\\ [d]", ["a", " b", "c", " [d]"]),
        (r"\begin{pmatrix}1\\2\end{pmatrix}\\3", [r"\begin{pmatrix}1\\2\end{pmatrix}", "3"]),
        (r"\sum_{\substack{i\\j}} x \\ y", [r"\sum_{\substack{i\\j}} x ", " y"]),
        (r"\text{a\\b}\cr c", [r"\text{a\\b}", " c"]),
        ("a % b\\\\c\n \\\\ d", ["a % b\\\\c\n ", " d"]),
        (r"\left\{ a \right. \\ b", [r"\left\{ a \right. ", " b"]),
        (r"a\\", ["a", ""]),
        ("", [""]),
    ],
)
def test_rows_end_at_the_line_breaks_of_their_own_environment(source: str, texts: list[str]) -> None:
    found = rows(source)
    assert [source[row.start : row.end] for row in found] == texts


def test_numbers_belong_to_the_row_they_stand_in() -> None:
    source = r"""a \label{one} \\
    b \tag*{(5)} \\
    \begin{split} c \label{three} \\ d \end{split} \\
    \text{see \tag{no} \label{no}} \nonumber \\
    e \IEEEyesnumber"""
    found = rows(source)
    assert [(row.labels, row.tag, row.numbered) for row in found] == [
        (["one"], None, None),
        ([], "(5)", None),
        (["three"], None, None),
        ([], None, False),
        ([], None, True),
    ]
    bare = without_numbers(source, found)
    assert "\\label{one}" not in bare and "\\tag*" not in bare and "\\nonumber" not in bare
    assert r"\text{see \tag{no} \label{no}}" in bare
    assert r"\begin{split} c  \\ d \end{split}" in bare


def test_a_row_with_nothing_but_its_number_is_empty() -> None:
    source = "a \\\\ \\label{x} \\notag \\\\ & \\\\ % b\n"
    assert [row.empty for row in rows(source)] == [False, True, True, True]


def test_plain_tex_gives_the_number_at_the_end() -> None:
    source = r"x = y \eqno (3)"
    (row,) = rows(source)
    assert row.tag == "(3)"
    assert without_numbers(source, [row]) == "x = y "


@pytest.mark.parametrize("source", ["\\label", "\\tag{", "\\label{a", "\\begin{", "}}}\\\\{{{", "\\\\[", "\\tag{a{b}"])
def test_what_does_not_end_is_read_to_the_end(source: str) -> None:
    found = rows(source)
    assert found[-1].end == len(source)
    without_numbers(source, found)
