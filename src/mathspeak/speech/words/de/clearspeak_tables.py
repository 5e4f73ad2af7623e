"""What ClearSpeak calls signs in German where the natural style says something else, and its larger tables."""

from __future__ import annotations

from mathspeak.speech.words.de import natural

SIGNS: dict[str, str] = {
    "bigvee": "Oder-Verknüpfung",
    "bigwedge": "Und-Verknüpfung",
    "bullet": "Aufzählungspunkt",
    "cdot": "mal",
    "cdots": "Punkt Punkt Punkt",
    "dots": "Punkt Punkt Punkt",
    "ldots": "Punkt Punkt Punkt",
    "exp": "exp",
    "in": "ist Element von",
    "notin": "ist nicht Element von",
    "lg": "Zehnerlogarithmus",
    "ln": "l n",
    "lvert": "senkrechter Strich",
    "rvert": "senkrechter Strich",
    "lVert": "doppelter senkrechter Strich",
    "rVert": "doppelter senkrechter Strich",
    "mid": "senkrechter Strich",
    "vert": "senkrechter Strich",
    "period": "Punkt",
    "slash": "geteilt durch",
    "subset": "ist Teilmenge von",
    "subseteq": "ist Teilmenge von oder gleich",
    "supset": "ist Obermenge von",
    "supseteq": "ist Obermenge von oder gleich",
    "nsubset": "ist keine Teilmenge von",
    "nsupset": "ist keine Obermenge von",
    "nsubseteq": "ist weder Teilmenge von noch gleich",
    "nsupseteq": "ist weder Obermenge von noch gleich",
    "subsetneq": "ist echte Teilmenge von",
    "supsetneq": "ist echte Obermenge von",
    "to": "Rechtspfeil",
    "gets": "Linkspfeil",
    "vee": "oder",
    "wedge": "und",
}
ALPHABETS = {
    "bold": "fett",
    "italic": "kursiv",
    "bold-italic": "fett kursiv",
    "script": "Schreibschrift",
    "bold-script": "fette Schreibschrift",
    "formal-script": "Schreibschrift",
    "fraktur": "Fraktur",
    "bold-fraktur": "fette Fraktur",
    "double-struck": "tafelfett",
    "sans": "serifenlos",
    "sans-bold": "fett serifenlos",
    "sans-italic": "kursiv serifenlos",
    "sans-bold-italic": "fett kursiv serifenlos",
    "mono": "Maschinenschrift",
}
NUMBER_SETS = {
    "n": "die natürlichen Zahlen",
    "z": "die ganzen Zahlen",
    "q": "die rationalen Zahlen",
    "r": "die reellen Zahlen",
    "c": "die komplexen Zahlen",
}
SIGNED_SETS = {
    ("z", "plus"): "die positiven ganzen Zahlen",
    ("z", "minus"): "die negativen ganzen Zahlen",
    ("q", "plus"): "die positiven rationalen Zahlen",
    ("q", "minus"): "die negativen rationalen Zahlen",
    ("r", "plus"): "die positiven reellen Zahlen",
    ("r", "minus"): "die negativen reellen Zahlen",
}
PUNCTUATION = {
    ".": "Punkt",
    ",": "Komma",
    ":": "Doppelpunkt",
    ";": "Semikolon",
    "!": "Ausrufezeichen",
    "?": "Fragezeichen",
    "(": "Klammer auf",
    ")": "Klammer zu",
    "[": "eckige Klammer auf",
    "]": "eckige Klammer zu",
    "/": "Schrägstrich",
}
FUNCTIONS = {
    "sin": "Sinus",
    "cos": "Kosinus",
    "tan": "Tangens",
    "cot": "Kotangens",
    "sec": "Sekans",
    "csc": "Kosekans",
    "tg": "Tangens",
    "ctg": "Kotangens",
    "cotg": "Kotangens",
    "cosec": "Kosekans",
    "sinh": "Sinus hyperbolicus",
    "cosh": "Kosinus hyperbolicus",
    "tanh": "Tangens hyperbolicus",
    "coth": "Kotangens hyperbolicus",
    "sech": "Sekans hyperbolicus",
    "csch": "Kosekans hyperbolicus",
    "sh": "Sinus hyperbolicus",
    "ch": "Kosinus hyperbolicus",
    "th": "Tangens hyperbolicus",
    "cth": "Kotangens hyperbolicus",
}
# Inverse functions with a name of their own -> the function that they invert.
ARCS = {
    f"{arc}{key}": key
    for arc in ("arc", "ar")
    for key in ("sin", "cos", "tan", "cot", "sec", "csc", "tg", "ctg", "sinh", "cosh", "tanh", "coth")
}
MAGNITUDES = {
    "absolute": ("der Betrag von", "Ende Betrag"),
    "norm": ("die Norm von", "Ende Norm"),
    "floor": ("die Abrundung von", "Ende Abrundung"),
    "ceiling": ("die Aufrundung von", "Ende Aufrundung"),
    "determinant": ("die Determinante von", "Ende Determinante"),
    "cardinality": ("die Mächtigkeit von", "Ende Mächtigkeit"),
}
# Value of SetMemberSymbol -> outside braces, not so, inside a set-builder, not so.
MEMBERSHIP = {
    "Auto": ("ist Element von", "ist nicht Element von", "aus", "nicht aus"),
    "Member": ("ist Element von", "ist nicht Element von", "Element von", "nicht Element von"),
    "Element": ("ist ein Element von", "ist kein Element von", "als Element von", "nicht als Element von"),
    "In": ("liegt in", "liegt nicht in", "in", "nicht in"),
    "Belongs": ("gehört zu", "gehört nicht zu", "zugehörig zu", "nicht zugehörig zu"),
}
# Value of MultiLineLabel -> one, several, the label of a line.
LINES = {
    "Auto": ("Zeile", "Zeilen", "Zeile {}:"),
    "Line": ("Zeile", "Zeilen", "Zeile {}:"),
    "Case": ("Fall", "Fälle", "Fall {}:"),
    "Constraint": ("Nebenbedingung", "Nebenbedingungen", "Nebenbedingung {}:"),
    "Equation": ("Gleichung", "Gleichungen", "Gleichung {}:"),
    "Row": ("Reihe", "Reihen", "Reihe {}:"),
    "Step": ("Schritt", "Schritte", "Schritt {}:"),
    "None": ("Zeile", "Zeilen", ""),
}
ACCENTS = {
    **natural.ACCENTS,
    "dot": "Punkt darüber",
    "ddot": "zwei Punkte",
    "dddot": "drei Punkte",
    "ddddot": "vier Punkte",
    "vec": "Vektorpfeil",
    "underline": "unterstrichen",
    "overrightarrow": "Rechtspfeil",
    "overleftarrow": "Linkspfeil",
    "overleftrightarrow": "Links-Rechts-Pfeil",
    "underrightarrow": "Rechtspfeil darunter",
    "underleftarrow": "Linkspfeil darunter",
    "underleftrightarrow": "Links-Rechts-Pfeil darunter",
    "overbrace": "Klammer darüber",
    "underbrace": "Klammer darunter",
    "overbracket": "eckige Klammer darüber",
    "underbracket": "eckige Klammer darunter",
    "overparen": "Bogen darüber",
    "underparen": "Bogen darunter",
}
CURRENCIES = {
    "dollar": ("Dollar", "Dollar"),
    "euro": ("Euro", "Euro"),
    "pounds": ("Pfund", "Pfund"),
    "yen": ("Yen", "Yen"),
    "cent": ("Cent", "Cent"),
}
BOX = {
    "box": ("umrahmt", "Ende Rahmen"),
    "circle": ("eingekreist", "Ende Kreis"),
    "cancel": ("durchgestrichen", "Ende Streichung"),
    "bcancel": ("durchgestrichen", "Ende Streichung"),
    "xcancel": ("durchgestrichen", "Ende Streichung"),
}
