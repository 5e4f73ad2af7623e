"""The bounds on documents, each just under and just over: what is refused, what is left out, and what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mathspeak import Translator
from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.reading import LARGEST, read, read_source
from mathspeak.documents.tex.bounds import Bounds
from mathspeak.documents.tex.reading import read_tex
from mathspeak.errors import DocumentError, LimitExceeded
from mathspeak.limits import Limits
from mathspeak.mathml.reader import BYTES_A_CHARACTER, LEVELS_A_GROUP, read_mathml
from mathspeak.narration import composer
from mathspeak.narration.batch import Making, make
from mathspeak.narration.composer import compose
from mathspeak.narration.plan import Job

SUFFIXES = {"markdown": ".md", "notebook": ".ipynb", "html": ".html", "text": ".txt"}


@pytest.mark.parametrize("kind", LARGEST)
def test_a_file_is_refused_by_its_size_alone_and_not_before(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"notes{SUFFIXES[kind]}"
    with path.open("wb") as file:
        # A hole, which takes no room on the disk.
        file.truncate(LARGEST[kind] + 1)
    with pytest.raises(DocumentError, match=f"at most {LARGEST[kind]:,} are read"):
        read(path)
    if kind != "notebook":  # of which 200 MB would be read here
        with path.open("wb") as file:
            file.truncate(LARGEST[kind])
        with pytest.raises(DocumentError, match="bytes that are no letters"):
            read(path)


def tex(folder: Path, text: str, **bounds: int) -> b.Document:
    path = folder / "notes.tex"
    path.write_text(text, encoding="utf-8")
    return read_tex(path, bounds=Bounds(**bounds))


def codes(document: b.Document) -> list[str]:
    return [notice.code for notice in document.notices]


def test_the_bytes_of_a_latex_document(tmp_path: Path) -> None:
    assert tex(tmp_path, "x" * 100, max_bytes=100).blocks
    with pytest.raises(LimitExceeded) as caught:
        tex(tmp_path, "x" * 101, max_bytes=100)
    assert caught.value.limit == "max_bytes"


def test_the_bytes_of_all_its_files_together(tmp_path: Path) -> None:
    (tmp_path / "part.tex").write_text("y" * 20, encoding="utf-8")
    source = r"\input{part}"
    assert codes(tex(tmp_path, source, max_bytes=len(source) + 20)) == []
    assert codes(tex(tmp_path, source, max_bytes=len(source) + 19)) == ["file-too-big"]


def test_the_files_of_a_latex_document(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.tex").write_text(name, encoding="utf-8")
    source = r"\input{a}\input{b}\input{c}"
    assert codes(tex(tmp_path, source, max_files=3)) == []
    assert codes(tex(tmp_path, source, max_files=2)) == ["too-many-files"]


def test_the_definitions_of_a_latex_document(tmp_path: Path) -> None:
    source = r"\newcommand{\a}{x}\newcommand{\b}{y} $\a\b$"
    assert codes(tex(tmp_path, source, max_macros=2)) == []
    assert "too-many-macros" in codes(tex(tmp_path, source, max_macros=1))


def test_the_macro_calls_that_one_may_lead_to(tmp_path: Path) -> None:
    source = r"\newcommand{\a}{word }\newcommand{\b}{\a\a\a} \b"
    assert codes(tex(tmp_path, source, max_expansions=4)) == []
    assert codes(tex(tmp_path, source, max_expansions=2)) == ["macro-budget"]


def test_the_pieces_of_a_latex_document(tmp_path: Path) -> None:
    source = "a $x$ b $y$ c"
    assert tex(tmp_path, source, max_runs=6).blocks
    with pytest.raises(LimitExceeded) as caught:
        tex(tmp_path, source, max_runs=5)
    assert caught.value.limit == "max_runs"


def test_the_nesting_of_a_latex_document(tmp_path: Path) -> None:
    def nested(depth: int) -> list[str]:
        source = r"\begin{quote}a " * depth + r"\end{quote}" * depth
        return codes(tex(tmp_path, source, max_nesting=5))

    assert nested(4) == []
    assert set(nested(6)) == {"nesting"}


def test_every_bound_of_a_latex_document_has_its_test() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in Bounds.__slots__ if f"{name}=" not in source] == []


def test_the_nesting_of_markdown() -> None:
    def nested(depth: int) -> list[str]:
        return codes(read_source("> " * depth + "x", Path("a.md"), "markdown"))

    assert nested(58) == []
    assert nested(61) == ["too-deep"]


def test_the_nesting_of_html() -> None:
    def depth(levels: int) -> int:
        document = read_source("<blockquote>" * levels + "<p>x", Path("a.html"), "html")
        return sum(isinstance(item, b.Quote) for item in everything(document))

    assert depth(90) == 90
    assert 90 < depth(300) <= 100


def test_notes_within_notes() -> None:
    def notes(depth: int) -> list[str]:
        lines = [f"a[^{i}]\n\n" if i == 0 else "" for i in range(depth)]
        lines += [f"[^{i}]: b[^{i + 1}]\n\n" for i in range(depth)]
        return codes(read_source("".join([*lines, f"[^{depth}]: c\n"]), Path("a.md"), "markdown"))

    assert notes(4) == []
    assert notes(5) == ["too-deep"]


def notebook(output: str) -> b.Document:
    printed = {"output_type": "stream", "name": "stdout", "text": output}
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "x", "outputs": [printed]}
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return read_source(json.dumps(book), Path("a.ipynb"), "notebook")


@pytest.mark.parametrize(("printed", "kept"), [(99_999, 99_999), (100_000, 100_000), (100_001, 100_000)])
def test_what_a_cell_of_a_notebook_prints(printed: int, kept: int) -> None:
    texts = [item.text for item in everything(notebook("x" * printed)) if isinstance(item, b.CodeBlock)]
    assert max(text.count("x") for text in texts) == kept


@pytest.mark.parametrize(
    ("name", "text"), [("MOST_FORMULAS", "$x$ and $y$ and $z$"), ("MOST_SENTENCES", "One is. Two is. Three is.")]
)
def test_what_a_document_may_have_to_say(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds themselves are of a size that only takes time here."""
    document = read_source(text, Path("a.txt"), "text")
    monkeypatch.setattr(composer, name, 3)
    assert compose(document, Translator()).sentences
    monkeypatch.setattr(composer, name, 2)
    with pytest.raises(DocumentError, match="2") as caught:
        compose(document, Translator())
    assert "split" in caught.value.hint


