"""What holds of every document, however it was put together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathspeak.documents import blocks as b
from mathspeak.documents.decoding import everything
from mathspeak.documents.reading import read_source

COVERS = re.compile("[\ue000\ue001\x1a]")
MARKUP = st.sampled_from(
    (
        "$x$@$$\ny\n$$@\\(z\\)@`code`@**@_@[@](u)@> @- @1. @# @\n@\n\n@ @word@```\n@:::\n@::: {#thm-a}\n@```{note}\n@"
        "$5@[see \uff20eq-a]@| a |\n|---|\n@[^1]@[^1]: @<b>@</b>@<!-- @ -->@$@\\@{eq}`a`@{#a}@"
        "\\begin{align}a\\end{align}@&amp;@    @^[@~@^@!["
    ).split("@")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=30).map("".join).map(lambda text: text.replace("\uff20", "@")))
def test_any_markdown_is_read(source: str) -> None:
    document = read_source(source, Path("a.qmd"), "markdown")
    for item in everything(document):
        assert 0 <= item.start <= item.end <= len(source) + 1, item
        for name in ("text", "latex", "alt"):
            assert not COVERS.search(getattr(item, name, "")), item


WORDS = [f"{letter}{other}" for letter in "abcdefgh" for other in "ijklmnop"]


@pytest.mark.parametrize("kind", ["markdown", "html", "text"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_word_is_read_once_and_in_order(kind: str, data: st.DataObject) -> None:
    """Words that are all different, in paragraphs, lists and the rest of what a kind of document has."""
    count = data.draw(st.integers(1, 40))
    pieces: list[str] = []
    for word in WORDS[:count]:
        pieces.append(data.draw(st.sampled_from(SHAPES[kind])).format(word))
    document = read_source("".join(pieces), Path("a.md"), kind)
    said = " ".join(_said(document.blocks))
    assert re.findall(r"[a-h][i-p]", said) == WORDS[:count]


SHAPES = {
    "markdown": (
        "{} |{}\n|*{}* |**{}** |{} $x$ |`{}` |\n\n- {}\n|\n\n> {}\n\n|\n\n## {}\n\n|[{}](#) |\n\n1. {}\n|"
        "<b>{}</b> |\n\n```\n{}\n```\n\n|\n\n:::{{note}}\n{}\n:::\n\n|\n\n$$\ny\n$$\n\n{}|\n\n<p>{}</p>\n\n"
    ).split("|"),
    "html": (
        "{} |<p>{}</p>|<b>{}</b> |<ul><li>{}</ul>|<div>{}</div>|<h2>{}</h2>|<td>{}|<table><tr><td>{}</table>|"
        "<pre>{}</pre>|<blockquote>{}</blockquote>|<p>{} \\(x\\)|<code>{}</code> |<dl><dt>{}</dl>|<span>{}</span> "
    ).split("|"),
    "text": ["{} ", "{}\n", "{}\n\n", "{} $x$ ", "\n\n{}\n===\n"],
}


def _said(blocks: list[b.Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, b.Heading | b.Paragraph):
            texts += _runs(block.runs)
        elif isinstance(block, b.CodeBlock):
            texts.append(block.text)
        elif isinstance(block, b.Table):
            texts += [text for row in block.rows for cell in row for text in _runs(cell)]
        elif isinstance(block, b.ListBlock):
            for label, item in zip(block.labels, block.items, strict=True):
                texts += [label, *_said(item)]
        elif isinstance(block, b.Quote | b.Statement):
            texts += _said(block.blocks)
    return texts


def _runs(runs: list[b.Run]) -> list[str]:
    return [run.text for run in runs if isinstance(run, b.Words | b.Code)]
