r"""Where formulas stand: ``$…$``, ``\(…\)``, ``\[…\]``, and what is only money."""

from __future__ import annotations

import re

from mathspeak.documents.tex import displays, formulas, languages
from mathspeak.documents.tex.ends import end_of_unclosed, is_hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.mouth import Frame
    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Source

# A formula that holds neither prose nor comments, which is nearly every one.
_INLINE = re.compile(r"\$((?:[^$\\%\n]++|\\(?!text|mbox|hbox|fbox|ref|eqref|footnote)[^\n]|\n(?![ \t]*\n))++)\$")
_SIGN = re.compile(r"\\(?:text[a-z]*|mbox|hbox|fbox|footnote)\s*\{|\\[\s\S]|\$\$?|%[^\n]*|\n[ \t]*\n")
_PRICE = re.compile(r"\d[\d.,]*(?:\s?(?:k|K|m|M|bn|[mb]illion|thousand))?(?=[\s.,;:!?)]|$)")
_TEX_SIGN = re.compile(r"[\\^_{=+<>&]")
_PROSE_WORD = re.compile(r"(?<![\\\w])[^\W\d_]{2,}")
# Two words in a row, or one before a full stop: what a formula that was not closed goes over into.
_PROSE = re.compile(r"\s(?:[^\W\d_]{2,}[,;:]?\s+[^\W\d_]+|[^\W\d_]{2,}[.?!](?=\s|$))")
# What cannot stand in a display, so that one before it was not closed.
_NEXT_THING = re.compile(r"\\\[|\\(?:sub)*section|\\begin\s*\{(?:theorem|proof|equation|itemize)")
_LAST_WORDS = re.compile(r"(?:\s[^\W\d_]{2,})*\s*$")
_LONGEST_CHECK = 5_000
_AMOUNT = re.compile(r"[ \t]?(\d[\d.,]*\d|\d)((?:[ ~]?(?:k|K|m|M|bn|[mb]illion|thousand|Millionen|Milliarden))\b)?")


def read_dollar(reader: Reader, frame: Frame, at: int) -> None:
    """A dollar sign: the beginning of a formula, of a price, or nothing that makes sense."""
    string = frame.source.string
    if reader.builder.quiet:
        frame.position = at + 1
        return
    if string.startswith("$$", at) and at + 1 < frame.end:
        _read_display(reader, frame, at)
        return
    found = _INLINE.match(string, at, frame.end)
    close = found.end() - 1 if found else _closing(frame, at)
    start = frame.source.start(at)
    if close < 0:
        _read_unclosed(reader, frame, at)
        return
    inner = string[at + 1 : close]
    if _is_money(inner, string[close + 1 : close + 2]) or _is_misplaced(frame, inner, close):
        _read_unclosed(reader, frame, at)
        return
    frame.position = close + 1
    formulas.add(reader, inner, False, start, frame.source.end(close + 1))


def _closing(frame: Frame, at: int) -> int:
    """The dollar sign that closes an inline formula, outside of prose in it; -1 if its paragraph ends before."""
    position = at + 1
    source = frame.source
    while found := _SIGN.search(source.string, position, frame.end):
        sign = found[0]
        position = found.end()
        if sign[0] == "$":
            return found.start()
        if sign[0] == "\n":
            return -1
        if sign[-1] == "{" and len(sign) > 2:
            close = source.closer(found.end() - 1)
            position = close if 0 <= close < frame.end else position
    return -1


def _is_money(inner: str, after: str) -> bool:
    price = _PRICE.match(inner)
    if price is None or _TEX_SIGN.search(inner):
        return False
    return after.isdigit() or (inner[-1:].isspace() and _PROSE_WORD.search(inner, price.end()) is not None)


def _is_misplaced(frame: Frame, inner: str, close: int) -> bool:
    """Whether the sign at ``close`` opens a formula rather than closing one, because one before it was left out."""
    if not inner[-1:].isspace() or inner[:1].isspace():
        return False
    string = frame.source.string
    after = string[close + 1 : close + 2]
    if not (after.isalnum() or after == "\\") or not _PROSE_WORD.search(inner):
        return False
    limit = frame.source.paragraph_end(close, min(frame.end, close + _LONGEST_CHECK))
    rest = string[close:limit]
    return (rest.count("$") - rest.count("\\$")) % 2 == 0


