"""Tokens to nodes. Knows the shape of LaTeX; what each command does stands in ``commands``, one file a family."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mathspeak.errors import LimitExceeded
from mathspeak.latex.commands.fonts import word_of
from mathspeak.latex.fences import pair
from mathspeak.latex.macros import DEFINITIONS, Macros, expand
from mathspeak.latex.nodes import (
    Accent,
    Letter,
    Name,
    Node,
    Number,
    Row,
    Script,
    Spoken,
    Symbol,
    Table,
    Tagged,
    Unknown,
)
from mathspeak.latex.stream import Stream
from mathspeak.latex.tokens import Tokens
from mathspeak.latex.vocabulary import (
    COMBINING,
    COMMAND,
    CONTROL,
    DELIMITER,
    INFIX,
    LETTER,
    PRIMES,
    SCRIPT,
    SCRIPTS,
    SYMBOL,
    TABLE,
    UNICODE_SCRIPTS,
    foreign,
)

if TYPE_CHECKING:
    from mathspeak.limits import Limits

NOTHING: frozenset[str] = frozenset()
BRACE = frozenset(["}"])
BRACKET = frozenset(["]"])
ANGLE = frozenset([">"])
LINE_ENDS = frozenset(["\\\\", "\\cr", "\\newline", "\\tabularnewline"])
ARGUMENT_ENDS = frozenset(["}", "&", "$", "\\right", "\\middle", "\\end", *LINE_ENDS])
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*")


class Parser(Stream):
    """Reads one formula. A new one is made for each."""

    __slots__ = ("depth", "font", "macros", "placement", "ruled", "spoken", "stopped", "stops", "tag")

    def __init__(self, tokens: Tokens, limits: Limits, macros: Macros, spoken: dict[str, list[str | int]]) -> None:
        super().__init__(tokens, limits)
        self.macros = macros
        self.spoken = spoken
        self.depth = 0
        self.font = ""
        self.tag: Node | None = None
        # What \limits or \nolimits just said of the scripts that follow.
        self.placement: bool | None = None
        # Whether \\hline has just drawn a line in front of the row being read.
        self.ruled = False
        # The token that ended the row just read, and the sets of tokens that end the rows around this one.
        self.stopped = ""
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

    def row(self, items: list[Node], start: int = -1) -> Node:
        """One node for a list of them."""
        if len(items) == 1:
            return items[0]
        if items:
            return Row(items, items[0].start, items[-1].end)
        at = self.end() if start < 0 else start
        return Row(items, at, at)

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
                self.unlisted(token, items)
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
                self.script(token, items)
            elif kind == CONTROL:
                if token == "{":
                    delimited = self.group(items) or delimited
                elif self.ends_outer(token):
                    self.i -= 1
                    token = ""
                    break
            elif kind == INFIX:
                items = [
                    entry[1](self, token, self.row(pair(items, self.limits.max_depth) if delimited else items), stop)
                ]
                delimited = False
                token = self.stopped
                break
        else:
            token = ""
        self.stops.pop()
        self.depth -= 1
        self.stopped = token
        return pair(items, self.limits.max_depth) if delimited else items

    def descend(self) -> None:
        """Go one level in, if the limit allows it."""
        self.deeper()

    def deeper(self) -> None:
        """Go one level of nesting down, if the limits allow it."""
        self.depth += 1
        if self.depth > self.limits.max_depth:
            most = self.limits.max_depth
            raise LimitExceeded(
                "max_depth", f"the formula is nested more than {most} deep", start=self.start(), end=self.end()
            )

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
        if self.separator(items):
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

    def separator(self, items: list[Node]) -> bool:
        """Join ``1{,}000`` into one number, as the braces ask."""
        i, texts = self.i, self.texts
        if texts[i] != "," or texts[i + 1] != "}" or not items or items[-1].__class__ is not Number:
            return False
        if not texts[i + 2][:1].isdigit():
            return False
        number = items[-1]
        assert isinstance(number, Number)
        self.i += 3
        items[-1] = Number(f"{number.text},{texts[i + 2]}", number.font, number.start, self.end())
        return True

    def close(self, closer: str, start: int) -> None:
        """Say that a closer is missing, if the row just read did not end with one."""
        if not self.stopped:
            self.warn("unclosed", f"“{closer}” is missing", start, self.end())

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

    def unlisted(self, token: str, items: list[Node]) -> None:
        """A token that is in no table: digits, space, a definition, an unknown command or a foreign character."""
        first = token[0]
        start, end = self.start(), self.end()
        if first in "0123456789.":
            self.number(token, items, start, end)
        elif first.isspace():
            return
        elif first == "\\":
            define = DEFINITIONS.get(token)
            if define is not None:
                define(self, self.macros, token)
            elif token == "\\":
                self.warn("lone-backslash", "a backslash with nothing after it", start, end)
            else:
                items.append(self.unknown(token, start, end))
        elif first == "#":
            self.warn("unmatched", f"“{token}” outside a definition", start, end)
        elif first in COMBINING and items:
            base = items.pop()
            items.append(Accent(COMBINING[first], base, False, base.start, end))
        else:
            node = foreign(token, self.font, start, end)
            if node.__class__ is Unknown:
                self.warn("unknown-character", f"no words for the character U+{ord(first):04X}", start, end)
            items.append(node)

    def number(self, token: str, items: list[Node], start: int, end: int) -> None:
        # A thin space between groups of three digits is a thousands separator.
        if items and len(token) == 3 and items[-1].__class__ is Number and self.i > 1:
            number = items[-1]
            assert isinstance(number, Number)
            if self.texts[self.i - 2] in ("\\,", "\\thinspace") and THOUSANDS.fullmatch(number.text):
                items[-1] = Number(f"{number.text},{token}", number.font, number.start, end)
                return
        items.append(Number(token, self.font, start, end))

    def unknown(self, token: str, start: int, end: int) -> Unknown:
        """A command nobody knows: its name is said, the groups after it are read."""
        self.warn("unknown-command", f"unknown command {token}", start, end)
        arguments: list[Node] = []
        while self.texts[self.i] == "{":
            arguments.append(self.argument())
        return Unknown(token[1:], arguments, start, self.end())

    def argument(self, angle: bool = True) -> Node:
        """What a command takes: a group, one token as TeX takes it, or ``<…>`` where its closer follows."""
        token = self.solid()
        start = self.start()
        if token == "{":
            return self.braced(start)
        if token == "<" and angle and self.closes_ahead("<"):
            inside = self.items(ANGLE)
            return self.row(inside, start)
        if not token or token in ARGUMENT_ENDS:
            if token:
                self.back()
            self.warn("missing-argument", "something is missing here", start, self.end())
            return Row([], start, start)
        if len(token) > 1 and token[0] in "0123456789.":
            digit = self.split_digit(token)
            return (
                Number(digit, self.font, start, start + 1)
                if digit != "."
                else Symbol("period", "punct", start, start + 1)
            )
        macro = self.macros.get(token)
        if macro is not None and not isinstance(macro, str) and token not in self.spoken:
            end = self.end()
            self.push(["{", *expand(self, macro), "}"], start, end)
            return self.argument()
        self.back()
        return self.row(self.items(NOTHING, once=True), start)

    def braced(self, start: int) -> Node:
        """A group as one node, its opening brace just read."""
        font = self.font
        inside = self.items(BRACE)
        self.close("}", start)
        if self.font != font:
            inside = self.switched(inside, font, start)
        return self.row(inside, start)

    def switched(self, inside: list[Node], outer: str, start: int) -> list[Node]:
        r"""The items of a group that ended in another alphabet than it began in: ``{\rm kg}`` is a word."""
        font, self.font = self.font, outer
        upright = all(item.__class__ is not Letter or item.font == font for item in inside)
        word = word_of(inside, font) if upright else None
        return inside if word is None else [Name(word, font, False, start, self.end())]

    def option(self) -> Node | None:
        """What stands in brackets, if brackets follow."""
        if self.peek() != "[":
            return None
        self.next()
        start = self.start()
        inside = self.items(BRACKET)
        self.close("]", start)
        return self.row(inside, start)

    def script(self, token: str, items: list[Node]) -> None:
        """Attach what follows ``^``, ``_`` or a prime to the item before it."""
        start = self.start()
        base = items.pop() if items and not _is_space(items[-1]) else None
        subs: list[Node] = []
        sups: list[Node] = []
        primes = 0
        while True:
            if token in PRIMES:
                primes += PRIMES[token]
            elif token == "_":
                subs.append(self.argument(angle=False))
            elif token == "^":
                sup, more = _without_primes(self.argument(angle=False))
                primes += more
                if sup is not None:
                    sups.append(sup)
            else:
                scripts = sups if self.unicode_script(token) else subs
                scripts.append(self.argument(angle=False))
            if self.peek() not in SCRIPTS:
                break
            token = self.next()
        limits, self.placement = self.placement, None
        start = start if base is None else base.start
        items.append(Script(base, self.joined(subs), self.joined(sups), primes, start, self.end(), limits=limits))

    def joined(self, scripts: list[Node]) -> Node | None:
        """A second script of the same kind is an error in TeX; both are read."""
        if len(scripts) > 1:
            self.warn("double-script", "two scripts in the same place", scripts[1].start, scripts[1].end)
        return self.row(scripts) if scripts else None

    def unicode_script(self, token: str) -> bool:
        """Put a run of raised or lowered characters, such as ``⁻¹``, back as a plain group; true if raised."""
        raised, plain = UNICODE_SCRIPTS[token]
        start = self.start()
        texts = ["{", plain]
        while (more := UNICODE_SCRIPTS.get(self.texts[self.i])) is not None and more[0] is raised:
            texts.append(more[1])
            self.i += 1
        self.push([*texts, "}"], start, self.end())
        return raised


def _is_space(node: Node) -> bool:
    return node.__class__ is Symbol and node.cls == "space"


def _is_prime(node: Node) -> bool:
    return node.__class__ is Symbol and node.key == "prime"


def _without_primes(node: Node) -> tuple[Node | None, int]:
    """A superscript without the primes that it begins with, and how many there were."""
    if _is_prime(node):
        return None, 1
    if isinstance(node, Row) and node.items and _is_prime(node.items[0]):
        count = next((i for i, item in enumerate(node.items) if not _is_prime(item)), len(node.items))
        rest = node.items[count:]
        if not rest:
            return None, count
        return (rest[0] if len(rest) == 1 else Row(rest, node.start, node.end)), count
    return node, 0
