"""What a chemical formula is written with: elements, arrows, bonds, states."""

from __future__ import annotations

import re

_ELEMENTS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb "
    "Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au "
    "Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts "
    "Og D T R X M L Me Et Bu Ph Bn Cp"
)
ELEMENTS = frozenset(_ELEMENTS.split())
WORD = re.compile(r"[A-Z][a-z]*|[a-z]+")
ROMAN = re.compile(r"[IVX]+\Z")
ARROWS = {
    "<-->": "leftrightarrows",
    "<=>>": "longRightleftharpoons",
    "<<=>": "longLeftrightharpoons",
    "<->": "leftrightarrow",
    "<=>": "rightleftharpoons",
    "->": "to",
    "<-": "leftarrow",
}
BRACKETS = {"(": ("lparen", "rparen"), "[": ("lbrack", "rbrack"), "\\{": ("lbrace", "rbrace")}
STATES = frozenset(["s", "l", "g", "aq", "cr", "am", "ads", "sln", "vit", "lc", "mon", "pol", "c", "f"])
AFTER_CHARGE = frozenset(["", ")", "]", "}", "\\}", ",", ";", "^", "_", "\\\\", "&"])
SIGNS = {"+": ("plus", "bin"), "-": ("minus", "bin"), "−": ("minus", "bin")}
BONDS = {"-": "minus", "1": "minus", "=": "eq", "2": "eq", "#": "equiv", "3": "equiv", "~": "sim", "->": "to"}
BONDS |= {"<-": "leftarrow", "...": "ldots", "....": "ldots", "~-": "sim", "~--": "sim", "~=": "sim", "-~-": "sim"}
PUNCTUATION = {",": ("comma", "punct"), ";": ("semicolon", "punct"), ":": ("colon", "rel"), "/": ("slash", "ord")}
SPACES = frozenset(["~", "\\,", "\\;", "\\ ", "\\!", "\\:", "\\quad", "\\qquad", "&", "\\\\"])


def elements(word: str) -> list[str]:
    """A capital and its small letters as one element, or as one and something small after it."""
    if word in ELEMENTS or not word[0].isupper() or len(word) > 3:
        return [word]
    for size in (2, 1):
        if word[:size] in ELEMENTS and len(word) == size + 1:
            return [word[:size], word[size:]]
    return [word]
