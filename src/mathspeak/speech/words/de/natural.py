"""The phrases of the natural style in German. What they bracket, and when, is the style's business."""

from __future__ import annotations

from mathspeak.speech.words.de.grammar import agree, number, the_operator
from mathspeak.speech.words.de.numerals import fraction_words, marked_ordinal, ordinal
from mathspeak.speech.words.de.prose import ABBREVIATED, CONDITIONS, DASHES, TERSE_AFTER, TEXT_CHARACTERS
from mathspeak.speech.words.de.symbols import NATURAL
from mathspeak.speech.words.de.units import units
from mathspeak.speech.words.variants import NOTATIONAL, VARIANTS

__all__ = [
    "ABBREVIATED",
    "CONDITIONS",
    "DASHES",
    "TERSE_AFTER",
    "TEXT_CHARACTERS",
    "agree",
    "fraction_words",
    "marked_ordinal",
    "number",
    "ordinal",
    "the_accent",
    "the_operator",
    "units",
]

# The words for signs and letters, by key.
NAMES = NATURAL
# Signs that share a word with another while only one of the two occurs.
TWINS = {**VARIANTS, **NOTATIONAL}

# The closing word of each bracketed form.
END = {
    "fraction": "Ende Bruch",
    "stack": "Ende Stapel",
    "power": "Ende Exponent",
    "subscript": "Ende Index",
    "root": "Ende Wurzel",
    "quantity": "Ende Term",
    "absolute": "Ende Betrag",
    "norm": "Ende Norm",
    "floor": "Ende Abrundung",
    "ceiling": "Ende Aufrundung",
    "determinant": "Ende Determinante",
    "size": "Ende Anzahl",
    "evaluation": "Ende Auswertung",
    "given": "Ende Bedingung",
    "set": "Ende Menge",
    "sequence": "Ende Folge",
    "interval": "Ende Intervall",
    "matrix": "Ende Matrix",
    "vector": "Ende Vektor",
    "cases": "Ende Fallunterscheidung",
    "lines": "Ende Formelzeilen",
    "limits": "Ende Bereich",
    "choose": "Ende Binomialkoeffizient",
    "ket": "Ende Ket",
    "bra": "Ende Bra",
    "braket": "Ende Braket",
    "box": "Ende Rahmen",
    "strike": "Ende Streichung",
    "label": "Ende Beschriftung",
    "accent": "Ende Akzent",
    "sub": "Ende Zusatz",
    "text": "Ende Text",
    "command": "Ende Befehl",
    "font": "Ende Schrift",
    "index": "Ende Angabe",
}

# Fractions
OVER = "durch"
FRACTION = "der Bruch"
SLASH = "Schrägstrich"
CONTINUED = "der Kettenbruch"
STACKED = "der Stapel"
ATOP = "oberhalb von"
AND = "und"
CHOOSE = "über"
BINOMIAL = "der Binomialkoeffizient"
RECURRING = "{} Komma Periode {}"
RECURRING_AFTER = "{},{} Periode {}"

# Roots
ROOT = "Wurzel"
SQUARE_ROOT = "die Wurzel aus"
CUBE_ROOT = "dritte Wurzel"
NTH_ROOT = "{} Wurzel"
THE_CUBE_ROOT = "die dritte Wurzel aus"
THE_NTH_ROOT = "die {} Wurzel aus"
INDEXED_ROOT = "die Wurzel mit der Angabe"

# Scripts
SUB = "Index"
WITH_SUBSCRIPT = "mit Index"
SQUARED = "Quadrat"
# Powers with a word of their own, which nothing said next could be taken into.
POWERS = {"2": SQUARED}
TO_THE = "hoch"
POWER = "mit Exponent"
ALL = "alles"
SUPER = "oben"
SUPER_SIGNS = {"circ": "Kreis", "factorial": "Ausrufezeichen", "cdot": "Punkt", "perp": "senkrecht"}
SUPER_PAREN = "oben in Klammern"
SUPER_BRACKET = "oben in eckigen Klammern"
PRIMES = ("", "Strich", "Doppelstrich", "Dreifachstrich", "Vierfachstrich")
MANY_PRIMES = "{} Striche"
PRE_SUB = "vorn unten"
PRE_SUPER = "vorn oben"
MARKS = {
    "transpose": "transponiert",
    "inverse": "invers",
    "star": "Stern",
    "dagger": "adjungiert",
    "double dagger": "Doppelkreuz",
    "degrees": "Grad",
}
INVERSE_FUNCTION = "{} invers"
NTH_DERIVATIVE = "die {} Ableitung von"

