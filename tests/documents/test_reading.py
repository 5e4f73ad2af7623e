from __future__ import annotations

import sys
from pathlib import Path

import pytest

from documents.outline import outline
from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.reading import KINDS, read, read_source
from mathspeak.errors import DocumentError, MathspeakError


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# T\n\n$x$"),
        ("a.MARKDOWN", "# T\n\n$x$"),
        ("a.html", "<h1>T</h1><p>\\(x\\)"),
        ("a", "<!DOCTYPE html>\n<h1>T</h1><p>\\(x\\)"),
        (
            "a.ipynb",
            '{"cells":[{"cell_type":"markdown","metadata":{},"source":"# T\\n\\n$x$"}],"metadata":{},"nbformat":4}',
        ),
        ("b", '{"cells":[{"cell_type":"markdown","metadata":{},"source":"# T\\n\\n$x$"}],"metadata":{},"nbformat":4}'),
        ("a.txt", "T\n===\n\n$x$"),
        ("c", "T\n===\n\n$x$"),
    ],
)
def test_suffix_and_content_choose_the_reader(tmp_path: Path, name: str, text: str) -> None:
    document = read(written(tmp_path, name, text))
    assert outline(document) == "title: T\nheading 1\n  words: T\nparagraph\n  formula: x\n"
    assert document.path == tmp_path / name


def test_every_suffix_is_lower_case() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in KINDS)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.rst", "x", "files of the kind .rst are not read"),
        ("a.md", b"%PDF-1.7\n", "it is a PDF"),
        ("a.docx", b"PK\x03\x04...", "ZIP archive"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.html", bytes(range(256)) * 10, "bytes that are no letters"),
        ("a.md", b"a\x00" * 100, "bytes that are no letters"),
    ],
)
def test_what_is_no_document_is_an_error(tmp_path: Path, name: str, data: bytes | str, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as caught:
        read(written(tmp_path, name, data))
    assert caught.value.hint


def test_folders_and_missing_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(DocumentError, match="there is no file"):
        read(tmp_path / "no.md")
    with pytest.raises(DocumentError, match="cannot be read"):
        read("a\0.md")


def test_size_is_bounded(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "x" * 101)
    with pytest.raises(DocumentError, match="has 101 bytes, and at most 100 are read"):
        read(path, max_bytes=100)
    assert read(path, max_bytes=101).blocks
    with pytest.raises(DocumentError, match="50,000,000 bytes, and at most 5,000,000"):
        read(written(tmp_path, "b.md", b"x" * 50_000_000))


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_document_has_no_blocks(tmp_path: Path, suffix: str, data: bytes) -> None:
    document = read(written(tmp_path, f"a{suffix}", data))
    assert document.blocks == []
    assert document.notices == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    document = read(written(tmp_path, "a.md", "Für $x$".encode(encoding)))
    assert outline(document) == "paragraph\n  words: 'Für '\n  formula: x\n"


def test_other_encodings_are_read_with_a_notice(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.md", "Für – $x$".encode("cp1252")))
    assert outline(document).startswith("paragraph\n  words: 'Für – '\n  formula: x\nnotice encoding: ")
    mended = read(written(tmp_path, "b.md", "Für ünd älles\n".encode() + b"\xff und $x$"))
    assert "characters are not UTF-8" in mended.notices[0].message
    page = '<meta charset="iso-8859-2"><p>ł'
    assert outline(read(written(tmp_path, "a.html", page.encode("iso-8859-2")))) == "paragraph\n  words: ł\n"


def test_a_stray_control_character_is_a_space(tmp_path: Path) -> None:
    text = "word " * 100 + "a\x00b"
    assert outline(read(written(tmp_path, "a.txt", text))).endswith("word a b\n")


def test_places_count_the_characters_of_the_file(tmp_path: Path) -> None:
    source = "# One\r\n\r\nLet\r\nit be $x$.\r\n\r\n> and\r\n> $y$\r\n"
    document = read_source(source, Path("a.md"), "markdown")
    formulas = [item for item in everything(document) if isinstance(item, b.Formula)]
    assert sorted(source[item.start : item.end] for item in formulas) == ["$x$", "$y$"]
    words = [item for item in everything(document) if isinstance(item, b.Words)]
    assert "Let\r\nit be " in {source[item.start : item.end] for item in words}


@pytest.mark.parametrize(("package", "name"), [("markdown_it", "a.md"), ("nbformat", "a.ipynb"), ("yaml", "b.md")])
def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, name: str) -> None:
    text = '{"cells": [], "metadata": {}, "nbformat": 4}' if name.endswith("b") else "---\na: b\n---\n"
    for module in [module for module in sys.modules if module.startswith(("mathspeak.documents.markdown", package))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(DocumentError, match=f"without the package {package}") as caught:
        read(written(tmp_path, name, text))
    assert "mathspeak[documents]" in caught.value.hint


HOSTILE = {
    "markdown": (
        "> ", "- ", "* a\n", "[", "![", "**", "`", "$", "\\(", "\\begin{align}", "<!--", "<div>\n", "```\n", "::: a\n",
        ":::{note}\n", "```{note}\n", "|a|\n|-|\n", "^[", "# a\n", "@a ", "    ", "[^1]: [^1] \n\n", "{a}`", "(x)=\n",
    ),
    "html": (
        "<div>", "<p>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span>", "<math>", "<!--", "<script>",
        "<a ", '<a b="', "&", "\\(", "$x$ ", "<sup>", "<figure>", '<div class="theorem">', "<svg>", "</b><b>",
        "\\begin{align}", "\\begin{align}x\\end{align}$y$", "<![CDATA[",
    ),
    "text": ("$", "a\n\n", "\\(", "=\n===\n", "\n"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "piece"), [(kind, piece) for kind in HOSTILE for piece in HOSTILE[kind]])
def test_hostile_repetition_ends(kind: str, piece: str) -> None:
    count = 30_000 if kind != "markdown" else 5_000
    try:
        document = read_source(piece * count, Path("a"), kind)
    except MathspeakError as error:
        assert error.message
    else:
        assert outline(document) is not None


@pytest.mark.parametrize("kind", ["markdown", "html", "text"])
def test_a_long_line_is_read(kind: str) -> None:
    document = read_source("word and more " * 200_000 + "$x$", Path("a"), kind)
    assert len(document.blocks) == 1
    (block,) = document.blocks
    assert isinstance(block, b.Paragraph)
    assert isinstance(block.runs[-1], b.Formula)


def test_what_is_nested_too_deep_is_told() -> None:
    nested = "".join(f"{'  ' * level}- item {level}\n" for level in range(200))
    document = read_source(nested, Path("a"), "markdown")
    assert [notice.code for notice in document.notices] == ["too-deep"]
    assert "item 25" in outline(document)
    quoted = read_source(">" * 100_000 + " text\n\nafter", Path("a"), "markdown")
    assert [notice.code for notice in quoted.notices] == ["too-deep"]
    assert "words: after" in outline(quoted)
    boxes = read_source("<div>" * 100_000 + "text" + "</div>" * 100_000 + "<p>after", Path("a"), "html")
    assert outline(boxes) == "paragraph\n  words: text\nparagraph\n  words: after\n"
