r"""What prose prints: accents, symbols and ligatures, by the tables of pylatexenc, which is imported here alone."""

from __future__ import annotations

import re
from functools import cache, lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.macrospec import LatexContextDb

# What those tables lack, or print for a screen rather than a voice.
SYMBOLS = {
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "XeTeX": "XeTeX",
    "LuaTeX": "LuaTeX",
    "XeLaTeX": "XeLaTeX",
    "LuaLaTeX": "LuaLaTeX",
    "AmS": "AMS",
    "AMS": "AMS",
    "TikZ": "TikZ",
    "KOMAScript": "KOMA-Script",
    "S": "§",
    "P": "¶",
    "3": "ß",
    "copyright": "©",
    "textcopyright": "©",
    "pounds": "£",
    "euro": "€",
    "EUR": "€",
    "dag": "†",
    "ddag": "‡",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "slash": "/",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "textvisiblespace": " ",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "glqq": "„",
    "grqq": "“",
    "glq": "‚",
    "grq": "‘",
    "flqq": "«",
    "frqq": "»",
    "flq": "‹",
    "frq": "›",
    "lq": "‘",
    "rq": "’",
    "og": "« ",
    "fg": " »",
    "textnumero": "№",
    "degree": "°",
    "textcelsius": "°C",
    "textohm": "Ω",
    "-": "",
    "/": "",
    "@": "",
    ",": " ",
    ";": " ",
    ":": " ",
    ">": " ",
    " ": " ",
    "\n": " ",
    "\t": " ",
    "!": "",
    "%": "%",
    "&": "&",
    "#": "#",
    "_": "_",
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "enskip": " ",
    "thinspace": " ",
    "negthinspace": "",
    "nobreakspace": "\u00a0",
    "nobreakdash": "",
    "textcompwordmark": "",
}
# Letters of other alphabets than English: words, though a formula knows some of them too.
LETTERS = frozenset("oe OE ae AE aa AA o O ss SS L l i j DH dh TH th DJ dj NG ng IJ ij".split())
ACCENTS = frozenset(["'", "`", '"', "^", "~", "=", ".", "c", "H", "k", "b", "d", "r", "u", "v", "t"])
_LIGATURE = re.compile(r"---?|``|''|`|'|[!?]`|,,")
_SIMPLE = re.compile(r"\s*(?:[^\W\d_]{1,3}|\\[A-Za-z]{1,2}\s*(?:\{\})?)?\s*")
# German shorthands of babel: letters, quotation marks, and hyphens that are printed or not.
_SHORTHANDS = {"`": "„", "'": "“", "<": "«", ">": "»", "=": "-", "~": "-", "-": "", '"': "", "|": "", "/": "/"}
_SHORTHANDS |= dict(zip("aouAOUsz", "äöüÄÖÜßß", strict=True)) | {"e": "ë", "i": "ï", "E": "Ë", "I": "Ï"}
_SHORTHANDS |= {letter: letter for letter in "cfmnprtlCFMNPRTL"} | {"S": "SS", "Z": "SZ"}


@cache
def _converter() -> LatexNodes2Text:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text

    # It warns of commands that lack an argument, on standard error if nobody listens.
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    return LatexNodes2Text(math_mode="text", keep_comments=False)


@cache
def _texts() -> LatexContextDb:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


@cache
def _specs() -> LatexContextDb:
    from pylatexenc.latexwalker import get_default_latex_context_db

    return get_default_latex_context_db()


@cache
def _ligatures() -> dict[str, str]:
    printed = {",,": "„", "`": "‘", "'": "’"}
    for sign in ("---", "--", "``", "''", "!`", "?`"):
        printed[sign] = str(_texts().get_specials_spec(sign).simplify_repl)
    return printed


def typeset(text: str) -> str:
    """Plain text of a source with its quotation marks and dashes as they are printed.

    >>> typeset("``so'' -- it's")
    '“so” – it’s'
    """
    if _LIGATURE.search(text) is None:
        return text
    printed = _ligatures()
    return _LIGATURE.sub(lambda found: printed[found[0]], text)


@lru_cache(maxsize=4096)
def accented(accent: str, argument: str) -> str | None:
    r"""A letter under its accent; none if the argument is not letters alone.

    >>> accented('"', "a"), accented("c", "c"), accented("'", r"\i"), accented("u", "{x^2}")
    ('ä', 'ç', 'í', None)
    """
    if not _SIMPLE.fullmatch(argument):
        return None
    return str(_converter().latex_to_text(f"\\{accent}{{{argument.strip()}}}"))


@lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    r"""What a command without arguments prints; none for what is not known.

    >>> symbol("ss"), symbol("texteuro"), symbol("nosuch")
    ('ß', '€', None)
    """
    own = SYMBOLS.get(name)
    if own is not None:
        return own
    spec = _texts().get_macro_spec(name)
    printed = spec.simplify_repl if spec is not None else None
    return printed if isinstance(printed, str) and "%" not in printed else None


@lru_cache(maxsize=4096)
def argument_spec(name: str) -> str | None:
    r"""The arguments of a command, as in ``*[{``; none for what is not known.

    >>> argument_spec("definecolor"), argument_spec("nosuch")
    ('[{{{', None)
    """
    spec = _specs().get_macro_spec(name)
    return str(getattr(spec.args_parser, "argspec", "")) if spec is not None else None


@lru_cache(maxsize=1024)
def approximate(latex: str) -> str:
    r"""A short piece of mathematics in signs that a title or a mark can hold.

    >>> approximate(r"\ast"), approximate("L^2")
    ('∗', 'L^2')
    """
    if len(latex) > 200:
        return ""
    try:
        text = str(_converter().latex_to_text(f"${latex}$"))
    except Exception:  # the converter fails in many ways on what is not LaTeX
        return ""
    return " ".join(re.sub(r"[\\${}]", "", text).split())


def shorthand(sign: str) -> str | None:
    """What German babel prints for a double quote and ``sign``; none if that is no shorthand."""
    return _SHORTHANDS.get(sign)
