r"""Headings and what stands at the front: parts, chapters, sections, the title, the abstract."""

from __future__ import annotations

from mathspeak.documents.blocks import Heading, Paragraph
from mathspeak.documents.tex import languages
from mathspeak.documents.tex.state import Open, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.blocks import Run
    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Region

# How deep LaTeX counts each.
DEPTHS = {
    "part": -1,
    "chapter": 0,
    "section": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 4,
    "subparagraph": 5,
}
_UNNUMBERED = {"addpart": "part", "addchap": "chapter", "addsec": "section"}
_FRAME_DEPTH = 3
_WITH_CHAPTERS = frozenset("book report scrbook scrreprt memoir amsbook svmono extbook extreport ctexbook".split())
_SLIDES = frozenset("beamer powerdot slides".split())


class Front:
    """The title of a document and its like, as they were given and not yet printed."""

    __slots__ = (
        "author",
        "chapters",
        "date",
        "koma",
        "lettered",
        "numbered_depth",
        "printed",
        "printing",
        "slides",
        "subtitle",
        "thanks",
        "title",
    )

    def __init__(self) -> None:
        self.title: list[Region] = []
        self.subtitle: list[Region] = []
        self.author: list[Region] = []
        self.date: list[Region] = []
        # Acknowledgements that stand by themselves, as classes of journals have them.
        self.thanks: list[Region] = []
        self.printed = False
        # Whether the names of authors are being read, whose lines are parted by commas.
        self.printing = False
        self.chapters = False
        # Classes of KOMA-Script count some things in their own way.
        self.koma = False
        self.slides = False
        self.lettered = False
        self.numbered_depth = 3


def begin_class(reader: Reader, name: str) -> None:
    """Count as the class of the document does."""
    front, counters = reader.front, reader.counters
    front.slides = name in _SLIDES
    front.koma = name.startswith("scr")
    for counter in DEPTHS:
        counters.new(counter)
    counters.forms["part"] = "\\arabic{part}" if name.startswith("ams") else "\\Roman{part}"
    for parent, counter in zip(list(DEPTHS)[2:], list(DEPTHS)[3:], strict=False):
        counters.number_within(counter, parent)
    for counter in ("equation", "figure", "table", "footnote", "algorithm", "lstlisting"):
        counters.new(counter)
    if name in _WITH_CHAPTERS:
        count_chapters(reader)
        front.numbered_depth = 2


def count_chapters(reader: Reader) -> None:
    """Number what a book numbers within its chapters."""
    counters = reader.counters
    reader.front.chapters = True
    for counter in ("section", "equation", "figure", "table", "algorithm", "lstlisting"):
        counters.number_within(counter, "chapter")
        if counter != "section" and not (counter == "equation" and reader.front.koma):
            counters.forms[counter] = f"\\ifnumbered{{chapter}}\\arabic{{{counter}}}"
    counters.resets.setdefault("chapter", []).append("footnote")
    if reader.front.lettered:
        counters.forms["chapter"] = "\\Alph{chapter}"


def add_heading(
    reader: Reader, runs: list[Run], depth: int, start: int, number: str = "", kind: str = "section"
) -> None:
    """A heading; its level is known when all depths of the document are."""
    if reader.builder.quiet or not (runs or number):
        return
    heading = Heading(depth, runs, start, reader.here(), number, kind)
    reader.pending.headings.append((heading, depth))
    reader.builder.block(heading)


