"""What is done with each kind of thing in a document: said in full, in short, only named, or left out."""

from __future__ import annotations

from mathspeak.config import POLICIES, listed
from mathspeak.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What every kind of document does; what some do otherwise stands below.
COMMON = {
    "heading": "announce",
    "numbers": "before",
    "lines": "speak",
    "code": "announce",
    "inline": "speak",
    "table": "summarise",
    "figure": "speak",
    "citation": "speak",
    "footnote": "speak",
    "statement": "speak",
    "proof": "speak",
    "exercise": "speak",
    "quote": "speak",
    "output": "announce",
    "unread": "announce",
}
BY_SUFFIX: dict[str, dict[str, str]] = {
    # What a notebook puts out is half of its lesson.
    ".ipynb": {"output": "speak"},
}


class Policy:
    """One word for each kind of thing, by the kind of document with ``changes`` laid over it.

    Raises ConfigError, which names what there is, for a kind or a word that there is not.

    >>> policy = Policy(".md", {"code": "skip"})
    >>> policy.code, policy.table
    ('skip', 'summarise')
    """

    __slots__ = tuple(POLICIES)
    heading: str
    numbers: str
    lines: str
    code: str
    inline: str
    table: str
    figure: str
    citation: str
    footnote: str
    statement: str
    proof: str
    exercise: str
    quote: str
    output: str
    unread: str

    def __init__(self, suffix: str = "", changes: Mapping[str, str] | None = None) -> None:
        changes = changes or {}
        for name, word in changes.items():
            check(name, word)
        for name, word in {**COMMON, **BY_SUFFIX.get(suffix.lower(), {}), **changes}.items():
            setattr(self, name, word)

    def as_dict(self) -> dict[str, str]:
        """The policy as plain data."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(tuple(self.as_dict().items()))

    def __repr__(self) -> str:
        return f"Policy({', '.join(f'{name}={word}' for name, word in self.as_dict().items())})"


def check(name: str, word: str) -> None:
    """Raise ConfigError unless there is such a kind of thing and it can be dealt with in this way."""
    if name not in POLICIES:
        raise ConfigError(f"there is no policy for {name!r}", hint=f"there are policies for {', '.join(POLICIES)}")
    if word not in POLICIES[name]:
        raise ConfigError(f"the policy for {name} is {word!r}", hint=f"it takes {listed(POLICIES[name])}")


def choices(pairs: Iterable[str]) -> dict[str, str]:
    """Policies written ``NAME=WORD``, as an option gives them.

    >>> choices(["code=skip", "numbers = after"])
    {'code': 'skip', 'numbers': 'after'}
    """
    chosen: dict[str, str] = {}
    for pair in pairs:
        name, equals, word = (part.strip() for part in pair.partition("="))
        if not equals:
            raise ConfigError(f"{pair!r} is not of the form NAME=WORD", hint="write code=skip")
        check(name, word)
        chosen[name] = word
    return chosen
