"""Properties that hold for all formulas: grown at random, not chosen by hand."""
