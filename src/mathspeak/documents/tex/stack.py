"""What is known of a document while it is read: what is open, what is numbered, what its author is to be told."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Notice
from mathspeak.documents.numbering import Counters
from mathspeak.documents.tex.builder import Builder
from mathspeak.documents.tex.citations import Bibliography
from mathspeak.documents.tex.conditionals import Conditions
from mathspeak.documents.tex.lists import Settings
from mathspeak.documents.tex.macros import Definitions
from mathspeak.documents.tex.mouth import Mouth
from mathspeak.documents.tex.sections import Front
from mathspeak.documents.tex.state import Open, Pending, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mathspeak.documents.blocks import Block
    from mathspeak.documents.tex.bounds import Bounds
    from mathspeak.documents.tex.files import Files

SPECIAL = re.compile(r"[\\{}$%~&]|\n[ \t]*\n\s*")
SPECIAL_AND_QUOTES = re.compile(r"[\\{}$%~&\"]|\n[ \t]*\n\s*")
# As many as TeX itself allows.
_MOST_GROUPS = 255
_MOST_NOTICES = 500


class Stack:
    """What all families share."""

    def __init__(self, files: Files, bounds: Bounds) -> None:
        self.files = files
        self.bounds = bounds
        self.mouth = Mouth(self._unclosed)
        self.builder = Builder(bounds.max_runs)
        self.counters = Counters()
        self.definitions = Definitions()
        self.pending = Pending()
        self.labels: dict[str, Target] = {}
        # What a label that comes next points to.
        self.target = Target("", "", [])
        self.stack: list[Open] = []
        # Where the part that is being read alone, such as a footnote, begins on the stack.
        self.floor = 0
        self.alone = 0
        self.nesting = 0
        self.ignored_groups = 0
        self.special = SPECIAL
        self.language = ""
        self.notices: list[Notice] = []
        self._noticed: set[str] = set()
        self._end = 0
        # What each family keeps in mind.
        self.front = Front()
        self.lists = Settings()
        self.bibliography = Bibliography()
        self.conditions = Conditions()
        self.theorem_style = ""
        self.listings: dict[str, str] = {}
        self.excluded: set[str] = set()
        self.packages: set[str] = set()
        # The folder of the file that is being read, where it is not the main one's.
        self.folder: Path | None = None

    # Groups and environments.

    def begin_group(self, start: int) -> None:
        if len(self.stack) >= _MOST_GROUPS:
            self.ignored_groups += 1
        else:
            self.stack.append(Open("", start))

    def end_group(self) -> None:
        if self.ignored_groups:
            self.ignored_groups -= 1
        elif len(self.stack) > self.floor and not self.stack[-1].name:
            self._leave()

    def open(self, entry: Open) -> None:
        """Put what has begun on the stack; its end closes all that was opened after it.

        Too deep down, what holds nothing of its own is not kept: its end then ends nothing.
        """
        entry.contexts = len(self.builder.contexts)
        if len(self.stack) < _MOST_GROUPS or entry.needed:
            self.stack.append(entry)

    def unwind(self, depth: int) -> None:
        """Close what was left open above ``depth``."""
        while len(self.stack) > depth:
            entry = self.stack[-1]
            if entry.name and entry.name != "document":
                self.notice("unclosed", f"\\begin{{{entry.name}}} has no end", entry.start)
            self._leave()

    def _leave(self) -> None:
        entry = self.stack.pop()
        self.definitions.restore(len(self.stack))
        if entry.close is not None:
            entry.close()

    def holder(self, kind: type) -> Open | None:
        """The innermost open thing whose holder is of a kind: the list of an item, the table of a cell."""
        for index in range(len(self.stack) - 1, self.floor - 1, -1):
            if isinstance(self.stack[index].holder, kind):
                return self.stack[index]
        return None

    def may_nest(self, start: int) -> bool:
        """Whether another thing may stand in what is open; if not, what it holds is read where it stands."""
        if self.nesting < self.bounds.max_nesting:
            return True
        self.notice("nesting", "the document is nested too deeply: the innermost parts are read flat", start)
        return False

    def nest(self, name: str, start: int, close: Callable[[list[Block]], None], holder: object = None) -> None:
        """Begin an environment whose content is blocks of its own, which ``close`` is given at its end."""
        if not self.may_nest(start):
            self.builder.paragraph()
            self.open(Open(name, start, self.builder.paragraph))
            return
        self.nesting += 1
        self.builder.open()

        def end() -> None:
            self.nesting -= 1
            close(self.builder.close().blocks)

        self.open(Open(name, start, end, holder=holder, needed=True))

    # Numbers and labels.

    def step(self, counter: str) -> str:
        """Count one more, and give the number as it is printed."""
        self.counters.step(counter)
        return self.counters.printed(counter)

    def set_label(self, label: str, target: Target) -> None:
        if label in self.labels:
            self.notice("duplicate-label", f"more than one thing has the label {label}", self.here())
        self.labels[label] = target

    def use_language(self, tag: str) -> None:
        self.language = tag
        self.special = SPECIAL_AND_QUOTES if tag[:2] == "de" else SPECIAL

    # What is noticed.

    def here(self) -> int:
        """The place in the document up to which all is read."""
        return self.mouth.here() if self.mouth.frames else self._end

    def notice(self, code: str, message: str, start: int, end: int | None = None) -> None:
        """Tell the author something, once."""
        if len(self.notices) < _MOST_NOTICES and message not in self._noticed:
            self._noticed.add(message)
            self.notices.append(Notice(code, message, start, start if end is None else end))

    def _unclosed(self, sign: str, start: int) -> None:
        self.notice("unclosed", f"a “{sign}” has no end: it is taken to end with its paragraph", start)
