"""What a printed report is set from: styles, paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import segno
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import Color, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle

from pekppp_rules.reporting.fonts import BOLD, PLAIN, shown_in_print
from pekppp_rules.reporting.palette import PAPER

MARGIN = 42
WIDTH = A4[0] - 2 * MARGIN

_LINE = 1.35
_PADDING = 4
_LONGEST_HEAD = 150


def _style(
    name: str,
    size: float,
    colour: Color = PAPER.ink,
    font: str = PLAIN,
    *,
    before: float = 0,
    after: float = 0,
    is_number: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * _LINE,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        alignment=TA_RIGHT if is_number else TA_LEFT,
    )


TEXT = _style("text", 9.5, after=4)
MUTED = _style("muted", 9, PAPER.muted, after=3)
TITLE = _style("title", 19, font=BOLD, after=6)
KIND = _style("kind", 10, PAPER.accent, BOLD, after=2)
PART = _style("part", 13.5, font=BOLD, before=14, after=6)
GROUP = _style("group", 10.5, font=BOLD, before=8, after=4)
INDEX = _style("index", 34, font=BOLD)
BOUNDS = _style("bounds", 22, font=BOLD)
LETTER = _style("letter", 22, PAPER.accent, BOLD)
CELL = _style("cell", 8)
SMALL = _style("small", 7.2, PAPER.muted)
HEAD = _style("head", 8, PAPER.muted, BOLD)
STRONG = _style("strong", 8, font=BOLD)
NUMBER = _style("number", 8, is_number=True)
NUMBER_HEAD = _style("number head", 8, PAPER.muted, BOLD, is_number=True)
STRONG_NUMBER = _style("strong number", 8, font=BOLD, is_number=True)


def paragraph(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """Return a paragraph of plain text: nothing in it is markup."""
    return Paragraph(escape(shown_in_print(text), quote=False), style)


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    is_number: bool = False


Row = Sequence[str | Sequence[Flowable]]
"""A text for each column, or what is set in its cell."""


def table(columns: Sequence[Column], groups: Iterable[tuple[str | None, Sequence[Row]]]) -> LongTable:
    """Return a table whose head is repeated on every page, with a line for the name of each group that has one.

    Rows may be broken in the middle: a text from a package can be longer than a page.
    """
    whole = sum(column.share for column in columns)
    widths = [WIDTH * column.share / whole for column in columns]
    cells: list[list[Flowable | Sequence[Flowable] | str]] = [
        [paragraph(_cut(column.head), NUMBER_HEAD if column.is_number else HEAD) for column in columns]
    ]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 1, PAPER.grid),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, PAPER.grid),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("FONT", (0, 1), (-1, -1), CELL.fontName, CELL.fontSize, CELL.leading),
            ("TEXTCOLOR", (0, 1), (-1, -1), CELL.textColor),
            *(("ALIGN", (at, 1), (at, -1), "RIGHT") for at, column in enumerate(columns) if column.is_number),
        ]
    )
    for name, rows in groups:
        if name is not None:
            style.add("SPAN", (0, len(cells)), (-1, len(cells)))
            style.add("BACKGROUND", (0, len(cells)), (-1, len(cells)), PAPER.track)
            cells.append([paragraph(_cut(name), STRONG), *([""] * (len(columns) - 1))])
        cells.extend(_set(row, columns, widths) for row in rows)
    return LongTable(cells, colWidths=widths, repeatRows=1, splitInRow=1, style=style, spaceAfter=6)


def _set(row: Row, columns: Sequence[Column], widths: Sequence[float]) -> list[Flowable | Sequence[Flowable] | str]:
    """Return the cells of a row: its texts as they are where each fits on a line, in a quarter of the time that paragraphs take."""
    texts = [shown_in_print(cell) for cell in row if isinstance(cell, str)]
    if len(texts) == len(columns) and all(map(_fits, texts, widths)):
        return list(texts)
    return [
        paragraph(cell, NUMBER if column.is_number else CELL) if isinstance(cell, str) else list(cell)
        for column, cell in zip(columns, row, strict=True)
    ]


def _fits(text: str, width: float) -> bool:
    return text.isprintable() and stringWidth(text, CELL.fontName, CELL.fontSize) <= width - 2 * _PADDING


def _cut(head: str) -> str:
    """Return a head that leaves room on the page: what a package calls something can be pages long."""
    return head if len(head) <= _LONGEST_HEAD else head[: _LONGEST_HEAD - 1] + "…"


def qr_drawing(text: str, size: float) -> Drawing:
    """Draw a QR code of `text`, with its quiet zone, as a square of `size` points."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=2)]
    unit = size / len(rows)
    drawing = Drawing(size, size)
    for at, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                box = Rect(start * unit, size - (at + 1) * unit, (end - start) * unit, unit)
                box.fillColor, box.strokeColor = PAPER.ink, None
                drawing.add(box)
            start = end
    return drawing


def band(text: str, ground: Color = white) -> LongTable:
    """Return a paragraph on a coloured ground with a bar at its left."""
    return LongTable(
        [[paragraph(text, CELL)]],
        colWidths=[WIDTH],
        splitInRow=1,
        spaceAfter=4,
        style=[("BACKGROUND", (0, 0), (-1, -1), ground), ("LINEBEFORE", (0, 0), (0, -1), 3, PAPER.accent)],
    )
