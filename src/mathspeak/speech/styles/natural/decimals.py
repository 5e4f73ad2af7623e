"""A comma typed between digits, in languages whose numbers have a comma."""

from __future__ import annotations

from mathspeak.latex.nodes import Node, Number, Quantity
from mathspeak.meaning.shapes import is_symbol


def with_decimal_commas(items: list[Node], words: str) -> list[Node]:
    """``3,14`` as one number on a line of its own, where no space is typed and no other comma makes it a list.

    It is said place by place, ``3 Komma 1 4``: what prints as a number at once, ``3{,}14``, has other words.
    """
    if sum(is_symbol(item, "comma") for item in items) != 1:
        return items
    for i, item in enumerate(items[1:-1], 1):
        if is_symbol(item, "comma"):
            before, after = items[i - 1], items[i + 1]
            number = _joined(before, item, after, words)
            return [*items[: i - 1], number, *items[i + 2 :]] if number is not None else items
    return items


def _joined(before: Node, comma: Node, after: Node, words: str) -> Node | None:
    """The number with its comma; the unit behind it stays with it."""
    places = after.number if isinstance(after, Quantity) else after
    if not (isinstance(before, Number) and isinstance(places, Number)):
        return None
    touching = before.end == comma.start and comma.end == places.start
    if not touching or not before.text.isdecimal() or not places.text.isdecimal() or before.font != places.font:
        return None
    number = Number(f"{before.text} {words} {' '.join(places.text)}", before.font, before.start, places.end)
    return Quantity(number, after.units, before.start, after.end) if isinstance(after, Quantity) else number
