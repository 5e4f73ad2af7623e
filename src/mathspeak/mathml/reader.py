r"""Presentation MathML to the LaTeX that prints the same.

The other way would be nodes at once. But what a bracket closes, which name is a function, what a prime or a stack of
marks makes of its base is known to the reader of LaTeX, and a second builder of nodes would have to know all of it
again. It reads Unicode's signs as well as commands, so that little is left to write here: the structure, and the few
signs that LaTeX takes for its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mathspeak.errors import LatexError, LimitExceeded
from mathspeak.limits import Limits
from mathspeak.mathml import layouts, leaves, scripts, tables
from mathspeak.mathml.leaves import APPLIED, printed, variant
from mathspeak.mathml.rows import BARS, CLOSING, OPENING, WRAPPERS, command, core, delimiter, fenced, inside, part_bars
from mathspeak.mathml.rows import prints_nothing as nothing
from mathspeak.mathml.tree import Element, parse

# Elements that LaTeX writes in one command are wordy here.
BYTES_A_CHARACTER = 16
LEVELS_A_GROUP = 4
TEX = frozenset(["application/x-tex", "application/x-latex", "text/x-tex", "text/x-latex", "tex", "latex"])
# What prints nothing and yet says where words end or what is applied.
KEPT = frozenset(["mspace", "mo"])


def read_mathml(source: str, *, limits: Limits | None = None) -> str:
    r"""The LaTeX of a piece of MathML; where it carries its own LaTeX as an annotation, that.

    Raises `LatexError` where nothing in it can be read, `LimitExceeded` beyond the limits.

    >>> read_mathml("<math><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>")
    '\\frac{a}{\\sqrt{b}}'
    """
    limits = limits or Limits()
    if len(source) > limits.max_bytes * BYTES_A_CHARACTER:
        raise LimitExceeded(
            "max_bytes",
            f"the formula has more than {limits.max_bytes * BYTES_A_CHARACTER:,} bytes of MathML",
            hint="split it, or raise the limit max_bytes",
        )
    root = parse(source, limits.max_depth * LEVELS_A_GROUP)
    try:
        latex = annotation(root) or row(root)
    except RecursionError as error:
        raise LimitExceeded("max_depth", "the formula is nested too deep", hint="split the formula") from error
    if not latex:
        raise LatexError("there is nothing to read in the MathML", hint="it must be presentation MathML")
    return latex


def annotation(root: Element) -> str:
    """The LaTeX that an element carries beside what it prints."""
    pending = [root]
    while pending:
        element = pending.pop()
        if element.tag == "annotation" and element.get("encoding") in TEX:
            return element.text.strip()
        if element.tag in ("math", "semantics", ""):
            pending.extend(reversed(element.children))
    return ""


def write(element: Element) -> str:
    """An element as LaTeX, which may be several things side by side."""
    reader = READERS.get(element.tag)
    if reader is not None:
        return reader(element)
    return row(element)


def row(element: Element) -> str:
    """What an element groups, side by side."""
    items = [item for item in inside(element) if item.tag in KEPT or not nothing(item)]
    part_bars(items)
    shown = [item for item in items if delimiter(item) != " " or not nothing(item)]
    pair = fenced(shown)
    if pair is not None and len(shown) == 3 and (whole := _environment(core(shown[1]), *pair)):
        return whole
    if pair is None or OPENING.get(pair[0]) == pair[1]:
        return side_by_side(items)
    ends = [item for item in (shown[0], shown[-1]) if delimiter(item) != " "]
    body = side_by_side([item for item in items if item not in ends])
    return f"\\left{command(pair[0])} {body} \\right{command(pair[1])}"


def side_by_side(items: Sequence[Element]) -> str:
    """Neighbours as LaTeX, those that make one thing together as one."""
    pieces: list[str] = []
    at = 0
    while at < len(items):
        taken, text = _modulus(items, at) or _run(items, at)
        if text.startswith("\\pmod") and pieces and pieces[-1] == "\\quad":
            pieces.pop()
        if text == "=" and pieces and pieces[-1] == ":":
            pieces[-1] = ":="
        elif text:
            pieces.append(text)
        at += taken
    return " ".join(pieces)


def _modulus(items: Sequence[Element], at: int) -> tuple[int, str] | None:
    """A modulus in parentheses: how many items it takes, and its command."""
    if delimiter(items[at]) != "(" or core(items[at]).tag != "mo" or at + 2 >= len(items):
        return None
    name = core(items[at + 1])
    if name.tag == "mrow":
        if "".join(printed(core(item)) for item in inside(name)) != "mod":
            return None
    elif printed(name) != "mod":
        return None
    depth = 1
    for end in range(at + 2, len(items)):
        sign = delimiter(items[end])
        depth += (sign in OPENING) - (sign in CLOSING)
        if not depth:
            body = side_by_side([item for item in items[at + 2 : end] if not nothing(item)])
            return end + 1 - at, f"\\pmod{{{body}}}"
    return None


def _run(items: Sequence[Element], at: int) -> tuple[int, str]:
    """How many items make one thing from here on, and that thing."""
    opening = delimiter(items[at])
    if (opening in OPENING or opening in BARS) and at + 1 < len(items):
        middle = core(items[at + 1])
        closing = delimiter(items[at + 2]) if at + 2 < len(items) else ""
        if closing in CLOSING or closing in BARS or not closing:
            if whole := _environment(middle, opening, closing):
                return 3 if at + 2 < len(items) else 2, whole
    if opening == "{" and at + 1 < len(items) and (found := tables.lone_table(items[at + 1])) is not None:
        return 2, tables.table(found, write, ("{", ""))
    item = core(items[at])
    if item.tag == "mo" and printed(item) == "⊥" and 0 < at < len(items) - 1:
        return 1, "\\perp"  # alone, the same sign is a constant
    if item.tag != "mi":
        return 1, write(items[at])
    letters = _word(items, at)
    if len(letters) > 1:
        return len(letters), f"{leaves.ALPHABETS[variant(item)]}{{{''.join(letters)}}}"
    applied = at + 1 < len(items) and APPLIED in core(items[at + 1]).text
    return 1, leaves.identifier(item, applied)


def _word(items: Sequence[Element], at: int) -> list[str]:
    """Letters of one alphabet that stand side by side: some converters write a word in upright type so."""
    alphabet = variant(core(items[at]))
    letters: list[str] = []
    for place in range(at, len(items)):
        item = core(items[place])
        text = printed(item)
        if not alphabet or item.tag != "mi" or variant(item) != alphabet or len(text) != 1 or not text.isascii():
            break
        letters.append(text)
    return letters if all(letter.isalpha() for letter in letters) else letters[:1]


def _environment(middle: Element, opening: str, closing: str) -> str:
    """A table, or one thing over another, with the delimiters around it as one environment or command."""
    if middle.tag == "mtable" and ((opening, closing) in tables.MATRICES or (opening == "{" and not closing)):
        return tables.table(middle, write, (opening, closing))
    if middle.tag == "mfrac" and (opening, closing) == ("(", ")") and layouts.is_bare(middle):
        top, bottom = layouts.two(middle, write)
        return f"\\binom{{{top}}}{{{bottom}}}"
    return ""


def base(element: Element) -> str:
    """An element as the one thing that a script is attached to."""
    inner = core(element)
    if inner.tag in ("mi", "mo", "mn") and printed(inner):
        return write(inner)
    if inner.tag in WRAPPERS:
        shown = [child for child in inside(inner) if delimiter(child) != " " or not nothing(child)]
        if fenced(shown) is not None:
            return row(inner)
        return f"{{{row(inner)}}}"
    if inner.tag in ("msub", "msup", "msubsup", "mmultiscripts", "mi", "mo", "mn"):
        return f"{{{write(inner)}}}"
    return write(inner)


def _mfenced(element: Element) -> str:
    opening = element.attributes.get("open", "(").strip()
    closing = element.attributes.get("close", ")").strip()
    separators = "".join(element.attributes.get("separators", ",").split())
    pieces: list[str] = []
    for i, child in enumerate(element.children):
        if i and separators:
            pieces.append(leaves.signs(separators[min(i, len(separators)) - 1]))
        pieces.append(write(child))
    if len(element.children) == 1 and (whole := _environment(core(element.children[0]), opening, closing)):
        return whole
    return f"\\left{command(opening)} {' '.join(pieces)} \\right{command(closing)}"


def in_script(element: Element) -> str:
    """What stands in a script: lines one below the other are a stack there."""
    found = tables.lone_table(element)
    if found is not None and all(len(line.children) == 1 for line in found.children):
        return tables.stack(found, write)
    return write(element)


READERS: dict[str, Callable[[Element], str]] = {
    "mi": leaves.identifier,
    "mn": leaves.number,
    "mo": leaves.operator,
    "mtext": lambda element: leaves.prose(element.text),
    "ms": layouts.string,
    "mspace": layouts.space,
    "mglyph": lambda element: leaves.prose(element.attributes.get("alt", "")),
    "mfrac": lambda element: layouts.fraction(element, write),
    "msqrt": lambda element: f"\\sqrt{{{row(element)}}}",
    "mroot": lambda element: layouts.root(element, write),
    **dict.fromkeys(("msub", "msup", "msubsup"), lambda element: scripts.beside(element, base, in_script)),
    **dict.fromkeys(("munder", "mover", "munderover"), lambda element: scripts.around(element, base, in_script)),
    "mmultiscripts": lambda element: scripts.multiple(element, base, in_script),
    "mtable": lambda element: tables.table(element, write),
    "menclose": lambda element: layouts.enclosure(element, row(element)),
    "mfenced": _mfenced,
}
