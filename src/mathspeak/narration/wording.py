"""Prose and code as they are said: short forms in full, ranges, signs, and nothing that a voice would stumble over."""

from __future__ import annotations

import re
import unicodedata

from mathspeak.errors import MathspeakError
from mathspeak.narration.flow import INLINE, REFERENCE, THINGS
from mathspeak.narration.short_forms import short_forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.translator import Translator

_LINK = re.compile(
    r"(?:https?://(?:www\.)?|www\.)([^\s<>\"'”’)\]/?#:]+)[^\s<>\"'”’)\]]*?(?=[.,;:!?]*(?:[\s<>\"'”’)\]]|$))"
)
_DIGITS = r"\d++(?:[.,]\d++)*+"
_NUMBER = rf"{_DIGITS}|[{REFERENCE}]"
# A long number is looked at from its beginning alone, or it would take the square of its length.
_FIRST_DIGIT = r"(?<!\d)(?<!\d[.,])"
_RANGE = re.compile(rf"(?<![\w.–—-]){_FIRST_DIGIT}({_NUMBER})\s?(?:–|--)\s?({_NUMBER})(?![\w–—-])")
_HYPHEN = re.compile(r"\d-\d")
_DASH = re.compile(r"\s(?:[–—-]|--+)\s|\s?—\s?|---")
_ORDINAL = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th))\b")
_PRICE = re.compile(rf"(?P<before>[$€£])\s?(?P<first>{_DIGITS})|{_FIRST_DIGIT}(?P<last>{_DIGITS})\s?(?P<after>[$€£])")
_ARROWS = {"<->": "↔", "<=>": "⇔", "-->": "→", "->": "→", "==>": "⇒", "=>": "⇒", "<=": "≤", ">=": "≥", "!=": "≠"}
_ARROW = re.compile("|".join(map(re.escape, _ARROWS)))
_SIGN = re.compile("[¬÷←-⇿∀-∍∏-⋿⟀-⟿⤀-⫿]|(?<!\\w)[Α-Ωα-ωϑϕϵℂℍℕℙℚℝℤ](?!\\w)")
_BEFORE_NUMBER = re.compile(r"([#~])(?=\s?\d)")
# What markup is made of, the mark at the end of a proof, and what steers terminals.
_SILENT = re.compile(r"[\\{}^_~|`*#•·∎□■◻◼\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN = re.compile(rf"[^\x00-\x7f{THINGS}]")
_UNSPEAKABLE = frozenset(["Cc", "Cf", "Cn", "Co", "Cs", "Sk", "So"])
_TIDY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\(\s*[,;]?\s*\)"), ""),
    (re.compile(rf"(?<={INLINE}) (?=-[^\W\d_])"), ""),
    (re.compile(r"\s+([,.;:!?)\]])"), r"\1"),
    (re.compile(r"([(\[])\s+"), r"\1"),
    (re.compile(r"\s+"), " "),
)
_CODE = re.compile(r"\d+(?:\.\d+)+|[^\W_]+|\s+|\.\.\.|[-=!<>*/+:&|]{2}|[\s\S]")


