"""LaTeX to nodes: tokens, macros, the parser, and one file for each family of commands."""

from __future__ import annotations

from mathspeak.latex.reader import Source, read

__all__ = ["Source", "read"]
