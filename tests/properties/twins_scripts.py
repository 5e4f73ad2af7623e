"""Twins about subscripts, superscripts, primes and marks."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym
from .growth import comma, sym
from .structures import Accent, Fence, Frac, Root

Twins = tuple[Node, Node]
MARKS = ("T", "*", r"\dagger", r"\circ", "+", "-", r"\perp", "!")


def mark(g: Drawer) -> Node:
    name = g.rng.choice(MARKS[:-1])
    return Row(sym("-"), Num(1)) if name == "-" else Sym(name, "term")


def superscript_tail(g: Drawer) -> Twins:
    base, sup, tail = g.base(), g.part(), g.tail()
    return Row(Scripts(base, sup=sup), *tail), Scripts(base, sup=Row(sup, *tail))


def subscript_tail(g: Drawer) -> Twins:
    base, sub, tail = g.base(), g.part(), g.tail()
    return Row(Scripts(base, sub=sub), *tail), Scripts(base, sub=Row(sub, *tail))


def script_side(g: Drawer) -> Twins:
    base, script = g.base(), g.part()
    return Scripts(base, sup=script), Scripts(base, sub=script)


def script_base(g: Drawer) -> Twins:
    a, b, script, op = g.base(), g.base(), g.part(), g.operator()
    if g.rng.random() < 0.5:
        return Row(Scripts(a, sup=script), *op, b), Row(a, *op, Scripts(b, sup=script))
    return Row(Scripts(a, sub=script), *op, b), Row(a, *op, Scripts(b, sub=script))


def power_of_bracket(g: Drawer) -> Twins:
    a, b, script, op = g.base(), g.base(), g.part(), g.operator()
    left, right = g.pick(("(", ")"), ("[", "]"), ("|", "|"), ("‖", "‖"), (r"\lfloor", r"\rfloor"))
    whole = Fence(left, Row(a, *op, b), right)
    if g.rng.random() < 0.5:
        return Scripts(whole, sup=script), Fence(left, Row(a, *op, Scripts(b, sup=script)), right)
    return Scripts(whole, sub=script), Fence(left, Row(a, *op, Scripts(b, sub=script)), right)


def nested_power(g: Drawer) -> Twins:
    x, a, b = g.base(), g.leaf(), g.leaf()
    tower = Scripts(x, sup=Scripts(a, sup=b))
    return g.pick(
        (tower, Scripts(x, sup=Row(a, b))),
        (tower, Scripts(Fence("(", Scripts(x, sup=a), ")"), sup=b)),
        (tower, Row(Scripts(x, sup=a), b)),
        (tower, Row(Scripts(x, sup=a), Scripts(x, sup=b))),
        (Row(tower, *g.tail()), Scripts(x, sup=Row(Scripts(a, sup=b), *g.tail()))),
    )


def nested_index(g: Drawer) -> Twins:
    x, a, b = g.base(), g.leaf(), g.leaf()
    nest = Scripts(x, sub=Scripts(a, sub=b))
    return g.pick(
        (nest, Scripts(x, sub=Row(a, b))),
        (nest, Row(Scripts(x, sub=a), b)),
        (nest, Scripts(x, sub=Row(a, comma(), b))),
        (nest, Row(Scripts(x, sub=a), Scripts(x, sub=b))),
    )


def script_of_script(g: Drawer) -> Twins:
    x, a, b = g.base(), g.leaf(), g.leaf()
    both = Scripts(x, sub=a, sup=b)
    return g.pick(
        (both, Scripts(x, sub=Scripts(a, sup=b))),
        (both, Scripts(x, sup=Scripts(b, sub=a))),
        (both, Scripts(x, sub=b, sup=a)),
        (Scripts(x, sub=Scripts(a, sup=b)), Scripts(x, sup=Scripts(b, sub=a))),
        (Scripts(x, sub=Scripts(a, sup=b)), Row(Scripts(x, sub=a), b)),
    )


def script_end(g: Drawer) -> Twins:
    x, a, tail = g.base(), g.leaf(), g.tail()
    b = g.part()
    return g.pick(
        (Scripts(x, sup=Row(Scripts(a, sup=b), *tail)), Scripts(x, sup=Scripts(a, sup=Row(b, *tail)))),
        (Scripts(x, sub=Row(Scripts(a, sub=b), *tail)), Scripts(x, sub=Scripts(a, sub=Row(b, *tail)))),
        (Row(Scripts(x, sub=a, sup=b), *tail), Scripts(x, sub=a, sup=Row(b, *tail))),
        (Scripts(x, sub=Row(a, *tail), sup=b), Scripts(x, sub=a, sup=Row(b, *tail))),
    )


def power_and_root(g: Drawer) -> Twins:
    body, n = g.base(), g.leaf()
    head = g.head()
    return g.pick(
        (Scripts(Root(body), sup=n), Root(Scripts(body, sup=n))),
        (Scripts(Root(Row(*head, body)), sup=n), Root(Row(*head, Scripts(body, sup=n)))),
        (Scripts(Root(body), sub=n), Root(Scripts(body, sub=n))),
    )


def power_and_fraction(g: Drawer) -> Twins:
    a, b, n = g.base(), g.base(), g.leaf()
    outer, above, below = Scripts(Frac(a, b), sup=n), Frac(Scripts(a, sup=n), b), Frac(a, Scripts(b, sup=n))
    bracketed = Scripts(Fence("(", Frac(a, b), ")"), sup=n)
    return g.pick((outer, below), (above, below), (bracketed, outer), (bracketed, Frac(a, Scripts(b, sup=n))))


def prime_place(g: Drawer) -> Twins:
    x, i = g.letter(), g.letter()
    primed = Scripts(i, primes=1)
    return g.pick(
        (Scripts(x, sub=primed), Scripts(x, sub=i, primes=1)),
        (Scripts(x, sup=primed), Scripts(x, sup=i, primes=1)),
        (Row(Scripts(x, primes=1), i), Row(x, primed)),
        (Scripts(x, primes=1), Scripts(x, primes=2)),
        (Scripts(x, primes=2), Scripts(x, primes=3)),
        (Scripts(x, primes=1), Scripts(x, sup=Num(1))),
        (Scripts(Fence("(", Row(x, i), ")"), primes=1), Fence("(", Row(x, primed), ")")),
        (Scripts(Row(x, Fence("(", i, ")")), primes=1), Row(Scripts(x, primes=1), Fence("(", i, ")"))),
        (Row(x, Fence("(", primed, ")")), Row(Scripts(x, primes=1), Fence("(", i, ")"))),
        (Accent("bar", Row(x, primed)), Scripts(Accent("bar", Row(x, i)), primes=1)),
        (Frac(Scripts(x, primes=1), i), Frac(x, primed)),
        (Scripts(Root(x), primes=1), Root(Scripts(x, primes=1))),
        (Scripts(Frac(i, x), primes=1), Frac(i, Scripts(x, primes=1))),
    )


def mark_place(g: Drawer) -> Twins:
    a, b, m, op = g.letter(), g.letter(), mark(g), g.operator()
    left, right, both = (
        Row(Scripts(a, sup=m), *op, b),
        Row(a, *op, Scripts(b, sup=m)),
        Scripts(Fence("(", Row(a, *op, b), ")"), sup=m),
    )
    return g.pick((left, right), (right, both), (left, both), (Scripts(a, sup=Row(m, *g.tail())), left))


def mark_or_factor(g: Drawer) -> Twins:
    a, b = g.letter(), g.letter()
    return g.pick(
        (Row(Scripts(a, sup=Sym("*", "term")), b), Row(a, sym("*"), b)),
        (Scripts(a, sup=Sym("T", "term")), Row(a, Letter("T"))),
        (Scripts(a, sup=Row(sym("-"), Num(1))), Row(a, sym("-"), Num(1))),
        (Scripts(a, sup=Row(sym("-"), Num(1))), Scripts(a, sup=Num(1))),
        (Scripts(a, sup=sym("+")), Row(a, sym("+"), b)),
        (Row(Scripts(a, sup=sym("+")), b), Row(a, sym("+"), b)),
        (Row(Scripts(a, sup=sym("-")), b), Row(a, sym("-"), b)),
        (Row(Scripts(a, sup=Sym(r"\circ", "term")), b), Row(a, sym(r"\circ"), b)),
        (Row(Scripts(a, sup=Sym("*", "term")), b), Scripts(a, sup=Row(Sym("*", "term"), b))),
        (Scripts(a, sup=Row(sym("-"), Sym("T", "term"))), Scripts(a, sup=Sym("T", "term"))),
    )


def mark_kind(g: Drawer) -> Twins:
    a = g.base()
    return Scripts(a, sup=mark(g)), Scripts(a, sup=mark(g))


def factorial_place(g: Drawer) -> Twins:
    n, m, op, bang = g.leaf(), g.leaf(), g.operator(), Sym("!", "post")
    return g.pick(
        (Row(Fence("(", Row(n, *op, m), ")"), bang), Row(n, *op, m, bang)),
        (Row(n, bang, bang), Row(Fence("(", Row(n, bang), ")"), bang)),
        (Scripts(n, sup=Row(m, bang)), Row(Scripts(n, sup=m), bang)),
        (Scripts(n, sub=Row(m, bang)), Row(Scripts(n, sub=m), bang)),
        (Frac(Row(n, bang), m), Row(Frac(n, m), bang)),
        (Frac(n, Row(m, bang)), Row(Frac(n, m), bang)),
        (Row(Root(n), bang), Root(Row(n, bang))),
        (Row(n, bang, m), Row(n, m, bang)),
        (
            Row(Sym(r"\sin", "prefix"), Fence("(", n, ")"), bang),
            Row(Sym(r"\sin", "prefix"), Fence("(", Row(n, bang), ")")),
        ),
    )


def signed_script(g: Drawer) -> Twins:
    x, n, minus = g.base(), g.part(), sym("-")
    return g.pick(
        (Scripts(x, sup=Row(minus, n)), Row(minus, Scripts(x, sup=n))),
        (Scripts(x, sup=Row(minus, n)), Row(x, minus, n)),
        (Scripts(x, sub=Row(minus, n)), Row(minus, Scripts(x, sub=n))),
        (Scripts(x, sub=Row(minus, n)), Row(x, minus, n)),
        (Scripts(Fence("(", Row(minus, x), ")"), sup=n), Row(minus, Scripts(x, sup=n))),
    )


def digits_in_script(g: Drawer) -> Twins:
    x, a, b = g.letter(), Num(g.rng.randint(1, 9)), Num(g.rng.randint(0, 9))
    y = g.letter()
    return g.pick(
        (Row(Scripts(x, sub=a), b), Scripts(x, sub=Row(a, b))),
        (Row(Scripts(x, sup=a), b), Scripts(x, sup=Row(a, b))),
        (Row(Scripts(a, sup=x), b), Scripts(a, sup=Row(x, b))),
        (Scripts(x, sub=Row(a, y)), Row(Scripts(x, sub=a), y)),
        (Row(x, a), Scripts(x, sub=a)),
        (Scripts(x, sub=a), Scripts(x, sup=a)),
        (Scripts(x, sub=Row(a, comma(), b)), Scripts(x, sub=Row(a, b))),
    )


def script_before(g: Drawer) -> Twins:
    a, b, n = g.letter(), g.letter(), g.leaf()
    return g.pick(
        (Row(Scripts(a, sub=n), b), Row(a, Scripts(b, sub=n))),
        (Row(Scripts(Row(), sub=n), b), Scripts(b, sub=n)),
        (Row(Scripts(Row(), sup=n), b), Scripts(b, sup=n)),
        (Row(Scripts(Row(), sub=n), Scripts(b, sub=a)), Scripts(b, sub=Row(n, a))),
    )


KINDS = {
    "a term in or after a superscript": superscript_tail,
    "a term in or after a subscript": subscript_tail,
    "a script above or below": script_side,
    "a script on one base or the next": script_base,
    "a script on a bracket or in it": power_of_bracket,
    "a power of a power or of a product": nested_power,
    "an index of an index": nested_index,
    "a script on a script": script_of_script,
    "a term in or after an inner script": script_end,
    "a script on a root or in it": power_and_root,
    "a script on a fraction or in it": power_and_fraction,
    "a prime elsewhere": prime_place,
    "a mark on another base": mark_place,
    "a mark or a factor": mark_or_factor,
    "one mark or another": mark_kind,
    "a factorial elsewhere": factorial_place,
    "a sign in or before a script": signed_script,
    "digits in or after a script": digits_in_script,
    "a script before its base": script_before,
}
