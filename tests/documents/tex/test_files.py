"""The files of a document: what is brought in, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from documents.tex.reading import codes, read_text, text, words
from mathspeak.documents.blocks import place
from mathspeak.documents.tex import read_tex
from mathspeak.documents.tex.bounds import Bounds
from mathspeak.errors import DocumentError, LimitExceeded


def write(folder: Path, **files: str) -> None:
    for name, content in files.items():
        (folder / f"{name}.tex").write_text(content, encoding="utf-8")


@pytest.mark.parametrize("call", [r"\input{part}", r"\input part ", r"\include{part}", r"\input{./part.tex}"])
def test_a_file_is_read_where_it_is_brought_in(tmp_path: Path, call: str) -> None:
    write(tmp_path, part="inner $x$")
    document = read_text(tmp_path, f"Before {call} after.")
    assert [run.text for run in words(document)] == ["Before inner ", " after."]
    assert document.notices == []


def test_places_lead_to_the_file_that_holds_them(tmp_path: Path) -> None:
    write(tmp_path, one="First.\n\n", two="Second.\n\n")
    source = "Zero.\n\n\\input{one}\\input{two} Last."
    document = read_text(tmp_path, source)
    for run in words(document):
        path, start = place(document, run.start)
        assert path.read_text(encoding="utf-8")[start:].startswith(run.text)
    assert [place(document, run.start)[0].name for run in words(document)] == [
        "notes.tex",
        "one.tex",
        "two.tex",
        "notes.tex",
    ]


def test_a_file_that_is_brought_in_twice_has_one_place(tmp_path: Path) -> None:
    write(tmp_path, one="First.\n\n")
    document = read_text(tmp_path, "\\input{one}\\input{one}")
    first, second = words(document)
    assert (first.start, first.text) == (second.start, second.text)
    assert len(document.files) == 1


def test_a_document_in_a_document_is_read_without_its_preamble(tmp_path: Path) -> None:
    write(tmp_path, sub="\\documentclass[notes]{subfiles}\\begin{document}Inner.\\end{document} no")
    document = read_text(tmp_path, "\\documentclass{article}\\begin{document}A \\subfile{sub} B\\end{document} no")
    assert text(document) == "A Inner. B"


def test_a_part_read_alone_takes_the_macros_of_the_whole(tmp_path: Path) -> None:
    write(tmp_path, main="\\documentclass{book}\\newcommand{\\me}{mine}\\begin{document}no\\end{document}")
    document = read_text(tmp_path, "\\documentclass[main]{subfiles}\\begin{document}\\me\\end{document}")
    assert text(document) == "mine"


def test_files_of_folders_further_down_are_found(tmp_path: Path) -> None:
    (tmp_path / "parts" / "figures").mkdir(parents=True)
    (tmp_path / "parts" / "one.tex").write_text("One \\input{figures/two}", encoding="utf-8")
    (tmp_path / "parts" / "figures" / "two.tex").write_text("two \\input{../../three}", encoding="utf-8")
    write(tmp_path, three="three")
    document = read_text(tmp_path, "\\import{parts/}{one}")
    assert text(document) == "One two three"
    assert document.notices == []


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder for a document beside a file that it must not read."""
    (tmp_path / "secret.tex").write_text("SECRET", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../secret",
        "../secret.tex",
        "sub/../../secret",
        "{SECRET}",
        "~/secret",
        "C:/secret",
        r"\\server\share",
        "|cat ../secret.tex",
    ],
)
def test_nothing_outside_the_folder_is_read(secret: Path, name: str) -> None:
    name = name.replace("{SECRET}", str(secret.parent / "secret.tex"))
    for call in ("\\input{%s}", "\\lstinputlisting{%s}", "\\import{%s}{x}", "\\usepackage{%s}", "\\bibliography{%s}"):
        document = read_text(secret, f"A {call % name} B")
        assert "SECRET" not in repr(document.blocks) and "root:" not in repr(document.blocks)
        assert document.files == []
        assert text(document).split()[0] == "A" and text(document).split()[-1] == "B"
    refused = read_text(secret, f"\\input{{{name}}}")
    assert codes(refused) == ["refused-file"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_links_that_lead_outside_are_refused(secret: Path) -> None:
    (secret / "link.tex").symlink_to(secret.parent / "secret.tex")
    (secret / "up").symlink_to(secret.parent)
    (secret / "inner.tex").write_text("inner", encoding="utf-8")
    (secret / "good.tex").symlink_to(secret / "inner.tex")
    document = read_text(secret, "\\input{link} \\input{up/secret} \\input{good}")
    assert text(document) == "inner"
    assert codes(document) == ["refused-file", "refused-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_no_file_to_wait_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.tex")
    assert codes(read_text(tmp_path, "\\input{pipe}")) == ["missing-file"]
    os.mkfifo(tmp_path / "main.tex")
    with pytest.raises(DocumentError, match="not a file"):
        read_tex(tmp_path / "main.tex")


def test_a_missing_file_is_noticed_and_the_rest_is_read(tmp_path: Path) -> None:
    document = read_text(tmp_path, "A \\input{nowhere} B \\input{} C")
    assert text(document) == "A B C"
    assert codes(document) == ["missing-file", "missing-file"]
    assert document.notices[0].message == "there is no nowhere.tex in the document's folder"


def test_a_file_that_brings_in_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a="A \\input{b}", b="B \\input{a} \\input{notes}")
    document = read_text(tmp_path, "N \\input{a} M")
    assert text(document) == "N A B M"
    assert set(codes(document)) == {"recursive-file"}


