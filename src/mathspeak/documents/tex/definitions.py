r"""Commands that define: ``\newcommand`` and its like, for prose here and for formulas as they are written."""

from __future__ import annotations

import re

from mathspeak.documents.tex.macros import NO_VALUE, Environment, Macro
from mathspeak.documents.tex.options import unbraced, without_comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_DEF = re.compile(r"\\([A-Za-z@]+|[\s\S])([^{}\\]*(?:\\[^{}\\]+)*)(?=\{)")
_LET = re.compile(r"\\([A-Za-z@]+|[\s\S])[ \t]*=?[ \t]*(\\(?:[A-Za-z@]+|[\s\S])|\S)")
_XPARSE = re.compile(r"[+!]|>\s*\{[^{}]*\}|([mosv])|O\s*(\{(?:[^{}]|\{[^{}]*\})*\})|([rdtRDe])")
_CONDITION = re.compile(r"\\If(Boolean|NoValue|Value)(TF|T|F)\s*\{\s*#([1-9])\s*\}")
_GROUP = re.compile(r"\s*\{((?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\})*)\}", re.DOTALL)
_MOST_INLINED = 1_000
_LONGEST_PATTERN = 200
_PARAMETER = re.compile(r"#([1-9])")


def define(reader: Reader, name: str, macro: Macro, text: str, *, everywhere: bool = False) -> None:
    """Keep a definition, and its text for formulas."""
    definitions = reader.definitions
    if name not in definitions.macros and len(definitions.macros) >= reader.bounds.max_macros:
        reader.notice(
            "too-many-macros", f"only the first {reader.bounds.max_macros:,} definitions are kept", reader.here()
        )
        return
    form = macro.body if macro.body is not None and not macro.arguments else None
    if form is not None and name.startswith("the") and name[3:] in reader.counters.forms:
        reader.counters.forms[name[3:]] = form
    elif form is not None and name.startswith("labelenum"):
        reader.lists.marks[name.removeprefix("label")] = form
    else:
        depth = 0 if everywhere or reader.builder.quiet else len(reader.stack)
        definitions.define(name, macro, text, depth)


