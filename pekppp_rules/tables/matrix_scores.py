"""What scoring matrices gives: whole numbers in arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_CATEGORY = -1
"""Stands where a regulation gives no category."""


@dataclass(frozen=True, eq=False)
class MatrixNode:
    """A node of the index for every unit, in read-only arrays; a unit whose index does without the node has 0 in all of them."""

    num: NDArray[np.int64]
    den: NDArray[np.int64]
    """The value is `num / den` exactly, not reduced; 0 where a unit has no such node."""
    units: NDArray[np.int64]
    """Rounded by the regulation's policy, in units of 10^-places."""
    places: int
    category: NDArray[np.int8]
    """The place of the category in `letters`; -1 where there is none."""
    letters: tuple[str, ...]
    """From the lowest category up; empty where the regulation gives the node none."""

    @property
    def category_letters(self) -> NDArray[np.str_]:
        """The letter of every unit's category; an empty text where there is none."""
        return letters_at(self.letters, self.category)


@dataclass(frozen=True, eq=False)
class MatrixScores:
    """The index of every unit, in the order of the units, in read-only arrays."""

    index_num: NDArray[np.int64]
    index_den: NDArray[np.int64]
    """The index is `index_num / index_den` exactly, not reduced."""
    index_hundredths: NDArray[np.int64]
    """The index rounded by the regulation's policy, x 100; where that is finer, rounded to hundredths instead."""
    category: NDArray[np.int8]
    """The place of the category in `letters`; -1 where there is none."""
    letters: tuple[str, ...]
    """From the lowest category up; empty where the regulation gives none."""
    nodes: Mapping[str, MatrixNode]
    """The nodes that were asked for."""

    @property
    def category_letters(self) -> NDArray[np.str_]:
        """The letter of every unit's category; an empty text where there is none."""
        return letters_at(self.letters, self.category)

    def __len__(self) -> int:
        return len(self.category)


def letters_at(letters: tuple[str, ...], category: NDArray[np.int8]) -> NDArray[np.str_]:
    """Return the letter at every place; NO_CATEGORY takes the empty text, which stands last."""
    import numpy as np

    assert NO_CATEGORY == -1
    known: NDArray[np.str_] = np.array([*letters, ""])
    return known[category]
