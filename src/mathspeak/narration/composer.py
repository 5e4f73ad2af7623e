"""A document to its script: its blocks in order, each by what the policy says of its kind."""

from __future__ import annotations

from mathspeak.config import LANGUAGES
from mathspeak.documents.blocks import Footnote, Heading, Words, place
from mathspeak.documents.policy import Policy
from mathspeak.errors import DocumentError
from mathspeak.narration.assembly import Assembly
from mathspeak.narration.flow import flow
from mathspeak.narration.formulas import Formulas
from mathspeak.narration.lengths import cut
from mathspeak.narration.marked_up import read_marked_up
from mathspeak.narration.paragraphs import joined
from mathspeak.narration.runs import formulas_in, plain_text
from mathspeak.narration.script import (
    CLAUSE,
    ITEM,
    PARAGRAPH,
    ROW,
    SENTENCE,
    Piece,
    Problem,
    Script,
    Sentence,
    Skipped,
)
from mathspeak.narration.sentences import sentences
from mathspeak.narration.wording import Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mathspeak.documents.blocks import Block, Document, Run
    from mathspeak.narration.script import Kind
    from mathspeak.translator import Translator


# The largest books have a tenth of these; more takes minutes and gigabytes.
MOST_FORMULAS = 250_000
MOST_SENTENCES = 100_000


def compose(
    document: Document, translator: Translator, policy: Policy | None = None, *, language: str | None = None
) -> Script:
    """What is said of a document.

    The document's own macros and language go to the translator; ``language`` wins over what the document says. A
    formula that cannot be read is announced in its place and listed among the problems of the script. Raises
    DocumentError where there are more formulas or sentences than any book has.
    """
    count = sum(1 for _ in formulas_in(document.blocks))
    if count > MOST_FORMULAS:
        raise DocumentError(
            f"the document has {count:,} formulas, and at most {MOST_FORMULAS:,} are read", hint="split the document"
        )
    problems = list(read_marked_up(document.blocks, translator.limits))
    with_macros = translator.knowing(macros=document.macros)
    formulas = (formula.latex for formula in formulas_in(document.blocks))
    functions = with_macros.functions_of(latex for latex in formulas if "(" in latex)
    spoken = language or _language(document, translator)
    composer = Composer(document, with_macros.knowing(functions=functions, language=spoken), policy)
    composer.script.problems += problems
    composer.compose()
    for problem in composer.script.problems:
        path, at = place(document, problem.start)
        if path != document.path:
            problem.file, problem.start, problem.end = str(path), at, at + problem.end - problem.start
    return composer.script


def _language(document: Document, translator: Translator) -> str:
    tag = document.language.partition("-")[0].lower()
    return tag if tag in LANGUAGES else translator.language


