"""Words as the neural voice's own reader takes them: letters and hard words as phonemes, numbers and signs as words.

The reader's own rewriting is left out, because it takes "5 m" for five meters, "7/3" for a day in July and "no." for a
number; what prose needs of it is asked for a word at a time.
"""

from __future__ import annotations

import re
import unicodedata

from mathspeak.engines.neural.words import ABBREVIATIONS, BEFORE_YEARS, LETTERS, PRONUNCIATIONS
from mathspeak.engines.signs import is_said, name_of
from mathspeak.errors import EngineFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mathspeak.engines.children.worker import Run

_OPENING = "([{\"“„‘'«"
_CLOSING = ".,;:!?…)]}\"”’'»"
_SENTENCE_ENDS = frozenset(".!?…")
# A word in brackets with its phonemes in parentheses: `[b](/bˈi/)`.
LINK = re.compile(r"\[([^\]]+)\]\(/[^)]*/\)")

_LETTER_IN_ORDER = re.compile(r"([A-Za-z])-?th")
_NUMBER_IN_ORDER = re.compile(r"(\d[\d,]{0,12})-?(st|nd|rd|th)")
_NUMBER = re.compile(r"([-+−±]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?(%?)")
_RANGE = re.compile(r"(\d+)[-–](\d+)")
_QUOTIENT = re.compile(r"(\d+)/(\d+)")
# Money and decades, which the reader knows by itself.
_AS_IT_IS = re.compile(r"[$£€]\d[\d,]*(?:\.\d\d)?|\d{2,4}'?s")
# A time, a day, degrees, a number with its unit: what its rewriting is good for.
_TO_REWRITE = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|-?[\d,.]+(?:°[CF]?|[A-Za-zµ]{2,3})"
)
_SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_JOINTS = re.compile(r"[-–—/]+")
_ADDRESS = re.compile(r"[:/]+")
_EITHER = re.compile(r"(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})")
_LIST = re.compile(r"\d+(?:,\d+)+")
# The reader guesses at no more than 24 letters at once.
_TOO_LONG = re.compile(r"([^\W\d_]{24})(?=[^\W\d_])")
_LONGEST_NUMBER = 15
_NO_BRACKETS = str.maketrans("", "", "[]{}()'‘’«»„")
_AS_BLANKS = str.maketrans(dict.fromkeys("[]{}()_<>", " "))
_SCRIPTS = ("LATIN", "FEMININE", "MASCULINE", "MODIFIER LETTER")


class Said:
    """A word of a phrase, what the reader is given for it, and the pitch at which it is said."""

    __slots__ = ("clause", "markup", "pitch", "sentence", "text")

    def __init__(self, text: str, markup: str, pitch: float, closing: str) -> None:
        self.text = text
        self.markup = markup
        self.pitch = pitch
        # Whether a sentence, or a clause, ends with it.
        self.sentence = bool(_SENTENCE_ENDS & set(closing))
        self.clause = bool(closing)


def prepare(runs: Iterable[Run], rewrite: Callable[[str], str]) -> list[Said]:
    """The words of a phrase; ``rewrite`` is the reader's own rewriting.

    >>> [said.markup for said in prepare([("a", True, 0.0), ("over 2.50, the n-th", False, 0.0)], str)]
    ['[a](/ˈA/)', 'over', '2 point 5 0,', 'the', '[n-th](/ˈɛnθ/)']
    """
    found: list[Said] = []
    before = ""
    for text, letter, pitch in runs:
        for word in text.split():
            if not is_said(word):
                _close(found, word)
            elif letter:
                found.append(Said(word, _spelled(word), pitch, ""))
            else:
                found.append(_said(word, before, pitch, rewrite))
            before = word
    return found


def _close(found: list[Said], marks: str) -> None:
    """Marks that stand by themselves belong to the word before."""
    marks = "".join("," if mark in "-–—" else mark for mark in marks if mark in _CLOSING or mark in "-–—")
    if found and marks:
        last = found[-1]
        found[-1] = Said(last.text, last.markup + marks, last.pitch, marks)


def _said(word: str, before: str, pitch: float, rewrite: Callable[[str], str]) -> Said:
    core = word.lstrip(_OPENING).rstrip(_CLOSING)
    at = word.index(core)
    opening, closing = word[:at], word[at + len(core) :]
    if closing.startswith(".") and f"{core}." in ABBREVIATIONS:
        core, closing = ABBREVIATIONS[f"{core}."], closing[1:]
    elif closing.startswith(".") and len(core) == 1 and core.isupper():
        closing = closing[1:]
    markup = _read(core, before, rewrite)
    # Brackets of both kinds would be taken for the reader's own.
    marks = closing.translate(_NO_BRACKETS)
    return Said(word, f"{opening.translate(_NO_BRACKETS)}{markup}{marks}", pitch, marks)


