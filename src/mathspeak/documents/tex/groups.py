r"""Groups, and environments that only change how their content looks."""

from __future__ import annotations

from mathspeak.documents.blocks import Block, Quote
from mathspeak.documents.tex.arguments import read_spec
from mathspeak.documents.tex.state import Open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

# What each takes before its content.
_TRANSPARENT = {
    "": """center flushleft flushright titlepage raggedright sloppypar landscape samepage small footnotesize scriptsize
        large Large LARGE huge Huge tiny normalsize singlespace onehalfspace doublespace appendices refsection
        acknowledgements acknowledgments widetext keywords overprint justify threeparttable""",
    "o": "tcolorbox mdframed framed shaded shaded* leftbar columns",
    "ooom": "minipage",
    "om": "column adjustbox",
    "mo": "multicols multicols* paracol",
    "m": "spacing addmargin addmargin* beamercolorbox",
    "d": "onlyenv uncoverenv visibleenv",
    "mm": "adjustwidth changemargin textblock",
}
_QUOTES = "quote quotation verse displayquote blockquote"


def _begin(reader: Reader, name: str, start: int) -> None:
    environment = reader.mouth.name()
    reader.begin(environment, start)


def _end(reader: Reader, name: str, start: int) -> None:
    reader.end(reader.mouth.name(), start)


def _begin_group(reader: Reader, name: str, start: int) -> None:
    reader.begin_group(start)


def _end_group(reader: Reader, name: str, start: int) -> None:
    reader.end_group()


def _transparent(reader: Reader, name: str, start: int) -> None:
    reader.mouth.overlay()
    reader.builder.paragraph()
    reader.open(Open(name, start, reader.builder.paragraph))
    read_spec(reader, SPECS[name], start)


def _quote(reader: Reader, name: str, start: int) -> None:
    reader.mouth.option()

    def close(blocks: list[Block]) -> None:
        if blocks:
            reader.builder.block(Quote(blocks, start, reader.here()))

    reader.nest(name, start, close)


SPECS = {name: spec for spec, names in _TRANSPARENT.items() for name in names.split()}
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    "begin": _begin,
    "end": _end,
    **dict.fromkeys(["begingroup", "bgroup"], _begin_group),
    **dict.fromkeys(["endgroup", "egroup"], _end_group),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(SPECS, _transparent),
    **dict.fromkeys(_QUOTES.split(), _quote),
}
