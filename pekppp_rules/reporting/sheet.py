"""One sheet of a workbook that is written from the top down: heads, texts and numbers, and never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.view import Figure

_A4 = 9
_MOST_LETTERS = 32_767
"""Of a cell, in Excel."""
_PLACES = 6
_MOST_PLACES = 9
_LINE_POINTS = 13.5
_HIGHEST_ROW = 400
_WIDEST_LETTER = 1.12
_INK, _MUTED, _ACCENT, _TRACK, _GRID = "#1B2430", "#55606E", "#14589C", "#DCE5EF", "#C9D1DB"

Cell = str | Decimal | Figure | None
"""A text, a number as it is shown, an exact value, or nothing."""


@dataclass(frozen=True)
class Styles:
    """The formats of a workbook by what they are for."""

    text: Any
    head: Any
    part: Any
    title: Any
    strong: Any
    muted: Any
    numbers: dict[int | None, Any]
    """By the decimals that are always shown; of None, those that there are."""
    strong_numbers: dict[int, Any]

    @classmethod
    def of(cls, workbook: Workbook) -> Styles:
        """Add the formats to a workbook."""
        base = {"font_name": "Calibri", "font_size": 10, "font_color": _INK, "valign": "top", "text_wrap": True}
        cell = {**base, "bottom": 1, "bottom_color": _GRID, "indent": 1}
        plain = {**base, "text_wrap": False, "bold": True}
        return cls(
            text=workbook.add_format(cell),
            head=workbook.add_format({**cell, "bold": True, "bg_color": _TRACK, "bottom": 2}),
            part=workbook.add_format({**plain, "font_size": 13, "font_color": _ACCENT}),
            title=workbook.add_format({**plain, "font_size": 17}),
            strong=workbook.add_format({**cell, "bold": True}),
            muted=workbook.add_format({**base, "text_wrap": False, "font_color": _MUTED}),
            strong_numbers={
                places: workbook.add_format(
                    {**cell, "bold": True, "align": "left", "num_format": f"{Decimal(0):.{places}f}"}
                )
                for places in range(_MOST_PLACES + 1)
            },
            numbers={
                None: workbook.add_format({**cell, "align": "right"}),
                **{
                    places: workbook.add_format({**cell, "align": "right", "num_format": f"{Decimal(0):.{places}f}"})
                    for places in range(_MOST_PLACES + 1)
                },
            },
        )


class Sheet:
    """A sheet with a place to write next."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str, widths: Sequence[int]) -> None:
        self.page: Worksheet = workbook.add_worksheet(name)
        self._widths = widths
        self.name = name
        self.row = 0
        self._styles = styles
        for at, width in enumerate(widths):
            self.page.set_column(at, at, width)
        self.page.hide_gridlines(2)
        self.page.set_paper(_A4)
        if sum(widths) > 100:
            self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(0.5, 0.5, 0.6, 0.6)
        self.page.set_footer("&R&P / &N")

    def title(self, text: str) -> None:
        """Write the title of the workbook."""
        self.page.set_row(self.row, 26)
        self._line(text, self._styles.title)

    def part(self, text: str) -> None:
        """Write a heading, with an empty line before it."""
        if self.row:
            self.row += 1
        self.page.set_row(self.row, 20)
        self._line(text, self._styles.part)

    def line(self, text: str) -> None:
        """Write a line that runs over the cells beside it."""
        self._line(text, self._styles.muted)

    def _line(self, text: str, style: Any) -> None:
        self.page.write_string(self.row, 0, _fit(text), style)
        self.row += 1

    def head(self, names: Sequence[str], *, is_repeated: bool = False) -> None:
        """Write the head of a table; where it is repeated, on every printed page, and it stays in sight."""
        self._make_room(names)
        for at, name in enumerate(names):
            self.page.write_string(self.row, at, _fit(name[:1].upper() + name[1:]), self._styles.head)
        self.row += 1
        if is_repeated:
            self.page.repeat_rows(self.row - 1)
            self.page.freeze_panes(self.row, 0)

    def cells(self, cells: Sequence[Cell], *, is_strong: bool = False) -> None:
        """Write a row of a table."""
        style = self._styles.strong if is_strong else self._styles.text
        self._make_room(cells)
        for at, cell in enumerate(cells):
            match cell:
                case None:
                    self.page.write_blank(self.row, at, None, style)
                case str():
                    self.page.write_string(self.row, at, _fit(cell), style)
                case Decimal():
                    numbers = self._styles.strong_numbers if is_strong else self._styles.numbers
                    self.page.write_number(self.row, at, cell, numbers[places_of(cell)])
                case Figure():
                    self.page.write_number(self.row, at, decimal_of(cell.value), self._styles.numbers[cell.places])
        self.row += 1

    def _make_room(self, cells: Sequence[Cell]) -> None:
        """Make the row as high as its longest text asks for: not every program does so by itself."""
        lines = [
            ceil(len(cell) * _WIDEST_LETTER / width)
            for cell, width in zip(cells, self._widths, strict=False)
            if isinstance(cell, str)
        ]
        self.page.set_row(self.row, min(max([1, *lines]) * _LINE_POINTS + 2, _HIGHEST_ROW))


def places_of(value: Decimal) -> int:
    """Return how many decimals a rounded value has."""
    return max(0, -int(value.as_tuple().exponent))


def decimal_of(value: Fraction) -> Decimal:
    """Return a value rounded to six places, without the zeros at its end."""
    rounded = Decimal(round(value * 10**_PLACES)).scaleb(-_PLACES)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()


def _fit(text: str) -> str:
    return one_line(text)[:_MOST_LETTERS]
