"""Commands that reach outside a formula: files, the shell, Lua, category codes, other processes.

They are data for the security layer; matching is on tokens, so spacing, comments and braces disguise nothing.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile

from mathspeak.errors import ForbiddenCommand
from mathspeak.latex.tokens import TOKEN

FORBIDDEN = frozenset(
    "\\" + name
    for name in (
        # reading files
        "input include includeonly InputIfFileExists IfFileExists subfile import subimport "
        "openin closein read readline endinput verbatiminput VerbatimInput lstinputlisting inputminted "
        "includegraphics includepdf includestandalone bibliography addbibresource usepackage RequirePackage "
        "documentclass LoadClass "
        # writing files and running programs
        "write openout closeout newwrite newread immediate shipout special write18 ShellEscape "
        "pdffiledump pdfmdfivesum pdffilesize pdfobj pdfliteral pdfextension filecontents "
        # other languages
        "directlua latelua luaexec luadirect luacode luafunction pythontex sagestr sageplot "
        # the reader itself
        "catcode lccode uccode mathcode delcode sfcode csname endcsname scantokens everypar everymath "
        "everydisplay everyeof makeatletter makeatother ExplSyntaxOn errhelp errorcontextlines "
        "batchmode nonstopmode scrollmode errorstopmode dump jobname pdfstrcmp DeclareUnicodeCharacter"
    ).split()
)
FORBIDDEN_ENVIRONMENTS = frozenset(
    [
        "filecontents",
        "filecontents*",
        "luacode",
        "luacode*",
        "pycode",
        "pyconsole",
        "sageblock",
        "sagesilent",
        "verbatimwrite",
        "VerbatimOut",
    ]
)
# Letters of the longest name of an environment, and a few more.
_LONGEST_NAME = 20
# TeX reads ^^5c as a backslash; nobody writes that in a formula in good faith.
CARETS = re.compile(r"\^\^(?:([0-9a-f]{2})|([\x00-\x7f]))")


def forbidden(name: str, start: int, end: int) -> ForbiddenCommand:
    return ForbiddenCommand(
        f"{name} is not allowed in a formula: it reaches for files, programs or TeX's own rules",
        hint="remove it; a document's own \\input belongs to the document, not to a formula",
        start=start,
        end=end,
    )


def refuse_forbidden(texts: list[str], starts: list[int], source: str) -> None:
    """Raise `ForbiddenCommand` for the first command that a formula may not hold."""
    if not FORBIDDEN.isdisjoint(texts):
        i = next(i for i, text in enumerate(texts) if text in FORBIDDEN)
        raise forbidden(texts[i], starts[i], starts[i] + len(texts[i]))
    if "^^" in source:
        refuse_carets(source)


def refuse_carets(source: str) -> None:
    """Read ``^^xx`` as TeX does, as often as it does, and look again."""
    plain = source
    for _ in range(8):
        decoded = CARETS.sub(_character, plain)
        if decoded == plain:
            break
        plain = decoded
    tokens = [token for token in TOKEN.findall(plain) if not token.isspace() and token[0] != "%"]
    for i, token in enumerate(tokens):
        if token == "\\begin" and tokens[i + 1 : i + 2] == ["{"]:
            token = "".join(takewhile("}".__ne__, islice(tokens, i + 2, i + 2 + _LONGEST_NAME)))
        if token in FORBIDDEN or token in FORBIDDEN_ENVIRONMENTS:
            at = source.index("^^")
            raise forbidden(token, at, at + 2)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    code = ord(match[2])
    return chr(code + 64 if code < 64 else code - 64)