# Letters
CAPITAL = "groß"
FONTS = {
    "bold": "fett",
    "italic": "kursiv",
    "bold-italic": "fett",
    "script": "Schreibschrift",
    "bold-script": "fette Schreibschrift",
    "formal-script": "Zierschrift",
    "fraktur": "Fraktur",
    "bold-fraktur": "fette Fraktur",
    "double-struck": "tafelfett",
    "sans": "serifenlos",
    "sans-bold": "fett serifenlos",
    "sans-italic": "kursiv serifenlos",
    "sans-bold-italic": "fettkursiv serifenlos",
    "mono": "Maschinenschrift",
    "roman": "aufrecht",
}
ALL_CAPITALS = "Großbuchstaben"
NUMBER_SETS = {
    "n": "die natürlichen Zahlen",
    "z": "die ganzen Zahlen",
    "q": "die rationalen Zahlen",
    "r": "die reellen Zahlen",
    "c": "die komplexen Zahlen",
    "e": "Erwartungswert",
}
# Names of operators that are abbreviations: what a lecturer says for them.
OPERATORS = {
    "Var": "Varianz",
    "Cov": "Kovarianz",
    "Corr": "Korrelation",
    "argmax": "Arg Max",
    "argmin": "Arg Min",
    "arg max": "Arg Max",
    "arg min": "Arg Min",
    "sgn": "Vorzeichen",
    "sign": "Vorzeichen",
    "softmax": "Softmax",
    "Tr": "Spur",
    "tr": "Spur",
    "diag": "Diag",
    "rank": "Rang",
    "span": "Spann",
    "Hom": "Hom",
    "im": "Bild",
    "coker": "Kokern",
    "supp": "Träger",
    "colim": "Kolimes",
    "esssup": "wesentliches Supremum",
    "essinf": "wesentliches Infimum",
    "const": "const",
    "cosec": "Kosekans",
    "arccot": "Arkuskotangens",
    "arcsec": "Arkussekans",
    "arccsc": "Arkuskosekans",
    "sech": "Sekans hyperbolicus",
    "csch": "Kosekans hyperbolicus",
    "arsinh": "Areasinus hyperbolicus",
    "arcosh": "Areakosinus hyperbolicus",
    "artanh": "Areatangens hyperbolicus",
    "erf": "Fehlerfunktion",
}

# Marks above and below: said after one letter, or around more.
ACCENTS = {
    "hat": "Dach",
    "bar": "quer",
    "tilde": "Schlange",
    "dot": "Punkt",
    "ddot": "zwei Punkt",
    "dddot": "drei Punkt",
    "ddddot": "vier Punkt",
    "acute": "Akut",
    "grave": "Gravis",
    "breve": "Bogen",
    "check": "Hatschek",
    "ring": "Ring",
    "underline": "unterstrichen",
}
VECTOR = "Vektor"
END_ACCENT = "Ende {}"
WIDE = {
    "bar": "Querstrich",
    "ddot": "Punktpaar",
    "dddot": "Punktdreier",
    "ddddot": "Punktvierer",
    "vec": "Vektorpfeil",
    "underline": "Unterstrich",
    "overrightarrow": "Rechtspfeil",
    "overleftarrow": "Linkspfeil",
    "overleftrightarrow": "Links-Rechts-Pfeil",
    "underrightarrow": "Rechtspfeil unten",
    "underleftarrow": "Linkspfeil unten",
    "underleftrightarrow": "Links-Rechts-Pfeil unten",
    "overdoublearrow": "Folgepfeil",
    "overrightharpoon": "Rechtsharpune",
    "overleftharpoon": "Linksharpune",
    "overbrace": "Oberklammer",
    "underbrace": "Unterklammer",
    "overbracket": "eckige Oberklammer",
    "underbracket": "eckige Unterklammer",
    "overparen": "Kreisbogen",
    "underparen": "Kreisbogen unten",
    "overgroup": "flache Oberklammer",
    "undergroup": "flache Unterklammer",
    "undertilde": "Schlange unten",
}
# What is not masculine among them.
ACCENT_ARTICLES = {
    "hat": "das",
    "tilde": "die",
    "undertilde": "die",
    "ddot": "das",
    "overrightharpoon": "die",
    "overleftharpoon": "die",
    "overbrace": "die",
    "underbrace": "die",
    "overbracket": "die",
    "underbracket": "die",
    "overgroup": "die",
    "undergroup": "die",
}
LABELLED = "beschriftet mit"
LABELLED_ABOVE = "oben beschriftet mit"
LABELLED_BELOW = "unten beschriftet mit"

# Products
# The sign that is said like the "mal" between factors that print side by side.
PRODUCT = "cdot"
TIMES = "mal"
NEXT = "ferner"
DECIMAL_COMMA = True
# "3 Komma 5" is one number.
NUMBERS_COMMA = "Trennkomma"
THEN = "danach"
MULTIPLIED_BY = "multipliziert mit"

