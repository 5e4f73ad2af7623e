"""What is said of a document, in order: sentences with their words, what was written there, and the silence after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from mathspeak.speech.utterance import Utterance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Speakable = str | Utterance | tuple[str, float]

# The silences between two things that are said, in seconds at the usual pace.
AROUND_DISPLAY, CLAUSE, ROW, SENTENCE, ITEM, PARAGRAPH, HEADING = 0.25, 0.3, 0.45, 0.5, 0.7, 1.0, 1.4

Kind = Literal["heading", "prose", "formula", "announcement", "label"]
_BLANKS = re.compile(r"\s+")
_AT_START = re.compile(r"^\s*[,.;:!?]+\s+(?=.*\w)")
_BEFORE_MARK = re.compile(r"\s+([,.;:!?)])")
_DOUBLED = re.compile(r"(?<![.…])([,;:])\s*(?=[.;:!?])|(?<=[!?:])\.(?=\s|\Z)")
_MARKS = (".", ",", ";", ":", "!", "?", ")")
_MARK = re.compile(r"\s*[.,;:!?…]+")


@dataclass(slots=True)
class Piece:
    """A part of a sentence: words with what was written for them, or a formula with its utterance.

    ``text`` is what is said, ``written`` what the source has there: prose, code, or LaTeX where ``kind`` is a formula.
    Either may be empty. ``number`` is what is printed beside a displayed formula, ``pause`` the silence after it.
    ``display`` is true of what stands by itself; a table has its ``rows`` of cells, the first of them the header.
    """

    kind: Literal["prose", "formula", "code", "table"]
    text: str
    written: str
    start: int
    end: int
    utterance: Utterance | None = None
    display: bool = False
    number: str = ""
    pause: float = 0.0
    rows: list[list[list[Piece]]] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """What is said in one go. ``block`` counts the blocks of the document, ``level`` is a heading's."""

    kind: Kind
    pieces: list[Piece]
    block: int
    pause: float = SENTENCE
    level: int = 0

    @property
    def start(self) -> int:
        return min((piece.start for piece in self.pieces), default=0)

    @property
    def end(self) -> int:
        return max((piece.end for piece in self.pieces), default=0)

    @property
    def text(self) -> str:
        """The words, exactly as they are said."""
        return join(piece.text for piece in self.pieces)

    @property
    def written(self) -> str:
        """What stands in the source, its formulas between dollar signs; code and tables stand by themselves."""
        return _BLANKS.sub(" ", "".join(map(_as_written, self.pieces))).strip()

    def speakable(self) -> list[Speakable]:
        """The pieces as a speaker takes them."""
        said: list[Speakable] = []
        for piece in self.pieces:
            text = piece.text
            if piece.utterance is not None:
                said.append(piece.utterance)
            else:
                text = _to_say(said, text)
                if text:
                    said.append(text)
            if piece.pause and said:
                last = said[-1]
                if isinstance(last, str):
                    said[-1] = (last, piece.pause)
                else:
                    said.append(("", piece.pause))
        return said


@dataclass(slots=True)
class Skipped:
    """Something that is not said by choice. ``kind`` is the policy's name, ``before`` the sentence that comes next."""

    kind: str
    what: str
    block: int
    before: int
    start: int
    end: int


@dataclass(slots=True)
class Problem:
    """Something that is not said as it should be; ``code`` is a stable name, the places count in the source.

    ``file`` is the path of one that the document brings in, in which the places count then.
    """

    code: str
    message: str
    start: int
    end: int
    file: str = ""


@dataclass(slots=True)
class Section:
    """A heading and the sentences under it: ``first`` up to, not with, ``last``."""

    title: str
    level: int
    first: int
    last: int


@dataclass(slots=True)
class Script:
    """The whole of it."""

    title: str
    language: str
    sentences: list[Sentence] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    author: str = ""
    macros: str = ""
    formulas: int = 0

    def sections(self) -> Iterator[Section]:
        """The parts of the document by its headings; what stands before the first has the title of the whole."""
        starts = [i for i, sentence in enumerate(self.sentences) if sentence.kind == "heading"]
        if self.sentences and (not starts or starts[0] > 0):
            yield Section(self.title, 1, 0, starts[0] if starts else len(self.sentences))
        for i, last in pairwise([*starts, len(self.sentences)]):
            yield Section(self.sentences[i].text.rstrip("."), self.sentences[i].level, i, last)

    def counts(self) -> dict[str, int]:
        """How much there is of what, as plain data."""
        return {
            "sentences": len(self.sentences),
            "words": sum(len(sentence.text.split()) for sentence in self.sentences),
            "formulas": self.formulas,
            "skipped": len(self.skipped),
            "problems": len(self.problems),
        }


def join(texts: Iterable[str]) -> str:
    """Texts one after the other, with a blank where two words would run together and none before a mark.

    >>> join(["Let ", "x squared", "be ", "k", "-fold", " ."])
    'Let x squared be k-fold.'
    """
    joined = ""
    for text in texts:
        apart = text[:1].isalnum() and (joined[-1:].isalnum() or joined.endswith(_MARKS))
        joined += (" " if apart else "") + text
    joined = _AT_START.sub("", joined)
    joined = _BEFORE_MARK.sub(r"\1", _BLANKS.sub(" ", joined))
    return _DOUBLED.sub("", joined).strip()


def _as_written(piece: Piece) -> str:
    if not piece.written or (piece.kind in ("code", "table") and piece.display):
        return ""
    if piece.kind == "formula":
        return f" $${piece.written}$$ " if piece.display else f"${piece.written}$"
    return f"`{piece.written}`" if piece.kind == "code" else piece.written


def _to_say(said: list[Speakable], text: str) -> str:
    """A text for a voice: a mark after a formula ends the formula's words, and a hyphen beside one is not said."""
    if said and isinstance(said[-1], Utterance):
        mark = _MARK.match(text)
        if mark:
            ended = _ended(said[-1], mark[0].strip())
            if ended is not said[-1]:
                said[-1] = ended
                text = text[mark.end() :]
        text = text.removeprefix("-").removeprefix("–")
    if not any(character.isalnum() for character in text):
        return ""
    return text.strip().removesuffix("-").strip()


def _ended(utterance: Utterance, mark: str) -> Utterance:
    """The utterance with a mark after its last word; a lone letter stays alone, or it is known as one no more."""
    last = utterance.words[-1] if utterance.words else ""
    if not last or not last[-1].isalnum() or len(last.split()[-1]) == 1:
        return utterance
    return Utterance([*utterance.words[:-1], last + mark], utterance.nodes)
