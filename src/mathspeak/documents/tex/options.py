"""Options in brackets: lists, and keys with values, in which a comma within braces parts nothing."""

from __future__ import annotations

import re

_SIGN = re.compile(r"\\[\s\S]|[{}\[\],=]")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?[ \t]*")
_KEY = re.compile(r"\s*\.?[A-Za-z][\w \-./@*+:]*=(?!=)")


def without_comments(text: str) -> str:
    r"""
    >>> without_comments("a\\% b % c\n  d")
    'a\\% b d'
    """
    return _COMMENT.sub(r"\1", text) if "%" in text else text


def split_list(text: str, separator: str = ",") -> list[str]:
    """
    >>> split_list("a, {b, c}, [d, e]")
    ['a', '{b, c}', '[d, e]']
    """
    parts: list[str] = []
    depth = last = 0
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign in ("{", "["):
            depth += 1
        elif sign in ("}", "]"):
            depth -= 1
        elif sign == separator and depth <= 0:
            parts.append(text[last : found.start()])
            last = found.end()
    parts.append(text[last:])
    return [part for part in map(str.strip, parts) if part]


def key_values(text: str) -> dict[str, str]:
    """
    >>> key_values("label={(a), b}, nosep")
    {'label': '(a), b', 'nosep': ''}
    """
    values: dict[str, str] = {}
    for part in split_list(without_comments(text)):
        key, _, value = part.partition("=")
        values[key.strip()] = unbraced(value)
    return values


def unbraced(text: str) -> str:
    """
    >>> unbraced(" {a} "), unbraced("{a}{b}")
    ('a', '{a}{b}')
    """
    text = text.strip()
    if text[:1] == "{" and text[-1:] == "}":
        depth = 0
        for found in _SIGN.finditer(text):
            depth += (found[0] == "{") - (found[0] == "}")
            if depth == 0:
                return text[1:-1].strip() if found.end() == len(text) else text
    return text


def are_settings(text: str) -> bool:
    """Whether an argument sets keys rather than being printed.

    >>> are_settings("scale=1, color = black"), are_settings("Let us see, x = 1.")
    (True, False)
    """
    head = text[:400]
    return _KEY.match(head) is not None and all(
        _KEY.match(part) or re.fullmatch(r"[\w \-./]*", part) for part in split_list(head)[:2]
    )
