"""Our tokenizer against html5lib's, which follows the standard word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import given, settings
from hypothesis import strategies as st

from mathspeak.documents.html.tokens import CLOSE, EMPTY, OPEN, RAW, TEXT, tokenize

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
KINDS = {tokenTypes["StartTag"]: "open", tokenTypes["EndTag"]: "close", tokenTypes["EmptyTag"]: "open"}
TEXTS = (tokenTypes["Characters"], tokenTypes["SpaceCharacters"])
OURS = {OPEN: "open", EMPTY: "open", CLOSE: "close"}
Event = tuple[str, str, tuple[tuple[str, str], ...]]


def joined(events: list[Event]) -> list[Event]:
    """The events with neighbouring texts as one."""
    found: list[Event] = []
    for event in events:
        if event[0] == "text" and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + event[1], ())
        elif event[0] != "text" or event[1]:
            found.append(event)
    return found


def standard(source: str) -> list[Event]:
    tokenizer = HTMLTokenizer(source)
    events: list[Event] = []
    for token in tokenizer:
        if token["type"] in TEXTS:
            events.append(("text", token["data"], ()))
        elif token["type"] in KINDS:
            attributes = dict(reversed(token["data"])) if isinstance(token["data"], list) else token["data"]
            kind = KINDS[token["type"]]
            events.append((kind, token["name"], tuple(sorted(attributes.items())) if kind == "open" else ()))
            if kind == "open" and token["name"] in RAW:
                tokenizer.state = tokenizer.rcdataState if token["name"] == "title" else tokenizer.rawtextState
    return joined(events)


def ours(source: str) -> list[Event]:
    events: list[Event] = []
    for token in tokenize(source):
        if token.kind == TEXT:
            events.append(("text", token.text, ()))
        else:
            attributes = tuple(sorted(token.attributes().items())) if token.kind != CLOSE else ()
            events.append((OURS[token.kind], token.text, attributes))
    return joined(events)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_have_the_tokens_of_the_standard(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ours(source) == standard(source)


PIECES = st.sampled_from(
    (
        "<p>|</p>|<b a=1>|<b a='x y' C=\"d>e\">|<br/>|<!-- c -->|<!--->|<!x>|<?y?>|a| |&lt;|<title>|</title>|"
        "<style>|</style >|< |<3|&amp|&#x41;|</>|</ x>|<a b=c/d>|<i d>"
    ).split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_markup_has_the_tokens_of_the_standard(source: str) -> None:
    assert ours(source) == standard(source)


@given(st.text(alphabet="<>/!-?ab =\"'&;[]x", max_size=40))
def test_every_place_is_in_the_source(source: str) -> None:
    end = 0
    for token in tokenize(source):
        assert end <= token.start <= token.end <= len(source)
        end = token.end if token.kind == TEXT else token.start
