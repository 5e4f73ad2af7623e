"""What is too long for one breath, cut where it can: a sentence at its clauses, a formula at its rows and relations."""

from __future__ import annotations

import re
from dataclasses import replace

from mathspeak.latex.nodes import Node, Row, Symbol
from mathspeak.narration.script import Piece, join
from mathspeak.speech.formats.plain import plain
from mathspeak.speech.utterance import BREATH, LONG, MEDIUM, PAUSES, SHORT, Utterance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# Characters of words; about twenty seconds.
LONGEST = 320
_MUCH_TOO_LONG = 1.7
# No part is shorter than this share of the longest.
_SHORTEST = 0.25
_SEAM = re.compile(r"(?P<mark>[;:,])\s+(?P<word>\w*)")
_RANKS = {LONG: 0, MEDIUM: 1, SHORT: 3, BREATH: 5}
_RELATION, _OPERATION, _NOWHERE = 2, 4, 9


def cut(pieces: list[Piece], forms: Any, longest: int = LONGEST) -> list[list[Piece]]:
    """The pieces of a sentence in parts of at most ``longest`` characters of words, as far as there are seams."""
    parts: list[list[Piece]] = []
    while _is_longer(pieces, longest):
        seam = _best_seam(pieces, forms, longest)
        if seam is None:
            break
        first, pieces = _parted(pieces, *seam)
        parts.append(first)
    return [*parts, pieces]


def _is_longer(pieces: list[Piece], longest: int) -> bool:
    """Whether the words are longer than that, of which a few times as many characters tell."""
    texts: list[str] = []
    left = 4 * longest
    for piece in pieces:
        texts.append(piece.text[:left])
        left -= len(texts[-1])
        if left <= 0:
            break
    return len(join(texts)) > longest


def _best_seam(pieces: list[Piece], forms: Any, longest: int) -> tuple[int, int] | None:
    """The piece and the character after which the best cut lies."""
    total = sum(len(piece.text) for piece in pieces)
    least = longest * _SHORTEST
    best: tuple[int, float] | None = None
    found = None
    for place, rank, index, offset in _seams(pieces, forms):
        if place > longest:
            break
        if least <= place <= min(longest, total - least):
            value = (rank, -place)
            if best is None or value < best:
                best, found = value, (index, offset)
    return found


def _seams(pieces: list[Piece], forms: Any) -> Iterator[tuple[int, int, int, int]]:
    """Places where the words can be cut: how far from the start, how bad the place is, the piece, the character."""
    before = 0
    for index, piece in enumerate(pieces):
        if piece.utterance is None:
            for seam in _SEAM.finditer(piece.text):
                clause = seam["mark"] == "," and (seam["word"].lower() in forms.CLAUSES)
                rank = 1 if clause else {";": 0, ":": 1, ",": 2}[seam["mark"]]
                yield before + seam.start("word"), rank, index, seam.start("word")
        before += len(piece.text)
        joined = piece.utterance is not None and index + 1 < len(pieces) and pieces[index + 1].utterance is not None
        if joined:
            yield before, 1, index, len(piece.text)


def _parted(pieces: list[Piece], index: int, offset: int) -> tuple[list[Piece], list[Piece]]:
    piece = pieces[index]
    if offset >= len(piece.text):
        return pieces[: index + 1], pieces[index + 1 :]
    at = _same_place(piece.text, piece.written, offset)
    first = replace(piece, text=piece.text[:offset], written=piece.written[:at], pause=0.0)
    second = replace(piece, text=piece.text[offset:], written=piece.written[at:])
    return [*pieces[:index], first], [second, *pieces[index + 1 :]]


def _same_place(said: str, written: str, offset: int) -> int:
    """Where in the written text the said one is cut: after as many of the same marks."""
    mark = said[:offset].rstrip()[-1]
    if said.count(mark) != written.count(mark):
        return len(written)
    at = -1
    for _ in range(said.count(mark, 0, offset)):
        at = written.index(mark, at + 1)
    return at + 1


def cut_formula(utterance: Utterance, node: Node | None, longest: int = LONGEST) -> list[Utterance]:
    """The utterance of a formula in parts of at most ``longest`` characters: at rows, then relations, then pauses."""
    signs = _signs(node)
    parts: list[Utterance] = []
    todo = [utterance]
    while todo:
        whole = todo.pop()
        at = _best_cut(whole, signs, longest) if len(plain(whole)) > longest else 0
        if not at:
            parts.append(whole)
            continue
        todo += [_from(whole, at), _until(whole, at)]
    return parts


def _signs(node: Node | None) -> dict[int, int]:
    """The ranks of the signs between the largest parts of a formula, by identity: relations, then operations."""
    items = node.items if isinstance(node, Row) else []
    ranks = {"rel": _RELATION, "arrow": _RELATION, "bin": _OPERATION}
    return {id(item): ranks[item.cls] for item in items if isinstance(item, Symbol) and item.cls in ranks}


def _best_cut(utterance: Utterance, signs: dict[int, int], longest: int) -> int:
    sizes = [0]
    for phrase in utterance.words:
        sizes.append(sizes[-1] + (0 if phrase in PAUSES else len(phrase) + 1))
    least = min(longest * _SHORTEST, sizes[-1] / 4)
    # What is not much too long is only cut where nothing is torn apart.
    worst = _NOWHERE if sizes[-1] > _MUCH_TOO_LONG * longest else _RANKS[BREATH]
    best: tuple[int, float] | None = None
    found = 0
    for at in range(1, len(utterance.words)):
        before = utterance.words[at - 1]
        rank = min(_RANKS.get(before, _NOWHERE), signs.get(id(utterance.nodes[at]), _NOWHERE))
        if rank < worst and least <= sizes[at] <= sizes[-1] - least:
            value = (rank, abs(sizes[-1] / 2 - sizes[at]))
            if best is None or value < best:
                best, found = value, at
    return found


def _until(utterance: Utterance, at: int) -> Utterance:
    while utterance.words[at - 1] in PAUSES:
        at -= 1
    return Utterance(utterance.words[:at], utterance.nodes[:at])


def _from(utterance: Utterance, at: int) -> Utterance:
    while utterance.words[at] in PAUSES:
        at += 1
    return Utterance(utterance.words[at:], utterance.nodes[at:])
