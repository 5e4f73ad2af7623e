"""Where runs and blocks stand: in the source, and in the order of the source, each once."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from documents.tex.reading import FIXTURES, formulas, read_text, runs, text, words
from mathspeak.documents.blocks import Citation, Code, Footnote, Heading, Image, Reference, Statement, place
from mathspeak.documents.tex import read_tex

DOCUMENTS = [path for path in sorted(FIXTURES.rglob("*.tex")) if path.with_suffix(".txt").exists()]

SOURCE = r"""
Let  $x$ and \(y\) be as
in \cite{knuth} and \ref{a}\footnote{A note.}, with \verb|z| and
\includegraphics{p}. \[ a = b \] So.
\begin{align}
  c &= d \label{a}
\end{align}
"""


def test_every_run_has_its_place(tmp_path: Path) -> None:
    document = read_text(tmp_path, SOURCE)
    found = [(type(run).__name__, SOURCE[run.start : run.end]) for run in runs(document.blocks)]
    assert found == [
        ("Words", "Let"),
        ("Formula", "$x$"),
        ("Words", " and"),
        ("Formula", r"\(y\)"),
        ("Words", " be as\nin"),
        ("Citation", r"\cite{knuth}"),
        ("Words", " and"),
        ("Reference", r"\ref{a}"),
        ("Footnote", r"\footnote{A note.}"),
        ("Words", "A note."),
        ("Words", ", with"),
        ("Code", r"\verb|z|"),
        ("Words", " and"),
        ("Image", r"\includegraphics{p}"),
        ("Words", "."),
        ("Formula", r"\[ a = b \]"),
        ("Words", " So."),
        ("Formula", SOURCE[SOURCE.index(r"\begin{align}") :].strip()),
    ]


def test_blocks_have_their_place(tmp_path: Path) -> None:
    source = (
        "\\newtheorem{thm}{Theorem}\n\\section{One}\n\\begin{thm}[T]\nText.\n\\end{thm}\n\\begin{quote}Q\\end{quote}"
    )
    heading, statement, quote = read_text(tmp_path, source).blocks
    assert isinstance(heading, Heading) and isinstance(statement, Statement)
    assert source[heading.start : heading.end] == "\\section{One}"
    assert source[statement.start : statement.end] == "\\begin{thm}[T]\nText.\n\\end{thm}"
    assert source[quote.start : quote.end] == "\\begin{quote}Q\\end{quote}"


def test_what_a_macro_makes_stands_where_it_was_called(tmp_path: Path) -> None:
    source = "\\newcommand{\\see}[1]{see $x$ in \\ref{#1}}\nNow \\see{a} there."
    document = read_text(tmp_path, source)
    for run in runs(document.blocks):
        if isinstance(run, Reference) or run in formulas(document):
            assert source[run.start : run.end] == "\\see{a}"


def test_notices_have_their_place(tmp_path: Path) -> None:
    source = "One \\frob{x}.\n\n\\begin{widget}y\\end{widget} \\input{nowhere}"
    notices = read_text(tmp_path, source).notices
    assert [source[notice.start :][:8] for notice in notices] == ["\\frob{x}", "\\begin{w", "\\input{n"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_formulas_and_marks_of_whole_documents_have_their_place(path: Path) -> None:
    document = read_tex(path)
    openings = {Citation: "\\", Reference: "\\", Footnote: "\\", Code: "\\", Image: "\\"}
    for run in runs(document.blocks):
        file, start = place(document, run.start)
        sign = file.read_text(encoding="utf-8")[start]
        if run in formulas(document):
            assert sign in "$\\", run
        else:
            assert sign == openings.get(type(run), sign), run


# Frames for sentences: what stands around them, with their places marked by %s; none may lose or repeat one.
FRAMES = [
    "%s",
    "%s %s",
    "%s\n%s\n\n%s",
    "\\begin{itemize}\\item %s \\item[x] %s\n\n%s\\end{itemize}",
    "\\begin{enumerate}\\item %s \\begin{enumerate}\\item %s \\end{enumerate} %s\\end{enumerate}",
    "\\begin{description}\\item[Term] %s\\end{description}",
    "\\begin{theorem}[Title] %s \\[ x \\] %s\\end{theorem}",
    "\\begin{proof} %s $y$ %s\\end{proof}",
    "\\begin{quote} %s \\end{quote} %s",
    "\\emph{%s} \\textbf{\\textit{%s} %s}",
    "{\\itshape %s} {\\small %s\\par}",
    "\\twice{%s} %s",
    "\\begin{own}{%s} %s \\end{own}",
    "%s\\footnote{%s} %s",
    "\\section{%s} %s",
    "\\begin{tabular}{cc} %s & %s \\\\ %s & \\multicolumn{1}{c}{%s}\\end{tabular}",
    "\\begin{center} %s \\end{center}",
    "\\begin{widget} %s \\end{widget} \\frob{%s}{%s}",
    "\\begin{align} a &= b \\\\ c &= d \\end{align} %s",
    "%% never \n%s %% never\n",
    "\\iffalse never \\else %s \\fi %s",
    "\\begin{comment} never \\end{comment}%s",
    "\\input{%s}",
    "\\begin{minipage}{3cm}%s\\end{minipage} \\mbox{%s} \\textcolor{red}{%s}",
    "\\href{https://example.org}{%s} ``%s'' --- %s",
    "\\begin{figure}\\includegraphics{p}\\caption{%s}\\label{f}\\end{figure}",
    "\\keyidea{%s and that is a long argument of a macro of the document's own, with $z$ in it. %s}",
]
PREAMBLE = r"""\documentclass{article}
\newcommand{\twice}[1]{\emph{#1}}
\newcommand{\keyidea}[1]{\par Idea: #1\par}
\newenvironment{own}[1]{\begin{quote}#1}{\end{quote}}
\begin{document}
"""


@pytest.mark.parametrize("seed", range(6))
def test_every_sentence_is_read_once_and_in_order(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    count = 0
    pieces: list[str] = []
    for _ in range(150):
        frame = chance.choice(FRAMES)
        marks = []
        for _ in range(frame.replace("%%", "").count("%s")):
            marks.append(f"Sentence w{count}.")
            count += 1
        if frame == "\\input{%s}":
            (tmp_path / f"part{count}.tex").write_text(f"{marks[0]}\n", encoding="utf-8")
            marks = [f"part{count}"]
        pieces.append(frame % tuple(marks))
    document = read_text(tmp_path, PREAMBLE + "\n\n".join(pieces) + "\n\\end{document} never")
    everything = text(document)
    assert re.findall(r"w\d+", everything) == [f"w{i}" for i in range(count)]
    assert everything.count("Sentence") == count
    assert "never" not in everything
    starts = [run.start for run in words(document) if place(document, run.start)[0].name == "notes.tex"]
    assert starts == sorted(starts)
