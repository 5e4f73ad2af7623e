"""The rules by which nodes are written as MathML."""
