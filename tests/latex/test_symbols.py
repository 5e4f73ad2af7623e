"""The tables of signs: complete over their blocks, one entry a token, one key a printed sign."""

from __future__ import annotations

import ast
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from mathspeak.latex import symbols
from mathspeak.latex.symbols import IGNORED, LETTERS, NEGATED, SPACES, SYMBOLS
from mathspeak.latex.symbols.unicode import (
    ALPHANUMERIC,
    FRACTIONS,
    LETTERLIKE,
    PRIMES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
)

CLASSES = {"ord", "bin", "rel", "arrow", "open", "close", "fence", "punct", "post", "bigop", "fn", "dots", "prime"}
KEYS = {key for key, _ in SYMBOLS.values()}
# One sign in two grammatical roles: the command says which.
TWO_ROLES = {
    "ampersand": {"ord", "bin"},
    "cdot": {"bin", "punct"},
    "colon": {"rel", "punct"},
    "triangle": {"ord", "bin"},
    "vartriangle": {"ord", "rel"},
}


def written_tokens() -> list[tuple[str, str]]:
    """Every key of every dictionary display in the tables' source, with its table: a repeated key shows only there."""
    tokens: list[tuple[str, str]] = []
    for path in sorted(Path(symbols.__file__).parent.glob("*.py")):
        if path.stem in ("__init__", "unicode"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            target = node.target if isinstance(node, ast.AnnAssign) else None
            if isinstance(target, ast.Name) and target.id != "NEGATED":
                tokens += [
                    (leaf.value, target.id)
                    for part in ast.iter_child_nodes(node)
                    for leaf in table_keys(part)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                ]
    return tokens


def table_keys(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.List):
        return node.args[0].elts
    return []


def test_no_token_is_written_twice() -> None:
    tokens = written_tokens()
    assert [token for token, count in Counter(token for token, _ in tokens).items() if count > 1] == []
    assert {token for token, _ in tokens} == {*SYMBOLS, *LETTERS, *SPACES, *IGNORED}


def test_tokens_are_commands_or_single_characters() -> None:
    for token in (*SYMBOLS, *LETTERS, *SPACES, *IGNORED):
        name = token.removeprefix("\\")
        assert len(name) == 1 or (token != name and name.isascii() and name.isalpha()), token


def test_classes_are_known_and_a_key_has_one() -> None:
    classes: dict[str, set[str]] = {}
    for key, cls in SYMBOLS.values():
        classes.setdefault(key, set()).add(cls)
    assert set().union(*classes.values()) == CLASSES
    assert {key: found for key, found in classes.items() if len(found) > 1} == TWO_ROLES


def test_letters_and_symbols_share_no_key() -> None:
    assert KEYS.isdisjoint(name for name, _ in LETTERS.values())


@pytest.mark.parametrize(
    ("first", "last"),
    [("\u2200", "\u22ff"), ("\u2190", "\u21ff"), ("⟦", "⟯"), ("⟰", "⟿"), ("♠", "♯")],
    ids=["mathematical operators", "arrows", "brackets", "long arrows", "suits and accidentals"],
)
def test_blocks_are_complete(first: str, last: str) -> None:
    block = [chr(code) for code in range(ord(first), ord(last) + 1)]
    music = "♨♩♪♫♬"
    assert [char for char in block if char not in SYMBOLS and char not in LETTERS and char not in music] == []


def test_greek_is_complete() -> None:
    for code in (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA)):
        if code == 0x3A2:  # the one place without a letter
            continue
        assert LETTERS[chr(code)][1] is chr(code).isupper(), chr(code)


