"""Jupyter notebooks: their Markdown, their code, and what the code had printed when they were saved. Nothing is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.equations import split_definitions
from mathspeak.documents.html.reader import read_fragment
from mathspeak.documents.line import first_title
from mathspeak.documents.markdown.front_matter import FrontMatter, read_front_matter
from mathspeak.documents.markdown.reader import Session
from mathspeak.documents.math_spans import math_spans
from mathspeak.errors import DocumentError

# What stands between two cells in the text that places count.
BETWEEN = "\n\n"
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f]")
_KINDS = ("text/latex", "text/markdown", "image/", "text/html", "text/plain")
_LONGEST_OUTPUT = 100_000


def read_notebook(text: str, path: Path) -> b.Document:
    r"""A notebook of any version that nbformat knows.

    Places count the characters of all cells' sources one after the other, with an empty line between two cells, since
    the file itself has them as JSON strings; outputs have the place of the end of their cell. Raises `DocumentError`
    where the file is no JSON or no notebook.
    """
    notebook = _validated(_parsed(text, path), text, path)
    metadata = notebook.get("metadata", {})
    language = str(
        metadata.get("language_info", {}).get("name") or metadata.get("kernelspec", {}).get("language") or ""
    )
    session = Session()
    document = b.Document(path, [], _title(metadata), _authors(metadata))
    offset = 0
    for index, cell in enumerate(notebook["cells"]):
        source = _joined(cell.get("source", ""))
        head = read_front_matter(source) if index == 0 else FrontMatter()
        document.author = document.author or head.author
        document.language = document.language or head.language
        document.title = document.title or head.title
        document.macros += head.macros
        if cell["cell_type"] == "markdown":
            document.blocks += session.read(source, offset, head)
        elif cell["cell_type"] == "code":
            document.blocks += _code(cell, source, offset, language, session)
        elif index and source.strip():
            document.blocks.append(b.Unread("raw cell", source, offset, offset + len(source)))
        offset += len(source) + len(BETWEEN)
    session.labels.resolve()
    document.title = document.title or first_title(document.blocks)
    document.macros += "".join(session.macros)
    document.notices = session.notices
    return document


def _parsed(text: str, path: Path) -> dict[str, Any]:
    import json

    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"{path.name} is no notebook: line {error.lineno}, column {error.colno} is no JSON ({error.msg})",
            hint="save it again with Jupyter, or restore it from a copy",
            start=error.pos,
            end=error.pos,
        ) from error
    except RecursionError as error:
        raise DocumentError(f"{path.name} is no notebook: it is nested too deep", hint="save it again") from error
    if not isinstance(found, dict) or not ("cells" in found or "worksheets" in found):
        raise DocumentError(f"{path.name} is no notebook: it has no cells", hint="give a file that Jupyter saved")
    return found


def _validated(found: dict[str, Any], text: str, path: Path) -> Any:
    """The notebook in the newest version of its format; an old one is converted."""
    import warnings

    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            is_old = found.get("nbformat", 4) < 4
            notebook: Any = nbformat.reads(text, 4) if is_old else nbformat.from_dict(found)  # type: ignore[no-untyped-call]
            # Two fields that many programs leave out or write too early harm no reader.
            notebook["nbformat"], notebook["nbformat_minor"] = 4, 5 if _has_ids(notebook) else 4
            for cell in notebook["cells"]:
                cell.setdefault("metadata", {})
            notebook.setdefault("metadata", {})
            nbformat.validate(notebook)
    except Exception as error:  # What converts old versions raises whatever it stumbles over.
        raise DocumentError(
            f"{path.name} is no valid notebook: {_problem(error)}", hint="save it again with Jupyter"
        ) from error
    return notebook


def _has_ids(notebook: Any) -> bool:
    return all("id" in cell for cell in notebook["cells"])


def _problem(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error} is missing"
    message = str(getattr(error, "message", "") or error)
    path = "/".join(str(part) for part in getattr(error, "absolute_path", None) or getattr(error, "path", None) or ())
    line = " ".join(message.split())
    line = line if len(line) <= 200 else f"{line[:200]}…"
    return f"{line} (in {path})" if path else line


def _joined(source: object) -> str:
    text = "".join(str(part) for part in source) if isinstance(source, list) else str(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _title(metadata: Any) -> str:
    title = metadata.get("title")
    return " ".join(title.split()) if isinstance(title, str) else ""


def _authors(metadata: Any) -> str:
    authors = metadata.get("authors")
    names = (
        [author.get("name", "") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return ", ".join(name for name in names if isinstance(name, str) and name)


def _code(cell: Any, source: str, offset: int, language: str, session: Session) -> list[b.Block]:
    end = offset + len(source)
    found: list[b.Block] = []
    tags = cell.get("metadata", {}).get("tags", [])
    if source.strip() and not {"remove-input", "hide-input", "remove-cell"} & set(tags):
        kernel = re.match(r"%%(\w+)", source)
        found.append(b.CodeBlock(f"{source}\n", kernel[1] if kernel else language, offset, end))
    printed: list[b.Block] = []
    for output in cell.get("outputs", ()):
        if not {"remove-output", "remove-cell"} & set(tags):
            printed += _output(output, end, session)
    if printed:
        found.append(b.Output(printed, end, end))
    return found


def _output(output: Any, place: int, session: Session) -> list[b.Block]:
    """What one output showed: the richest of its forms that can be read; errors are passed over."""
    if output["output_type"] == "stream":
        return _plain(_joined(output.get("text", "")), place) if output.get("name") != "stderr" else []
    data = output.get("data", {}) if output["output_type"] in ("execute_result", "display_data") else {}
    for kind in _KINDS:
        name = next((name for name in data if name.startswith(kind)), "")
        if not name:
            continue
        if kind == "image/":
            alt = output.get("metadata", {}).get(name, {})
            alt = alt.get("alt", "") if isinstance(alt, dict) else ""
            return [b.Figure(str(alt or "image"), [], place, place)]
        blocks = _rich(kind, _joined(data[name]), place, session)
        if blocks:
            return blocks
    return []


def _rich(kind: str, text: str, place: int, session: Session) -> list[b.Block]:
    if kind == "text/plain":
        return _plain(text, place)
    if kind == "text/latex":
        return _latex(text, place, session)
    if kind == "text/markdown":
        blocks = session.read(text, place)
    else:
        blocks, macros = read_fragment(text)
        session.macros.append(macros)
    for item in everything(b.Document(Path(), blocks)):
        item.start = item.end = place
    return blocks


def _plain(text: str, place: int) -> list[b.Block]:
    text = _ANSI.sub("", text)[:_LONGEST_OUTPUT].strip("\n")
    return [b.CodeBlock(f"{text}\n", "", place, place)] if text.strip() else []


def _latex(text: str, place: int, session: Session) -> list[b.Block]:
    """An output in LaTeX: formulas between delimiters, or one without any."""
    runs: list[b.Run] = []
    spans = math_spans(text, closed_only=True)
    insides = [(text[span.inner_start : span.inner_end], span.display) for span in spans] or [(text, True)]
    for inside, _ in insides:
        definitions, latex = split_definitions(inside.strip())
        if definitions:
            session.macros.append(definitions)
        latex = re.sub(r"\\displaystyle(?![A-Za-z])\s*", "", latex, count=1)
        if latex:
            runs.append(b.Formula(latex, True, place, place))
    return [b.Paragraph(runs, place, place)] if runs else []
