"""The phrases of the natural style in English. What they bracket, and when, is the style's business."""

from __future__ import annotations

from mathspeak.speech.words.en.symbols import NATURAL, NOTATIONAL, VARIANTS

# The words for signs and letters, by key.
NAMES = NATURAL
# Signs that share a word with another while only one of the two occurs.
TWINS = {**VARIANTS, **NOTATIONAL}

# The closing word of each bracketed form.
END = {
    "fraction": "end fraction",
    "stack": "end stack",
    "power": "end power",
    "subscript": "end subscript",
    "root": "end root",
    "quantity": "end quantity",
    "absolute": "end absolute value",
    "norm": "end norm",
    "floor": "end floor",
    "ceiling": "end ceiling",
    "determinant": "end determinant",
    "size": "end size",
    "evaluation": "end evaluation",
    "given": "end given",
    "set": "end set",
    "sequence": "end sequence",
    "interval": "end interval",
    "matrix": "end matrix",
    "vector": "end vector",
    "cases": "end cases",
    "lines": "end lines",
    "limits": "end limits",
    "choose": "end choose",
    "ket": "end ket",
    "bra": "end bra",
    "braket": "end braket",
    "box": "end box",
    "strike": "end strike",
    "label": "end label",
    "accent": "end accent",
    "sub": "end sub",
    "text": "end text",
    "command": "end command",
    "font": "end font",
    "index": "end index",
}

# Fractions
OVER = "over"
FRACTION = "the fraction"
SLASH = "slash"
CONTINUED = "the continued fraction"
STACKED = "the stack"
ATOP = "above"
AND = "and"
CHOOSE = "choose"
BINOMIAL = "the binomial"
RECURRING = "{} point {} recurring"
RECURRING_AFTER = "{}.{} then {} recurring"
CARDINALS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PARTS = {
    2: "half",
    3: "third",
    4: "quarter",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}
PLURALS = {2: "halves"}

# Roots
ROOT = "root"
SQUARE_ROOT = "the square root of"
CUBE_ROOT = "cube root"
NTH_ROOT = "{} root"
THE_CUBE_ROOT = "the cube root of"
THE_NTH_ROOT = "the {} root of"
INDEXED_ROOT = "the root with index"
ORDINALS = {
    "1": "first",
    "2": "second",
    "3": "third",
    "4": "fourth",
    "5": "fifth",
    "6": "sixth",
    "7": "seventh",
    "8": "eighth",
    "9": "ninth",
    "10": "tenth",
}
ORDINAL_ENDING = "-th"

# Scripts
SUB = "sub"
WITH_SUBSCRIPT = "with subscript"
SQUARED = "squared"
CUBED = "cubed"
# Powers with a word of their own, which nothing said next could be taken into.
POWERS = {"2": SQUARED, "3": CUBED}
TO_THE = "to the"
POWER = "to the power"
ALL = "all"
SUPER = "super"
SUPER_SIGNS = {"circ": "circle", "factorial": "exclamation mark", "cdot": "dot", "perp": "perp"}
SUPER_PAREN = "super paren"
SUPER_BRACKET = "super bracket"
WITH_SUPERSCRIPT = "with superscript"
PRIMES = ("", "prime", "double prime", "triple prime", "quadruple prime")
MANY_PRIMES = "{} primes"
PRE_SUB = "pre sub"
PRE_SUPER = "pre super"
BLANK = "blank"
MARKS = {
    "transpose": "transpose",
    "inverse": "inverse",
    "star": "star",
    "dagger": "dagger",
    "double dagger": "double dagger",
    "degrees": "degrees",
}
INVERSE_FUNCTION = "inverse {}"
NTH_DERIVATIVE = "the {} derivative of"

# Letters
CAPITAL = "cap"
FONTS = {
    "bold": "bold",
    "italic": "italic",
    "bold-italic": "bold",
    "script": "script",
    "bold-script": "bold script",
    "formal-script": "formal script",
    "fraktur": "fraktur",
    "bold-fraktur": "bold fraktur",
    "double-struck": "blackboard",
    "sans": "sans",
    "sans-bold": "bold sans",
    "sans-italic": "italic sans",
    "sans-bold-italic": "bold italic sans",
    "mono": "typewriter",
    "roman": "roman",
}
ALL_CAPITALS = "caps"
NUMBER_SETS = {
    "n": "the naturals",
    "z": "the integers",
    "q": "the rationals",
    "r": "the reals",
    "c": "the complex numbers",
    "e": "expectation",
}
# Names of operators that are abbreviations: what a lecturer says for them.
OPERATORS = {
    "Var": "variance",
    "Cov": "covariance",
    "Corr": "correlation",
    "argmax": "arg max",
    "argmin": "arg min",
    "arg max": "arg max",
    "arg min": "arg min",
    "sgn": "sign",
    "sign": "sign",
    "softmax": "softmax",
    "Tr": "trace",
    "diag": "diag",
    "rank": "rank",
    "span": "span",
    "Hom": "hom",
    "tr": "trace",
    "im": "image",
    "coker": "cokernel",
    "supp": "support",
    "colim": "colimit",
    "esssup": "ess sup",
    "essinf": "ess inf",
    "const": "const",
    "cosec": "cosecant",
    "arccot": "arc cotangent",
    "arcsec": "arc secant",
    "arccsc": "arc cosecant",
    "sech": "hyperbolic secant",
    "csch": "hyperbolic cosecant",
    "arsinh": "inverse hyperbolic sine",
    "arcosh": "inverse hyperbolic cosine",
    "artanh": "inverse hyperbolic tangent",
    "erf": "error function",
}

