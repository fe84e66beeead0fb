"""The pictures of a report, drawn once for every format with ReportLab's charts.

What a chart measures and draws is floating point; numbers that are read stand beside it as texts made from exact values.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from reportlab.graphics.charts.barcharts import HorizontalBarChart
from reportlab.graphics.charts.spider import SpiderChart
from reportlab.graphics.shapes import Drawing, Polygon, Rect, String
from reportlab.lib.colors import Color

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.palette import Palette
from pekppp_rules.reporting.view import BarGroup, Radar, Strip

_Anchor = Literal["start", "middle", "end"]

_ROW = 32
_NAMES = 150
_BARS = 230
_VALUES = 80
_MARKS = {0: "FilledCircle", 1: "FilledSquare", 2: "FilledDiamond"}
_LONGEST_LABEL = 60
_LONGEST_NAME = 46
_NEARLY_UPRIGHT = 0.2
_FEWEST_POINTS_A_LETTER = 7


@dataclass(frozen=True)
class Lettering:
    """In which font texts of a picture are laid out, and how large: a page may show the picture smaller than it is."""

    font: str
    size: float


def radar_drawing(radar: Radar, palette: Palette, letters: Lettering) -> Drawing:
    """Draw rings and spokes with their labels, and over them a strand for each part of the index."""
    width, height, reach = 460, 306, 214
    drawing = Drawing(width, height)
    chart = SpiderChart()
    chart.x, chart.y = (width - reach) // 2, (height - reach) // 2
    chart.width = chart.height = reach
    spokes = len(radar.labels)
    rings = [[float(ring.value)] * spokes for ring in radar.rings]
    chart.data = [*rings, *([float(point) for point in strand.points] for strand in radar.strands)]
    chart.labels = [_short(label.name, _LONGEST_LABEL) for label in radar.labels]
    chart.spokes.strokeColor, chart.spokes.strokeWidth = palette.grid, 0.7
    chart.spokes.labelRadius = 1.06
    chart.spokeLabels.fontName = letters.font
    chart.spokeLabels.fontSize = letters.size
    chart.spokeLabels.fillColor = palette.ink
    chart.spokeLabels.maxWidth = 112
    for at in range(spokes):
        label, (box, text) = chart.spokeLabels[at], _anchors(2 * pi * at / spokes)
        label.boxAnchor, label.textAnchor = box, text
    for at in range(len(rings)):
        chart.strands[at].strokeColor = palette.grid
        chart.strands[at].strokeWidth = 0.7
        chart.strands[at].fillColor = None
    for at, _ in enumerate(radar.strands):
        style, colour = chart.strands[len(rings) + at], palette.strands[at % 3]
        style.strokeColor, style.strokeWidth, style.fillColor = colour, 2, None
        style.strokeDashArray = (6, 3) if at % 2 else None
        for point in range(spokes):
            mark = chart.strands[len(rings) + at, point]
            mark.symbol, mark.symbolSize = _MARKS[at % 3], 7
            mark.fillColor = mark.strokeColor = colour
    drawing.add(chart)
    middle, centre = width / 2, height / 2
    for ring in radar.rings:
        above = centre + float(ring.value) * reach / 2 - 3
        drawing.add(_text(middle + 3, above, ring.text, letters.font, letters.size - 2, palette.muted, "start"))
    return drawing


def _anchors(angle: float) -> tuple[str, str]:
    """Return where a label beside a spoke is held, and how its lines are set; the angle is clockwise from the top."""
    if abs(sin(angle)) < _NEARLY_UPRIGHT:
        return ("s" if cos(angle) > 0 else "n"), "middle"
    side = "w" if sin(angle) > 0 else "e"
    slant = "" if abs(cos(angle)) < _NEARLY_UPRIGHT else ("s" if cos(angle) > 0 else "n")
    return slant + side, "start" if side == "w" else "end"


def bars_drawing(group: BarGroup, longest: float, palette: Palette, letters: Lettering) -> Drawing:
    """Draw a bar for what each aspect brings, and beyond it a pale one up to the most it could bring."""
    bars = tuple(reversed(group.bars))
    height = _ROW * len(bars) + 6
    drawing = Drawing(_NAMES + _BARS + _VALUES, height)
    chart = HorizontalBarChart()
    chart.x, chart.y, chart.width, chart.height = _NAMES, 3, _BARS, height - 6
    brought = [max(float(bar.contribution.value), 0.0) for bar in bars]
    chart.data = [brought, [max(float(bar.highest.value) - now, 0.0) for bar, now in zip(bars, brought, strict=True)]]
    chart.categoryAxis.style = "stacked"
    chart.categoryAxis.categoryNames = [_short(bar.name, _LONGEST_NAME) for bar in bars]
    chart.categoryAxis.visibleTicks = chart.valueAxis.visible = False
    chart.categoryAxis.strokeColor = palette.muted
    names = chart.categoryAxis.labels
    names.fontName, names.fontSize, names.fillColor = letters.font, letters.size, palette.ink
    names.maxWidth, names.boxAnchor, names.dx, names.textAnchor = _NAMES - 12, "e", -6, "end"
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, longest
    chart.groupSpacing = 8
    chart.bars.strokeColor = None
    chart.bars[0].fillColor, chart.bars[1].fillColor = palette.accent, palette.track
    chart.barLabelFormat = "values"
    chart.barLabelArray = [[None] * len(bars), [bar.contribution.text for bar in bars]]
    labels = chart.barLabels
    labels.fontName, labels.fontSize, labels.fillColor = letters.font, letters.size, palette.ink
    labels.boxAnchor, labels.boxTarget, labels.nudge = "w", "hi", 5
    drawing.add(chart)
    return drawing


def strip_drawing(strip: Strip, palette: Palette, letters: Lettering) -> Drawing:
    """Draw the scale as a strip of categories, and a mark where the index lies; at both ends for a draft."""
    width, left, length, bottom, height = 460.0, 8.0, 444.0, 22.0, 26.0
    drawing = Drawing(width, 66)
    for band in strip.bands:
        start, end = left + float(band.start) * length, left + float(band.end) * length
        box = Rect(start, bottom, end - start, height)
        box.fillColor = palette.accent if band.is_own else palette.track
        box.strokeColor, box.strokeWidth = palette.on_accent, 1
        drawing.add(box)
        letter = one_line(band.letter)
        if end - start >= _FEWEST_POINTS_A_LETTER * len(letter) + 2:
            ink = palette.on_accent if band.is_own else palette.ink
            drawing.add(_text((start + end) / 2, bottom + 9, letter, letters.font, letters.size + 1, ink, "middle"))
    for at in strip.at:
        x, top = left + float(at) * length, bottom + height
        mark = Polygon([x, top + 2, x - 6, top + 13, x + 6, top + 13])
        mark.fillColor, mark.strokeColor = palette.ink, None
        drawing.add(mark)
    drawing.add(_text(left, bottom - 13, strip.lowest, letters.font, letters.size - 1, palette.muted, "start"))
    drawing.add(_text(left + length, bottom - 13, strip.highest, letters.font, letters.size - 1, palette.muted, "end"))
    return drawing


def _short(name: str, longest: int) -> str:
    """Return a name that fits beside a bar or a spoke; the tables have it whole."""
    name = one_line(name)
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _text(x: float, y: float, text: str, font: str, size: float, colour: Color, anchor: _Anchor) -> String:
    drawn = String(x, y, text)
    drawn.fontName, drawn.fontSize, drawn.fillColor, drawn.textAnchor = font, size, colour, anchor
    return drawn
