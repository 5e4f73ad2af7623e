"""What is made of parts: rows, fractions, roots, scripts, fences, tables, boxes."""

from __future__ import annotations

from mathspeak.latex.nodes import (
    Accent,
    Binomial,
    Chemical,
    Enclosure,
    Fence,
    Fraction,
    Node,
    Root,
    Row,
    Script,
    Stack,
    Symbol,
    Table,
    Tagged,
)
from mathspeak.mathml.writing.elements import Writer, text
from mathspeak.mathml.writing.leaves import symbol
from mathspeak.mathml.writing.signs import ACCENTS, CHARACTERS, TAKING_LIMITS, UNDER_ACCENTS

_PRIMES = ("", "′", "″", "‴", "⁗")
_EMPTY = "<mrow></mrow>"
# Enclosures that a page draws by their class.
_KINDS = frozenset(["box", "circle", "cancel", "bcancel", "xcancel"])


def row(w: Writer, node: Row) -> str:
    if len(node.items) == 1:
        return w.write(node.items[0])
    opening, closing = w.open("mrow", node)
    return opening + "".join(map(w.write, node.items)) + closing


def chemical(w: Writer, node: Chemical) -> str:
    before, w.plain = w.plain, True
    written = row(w, node.body)
    w.plain = before
    return written


def fraction(w: Writer, node: Fraction) -> str:
    if node.kind == "slash":
        opening, closing = w.open("mrow", node)
        return f"{opening}{w.write(node.numerator)}<mo>/</mo>{w.write(node.denominator)}{closing}"
    attributes = {"none": ' linethickness="0"', "continued": ' displaystyle="true"'}.get(node.kind, "")
    opening, closing = w.open("mfrac", node, attributes)
    return opening + w.write(node.numerator) + w.write(node.denominator) + closing


def binomial(w: Writer, node: Binomial) -> str:
    opening, closing = w.open("mrow", node)
    inside = f'<mfrac linethickness="0">{w.write(node.top)}{w.write(node.bottom)}</mfrac>'
    return f"{opening}<mo>(</mo>{inside}<mo>)</mo>{closing}"


def root(w: Writer, node: Root) -> str:
    if node.index is None:
        opening, closing = w.open("msqrt", node)
        return opening + w.write(node.body) + closing
    opening, closing = w.open("mroot", node)
    return opening + w.write(node.body) + w.write(node.index) + closing


def script(w: Writer, node: Script) -> str:
    if node.pre_sub is not None or node.pre_sup is not None:
        return _with_prescripts(w, node)
    sup = _superscript(node)
    if node.sub is None and not sup:
        return w.write(node.base) if node.base is not None else _EMPTY
    over = _takes_limits(node)
    tags = ("munder", "mover", "munderover") if over else ("msub", "msup", "msubsup")
    tag = tags[2] if node.sub is not None and sup else tags[0] if node.sub is not None else tags[1]
    opening, closing = w.open(tag, node)
    parts = [_base(w, node), *_scripts(w, node)]
    return opening + "".join(part for part in parts if part) + closing


def _base(w: Writer, node: Script) -> str:
    if node.base is None:
        return _EMPTY
    if node.limits is True and isinstance(node.base, Symbol):
        return symbol(w, node.base, ' movablelimits="false"')
    return w.write(node.base)


def _scripts(w: Writer, node: Script) -> tuple[str, str]:
    """What stands below and what stands above, the primes among it; an empty text for nothing."""
    sub = w.write(node.sub) if node.sub is not None else ""
    primes = _superscript(node) if node.primes else ""
    sup = w.write(node.sup) if node.sup is not None else ""
    if primes:
        primes = f"<mo>{primes}</mo>"
        sup = f"<mrow>{primes}{sup}</mrow>" if sup else primes
    return sub, sup


def _superscript(node: Script) -> str:
    if node.primes:
        return _PRIMES[node.primes] if node.primes < len(_PRIMES) else "′" * node.primes
    return "sup" if node.sup is not None else ""


def _takes_limits(node: Script) -> bool:
    if node.limits is not None:
        return node.limits
    base = node.base
    if not isinstance(base, Symbol):
        return isinstance(base, Stack | Accent) and "brace" in getattr(base, "mark", "")
    return (base.cls == "bigop" and "int" not in base.key) or base.key in TAKING_LIMITS


