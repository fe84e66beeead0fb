"""Units by the rows of a form, drawn on paper: tens of thousands of cells, so straight onto the page."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pekppp_rules.reporting.agency_view import HeatCell, HeatMap
from pekppp_rules.reporting.fonts import PLAIN, shown_in_print
from pekppp_rules.reporting.palette import PAPER, heat_colour
from pekppp_rules.reporting.paper import WIDTH

_UNIT_WIDTH = 130
_CELL_HEIGHT = 12
_HEAD_HEIGHT = 46
_WIDEST_CELL = 24
_FONT_SIZE = 6.2
_GAP = 0.6
_BASELINE = 3.5
_ROWS_AT_ONCE = 12
"""Units drawn together: few enough to fill a page nearly to its end."""

MOST_COLUMNS = 32
"""Columns that fit beside the names of the units."""

_Unit = tuple[str, tuple[HeatCell | None, ...]]


class HeatRows(Flowable):
    """Some units of a heat map, under the codes of its columns where those are given."""

    def __init__(self, codes: tuple[str, ...], units: tuple[_Unit, ...], columns: int) -> None:
        super().__init__()
        self._codes = codes
        self._units = units
        self._cell_width = min((WIDTH - _UNIT_WIDTH) / columns, _WIDEST_CELL)
        self.width = WIDTH
        self.height = _CELL_HEIGHT * len(units) + (_HEAD_HEIGHT if codes else 0)

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size, which is the same wherever it stands."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw from the bottom of the last unit up."""
        canvas, width = self.canv, self._cell_width
        canvas.setFont(PLAIN, _FONT_SIZE)
        for place, code in enumerate(self._codes):
            canvas.saveState()
            canvas.setFillColor(PAPER.ink)
            canvas.translate(_UNIT_WIDTH + (place + 0.5) * width + 2, _CELL_HEIGHT * len(self._units) + 3)
            canvas.rotate(90)
            canvas.drawString(0, 0, _cut(code, _HEAD_HEIGHT - 4))
            canvas.restoreState()
        self._draw_grounds()
        canvas.setFillColor(PAPER.ink)
        drawn: dict[str, str] = {}
        for row, (unit, cells) in enumerate(self._units):
            baseline = self._bottom(row) + _BASELINE
            canvas.drawString(0, baseline, _cut(unit, _UNIT_WIDTH - 4))
            for place, cell in enumerate(cells):
                if cell is not None:
                    if cell.text not in drawn:
                        drawn[cell.text] = self._centred(cell.text)
                    middle = _UNIT_WIDTH + (place + 0.5) * width
                    canvas.addLiteral(f"q 1 0 0 1 {middle:.3f} {baseline:.3f} cm {drawn[cell.text]} Q")

    def _bottom(self, row: int) -> float:
        return _CELL_HEIGHT * (len(self._units) - row - 1)

    def _draw_grounds(self) -> None:
        """Fill the cells, one step after the other: as operators of PDF, for a call for each takes most of the time of a report."""
        width = self._cell_width
        cells: dict[int, list[str]] = {}
        for row, (_, of_unit) in enumerate(self._units):
            bottom = self._bottom(row)
            for place, cell in enumerate(of_unit):
                if cell is not None:
                    left = _UNIT_WIDTH + place * width
                    cells.setdefault(cell.step, []).append(
                        f"{left:.3f} {bottom:.3f} {width - _GAP:.3f} {_CELL_HEIGHT - _GAP:.3f} re"
                    )
        for step, rectangles in sorted(cells.items()):
            self.canv.setFillColor(heat_colour(PAPER, step))
            self.canv.addLiteral(" ".join([*rectangles, "f"]))

    def _centred(self, text: str) -> str:
        """Return the operators that write a text around the origin."""
        written = self.canv.beginText(-stringWidth(text, PLAIN, _FONT_SIZE) / 2, 0)
        written.setFont(PLAIN, _FONT_SIZE)
        written.textOut(text)
        return str(written.getCode())


def heat_rows_of(heat: HeatMap, start: int, end: int) -> Iterator[HeatRows]:
    """Yield the units by columns `start` to `end`, some units at a time, the codes over the first of them."""
    codes = tuple(column.code for column in heat.columns[start:end])
    for at in range(0, len(heat.units), _ROWS_AT_ONCE):
        units = tuple((unit, cells[start:end]) for unit, cells in heat.units[at : at + _ROWS_AT_ONCE])
        yield HeatRows(codes if at == 0 else (), units, len(codes))


def _cut(text: str, room: float) -> str:
    """Return a text that fits its room, cut where it does not."""
    text = shown_in_print(text)
    if stringWidth(text, PLAIN, _FONT_SIZE) <= room:
        return text
    while text and stringWidth(text + "…", PLAIN, _FONT_SIZE) > room:
        text = text[:-1]
    return text + "…"
