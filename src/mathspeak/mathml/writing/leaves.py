"""Letters, numbers, signs, names and prose."""

from __future__ import annotations

from mathspeak.latex.nodes import Letter, Name, Number, Quantity, Spoken, Symbol, Text, Unknown
from mathspeak.latex.symbols.unicode import ALPHANUMERIC
from mathspeak.latex.units import PREFIXES, WRITTEN
from mathspeak.mathml.writing.elements import Writer
from mathspeak.mathml.writing.elements import text as characters
from mathspeak.mathml.writing.signs import CHARACTERS, LETTER_CHARACTERS, TAKING_LIMITS

_NO_BREAK = "\u00a0"
_WIDTHS = {"quad": "1em", "qquad": "2em"}
# Alphabets that are one in Unicode.
_FONTS = {"formal-script": "script", "italic": "", "typewriter": "mono"}


def _styled() -> dict[tuple[str, str], str]:
    """A plain letter or digit and its alphabet -> its character in that alphabet."""
    ranges = (*range(0x2102, 0x214A), *range(0x1D400, 0x1D800))
    found: dict[tuple[str, str], str] = {}
    for code in ranges:
        plain = ALPHANUMERIC(chr(code))
        if plain is not None and plain[1]:
            found.setdefault(plain, chr(code))
    return found


_STYLED = _styled()
_UNITS = {unit: letters for letters, (unit, _) in reversed(WRITTEN.items())}
_PREFIXES = {name: letters for letters, name in reversed(PREFIXES.items())}


def styled(plain: str, font: str) -> str:
    """Characters in an alphabet; those that it does not have stay as they are.

    >>> styled("R", "double-struck"), styled("x1", "bold"), styled("!", "bold")
    ('ℝ', '𝐱𝟏', '!')
    """
    font = _FONTS.get(font, font)
    return "".join(_STYLED.get((character, font), character) for character in plain)


def letter(w: Writer, node: Letter) -> str:
    plain = LETTER_CHARACTERS.get((node.name, node.capital))
    if plain is None:
        plain = node.name.upper() if node.capital and len(node.name) == 1 else node.name
    shown = styled(plain, node.font)
    upright = (node.font == "roman" or w.plain) and len(shown) == 1
    return w.element("mi", node, characters(shown), ' mathvariant="normal"' if upright else "")


def number(w: Writer, node: Number) -> str:
    return w.element("mn", node, characters(styled(node.text, node.font)))


def symbol(w: Writer, node: Symbol, attributes: str = "") -> str:
    """A sign; ``attributes`` are what its surroundings ask of an operator."""
    if node.cls == "space":
        return w.element("mspace", node, "", f' width="{_WIDTHS.get(node.key, "0.2em")}"')
    shown = CHARACTERS.get(node.key)
    if shown is None:
        shown = "".join(CHARACTERS.get(part, part) for part in node.key.split())
    content = characters(styled(shown, node.font))
    if node.cls == "fn":
        if node.key in TAKING_LIMITS:
            return w.element("mo", node, content, attributes or ' movablelimits="true"')
        return w.element("mi", node, content)
    if node.cls == "ord":
        return w.element("mi", node, content, ' mathvariant="normal"' if len(content) == 1 else "")
    stretchy = ' stretchy="false"' if node.cls in ("open", "close", "fence", "arrow") else ""
    return w.element("mo", node, content, attributes or stretchy)


def name(w: Writer, node: Name) -> str:
    shown = styled(node.text, node.font)
    return w.element("mi", node, characters(shown), ' mathvariant="normal"' if len(shown) == 1 else "")


def text(w: Writer, node: Text | Spoken) -> str:
    """Prose with what stands in it; blanks beside formulas are kept."""
    opening, closing = w.open("mrow", node)
    parts: list[str] = []
    for i, run in enumerate(node.runs):
        if not isinstance(run, str):
            parts.append(w.write(run))
            continue
        before = _NO_BREAK if i else ""
        after = _NO_BREAK if i < len(node.runs) - 1 else ""
        shown = styled(run, getattr(node, "font", ""))
        parts.append(f"<mtext>{before}{characters(shown)}{after}</mtext>")
    return opening + "".join(parts) + closing


def unknown(w: Writer, node: Unknown) -> str:
    """A command that nobody knows, as it was written."""
    opening, closing = w.open("mrow", node)
    arguments = "".join(w.write(argument) for argument in node.arguments)
    return f'{opening}<mtext class="unknown">\\{characters(node.name)}</mtext>{arguments}{closing}'


def quantity(w: Writer, node: Quantity) -> str:
    opening, closing = w.open("mrow", node)
    parts = [] if node.number is None else [w.write(node.number), '<mspace width="0.2em"></mspace>']
    for i, (prefix, unit, power) in enumerate(node.units):
        if i:
            parts.append('<mspace width="0.1em"></mspace>')
        shown = characters(_PREFIXES.get(prefix, prefix) + _UNITS.get(unit, unit))
        base = f'<mi mathvariant="normal">{shown}</mi>'
        exponent = power.replace("-", "−")
        parts.append(f"<msup>{base}<mn>{characters(exponent)}</mn></msup>" if power else base)
    return opening + "".join(parts) + closing