def _new(reader: Reader, command: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    slides = mouth.peek() == "<"
    mouth.overlay()
    name = mouth.command_name()
    count, default = mouth.option(), mouth.option()
    region = mouth.line()
    body = without_comments(region.text)
    if not name or not region.closed or (command == "providecommand" and name in reader.definitions.macros):
        return
    digits = count.text.strip() if count else ""
    number = int(digits) if digits.isdecimal() and len(digits) == 1 else 0
    first = [("O", default.text)] if default is not None else []
    arguments = (first + [("m", "")] * 9)[:number] + ([("d", "")] if slides else [])
    text = _newcommand(name, number, default.text if default is not None else None, body)
    define(reader, name, Macro(arguments, body), text)
    _claim(reader, name, command.startswith("new"))


def _def(reader: Reader, command: str, start: int) -> None:
    frame = reader.mouth.skip()
    found = _DEF.match(frame.source.string, frame.position, min(frame.end, frame.position + _LONGEST_PATTERN))
    if found is None:
        return
    name, parameters = found[1], found[2]
    frame.position = found.end()
    region = reader.mouth.line()
    if not region.closed:
        return
    body = without_comments(region.text)
    pattern = [part.strip() if i == 0 else part for i, part in enumerate(_PARAMETER.split(parameters)[::2])]
    count = len(pattern) - 1
    plain = all(not part.strip() for part in pattern)
    text = f"\\def\\{name}{parameters.strip()}{{{body}}}"
    macro = Macro([("m", "")] * count, body, None if plain else pattern)
    define(reader, name, macro, text, everywhere=command in ("gdef", "xdef"))


def _let(reader: Reader, command: str, start: int) -> None:
    frame = reader.mouth.skip()
    found = _LET.match(frame.source.string, frame.position, frame.end)
    if found is None:
        return
    frame.position = found.end()
    name, meaning = found[1], found[2]
    known = reader.definitions.macros.get(meaning[1:]) if meaning[0] == "\\" else None
    if meaning == f"\\{name}":
        return
    define(reader, name, known or Macro([], meaning), f"\\let\\{name}{meaning}")


def _operator(reader: Reader, command: str, start: int) -> None:
    star = "*" if reader.mouth.take("*") else ""
    name = reader.mouth.command_name()
    region = reader.mouth.line()
    body = without_comments(region.text)
    if name and region.closed:
        define(reader, name, Macro([], None), f"\\DeclareMathOperator{star}{{\\{name}}}{{{body}}}")
        _claim(reader, name, True)


def _paired(reader: Reader, command: str, start: int) -> None:
    mouth = reader.mouth
    name = mouth.command_name()
    option = mouth.option()
    groups = {"DeclarePairedDelimiter": 2, "DeclarePairedDelimiterX": 3, "DeclarePairedDelimiterXPP": 5}[command]
    regions = [mouth.line() for _ in range(groups)]
    texts = [without_comments(region.text) for region in regions]
    if name and all(region.closed for region in regions):
        count = f"[{option.text}]" if option is not None else ""
        body = "".join(f"{{{text}}}" for text in texts)
        define(reader, name, Macro([("m", "")], None), f"\\{command}{{\\{name}}}{count}{body}")


def _document_command(reader: Reader, command: str, start: int) -> None:
    mouth = reader.mouth
    name = mouth.command_name()
    arguments = xparse(mouth.argument().text)
    region = mouth.line()
    body = without_comments(region.text)
    if not name or not region.closed or (command.startswith("Provide") and name in reader.definitions.macros):
        return
    kinds = "".join(kind for kind, _ in arguments)
    text = ""
    if kinds.lstrip("m") == "" or (kinds[0] == "O" and kinds[1:].lstrip("m") == ""):
        text = _newcommand(name, len(kinds), arguments[0][1] if kinds[:1] == "O" else None, body)
    elif len(reader.definitions.inlined) < _MOST_INLINED:
        reader.definitions.inlined.add(name)
    define(reader, name, Macro(arguments, body), text)
    _claim(reader, name, command.startswith("New"))


def _newcommand(name: str, count: int, default: str | None, body: str) -> str:
    number = f"[{count}]" if count else ""
    option = f"[{default}]" if default is not None else ""
    return f"\\newcommand{{\\{name}}}{number}{option}{{{body}}}"


def _claim(reader: Reader, name: str, new: bool) -> None:
    """Remember that a name is the document's own; a class says so of what every class has."""
    if new and name and not reader.mouth.top().source.at:
        reader.definitions.own.add(name)


def xparse(spec: str) -> list[tuple[str, str]]:
    """The arguments that ``\\NewDocumentCommand`` declares.

    >>> xparse("s O{x} m")
    [('s', ''), ('O', 'x'), ('m', '')]
    """
    arguments: list[tuple[str, str]] = []
    for found in _XPARSE.finditer(spec):
        if found[1]:
            arguments.append(("m" if found[1] == "v" else found[1], ""))
        elif found[2]:
            arguments.append(("O", unbraced(found[2])))
    return arguments[:9]


def without_conditions(body: str, absent: set[int]) -> str:
    r"""A body after the conditions on its arguments are decided.

    >>> without_conditions(r"\IfBooleanTF{#1}{*}{\IfNoValueT{#2}{x}} #3", {1, 2})
    'x #3'
    """
    for _ in range(50):
        found = _CONDITION.search(body)
        if found is None:
            break
        kind, form, number = found[1], found[2], int(found[3])
        holds = (number in absent) == (kind == "NoValue")
        end, texts = found.end(), []
        for _ in form:
            group = _GROUP.match(body, end)
            texts.append(group[1] if group else "")
            end = group.end() if group else end
        chosen = dict(zip(form, texts, strict=True)).get("T" if holds else "F", "")
        body = body[: found.start()] + chosen + body[end:]
    return body


def _condition(reader: Reader, command: str, start: int) -> None:
    """What a macro with optional arguments prints if they are given, or are not."""
    value = reader.mouth.argument().text.strip()
    true = {"IfBoolean": "\\BooleanTrue", "IfNoValue": NO_VALUE}
    kind = command.rstrip("TF")
    holds = value == true[kind] if kind in true else value != NO_VALUE
    form = command[len(kind) :]
    regions = {sign: reader.mouth.argument() for sign in form}
    chosen = regions.get("T" if holds else "F")
    if chosen:
        reader.read_next(chosen)


def _environment(reader: Reader, command: str, start: int) -> None:
    mouth = reader.mouth
    mouth.take("*")
    name = mouth.name()
    if "Document" in command:
        arguments = xparse(mouth.argument().text)
    else:
        count, default = mouth.option(), mouth.option()
        digits = count.text.strip() if count else ""
        first = [("O", default.text)] if default is not None else []
        arguments = (first + [("m", "")] * 9)[: int(digits) if digits.isdecimal() and len(digits) == 1 else 0]
    begin, end = without_comments(mouth.argument().text), without_comments(mouth.argument().text)
    environments = reader.definitions.environments
    if name and (name in environments or len(environments) < reader.bounds.max_macros):
        reader.definitions.define_environment(name, Environment(arguments, begin, end))


def _prefix(reader: Reader, command: str, start: int) -> None:
    r"""``\global\def`` and ``\long\def`` are read as the command after them."""


_NEW = "newcommand renewcommand providecommand DeclareRobustCommand newrobustcmd renewrobustcmd providerobustcmd"
_DOCUMENT = "NewDocumentCommand RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand"
_CONDITIONS = [f"If{kind}{form}" for kind in ("Boolean", "NoValue", "Value") for form in ("TF", "T", "F")]
_ENVIRONMENTS = "newenvironment renewenvironment provideenvironment"
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(_NEW.split(), _new),
    **dict.fromkeys("def gdef edef xdef protected@def".split(), _def),
    "let": _let,
    "DeclareMathOperator": _operator,
    **dict.fromkeys(["DeclarePairedDelimiter", "DeclarePairedDelimiterX", "DeclarePairedDelimiterXPP"], _paired),
    **dict.fromkeys(_DOCUMENT.split(), _document_command),
    **dict.fromkeys([name.replace("Document", "ExpandableDocument") for name in _DOCUMENT.split()], _document_command),
    **dict.fromkeys(_CONDITIONS, _condition),
    **dict.fromkeys(_ENVIRONMENTS.split(), _environment),
    **dict.fromkeys(_DOCUMENT.replace("Command", "Environment").split(), _environment),
    **dict.fromkeys(["global", "long", "protected", "outer"], _prefix),
}
