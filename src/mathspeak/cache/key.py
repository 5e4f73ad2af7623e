"""The name of a recording: a hash over everything that decides how it sounds."""

from __future__ import annotations

import hashlib

from mathspeak.cache.entry import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Part = None | bool | int | float | str | bytes | Sequence["Part"] | Mapping[str, "Part"]

# To be raised when parts are written down in another way, so that old and new names never meet.
SCHEME = 1
_HEX = "0123456789abcdef"


def key(**parts: Part) -> str:
    """The name of what is made from these parts, as 64 hexadecimal digits.

    Two sets of parts have the same name only if they are equal. The order of the arguments and of the keys of a
    mapping does not matter, and neither do the kinds of numbers and sequences: 1 and 1.0 are the same, and so are a
    list and a tuple. Raises TypeError for a part of another kind, ValueError for a number that is not finite.

    >>> key(text=["x", ("a", True)], rate=1) == key(rate=1.0, text=[["x"][0], ["a", True]])
    True
    >>> key(text="ab", voice="c") == key(text="a", voice="bc")
    False
    """
    scheme = b"mathspeak %d %d" % (SCHEME, VERSION)
    return hashlib.sha256(scheme + _written(parts)).hexdigest()


def is_key(text: object) -> bool:
    """Whether the text could be the name of a recording.

    >>> is_key(key(text="a")), is_key("../../etc/passwd")
    (True, False)
    """
    return isinstance(text, str) and len(text) == 64 and not text.strip(_HEX)


def _written(part: Part) -> bytes:
    """The part with its kind and its length before it, so that no two parts are written alike."""
    match part:
        case None:
            return b"n"
        case bool():
            return b"t" if part else b"f"
        case int() | float():
            return _counted(b"d", _number(part))
        case str():
            return _counted(b"s", part.encode("utf-8", "surrogatepass"))
        case bytes():
            return _counted(b"b", part)
        case list() | tuple():
            return b"l%d:" % len(part) + b"".join(map(_written, part))
        case dict():
            pairs = sorted((_name(name), _written(value)) for name, value in part.items())
            return b"m%d:" % len(pairs) + b"".join(name + value for name, value in pairs)
    raise TypeError(f"{type(part).__name__} cannot be part of a key")


def _counted(kind: bytes, content: bytes) -> bytes:
    return kind + b"%d:" % len(content) + content


def _number(number: float) -> bytes:
    if isinstance(number, float):
        numerator, denominator = _ratio(number)
        return b"%d" % numerator if denominator == 1 else b"%d/%d" % (numerator, denominator)
    return b"%d" % number


def _ratio(number: float) -> tuple[int, int]:
    try:
        return number.as_integer_ratio()
    except (OverflowError, ValueError):
        raise ValueError(f"{number} cannot be part of a key") from None


def _name(name: object) -> bytes:
    if not isinstance(name, str):
        raise TypeError(f"a key of a mapping is {type(name).__name__}, not a text")
    return _written(name)
