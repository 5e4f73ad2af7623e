"""The phrases of ClearSpeak in English, and what it calls signs where the natural style says something else."""

from __future__ import annotations

from mathspeak.speech.words.en import natural
from mathspeak.speech.words.en.alphabets import ALPHABETS
from mathspeak.speech.words.en.natural import agree, marked_ordinal, number, the_operator, units
from mathspeak.speech.words.en.numbers import cardinal, numeric_ordinal, ordinal
from mathspeak.speech.words.en.symbols import NATURAL, NOTATIONAL, VARIANTS

__all__ = ["NAMES", "agree", "cardinal", "marked_ordinal", "number", "ordinal", "the_operator", "units"]

# Signs that share a word with another while only one of the two occurs.
TWINS = {
    **VARIANTS,
    **{key: plain for key, plain in NOTATIONAL.items() if not key.endswith(("arrow", "mapsto", "dots"))},
}

# The words of the standard for signs, where they differ from the natural style's.
SIGNS: dict[str, str] = {
    "approx": "almost equals",
    "arg": "arg",
    "asymp": "is equivalent to",
    "backepsilon": "contains as member",
    "bigcap": "intersection",
    "bigcup": "union",
    "bigodot": "circled dot",
    "bigoplus": "circled plus",
    "bigotimes": "circled times",
    "bigsqcup": "square union",
    "bigvee": "or",
    "bigwedge": "and",
    "boxdot": "squared dot",
    "boxminus": "squared minus",
    "boxplus": "squared plus",
    "boxtimes": "squared times",
    "bullet": "bullet",
    "cdot": "times",
    "cdots": "dot dot dot",
    "coloneq": "colon equals",
    "coloneqq": "colon equals",
    "Coloneqq": "colon colon equals",
    "eqqcolon": "equals colon",
    "cong": "approximately equals",
    "dashv": "left tack",
    "ddots": "down right diagonal ellipsis",
    "deg": "degree",
    "diamond": "diamond",
    "dots": "dot dot dot",
    "div": "divided by",
    "doteq": "approaches the limit",
    "dotplus": "dot plus",
    "emptyset": "the empty set",
    "equiv": "is identical to",
    "exp": "exp",
    "geqq": "is greater than over equals",
    "geqslant": "is greater than or slanted equals",
    "gets": "left arrow",
    "gtrapprox": "is greater than or approximate",
    "gtrsim": "is greater than or equivalent to",
    "hookleftarrow": "left arrow with hook",
    "hookrightarrow": "right arrow with hook",
    "iff": "long left right double arrow",
    "implies": "long right double arrow",
    "impliedby": "long left double arrow",
    "in": "is a member of",
    "inf": "inf",
    "ldots": "dot dot dot",
    "leadsto": "right squiggle arrow",
    "leftharpoondown": "left harpoon with barb down",
    "leftharpoonup": "left harpoon with barb up",
    "leqq": "is less than over equals",
    "leqslant": "is less than or slanted equals",
    "lessapprox": "is less than or approximate",
    "lesssim": "is less than or equivalent to",
    "lg": "log",
    "lim": "limit",
    "liminf": "lim inf",
    "limsup": "lim sup",
    "ln": "l n",
    "longmapsto": "long right arrow from bar",
    "lvert": "vertical bar",
    "lVert": "double vertical bar",
    "mapsto": "right arrow from bar",
    "models": "true",
    "nearrow": "up right arrow",
    "neg": "not sign",
    "ngeq": "is neither greater than nor equal to",
    "ni": "contains as member",
    "nleq": "is neither less than nor equal to",
    "notin": "is not a member of",
    "nsubseteq": "neither a subset of nor equal to",
    "nsupseteq": "neither a superset of nor equal to",
    "nwarrow": "up left arrow",
    "oslash": "circled division slash",
    "otimes": "circled times",
    "parallel": "parallel to",
    "partial": "partial differential",
    "percent": "percent",
    "perp": "up tack",
    "preceq": "precedes above single line equals sign",
    "propto": "proportional to",
    "rightharpoondown": "right harpoon with barb down",
    "rightharpoonup": "right harpoon with barb up",
    "rightleftharpoons": "right harpoon over left harpoon",
    "rvert": "vertical bar",
    "rVert": "double vertical bar",
    "searrow": "down right arrow",
    "sim": "tilde",
    "simeq": "asymptotically equals",
    "slash": "divided by",
    "sqcap": "square cap",
    "sqcup": "square cup",
    "sqsubseteq": "square image of or equal to",
    "sqsupseteq": "square original of or equal to",
    "square": "white medium square",
    "star": "star",
    "subsetneq": "subset of or not equals",
    "succeq": "succeeds above single line equals sign",
    "sup": "sup",
    "supsetneq": "superset of or not equals",
    "swarrow": "down left arrow",
    "to": "right arrow",
    "top": "down tack",
    "bot": "up tack",
    "triangle": "triangle",
    "triangleleft": "white left pointing small triangle",
    "triangleq": "delta equals",
    "triangleright": "white right pointing small triangle",
    "twoheadleftarrow": "two headed left arrow",
    "twoheadrightarrow": "two headed right arrow",
    "vDash": "true",
    "vartriangleleft": "subgroup of",
    "vdash": "right tack",
    "vdots": "vertical ellipsis",
    "vee": "or",
    "veebar": "xor",
    "wedge": "and",
    "wp": "script cap P",
    "nabla": "nabla",
    "langle": "left angle bracket",
    "rangle": "right angle bracket",
    "lfloor": "left floor",
    "rfloor": "right floor",
    "lceil": "left ceiling",
    "rceil": "right ceiling",
    "vert": "vertical bar",
    "mid": "vertical bar",
    "divides": "divides",
    "Vert": "double vertical bar",
    "ell": "script l",
    "ast": "asterisk",
    "period": "period",
    "Pr": "probability",
    "det": "determinant",
    "dim": "dimension",
    "gcd": "gcd",
    "hom": "hom",
    "ker": "kernel",
    "max": "max",
    "min": "min",
}
NAMES = {**NATURAL, **SIGNS}

