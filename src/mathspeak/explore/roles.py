"""What each node is, and what its own parts are of it."""

from __future__ import annotations

from mathspeak.explore.groups import group, is_large
from mathspeak.latex import nodes
from mathspeak.latex.nodes import Fence, Node, Quantity, Row, Script, Spoken, Symbol, Table, Text, Unknown
from mathspeak.meaning import terms
from mathspeak.meaning.terms import Braket, Call, Derivative, Vector

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Parts = list[tuple[str, Node]]

# Class of node -> its kind, and its attributes in the order in which they are met, each with its role.
FIELDS: dict[type[Node], tuple[str, tuple[tuple[str, str], ...]]] = {
    nodes.Letter: ("letter", ()),
    nodes.Number: ("digits", ()),
    nodes.Symbol: ("symbol", ()),
    nodes.Name: ("name", ()),
    terms.Recurring: ("digits", ()),
    nodes.Fraction: ("fraction", (("numerator", "numerator"), ("denominator", "denominator"))),
    nodes.Binomial: ("binomial", (("top", "top"), ("bottom", "bottom"))),
    nodes.Root: ("root", (("index", "index"), ("body", "inside"))),
    nodes.Stack: ("over and under", (("base", "base"), ("under", "under"), ("over", "over"))),
    nodes.Accent: ("accent", (("body", "inside"),)),
    nodes.Enclosure: ("enclosure", (("body", "inside"), ("other", "struck for"))),
    nodes.Tagged: ("numbered", (("tag", "number tag"), ("body", "formula"))),
    nodes.Chemical: ("chemical", (("body", "formula"),)),
    terms.Differential: ("differential", (("sign", "sign"), ("variable", "variable"))),
    terms.Sided: ("sided", (("value", "value"),)),
    terms.Magnitude: ("absolute", (("body", "inside"), ("index", "index"))),
    terms.Interval: ("interval", (("low", "lower end"), ("high", "upper end"))),
    terms.SetOf: ("set", (("elements", "elements"), ("condition", "condition"))),
    terms.Sequence: ("sequence", (("body", "inside"), ("sub", "from"), ("sup", "to"))),
    terms.Evaluated: ("evaluation", (("body", "inside"), ("at", "from"), ("to", "to"))),
    terms.MixedNumber: ("mixed number", (("whole", "whole part"), ("fraction", "fraction part"))),
    terms.Ordinal: ("ordinal", (("value", "value"),)),
}


def content(node: Node) -> Node:
    """The row between a pair of delimiters, and anything else as it is."""
    return node.body if isinstance(node, Fence) and len(node.body.items) != 1 else node


def kind_of(node: Node) -> str:
    """The name of what a node is, by which its words are found."""
    node = content(node)
    if isinstance(node, Row):
        return group(node.items)[0] if node.items else "empty"
    special = _KINDS.get(node.__class__)
    if special is not None:
        return special(node)
    return FIELDS[node.__class__][0] if node.__class__ in FIELDS else "other"


def _script_kind(node: Node) -> str:
    assert isinstance(node, Script)
    there = [name for name in ("pre_sub", "pre_sup", "sub", "sup", "primes") if getattr(node, name)]
    if is_large(node):
        return "limits"
    if there == ["sup"]:
        return "power" if _sup_role(node) == "exponent" else "scripts"
    return {"sub": "indexed", "primes": "primed"}.get(" ".join(there), "scripts")


_KINDS: dict[type[Node], Callable[[Any], str]] = {
    Script: _script_kind,
    nodes.Fraction: lambda node: "stacked" if node.kind == "none" else "fraction",
    nodes.Root: lambda node: "square root" if node.index is None else "root",
    Table: lambda node: "lines" if node.kind == "stack" else node.kind,
    terms.Magnitude: lambda node: node.kind,
    Vector: lambda node: "vector",
    Text: lambda node: "text",
    Call: lambda node: "call",
    Derivative: lambda node: "derivative",
    Quantity: lambda node: "quantity",
    Braket: lambda node: "braket",
    Spoken: lambda node: "command",
    Unknown: lambda node: "command",
}


def bare(node: Node) -> Node:
    """A row of one thing is that thing."""
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node


def parts_of(node: Node) -> list[tuple[str, Node]]:
    """What is directly inside a node, but for the rows of a table, each with its role."""
    node = content(node)
    special = _PARTS.get(node.__class__)
    if special is not None:
        return special(node)
    if node.__class__ in FIELDS:
        found = [(role, getattr(node, name)) for name, role in FIELDS[node.__class__][1]]
    else:
        found = [("part", inner) for inner in node.parts()]
    return [(role, inner) for role, inner in found if inner is not None]


def _row(node: Node) -> Parts:
    assert isinstance(node, Row)
    return group(node.items)[1] if node.items else []


def _sup_role(node: Script) -> str:
    marked = isinstance(node.sup, Symbol) and node.sup.cls == "mark"
    return "superscript" if marked or isinstance(node.base, Symbol) else "exponent"


def _script(node: Node) -> Parts:
    assert isinstance(node, Script)
    if is_large(node):
        sub, sup = ("range" if node.sup is None else "lower limit"), "upper limit"
    else:
        sub, sup = "subscript", _sup_role(node)
    found = (
        ("pre subscript", node.pre_sub),
        ("pre superscript", node.pre_sup),
        ("base", node.base),
        (sub, node.sub),
        (sup, node.sup),
    )
    return [(role, inner) for role, inner in found if inner is not None]


def _runs(node: Node) -> Parts:
    """Words and formulas in turn; words alone are one thing."""
    assert isinstance(node, Text | Spoken)
    if isinstance(node, Text) and all(isinstance(run, str) for run in node.runs):
        return []
    found: Parts = []
    for run in node.runs:
        words = isinstance(run, str)
        if not words or run.strip():  # type: ignore[union-attr]
            found.append(("part", Text([run], "", node.start, node.end) if words else run))  # type: ignore[arg-type]
    return found


def _call(node: Node) -> Parts:
    assert isinstance(node, Call)
    return [("function", node.function), ("argument", node.argument.body)]


def _derivative(node: Node) -> Parts:
    assert isinstance(node, Derivative)
    found = [("order", node.order), ("function", node.function)]
    for variable, order in node.variables:
        found += [("variable", variable), ("order of variable", order)]
    return [(role, inner) for role, inner in found if inner is not None]


def _quantity(node: Node) -> Parts:
    assert isinstance(node, Quantity)
    if node.number is None or not node.units:
        return [] if node.number is None else [("number", node.number)]
    return [("number", node.number), ("unit", Quantity(None, node.units, node.number.end, node.end))]


_PARTS: dict[type[Node], Callable[[Any], Parts]] = {
    Row: _row,
    Fence: lambda node: [("inside", node.body)],
    Script: _script,
    Text: _runs,
    Spoken: _runs,
    Call: _call,
    Derivative: _derivative,
    Quantity: _quantity,
    nodes.Fraction: lambda node: (
        [("top", node.numerator), ("bottom", node.denominator)]
        if node.kind == "none"
        else [("numerator", node.numerator), ("denominator", node.denominator)]
    ),
    Vector: lambda node: [("entry", entry) for entry in node.entries],
    Braket: lambda node: [("state", state) for state in node.states],
    Unknown: lambda node: [("argument", argument) for argument in node.arguments],
}
