"""The parser of Markdown with what the dialects add to it: directives, divisions, notes, definition lists, tables.

Each piece of inline text knows where in its block it begins, as ``meta["at"]``.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mathspeak.documents.markdown.names import is_read

# Levels of blocks in one another; a list takes two.
MAX_NESTING = 60
_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})[ \t]*(.*)")
_MYST = re.compile(r"\{[ \t]*([a-zA-Z][\w:.+-]*)[ \t]*\}[ \t]*(.*)")
_CHUNK = re.compile(r"\{[ \t]*([a-zA-Z][\w:.+-]*)[ \t]*(?:[\s,](.*))?\}[ \t]*$")
_OPTION = re.compile(r":([\w-]+):[ \t]*(.*)")
_ATTRIBUTE = re.compile(r"""#([\w:.-]+)|\.([\w:.-]+)|([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{},]+))|([\w-]+)""")


class _PlacedState(StateInline):
    """Notes where each token and each piece of pending text begins."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, out: list[Token]) -> None:
        super().__init__(src, md, env, out)
        self.pending_at: int | None = None

    def append_pending(self, text: str) -> None:
        if self.pending_at is None:
            self.pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        content = self.pending
        at = self.pos - len(content) if self.pending_at is None else self.pending_at
        token = super().pushPending()
        token.meta = {"at": max(at, 0)}
        self.pending_at = None
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta = {"at": self.pos}
        return token


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Blocks(ParserBlock):
    """Notes which lines are nested too deep to be read."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_NESTING:
            state.env.setdefault("too_deep", []).append((startLine, endLine))
            state.line = endLine
            return
        super().tokenize(state, startLine, endLine)


def make_parser() -> MarkdownIt:
    """A parser of its own, which no other thread has set anything on."""
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    parser.inline, parser.block = _Inline(), _Blocks()
    parser.configure("commonmark")
    parser.options["maxNesting"] = MAX_NESTING
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    interrupted: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "directive", _directive, interrupted)
    # Neighbouring pieces of text are joined by the reader, which needs the place of each.
    parser.disable(["fragments_join", "text_join"])
    return parser


