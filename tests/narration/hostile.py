r"""Documents that were written to do harm, or might have been: of any size, and the real ``ms batch`` that reads them.

A text grows with its size, ``MATHSPEAK_HOSTILE_SIZE`` characters, so that a drill may ask for megabytes where tests are
content with little. ``python tests/narration/hostile.py 1000000 [WORD]`` measures each text whose name has the word, at
the size and at twice the size: what takes more than twice the time is told apart.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import mathspeak

SIZE = int(os.environ.get("MATHSPEAK_HOSTILE_SIZE", "8000"))
MEGABYTE = 2**20
SOURCES = str(Path(mathspeak.__file__).parent.parent)
BEGIN = "\\documentclass{article}\\newtheorem{t}{T}\\begin{document}\n"

Text = Callable[[int], str]


def name(number: int) -> str:
    """A number in letters, of which names of commands are made."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def again(piece: str, before: str = "", after: str = "") -> Text:
    return lambda size: before + piece * (size // len(piece) + 1) + after


def numbered(piece: Callable[[int], str], before: str = "", after: str = "") -> Text:
    """Pieces that all differ."""

    def text(size: int) -> str:
        count = size // len(piece(size)) + 1
        return before + "".join(map(piece, range(count))) + after

    return text


def nested(opening: str, closing: str, before: str = "", after: str = "", inside: str = "a") -> Text:
    def text(size: int) -> str:
        count = size // (len(opening) + len(closing)) + 1
        return before + opening * count + inside + closing * count + after

    return text


def laughs(define: str) -> Text:
    """Macros of which each is ten of the one before: twenty of them are more than there is memory."""

    def text(size: int) -> str:
        names = "abcdefghijklmnopqrstu"
        made = [define.format(name="\\xa", body="lol")]
        made += [define.format(name=f"\\x{b}", body=f"\\x{a} " * 10) for a, b in zip(names, names[1:], strict=False)]
        return "".join(made) + BEGIN + "One \\xu{} $\\xu$ two.\n\n" * 20

    return text


LINES: dict[str, str] = {
    "prose": "word and more of it ",
    "a word": "x",
    "digits": "7",
    "numbers": "1,",
    "dollars": "$",
    "backslashes": "\\",
    "brackets": "[",
    "round brackets": "(",
    "braces": "{",
    "formulas": "$x$ ",
    "formulas that open": "$x ",
    "stars": "*",
    "emphasis": "*a **b ",
    "underlines": "a_b_",
    "backquotes": "`",
    "pipes": "|",
    "tags that open": "<b>",
    "angles": "<",
    "ampersands": "&amp;",
    "full stops": ". ",
    "initials": "A. B. ",
    "addresses": "http://a.b/",
    "prices": "$5 and ",
    "ranges": "1-2-",
    "dashes": " - ",
    "signs": "∑",
    "accents": "a\u0301",
    "hidden signs": "\u200d",
    "direction": "\u202e",
    "blanks": " ",
    "line breaks": "\r",
    "quotes": '"',
    "notes": "^[a] ",
    "references": "Eq. (1) and ",
}
MARKDOWN: dict[str, Text] = {
    "one formula": again("x+", "$", "$"),
    "rows": again("x+\\\\\n", "$$\n\\begin{align}", "\\end{align}\n$$"),
    "links in links": nested("[", "](b)"),
    "tables": again("|1|2|\n", "|a|b|\n|-|-|\n"),
    "backquotes of every length": lambda size: "".join("`" * i + "a" for i in range(int((2 * size) ** 0.5))),
    "notes": lambda size: numbered(lambda i: f"a[^{i}] ")(size // 3) + numbered(lambda i: f"\n\n[^{i}]: b{i}")(size),
    "labels": numbered(lambda i: f"(l{i})=\n# H{i}\n\n[](#l{i})\n\n"),
    "equations": numbered(lambda i: f"```{{math}}\n:label: a{i}\nx\n```\n{{eq}}`a{i}`\n\n"),
    "citations": numbered(lambda i: f"[@k{i}] "),
    "macros": numbered(lambda i: f"$\\newcommand{{\\m{name(i)}}}{{{i}}}\\m{name(i)}$ "),
    "one macro defined again": numbered(lambda i: f"$\\newcommand{{\\m}}{{{i}}}\\m$ "),
    "quotes in quotes": nested(">", ""),
    "lists in lists": lambda size: "".join("  " * i + "- a\n" for i in range(int(size**0.5))),
    "directives": again(":::: {note}\n"),
    "fences": again("```{note}\n"),
    "comments": again("<!-- "),
    "definitions": again("a\n: b\n\n"),
    "attributes": again("{#a .b c=d}"),
    "roles": again("{eq}`a` "),
    "fields": numbered(lambda i: f"a{i}: b\n", "---\n", "---\ntext"),
    "a field": again("x", "---\ntitle: ", "\n---\ntext"),
    "lists in fields": nested("[", "]", "---\ntitle: ", "\n---\ntext"),
    "aliases in fields": lambda size: (
        "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=False)
        )
        + "title: *l\nauthor: *k\n---\ntext"
    ),
    "an alias of itself": lambda size: "---\na: &a [*a, *a]\ntitle: *a\n---\ntext",
    "merged fields": lambda size: (
        "---\na: &a {k: v}\n"
        + "".join(
            f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n"
            for a, b in zip("abcdefghijk", "bcdefghijkl", strict=False)
        )
        + "format: *l\nheader-includes: *k\n---\ntext"
    ),
    "a number of many digits": lambda size: f"---\ntitle: {'1:' * 5_000}1\nauthor: 0x{'f' * 9_000}\n---\ntext",
    "objects of Python": lambda size: "---\ntitle: !!python/object/apply:os.system ['touch harm']\n---\ntext",
}
TEX: dict[str, Text] = {
    "one formula": again("x+", "$", "$"),
    "rows": again("x+\\\\", "\\begin{align}", "\\end{align}"),
    "fractions": nested("\\frac{", "}{x}", "$", "$"),
    "scripts": nested("^{x", "}", "$x", "$"),
    "fences": nested("\\left(", "\\right)", "$", "$"),
    "groups": nested("{", "}", "$", "$"),
    "macros": numbered(lambda i: f"\\newcommand{{\\m{name(i)}}}{{{i}}}\n", "", f"{BEGIN}$\\ma$ \\ma."),
    "a chain of macros": numbered(
        lambda i: f"\\newcommand{{\\m{name(i)}}}{{\\m{name(i + 1)}}}\n", "", f"{BEGIN}$\\ma$ \\ma."
    ),
    "macros that call themselves": numbered(
        lambda i: f"\\newcommand{{\\m{name(i)}}}{{\\m{name(i)} x}}$\\m{name(i)}$ \\m{name(i)}\n", BEGIN
    ),
    "macros that call each other": again(
        "\\let\\a\\b\\let\\b\\a\\def\\c{\\d\\d}\\def\\d{\\c\\c}\\a $\\a\\c$ \\c ", BEGIN
    ),
    "laughs": laughs("\\newcommand{{{name}}}{{{body}}}"),
    "laughs of TeX": laughs("\\def{name}{{{body}}}"),
    "laughs at once": laughs("\\edef{name}{{{body}}}"),
    "laughs with arguments": lambda size: (
        "\\newcommand{\\xa}[1]{#1#1}"
        + "".join(
            f"\\newcommand{{\\x{b}}}[1]{{\\x{a}{{#1#1#1#1}}}}" for a, b in zip("abcdefghij", "bcdefghijk", strict=False)
        )
        + BEGIN
        + "One \\xk{ab} $\\xk{ab}$ two.\n\n" * 20
    ),
    "environments that call themselves": lambda size: (
        "\\newenvironment{a}{\\begin{a}\\begin{a}}{\\end{a}\\end{a}}" + BEGIN + "\\begin{a}in\\end{a}" * 20
    ),
    "long macros": lambda size: f"\\newcommand{{\\m}}{{{'word ' * (size // 50)}}}{BEGIN}" + "\\m " * (size // 50),
    "equations": numbered(lambda i: f"\\begin{{equation}}x\\label{{e{i}}}\\end{{equation}} \\eqref{{e{i}}}. ", BEGIN),
    "references to nothing": numbered(lambda i: f"\\ref{{e{i}}} ", BEGIN),
    "many references at once": numbered(lambda i: f"e{i},", BEGIN + "\\cref{", "}"),
    "notes": numbered(lambda i: f"a\\footnote{{n{i}}} ", BEGIN),
    "literature": lambda size: (
        numbered(lambda i: f"\\cite{{k{i}}} ", BEGIN)(size // 2)
        + numbered(lambda i: f"\\bibitem{{k{i}}} B\n", "\\begin{thebibliography}{9}")(size // 2)
    ),
    "theorems": numbered(lambda i: f"\\begin{{t}}\\label{{t{i}}}A $x$.\\end{{t}}\\ref{{t{i}}}\n", BEGIN),
    "lists": again("\\begin{itemize}\\item ", BEGIN),
    "tables": again("a & ", BEGIN + "\\begin{tabular}{cc}"),
    "counters": lambda size: BEGIN + f"\\setcounter{{section}}{{{'9' * size}}}\\section{{a}}\\Roman{{section}}",
    "conditions": again("\\iftrue ", BEGIN),
    "loops": again("\\loop a\\iftrue\\repeat \\csname a\\endcsname ", BEGIN),
    "files": again("\\input{/etc/passwd}\\include{../secret}\\verbatiminput{../secret.tex} ", BEGIN),
    "pictures": again("\\includegraphics{/etc/passwd}\\lstinputlisting{../secret.tex} ", BEGIN),
    "commands that nobody knows": numbered(lambda i: f"\\u{name(i)}{{a}} $\\u{name(i)}$ ", BEGIN),
    "the shell": again("\\write18{touch harm}\\openout5=harm\\immediate\\directlua{os.execute('touch harm')} ", BEGIN),
}
HTML: dict[str, Text] = {
    "boxes": nested("<div>", "</div>"),
    "type": again("<b><i>", "", "a"),
    "characters by number": again("&#120;&#x41;&#99999999999;"),
    "a character by number": again("9", "&#", ";"),
    "attributes": numbered(lambda i: f"a{i}=b ", "<p ", ">x"),
    "an attribute": again("x", '<p title="', '">x'),
    "a comment": again("x", "<!--"),
    "scripts": again("<script>alert(1)</script><style>p{}</style>", "", "<p>a"),
    "a script": again("<", "<script>"),
    "tables in tables": again("<table><tr><td>", "", "x"),
    "cells of every size": again("<tr><td rowspan=65534 colspan=1000>a", "<table>", "</table>"),
    "MathML": again("<math><mi>x</mi></math> "),
    "rows in rows": nested("<mrow>", "</mrow>", "<math>", "</math>"),
    "a long row": again("<mi>x</mi><mo>+</mo>", "<math>", "</math>"),
    "fractions": again("<mfrac>", "<math>", "</math>"),
    "words in MathML": again("x ", "<math><mtext>", "</mtext></math>"),
    "lists in lists": again("<ul><li>"),
    "anchors": numbered(lambda i: f"<a id=a{i} href=#a{i}>x</a>"),
    "equations": numbered(lambda i: f"\\begin{{equation}}\\label{{a{i}}}x\\end{{equation}} \\eqref{{a{i}}}"),
    "ends": again("</p>"),
    "entities": lambda size: (
        "<!DOCTYPE html [<!ENTITY a 'lol'>"
        + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghij", "bcdefghijk", strict=False))
        + "<!ENTITY secret SYSTEM 'file:///etc/passwd'>]><p>&k; &secret;"
    ),
    "files": again(
        '<iframe src="file:///etc/passwd"></iframe><object data="../secret.html"></object><a href="x">a</a>'
    ),
}


def notebook(cells: Iterable[dict[str, Any]], **about: Any) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **about})


def printing(data: dict[str, Any]) -> str:
    out = {"output_type": "display_data", "metadata": {}, "data": data}
    return notebook([{"cell_type": "code", "metadata": {}, "source": "x", "execution_count": 1, "outputs": [out]}])


def cell(source: Any, **about: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **about}


NOTEBOOKS: dict[str, Text] = {
    "cells": lambda size: notebook([cell("a $x$")] * (size // 60)),
    "a cell": lambda size: notebook([cell("word and " * (size // 9))]),
    "lines": lambda size: notebook([cell(["w\n"] * (size // 6))]),
    "printed text": lambda size: printing({"text/plain": "x\n" * (size // 2)}),
    "printed pages": lambda size: printing({"text/html": "<table><tr><td>" * (size // 15) + "<script>a</script>"}),
    "printed formulas": lambda size: printing({"text/latex": f"${'x+' * (size // 2)}$"}),
    "pictures": lambda size: printing({"image/png": "A" * size}),
    "steering": lambda size: printing({"text/plain": "\x1b]0;harm\x07\x9b31m a" * (size // 20)}),
    "lists in lists": lambda size: '{"cells":' + "[" * (size // 2) + "]" * (size // 2) + "}",
    "tables in tables": lambda size: (
        '{"nbformat":4,"metadata":{},"cells":[{"cell_type":"markdown","source":"a","metadata":'
        + '{"a":' * (size // 6)
        + "1"
        + "}" * (size // 6)
        + "}]}"
    ),
    "no end": lambda size: '{"cells": [',
    "other types": lambda size: '{"cells": {"a": 1}, "nbformat": "4", "metadata": []}',
    "cells that are none": lambda size: '{"cells": [1, null, "a", [], {}], "nbformat": 4, "metadata": {}}',
    "sources that are none": lambda size: notebook([cell(7), cell({"a": 1}), cell([1, None]), cell(None)]),
    "a long number": lambda size: f'{{"nbformat": 1{"0" * size}, "cells": []}}',
    "no number": lambda size: '{"nbformat": NaN, "cells": [], "metadata": Infinity}',
}
BYTES: dict[str, bytes] = {
    "empty.md": b"",
    "blank.tex": b" \n\t\r\n ",
    "mark.txt": b"\xef\xbb\xbf",
    "wrong.md": b"A \xff\xfe\xfa B caf\xe9 $x$ \xc3\x28.",
    "marked.txt": "Für alle x.".encode("utf-8-sig"),
    "wide.html": "<p>Für alle x.".encode("utf-16"),
    "odd.txt": b"\xff\xfea",
    "nothing.md": b"a\x00" * 100,
    "zero.txt": b"A word and some more of them, so that it is a text: a\x00b. " + b"More of them. " * 20,
    "surrogate.ipynb": notebook([cell("a \ud800 b")]).encode(),
    "escape.md": b"# \x1b]0;harm\x07 title\n\nA \x1b[31m word. &#27;[2J &#x9b; " + b"And more of them. " * 40,
    "program.tex": b"\x7fELF" + bytes(range(256)),
}


def texts() -> dict[str, Text]:
    """All texts by the names of files that they might have."""
    found: dict[str, Text] = {}
    for suffix, kind in (("md", MARKDOWN), ("tex", TEX), ("html", HTML), ("ipynb", NOTEBOOKS)):
        found |= {f"{what.replace(' ', '-')}.{suffix}": text for what, text in kind.items()}
    for what, piece in LINES.items():
        for suffix, before in (("md", ""), ("tex", BEGIN), ("html", ""), ("txt", "")):
            found[f"line-of-{what.replace(' ', '-')}.{suffix}"] = again(piece, before)
    return found


class Outcome:
    """What ``ms batch`` did: how it ended, what it said, what became of each file, seconds and megabytes."""

    def __init__(self, code: int, said: str, manifest: list[dict[str, Any]], usage: resource.struct_rusage) -> None:
        self.code = code
        self.said = said
        self.manifest = manifest
        self.seconds = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss * 1024 // MEGABYTE


def batch(folder: Path, output: Path, *more: str, seconds: int, megabytes: int, code: str = "") -> Outcome:
    """Run the real ``ms batch`` on a folder, within bounds that the system keeps; ``code`` is run before it."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))

    arguments = ["batch", str(folder), "-o", str(output), *more]
    program = f"{code}\nfrom mathspeak.cli.main import main\nmain({arguments!r})"
    environment = {**os.environ, "PYTHONPATH": SOURCES, "MS_CACHE_DIR": str(output / "cache"), "HOME": str(output)}
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
        preexec_fn=bound,  # noqa: PLW1509 - there are no threads here
    )
    assert process.stderr is not None
    try:
        with process.stderr:
            said = process.stderr.read()
    except BaseException:
        process.kill()
        raise
    finally:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    made = output / "manifest.json"
    entries = json.loads(made.read_bytes())["documents"] if made.exists() else []
    return Outcome(process.returncode, said, entries, usage)


def measure(size: int, word: str = "") -> None:
    """Print what each text takes at a size and at twice that size."""
    for file, text in texts().items():
        if word in file:
            outcomes = []
            for times in (1, 2):
                with tempfile.TemporaryDirectory() as folder:
                    source = Path(folder) / "in"
                    source.mkdir()
                    (source / file).write_text(text(size * times), encoding="utf-8", newline="")
                    out = Path(folder) / "out"
                    outcomes.append(batch(source, out, "--text-only", "--jobs", "1", seconds=300, megabytes=4_000))
            first, second = outcomes
            told = f"{first.seconds:7.1f} s {second.seconds:7.1f} s {second.megabytes:6} MB"
            grows = second.seconds > 2 and second.seconds - 0.3 > 2.6 * max(0.1, first.seconds - 0.3)
            print(f"{told}  exit {second.code}  {file}{'  MORE THAN LINEAR' if grows else ''}", flush=True)


if __name__ == "__main__":
    measure(int(sys.argv[1]), *sys.argv[2:])
