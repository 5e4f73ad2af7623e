"""Twins about brackets, bars, sets and intervals."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Row, Scripts, Sym
from .glyphs import BARS, BRA_AND_KET, BRACKETS
from .growth import comma, sym
from .structures import Fence, Root

Twins = tuple[Node, Node]
SHAPES = BRACKETS + BARS


def paren(*items: Node) -> Fence:
    return Fence("(", Row(*items), ")")


def braces(*items: Node) -> Fence:
    return Fence("{", Row(*items), "}")


def bracket_tail(g: Drawer) -> Twins:
    (left, right), body, tail = g.pick(*BRACKETS), g.part(), g.tail()
    return Row(Fence(left, body, right), *tail), Fence(left, Row(body, *tail), right)


def bracket_head(g: Drawer) -> Twins:
    (left, right), body, head = g.pick(*BRACKETS), g.part(), g.head()
    return Row(*head, Fence(left, body, right)), Fence(left, Row(*head, body), right)


def bra_or_ket(g: Drawer) -> Twins:
    (left, right), (open_, close), body, tail, head = (
        g.pick(*BRA_AND_KET),
        g.pick(*SHAPES),
        g.part(),
        g.tail(),
        g.head(),
    )
    after, inside = Row(Fence(left, body, right), *tail), Fence(left, Row(body, *tail), right)
    before, within = Row(*head, Fence(left, body, right)), Fence(left, Row(*head, body), right)
    return g.pick(
        (after, inside),
        (before, within),
        (Fence(open_, after, close), Fence(open_, inside, close)),
        (Row(Fence(open_, Fence(left, body, right), close), *tail), Fence(open_, after, close)),
        (Fence(r"\langle", body, "|"), Fence("|", body, r"\rangle")),
        (Fence(r"\langle", Row(body, sym("|"), *tail[-1:]), r"\rangle"), Row(Fence(r"\langle", body, "|"), *tail[-1:])),
        (
            Fence(r"\langle", Row(body, comma(), *tail[-1:]), r"\rangle"),
            Fence(r"\langle", Row(body, *tail[-1:]), r"\rangle"),
        ),
    )


def bars_tail(g: Drawer) -> Twins:
    (left, right), body, tail = g.pick(*BARS), g.part(), g.tail()
    return Row(Fence(left, body, right), *tail), Fence(left, Row(body, *tail), right)


def bars_head(g: Drawer) -> Twins:
    (left, right), body, head = g.pick(*BARS), g.part(), g.head()
    return Row(*head, Fence(left, body, right)), Fence(left, Row(*head, body), right)


def bracket_shape(g: Drawer) -> Twins:
    one, other = g.rng.sample(SHAPES, 2)
    body = g.part()
    return Fence(one[0], body, one[1]), Fence(other[0], body, other[1])


def bracket_or_none(g: Drawer) -> Twins:
    (left, right), body, tail = g.pick(*SHAPES), g.part(), g.tail()
    bracketed = Fence(left, body, right)
    return g.pick(
        (bracketed, body), (Row(bracketed, *tail), Row(body, *tail)), (Fence(left, bracketed, right), bracketed)
    )


def bracket_nesting(g: Drawer) -> Twins:
    one, other = g.rng.sample(SHAPES, 2)
    body, tail = g.part(), g.tail()
    inner = Fence(other[0], body, other[1])
    return g.pick(
        (Fence(one[0], inner, one[1]), Fence(other[0], Fence(one[0], body, one[1]), other[1])),
        (Fence(one[0], Row(inner, *tail), one[1]), Row(Fence(one[0], inner, one[1]), *tail)),
        (Fence(one[0], Row(inner, *tail), one[1]), Fence(one[0], Fence(other[0], Row(body, *tail), other[1]), one[1])),
    )


def regrouping(g: Drawer) -> Twins:
    a, b, c, op, then = g.leaf(), g.leaf(), g.leaf(), g.operator(), g.operator()
    return Row(paren(a, *op, b), *then, c), Row(a, *op, paren(b, *then, c))


def interval(g: Drawer) -> Twins:
    a, b = g.part(), g.part()
    one, other = g.rng.sample([(left, right) for left in "([" for right in ")]"] + [("{", "}")], 2)
    inside = Row(a, comma(), b)
    return Fence(one[0], inside, one[1]), Fence(other[0], inside, other[1])


def comma_place(g: Drawer) -> Twins:
    a, b, c = g.part(), g.part(), g.leaf()
    (left, right) = g.pick(("(", ")"), ("{", "}"), ("[", "]"))
    return g.pick(
        (Fence(left, Row(a, comma(), b), right), Row(Fence(left, a, right), comma(), b)),
        (Fence(left, Row(a, comma(), b), right), Fence(left, Row(a, b), right)),
        (Fence(left, Row(a, c, comma(), b), right), Fence(left, Row(a, comma(), c, b), right)),
        (
            Fence(left, Row(a, comma(), paren(b, comma(), c)), right),
            Fence(left, Row(paren(a, comma(), b), comma(), c), right),
        ),
    )


def ellipsis_place(g: Drawer) -> Twins:
    a, b, dots = g.leaf(), g.leaf(), Sym(r"\ldots", "term")
    return g.pick(
        (Row(a, comma(), dots, comma(), b), Row(a, comma(), b, comma(), dots)),
        (braces(a, comma(), b, comma(), dots), Row(braces(a, comma(), b), comma(), dots)),
        (Row(a, comma(), dots, comma(), b), Row(a, dots, b)),
        (Row(a, sym("+"), Sym(r"\cdots", "term"), sym("+"), b), Row(a, sym("+"), b, sym("+"), Sym(r"\cdots", "term"))),
        (Row(a, comma(), dots, comma(), b), Row(a, comma(), b)),
    )


def set_condition(g: Drawer) -> Twins:
    x, s, y = g.letter(), g.letter(), g.leaf()
    bar = sym(g.pick("|", ":"))
    tail = g.tail()
    return g.pick(
        (braces(x, bar, x, sym(r"\in"), s), braces(x, sym(r"\in"), s, bar, x)),
        (Row(braces(x, bar, x, sym("<"), y), *tail), braces(x, bar, x, sym("<"), y, *tail)),
        (braces(x, bar, x, sym("<"), y), paren(x, bar, x, sym("<"), y)),
        (braces(x, comma(), y), braces(x, bar, y)),
        (braces(x, sym("|"), y), braces(x, sym(":"), y)),
        (Row(braces(x), sym(r"\cup"), s), braces(x, sym(r"\cup"), s)),
    )


def condition(g: Drawer) -> Twins:
    name, a, b, c = Letter("P", g.pick("", r"\mathbb")), g.capital(), g.capital(), g.capital()
    bar, given = sym("|"), Row(g.pick(Letter("P"), Letter("E"), Letter("p")), paren(a, sym("|"), b))
    return g.pick(
        (Row(name, paren(a, bar, b)), Row(name, paren(a), bar, b)),
        (Row(name, paren(a, bar, b, sym(r"\cup"), c)), Row(name, paren(a, bar, b), sym(r"\cup"), c)),
        (Row(name, paren(a, bar, b, comma(), c)), Row(name, paren(a, bar, b), comma(), c)),
        (Row(name, paren(a, comma(), b, bar, c)), Row(name, paren(a, bar, b, comma(), c))),
        (Row(name, paren(a, sym(r"\cap"), b, bar, c)), Row(name, paren(a, bar, b, sym(r"\cap"), c))),
        (Row(given, c), Row(name, paren(a, sym("|"), Row(b, c)))),
        (Row(name, paren(a, bar, b)), Row(name, paren(b, bar, a))),
        (Row(name, Fence("[", Row(a, bar, b), "]")), Row(name, paren(a, bar, b))),
    )


def divides(g: Drawer) -> Twins:
    a, b, c, op = g.leaf(), g.leaf(), g.leaf(), g.operator()
    bar = sym("|")
    return g.pick(
        (Row(a, bar, b), Fence("|", Row(a, b), "|")),
        (Row(a, bar, b, *op, c), Row(a, *op, b, bar, c)),
        (Row(paren(a, bar, b), *op, c), paren(a, bar, b, *op, c)),
        (Row(a, bar, b), Row(a, Sym(r"\nmid", "rel"), b)),
        (Row(a, bar, b), Row(a, sym("/"), b)),
        (Row(a, bar, b), Row(a, Sym(r"\parallel", "rel"), b)),
    )


def norm_index(g: Drawer) -> Twins:
    x, p = g.part(), g.leaf()
    left, right = g.pick(*BARS)
    return g.pick(
        (Scripts(Fence(left, x, right), sub=p), Fence(left, Scripts(g.as_base(x), sub=p), right)),
        (Scripts(Fence(left, x, right), sub=p), Scripts(Fence(left, x, right), sup=p)),
        (Scripts(Fence(left, x, right), sub=p), Row(Fence(left, x, right), p)),
        (Fence("|", Fence("|", x, "|"), "|"), Fence("‖", x, "‖")),
    )


def sign_and_bracket(g: Drawer) -> Twins:
    a, b, minus = g.part(), g.part(), sym("-")
    left, right = g.pick(*SHAPES)
    return g.pick(
        (Fence(left, Row(minus, a), right), Row(minus, Fence(left, a, right))),
        (Row(minus, paren(a, sym("+"), b)), Row(minus, a, sym("+"), b)),
        (Row(a, paren(minus, b)), Row(a, minus, b)),
        (Row(Root(a), paren(minus, b)), Row(Root(a), minus, b)),
    )


KINDS = {
    "a term in or after a bracket": bracket_tail,
    "a term before or in a bracket": bracket_head,
    "a term in or after a bra or ket": bra_or_ket,
    "a term in or after bars": bars_tail,
    "a term before or in bars": bars_head,
    "a bracket's shape": bracket_shape,
    "a bracket or none": bracket_or_none,
    "brackets nested the other way": bracket_nesting,
    "brackets round other terms": regrouping,
    "an interval's ends": interval,
    "a comma elsewhere": comma_place,
    "an ellipsis elsewhere": ellipsis_place,
    "a set's condition": set_condition,
    "a conditional probability's condition": condition,
    "a bar in the middle": divides,
    "a norm's index": norm_index,
    "a sign in or before a bracket": sign_and_bracket,
}
