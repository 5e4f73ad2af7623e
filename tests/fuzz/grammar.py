"""Inputs written by a grammar for each target: the pieces of its language, at random and out of their company."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence

from hypothesis import strategies as st

from fuzz.dictionary import words
from mathspeak.audio.pcm import Audio
from mathspeak.audio.recording import Recording, Word
from mathspeak.cache import entry
from mathspeak.cache.archive import Writer
from mathspeak.cache.key import key as key_of

Bytes = st.SearchStrategy[bytes]

_LATEX = [*words("latex"), *"abcxyz0123456789+-=<>()[]{}|'.,;:!/*^_&~ \n", "\n\n", r"\\", "{x}", "^2", "_{i}"]
_PROSE = "Let be the and of a if then. It costs $5. See e.g. p. 3, Fig. 2 — “so”, 50 % and 3–5.\n\n".split(" ")


def _joined(pieces: Sequence[str], most: int = 40) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(pieces), st.text(max_size=3)), max_size=most).map("".join)


def _chosen(inside: st.SearchStrategy[str]) -> Bytes:
    """A text after the byte that chooses what is done with it."""
    return st.builds(lambda choice, text: bytes([choice]) + _utf8(text), st.integers(0, 255), inside)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_latex = _joined(_LATEX)
_markup = _joined([f"{word} " for word in (*words("narration"), *_PROSE)] + words("narration"))


def _tagged(pieces: list[str]) -> Bytes:
    return _joined([*pieces, *_LATEX[:50]]).map(_utf8)


def _mathml() -> Bytes:
    leaf = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["mi", "mo", "mn", "mtext"]), st.text(max_size=3))
    names = st.sampled_from(
        "mrow mfrac msqrt mroot msup msub msubsup mover munder munderover mmultiscripts mtable mtr mtd mfenced mstyle "
        "mpadded mphantom menclose semantics annotation".split()
    )
    tree = st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", names, st.lists(inner, max_size=4)
        ),
        max_leaves=15,
    )
    return tree.map(lambda inner: _utf8(f"<math>{inner}</math>"))


_value: st.SearchStrategy[object] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.lists(st.text(max_size=3), max_size=3)
)


def _json(fields: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[str]:
    """An object with some of the fields, each with a value that it takes or another."""
    mixed = {name: st.one_of(value, value, value, _value) for name, value in fields.items()}
    return st.fixed_dictionaries({}, optional=mixed).map(json.dumps)


_request: dict[str, st.SearchStrategy[object]] = {
    "latex": _latex,
    "input": _latex,
    "style": st.sampled_from(["natural", "clearspeak", "mathspeak"]),
    "language": st.sampled_from(["en", "de"]),
    "format": st.sampled_from(["plain", "ssml", "wav"]),
    "macros": _latex,
    "prefs": st.one_of(st.text(max_size=8), st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2)),
    "id": st.integers(0, 9),
    "audio": st.sampled_from(["wav", "mp3"]),
    "speed": st.floats(0, 4),
    "model": st.text(max_size=4),
}
_only_text = {name: _request[name] for name in ("latex", "style", "language", "format", "macros", "prefs")}


def _order() -> Bytes:
    text = st.sampled_from(
        ["FOLDER/a.md", "FOLDER/out", "a", "../a", "/etc/passwd", "wav", "natural", "en", "", "a\0b"]
    )
    field = st.one_of(text, text, _value)
    reading = ("style", "verbosity", "language", "prefs", "macros", "speak")
    sound = ("audio", "embed", "engine", "voice", "rate", "pause", "volume", "pitch", "language", "lexicon")

    def table(names: Sequence[str]) -> st.SearchStrategy[object]:
        taken = {"prefs": st.just({}), "speak": st.just({}), "policies": st.just({}), "lexicon": st.just([])}
        return st.fixed_dictionaries({name: taken.get(name, field) for name in names})

    order = st.fixed_dictionaries(
        {
            "output": field,
            "reading": table(reading),
            "policies": st.dictionaries(st.sampled_from(["code", "table", "x"]), field, max_size=2),
            "language": st.sampled_from([None, "en"]),
            "sound": st.one_of(st.none(), table(sound)),
        }
    )
    job = table(("source", "name", "title", "folder"))
    return st.fixed_dictionaries({"order": order, "job": job}).map(lambda asked: json.dumps(asked).encode())


def _archive() -> Bytes:
    """A backup as it is written, with perhaps one byte changed, or cut short."""

    def written(contents: list[bytes], at: int, by: int, cut: int) -> bytes:
        with tempfile.TemporaryFile() as file:
            writer = Writer(file)  # type: ignore[arg-type]
            for number, content in enumerate(contents):
                key = key_of(number=number)
                writer.add(key, number, entry.encode(key, content))
            writer.end()
            file.seek(0)
            data = bytearray(file.read())
        data[at % len(data)] ^= by
        return bytes(data[: len(data) - cut % len(data)])

    small = st.one_of(st.just(0), st.integers(0, 30_000))
    contents = st.lists(st.binary(min_size=1, max_size=40), max_size=3)
    return st.builds(written, contents, small, st.integers(0, 255), small)


def _entry() -> Bytes:
    key = key_of(text="a")
    words_ = st.lists(st.builds(Word, st.text(max_size=4), st.floats(), st.floats()), max_size=3)
    recording = st.builds(
        lambda samples, rate, said: Recording.of(Audio(samples[: len(samples) // 2 * 2], rate), said).to_bytes(),
        st.binary(max_size=60),
        st.sampled_from([8000, 24000]),
        words_,
    )
    head = st.fixed_dictionaries(
        {
            "coding": st.sampled_from(["pcm", "mp3", ""]),
            "words": st.lists(st.tuples(st.text(max_size=2), st.floats(), st.floats()), max_size=2),
            **{
                name: st.one_of(st.integers(), st.floats())
                for name in ("rate", "channels", "frames", "onset", "offset")
            },
        }
    )

    def foreign(fields: dict[str, object]) -> bytes:
        text = json.dumps(fields).encode()
        return b"MSR1" + len(text).to_bytes(4, "big") + text + b"\0\0"

    return st.one_of(
        st.binary(max_size=60), recording, head.map(foreign), st.binary(min_size=1).map(lambda d: entry.encode(key, d))
    )


def _notebook() -> Bytes:
    cell = st.fixed_dictionaries(
        {
            "cell_type": st.sampled_from(["markdown", "code", "raw", "x"]),
            "source": st.one_of(_markup, st.lists(_markup, max_size=3)),
        },
        optional={"outputs": st.lists(st.fixed_dictionaries({"data": _value}), max_size=2), "metadata": _value},
    )
    book = st.fixed_dictionaries(
        {"cells": st.lists(cell, max_size=4)}, optional={"nbformat": st.integers(0, 5), "metadata": _value}
    )
    return book.map(lambda fields: json.dumps(fields).encode())


STRATEGIES: dict[str, Bytes] = {
    "latex": _latex.map(_utf8),
    "styles": _chosen(_latex),
    "expression": _chosen(_joined([*_LATEX, "$", "$$", r"\(", r"\)", *_PROSE])),
    "mathml": st.one_of(_mathml(), _tagged(words("mathml"))),
    "tex": _tagged([*words("tex"), *_PROSE]),
    "markdown": _markup.map(_utf8),
    "html": _tagged([*words("html"), *_PROSE]),
    "notebook": _notebook(),
    "text": _markup.map(_utf8),
    "narration": _chosen(_markup),
    "archive": _archive(),
    "entry": _entry(),
    "lexicon": _tagged([*words("lexicon"), "\n", ' = "', '"\n', "Euler", "z"]),
    "settings": _tagged([*words("settings"), "\n", ' = "', '"\n', "style", "max_depth"]),
    "orders": _order(),
    "jsonl": _json(_request).map(_utf8),
    "http": st.one_of(
        _chosen(_json(_request)),
        _chosen(_json(_only_text)),
        st.lists(_json(_only_text), max_size=3).map(lambda items: _utf8(f"\x01[{','.join(items)}]")),
        st.lists(_json(_only_text), max_size=3).map(lambda items: _utf8("\x02" + "\n".join(items))),
    ),
    "live": st.lists(_json({"id": _request["id"], "audio": _request["audio"], **_only_text}), max_size=4).map(
        lambda lines: _utf8("\n".join(lines))
    ),
}