def test_commands_and_characters_name_one_sign_alike() -> None:
    spellings = r"""
        \le \leq ≤ | \ge \geq ≥ | \ne \neq ≠ | \to \rightarrow → | \in ∈ | \ni \owns ∋ | \lnot \neg ¬ | < \lt | > \gt
        \sum ∑ | \int ∫ | \wedge ∧ | \vee ∨ | \land \and | * \ast ∗ | - − | ' ′ \prime | \emptyset ∅ | \| \Vert ‖
        \{ \lbrace | ( \lparen | [ \lbrack | \langle ⟨ 〈 | \llbracket \lBrack ⟦ | \ldots \dotsc … | \cdots \dotsb ⋯
        \Rightarrow ⇒ | \Longrightarrow ⟹ | \mapsto ↦ | \leadsto \rightsquigarrow ⇝ | \coloneqq \coloneq ≔ | \hbar ℏ
        \triangle △ \bigtriangleup | \square \Box □ | \lozenge \Diamond ◊ | \bowtie \Join ⋈ | \dag \dagger †
    """
    groups = [part.split() for line in spellings.strip().splitlines() for part in line.split(" | ")]
    keys = [{SYMBOLS[token][0] for token in group} for group in groups if group]
    assert [found for found in keys if len(found) != 1] == []
    names = [found.pop() for found in keys]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "tokens",
    [
        r"\leq \leqq \leqslant \preceq \preccurlyeq \ll \lll",
        r"\land \wedge \lor \vee \barwedge \veebar",
        r"\implies \Longrightarrow \Rightarrow \iff \Longleftrightarrow \Leftrightarrow \to \longrightarrow",
        r"\subset \subseteq \subseteqq \subsetneq \subsetneqq \varsubsetneq \Subset \sqsubset",
        r"| \lvert \rvert \mid \Vert \lVert \rVert \parallel \shortmid",
        r"\sim \simeq \cong \approx \approxeq \equiv \asymp \backsim",
        r"\emptyset \varnothing \setminus \smallsetminus \backslash",
        r"* \star \bullet \circ \cdot \bigcirc \odot \times",
        r"\gets \leftarrow \longleftarrow \Leftarrow \hookleftarrow \twoheadleftarrow",
    ],
)
def test_signs_that_print_differently_have_their_own_key(tokens: str) -> None:
    keys = [SYMBOLS[token][0] for token in tokens.split()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("cls", "tokens"),
    [
        ("ord", r"\infty \partial \nabla \forall \exists \ell \aleph ∞ \% \$ \&"),
        ("bin", r"+ - * \times \cup \circ \oplus ± · \land"),
        ("rel", r"= < > : \in \mid \parallel \perp \coloneqq ∼ \nless"),
        ("arrow", r"\to \uparrow \iff \rightharpoonup ⇌ \nrightarrow"),
        ("open", r"( [ \{ \lvert \lfloor \ulcorner"),
        ("close", r") ] \} \rvert \rfloor \urcorner"),
        ("fence", r"| \| \vert \Vert"),
        ("punct", r", ; . ? \colon"),
        ("post", "!"),
        ("bigop", r"\sum \iint \oint ∏ \bigotimes"),
        ("fn", r"\sin \limsup \Pr \varinjlim"),
        ("dots", r"\dots \ddots …"),
        ("prime", r"\prime ' ″"),
    ],
)
def test_class_of_sign(cls: str, tokens: str) -> None:
    assert {SYMBOLS[token][1] for token in tokens.split()} == {cls}


def test_brackets_come_in_pairs() -> None:
    opening = {key for key, cls in SYMBOLS.values() if cls == "open"}
    closing = {key for key, cls in SYMBOLS.values() if cls == "close"}
    irregular = {"ulcorner": "urcorner", "llcorner": "lrcorner", "Lbag": "Rbag", "Lbrbrak": "Rbrbrak"}
    doubled = {"llbracket": "rrbracket", "llparenthesis": "rrparenthesis", "llfloor": "rrfloor", "llceil": "rrceil"}
    partner = irregular | doubled
    assert {partner.get(key, "r" + key[1:]) for key in opening} == closing


def test_not_makes_another_known_sign() -> None:
    assert set(NEGATED) | set(NEGATED.values()) <= KEYS
    assert set(NEGATED).isdisjoint(NEGATED.values())
    characters = {key: token for token, (key, _) in SYMBOLS.items() if not token.isascii()}
    for plain, negated in NEGATED.items():
        if negated in characters and plain in characters and plain not in ("models", "gets"):
            stroked = unicodedata.normalize("NFC", characters[plain] + "\u0338")
            assert stroked in (characters[negated], characters[plain] + "\u0338"), plain


def test_letters_know_their_case() -> None:
    assert LETTERS["\\gamma"] == ("gamma", False)
    assert LETTERS["\\Gamma"] == LETTERS["\\varGamma"] == LETTERS["Γ"] == ("gamma", True)
    assert LETTERS["\\varepsilon"] == LETTERS["ε"] != LETTERS["\\epsilon"] == LETTERS["ϵ"]
    assert LETTERS["\\varphi"] == LETTERS["φ"] != LETTERS["\\phi"] == LETTERS["ϕ"]
    for token, (_, capital) in LETTERS.items():
        if len(token) == 1 and token not in "∆":
            assert token.isupper() is capital, token


