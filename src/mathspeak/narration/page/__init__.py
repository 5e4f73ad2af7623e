"""The page to read along: what was written, with formulas as MathML, and what is said of it while it sounds."""
