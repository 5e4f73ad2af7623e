"""Keys whose signs are said alike while only one of the two occurs; the same in every language."""

from __future__ import annotations

# Variants of one Greek letter: said like the plain letter while only one of the two occurs.
VARIANTS: dict[str, str] = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varpi": "pi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varphi": "phi",
    "varkappa": "kappa",
    "varbeta": "beta",
}

# Signs that differ from a commoner one in length, slant or size alone, as typesetting habits do.
NOTATIONAL: dict[str, str] = {
    "leqslant": "leq",
    "geqslant": "geq",
    "leqq": "leq",
    "geqq": "geq",
    "nleqslant": "nleq",
    "ngeqslant": "ngeq",
    "nleqq": "nleq",
    "ngeqq": "ngeq",
    "preccurlyeq": "preceq",
    "succcurlyeq": "succeq",
    "subseteqq": "subseteq",
    "supseteqq": "supseteq",
    "subsetneqq": "subsetneq",
    "supsetneqq": "supsetneq",
    "varsubsetneq": "subsetneq",
    "varsupsetneq": "supsetneq",
    "varpropto": "propto",
    "shortmid": "mid",
    "nshortmid": "nmid",
    "shortparallel": "parallel",
    "nshortparallel": "nparallel",
    "smallsetminus": "setminus",
    "smallint": "int",
    "varnothing": "emptyset",
    "hslash": "hbar",
    "Rightarrow": "implies",
    "Longrightarrow": "implies",
    "Leftarrow": "impliedby",
    "Longleftarrow": "impliedby",
    "Leftrightarrow": "iff",
    "Longleftrightarrow": "iff",
    "nRightarrow": "nimplies",
    "nLeftrightarrow": "niff",
    "longrightarrow": "to",
    "longleftarrow": "leftarrow",
    "longleftrightarrow": "leftrightarrow",
    "longmapsto": "mapsto",
    "ldots": "dots",
    "cdots": "dots",
}
