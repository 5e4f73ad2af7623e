"""All commands and environments that are known: the tables of the families, joined."""

from __future__ import annotations

from mathspeak.documents.tex import (
    arguments,
    citations,
    conditionals,
    definitions,
    delimiters,
    displays,
    floats,
    groups,
    inclusion,
    listings,
    lists,
    references,
    sections,
    statements,
    tables,
    texts,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mathspeak.documents.tex.reader import Reader

    Handler = Callable[[Reader, str, int], None]

_COMMANDS: list[Mapping[str, Handler]] = [
    arguments.COMMANDS,
    citations.COMMANDS,
    conditionals.COMMANDS,
    definitions.COMMANDS,
    delimiters.COMMANDS,
    floats.COMMANDS,
    groups.COMMANDS,
    inclusion.COMMANDS,
    listings.COMMANDS,
    lists.COMMANDS,
    references.COMMANDS,
    sections.COMMANDS,
    statements.COMMANDS,
    tables.COMMANDS,
    texts.COMMANDS,
]
_ENVIRONMENTS: list[dict[str, Handler]] = [
    citations.ENVIRONMENTS,
    displays.ENVIRONMENTS,
    floats.ENVIRONMENTS,
    groups.ENVIRONMENTS,
    inclusion.ENVIRONMENTS,
    listings.ENVIRONMENTS,
    lists.ENVIRONMENTS,
    sections.ENVIRONMENTS,
    statements.ENVIRONMENTS,
    tables.ENVIRONMENTS,
]


def _joined(families: Sequence[Mapping[str, Handler]]) -> dict[str, Handler]:
    joined: dict[str, Handler] = {}
    for family in families:
        if twice := joined.keys() & family.keys():
            raise ValueError(f"two families have {', '.join(sorted(twice))}")
        joined.update(family)
    return joined


COMMANDS = _joined(_COMMANDS)
ENVIRONMENTS = _joined(_ENVIRONMENTS)
# What a document may give a meaning of its own: how things look, and letters with short names.
FREE = {*arguments.COMMANDS, *"c H k b d r u v t i j o O l L S P and og fg py ce si num dag".split()}
