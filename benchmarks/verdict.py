"""What was right in a run: a wrong result of ours fails it, those of others are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Result = TypeVar("Result")


class Verdict:
    """Collects the checks of one script; `status` is its exit status."""

    def __init__(self, title: str = "Against exact fractions") -> None:
        self.status = 0
        print(f"\n{title}")

    def ours(self, name: str, found: Sequence[Result], right: Sequence[Result]) -> None:
        """Print how many of our results are wrong; any is a failure."""
        if self.peer(name, found, right):
            self.status = 1

    def peer(self, name: str, found: Sequence[Result], right: Sequence[Result]) -> int:
        """Print and return how many results of another side are wrong."""
        wrong = sum(one != other for one, other in zip(found, right, strict=True))
        print(f"  {name:<44} {wrong} of {len(right)} wrong")
        return wrong
