"""Keys of literature and labels of numbered things, as the dialects write them in the text."""

from __future__ import annotations

import re

from mathspeak.documents import blocks as b
from mathspeak.documents.labels import Labels
from mathspeak.documents.markdown.names import PREFIXES

KEY = r"[A-Za-z_](?:[\w]|[:.#$%&+?<>~/-](?=\w))*"
_KEY = re.compile(rf"(?<![\w@])(-?)@\{{?({KEY})\}}?")
_YEAR = re.compile(r"(\D+?)[\W_]*((?:1[5-9]|20)\d\d|\d\d)([a-z]?)(?:[\W_].*|[A-Za-z]*)")
_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
_PREFIX = re.compile(r"(?:ch(?:ap)?|sec|fig|tab|tbl|eq|thm|lem|def|alg)(?=[_:.-])")
_D2L = {"chap": "chapter", "ch": "chapter", "tab": "table"}


def spelled(key: str) -> str:
    """A key of literature as it would be printed: names and a year.

    >>> spelled("knuth1984"), spelled("Ioffe.Szegedy.2015"), spelled("rfc")
    ('Knuth 1984', 'Ioffe, Szegedy 2015', 'Rfc')
    """
    found = _YEAR.fullmatch(key)
    name, year = (found[1], found[2] + found[3]) if found else (key, "")
    names = [part if part.isupper() else part.capitalize() for part in _PARTS.findall(name)]
    return " ".join(filter(None, (", ".join(names), year)))


def kind_of(label: str) -> str:
    """The kind that a label's prefix tells.

    >>> kind_of("fig-curve"), kind_of("sec_prob"), kind_of("x")
    ('figure', 'section', '')
    """
    found = _PREFIX.match(label)
    if found is None:
        return PREFIXES[label.partition("-")[0]][0] if is_label(label) else ""
    return _D2L.get(found[0]) or PREFIXES[found[0]][0]


def is_label(key: str) -> bool:
    """Whether a key in the text points to something of the document itself."""
    prefix, dash, _ = key.partition("-")
    return bool(dash) and prefix.lower() in PREFIXES


def cited(text: str, start: int, end: int, labels: Labels) -> list[b.Run]:
    """What `@key` or `[see @key, p. 3; @other]` points to."""
    found = list(_KEY.finditer(text))
    runs: list[b.Run] = []
    if found and all(is_label(match[2]) for match in found):
        for i, match in enumerate(found):
            if i:
                runs.append(b.Words(", ", start, start))
            kind = PREFIXES[match[2].partition("-")[0].lower()][0]
            runs.append(labels.refer(b.Reference(kind, "", match[2], start, end, named=not match[1])))
        return runs
    keys = [match[2] for match in found]
    inner = text[1:-1] if text.startswith("[") else text
    printed = _KEY.sub(lambda match: spelled(match[2]), inner)
    return [b.Citation(keys, " ".join(printed.split()), start, end)] if keys else []
