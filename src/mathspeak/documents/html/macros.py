r"""Macros that a page tells MathJax or KaTeX in its scripts, as definitions in LaTeX. No script is run."""

from __future__ import annotations

import re

_TABLE = re.compile(r"""['"]?[mM]acros['"]?\s*:\s*\{""")
_ENTRY = re.compile(
    r"""\s*,?\s*(?:['"]\\{0,2}([A-Za-z]+)['"]|([A-Za-z]+))\s*:\s*"""
    r"""(?:\[\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')(?:\s*,\s*(\d)\s*(?:,\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*)?\])?""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PARAMETER = re.compile(r"#([1-9])")
_MOST = 2_000


def macros_in(script: str) -> str:
    r"""The definitions in a script's tables of macros.

    >>> macros_in('MathJax = {tex: {macros: {RR: "{\\\\mathbb R}", half: ["\\\\frac{#1}{2}", 1]}}}')
    '\\newcommand{\\RR}{{\\mathbb R}}\n\\newcommand{\\half}[1]{\\frac{#1}{2}}\n'
    """
    lines: list[str] = []
    for table in _TABLE.finditer(script):
        at = table.end()
        while len(lines) < _MOST and (entry := _ENTRY.match(script, at)):
            name = entry[1] or entry[2]
            body = _plain(entry[3] if entry[3] is not None else entry[4])
            parameters = int(entry[5]) if entry[5] else max((int(n) for n in _PARAMETER.findall(body)), default=0)
            default = entry[6] if entry[6] is not None else entry[7]
            option = f"[{_plain(default)}]" if default is not None else ""
            count = f"[{parameters}]" if parameters else ""
            lines.append(f"\\newcommand{{\\{name}}}{count}{option}{{{body}}}\n")
            at = entry.end()
    return "".join(lines)


def _plain(string: str) -> str:
    """What a script's string says."""
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), string)
