r"""Commands that print text: accents, symbols, quotation marks, spaces, addresses, money."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Footnote
from mathspeak.documents.tex import arguments, delimiters, formulas, languages, prose
from mathspeak.documents.tex.state import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_LENGTH = r"\\(?:[a-z]*(?:skip|skipamount|width|height|sep|indent|size|depth|stretch|fill)|[pz]@)(?![A-Za-z])"
_DIMENSION = re.compile(
    r"\s*=?\s*[-+]?\s*(?:[\d.,]+\s*(?:true\s*)?(?:pt|cm|mm|em|ex|in|bp|sp|pc|dd|cc|mu|fil+)?|[\d.,]*" + _LENGTH + ")"
    r"(?:\s*(?:plus|minus)\s*-?[\d.,]+\s*(?:pt|cm|mm|em|ex|in|mu|fil+|" + _LENGTH + r"))*\s?"
)
_ASSIGNED = re.compile(
    r"[ \t]*(?:`?\\?[^\s=]|\d+|\\[A-Za-z@]+)[ \t]*(?:=|by)?[ \t]*"
    r"-?(?:\d[\d.]*[ \t]*(?:pt|em|cm|mm|ex)?|\\[A-Za-z@]+)\s?"
)
_LETTER = re.compile(r"\\[A-Za-z]+\s*|[^\W\d_]")
# After these \xspace makes no space.
_CLOSING = frozenset(".,'/?;:!~-)]} \t\n\\")


def _print(reader: Reader, name: str, start: int) -> None:
    reader.builder.words(prose.symbol(name) or "", start, reader.mouth.here())


def _accent(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    frame = mouth.skip()
    letter = _LETTER.match(frame.source.string, frame.position, frame.end)
    if letter and frame.source.string[frame.position] != "\\":
        frame.position = letter.end()
        argument = letter[0]
    else:
        region = mouth.argument()
        argument = region.text
        if prose.accented(name, argument) is None:
            reader.read_next(region)
            return
    reader.builder.words(prose.accented(name, argument) or "", start, mouth.here())


def _dollar(reader: Reader, name: str, start: int) -> None:
    delimiters.print_dollars(reader, start)


def _sign(reader: Reader, name: str, start: int) -> None:
    """A sign that only a formula can say without being taken for markup."""
    latex = {"textbackslash": "\\backslash", "textbraceleft": "\\{", "textbraceright": "\\}"}.get(name, f"\\{name}")
    formulas.add(reader, latex, False, start, reader.mouth.here())


def _space(reader: Reader, name: str, start: int) -> None:
    """Something that keeps what stands before and after it apart, however it does."""
    if name == "hspace":
        arguments.read_spec(reader, "*m", start)
    elif name == "linebreak":
        reader.mouth.option()
    elif name == "hskip":
        _dimension(reader, name, start)
    reader.builder.words(" ", start, reader.mouth.here())


def _paragraph(reader: Reader, name: str, start: int) -> None:
    reader.builder.paragraph()


def _xspace(reader: Reader, name: str, start: int) -> None:
    frame = reader.mouth.top()
    follows = frame.source.string[frame.position : frame.position + 1] if frame.position < frame.end else ""
    if follows and follows not in _CLOSING:
        reader.builder.words(" ", start, reader.mouth.here())


def _quote(reader: Reader, name: str, start: int) -> None:
    reader.mouth.take("*")
    if name == "foreignquote":
        reader.mouth.argument()
    region = reader.mouth.argument()
    opening, closing = languages.quotes(reader.language)
    builder = reader.builder
    builder.words(opening, start, start)
    reader.read_next(region, lambda: builder.words(closing, reader.here(), reader.here()))


def _address(reader: Reader, name: str, start: int) -> None:
    text = _without_escapes(reader.mouth.raw_argument())
    reader.builder.words(text, start, reader.mouth.here())


def _link(reader: Reader, name: str, start: int) -> None:
    reader.mouth.option()
    reader.mouth.raw_argument()
    reader.read_next(reader.mouth.argument())


def _without_escapes(address: str) -> str:
    words = address.split(maxsplit=1)
    return re.sub(r"[\\{}$]", "", words[0]) if words else ""


def _mathematics(reader: Reader, name: str, start: int) -> None:
    region = reader.mouth.argument()
    formulas.add(reader, region.text, False, start, reader.mouth.here())


def _dimension(reader: Reader, name: str, start: int) -> None:
    frame = reader.mouth.top()
    found = _DIMENSION.match(frame.source.string, frame.position, frame.end)
    if found:
        frame.position = found.end()


def _assignment(reader: Reader, name: str, start: int) -> None:
    frame = reader.mouth.top()
    found = _ASSIGNED.match(frame.source.string, frame.position, frame.end)
    if found:
        frame.position = found.end()


def _footnote(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mark = mouth.option()
    region = mouth.argument()
    if reader.builder.quiet:
        return
    outer = reader.target
    if mark is None and name == "footnote":
        reader.counters.step("footnote")
    reader.target = Target("footnote", reader.counters.printed("footnote"), [])
    blocks = reader.blocks_in(region)
    reader.target = outer
    if blocks:
        reader.builder.run(Footnote(blocks, start, mouth.here()))


def _side_note(reader: Reader, name: str, start: int) -> None:
    reader.mouth.take("*")
    _footnote(reader, name, start)
    reader.mouth.option()


def _today(reader: Reader, name: str, start: int) -> None:
    """The day of reading is not the document's: nothing is printed."""


