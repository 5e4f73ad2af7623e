"""Function application: ``f(x)`` against the product ``a(b+c)``.

For: a letter that is a function by convention, primed, in script type, or known to the document; a named operator;
an argument list; a lone variable or number as argument. Against: a variable in front of an expression, ``n(n-1)``.
Anything else keeps its printed parentheses and nothing is said of application.
"""

from __future__ import annotations

from mathspeak.latex.nodes import Accent, Fence, Letter, Name, Node, Number, Script, Symbol
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import is_fence, is_symbol, items_of, top_level
from mathspeak.meaning.terms import Call

# Functions by convention whatever they are applied to.
FUNCTIONS = frozenset(["f", "g", "h", "phi", "varphi", "psi", "zeta"])
CAPITAL_FUNCTIONS = frozenset(["f", "g", "h", "p", "e", "phi", "psi", "gamma", "o", "omega", "theta"])
# Letters that count or measure: in front of parentheses they multiply.
FACTORS = frozenset(["a", "b", "c", "d", "i", "j", "k", "l", "m", "n", "e", "alpha", "beta", "epsilon", "varepsilon"])
# What a function is usually a function of.
VARIABLES = frozenset(
    "x y z t s u v w n k m i j r theta omega tau lambda xi phi varphi mu nu sigma epsilon varepsilon p q".split()
)
SCRIPTED = frozenset(["script", "formal-script", "bold-script"])


def _apply(items: list[Node], context: Context) -> list[Node]:
    known = _called(items) | context.functions
    out: list[Node] = []
    for item in items:
        fence = item.base if item.__class__ is Script else item  # type: ignore[attr-defined]
        if out and fence.__class__ is Fence and is_function(out[-1], fence, known):
            function = out.pop()
            call: Node = Call(function, fence, function.start, fence.end)
            if item is not fence:
                call = Script(call, item.sub, item.sup, item.primes, function.start, item.end, limits=item.limits)  # type: ignore[attr-defined]
            out.append(call)
        else:
            out.append(item)
    return out


def _called(items: list[Node]) -> frozenset[str]:
    """Letters that this row itself shows to be functions: primed in front of parentheses, or typed as a map."""
    names = set()
    for first, second in zip(items, items[1:], strict=False):
        if first.__class__ is Script and first.primes and is_fence(second, "lparen", "rparen"):  # type: ignore[attr-defined]
            base = first.base  # type: ignore[attr-defined]
            if base.__class__ is Letter:
                names.add(base.name)
        elif first.__class__ is Letter and is_symbol(second, "colon"):
            names.add(first.name)  # type: ignore[attr-defined]
    return frozenset(names)


def is_function(item: Node, fence: Fence, known: frozenset[str] = frozenset()) -> bool:
    """Whether ``item`` in front of ``fence`` is surely applied to it."""
    if (fence.open, fence.close) not in (("lparen", "rparen"), ("lbrack", "rbrack")):
        return False
    primed = False
    while True:
        if item.__class__ is Script:
            if item.base is None or item.pre_sub is not None or not _functional(item.sup):  # type: ignore[attr-defined]
                return False
            primed = primed or item.primes > 0  # type: ignore[attr-defined]
            item = item.base  # type: ignore[attr-defined]
        elif item.__class__ is Accent:
            item = item.body  # type: ignore[attr-defined]
        else:
            break
    if item.__class__ is Symbol:
        return item.cls == "fn" and fence.open == "lparen"  # type: ignore[attr-defined]
    if item.__class__ is Name:
        return True
    return item.__class__ is Letter and (primed or _letter_applies(item, fence, known))  # type: ignore[arg-type]


def _functional(sup: Node | None) -> bool:
    """A superscript that a function may carry: an inverse, a star, an order in parentheses, or a power of f."""
    if sup is None or sup.__class__ is Symbol or is_fence(sup, "lparen", "rparen"):
        return True
    items = items_of(sup)
    if len(items) == 2 and is_symbol(items[0], "minus") and items[1].__class__ is Number:
        return items[1].text == "1"  # type: ignore[attr-defined]
    return sup.__class__ is Number


def _letter_applies(letter: Letter, fence: Fence, known: frozenset[str]) -> bool:
    if letter.name in known or letter.font in SCRIPTED or letter.font == "double-struck":
        return True
    if fence.open == "lbrack":
        return True
    by_convention = CAPITAL_FUNCTIONS if letter.capital else FUNCTIONS
    if letter.name in by_convention:
        return True
    inside = fence.body.items
    if not inside:
        return False
    if top_level(inside, "comma", "mid", "divides", "vert", "lvert", "semicolon"):
        return True
    if len(inside) != 1:
        return False
    return not (letter.name in FACTORS and not letter.capital) and _is_variable(inside[0], letter)


def _is_variable(node: Node, function: Letter) -> bool:
    """Whether the lone argument is a number or a usual variable, other than the letter in front."""
    if node.__class__ is Script:
        node = node.base or node  # type: ignore[attr-defined]
    if node.__class__ is Accent:
        node = node.body  # type: ignore[attr-defined]
    if node.__class__ is Number:
        return function.name not in ("pi", "sigma") or function.capital
    if node.__class__ is Letter:
        same = node.name == function.name and node.capital == function.capital  # type: ignore[attr-defined]
        return (node.name in VARIABLES or node.capital) and not same  # type: ignore[attr-defined]
    return False


CALLS = Inference("calls", on_row=_apply, needs=[Fence, Script])
