r"""Displayed formulas: environments such as ``align``, and the numbers of their rows as LaTeX would give them."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Unread
from mathspeak.documents.tex import formulas
from mathspeak.documents.tex.ends import end_of_unclosed, find_end, other_end
from mathspeak.documents.tex.mouth import Frame
from mathspeak.documents.tex.options import without_comments
from mathspeak.documents.tex.sources import Source
from mathspeak.documents.tex.state import Open, Target
from mathspeak.latex.rows import Row, rows, without_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

# How an environment is numbered: each of its rows, the last one for all, or all as one.
_SHAPES = {
    **dict.fromkeys("align gather flalign alignat xalignat eqnarray IEEEeqnarray numcases subnumcases".split(), "rows"),
    "multline": "last",
    **dict.fromkeys("equation dmath empheq darray".split(), "one"),
}
_UNNUMBERED = """displaymath xxalignat array matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases
    rcases aligned gathered alignedat split multlined dgroup"""
_WITHOUT_STAR = frozenset("numcases subnumcases darray".split())
# These only say that their content is a display, and are not handed on.
_BARE = frozenset("equation dmath displaymath".split())
_ARGUMENTS = {
    **dict.fromkeys("alignat xalignat xxalignat alignedat array numcases subnumcases".split(), 1),
    **dict.fromkeys("IEEEeqnarray darray empheq".split(), 1),
}
_ARGUMENT = re.compile(r"\s*(?:\[[^\]]*\]\s*)?(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")
_MARKS = re.compile(r"\\(?:label|tag|notag|nonumber|eqno|leqno|IEEE)")
_MARKUP = re.compile(r"[\\${}~%-]")
_PICTURE = re.compile(r"\s*(?:\\begin\s*\{(tikzcd|tikzpicture|pspicture|picture)\}|\\(xymatrix|diagram)\b)")


def add_unnumbered(reader: Reader, body: str, start: int, end: int) -> None:
    r"""A display between delimiters: it has no number unless ``\tag`` gives it one."""
    _add(reader, "displaymath", body, start, end)


def _add(reader: Reader, environment: str, body: str, start: int, end: int) -> None:
    """A display with all numbers that it has, and the labels for them."""
    if reader.builder.quiet:
        return
    name, starred = environment.removesuffix("*"), environment.endswith("*")
    body = without_comments(body)
    if picture := _PICTURE.match(body):
        _add_picture(reader, picture[1] or picture[2], body, start, end)
        return
    if name == "empheq":
        name, body = _unwrapped(body)
        environment, starred = name, name.endswith("*")
        name = name.removesuffix("*")
    shape = _SHAPES.get(name, "one")
    numbered = name in _SHAPES and not starred
    arguments, body = _take_arguments(name, body)
    latex = body
    numbers: list[str | None] = []
    if _MARKS.search(body) or (numbered and shape != "one"):
        found = rows(body)
        latex = without_numbers(body, found)
        numbers = _number_rows(reader, found, numbered) if shape == "rows" else [_number(reader, found, numbered)]
        if shape == "last":
            numbers = [*[None] * (sum(not row.empty for row in found) - 1), *numbers]
    elif numbered:
        numbers = [reader.step("equation")]
    if name not in _BARE:
        bare = f"{name}*" if name in _SHAPES and name not in _WITHOUT_STAR else name
        latex = f"\\begin{{{bare}}}{arguments}{latex.strip()}\\end{{{bare}}}" if latex.strip() else ""
    formulas.add(reader, latex, True, start, end, numbers if any(numbers) else [])


def _take_arguments(name: str, body: str) -> tuple[str, str]:
    """The arguments of the environment itself, and what comes after them."""
    if name not in _ARGUMENTS:
        return "", body
    found = _ARGUMENT.match(body)
    return (found[0].strip(), body[found.end() :]) if found else ("", body)


def _unwrapped(body: str) -> tuple[str, str]:
    r"""What stands in ``empheq``: the environment that its argument names, and its rows."""
    found = _ARGUMENT.match(body)
    if found is None:
        return "equation", body
    inner = found[1].strip("{} ")
    return inner.rpartition("=")[2].strip("{} ") or "equation", body[found.end() :]


def _number_rows(reader: Reader, found: list[Row], numbered: bool) -> list[str | None]:
    """The printed number of each row; the labels of a row point to it."""
    numbers = [_number(reader, [row], numbered) for row in found]
    # A line break before the end makes one more number, but nothing to read.
    if len(found) > 1 and found[-1].empty and found[-1].tag is None:
        numbers.pop()
    return numbers


def _number(reader: Reader, found: list[Row], numbered: bool) -> str | None:
    """The one number of some rows, if they have one."""
    number: str | None = None
    tag = next((row.tag for row in found if row.tag is not None), None)
    said = [row.numbered for row in found if row.numbered is not None]
    if tag is not None:
        number = _tag(reader, tag)
    elif said[-1] if said else numbered:
        number = reader.step("equation")
    for row in found:
        for label in row.labels:
            target = reader.target if number is None else Target("equation", number, [])
            reader.set_label(label, target)
    return number


def _tag(reader: Reader, tag: str) -> str:
    r"""A tag as it is printed, without the parentheses that are printed around every number."""
    text = reader.text_of(tag) if _MARKUP.search(tag) else tag
    return text.strip().removeprefix("(").removesuffix(")").strip() or "*"


def _add_picture(reader: Reader, name: str, body: str, start: int, end: int) -> None:
    what = "a diagram" if name in ("tikzcd", "xymatrix", "diagram") else "a picture"
    reader.builder.block(Unread(what, body.strip(), start, end))
    reader.notice("unread", f"{what} drawn in TeX is not read", start, end)


def _environment(reader: Reader, name: str, start: int) -> None:
    """An environment that is one formula; a macro may have begun it, and another may end it."""
    frames = reader.mouth.frames
    frame = reader.mouth.top()
    # Numbered displays do not stand in one another.
    nests = name.removesuffix("*") not in _SHAPES
    head = ""
    close, end = find_end(frame, name, nests=nests)
    ending = other_end(reader, frame, name, close)
    if close < 0 and ending is None and frame.source.place is not None and not frame.barrier:
        # What the macro began goes on behind it.
        head = frame.source.string[frame.position : frame.end]
        frame.position = frame.end
        frame = reader.mouth.top()
        close, end = find_end(frame, name, nests=nests)
        ending = other_end(reader, frame, name, close)
    source, begin = frame.source, frame.position
    tail = ""
    if ending is not None:
        close, end = ending.start, ending.end
        tail, _, after = ending.code.partition(f"\\end{{{name}}}")
        frame.position = end
        frames.append(Frame(Source(after, place=(start, source.end(end))), 0, len(after)))
        if ending.environment:
            _end_environment(reader, ending.environment, start)
    elif close < 0:
        close = end = end_of_unclosed(source, begin, frame.end)
        reader.notice("unclosed", f"\\begin{{{name}}} has no end", start)
    frame.position = end
    _add(reader, name, head + source.string[begin:close] + tail, start, source.end(end))


def _end_environment(reader: Reader, name: str, start: int) -> None:
    """An environment of the document whose end was read with its formula."""
    for entry in reversed(reader.stack):
        if entry.name == name:
            entry.code = ""
            reader.mouth.frames[-1].done = lambda: reader.end(name, start)
            return


def _subequations(reader: Reader, name: str, start: int) -> None:
    if any(entry.name == name for entry in reader.stack):
        reader.open(Open(name, start))
        return
    counters = reader.counters
    outer = reader.target
    number = reader.step("equation")
    value, form = counters.values["equation"], counters.forms["equation"]
    counters.values["equation"] = 0
    counters.forms["equation"] = f"{number}\\alph{{equation}}"
    reader.target = Target("equation", number, [])

    def close() -> None:
        counters.values["equation"], counters.forms["equation"] = value, form
        reader.target = outer

    reader.open(Open(name, start, close))


def _inline(reader: Reader, name: str, start: int) -> None:
    frame = reader.mouth.top()
    source, begin = frame.source, frame.position
    close, end = find_end(frame, name)
    if close < 0:
        close = end = source.paragraph_end(begin, frame.end)
    frame.position = end
    formulas.add(reader, source.string[begin:close], False, start, source.end(end))


_DISPLAYS = [*_SHAPES, *(f"{name}*" for name in _SHAPES), *_UNNUMBERED.split()]
_STARRED = [f"{name}*" for name in "pmatrix bmatrix matrix cases dcases dgroup".split()]
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys([*_DISPLAYS, *_STARRED], _environment),
    "subequations": _subequations,
    "math": _inline,
}