SAMPLES = """
    A𝐀bold z𝐳bold A𝐴 g𝑔 h\u210e A𝑨bold-italic w𝒘bold-italic A𝒜script C𝒞script F\u2131script f𝒻script
    L\u2112script B\u212cscript e\u212fscript o\u2134script K𝓚bold-script b𝓫bold-script g𝔤fraktur C\u212dfraktur
    H\u210cfraktur S𝔖fraktur Z\u2128fraktur A𝔸double-struck E𝔼double-struck R\u211ddouble-struck
    N\u2115double-struck Z\u2124double-struck k𝕜double-struck P\u2119double-struck Q\u211adouble-struck
    H\u210ddouble-struck C\u2102double-struck p𝖕bold-fraktur G𝕲bold-fraktur A𝖠sans z𝗓sans T𝗧sans-bold
    t𝘁sans-bold X𝘟sans-italic y𝘺sans-italic M𝙈sans-bold-italic n𝙣sans-bold-italic A𝙰mono q𝚚mono Α𝚨bold Ω𝛀bold
    α𝛂bold ω𝛚bold ∂𝛛bold ∇𝛁bold Γ𝛤 π𝜋 ϵ𝜖 φ𝜑 ϕ𝜙 Σ𝜮bold-italic θ𝜽bold-italic Δ𝝙sans-bold β𝝱sans-bold
    Λ𝞚sans-bold-italic λ𝝺sans-bold 0𝟎bold 9𝟗bold 1𝟙double-struck 5𝟧sans 7𝟳sans-bold 3𝟹mono d\u2146double-struck
    π\u213cdouble-struck ϝ𝟋bold
"""


@pytest.mark.parametrize("sample", SAMPLES.split())
def test_styled_letter(sample: str) -> None:
    base, char, font = sample[0], sample[1], sample[2:]
    assert ALPHANUMERIC(char) == (base, font)


def test_alphabets_agree_with_unicode() -> None:
    for code in range(0x1D400, 0x1D800):
        char, found = chr(code), ALPHANUMERIC(chr(code))
        if unicodedata.category(char) == "Cn" or char in SYMBOLS:
            assert found is None, hex(code)
        else:
            assert found is not None, hex(code)
            assert unicodedata.normalize("NFKC", found[0]) == unicodedata.normalize("NFKC", char), hex(code)


def test_every_base_of_a_styled_letter_is_known() -> None:
    styled = [*map(chr, range(0x1D400, 0x1D800)), *LETTERLIKE]
    bases = {found[0] for char in styled if (found := ALPHANUMERIC(char))}
    assert [base for base in bases if not base.isascii() and base not in LETTERS and base not in SYMBOLS] == []


@pytest.mark.parametrize("char", ["x", "7", "α", "ℵ", "ℓ", "\u20ac", "\U0001f600", "\U0010ffff", "\x00"])
def test_characters_without_a_style(char: str) -> None:
    assert ALPHANUMERIC(char) is None


@pytest.mark.parametrize("table", [SUPERSCRIPTS, SUBSCRIPTS], ids=["raised", "lowered"])
def test_scripts_agree_with_unicode(table: dict[str, str]) -> None:
    assert {*"0123456789+-=()"} <= set(table.values())
    for char, plain in table.items():
        assert unicodedata.normalize("NFKC", char).replace("−", "-") == plain


def test_fractions_agree_with_unicode() -> None:
    for char, (numerator, denominator) in FRACTIONS.items():
        assert unicodedata.normalize("NFKC", char) == f"{numerator}⁄{denominator}"


def test_primes_count_their_strokes() -> None:
    for char, strokes in PRIMES.items():
        if len(decomposed := unicodedata.normalize("NFKC", char)) > 1:
            assert len(decomposed) == strokes
    assert PRIMES["'"] == PRIMES["′"] == 1


def test_spaces_are_spaces_or_invisible() -> None:
    assert set(SPACES.values()) == {"space"}
    for token in SPACES:
        if not token.isascii():
            assert unicodedata.category(token) in ("Zs", "Cf"), hex(ord(token))
