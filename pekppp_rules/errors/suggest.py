"""Did you mean ...? for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

_TOO_MANY = 2_000
_TOO_LONG = 80


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the entry of `known` that `word` was probably meant to be, or None when nothing is near."""
    from difflib import get_close_matches

    names = list(known)
    if len(word) > _TOO_LONG or len(names) > _TOO_MANY:
        return None
    folded = {name.casefold(): name for name in reversed(names)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[found[0]] if found else None
