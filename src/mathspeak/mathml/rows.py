"""What stands side by side: groups that print nothing of their own opened, delimiters with the tables between them."""

from __future__ import annotations

from collections.abc import Sequence

from mathspeak.mathml.leaves import INVISIBLE, printed
from mathspeak.mathml.tree import Element

# Elements that only group, space or choose what stands in them.
WRAPPERS = frozenset(["", "math", "mrow", "mstyle", "mpadded", "semantics", "maction", "mtd", "mphantom"])
OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "⟦": "⟧", "⟮": "⟯", "⎰": "⎱"}
CLOSING = frozenset(OPENING.values())
BARS = frozenset("|∣‖∥")
ANGLES = {"〈": "⟨", "〉": "⟩", "\u2329": "⟨", "\u232a": "⟩"}
COMMANDS = {"{": "\\{", "}": "\\}", "|": "|", "∣": "|", "‖": "\\|", "∥": "\\|", "": ".", "<": "⟨", ">": "⟩"}


def inside(element: Element) -> list[Element]:
    """What a wrapper prints."""
    if element.tag == "semantics":
        return element.children[:1]
    if element.tag == "mphantom":
        return []
    if element.tag == "maction" and element.get("actiontype") in ("", "toggle"):
        chosen = element.get("selection") or "1"
        index = int(chosen) - 1 if chosen.isdigit() else 0
        return element.children[index : index + 1]
    if element.tag == "maction":
        return element.children[:1]
    return element.children


def core(element: Element) -> Element:
    """The one thing that an element groups, through all that only wraps it; itself where there are more."""
    while element.tag in WRAPPERS:
        shown = [child for child in inside(element) if not prints_nothing(child)]
        if len(shown) != 1:
            return element
        element = shown[0]
    return element


def prints_nothing(element: Element) -> bool:
    """Whether an element leaves no trace in the words: spaces, phantoms, empty groups, invisible signs."""
    if element.tag in ("mspace", "maligngroup", "malignmark", "mphantom", "none", "annotation", "annotation-xml"):
        return True
    if element.tag in ("mi", "mo", "mtext"):
        return not element.text.strip() or all(char in INVISIBLE for char in element.text.strip())
    if element.tag in WRAPPERS:
        return all(prints_nothing(child) for child in inside(element))
    return False


def delimiter(element: Element) -> str:
    """The sign of an element that may be a delimiter; a space for anything else, nothing for an invisible one."""
    element = core(element)
    if element.tag != "mo":
        return " "
    sign = ANGLES.get(printed(element), printed(element))
    if sign in OPENING or sign in CLOSING or sign in BARS:
        return sign
    is_fence = element.get("fence") == "true" or element.get("data-mjx-texclass") in ("open", "close")
    return sign if is_fence and (not sign or sign in "<>/\\") else " "


def fenced(items: Sequence[Element]) -> tuple[str, str] | None:
    """The delimiters of a group that begins and ends with one, where these two belong together."""
    if len(items) < 2:
        return None
    first, last = delimiter(items[0]), delimiter(items[-1])
    if first == " " and last in BARS and core(items[-1]).get("fence") == "true":
        alone = all(delimiter(item) not in BARS for item in items[:-1])
        return ("", last) if alone else None
    if first == " " or last == " " or (first in CLOSING and first == last):
        return None
    between = [delimiter(item) for item in items[1:-1]]
    if first in BARS or last in BARS or not first or not last:
        told = _says(items[0], "prefix", "open") or _says(items[-1], "postfix", "close")
        if not told and any(sign in BARS for sign in between):
            return None
    depth = 0
    for sign in between:
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth < 0:
            return None
    return (first, last) if depth == 0 else None


def _says(element: Element, form: str, side: str) -> bool:
    element = core(element)
    return element.get("form") == form or element.get("data-mjx-texclass") == side


def command(sign: str) -> str:
    r"""A delimiter as ``\left`` and ``\right`` take it."""
    return COMMANDS.get(sign, sign)


def part_bars(items: Sequence[Element]) -> None:
    """Tell double bars around something from the relation that has the same sign."""
    bars = [i for i, item in enumerate(items) if printed(_at_base(item)) == "∥"]
    if len(bars) % 2 or not bars:
        return
    if bars[0] == 0 or core(items[bars[0] - 1]).tag == "mo":
        for i in bars:
            _at_base(items[i]).text = "‖"


def _at_base(element: Element) -> Element:
    """The sign that an element is, or that its scripts are attached to."""
    inner = core(element)
    while inner.tag in ("msub", "msup", "msubsup") and inner.children:
        inner = core(inner.children[0])
    return inner
