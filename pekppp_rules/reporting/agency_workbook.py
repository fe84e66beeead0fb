"""An agency's report as a workbook: a sheet for each part, numbers as numbers, nothing from a submission as a formula or a link."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.agency_view import HEAT_STEPS, AgencyView, HeatMap, RoundView
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.palette import PAPER, heat_colour
from pekppp_rules.reporting.sheet import Cell, Sheet, Styles, decimal_of
from pekppp_rules.reporting.sheet_charts import add_radar
from pekppp_rules.reporting.xlsx import AS_WRITTEN, NO_TIME

_LONGEST_NAME = 31
_REFUSED_IN_NAMES = frozenset("[]:*?/\\'")


def agency_workbook(view: AgencyView) -> bytes:
    """Return the file: texts and numbers, no formulas, links or macros. Equal views give equal bytes."""
    written = BytesIO()
    with Workbook(written, AS_WRITTEN) as workbook:
        words = AgencyWords(view.lang)
        workbook.set_properties({"title": words("agency_report"), "created": NO_TIME, "author": "pekppp_rules"})
        _Sheets(workbook, view, words).write()
    return written.getvalue()


class _Sheets:
    """The sheets of a workbook while they are written."""

    def __init__(self, workbook: Workbook, view: AgencyView, words: AgencyWords) -> None:
        self._workbook = workbook
        self._view = view
        self._words = words
        self._styles = Styles.of(workbook)
        self._heat_styles = [self._heat_style(step) for step in range(HEAT_STEPS + 1)]
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
        if self._view.unscored:
            rows = [(one.name, one.text) for one in self._view.unscored]
            self._filled(self._words("sheet_unscored"), (34, 100), [self._words("unit"), self._words("reason")], rows)

    def _summary(self, one: RoundView, ending: str) -> None:
        words = self._words
        sheet = self._sheet(words("sheet_summary") + ending, (34, 76, 14))
        sheet.title(words("agency_report"))
        package, _, digest = one.identity.rpartition(" ")
        pairs: list[tuple[str, Cell]] = [
            (words("agency"), self._view.agency),
            (words("period"), one.title),
            (words("regulation"), one.regulation),
            (one.index_name, one.index),
            (words("category"), f"{one.letter}: {one.category}" if one.letter else "-"),
            (words("units"), Decimal(len(one.ranking))),
            (words("package"), package),
            (words("digest"), digest),
        ]
        for pair in pairs:
            sheet.cells(pair)
        for sentence in (*one.told, self._view.side_by_side, self._view.unscored_note):
            if sentence is not None:
                sheet.line(sentence)
        if one.distribution_bars is None:
            return
        sheet.part(words("distribution"))
        sheet.head([words("category"), words("units"), words("share")])
        for entry in one.distribution:
            sheet.cells((f"{entry.letter}: {entry.name}", entry.units, entry.share))
        self._chart(sheet, len(one.distribution))

    def _chart(self, sheet: Sheet, categories: int) -> None:
        """Draw the units of each category, from the table that was just written."""
        first, last = sheet.row - categories, sheet.row - 1
        chart = self._workbook.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, 1, last, 1],
                "fill": {"color": "#14589C"},
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 560, "height": 60 + 24 * categories})
        sheet.page.insert_chart(sheet.row + 1, 0, chart, {"description": self._words("distribution")})

    def _ranking(self, one: RoundView, ending: str) -> None:
        heads = [self._words(name) for name in ("rank", "unit", "agency", "index", "category")]
        rows = [
            (Decimal(row.rank), row.unit, row.agency, row.index, f"{row.letter}: {row.category}" if row.letter else "-")
            for row in one.ranking
        ]
        self._filled(self._words("sheet_ranking") + ending, (8, 44, 40, 12, 30), heads, rows)

    def _aspects(self, one: RoundView, ending: str) -> None:
        heads = [self._words(name) for name in ("part", "aspect", "weight", "agency_mean", "least", "most_of_units")]
        rows = [(row.part, row.name, row.weight, row.mean, row.least, row.most) for row in one.aspects]
        sheet = self._filled(self._words("sheet_aspects") + ending, (34, 40, 12, 12, 12, 12), heads, rows)
        if one.radar is not None:
            add_radar(self._workbook, sheet, one.radar, self._words)

    def _weakest(self, one: RoundView, ending: str) -> None:
        names = ("code", "indicator", "agency_mean", "most", "open_units", "gain", "index_then")
        rows = [(row.code, row.name, row.mean, row.highest, row.open_units, row.gain, row.after) for row in one.weakest]
        heads = [self._words(name) for name in names]
        self._filled(self._words("sheet_weakest") + ending, (12, 60, 12, 12, 12, 12, 14), heads, rows)

    def _heat(self, heat: HeatMap, ending: str) -> None:
        widths = (34, *([8] * len(heat.columns)))
        sheet = self._sheet(f"{self._words('sheet_heat')} {heat.form}{ending}", widths)
        sheet.head([self._words("unit"), *(column.code for column in heat.columns)], is_repeated=True)
        for unit, cells in heat.units:
            sheet.page.write_string(sheet.row, 0, one_line(unit), self._styles.text)
            for at, cell in enumerate(cells, start=1):
                if cell is not None:
                    sheet.page.write_number(sheet.row, at, decimal_of(cell.value), self._heat_styles[cell.step])
            sheet.row += 1
        sheet.page.freeze_panes(1, 1)

    def _heat_style(self, step: int) -> Any:
        colour = "#" + heat_colour(PAPER, step).hexval()[2:].upper()
        return self._workbook.add_format({"bg_color": colour, "num_format": "0.##", "align": "center", "font_size": 9})

    def _findings(self, one: RoundView, ending: str) -> None:
        heads = [self._words(name) for name in ("severity", "finding", "units")]
        rows = [(group.name, finding.message, finding.basis) for group in one.findings for finding in group.findings]
        sheet = self._filled(self._words("sheet_findings") + ending, (14, 70, 60), heads, rows)
        if one.findings_note is not None:
            sheet.line(one.findings_note)

    def _change(self) -> None:
        change, words = self._view.change, self._words
        if change is None:
            return
        sheet = self._sheet(words("sheet_change"), (44, 14, 14, 14, 14, 14))
        sheet.part(words("change"))
        for sentence in change.told:
            sheet.line(sentence)
        for name, figure in change.parts:
            sheet.cells((name, figure))
        for name in ("came", "left"):
            for unit in getattr(change, name):
                sheet.cells((f"{words(name)}: {unit}",))
        sheet.row += 1
        sheet.head([words(name) for name in ("unit", "before", "after", "change_of", "of_unit", "of_rules")])
        for one in change.units:
            sheet.cells((one.unit, one.before, one.after, one.change, one.from_unit, one.from_rules))

    def _filled(self, name: str, widths: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Sheet:
        """Write a sheet that is one table, its head in sight, which a reader can sort and filter."""
        sheet = self._sheet(name, widths)
        sheet.head(heads, is_repeated=True)
        for row in rows:
            sheet.cells(row)
        if rows:
            sheet.page.autofilter(0, 0, len(rows), len(heads) - 1)
        return sheet

    def _sheet(self, name: str, widths: Sequence[int]) -> Sheet:
        """Add a sheet. Excel cuts names at 31 characters, refuses some, and takes no name twice."""
        clean = "".join(letter for letter in one_line(name) if letter not in _REFUSED_IN_NAMES)[:_LONGEST_NAME]
        unique, number = clean, 2
        while unique.lower() in self._names:
            unique = f"{clean[: _LONGEST_NAME - 5]} ({number})"
            number += 1
        self._names.add(unique.lower())
        return Sheet(self._workbook, self._styles, unique, widths)
