"""What must not be read as Markdown is covered before Markdown is read: formulas above all, roles and references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mathspeak.documents.equations import MATH_ENVIRONMENTS, definition_end
from mathspeak.documents.markdown.codes import MASK, mask_code, mask_fences
from mathspeak.documents.markdown.covered import Covered, Piece, Region
from mathspeak.documents.markdown.keys import KEY
from mathspeak.documents.markdown.names import PREFIXES
from mathspeak.documents.markdown.scanning import Ahead, between, replaced
from mathspeak.documents.math_spans import math_spans

# Where a block begins without an empty line before it: an item, a heading, a row of a table, a directive.
BLOCK = re.compile(r"\n[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}[ \t]|\||:{3,})")
_ALONE = re.compile(r"^([ \t>]*)\$\$[ \t]*$", re.MULTILINE)
_END_ALONE = re.compile(r"\$\$[ \t]*(?:\{#[^{}\n]*\}|\([\w:.-]+\))?[ \t]*$|^#{1,6} ", re.MULTILINE)
_LONGEST = 20_000
_LABEL = re.compile(
    r"[ \t]*(?:\{#([\w:.-]+)[^{}\n]*\}|\(([A-Za-z0-9][\w:.-]*)\)(?=[ \t]*$)|\n?[ \t>]*:eqlabel:`([^`\n]+)`)",
    re.MULTILINE,
)
_ROLE = re.compile(
    r"(?<!\\)\{([a-zA-Z][\w:.+-]*)\}(`+)(?!`)(.+?)(?<!`)\2(?!`)"
    r"|:(numref|eqref|ref|eqlabel|label|cite|citet|citep|width|height|begin_tab|func|class|mod|meth):`([^`\n]+)`"
    r"|^:(end_tab):[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_GITLAB = re.compile(r"(?<![`\\])\$`([^`\n]+)`\$")
_DOUBLED = re.compile(r"\\\\([(\[])")
_BEGIN = re.compile(r"\\begin\{(\w+\*?)\}")
_COMMAND = re.compile(
    r"\\(?:(eqref|autoref|cref|Cref|ref|pageref|nameref|label|citep|citet|cite|textcite|parencite|@ref|footnotemark)"
    r"(?:\[[^\]\n]*\])*[({]([^{}()\n]*)[)}]|(textbf|textit|emph|underline|texttt|textsc|textrm|text)\{([^{}\n]*)\}"
    r"|(?:newpage|pagebreak|clearpage|noindent|bigskip|medskip|smallskip|hfill|centering|tableofcontents|maketitle"
    r"|appendix|[vh]space\*?\{[^{}\n]*\})(?![A-Za-z]))"
)
_DEFINITION = re.compile(
    r"^[ \t]*\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def|let)(?![A-Za-z])", re.MULTILINE
)
_SHORTCODE = re.compile(r"\{(\{[<%]|%|:)")
_SHORTCODE_ENDS = {"{<": ">}}", "{%": "%}}", "%": "%}", ":": "}"}
_ATTRIBUTES = re.compile(rf"(?<=[)\]`{MASK}])\{{(\s*(?:[#.][\w-]|=|[\w-]+\s*=)[^{{}}\n]*)\}}")
_TARGET = re.compile(r"^[ \t]*\(([^\s()]+)\)=[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"^(?:%.*|\+\+\+.*)$", re.MULTILINE)
# What Obsidian does not print, or embeds: %% comments %%, ![[files]], names of blocks at the ends of their lines.
_OBSIDIAN = re.compile(
    r"(?<!\S)%%(?!%)[^%]{1,2000}%%(?!\S)|!\[\[[^\[\]\n]{1,200}\]\]|(?<=[ \t])\^[A-Za-z][\w-]+[ \t]*$", re.MULTILINE
)
_MATHML = re.compile(r"<math\b")
_SUBSTITUTION = re.compile(r"\{\{[ \t]*([A-Za-z_][\w-]*)[ \t]*\}\}")
_CROSS = "|".join(PREFIXES)
_CITATION = re.compile(rf"\[[^\[\]\n]{{0,200}}?(?<![\w@])@{KEY}[^\[\]\n]{{0,200}}\](?![(:])|(?<![\w@.\\/])-?@{KEY}")
_REFERENCE = re.compile(
    rf"\[[^\[\]\n]{{0,200}}?(?<![\w@])@(?:{_CROSS})-[^\[\]\n]{{0,200}}\](?![(:])"
    rf"|(?<![\w@.\\/])-?@(?:{_CROSS})-\w(?:[\w:.-]*\w)?"
)
_TEX = re.compile(r"[\\^_{}=+<>|\d]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def cover(source: str, *, commented: bool = False, cited: bool = False, substituted: bool = False) -> Covered:
    r"""Cover what is no Markdown.

    ``commented``: lines that begin with a percent sign are comments; ``cited``: an at sign before a word cites;
    ``substituted``: a name in two braces stands for a text.

    >>> [region.kind for region in cover(r"Let $x$ be as in {eq}`a`.").regions]
    ['formula', 'role']
    """
    finder = _Finder(source)
    finder.roles()
    finder.mask_code()
    finder.lines(commented, substituted)
    finder.tall_displays()
    finder.formulas()
    finder.environments()
    finder.commands()
    finder.citations(cited)
    return Covered(source, _apart(finder.regions))


def _apart(regions: list[Region]) -> list[Region]:
    """The regions in order, without those that stand in another."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda region: (region.start, -region.end)):
        if not kept or region.start >= kept[-1].end:
            kept.append(region)
    return kept


