"""Markdown in the dialects of those who write mathematics."""
