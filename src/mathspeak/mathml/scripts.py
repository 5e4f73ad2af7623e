"""What stands above, below and beside a base."""

from __future__ import annotations

from collections.abc import Callable

from mathspeak.mathml.leaves import PRIMES, printed
from mathspeak.mathml.marks import over_mark, under_mark
from mathspeak.mathml.rows import core, inside, prints_nothing
from mathspeak.mathml.tree import Element

Write = Callable[[Element], str]
LIMITED = ("\\operatorname*", "\\overbrace", "\\underbrace", "\\overbracket", "\\underbracket")
GROWING = frozenset("∑∏∐∫∬∭⨌∮∯∰⋃⋂⨄⨆⋁⋀⨁⨂⨀⨅⨃⨉")


def scripted(base: str, sub: str, sup: str, primes: int = 0) -> str:
    """A base that is one thing, with its scripts; empty ones are left out."""
    below = f"_{{{sub}}}" if sub else ""
    above = f"^{{{sup}}}" if sup else ""
    return f"{base}{chr(39) * primes}{below}{above}"


def split_primes(sup: Element | None, write: Write) -> tuple[int, str]:
    """How many primes a superscript begins with, and what else stands in it."""
    if sup is None or prints_nothing(sup):
        return 0, ""
    one = core(sup)
    items = [one] if one.tag in ("mo", "mi") else [core(item) for item in inside(one) if not prints_nothing(item)]
    count = 0
    rest = list(items) if one.tag in ("mo", "mi", "mrow", "math", "mstyle", "mpadded", "") else []
    while rest and rest[0].tag in ("mo", "mi", "mtext"):
        text = printed(rest[0])
        if not text or any(char not in PRIMES for char in text):
            break
        count += sum(PRIMES[char] for char in text)
        del rest[0]
    if not count:
        return 0, write(sup)
    return count, " ".join(write(item) for item in rest)


def beside(element: Element, base: Write, write: Write) -> str:
    """``msub``, ``msup`` and ``msubsup``."""
    children = [*element.children, *[Element("none", {})] * 3]
    sub = children[1] if element.tag != "msup" else None
    sup = children[1] if element.tag == "msup" else children[2] if element.tag == "msubsup" else None
    primes, above = split_primes(sup, write)
    return scripted(base(children[0]), write(sub) if sub else "", above, primes)


def around(element: Element, base: Write, write: Write) -> str:
    """``munder``, ``mover`` and ``munderover``: marks, limits, or what is merely set there."""
    children = [*element.children, *[Element("none", {})] * 3]
    bottom, inner = children[0], core(children[0])
    under = children[1] if element.tag != "mover" else None
    over = children[1] if element.tag == "mover" else children[2] if element.tag == "munderover" else None
    marks = [
        over_mark(core(over), inner, element.get("accent") == "true") if over is not None else "",
        under_mark(core(under), inner, element.get("accentunder") == "true") if under is not None else "",
    ]
    if any(marks):
        text = write(bottom)
        for mark in filter(None, marks):
            text = f"{mark}{{{text}}}"
    elif len(names := _names(inner)) > 1:
        text = f"\\operatorname*{{{' '.join(names)}}}"
    else:
        text = base(bottom)
    over, under = None if marks[0] else over, None if marks[1] else under
    below = write(under) if under is not None and not prints_nothing(under) else ""
    above = write(over) if over is not None and not prints_nothing(over) else ""
    if not below and not above:
        return text
    if takes_limits(inner) or text.startswith(LIMITED):
        return scripted(text, below, above)
    if below and above:
        return f"\\overset{{{above}}}{{\\underset{{{below}}}{{{text}}}}}"
    return f"\\overset{{{above}}}{{{text}}}" if above else f"\\underset{{{below}}}{{{text}}}"


def _names(base: Element) -> list[str]:
    """The words of a base that is nothing but words, such as “arg max”."""
    shown = [core(item) for item in inside(base) if not prints_nothing(item)] if base.tag == "mrow" else []
    words = [printed(item) for item in shown]
    return words if all(len(word) > 1 and word.isalpha() and word.isascii() for word in words) else []


def takes_limits(base: Element) -> bool:
    """Whether what stands above and below a base are its limits: on large operators and on names."""
    if base.tag in ("munder", "mover") and base.children:
        mark = core(base.children[-1])
        return printed(mark) in ("⏞", "⏟", "⎴", "⎵") if mark.tag == "mo" else False
    text = printed(base) if base.tag in ("mo", "mi", "mtext") else ""
    return text in GROWING or (len(text) > 1 and text[0].isalpha()) or base.get("movablelimits") == "true"


def multiple(element: Element, base: Write, write: Write) -> str:
    """``mmultiscripts``: pairs below and above, those after ``mprescripts`` in front."""
    if not element.children:
        return ""
    after: list[Element] = []
    before: list[Element] = []
    scripts = after
    for child in element.children[1:]:
        if child.tag == "mprescripts":
            scripts = before
        else:
            scripts.append(child)
    text = base(element.children[0])
    post = (_joined(after[0::2], write), _joined(after[1::2], write))
    pre = (_joined(before[0::2], write), _joined(before[1::2], write))
    front = scripted("{}", *pre) if any(pre) else ""
    return front + scripted(text, *post)


def _joined(scripts: list[Element], write: Write) -> str:
    return " ".join(filter(None, (write(script) for script in scripts)))
