"""What of a page is never read: its furniture, what is hidden, and what only programs or the eye need."""

from __future__ import annotations

import re

from mathspeak.documents.html.tree import OPAQUE, Element

_TAGS = OPAQUE | frozenset("nav footer aside head dialog form map menu progress meter datalist link meta".split())
_CLASSES = frozenset(
    (
        "headerlink anchor-link anchorjs-link mw-editsection mw-jump-link navbox navbar noprint toc sidebar catlinks "
        "mw-cite-backlink MathJax_Preview MJX_Assistive_MathML katex-html prompt input_prompt output_prompt "
        "jp-InputPrompt jp-OutputPrompt jp-Collapser footnote-back skip-link breadcrumb breadcrumbs bs-sidebar "
        "mw-empty-elt metadata ltx_page_navbar ltx_page_footer ltx_page_logo ltx_note_mark ltx_tag_note ltx_TOC "
        "copybtn code-copy-button quarto-alternate-notebooks mw-hidden-catlinks vertical-navbox sphinxsidebar related "
        "wy-nav-side rst-footer-buttons printfooter"
    ).split()
)
_ROLES = frozenset(
    ["navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar", "doc-backlink", "doc-toc"]
)
_IDS = frozenset(
    ["toc", "TOC", "sidebar", "footer", "nav", "mw-navigation", "catlinks", "quarto-header", "quarto-sidebar"]
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTES = frozenset(["doc-footnote", "doc-endnotes", "doc-tip", "note"])


def is_skipped(element: Element) -> bool:
    """Whether nothing of an element is read."""
    if element.tag in _TAGS:
        return not (element.tag == "aside" and element.get("role") in _NOTES) and not (
            element.tag == "form" and any(inner.tag in ("p", "h1", "h2") for inner in element.walk())
        )
    if element.token is None or not element.token.source:
        return False
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in _ROLES or attributes.get("id") in _IDS:
        return True
    if _HIDDEN.search(attributes.get("style", "")):
        return True
    return not _CLASSES.isdisjoint(attributes.get("class", "").split())
