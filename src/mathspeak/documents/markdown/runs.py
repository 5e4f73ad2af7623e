"""Inline text to runs."""

from __future__ import annotations

import re

from markdown_it.token import Token

from mathspeak.documents import blocks as b
from mathspeak.documents.equations import number_rows, split_definitions
from mathspeak.documents.html.formulas import math
from mathspeak.documents.html.tree import parse
from mathspeak.documents.line import Line, plain_title
from mathspeak.documents.markdown import keys, roles, tags
from mathspeak.documents.markdown.covered import COVER, OPEN, Region
from mathspeak.documents.markdown.state import Places, Shifted, State

_EMPTY_LINES = re.compile(r"\n\s*\n")
_RAISED = re.compile(r"\^([^\s^]{1,12})\^|(?<!~)~([^\s~]{1,12})~(?!~)")
_COMPUTED = re.compile(r"(?:\{?(r|python|julia|ojs)\}?)\s+(\S.*)", re.DOTALL)
# Notes that stand in one another; a note that holds itself would never end.
_DEEPEST_NOTE = 5


def read_runs(token: Token, state: State, places: Places | None = None) -> list[b.Run]:
    """The runs of one inline token, whose children know where they begin."""
    line = Line()
    places = places or Places(token.content, token.map, state)
    Inline(line, state, places, token.content).read(token.children or [])
    return line.finish()


