"""The phrases of ClearSpeak in German, as schools read formulas aloud."""

from __future__ import annotations

from mathspeak.speech.words.de import clearspeak_tables as tables
from mathspeak.speech.words.de import natural
from mathspeak.speech.words.de.agreement import THE, THE_INVERSE, WITH_ZERO, agree, arc, the_operator
from mathspeak.speech.words.de.natural import marked_ordinal, number, units
from mathspeak.speech.words.de.numbers import cardinal, ordinal, place, vulgar_fraction, whole_power
from mathspeak.speech.words.de.symbols import NATURAL
from mathspeak.speech.words.variants import NOTATIONAL, VARIANTS

__all__ = [
    "THE",
    "THE_INVERSE",
    "WITH_ZERO",
    "agree",
    "arc",
    "cardinal",
    "marked_ordinal",
    "number",
    "ordinal",
    "place",
    "the_operator",
    "units",
    "vulgar_fraction",
    "whole_power",
]

NAMES = {**NATURAL, **tables.SIGNS}
# Signs that share a word with another while only one of the two occurs.
TWINS = {
    **VARIANTS,
    **{key: plain for key, plain in NOTATIONAL.items() if not key.endswith(("arrow", "mapsto", "dots"))},
}
# Signs by the meaning that their neighbours gave them.
MEANINGS = {
    "given": "gegeben",
    "divides": "teilt",
    "congruent": "ist kongruent zu",
    "mod": "modulo",
    "unique": "es gibt genau ein",
}

# Capitals and alphabets
CAPITAL = "groß"
ALPHABETS = tables.ALPHABETS
CAPPED_ALPHABETS = ALPHABETS
FORMAL_SCRIPT = "Zierschrift"
NUMBER_SETS = tables.NUMBER_SETS
SIGNED_SETS = tables.SIGNED_SETS
DIMENSION = "{}-"
EXPECTED_VALUE = "der Erwartungswert"
TEXT_CHARACTERS = natural.TEXT_CHARACTERS
PUNCTUATION = tables.PUNCTUATION
OPERATOR_NAMES = {"argmax": "Arg Max", "argmin": "Arg Min", "sgn": "Vorzeichen"}

# Fractions
THE_FRACTION = "der Bruch"
WITH_NUMERATOR = "der Bruch mit Zähler"
AND_DENOMINATOR = "und Nenner"
OVER = "durch"
PER = "pro"
END_FRACTION = "Ende Bruch"
AND = "und"
CHOOSE = "über"
BINOMIAL = "der Binomialkoeffizient"
END_BINOMIAL = "Ende Binomialkoeffizient"
PERMUTE = "permutiert zu je"
COMBINATIONS = {"c": "C", "p": "P"}

# Roots
SQUARE_ROOT = "die Quadratwurzel aus"
POSITIVE_ROOT = "die positive Quadratwurzel aus"
NEGATIVE_ROOT = "die negative Quadratwurzel aus"
CUBE_ROOT = "die dritte Wurzel aus"
NTH_ROOT = "die {} Wurzel aus"
INDEXED_ROOT = ("die Wurzel mit Wurzelexponent", "aus")
END_ROOT = "Ende Wurzel"

# Scripts
SQUARED = "Quadrat"
CUBED = "hoch 3"
# By the preference: before the exponent, the exponent, after it.
LETTER_POWER = {
    "Auto": ("zur", "{}-ten", "Potenz"),
    "Ordinal": ("hoch", "{}", ""),
    "OrdinalPower": ("zur", "{}-ten", "Potenz"),
}
NEGATIVE_POWER = {"Auto": ("hoch", ""), "Ordinal": ("hoch", ""), "OrdinalPower": ("hoch", "")}
NEGATIVE_FIRST = ("hoch minus 1", "hoch minus 1", "potenziert mit minus 1")
RAISED_TO_THE = "hoch"
NO_SECOND_ARTICLE = ""
POWER = "Ende Exponent"
# After a number, a fraction in words, or one sign.
SHORT_POWER = ""
RAISED_TO_POWER = "potenziert mit"
RAISED_TO_EXPONENT = "hoch"
END_EXPONENT = "Ende Exponent"
POWER_OF = ("die", "Potenz von")
NTH = "{}-te"
SUB = "Index"
END_SUB = "Ende Index"
SUPER = "oben"
INVERSE = "invers"
PRIMES = natural.PRIMES
MANY_PRIMES = natural.MANY_PRIMES
MARKS = natural.MARKS
DEGREES = ("Grad", "Grad")
LENGTHS = {1: ("Fuß", "Fuß"), 2: ("Zoll", "Zoll")}
ANGLES = {1: ("Minute", "Minuten"), 2: ("Sekunde", "Sekunden")}
NTH_DERIVATIVE = "die {} Ableitung von"
DERIVATIVE_OF_ORDER = ("die Ableitung der Ordnung", "von")

# Functions
OF = "von"
BASE = "zur Basis"
ARC = "Arkus"
NATURAL_LOG = "natürlicher Logarithmus"
FUNCTIONS = tables.FUNCTIONS
ARCS = tables.ARCS

# Products
# "3 Komma 5" is one number.
NUMBERS_COMMA = natural.NUMBERS_COMMA
DECIMAL_COMMA = True
TIMES = "mal"
BY = "auf"
CROSS = "Kreuz"
DOT = "Punkt"
NEGATIVE = "minus"
POSITIVE = "plus"

