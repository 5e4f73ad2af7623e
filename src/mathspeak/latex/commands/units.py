r"""Numbers with units (``siunitx``); how they are written is read in ``quantities``, which loads when one is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathspeak.latex.macros import Macro

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.latex.parser import Parser


def _quantity(parser: Parser, token: str, start: int) -> Node | None:
    from mathspeak.latex.commands import quantities

    return quantities.READERS[token](parser, start)


def _declare(parser: Parser, token: str, start: int) -> None:
    r"""``\DeclareSIUnit\sievertperhour{\sievert\per\hour}`` makes a macro that units understand."""
    parser.raw_option()
    names = parser.raw_argument()
    body = parser.raw_argument()
    if token == "\\DeclareSIPrefix":
        parser.raw_argument()
    if names:
        parser.macros[names[0]] = Macro(0, body)


def _setup(parser: Parser, token: str, start: int) -> None:
    parser.raw_option()
    parser.raw_argument()


QUANTITIES = (
    "\\SI",
    "\\si",
    "\\unit",
    "\\num",
    "\\ang",
    "\\SIrange",
    "\\qtyrange",
    "\\numrange",
    "\\SIlist",
    "\\qtylist",
    "\\numlist",
    "\\qtyproduct",
    "\\numproduct",
    "\\complexnum",
    "\\complexqty",
)
COMMANDS = {
    **dict.fromkeys(QUANTITIES, _quantity),
    "\\DeclareSIUnit": _declare,
    "\\DeclareSIPrefix": _declare,
    "\\sisetup": _setup,
}
