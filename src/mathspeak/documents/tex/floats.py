r"""Figures and other floats: their captions, numbers and pictures, and pictures that are drawn in TeX itself."""

from __future__ import annotations

from mathspeak.documents.blocks import Block, Figure, Image, Run, Statement, Table, Unread
from mathspeak.documents.tex import languages
from mathspeak.documents.tex.ends import find_end
from mathspeak.documents.tex.options import key_values, unbraced
from mathspeak.documents.tex.state import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_PARTS = frozenset("subfigure subtable subfloat".split())


class Float:
    """A float that is being read."""

    __slots__ = ("alts", "caption", "kind", "number", "part", "sources", "start")

    def __init__(self, kind: str, start: int, part: bool = False) -> None:
        self.kind = kind
        self.start = start
        # A part of a float, such as a subfigure, is lettered.
        self.part = part
        self.alts: list[str] = []
        self.sources: list[str] = []
        self.caption: list[Run] = []
        self.number = ""


def _float(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.option()
    kind = _KINDS[name]
    if name in ("wrapfigure", "wraptable"):
        mouth.argument()
        mouth.option()
        mouth.argument()
    elif name in _PARTS:
        mouth.option()
        mouth.argument()
    begin(reader, name, Float(kind, start, part=name in _PARTS))


def begin(reader: Reader, name: str, floating: Float) -> None:
    outer = reader.target
    counters = reader.counters
    if not floating.part:
        counters.values[f"sub{floating.kind}"] = 0

    def close(blocks: list[Block]) -> None:
        reader.target = outer
        algorithm = languages.name_of("algorithm", reader.language)
        for block in finished(floating, blocks, algorithm, reader.here()):
            reader.builder.block(block)

    reader.nest(name, floating.start, close, holder=floating)


def finished(floating: Float, blocks: list[Block], name: str, end: int) -> list[Block]:
    """The blocks of a float, one of which has its caption and number."""
    start = floating.start
    if floating.kind == "algorithm":
        return [Statement("remark", name, floating.number, floating.caption, blocks, start, end)]
    tables = [block for block in blocks if isinstance(block, Table) and not block.number]
    if floating.kind == "table" and tables and not floating.sources:
        tables[0].caption, tables[0].number = floating.caption, floating.number
        return blocks
    if not (floating.sources or floating.caption or floating.number):
        return blocks
    # The figure stands for a picture that is drawn in it.
    others = [block for block in blocks if not (isinstance(block, Unread) and floating.caption)]
    alt = "; ".join(alt for alt in floating.alts if alt)
    source = ", ".join(floating.sources)
    return [*others, Figure(alt, floating.caption, start, end, floating.number, source)]


def _caption(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    starred = mouth.take("*")
    kind = mouth.name() if name.startswith("captionof") else ""
    mouth.option()
    region = mouth.argument()
    if reader.builder.quiet:
        return
    entry = reader.holder(Float)
    floating = entry.holder if entry is not None else None
    alone = not isinstance(floating, Float)
    if not isinstance(floating, Float):
        floating = Float(kind or "figure", start)
    floating.kind = kind or floating.kind
    if not starred and not floating.number:
        _number(reader, floating)
    # A label may stand in the caption itself.
    runs = reader.runs_in(region)
    floating.caption += runs
    if floating.number:
        reader.target.title = runs
    if alone:
        reader.builder.block(Figure("", runs, start, reader.here(), floating.number))


def _number(reader: Reader, floating: Float) -> None:
    """Count a caption, and let the labels in it and after it point to its float."""
    counters = reader.counters
    kind = floating.kind if floating.kind in counters.forms else "figure"
    if not floating.part:
        floating.number = reader.step(kind)
    else:
        # The parts of a float stand before its own caption, and have its number all the same.
        counters.values[kind] = counters.values.get(kind, 0) + 1
        letter = counters.step(f"sub{kind}")
        counters.forms[f"sub{kind}"] = f"\\alph{{sub{kind}}}"
        floating.number = counters.printed(kind) + counters.printed(f"sub{kind}") if letter else ""
        counters.values[kind] -= 1
    reader.target = Target(floating.kind, floating.number, [])


def _subfloat(reader: Reader, name: str, start: int) -> None:
    r"""``\subfloat[caption]{content}``."""
    mouth = reader.mouth
    option = mouth.option()
    region = mouth.argument()
    entry = reader.holder(Float)
    outer = entry.holder if entry is not None else None
    floating = Float(outer.kind if isinstance(outer, Float) else "figure", start, part=True)
    begin(reader, name, floating)
    if option is not None:
        _number(reader, floating)
        floating.caption = reader.runs_in(option)
    reader.read_next(region, lambda: reader.end(name, start))


def _graphics(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    options = ""
    while (option := mouth.option()) is not None:
        options += f",{option.text}"
    source = unbraced(mouth.argument().text)
    if reader.builder.quiet:
        return
    alt = reader.text_of(key_values(options).get("alt", ""))
    entry = reader.holder(Float)
    if entry is not None and isinstance(entry.holder, Float):
        entry.holder.alts.append(alt)
        entry.holder.sources.append(source)
    else:
        reader.builder.run(Image(alt, source, start, mouth.here()))


def _picture(reader: Reader, name: str, start: int) -> None:
    """A picture that is drawn by commands: they are no text."""
    frame = reader.mouth.top()
    source, begin = frame.source, frame.position
    close, end = find_end(frame, name)
    if close < 0:
        close = end = source.paragraph_end(begin, frame.end)
        reader.notice("unclosed", f"\\begin{{{name}}} has no end", start)
    frame.position = end
    if not reader.builder.quiet:
        add_unread(reader, "a diagram" if name == "tikzcd" else "a picture", source.string[begin:close], start)


def add_unread(reader: Reader, what: str, source: str, start: int) -> None:
    end = reader.mouth.here()
    reader.builder.block(Unread(what, source.strip(), start, end))
    reader.notice("unread", f"{what} drawn in TeX is not read", start, end)


def _drawing(reader: Reader, name: str, start: int) -> None:
    r"""``\tikz{…}`` or ``\tikz …;`` within a line."""
    mouth = reader.mouth
    mouth.option()
    if mouth.group() is None:
        frame = mouth.top()
        end = frame.source.find(";", frame.position)
        if 0 <= end < frame.source.paragraph_end(frame.position, frame.end):
            frame.position = end + 1
    reader.notice("unread", "a picture drawn in TeX is not read", start)


def _algorithm(reader: Reader, name: str, start: int) -> None:
    reader.mouth.option()
    reader.builder.paragraph()
    floating = Float("algorithm", start)
    begin(reader, name, floating)


_FIGURES = "figure figure* wrapfigure SCfigure sidewaysfigure marginfigure subfigure subfloat floatingfigure"
_TABLES = "table table* wraptable sidewaystable subtable margintable"
_KINDS = {**dict.fromkeys(_FIGURES.split(), "figure"), **dict.fromkeys(_TABLES.split(), "table")}
_PICTURES = """tikzpicture tikzpicture* pgfpicture pspicture pspicture* asy picture circuitikz tikzcd forest axis
    feynmandiagram feynman mindmap luamplibcode mplibcode postscript dot2tex prooftree scope"""
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(["caption", "captionof"], _caption),
    **dict.fromkeys(["subfloat", "subfigure", "subcaptionbox"], _subfloat),
    "includegraphics": _graphics,
    "includesvg": _graphics,
    "tikz": _drawing,
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(_KINDS, _float),
    **dict.fromkeys(["algorithm", "algorithm*", "algorithm2e"], _algorithm),
    **dict.fromkeys(_PICTURES.split(), _picture),
}
