from __future__ import annotations

import pytest

from cache.samples import name, sound
from mathspeak.cache import entry


def test_an_entry_gives_what_was_put_in() -> None:
    assert entry.decode(name(1), entry.encode(name(1), sound(1))) == sound(1)


def test_every_flipped_bit_is_noticed() -> None:
    whole = entry.encode(name(1), sound(1, 40))
    for at in range(len(whole) * 8):
        broken = bytearray(whole)
        broken[at // 8] ^= 1 << at % 8
        assert entry.decode(name(1), bytes(broken)) is None


def test_every_cut_and_everything_added_is_noticed() -> None:
    whole = entry.encode(name(1), sound(1, 40))
    assert [entry.decode(name(1), whole[:size]) for size in range(len(whole))] == [None] * len(whole)
    assert entry.decode(name(1), whole + b"\0") is None
    assert entry.decode(name(1), b"\0" + whole) is None


def test_what_belongs_to_another_key_is_not_taken() -> None:
    assert entry.fault(name(2), entry.encode(name(1), sound(1))) == "its content is damaged"


def test_nothing_is_no_content() -> None:
    assert entry.fault(name(1), entry.encode(name(1), b"")) == "it is cut short"


def test_another_version_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "VERSION", 2)
    later = entry.encode(name(1), sound(1))
    monkeypatch.undo()
    assert entry.fault(name(1), later) == "it is of another version"
