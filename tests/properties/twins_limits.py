"""Twins about sums, integrals, limits, quantifiers and what they reach."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym
from .glyphs import DIFFERENTIAL, INTEGRALS, LARGE, LIMITS
from .growth import comma, sym
from .structures import Fence, Frac

Twins = tuple[Node, Node]


def paren(*items: Node) -> Fence:
    return Fence("(", Row(*items), ")")


def prefix(name: str) -> Sym:
    return Sym(name, "prefix")


def upper_limit(g: Drawer) -> Twins:
    name, low, up, tail, body = prefix(g.pick(*LARGE)), g.start(), g.part(), g.tail(), g.part()
    return g.pick(
        (Row(Scripts(name, low, up), *tail, body), Row(Scripts(name, low, Row(up, *tail)), body)),
        (Row(Scripts(name, low, up), body, *tail), Row(Scripts(name, low, Row(up, body)), *tail)),
    )


def lower_limit(g: Drawer) -> Twins:
    name, low, up, body = prefix(g.pick(*LARGE)), g.start(), g.leaf(), g.part()
    return g.pick(
        (Row(Scripts(name, low), body), Row(Scripts(name, Row(low, body)), up)),
        (Row(Scripts(name, low), up, body), Row(Scripts(name, Row(low, up)), body)),
        (Row(Scripts(name, low, up), body), Row(Scripts(name, low), up, body)),
        (Row(Scripts(name, low, up), body), Row(Scripts(name, Row(low, up)), body)),
        (Row(Scripts(name, low), body), Row(name, body)),
        (Row(Scripts(name, Row(low, comma(), up)), body), Row(Scripts(name, low, up), body)),
    )


def summand(g: Drawer) -> Twins:
    name, a, b, tail = Scripts(prefix(g.pick(*LARGE)), g.start(), g.leaf()), g.part(), g.part(), g.tail()
    return g.pick(
        (Row(name, paren(a, *tail)), Row(name, a, *tail)),
        (Row(name, a, b), Row(a, name, b)),
        (Row(name, Frac(a, b)), Frac(Row(name, a), b)),
        (Row(paren(name, a), *tail), Row(name, paren(a, *tail))),
        (Scripts(paren(name, a), sup=Num(2)), Row(name, Scripts(g.as_base(a), sup=Num(2)))),
    )


def large_kind(g: Drawer) -> Twins:
    one, other = g.rng.sample(LARGE, 2)
    low, up, body = g.start(), g.leaf(), g.part()
    return Row(Scripts(prefix(one), low, up), body), Row(Scripts(prefix(other), low, up), body)


def double_sum(g: Drawer) -> Twins:
    one, other = Scripts(prefix(r"\sum"), g.start(), g.leaf()), Scripts(prefix(g.pick(*LARGE)), g.start())
    a, b = g.part(), g.part()
    return g.pick((Row(one, other, a), Row(other, one, a)), (Row(one, a, other, b), Row(one, other, a, b)))


def integral_limits(g: Drawer) -> Twins:
    name, a, b, c, dx = prefix(g.pick(*INTEGRALS)), g.part(), g.part(), g.leaf(), Row(Letter(DIFFERENTIAL), g.letter())
    body = g.part()
    full = Row(Scripts(name, a, b), c, body, dx)
    return g.pick(
        (full, Row(Scripts(name, a, Row(b, c)), body, dx)),
        (full, Row(Scripts(name, Row(a, c), b), body, dx)),
        (full, Row(Scripts(name, b, a), c, body, dx)),
        (full, Row(Scripts(name, a), b, c, body, dx)),
        (Row(Scripts(name, a), c, dx), Row(Scripts(name, Row(a, c)), dx)),
        (Row(Scripts(name, a), c, dx), Row(name, a, c, dx)),
    )


def integrand(g: Drawer) -> Twins:
    name, a, b, d, x, y = prefix(r"\int"), g.part(), g.part(), Letter(DIFFERENTIAL), g.letter(), g.letter()
    op = g.operator()
    return g.pick(
        (Row(name, a, d, x, *op, b), Row(name, paren(a, *op, b), d, x)),
        (Row(name, a, d, x, *op, b), Row(name, a, *op, b, d, x)),
        (Row(name, a, d, x, d, y), Row(name, a, d, y, d, x)),
        (Row(name, d, x, a), Row(name, a, d, x)),
        (Row(name, a, d, Scripts(x, sub=y), b), Row(name, a, d, Scripts(x, sub=Row(y, b)))),
        (Row(name, a, d, Scripts(x, sup=y), b), Row(name, a, d, Scripts(x, sup=Row(y, b)))),
        (Row(name, a, name, b, d, x), Row(name, name, a, b, d, x)),
        (Row(name, Frac(Row(d, x), a)), Row(name, Frac(Num(1), a), d, x)),
    )


def integral_kind(g: Drawer) -> Twins:
    one, other = g.rng.sample((*INTEGRALS, r"\iiint"), 2)
    low, body, dx = g.leaf(), g.part(), Row(Letter(DIFFERENTIAL), g.letter())
    if g.rng.random() < 0.2:
        return Row(prefix(r"\iint"), body, dx), Row(prefix(r"\int"), prefix(r"\int"), body, dx)
    return Row(Scripts(prefix(one), low), body, dx), Row(Scripts(prefix(other), low), body, dx)


def limit_goal(g: Drawer) -> Twins:
    name, x, a, tail, body = prefix(g.pick(*LIMITS)), g.letter(), g.leaf(), g.tail(), g.part()
    to = sym(r"\to")
    low = Row(x, to, a)
    return g.pick(
        (Row(Scripts(name, low), *tail[-1:], body), Row(Scripts(name, Row(low, *tail[-1:])), body)),
        (Row(Scripts(name, low), body, *tail), Row(Scripts(name, Row(low, body)), *tail[-1:])),
        (Row(Scripts(name, low), body), Row(name, x, to, a, body)),
        (
            Row(Scripts(name, Row(x, to, Scripts(a, sup=sym("+")))), body),
            Row(Scripts(name, Row(x, to, Scripts(a, sup=sym("-")))), body),
        ),
        (Row(Scripts(name, Row(x, to, Scripts(a, sup=sym("+")))), body), Row(Scripts(name, low), body)),
        (Row(Scripts(name, low), body, sym("+"), x), Row(Scripts(name, low), paren(body, sym("+"), x))),
    )


def limit_kind(g: Drawer) -> Twins:
    one, other = g.rng.sample(LIMITS, 2)
    low, body = Row(g.letter(), g.pick(sym(r"\to"), sym(r"\in")), g.leaf()), g.part()
    return Row(Scripts(prefix(one), low), body), Row(Scripts(prefix(other), low), body)


def quantified(g: Drawer) -> Twins:
    x, s, body = g.letter(), g.letter(), g.relation(0)
    mine = (prefix(r"\forall"), prefix(r"\exists"), Row(prefix(r"\exists"), Sym("!", "prefix")), prefix(r"\nexists"))
    one, other = g.rng.sample(mine, 2)
    domain = Row(x, sym(r"\in"), s)
    return g.pick(
        (Row(one, domain, body), Row(other, domain, body)),
        (Row(one, x, other, s, body), Row(other, x, one, s, body)),
        (Row(one, x, comma(), body), Row(one, x, body)),
        (Row(prefix(r"\neg"), one, x, body), Row(one, x, prefix(r"\neg"), body)),
    )


def evaluated(g: Drawer) -> Twins:
    f, x, a, tail = g.letter(), g.letter(), g.leaf(), g.tail()
    at = Row(x, sym("="), a)
    bar = Sym("evaluated |", "post")
    return g.pick(
        (Row(f, Scripts(bar, at), *tail), Row(f, Scripts(bar, Row(at, *tail)))),
        (Row(f, Scripts(bar, at, a), *tail), Row(f, Scripts(bar, at, Row(a, *tail)))),
        (Row(f, Scripts(bar, at), *tail), Row(f, *tail, Scripts(bar, at))),
        (Row(f, Scripts(bar, at)), Scripts(f, at)),
        (Row(f, Scripts(bar, x)), Row(f, sym("|"), x)),
    )


def sequence(g: Drawer) -> Twins:
    (left, right), x, n, tail = g.pick(("(", ")"), ("{", "}")), g.part(), g.letter(), g.tail()
    start, end = Row(n, g.pick(sym("="), sym(r"\in")), g.leaf()), g.leaf()
    a, b = g.leaf(), g.leaf()

    def over(body: Node, low: Node, up: Node | None = None) -> Node:
        return Scripts(Fence(left, body, right), low, up)

    return g.pick(
        (Row(over(x, start, end), *tail), over(x, start, Row(end, *tail))),
        (Row(over(x, start), *tail), over(x, Row(start, *tail))),
        (over(Row(x, *tail), start), Row(over(x, start), *tail)),
        (over(Frac(a, b), start), over(a, Row(Frac(b, n), *start.items[1:]))),
        (over(a, start, end), over(a, Row(start, end))),
        (over(Scripts(n, sub=a), b), over(n, Row(a, b))),
    )


def mapping(g: Drawer) -> Twins:
    f, a, b, c = g.letter(), g.capital(), g.capital(), g.leaf()
    colon, to = sym(":"), sym(r"\to")
    return g.pick(
        (Row(f, colon, a, to, b), Row(f, colon, b, to, a)),
        (Row(f, colon, a, to, b, c), Row(f, colon, a, c, to, b)),
        (Row(f, colon, a, to, b), Row(f, colon, a, sym(r"\mapsto"), b)),
        (Row(f, colon, a, to, b), Row(f, sym("="), a, to, b)),
        (Row(f, colon, a, sym(r"\times"), b, to, c), Row(f, colon, a, to, b, sym(r"\times"), c)),
    )


def modulus(g: Drawer) -> Twins:
    a, b, n, tail = g.leaf(), g.leaf(), g.leaf(), g.tail()
    bmod = Sym(r"\bmod", "op")
    return g.pick(
        (Row(a, sym(r"\equiv"), b, bmod, n), Row(a, bmod, n, sym(r"\equiv"), b)),
        (Row(paren(a, bmod, n), *tail), paren(a, bmod, n, *tail)),
        (Row(a, *tail, bmod, n), Row(a, bmod, n, *tail)),
    )


KINDS = {
    "a term in or after an upper limit": upper_limit,
    "a term in or after a lower limit": lower_limit,
    "a term in or after a summand": summand,
    "one large operator or another": large_kind,
    "large operators in another order": double_sum,
    "a term in or after an integral's limits": integral_limits,
    "a term in or after an integrand": integrand,
    "one integral or another": integral_kind,
    "a term in or after a limit's goal": limit_goal,
    "one limit or another": limit_kind,
    "one quantifier or another": quantified,
    "a term in or after an evaluation": evaluated,
    "a sequence's index": sequence,
    "a map's ends": mapping,
    "a modulus": modulus,
}