def _unit(reader: Reader, name: str, start: int) -> None:
    r"""Quantities of siunitx and chemical formulas stand in prose and are read as formulas."""
    begin = reader.mouth.here()
    texts = [f"\\{name}"]
    while (option := reader.mouth.option()) is not None:
        texts.append(f"[{option.text}]")
    for _ in range(2 if name in ("SI", "qty", "SIrange", "numrange") else 1):
        texts.append(f"{{{reader.mouth.argument().text}}}")
    if reader.mouth.here() > begin:
        formulas.add(reader, "".join(texts), False, start, reader.mouth.here())


def _quotation(reader: Reader, name: str, start: int) -> None:
    reader.mouth.take("*")
    reader.mouth.option()
    reader.mouth.option()
    _quote(reader, name, start)


_PRINTED = [name for name in prose.SYMBOLS if name not in arguments.SPECS]
_DIMENSIONS = """vskip kern mskip mkern penalty parindent parskip baselineskip baselinestretch textwidth textheight
    oddsidemargin evensidemargin topmargin headheight headsep footskip marginparwidth columnsep tabcolsep itemsep parsep
    topsep partopsep leftmargin abovedisplayskip belowdisplayskip abovedisplayshortskip belowdisplayshortskip tolerance
    hbadness vbadness hfuzz vfuzz clubpenalty widowpenalty emergencystretch jot arraycolsep voffset hoffset
    hangindent hangafter lineskip arrayrulewidth fboxsep fboxrule multicolsep interfootnotelinepenalty"""
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(_PRINTED, _print),
    **dict.fromkeys(prose.LETTERS, _print),
    **dict.fromkeys(prose.ACCENTS, _accent),
    "$": _dollar,
    "textdollar": _dollar,
    **dict.fromkeys(["{", "}", "textbackslash", "textbraceleft", "textbraceright"], _sign),
    **dict.fromkeys("newline linebreak cr hspace hskip hfill hfil hss dotfill hrulefill".split(), _space),
    "par": _paragraph,
    "xspace": _xspace,
    **dict.fromkeys(["enquote", "foreignquote"], _quote),
    **dict.fromkeys(["textquote", "blockquote"], _quotation),
    **dict.fromkeys(["url", "nolinkurl", "path"], _address),
    "href": _link,
    "ensuremath": _mathematics,
    **dict.fromkeys(_DIMENSIONS.split(), _dimension),
    **dict.fromkeys("catcode lccode uccode mathcode sfcode delcode advance multiply divide".split(), _assignment),
    **dict.fromkeys(["footnote", "footnotetext"], _footnote),
    **dict.fromkeys(["marginpar", "marginnote", "sidenote"], _side_note),
    "footnotemark": lambda reader, name, start: arguments.read_spec(reader, "o", start),
    "today": _today,
    **dict.fromkeys("SI si num ang qty unit SIrange numrange numlist ce".split(), _unit),
}