def test_the_number_and_depth_of_files_are_bounded(tmp_path: Path) -> None:
    write(tmp_path, **{f"f{i}": f"({i}) \\input{{f{i + 1}}}" for i in range(60)})
    deep = read_text(tmp_path, "\\input{f0}")
    assert "(15)" in text(deep) and "(50)" not in text(deep)
    assert codes(deep) == ["nesting"]
    wide = read_text(tmp_path, "".join(f"\\input{{f{i}}}" for i in range(40, 60)), Bounds(max_files=5))
    assert codes(wide)[0] == "too-many-files"


def test_local_packages_and_classes_give_their_definitions_alone(tmp_path: Path) -> None:
    (tmp_path / "my.sty").write_text(
        "\\NeedsTeXFormat{LaTeX2e}Text $x$ \\newcommand{\\my@in}{in}\\newcommand{\\out}{\\my@in side}"
        "\\newtheorem{sat}{Satz}\\RequirePackage{other}\\RequirePackage{my}",
        encoding="utf-8",
    )
    (tmp_path / "other.sty").write_text("\\newcommand{\\other}{else}", encoding="utf-8")
    (tmp_path / "mine.cls").write_text("\\LoadClass[ngerman]{book}\\newcommand\\section{\\@no}", encoding="utf-8")
    source = "\\documentclass{mine}\\usepackage{my}\\begin{document}\\out\\ \\other\\begin{sat}T\\end{sat}"
    document = read_text(tmp_path, source + "\\chapter{C}\\section{S}\\end{document}")
    assert text(document) == "inside else\nT\nC\nS"
    assert [getattr(block, "number", "") for block in document.blocks] == ["", "1", "1", "1.1"]
    assert document.language == "de"


@pytest.mark.parametrize(
    ("declared", "codec"), [("latin1", "latin-1"), ("ansinew", "cp1252"), ("latin2", "iso8859-2"), ("utf8", "utf-8")]
)
def test_declared_encodings_are_read(tmp_path: Path, declared: str, codec: str) -> None:
    source = f"\\documentclass{{article}}\n\\usepackage[{declared}]{{inputenc}}\n\\begin{{document}}\nKäse für\n"
    (tmp_path / "notes.tex").write_bytes(source.encode(codec))
    document = read_tex(tmp_path / "notes.tex")
    assert text(document) == "Käse für"
    assert codes(document) == ([] if codec == "utf-8" else ["encoding"])


def test_bytes_that_are_no_text_lose_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "notes.tex").write_bytes("\ufeffÄÖÜ ".encode() + b"One \xe4\x81 two\x00 three.\r\n\r\nFour\r\n")
    document = read_tex(tmp_path / "notes.tex")
    assert text(document) == "ÄÖÜ One ä two three.\nFour"
    assert codes(document) == ["encoding"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_count_as_they_are(tmp_path: Path, end: str) -> None:
    source = f"One{end}two.{end}{end}Three $x$."
    (tmp_path / "notes.tex").write_bytes(source.encode())
    document = read_tex(tmp_path / "notes.tex")
    assert text(document) == "One two.\nThree \n."
    assert source[words(document)[1].start :].startswith("Three")


def test_what_cannot_be_read_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.tex cannot be read: No such file"):
        read_tex(tmp_path / "none.tex")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_tex(tmp_path)


def test_files_that_are_too_big_are_refused(tmp_path: Path) -> None:
    write(tmp_path, big="x" * 2_000)
    with pytest.raises(LimitExceeded, match="has 2,000 bytes, and at most 1,000 are read") as caught:
        read_tex(tmp_path / "big.tex", bounds=Bounds(max_bytes=1_000))
    assert caught.value.limit == "max_bytes"
    document = read_text(tmp_path, "A \\input{big} B", Bounds(max_bytes=1_000))
    assert text(document) == "A B"
    assert codes(document) == ["file-too-big"]