# Marks above and below: said after one letter, or around more.
ACCENTS = {
    "hat": "hat",
    "bar": "bar",
    "tilde": "tilde",
    "dot": "dot",
    "ddot": "double dot",
    "dddot": "triple dot",
    "ddddot": "quadruple dot",
    "acute": "acute",
    "grave": "grave",
    "breve": "breve",
    "check": "check",
    "ring": "ring",
    "underline": "underlined",
}
VECTOR = "vector"
END_ACCENT = "end {}"
WIDE = {
    "vec": "vector arrow",
    "underline": "underline",
    "overrightarrow": "right arrow",
    "overleftarrow": "left arrow",
    "overleftrightarrow": "double arrow",
    "underrightarrow": "lower right arrow",
    "underleftarrow": "lower left arrow",
    "underleftrightarrow": "lower double arrow",
    "overdoublearrow": "implication arrow",
    "overrightharpoon": "right harpoon",
    "overleftharpoon": "left harpoon",
    "overbrace": "overbrace",
    "underbrace": "underbrace",
    "overbracket": "overbracket",
    "underbracket": "underbracket",
    "overparen": "arc",
    "underparen": "lower arc",
    "overgroup": "overgroup",
    "undergroup": "undergroup",
    "undertilde": "lower tilde",
}
LABELLED = "labelled"
LABELLED_ABOVE = "labelled above"
LABELLED_BELOW = "labelled below"

# Products
# The sign that is said like the "times" between factors that print side by side.
PRODUCT = "times"
TIMES = "times"
NEXT = "next"
DECIMAL_COMMA = False
# The comma between two numbers, where the language has a comma inside a number.
NUMBERS_COMMA = "comma"
THEN = "then"
MULTIPLIED_BY = "multiplied by"

# Functions
OF_FUNCTION = "of"
GIVEN = "given"
BASE = "base"
BRACKET = "bracket"

# Operators with limits
FROM = "from"
FROM_VARIABLE = "from"
TO = "to"
OVER_RANGE = "over"
OF = "of"
AS = "as"
SIDES = {"right": "from the right", "left": "from the left"}
EXCLAMATION_MARK = "exclamation mark"
CROSS = "cross"
IS = "is "

# Derivatives
BY = "by"
D = "d"

# Delimiters
QUANTITY = "the quantity"
MAGNITUDES = {
    "absolute": "the absolute value of",
    "norm": "the norm of",
    "floor": "the floor of",
    "ceiling": "the ceiling of",
    "determinant": "the determinant of",
    "size": "the size of",
}
INDEXED = "the norm with index"
THE = "the"
NORM_OF = "norm of"
OPEN_INVISIBLE = "open blank"
SETS = "the set"
SET_OF = "the set of"
SUCH_THAT = "such that"
WITH = "with"
EMPTY_SET_BRACES = "open brace close brace"
INTERVALS = {(True, True): "the closed interval from", (False, False): "the open interval from"}
INTERVAL_FROM = "the interval from"
INCLUDED = "included"
EXCLUDED = "excluded"
MODULO = "modulo"
KET = "ket"
BRA = "bra"
BRAKET = "braket"
BRAKET_BAR = "with"
SEQUENCE = "the sequence"
SEQUENCE_FROM = "from"
SEQUENCE_OVER = "for"
IN_PARENS = "in parens"
RESTRICTED = "restricted to"
EVALUATED = "evaluated at"
EVALUATED_FROM = "evaluated from"

# Tables
MATRIX = "the {} by {} matrix"
IN_BRACKETS = {
    "lbrack": "in brackets",
    "lbrace": "in braces",
    "langle": "in angles",
    "": "in no brackets",
    "lfloor": "in floors",
}
COLUMN_VECTOR = "the column vector"
ROW_VECTOR = "the row vector"
ARRAY = "the {} by {} array"
ROW = "row {}"
RULED_COLUMN = "with a line after column {}"
RULED_COLUMNS = "with lines between all columns"
RULED_ROW = "with a line after row {}"
CELL = "comma"
BLANK_CELL = "blank"
CASES = "by cases"
RIGHT_CASES = "cases that give"
CASE = "case {}"
IF = "if"
LINES = "{} lines"
LINE = "line {}"
EQUATION = "equation"
CONDITIONS = frozenset(["if", "for", "when", "where", "otherwise", "else", "and", "or", "unless"])
STACK_OF = "{} lines"

