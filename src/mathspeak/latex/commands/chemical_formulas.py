r"""What stands in ``\ce{…}``: elements, amounts, charges, isotopes, states, bonds and arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.commands.chemical_scripts import ChemicalScripts
from mathspeak.latex.commands.chemical_signs import (
    AFTER_CHARGE,
    ARROWS,
    BONDS,
    BRACKETS,
    PUNCTUATION,
    SIGNS,
    SPACES,
    STATES,
    WORD,
    elements,
)
from mathspeak.latex.commands.cursor import part, placed_argument
from mathspeak.latex.commands.delimiters import enclose
from mathspeak.latex.nodes import Chemical, Fraction, Letter, Name, Node, Number, Row, Script, Stack, Symbol

if TYPE_CHECKING:
    from mathspeak.latex.commands.cursor import Placed
    from mathspeak.latex.parser import Parser


def read_formula(parser: Parser, start: int) -> Chemical:
    """The group that follows, as chemistry."""
    placed = placed_argument(parser, start)
    end = parser.end()
    items = _Formula(parser, placed, end).read()
    return Chemical(Row(items, start, end), start, end)


class _Formula(ChemicalScripts):
    __slots__ = ("fresh", "items", "pre_sub", "pre_sup")

    def __init__(self, parser: Parser, placed: list[Placed], end: int) -> None:
        super().__init__(parser, placed, end)
        self.items: list[Node] = []
        # At the start of a species, where digits count it and scripts belong to what comes.
        self.fresh = True
        self.pre_sub: Node | None = None
        self.pre_sup: Node | None = None

    def read(self) -> list[Node]:
        self.parser.descend()
        while self.text():
            self.piece()
        self.parser.depth -= 1
        if self.pre_sub is not None or self.pre_sup is not None:
            self.put(Row([], self.end, self.end))
        return self.items

    def piece(self) -> None:
        text = self.text()
        start, end = self.span()
        if text.isspace() or text in SPACES:
            self.fresh = True
            self.i += 1
        elif text[0].isdigit() or (text[0] == "." and len(text) > 1):
            self.digits(text, start, end)
        elif len(text) == 1 and text.isascii() and text.isalpha():
            self.letters(start)
        elif not self.arrow():
            self.sign(text, start, end)

    def put(self, node: Node, fresh: bool = False) -> None:
        """Add a species, with the scripts that stood in front of it."""
        if self.pre_sub is not None or self.pre_sup is not None:
            pre_sub, pre_sup, self.pre_sub, self.pre_sup = self.pre_sub, self.pre_sup, None, None
            start = min(script.start for script in (pre_sub, pre_sup) if script is not None)
            node = Script(node, None, None, 0, start, node.end, pre_sub, pre_sup)
        self.items.append(node)
        self.fresh = fresh

    def symbol(self, key: str, cls: str, start: int, end: int, length: int = 1) -> None:
        self.items.append(Symbol(key, cls, start, end))
        self.i += length
        self.fresh = True

    def attach(self, sub: Node | None = None, sup: Node | None = None, primes: int = 0) -> None:
        """Put a script on the species just read, or keep it for the one to come."""
        if self.fresh or not self.items:
            self.pre_sub = sub or self.pre_sub
            self.pre_sup = sup or self.pre_sup
            self.fresh = True
            return
        base = self.items.pop()
        end = (sub or sup or base).end
        if isinstance(base, Script) and not (sub and base.sub) and not (sup and base.sup):
            primes += base.primes
            sub, sup = sub or base.sub, sup or base.sup
            node = Script(base.base, sub, sup, primes, base.start, end, base.pre_sub, base.pre_sup)
        else:
            node = Script(base, sub, sup, primes, base.start, end)
        self.items.append(node)

    def digits(self, text: str, start: int, end: int) -> None:
        self.i += 1
        if self.fresh:
            number: Node = Number(text, "", start, end)
            if self.text() == "/" and self.text(1)[:1].isdigit():
                self.i += 1
                below = Number(self.text(), "", *self.span())
                number = Fraction(number, below, "bar", start, below.end)
                self.i += 1
            self.items.append(number)
            return
        # A point after a species parts a hydrate; only braces make a broken subscript.
        whole, point, rest = text.partition(".")
        if whole:
            self.attach(sub=Number(whole, "", *part(text, start, end, 0, len(whole))))
        if point:
            self.items.append(Symbol("cdot", "bin", *part(text, start, end, len(whole), 1)))
            self.items.append(Number(rest, "", *part(text, start, end, len(whole) + 1, len(rest))))
            self.fresh = True

    def letters(self, start: int) -> None:
        word = ""
        while len(letter := self.text(len(word))) == 1 and letter.isascii() and letter.isalpha():
            word += letter
        following = self.text(len(word))
        if self.fresh and word == "v" and self.items and (not following or following.isspace()):
            self.symbol("downarrow", "arrow", *self.span())
            return
        first = word[0]
        if self.fresh and first.islower() and (word[1:2].isupper() or (len(word) == 1 and following.isspace())):
            if word[:2] != "pH":
                self.items.append(Letter(first, False, "", *self.span()))
                self.i += 1
                return
            self.put(Name(word[:2], "roman", False, start, self.placed[self.i + 1][2]))
            self.i += 2
            return
        for match in WORD.finditer(word):
            for element in elements(match[0]):
                at = self.span()[0]
                self.i += len(element)
                self.put(Name(element, "roman", False, at, self.placed[self.i - 1][2]))

    def arrow(self) -> bool:
        ahead = "".join(self.text(k) for k in range(4))
        written = next((arrow for arrow in ARROWS if ahead.startswith(arrow)), "")
        if not written:
            return False
        start = self.span()[0]
        self.i += len(written)
        arrow = Symbol(ARROWS[written], "arrow", start, self.placed[self.i - 1][2])
        labels = [self.label(), self.label()]
        over, under = labels
        self.items.append(arrow if over is None and under is None else Stack(arrow, over, under, start, self.last()))
        self.fresh = True
        return True

    def label(self) -> Node | None:
        """What stands on an arrow: chemistry, or text after a ``T``."""
        prose = self.text() == "T" and self.text(1) == "["
        if prose or (self.text() == "C" and self.text(1) == "["):
            self.i += 1
        if self.text() != "[" or not self.closed():
            return None
        inside = self.enclosed()
        if prose:
            return self.mathematics(["\\text", "{", *(token[0] for token in inside), "}"])
        items = _Formula(self.parser, inside, self.last()).read()
        return self.parser.row(items) if items else None

    def sign(self, text: str, start: int, end: int) -> None:
        if text in SIGNS:
            self.plus_or_minus(text, start, end)
        elif text in BRACKETS:
            self.bracket(text, start)
        elif text in ("^", "_"):
            self.script(text, start, end)
        elif text in ("*", ".", "·", "⋅", "\\cdot"):
            self.symbol("cdot", "bin", start, end)
        elif text in ("=", "#"):
            self.symbol(BONDS[text], "rel", start, end)
        elif text in PUNCTUATION:
            self.symbol(*PUNCTUATION[text], start, end)
        elif text == "'":
            self.i += 1
            self.attach(primes=1)
        elif text == "$":
            self.put(self.mathematics(self.dollars()), fresh=self.fresh)
        elif text == "{":
            inside = self.group()
            if inside:
                self.put(self.mathematics(["\\text", "{", *inside, "}"]))
        elif text == "\\bond":
            self.i += 1
            kind = "".join(self.group()) if self.text() == "{" else "-"
            self.symbol(BONDS.get(kind, "minus"), "rel" if kind in "=#23" else "bin", start, self.last(), 0)
        else:
            self.command(text)

    def command(self, text: str) -> None:
        texts = [text]
        self.i += 1
        while self.text() in ("{", "[") and self.closed() and text[0] == "\\":
            opener = self.text()
            closer = {"{": "}", "[": "]"}[opener]
            texts += [opener, *self.group(), closer]
        node = self.mathematics(texts)
        if not (isinstance(node, Row) and not node.items):
            self.put(node)

    def plus_or_minus(self, text: str, start: int, end: int) -> None:
        count = 1
        while self.text(count) == text:
            count += 1
        following = self.text(count)
        charged = not self.fresh and (following in AFTER_CHARGE or following.isspace() or self.state_at(count))
        if not charged:
            self.symbol(*SIGNS[text], start, end)
            return
        self.i += count
        signs: list[Node] = [Symbol(*SIGNS[text], start, end) for _ in range(count)]
        self.attach(sup=self.parser.row(signs))

    def bracket(self, text: str, start: int) -> None:
        opening, closing = BRACKETS[text]
        if not self.closed():
            self.symbol(opening, "open", *self.span())
            return
        inside = self.enclosed()
        content = "".join(token[0] for token in inside)
        end = self.last()
        if text == "(" and content in ("v", "^"):
            self.items.append(Symbol("downarrow" if content == "v" else "uparrow", "arrow", start, end))
            return
        # Brackets that a macro made stand where all of it was called.
        place = (start + 1, end - 1) if end - start > 1 else (start, end)
        if text == "(" and content in STATES:
            body: Node = Name(content, "roman", False, *place)
        else:
            body = Row(_Formula(self.parser, inside, end).read(), *place)
        self.put(enclose(opening, closing, body, start, end))

    def script(self, text: str, start: int, end: int) -> None:
        following = self.text(1)
        if text == "^" and (not following or following.isspace()):
            self.symbol("uparrow", "arrow", start, end)
            return
        self.i += 1
        node = self.content(raised=text == "^")
        if text == "^":
            self.attach(sup=node)
        else:
            self.attach(sub=node)
