r"""Lists, with the marks that LaTeX prints before their items."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Block, Formula, ListBlock, Paragraph, Words
from mathspeak.documents.tex.builder import plain
from mathspeak.documents.tex.options import key_values, split_list
from mathspeak.documents.tex.state import Open, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.blocks import Run
    from mathspeak.documents.tex.reader import Reader

_COUNTERS = ("enumi", "enumii", "enumiii", "enumiv")
_FORMS = ("\\arabic{enumi}", "\\alph{enumii}", "\\roman{enumiii}", "\\Alph{enumiv}")
_MARKS = ("\\theenumi.", "(\\theenumii)", "\\theenumiii.", "\\theenumiv.")
# What \ref prints before the number of an item in a list within a list.
_PREFIXES = ("", "\\theenumi", "\\theenumi(\\theenumii)", "\\theenumi(\\theenumii)\\theenumiii")
_STARRED = re.compile(r"\\(arabic|roman|Roman|alph|Alph|fnsymbol)\s*\*")
_SHORT = re.compile(r"(?<![A-Za-z\\])[AaIi1](?![A-Za-z0-9])|^[AaIi1](?=[.):])")
_SHORT_STYLES = {"A": "Alph", "a": "alph", "I": "Roman", "i": "roman", "1": "arabic"}
_BULLET = re.compile(r"[^\w(\[]*")


class Items:
    """A list that is being read: items that are whole, and how the next is marked."""

    __slots__ = ("counter", "form", "items", "label", "labels", "mark", "ordered", "reference", "start")

    def __init__(
        self, ordered: bool, start: int, counter: str = "", mark: str = "", reference: str = "", form: str = ""
    ) -> None:
        self.items: list[list[Block]] = []
        self.labels: list[str] = []
        self.ordered = ordered
        self.start = start
        self.counter = counter
        self.mark = mark
        self.reference = reference
        # How the counter is printed outside of this list.
        self.form = form
        # The mark of the item that is open; none before the first.
        self.label: str | None = None


class Settings:
    """What a document says of its lists, and how deep those are that number their items."""

    __slots__ = ("depth", "keys", "marks", "resumed")

    def __init__(self) -> None:
        self.depth = 0
        self.keys: dict[str, dict[str, str]] = {}
        # What \labelenumi and its like were redefined to.
        self.marks: dict[str, str] = {}
        self.resumed: dict[str, int] = {}


def _numbered(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.overlay()
    option = mouth.option()
    depth = min(reader.lists.depth, len(_COUNTERS) - 1)
    counter = _COUNTERS[depth]
    counters = reader.counters
    form = counters.forms.setdefault(counter, _FORMS[depth])
    mark = reader.lists.marks.get(counter, _MARKS[depth])
    reference = f"{_PREFIXES[depth]}\\the{counter}"
    values = {**reader.lists.keys.get("enumerate", {}), **reader.lists.keys.get(f"enumerate,{depth + 1}", {})}
    first = 0
    if option is not None:
        given = _keys(option.text)
        values.update(given)
        if "resume" in given or "resume*" in given:
            first = reader.lists.resumed.get(counter, 0)
    if "label" in values:
        mark = _STARRED.sub(lambda found: f"\\{found[1]}{{{counter}}}", values["label"])
    if "label" in values or "ref" in values:
        reference = _STARRED.sub(lambda found: f"\\{found[1]}{{{counter}}}", values.get("ref", mark))
        counters.forms[counter] = reference
    start_at = values.get("start", "")
    counters.values[counter] = int(start_at) - 1 if start_at.lstrip("-").isdecimal() and len(start_at) < 9 else first
    reader.lists.depth += 1
    _open(reader, name, Items(True, start, counter, mark, reference, form))


def _keys(option: str) -> dict[str, str]:
    """The keys of enumitem, or a mark as the older package has it: ``[(a)]``."""
    values: dict[str, str] = {}
    for i, part in enumerate(split_list(option)):
        short = _SHORT.search(part) if i == 0 and "=" not in part else None
        if short:
            style = _SHORT_STYLES[short[0]]
            values["label"] = f"{part[: short.start()]}\\{style}*{part[short.end() :]}"
        else:
            values.update(key_values(part))
    return values


def _plain(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.overlay()
    option = mouth.option()
    if name == "list":
        mouth.argument()
        mouth.argument()
    values = key_values(option.text) if option is not None else {}
    _open(reader, name, Items(False, start, mark=values.get("label", "")))


def _open(reader: Reader, name: str, items: Items) -> None:
    reader.builder.paragraph()
    if not reader.may_nest(items.start):
        reader.open(Open(name, items.start))
        return
    reader.nesting += 1
    outer = reader.target

    def close() -> None:
        reader.nesting -= 1
        reader.target = outer
        _end_item(reader, items)
        if items.ordered:
            reader.lists.depth -= 1
            reader.counters.forms[items.counter] = items.form
            reader.lists.resumed[items.counter] = reader.counters.values.get(items.counter, 0)
        if items.items:
            block = ListBlock(items.items, items.labels, items.start, reader.here(), items.ordered)
            reader.builder.block(block)

    reader.open(Open(name, items.start, close, holder=items, needed=True))


def _end_item(reader: Reader, items: Items) -> None:
    if items.label is not None:
        items.items.append(reader.builder.close().blocks)
        items.labels.append(items.label)
        items.label = None


def _item(reader: Reader, name: str, start: int) -> None:
    mouth = reader.mouth
    mouth.overlay()
    entry = reader.holder(Items)
    if entry is None:
        option = mouth.option()
        reader.builder.paragraph()
        if option is not None:
            reader.read_next(option, lambda: reader.builder.words(" ", start, start))
        return
    items = entry.holder
    assert isinstance(items, Items)
    if len(reader.builder.contexts) > entry.contexts + (items.label is not None):
        reader.unwind(reader.stack.index(entry) + 1)
    option = mouth.option()
    mouth.overlay()
    _end_item(reader, items)
    runs: list[Run] = []
    items.label = ""
    if option is not None:
        runs = reader.runs_in(option)
        items.label = _mark_of(runs, items.ordered)
    elif items.ordered:
        items.label = _next_mark(reader, items)
    reader.builder.open()
    if runs and not items.label and not _is_bullet(runs):
        # A mark that holds a formula cannot be a text: it is read as what the item begins with.
        reader.builder.block(Paragraph(runs, runs[0].start, max(runs[0].end, runs[-1].end)))


def _next_mark(reader: Reader, items: Items) -> str:
    counters = reader.counters
    counters.step(items.counter)
    reference = counters.print_form(items.reference)
    mark = counters.print_form(items.mark)
    reader.target = Target("item", reference.strip(), [])
    return mark


def _mark_of(runs: list[Run], ordered: bool) -> str:
    """The mark of an item as a text, if it is words alone and more than a sign that is drawn."""
    if not all(isinstance(run, Words) for run in runs):
        return ""
    text = plain(runs)
    return text if ordered or not _BULLET.fullmatch(text) else ""


def _is_bullet(runs: list[Run]) -> bool:
    bullets = ("\\bullet", "\\circ", "\\cdot", "\\ast", "\\star", "-", "*", "\\diamond", "\\triangleright")
    return all(
        run.latex in bullets if isinstance(run, Formula) else isinstance(run, Words) and _BULLET.fullmatch(run.text)
        for run in runs
    )


def _set(reader: Reader, name: str, start: int) -> None:
    r"""``\setlist[enumerate]{label=(\roman*)}``, for those kinds and depths that it names."""
    reader.mouth.take("*")
    option = reader.mouth.option()
    values = key_values(reader.mouth.argument().text)
    if name == "setenumerate":
        names, depths = ["enumerate"], split_list(option.text) if option is not None else []
    else:
        parts = split_list(option.text) if option is not None else []
        names = [part for part in parts if not part.isdecimal()] or (["enumerate"] if "label" not in values else [])
        depths = [part for part in parts if part.isdecimal()]
    for kind in names:
        for depth in depths or [""]:
            key = f"{kind},{depth}" if depth else kind
            reader.lists.keys.setdefault(key, {}).update(values)


_NUMBERED = "enumerate enumerate* compactenum inparaenum asparaenum"
_PLAIN = (
    "itemize itemize* compactitem inparaitem asparaitem description description* compactdesc list trivlist labeling"
)
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    "item": _item,
    **dict.fromkeys(["setlist", "setenumerate"], _set),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(_NUMBERED.split(), _numbered),
    **dict.fromkeys(_PLAIN.split(), _plain),
}
