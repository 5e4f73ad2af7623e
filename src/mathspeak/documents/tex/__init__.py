"""LaTeX documents, read into blocks."""

from mathspeak.documents.tex.reading import read_tex

__all__ = ["read_tex"]
