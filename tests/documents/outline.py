"""A document as plain text, one line a block or a run, each indented under what it stands in.

Spaces that could not be seen at the ends of a run, and line breaks, are written as in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mathspeak.documents import blocks as b

INDENT = "  "


def outline(document: b.Document, *, spans: bool = False) -> str:
    """The whole document; with ``spans`` each line ends with the place of its block or run in the source."""
    lines = [
        f"{name}: {_quoted(value)}" for name in ("title", "author", "language") if (value := getattr(document, name))
    ]
    lines += [f"macro: {line}" for line in document.macros.splitlines() if line.strip()]
    lines += _blocks(document.blocks, 0, spans)
    lines += [f"notice {notice.code}: {notice.message}" for notice in document.notices]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return repr(text) if text != " ".join(text.split()) or not text else text


def _blocks(blocks: Sequence[b.Block], depth: int, spans: bool) -> Iterator[str]:
    for block in blocks:
        yield _line(depth, _block_head(block), block, spans)
        yield from _block_body(block, depth + 1, spans)


def _line(depth: int, text: str, item: b.Block | b.Run, spans: bool) -> str:
    place = f"  @{item.start}-{item.end}" if spans else ""
    return f"{INDENT * depth}{text}{place}"


def _block_head(block: b.Block) -> str:
    match block:
        case b.Heading():
            kind = block.kind if block.kind != "section" else ""
            return " ".join(["heading", str(block.level), *_some(kind), *_some(block.number)])
        case b.CodeBlock():
            return " ".join(["code block", *_some(block.language)])
        case b.Table():
            return " ".join(["table", *_some(block.number), *_some(f"header {block.header}" if block.header else "")])
        case b.Figure():
            return " ".join(["figure", *_some(block.number), *_some(block.source), *_some(_alt(block.alt))])
        case b.ListBlock():
            return "ordered list" if block.ordered else "list"
        case b.Statement():
            return f"{block.kind}: {' '.join([*_some(block.name), *_some(block.number)])}".rstrip()
        case b.Unread():
            return f"unread: {block.what}"
        case _:
            return type(block).__name__.lower()


def _block_body(block: b.Block, depth: int, spans: bool) -> Iterator[str]:
    match block:
        case b.Heading() | b.Paragraph():
            yield from _runs(block.runs, depth, spans)
        case b.CodeBlock():
            yield from (f"{INDENT * depth}| {line}".rstrip() for line in block.text.splitlines())
        case b.Table():
            yield from _caption(block.caption, depth, spans)
            for row in block.rows:
                yield f"{INDENT * depth}row"
                for cell in row:
                    yield f"{INDENT * (depth + 1)}cell"
                    yield from _runs(cell, depth + 2, spans)
        case b.Figure():
            yield from _caption(block.caption, depth, spans)
        case b.ListBlock():
            for label, item in zip(block.labels, block.items, strict=True):
                yield f"{INDENT * depth}{' '.join(['item', *_some(label)])}"
                yield from _blocks(item, depth + 1, spans)
        case b.Statement():
            if block.title:
                yield f"{INDENT * depth}title"
                yield from _runs(block.title, depth + 1, spans)
            yield from _blocks(block.blocks, depth, spans)
        case b.Quote() | b.Output():
            yield from _blocks(block.blocks, depth, spans)


def _caption(caption: Sequence[b.Run], depth: int, spans: bool) -> Iterator[str]:
    if caption:
        yield f"{INDENT * depth}caption"
        yield from _runs(caption, depth + 1, spans)


def _runs(runs: Sequence[b.Run], depth: int, spans: bool) -> Iterator[str]:
    for run in runs:
        yield _line(depth, _run(run), run, spans)
        if isinstance(run, b.Footnote):
            yield from _blocks(run.blocks, depth + 1, spans)


def _run(run: b.Run) -> str:
    match run:
        case b.Words():
            return f"words: {_quoted(run.text)}"
        case b.Formula():
            numbers = [f"[{', '.join(number or '-' for number in run.numbers)}]"] if run.numbers else []
            kind = " ".join(["display" if run.display else "formula", *numbers])
            return f"{kind}: {_quoted(run.latex) if run.latex or not run.mathml else run.mathml}"
        case b.Code():
            return f"code: {_quoted(run.text)}"
        case b.Reference():
            marks = [name for name in ("named", "bracketed") if getattr(run, name)]
            return f"reference: {' '.join([*_some(run.kind), run.number or '?', *marks, f'<{run.label}>'])}"
        case b.Citation():
            return f"citation: {run.printed} <{', '.join(run.keys)}>"
        case b.Image():
            return " ".join(["image", *_some(run.source), *_some(_alt(run.alt))])
        case b.Footnote():
            return "footnote"


def _some(text: str) -> list[str]:
    return [text] if text else []


def _alt(alt: str) -> str:
    return f"“{alt}”" if alt else ""
