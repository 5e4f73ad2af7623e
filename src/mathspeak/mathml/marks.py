"""Which signs above and below a base are marks on it, with the narrow and the wide command for each."""

from __future__ import annotations

from mathspeak.mathml.leaves import printed
from mathspeak.mathml.tree import Element

_OVER = {
    "^ˆ\u0302": ("\\hat", "\\widehat"),
    "~˜\u0303": ("\\tilde", "\\widetilde"),
    "¯ˉ‾\u0304\u0305―−-_": ("\\bar", "\\overline"),
    "→\u20d7⟶": ("\\vec", "\\overrightarrow"),
    "←\u20d6⟵": ("\\overleftarrow", "\\overleftarrow"),
    "↔\u20e1⟷": ("\\overleftrightarrow", "\\overleftrightarrow"),
    "⇀\u20d1": ("\\overrightharpoon", "\\overrightharpoon"),
    "↼\u20d0": ("\\overleftharpoon", "\\overleftharpoon"),
    "⇒": ("\\Overrightarrow", "\\Overrightarrow"),
    "˙\u0307.": ("\\dot", "\\dot"),
    "¨\u0308": ("\\ddot", "\\ddot"),
    "\u20db": ("\\dddot", "\\dddot"),
    "\u20dc": ("\\ddddot", "\\ddddot"),
    "ˇ\u030c": ("\\check", "\\widecheck"),
    "˘\u0306": ("\\breve", "\\breve"),
    "´ˊ\u0301": ("\\acute", "\\acute"),
    "`ˋ\u0300": ("\\grave", "\\grave"),
    "˚°\u030a": ("\\mathring", "\\mathring"),
    "⏞︷": ("\\overbrace", "\\overbrace"),
    "⏜⌢︵": ("\\overparen", "\\overparen"),
    "⎴": ("\\overbracket", "\\overbracket"),
    "⏠": ("\\overgroup", "\\overgroup"),
}
_UNDER = {
    "_\u0332\u0331―¯ˉ‾−-": "\\underline",
    "⏟︸": "\\underbrace",
    "⏝⌣︶": "\\underparen",
    "⎵": "\\underbracket",
    "⏡": "\\undergroup",
    "→⟶": "\\underrightarrow",
    "←⟵": "\\underleftarrow",
    "↔⟷": "\\underleftrightarrow",
    "~˜\u0330": "\\utilde",
}
OVER = {sign: commands for group, commands in _OVER.items() for sign in group}
UNDER = {sign: command for group, command in _UNDER.items() for sign in group}
DOTS = {"..": "\\ddot", "...": "\\dddot", "....": "\\ddddot"}
# These are marks whatever they stand on; the others only on letters, numbers and what is made of them.
ALWAYS = frozenset("⏞⏟⏜⏝⎴⎵⏠⏡\u0302\u0303\u0304\u20d7\u0307\u0308")


def over_mark(mark: Element, base: Element, accent: bool) -> str:
    """The command that sets a mark over a base; empty where what stands over it is no mark."""
    sign = printed(mark)
    if mark.tag not in ("mo", "mi", "mtext") or not (accent or sign in ALWAYS or _takes_marks(base)):
        return ""
    if sign in DOTS:
        return DOTS[sign]
    if sign not in OVER or (mark.tag != "mo" and sign in "-_.°"):
        return ""
    narrow, wide = OVER[sign]
    if mark.get("stretchy") == "false" or sign in "\u20d7\u0302\u0303\u0304":
        return narrow
    lone = base.tag == "mi" and len(printed(base)) == 1
    if lone and sign == "→":
        return narrow  # an arrow over one letter makes it a vector however far it may stretch
    return narrow if lone and mark.get("stretchy") != "true" and sign not in "―‾\u0305⟶" else wide


def under_mark(mark: Element, base: Element, accent: bool) -> str:
    """The command that sets a mark under a base; empty where what stands under it is no mark."""
    sign = printed(mark)
    if mark.tag != "mo" or not (accent or sign in ALWAYS or _takes_marks(base)):
        return ""
    return UNDER.get(sign, "")


def _takes_marks(base: Element) -> bool:
    return base.tag != "mo"