# Signs by the meaning that their neighbours gave them.
MEANINGS = {
    "given": "given",
    "divides": "divides",
    "congruent": "is congruent to",
    "mod": "mod",
    "unique": "there exists a unique",
}

# Capitals and alphabets
CAPITAL = "cap"
# With the word "cap" in front of the letter, a German letter is called by its type.
CAPPED_ALPHABETS = {**ALPHABETS, "fraktur": "fraktur", "bold-fraktur": "bold fraktur"}
FORMAL_SCRIPT = "formal script"
NUMBER_SETS = {
    "n": "the natural numbers",
    "z": "the integers",
    "q": "the rational numbers",
    "r": "the real numbers",
    "c": "the complex numbers",
}
WITH_ZERO = "with zero"
SIGNED_SETS = {
    ("z", "plus"): "the positive integers",
    ("z", "minus"): "the negative integers",
    ("q", "plus"): "the positive rational numbers",
    ("q", "minus"): "the negative rational numbers",
    ("r", "plus"): "the positive real numbers",
    ("r", "minus"): "the negative real numbers",
}
EXPECTED_VALUE = "the expected value"
PUNCTUATION = {
    ".": "period",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "!": "exclamation mark",
    "?": "question mark",
    "(": "open paren",
    ")": "close paren",
    "[": "open bracket",
    "]": "close bracket",
    "/": "slash",
}
TEXT_CHARACTERS = natural.TEXT_CHARACTERS
OPERATOR_NAMES = {
    "argmax": "arg max",
    "argmin": "arg min",
    "sgn": "sign",
}

