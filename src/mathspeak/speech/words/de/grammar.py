"""What German words do to each other: articles, cases, and the comma of a number."""

from __future__ import annotations

from mathspeak.speech.utterance import PAUSES
from mathspeak.speech.words.de.symbols.brackets import BRACKETS

# Operators that are not neuter.
_MASCULINE = (
    "Durchschnitt Limes Kern Rang Träger Kolimes Spann Operator Grenzwert Kokern Logarithmus Sinus Kosinus Tangens "
    "Kotangens Realteil Imaginärteil Erwartungswert Korrelationskoeffizient"
)
_FEMININE = (
    "Summe Vereinigung Varianz Kovarianz Korrelation Spur Dimension Wahrscheinlichkeit Determinante "
    "Multimengenvereinigung Quadratvereinigung Punktvereinigung"
)
ARTICLES = {**dict.fromkeys(_MASCULINE.split(), "der"), **dict.fromkeys(_FEMININE.split(), "die")}
# By the last word of a phrase, but where the whole of it asks for another case.
DATIVE_AFTER = frozenset(["von", "aus", "mit", "zu", "nach", "bei", "über"])
ACCUSATIVE_AFTER = frozenset(["durch", "ersetzt durch", "geteilt durch", "für", "gegen", "über"])
CLOSING = frozenset(words for words in BRACKETS.values() if words.endswith(" zu"))
DATIVE = {"der": "dem", "das": "dem", "die": "der"}
PLURAL_NOUNS = frozenset(["Zahlen", "Fälle"])


def the_operator(words: str) -> str:
    """An operator with its article.

    >>> the_operator("Summe"), the_operator("Doppelintegral"), the_operator("Limes superior")
    ('die Summe', 'das Doppelintegral', 'der Limes superior')
    """
    for word in words.split():
        if word in ARTICLES:
            return f"{ARTICLES[word]} {words}"
    return f"das {words}"


def agree(phrases: list[str]) -> None:
    """Put a phrase with an article into the case that the preposition before it asks for.

    >>> phrases = ["die Wurzel aus", "der Bruch", "a", "durch", "der Bruch"]
    >>> agree(phrases)
    >>> phrases
    ['die Wurzel aus', 'dem Bruch', 'a', 'durch', 'den Bruch']
    """
    before = ""
    for i, phrase in enumerate(phrases):
        if phrase in PAUSES:
            continue
        article, _, rest = phrase.partition(" ")
        if article in DATIVE and before not in CLOSING:
            if before in ACCUSATIVE_AFTER:
                phrases[i] = f"den {rest}" if article == "der" else phrase
            elif before.rpartition(" ")[2] in DATIVE_AFTER:
                phrases[i] = dative(article, rest)
        before = phrase


def dative(article: str, rest: str) -> str:
    """The dative of a phrase: its article, and the adjectives in front of its noun.

    >>> dative("das", "offene Intervall von"), dative("die", "reellen Zahlen"), dative("die", "n-te Wurzel aus")
    ('dem offenen Intervall von', 'den reellen Zahlen', 'der n-ten Wurzel aus')
    """
    words = rest.split()
    if any(word in PLURAL_NOUNS for word in words):
        return f"den {rest}"
    for i, word in enumerate(words):
        if word[0].isupper() or not word.endswith("e"):
            break
        words[i] = f"{word}n"
    return " ".join([DATIVE[article], *words])


def number(digits: str) -> str:
    """A number with a decimal comma. What may be a point between thousands stays as it is printed.

    >>> number("3.14"), number("3,14"), number("12,345.67"), number("1.000"), number("0.125")
    ('3,14', '3,14', '12.345,67', '1.000', '0,125')
    """
    if digits.count(".") != 1:
        return digits
    whole, _, places = digits.partition(".")
    if "," in places or (len(places) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"):
        return digits
    return f"{whole.replace(',', '.')},{places}"
