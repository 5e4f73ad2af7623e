r"""Formulas as they are handed on: without delimiters, comments and labels, with the macros they need."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Formula
from mathspeak.documents.tex import inlining
from mathspeak.documents.tex.macros import is_allowed
from mathspeak.documents.tex.options import without_comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.documents.tex.reader import Reader

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_REFERENCE = re.compile(r"\\(?:(?:eq|c|C|auto|page|name|v)?ref|cite[a-z]*)\b")


def add(
    reader: Reader, latex: str, display: bool, start: int, end: int, numbers: list[str | None] | None = None
) -> None:
    """A formula in the text, its delimiters and labels already taken off."""
    if reader.builder.quiet:
        return
    latex = without_comments(latex).strip()
    definitions = reader.definitions
    if not latex:
        return
    definitions.used = True
    if definitions.inlined or (definitions.environments and "\\begin" in latex):
        latex = inlining.inlined(reader, latex)
    if definitions.changed:
        latex = _with_changed(latex, definitions.changed)
    formula = Formula(latex, display, start, end, numbers or [])
    if "ref" in latex or "cite" in latex:
        if _REFERENCE.search(latex):
            reader.pending.with_references.append(formula)
    reader.pending.formulas.append(formula)
    reader.builder.run(formula)


def _with_changed(latex: str, changed: dict[str, str]) -> str:
    """The formula with those definitions before it that an earlier formula was read without."""
    names = {name[1:] for name in _COMMAND.findall(latex)}
    texts = [text for name, text in changed.items() if name in names and is_allowed(text)]
    return " ".join([*texts, latex])
