"""Charts of a workbook, drawn by the program that opens it from the cells beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.sheet import Cell, Sheet, decimal_of
from pekppp_rules.reporting.view import BarGroup, Figure, Radar
from pekppp_rules.reporting.words import Words

_COLOURS = ("#14589C", "#B4500F", "#1B2430")
_TRACK = "#DCE5EF"
_ROW_POINTS = 20
_WIDTH = 620


def add_radar(workbook: Workbook, sheet: Sheet, radar: Radar, words: Words) -> None:
    """Write the values of each part by aspect, and a radar of them; per cent of their scales where those differ."""
    sheet.head((words("aspect"), *(strand.name for strand in radar.strands)))
    first = sheet.row
    for at, label in enumerate(radar.labels):
        values: list[Cell] = [_value(radar, strand, at) for strand in range(len(radar.strands))]
        sheet.cells((label.name, *values))
    chart = workbook.add_chart({"type": "radar", "subtype": "with_markers"})
    for at, strand in enumerate(radar.strands, start=1):
        line = {"color": _COLOURS[(at - 1) % 3], "width": 2.25, "dash_type": "solid" if at % 2 else "dash"}
        chart.add_series(
            {
                "name": _plain(strand.name),
                "categories": [sheet.name, first, 0, sheet.row - 1, 0],
                "values": [sheet.name, first, at, sheet.row - 1, at],
                "line": line,
                "marker": {"type": "circle" if at % 2 else "square", "size": 6},
            }
        )
    lowest, highest = radar.scale if radar.scale is not None else (0, 100)
    chart.set_y_axis({"min": float(lowest), "max": float(highest), "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    _insert(sheet, chart, 340, f"{words('radar')}. {radar.words}")


def _value(radar: Radar, strand: int, at: int) -> Decimal:
    one = radar.strands[strand]
    return one.values[at] if radar.scale is not None else decimal_of(one.points[at] * 100)


def add_bars(workbook: Workbook, sheet: Sheet, group: BarGroup, words: Words) -> None:
    """Write what each aspect brings and could bring at most, and bars of both."""
    sheet.head((group.name, words("contribution"), words("most"), words("remaining")))
    first = sheet.row
    for bar in group.bars:
        left = bar.highest.value - bar.contribution.value
        sheet.cells((bar.name, bar.contribution, bar.highest, Figure(left, "")))
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour, name in ((1, _COLOURS[0], "contribution"), (3, _TRACK, "remaining")):
        chart.add_series(
            {
                "name": words(name),
                "categories": [sheet.name, first, 0, sheet.row - 1, 0],
                "values": [sheet.name, first, column, sheet.row - 1, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    _insert(sheet, chart, 120 + 34 * len(group.bars), f"{group.name}: {group.words}")


def _insert(sheet: Sheet, chart: Any, height: int, description: str) -> None:
    """Put a chart below what was written, with its words for who cannot see it."""
    sheet.row += 1
    options = {"description": _plain(description)[:250], "object_position": 3}
    chart.set_size({"width": _WIDTH, "height": height})
    sheet.page.insert_chart(sheet.row, 0, chart, options)
    sheet.row += height // _ROW_POINTS + 2


def _plain(text: str) -> str:
    """Return a text on one line that no program takes for a reference to cells."""
    return one_line(text).lstrip("= ")
