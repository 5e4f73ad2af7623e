r"""Theorems, definitions, exercises, proofs: declared by the document, or usual ones that it declares elsewhere."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Block, Run, Statement
from mathspeak.documents.tex import languages
from mathspeak.documents.tex.builder import plain
from mathspeak.documents.tex.options import key_values, split_list
from mathspeak.documents.tex.state import Target
from mathspeak.documents.tex.theorem_names import PRINTED, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Region

_UNCOUNTED = frozenset("solution answer lösung sol soln".split())
_ENGLISH = frozenset("theorem lemma proposition corollary definition example remark exercise problem claim".split())
_KEYS = re.compile(r"\s*(?:name|title|label|restate|continues)\s*=")
_LABEL = re.compile(r"\{([\w:.\-/*+]*)\}")


class Theorem:
    """A kind of statement as it was declared: what it prints, and the counter that numbers it, if any."""

    __slots__ = ("boxed", "counter", "kind", "name", "prefix")

    def __init__(self, name: str, counter: str, kind: str, boxed: bool = False, prefix: str = "") -> None:
        self.name = name
        self.counter = counter
        self.kind = kind
        # Whether title and label stand in braces after the environment's name.
        self.boxed = boxed
        self.prefix = prefix

    def __call__(self, reader: Reader, environment: str, start: int) -> None:
        mouth = reader.mouth
        mouth.overlay()
        label = ""
        title: list[Run] = []
        if self.boxed:
            mouth.option()
            title = reader.runs_in(mouth.argument())
            tag = mouth.group()
            label = f"{self.prefix}:{tag.text.strip()}" if tag is not None and tag.text.strip() else ""
        elif (option := mouth.option()) is not None:
            title, label = _title(reader, option)
        number = reader.step(self.counter) if self.counter else ""
        english = self.name.casefold() if self.name.casefold() in _ENGLISH else self.name
        if label:
            reader.set_label(label, Target(english, number, title))
        begin(reader, environment, start, Statement(self.kind, self.name, number, title, [], start, start), english)


def _title(reader: Reader, option: Region) -> tuple[list[Run], str]:
    """A title, or a title and a label among keys, as thmtools has them."""
    values = key_values(option.text) if _KEYS.match(option.text) else {}
    if not values:
        return reader.runs_in(option), ""
    return reader.runs_in_text(values.get("name") or values.get("title") or ""), values.get("label", "")


def begin(reader: Reader, environment: str, start: int, statement: Statement, target: str) -> None:
    """A statement whose blocks are to come; labels in it point to it."""
    outer = reader.target
    if statement.number:
        reader.target = Target(target, statement.number, statement.title)

    def close(blocks: list[Block]) -> None:
        statement.blocks = blocks
        statement.end = reader.here()
        reader.target = outer
        if blocks or statement.title:
            reader.builder.block(statement)

    reader.nest(environment, start, close)


def _proof(reader: Reader, name: str, start: int) -> None:
    option = reader.mouth.option()
    title = reader.runs_in(option) if option is not None else []
    printed = "" if title else languages.name_of("proof", reader.language)
    begin(reader, name, start, Statement("proof", printed, "", title, [], start, start), "proof")


def _usual(reader: Reader, name: str, start: int) -> None:
    """A statement that the document uses and does not declare: its class or package is not here."""
    plain_name = name.removesuffix("*")
    printed = PRINTED[plain_name]
    numbered = not (name.endswith("*") or reader.front.slides or plain_name in _UNCOUNTED)
    counter = _usual_counter(reader, printed) if numbered else ""
    if numbered:
        message = f"the environment {name} is not declared in this folder: its numbers are guessed"
        reader.notice("undeclared-theorem", message, start)
    theorem = Theorem(printed, counter, kind_of(printed))
    label = _label_in_braces(reader)
    theorem(reader, name, start)
    label = _label_in_braces(reader) if label is None else label
    if label:
        reader.set_label(label, reader.target)


def _usual_counter(reader: Reader, printed: str) -> str:
    """Most documents number exercises alone, and all else together within sections."""
    counter = printed.casefold() if kind_of(printed) == "exercise" else "theorem"
    counters = reader.counters
    if counter not in counters.values:
        parent = "chapter" if reader.front.chapters else "section"
        counters.new(counter, within=parent if counter == "theorem" and counters.values[parent] else "")
    return counter


def _label_in_braces(reader: Reader) -> str | None:
    r"""A label that stands in braces at once, as in ``\begin{theorem}[Thales]{thm:thales}``."""
    frame = reader.mouth.top()
    found = _LABEL.match(frame.source.string, frame.position, frame.end)
    if found is None:
        return None
    frame.position = found.end()
    return found[1].strip()


def _declare(reader: Reader, command: str, start: int) -> None:
    r"""``\newtheorem{lem}[thm]{Lemma}``, ``\newtheorem{thm}{Theorem}[section]``, and the starred form."""
    mouth = reader.mouth
    starred = mouth.take("*")
    environment = mouth.name()
    shared = mouth.option()
    region = mouth.argument()
    printed = reader.text_in(region)
    within = mouth.option()
    if command == "spnewtheorem":
        mouth.argument()
        mouth.argument()
    counter = "" if starred else _counter(reader, environment, shared, within)
    keep(reader, environment, Theorem(printed, counter, _style_kind(reader, printed)))


def keep(reader: Reader, environment: str, theorem: Theorem) -> None:
    theorems = reader.definitions.theorems
    if environment in theorems or len(theorems) < reader.bounds.max_macros:
        theorems[environment] = theorem


def _counter(reader: Reader, environment: str, shared: Region | None, within: Region | None) -> str:
    if shared:
        return _counter_of(reader, shared.text.strip())
    reader.counters.new(environment, within.text.strip() if within else "")
    return environment


def _counter_of(reader: Reader, name: str) -> str:
    """The counter of another kind of statement, or one that is named itself."""
    theorem = reader.definitions.theorems.get(name)
    return theorem.counter or name if isinstance(theorem, Theorem) else name


def _style_kind(reader: Reader, printed: str) -> str:
    kind = kind_of(printed)
    return "remark" if kind == "theorem" and reader.theorem_style == "remark" else kind


def _style(reader: Reader, command: str, start: int) -> None:
    reader.theorem_style = reader.mouth.name()


def _declare_by_keys(reader: Reader, command: str, start: int) -> None:
    r"""``\declaretheorem[name=Lemma, sibling=thm]{lem}`` of thmtools."""
    mouth = reader.mouth
    first = mouth.option()
    environments = split_list(mouth.name())
    second = mouth.option()
    values = key_values(",".join(option.text for option in (first, second) if option is not None))
    for environment in environments[:100]:
        printed = reader.text_of(values.get("name") or values.get("title") or environment.capitalize())
        shared = values.get("sibling") or values.get("numberlike") or values.get("sharenumber") or ""
        within = values.get("numberwithin") or values.get("within") or values.get("parent") or ""
        counter = environment
        if values.get("numbered") in ("no", "false"):
            counter = ""
        elif shared:
            counter = _counter_of(reader, shared)
        else:
            reader.counters.new(environment, within)
        kind = kind_of(printed)
        kind = "remark" if values.get("style") == "remark" and kind == "theorem" else kind
        keep(reader, environment, Theorem(printed, counter, kind))


def _declare_box(reader: Reader, command: str, start: int) -> None:
    r"""``\newtcbtheorem[number within=section]{thm}{Theorem}{…}{th}`` of tcolorbox."""
    mouth = reader.mouth
    option = mouth.option()
    environment = mouth.name()
    printed = reader.text_in(mouth.argument())
    mouth.argument()
    prefix = mouth.name()
    values = key_values(option.text) if option is not None else {}
    shared = values.get("use counter from") or values.get("use counter") or ""
    counter = _counter_of(reader, shared) if shared else environment
    if not shared:
        reader.counters.new(environment, values.get("number within", ""))
    kind = kind_of(printed)
    keep(reader, environment, Theorem(printed, counter, kind, boxed=True, prefix=prefix))
    keep(reader, f"{environment}*", Theorem(printed, "", kind, boxed=True, prefix=prefix))


def _block(reader: Reader, name: str, start: int) -> None:
    """A box on a slide, with a title."""
    reader.mouth.overlay()
    title = reader.runs_in(reader.mouth.argument())
    kind = kind_of(plain(title))
    kind = "remark" if kind == "theorem" else kind
    begin(reader, name, start, Statement(kind, "", "", title, [], start, start), "")


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys("newtheorem spnewtheorem newmdtheoremenv newshadetheorem newframedtheorem".split(), _declare),
    "theoremstyle": _style,
    "declaretheorem": _declare_by_keys,
    **dict.fromkeys(["newtcbtheorem", "NewTcbTheorem", "renewtcbtheorem"], _declare_box),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {"proof": _proof, "proof*": _proof}
# These give way to environments of the document's own.
USUAL: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys([*PRINTED, *(f"{name}*" for name in PRINTED)], _usual),
    **dict.fromkeys(["beweis", "pf", "bew"], _proof),
    **dict.fromkeys(["block", "alertblock", "exampleblock"], _block),
}
