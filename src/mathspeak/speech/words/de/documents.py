"""What is said about the parts of a document, in German."""

from __future__ import annotations

from mathspeak.speech.words.en.documents import LANGUAGES as _LANGUAGES

# What a number can be of, by the kinds that references have.
NAMES = {
    "equation": "Gleichung",
    "theorem": "Satz",
    "lemma": "Lemma",
    "proposition": "Proposition",
    "corollary": "Korollar",
    "definition": "Definition",
    "remark": "Bemerkung",
    "example": "Beispiel",
    "exercise": "Aufgabe",
    "proof": "Beweis",
    "part": "Teil",
    "chapter": "Kapitel",
    "section": "Abschnitt",
    "appendix": "Anhang",
    "figure": "Abbildung",
    "table": "Tabelle",
    "algorithm": "Algorithmus",
    "listing": "Listing",
    "item": "Punkt",
    "footnote": "Fußnote",
    "page": "Seite",
}

# Equations, references, citations, footnotes
NUMBERED = "Gleichung {number}"
SEVERAL_NUMBERED = "Gleichungen {numbers}"
AND = "und"
TO = "bis"
UNKNOWN_REFERENCE = "ein unbekannter Verweis"
UNKNOWN_NUMBER = "unbekannt"
CITATION = "Quelle {number}"
CITATIONS = "Quellen {numbers}"
# In place of one that is left out where the sentence goes on through it.
LITERATURE = "Literatur"
FOOTNOTE = "Fußnote:"
FOOTNOTE_NUMBERED = "Fußnote {number}:"
FOOTNOTES = "Fußnoten"

# Formulas
UNREADABLE = "eine Formel, die nicht gelesen werden kann"
LINE = "Zeile {number}:"

# Headings, statements, lists
SECTIONS = {
    "section": "Abschnitt {number}:",
    "chapter": "Kapitel {number}:",
    "part": "Teil {number}:",
    "appendix": "Anhang {number}:",
}
SECTION_WITHOUT_NUMBER = "Abschnitt:"
PROOF = "Beweis"
END_OF_PROOF = "Ende des Beweises."
ITEM = "Punkt:"
ITEM_NUMBERED = "Punkt {number}:"
SUBITEM = "Unterpunkt:"
# Items with a box to tick
BOXES = {"☐": "Offen:", "☑": "Erledigt:", "☒": "Erledigt:"}
SUBITEM_NUMBERED = "Unterpunkt {number}:"
QUOTE = "Zitat:"
END_OF_QUOTE = "Ende des Zitats."
OUTPUT = "Ausgabe:"
PRINTED = "Ausgegebener Text, {lines}."

# What is there and is not said
LEFT_OUT = "{what} wird ausgelassen."
A_PROOF = "Ein Beweis"
A_QUOTE = "Ein Zitat"
AN_OUTPUT = "Eine Ausgabe"
MARKED = "[ausgelassen: {what}]"
NOT_READ = "Nicht gelesen: {what}."

# At the head of a transcript
HOW_TO_READ = "Unter jedem Absatz mit Formeln stehen die Worte, die gesprochen werden."

# On the page to read along
PAGE = {
    "skip": "Zum Text springen",
    "player": "Wiedergabe",
    "sound": "Ton",
    "previous": "Voriger Satz",
    "next": "Nächster Satz",
    "listen": "Ab hier hören",
    "speed": "Tempo",
    "words": "Gesprochene Worte zeigen",
    "follow": "Gesprochenes im Blick behalten",
    "contents": "Inhalt",
    "left out": "Ausgelassen: {what}",
}

# Tables and figures
TABLE = "Tabelle {number}"
TABLE_WITHOUT_NUMBER = "Eine Tabelle"
SIZE = "{columns}, {rows}"
COLUMNS = ("{n} Spalte", "{n} Spalten")
ROWS = ("{n} Zeile", "{n} Zeilen")
HEADED = "Spalten:"
ROW = "Zeile {number}:"
EMPTY_CELL = "leer"
FIGURE = "Abbildung {number}"
FIGURE_WITHOUT_NUMBER = "Eine Abbildung"
PICTURE = "ein Bild"

# Code
CODE = "Ein Codebeispiel, {lines}."
CODE_IN = "Ein Codebeispiel in {language}, {lines}."
LINES = ("{n} Zeile", "{n} Zeilen")
END_OF_CODE = "Ende des Codes."
LANGUAGES = {**_LANGUAGES, "sh": "Shell", "shell": "Shell"}
# What the signs of code are called.
CODE_SIGNS = {
    "!": "Ausrufezeichen",
    '"': "Anführungszeichen",
    "#": "Raute",
    "$": "Dollar",
    "%": "Prozent",
    "&": "Und-Zeichen",
    "'": "Apostroph",
    "(": "Klammer auf",
    ")": "Klammer zu",
    "*": "Stern",
    "+": "plus",
    ",": "Komma",
    "-": "minus",
    ".": "Punkt",
    "/": "Schrägstrich",
    ":": "Doppelpunkt",
    ";": "Semikolon",
    "<": "kleiner als",
    "=": "gleich",
    ">": "größer als",
    "?": "Fragezeichen",
    "@": "at",
    "[": "eckige Klammer auf",
    "\\": "Backslash",
    "]": "eckige Klammer zu",
    "^": "Dach",
    "_": "Unterstrich",
    "`": "Backtick",
    "{": "geschweifte Klammer auf",
    "|": "Strich",
    "}": "geschweifte Klammer zu",
    "~": "Tilde",
    "→": "Pfeil",
    "†": "Kreuz",
    "′": "Strich",
    "==": "Doppelgleich",
    "!=": "ungleich",
    "<=": "höchstens",
    ">=": "mindestens",
    "->": "Pfeil",
    "=>": "Doppelpfeil",
    "**": "Doppelstern",
    "//": "Doppelschrägstrich",
    "+=": "plus gleich",
    "-=": "minus gleich",
    "*=": "Stern gleich",
    ":=": "Doppelpunkt gleich",
    "&&": "und",
    "||": "oder",
    "...": "Punkt Punkt Punkt",
}
