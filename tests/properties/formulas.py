"""Formula trees for the property tests, written on their own: nothing here knows the reader under test.

A tree writes itself as LaTeX (`latex`) and says what is printed (`key`). Two trees with the same key look the same on
paper, so they may read alike; any two others must not.
"""

from __future__ import annotations

import random
import re

from .glyphs import LETTER_TEX, SYMBOL_TEX

Atom = tuple[str, str, str]  # what stands on the line, its subscript, its superscript
CONTROL_WORD = re.compile(r"\\[a-zA-Z]+$")


class Writer:
    """Choices among spellings that print alike: `\\le` or `\\leq`, braces or none, spaces."""

    def __init__(self, seed: int, loose: float = 0.15) -> None:
        self.rng = random.Random(seed)
        self.loose = loose

    def chance(self) -> bool:
        return self.rng.random() < self.loose

    def pick(self, spellings: tuple[str, ...]) -> str:
        if len(spellings) == 1 or not self.chance():
            return spellings[0]
        return self.rng.choice(spellings)

    def argument(self, node: Node) -> str:
        """The argument of a command or a script: braces only where TeX needs them, now and then more."""
        text = node.latex(self)
        if node.is_token() and not self.chance():
            return text
        return "{" + text + "}"

    def command(self, name: str, *nodes: Node) -> str:
        out = name
        for node in nodes:
            out = glue(out, self.argument(node))
        return out


def glue(left: str, right: str) -> str:
    if right[:1].isalpha() and CONTROL_WORD.search(left):
        return left + " " + right
    return left + right


class Node:
    """Anything printed."""

    __slots__ = ()
    role = "term"

    def latex(self, w: Writer) -> str:
        raise NotImplementedError

    def atoms(self) -> list[Atom]:
        raise NotImplementedError

    def is_token(self) -> bool:
        return False

    def takes_scripts(self) -> bool:
        """Whether its own notes are written as scripts, so that more of them need braces round it."""
        return False

    def key(self) -> str:
        return show(self.atoms())


def show(atoms: list[Atom]) -> str:
    text = " ".join(core + (f"_<{sub}>" if sub else "") + (f"^<{sup}>" if sup else "") for core, sub, sup in atoms)
    return text.replace("‖", "| |")  # two bars side by side are the double bar


def beside(*texts: str) -> str:
    return " ".join(text for text in texts if text)


class Letter(Node):
    """One letter, perhaps bold, calligraphic or blackboard; `name` is the letter or a Greek command."""

    __slots__ = ("font", "name")

    def __init__(self, name: str, font: str = "") -> None:
        self.name = name
        self.font = font

    def latex(self, w: Writer) -> str:
        if self.font:
            braced = w.rng.random() < 0.5 or self.name.startswith("\\")
            return f"{self.font}{{{self.name}}}" if braced else f"{self.font} {self.name}"
        return w.pick(LETTER_TEX.get(self.name, (self.name,)))

    def is_token(self) -> bool:
        return not self.font and self.name not in LETTER_TEX

    def atoms(self) -> list[Atom]:
        return [(self.font + self.name.removeprefix("differential "), "", "")]


class Num(Node):
    __slots__ = ("digits",)

    def __init__(self, digits: str | int) -> None:
        self.digits = str(digits)

    def latex(self, w: Writer) -> str:
        return self.digits

    def is_token(self) -> bool:
        return len(self.digits) == 1

    def atoms(self) -> list[Atom]:
        return [(digit, "", "") for digit in self.digits]


class Sym(Node):
    """An operator, relation, mark of punctuation, large operator or function name."""

    __slots__ = ("name", "role")

    def __init__(self, name: str, role: str = "op") -> None:
        self.name = name
        self.role = role

    def latex(self, w: Writer) -> str:
        return w.pick(SYMBOL_TEX.get(self.name, (self.name,)))

    def is_token(self) -> bool:
        return self.role in ("op", "term") and self.name not in SYMBOL_TEX

    def atoms(self) -> list[Atom]:
        return [(self.name.removeprefix("evaluated "), "", "")]


class Text(Node):
    __slots__ = ("words",)
    role = "text"

    def __init__(self, words: str) -> None:
        self.words = words

    def latex(self, w: Writer) -> str:
        return r"\text{ " + self.words + " }"

    def atoms(self) -> list[Atom]:
        return [(f"text:{self.words}", "", "")]


class Row(Node):
    """Things side by side. Rows inside rows are invisible on paper."""

    __slots__ = ("items",)

    def __init__(self, *items: Node) -> None:
        self.items = [part for item in items for part in (item.items if isinstance(item, Row) else (item,))]

    def latex(self, w: Writer) -> str:
        out = ""
        items = self.items
        k = 0
        while k < len(items):
            item = items[k]
            run = 1
            if isinstance(item, Letter) and item.font and w.rng.random() < 0.5:
                run = self.same_font(k)
            piece = item.latex(w) if run == 1 else self.styled_run(k, run)
            if k and w.rng.random() < w.loose / 3:
                piece = w.rng.choice((r"\,", " ")) + piece
            out = glue(out, piece)
            k += run
        return out

    def styled_run(self, start: int, run: int) -> str:
        letters = [item for item in self.items[start : start + run] if isinstance(item, Letter)]
        return f"{letters[0].font}{{{''.join(letter.name for letter in letters)}}}"

    def same_font(self, start: int) -> int:
        font = self.items[start].font
        end = start
        while end < len(self.items):
            item = self.items[end]
            if not (isinstance(item, Letter) and item.font == font):
                break
            end += 1
        return end - start

    def is_token(self) -> bool:
        return len(self.items) == 1 and self.items[0].is_token()

    def atoms(self) -> list[Atom]:
        out: list[Atom] = []
        for item in self.items:
            for atom in item.atoms():
                if not atom[0] and out:  # a script on nothing stands at the letter before it
                    core, sub, sup = out[-1]
                    out[-1] = (core, beside(sub, atom[1]), beside(sup, atom[2]))
                else:
                    out.append(atom)
        return out


class Scripts(Node):
    """A base with primes, a subscript, a superscript; primes print at the superscript's start."""

    __slots__ = ("base", "primes", "sub", "sup")

    def __init__(self, base: Node, sub: Node | None = None, sup: Node | None = None, primes: int = 0) -> None:
        self.base = base
        self.sub = sub
        self.sup = sup
        self.primes = primes

    @property
    def role(self) -> str:
        return self.base.role

    def takes_scripts(self) -> bool:
        return True

    def latex(self, w: Writer) -> str:
        base = self.base.latex(w)
        if self.base.takes_scripts() or (isinstance(self.base, Row) and len(self.base.items) != 1):
            base = "{" + base + "}"
        raised = "'" * self.primes
        if self.sup is not None:
            raised += w.command("^", self.sup)
        lowered = w.command("_", self.sub) if self.sub is not None else ""
        return base + (raised + lowered if w.rng.random() < 0.3 else lowered + raised)

    def atoms(self) -> list[Atom]:
        atoms = self.base.atoms() or [("", "", "")]
        core, sub, sup = atoms[-1]
        lowered = self.sub.key() if self.sub is not None else ""
        raised = beside("'" * self.primes, self.sup.key() if self.sup is not None else "")
        atoms[-1] = (core, beside(sub, lowered), beside(sup, raised))
        return atoms
