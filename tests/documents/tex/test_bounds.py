"""Documents that would cost too much, or that nothing can be made of: a bounded answer, and all the rest is read.

Each of these takes well under the suite's time limit for a test as long as reading stays linear, and forever else.
"""

from __future__ import annotations

import random
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from documents.outline import outline
from documents.tex.reading import FIXTURES, codes, formulas, read_text, runs, text, words
from mathspeak.documents.blocks import Block, ListBlock
from mathspeak.documents.tex.bounds import Bounds
from mathspeak.errors import LimitExceeded

MANY = 20_000


def name(number: int) -> str:
    """A command's name, which has letters only."""
    return "".join(string.ascii_lowercase[int(digit)] for digit in str(number))


def deepest(blocks: list[Block]) -> int:
    depths = [
        1 + deepest([one for item in block.items for one in item]) for block in blocks if isinstance(block, ListBlock)
    ]
    return max(depths, default=0)


REPEATED = {
    "groups that open": "{",
    "groups that close": "}",
    "dollar signs": "$",
    "formulas that open": "$x ",
    "displays that open": "\\[",
    "pairs of dollar signs": "$$x",
    "footnotes that open": "\\footnote{",
    "emphasis that opens": "\\emph{a ",
    "sections that open": "\\section{",
    "lists that open": "\\begin{itemize}\\item ",
    "equations that open": "\\begin{equation}",
    "arrays that open": "\\begin{array}{c}",
    "pictures that open": "\\begin{tikzpicture}",
    "code that opens": "\\begin{verbatim}",
    "code in lines that opens": "\\verb|",
    "options that open": "\\item [ ",
    "rows with options that open": "\\\\[",
    "proofs with titles that open": "\\begin{proof}[a",
    "conditions that open": "\\iffalse ",
    "ends": "\\end{proof}",
    "prose in formulas": "$\\text{$",
    "cells": "\\begin{tabular}{c}a & ",
    "prices": "$5 and ",
    "comments": "%\n",
    "backslashes": "\\",
    "drawings": "\\tikz ",
    "addresses": "\\url{",
    "accents": '\\"',
    "definitions": "\\newcommand{\\a}[1]{",
    "definitions with signs": "\\def\\a#1",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED.keys())
def test_what_opens_again_and_again_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    document = read_text(tmp_path, f"Before.\n\n{piece * MANY}\n\nAfter.")
    assert text(document).startswith("Before.")
    outline(document)


@pytest.mark.parametrize(
    "piece", ["{", "}", "$x ", "\\[x", "\\footnote{", "\\emph{a", "\\verb|", "\\section{", "$$x", "\\("]
)
def test_a_paragraph_that_is_not_closed_does_not_take_the_next_along(tmp_path: Path, piece: str) -> None:
    document = read_text(tmp_path, f"One {piece} two\n\nThree four.\n\nFive $y$ six.")
    assert text(document).endswith("Three four.\nFive \n six.")
    assert formulas(document)[-1].latex == "y"


