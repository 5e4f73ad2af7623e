"""MathML: read here into the LaTeX that prints the same, so that the one reader of formulas speaks it."""
