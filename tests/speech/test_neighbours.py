"""Every small part in every place of every construct, alone and beside something: no two of them read alike."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from cases import words
from mathspeak import Translator

TRANSLATOR = Translator()
PARTS = (
    r"""
x | y+1 | xy | -x | x' | \hat x | x_1 | x^2 | x^n | x_{ij} | y_x^2 | \frac xy | \frac12 | f(x) | \sqrt x | x,y |
x! | \vec x | 2x | x\cdot y | x=y | x\to y | \text{and} | \mathbf x | x/y | (x) | x d | \sin x | \sum_i x |
x\mid y | \binom xy | \infty | A^T | x\times y | 12 | \left.x\right\vert_y | [x,y] | \dots | \exists x | \max x |
x^*
""".strip()
    .replace("\n", " ")
    .split(" | ")
)
# What is written for the part is «».
PLACES = (
    r"""
\frac{«»}{z} | \frac{z}{«»} | \nicefrac{«»}{z} | \nicefrac{z}{«»} | \cfrac{«»}{z} | \genfrac{}{}{0pt}{}{«»}{z} |
\binom{«»}{z} | \binom{z}{«»} | \sqrt{«»} | \sqrt[3]{«»} | \sqrt[«»]{z} | z_{«»} | z^{«»} | z_{«»}^2 | z_2^{«»} |
{}_{«»}z | {}^{«»}z | z^{(«»)} | («») | [«»] | \{«»\} | \left|«»\right| | \lVert«»\rVert | \lVert z\rVert_{«»} |
\lfloor«»\rfloor | \lceil«»\rceil | \langle «»\rangle | \left|«»\right\rangle | \langle «»\vert |
\langle z\vert «»\rangle | \langle «»\vert z\rangle | f(«») | f(z,«») | f^{(«»)}(z) | P(z\mid «») | P(«»\mid z) |
g[«»] | \mathbb E[«»] | \operatorname{rank}(«») | \det «» | \sin(«») | \cos^2 «» | \log_{«»}(z) | \log_{«»}z |
\sin^{«»}z | \hat{«»} | \overline{«»} | \vec{«»} | \dot{«»} | \tilde{«»} | \underline{«»} | \overrightarrow{«»} |
\underbrace{«»}_z | \underbrace{z}_{«»} | \overbrace{«»}^z | \boxed{«»} | \cancel{«»} | \sum_{«»}z | \sum^{«»}z |
\sum_z^{«»}w | \sum_{«»}^zw | \sum_{\substack{«»\\z}}w | \sum_{\substack{z\\«»}}w | \int_{«»}^zw\,du | \int «»\,du |
\lim_{z\to «»}w | \lim_{«»}w | \max_{«»}w | \bigcup_{«»}z | \iint_{«»}z | \frac{d}{dz}«» | \frac{d«»}{dz} |
\frac{dz}{d«»} | \nabla «» | \partial_{«»}z | \left.«»\right|_z | \left.z\right|_{«»} | \left.z\right|_w^{«»} |
\left.z\right|_{«»}^w | \{z\mid «»\} | \{«»\mid z\} | \{z:«»\} | («»)_{z=1} | (z)_{«»} | [«»,z) | [z,«») |
w\in[«»,z] | \begin{pmatrix}«»&z\end{pmatrix} | \begin{pmatrix}«»\\z\end{pmatrix} |
\begin{pmatrix}«»&z\\u&v\end{pmatrix} | \begin{pmatrix}u&«»\\z&v\end{pmatrix} | \begin{cases}«»&z\\u&v\end{cases} |
\begin{cases}u&«»\\z&v\end{cases} | \begin{cases}u&v\\z&«»\end{cases} | \xrightarrow{«»} | \xrightarrow[«»]{z} |
\overset{«»}{=} | \underset{«»}{=} | \overset{«»}{z} | \overset{z}{«»} | z\pmod{«»} | z\bmod «» | \forall «» |
\text{for }«» | \foo{«»} | -«» | z-«» | \pm «» | 3«» | 3\times «»
""".strip()
    .replace("\n", " ")
    .split(" | ")
)
BESIDE = ("«»", "«» w", "u«»", "«»+w", "«»^2", "«»_i", "«»(w)", r"«»\frac ab", "«»,w")


@pytest.mark.parametrize("beside", BESIDE)
def test_no_two_parts_in_any_two_places_read_alike(beside: str) -> None:
    spoken: dict[str, set[str]] = defaultdict(set)
    for place in PLACES:
        for part in PARTS:
            latex = beside.replace("«»", place.replace("«»", part))
            # Sizes of delimiters print nothing of their own.
            printed = re.sub(r"\\(left|right)(?=[(\[|\\])", "", latex)
            spoken[words(TRANSLATOR.read(latex).text).lower()].add(printed)
    assert len(spoken) > 4000
    assert {said: formulas for said, formulas in spoken.items() if len(formulas) > 1} == {}
