"""A compact notation for nodes, so that a case fits on a line; rows have brackets, everything else names itself."""

from __future__ import annotations

from mathspeak.latex import nodes


def show(node: nodes.Node | None) -> str:
    """One node and what is inside it."""
    return "∅" if node is None else SHOWN[type(node)](node)


def font(node: nodes.Letter | nodes.Number | nodes.Symbol | nodes.Name | nodes.Text) -> str:
    return f"{node.font}:" if node.font else ""


def row(node: nodes.Row) -> str:
    return f"[{' '.join(map(show, node.items))}]"


def letter(node: nodes.Letter) -> str:
    return font(node) + (node.name.capitalize() if node.capital else node.name)


def number(node: nodes.Number) -> str:
    return font(node) + node.text


def symbol(node: nodes.Symbol) -> str:
    return f"<{font(node)}{node.key}>"


def name(node: nodes.Name) -> str:
    return f"{'operator ' if node.operator else ''}{font(node)}'{node.text}'"


def runs(inside: list[str | nodes.Node]) -> str:
    return ", ".join(repr(run) if isinstance(run, str) else show(run) for run in inside)


def text(node: nodes.Text) -> str:
    return f"{font(node)}text({runs(node.runs)})"


def spoken(node: nodes.Spoken) -> str:
    return f"say({runs(node.runs)})"


def fraction(node: nodes.Fraction) -> str:
    kind = {"bar": "", "slash": "slashed-", "continued": "continued-", "none": "lineless-"}[node.kind]
    return f"{kind}frac({show(node.numerator)}, {show(node.denominator)})"


def binomial(node: nodes.Binomial) -> str:
    return f"binom({show(node.top)}, {show(node.bottom)})"


def root(node: nodes.Root) -> str:
    index = "" if node.index is None else f", {show(node.index)}"
    return f"root({show(node.body)}{index})"


def script(node: nodes.Script) -> str:
    before = after = ""
    if node.pre_sub is not None:
        before += f"_{show(node.pre_sub)}"
    if node.pre_sup is not None:
        before += f"^{show(node.pre_sup)}"
    if node.sub is not None:
        after += f"_{show(node.sub)}"
    if node.sup is not None:
        after += f"^{show(node.sup)}"
    limits = {None: "", True: " limits", False: " nolimits"}[node.limits]
    return f"{{{before}{' ' if before else ''}{show(node.base)}{chr(39) * node.primes}{after}{limits}}}"


def stack(node: nodes.Stack) -> str:
    return f"stack({show(node.base)}, over {show(node.over)}, under {show(node.under)})"


def accent(node: nodes.Accent) -> str:
    return f"{'wide-' if node.wide else ''}{node.mark}({show(node.body)})"


def fence(node: nodes.Fence) -> str:
    return f"({node.open or '.'} {' '.join(map(show, node.body.items))} {node.close or '.'})"


def table(node: nodes.Table) -> str:
    lines = []
    for cells, tag in zip(node.rows, node.tags, strict=True):
        numbered = "" if tag is None else f" #{show(tag)}"
        lines.append(" & ".join(map(show, cells)) + numbered)
    fences = f"{node.open or '.'} {node.close or '.'}: " if node.open or node.close else ""
    return f"{node.kind}({fences}{' // '.join(lines)})"


def enclosure(node: nodes.Enclosure) -> str:
    other = "" if node.other is None else f", {show(node.other)}"
    return f"{node.kind}({show(node.body)}{other})"


def tagged(node: nodes.Tagged) -> str:
    return f"tagged({show(node.body)}, {show(node.tag)})"


def quantity(node: nodes.Quantity) -> str:
    units = "".join(
        f" {prefix}{'-' if prefix else ''}{unit}{'^' if power else ''}{power}" for prefix, unit, power in node.units
    )
    return f"quantity({show(node.number)}{units})"


def chemical(node: nodes.Chemical) -> str:
    return f"ce{row(node.body)}"


def unknown(node: nodes.Unknown) -> str:
    return f"?{node.name}({', '.join(map(show, node.arguments))})"


SHOWN = {
    nodes.Row: row,
    nodes.Letter: letter,
    nodes.Number: number,
    nodes.Symbol: symbol,
    nodes.Name: name,
    nodes.Text: text,
    nodes.Spoken: spoken,
    nodes.Fraction: fraction,
    nodes.Binomial: binomial,
    nodes.Root: root,
    nodes.Script: script,
    nodes.Stack: stack,
    nodes.Accent: accent,
    nodes.Fence: fence,
    nodes.Table: table,
    nodes.Enclosure: enclosure,
    nodes.Tagged: tagged,
    nodes.Quantity: quantity,
    nodes.Chemical: chemical,
    nodes.Unknown: unknown,
}
