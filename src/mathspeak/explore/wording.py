"""What is said about parts: their names, the way to them, how big they are, and their spelling."""

from __future__ import annotations

from contextlib import suppress

from mathspeak.explore.parts import Part
from mathspeak.explore.roles import content
from mathspeak.latex.nodes import Accent, Fence, Name, Node, Number, Script, Symbol, Table, Text
from mathspeak.meaning.terms import Vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mathspeak.translator import Parsed

# Roles whose name a walker does not hear on arriving: the words, or the way there, have made it clear.
CLEAR = frozenset("whole sign term factor element operand part formula operator operated function".split())
_LISTED = 4


class Wording:
    """The phrases of one language for the parts of one formula; ``say`` is the table of phrases."""

    __slots__ = ("parsed", "say")

    def __init__(self, parsed: Parsed, say: Any) -> None:
        self.parsed = parsed
        self.say = say

    def role(self, part: Part) -> str:
        """``numerator``, ``term 2``, ``row 2 column 1 of 3 by 3``."""
        rows, columns = extent(part)
        words: str = self.say.ROLES[part.role].format(
            n=part.number, row=part.row, column=part.column, rows=rows, columns=columns
        )
        return words

    def label(self, part: Part) -> str:
        """What is said before the words of a part; empty where it is clear."""
        return "" if part.role in CLEAR else self.role(part)

    def labelled(self, label: str, words: str) -> str:
        text: str = self.say.LABELLED.format(role=label, words=words) if label else words
        return text

    def words(self, part: Part) -> str:
        """A part as it is heard."""
        return self.parsed.speak(*part.nodes).text or self.silent(part)

    def silent(self, part: Part) -> str:
        """The name of a part for which a style has no words."""
        space = isinstance(part.node, Symbol) and part.node.cls == "space"
        words: str = self.say.SPACE if space else self.say.EMPTY
        return words

    def kind(self, part: Part, form: int = 0) -> str:
        """``sum of 3 terms``; with form 1 ``a sum of 3 terms``, with form 2 ``of the sum of 3 terms``."""
        node = content(part.node)
        rows, columns = table_size(node)
        forms = self.say.KINDS.get(part.kind, self.say.KINDS["other"])
        words: str = forms[form].format(n=len(part.members), rows=rows, columns=columns)
        if isinstance(part.node, Fence):
            words = self.say.IN_DELIMITERS.get(part.node.open, self.say.IN_OTHER_DELIMITERS).format(words)
        return words

    def where(self, part: Part) -> str:
        """The way from a part out to the whole formula."""
        way = []
        step: Part | None = part
        while step is not None and (outer := step.parent) is not None:
            role = self.role(step)
            if step.role == "cell":
                # The place in the table says what the row would say.
                way.append(role)
                step = outer.parent
            else:
                way.append(f"{role} {self.kind(outer, 2)}")
                step = outer
        text: str = self.say.PATH.join(way) or self.say.ROLES["whole"]
        return text

    def size(self, part: Part) -> str:
        """``fraction with a sum of 3 terms over a square root``, how many signs that is, and how deep it goes."""
        signs = sum(not inner.parts for inner in part.walk())
        levels = depth(part)
        counts = [self.say.SIGNS[signs != 1].format(n=signs)]
        if levels:
            counts.append(self.say.LEVELS[levels != 1].format(n=levels))
        text: str = self.say.LIST.join([self._summary(part), *counts])
        return text

    def _summary(self, part: Part) -> str:
        kind = self.kind(part)
        if not part.parts:
            return self.labelled(kind, self.words(part))
        members = part.members
        template = None if isinstance(part.node, Fence) else self.say.SUMMARIES.get(part.kind)
        if template is not None:
            with suppress(KeyError):  # A relation may lack a side, and a script its base.
                return str(template.format_map({inner.role: self._brief(inner) for inner in members}))
        parts = [self._brief(inner) for inner in members[:_LISTED]]
        if len(members) > _LISTED:
            parts.append(self.say.AND_MORE.format(n=len(members) - _LISTED))
        return str(self.say.SUMMARY.format(kind=kind, parts=self.say.LIST.join(parts)))

    def _brief(self, part: Part) -> str:
        return self.kind(part, 1) if part.parts else self.words(part)

    def spelling(self, part: Part) -> str:
        """Every letter and sign by its name, in order, and the names of the parts that they stand in."""
        said: list[str] = []
        todo: list[Part | str] = [part]
        while todo:
            step = todo.pop()
            if isinstance(step, str):
                said.append(step)
                continue
            # A cell says which row it is in.
            if step is not part and step.role != "row" and (label := self.label(step)):
                said.append(label)
            before, after = self._around(step)
            inside: list[Part | str] = list(step.parts) or list(self._letters(step))
            todo += reversed([*before, *inside, *after])
        return str(self.say.LIST.join(said))

    def _around(self, part: Part) -> tuple[list[str], list[str]]:
        """The signs of a part that are no parts of their own: delimiters, marks and primes."""
        node = part.node
        if isinstance(node, Fence | Table | Vector):
            return [self._sign(key, "open", node) for key in (node.open,) if key], [
                self._sign(key, "close", node) for key in (node.close,) if key
            ]
        if isinstance(node, Accent):
            return [], [self.say.NAMES.get(node.mark, node.mark)]
        return [], [self.say.PRIME] * (node.primes if isinstance(node, Script) else 0)

    def _sign(self, key: str, cls: str, node: Node) -> str:
        return self.parsed.speak(Symbol(key, cls, node.start, node.end)).text

    def _letters(self, part: Part) -> list[str]:
        node = part.node
        if isinstance(node, Number):
            return [self.say.CHARACTERS.get(c, c) for c in node.text]
        if isinstance(node, Name):
            return self._characters(node.text)
        if isinstance(node, Text):
            return self._characters("".join(run for run in node.runs if isinstance(run, str)))
        return [self.words(part)]

    def _characters(self, text: str) -> list[str]:
        return [
            f"{self.say.CAPITAL} {c}" if c.isupper() else self.say.CHARACTERS.get(c, c) for c in " ".join(text.split())
        ]


def extent(part: Part) -> tuple[int, int]:
    """Rows and columns of the table that a cell stands in."""
    around = part.around[:2]
    return next((size for size in (table_size(content(outer.node)) for outer in around) if size != (0, 0)), (0, 0))


def table_size(node: Node) -> tuple[int, int]:
    if isinstance(node, Table):
        return len(node.rows), max((len(cells) for cells in node.rows), default=0)
    if isinstance(node, Vector):
        return (len(node.entries), 1) if node.column else (1, len(node.entries))
    return 0, 0


def depth(part: Part) -> int:
    """How many times one can go further in."""
    deepest = 0
    todo = [(part, 0)]
    while todo:
        inner, level = todo.pop()
        deepest = max(deepest, level)
        todo += [(below, level + 1) for below in inner.parts]
    return deepest
