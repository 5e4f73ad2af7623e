"""A user's own commands: how they are defined, and how a call becomes tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.latex.stream import Stream

    Definer = Callable[["Stream", "Macros", str], None]


class Macro:
    """``count`` arguments, the first of which has a ``default`` if that is not none, and a body with ``#1`` in it.

    ``pattern`` holds, for ``\\def``, the tokens that end each argument; ``pair`` the delimiters of a paired one.
    """

    __slots__ = ("body", "count", "default", "pair", "pattern")

    def __init__(
        self,
        count: int,
        body: list[str],
        default: list[str] | None = None,
        pattern: list[list[str]] | None = None,
        pair: tuple[list[str], list[str]] | None = None,
    ) -> None:
        self.count = count
        self.body = body
        self.default = default
        self.pattern = pattern
        self.pair = pair


# A command that was copied by \let keeps the meaning that it had then: a string names the built-in one.
Macros = dict[str, "Macro | str"]


def expand(stream: Stream, macro: Macro) -> list[str]:
    """The tokens of one call, its arguments read from ``stream``.

    >>> from mathspeak.latex.stream import Stream
    >>> from mathspeak.latex.tokens import tokenize
    >>> from mathspeak.limits import Limits
    >>> expand(Stream(tokenize("{a}2"), Limits()), Macro(2, ["#1", "^", "#2"]))
    ['a', '^', '2']
    """
    sized = False
    if macro.pair is not None:
        sized = stream.star()
        sized = stream.raw_option() is not None or sized
    if macro.pattern is not None:
        arguments = _delimited(stream, macro.pattern)
    else:
        arguments = []
        if macro.default is not None:
            option = stream.raw_option()
            arguments.append(macro.default if option is None else option)
        while len(arguments) < macro.count:
            arguments.append(stream.raw_argument())
    body = macro.body
    texts = _filled(body, arguments) if arguments or any(text[:2] == "##" for text in body) else body
    return texts if macro.pair is None else _paired(texts, macro.pair, sized)


def _filled(body: list[str], arguments: list[list[str]]) -> list[str]:
    """A body with its arguments in it."""
    texts: list[str] = []
    for text in body:
        if text[0] == "#" and len(text) > 1:
            if text[1].isdigit():
                index = int(text[1]) - 1
                if 0 <= index < len(arguments):
                    texts.extend(arguments[index])
            else:
                texts.append(text[1:])
        else:
            texts.append(text)
    return texts


def _paired(body: list[str], pair: tuple[list[str], list[str]], sized: bool) -> list[str]:
    """A body between its delimiters; one sign on each side is a pair for certain, even where two bars look alike."""
    opening, closing = pair
    if (sized and opening) or len(opening) == len(closing) == 1:
        return ["\\left", *opening, *body, "\\right", *closing]
    return [*opening, *body, *closing]


def _delimited(stream: Stream, pattern: list[list[str]]) -> list[list[str]]:
    arguments: list[list[str]] = []
    for opening in pattern[0]:
        if stream.peek() == opening:
            stream.next()
    for ending in pattern[1:]:
        if not ending:
            arguments.append(stream.raw_argument())
            continue
        texts: list[str] = []
        while text := stream.next():
            if text == "{":
                texts += ["{", *stream.raw_until("}"), "}"]
            elif text == ending[0]:
                for more in ending[1:]:
                    if stream.peek() == more:
                        stream.next()
                break
            else:
                texts.append(text)
        if len(texts) > 1 and texts[0] == "{" and texts[-1] == "}":
            texts = texts[1:-1]
        arguments.append(texts)
    return arguments


def _name(stream: Stream) -> str:
    texts = [text for text in stream.raw_argument() if not text.isspace()]
    return texts[0] if texts else ""


def _new(stream: Stream, macros: Macros, command: str) -> None:
    stream.star()
    name = _name(stream)
    count = stream.raw_option()
    default = stream.raw_option()
    body = stream.raw_argument()
    if not name or (command == "\\providecommand" and name in macros):
        return
    digits = "".join(count or [])
    macros[name] = Macro(int(digits) if digits.isdecimal() and len(digits) == 1 else 0, body, default)


def _def(stream: Stream, macros: Macros, command: str) -> None:
    name = stream.solid()
    parameters: list[str] = []
    while (text := stream.next()) and text != "{":
        parameters.append(text)
    body = stream.raw_until("}") if text else []
    if not name:
        return
    pattern: list[list[str]] = [[]]
    for text in parameters:
        if text[0] == "#":
            pattern.append([])
        elif not text.isspace():
            pattern[-1].append(text)
    count = len(pattern) - 1
    plain = not any(pattern)
    macros[name] = Macro(count, body, None, None if plain else pattern)


def _let(stream: Stream, macros: Macros, command: str) -> None:
    name = stream.solid()
    text = stream.solid()
    if text == "=":
        text = stream.solid()
    if not name or not text:
        return
    if text == "{":
        # Not TeX, but written: a group after \let can only be meant as a definition.
        body = stream.raw_until("}")
        numbers = [int(t[1]) for t in body if t[0] == "#" and t[1:].isdigit()]
        macros[name] = Macro(max(numbers, default=0), body)
    elif name != text:
        macros[name] = macros.get(text, text)


def _operator(stream: Stream, macros: Macros, command: str) -> None:
    starred = stream.star()
    name = _name(stream)
    body = stream.raw_argument()
    if name:
        macros[name] = Macro(0, ["\\operatorname", *(["*"] if starred else []), "{", *body, "}"])


def _pair(stream: Stream, macros: Macros, command: str) -> None:
    name = _name(stream)
    opening, closing = stream.raw_argument(), stream.raw_argument()
    if name and opening and closing:
        macros[name] = Macro(1, ["#1"], pair=(opening, closing))


def _pair_with_body(stream: Stream, macros: Macros, command: str) -> None:
    r"""``\DeclarePairedDelimiterX`` gives what stands inside, and ``…XPP`` also what stands before and after."""
    name = _name(stream)
    digits = "".join(stream.raw_option() or [])
    outside = command.endswith("PP")
    before = stream.raw_argument() if outside else []
    pair = stream.raw_argument(), stream.raw_argument()
    after = stream.raw_argument() if outside else []
    # A delimiter inside that grows with the pair stands between two things.
    body = ["\\middle" if text == "\\delimsize" else text for text in stream.raw_argument()]
    if not name:
        return
    count = int(digits) if digits.isdecimal() and len(digits) == 1 else 1
    if outside:
        texts = [*before, *_paired(body, pair, True), *after]
        macros[name] = Macro(count, texts, pair=([], []))
    else:
        macros[name] = Macro(count, body, pair=pair)


def _environment(stream: Stream, macros: Macros, command: str) -> None:
    stream.star()
    stream.raw_argument()
    while stream.raw_option() is not None:
        pass
    stream.raw_argument()
    stream.raw_argument()


DEFINITIONS: dict[str, Definer] = {
    "\\newcommand": _new,
    "\\renewcommand": _new,
    "\\providecommand": _new,
    "\\DeclareRobustCommand": _new,
    "\\newrobustcmd": _new,
    "\\def": _def,
    "\\gdef": _def,
    "\\edef": _def,
    "\\xdef": _def,
    "\\let": _let,
    "\\DeclareMathOperator": _operator,
    "\\DeclarePairedDelimiter": _pair,
    "\\DeclarePairedDelimiterX": _pair_with_body,
    "\\DeclarePairedDelimiterXPP": _pair_with_body,
    "\\newenvironment": _environment,
    "\\renewenvironment": _environment,
}