class Inline:
    """Reads the pieces of one inline text into a line."""

    __slots__ = ("content", "hidden", "line", "places", "script", "state")

    def __init__(self, line: Line, state: State, places: Places, content: str) -> None:
        self.line = line
        self.state = state
        self.places = places
        self.content = content
        # The tag whose end ends what is not read; a raised or lowered text that is open, with the line around it.
        self.hidden = ""
        self.script: tuple[Line, str, int] | None = None

    def read(self, tokens: list[Token]) -> None:
        count = len(tokens)
        starts = self.starts(tokens)
        at = 0
        for i, token in enumerate(tokens):
            at = max(starts[i], at)
            if self.hidden and token.type != "html_inline":
                continue
            if self.state.is_d2l and _is_highlight(tokens, i):
                continue
            if token.type == "link_open" and i + 1 < count and tokens[i + 1].type == "link_close":
                self.empty_link(token, at)
                continue
            end = max(starts[i + 1], at)
            if token.type in ("text", "text_special"):
                end = min(end, at + len(token.markup or token.content))
            self.token(token, at, end)
            at = end
        if self.script is not None:
            tags.end_script(self, len(self.content))

    def starts(self, tokens: list[Token]) -> list[int]:
        """Where each token begins, and where the last one ends; a note's mark does not know it."""
        starts: list[int] = []
        at = 0
        for token in tokens:
            if token.type == "footnote_ref":
                at = max(at, self.content.find("[^" if "label" in token.meta else "^[", at))
            else:
                at = token.meta.get("at", at)
            starts.append(at)
        return [*starts, len(self.content)]

    def token(self, token: Token, at: int, end: int) -> None:
        kind = token.type
        if kind in ("text", "text_special"):
            self.text(token.content, at, end)
        elif kind in ("softbreak", "hardbreak"):
            self.line.text(" ", self.places(at), self.places(at))
        elif kind == "code_inline":
            self.code(token, at, end)
        elif kind == "image":
            self.image(token, at, end)
        elif kind == "html_inline":
            tags.read_tag(self, token.content, at, end)
        elif kind == "footnote_ref":
            self.note(token, at, end)

    def text(self, text: str, at: int, end: int) -> None:
        position = 0
        for found in COVER.finditer(text) if OPEN in text else ():
            self.words(text[position : found.start()], at + position, at + found.start())
            position = found.end()
            self.region(self.state.covered.under(found[0]))
        length = len(text) if position else end - at
        self.words(text[position:], at + position, at + max(length, position))

    def words(self, text: str, at: int, end: int) -> None:
        if not text:
            return
        if self.state.is_pandoc and ("^" in text or "~" in text):
            position = 0
            for found in _RAISED.finditer(text):
                start, stop = self.places(at + found.start()), self.places(at + found.end())
                self.line.text(text[position : found.start()], self.places(at + position), start)
                self.line.script(found[1] or found[2], "^" if found[1] else "_", start, stop)
                position = found.end()
            text, at = text[position:], at + position
        if "$$" in text:
            self.state.notice("unclosed-formula", "two dollar signs open no formula here", *self.span(at, end))
        if text:
            self.line.text(text, *self.span(at, end))

    def region(self, region: Region) -> None:
        state = self.state
        content = state.covered.source[slice(*region.inner)]
        start, end = region.start + state.offset, region.end + state.offset
        if region.kind == "formula":
            self.formula(region, content)
        elif region.kind in roles.READERS:
            roles.READERS[region.kind](self.line, region, content, state)
        elif region.kind == "definition":
            state.macros.append(content + "\n")
        elif region.kind == "latex":
            state.pending.append(b.Unread(f"LaTeX ({region.name})", content, start, end))
        elif region.kind == "mathml":
            self.mathml(content, start, end)
        elif region.kind == "words":
            self.line.text(content, start, end)
        elif region.kind == "substitution":
            if region.name not in state.substitutions:
                state.notice("unknown-substitution", f"nothing is given for “{region.name}”", start, end)
            self.line.text(state.substitutions.get(region.name, ""), start, end)
        elif region.kind == "citation":
            for run in keys.cited(content, start, end, state.labels):
                self.line.add(run)
        elif region.kind == "target":
            state.beside.append(content)
        elif region.kind == "attributes":
            self.line.unbracket()

    def formula(self, region: Region, content: str) -> None:
        state = self.state
        if state.quotes and "\n" in content:
            content = re.sub(rf"\n[ \t]*(?:>[ \t]?){{1,{state.quotes}}}", "\n", content)
        if state.is_table:
            content = content.replace("\\|", "|")
        if "\n" in content:
            content = _EMPTY_LINES.sub("\n", content)
        definitions, latex = split_definitions(content.strip())
        if definitions:
            state.macros.append(definitions)
        if not latex:
            return
        numbers: list[str | None] = []
        if region.display:
            if region.label.isdigit():
                numbers = [region.label]
            else:
                latex, numbers = number_rows(latex, state.labels, region.label)
        start, end = region.start + state.offset, region.end + state.offset
        self.line.add(b.Formula(latex, region.display, start, end, numbers))

    def mathml(self, source: str, start: int, end: int) -> None:
        element = next(parse(source).elements(), None)
        formula = math(element, source) if element is not None else None
        if formula is not None:
            formula.start, formula.end = start, end
            self.line.add(formula)

    def code(self, token: Token, at: int, end: int) -> None:
        text = self.state.covered.uncover(token.content)
        start, stop = self.span(at, end)
        computed = _COMPUTED.fullmatch(text)
        if computed is not None and self.state.is_pandoc:
            self.state.notice("computed-value", f"what “{text}” prints is not known: nothing is run", start, stop)
            text = computed[2]
        self.line.add(b.Code(" ".join(text.split()), start, stop))

    def image(self, token: Token, at: int, end: int) -> None:
        inside = Line()
        Inline(inside, self.state, Shifted(self.places, at + 2), token.content).read(token.children or [])
        alt = plain_title(inside.finish())
        source = self.state.covered.uncover(str(token.attrGet("src") or ""))
        source = "" if source.startswith("data:") else source
        start, stop = self.span(at, end)
        self.line.add(b.Image(" ".join(alt.split()), source, start, stop))

    def note(self, token: Token, at: int, end: int) -> None:
        state = self.state
        label = token.meta.get("label", "")
        start, stop = self.span(at, end)
        blocks: list[b.Block] = []
        if label:
            tokens = state.notes.pop(label, [])
            if tokens and state.note_depth < _DEEPEST_NOTE:
                state.note_depth += 1
                blocks = state.read_blocks(tokens)
                state.note_depth -= 1
            elif tokens:
                state.notice("too-deep", "a note within so many notes was left out", start, stop)
        elif inner := state.inline_note(token.meta.get("id", -1)):
            line = Line()
            Inline(line, state, Shifted(self.places, at + 2), inner[0]).read(inner[1])
            runs = line.finish()
            blocks = [b.Paragraph(runs, start, stop)] if runs else []
        if blocks:
            self.line.add(b.Footnote(blocks, start, stop))

    def empty_link(self, token: Token, at: int) -> None:
        """A link without text prints what it points to."""
        label = str(token.attrGet("href") or "").lstrip("#")
        if label:
            start = self.places(at)
            kind = keys.kind_of(label)
            self.line.add(self.state.labels.refer(b.Reference(kind, "", label, start, start, named=True)))

    def span(self, at: int, end: int) -> tuple[int, int]:
        """The place in the source of a piece of the text."""
        return self.places(at), self.places(max(at, end - 1)) + 1


def _is_highlight(tokens: list[Token], i: int) -> bool:
    """Brackets around bold text, by which d2l marks what its slides show."""
    token = tokens[i]
    if token.type != "text" or not token.content:
        return False
    shown = [t for t in tokens[max(i - 3, 0) : i + 4] if not (t.type == "text" and not t.content)]
    place = next(index for index, t in enumerate(shown) if t is token)
    before = shown[place - 1].type if place else ""
    after = shown[place + 1].type if place + 1 < len(shown) else ""
    if token.content.endswith(("[", "(")) and after == "strong_open":
        token.content = token.content[:-1]
    elif token.content.startswith(("]", ")")) and before == "strong_close":
        token.content = token.content[1:]
        token.meta["at"] += 1
    return not token.content
