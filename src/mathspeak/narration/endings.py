"""The mark that ends a formula and belongs to the sentence around it: the full stop of ``x = 1.``"""

from __future__ import annotations

import re

# Characters before the end that are looked at: searching for an end from every place takes the square of the length.
_LONGEST_TAIL = 300
# What can stand between the mark and the end of a formula, and prints nothing that is said.
_SILENT = r"""(?:
    \s | ~ | \\[,;:!\ >] | \\q?quad(?![A-Za-z]) | \\(?:nonumber|notag|hfill|qedhere|qed)(?![A-Za-z])
  | \\(?:label|tag\*?|hspace\*?|vspace\*?|mbox|hphantom|phantom)\s*\{[^{}]*\} | \\\\(?:\[[^\]]*\])?
  | \\end\{(?:align|aligned|alignat|alignedat|flalign|gather|gathered|multline|split|equation|eqnarray|displaymath|math
      |[dr]?cases|IEEEeqnarray|subequations)\*?\}
)*"""
_MARK = re.compile(rf"(?P<mark>[.,;:?])(?P<tail>{_SILENT})\Z", re.VERBOSE)
_MARK_IN_TEXT = re.compile(
    rf"\\(?:text|mbox|textrm|textnormal|textit|mathrm)\s*\{{[^{{}}]*?(?P<mark>[.,;:?])\s*\}}(?P<tail>{_SILENT})\Z",
    re.VERBOSE,
)
# Before the mark: what makes it part of a command, a delimiter that is not printed, or the last of three dots.
_PART_OF_COMMAND = re.compile(r"(?:\\|\.|\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)\Z")


def final_mark(latex: str) -> tuple[str, str]:
    r"""The formula without its final mark, a blank in its place, and the mark; none is an empty text.

    >>> final_mark(r"x = 1.\label{one}"), final_mark(r"f'\right."), final_mark(r"1, 2, \ldots")
    (('x = 1 \\label{one}', '.'), ("f'\\right.", ''), ('1, 2, \\ldots', ''))
    """
    start = max(0, len(latex) - _LONGEST_TAIL)
    found = _MARK.search(latex, start) or _MARK_IN_TEXT.search(latex, start)
    if not found or _PART_OF_COMMAND.search(latex, 0, found.start("mark")):
        return latex, ""
    at = found.start("mark")
    rest = f"{latex[:at]} {latex[at + 1 :]}"
    return (rest, found["mark"]) if rest.strip() else (latex, "")
