"""The names that the dialects of Markdown give to what they print: theorems, notes, and code that is shown or run."""

from __future__ import annotations

from mathspeak.documents.statements import THEOREMS

# Notes that a page sets apart, with the name that is printed where it has no title.
NOTES = {
    "note": "Note",
    "tip": "Tip",
    "hint": "Hint",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
    "attention": "Attention",
    "danger": "Danger",
    "error": "Error",
    "seealso": "See also",
    "info": "Info",
    "success": "Success",
    "admonition": "",
    "dropdown": "",
    "details": "",
    "topic": "",
}
QUOTES = frozenset(["epigraph", "pull-quote", "highlights", "blockquote"])
# What only arranges what stands in it.
PLAIN = frozenset(
    "margin sidebar aside div container tab-set tab-item tabs tab grid grid-item grid-item-card card card-carousel "
    "glossary only centered rubric compound versionadded versionchanged deprecated".split()
)
FIGURES = frozenset(["figure", "table", "list-table"])
SHOWN_CODE = frozenset(["code", "code-block", "code-cell", "sourcecode", "prompt", "highlight", "parsed-literal"])
# What prints nothing that could be said.
SKIPPED = frozenset(
    "toctree tableofcontents contents bibliography index meta include literalinclude mdinclude sectionauthor "
    "codeauthor default-role eval role nb-exec-table mystnb tags currentmodule".split()
)
DIAGRAMS = frozenset("mermaid graphviz dot plantuml tikz ditaa vega vega-lite vegalite nomnoml tikzcd".split())
# Quarto's kinds of labels -> the kind of the reference, the name of the statement.
PREFIXES: dict[str, tuple[str, str]] = {
    "eq": ("equation", ""),
    "fig": ("figure", ""),
    "tbl": ("table", ""),
    "tab": ("table", ""),
    "sec": ("section", ""),
    "lst": ("listing", ""),
    "thm": ("theorem", "theorem"),
    "lem": ("lemma", "lemma"),
    "cor": ("corollary", "corollary"),
    "prp": ("proposition", "proposition"),
    "cnj": ("conjecture", "conjecture"),
    "def": ("definition", "definition"),
    "exm": ("example", "example"),
    "exr": ("exercise", "exercise"),
    "sol": ("solution", "solution"),
    "rem": ("remark", "remark"),
    "alg": ("algorithm", "algorithm"),
    "prob": ("problem", "problem"),
    "hyp": ("hypothesis", "hypothesis"),
}


def is_read(name: str) -> bool:
    """Whether what stands in a directive of this name is Markdown."""
    plain = name.removeprefix("prf:").removeprefix("proof:").removesuffix("-start")
    return (
        plain in THEOREMS
        or name in NOTES
        or name in QUOTES
        or name in PLAIN
        or name in FIGURES
        or name.startswith("callout")
    )
