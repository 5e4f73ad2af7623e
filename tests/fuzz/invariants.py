"""What holds of every reading, document and script, whatever it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from mathspeak.documents.blocks import Document
from mathspeak.documents.decoding import everything
from mathspeak.latex.nodes import Node
from mathspeak.narration.script import Script
from mathspeak.speech.formats.segments import segments
from mathspeak.translator import Reading

# What is never read out: it would be the source and not its words.
RAW = frozenset("\\{}$^_&#~")


def heard(text: str) -> str:
    """The letters and digits of a text, which spelling, marks and blanks do not change."""
    return "".join(character for character in text if character.isalnum()).lower()


def check_reading(reading: Reading, length: int) -> None:
    """The words are words, and every place is inside a source of ``length`` characters."""
    assert not RAW & set(reading.text), reading.text
    assert "  " not in reading.text
    for warning in reading.warnings:
        assert 0 <= warning.start <= warning.end <= length, warning
    for _, _, start, end in reading.explain():
        assert 0 <= start <= end <= length
    spoken = "".join(text for text, *_ in segments(reading.utterance))
    assert heard(spoken) == heard(reading.text), spoken
    ssml = ElementTree.fromstring(reading.ssml())
    assert heard("".join(ssml.itertext())) == heard(reading.text)


def check_places(node: Node, length: int) -> None:
    """Each node of a tree stands in the source, and not before what it is in."""
    pending: list[Node] = [node]
    while pending:
        one = pending.pop()
        assert 0 <= one.start <= one.end <= length, one
        pending += [part for part in one.parts() if part is not None]


def check_document(document: Document, length: int) -> None:
    """Each block, run and notice stands in the files that were read, ``length`` characters long together."""
    for item in everything(document):
        assert 0 <= item.start <= item.end <= length + 1, item


def check_script(script: Script, length: int) -> None:
    """What is said of formulas is words, and the voice is given the words of the transcript."""
    for sentence in script.sentences:
        assert sentence.text.strip(), sentence
        assert 0 <= sentence.start <= sentence.end <= length + 1, sentence
        for piece in sentence.pieces:
            assert not (piece.utterance is not None and RAW & set(piece.text)), piece.text
        said = "".join(_texts(sentence.speakable()))
        assert heard(said) == heard(sentence.text), (said, sentence.text)


def _texts(speakable: Iterable[object]) -> Iterable[str]:
    for part in speakable:
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple):
            yield part[0]
        else:
            yield from (text for text, *_ in segments(part))  # type: ignore[arg-type]