# Everything else
BOX = {
    "box": "boxed",
    "circle": "circled",
    "cancel": "struck out",
    "bcancel": "struck out backwards",
    "xcancel": "crossed out",
}
REPLACED_BY = "replaced by"
ABOVE_SIGN = "with"
ABOVE = "above"
BELOW = "below"
COMMAND = "command {}"
CHEMICAL_SIGNS = {
    "to": "yields",
    "leftarrow": "comes from",
    "rightleftharpoons": "is in equilibrium with",
    "leftrightarrow": "resonates with",
    "minus": "single bond",
    "eq": "double bond",
    "equiv": "triple bond",
    "uparrow": "as a gas",
    "downarrow": "as a precipitate",
}
# Prose after which a relation goes without "is".
DASH = "dash"
DASHES = frozenset(["-", "--", "---", "–", "—"])
QUOTE = "quote"
END_QUOTE = "end quote"
EMPTY_QUOTE = "empty quotes"
ABBREVIATED = {
    "s.t.": "such that",
    "w.r.t.": "with respect to",
    "i.e.": "that is",
    "e.g.": "for example",
    "a.e.": "almost everywhere",
    "a.s.": "almost surely",
    "i.i.d.": "i i d",
    "w.p.": "with probability",
    "w.l.o.g.": "without loss of generality",
    "iff": "if and only if",
}
TERSE_AFTER = frozenset(["for", "all", "any", "every", "some", "each", "with", "given"])
TEXT_CHARACTERS = {
    '"': " ",
    "“": " ",
    "‘": " ",
    "”": " ",
    "&": " and ",
    "%": " percent ",
    "$": " dollar ",
    "#": " number ",
    "_": " ",
    "\\": " ",
    "{": " ",
    "}": " ",
    "^": " ",
    "~": " ",
    "…": "...",
    "=": " equals ",
    "<": " less than ",
    ">": " greater than ",
    "+": " plus ",
    "|": " ",
    "∗": " star ",
    "!": " exclamation mark ",
    "?": " question mark ",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "’": "'",
    "‖": " double bar ",
    "*": " star ",
    "(": " open paren ",
    ")": " close paren ",
    "[": " open bracket ",
    "]": " close bracket ",
    "@": " at ",
    "/": " slash ",
}
# Signs by the meaning that their neighbours gave them.
MEANINGS = {
    "given": "given",
    "divides": "divides",
    "congruent": "is congruent to",
    "ratio to": "to",
    "mapping from": "from",
    "mapping to": "to",
    "mod": "mod",
    "not": "not",
    "unique": "there exists a unique",
    "cross": "cross",
    "mid": "vertical bar",
    "distributed": "is distributed as",
    "defined": "is defined to be",
    "independent": "is independent of",
}
END.update({f"accent {mark}": END_ACCENT.format(WIDE.get(mark) or word) for mark, word in {**ACCENTS, **WIDE}.items()})


def agree(phrases: list[str]) -> None:
    """Change what follows from a neighbour: nothing does in English."""


def number(digits: str) -> str:
    """A number as it is printed."""
    return digits


def the_operator(words: str) -> str:
    """``the sum``."""
    return f"the {words}"


def the_accent(mark: str) -> str:
    """How the bracketed form of a mark opens.

    >>> the_accent("hat")
    'the hat on'
    """
    return f"the {WIDE.get(mark) or ACCENTS.get(mark, mark)} on"


def fraction_words(top: int, bottom: int) -> str:
    """One half, three quarters.

    >>> fraction_words(3, 4)
    'three quarters'
    """
    part = PARTS[bottom] if top == 1 else PLURALS.get(bottom, PARTS[bottom] + "s")
    return f"{CARDINALS[top]} {part}"


def ordinal(value: str) -> str:
    """``fourth``, ``12th``, ``n-th``.

    >>> ordinal("4"), ordinal("21"), ordinal("n")
    ('fourth', '21st', 'n-th')
    """
    if value in ORDINALS:
        return ORDINALS[value]
    if not value.isdigit():
        return value + ORDINAL_ENDING
    ending = "th" if value[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th")
    return value + ending


def marked_ordinal(words: str, ending: str) -> str:
    """``n-th`` and ``4th``, with the ending that is printed."""
    return f"{words}{ending}" if words[-1].isdecimal() else f"{words}-{ending}"


def units(parts: list[tuple[str, str, str]], several: bool) -> str:
    """The words of units: prefix, unit and power each; what is divided by comes after "per".

    >>> units([("kilo", "meter", ""), ("", "second", "-2")], True)
    'kilometers per second squared'
    """
    from mathspeak.speech.words.en.units import PER, PREFIXES, UNITS

    above = [part for part in parts if not part[2].startswith("-")]
    words = []
    for i, (prefix, unit, power) in enumerate(above):
        one, many = UNITS.get(unit, (unit, unit))
        words.append(PREFIXES.get(prefix, prefix) + (many if several and i == len(above) - 1 else one) + raised(power))
    for prefix, unit, power in parts:
        if power.startswith("-"):
            words.append(f"{PER} {PREFIXES.get(prefix, prefix)}{UNITS.get(unit, (unit, unit))[0]}{raised(power[1:])}")
    return " ".join(words)


def raised(power: str) -> str:
    """What is said after a unit for its power."""
    if power in ("", "1"):
        return ""
    return f" {POWERS.get(power) or f'{TO_THE} {power}'}"
