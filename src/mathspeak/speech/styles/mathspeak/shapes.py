"""What nodes are to MathSpeak: letters, numbers, operators with limits, fractions that are said as words."""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fraction, Letter, Name, Node, Number, Row, Script, Symbol, Text
from mathspeak.speech.styles.mathspeak.speaking import only

INTEGRALS = frozenset(
    "int smallint iint iiint iiiint idotsint oint oiint oiiint intclockwise varointclockwise ointctrclockwise fint "
    "sqint sumint".split()
)
# Functions that take what is written below them as a limit.
LIMIT_FUNCTIONS = frozenset(
    "lim limsup liminf varlimsup varliminf injlim projlim varinjlim varprojlim plim max min sup inf det gcd Pr".split()
)
BRACES = frozenset(["overbrace", "underbrace", "overbracket", "underbracket", "overparen", "underparen"])
OPERATORS = frozenset(["bin", "rel", "arrow", "punct", "open", "close", "fence", "post"])
# Signs that are letters by themselves.
LETTERLIKE = frozenset("ell wp aleph beth gimel daleth hbar hslash imath jmath Bbbk eth Finv Game Re Im".split())
LARGEST_NUMERATOR, LARGEST_DENOMINATOR = 9, 99


def is_letter(node: Node | None) -> bool:
    """One letter, or a sign that is read as one."""
    cls = node.__class__
    if cls is Letter:
        return True
    if cls is Symbol:
        return node.key in LETTERLIKE  # type: ignore[union-attr]
    return cls is Text and one_letter(node) is not None  # type: ignore[arg-type]


def one_letter(node: Text) -> Letter | None:
    """The letter that a text of one letter is."""
    runs = node.runs
    if len(runs) != 1 or not isinstance(runs[0], str) or len(runs[0]) != 1 or not runs[0].isalpha():
        return None
    return Letter(runs[0].lower(), runs[0].isupper(), node.font, node.start, node.end)


def is_identifier(node: Node | None) -> bool:
    """A letter or a word in upright type."""
    return node.__class__ is Name or is_letter(node)


def takes_count(node: Node | None) -> bool:
    """Whether a number below this is said without its level: a letter or a name, but no word of plain roman type."""
    if node.__class__ is Name:
        name: Name = node
        return name.font not in ("roman", "limits") or not name.text.islower()
    return is_letter(node)


def symbol_in(node: Node | None) -> Symbol | None:
    """The sign that a node is, or that carries the node's scripts."""
    if node.__class__ is Script:
        node = node.base
    return node if node.__class__ is Symbol else None


def has_limits(node: Script) -> bool:
    """Whether the scripts stand below and above their base, and are said as such."""
    base = only(node.base)
    cls = base.__class__
    if cls is Symbol:
        symbol: Symbol = base  # type: ignore[assignment]
        if symbol.cls == "bigop":
            return symbol.key not in INTEGRALS or node.sub is None or node.sup is None
        return symbol.key in LIMIT_FUNCTIONS or node.limits is True
    if cls is Name and base.font == "limits":  # type: ignore[union-attr]
        return True
    if cls is Accent and base.mark in BRACES:  # type: ignore[union-attr]
        return True
    return node.limits is True


def is_operator(node: Node | None) -> bool:
    """A sign that stands between other things, or a script on one."""
    sign = symbol_in(node)
    return sign is not None and sign.cls in OPERATORS


def is_said_as_words(node: Fraction) -> bool:
    """``one half``: a fraction of small whole numbers."""
    if node.kind == "none":
        return False
    top, bottom = only(node.numerator), only(node.denominator)
    if top.__class__ is not Number or bottom.__class__ is not Number:
        return False
    above, below = top.text, bottom.text
    if not (above.isdigit() and below.isdigit()) or top.font or bottom.font:
        return False
    if above[0] == "0" or below[0] == "0" or below == "1":
        return False
    return int(above) <= LARGEST_NUMERATOR and int(below) <= LARGEST_DENOMINATOR


def dots_in(node: Node) -> int:
    """How many ellipses there are in a node."""
    if node.__class__ is Symbol:
        return int(node.cls == "dots")
    if node.__class__ is Row:
        return sum(map(dots_in, node.items))
    return sum(dots_in(part) for part in node.parts() if part is not None)
