"""Names of theorems and their like: which kind of statement each is, and what usual environments print."""

from __future__ import annotations

# Which of the kinds of `Statement` a name belongs to, by what it contains.
_KINDS = (
    ("proof", "proof beweis démonstration preuve demostración dimostrazione bewijs demonstração"),
    (
        "exercise",
        "exercise problem question homework solution answer aufgabe übung lösung exercice ejercicio esercizio",
    ),
    (
        "remark",
        """remark note example observation comment notation warning bemerkung beispiel anmerkung hinweis notiz remarque
        exemple observación ejemplo esempio osservazione case step""",
    ),
)
# Environments that documents declare in a class or a package of their own, with what they print.
PRINTED = {
    name: name.capitalize()
    for name in """theorem lemma proposition corollary definition example remark exercise problem question conjecture
    claim fact note notation observation axiom assumption property hypothesis criterion solution answer convention
    warning
    satz korollar folgerung bemerkung beispiel aufgabe lösung behauptung hilfssatz""".split()
}
PRINTED |= {
    **dict.fromkeys("thm theo thrm teo".split(), "Theorem"),
    **dict.fromkeys("lem lemm lma".split(), "Lemma"),
    **dict.fromkeys("prop prp propn".split(), "Proposition"),
    **dict.fromkeys("cor coro corr".split(), "Corollary"),
    **dict.fromkeys("defn dfn defin definicion".split(), "Definition"),
    **dict.fromkeys("exam exmp expl eg exmpl".split(), "Example"),
    **dict.fromkeys("rem rmk rk remk".split(), "Remark"),
    **dict.fromkeys("ex exer exc exo".split(), "Exercise"),
    **dict.fromkeys("conj".split(), "Conjecture"),
    **dict.fromkeys("prob".split(), "Problem"),
    **dict.fromkeys("sol soln".split(), "Solution"),
}


def kind_of(name: str) -> str:
    """
    >>> kind_of("Main Theorem"), kind_of("Übungsaufgabe"), kind_of("Remark")
    ('theorem', 'exercise', 'remark')
    """
    words = name.casefold()
    return next((kind for kind, parts in _KINDS if any(part in words for part in parts.split())), "theorem")
