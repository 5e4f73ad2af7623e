"""Delimiters paired as they come, for a style that infers nothing: the second bar closes the first."""

from __future__ import annotations

from mathspeak.errors import LimitExceeded
from mathspeak.latex.brackets import BARS, delimiter
from mathspeak.latex.nodes import Fence, Node, Row, Script, Symbol

ANGLES = frozenset(["langle", "rangle"])
FENCES = frozenset(["vert", "Vert"])


def is_unclear(paired: list[Node], typed: list[Node]) -> bool:
    """Whether bars of a row that has been paired are left without a partner, side by side or apart."""
    return _is_unclear(paired, {id(sign) for sign in map(delimiter, typed) if sign is not None})


def _is_unclear(paired: list[Node], typed: set[int]) -> bool:
    spare = [sign for sign in map(delimiter, paired) if sign is not None and sign.cls == "fence"]
    if len(spare) > len({sign.key for sign in spare}):
        return True
    # A double bar that nobody typed was made of two.
    if any(sign.key == "Vert" and id(sign) not in typed for sign in spare):
        return True
    return any(item.__class__ is Fence and _is_unclear(item.body.items, typed) for item in paired)


def mixes_bars_and_angles(items: list[Node]) -> bool:
    """Whether a row holds both bars and angle brackets, as bras and kets do."""
    keys = {item.key for item in map(delimiter, items) if item is not None}
    return not keys.isdisjoint(ANGLES) and not keys.isdisjoint(FENCES)


def pair_in_turn(items: list[Node], max_depth: int) -> list[Node]:
    """The items with delimiters made into fences: the next bar closes a bar, the next closing bracket a bracket."""
    out: list[Node] = []
    # Where the open delimiters stand in ``out``.
    stack: list[int] = []
    for item in items:
        sign = delimiter(item)
        if sign is None:
            out.append(item)
            continue
        at = partner(out, stack, item, sign)
        if at is not None:
            out[at:] = [joined(out[at:], item)]
            continue
        if item is sign and sign.cls != "close":
            if len(stack) >= max_depth:
                raise LimitExceeded(
                    "max_depth", f"the delimiters are nested more than {max_depth} deep", start=item.start, end=item.end
                )
            stack.append(len(out))
        out.append(item)
    return out


def partner(out: list[Node], stack: list[int], item: Node, sign: Symbol) -> int | None:
    """Where the delimiter stands that this one closes; it and all that were opened after it are open no more."""
    if not stack or sign.cls == "open":
        return None
    opener: Symbol = out[stack[-1]]  # type: ignore[assignment]
    if sign.cls == "fence":
        return stack.pop() if opener.key == sign.key else None
    for level in range(len(stack) - 1, -1, -1):
        if out[stack[level]].cls == "open":  # type: ignore[attr-defined]
            at = stack[level]
            del stack[level:]
            return at
    return None


def joined(pieces: list[Node], item: Node) -> Node:
    """A fence of an opening delimiter and what follows it, closed by one that may carry scripts."""
    first, body = pieces[0], pieces[1:]
    closing = delimiter(item) or item
    assert isinstance(first, Symbol) and isinstance(closing, Symbol)
    start, end = (body[0].start, body[-1].end) if body else (closing.start, closing.start)
    keys = BARS.get(first.key, first.key), BARS.get(closing.key, closing.key)
    fence = Fence(*keys, Row(body, start, end), first.start, closing.end, (first.font, closing.font))
    if not isinstance(item, Script):
        return fence
    return Script(fence, item.sub, item.sup, item.primes, first.start, item.end, limits=item.limits)
