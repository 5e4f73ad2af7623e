from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathspeak.cache import key as keys
from mathspeak.cache.key import is_key, key

names = st.text("abc", min_size=1, max_size=2)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("ab1:é\ud800", max_size=4)
    | st.binary(max_size=4)
)
parts = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def told_apart(part: Any) -> Any:
    """The part as Python compares it, except that a truth value is not a number."""
    if isinstance(part, bool):
        return ("truth", part)
    if isinstance(part, list | tuple):
        return [told_apart(item) for item in part]
    if isinstance(part, dict):
        return {name: told_apart(value) for name, value in part.items()}
    return part


@settings(deadline=None)
@given(st.dictionaries(names, parts, max_size=3), st.dictionaries(names, parts, max_size=3))
def test_different_parts_have_different_keys_and_the_same_parts_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (key(**one) == key(**other)) == (told_apart(one) == told_apart(other))


@settings(deadline=None)
@given(st.dictionaries(names, parts, min_size=2), st.randoms(use_true_random=False))
def test_the_order_of_arguments_does_not_matter(given: dict[str, Any], order: random.Random) -> None:
    mixed = list(given.items())
    order.shuffle(mixed)
    assert key(**dict(mixed)) == key(**given)
    assert key(part=dict(mixed)) == key(part=given)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": "ab", "voice": "c"}, {"text": "a", "voice": "bc"}),
        ({"text": ["a", "b"]}, {"text": ["ab"]}),
        ({"text": [["a"], "b"]}, {"text": [["a", "b"]]}),
        ({"text": "1"}, {"text": 1}),
        ({"text": "a"}, {"text": b"a"}),
        ({"text": None}, {"text": ""}),
        ({"text": None}, {}),
        ({"pitch": True}, {"pitch": 1}),
        ({"rate": 1.0}, {"rate": 1.0000000000000002}),
        ({"rate": 2**53 + 1}, {"rate": float(2**53)}),
        ({"text": "\ud800"}, {"text": "\ud801"}),
        ({"text": [{}]}, {"text": [[]]}),
        ({"a": {"b": "c"}}, {"a": {"c": "b"}}),
        ({"text": "\u00e9"}, {"text": "e\u0301"}),
    ],
)
def test_parts_that_are_nearly_alike_have_different_keys(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert key(**one) != key(**other)


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), (0.0, -0.0), ((1, "a"), [1, "a"]), (10**30, 1e30 * 1)])
def test_what_python_takes_for_the_same_has_one_key(one: Any, other: Any) -> None:
    assert (key(part=one) == key(part=other)) == (told_apart(one) == told_apart(other))


@pytest.mark.parametrize("part", [object(), {1, 2}, {1: 2}, bytearray(b"a"), range(3)])
def test_other_kinds_of_parts_are_refused(part: Any) -> None:
    with pytest.raises(TypeError):
        key(part=part)


@pytest.mark.parametrize("part", [float("nan"), float("inf"), [-float("inf")]])
def test_numbers_that_are_not_finite_are_refused(part: Any) -> None:
    with pytest.raises(ValueError, match="cannot be part of a key"):
        key(part=part)


def test_what_was_kept_yesterday_is_found_today() -> None:
    # If this changes, SCHEME has to be raised.
    known = key(text=[("a over b", False, 1.0)], engine="espeak", rate=1.25, voice=None, raw=b"\0", more={"x": -1})
    assert known == "f203962513d4d235526c6056965706eed38736cb7df8448a723e2080789e04a4"


def test_another_scheme_and_another_form_of_entries_have_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {key(text="a")}
    monkeypatch.setattr(keys, "SCHEME", 2)
    found.add(key(text="a"))
    monkeypatch.setattr(keys, "VERSION", 2)
    found.add(key(text="a"))
    assert len(found) == 3


@pytest.mark.parametrize(
    "text", ["", "a" * 63, "A" * 64, "a" * 65, "g" * 64, "a" * 63 + "\n", None, b"a" * 64, "０" * 64]
)
def test_what_is_no_key(text: object) -> None:
    assert not is_key(text)
