"""Which rule, row of a table, inference and preference gave each word: found by speaking the formula once more.

Nothing of this costs an ordinary reading anything. The words that a style looks up are handed to it with the name of
their row on them, inferences note what they make, and a preference gave what is not said without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from mathspeak.latex.nodes import Letter, Name, Node, Number, Symbol
from mathspeak.meaning import terms
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference, Walk
from mathspeak.speech.styles import Options, Style
from mathspeak.speech.utterance import PAUSES, Utterance
from mathspeak.speech.words import Words

Explained = tuple[str, str, int, int]
# Other nodes are made again around what an inference changed, without a meaning of their own.
TELLING = frozenset([Letter, Name, Number, Symbol, *(c for c in vars(terms).values() if isinstance(c, type))])


class Phrase(str):
    """A phrase that knows its row in a table of words."""

    __slots__ = ("row",)
    row: str

    def __str__(self) -> str:
        return self

    def format(self, *args: object, **kwargs: object) -> Phrase:
        rows = [self.row, *(arg.row for arg in args if isinstance(arg, Phrase))]
        return phrase(str.format(self, *args, **kwargs), " of ".join(rows))

    def removeprefix(self, prefix: str, /) -> Phrase:
        return phrase(str.removeprefix(self, prefix), self.row)


def phrase(words: str, row: str) -> Phrase:
    """Words with the name of their row.

    >>> phrase("the {}", "THE").format(phrase("sum", "sum")).row
    'THE of sum'
    """
    made = Phrase(words)
    made.row = row
    return made


class Table:
    """A table of words, or a part of one, whose phrases know their rows."""

    def __init__(self, table: object) -> None:
        self._table = table

    def __getattr__(self, name: str) -> Any:
        # Words for signs go by the sign's key alone.
        row = "" if name == "names" else name
        return self.__dict__.setdefault(name, rowed(getattr(self._table, name), row))


def rowed(value: Any, row: str) -> Any:
    """What a table holds under a name, with that name on its phrases."""
    if isinstance(value, str):
        return phrase(value, row)
    if isinstance(value, dict):
        return {key: rowed(part, f"{row} {_key(key)}".strip()) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [rowed(part, f"{row} {i}") for i, part in enumerate(value)]
    if isinstance(value, bool | int | float | frozenset | set | type(None)):
        return value
    if callable(value) and not isinstance(value, type):
        return lambda *args: called(value, row, args)
    return Table(value)


def called(value: Callable[..., Any], row: str, args: tuple[Any, ...]) -> Any:
    """What a function of the words gives; phrases that it changes in place keep their rows."""
    lists = [(arg, list(arg)) for arg in args if isinstance(arg, list)]
    made = rowed(value(*args), row)
    for changed, before in lists:
        changed[:] = [
            phrase(new, old.row) if isinstance(old, Phrase) and not isinstance(new, Phrase) else new
            for new, old in zip(changed, before, strict=True)
        ]
    return made


def _key(key: object) -> str:
    return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def explain(
    node: Node, context: Context, *, inferences: Iterable[Inference], style: Style, words: Words, options: Options
) -> list[Explained]:
    """Each phrase of a formula with what gave it, and the piece of the source that it speaks."""
    made: dict[int, tuple[Node, str]] = {}
    understood = Walk([noting(inference, made) for inference in inferences]).understand(node, context)
    said = style.speak(understood, Words(rowed(words.names, ""), Table(words.say)), options)
    preferred = preferences_of(said, lambda changed: style.speak(understood, words, changed), style, options)
    rows = []
    for i, (part, source) in enumerate(zip(said.words, said.nodes, strict=True)):
        if part in PAUSES:
            continue
        notes = [*preferred.get(i, ())]
        if id(source) in made:
            notes.insert(0, f"inference {made[id(source)][1]}")
        rule = rule_of(part, source)
        rows.append((part[:], f"{rule} ({', '.join(notes)})" if notes else rule, source.start, source.end))
    return rows


def rule_of(part: str, node: Node) -> str:
    """The construct that spoke, and the row of the table from which it took the words.

    >>> rule_of(phrase("over", "OVER"), Symbol("slash", "ord", 0, 1)), rule_of("x", Letter("x", False, "", 0, 1))
    ('symbol slash: OVER', 'letter x')
    """
    rule = construct(node.__class__.__name__)
    if isinstance(node, Letter):
        rule = f"{rule} {node.key()}"
    elif isinstance(node, Symbol):
        rule = f"{rule} {node.key}"
    row = part.row if isinstance(part, Phrase) else ""
    return f"{rule}: {row}" if row and not rule.endswith(row) else rule


def construct(class_name: str) -> str:
    """The class of a node in words.

    >>> construct("MixedNumber")
    'mixed number'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in class_name).strip()


def noting(inference: Inference, made: dict[int, tuple[Node, str]]) -> Inference:
    """The same inference, which notes the nodes that it makes."""

    def note(before: Iterable[Node], after: Iterable[Node]) -> None:
        known = {id(node) for node in _all(before)}
        for node in _all(after):
            if id(node) not in known and node.__class__ in TELLING:
                made.setdefault(id(node), (node, inference.name))

    def on_node(infer: Callable[[Node, Context], Node]) -> Callable[[Node, Context], Node]:
        def noted(node: Node, context: Context) -> Node:
            after = infer(node, context)
            if after is not node:
                note([node], [after])
            return after

        return noted

    def on_row(items: list[Node], context: Context) -> list[Node]:
        assert inference.on_row is not None
        before = list(items)
        after = inference.on_row(items, context)
        note(before, after)
        return after

    return Inference(
        inference.name,
        on_row=on_row if inference.on_row else None,
        needs=inference.needs,
        on_node={cls: on_node(infer) for cls, infer in inference.on_node.items()},
    )


def _all(nodes: Iterable[Node]) -> Iterable[Node]:
    todo = list(nodes)
    while todo:
        node = todo.pop()
        yield node
        todo.extend(part for part in node.parts() if part is not None)


def preferences_of(
    said: Utterance, speak: Callable[[Options], Utterance], style: Style, options: Options
) -> Mapping[int, list[str]]:
    """For the places of words that a preference gave, its name and value: what is not said with its default."""
    found: dict[int, list[str]] = {}
    if style.preferences is None:
        return found
    defaults = style.preferences({})
    here = _places(said)
    for name, value in options.preferences.items():
        default = defaults.get(name, value)
        if value == default:
            continue
        other = speak(Options(options.verbosity, {**options.preferences, name: default}, options.max_words))
        for kind, _, _, start, end in SequenceMatcher(None, _places(other), here, autojunk=False).get_opcodes():
            if kind != "equal":
                for i in range(start, end):
                    found.setdefault(i, []).append(f"preference {name}={value}")
    return found


def _places(utterance: Utterance) -> list[tuple[str, int, int]]:
    """Words with their places; a style may make a node anew each time that it speaks."""
    return [(words, node.start, node.end) for words, node in zip(utterance.words, utterance.nodes, strict=True)]
