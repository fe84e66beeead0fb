"""What a sheet holds: cells with their value as it was typed, and ranges that were merged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from pekppp_rules.reading.numbers import MOST_DIGITS, number_written

CellValue = str | int | Decimal | bool

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,5})?\Z", re.ASCII)
_FIFTEEN = Context(prec=MOST_DIGITS, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty."""

    value: CellValue | None
    """A text, a number as it was typed, or yes or no; None where the cell holds an error or a number of no use."""
    is_formula: bool = False
    error: str | None = None
    """What a spreadsheet shows for a failed formula: `#REF!`."""


class Merged(NamedTuple):
    """A range of cells merged into one: first row and column, last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet: its name, its cells by row and column (both from 1), and its merged ranges."""

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where it is empty."""
        return self.cells.get(row, {}).get(column)

    def rows(self) -> Iterator[int]:
        """Yield the numbers of the rows that hold anything, from the top."""
        yield from sorted(self.cells)


def reference(text: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as `D17`, or None where it is none."""
    found = _REFERENCE.match(text)
    if found is None:
        return None
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - 64
    row = int(found.group(2))
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def number_typed(text: str) -> int | Decimal | None:
    """Return the number that was typed into a cell, or None where it cannot be told.

    Programs store the double nearest to it, some with 17 digits (1.1000000000000001 for 1.1). Fifteen digits tell which number
    of at most fifteen digits that was, which is what every spreadsheet shows.
    """
    text = text.strip()
    if not _NUMBER.match(text) or len(text) > 40:
        return None
    number = number_written(text)
    return number if number is not None else number_written(str(_FIFTEEN.create_decimal(text)))
