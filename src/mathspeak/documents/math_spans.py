r"""Where mathematics begins and ends in prose: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`.

The formulas themselves are never read here. Money is not mathematics: a dollar sign opens a formula only if a
matching one closes it in the same paragraph and the two do not look like two prices.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class MathSpan:
    """One formula in prose: ``text[start:end]`` with its delimiters, ``text[inner_start:inner_end]`` without them.

    ``closed`` is False where the text, or its paragraph, ends before the closing delimiter.
    """

    __slots__ = ("closed", "display", "end", "inner_end", "inner_start", "start")

    def __init__(self, start: int, inner_start: int, inner_end: int, end: int, display: bool, closed: bool) -> None:
        self.start = start
        self.inner_start = inner_start
        self.inner_end = inner_end
        self.end = end
        self.display = display
        self.closed = closed

    def __repr__(self) -> str:
        return (
            f"MathSpan({self.start}, {self.inner_start}, {self.inner_end}, {self.end}, {self.display}, {self.closed})"
        )


# A backslash takes the character after it along, so `\$` and `\\[2pt]` open nothing.
_SIGN = re.compile(r"\$\$?|\\[\s\S]|\n[ \t]*\n")
_BRACE = re.compile(r"\\[\s\S]|[{}]")
_CLOSERS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_DELIMITERS = {*_CLOSERS, *_CLOSERS.values()}
_PARAGRAPH = "\n\n"
_BLOCK = "\n"
_ENDS = (_PARAGRAPH, _BLOCK)
# What these commands take in braces belongs to the formula around them: `x \text{ if $y$}` is one formula.
_TEXT_IN_FORMULA = re.compile(r"\\(?:text|mbox|hbox|textrm|textnormal|intertext|shortintertext|tag)\*?\s*\{")
_PRICE = re.compile(r"\d+(?:[.,]\d+)*(?:\s?(?:[kKmM]|bn|million|billion|thousand))?(?![\w^\\{+*/=<>-])")
_PROSE_WORD = re.compile(r"(?<![\\\w])[A-Za-z]{2,}")
_COMMAND = re.compile(r"\\[A-Za-z]")
_TEX_SIGN = re.compile(r"[\\^_{=+<>]")


def has_delimiters(text: str) -> bool:
    r"""Whether an unescaped delimiter stands in the text outside `\text{…}` and its like.

    >>> has_delimiters(r"\$5 \text{ if $x$}"), has_delimiters("it costs $5")
    (False, True)
    """
    return any(sign in _CLOSERS for _, sign in _signs(text))


def math_spans(text: str, *, breaks: re.Pattern[str] | None = None, closed_only: bool = False) -> list[MathSpan]:
    r"""The formulas of a prose text, in order.

    ``breaks`` finds where a block of the text ends without an empty line, such as before an item of a list: no formula
    in single dollars goes on there. With ``closed_only`` what is never closed is prose.

    >>> text = "costs $3.50 and $x$ is"
    >>> [text[span.inner_start:span.inner_end] for span in math_spans(text)]
    ['x']
    """
    spans: list[MathSpan] = []
    signs = list(_signs(text, breaks))
    # Where the paragraph ends in which each kind of formula is known to be closed no more.
    never: dict[str, int] = {}
    index = 0
    while index < len(signs):
        start, sign = signs[index]
        index += 1
        if sign not in _CLOSERS or index <= never.get(sign, -1):
            continue
        closer = _closer(signs, index, _CLOSERS[sign])
        open_end = closer == len(signs) or signs[closer][1] in _ENDS
        if open_end and closed_only:
            never[sign] = closer
            continue
        span = _span(text, start, sign, signs[closer][0] if closer < len(signs) else len(text), not open_end)
        if span is None:
            continue
        spans.append(span)
        index = closer + 1
        if closer < len(signs) and signs[closer][1] == "$$" and sign == "$":
            # Of two dollar signs in a row the first closed this formula and the second may open the next.
            index = closer
            signs[closer] = (signs[closer][0] + 1, "$")
    return spans


def _signs(text: str, breaks: re.Pattern[str] | None = None) -> Iterator[tuple[int, str]]:
    """The delimiters and the ends of paragraphs, in order, but for what stands in the text of a formula."""
    group_ends: dict[int, int] | None = None
    position = 0
    signs = _SIGN if breaks is None else re.compile(f"{_SIGN.pattern}|(?P<block>{breaks.pattern})", breaks.flags)
    while found := signs.search(text, position):
        position = found.end()
        sign = found.group()
        if found.lastgroup == "block":
            yield found.start(), _BLOCK
        elif sign in _DELIMITERS:
            yield found.start(), sign
        elif sign[0] == "\n":
            yield found.start(), _PARAGRAPH
        elif sign[0] == "\\" and (command := _TEXT_IN_FORMULA.match(text, found.start())):
            if group_ends is None:
                group_ends = _group_ends(text)
            position = group_ends.get(command.end() - 1, position)


def _group_ends(text: str) -> dict[int, int]:
    """Where each group ends, by the place of its opening brace."""
    ends: dict[int, int] = {}
    open_braces: list[int] = []
    for found in _BRACE.finditer(text):
        if found.group() == "{":
            open_braces.append(found.start())
        elif found.group() == "}" and open_braces:
            ends[open_braces.pop()] = found.end()
    return ends


def _closer(signs: list[tuple[int, str]], index: int, closing: str) -> int:
    """The index of the sign that closes a formula or ends its paragraph; one past the last where none does."""
    while index < len(signs):
        sign = signs[index][1]
        if sign in (closing, _PARAGRAPH) or (closing == "$" and sign in ("$$", _BLOCK)):
            return index
        index += 1
    return index


def _span(text: str, start: int, sign: str, inner_end: int, closed: bool) -> MathSpan | None:
    inner_start = start + len(sign)
    inner = text[inner_start:inner_end]
    if not inner.strip():
        return None
    if sign == "$" and closed and not _is_formula(text, start, inner_end):
        return None
    if sign == "$" and not closed and (_PRICE.match(inner) or not _TEX_SIGN.search(inner)):
        return None
    return MathSpan(start, inner_start, inner_end, inner_end + len(sign) * closed, sign in ("$$", "\\["), closed)


def _is_formula(text: str, start: int, closing: int) -> bool:
    """Whether the dollar signs at start and closing are the ends of one formula, and not two prices or names."""
    inner = text[start + 1 : closing]
    before, after = text[start - 1 : start], text[closing + 1 : closing + 2]
    opens_wide, closes_wide = inner[:1].isspace(), inner[-1:].isspace()
    if closes_wide and not opens_wide and (after.isalnum() or after in ("\\", "(")):
        return False
    if opens_wide and not closes_wide and before.isdigit():
        return False
    if after.isdigit():
        return not (inner[0].isdigit() or before.isalpha())
    return _COMMAND.search(inner) is not None or not (_PRICE.match(inner) and _PROSE_WORD.search(inner))
