from __future__ import annotations

from pathlib import Path

from documents.outline import outline
from mathspeak.documents import blocks as b

EXPECTED = """\
title: On lines
macro: \\def\\R{R}
heading 2 1
  words: Lines
paragraph
  words: 'Let '
  formula: x
  footnote
    paragraph
      words: Any.
  display [1, -]: x\\\\ y
  reference: theorem 2 named <t>
list
  item (a)
    code block c
      | int x;
theorem: Theorem 1
  title
    words: Thales
table 1 header 1
  caption
    words: All
  row
    cell
      code: ' '
unread: a picture
notice missing-file: there is no a.tex
"""


def test_an_outline_has_everything_that_a_document_has() -> None:
    note = b.Footnote([b.Paragraph([b.Words("Any.", 0, 0)], 0, 0)], 0, 0)
    runs: list[b.Run] = [
        b.Words("Let ", 0, 4),
        b.Formula("x", False, 4, 7),
        note,
        b.Formula("x\\\\ y", True, 9, 11, ["1", None]),
        b.Reference("theorem", "2", "t", 12, 14, named=True),
    ]
    blocks: list[b.Block] = [
        b.Heading(2, [b.Words("Lines", 0, 5)], 0, 5, "1"),
        b.Paragraph(runs, 0, 0),
        b.ListBlock([[b.CodeBlock("int x;\n", "c", 0, 0)]], ["(a)"], 0, 0),
        b.Statement("theorem", "Theorem", "1", [b.Words("Thales", 0, 0)], [], 0, 0),
        b.Table([[[b.Code(" ", 0, 1)]]], 0, 0, header=1, caption=[b.Words("All", 0, 0)], number="1"),
        b.Unread("a picture", "", 0, 0),
    ]
    document = b.Document(Path("x.tex"), blocks, title="On lines", macros="\\def\\R{R}\n")
    document.notices.append(b.Notice("missing-file", "there is no a.tex", 0, 0))
    assert outline(document) == EXPECTED
    assert "  words: Lines  @0-5\n" in outline(document, spans=True)
