r"""A document's own commands and environments: kept for its formulas, and for prose that uses them."""

from __future__ import annotations

import re
from functools import lru_cache

from mathspeak.errors import ForbiddenCommand
from mathspeak.latex.forbidden import refuse_forbidden
from mathspeak.latex.tokens import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.builder import Context
    from mathspeak.documents.tex.reader import Reader

    Theorem = Callable[[Reader, str, int], None]

NO_VALUE = "\\NoValue"
# What all expansions of a document may make, beyond a multiple of its size.
_FREE_SIGNS = 4_000_000
_SIGNS_A_BYTE = 8
_MOST_ENDINGS = 50
_END = re.compile(r"\\end\{([^{}]*)\}")
_INTERNAL = re.compile(r"\\[A-Za-z]*@")


@lru_cache(maxsize=1024)
def is_allowed(definition: str) -> bool:
    r"""Whether a formula's reader takes a definition: it has no internal commands, and none that reach for files.

    >>> is_allowed(r"\newcommand{\a}{b}"), is_allowed(r"\newcommand{\a}{\input{b}}")
    (True, False)
    """
    if _INTERNAL.search(definition):
        return False
    tokens = tokenize(definition)
    try:
        refuse_forbidden(tokens.texts, tokens.starts, definition)
    except ForbiddenCommand:
        return False
    return True


class Macro:
    """``arguments`` are pairs of a kind ("m", "o", "O" with its default, "s", and "d" for slides
    in angle brackets) and a default.

    ``pattern`` is for ``\\def`` what stands before, between and after its parameters. A macro without a ``body`` is
    mathematics and nothing else.
    """

    __slots__ = ("arguments", "body", "pattern")

    def __init__(self, arguments: list[tuple[str, str]], body: str | None, pattern: list[str] | None = None) -> None:
        self.arguments = arguments
        self.body = body
        self.pattern = pattern


class Environment:
    """An environment that the document defines: what is read at its beginning and its end."""

    __slots__ = ("arguments", "begin", "end")

    def __init__(self, arguments: list[tuple[str, str]], begin: str, end: str) -> None:
        self.arguments = arguments
        self.begin = begin
        self.end = end


class Definitions:
    """All that a document defines, in order."""

    def __init__(self) -> None:
        self.macros: dict[str, Macro] = {}
        self.environments: dict[str, Environment] = {}
        self.theorems: dict[str, Theorem] = {}
        # Names that the document says are new: whatever is known under them is not what it means.
        self.own: set[str] = set()
        # Macros that the formula reader cannot have, because they ask which arguments they got.
        self.inlined: set[str] = set()
        # Definitions as the formula reader takes them.
        self.texts: list[tuple[str, str]] = []
        # Those in force that are not the last of `texts`, because formulas before them had another.
        self.changed: dict[str, str] = {}
        # Whether a formula has been met.
        self.used = False
        self.budget = 0
        # Calls that were more than that.
        self.beyond = 0
        self.state: tuple[Context, int, int, int] | None = None
        self._signs = 0
        # What else ends an environment, by its name: macros, or environments of the document's own.
        self._enders: dict[str, dict[str, bool]] = {}
        self._undo: list[tuple[int, str, Macro | None, str | None]] = []

    def define(self, name: str, macro: Macro, text: str, depth: int) -> None:
        """Define a command, within ``depth`` open groups."""
        if depth:
            self._undo.append((depth, name, self.macros.get(name), self.changed.get(name)))
        known = name in self.macros
        self.macros[name] = macro
        if macro.body is not None and "\\end" in macro.body and "\\begin" not in macro.body:
            self._note_ends(macro.body, name, is_environment=False)
        if not text:
            return
        if known and self.used:
            self.changed[name] = text
        else:
            self.texts.append((name, text))

    def restore(self, depth: int) -> None:
        """Forget what was defined in groups that are closed."""
        while self._undo and self._undo[-1][0] > depth:
            _, name, macro, changed = self._undo.pop()
            if macro is None:
                self.macros.pop(name, None)
            else:
                self.macros[name] = macro
            if changed is None:
                self.changed.pop(name, None)
            else:
                self.changed[name] = changed

    def define_environment(self, name: str, environment: Environment) -> None:
        self.environments[name] = environment
        self._note_ends(environment.end, name, is_environment=True)

    def _note_ends(self, code: str, name: str, *, is_environment: bool) -> None:
        """Remember which environments a piece of code ends."""
        for ended in _END.findall(code):
            enders = self._enders.setdefault(ended, {})
            if len(enders) < _MOST_ENDINGS:
                enders[name] = is_environment

    def endings(self, name: str) -> list[tuple[str, str, str]]:
        """Macros and environments that end an environment: how each is called, its code, and an environment's name."""
        found: list[tuple[str, str, str]] = []
        for ender, is_environment in self._enders.get(name, {}).items():
            if is_environment:
                found.append((f"\\end{{{ender}}}", self.environments[ender].end, ender))
            elif (macro := self.macros.get(ender)) is not None and macro.body is not None:
                found.append((f"\\{ender}", macro.body, ""))
        return [ending for ending in found if f"\\end{{{name}}}" in ending[1]]

    def may_make(self, signs: int, size: int) -> bool:
        """Whether expansions may make so many more characters, in a document of that size."""
        self._signs += signs
        return self._signs <= _FREE_SIGNS + _SIGNS_A_BYTE * size
