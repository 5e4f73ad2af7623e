"""Whole documents of every dialect, told by a batch: every stretch of their prose is said once and in order, no markup
is said, and the numbers are those that are printed.

What the prose is, a few patterns of this file find in the source, which know nothing of the readers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mathspeak.narration.batch import Making, make
from mathspeak.narration.plan import Job

DOCUMENTS = Path(__file__).parent.parent / "documents"
PAGES, TEX = DOCUMENTS / "pages", DOCUMENTS / "tex" / "fixtures"
MATH = r"(?s)\$\$.*?\$\$|(?<![\\\w])\$(?=\S)[^$\n]+?(?<=\S)\$(?!\d)|\\\(.*?\\\)|\\\[.*?\\\]"
# What is no prose, or is not said where it stands; in its place comes a sign that no prose has.
MARKDOWN = [
    r"(?s)\A---\n.*?\n---\n",
    r"(?ms)^(?P<fence>`{3,})(?:\{(?:code-cell|python|r|toctree|list-table|math|figure|theorem)|\w|\{\.python).*?^(?P=fence)",
    r"(?ms)^::: \{\.content-hidden\}.*?^:::",
    r"(?m)^(?:%|:|\||    |`{3}|!\[|\\newcommand|\+{3}|#\|).*$|^\[\^.*(?:\n\n    .*)*$",
    r"(?s)<!--.*?-->|\\begin\{(align|equation|tabular)\}.*?\\end\{\1\}|\{\{.*?\}\}|\^\[.*?\]",
    MATH,
    r"`[^`\n]*`|:\w+:|\[[^\]\n]*\]|\([^)\n]*\)|<[^>]*>|\{[^}\n]*\}|https?:\S+|-?@[\w-]+|\\@\w+",
]
HTML = [
    r"(?s)<(head|script|style|math|table|code|pre|nav|footer|svg|aside|span|figure|dl|cite)\b.*?</\1>",
    r"(?s)<(?P<tag>div|p) (?:hidden|style=\"display: none\").*?</(?P=tag)>|\\begin\{(?P<env>\w+)\}.*?\\end\{(?P=env)\}",
    MATH,
    r"<[^>]*>|&\w+;",
]
NO_PROSE = {
    ".tex": [
        r"(?m)(?<!\\)%.*$",
        r"(?s)\A.*?\\begin\{document\}|\\end\{document\}.*|\\iffalse.*?\\fi|\\else.*?\\fi",
        r"(?s)\\begin\{(?P<env>equation|align|gather|multline|eqnarray|subequations|tikzpicture|tabular|longtable|lstlisting"
        r"|minted|python|comment|thebibliography|figure|table)(?P<star>\*?)\}.*?\\end\{(?P=env)(?P=star)\}",
        r"(?s)\\footnote\{(?:[^{}]|\{[^}]*\})*\}|\\note\{[^}]*\}",
        MATH,
        r"\\(?:label|ref|eqref|autoref|[cC]ref|cite\w*|input|include|subfile|url|nameref|pageref|href)\*?(?:\[[^]]*\])?\{[^}]*\}",
        r"\\verb(.).*?\1|\\lstinline(?:\[[^]]*\])?(\W).*?\2",
        r"\\(?:begin|end)\{\w+\*?\}(?:\[[^]]*\])?|\\[A-Za-z]+\*?(?:\[[^]]*\])?(?:<[^>]*>)?|\\.",
    ],
    ".md": MARKDOWN,
    ".html": HTML,
    ".txt": [MATH],
}
NO_PROSE |= {".qmd": MARKDOWN, ".Rmd": MARKDOWN, ".xhtml": HTML}
PLAIN = re.compile(r"[A-Za-z]{2,}(?:(?: +| *\n *)(?:[A-Za-z]{2,}|a|I))+")
PATHS = [path for path in sorted(PAGES.iterdir()) if path.suffix in NO_PROSE and ".outline" not in path.name]
PATHS += [TEX / name for name in ("analysis/analysis.tex", "probability/probability.tex", "slides.tex")]
# The sentences with numbers and references, by hand from the source as LaTeX and the others would print it.
NUMBERS = {
    "analysis.tex": [
        "Section 1: Convergence.",
        "In theorem 1.3 below, and in lemma 1.2 and theorem 1.3, we use it",
        "Definition 1.1 (Limit).",
        "with equation 1.1: the absolute value of the quantity a sub n minus a",
        "Lemma 1.2.",
        "By equation 1.1, equation 1.2:",
        "and equation 1.3 contradicts itself.",
        "Footnote: The triangle inequality is used in equation 1.2; compare section 2.",
        "Theorem 1.3 (Bolzano, reference 2, theorem 3).",
        "Proof of theorem 1.3.",
        "Item 2: Go on as in item 1a.",
        "Main Theorem.",
        "Remark 1.4.",
        "see figure 1.",
        "Section 2: Series.",
        "equation 2.1a: s sub n equals",
        "equation 2.1b: the limit",
        "So equation 2.1 holds, and by equation 2.1b",
        "equation 2.2: is greater than",
        "Exercise 1.",
        "Figure 1: A bounded sequence",
        "Table 1 compares two of them.",
    ],
    "probability.tex": [
        "These notes follow Kolmogorov (1933) and Feller 1968, Chapter 2.",
        "Part I: Foundations.",
        "Chapter 1: Events.",
        "Section 1.1: Axioms.",
        "equation 1.1: bold cap P of cap omega equals 1",
        "see equation 1.3 and Chapter 2 on page unknown, equation 1.2:",
        "equation 1.3: bold cap P",
        "which follows at once from equation 1.1",
        "Example 1.1.",
        "Solution.",
        "Second way.",
        "Chapter 2: Random variables.",
        "equation 2.1: bold cap E",
        "Theorem 2.1 (Markov).",
        "By Theorem 2.1, equation 2.1 is large.",
        "Chapter 3: Tables.",
        "Table 3.1: Quantiles;",
        "Figure 3.1: The normal distribution, see figure 3.1a and table 3.1.",
        "Appendix A: Notation.",
        "Appendix A.1: Letters.",
        "Equation A.1: x equals y",
        "As in Events: this section is appendix A.1.",
    ],
    "myst.md": [
        "Definition 1 (Order).",
        "equation 1: g to the n equals e.",
        "Theorem 1 (Lagrange).",
        "equation 2: the absolute value of cap G",
        "By equation 2 and equation 1, see theorem 1, figure 1, Figure 1, Groups, the start",
        "theorem 1 again.",
        "Equation 3: a plus b equals b plus a",
        "equation 4: a plus",
        "Commutativity is equation 3.",
        "Table 1: Small groups;",
    ],
    "quarto.qmd": [
        "Section 1: Kernel and image.",
        "Definition 1 (Kernel).",
        "The kernel of f is the set in equation 1.",
        "Equation 1: kernel f",
        "Theorem 1 (Rank and nullity).",
        "equation 2: dimension cap V",
        "as in Axler 2015, page 63;",
        "Section 1.1: Use of it.",
        "By theorem 1 and equation 2, see section 1 and figure 1, table 1, as Axler 2015 shows.",
        "Footnote: In chapter 3.",
        "Exercise 1.",
    ],
    "r-markdown.Rmd": [
        "see Section 1 and equation 1 in figure 1.",
        "Equation 1: beta hat",
        "Theorem 1 (Gauss and Markov).",
        "By theorem 1 it is best (Gauss 1821).",
        "Figure 1: Speed and distance.",
    ],
    "d2l.md": [
        "is defined in equation 1 and drawn in figure 1",
        "Equation 1: x bar",
        "It is equation 2: sigma squared",
        "Both equation 1 and equation 2 need",
        "See table 1 and Averages.",
    ],
    "mathjax.html": [
        "Its length is equation 1: script l",
        "By equation 1, a point has length 0",
        "Table 2:",
        "Figure 3:",
    ],
    "latexml.html": [
        "Section 1: Points.",
        "as in reference 3, with equation 1:",
        "equation 2: a equals b",
        "Theorem 1 (Thales).",
    ],
}


def told(path: Path, output: Path) -> tuple[str, str]:
    entry = make(Job(path, "told", path.name), Making(output))
    assert entry["error"] is None
    return (output / "told.txt").read_text(encoding="utf-8"), (output / "told.md").read_text(encoding="utf-8")


def stretches(path: Path) -> list[str]:
    """The stretches of plain words in a source, in order."""
    text = path.read_text(encoding="utf-8")
    for pattern in NO_PROSE[path.suffix]:
        text = re.sub(pattern, " § ", text)
    return [" ".join(found.split()) for found in PLAIN.findall(text) if found.count(" ") + found.count("\n") > 1]


@pytest.mark.parametrize("path", [path for path in PATHS if path.stem != "mathjax-2"], ids=lambda path: path.name)
def test_prose_is_said_once_and_in_order(path: Path, tmp_path: Path) -> None:
    words = " ".join(told(path, tmp_path)[0].split())
    found = stretches(path)
    assert found
    place = 0
    for stretch in found:
        at = words.find(stretch, place)
        assert at >= 0, f"{stretch!r} is not said after {words[max(0, place - 60) : place]!r}"
        if found.count(stretch) == 1 and stretch.count(" ") > 3:
            assert words.count(stretch) == 1, f"{stretch!r} is said twice"
        place = at + len(stretch)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_no_markup_is_said(path: Path, tmp_path: Path) -> None:
    words, page = told(path, tmp_path)
    spoken = [line[2:] for line in page.splitlines() if line.startswith("> ")]
    for line in [*words.splitlines(), *(re.sub(r"\\([\\`*_\[\]<>$|])", r"\1", line) for line in spoken)]:
        assert not re.search(r"[\\${}^_`|<>~#*&]|\b(?:begin|end)\{|import |def ", line), line


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_and_references_are_those_that_are_printed(name: str, tmp_path: Path) -> None:
    (path,) = (path for path in PATHS if path.name == name)
    words = " ".join(told(path, tmp_path)[0].split())
    place = 0
    for said in NUMBERS[name]:
        at = words.find(said, place)
        assert at >= 0, f"{said!r} is not said after {words[max(0, place - 60) : place]!r}"
        place = at
