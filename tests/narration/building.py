"""Documents from a little text, so that tests can show what they are about.

Blocks are parted by blank lines: ``# Title``, ``## 2.1 :: Curves``, ``- item``, ``1) item`` (two blanks deeper is one
within), code between lines of three backquotes, tables of ``| cells |`` after ``table 2: caption``, ``figure 1: caption
/ alt``, ``unread: what``, and ``begin theorem Theorem 2 (Title)`` … ``end`` for statements, ``quote`` and ``output``.
In a line: ``$x$``, ``$$x$$``, ``$$[3,-] x$$`` with numbers, `` `code` ``, ``@{equation 3}``, ``@(equation 3)`` in
parentheses, ``@[4]`` for literature, ``^{note}``, ``!{alt}``.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from mathspeak.documents.blocks import (
    Block,
    Citation,
    Code,
    CodeBlock,
    Document,
    Figure,
    Footnote,
    Formula,
    Heading,
    Image,
    ListBlock,
    Output,
    Paragraph,
    Quote,
    Reference,
    Run,
    Statement,
    Table,
    Unread,
    Words,
)
from mathspeak.errors import DocumentError

RUN = re.compile(
    r"(?s)\$\$(?:\[(?P<numbers>[^\]]*)\])?(?P<display>.+?)\$\$|\$(?P<inline>[^$]+)\$|`(?P<code>[^`]+)`"
    r"|@\{(?P<named>[^}]*)\}|@\((?P<bracketed>[^)]*)\)|@\[(?P<cited>[^\]]*)\]|\^\{(?P<note>[^}]*)\}|!\{(?P<alt>[^}]*)\}"
)
STATEMENT = re.compile(r"begin (?P<kind>\w+)(?: (?P<name>[A-Z]\w*))?(?: (?P<number>[\d.]+))?(?: \((?P<title>.*)\))?\Z")
ITEM = re.compile(r"(?P<indent> *)(?:(?P<bullet>-)|(?P<label>\S+)\)) (?P<text>.*)")


def document(text: str, *, name: str = "notes.md", language: str = "", macros: str = "", title: str = "") -> Document:
    """The document that a text describes."""
    return Document(Path(name), list(blocks(text)), title=title, language=language, macros=macros)


def runs(text: str, offset: int = 0) -> list[Run]:
    found: list[Run] = []
    position = 0
    for match in RUN.finditer(text):
        if match.start() > position:
            found.append(Words(text[position : match.start()], offset + position, offset + match.start()))
        found.append(run(match, offset))
        position = match.end()
    if position < len(text):
        found.append(Words(text[position:], offset + position, offset + len(text)))
    return found


def run(match: re.Match[str], offset: int) -> Run:
    place = (offset + match.start(), offset + match.end())
    if match["display"] is not None:
        numbers = [None if number == "-" else number for number in (match["numbers"] or "").split(",") if number]
        return Formula(match["display"], True, *place, numbers=numbers)
    if match["inline"] is not None:
        return Formula(match["inline"], False, *place)
    if match["code"] is not None:
        return Code(match["code"], *place)
    if match["cited"] is not None:
        return Citation([], match["cited"], *place)
    if match["note"] is not None:
        return Footnote([Paragraph(runs(match["note"]), *place)], *place)
    if match["alt"] is not None:
        return Image(match["alt"], "", *place)
    bracketed = match["bracketed"] is not None
    kind, _, number = (match["bracketed"] if bracketed else match["named"]).rpartition(" ")
    unknown = number.startswith("?")
    return Reference(kind, "" if unknown else number, number.lstrip("?"), *place, named=False, bracketed=bracketed)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text; ``begin`` and ``end`` enclose blocks of their own."""
    lines = text.split("\n")
    i = 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            i += 1
            continue
        if line.startswith("```"):
            end = next(j for j in range(i + 1, len(lines)) if lines[j].startswith("```"))
            yield CodeBlock("\n".join(lines[i + 1 : end]), line[3:].strip(), 0, 0)
        elif line.startswith("begin "):
            end = closing(lines, i)
            yield enclosed(line, list(blocks("\n".join(lines[i + 1 : end]))))
        else:
            end = next((j for j in range(i, len(lines)) if not lines[j].strip()), len(lines))
            yield block(lines[i:end])
        i = end + 1


def closing(lines: list[str], start: int) -> int:
    depth = 0
    for i in range(start, len(lines)):
        depth += lines[i].startswith("begin ") - (lines[i] == "end")
        if not depth:
            return i
    raise ValueError(f"nothing ends {lines[start]!r}")


def enclosed(line: str, inside: list[Block]) -> Block:
    if line == "begin quote":
        return Quote(inside, 0, 0)
    if line == "begin output":
        return Output(inside, 0, 0)
    match = STATEMENT.match(line)
    assert match, line
    title = runs(match["title"]) if match["title"] else []
    return Statement(match["kind"], match["name"] or "", match["number"] or "", title, inside, 0, 0)


def block(lines: list[str]) -> Block:
    first = lines[0]
    if first.startswith("#"):
        level = len(first) - len(first.lstrip("#"))
        number, _, title = first[level:].strip().rpartition(" :: ")
        return Heading(level, runs(title), 0, 0, number=number)
    if first.startswith(("table", "|")):
        return table(lines)
    if first.startswith("figure"):
        head, _, rest = first.partition(":")
        caption, _, alt = rest.partition(" / ")
        return Figure(alt.strip(), runs(caption.strip()), 0, 0, number=head.removeprefix("figure").strip())
    if first.startswith("unread:"):
        return Unread(first.partition(":")[2].strip(), "", 0, 0)
    if ITEM.match(first):
        return items([found for found in map(ITEM.match, lines) if found])
    return Paragraph(runs("\n".join(lines)), 0, 0)


def table(lines: list[str]) -> Table:
    head, _, caption = lines[0].partition(":") if lines[0].startswith("table") else ("", "", "")
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    header = next((i for i, row in enumerate(cells) if set("".join(row)) == {"-"}), 0)
    rows = [[runs(cell) for cell in row] for row in cells if set("".join(row)) != {"-"}]
    return Table(rows, 0, 0, header=header, caption=runs(caption.strip()), number=head.removeprefix("table").strip())


def items(found: list[re.Match[str]]) -> ListBlock:
    depth = len(found[0]["indent"])
    made: list[list[Block]] = []
    labels: list[str] = []
    i = 0
    while i < len(found):
        inner = i + 1
        while inner < len(found) and len(found[inner]["indent"]) > depth:
            inner += 1
        item: list[Block] = [Paragraph(runs(found[i]["text"]), 0, 0)]
        if inner > i + 1:
            item.append(items(found[i + 1 : inner]))
        made.append(item)
        labels.append(found[i]["label"] or "")
        i = inner
    return ListBlock(made, labels, 0, 0, ordered=any(labels))


def read_notes(path: Path) -> Document:
    """A reader for tests: what the file holds, as the text it is, or the fault that it names."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("error"):
        raise DocumentError("the document is bad", hint="mend it", start=0, end=5)
    if text.startswith("fault"):
        raise ZeroDivisionError("by zero")
    if text.startswith("end the process"):
        os._exit(1)
    if text.startswith("wait"):
        time.sleep(30)
    found = document(text, name=path.name)
    found.title = path.stem
    return found
