"""One sentence of a flow as its pieces: prose in the words it is said with, and what stands between it."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Citation, Code, Formula, Image, Reference
from mathspeak.narration.endings import final_mark
from mathspeak.narration.flow import INLINE, THING, THINGS, flow
from mathspeak.narration.references import References, citation, without_citation, written
from mathspeak.narration.runs import runs_from
from mathspeak.narration.script import AROUND_DISPLAY, CLAUSE, Piece, Problem, join
from mathspeak.speech.formats.plain import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.blocks import Run
    from mathspeak.documents.policy import Policy
    from mathspeak.narration.flow import Flow
    from mathspeak.narration.formulas import Formulas, Part
    from mathspeak.narration.wording import Wording

    Skip = Callable[[str, str, int, int], None]

_LAST_WORD = re.compile(r"([^\W\d_]+)\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")
# Characters before a thing that can tell how it is said; all of them would take the square of the length.
_LONGEST_LOOK = 200
# Words.
_LONGEST_ECHO = 3


class Assembly:
    """Makes pieces of flows by one policy; ``skip`` is told of what is left out: its kind, itself, its place."""

    __slots__ = ("_endings", "formulas", "policy", "skip", "wording")

    def __init__(self, policy: Policy, wording: Wording, formulas: Formulas, skip: Skip) -> None:
        self.policy = policy
        self.wording = wording
        self.formulas = formulas
        self.skip = skip
        endings = "|".join(sorted(wording.forms.ORDINAL_ENDINGS, key=len, reverse=True))
        self._endings = re.compile(rf"({INLINE})(?:\s?[-‑–]?({endings})|['’]?s)(?!\w)")

    def lines(self, whole: Flow) -> list[list[Piece]]:
        """The pieces of a sentence; more than one list where rows of a displayed formula part it."""
        return _Line(self, whole).lines

    def pieces(self, whole: Flow) -> list[Piece]:
        """All the pieces of a text as those of one sentence."""
        return [piece for line in self.lines(whole) for piece in line]

    def without_endings(self, text: str) -> tuple[str, dict[int, str]]:
        """A text without what is glued to its formulas, and that by the number of the thing it is glued to."""
        glued: dict[int, str] = {}

        def take(found: re.Match[str]) -> str:
            glued[len(THING.findall(text, 0, found.start()))] = found[2] or "'s"
            return found[1]

        return self._endings.sub(take, text), glued


class _Line:
    """The pieces of one sentence as they come."""

    def __init__(self, assembly: Assembly, whole: Flow) -> None:
        self.assembly = assembly
        self.lines: list[list[Piece]] = [[]]
        self.before = ""
        self._references = References(assembly.wording)
        text, self._glued = assembly.without_endings(whole.text)
        said = THING.split(assembly.wording.prose(text))
        self._compose(whole, said, re.split(f"([{THINGS}])", whole.text))

    def _compose(self, whole: Flow, said: list[str], printed: list[str]) -> None:
        at = 0
        for i, words in enumerate(said):
            source = printed[2 * i]
            mark = ""
            if i:
                sign, thing = printed[2 * i - 1], whole.things[i - 1]
                self._thing(thing, self._glued.get(i - 1, ""), words)
                self._go_on(sign)
                mark = final_mark(thing.latex)[1] if isinstance(thing, Formula) else ""
                at += 1
            if words or source:
                places = whole.places[at : at + len(source)] or [whole.places[min(at, len(whole.places) - 1)]]
                self._words(words, source.removeprefix(mark), places[0], places[-1] + 1)
            at += len(source)

    def _words(self, words: str, source: str, start: int, end: int) -> None:
        line = self.lines[-1]
        if line and line[-1].display and any(character.isalnum() for character in words):
            line[-1].pause = AROUND_DISPLAY
        line.append(Piece("prose", words, source, start, end))
        self._go_on(words)

    def _go_on(self, text: str) -> None:
        self.before = f"{self.before}{text}"[-_LONGEST_LOOK:]

    def _thing(self, thing: Run, ending: str, after: str) -> None:
        policy, wording = self.assembly.policy, self.assembly.wording
        if isinstance(thing, Formula):
            self._formula(thing, ending, after)
        elif isinstance(thing, Reference):
            if not thing.number and not thing.text:
                self._unknown(thing)
            said = self._references.say(thing, self.before)
            self._say("prose", said, written(thing, wording), thing)
        elif isinstance(thing, Citation):
            if policy.citation == "skip":
                self.assembly.skip("citation", thing.printed, thing.start, thing.end)
            words = citation if policy.citation == "speak" else without_citation
            self._say("prose", words(thing, wording, self.before), f"[{thing.printed}]", thing)
        elif isinstance(thing, Code):
            said = wording.code(thing.text) if policy.inline == "speak" else self._left_out("inline", thing.text, thing)
            self._say("code", said, thing.text, thing)
        elif isinstance(thing, Image):
            self._picture(thing, after)

    def _unknown(self, reference: Reference) -> None:
        message = f"nothing in this document has the label {reference.label!r}"
        self.assembly.formulas.problems.append(Problem("unknown-reference", message, reference.start, reference.end))

    def _picture(self, image: Image, after: str) -> None:
        """A picture in a line, with what its author says of it, up to a comma; formulas may stand in that."""
        picture = str(self.assembly.wording.words.PICTURE)
        if self.assembly.policy.figure == "skip":
            self._left_out("figure", image.alt or image.source, image)
            return
        told = image.alt.strip() and self.assembly.policy.figure == "speak"
        self._say("prose", f"{picture}: " if told else picture, "", image)
        if told:
            self.lines[-1] += self.assembly.pieces(flow(runs_from(image.alt, image.start)))
            if after.strip()[:1].isalnum() and image.alt.rstrip()[-1].isalnum():
                self._own(",", image.end)

    def _left_out(self, kind: str, what: str, run: Run) -> str:
        self.assembly.skip(kind, what, run.start, run.end)
        return ""

    def _say(self, kind: str, said: str, source: str, run: Run) -> None:
        piece = Piece("code" if kind == "code" else "prose", self._begun(said), source, run.start, run.end)
        self.lines[-1].append(piece)

    def _begun(self, said: str) -> str:
        """Words of ours with a capital where they begin the sentence."""
        begins = not any(piece.text.strip(" “‘\"'([„") for piece in self.lines[-1])
        return said[:1].upper() + said[1:] if begins and len(self.lines) == 1 else said

    def _formula(self, formula: Formula, ending: str, after: str) -> None:
        forms = self.assembly.wording.forms
        last = _LAST_WORD.search(self.before)
        terse = not formula.display and last is not None and last[1].lower() in forms.TERSE_AFTER
        following = [word.lower() for word in _WORD.findall(after)[:2]]
        if following and following[0] in forms.NOT_BETWEEN:
            following = []
        sizes = not forms.SIZED.isdisjoint(following)
        parts = self.assembly.formulas.parts(formula, ending, terse=terse, sizes=sizes)
        for i, part in enumerate(parts):
            if i:
                self.lines.append([])
            if formula.display:
                self._before_display(formula, part, i + 1 if len(parts) > 1 else 0)
            self._utterances(formula, part)
            if part.number and formula.display and self.assembly.policy.numbers == "after":
                self._own(f", {self._number(part)}", formula.end)
            if part.mark:
                self._own(part.mark, formula.end)

    def _before_display(self, formula: Formula, part: Part, row: int) -> None:
        """The silence before a displayed formula, and what announces it."""
        line = self.lines[-1]
        if line and join(piece.text for piece in line):
            line[-1].pause = AROUND_DISPLAY
        if row and self.assembly.policy.lines == "announce":
            self._own(self.assembly.wording.words.LINE.format(number=row), formula.start)
        if part.number and self.assembly.policy.numbers == "before":
            self._own(f"{self._begun(self._number(part))}:", formula.start)

    def _number(self, part: Part) -> str:
        words = self.assembly.wording.words
        if not {words.AND, words.TO}.isdisjoint(part.number.split()):
            return str(words.SEVERAL_NUMBERED.format(numbers=part.number))
        return str(words.NUMBERED.format(number=part.number))

    def _utterances(self, formula: Formula, part: Part) -> None:
        if part.utterances:
            self._drop_echo(part.text)
        for i, utterance in enumerate(part.utterances or [None]):
            text = self._begun(part.text) if utterance is None else plain(utterance)
            written, number = (part.written, part.number) if i == 0 else ("", "")
            piece = Piece("formula", text, written, formula.start, formula.end, utterance, formula.display, number)
            self.lines[-1].append(piece)
            if i + 1 < len(part.utterances):
                piece.pause = CLAUSE

    def _drop_echo(self, said: str) -> None:
        """Take words from the end of the prose that the formula begins with: "the set" before "the set of …"."""
        last = self.lines[-1][-1] if self.lines[-1] else None
        if last is None or last.kind != "prose":
            return
        before, after = last.text.split(), said.split(None, _LONGEST_ECHO)[:_LONGEST_ECHO]
        for size in range(min(len(before), len(after)), 0, -1):
            echo = [word.lower() for word in before[-size:]]
            if echo == [word.lower() for word in after[:size]] and (
                size > 1 or echo[0] in self.assembly.wording.forms.ARTICLES
            ):
                last.text = f"{' '.join(before[:-size])} " if before[:-size] else ""
                return

    def _own(self, text: str, place: int) -> None:
        """Words of ours, for which nothing was written."""
        self.lines[-1].append(Piece("prose", text, "", place, place))
