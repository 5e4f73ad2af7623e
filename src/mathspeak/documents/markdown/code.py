"""Code that stands by itself: shown as code, read as a formula, or passed over because it prints nothing."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.equations import number_rows, split_definitions
from mathspeak.documents.html.reader import read_fragment
from mathspeak.documents.line import Line, plain_text
from mathspeak.documents.markdown.grammar import attributes
from mathspeak.documents.markdown.names import DIAGRAMS, SHOWN_CODE, SKIPPED
from mathspeak.documents.markdown.runs import Inline
from mathspeak.documents.markdown.state import Places, Shifted, State

NOWHERE = Path()
_BRACED = re.compile(r"\s*\{\s*([^{}]*)\}\s*(.*)")
_OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*)\n?")
_CHUNK = re.compile(r"#\|\s*([\w.-]+)\s*:\s*(.*)")
_BAR = re.compile(r"(?<!\\)\|")
_UNSHOWN = re.compile(r"\b(?:echo|include)\s*=\s*(?:FALSE|F|false)\b")


def read(state: State, token: Token, found: list[b.Block]) -> None:
    """A fence, or lines that are set in."""
    text = state.covered.uncover(token.content)
    info = state.covered.uncover(token.info).strip()
    start, end = state.span(token.map)
    braced = _BRACED.fullmatch(info)
    name, argument = _name(braced, info)
    if braced is not None and not braced[1].lstrip().startswith(("#", ".")):
        options, text = _options(text)
    else:
        options = {}
    if name == "math":
        _formula(state, text, options.get("label") or options.get("name", ""), start, end, found)
    elif name in SKIPPED or _is_unshown(info, text):
        return
    elif name in ("image", "figure-md"):
        found.append(b.Figure(plain_text(options.get("alt", "")), [], start, end, "", argument))
    elif name in DIAGRAMS:
        found.append(b.Unread(f"a diagram ({name})", text, start, end))
    elif name == "raw" or "=" in name[:1]:
        if argument == "html" or name == "=html":
            blocks, macros = read_fragment(text)
            state.macros.append(macros)
            shift(b.Document(NOWHERE, blocks), start)
            found += blocks
        else:
            found.append(b.Unread(f"raw {argument or name.lstrip('=')}", text, start, end))
    elif name in ("eval-rst", "csv-table"):
        found.append(b.Unread(name, text, start, end))
    else:
        _shown(state, text, name, argument, info, (start, end), found)


def _shown(
    state: State, text: str, name: str, argument: str, info: str, span: tuple[int, int], found: list[b.Block]
) -> None:
    """Code that is printed, and below it the figure that it draws where it is told what to write there."""
    options = attributes(info.strip("{}").partition(" ")[2]) if info.startswith("{") else {}
    if info.startswith("{"):
        text = _without_options(text, options)
    if text.strip():
        language = (argument.split(" ", maxsplit=1)[0] if name in SHOWN_CODE else name).lower().lstrip(".")
        found.append(b.CodeBlock(text, "python" if language.startswith("ipython") else language, *span))
    caption = options.get("fig.cap") or options.get("fig-cap", "")
    if caption:
        label = options.get("label") or options.get("first", "")
        number = state.labels.number("figure") if label else ""
        for known in (label, f"fig:{label}") if label else ():
            state.labels.define(known, "figure", number)
        alt = plain_text(options.get("fig.alt") or options.get("fig-alt", ""))
        found.append(b.Figure(alt, [b.Words(caption, *span)], *span, number))


def _without_options(text: str, options: dict[str, str]) -> str:
    """A chunk without the comments that are its options, which are added to the others."""
    lines = text.split("\n")
    while lines and (option := _CHUNK.match(lines[0])):
        options[option[1]] = option[2].strip().strip("\"'")
        del lines[0]
    return "\n".join(lines)


def _name(braced: re.Match[str] | None, info: str) -> tuple[str, str]:
    """What stands first in the braces, or the first word; and what comes after."""
    if braced is None:
        word, _, rest = info.partition(" ")
        return word.partition("{")[0].partition(",")[0], rest.strip()
    inner = braced[1].strip()
    if inner.startswith((".", "#")):
        return attributes(inner).get("class", "").split(" ")[0], braced[2].strip()
    word = re.split(r"[\s,]", inner, maxsplit=1)[0]
    return word, braced[2].strip()


def _options(text: str) -> tuple[dict[str, str], str]:
    """The options that a directive begins with, and the rest of it."""
    options: dict[str, str] = {}
    at = 0
    while option := _OPTION.match(text, at):
        options[option[1]] = option[2].strip()
        at = option.end()
    return options, text[at:].lstrip("\n") if at else text


def _is_unshown(info: str, text: str) -> bool:
    """Whether R Markdown or Quarto is told not to print the code."""
    if not info.startswith("{"):
        return False
    if _UNSHOWN.search(info):
        return True
    for line in text.split("\n", 20)[:20]:
        option = _CHUNK.match(line)
        if option is None:
            break
        if option[1] in ("echo", "include") and option[2].strip() == "false":
            return True
    return False


def _formula(state: State, text: str, label: str, start: int, end: int, found: list[b.Block]) -> None:
    definitions, latex = split_definitions(text.strip())
    if definitions:
        state.macros.append(definitions)
    if not latex:
        return
    if "\n\n" in latex:
        latex = re.sub(r"\n\s*\n", "\n", latex)
    latex, numbers = number_rows(latex, state.labels, label)
    found.append(b.Paragraph([b.Formula(latex, True, start, end, numbers)], start, end))


def shift(document: b.Document, by: int) -> None:
    """Set the places of all in a piece to where the piece stands."""
    for item in everything(document):
        item.start += by
        item.end += by


def runs_of(content: str, children: list[Token], places: Places, at: int, state: State) -> list[b.Run]:
    """The runs of what stands in the brackets of a picture."""
    line = Line()
    Inline(line, state, Shifted(places, at), content).read(children)
    return line.finish()


def cell_place(state: State, token: Token, cell: int) -> int:
    """The column of its line at which a cell of a table begins."""
    line = state.lines[token.map[0]] if token.map and token.map[0] < len(state.lines) else ""
    at = 0
    if line.lstrip(" \t>").startswith("|"):
        at = line.index("|") + 1
    for _ in range(cell):
        bar = _BAR.search(line, at)
        if bar is None:
            break
        at = bar.end()
    return at
