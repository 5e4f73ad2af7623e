"""Scripts of chemical formulas: charges, isotopes, oxidation numbers, states below the line."""

from __future__ import annotations

from mathspeak.latex.commands.chemical_signs import ROMAN, SIGNS, STATES
from mathspeak.latex.commands.cursor import Cursor
from mathspeak.latex.commands.delimiters import enclose
from mathspeak.latex.nodes import Name, Node


class ChemicalScripts(Cursor):
    __slots__ = ()

    def content(self, raised: bool) -> Node:
        """A script: a group, mathematics between dollars, or what may stand there without braces."""
        if self.text() == "$":
            return self.mathematics(self.dollars())
        texts = self.group() if self.text() == "{" else self.bare(raised)
        start, end = self.placed[self.i - 1][1:3]
        word = "".join(texts)
        if len(texts) > 1 and word.isalpha():
            return Name(word, "roman", False, start, end)
        if word[:1] == "(" and word[1:-1] in STATES:
            return enclose("lparen", "rparen", Name(word[1:-1], "roman", False, start, end), start, end)
        return self.mathematics(["\\cdot" if text == "." else text for text in texts])

    def bare(self, raised: bool) -> list[str]:
        """A script without braces: digits with a charge after them, a sign with digits, or one token."""
        taken: list[str] = []
        if self.text() in SIGNS:
            taken.append(self.text())
            self.i += 1
        if self.text()[:1].isdigit():
            taken.append(self.text())
            self.i += 1
            if raised and self.text() in SIGNS and len(taken) == 1:
                taken.append(self.text())
                self.i += 1
        elif raised and not taken and ROMAN.match(self.text()):
            while ROMAN.match(self.text()):
                taken.append(self.text())
                self.i += 1
        elif not taken and self.text():
            taken.append(self.text())
            self.i += 1
        return taken

    def state_at(self, ahead: int) -> bool:
        """Whether a state of aggregation, such as ``(aq)``, stands so many tokens on."""
        content = "".join(self.text(ahead + k) for k in range(5))
        return content[:1] == "(" and content[1:].partition(")")[0] in STATES
