r"""Chemistry (``mhchem``): ``\ce`` and ``\pu``; their contents are read in modules that load when one is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mathspeak.latex.nodes import Node
    from mathspeak.latex.parser import Parser


def _formula(parser: Parser, token: str, start: int) -> Node:
    from mathspeak.latex.commands.chemical_formulas import read_formula

    return read_formula(parser, start)


def _unit(parser: Parser, token: str, start: int) -> Node:
    from mathspeak.latex.commands.quantities import read_physical_unit

    return read_physical_unit(parser, start)


COMMANDS = {"\\ce": _formula, "\\cee": _formula, "\\cf": _formula, "\\pu": _unit}
