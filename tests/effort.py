"""How many examples a property gets: fewer where each is a whole regulation or a large form, and where they would come again."""

from __future__ import annotations

from hypothesis import settings

few = settings(max_examples=max(1, settings().max_examples // 3))
"""A third of the profile's. Import it in test modules only: the profile is chosen in conftest.py."""


def examples(count: int) -> int:
    """Return how many examples a slow test draws: a third of `count` with the seeds of CI, which are the same in every run.

    What those find they find at once; `pytest -m slow` without them draws all of `count`, others each time.
    """
    return count // 3 if settings.get_current_profile_name() == "same" else count
