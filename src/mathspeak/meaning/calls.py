"""Function application: ``f(x)`` against the product ``a(b+c)``.

For: a letter that is a function by convention, primed, in script type, or known to the document; a named operator;
an argument list; a lone variable or number as argument. Against: a variable in front of an expression, ``n(n-1)``.
Anything else keeps its printed parentheses and nothing is said of application.
"""

from __future__ import annotations

from itertools import pairwise

from mathspeak.latex.nodes import Accent, Fence, Letter, Name, Node, Number, Row, Script, Symbol, Text
from mathspeak.meaning.context import Context
from mathspeak.meaning.inference import Inference
from mathspeak.meaning.shapes import core, is_fence, is_symbol, items_of, top_level
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
# … and what a coefficient or a current is a function of, since nobody multiplies by these in parentheses.
CONTINUOUS = frozenset(["t", "x", "s", "z", "omega", "theta", "tau"])
COMPOSED = frozenset(["f", "g", "h", "phi", "varphi", "psi"])
PROSE = frozenset("if for and or where when with is in on of at to the as by then else otherwise all such that".split())
SCRIPTED = frozenset(["script", "formal-script", "bold-script"])


def _apply(items: list[Node], context: Context) -> list[Node]:
    known = context.functions
    out: list[Node] = []
    for item in items:
        fence = item.base if item.__class__ is Script else item
        if (
            out
            and fence.__class__ is Fence
            and is_function(out[-1], fence, known)
            and not _is_growth(out[-1], item, known)
        ):
            function = out.pop()
            if isinstance(function, Text):
                function = Name(str(function.runs[0]), "roman", True, function.start, function.end)
            call: Node = Call(function, fence, function.start, fence.end)
            if item is not fence:
                call = Script(call, item.sub, item.sup, item.primes, function.start, item.end, limits=item.limits)  # type: ignore[attr-defined]
            out.append(call)
        else:
            out.append(item)
    return out


def _is_growth(letter: Node, item: Node, known: frozenset[str]) -> bool:
    """``P(1+r)^n``: a principal and its growth, which nobody takes for the power of a probability."""
    if letter.__class__ is not Letter or letter.key() != "P" or letter.key() in known:
        return False
    if item.__class__ is not Script or item.sup is None or item.sub is not None:
        return False
    inside = item.base.body.items  # type: ignore[union-attr]
    one = inside[0].__class__ is Number and inside[0].text == "1"
    return len(inside) > 2 and one and is_symbol(inside[1], "plus", "minus")


def functions_in(root: Node) -> frozenset[str]:
    """Letters that the formula itself shows to be functions: primed or with a lone variable in front of parentheses, or
    typed as a map. What is shown once holds for the whole formula."""
    names: set[str] = set()
    todo: list[Node] = [root]
    while todo:
        node = todo.pop()
        if node.__class__ is Row:
            items = node.items
            for first, second in pairwise(items):
                name = _shown(first, second)
                if name:
                    names.add(name)
        todo.extend(part for part in node.parts() if part is not None and part.__class__ is not Letter)
    return frozenset(names)


def _shown(first: Node, second: Node) -> str | None:
    letter = core(first)
    if letter.__class__ is not Letter:
        return None
    if is_symbol(second, "colon"):
        return letter.key() if first is letter else None
    fence = second.base if second.__class__ is Script else second
    if isinstance(fence, Fence) and fence.open == "lparen" and is_function(first, fence):
        inside = fence.body.items
        if len(inside) == 1 and (letter.capital or letter.name not in FACTORS):
            return letter.key()
    return None


def is_function(item: Node, fence: Fence, known: frozenset[str] = frozenset()) -> bool:
    """Whether ``item`` in front of ``fence`` is surely applied to it."""
    if (fence.open, fence.close) not in (("lparen", "rparen"), ("lbrack", "rbrack")):
        return False
    primed = accented = False
    while True:
        if item.__class__ is Script:
            named = item.base.__class__ is Name
            if item.base is None or item.pre_sub is not None or not (named or _functional(item.sup)):
                return False
            primed = primed or item.primes > 0
            item = item.base
        elif item.__class__ is Accent:
            accented = True
            item = item.body
        else:
            break
    if item.__class__ is Text:
        return fence.open == "lparen" and _names_a_function(item)
    if item.__class__ is Fence:
        return fence.open == "lparen" and (primed or _is_composition(item))
    if accented and len(fence.body.items) > 1 and not top_level(fence.body.items, "comma", "mid", "divides", "vert"):
        return False
    if item.__class__ is Symbol:
        return item.cls == "fn" and fence.open == "lparen"
    if item.__class__ is Name:
        return True
    return item.__class__ is Letter and (primed or _letter_applies(item, fence, known))


def _names_a_function(text: Text) -> bool:
    """A single word of two letters or more that is not a word of prose."""
    runs = text.runs
    if len(runs) != 1 or not isinstance(runs[0], str):
        return False
    return runs[0].isalpha() and len(runs[0]) > 1 and runs[0].lower() not in PROSE


def _is_composition(fence: Fence) -> bool:
    """``(f \\circ g)`` or ``(f+g)``: functions by convention and operations between them."""
    items = fence.body.items
    if fence.open != "lparen" or len(items) < 3:
        return False
    signs = items[1::2]
    letters = [core(item) for item in items[::2]]
    between = all(item.__class__ is Symbol and item.cls == "bin" for item in signs)
    return between and all(letter.__class__ is Letter and letter.name in COMPOSED for letter in letters)


def _functional(sup: Node | None) -> bool:
    """A superscript that a function may carry: an inverse, a star, an order in parentheses, or a power of f."""
    if sup is None or sup.__class__ is Symbol or is_fence(sup, "lparen", "rparen"):
        return True
    items = items_of(sup)
    if len(items) == 2 and is_symbol(items[0], "minus") and items[1].__class__ is Number:
        return items[1].text == "1"
    return sup.__class__ is Number


def _letter_applies(letter: Letter, fence: Fence, known: frozenset[str]) -> bool:
    if letter.key() in known or letter.font in SCRIPTED:
        return True
    if letter.font == "double-struck":
        return letter.name in ("e", "p")
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
        return letter.capital and not letter.font and is_product_of_variables(inside, letter)
    if letter.name in FACTORS and not letter.capital:
        return _is_continuous(inside[0]) and _is_variable(inside[0], letter)
    return _is_variable(inside[0], letter)


def is_product_of_variables(items: list[Node], function: Letter) -> bool:
    """``X(j\\omega)``: a coefficient and usual variables, as a capital letter is a function of."""
    return all(
        item.__class__ is Number or (item.__class__ is Letter and not item.capital) for item in items
    ) and _is_variable(items[-1], function)


def _is_continuous(node: Node) -> bool:
    node = core(node) or node
    return node.__class__ is Letter and node.name in CONTINUOUS and not node.capital


def _is_variable(node: Node, function: Letter) -> bool:
    """Whether the lone argument is a number or a usual variable, other than the letter in front."""
    if node.__class__ is Script:
        if node.sup is not None and not function.capital:
            return False
        node = node.base or node
    if node.__class__ is Accent:
        node = node.body
    if node.__class__ is Number:
        return function.name not in ("pi", "sigma") or function.capital
    if node.__class__ is Letter:
        same = node.name == function.name and node.capital == function.capital
        return (node.name in VARIABLES or node.capital) and not same
    return False


CALLS = Inference("calls", on_row=_apply, needs=[Fence, Script])
