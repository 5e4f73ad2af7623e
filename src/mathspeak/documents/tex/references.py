r"""Labels and what points to them, and commands that set the counters that both are numbered by."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Reference, Words
from mathspeak.documents.tex import languages
from mathspeak.documents.tex.options import split_list
from mathspeak.documents.tex.state import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

# Whether the command prints the kind of what it points to, and puts an equation's number in parentheses.
_NAMED = {
    "ref": (False, False),
    "vref": (False, False),
    "labelcref": (False, True),
    "thref": (True, False),
    "eqref": (False, True),
    "cref": (True, True),
    "Cref": (True, True),
    "vcref": (True, True),
    "autoref": (True, False),
    "fullref": (True, False),
}
_NUMBER = re.compile(r"[-+]?\d+")


def _label(reader: Reader, name: str, start: int) -> None:
    label = reader.mouth.name()
    if not reader.builder.quiet:
        reader.set_label(label, reader.target)


def _reference(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    mouth.option()
    labels = split_list(mouth.name())
    _add(reader, labels, start, *_NAMED[name])


def _range(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    first, last = mouth.name(), mouth.name()
    _add(reader, [first, last], start, True, True, "–")


def _add(reader: Reader, labels: list[str], start: int, named: bool, bracketed: bool, between: str = "") -> None:
    """References to one or more labels, with commas and an "and" between them."""
    if reader.builder.quiet:
        return
    end = reader.here()
    group: list[Reference] = []
    for i, label in enumerate(labels):
        if i:
            last = i == len(labels) - 1
            text = between or (languages.conjunction(reader.language) if last else ", ")
            reader.builder.run(Words(text, end, end))
        known = reader.labels.get(label)
        kind, number = (known.kind, known.number) if known else ("", "")
        reference = Reference(kind, number, label, start, end, named, bracketed)
        group.append(reference)
        reader.builder.run(reference)
    if group:
        reader.pending.references.append(group)


def _page(reader: Reader, name: str, start: int) -> None:
    """Pages are not known here: the reference says that it is to one."""
    reader.mouth.take("*")
    label = reader.mouth.name()
    reader.builder.run(Reference("page", "", label, start, reader.here()))
    reader.notice("page-number", "page numbers are not known: references to pages have none", start)


def _name(reader: Reader, name: str, start: int) -> None:
    r"""``\nameref`` prints the words of a heading."""
    reader.mouth.take("*")
    label = reader.mouth.name()
    if not reader.builder.quiet:
        words = Words("", start, reader.here())
        reader.builder.run(words)
        reader.pending.names.append((words, label))


def _link(reader: Reader, name: str, start: int) -> None:
    r"""``\hyperref[label]{text}``, or four arguments without a label."""
    mouth = reader.mouth
    if mouth.option() is None:
        for _ in range(3):
            mouth.argument()
    reader.read_next(mouth.argument())


def _set_counter(reader: Reader, name: str, start: int) -> None:
    counter, value = reader.mouth.name(), reader.mouth.argument().text
    found = _NUMBER.search(value)
    number = int(found[0]) if found and len(found[0]) < 10 else 0
    if "\\value" in value:
        number += reader.counters.values.get(value.partition("{")[2].partition("}")[0].strip(), 0)
    if counter == "secnumdepth":
        reader.front.numbered_depth = number
    elif name == "setcounter":
        reader.counters.values[counter] = number
    else:
        reader.counters.values[counter] = reader.counters.values.get(counter, 0) + number


def _step(reader: Reader, name: str, start: int) -> None:
    counter = reader.mouth.name()
    reader.counters.step(counter)
    if name == "refstepcounter":
        reader.target = Target(counter, reader.counters.printed(counter), [])


def _new_counter(reader: Reader, name: str, start: int) -> None:
    counter = reader.mouth.name()
    within = reader.mouth.option()
    reader.counters.new(counter)
    if within is not None:
        reader.counters.number_within(counter, within.text.strip())
        reader.counters.forms[counter] = f"\\arabic{{{counter}}}"


def _number_within(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    starred = mouth.take("*")
    mouth.option()
    counter, parent = mouth.name(), mouth.name()
    form = reader.counters.forms.get(counter, f"\\arabic{{{counter}}}")
    if name.endswith("out"):
        reader.counters.number_alone(counter, parent)
    else:
        reader.counters.number_within(counter, parent)
    if starred:
        reader.counters.forms[counter] = form


def _print_counter(reader: Reader, name: str, start: int) -> None:
    r"""``\arabic{section}`` in the text, and ``\value``, which prints nothing."""
    counter = reader.mouth.name()
    text = reader.counters.print_form(f"\\{name}{{{counter}}}") if name != "value" else ""
    reader.builder.words(text, start, reader.here())


COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    "label": _label,
    **dict.fromkeys(_NAMED, _reference),
    **dict.fromkeys(["crefrange", "Crefrange"], _range),
    **dict.fromkeys(["pageref", "vpageref", "cpageref", "autopageref"], _page),
    **dict.fromkeys(["nameref", "titleref"], _name),
    "hyperref": _link,
    **dict.fromkeys(["setcounter", "addtocounter"], _set_counter),
    **dict.fromkeys(["stepcounter", "refstepcounter"], _step),
    "newcounter": _new_counter,
    **dict.fromkeys(["numberwithin", "counterwithin", "counterwithout"], _number_within),
    **dict.fromkeys("arabic roman Roman alph Alph fnsymbol value".split(), _print_counter),
}
