from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.outline import outline
from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.notebook import BETWEEN
from mathspeak.documents.reading import read
from mathspeak.errors import DocumentError

PAGES = Path(__file__).parent / "pages"
METADATA = {"language_info": {"name": "julia"}}


def notebook(tmp_path: Path, *cells: dict[str, Any], **fields: Any) -> Path:
    path = tmp_path / "a.ipynb"
    found = {"cells": list(cells), "metadata": METADATA, "nbformat": 4, "nbformat_minor": 4, **fields}
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, *outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "source": source,
        "outputs": list(outputs),
    }


def shown(**data: Any) -> dict[str, Any]:
    data = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def test_places_count_the_sources_of_the_cells() -> None:
    path = PAGES / "notebook.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = BETWEEN.join("".join(cell["source"]) for cell in cells)
    document = read(path)
    formulas = [item for item in everything(document) if isinstance(item, b.Formula) and item.start < item.end]
    assert len(formulas) > 5
    for formula in formulas:
        assert formula.latex in text[formula.start : formula.end]


def test_labels_are_known_in_other_cells(tmp_path: Path) -> None:
    path = notebook(tmp_path, markdown("See \\eqref{a}."), markdown("$$x \\label{a}$$"))
    assert "reference: equation 1 bracketed <a>" in outline(read(path))


def test_the_first_cell_may_be_a_head(tmp_path: Path) -> None:
    path = notebook(tmp_path, markdown("---\ntitle: T\nauthor: A\nlang: fr\n---\nx"), markdown("---\ny"))
    document = read(path)
    assert (document.title, document.author, document.language) == ("T", "A", "fr")


def test_cells_may_hide_their_code_or_what_it_printed(tmp_path: Path) -> None:
    output = shown(text_plain="1")
    path = notebook(
        tmp_path,
        code("a", output, tags=["hide-input"]),
        code("b", output, tags=["remove-output"]),
        code("c", output, tags=["remove-cell"]),
    )
    assert outline(read(path)) == "output\n  code block\n    | 1\ncode block julia\n  | b\n"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (shown(text_latex="$$x$$ and $y$"), "paragraph\n    display: x\n    display: y"),
        (
            shown(text_latex=["\\begin{matrix}", "a", "\\end{matrix}"]),
            "paragraph\n    display: \\begin{matrix}a\\end{matrix}",
        ),
        (shown(text_html="<b>a</b> \\(x\\)", text_plain="b"), "paragraph\n    words: 'a '\n    formula: x"),
        (shown(text_html="<script>a</script>", text_plain="b"), "code block\n    | b"),
        (shown(text_plain="\x1b[31mred\x1b[0m"), "code block\n    | red"),
        (shown(application_json={"a": 1}), ""),
        (shown(**{"image_svg+xml": "<svg/>"}), "figure “image”"),
        ({"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}, "code block\n    | a\n    | b"),
        ({"output_type": "error", "ename": "E", "evalue": "v", "traceback": []}, ""),
    ],
)
def test_outputs(tmp_path: Path, output: dict[str, Any], expected: str) -> None:
    path = notebook(tmp_path, code("f()", output))
    read_as = outline(read(path)).removeprefix("code block julia\n  | f()\n").rstrip("\n")
    assert read_as == (f"output\n  {expected}" if expected else "")


def test_version_3_is_read(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old"]},
        {
            "cell_type": "code",
            "input": ["1 + 1"],
            "language": "python",
            "metadata": {},
            "outputs": [],
            "collapsed": False,
        },
    ]
    path = tmp_path / "old.ipynb"
    found = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": cells, "metadata": {}}],
    }
    path.write_text(json.dumps(found), encoding="utf-8")
    assert outline(read(path)) == "heading 2\n  words: Old\ncode block\n  | 1 + 1\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1 is no JSON"),
        ('{"cells": [\n  {"a": 1,}\n]}', "line 2, column 11 is no JSON"),
        ("[]", "it has no cells"),
        ('{"nbformat": 4}', "it has no cells"),
        ('{"cells": [{}], "nbformat": 4, "metadata": {}}', "(in cells/0)"),
        (
            '{"cells": [{"cell_type": "markdown", "source": 1, "metadata": {}}], "nbformat": 4, "metadata": {}}',
            "source",
        ),
        ('{"cells": 1, "nbformat": 4, "metadata": {}}', "is no valid notebook"),
        ('{"cells": [], "nbformat": 4, "metadata": []}', "is no valid notebook"),
        ('{"worksheets": 1, "nbformat": 3, "metadata": {}}', "is no valid notebook"),
        ('{"cells": [1], "nbformat": 4, "metadata": {}}', "is no valid notebook"),
        ("[" * 200_000, "nested too deep"),
    ],
)
def test_what_is_no_notebook_is_an_error_that_says_why(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert message in str(caught.value)
    assert caught.value.hint
