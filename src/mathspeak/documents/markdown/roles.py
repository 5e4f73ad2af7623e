"""What a covered piece of a line prints: roles of MyST and d2l, commands of LaTeX that stand in the prose."""

from __future__ import annotations

import re
from collections.abc import Callable

from mathspeak.documents import blocks as b
from mathspeak.documents.line import Line
from mathspeak.documents.markdown.covered import Region
from mathspeak.documents.markdown.keys import kind_of, spelled
from mathspeak.documents.markdown.state import State

_TARGETED = re.compile(r"\s*(.*?)\s*<([^<>]*)>\s*", re.DOTALL)
_CODE = frozenset(
    "code func class mod meth attr data exc obj kbd file command program samp envvar option literal regexp".split()
)
_SILENT = frozenset(["index", "raw", "width", "height", "end_tab", "begin_tab", "tab", "target", "eval"])
_CITING = frozenset(["citep", "citet", "cite", "textcite", "parencite", "footcite", "citealp", "citeauthor"])


def read_role(line: Line, region: Region, content: str, state: State) -> None:
    name = region.name
    start, end = region.start + state.offset, region.end + state.offset
    short = name.rpartition(":")[2] if ":" in name else name
    titled = _TARGETED.fullmatch(content)
    label = titled[2] if titled else content.strip()
    if name in ("label", "eqlabel"):
        state.beside.append(content.strip())
    elif name in ("eq", "eqref") or name == "math:numref":
        line.add(state.labels.refer(b.Reference("equation", "", label, start, end, bracketed=True)))
    elif name == "numref":
        _numref(line, titled, label, start, end, state)
    elif name in ("prf:ref", "proof:ref"):
        line.add(state.labels.refer(b.Reference("theorem", "", label, start, end, named=True)))
    elif name in ("ref", "any", "std:ref"):
        if titled and titled[1]:
            line.text(titled[1], start, end)
        else:
            line.add(state.labels.refer(b.Reference(kind_of(label), "", label, start, end)))
    elif name == "doc":
        line.text(titled[1] if titled and titled[1] else _page(label), start, end)
    elif short in _CITING or name.startswith("cite:"):
        cite(line, content, start, end)
    elif short in ("sub", "subscript", "sup", "superscript"):
        line.script(content, "_" if short.startswith("sub") else "^", start, end)
    elif short in _CODE:
        line.add(b.Code((titled[1] or label) if titled else content.strip("~!"), start, end))
    elif short not in _SILENT:
        line.text(titled[1] or label if titled else content, start, end)


def _numref(line: Line, titled: re.Match[str] | None, label: str, start: int, end: int, state: State) -> None:
    before, sign, after = titled[1].partition("%s") if titled else ("", "", "")
    if titled and not sign:
        before, sign, after = titled[1].partition("{number}")
    if titled and not sign:
        line.text(titled[1], start, end)
        return
    line.text(before, start, start)
    line.add(state.labels.refer(b.Reference(kind_of(label), "", label, start, end, named=not titled)))
    line.text(after, end, end)


def cite(line: Line, content: str, start: int, end: int) -> None:
    keys = [key.strip() for key in content.split(",") if key.strip()]
    if keys:
        line.add(b.Citation(keys, "; ".join(map(spelled, keys)), start, end))


def _page(path: str) -> str:
    """The name of another page, as words."""
    return path.rpartition("/")[2].removesuffix(".md").replace("-", " ").replace("_", " ").strip()


def read_command(line: Line, region: Region, content: str, state: State) -> None:
    name, label = region.name, content.strip()
    start, end = region.start + state.offset, region.end + state.offset
    if name in _CITING:
        cite(line, content, start, end)
    elif name == "label":
        state.beside.append(label)
    elif name == "eqref":
        line.add(state.labels.refer(b.Reference("equation", "", label, start, end, bracketed=True)))
    elif name in ("autoref", "cref", "Cref"):
        line.add(state.labels.refer(b.Reference(kind_of(label), "", label, start, end, named=True)))
    elif name in ("ref", "nameref"):
        line.add(state.labels.refer(b.Reference(kind_of(label), "", label, start, end)))


READERS: dict[str, Callable[[Line, Region, str, State], None]] = {"role": read_role, "command": read_command}