# Fractions
THE_FRACTION = "the fraction"
WITH_NUMERATOR = "the fraction with numerator"
AND_DENOMINATOR = "and denominator"
OVER = "over"
PER = "per"
END_FRACTION = "end fraction"
AND = "and"
CHOOSE = "choose"
BINOMIAL = "the binomial"
END_BINOMIAL = "end binomial"
PERMUTE = "permute"
COMBINATIONS = {"c": "C", "p": "P"}
PARTS = ("", "", "half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
HALVES = "halves"
LAST_IN_WORDS = 10

# Roots
SQUARE_ROOT = "the square root of"
POSITIVE_ROOT = "the positive square root of"
NEGATIVE_ROOT = "the negative square root of"
CUBE_ROOT = "the cube root of"
NTH_ROOT = "the {} root of"
INDEXED_ROOT = ("the", "root of")
END_ROOT = "end root"

# Scripts
SQUARED = "squared"
CUBED = "cubed"
# By the preference: before the exponent, the exponent, after it.
LETTER_POWER = {
    "Auto": ("to the", "{}-th", "power"),
    "Ordinal": ("to the", "{}-th", ""),
    "OrdinalPower": ("to the", "{}-th", "power"),
}
NEGATIVE_POWER = {"Auto": ("to the", "power"), "Ordinal": ("to the", ""), "OrdinalPower": ("to the", "power")}
POWER = "power"
# After a number, a fraction in words, or one sign.
SHORT_POWER = "power"
RAISED_TO_THE = "raised to the"
RAISED_TO_POWER = "raised to the power"
RAISED_TO_EXPONENT = "raised to the exponent"
END_EXPONENT = "end exponent"
NTH = "{}-th"
DIMENSION = "{}-"
SUB = "sub"
END_SUB = "end sub"
SUPER = "super"
THE = "the"
# What an exponent loses after "raised to the".
NO_SECOND_ARTICLE = "the"
POWER_OF = ("the", "power of")
INVERSE = "inverse"
NEGATIVE_FIRST = ("to the negative 1 power", "to the negative 1", "raised to the power negative 1")
PRIMES = natural.PRIMES
MANY_PRIMES = natural.MANY_PRIMES
MARKS = natural.MARKS
DEGREES = ("degree", "degrees")
LENGTHS = {1: ("foot", "feet"), 2: ("inch", "inches")}
ANGLES = {1: ("minute", "minutes"), 2: ("second", "seconds")}
NTH_DERIVATIVE = "the {} derivative of"
DERIVATIVE_OF_ORDER = ("the derivative of order", "of")

# Functions
OF = "of"
BASE = "base"
ARC = "arc"
THE_INVERSE = "the inverse"
NATURAL_LOG = "natural log"
FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "cot": "cotangent",
    "sec": "secant",
    "csc": "cosecant",
    "tg": "tangent",
    "ctg": "cotangent",
    "cotg": "cotangent",
    "cosec": "cosecant",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent",
    "sech": "hyperbolic secant",
    "csch": "hyperbolic cosecant",
    "sh": "hyperbolic sine",
    "ch": "hyperbolic cosine",
    "th": "hyperbolic tangent",
    "cth": "hyperbolic cotangent",
}
# Inverse functions with a name of their own -> the function that they invert.
ARCS = {
    f"{arc}{key}": key
    for arc in ("arc", "ar")
    for key in ("sin", "cos", "tan", "cot", "sec", "csc", "tg", "ctg", "sinh", "cosh", "tanh", "coth")
}

# Products
# Whether a comma typed between digits can be a number's.
DECIMAL_COMMA = False
NUMBERS_COMMA = "comma"
TIMES = "times"
BY = "by"
CROSS = "cross"
DOT = "dot"
NEGATIVE = "negative"
POSITIVE = "positive"

# Operators with limits
FROM = "from"
TO = "to"
OVER_RANGE = "over"
UNDER = "under"
# What falls away from a relation in limits.
IS = ""
END_LIMITS = "end limits"
AS = "as"
APPROACHES = "approaches"
SIDES = {"right": "from the right", "left": "from the left"}

# Derivatives
DERIVATIVE = "derivative"
PARTIAL_DERIVATIVE = "partial derivative"
ORDER = ("the", "{}")
WITH_RESPECT_TO = "with respect to"

