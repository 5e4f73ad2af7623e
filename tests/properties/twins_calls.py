"""Twins about functions, their arguments, derivatives and operators."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym
from .glyphs import DIFFERENTIAL, FUNCTIONS, PRODUCTS, RELATIONS, SUMS
from .growth import comma, sym
from .structures import Fence, Frac, Root

Twins = tuple[Node, Node]


def paren(*items: Node) -> Fence:
    return Fence("(", Row(*items), ")")


def name(g: Drawer) -> Letter:
    return Letter(g.pick("f", "g", "h", "F", r"\phi" if r"\phi" in g.greek else r"\varphi", "u", "x", "a"))


def call_tail(g: Drawer) -> Twins:
    f, x, tail = name(g), g.part(), g.tail()
    return Row(f, paren(x), *tail), Row(f, paren(x, *tail))


def call_or_product(g: Drawer) -> Twins:
    f, x, y = name(g), g.leaf(), g.leaf()
    return g.pick(
        (Row(f, paren(x)), Row(f, x)),
        (Row(f, paren(x)), paren(f, x)),
        (Row(f, paren(x), y), Row(f, paren(x, y))),
        (Row(f, paren(x, comma(), y)), Row(f, paren(x), comma(), y)),
        (Row(f, paren(x, comma(), y)), Row(f, paren(x, y))),
        (Row(f, paren(x)), Row(f, sym(r"\cdot"), paren(x))),
        (Row(f, paren(paren(x))), Row(f, paren(x))),
        (Row(f, Fence("[", x, "]")), Row(f, paren(x))),
        (Row(f, paren(x), paren(y)), Row(f, paren(x, paren(y)))),
    )


def composition(g: Drawer) -> Twins:
    f, h, x, y = name(g), name(g), g.leaf(), g.leaf()
    nest = Row(f, paren(h, paren(x)))
    return g.pick(
        (nest, Row(f, paren(h), paren(x))),
        (nest, Row(f, h, paren(x))),
        (nest, Row(f, paren(x), h, paren(x))),
        (Row(f, paren(h, paren(x), y)), Row(f, paren(h, paren(x, y)))),
        (Row(f, paren(h, paren(x), sym("+"), y)), Row(nest, sym("+"), y)),
        (Row(f, paren(h, paren(x), comma(), y)), Row(f, paren(h, paren(x, comma(), y)))),
        (Row(f, sym(r"\circ"), h, paren(x)), Row(paren(f, sym(r"\circ"), h), paren(x))),
    )


def script_of_call(g: Drawer) -> Twins:
    f, x, n = name(g), g.letter(), g.leaf()
    on_name, on_call, inside = (
        Row(Scripts(f, sup=n), paren(x)),
        Scripts(Row(f, paren(x)), sup=n),
        Row(f, paren(Scripts(x, sup=n))),
    )
    order = Row(Scripts(f, sup=paren(n)), paren(x))
    inverse = Row(sym("-"), Num(1))
    return g.pick(
        (on_name, on_call),
        (on_name, inside),
        (on_call, inside),
        (order, on_name),
        (Row(Scripts(f, sub=n), paren(x)), Row(f, paren(Scripts(x, sub=n)))),
        (Row(Scripts(f, sup=inverse), paren(x)), Scripts(Row(f, paren(x)), sup=inverse)),
        (Row(Scripts(f, sup=inverse), paren(x)), Row(f, paren(Scripts(x, sup=inverse)))),
        (Row(Scripts(f, primes=1), paren(x)), Row(Scripts(f, primes=2), paren(x))),
        (Scripts(f, sup=Row(n, paren(x))), on_name),
        (Scripts(f, sub=Row(n, paren(x))), Row(Scripts(f, sub=n), paren(x))),
        (Row(Scripts(f, sup=paren(n)), paren(x)), Row(f, paren(n), paren(x))),
    )


def function_name(g: Drawer) -> Node:
    return Sym(g.rng.choice(FUNCTIONS), "prefix")


def applied_tail(g: Drawer) -> Twins:
    f, x, tail = function_name(g), g.part(), g.tail()
    return g.pick(
        (Row(f, paren(x), *tail), Row(f, paren(x, *tail))),
        (Row(f, x, *tail), Row(f, paren(x, *tail))),
        (Row(f, x, *tail), Row(f, paren(x), *tail)),
        (Row(f, x, g.leaf()), Row(f, x, sym(r"\cdot"), g.leaf())),
    )


def applied_script(g: Drawer) -> Twins:
    f, x, n = function_name(g), g.letter(), g.pick(Num(2), Num(3), Letter("n"), Row(sym("-"), Num(1)))
    on_name, on_x = Row(Scripts(f, sup=n), x), Row(f, Scripts(x, sup=n))
    whole, after = Scripts(paren(f, x), sup=n), Scripts(Row(f, paren(x)), sup=n)
    return g.pick(
        (on_name, on_x),
        (on_x, whole),
        (on_name, whole),
        (after, on_x),
        (after, on_name),
        (after, Row(f, paren(on_x.items[1]))),
    )


def log_base(g: Drawer) -> Twins:
    log, b, x, y = Sym(r"\log", "prefix"), g.leaf(), g.leaf(), g.leaf()
    based = Row(Scripts(log, sub=b), x)
    return g.pick(
        (based, Row(log, b, x)),
        (based, Row(log, Scripts(g.as_base(b), sub=x))),
        (based, Row(Scripts(log, sup=b), x)),
        (Row(based, y), Row(Scripts(log, sub=Row(b, x)), y)),
        (Row(based, sym("+"), y), Row(Scripts(log, sub=b), paren(x, sym("+"), y))),
        (Row(log, x), Row(Sym(r"\ln", "prefix"), x)),
    )


def order_of_functions(g: Drawer) -> Twins:
    f, h, x, y = function_name(g), function_name(g), g.leaf(), g.leaf()
    return g.pick(
        (Row(f, x, h, y), Row(f, h, x, y)),
        (Row(f, h, x), Row(h, f, x)),
        (Row(f, x, y), Row(x, f, y)),
        (Row(f, Frac(x, y)), Frac(Row(f, x), y)),
        (Row(f, Root(x)), Root(Row(f, x))),
    )


def derivative_of(g: Drawer) -> Twins:
    d, y, x, tail = Letter(g.pick(DIFFERENTIAL, r"\partial")), g.letter(), g.letter(), g.tail()
    two = g.pick(Num(2), Num(3), Letter("n"))
    first = Frac(Row(d, y), Row(d, x))
    second = Frac(Row(Scripts(d, sup=two), y), Row(d, Scripts(x, sup=two)))
    by = Frac(d, Row(d, x))
    return g.pick(
        (first, Row(by, y)),
        (Row(first, *tail), Frac(Row(d, y), Row(d, x, *tail))),
        (Row(by, y, *tail), Row(by, paren(y, *tail))),
        (Row(by, y, *tail), Row(Frac(Row(d, y), Row(d, x)), *tail)),
        (second, Frac(Row(d, Scripts(y, sup=two)), Row(d, Scripts(x, sup=two)))),
        (second, Scripts(paren(first), sup=two)),
        (second, Frac(Row(Scripts(d, sup=two), y), Row(Scripts(d, sup=two), x))),
        (first, Frac(Row(d, x), Row(d, y))),
        (first, Frac(y, x)),
        (Row(Frac(Scripts(d, sup=two), Row(d, Scripts(x, sup=two))), y), second),
    )


def partials(g: Drawer) -> Twins:
    d, u, x, y = Letter(r"\partial"), g.letter(), g.letter(), g.letter()
    plain, squared = Letter(DIFFERENTIAL), Scripts(d, sup=Num(2))
    mixed = Frac(Row(squared, u), Row(d, x, d, y))
    return g.pick(
        (mixed, Frac(Row(squared, u), Row(d, y, d, x))),
        (mixed, Row(Frac(Row(d, u), Row(d, x)), Frac(Row(d, u), Row(d, y)))),
        (Frac(Row(d, u), Row(d, x)), Frac(Row(plain, u), Row(plain, x))),
        (mixed, Frac(Row(squared, u), Row(d, Scripts(x, sup=Num(2))))),
        (Frac(Row(d, u), Row(d, x)), Row(Scripts(d, sub=x), u)),
        (Row(Scripts(d, sub=x), u), Row(d, x, u)),
    )


def multiplication(g: Drawer) -> Twins:
    a, b = g.term(1), g.term(1)
    signs: list[list[Node]] = [[]] + [[sym(name)] for name in PRODUCTS]
    one, other = g.rng.sample(signs[:4] * 3 + signs, 2)
    return Row(a, *one, b), Row(a, *other, b)


def plus_minus(g: Drawer) -> Twins:
    a, b, (one, other) = g.product(1), g.product(1), g.rng.sample(SUMS, 2)
    return Row(a, sym(one), b), Row(a, sym(other), b)


def relation(g: Drawer) -> Twins:
    a, b, (one, other) = g.product(1), g.product(1), g.rng.sample(RELATIONS, 2)
    return Row(a, sym(one), b), Row(a, sym(other), b)


def order(g: Drawer) -> Twins:
    a, b, op = g.term(1), g.term(1), g.operator()
    return Row(a, *op, b), Row(b, *op, a)


def nabla(g: Drawer) -> Twins:
    f, x = g.letter(), Letter(r"\nabla")
    dot = sym(r"\cdot")
    forms = (Row(x, f), Row(x, dot, f), Row(x, sym(r"\times"), f), Row(Scripts(x, sup=Num(2)), f), Row(x, dot, x, f))
    one, other = g.rng.sample(forms, 2)
    return one, other


def doubled_sign(g: Drawer) -> Twins:
    a, b, minus = g.part(), g.part(), sym("-")
    return g.pick(
        (Row(a, minus, b), Row(minus, a, b)),
        (Row(minus, Frac(a, b)), Frac(Row(minus, a), b)),
        (Row(minus, Frac(a, b)), Frac(a, Row(minus, b))),
        (Root(Row(minus, a)), Row(minus, Root(a))),
        (Row(Letter("f"), paren(minus, a)), Row(minus, Letter("f"), paren(a))),
        (Row(Sym(r"\sin", "prefix"), paren(minus, a)), Row(minus, Sym(r"\sin", "prefix"), a)),
        (Row(minus, a, b), Row(a, minus, b)),
        (Row(a, sym("="), minus, b), Row(minus, a, sym("="), b)),
    )


KINDS = {
    "a term in or after an argument": call_tail,
    "a call or a product": call_or_product,
    "a call in or after a call": composition,
    "a script on a function, its call or its argument": script_of_call,
    "a term in or after a function's argument": applied_tail,
    "a power of a function or of its argument": applied_script,
    "a logarithm's base": log_base,
    "functions in another order": order_of_functions,
    "a term in or after a derivative": derivative_of,
    "a partial derivative's letters": partials,
    "one sign of multiplication or another": multiplication,
    "plus or minus": plus_minus,
    "one relation or another": relation,
    "two terms swapped": order,
    "del with a dot, a cross or none": nabla,
    "a sign elsewhere": doubled_sign,
}
