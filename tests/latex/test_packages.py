"""Commands of packages give the nodes of the plain LaTeX that prints the same."""

from __future__ import annotations

import pytest

from latex.notation import show
from mathspeak.latex.reader import read
from mathspeak.latex.units import ABBREVIATIONS, PREFIX_COMMANDS, PREFIXES, UNIT_COMMANDS
from mathspeak.limits import Limits
from mathspeak.speech.words.en import units as words

SAME = [
    (r"\abs{x+1}", r"|x+1|"),
    (r"\norm{v}", r"\|v\|"),
    (r"\qty(\frac ab)", r"\left(\frac ab\right)"),
    (r"\qty[a]", r"[a]"),
    (r"\bqty{a}", r"[a]"),
    (r"\qty{a}", r"\{a\}"),
    (r"\eval{f}_a^b", r"\left.f\right|_a^b"),
    (r"\order{n^2}", r"\mathcal{O}(n^2)"),
    (r"\comm{A}{B}", r"[A,B]"),
    (r"\acomm{A}{B}", r"\{A,B\}"),
    (r"\dv{f}{x}", r"\frac{\mathrm d f}{\mathrm d x}"),
    (r"\dv{x}f", r"\frac{\mathrm d}{\mathrm d x}f"),
    (r"\dv[2]{f}{x}", r"\frac{\mathrm d^2 f}{\mathrm d x^2}"),
    (r"\dv[n]{f}{x_i}", r"\frac{\mathrm d^n f}{\mathrm d x_i^n}"),
    (r"\pdv{f}{x}", r"\frac{\partial f}{\partial x}"),
    (r"\pdv{f}{x}{y}", r"\frac{\partial^2 f}{\partial x\,\partial y}"),
    (r"\fdv{F}{\phi}", r"\frac{\delta F}{\delta\phi}"),
    (r"\int f\dd{x}", r"\int f\,\mathrm d x"),
    (r"\dd[3]{x}", r"\mathrm d^3x"),
    (r"\vb{v}", r"\mathbf{v}"),
    (r"\va{v}", r"\vec{\mathbf v}"),
    (r"\vu{v}", r"\hat{\mathbf v}"),
    (r"\grad f", r"\nabla f"),
    (r"\div f", r"\nabla\cdot f"),
    (r"\curl f", r"\nabla\times f"),
    (r"\laplacian f", r"\nabla^2f"),
    (r"a\cross b\vdot c", r"a\times b\cdot c"),
    (r"\tr A", r"\operatorname{tr}A"),
    (r"a\qif b", r"a\text{if}b"),
    (r"\pmqty{a&b\\c&d}", r"\begin{pmatrix}a&b\\c&d\end{pmatrix}"),
    (r"\mqty[a&b]", r"\begin{bmatrix}a&b\end{bmatrix}"),
    (r"\mqty(\imat{2})", r"\begin{pmatrix}1&0\\0&1\end{pmatrix}"),
    (r"\ket{\psi}", r"|\psi\rangle"),
    (r"\bra{\psi}", r"\langle\psi|"),
    (r"\braket{a|b}", r"\langle a|b\rangle"),
    (r"\braket{a}{b}", r"\langle a|b\rangle"),
    (r"\bra{a}\ket{b}", r"\langle a|b\rangle"),
    (r"\mel{a}{H}{b}", r"\langle a|H|b\rangle"),
    (r"\ketbra{a}{b}", r"|a\rangle\langle b|"),
    (r"\ev{A}", r"\langle A\rangle"),
    (r"\set{x|x>0}", r"\{x\mid x>0\}"),
    (r"\num{1.3e-4}", r"1.3\times10^{-4}"),
    (r"\num{5+-1}", r"5\pm1"),
    (r"\ang{30}", r"30^\circ"),
    (r"\ang{10;5;3}", r"10^\circ5'3''"),
]


@pytest.mark.parametrize(("package", "plain"), SAME)
def test_the_same_nodes(package: str, plain: str) -> None:
    assert nodes(package) == nodes(plain)


def nodes(formula: str) -> str:
    source = read(formula, limits=Limits())
    assert source.warnings == []
    return show(source.node)


def test_every_unit_and_prefix_has_words() -> None:
    given = {*ABBREVIATIONS.values(), *UNIT_COMMANDS.values()}
    assert {unit for _, unit in given} == set(words.UNITS)
    assert {prefix for prefix, _ in given} - {""} <= set(words.PREFIXES)
    assert {*PREFIX_COMMANDS.values(), *PREFIXES.values()} == set(words.PREFIXES)


def test_words_of_units_are_words() -> None:
    for one, several in words.UNITS.values():
        assert one.replace(" ", "").isalpha()
        assert several.replace(" ", "").isalpha()


def test_different_units_have_different_words() -> None:
    names = [one for one, _ in words.UNITS.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("letters", "unit"),
    [
        ("m", ("", "meter")),
        ("km", ("kilo", "meter")),
        ("mm", ("milli", "meter")),
        ("kg", ("kilo", "gram")),
        ("ms", ("milli", "second")),
        ("MHz", ("mega", "hertz")),
        ("mol", ("", "mole")),
        ("min", ("", "minute")),
        ("Pa", ("", "pascal")),
        ("cd", ("", "candela")),
        ("ft", ("", "foot")),
        ("kWh", ("kilo", "wattHour")),
        ("µm", ("micro", "meter")),
    ],
)
def test_letters_that_could_be_two_units_are_the_usual_one(letters: str, unit: tuple[str, str]) -> None:
    assert ABBREVIATIONS[letters] == unit
