"""Subscripts, superscripts and primes, attached to what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.nodes import Node, Row, Script, Symbol
from mathspeak.latex.vocabulary import PRIMES, SCRIPTS, UNICODE_SCRIPTS

if TYPE_CHECKING:
    from mathspeak.latex.parser import Parser


def attach(parser: Parser, token: str, items: list[Node]) -> None:
    """Attach what follows ``^``, ``_`` or a prime to the item before it."""
    start = parser.start()
    base = items.pop() if items and not _is_space(items[-1]) else None
    subs: list[Node] = []
    sups: list[Node] = []
    primes = 0
    limits, parser.placement = parser.placement, None
    while True:
        if token in PRIMES:
            primes += PRIMES[token]
        elif token == "_":
            sub = parser.argument(angle=False)
            if isinstance(sub, Script) and sub.base is None and sub.sub and not sub.sup and not parser.as_printed:
                sub = sub.sub  # a smaller subscript is still one
            if parser.as_printed or not _is_empty(sub):
                subs.append(sub)
        elif token == "^":
            sup, more = _without_primes(parser.argument(angle=False))
            primes += more
            if sup is not None and (parser.as_printed or not _is_empty(sup)):
                sups.append(sup)
        else:
            scripts = sups if _put_back(parser, token) else subs
            scripts.append(parser.argument(angle=False))
        if parser.peek() not in SCRIPTS:
            break
        token = parser.next()
    if not subs and not sups and not primes:
        if base is not None:
            items.append(base)
        return
    start = start if base is None else base.start
    items.append(Script(base, _joined(parser, subs), _joined(parser, sups), primes, start, parser.end(), limits=limits))


def _joined(parser: Parser, scripts: list[Node]) -> Node | None:
    """A second script of the same kind is an error in TeX; both are read."""
    if len(scripts) > 1:
        parser.warn("double-script", "two scripts in the same place", scripts[1].start, scripts[1].end)
    return parser.row(scripts) if scripts else None


def _put_back(parser: Parser, token: str) -> bool:
    """Put a run of raised or lowered characters, such as ``⁻¹``, back as a plain group; true if raised."""
    raised, plain = UNICODE_SCRIPTS[token]
    start = parser.start()
    texts = ["{", plain]
    while (more := UNICODE_SCRIPTS.get(parser.texts[parser.i])) is not None and more[0] is raised:
        texts.append(more[1])
        parser.i += 1
    parser.push([*texts, "}"], start, parser.end())
    return raised


def _is_empty(node: Node) -> bool:
    """An empty script prints nothing."""
    return node.__class__ is Row and not node.items


def _is_space(node: Node) -> bool:
    return node.__class__ is Symbol and node.cls == "space"


def _is_prime(node: Node) -> bool:
    return node.__class__ is Symbol and node.key == "prime"


def _without_primes(node: Node) -> tuple[Node | None, int]:
    """A superscript without the primes that it begins with, and how many there were."""
    if _is_prime(node):
        return None, 1
    if isinstance(node, Script) and node.base is None and node.sub is None and node.sup is None:
        return None, node.primes
    if isinstance(node, Row) and node.items and _is_prime(node.items[0]):
        count = next((i for i, item in enumerate(node.items) if not _is_prime(item)), len(node.items))
        rest = node.items[count:]
        if not rest:
            return None, count
        return (rest[0] if len(rest) == 1 else Row(rest, node.start, node.end)), count
    return node, 0
