"""Markdown as CommonMark, GitHub, Pandoc, Quarto, R Markdown, MyST and d2l write it, told by what stands in it."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.labels import Labels
from mathspeak.documents.line import first_title, plain_title
from mathspeak.documents.markdown.blocks import Reader
from mathspeak.documents.markdown.cover import cover
from mathspeak.documents.markdown.front_matter import FrontMatter, read_front_matter
from mathspeak.documents.markdown.grammar import make_parser
from mathspeak.documents.markdown.state import State
from mathspeak.errors import DocumentError

_D2L = re.compile(r":(?:numref|eqref|eqlabel|label|begin_tab):`?")
_MYST = re.compile(
    r"^[ \t>]*(?:`{3,}|:{3,})\{(?:math|note|figure|prf:|code-cell|admonition|tip)|\{(?:eq|numref|math|doc)\}`"
    r"|^\(\S+\)=\s*$",
    re.MULTILINE,
)
_PANDOC = re.compile(
    r"^```\{(?:r|python|julia|ojs)\b|^:{3,}\s*\{[#.]|\{#(?:eq|fig|tbl|sec|thm|lem|def)-|@(?:eq|fig|tbl|sec|thm)-\w|"
    r"\[@\w|\\@ref\(|^```\{r[ ,}]|`r [^`]+`",
    re.MULTILINE,
)
_PANDOC_FIELDS = (
    "output",
    "format",
    "bibliography",
    "csl",
    "execute",
    "editor",
    "project",
    "number-sections",
    "header-includes",
)


class Session:
    """Reads the pieces of one document, such as the cells of a notebook, which share labels and macros."""

    __slots__ = ("is_pandoc", "labels", "macros", "notices", "sections")

    def __init__(self, *, is_pandoc: bool = False) -> None:
        self.labels = Labels()
        self.macros: list[str] = []
        self.notices: list[b.Notice] = []
        self.is_pandoc = is_pandoc
        self.sections: list[int] | None = None

    def read(self, text: str, offset: int = 0, head: FrontMatter | None = None) -> list[b.Block]:
        """The blocks of one piece; ``offset`` is added to every place."""
        head = head or FrontMatter()
        text = " " * (head.end - 1) + "\n" * min(head.end, 1) + text[head.end :]
        is_myst = _MYST.search(text) is not None or head.says("kernelspec", "jupytext", "myst")
        is_d2l = not is_myst and _D2L.search(text) is not None
        is_pandoc = not is_myst and not is_d2l and (self.is_pandoc or _PANDOC.search(text) is not None)
        substitutions = _substitutions(head)
        covered = cover(text, commented=is_myst, cited=is_pandoc, substituted=bool(substitutions))
        parser = make_parser()
        state = State(covered, self.labels, lambda tokens: Reader(state, tokens).blocks())
        state.offset = offset
        state.is_pandoc, state.is_d2l, state.substitutions = is_pandoc, is_d2l, substitutions
        try:
            tokens = parser.parse(covered.text, state.env)
            state.notes = _notes(tokens)
            blocks = Reader(state, tokens, self.sections).blocks()
        except RecursionError as error:
            raise DocumentError("the document is nested too deep", hint="take what is nested apart") from error
        for first, last in state.env.get("too_deep", ()):
            start, end = state.span([first, last])
            state.notices.append(b.Notice("too-deep", "what is nested so deep was left out", start, end))
        self.macros += state.macros
        self.notices += state.notices
        return blocks


def read_markdown(text: str, path: Path) -> b.Document:
    """A Markdown document; its dialect is told by its name, its head and what stands in it."""
    head = read_front_matter(text)
    session = Session(is_pandoc=path.suffix.lower() in (".qmd", ".rmd", ".rmarkdown") or head.says(*_PANDOC_FIELDS))
    if head.wrong:
        session.notices.append(
            b.Notice("front-matter", f"the head of the document is no YAML: {head.wrong}", 0, head.end)
        )
    if _numbers_sections(head):
        session.sections = []
    blocks = session.read(text, 0, head)
    session.labels.resolve()
    document = b.Document(path, blocks, "", head.author, head.language)
    document.macros = head.macros + "".join(session.macros)
    document.notices = session.notices
    if head.title:
        document.title = _add_title(head, document)
    else:
        document.title = first_title(blocks)
    return document


def _add_title(head: FrontMatter, document: b.Document) -> str:
    """Put the title from the head before the document, unless it begins with it; gives its words."""
    read = Session().read(head.title)
    runs: list[b.Run] = [b.Words(head.title, 0, 0)]
    if read and isinstance(first := read[0], b.Paragraph | b.Heading):
        runs = first.runs
    for run in runs:
        run.start, run.end = 0, head.end
    words = plain_title(runs)
    if words != first_title(document.blocks[:1]):
        document.blocks.insert(0, b.Heading(1, runs, 0, head.end))
    return words


def _numbers_sections(head: FrontMatter) -> bool:
    """Whether Quarto or R Markdown is told to number sections."""
    if head.fields.get("number-sections") is True:
        return True
    for name in ("output", "format"):
        for options in head.fields[name].values() if isinstance(head.fields.get(name), dict) else ():
            if isinstance(options, dict) and (options.get("number_sections") or options.get("number-sections")) is True:
                return True
    return False


def _substitutions(head: FrontMatter) -> dict[str, str]:
    myst = head.fields.get("myst")
    tables = [head.fields.get("substitutions"), myst.get("substitutions") if isinstance(myst, dict) else None]
    return {str(key): str(value) for table in tables if isinstance(table, dict) for key, value in table.items()}


def _notes(tokens: list[Token]) -> dict[str, list[Token]]:
    """The tokens of each note, by its label."""
    notes: dict[str, list[Token]] = {}
    label = ""
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            notes[label] = []
        elif token.type == "footnote_reference_close":
            label = ""
        elif label:
            notes[label].append(token)
    return notes
