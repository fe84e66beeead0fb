"""How many examples a property gets: a third of the profile's where each example is a whole regulation or a large form."""

from __future__ import annotations

from hypothesis import settings

few = settings(max_examples=max(1, settings().max_examples // 3))
"""Import it in test modules only: the profile is chosen in conftest.py."""