def _read(core: str, before: str, rewrite: Callable[[str], str]) -> str:
    """What the reader is given for a word without the marks around it."""
    known = _known(core)
    if known:
        return known
    if match := _NUMBER_IN_ORDER.fullmatch(core):
        return "".join(match.groups())
    if (match := _NUMBER.fullmatch(core)) and (match[2] or match[3]):
        return _number(*match.groups(), year=before in BEFORE_YEARS)
    if match := _RANGE.fullmatch(core):
        return f"{_number('', match[1])} to {_number('', match[2])}"
    if match := _QUOTIENT.fullmatch(core):
        return f"{_number('', match[1])} over {_number('', match[2])}"
    if _LIST.fullmatch(core):
        return ", ".join(_number("", part) for part in core.split(","))
    if _AS_IT_IS.fullmatch(core):
        return core
    if _TO_REWRITE.fullmatch(core) and (rewritten := rewrite(core)) != core:
        return rewritten
    parts = _named(core).split()
    return _plain(core) if parts == [core] else " ".join(_read(part, "", rewrite) for part in parts)


def _known(word: str) -> str:
    """A word of the table, or one with an s at its end; a letter's place in a row."""
    folded = _folded(word)
    if match := _LETTER_IN_ORDER.fullmatch(word):
        return _link(word, f"{LETTERS[match[1].lower()]}θ")
    if folded in PRONUNCIATIONS:
        return _link(word, PRONUNCIATIONS[folded])
    stem = folded[:-1].removesuffix("'")
    if folded.endswith("s") and stem in PRONUNCIATIONS:
        return _link(word, _with_s(PRONUNCIATIONS[stem]))
    return ""


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def _with_s(phonemes: str) -> str:
    last = phonemes[-1]
    return phonemes + ("ᵻz" if last in "szʃʒʧʤ" else "s" if last in "ptkfθ" else "z")


def _link(word: str, phonemes: str) -> str:
    return f"[{word}](/{phonemes}/)"


def _number(sign: str, whole: str, part: str | None = None, percent: str = "", *, year: bool = False) -> str:
    """A number as words and numbers that are read one by one."""
    words = [name_of("−" if sign == "-" else sign)] if sign else []
    digits = whole.replace(",", "")
    if len(digits) > _LONGEST_NUMBER or (len(digits) > 1 and digits.startswith("0")):
        words += digits
    elif digits:
        # A comma keeps four digits from being read as a year.
        words.append(digits if year and len(digits) == 4 else f"{int(digits):,}")
    if part:
        words += ["point", *part]
    return " ".join([*words, "percent"] if percent else words)


def _named(core: str) -> str:
    """With names for signs; EngineFailed for letters of which the reader would make something at random."""
    if "://" in core:
        core = _ADDRESS.sub(" ", core)
    named = "".join(map(_sign, _EITHER.sub(" ", core)))
    for character in named:
        if character.isalpha() and not unicodedata.name(character, "").startswith(_SCRIPTS):
            raise EngineFailed(
                f"neural has no reading for {character!r}", hint="it speaks English; espeak knows more scripts"
            )
    return named.translate(_AS_BLANKS)


def _sign(character: str) -> str:
    if name := name_of(character):
        return f" {name} "
    plain = unicodedata.normalize("NFKC", character)
    return character if plain == character else "".join(map(_sign, plain))


def _plain(word: str) -> str:
    """A word whose parts may be hard, and letters and numbers grown together."""
    parts = [part for part in _JOINTS.split(word) if part]
    if len(parts) > 1 and any(_known(part) or part.isdigit() for part in parts):
        return " ".join(_known(part) or _plain(part) for part in parts)
    pieces = _SEAM.split(word)
    if len(pieces) > 1:
        return " ".join(map(_piece, pieces))
    return _TOO_LONG.sub(r"\1 ", word)


def _piece(piece: str) -> str:
    """Of what letters and numbers have grown together."""
    if piece.isdigit():
        return _number("", piece)
    return _spelled(piece) if len(piece) == 1 and piece.isalpha() else piece


def _spelled(letters: str) -> str:
    return " ".join(_letter(letter) for letter in letters)


def _letter(letter: str) -> str:
    folded = _folded(letter)
    if folded in LETTERS:
        return _link(letter, LETTERS[folded])
    return _read(letter, "", str)
