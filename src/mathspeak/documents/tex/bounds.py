"""What reading one document may cost."""

from __future__ import annotations


class Bounds:
    """The bounds on one document and all files that it brings in. Treat as immutable.

    ``max_bytes`` counts bytes of all files together, ``max_files`` files, ``max_nesting`` things that stand in one
    another (lists, theorems, files, notes), ``max_macros`` definitions, ``max_expansions`` macro calls that a single
    one may lead to, ``max_runs`` pieces of text and formulas.

    >>> Bounds(max_files=2).max_files
    2
    """

    __slots__ = ("max_bytes", "max_expansions", "max_files", "max_macros", "max_nesting", "max_runs")

    def __init__(
        self,
        max_bytes: int = 16_000_000,
        max_files: int = 1_000,
        max_nesting: int = 40,
        max_macros: int = 100_000,
        max_expansions: int = 1_000,
        max_runs: int = 2_000_000,
    ) -> None:
        self.max_bytes = max_bytes
        self.max_files = max_files
        self.max_nesting = max_nesting
        self.max_macros = max_macros
        self.max_expansions = max_expansions
        self.max_runs = max_runs