class Composer:
    """Writes the script of one document; the rules for its blocks are in `mathspeak.narration.rules`."""

    def __init__(self, document: Document, translator: Translator, policy: Policy | None) -> None:
        self.document = document
        self.policy = policy or Policy(document.path.suffix)
        self.script = Script(document.title, translator.language, author=document.author, macros=document.macros)
        self.script.problems += [Problem(n.code, n.message, n.start, n.end) for n in document.notices]
        self.wording = Wording(translator)
        self.words = self.wording.words
        self._formulas = Formulas(translator, self.wording, self.script.problems)
        self.assembly = Assembly(self.policy, self.wording, self._formulas, self.skip)
        # The numbers of the items around the block at hand, empty texts for bullets.
        self.items: list[str] = []
        self._block = 0
        self._in_note = False
        self._label: Piece | None = None
        self._footnotes: list[Footnote] = []

    def compose(self) -> None:
        """Say all of the document."""
        self._note_language()
        if self.document.title and not self._has_title():
            self.blocks([Heading(1, [Words(self.document.title, 0, 0)], 0, 0)])
        self.blocks(self.document.blocks)
        self.end_label()
        if self._footnotes:
            self.announce(f"{self.words.FOOTNOTES}.", "heading", PARAGRAPH)
        for number, footnote in enumerate(self._footnotes, 1):
            said = self.words.FOOTNOTE_NUMBERED.format(number=number)
            self.label(said, said, footnote.start)
            self.blocks(footnote.blocks)
        self.script.formulas = self._formulas.count
        headings = (sentence.text for sentence in self.script.sentences if sentence.kind == "heading")
        self.script.title = self.script.title or next(headings, "").rstrip(".")

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Say some blocks in order."""
        from mathspeak.narration.rules import RULES

        for block in joined(blocks):
            self._next_block()
            RULES[type(block)](self, block)

    def text(self, runs: Iterable[Run], kind: Kind = "prose", pause: float | None = None) -> None:
        """Say runs sentence by sentence, with a silence after the last; notes are said after their sentence."""
        whole = flow(list(runs))
        for part in whole.parts(sentences(whole.text, self.wording.forms)):
            self._lines(self.assembly.lines(part), kind)
            self._notes([thing for thing in part.things if isinstance(thing, Footnote)])
        if pause is None:
            pause = ITEM if self.items else PARAGRAPH
        self.pause(pause)

    def pieces(self, runs: Iterable[Run]) -> list[Piece]:
        """Runs as the pieces of one sentence, whatever stops there are in them."""
        whole = flow(list(runs))
        pieces = self.assembly.pieces(whole)
        for note in whole.things:
            if isinstance(note, Footnote):
                # A heading, a caption or a cell has no sentence that a note could come after.
                self._notes([note], at_end=self.policy.footnote != "skip")
        return pieces

    def announce(self, text: str, kind: Kind = "announcement", pause: float = SENTENCE, *shown: Piece) -> None:
        """Say words of ours; ``shown`` is what was written where they are said."""
        self._next_block()
        place = shown[0].start if shown else 0
        written = text if any(piece.written for piece in shown if not piece.display) else ""
        self.add(kind, [Piece("prose", text, written, place, place), *shown], pause)

    def add(self, kind: Kind, pieces: list[Piece], pause: float = SENTENCE, level: int = 0) -> None:
        """Add a sentence, if anything in it is said."""
        if not any(character.isalnum() for piece in pieces for character in piece.text):
            return
        if len(self.script.sentences) >= MOST_SENTENCES:
            raise DocumentError(f"the document has more than {MOST_SENTENCES:,} sentences", hint="split the document")
        if self._label is not None:
            pieces = [self._label, *pieces]
            self._label = None
        self.script.sentences.append(Sentence(kind, pieces, self._block, pause, level))

    def label(self, said: str, written: str, place: int) -> None:
        """Say something before the next sentence, as a part of it."""
        self.end_label()
        self._label = Piece("prose", f"{said} ", f"{written} " if written else "", place, place)

    def end_label(self) -> None:
        """Say a label that still waits for its sentence by itself."""
        waiting, self._label = self._label, None
        if waiting is not None:
            waiting.text = waiting.text.strip().rstrip(":") + "."
            self.add("label", [waiting])

    def pause(self, seconds: float) -> None:
        """Make the silence after what was said last at least so long."""
        if self.script.sentences:
            last = self.script.sentences[-1]
            last.pause = max(last.pause, seconds)

    def skip(self, kind: str, what: str, start: int, end: int) -> None:
        """Note that something is not said by choice."""
        what = " ".join(what.split())
        self.script.skipped.append(Skipped(kind, what, self._block, len(self.script.sentences), start, end))

    def _next_block(self) -> None:
        # A note is said in the paragraph that its mark stands in.
        if not self._in_note:
            self._block += 1

    def _lines(self, lines: list[list[Piece]], kind: Kind) -> None:
        for i, line in enumerate(lines):
            parts = cut(line, self.wording.forms)
            for j, part in enumerate(parts):
                pause = CLAUSE if j < len(parts) - 1 else ROW if i < len(lines) - 1 else SENTENCE
                self.add("formula" if kind == "prose" and _is_formula(part) else kind, part, pause)

    def _notes(self, notes: list[Footnote], *, at_end: bool = False) -> None:
        for note in notes:
            if at_end or self.policy.footnote == "end":
                self._footnotes.append(note)
            elif self.policy.footnote == "skip":
                self.skip("footnote", plain_text(note.blocks), note.start, note.end)
            else:
                self.label(self.words.FOOTNOTE, self.words.FOOTNOTE, note.start)
                outer, self._in_note = self._in_note, True
                self.blocks(note.blocks)
                self._in_note = outer

    def _note_language(self) -> None:
        tag = self.document.language.partition("-")[0].lower()
        if tag and tag != self.script.language:
            message = f"the document is in the language {tag!r} and is read in {self.script.language!r}"
            self.script.problems.append(Problem("language", message, 0, 0))

    def _has_title(self) -> bool:
        return any(isinstance(block, Heading) and block.level == 1 for block in self.document.blocks)


def _is_formula(pieces: list[Piece]) -> bool:
    """Whether a displayed formula stands alone, but for words of ours."""
    displayed = any(piece.display for piece in pieces)
    return displayed and not any(piece.written.strip(" .,;:") for piece in pieces if not piece.display)