class Wording:
    """Says prose and code in a translator's language; ``words`` and ``forms`` are that's tables for documents.

    >>> from mathspeak.translator import Translator
    >>> Wording(Translator()).prose("See pp. 3–5, i.e. 20% of §4.")
    'See pages 3 to 5, that is 20 percent of section 4.'
    """

    __slots__ = ("_naming", "_of_ranges", "_signs", "_translator", "forms", "words")

    def __init__(self, translator: Translator) -> None:
        self.words = words = translator.phrases("documents").say
        self.forms = forms = translator.phrases("abbreviations").say
        self._translator = translator
        self._signs: dict[str, str] = {}
        naming = "|".join(sorted(map(re.escape, forms.NAMING), key=len, reverse=True))
        singular = "|".join(forms.OF_RANGES)
        self._of_ranges = re.compile(rf"\b({singular})(\s(?:{_NUMBER})\s{words.TO}\s(?:{_NUMBER}))")
        joined = rf"(?:\s?[,–-]|\s(?:{words.AND}|{words.TO}))"
        number = rf"\((?:\d+(?:\.\d+)*[a-z]?|{REFERENCE})\)"
        self._naming = (
            re.compile(rf"\b((?:{naming})\.?\s){number}(?:{joined}*\s?{number})*", re.IGNORECASE),
            re.compile(rf"\b((?:{naming})\.?\s\d+)-(\d+)\b", re.IGNORECASE),
        )

    def prose(self, text: str) -> str:
        """The text as it is said; the private characters of a flow stay where they are."""
        text = _LINK.sub(lambda found: self.forms.LINK.format(host=found[1]), text)
        text = short_forms(self.forms).said(text)
        in_brackets, hyphen = self._naming
        # To look for every word that names something takes longer than all the rest.
        if "(" in text:
            text = in_brackets.sub(lambda found: re.sub(r"[()]", "", found[0]), text)
        if _HYPHEN.search(text):
            text = hyphen.sub(rf"\1 {self.words.TO} \2", text)
        text = _RANGE.sub(rf"\1 {self.words.TO} \2", text)
        text = self._of_ranges.sub(lambda found: self.forms.OF_RANGES[found[1]] + found[2], text)
        text = _PRICE.sub(self._price, text)
        text = _ORDINAL.sub(lambda found: self.forms.PLACES_IN_A_ROW.get(found[1], found[1]), text)
        text = _DASH.sub(lambda found: " " if found.string[: found.start()][-1:] in ",.;:!?(" else ", ", text)
        return _tidy(self._without_signs(text))

    def code(self, text: str) -> str:
        """A line of code, its signs by name.

        >>> from mathspeak.translator import Translator
        >>> Wording(Translator()).code("x_1 = f(2.5)")
        'x underscore 1 equals f open paren 2.5 close paren'
        """
        said: list[str] = []
        for token in _CODE.findall(text):
            if token in self.words.CODE_SIGNS:
                said.append(self.words.CODE_SIGNS[token])
            elif token[0].isalnum():
                said.append(token)
            elif not token.isspace():
                said += [self._code_sign(sign) for sign in token]
        return " ".join(filter(None, said))

    def _code_sign(self, sign: str) -> str:
        name = self.words.CODE_SIGNS.get(sign)
        return name if name is not None else self._read(sign) if _SIGN.match(sign) else ""

    def number(self, printed: str) -> str:
        """A number as it is printed beside a formula or a heading, without the brackets around it.

        >>> from mathspeak.translator import Translator
        >>> wording = Wording(Translator())
        >>> wording.number("(2.3)"), wording.number("4'"), wording.number("A.1")
        ('2.3', '4 prime', 'A.1')
        """
        printed = printed.strip().strip("()[]").replace("'", "′")
        return printed if all(c.isalnum() or c in ". –-" for c in printed) else self.code(printed)

    def counted(self, forms: tuple[str, str], n: int) -> str:
        """So many of something: its words for one, or for several."""
        return forms[n != 1].format(n=n)

    def _price(self, found: re.Match[str]) -> str:
        amount = found["first"] or found["last"]
        one, several = self.forms.CURRENCIES[found["before"] or found["after"]]
        return f"{amount} {one if amount == '1' else several}"

    def _without_signs(self, text: str) -> str:
        if text.isascii() and text.replace(" ", "").isalnum():
            return text
        text = _ARROW.sub(lambda found: _ARROWS[found[0]], text)
        text = _BEFORE_NUMBER.sub(lambda found: f" {self.forms.SIGNS_OF_NUMBERS[found[1]]} ", text)
        for sign, words in self.forms.SIGNS.items():
            if sign in text:
                text = text.replace(sign, f" {words} ")
        for sign, (words, _) in self.forms.CURRENCIES.items():
            text = text.replace(sign, f" {words} ")
        text = _SIGN.sub(lambda found: f" {self._read(found[0])} ", text)
        text = _SILENT.sub(" ", text)
        return text if text.isascii() else _FOREIGN.sub(_speakable, text)

    def _read(self, sign: str) -> str:
        """What a mathematical sign that stands in prose says."""
        if sign not in self._signs:
            try:
                self._signs[sign] = self._translator.read(sign).text
            except MathspeakError:
                self._signs[sign] = ""
        return self._signs[sign]


def _speakable(found: re.Match[str]) -> str:
    return " " if unicodedata.category(found[0]) in _UNSPEAKABLE else found[0]


def _tidy(text: str) -> str:
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return text