def _with_prescripts(w: Writer, node: Script) -> str:
    opening, closing = w.open("mmultiscripts", node)
    base = w.write(node.base) if node.base is not None else _EMPTY
    sub, sup = _scripts(w, node)
    pre = [w.write(part) if part is not None else _EMPTY for part in (node.pre_sub, node.pre_sup)]
    return f"{opening}{base}{sub or _EMPTY}{sup or _EMPTY}<mprescripts></mprescripts>{''.join(pre)}{closing}"


def stack(w: Writer, node: Stack) -> str:
    parts = [part for part in (node.under, node.over) if part is not None]
    if not parts:
        return w.write(node.base)
    tag = "munderover" if len(parts) == 2 else "munder" if node.under is not None else "mover"
    opening, closing = w.open(tag, node)
    arrow = isinstance(node.base, Symbol) and node.base.cls == "arrow"
    # An arrow grows with what is written on it.
    base = symbol(w, node.base, ' stretchy="true"') if arrow else w.write(node.base)  # type: ignore[arg-type]
    return opening + base + "".join(map(w.write, parts)) + closing


def accent(w: Writer, node: Accent) -> str:
    under = node.mark in UNDER_ACCENTS
    sign = (UNDER_ACCENTS if under else ACCENTS).get(node.mark, node.mark)
    tag, attribute = ("munder", ' accentunder="true"') if under else ("mover", ' accent="true"')
    opening, closing = w.open(tag, node, attribute)
    stretchy = "true" if node.wide else "false"
    return f'{opening}{w.write(node.body)}<mo stretchy="{stretchy}">{text(sign)}</mo>{closing}'


def fence(w: Writer, node: Fence) -> str:
    opening, closing = w.open("mrow", node)
    inside = "".join(map(w.write, node.body.items))
    return opening + _delimiter(node.open, "prefix") + inside + _delimiter(node.close, "postfix") + closing


def _delimiter(key: str, form: str) -> str:
    if not key:
        return ""
    return f'<mo form="{form}" fence="true" stretchy="true">{text(CHARACTERS.get(key, key))}</mo>'


def table(w: Writer, node: Table) -> str:
    opening, closing = w.open("mrow", node)
    columns = max((len(cells) for cells in node.rows), default=0)
    numbered = any(tag is not None for tag in node.tags)
    lines = []
    for i, cells in enumerate(node.rows, 1):
        written = [_cell(w, node, cell, j) for j, cell in enumerate(cells, 1)]
        written += ["<mtd></mtd>"] * (columns - len(cells))
        if numbered:
            tag = node.tags[i - 1]
            written.append(f'<mtd class="number">{_number(w, tag) if tag is not None else ""}</mtd>')
        ruled = ' class="ruled"' if i in node.rules[1] else ""
        lines.append(f"<mtr{ruled}>{''.join(written)}</mtr>")
    display = ' displaystyle="true"' if node.kind == "lines" else ""
    inside = f'<mtable class="{node.kind}"{display}>{"".join(lines)}</mtable>'
    return opening + _delimiter(node.open, "prefix") + inside + _delimiter(node.close, "postfix") + closing


def _cell(w: Writer, node: Table, cell: Node, column: int) -> str:
    classes = []
    if node.kind == "cases" or (node.kind == "lines" and column % 2 == 0):
        classes.append("left")
    elif node.kind == "lines" and len(node.rows[0]) > 1:
        classes.append("right")
    if column in node.rules[0]:
        classes.append("ruled")
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    return f"<mtd{attribute}>{w.write(cell)}</mtd>"


def _number(w: Writer, tag: Node) -> str:
    return f"<mrow><mtext>(</mtext>{w.write(tag)}<mtext>)</mtext></mrow>"


def enclosure(w: Writer, node: Enclosure) -> str:
    kind = node.kind if node.kind in _KINDS else "box"
    opening, closing = w.open("mrow", node, f' class="enclosed {kind}"')
    written = opening + w.write(node.body) + closing
    return written if node.other is None else f"<msup>{written}{w.write(node.other)}</msup>"


def tagged(w: Writer, node: Tagged) -> str:
    opening, closing = w.open("mrow", node)
    return f'{opening}{w.write(node.body)}<mspace width="2em"></mspace>{_number(w, node.tag)}{closing}'