def _section(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    starred = mouth.take("*") or name in _UNNUMBERED
    mouth.overlay()
    mouth.option()
    region = mouth.line()
    if reader.builder.quiet:
        return
    name = _UNNUMBERED.get(name, name)
    depth = DEPTHS[name]
    if name == "chapter" and not reader.front.chapters:
        count_chapters(reader)
    if depth <= DEPTHS["subsection"]:
        _end_unclosed(reader)
    number = ""
    if not starred and depth <= reader.front.numbered_depth:
        number = reader.step(name)
    elif reader.front.koma and depth > DEPTHS["chapter"]:
        reader.counters.restart(name)
    reader.builder.paragraph()
    runs = reader.runs_in(region)
    if reader.front.slides:
        number = ""
    kind = "appendix" if reader.front.lettered and depth in (0, 1) else name if depth < 1 else "section"
    if number or reader.front.slides:
        reader.target = Target(kind, number, runs)
    add_heading(reader, runs, depth, start, number, kind)


def _end_unclosed(reader: Reader) -> None:
    """A section ends a list or a theorem that was not closed, for none stands in one."""
    for index in range(reader.floor, len(reader.stack)):
        if reader.stack[index].needed:
            reader.unwind(index)
            return


def _appendix(reader: Reader, name: str, start: int) -> None:
    counters, front = reader.counters, reader.front
    front.lettered = True
    counter = "chapter" if front.chapters else "section"
    counters.values[counter] = 0
    counters.values["section" if front.chapters else "subsection"] = 0
    counters.forms[counter] = f"\\Alph{{{counter}}}"


def _keep(reader: Reader, name: str, start: int) -> None:
    """A part of the title page, printed when the document says so."""
    reader.mouth.overlay()
    reader.mouth.option()
    region = reader.mouth.argument()
    kept: list[Region] = getattr(reader.front, name)
    if name != "author" or len(kept) > 100:
        kept.clear()
    kept.append(region)


def _make_title(reader: Reader, name: str, start: int) -> None:
    front = reader.front
    if front.printed or reader.builder.quiet:
        return
    front.printed = True
    builder = reader.builder
    builder.paragraph()
    for region in front.title:
        runs = reader.runs_in(region)
        if runs:
            builder.block(Heading(1, runs, runs[0].start, max(runs[0].end, runs[-1].end)))
    for regions in (front.subtitle, front.author, front.date, front.thanks):
        for region in regions:
            runs = line(reader, region, names=regions is front.author)
            if runs:
                builder.block(Paragraph(runs, runs[0].start, max(runs[0].end, runs[-1].end)))


def line(reader: Reader, region: Region, *, names: bool = False) -> list[Run]:
    """A line of the title page."""
    reader.front.printing = names
    runs = reader.runs_in(region)
    reader.front.printing = False
    return runs


def _and(reader: Reader, name: str, start: int) -> None:
    reader.builder.mark(", ", start, reader.here())


def _thanks(reader: Reader, name: str, start: int) -> None:
    if reader.builder.quiet:
        reader.front.thanks.append(reader.mouth.argument())
    else:
        reader.call("footnote", start)


def _frame_title(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.overlay()
    mouth.option()
    add_heading(reader, reader.runs_in(mouth.argument()), _FRAME_DEPTH, start)


def _frame_subtitle(reader: Reader, name: str, start: int) -> None:
    reader.mouth.overlay()
    region = reader.mouth.argument()
    reader.builder.paragraph()
    reader.read_next(region, reader.builder.paragraph)


def _frame(reader: Reader, name: str, start: int) -> None:
    """A slide: its title may stand in braces at once."""
    mouth = reader.mouth
    mouth.overlay()
    while mouth.option() is not None:
        pass
    reader.builder.paragraph()
    reader.open(Open(name, start, reader.builder.paragraph))
    title = mouth.group()
    if title is not None:
        add_heading(reader, reader.runs_in(title), _FRAME_DEPTH, start)
        subtitle = mouth.group()
        if subtitle is not None:
            reader.read_next(subtitle, reader.builder.paragraph)


def _abstract(reader: Reader, name: str, start: int) -> None:
    from mathspeak.documents.blocks import Words

    reader.builder.paragraph()
    end = reader.here()
    add_heading(reader, [Words(languages.name_of("abstract", reader.language), start, end)], 1, start)
    reader.open(Open(name, start, reader.builder.paragraph))


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys([*DEPTHS, *_UNNUMBERED], _section),
    "appendix": _appendix,
    **dict.fromkeys(["title", "subtitle", "author", "date"], _keep),
    **dict.fromkeys(["maketitle", "titlepage"], _make_title),
    **dict.fromkeys(["and", "And", "AND"], _and),
    "thanks": _thanks,
    "frametitle": _frame_title,
    "framesubtitle": _frame_subtitle,
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {"frame": _frame, "abstract": _abstract}
