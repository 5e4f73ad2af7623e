r"""What stands around a formula: definitions of macros in it, the numbers and labels of its rows.

The mathematics itself is never read here.
"""

from __future__ import annotations

import re

from mathspeak.documents.labels import Labels

NUMBERED = frozenset(
    "equation align alignat flalign gather multline eqnarray xalignat xxalignat dmath IEEEeqnarray".split()
)
# Those of them that have one number for all rows.
_ONE = frozenset(["equation", "multline", "dmath"])
MATH_ENVIRONMENTS = frozenset(
    [
        *NUMBERED,
        *(f"{name}*" for name in NUMBERED),
        *"displaymath math aligned alignedat gathered split array matrix pmatrix bmatrix Bmatrix vmatrix".split(),
        *"Vmatrix smallmatrix cases dcases rcases subequations CD darray".split(),
    ]
)
_BEGIN = re.compile(r"\s*\\begin\s*\{(\w+\*?)\}")
_STEP = re.compile(
    r"\\(?:begin|end)\s*\{(?P<env>\w+\*?)\}|\\(?P<mark>label|tag\*?)\s*\{(?P<value>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
    r"|\\(?P<none>nonumber|notag)(?![A-Za-z])|\(\\#(?P<book>eq:[\w:.-]+)\)|(?P<row>\\\\|\\cr(?![A-Za-z]))|\\.|[{}]",
    re.DOTALL,
)
_BOOKDOWN = re.compile(r"\s*\(\\#eq:[\w:.-]+\)")
_DEFINING = re.compile(
    r"\\(?:(?:re|provide)?newcommand|(?:Declare|Re|Provide)?(?:DocumentCommand)|DeclareMathOperator|"
    r"DeclarePairedDelimiter|[gex]?def|let|newenvironment|renewenvironment)\*?(?![A-Za-z])"
)
_BETWEEN = re.compile(r"(?:[\s;,]|%[^\n]*\n|\\(?:global|long|require\s*\{[^{}]*\}|displaystyle)(?![A-Za-z]))*")
_NAME = re.compile(r"\s*(?:\{\s*)?(\\(?:[A-Za-z@]+|.)|\w+)(?:\s*\})?", re.DOTALL)
_OPTION = re.compile(r"\s*\[[^\]]*\]")
_PARAMETERS = re.compile(r"[^{}\\]*")
_LET = re.compile(r"\s*\\(?:[A-Za-z@]+|.)\s*=?\s*(?:\\(?:[A-Za-z@]+|.)|\S)", re.DOTALL)
_GROUPS = {"\\DeclarePairedDelimiter": 2, "\\newenvironment": 2, "\\renewenvironment": 2}


def split_definitions(latex: str) -> tuple[str, str]:
    r"""The macro definitions that a formula begins with, and the rest of it.

    >>> split_definitions(r"\newcommand{\R}{\mathbb{R}} x \in \R")
    ('\\newcommand{\\R}{\\mathbb{R}}\n', 'x \\in \\R')
    """
    if "\\" not in latex:
        return "", latex
    found: list[str] = []
    position = _skip(latex, 0)
    while defining := _DEFINING.match(latex, position):
        end = definition_end(latex, defining.start())
        if end is None:
            break
        found.append(latex[defining.start() : end].strip() + "\n")
        position = _skip(latex, end)
    return ("".join(found), latex[position:].strip()) if found else ("", latex)


def _skip(latex: str, position: int) -> int:
    found = _BETWEEN.match(latex, position)
    return found.end() if found else position


def definition_end(latex: str, start: int) -> int | None:
    """Where the definition ends that begins at a place; none where it is not whole."""
    command = _DEFINING.match(latex, start)
    if command is None:
        return None
    token = command.group().rstrip("*")
    if token == "\\let":
        found = _LET.match(latex, command.end())
        return found.end() if found else None
    name = _NAME.match(latex, command.end())
    if name is None:
        return None
    position = name.end()
    if token.endswith("def"):
        position = _PARAMETERS.match(latex, position).end()  # type: ignore[union-attr]
    while option := _OPTION.match(latex, position):
        position = option.end()
    groups = _GROUPS.get(token, 2 if token.endswith("DocumentCommand") else 1)
    for _ in range(groups):
        end = group_end(latex, position)
        if end is None:
            return None
        position = end
    return position


_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)


def group_end(latex: str, position: int) -> int | None:
    """Where the group in braces ends that begins at a place, after space."""
    while position < len(latex) and latex[position].isspace():
        position += 1
    if latex[position : position + 1] != "{":
        return None
    depth = 0
    for found in _BRACES.finditer(latex, position):
        sign = found.group()
        depth += (sign == "{") - (sign == "}")
        if not depth:
            return found.end()
    return None


def environment_of(latex: str) -> str:
    """The environment that a formula begins with; empty if none."""
    found = _BEGIN.match(latex)
    return found[1] if found else ""


def number_rows(latex: str, labels: Labels, label: str = "") -> tuple[str, list[str | None]]:
    r"""Number a displayed formula and remember its labels; ``label`` stands beside it in the document.

    Rows of LaTeX's numbered environments count, any other formula where it has a label. Gives the formula without
    what only R Markdown understands, and the numbers of its rows.

    >>> number_rows(r"\begin{align} a &= b \\ c &= d \notag \end{align}", Labels())[1]
    ['1', None]
    """
    name = environment_of(latex)
    rows = _rows(latex) if "\\" in latex else [_RowMarks()]
    if name not in NUMBERED or name in _ONE:
        rows = [_merged(rows)]
    numbers: list[str | None] = []
    for row in rows:
        printed = row.tag
        if printed is None and not row.unnumbered and (name in NUMBERED or row.labels or label):
            printed = labels.number("equation")
        numbers.append(printed)
        for key in row.labels:
            labels.define(key, "equation", printed or "")
    if label:
        labels.define(label, "equation", next((number for number in numbers if number), "") or "")
    if "(\\#eq:" in latex:
        latex = _BOOKDOWN.sub("", latex)
    return latex, numbers if any(numbers) else []


class _RowMarks:
    __slots__ = ("labels", "tag", "unnumbered")

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.tag: str | None = None
        self.unnumbered = False


def _merged(rows: list[_RowMarks]) -> _RowMarks:
    whole = _RowMarks()
    for row in rows:
        whole.labels += row.labels
        whole.tag = whole.tag if row.tag is None else row.tag
        whole.unnumbered = whole.unnumbered or row.unnumbered
    return whole


def _rows(latex: str) -> list[_RowMarks]:
    """What the rows of the outermost environment say of their numbers."""
    rows = [_RowMarks()]
    depth = braces = 0
    last_break = 0
    for found in _STEP.finditer(latex):
        text = found.group()
        if found["env"]:
            depth += 1 if text.startswith("\\begin") else -1
            if (
                text.startswith("\\end")
                and depth == 0
                and len(rows) > 1
                and not latex[last_break : found.start()].strip()
            ):
                rows.pop()
        elif found["mark"] == "label":
            rows[-1].labels.append(found["value"].strip())
        elif found["mark"]:
            rows[-1].tag = found["value"].strip().strip("()").strip("$")
        elif found["none"]:
            rows[-1].unnumbered = True
        elif found["book"]:
            rows[-1].labels.append(found["book"])
        elif found["row"] and depth <= 1 and not braces:
            rows.append(_RowMarks())
            last_break = found.end()
        else:
            braces += (text == "{") - (text == "}")
    return rows
