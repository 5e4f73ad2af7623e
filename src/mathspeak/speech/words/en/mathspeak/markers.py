"""MathSpeak's marker words in English. Each verbosity says what it says otherwise than the one before it."""

from __future__ import annotations


class Verbose:
    """The words of the verbose form; a marker is one token, in camel case."""

    # Levels: what is put in front for every script around it, the innermost script's own word, and the line's.
    PREFIXES = {"sub": "Sub", "sup": "Super"}  # noqa: RUF012
    SCRIPTS = {"sub": "Subscript", "sup": "Superscript"}  # noqa: RUF012
    LINE = "Baseline"
    POWERS = {"2": "squared", "3": "cubed"}  # noqa: RUF012
    DEGREES = "degrees"
    PRIME = "prime"

    # Fractions: the words that depth repeats, and what they are put in front of.
    START = "Start"
    END = "End"
    FRACTION = "Fraction"
    OVER = "Over"
    CONTINUED = "ContinuedFraction"
    BINOMIAL = "StartBinomialOrMatrix"
    CHOOSE = "Choose"
    END_BINOMIAL = "EndBinomialOrMatrix"
    MIXED = "and"

    # Roots: the word of depth, and what it is put in front of.
    NESTED = "Nested"
    ROOT_INDEX = "RootIndex"
    ROOT = "StartRoot"
    END_ROOT = "EndRoot"

    # Above and below
    UNDERSCRIPT = "Underscript"
    OVERSCRIPT = "Overscript"
    ENDSCRIPTS = "Endscripts"
    MODIFYING_ABOVE = "ModifyingAbove"
    MODIFYING_BELOW = "ModifyingBelow"
    WITH = "With"
    # Marks that are one word behind a letter.
    POSTFIX = {  # noqa: RUF012
        "bar": "overbar",
        "tilde": "overtilde",
        "underline": "underbar",
        "underbar": "underbar",
        "undertilde": "undertilde",
    }

    # Pairs
    ABSOLUTE = "StartAbsoluteValue"
    END_ABSOLUTE = "EndAbsoluteValue"
    METRIC = "StartMetric"
    END_METRIC = "EndMetric"
    SET = "StartSet"
    END_SET = "EndSet"
    EMPTY_SET = "empty set"

    # Tables
    MATRIX = "Start {} By {} Matrix"
    END_MATRIX = "EndMatrix"
    DETERMINANT = "Start {} By {} Determinant"
    END_DETERMINANT = "EndDeterminant"
    LAYOUT = "StartLayout"
    ENLARGED = "Enlarged"
    END_LAYOUT = "EndLayout"
    ROW = "{} Row"
    COLUMN = "{} Column"
    BLANK = "Blank"
    LABEL = "with Label {} EndLabel"
    # Whether the parentheses around an equation's number are said.
    LABEL_IN_PARENTHESES = True

    # Everything else
    UPPER = "upper"
    MINUS = "minus"
    NEGATIVE = "negative"
    DIVIDED_BY = "divided by"
    DIVISION_SIGN = "division sign"
    CROSSOUT = "CrossOut"
    END_CROSSOUT = "EndCrossOut"
    ENCLOSE = "StartEnclose"
    END_ENCLOSE = "EndEnclose"
    ENCLOSURES = {  # noqa: RUF012
        "box": "box",
        "circle": "circle",
        "xcancel": "updiagonalstrike downdiagonalstrike",
    }
    ARGUMENT = "StartArgument"
    END_ARGUMENT = "EndArgument"


class Brief(Verbose):
    """The words of the brief form."""

    PREFIXES = {"sub": "Sub", "sup": "Sup"}  # noqa: RUF012
    SCRIPTS = PREFIXES
    LINE = "Base"
    FRACTION = "Frac"
    CONTINUED = "ContinuedFrac"
    NESTED = "Nest"
    MODIFYING_ABOVE = "ModAbove"
    MODIFYING_BELOW = "ModBelow"
    LABEL = "Label {}"


class Superbrief(Brief):
    """The words of the superbrief form: nothing is said to start that is said to end."""

    START = ""
    BINOMIAL = "BinomialOrMatrix"
    ROOT_INDEX = "Index"
    ROOT = "Root"
    ABSOLUTE = "AbsoluteValue"
    METRIC = "Metric"
    SET = "Set"
    MATRIX = "{} By {} Matrix"
    DETERMINANT = "{} By {} Determinant"
    LAYOUT = "Layout"
    LABEL_IN_PARENTHESES = False
    ARGUMENT = "Argument"


MARKERS: dict[str, type[Verbose]] = {"verbose": Verbose, "brief": Brief, "superbrief": Superbrief}
# Marks above and below, as they are said after "With".
MARKS = {
    "hat": "caret",
    "bar": "bar",
    "tilde": "tilde",
    "vec": "right arrow",
    "dot": "dot",
    "ddot": "two dots",
    "dddot": "three dots",
    "ddddot": "four dots",
    "acute": "acute",
    "grave": "grave",
    "breve": "breve",
    "check": "caron",
    "ring": "ring above",
    "underline": "bar",
    "underbar": "bar",
    "undertilde": "tilde",
    "overrightarrow": "right arrow",
    "overleftarrow": "left arrow",
    "overleftrightarrow": "left right arrow",
    "underrightarrow": "right arrow",
    "underleftarrow": "left arrow",
    "underleftrightarrow": "left right arrow",
    "overdoublearrow": "right double arrow",
    "overrightharpoon": "right harpoon with barb up",
    "overleftharpoon": "left harpoon with barb up",
    "overbrace": "top brace",
    "underbrace": "bottom brace",
    "overbracket": "top square bracket",
    "underbracket": "bottom square bracket",
    "overparen": "top parenthesis",
    "underparen": "bottom parenthesis",
    "overgroup": "top group",
    "undergroup": "bottom group",
}
CARDINALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PARTS = (
    "",
    "",
    "half",
    *"third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(),
    *"sixteenth seventeenth eighteenth nineteenth".split(),
)
FIRST = ("", "first", "second")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
PRIMES = ("", "", "double ", "triple ", "quadruple ")
# Functions that print as a function with a mark: the function, the mark, whether it stands below.
MARKED_FUNCTIONS = {
    "varlimsup": ("lim", "bar", False),
    "varliminf": ("lim", "bar", True),
    "varinjlim": ("lim", "overrightarrow", True),
    "varprojlim": ("lim", "overleftarrow", True),
}
# Functions and units that are typed as prose or as a name.
FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "cot": "cotangent",
    "sec": "secant",
    "csc": "cosecant",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent",
    "arcsin": "arc sine",
    "arccos": "arc cosine",
    "arctan": "arc tangent",
    "lim": "limit",
    "cm": "centimeters",
    "lg": "log base 10",
    "dim": "dimension",
    "deg": "degree",
    "ker": "kernel",
    "tr": "trace",
    "Tr": "trace",
    "Pr": "probability",
    "Re": "re",
    "Im": "im",
}
# Superbrief's words that no rule gives.
SUPERBRIEF_NAMES = {"langle": "l angle bracket", "rangle": "r angle bracket"}
# Signs that mean something else in prose than in a formula.
PROSE_SIGNS = {"'": "right single quotation mark", "’": "right single quotation mark"}
