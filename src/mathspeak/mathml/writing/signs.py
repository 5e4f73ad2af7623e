"""The characters that signs and letters are printed with, by the keys of the symbol tables."""

from __future__ import annotations

from mathspeak.latex.symbols import LETTERS, SYMBOLS

# Signs that no single character of Unicode prints, or that a table of characters would give the wrong one.
_COMPOSED = {
    "Approxcolon": "≈∷",
    "Arrowvert": "‖",
    "Bbbk": "𝕜",
    "Colonapprox": "∷≈",
    "Colondash": "∷−",
    "Colonsim": "∷∼",
    "Dashcolon": "−∷",
    "Diamondright": "◇→",
    "Eqqcolon": "=∷",
    "Lbag": "⟅",
    "Rbag": "⟆",
    "Simcolon": "∼∷",
    "Ydown": "⅄",
    "Yleft": "⤙",
    "Yright": "⤚",
    "Yup": "Y",
    "ampersand": "&",
    "approxcolon": "≈:",
    "arrowvert": "|",
    "asciicircum": "^",
    "asciitilde": "~",
    "ast": "∗",
    "backslash": "\\",
    "baro": "⌽",
    "bbslash": "⑊",
    "bigbox": "□",
    "bigcurlyvee": "⋎",
    "bigcurlywedge": "⋏",
    "biginterleave": "⫴",
    "bignplus": "⊞",
    "bigparallel": "∥",
    "bigstarop": "∗",
    "boxright": "□→",
    "bracevert": "⎪",
    "colonapprox": ":≈",
    "colonsim": ":∼",
    "dashcolon": "−:",
    "dollar": "$",
    "dots": "…",
    "fatbslash": "⑊",
    "fatslash": "⫽",
    "gets": "←",
    "gvertneqq": "≩",
    "hslash": "ℏ",
    "idotsint": "∫⋯∫",
    "iff": "⟺",
    "impliedby": "⟸",
    "implies": "⟹",
    "inplus": "⨭",
    "lVert": "‖",
    "land": "∧",
    "lbrace": "{",
    "llceil": "⌈⌈",
    "llfloor": "⌊⌊",
    "longLeftrightharpoons": "⇋",
    "longRightleftharpoons": "⇌",
    "lor": "∨",
    "lvert": "|",
    "lvertneqq": "≨",
    "merge": "⋈",
    "minus": "−",
    "minuso": "⊖",
    "ngeqq": "≧̸",
    "ngeqslant": "⩾̸",
    "ngg": "≫̸",
    "niff": "⟺̸",
    "nimplies": "⟹̸",
    "niplus": "⨭",
    "nleqq": "≦̸",
    "nleqslant": "⩽̸",
    "nll": "≪̸",
    "nmodels": "⊭",
    "nnearrow": "⬈",
    "nnwarrow": "⬉",
    "nperp": "⟂̸",
    "nplus": "⊞",
    "npreceq": "⪯̸",
    "npropto": "∝̸",
    "nshortmid": "∤",
    "nshortparallel": "∦",
    "nsqsubset": "⊏̸",
    "nsqsupset": "⊐̸",
    "nsubseteqq": "⫅̸",
    "nsucceq": "⪰̸",
    "nsupseteqq": "⫆̸",
    "ntrianglelefteqslant": "⋬",
    "ntrianglerighteqslant": "⋭",
    "oblong": "⌷",
    "ovee": "⊻",
    "owedge": "⊼",
    "percent": "%",
    "prime": "′",
    "rVert": "‖",
    "rbrace": "}",
    "restriction": "↾",
    "rrceil": "⌉⌉",
    "rrfloor": "⌋⌋",
    "rvert": "|",
    "shortdownarrow": "↓",
    "shortleftarrow": "←",
    "shortmid": "∣",
    "shortparallel": "∥",
    "shortrightarrow": "→",
    "shortuparrow": "↑",
    "simcolon": "∼:",
    "smallint": "∫",
    "ssearrow": "⬊",
    "sswarrow": "⬋",
    "trianglelefteqslant": "⊴",
    "trianglerighteqslant": "⊵",
    "underscore": "_",
    "varpropto": "∝",
    "varsubsetneq": "⊊",
    "varsubsetneqq": "⫋",
    "varsupsetneq": "⊋",
    "varsupsetneqq": "⫌",
}
# Names of functions that are not printed as their key.
_FUNCTIONS = {
    "argmax": "arg max",
    "argmin": "arg min",
    "injlim": "inj lim",
    "liminf": "lim inf",
    "limsup": "lim sup",
    "projlim": "proj lim",
    "varinjlim": "lim→",
    "varliminf": "lim inf",
    "varlimsup": "lim sup",
    "varprojlim": "lim←",
}
# Named functions whose scripts stand below and above them where there is room.
TAKING_LIMITS = frozenset(
    """
    argmax argmin det gcd inf injlim lim liminf limsup max min plim Pr projlim sup varinjlim varliminf varlimsup
    varprojlim
    """.split()
)
ACCENTS = {
    "acute": "´",
    "bar": "¯",
    "breve": "˘",
    "check": "ˇ",
    "dddot": "⃛",
    "ddddot": "⃜",
    "ddot": "¨",
    "dot": "˙",
    "grave": "`",
    "hat": "^",
    "ring": "˚",
    "tilde": "~",
    "vec": "→",
    "overarc": "⏜",
    "overbrace": "⏞",
    "overbracket": "⎴",
    "overdoublearrow": "⇒",
    "overgroup": "⏠",
    "overleftarrow": "←",
    "overleftharpoon": "↼",
    "overleftrightarrow": "↔",
    "overparen": "⏜",
    "overrightarrow": "→",
    "overrightharpoon": "⇀",
}
UNDER_ACCENTS = {
    "underbrace": "⏟",
    "underbracket": "⎵",
    "undergroup": "⏡",
    "underleftarrow": "←",
    "underleftrightarrow": "↔",
    "underline": "_",
    "underparen": "⏝",
    "underrightarrow": "→",
    "undertilde": "~",
}


def _characters() -> dict[str, str]:
    found: dict[str, str] = {}
    for token, (key, kind) in SYMBOLS.items():
        if len(token) == 1:
            found.setdefault(key, token)
        elif kind == "fn":
            found.setdefault(key, _FUNCTIONS.get(key, key))
    return {**found, **_COMPOSED}


# The key of a sign -> what prints it.
CHARACTERS = _characters()
# The name of a letter and whether it is a capital -> its character.
LETTER_CHARACTERS = {letter: token for token, letter in reversed(LETTERS.items()) if len(token) == 1}