class _Finder:
    """Finds one kind of region after the other; what is found is masked for those that come after."""

    __slots__ = ("masked", "regions", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.masked = source
        self.regions: list[Region] = []

    def take(self, regions: list[Region]) -> None:
        at = 0
        kept: list[Region] = []
        for region in regions:
            if region.start >= at and region.end - region.start >= 3:
                kept.append(region)
                at = region.end
        self.masked = replaced(self.masked, ((region.start, region.end) for region in kept), MASK)
        self.regions += kept

    def mask_code(self) -> None:
        self.masked = mask_code(self.masked)

    def roles(self) -> None:
        """MyST's and d2l's roles, and formulas that GitLab writes in backticks; not within fenced code."""
        if "`" not in self.source and ":end_tab:" not in self.source:
            return
        visible = mask_fences(self.source)
        found = [Region("formula", match.start(), match.end(), match.span(1)) for match in _GITLAB.finditer(visible)]
        for match in _ROLE.finditer(visible):
            name = match[1] or match[4] or match[6]
            inner = match.span(3) if match[1] else match.span(5) if match[4] else (match.end(), match.end())
            if name == "eqlabel":
                continue  # read with the formula before it
            if name == "math":
                found.append(Region("formula", match.start(), match.end(), inner))
            else:
                found.append(Region("role", match.start(), match.end(), inner, name=name))
        self.take(sorted(found, key=lambda region: region.start))

    def lines(self, commented: bool, substituted: bool) -> None:
        """What is told by how it stands in its line, and what programs put in."""
        found = [Region("target", match.start(), match.end(), match.span(1)) for match in _TARGET.finditer(self.masked)]
        if "{" in self.masked:
            shortcodes = between(self.masked, _SHORTCODE, lambda match: _SHORTCODE_ENDS[match[1]])
            found += [Region("nothing", match.start(), end, (match.start(), end)) for match, _, end in shortcodes]
            found += [Region("attributes", *match.span(), match.span(1)) for match in _ATTRIBUTES.finditer(self.masked)]
        if "%%" in self.masked or "[[" in self.masked or "^" in self.masked:
            found += [Region("nothing", *match.span(), match.span()) for match in _OBSIDIAN.finditer(self.masked)]
        if substituted:
            names = _SUBSTITUTION.finditer(self.masked)
            found += [Region("substitution", *match.span(), match.span(1), name=match[1]) for match in names]
        if "<math" in self.masked:
            elements = between(self.masked, _MATHML, lambda _: "</math>")
            found += [Region("mathml", match.start(), end, (match.start(), end)) for match, _, end in elements]
        if commented:
            found += [Region("nothing", *match.span(), match.span()) for match in _COMMENT.finditer(self.masked)]
        self.take(sorted(found, key=lambda region: region.start))

    def tall_displays(self) -> None:
        """Displays with empty lines in them: their dollars stand alone in their lines."""
        found: list[Region] = []
        at = 0
        while opening := _ALONE.search(self.masked, at):
            closing = _END_ALONE.search(self.masked, opening.end(), opening.end() + _LONGEST)
            if closing is None or closing.group().startswith("#"):
                at = opening.end()
                continue
            start = opening.end(1)
            inner = (start + 2, closing.start())
            if self.source[slice(*inner)].strip():
                found.append(self.displayed(start, closing.start() + 2, inner))
            at = max(closing.start() + 2, found[-1].end if found else 0)
        self.take(found)

    def displayed(self, start: int, end: int, inner: Piece) -> Region:
        """A display with the label that stands behind it."""
        label = _LABEL.match(self.source, end)
        if label is None:
            return Region("formula", start, end, inner, display=True)
        return Region("formula", start, label.end(), inner, display=True, label=label[1] or label[2] or label[3])

    def formulas(self) -> None:
        found: list[Region] = []
        for span in math_spans(self.masked, breaks=BLOCK, closed_only=True):
            inner = (span.inner_start, span.inner_end)
            if self.source[span.start] == "\\" and self.is_escape(span.start, span.end, inner):
                continue
            if span.display:
                found.append(self.displayed(span.start, span.end, inner))
            else:
                found.append(Region("formula", span.start, span.end, inner))
        self.take(found)
        self.take(list(self.doubled()))

    def doubled(self) -> Iterator[Region]:
        """Formulas between brackets with two backslashes, of which Markdown leaves one."""
        ahead = Ahead(self.masked)
        at = 0
        while opening := _DOUBLED.search(self.masked, at):
            closing = ahead.find("\\\\)" if opening[1] == "(" else "\\\\]", opening.end())
            paragraph = ahead.find("\n\n", opening.end())
            at = opening.end()
            if closing > at and not 0 <= paragraph < closing:
                inner = (at, closing)
                yield Region("formula", opening.start(), closing + 3, inner, display=opening[1] == "[")
                at = closing + 3

    def is_escape(self, start: int, end: int, inner: Piece) -> bool:
        """Whether a backslash keeps brackets from being Markdown, rather than beginning a formula."""
        content = self.source[slice(*inner)]
        if self.source[end : end + 1] in ("(", "[") and self.source[start + 1] == "[":
            return True
        if _TEX.search(content):
            return False
        return _WORD.search(content) is not None or (self.source[start + 1] == "[" and "\n" not in content)

    def environments(self) -> None:
        found: list[Region] = []
        ahead = Ahead(self.masked)
        at = 0
        while opening := _BEGIN.search(self.masked, at):
            closing = f"\\end{{{opening[1]}}}"
            end = ahead.find(closing, opening.end())
            if end < 0:
                at = opening.end()
                continue
            nested = self.masked.count(opening[0], opening.end(), end)
            while nested and (after := self.masked.find(closing, end + 1)) >= 0:
                end, nested = after, nested - 1
            stop = end + len(closing)
            if opening[1] in MATH_ENVIRONMENTS:
                found.append(self.displayed(opening.start(), stop, (opening.start(), stop)))
            else:
                found.append(Region("latex", opening.start(), stop, (opening.start(), stop), name=opening[1]))
            at = found[-1].end
        self.take(found)

    def commands(self) -> None:
        if "\\" not in self.masked:
            return
        found: list[Region] = []
        at = 0
        while match := _DEFINITION.search(self.masked, at):
            start = match.start() + match.group().index("\\")
            end = definition_end(self.source, start)
            at = end if end is not None else match.end()
            if end is not None:
                found.append(Region("definition", start, end, (start, end)))
        self.take(found)
        found = []
        for match in _COMMAND.finditer(self.masked):
            if match[1] is not None:
                found.append(Region("command", *match.span(), match.span(2), name=match[1].lstrip("@")))
            elif match[3]:
                found.append(Region("words", *match.span(), match.span(4)))
            else:
                found.append(Region("nothing", *match.span(), match.span()))
        self.take(found)

    def citations(self, cited: bool) -> None:
        """References to labels and to literature by an at sign."""
        if "@" not in self.masked:
            return
        pattern = _CITATION if cited else _REFERENCE
        self.take([Region("citation", *match.span(), match.span()) for match in pattern.finditer(self.masked)])