SIZE = 50_000_000
MEASURE = """
import resource, sys
from mathspeak.documents.tex import read_tex
from mathspeak.documents.tex.bounds import Bounds
from mathspeak.errors import MathspeakError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print(len(read_tex(sys.argv[1], bounds=Bounds(max_bytes=64_000_000)).blocks))
except MathspeakError as error:
    print(error)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in the units of Linux")
@pytest.mark.parametrize("piece", ["word ", "word\n"])
def test_a_line_of_fifty_megabytes_takes_little_more_memory_than_its_text(tmp_path: Path, piece: str) -> None:
    (tmp_path / "notes.tex").write_text(piece * (SIZE // len(piece)), encoding="utf-8")
    blocks, megabytes = measured(tmp_path / "notes.tex")
    assert blocks == "1"
    assert int(megabytes) < 500


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in the units of Linux")
def test_formulas_without_number_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "notes.tex").write_text("$x$ " * 3_000_000, encoding="utf-8")
    message, megabytes = measured(tmp_path / "notes.tex")
    assert message == "the document has more than 2,000,000 pieces of text and formulas"
    assert int(megabytes) < 1_000


def measured(path: Path) -> list[str]:
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_hundred_thousand_macros_are_kept_and_no_more(tmp_path: Path) -> None:
    source = "".join(f"\\newcommand{{\\m{name(i)}}}{{\\m{name(i + 1)}}}\n" for i in range(100_002))
    document = read_text(tmp_path, f"{source} Used: $\\m{name(5)}$, \\m{name(99_990)}.")
    assert codes(document)[0] == "too-many-macros"
    assert document.notices[0].message == "only the first 100,000 definitions are kept"
    assert document.macros.startswith(f"\\newcommand{{\\m{name(5)}}}")
    assert len(document.macros.splitlines()) == 100_000 - 5


def test_of_many_macros_formulas_get_those_that_they_use(tmp_path: Path) -> None:
    source = "".join(f"\\newcommand{{\\m{name(i)}}}{{{i}}}\n" for i in range(1_000))
    source += "\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\m" + name(7) + "}"
    document = read_text(tmp_path, f"{source}$\\a$")
    assert re.findall(r"newcommand\{(.*?)\}", document.macros) == [f"\\m{name(7)}", "\\a", "\\b"]


def test_macros_that_grow_without_end_are_left_out(tmp_path: Path) -> None:
    doubled = "".join(f"\\newcommand{{\\x{'a' * i}}}{{\\x{'a' * (i - 1)}\\x{'a' * (i - 1)}}}" for i in range(1, 40))
    source = "\\newcommand{\\x}{word }" + doubled
    document = read_text(
        tmp_path, f"{source}\n\nOne \\x{'a' * 39} two.\n\nThree \\xaa{{}} four." + " \\xaaaaaaaaaaaa" * 500
    )
    assert set(codes(document)) == {"macro-budget"}
    assert words(document)[0].text == "One two."
    assert words(document)[1].text.startswith("Three word word word word four.")


def test_environments_that_call_themselves_are_left_out(tmp_path: Path) -> None:
    source = "\\newenvironment{a}{x\\begin{a}\\begin{a}}{\\end{a}\\end{a}}"
    document = read_text(tmp_path, f"{source}One\n\n\\begin{{a}}in\\end{{a}}\n\nTwo")
    assert "macro-budget" in codes(document)
    assert text(document).startswith("One") and text(document).endswith("Two")


@pytest.mark.parametrize("environment", ["itemize", "quote", "theorem", "figure", "tabular", "enumerate", "frame"])
def test_deep_nesting_is_read_flat(tmp_path: Path, environment: str) -> None:
    begin = f"\\begin{{{environment}}}" + {"tabular": "{c}", "itemize": "\\item ", "enumerate": "\\item "}.get(
        environment, ""
    )
    source = "".join(f"{begin} w{i} " for i in range(300)) + f"\\end{{{environment}}}" * 300 + "\n\nAfter."
    document = read_text(tmp_path, source)
    outline(document)
    found = re.findall(r"w\d+", text(document))
    assert found == [f"w{i}" for i in range(300)]
    assert text(document).endswith("After.")
    assert deepest(document.blocks) <= Bounds().max_nesting


def test_footnotes_in_footnotes_end_somewhere(tmp_path: Path) -> None:
    document = read_text(tmp_path, "a\\footnote{b" * 100 + "}" * 100 + " after")
    assert text(document).endswith("after")
    assert codes(document) == ["nesting"]


def test_the_pieces_of_a_document_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="more than 10 pieces") as caught:
        read_text(tmp_path, "a $x$ " * 10, Bounds(max_runs=10))
    assert caught.value.limit == "max_runs"


def test_notices_do_not_fill_the_memory_either(tmp_path: Path) -> None:
    document = read_text(tmp_path, "".join(f"\\u{name(i)}{{a}} " for i in range(5_000)))
    assert len(document.notices) == 500


def mutated(source: str, chance: random.Random, pieces: list[str]) -> str:
    signs = list(source)
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(signs))
        match chance.randrange(3):
            case 0:
                del signs[at : at + chance.randint(1, 30)]
            case 1:
                signs[at:at] = chance.choice(pieces)
            case _:
                other = chance.randrange(len(signs))
                signs[at:at] = signs[other : other + chance.randint(1, 200)]
        if not signs:
            return ""
    return "".join(signs)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_documents_are_read_without_a_fault_or_a_leak(tmp_path: Path, seed: int) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.rglob("*.tex"))]
    pieces = re.findall(r"\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\[A-Za-z]+|\\.|[{}$&%\[\]]|\n\n", "".join(sources))
    chance = random.Random(seed)
    for _ in range(60):
        source = mutated(chance.choice(sources), chance, pieces)
        document = read_text(tmp_path, source)
        outline(document)
        for run in runs(document.blocks):
            assert 0 <= run.start <= run.end, source
        assert [run.text for run in words(document) if set(run.text) & set("\\${}")] == [], source
