"""How much one document may hold. What is beyond is no form that people filled, and would only cost memory and time."""

from __future__ import annotations

MOST_MEGABYTES = 16
DEEPEST = 32
"""Levels of nesting."""
MOST_VALUES = 500_000
"""Values of any kind, lists and mappings included: 33,000 respondents one by one, and far more as totals."""
