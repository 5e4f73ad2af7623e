"""Twins about letters, their styles, numbers and accents."""

from __future__ import annotations

from .draws import Drawer
from .formulas import Letter, Node, Num, Row, Scripts, Text
from .glyphs import ACCENTS, SMALL, WORDS
from .growth import sym
from .leaves import FONTS
from .structures import Accent, Arrow, Brace, Enclosed, Frac, Overset, Root

Twins = tuple[Node, Node]


def capital(g: Drawer) -> Twins:
    small = g.rng.choice(SMALL)
    return g.set_in(Letter(small), Letter(small.upper()))


def greek_capital(g: Drawer) -> Twins:
    small = g.rng.choice((r"\gamma", r"\delta", r"\lambda", r"\xi", r"\psi", r"\omega"))
    return g.set_in(Letter(small), Letter("\\" + small[1:].capitalize()))


def greek_or_latin(g: Drawer) -> Twins:
    greek, latin = g.pick(
        (r"\alpha", "a"), (r"\beta", "b"), (r"\gamma", "g"), (r"\nu", "v"), (r"\kappa", "k"), (r"\rho", "p"),
        (r"\chi", "x"), (r"\omega", "w"), (r"\mu", "u"), (r"\eta", "n"), (r"\iota", "i"), (r"\partial", "d"),
        (r"\ell", "e"), (r"\Sigma", "E"), (r"\aleph", "N"), (r"\hbar", "h"),
    )  # fmt: skip
    return g.set_in(Letter(greek), Letter(latin))


def other_letter(g: Drawer) -> Twins:
    return g.set_in(g.letter(), g.letter())


def style(g: Drawer) -> Twins:
    letter = g.capital().name
    one, other = g.rng.sample(("", "", *FONTS), 2)
    return g.set_in(Letter(letter, one), Letter(letter, other))


def style_reach(g: Drawer) -> Twins:
    a, b, font = g.capital().name, g.capital().name, g.pick(*FONTS)
    plain, styled = Letter(b), Letter(b, font)
    return g.pick(
        (Row(Letter(a, font), plain), Row(Letter(a, font), styled)),
        (Row(Letter(a, font), plain), Row(Letter(a), styled)),
        (Scripts(Letter(a, font), sub=plain), Scripts(Letter(a, font), sub=styled)),
        (Scripts(Letter(a, font), sup=plain), Scripts(Letter(a), sup=styled)),
    )


def number(g: Drawer) -> Twins:
    a, b = g.number(), g.number()
    return g.set_in(a, b)


def numeral_or_letter(g: Drawer) -> Twins:
    return g.set_in(g.number(), g.letter())


def decimal_point(g: Drawer) -> Twins:
    a, b = g.rng.randint(0, 9), g.rng.randint(1, 9)
    return g.pick(g.set_in(Num(f"{a}.{b}"), Num(f"{a}{b}")), (Row(Num(a), sym(r"\cdot"), Num(b)), Row(Num(f"{a}.{b}"))))


def accent(g: Drawer) -> str:
    return str(g.rng.choice(ACCENTS))


def accent_tail(g: Drawer) -> Twins:
    kind, body, tail = accent(g), g.part(), g.tail()
    return Row(Accent(kind, body), *tail), Accent(kind, Row(body, *tail))


def accent_head(g: Drawer) -> Twins:
    kind, body, head = accent(g), g.part(), g.head()
    return Row(*head, Accent(kind, body)), Accent(kind, Row(*head, body))


def accent_kind(g: Drawer) -> Twins:
    body, (one, other) = g.part(), g.rng.sample(ACCENTS, 2)
    return Accent(one, body), Accent(other, body)


def accent_or_none(g: Drawer) -> Twins:
    body = g.part()
    return Accent(accent(g), body), body


def accent_and_script(g: Drawer) -> Twins:
    kind, x, i = accent(g), g.letter(), g.leaf()
    return g.pick(
        (Scripts(Accent(kind, x), sub=i), Accent(kind, Scripts(x, sub=i))),
        (Scripts(Accent(kind, x), sup=i), Accent(kind, Scripts(x, sup=i))),
        (Scripts(Accent(kind, x), primes=1), Accent(kind, Scripts(x, primes=1))),
        (Scripts(Accent(kind, x), sub=i), Scripts(x, sub=Accent(kind, i))),
        (Scripts(Accent(kind, x), sup=i), Scripts(x, sup=Accent(kind, i))),
        (Scripts(x, sub=i, sup=Accent(kind, i)), Scripts(x, sub=Accent(kind, i), sup=i)),
    )


