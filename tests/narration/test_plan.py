"""Which documents a batch has, and what the files are called that are made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathspeak.documents.reading import SUFFIXES, read
from mathspeak.errors import DocumentError
from mathspeak.narration.plan import plan


def tree(root: Path, *names: str, text: str = "x") -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(*paths: str | Path, output: str | Path = "out", made: set[str] | None = None) -> list[str]:
    return [job.name for job in plan(map(str, paths), Path(output), made=made or set())]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_gives_its_documents_in_natural_order_with_its_tree(here: Path) -> None:
    tree(here, "notes/week10.md", "notes/week2.tex", "notes/a/b.ipynb", "notes/picture.png", "notes/Week1.html")
    assert names("notes") == ["a/b", "Week1", "week2", "week10"]


def test_what_is_hidden_and_the_output_folder_are_left_out(here: Path) -> None:
    tree(here, "a.md", ".b.md", ".git/c.md", "out/d.md", "x/.ipynb_checkpoints/e.ipynb")
    assert names(".") == ["a"]
    assert names(".b.md") == [".b"]


def test_what_an_earlier_run_made_is_no_document(here: Path) -> None:
    tree(here, "a.tex", "made/a.txt", "made/a.md")
    made = {str(here / "made" / name) for name in ("a.txt", "a.md")}
    assert names(".", output="made2", made=made) == ["a"]


def test_files_and_patterns(here: Path) -> None:
    tree(here, "n/week1.md", "n/week2.md", "n/week2.png", "n/deep/week3.md", "odd[1].md")
    assert names("n/week*") == ["week1", "week2"]
    assert names("n/**/*.md") == ["week3", "week1", "week2"]
    assert names("odd[1].md", "n/week1.md", str(here / "n" / "week1.md")) == ["odd[1]", "week1"]


def test_documents_that_differ_in_their_suffix_keep_it_and_others_get_a_number(here: Path) -> None:
    tree(here, "a/n.md", "a/n.tex", "a/N.html", "b/n.md", "c/n.md", "c/m.md")
    assert names("a/n.md", "a/n.tex") == ["n.md", "n.tex"]
    assert names("a") == ["N.html", "n.md", "n.tex"]
    assert names("b", "c", "a/n.tex") == ["n.md", "m", "n.md-2", "n.tex"]


def test_parts_of_a_latex_document_are_no_documents(here: Path) -> None:
    tree(here, "n/chapters/one.tex", "n/two.tex")
    assert names("n") == ["chapters/one", "two"]
    tree(here, "n/main.tex", text="% \\documentclass\n\\documentclass{article}")
    tree(here, "n/sub.tex", text="\\documentclass[main]{subfiles}\n\\begin{document}")
    assert names("n") == ["main"]
    assert names("n/two.tex") == ["two"]


@pytest.mark.parametrize(
    ("paths", "message"), [(["missing"], "missing is not there"), (["x*.md"], "not there"), (["e"], "no documents")]
)
def test_a_path_without_documents_is_an_error(here: Path, paths: list[str], message: str) -> None:
    tree(here, "e/picture.png")
    with pytest.raises(DocumentError, match=message):
        names(*paths)


def test_a_file_that_is_no_document_is_found_out_when_it_is_read(here: Path) -> None:
    tree(here, "a.docx")
    (job,) = plan(["a.docx"], Path("out"))
    with pytest.raises(DocumentError, match=r"files of the kind \.docx are not read") as caught:
        read(job.source)
    assert ".ipynb" in caught.value.hint


def test_nothing_that_is_made_overwrites_a_document(here: Path) -> None:
    tree(here, "n/a.md", "n/b.tex")
    with pytest.raises(DocumentError, match=r"of n/a\.md would overwrite n/a\.md"):
        names("n", output="n")
    assert names("n/b.tex", output="n") == ["b"]


def test_a_link_to_a_folder_is_not_followed_for_ever(here: Path) -> None:
    tree(here, "n/a.md")
    (here / "n" / "loop").symlink_to(here / "n", target_is_directory=True)
    assert names("n") == ["a"]


def test_every_kind_of_document_is_found_by_its_suffix() -> None:
    assert {".tex", ".md", ".ipynb", ".html", ".txt"} <= SUFFIXES
