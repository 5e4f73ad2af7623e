"""A LaTeX document from its file to blocks, with all that is known only at its end."""

from __future__ import annotations

import re
from pathlib import Path

from mathspeak.documents.blocks import Document, Notice
from mathspeak.documents.tex import citations, inclusion, prose, sections
from mathspeak.documents.tex.bounds import Bounds
from mathspeak.documents.tex.builder import plain
from mathspeak.documents.tex.files import Files
from mathspeak.documents.tex.macros import is_allowed
from mathspeak.documents.tex.reader import Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from mathspeak.documents.tex.sources import Region

_REFERENCE = re.compile(r"\\((?:eq|c|C|auto|page|name|v)?ref|cite[a-z]*)\s*\*?\s*(?:\[[^\]]*\]\s*)*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
# A formula's reader takes all definitions each time: those of big packages only as far as formulas use them.
_MOST_DEFINITIONS = 500


def read_tex(path: str | os.PathLike[str], *, bounds: Bounds | None = None) -> Document:
    r"""Read a LaTeX document and the files of its folder that it brings in.

    What cannot be understood is left out or read as text, and told in the document's notices. Raises DocumentError if
    the file cannot be read, LimitExceeded if it goes beyond ``bounds``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notes = Path(folder, "notes.tex")
    ...     _ = notes.write_text(r"\newcommand{\R}{\mathbb{R}} Let $x\in\R$ be \emph{given}.")
    ...     document = read_tex(notes)
    >>> [run.text for run in document.blocks[0].runs[::2]], document.blocks[0].runs[1].latex, document.macros
    (['Let ', ' be given.'], 'x\\in\\R', '\\newcommand{\\R}{\\mathbb{R}}\n')
    """
    bounds = bounds or Bounds()
    files = Files(Path(path), bounds)
    source = files.main()
    reader = Reader(files, bounds)
    sections.begin_class(reader, "")
    body = inclusion.BODY.search(source.string)
    if body is not None:
        reader.builder.quiet = 1
    blocks = reader.read(source, 0, len(source.string))
    reader.builder.quiet = 0
    if files.recoded:
        names = ", ".join(files.recoded[:5])
        encoding = files.encoding or "cp1252"
        reader.notices.append(Notice("encoding", f"{names}: not UTF-8, read as {encoding}", 0, 0))
    title, author = _line(reader, reader.front.title), _line(reader, reader.front.author, "; ")
    _resolve(reader)
    _level_headings(reader)
    macros = _definitions_for_formulas(reader)
    return Document(Path(path), blocks, title, author, reader.language, macros, reader.notices, files.included)


def _line(reader: Reader, regions: list[Region], between: str = " ") -> str:
    """A title as plain text."""
    lines: list[str] = []
    for region in regions:
        runs = sections.line(reader, region, names=regions is reader.front.author)
        lines.append(plain(runs, lambda latex: prose.approximate(_expanded(reader, latex))))
    return between.join(line for line in lines if line)


def _expanded(reader: Reader, latex: str) -> str:
    """A formula with those of the document's macros in it that take no arguments."""
    macros = reader.definitions.macros

    def body(found: re.Match[str]) -> str:
        macro = macros.get(found[0][1:])
        plain_text = macro is not None and macro.body is not None and not macro.arguments
        return f"{{{macro.body}}}" if macro is not None and plain_text else found[0]

    for _ in range(3):
        latex = _COMMAND.sub(body, latex)[:1_000]
    return latex


def _resolve(reader: Reader) -> None:
    """Give references and citations what they point to."""
    for group in reader.pending.references:
        before = ""
        for reference in group:
            target = reader.labels.get(reference.label)
            if target is None:
                message = f"nothing has the label {reference.label}"
                reader.notice("undefined-label", message, reference.start, reference.end)
                continue
            reference.kind, reference.number = target.kind, target.number
            if reference.bracketed and target.kind != "equation":
                reference.bracketed = False
            # Of "theorems 1 and 2" only the first is printed with its kind.
            if reference.named and before == target.kind:
                reference.named = False
            before = target.kind
    for words, label in reader.pending.names:
        named = reader.labels.get(label)
        words.text = plain(named.title) if named is not None else ""
    for citation, command, note in reader.pending.citations:
        unknown = [key for key in citation.keys if key not in reader.bibliography.printed]
        if unknown and reader.bibliography.printed:
            message = f"the list of literature has no {unknown[0]}"
            reader.notice("undefined-citation", message, citation.start, citation.end)
        citation.printed = citations.print_citation(reader, citation.keys, command, note)
    for formula in reader.pending.with_references:
        formula.latex = _REFERENCE.sub(lambda found: _printed(reader, found), formula.latex)


def _printed(reader: Reader, found: re.Match[str]) -> str:
    """What a reference within a formula prints."""
    if found[1].startswith("cite"):
        keys = [key.strip() for key in found[2].split(",")]
        return f"[{citations.print_citation(reader, keys, found[1], '')}]"
    target = reader.labels.get(" ".join(found[2].split()))
    number = target.number if target is not None else "?"
    return f"({number})" if found[1] == "eqref" else number


def _level_headings(reader: Reader) -> None:
    """The uppermost kind of heading comes right below the title."""
    headings = reader.pending.headings
    levels = {depth: level for level, depth in enumerate(sorted({depth for _, depth in headings}), 2)}
    for heading, depth in headings:
        heading.level = levels[depth]


def _definitions_for_formulas(reader: Reader) -> str:
    """The document's definitions, as long as a formula may hold them."""
    texts = reader.definitions.texts
    used: set[str] | None = None
    if len(texts) > _MOST_DEFINITIONS:
        used = _used(reader)
    kept: list[str] = []
    for name, text in texts:
        if (used is None or name in used) and is_allowed(text):
            kept.append(text.replace("\\xspace", ""))
    kept += reader.files.spoken
    return "\n".join(kept) + "\n" if kept else ""


def _used(reader: Reader) -> set[str]:
    """The names of the commands that formulas use, and those that these use in turn."""
    bodies: dict[str, list[str]] = {}
    for name, text in reader.definitions.texts:
        bodies.setdefault(name, []).append(text)
    used = {command[1:] for formula in reader.pending.formulas for command in _COMMAND.findall(formula.latex)}
    pending = list(used)
    while pending:
        for text in bodies.get(pending.pop(), ()):
            fresh = {command[1:] for command in _COMMAND.findall(text)} - used
            used |= fresh
            pending += fresh
    return used