def accents_nested(g: Drawer) -> Twins:
    (one, other), x, y = g.rng.sample(ACCENTS, 2), g.letter(), g.letter()
    return g.pick(
        (Accent(one, Accent(other, x)), Accent(other, Accent(one, x))),
        (Row(Accent(one, x), Accent(one, y)), Accent(one, Row(x, y))),
        (Row(Accent(one, x), y), Row(x, Accent(one, y))),
        (Accent(one, Row(Accent(other, x), y)), Accent(one, Row(x, Accent(other, y)))),
        (Accent(one, Row(Accent(other, x), y)), Accent(other, Row(Accent(one, x), y))),
        (Accent(one, Accent(one, x)), Accent(one, x)),
    )


def accent_and_stack(g: Drawer) -> Twins:
    kind, a, b = accent(g), g.part(), g.part()
    return g.pick(
        (Accent(kind, Frac(a, b)), Frac(Accent(kind, a), b)),
        (Accent(kind, Frac(a, b)), Frac(a, Accent(kind, b))),
        (Accent(kind, Root(a)), Root(Accent(kind, a))),
        (Frac(Accent(kind, a), b), Frac(a, Accent(kind, b))),
    )


def note(g: Drawer) -> Twins:
    a, b, x, tail = g.part(), g.part(), g.leaf(), g.tail()
    kind = g.pick("underbrace", "overbrace")
    return g.pick(
        (Row(a, Overset(x, sym("="), "rel"), b), Row(a, sym("="), b)),
        (Row(a, Overset(x, sym("="), "rel"), b), Row(a, sym("="), x, b)),
        (Row(Brace(kind, a, x), *tail), Brace(kind, Row(a, *tail), x)),
        (Row(Brace(kind, a, x), *tail), Brace(kind, a, Row(x, *tail))),
        (Brace("underbrace", a, x), Brace("overbrace", a, x)),
        (Brace(kind, a, x), Brace(kind, a, b)),
    )


def enclosed(g: Drawer) -> Twins:
    body, tail, head, (one, other) = g.part(), g.tail(), g.head(), g.rng.sample(("boxed", "cancel"), 2)
    return g.pick(
        (Row(Enclosed(one, body), *tail), Enclosed(one, Row(body, *tail))),
        (Row(*head, Enclosed(one, body)), Enclosed(one, Row(*head, body))),
        (Enclosed(one, body), Enclosed(other, body)),
        (Scripts(Enclosed(one, body), sup=Num(2)), Enclosed(one, Scripts(g.as_base(body), sup=Num(2)))),
    )


def note_on_arrow(g: Drawer) -> Twins:
    a, b, x, y, tail = g.part(), g.part(), g.leaf(), g.leaf(), g.tail()
    arrow, equals = r"\xrightarrow", sym("=")
    return g.pick(
        (Row(a, Arrow(arrow, x), *tail[-1:], b), Row(a, Arrow(arrow, Row(x, *tail[-1:])), b)),
        (Row(a, Arrow(arrow, x), b), Row(a, Arrow(r"\xleftarrow", x), b)),
        (Row(a, Arrow(arrow, x, y), b), Row(a, Arrow(arrow, y, x), b)),
        (Row(a, Overset(x, equals, "rel"), b), Row(a, Overset(x, equals, "rel", "underset"), b)),
        (Row(a, Overset(x, equals, "rel"), *tail[-1:], b), Row(a, Overset(Row(x, *tail[-1:]), equals, "rel"), b)),
        (Overset(x, g.letter(), "term", "underset"), Overset(x, g.letter(), "term")),
    )


def words(g: Drawer) -> Twins:
    a, b, c, text = g.product(1), g.product(1), g.leaf(), Text(g.pick(*WORDS))
    return g.pick(
        (Row(a, text, b), Row(b, text, a)),
        (Row(a, text, c, b), Row(a, c, text, b)),
        (Row(a, text, b), Row(a, Text(g.pick(*WORDS)), b)),
        (Scripts(Letter("x"), sub=Row(c, text)), Row(Scripts(Letter("x"), sub=c), text)),
    )


KINDS = {
    "a capital letter": capital,
    "a Greek capital": greek_capital,
    "a Greek or a Latin letter": greek_or_latin,
    "another letter": other_letter,
    "a letter's style": style,
    "how far a style reaches": style_reach,
    "another number": number,
    "a numeral or a letter": numeral_or_letter,
    "a decimal point": decimal_point,
    "a term in or after an accent": accent_tail,
    "a term before or in an accent": accent_head,
    "one accent or another": accent_kind,
    "an accent or none": accent_or_none,
    "a script on an accented letter or in it": accent_and_script,
    "accents nested or side by side": accents_nested,
    "an accent on a fraction or root or in it": accent_and_stack,
    "a note over or under": note,
    "a term in or after a box": enclosed,
    "a note on an arrow or a sign": note_on_arrow,
    "words between formulas": words,
}
