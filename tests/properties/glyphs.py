"""The alphabet of the property tests: spellings that print alike, and the symbols formulas are grown from."""

from __future__ import annotations

SMALL = "abcdefghijkmnpqrstuvwxyz"
CAPITAL = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
_GREEK = r"""
\alpha \beta \gamma \delta \zeta \eta \iota \kappa \lambda \mu \nu \xi \rho \tau \chi \psi \omega
\Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega
"""
GREEK = _GREEK.split()
# One of each family in a run: both may share a name while only one of them occurs.
GREEK_FAMILIES = (
    (r"\epsilon", r"\varepsilon"), (r"\phi", r"\varphi"), (r"\theta", r"\vartheta"), (r"\sigma", r"\varsigma"),
)  # fmt: skip
SPECIAL_LETTERS = (r"\infty", r"\ell", r"\hbar", r"\emptyset", r"\aleph", r"\nabla", r"\partial")

# Spellings that print alike; the first is the usual one.
LETTER_TEX = {
    "differential d": ("d", r"\mathrm{d}"),
    "e": ("e", r"\mathrm{e}"),
    r"\emptyset": (r"\emptyset", r"\varnothing"),
}
SYMBOL_TEX = {
    r"\le": (r"\le", r"\leq"),
    r"\ge": (r"\ge", r"\geq"),
    r"\ne": (r"\ne", r"\neq"),
    r"\to": (r"\to", r"\rightarrow"),
    r"\Rightarrow": (r"\Rightarrow", r"\implies"),
    r"\Leftrightarrow": (r"\Leftrightarrow", r"\iff"),
    r"\land": (r"\land", r"\wedge"),
    r"\lor": (r"\lor", r"\vee"),
    r"\neg": (r"\neg", r"\lnot"),
    r"\ldots": (r"\ldots", r"\dots"),
    ":": (":", r"\colon"),
    "*": ("*", r"\ast"),
    "|": (r"\mid", "|"),
    "T": ("T", r"\top"),
    "evaluated |": ("|", r"\big|", r"\Bigr|"),
}

SUMS = ("+", "-", r"\pm", r"\mp")
PRODUCTS = (r"\cdot", r"\times", "/", "*", r"\circ", r"\otimes", r"\oplus", r"\cup", r"\cap", r"\setminus", r"\star")
RELATIONS = (
    "=", "<", ">", r"\le", r"\ge", r"\ne", r"\in", r"\notin", r"\subset", r"\subseteq", r"\approx", r"\sim", r"\equiv",
    r"\to", r"\mapsto", r"\Rightarrow", r"\Leftrightarrow", r"\propto", r"\cong", r"\ll", r"\gg", "|", r"\perp", ":",
    ":=",
)  # fmt: skip
LOGIC = (r"\land", r"\lor", r"\Rightarrow")
# A differential may stand upright; a d elsewhere would be a unit.
DIFFERENTIAL = "differential d"
FUNCTIONS = (
    r"\sin",
    r"\cos",
    r"\tan",
    r"\log",
    r"\ln",
    r"\exp",
    r"\det",
    r"\dim",
    r"\max",
    r"\min",
    r"\sinh",
    r"\arcsin",
)
LARGE = (r"\sum", r"\prod", r"\bigcup", r"\bigcap", r"\bigoplus")
INTEGRALS = (r"\int", r"\iint", r"\oint")
LIMITS = (r"\lim", r"\max", r"\min", r"\sup", r"\inf", r"\limsup")
ACCENTS = ("hat", "bar", "vec", "tilde", "dot", "ddot", "underline")
# The wide spelling is for several letters; over one letter both print alike.
ACCENT_TEX = {"hat": r"\widehat", "bar": r"\overline", "vec": r"\overrightarrow", "tilde": r"\widetilde"}
BRACKETS = (
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    (r"\langle", r"\rangle"),
    (r"\lfloor", r"\rfloor"),
    (r"\lceil", r"\rceil"),
)
BARS = (("|", "|"), ("‖", "‖"))
BRA_AND_KET = ((r"\langle", "|"), ("|", r"\rangle"))
WORDS = ("if", "and", "otherwise", "for some", "whenever", "where")