# Delimiters
OPEN = {"lparen": "open paren", "lbrack": "open bracket", "lbrace": "open brace"}
CLOSE = {"rparen": "close paren", "rbrack": "close bracket", "rbrace": "close brace"}
OPEN_LEVEL = "open {} paren"
CLOSE_LEVEL = "close {} paren"
LEVELS = ("", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
POINT = "the point with coordinates"
INTERVAL = "the interval from"
INCLUDING = "including"
NOT_INCLUDING = "not including"
BUT_INCLUDING = "but including"
BUT_NOT_INCLUDING = "but not including"
OR = "or"
MAGNITUDES = {
    "absolute": ("the absolute value of", "end absolute value"),
    "norm": ("the norm of", "end norm"),
    "floor": ("the floor of", "end floor"),
    "ceiling": ("the ceiling of", "end ceiling"),
    "determinant": ("the determinant of", "end determinant"),
    "cardinality": ("the cardinality of", "end cardinality"),
}
NTH_NORM = ("the", "-norm")
THE_SET = "the set"
SET_OF_ALL = "the set of all"
SET_OF = "the set of"
SUCH_THAT = "such that"
FOR_WHICH = "for which"
END_SET = "end set"
EMPTY_SET = "the empty set"
# Value of SetMemberSymbol -> outside braces, not so, inside a set-builder, not so.
MEMBERSHIP = {
    "Auto": ("is a member of", "is not a member of", "in", "not in"),
    "Member": ("is a member of", "is not a member of", "member of", "not a member of"),
    "Element": ("is an element of", "is not an element of", "element of", "not an element of"),
    "In": ("is in", "is not in", "in", "not in"),
    "Belongs": ("belongs to", "does not belong to", "belonging to", "not belonging to"),
}
BARS = {"Auto": "divides", "Divides": "divides", "Given": "given", "SuchThat": "such that"}
EVALUATED_AT = "evaluated at"
END_EVALUATION = "end evaluation"
EXPRESSION = "the expression"
END_EXPRESSION = "end expression"
MINUS_THE_SAME = "minus the same expression evaluated at"
KETS = {"ket": "ket", "bra": "bra", "braket": "braket"}
END_KETS = {"ket": "end ket", "bra": "end bra", "braket": "end braket"}
BRAKET_BAR = "with"

# Tables
IN_BRACKETS = natural.IN_BRACKETS
ROW = "Row {}:"
COLUMN = "Column {}:"
IN_COLUMN = "Column {}"
BLANK = "blank"
MATRIX = "the {} by {} matrix"
RULED_COLUMN = natural.RULED_COLUMN
RULED_ROW = natural.RULED_ROW
WITH_ENTRY = "the 1 by 1 matrix with entry"
ROW_MATRIX = "the {} by {} row matrix"
COLUMN_MATRIX = "the {} by {} column matrix"
ROW_VECTOR = "the {} by {} row vector"
COLUMN_VECTOR = "the {} by {} column vector"
DETERMINANT_OF = "the determinant of"
END_MATRIX = "end matrix"
END_VECTOR = "end vector"
END_DETERMINANT = "end determinant"
# Value of MultiLineLabel -> one, several, the label of a line.
LINES = {
    "Auto": ("line", "lines", "Line {}:"),
    "Line": ("line", "lines", "Line {}:"),
    "Case": ("case", "cases", "Case {}:"),
    "Constraint": ("constraint", "constraints", "Constraint {}:"),
    "Equation": ("equation", "equations", "Equation {}:"),
    "Row": ("row", "rows", "Row {}:"),
    "Step": ("step", "steps", "Step {}:"),
    "None": ("line", "lines", ""),
}
END_LINES = {"lines": "end lines", "cases": "end cases"}
LABELLED = "labelled {}:"
TAGGED = "equation {}:"

# Marks above and below
ACCENTS = {
    **natural.ACCENTS,
    "dot": "dot above",
    "ddot": "two dots",
    "dddot": "three dots",
    "ddddot": "four dots",
    "vec": "right arrow",
    "underline": "over horizontal bar",
    "overrightarrow": "right arrow",
    "overleftarrow": "left arrow",
    "overleftrightarrow": "left right arrow",
    "underrightarrow": "over right arrow",
    "underleftarrow": "over left arrow",
    "underleftrightarrow": "over left right arrow",
    "overbrace": "top brace",
    "underbrace": "over bottom brace",
    "overbracket": "top bracket",
    "underbracket": "over bottom bracket",
    "overparen": "arc",
    "underparen": "over arc",
}
WIDE_ACCENTS = natural.WIDE
BEGIN_ACCENT = "begin {}"
END_ACCENT = "end {}"
END_LABEL = "end label"
CONJUGATE = "the complex conjugate of"
MEAN = "the mean of"
END_CONJUGATE = "end complex conjugate"
END_MEAN = "end mean"
LINE_SEGMENT = "the line segment"
END_SEGMENT = "end line segment"
REPEATING = "the repeating decimal"
POINT_WORD = "point"
FOLLOWED_BY = ("followed by repeating digit", "followed by repeating digits")
DEFINED = "is defined to be"
DEFINITIONS = frozenset(["def", "def.", "Def", "defn"])
SIGN = "{} sign"
STANDS_OVER = "over"
STANDS_UNDER = "under"
WITH_OVER = ("with", "over it")
WITH_UNDER = ("with", "under it")
WITH = "with"

# Everything else
BOX = {
    "box": ("enclosed with box", "end enclosed"),
    "circle": ("enclosed with circle", "end enclosed"),
    "cancel": ("crossed out", "end crossout"),
    "bcancel": ("crossed out", "end crossout"),
    "xcancel": ("crossed out", "end crossout"),
}
CROSSED_OUT = "crossed out"
CROSSED_OUT_WITH = "crossed out with"
END_CROSSOUT = "end crossout"
AND_SO_ON = "and so on"
AND_SO_ON_UP_TO = "and so on up to"
MEASURE_OF = "the measure of"
TRIANGLES = {"Auto": "triangle", "Delta": "Delta"}
CURRENCIES = {
    "dollar": ("dollar", "dollars"),
    "euro": ("euro", "euros"),
    "pounds": ("pound", "pounds"),
    "yen": ("yen", "yen"),
    "cent": ("cent", "cents"),
}
COMMAND = natural.COMMAND
CHEMICAL_SIGNS = natural.CHEMICAL_SIGNS
ABOVE_SIGN = natural.ABOVE_SIGN
ABOVE = natural.ABOVE
BELOW = natural.BELOW


def place(value: int) -> str:
    """The place in a row: up to the tenth in words, then in digits.

    >>> place(4), place(14)
    ('fourth', '14th')
    """
    return ordinal(value) if value <= LAST_IN_WORDS else numeric_ordinal(value)


def whole_power(value: int, preference: str) -> tuple[str, str, str]:
    """What is said before a whole exponent, the exponent, and what is said after it.

    >>> whole_power(5, "Auto"), whole_power(2, "Ordinal")
    (('to the', 'fifth', 'power'), ('to the', 'second', ''))
    """
    if preference == "Auto":
        return "to the", place(value) if value else "0", POWER
    return "to the", ordinal(value) if value else "zero", POWER if preference == "OrdinalPower" else ""


def arc(function: str) -> str:
    """The inverse of a function by its own name.

    >>> arc("sine")
    'arc sine'
    """
    return f"{ARC} {function}"


def vulgar_fraction(top: int, bottom: int) -> str:
    """A fraction of whole numbers in words.

    >>> vulgar_fraction(3, 4), vulgar_fraction(2, 17), vulgar_fraction(3, 2)
    ('three fourths', 'two seventeenths', 'three halves')
    """
    one, many = (PARTS[2], HALVES) if bottom == 2 else (ordinal(bottom), f"{ordinal(bottom)}s")
    return f"{cardinal(top)} {one if top == 1 else many}"
