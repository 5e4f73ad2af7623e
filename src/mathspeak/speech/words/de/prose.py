"""German words for what stands in prose and is not prose."""

from __future__ import annotations

DASHES = frozenset(["-", "--", "---", "–", "—"])
CONDITIONS = frozenset(["falls", "wenn", "für", "sonst", "wo", "und", "oder", "mit", "andernfalls", "if", "otherwise"])
ABBREVIATED = {
    "d.h.": "das heißt",
    "z.B.": "zum Beispiel",
    "bzw.": "beziehungsweise",
    "f.ü.": "fast überall",
    "f.s.": "fast sicher",
    "o.B.d.A.": "ohne Beschränkung der Allgemeinheit",
    "bzgl.": "bezüglich",
    "u.d.N.": "unter der Nebenbedingung",
    "s.d.": "sodass",
    "gdw.": "genau dann wenn",
}
# Prose after which a relation goes without "ist".
TERSE_AFTER = frozenset(
    ["falls", "wenn", "für", "alle", "jedes", "jede", "jeden", "ein", "mit", "gegeben", "for", "all", "every", "each"]
)
TEXT_CHARACTERS = {
    '"': " ",
    "“": " ",
    "‘": " ",
    "”": " ",
    "„": " ",
    "&": " und ",
    "%": " Prozent ",
    "$": " Dollar ",
    "#": " Nummer ",
    "_": " ",
    "\\": " ",
    "{": " ",
    "}": " ",
    "^": " ",
    "~": " ",
    "…": "...",
    "=": " gleich ",
    "<": " kleiner als ",
    ">": " größer als ",
    "+": " plus ",
    "|": " ",
    "∗": " Stern ",
    "*": " Stern ",
    "!": " Ausrufezeichen ",
    "?": " Fragezeichen ",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "’": "'",
    "‖": " doppelter senkrechter Strich ",
    "(": " Klammer auf ",
    ")": " Klammer zu ",
    "[": " eckige Klammer auf ",
    "]": " eckige Klammer zu ",
    "@": " at ",
    "/": " Schrägstrich ",
}