def _read_unclosed(reader: Reader, frame: Frame, at: int) -> None:
    """A lone dollar sign: money before an amount, else a formula up to where prose seems to go on."""
    string = frame.source.string
    start = frame.source.start(at)
    frame.position = at + 1
    limit = frame.source.paragraph_end(at, min(frame.end, at + _LONGEST_CHECK))
    other = string.find("$", at + 1, limit)
    inner = string[at + 1 : other if other >= 0 else limit]
    if _PRICE.match(inner):
        print_dollars(reader, start)
        return
    prose = _PROSE.search(inner)
    formula = inner[: prose.start()] if prose else inner
    if prose is None and other >= 0:
        formula = _LAST_WORDS.sub("", inner)
    reader.notice("unclosed", "a “$” has no other to close it", start)
    if _TEX_SIGN.search(formula) or len(formula.split()) <= 1:
        frame.position = at + 1 + len(formula)
        formulas.add(reader, _balanced(formula), False, start, frame.source.end(frame.position))


def _balanced(latex: str) -> str:
    """What is read as a formula by guess must not swallow braces."""
    opening, closing = latex.count("{"), latex.count("}")
    return latex + "}" * (opening - closing) if opening > closing else latex


def print_dollars(reader: Reader, start: int) -> None:
    """Money: the sign has just been read, the amount follows."""
    frame = reader.mouth.top()
    found = _AMOUNT.match(frame.source.string, frame.position, frame.end)
    one, many = languages.dollars(reader.language)
    text = one
    if found:
        frame.position = found.end()
        amount = found[1] + (found[2] or "").replace("~", " ")
        text = f"{amount} {one if amount == '1' else many}"
    reader.builder.words(text, start, reader.mouth.here())


def _read_display(reader: Reader, frame: Frame, at: int) -> None:
    """``$$…$$``; an empty one is nothing."""
    close = find_closing(frame.source, "$$", at + 2, frame.end)
    end = close + 2
    if close < 0:
        close = end = end_of_unclosed(frame.source, at + 2, frame.end)
        reader.notice("unclosed", "a “$$” has no other to close it", frame.source.start(at))
    frame.position = end
    body = frame.source.string[at + 2 : close]
    displays.add_unnumbered(reader, body, frame.source.start(at), frame.source.end(end))


def find_closing(source: Source, sign: str, begin: int, limit: int) -> int:
    r"""Where a display is closed; -1 if a blank line comes first and prose after it, or nothing closes it."""
    position = begin
    while True:
        found = source.find(sign, position)
        if found < 0 or found >= limit:
            return -1
        if not is_hidden(source.string, begin, found):
            break
        position = found + 1
    blank = source.paragraph_end(begin, found)
    if blank < found and _NEXT_THING.search(source.string, blank, found):
        return -1
    return found


def _round(reader: Reader, name: str, start: int) -> None:
    _read_bracketed(reader, start, "\\)", display=False)


def _square(reader: Reader, name: str, start: int) -> None:
    _read_bracketed(reader, start, "\\]", display=True)


def _read_bracketed(reader: Reader, start: int, closing: str, *, display: bool) -> None:
    frame = reader.mouth.frames[-1]
    source, begin = frame.source, frame.position
    if reader.builder.quiet:
        return
    close = find_closing(source, closing, begin, frame.end)
    end = close + 2
    if close < 0:
        close = end = end_of_unclosed(source, begin, frame.end)
        reader.notice("unclosed", f"the “{closing}” of a formula is missing: it ends with its paragraph", start)
    frame.position = end
    body = source.string[begin:close]
    if display:
        displays.add_unnumbered(reader, body, start, source.end(end))
    else:
        formulas.add(reader, body, False, start, source.end(end))


def _stray(reader: Reader, name: str, start: int) -> None:
    """A closing delimiter that closes nothing prints nothing."""


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {"(": _round, "[": _square, ")": _stray, "]": _stray}
