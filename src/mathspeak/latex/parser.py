"""Tokens to nodes. Knows the shape of LaTeX; what each command does stands in ``commands``, one file a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.arguments import BRACE, LINE_ENDS, Arguments
from mathspeak.latex.attachments import attach
from mathspeak.latex.fences import pair
from mathspeak.latex.macros import Macros, expand
from mathspeak.latex.nodes import Letter, Node, Row, Spoken, Symbol, Table, Tagged
from mathspeak.latex.tokens import Tokens
from mathspeak.latex.unlisted import join_separator, read_unlisted
from mathspeak.latex.vocabulary import COMMAND, CONTROL, DELIMITER, INFIX, LETTER, SCRIPT, SCRIPTS, SYMBOL, TABLE

if TYPE_CHECKING:
    from mathspeak.limits import Limits


class Parser(Arguments):
    """Reads one formula. A new one is made for each."""

    __slots__ = ("as_printed", "placement", "ruled", "stops", "tag")

    def __init__(self, tokens: Tokens, limits: Limits, macros: Macros, spoken: dict[str, list[str | int]]) -> None:
        super().__init__(tokens, limits, macros, spoken)
        self.tag: Node | None = None
        # Whether one aligned line is a table of one row, rather than what stands in it.
        self.as_printed = False
        # What \limits or \nolimits just said of the scripts that follow.
        self.placement: bool | None = None
        # Whether \hline has just drawn a line in front of the row being read.
        self.ruled = False
        # The sets of tokens that end the rows around the one being read.
        self.stops: list[frozenset[str]] = []

    def formula(self) -> Node:
        """The whole formula; lines broken outside any environment are lines all the same."""
        rows: list[list[Node]] = []
        tags: list[Node | None] = []
        while True:
            items = self.items(LINE_ENDS)
            node = self.row(items)
            rows.append([node])
            tags.append(self.tag)
            self.tag = None
            if not self.stopped:
                break
            self.raw_option()
        if len(rows) > 1 and isinstance(rows[-1][0], Row) and not rows[-1][0].items and tags[-1] is None:
            rows.pop()
            tags.pop()
        if len(rows) == 1:
            node, tag = rows[0][0], tags[0]
            return node if tag is None else Tagged(node, tag, node.start, node.end)
        return Table("lines", rows, "", "", tags, 0, self.end())

    def items(self, stop: frozenset[str], once: bool = False) -> list[Node]:
        """Read side by side until a token of ``stop``, which is taken and kept in ``stopped``."""
        self.descend()
        self.stops.append(stop)
        items: list[Node] = []
        delimited = False
        table, macros = TABLE, self.macros
        while not (once and items):
            token = self.texts[self.i]
            if not token:
                if self.refill():
                    continue
                token = ""
                break
            self.i += 1
            if token in stop:
                break
            if token in macros or token in self.spoken:
                redirected = self.call(token, items)
                if redirected is None:
                    continue
                token = redirected
            entry = table.get(token)
            if entry is None:
                read_unlisted(self, token, items)
                continue
            kind = entry[0]
            at = self.i - 1
            if kind == LETTER:
                items.append(Letter(entry[1], entry[2], entry[3] or self.font, self.starts[at], self.ends[at]))
            elif kind == SYMBOL:
                items.append(Symbol(entry[1], entry[2], self.starts[at], self.ends[at], self.font))
            elif kind == DELIMITER:
                items.append(Symbol(entry[1], entry[2], self.starts[at], self.ends[at], self.font))
                delimited = True
            elif kind == COMMAND:
                node = entry[1](self, token, self.starts[at])
                if node is not None:
                    if node.__class__ is Row and not once:
                        delimited = self.spread(node, items) or delimited
                    else:
                        items.append(node)
                        if node.__class__ is Symbol and node.cls in ("open", "close", "fence"):
                            delimited = True
            elif kind == SCRIPT:
                if once:
                    self.i -= 1
                    token = ""
                    break
                attach(self, token, items)
            elif kind == CONTROL:
                if token == "{":
                    delimited = self.group(items) or delimited
                elif self.ends_outer(token):
                    self.i -= 1
                    token = ""
                    break
            elif kind == INFIX:
                left = self.row(pair(items, self.limits.max_depth, self.as_printed) if delimited else items)
                items = [entry[1](self, token, left, stop)]
                delimited = False
                token = self.stopped
                break
        else:
            token = ""
        self.stops.pop()
        self.depth -= 1
        self.stopped = token
        return pair(items, self.limits.max_depth, self.as_printed) if delimited else items

    def call(self, token: str, items: list[Node]) -> str | None:
        """Read a command of the user's; the built-in command it stands for, if it is only another name for one."""
        runs = self.spoken.get(token)
        start = self.start()
        if runs is not None:
            items.append(self.speak_as(runs, start))
            return None
        macro = self.macros[token]
        if isinstance(macro, str):
            return macro
        end = self.end()
        self.push(expand(self, macro), start, end)
        return None

    def speak_as(self, runs: list[str | int], start: int) -> Spoken:
        count = max((run for run in runs if isinstance(run, int)), default=0)
        arguments = [self.argument() for _ in range(count)]
        filled = [run if isinstance(run, str) else arguments[run - 1] for run in runs]
        return Spoken(filled, start, self.end())

    def group(self, items: list[Node]) -> bool:
        """A group: its items join the row unless a script makes it one thing. Whether it held a lone delimiter."""
        if join_separator(self, items):
            return False
        start = self.start()
        font = self.font
        inside = self.items(BRACE)
        self.close("}", start)
        if self.font != font:
            inside = self.switched(inside, font, start)
        return self.spread(self.row(inside, start), items)

    def spread(self, node: Node, items: list[Node]) -> bool:
        """Let the items of a row join the row around it, unless a script makes them one thing."""
        if node.__class__ is not Row or self.peek() in SCRIPTS:
            items.append(node)
            inside = [node]
        else:
            inside = node.items
            items.extend(inside)
        return any(item.__class__ is Symbol and item.cls in ("open", "close", "fence") for item in inside)

    def ends_outer(self, token: str) -> bool:
        """Whether a closer that has no business here belongs to something around it; else it is passed over."""
        for stop in self.stops:
            if token in stop:
                return True
        start, end = self.start(), self.end()
        if token == "\\end":
            name = "".join(self.raw_argument())
            self.warn("unmatched", f"\\end{{{name}}} without its beginning", start, self.end())
        elif token not in ("$", "\\(", "\\)", "\\[", "\\]"):
            self.warn("unmatched", f"“{token}” closes or parts nothing here", start, end)
        return False