def test_the_bytes_of_mathml() -> None:
    limits = Limits(max_bytes=10)
    most = 10 * BYTES_A_CHARACTER
    source = "<math><mi>x</mi></math>"
    assert read_mathml(source.ljust(most), limits=limits) == "x"
    with pytest.raises(LimitExceeded) as caught:
        read_mathml(source.ljust(most + 1), limits=limits)
    assert caught.value.limit == "max_bytes"


def test_the_nesting_of_mathml() -> None:
    limits = Limits(max_depth=10)
    most = 10 * LEVELS_A_GROUP

    def nested(levels: int) -> str:
        return read_mathml("<mrow>" * levels + "<mi>x</mi>" + "</mrow>" * levels, limits=limits)

    assert nested(most - 1) == "x"
    with pytest.raises(LimitExceeded) as caught:
        nested(most + 1)
    assert caught.value.limit == "max_depth"


@pytest.mark.parametrize(("count", "kept"), [(1_999, 1_999), (2_000, 2_000), (2_001, 2_000)])
def test_the_macros_of_a_page(count: int, kept: int) -> None:
    table = ", ".join(f'm{"abcdefghij"[i % 10]}{"k" * (i // 10)}: "x"' for i in range(count))
    page = f"<script>MathJax = {{tex: {{macros: {{{table}}}}}}}</script><p>\\(x\\)"
    assert read_source(page, Path("a.html"), "html").macros.count("newcommand") == kept


@pytest.mark.parametrize(("more", "read"), [(0, True), (10, False)])
def test_the_length_of_front_matter(more: int, read: bool) -> None:
    head = "---\ntitle: Known\nabout: "
    text = head + "x" * (200_000 + more - len(head) - len("\n---\n")) + "\n---\n\nText.\n"
    assert (read_source(text, Path("a.md"), "markdown").title == "Known") == read


@pytest.mark.parametrize(("number", "read"), [(2**256 - 1, True), (2**256, False)])
def test_the_numbers_of_front_matter(number: int, read: bool) -> None:
    # A longer one would take the square of its length to be written out.
    document = read_source(f"---\ntitle: {number}\n---\n\nText.\n", Path("a.md"), "markdown")
    assert (document.title == str(number)) == read


@pytest.mark.parametrize(("count", "kept"), [(999, 999), (1_001, 1_000)])
def test_the_templates_of_a_latex_document(count: int, kept: int, tmp_path: Path) -> None:
    source = "".join("% speak: \\edge = an edge\n" for _ in range(count)) + "Let $x$ be."
    assert tex(tmp_path, source).macros.count("speak:") == kept


@pytest.mark.parametrize(("span", "cells"), [(499, 500), (500, 501), (501, 501), (900, 501)])
def test_the_columns_that_a_cell_spans(span: int, cells: int, tmp_path: Path) -> None:
    source = rf"\begin{{tabular}}{{ll}} \multicolumn{{{span}}}{{c}}{{a}} & b \\ \end{{tabular}}"
    (table,) = (item for item in everything(tex(tmp_path, source)) if isinstance(item, b.Table))
    assert abs(max(map(len, table.rows)) - cells) <= 1


@pytest.mark.parametrize(("count", "listed"), [(199, 199), (201, 200)])
def test_the_problems_that_a_manifest_lists(count: int, listed: int, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("\n\n".join(f"Let $\\foo{'a' * i}$ be." for i in range(count)), encoding="utf-8")
    entry = make(Job(path, "notes", "notes"), Making(tmp_path / "out"))
    assert (entry["problems"], len(entry["warnings"])) == (count, listed)
