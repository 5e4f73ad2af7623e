"""A walk through a formula, part by part: what screen readers offer, without keys, terminal or sound."""

from __future__ import annotations

from mathspeak.explore.explorer import Explorer, Heard

__all__ = ["Explorer", "Heard"]