# Operators with limits
FROM = "von"
TO = "bis"
OVER_RANGE = "über"
UNDER = "bis"
END_LIMITS = "Ende Bereich"
# What falls away from a relation in limits.
IS = "ist "
AS = "für"
APPROACHES = "gegen"
SIDES = {"right": "von rechts", "left": "von links"}

# Derivatives
DERIVATIVE = "Ableitung"
PARTIAL_DERIVATIVE = "partielle Ableitung"
ORDER = ("die {} der Ordnung", "")
WITH_RESPECT_TO = "nach"

# Delimiters
OPEN = {"lparen": "Klammer auf", "lbrack": "eckige Klammer auf", "lbrace": "geschweifte Klammer auf"}
CLOSE = {"rparen": "Klammer zu", "rbrack": "eckige Klammer zu", "rbrace": "geschweifte Klammer zu"}
OPEN_LEVEL = "{} Klammer auf"
CLOSE_LEVEL = "{} Klammer zu"
LEVELS = ("", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte")
POINT = "der Punkt mit den Koordinaten"
INTERVAL = "das Intervall von"
INCLUDING = "einschließlich"
NOT_INCLUDING = "ohne"
BUT_INCLUDING = "aber einschließlich"
BUT_NOT_INCLUDING = "aber ohne"
OR = "und"
MAGNITUDES = tables.MAGNITUDES
NTH_NORM = ("die", "-Norm")
THE_SET = "die Menge"
SET_OF_ALL = "die Menge aller"
SET_OF = "die Menge der"
SUCH_THAT = "für die gilt"
FOR_WHICH = "mit der Eigenschaft"
END_SET = "Ende Menge"
EMPTY_SET = "die leere Menge"
MEMBERSHIP = tables.MEMBERSHIP
BARS = {"Auto": "teilt", "Divides": "teilt", "Given": "gegeben", "SuchThat": "wobei gilt"}
EVALUATED_AT = "ausgewertet bei"
END_EVALUATION = "Ende Auswertung"
EXPRESSION = "der Ausdruck"
END_EXPRESSION = "Ende Ausdruck"
MINUS_THE_SAME = "minus derselbe Ausdruck ausgewertet bei"
KETS = {"ket": "Ket", "bra": "Bra", "braket": "Braket"}
END_KETS = {"ket": "Ende Ket", "bra": "Ende Bra", "braket": "Ende Braket"}
BRAKET_BAR = "mit"

# Tables
IN_BRACKETS = natural.IN_BRACKETS
ROW = "Zeile {}:"
COLUMN = "Spalte {}:"
IN_COLUMN = "Spalte {}"
BLANK = "leer"
MATRIX = "die {} mal {} Matrix"
RULED_COLUMN = natural.RULED_COLUMN
RULED_ROW = natural.RULED_ROW
WITH_ENTRY = "die 1 mal 1 Matrix mit Eintrag"
ROW_MATRIX = "die {} mal {} Zeilenmatrix"
COLUMN_MATRIX = "die {} mal {} Spaltenmatrix"
ROW_VECTOR = "der {} mal {} Zeilenvektor"
COLUMN_VECTOR = "der {} mal {} Spaltenvektor"
DETERMINANT_OF = "die Determinante von"
END_MATRIX = "Ende Matrix"
END_VECTOR = "Ende Vektor"
END_DETERMINANT = "Ende Determinante"
LINES = tables.LINES
END_LINES = {"lines": "Ende Formelzeilen", "cases": "Ende Fallunterscheidung"}
LABELLED = "beschriftet mit {}:"
TAGGED = "Gleichung {}:"

# Marks above and below
ACCENTS = tables.ACCENTS
WIDE_ACCENTS = natural.WIDE
BEGIN_ACCENT = "Anfang {}"
END_ACCENT = "Ende {}"
END_LABEL = "Ende Beschriftung"
CONJUGATE = "das komplex Konjugierte von"
MEAN = "der Mittelwert von"
END_CONJUGATE = "Ende Konjugation"
END_MEAN = "Ende Mittelwert"
LINE_SEGMENT = "die Strecke"
END_SEGMENT = "Ende Strecke"
REPEATING = "der periodische Dezimalbruch"
POINT_WORD = "Komma"
FOLLOWED_BY = ("mit Periode", "mit Periode")
DEFINED = "ist per Definition gleich"
DEFINITIONS = frozenset(["def", "def.", "Def", "defn"])
SIGN = "Zeichen {}"
STANDS_OVER = "über"
STANDS_UNDER = "unter"
WITH_OVER = ("mit", "darüber")
WITH_UNDER = ("mit", "darunter")
WITH = "mit"

# Everything else
BOX = tables.BOX
CROSSED_OUT = "durchgestrichen"
CROSSED_OUT_WITH = "ersetzt durch"
END_CROSSOUT = "Ende Streichung"
AND_SO_ON = "und so weiter"
AND_SO_ON_UP_TO = "und so weiter bis"
MEASURE_OF = "das Maß von"
TRIANGLES = {"Auto": "Dreieck", "Delta": "Delta"}
CURRENCIES = tables.CURRENCIES
COMMAND = natural.COMMAND
CHEMICAL_SIGNS = natural.CHEMICAL_SIGNS
ABOVE_SIGN = natural.ABOVE_SIGN
ABOVE = natural.ABOVE
BELOW = natural.BELOW
