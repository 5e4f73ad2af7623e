"""The words that coverage-guided fuzzing puts together, beside the bytes that it makes up itself."""

from __future__ import annotations

from mathspeak.latex.forbidden import FORBIDDEN
from mathspeak.latex.vocabulary import TABLE

_TEX = (
    r"\begin{ \end{ \section{ \item \label{ \ref{ \eqref{ \cite{ \footnote{ \newcommand{\a}[1]{ \def\a#1{ #1 \caption{ "
    r"\documentclass{article} \begin{document} \begin{align} \begin{tabular}{ll} \begin{itemize} \verb| \ifx \fi \input{"
    r" \newtheorem{a}{A} \tag{ \\[ \( \) \[ \] $$ \left \right \middle \over \limits \text{ \ce{ \SI{ % ^^5c"
).split(" ")
_MARKDOWN = "# ``` ~~~ > - 1. [^1] [^1]: ](# ![ | --- ::: {# {eq}` $$ <b> </b> <!-- --> **  __ &amp; ---\n".split(" ")
_HTML = (
    '<p> <div <span class="katex"> <math> </math> <mi> <mo> <mn> <mrow> <mfrac> <msup> <msqrt> <mtable> <mtr> <mtd> '
    '<mover <munder <mmultiscripts> <mprescripts/> <mfenced> <annotation encoding="application/x-tex"> &nbsp; &#x28; '
    '<script type="math/tex"> </script> <table> <tr> <td> <ul> <li> <h1> <pre> <!doctype html> <html> alttext="'
).split(" ")
_JSON = (
    '{"latex":" "} "style":"clearspeak" "style":"mathspeak" "macros":" "prefs":{ "display":true "format":"ssml" '
    '"language":"de" "input":" "model":" "voice":" "response_format":"wav" "speed": "id": "audio":"wav" \\u005c \\ud800 '
    '{"cells":[ "cell_type":"markdown" "source":[" "nbformat":4 "outputs":[ "metadata":{ null true 1e999 NaN -1'
).split(" ")
_TOML = (
    '[[entry]] word= spoken= engine= """ \'\'\' [limits] max_bytes=1 [macros] [speak] [prefs] = "a" \\u0000 1979-05-27'
).split(" ")
_OF: dict[str, list[str]] = {
    "tex": _TEX,
    "text": _TEX,
    "expression": _TEX,
    "markdown": _MARKDOWN + _TEX,
    "html": _HTML + _TEX,
    "mathml": _HTML,
    "notebook": _JSON + _MARKDOWN,
    "narration": _MARKDOWN + _TEX + _HTML,
    "lexicon": _TOML,
    "settings": _TOML,
    "http": _JSON + _TEX,
    "live": _JSON + _TEX,
    "jsonl": _JSON + _TEX,
    "orders": _JSON,
}


def words(target: str) -> list[str]:
    """The dictionary of a target; of the readers of formulas every command that means something."""
    found = list(_OF.get(target, []))
    if target in ("latex", "styles", "expression"):
        found += [*_TEX, *sorted(TABLE), *sorted(FORBIDDEN)]
    return sorted({word for word in found if word})


def as_file(target: str) -> str:
    """The dictionary as libFuzzer reads it: one text in quotation marks a line, other bytes as hexadecimal."""
    lines = []
    for word in words(target):
        kept = (
            chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode("utf-8")
        )
        lines.append(f'"{"".join(kept)}"\n')
    return "".join(lines)