def _directive(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """A fenced directive or division in which Markdown stands."""
    head = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    if head[:3] not in ("```", "~~~", ":::") or state.is_code_block(line):
        return False
    fence = _FENCE.match(head)
    if fence is None:
        return False
    signs, info = fence[1], fence[2].strip()
    named = _MYST.fullmatch(info) or _CHUNK.fullmatch(info)
    if signs[0] == ":":
        if not info:
            return False
    elif named is None or not is_read(named[1]) or (signs[0] == "`" and "`" in info):
        return False
    if silent:
        return True
    stop, closed = (
        _end_of_division(state, line, end_line) if signs[0] == ":" else _end_of_fence(state, line, end_line, signs)
    )
    if signs[0] == ":" and named is not None and not is_read(named[1]):
        _push_fence(state, line, stop, closed, info)
        return True
    name, argument, options = _named(info, named)
    token = state.push("directive_open", "div", 1)
    token.map = [line, stop]
    first = line + 1
    if signs[0] != ":" or _MYST.fullmatch(info):
        first, more = _options(state, first, stop)
        options.update(more)
    token.meta = {"name": name, "argument": argument, "options": options, "division": named is None}
    _push_title(state, line, options.get("name-text") or argument)
    _nested(state, first, stop)
    state.push("directive_close", "div", -1)
    state.line = stop + (1 if closed else 0)
    return True


def _nested(state: StateBlock, first: int, stop: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", stop
    state.md.block.tokenize(state, first, stop)
    state.parentType, state.lineMax = parent, line_max


def _push_title(state: StateBlock, line: int, text: str) -> None:
    token = state.push("inline", "", 0)
    token.content = text
    token.map = [line, line + 1]
    token.children = []
    token.meta = {"title": True}


def _push_fence(state: StateBlock, line: int, stop: int, closed: bool, info: str) -> None:
    """A directive between colons whose content is no Markdown."""
    token = state.push("fence", "code", 0)
    token.info = info
    token.content = state.getLines(line + 1, stop, state.sCount[line], True)
    token.map = [line, stop + (1 if closed else 0)]
    state.line = stop + (1 if closed else 0)


def _end_of_fence(state: StateBlock, line: int, end_line: int, signs: str) -> tuple[int, bool]:
    """The line of the closing fence, or where the directive ends without one."""
    closing = re.compile(rf"{re.escape(signs[0])}{{{len(signs)},}}[ \t]*$")
    for at in range(line + 1, end_line):
        start = state.bMarks[at] + state.tShift[at]
        if start < state.eMarks[at] and state.sCount[at] < state.blkIndent:
            return at, False
        if closing.match(state.src, start, state.eMarks[at]):
            return at, True
    return end_line, False


def _end_of_division(state: StateBlock, line: int, end_line: int) -> tuple[int, bool]:
    """The line of the closing colons; divisions within close before."""
    depth = 1
    fence = ""
    for at in range(line + 1, end_line):
        start = state.bMarks[at] + state.tShift[at]
        if start < state.eMarks[at] and state.sCount[at] < state.blkIndent:
            return at, False
        head = state.src[start : start + 3]
        if head not in (":::", "```", "~~~"):
            continue
        found = _FENCE.match(state.src, start, state.eMarks[at])
        assert found is not None
        signs, info = found[1], found[2].strip()
        if fence:
            fence = "" if signs.startswith(fence) and not info else fence
        elif head != ":::":
            fence = signs
        else:
            depth += 1 if info else -1
            if not depth:
                return at, True
    return end_line, False


def _named(info: str, named: re.Match[str] | None) -> tuple[str, str, dict[str, str]]:
    """The name of a directive or division, its argument and its attributes."""
    if named is not None and _MYST.fullmatch(info):
        return named[1], named[2] or "", {}
    if named is not None:
        options = attributes(named[2] or "")
        if "name" in options:
            options["name-text"] = options.pop("name")
        return named[1], "", options
    inner = info.strip().removesuffix(":" * 3).strip()
    if inner.startswith("{"):
        options = attributes(inner.strip("{}"))
        if "name" in options or "title" in options:
            options["name-text"] = options.get("name") or options.get("title", "")
            options.pop("name", None)
        return options.get("class", "").split(" ")[0], "", options
    word, _, rest = inner.partition(" ")
    return word, rest.strip().strip("{}"), {}


def attributes(text: str) -> dict[str, str]:
    """Pandoc's and R Markdown's attributes; an identifier is ``id``, classes stand in ``class``.

    >>> attributes('#eq-a .big width="50%"')
    {'id': 'eq-a', 'class': 'big', 'width': '50%'}
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        if match[1]:
            found["id"] = match[1]
        elif match[2]:
            found["class"] = f"{found['class']} {match[2]}" if "class" in found else match[2]
        elif match[3]:
            found[match[3]] = next((value for value in match.group(4, 5, 6) if value is not None), "")
        else:
            found.setdefault("first", match[7])
    return found


def _options(state: StateBlock, line: int, stop: int) -> tuple[int, dict[str, str]]:
    """The options that a directive begins with, and the line after them."""
    options: dict[str, str] = {}
    first = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip() if line < stop else ""
    if first == "---":
        for at in range(line + 1, stop):
            text = state.src[state.bMarks[at] : state.eMarks[at]].strip()
            if text == "---":
                return at + 1, options
            key, colon, value = text.partition(":")
            if colon:
                options[key.strip()] = value.strip().strip("\"'")
        return line, {}
    while line < stop:
        found = _OPTION.fullmatch(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
        if found is None:
            break
        options[found[1]] = found[2]
        line += 1
    return line, options
