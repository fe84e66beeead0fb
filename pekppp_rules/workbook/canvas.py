"""Drawing a workbook: sheets with hidden marks, cells to fill in, locked cells, formulas with their results.

The one module that knows XlsxWriter. Texts are always written as texts: no name becomes a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any, Literal, NamedTuple

from pekppp_rules.errors import EvaluationError, Place, Problem, column_letters
from pekppp_rules.submission.sheets.marks import Mark
from pekppp_rules.workbook.words import Words

Value = str | int | Decimal | bool | None

Style = Literal[
    "title",
    "lead",
    "plain",
    "head",
    "block",
    "band",
    "label",
    "small",
    "fixed",
    "fill",
    "fill_number",
    "check",
    "big",
    "result",
    "sum",
]

_MADE = datetime(2000, 1, 1)
"""Two workbooks of the same content are the same bytes."""
_YELLOW, _BLUE, _PALE, _GREY, _INK = "#FFF8DC", "#1F3864", "#DCE6F2", "#595959", "#1A1A1A"
_TALLEST = 400
_LINE = 13

_FRAME = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "text_wrap": True}
_STYLES: dict[Style, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": _BLUE, "valign": "vcenter"},
    "lead": {"font_color": _GREY, "text_wrap": False},
    "plain": {"valign": "top", "text_wrap": True},
    "head": {**_FRAME, "bold": True, "bg_color": _BLUE, "font_color": "#FFFFFF", "valign": "vcenter"},
    "block": {"bold": True, "text_wrap": True, "bg_color": _PALE, "font_color": _INK, "valign": "vcenter"},
    "band": {"bold": True, "bg_color": _PALE, "font_color": _INK, "valign": "vcenter"},
    "label": _FRAME,
    "small": {**_FRAME, "font_size": 9, "font_color": "#404040"},
    "fixed": {**_FRAME, "bg_color": "#F2F2F2"},
    "fill": {**_FRAME, "bg_color": _YELLOW, "locked": False, "num_format": "@"},
    "fill_number": {**_FRAME, "bg_color": _YELLOW, "locked": False, "align": "center"},
    "check": {"align": "center", "valign": "top", "font_color": _GREY},
    "big": {"bold": True, "font_size": 26, "font_color": _BLUE, "align": "left"},
    "result": {**_FRAME, "align": "right"},
    "sum": {**_FRAME, "align": "right", "num_format": "0", "text_wrap": False},
}


class Range(NamedTuple):
    """Some cells of one sheet, rows and columns from 1."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = _cell(self.top, self.left), _cell(self.bottom, self.right)
        name = self.sheet.replace("'", "''")
        return f"'{name}'!{first}" if first == last else f"'{name}'!{first}:{last}"


def cell(sheet: str, row: int, column: int) -> Range:
    """Return one cell."""
    return Range(sheet, row, column, row, column)


def _cell(row: int, column: int) -> str:
    return f"${column_letters(column)}${row}"


class Canvas:
    """A workbook being drawn."""

    def __init__(self, words: Words, footer: str, title: str) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise EvaluationError(Problem("PKP-045", Place())) from error
        self.words = words
        self._bytes = io.BytesIO()
        self._footer = footer
        self._book: Any = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self._book.set_properties({"title": title, "created": _MADE})
        self._book.set_calc_mode("auto")
        self._formats: dict[tuple[Style, str], Any] = {}
        self.titles: list[str] = []

    def style(self, style: Style, number: str = "") -> Any:
        """Return the format of a style, with a number format of its own."""
        key = style, number
        if key not in self._formats:
            extra = {"num_format": number} if number else {}
            self._formats[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 10, **_STYLES[style], **extra}
            )
        return self._formats[key]

    def sheet(self, title: str, mark: Mark, widths: Sequence[float], *, landscape: bool = True) -> Drawing:
        """Add a sheet whose first, hidden row and column carry the marks; `widths` are those of the columns after it."""
        self.titles.append(title)
        sheet = self._book.add_worksheet(title)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{self._footer}&R&8{self.words('page')}")
        sheet.set_column(0, 0, 3, None, {"hidden": True})
        for at, width in enumerate(widths, start=1):
            sheet.set_column(at, at, width)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        drawing = Drawing(self, sheet, title, list(widths))
        drawing.mark(1, str(mark))
        return drawing

    def finished(self) -> bytes:
        """Return the workbook as the content of a file."""
        self._book.close()
        return self._bytes.getvalue()


