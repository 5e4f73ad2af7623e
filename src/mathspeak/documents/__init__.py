"""Documents: files to blocks of prose, formulas, code and pictures, each with its place in the source."""
