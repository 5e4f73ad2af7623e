r"""Conditions that the document sets itself, and ``\iffalse``; those that ask TeX or a package are taken as false."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_ASKING = """ifx if ifcat ifnum ifdim ifodd ifvmode ifhmode ifmmode ifinner ifvoid ifcase ifdefined ifcsname iffontchar
    ifpdf ifxetex ifluatex ifPDFTeX ifXeTeX ifLuaTeX ifTUTeX iftutex ifvtex ifeof ifhbox ifvbox""".split()
_TRUE = frozenset("iftrue ifpdf ifPDFTeX".split())
# How many tokens a condition asks about, which may look like conditions themselves.
_TOKENS = {"ifx": 2, "if": 2, "ifcat": 2, "ifdefined": 1}
_TOKEN = re.compile(r"[ \t]*(?:\\[A-Za-z@]+|\\?[^\s\\])")
_PROSE = re.compile(r"[^\W\d_]{2,}[ \n][^\W\d_]{2,}")
_WORD = re.compile(r"\\(newif\s*\\if[A-Za-z@]+|if[A-Za-z@]*|else|or|fi)(?![A-Za-z@])|%[^\n]*|\\[\s\S]")


class Conditions:
    """The conditions of a document, and how many are open."""

    __slots__ = ("flags", "names", "open")

    def __init__(self) -> None:
        self.names = {*_ASKING, "iftrue", "iffalse"}
        self.flags: dict[str, bool] = {}
        self.open = 0


def _new(reader: Reader, name: str, start: int) -> None:
    condition = reader.mouth.command_name()
    if condition.startswith("if") and len(reader.conditions.flags) < 10_000:
        reader.conditions.flags[condition[2:]] = False
        reader.conditions.names.add(condition)


def meet(reader: Reader, name: str, start: int) -> bool:
    """Whether a command is a condition, or sets one; it is read if it is."""
    conditions = reader.conditions
    if name in conditions.names or _is_foreign(reader, name):
        _begin(reader, name, start)
        return True
    for ending, value in (("true", True), ("false", False)):
        if name.endswith(ending) and name.removesuffix(ending) in conditions.flags:
            conditions.flags[name.removesuffix(ending)] = value
            return True
    return False


def _is_foreign(reader: Reader, name: str) -> bool:
    r"""Whether a command is a condition that a class or package elsewhere defines: its \fi comes further on."""
    if not name.startswith("if") or name in ("if", "iff"):
        return False
    frame = reader.mouth.top()
    return 0 <= frame.source.find("\\fi", frame.position) < frame.end


def _begin(reader: Reader, name: str, start: int) -> None:
    conditions = reader.conditions
    holds = conditions.flags.get(name[2:], name in _TRUE)
    if name in _ASKING and name not in _TRUE:
        frame = reader.mouth.top()
        for _ in range(_TOKENS.get(name, 0)):
            if token := _TOKEN.match(frame.source.string, frame.position, frame.end):
                frame.position = token.end()
    begin = reader.mouth.top().position
    if holds or _skip(reader, start, True) == "else":
        conditions.open += 1
    frame = reader.mouth.top()
    if name[2:] not in conditions.flags and name != "iffalse" and not holds and not reader.builder.quiet:
        if _PROSE.search(frame.source.string, begin, frame.position):
            reader.notice("condition", f"\\{name} asks what is not known here: it is taken as false", start)


def _skip(reader: Reader, start: int, to_else: bool) -> str:
    r"""Pass over what is left out, up to its ``\else`` or ``\fi``; whatever is nested in it goes along."""
    frame = reader.mouth.top()
    depth = 0
    names = reader.conditions.names
    for found in _WORD.finditer(frame.source.string, frame.position, frame.end):
        word = found[1]
        if word is None:
            continue
        if word == "fi":
            if depth == 0:
                frame.position = found.end()
                return "fi"
            depth -= 1
        elif word == "else":
            if depth == 0 and to_else:
                frame.position = found.end()
                return "else"
        elif word in names:
            depth += 1
    frame.position = frame.end
    reader.notice("unclosed", "a condition has no \\fi: what follows it is left out", start)
    return ""


def _else(reader: Reader, name: str, start: int) -> None:
    if reader.conditions.open:
        reader.conditions.open -= 1
        _skip(reader, start, False)


def _end(reader: Reader, name: str, start: int) -> None:
    if reader.conditions.open:
        reader.conditions.open -= 1


def _choose(reader: Reader, name: str, start: int) -> None:
    r"""``\ifthenelse{\boolean{draft}}{…}{…}`` and ``\iftoggle{draft}{…}{…}``."""
    test = reader.mouth.argument().text
    first, second = reader.mouth.argument(), reader.mouth.argument()
    found = re.fullmatch(r"\s*(\\not\s*)?(?:\\boolean\s*\{\s*)?(\w+)\s*\}?\s*", test)
    holds = reader.conditions.flags.get(found[2], False) != bool(found[1]) if found else False
    reader.read_next(first if holds else second)


def _declare(reader: Reader, name: str, start: int) -> None:
    condition = reader.mouth.name()
    if len(reader.conditions.flags) < 10_000:
        reader.conditions.flags.setdefault(condition, False)
        if name == "provideboolean" or name == "newboolean":
            reader.conditions.names.add(f"if{condition}")


def _set(reader: Reader, name: str, start: int) -> None:
    condition = reader.mouth.name()
    value = name.endswith("true") if name.startswith("toggle") else reader.mouth.name() == "true"
    if condition in reader.conditions.flags:
        reader.conditions.flags[condition] = value


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    "newif": _new,
    "else": _else,
    "or": _else,
    "fi": _end,
    **dict.fromkeys(["ifthenelse", "iftoggle", "ifbool"], _choose),
    **dict.fromkeys(["newboolean", "provideboolean", "newtoggle", "newbool"], _declare),
    **dict.fromkeys(["setboolean", "toggletrue", "togglefalse", "settoggle", "setbool"], _set),
}
