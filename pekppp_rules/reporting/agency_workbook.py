"""An agency's report as a workbook: a sheet for each part, numbers as numbers, nothing from a submission as a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.agency_view import AgencyView, HeatMap, RoundView
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.view import Figure

_FIXED = datetime(2022, 1, 1)
"""Written as the time of making, so that equal views give equal workbooks."""

_LONGEST_NAME = 31
_PLACES = 4
_WIDEST = 60
"""Characters in a column; longer texts take several lines, whose height not every program finds by itself."""

_LINE = 15
"""Points of a line."""

_A4 = 9
_HEAT_COLOURS = ("#E9C7AE", "#EDD2BE", "#F1DDCE", "#F5E8DE", "#FAF3EE", "#EEF3F8")

Value = str | int | Figure | None


@dataclass(frozen=True)
class _Formats:
    title: Format
    head: Format
    text: Format
    number: Format
    heat: tuple[Format, ...]


def agency_workbook(view: AgencyView) -> bytes:
    """Return the workbook as bytes. Equal views give equal workbooks."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties({"title": one_line(view.agency), "created": _FIXED})
        _Sheets(workbook, view).write()
    return content.getvalue()


class _Sheets:
    """The sheets of a workbook while they are written."""

    def __init__(self, workbook: xlsxwriter.Workbook, view: AgencyView) -> None:
        self._workbook = workbook
        self._view = view
        self._words = AgencyWords(view.lang)
        plain = {"valign": "top", "text_wrap": True}
        self._formats = _Formats(
            title=workbook.add_format({"bold": True, "font_size": 14}),
            head=workbook.add_format(
                {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": "#EEF3F8"}
            ),
            text=workbook.add_format(plain),
            number=workbook.add_format({**plain, "num_format": "0.00##"}),
            heat=tuple(
                workbook.add_format({"bg_color": colour, "num_format": "0.0#", "align": "center"})
                for colour in _HEAT_COLOURS
            ),
        )
        self._names: set[str] = set()

    def write(self) -> None:
        for one in self._view.rounds:
            ending = f" {one.period}" if len(self._view.rounds) > 1 else ""
            self._summary(one, ending)
            self._ranking(one, ending)
            self._aspects(one, ending)
            self._weakest(one, ending)
            for heat in one.heat:
                self._heat(heat, ending)
            self._findings(one, ending)
        self._change()

    def _summary(self, one: RoundView, ending: str) -> None:
        words = self._words
        sheet = self._sheet(words("summary") + ending)
        sheet.write_string(0, 0, one_line(self._view.agency), self._formats.title)
        rows: list[Sequence[Value]] = [
            (words("regulation"), one.regulation),
            (words("period"), one.title),
            (one.index_name, one.index),
            (words("category"), f"{one.letter}: {one.category}" if one.letter else "-"),
            (words("units"), len(one.ranking)),
            (words("package"), one.identity),
            *(
                ("", sentence)
                for sentence in [*one.told, *([self._view.side_by_side] if self._view.side_by_side else [])]
            ),
        ]
        end = self._rows(sheet, rows, start=2)
        heads = [words("category"), words("units"), words("share")]
        rows = [(f"{entry.letter}: {entry.name}", int(entry.units.value), entry.share) for entry in one.distribution]
        self._table(sheet, heads, rows, start=end + 1)
        if one.distribution:
            self._chart(sheet, end + 2, len(rows))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, _WIDEST)

    def _chart(self, sheet: Worksheet, first: int, count: int) -> None:
        chart = self._workbook.add_chart({"type": "bar"})
        name = sheet.get_name()
        last = first + count - 1
        chart.add_series(
            {
                "categories": [name, first, 0, last, 0],
                "values": [name, first, 1, last, 1],
                "fill": {"color": "#14589C"},
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_title({"name": self._words("distribution")})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        sheet.insert_chart(last + 2, 0, chart)

    def _ranking(self, one: RoundView, ending: str) -> None:
        words = self._words
        heads = [words(name) for name in ("rank", "unit", "agency", "index", "category")]
        rows = [
            (row.rank, row.unit, row.agency, row.index, f"{row.letter}: {row.category}" if row.letter else "-")
            for row in one.ranking
        ]
        self._filled(words("sheet_ranking") + ending, heads, rows)

    def _aspects(self, one: RoundView, ending: str) -> None:
        words = self._words
        heads = [words(name) for name in ("part", "aspect", "weight", "agency_mean", "least", "most_of_units")]
        rows = [(row.part, row.name, row.weight, row.mean, row.least, row.most) for row in one.aspects]
        self._filled(words("sheet_aspects") + ending, heads, rows)

    def _weakest(self, one: RoundView, ending: str) -> None:
        words = self._words
        heads = [
            words(name) for name in ("code", "indicator", "agency_mean", "most", "open_units", "gain", "index_then")
        ]
        rows = [
            (row.code, row.name, row.mean, row.highest, int(row.open_units.value), row.gain, row.after)
            for row in one.weakest
        ]
        self._filled(words("sheet_weakest") + ending, heads, rows)

    def _heat(self, heat: HeatMap, ending: str) -> None:
        sheet = self._sheet(f"{self._words('sheet_heat')} {heat.form}{ending}")
        for at, text in enumerate([self._words("unit"), *(column.code for column in heat.columns)]):
            sheet.write_string(0, at, one_line(text), self._formats.head)
        for number, (unit, cells) in enumerate(heat.units, start=1):
            sheet.write_string(number, 0, one_line(unit), self._formats.text)
            for at, cell in enumerate(cells, start=1):
                if cell is not None:
                    sheet.write_number(number, at, _number(cell.value), self._formats.heat[cell.step])
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(heat.columns), 7)

    def _findings(self, one: RoundView, ending: str) -> None:
        words = self._words
        rows = [(group.name, finding.message, finding.basis) for group in one.findings for finding in group.findings]
        self._filled(words("sheet_findings") + ending, [words("severity"), words("finding"), words("units")], rows)

    def _change(self) -> None:
        change, words = self._view.change, self._words
        if change is None:
            return
        sheet = self._sheet(words("sheet_change"))
        rows: list[Sequence[Value]] = [(sentence,) for sentence in change.told]
        rows += [(name, figure) for name, figure in change.parts]
        rows += [(f"{words(name)}: {unit}",) for name in ("came", "left") for unit in getattr(change, name)]
        end = self._rows(sheet, rows, start=0)
        heads = [words(name) for name in ("unit", "before", "after", "change_of", "of_unit", "of_rules")]
        units = [(one.unit, one.before, one.after, one.change, one.from_unit, one.from_rules) for one in change.units]
        self._table(sheet, heads, units, start=end + 1)
        sheet.set_column(0, 0, _WIDEST)
        sheet.set_column(1, 5, 14)

    def _filled(self, name: str, heads: list[str], rows: Sequence[Sequence[Value]]) -> None:
        """Write a sheet that is one table, its columns as wide as what stands in them, its head in sight."""
        sheet = self._sheet(name)
        self._table(sheet, heads, rows, start=0)
        for at, head in enumerate(heads):
            longest = max([len(head), *(len(_text(row[at])) for row in rows)])
            sheet.set_column(at, at, min(longest + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def _table(self, sheet: Worksheet, heads: list[str], rows: Iterable[Sequence[Value]], *, start: int) -> int:
        for at, head in enumerate(heads):
            sheet.write_string(start, at, one_line(head), self._formats.head)
        return self._rows(sheet, rows, start=start + 1)

    def _rows(self, sheet: Worksheet, rows: Iterable[Sequence[Value]], *, start: int) -> int:
        """Write rows and return the row after the last."""
        for row in rows:
            longest = max((len(value) for value in row if isinstance(value, str)), default=0)
            if longest > _WIDEST:
                sheet.set_row(start, _LINE * (1 + longest // (_WIDEST - 8)))
            for at, value in enumerate(row):
                if isinstance(value, Figure):
                    sheet.write_number(start, at, _number(value.value), self._formats.number)
                elif isinstance(value, int):
                    sheet.write_number(start, at, value, self._formats.text)
                elif value is not None:
                    sheet.write_string(start, at, one_line(value), self._formats.text)
            start += 1
        return start

    def _sheet(self, name: str) -> Worksheet:
        """Add a sheet. Excel cuts names at 31 characters, allows some letters only, and no name twice."""
        clean = "".join(letter for letter in one_line(name) if letter not in "[]:*?/\\'")[:_LONGEST_NAME]
        unique, number = clean, 2
        while unique.lower() in self._names:
            unique = f"{clean[: _LONGEST_NAME - 4]} ({number})"
            number += 1
        self._names.add(unique.lower())
        sheet = self._workbook.add_worksheet(unique)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return sheet


def _number(value: Fraction) -> float:
    """Return what a cell can hold; it is for reading, and nothing is computed from it here."""
    return float(round(value, _PLACES))


def _text(value: Value) -> str:
    return value.text if isinstance(value, Figure) else "" if value is None else str(value)