# Functions
OF_FUNCTION = "von"
GIVEN = "gegeben"
BASE = "zur Basis"
BRACKET = "eckig"

# Operators with limits
FROM = "von"
FROM_VARIABLE = "für"
TO = "bis"
OVER_RANGE = "über"
OF = "von"
AS = "für"
SIDES = {"right": "von rechts", "left": "von links"}
EXCLAMATION_MARK = "Ausrufezeichen"
IS = "ist "

# Derivatives
BY = "nach"
D = "d"

# Delimiters
QUANTITY = "der Term"
MAGNITUDES = {
    "absolute": "der Betrag von",
    "norm": "die Norm von",
    "floor": "die Abrundung von",
    "ceiling": "die Aufrundung von",
    "determinant": "die Determinante von",
    "size": "die Anzahl von",
}
INDEXED = "die Norm mit der Angabe"
THE = "die"
NORM_OF = "Norm von"
SETS = "die Menge"
SET_OF = "die Menge aller"
SUCH_THAT = "für die gilt"
WITH = "sodass"
INTERVALS = {(True, True): "das abgeschlossene Intervall von", (False, False): "das offene Intervall von"}
INTERVAL_FROM = "das Intervall von"
INCLUDED = "eingeschlossen"
EXCLUDED = "ausgeschlossen"
MODULO = "modulo"
KET = "Ket"
BRA = "Bra"
BRAKET = "Braket"
BRAKET_BAR = "mit"
SEQUENCE = "die Folge"
SEQUENCE_FROM = "für"
SEQUENCE_OVER = "für"
IN_PARENS = "in Klammern"
RESTRICTED = "eingeschränkt auf"
EVALUATED = "ausgewertet bei"
EVALUATED_FROM = "ausgewertet von"

# Tables
MATRIX = "die {} Kreuz {} Matrix"
IN_BRACKETS = {
    "lbrack": "in eckigen Klammern",
    "lbrace": "in geschweiften Klammern",
    "langle": "in spitzen Klammern",
    "": "ohne Klammern",
    "lfloor": "in unteren Gaußklammern",
}
COLUMN_VECTOR = "der Spaltenvektor"
ROW_VECTOR = "der Zeilenvektor"
ARRAY = "die {} Kreuz {} Tabelle"
ROW = "Zeile {}"
RULED_COLUMN = "mit einer Linie nach Spalte {}"
RULED_COLUMNS = "mit Linien zwischen allen Spalten"
RULED_ROW = "mit einer Linie nach Zeile {}"
CELL = "dann"
BLANK_CELL = "leer"
CASES = "Fallunterscheidung"
RIGHT_CASES = "die Fälle ergeben"
CASE = "Fall {}"
IF = "falls"
LINE = "Formelzeile {}"
EQUATION = "Gleichung"

# Everything else
BOX = {
    "box": "umrahmt",
    "circle": "eingekreist",
    "cancel": "durchgestrichen",
    "bcancel": "rückwärts durchgestrichen",
    "xcancel": "ausgekreuzt",
}
REPLACED_BY = "ersetzt durch"
ABOVE_SIGN = "mit"
ABOVE = "darüber"
BELOW = "darunter"
COMMAND = "Befehl {}"
CHEMICAL_SIGNS = {
    "to": "reagiert zu",
    "leftarrow": "entsteht aus",
    "rightleftharpoons": "steht im Gleichgewicht mit",
    "leftrightarrow": "ist mesomer zu",
    "minus": "Einfachbindung",
    "eq": "Doppelbindung",
    "equiv": "Dreifachbindung",
    "uparrow": "als Gas",
    "downarrow": "als Niederschlag",
}
DASH = "Gedankenstrich"
QUOTE = "Anführung"
END_QUOTE = "Ende Anführung"
EMPTY_QUOTE = "leere Anführung"
# Signs by the meaning that their neighbours gave them.
MEANINGS = {
    "given": "gegeben",
    "divides": "teilt",
    "congruent": "ist kongruent zu",
    "ratio to": "zu",
    "mapping from": "von",
    "mapping to": "nach",
    "mod": "mod",
    "not": "nicht",
    "unique": "es gibt genau ein",
    "cross": "Kreuz",
    "mid": "senkrechter Strich",
    "distributed": "ist verteilt wie",
    "defined": "ist per Definition gleich",
    "independent": "ist unabhängig von",
}
END.update({f"accent {mark}": END_ACCENT.format(WIDE.get(mark) or word) for mark, word in {**ACCENTS, **WIDE}.items()})


def the_accent(mark: str) -> str:
    """How the bracketed form of a mark opens.

    >>> the_accent("hat"), the_accent("bar")
    ('das Dach über', 'der Querstrich über')
    """
    return f"{ACCENT_ARTICLES.get(mark, 'der')} {WIDE.get(mark) or ACCENTS.get(mark, mark)} über"
