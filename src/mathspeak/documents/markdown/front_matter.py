"""What stands in the head of a Markdown document: title, author, language, macros."""

from __future__ import annotations

import re
from typing import Any

from mathspeak.documents.equations import split_definitions

_HEAD = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LONGEST = 200_000
# Bits of a number that is printed.
_LONGEST_INTEGER = 256
_PARAMETER = re.compile(r"#([1-9])")
_DEFINES = re.compile(r"\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def|let)(?![A-Za-z])")


class FrontMatter:
    """The head of a document: where it ends, and what it says."""

    __slots__ = ("author", "end", "fields", "language", "macros", "title", "wrong")

    def __init__(self, end: int = 0, fields: dict[str, Any] | None = None, wrong: str = "") -> None:
        self.end = end
        self.fields = fields or {}
        self.wrong = wrong
        self.title = _text(self.fields.get("title"))
        self.author = _authors(self.fields.get("author", self.fields.get("authors")))
        self.language = _text(self.fields.get("lang") or self.fields.get("language"))
        self.macros = _macros(self.fields)

    def says(self, *names: str) -> bool:
        return any(name in self.fields for name in names)


def read_front_matter(text: str) -> FrontMatter:
    r"""
    >>> head = read_front_matter("---\ntitle: On $x$\nauthor: [A, B]\n---\nText")
    >>> head.title, head.author, head.end
    ('On $x$', 'A, B', 37)
    """
    found = _HEAD.match(text, 0, _LONGEST) if text.startswith("---") else None
    if found is None:
        return FrontMatter()
    import yaml

    try:
        fields = yaml.load(found[1], Loader=_loader())
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        problem = " ".join(str(getattr(error, "problem", "") or "it cannot be read").split())
        return FrontMatter(found.end(), wrong=problem)
    if fields is not None and not isinstance(fields, dict):
        return FrontMatter()
    return FrontMatter(found.end(), fields)


def _loader() -> Any:
    """PyYAML's, without merges: few of them, of one another, are more than there is memory."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("Loader", (base,), {"flatten_mapping": _without_merges})


def _without_merges(loader: Any, node: Any) -> None:
    node.value = [(key, value) for key, value in node.value if key.tag != "tag:yaml.org,2002:merge"]


class _Visited:
    """What was looked into. An alias is the thing itself: looked into again and again, it would grow without bounds."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def again(self, value: object) -> bool:
        """Whether a list or table was here before."""
        if not isinstance(value, list | dict):
            return False
        known = id(value) in self._seen
        self._seen.add(id(value))
        return known


def _text(value: object) -> str:
    if isinstance(value, bool) or value is None or (isinstance(value, int) and value.bit_length() > _LONGEST_INTEGER):
        return ""
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())


def _authors(value: object, visited: _Visited | None = None) -> str:
    visited = visited or _Visited()
    if visited.again(value):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_authors(item, visited) for item in value[:100])))
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, dict):
            return " ".join(filter(None, (_text(name.get("given")), _text(name.get("family")))))
        return _text(name or value.get("literal"))
    return _text(value)


def _macros(fields: dict[str, Any]) -> str:
    """Definitions in the tables of MyST and in the raw LaTeX of Pandoc and Quarto."""
    lines: list[str] = []
    visited = _Visited()
    tables: list[object] = [
        fields.get("math"),
        fields.get("macros"),
        fields.get("tex-macros"),
        fields.get("katex-macros"),
    ]
    for name in ("mathjax3_config", "mathjax_config", "myst", "mathjax", "format"):
        tables += _tables(fields.get(name), visited)
    for table in tables:
        if isinstance(table, dict):
            lines += [line for name, body in list(table.items())[:2_000] if (line := _definition(str(name), body))]
    for raw in _headers(fields, _Visited()):
        while match := _DEFINES.search(raw):
            definitions, rest = split_definitions(raw[match.start() :])
            if not definitions:
                break
            lines.append(definitions)
            raw = rest
    return "".join(lines)


def _tables(value: object, visited: _Visited) -> list[object]:
    """What is called macros anywhere in a configuration."""
    if not isinstance(value, dict) or visited.again(value):
        return []
    found: list[object] = []
    for name, inner in value.items():
        found += [inner] if name == "macros" else _tables(inner, visited)
    return found


def _headers(value: object, visited: _Visited) -> list[str]:
    """The raw LaTeX that is to stand in the head of what is made of the document."""
    found: list[str] = []
    for name, inner in value.items() if isinstance(value, dict) and not visited.again(value) else ():
        found += (_raw if name in ("header-includes", "include-in-header") else _headers)(inner, visited)
    return found


def _raw(value: object, visited: _Visited) -> list[str]:
    if isinstance(value, str):
        return [value]
    if visited.again(value):
        return []
    if isinstance(value, list):
        return [text for item in value[:100] for text in _raw(item, visited)]
    return _raw(value.get("text"), visited) if isinstance(value, dict) else []


def _definition(name: str, body: object) -> str:
    name = name.lstrip("\\")
    count = 0
    if isinstance(body, dict):
        body = body.get("macro")
    if isinstance(body, list) and body:
        count = body[1] if len(body) > 1 and isinstance(body[1], int) else 0
        body = body[0]
    if not name.isalpha() or not isinstance(body, str):
        return ""
    count = max([count, *(int(number) for number in _PARAMETER.findall(body))])
    return f"\\newcommand{{\\{name}}}{f'[{count}]' if 0 < count < 10 else ''}{{{body}}}\n"
