"""Twins about fractions, roots, binomials and slashes."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Sym
from .growth import sym
from .structures import Accent, Binom, Fence, Frac, Root

Twins = tuple[Node, Node]


def denominator_tail(g: Drawer) -> Twins:
    n, d, tail = g.part(), g.part(), g.tail()
    return Row(Frac(n, d), *tail), Frac(n, Row(d, *tail))


def numerator_head(g: Drawer) -> Twins:
    n, d, head = g.part(), g.part(), g.head()
    return Row(*head, Frac(n, d)), Frac(Row(*head, n), d)


def numerator_tail(g: Drawer) -> Twins:
    n, d, tail = g.part(), g.part(), g.tail()
    return Row(Frac(n, d), *tail), Frac(Row(n, *tail), d)


def above_or_below(g: Drawer) -> Twins:
    n, d, tail = g.part(), g.part(), g.tail()
    return Frac(Row(n, *tail), d), Frac(n, Row(d, *tail))


def fraction_nesting(g: Drawer) -> Twins:
    a, b, c = g.part(), g.part(), g.part()
    return Frac(Frac(a, b), c), Frac(a, Frac(b, c))


def deep_fraction(g: Drawer) -> Twins:
    a, b, c, tail = g.part(), g.part(), g.part(), g.tail()
    inner, outer = Row(Frac(b, c), *tail), Frac(b, Row(c, *tail))
    return g.pick((Frac(a, inner), Frac(a, outer)), (Row(Frac(a, Frac(b, c)), *tail), Frac(a, inner)))


def turned_fraction(g: Drawer) -> Twins:
    n, d = g.part(), g.part()
    return Frac(n, d), Frac(d, n)


def sum_of_fractions(g: Drawer) -> Twins:
    a, b, c, d, op = g.leaf(), g.leaf(), g.leaf(), g.leaf(), g.operator()
    whole = Frac(Row(a, *op, b), Row(c, *op, d))
    return g.pick((Row(Frac(a, c), *op, Frac(b, d)), whole), (Row(Frac(a, c), *op, b), Frac(Row(a, *op, b), c)))


def fraction_or_slash(g: Drawer) -> Twins:
    n, d = g.part(), g.part()
    return Frac(n, d), Row(n, sym("/"), d)


def slash_tail(g: Drawer) -> Twins:
    a, b, c = g.leaf(), g.leaf(), g.leaf()
    slash = sym("/")
    return g.pick(
        (Row(a, slash, b, c), Row(a, slash, Fence("(", Row(b, c), ")"))),
        (Row(Frac(a, b), slash, c), Frac(Row(a, slash, b), c)),
        (Row(Frac(a, b), slash, c), Frac(a, Row(b, slash, c))),
        (Row(a, slash, Frac(b, c)), Frac(Row(a, slash, b), c)),
    )


def fraction_or_binomial(g: Drawer) -> Twins:
    n, k = g.part(), g.part()
    return Frac(n, k), Binom(n, k)


def binomial_company(g: Drawer) -> Twins:
    n, k, tail, head = g.part(), g.part(), g.tail(), g.head()
    after, before = Row(Binom(n, k), *tail), Row(*head, Binom(n, k))
    return g.pick((after, Binom(n, Row(k, *tail))), (before, Binom(Row(*head, n), k)), (Binom(Row(n, *tail), k), after))


def mixed_number(g: Drawer) -> Twins:
    whole, n, d = Num(g.rng.randint(1, 9)), Num(g.rng.randint(1, 3)), Num(g.rng.randint(2, 9))
    mixed, times = Row(whole, Frac(n, d)), Row(whole, sym(g.pick(r"\cdot", r"\times", "+")), Frac(n, d))
    return g.pick((mixed, times), (mixed, Frac(Row(whole, n), d)), (Row(Frac(n, d), whole), Frac(n, Row(d, whole))))


def numeral_fraction(g: Drawer) -> Twins:
    n, d, x = Num(g.rng.randint(1, 12)), Num(g.rng.randint(2, 12)), g.letter()
    return g.pick(
        (Row(Frac(n, d), x), Frac(n, Row(d, x))),
        (Row(Frac(n, d), x), Frac(Row(n, x), d)),
        (Row(x, Frac(n, d)), Frac(Row(x, n), d)),
        (Scripts(Frac(n, d), sup=x), Frac(n, Scripts(d, sup=x))),
    )


def root_tail(g: Drawer) -> Twins:
    body, tail = g.part(), g.tail()
    return Row(Root(body), *tail), Root(Row(body, *tail))


def root_head(g: Drawer) -> Twins:
    body, head = g.part(), g.head()
    return Row(*head, Root(body)), Root(Row(*head, body))


def indexed_root_tail(g: Drawer) -> Twins:
    index, body, tail = g.index(), g.part(), g.tail()
    return Row(Root(body, index), *tail), Root(Row(body, *tail), index)


def root_index(g: Drawer) -> Twins:
    index, body = g.index(), g.part()
    indexed = Root(body, index)
    return g.pick(
        (indexed, Row(index, Root(body))),
        (indexed, Scripts(Root(body), sup=index)),
        (indexed, Root(Row(index, body))),
        (indexed, Root(Scripts(g.as_base(body), sup=index))),
        (indexed, Root(body)),
        (indexed, Row(Scripts(Letter("x"), sup=index), Root(body))),
        (Root(body, Row(index, *g.tail())), indexed),
    )


def nested_roots(g: Drawer) -> Twins:
    a, b, tail, index = g.part(), g.part(), g.tail(), g.index()
    return g.pick(
        (Row(Root(Row(a, Root(b))), *tail), Root(Row(a, Root(b), *tail))),
        (Root(Row(a, Root(b), *tail)), Root(Row(a, Root(Row(b, *tail))))),
        (Row(Root(a), Root(b)), Root(Row(a, Root(b)))),
        (Root(Root(a, index)), Root(Root(a), index)),
    )


def root_and_fraction(g: Drawer) -> Twins:
    n, d = g.part(), g.part()
    return g.pick(
        (Root(Frac(n, d)), Frac(Root(n), d)),
        (Root(Frac(n, d)), Frac(Root(n), Root(d))),
        (Frac(Root(n), d), Frac(n, Root(d))),
    )


def swapped_nesting(g: Drawer) -> Twins:
    body = g.part()
    makers = (
        Root,
        lambda x: Fence("|", x, "|"),
        lambda x: Fence("(", x, ")"),
        lambda x: Accent("bar", x),
        lambda x: Accent("hat", x),
        lambda x: Frac(Num(1), x),
        lambda x: Frac(x, Num(2)),
        lambda x: Scripts(Letter("e"), sup=x),
        lambda x: Scripts(Letter("x"), sub=x),
        lambda x: Row(Letter("f"), Fence("(", x, ")")),
        lambda x: Row(Sym(r"\sin", "prefix"), x),
        lambda x: Row(sym("-"), x),
        lambda x: Fence(r"\lfloor", x, r"\rfloor"),
        lambda x: Binom(x, Letter("k")),
    )
    outer, inner = g.rng.sample(makers, 2)
    return outer(inner(body)), inner(outer(body))


KINDS = {
    "a term in or after a denominator": denominator_tail,
    "a term before or in a numerator": numerator_head,
    "a term after a fraction or in its numerator": numerator_tail,
    "a term above or below a fraction bar": above_or_below,
    "a fraction above or below another": fraction_nesting,
    "a term after an inner fraction": deep_fraction,
    "a fraction upside down": turned_fraction,
    "one fraction or two": sum_of_fractions,
    "a fraction bar or a slash": fraction_or_slash,
    "a term after a slash": slash_tail,
    "a fraction or a binomial": fraction_or_binomial,
    "a term in or beside a binomial": binomial_company,
    "a mixed number or a product": mixed_number,
    "a letter in or beside a fraction of numbers": numeral_fraction,
    "a term in or after a root": root_tail,
    "a term before or in a root": root_head,
    "a term in or after an indexed root": indexed_root_tail,
    "a root's index or a factor": root_index,
    "a term in or after a nested root": nested_roots,
    "a root over or in a fraction": root_and_fraction,
    "two constructs nested the other way": swapped_nesting,
}