class Drawing:
    """One sheet being drawn. Rows and columns are counted from 1."""

    def __init__(self, canvas: Canvas, sheet: Any, title: str, widths: list[float]) -> None:
        self.title = title
        self.words = canvas.words
        self._canvas = canvas
        self._sheet = sheet
        self._widths = widths

    def mark(self, row: int, key: str) -> None:
        """Say in the hidden first column what stands in a row."""
        self._sheet.write_string(row - 1, 0, key)

    def column(self, column: int, key: str) -> None:
        """Say in the hidden first row what stands in a column."""
        self._sheet.write_string(0, column - 1, key)

    def put(self, row: int, column: int, value: Value, style: Style = "plain", number: str = "") -> Range:
        """Write a value as what it is: a text is never a formula, a number never a text."""
        form = self._canvas.style(style, number)
        if value is None or value == "":
            self._sheet.write_blank(row - 1, column - 1, None, form)
        elif isinstance(value, bool):
            self._sheet.write_string(row - 1, column - 1, self.words("yes" if value else "no"), form)
        elif isinstance(value, str):
            self._sheet.write_string(row - 1, column - 1, value, form)
        else:
            self._sheet.write_number(row - 1, column - 1, value, form)
        return cell(self.title, row, column)

    def formula(
        self, row: int, column: int, formula: str, result: int | str | Decimal, style: Style = "sum", number: str = ""
    ) -> Range:
        """Write a formula with the result it gives now, which previewers show."""
        form = self._canvas.style(style, number)
        self._sheet.write_formula(row - 1, column - 1, f"={formula}", form, result)
        return cell(self.title, row, column)

    def heads(self, row: int, texts: Sequence[str], *, height: float | None = None) -> None:
        """Write a row of headings, repeated on every printed page and kept in sight."""
        for at, text in enumerate(texts, start=2):
            self.put(row, at, text, "head")
        fitted = max((self.lines(text, at) for at, text in enumerate(texts, start=2)), default=1) * _LINE + 6
        self._sheet.set_row(row - 1, height or fitted)
        self._sheet.freeze_panes(row, 0)
        self._sheet.repeat_rows(row - 1)

    def band(self, row: int, text: str, last: int) -> None:
        """Write the heading of a block across the columns up to `last`."""
        for column in range(2, last + 1):
            self.put(row, column, text if column == 2 else None, "band")

    def across(self, row: int, first: int, last: int, text: str) -> None:
        """Write a heading over several columns. Cells to fill in are never merged; headings may be."""
        if first == last:
            self.put(row, first, text, "block")
        else:
            self._sheet.merge_range(row - 1, first - 1, row - 1, last - 1, text, self._canvas.style("block"))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row - 1, points)

    def lines(self, text: str, column: int) -> int:
        """Return how many lines a text takes in a column, roughly."""
        room = max(self._widths[column - 2] * 1.12, 1)
        return sum(max(ceil(len(part) / room), 1) for part in text.split("\n"))

    def fit(self, row: int, *texts: tuple[int, str]) -> None:
        """Make a row as high as the texts in its columns need."""
        lines = max((self.lines(text, column) for column, text in texts), default=1)
        self._sheet.set_row(row - 1, min(lines * _LINE + 4, _TALLEST))

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self._sheet.set_row(row - 1, None, None, {"hidden": True})

    def hide(self) -> None:
        """Hide the whole sheet."""
        self._sheet.hide()

    def allow_numbers(self, where: Range, kind: Literal["integer", "decimal"], lowest: Value, highest: Value) -> None:
        """Let cells take numbers between two bounds, either of which may be missing."""
        if lowest is None and highest is None:
            return
        bounds: dict[str, Any] = {"criteria": ">=", "value": lowest}
        if lowest is None:
            bounds = {"criteria": "<=", "value": highest}
        elif highest is not None:
            bounds = {"criteria": "between", "minimum": lowest, "maximum": highest}
        told = self.words(
            "level_range", lowest="-" if lowest is None else lowest, highest="-" if highest is None else highest
        )
        self._allow(where, {"validate": kind, **bounds}, told)

    def allow_list(self, where: Range, choices: Sequence[str] | Range) -> None:
        """Let cells take one of some entries, chosen from a list."""
        source = f"={choices}" if isinstance(choices, Range) else list(choices)
        told = "" if isinstance(choices, Range) else ", ".join(choices)
        self._allow(where, {"validate": "list", "source": source}, told)

    def _allow(self, where: Range, rule: dict[str, Any], told: str) -> None:
        rule |= {"error_title": self.words("refused")[:32]}
        if told:
            rule["error_message"] = told[:255]
        self._sheet.data_validation(where.top - 1, where.left - 1, where.bottom - 1, where.right - 1, rule)
