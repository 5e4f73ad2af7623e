r"""Code, which is taken as it stands: environments, ``\verb`` and its like, and files that are listed."""

from __future__ import annotations

import re

from mathspeak.documents.blocks import Block, Code, CodeBlock, Statement
from mathspeak.documents.tex.options import key_values
from mathspeak.documents.tex.state import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader

_OPTION = re.compile(r"\[(?:[^\[\]{}]|\{[^{}]*\}|\[[^\[\]]*\])*\]")
_GROUP = re.compile(r"[ \t]*\{([^{}]*)\}")
_LISTED = re.compile(r"[ \t]*(?:\[((?:[^\[\]{}]|\{[^{}]*\})*)\])?[ \t]*\{([^{}]*)\}(?:[ \t]*\{([^{}]*)\})?")


def _environment(reader: Reader, name: str, start: int) -> None:
    """Code between the lines of its environment; nothing in it is a command."""
    frame = reader.mouth.top()
    source, string = frame.source, frame.source.string
    ending = f"\\end{{{name}}}"
    close = source.find(ending, frame.position)
    end = close + len(ending)
    if close < 0 or close >= frame.end:
        reader.notice("unclosed", f"\\begin{{{name}}} has no end: it is taken to end with its paragraph", start)
        close = end = source.paragraph_end(frame.position, frame.end)
    values, language, begin = _head(reader, name, string, frame.position, close)
    frame.position = end
    if reader.builder.quiet or name in _SKIPPED:
        return
    text = string[begin:close].removeprefix("\n")
    text = text[: len(text) - len(text.rsplit("\n", 1)[-1])] if text.rsplit("\n", 1)[-1].isspace() else text
    lines = "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))
    block: Block = CodeBlock(lines, language, start, source.end(end))
    if caption := values.get("caption", ""):
        reader.builder.paragraph()
        runs = reader.runs_in_text(caption)
        number = reader.step("lstlisting")
        if "label" in values:
            reader.set_label(values["label"], Target("listing", number, runs))
        block = Statement("remark", "Listing", number, runs, [block], start, source.end(end))
    reader.builder.block(block)


def _head(reader: Reader, name: str, string: str, position: int, close: int) -> tuple[dict[str, str], str, int]:
    """The options of a listing, its language, and where its text begins."""
    values: dict[str, str] = {}
    language = reader.listings.get(name, "")
    if option := _OPTION.match(string, position, close):
        values = key_values(option[0][1:-1])
        position = option.end()
    if name in ("minted", "code") and (group := _GROUP.match(string, position, close)):
        language, position = group[1].strip(), group.end()
    if option := _OPTION.match(string, position, close):
        values |= key_values(option[0][1:-1])
        position = option.end()
    named = values.get("language", language)
    return values, named.rpartition("]")[2].strip("{} ").lower(), position


def _inline(reader: Reader, name: str, start: int) -> None:
    r"""``\verb|x|``, ``\lstinline[…]{x}``, ``\mintinline{python}{x}``."""
    mouth = reader.mouth
    frame = mouth.top()
    string = frame.source.string
    if frame.position < frame.end and string[frame.position] == "*":
        frame.position += 1
    if name not in ("verb", "Verb"):
        mouth.option(adjacent=True)
    if name == "mintinline":
        mouth.argument()
    delimiter = string[frame.position : frame.position + 1] if frame.position < frame.end else ""
    if not delimiter or delimiter.isspace():
        return
    if delimiter == "{":
        text = mouth.raw_argument()
    else:
        line = string.find("\n", frame.position, frame.end)
        limit = line if line >= 0 else frame.end
        close = string.find(delimiter, frame.position + 1, limit)
        if close < 0:
            reader.notice("unclosed", f"a \\{name} does not end in its line", start)
            return
        text = string[frame.position + 1 : close]
        frame.position = close + 1
    if text:
        reader.builder.run(Code(text, start, mouth.here()))


def _file(reader: Reader, name: str, start: int) -> None:
    r"""``\lstinputlisting{file}``: a file of the document's folder, listed."""
    frame = reader.mouth.top()
    found = _LISTED.match(frame.source.string, frame.position, frame.end)
    if found is None:
        return
    frame.position = found.end()
    language, path = ("", found[2]) if found[3] is None or name != "inputminted" else (found[2], found[3])
    if name != "inputminted" and found[3] is not None:
        frame.position = found.end(2) + 1
    if reader.builder.quiet:
        return
    end = reader.mouth.here()
    text = reader.files.read_listed(reader, path.strip(), start)
    if text is not None:
        named = key_values(found[1] or "").get("language", language)
        reader.builder.block(CodeBlock(text.rstrip("\n"), named.lower(), start, end))


def _declare(reader: Reader, name: str, start: int) -> None:
    r"""``\lstnewenvironment{python}…``, ``\newminted{python}{}``: environments of the document for code."""
    mouth = reader.mouth
    option = mouth.option()
    environment = mouth.name()
    language = ""
    if name == "newminted":
        language = environment
        environment = option.text.strip() if option is not None else f"{environment}code"
        mouth.argument()
    elif name == "DefineVerbatimEnvironment":
        mouth.argument()
        mouth.argument()
    elif name == "lstnewenvironment":
        mouth.option()
        mouth.option()
        language = key_values(mouth.argument().text.partition("{")[2].rpartition("}")[0]).get("language", "")
        mouth.argument()
    else:
        mouth.option()
        mouth.option()
        mouth.argument()
    if len(reader.listings) < 1_000:
        reader.listings[environment] = language


def begin(reader: Reader, name: str, start: int) -> None:
    """An environment for code that the document declares."""
    _environment(reader, name, start)


_SKIPPED = frozenset("comment filecontents filecontents* sagesilent luacode luacode* pycode VerbatimOut".split())
_CODE = """verbatim verbatim* Verbatim Verbatim* BVerbatim LVerbatim SaveVerbatim alltt lstlisting minted code
    semiverbatim tcblisting sageblock sagecommandline pyconsole pyverbatim spverbatim lstlisting*"""
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = {
    **dict.fromkeys(["verb", "Verb", "lstinline", "mintinline", "py"], _inline),
    **dict.fromkeys(["lstinputlisting", "inputminted", "verbatiminput", "VerbatimInput"], _file),
    **dict.fromkeys(["lstnewenvironment", "newminted", "DefineVerbatimEnvironment", "newtcblisting"], _declare),
}
ENVIRONMENTS: dict[str, Callable[[Reader, str, int], None]] = dict.fromkeys([*_CODE.split(), *_SKIPPED], _environment)
