"""Blocks as PDF, by reportlab, with the fonts of reports: the same words as the Word file, on our own letterhead."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    SimpleDocTemplate,
    Spacer,
)
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from pekppp_rules.minuting.blocks import (
    Align,
    Block,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Particulars,
    Signature,
    Signatures,
    Table,
)
from pekppp_rules.minuting.content import Minutes
from pekppp_rules.minuting.people import as_whom, named, numbered
from pekppp_rules.minuting.words import WORDS
from pekppp_rules.reporting.fonts import BOLD, PLAIN, register_fonts, shown_in_print

_MARGIN = 20 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_INSET = 6
"""What reportlab keeps free inside a page's frame."""
_BODY, _SMALL, _FOOT, _HEADING, _LARGE = 9, 8, 6, 11, 12
_LONGEST_REPEATED = 100
"""Titles longer than this are not told again on the next page, where nothing else might find room."""
_LABEL, _COLON = 28, 3
_ALIGNED: dict[Align, Literal[0, 1, 2]] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
_LINE, _SHADE = HexColor("#8A94A0"), HexColor("#E7EBF0")


_Cell = Flowable | list[Flowable]
_Style = tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]
"""A command of reportlab's for some cells: its name, the first and the last cell, what it takes."""


def pdf_of(minutes: Minutes) -> bytes:
    """Return minutes as a PDF of A4 pages. Letters that the fonts lack show as �."""
    register_fonts()
    pages = _build(minutes, None)[1]
    return _build(minutes, pages)[0]


def _build(minutes: Minutes, pages: int | None) -> tuple[bytes, int]:
    """Return the document and how many pages it has; each page tells `pages`, which the first time is not known."""
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_MARGIN - _INSET,
        rightMargin=_MARGIN - _INSET,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=_shown(minutes.title),
        lang=minutes.lang,
        invariant=1,
        pageCompression=0,
    )

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont(PLAIN, _FOOT)
        canvas.drawString(_MARGIN, 12 * mm, f"{WORDS['record'](minutes.lang)}: {minutes.values['record.digest']}")
        of = WORDS["of"](minutes.lang)
        number = f"{WORDS['page'](minutes.lang)} {page.page} {of} {pages if pages is not None else page.page}"
        canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, number)

    document.build(list(_story(minutes)), onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue(), document.page


def _story(minutes: Minutes) -> Iterator[Flowable]:
    yield _text((minutes.values["unit.agency"],), align="center", bold=True, size=14)
    yield _text((minutes.values["unit.name"],), align="center", bold=True, size=_LARGE)
    yield HRFlowable(width="100%", thickness=1.5, color=HexColor("#000000"), spaceBefore=6, spaceAfter=12)
    for block in minutes.sections["minutes"]:
        yield from _drawn(block)


def _drawn(block: Block) -> Iterator[Flowable]:
    match block:
        case NewPage():
            yield PageBreak()
        case Heading():
            size = _BODY if block.small else _HEADING
            yield _text((block.text,), bold=True, size=size, before=6 if block.small else 12, after=3, keep=True)
        case Paragraph():
            size = _LARGE if block.large else _BODY
            after = 2 if block.leads else 6
            before = 3 if block.leads else 0
            yield _text(
                block.lines, align=block.align, bold=block.bold, size=size, before=before, after=after, keep=block.leads
            )
        case Items():
            for first, *others in block.entries:
                yield _text((first,), bullet="–", after=0 if others else 2)
                yield from (_text((line,), indented=True) for line in others)
        case Particulars():
            yield _particulars(block)
        case Table():
            yield _table(block)
        case Signatures():
            yield from _signatures(block.people)


def _shown(text: str) -> str:
    """Compose accents, as the fonts have them, and show what they do not have as a replacement character."""
    return shown_in_print(unicodedata.normalize("NFC", text))


def _text(
    lines: Sequence[str],
    *,
    align: Align = "left",
    bold: bool = False,
    size: int = _BODY,
    before: int = 0,
    after: int = 0,
    keep: bool = False,
    bullet: str | None = None,
    indented: bool = False,
) -> Text:
    style = ParagraphStyle(
        "minutes",
        fontName=BOLD if bold else PLAIN,
        fontSize=size,
        leading=size * 13 // 10 + 1,
        alignment=_ALIGNED[align],
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=keep,
        leftIndent=12 if bullet or indented else 0,
        bulletFontName=PLAIN,
        bulletFontSize=size,
        allowWidows=0,
        allowOrphans=0,
    )
    return Text("<br/>".join(escape(_shown(line)) for line in lines), style, bulletText=bullet)


def _grid(rows: Sequence[Sequence[_Cell]], shares: Sequence[int], style: Sequence[_Style]) -> Grid:
    """Return a table of the whole width. A row higher than a page goes on on the next."""
    padding: list[_Style] = [("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    grid = Grid(
        [list(row) for row in rows],
        colWidths=[_WIDTH * share / 100 for share in shares],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *padding, *style],
        spaceAfter=8,
        splitInRow=1,
    )
    grid.hAlign = "LEFT"
    return grid


def _particulars(block: Particulars) -> Grid:
    rows = [[_text((label,)), _text((":",)), _text((said,))] for label, said in block.rows]
    none: list[_Style] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    return _grid(rows, (_LABEL, _COLON, 100 - _LABEL - _COLON), none)


def _table(block: Table) -> Grid:
    strong = [at >= len(block.rows) - block.totals for at in range(len(block.rows))]
    strong.insert(0, True)
    aligned = [column.align for column in block.columns]
    rows = [
        [_text((text,), align=align, bold=bold, size=_SMALL) for align, text in zip(aligned, texts, strict=True)]
        for bold, texts in zip(strong, [[column.title for column in block.columns], *block.rows], strict=True)
    ]
    style: list[_Style] = [("GRID", (0, 0), (-1, -1), 0.5, _LINE)]
    style += [("BACKGROUND", (0, at), (-1, at), _SHADE) for at, bold in enumerate(strong) if bold]
    grid = _grid(rows, [column.share for column in block.columns], style)
    grid.repeatRows = int(all(len(column.title) <= _LONGEST_REPEATED for column in block.columns))
    return grid


def _signatures(people: Sequence[Signature]) -> Iterator[Flowable]:
    for at in range(0, len(people), 2):
        pair = people[at : at + 2]
        above: list[_Cell] = [[_text(as_whom(one), align="center", before=6)] for one in pair]
        below: list[_Cell] = [
            [_text((named(one),), align="center", bold=one.name is not None), _text((numbered(one),), align="center")]
            for one in pair
        ]
        lone: list[_Cell] = [[]] * (2 - len(pair))
        room: list[_Cell] = [Spacer(1, 14 * mm)] * 2
        rows = [[*above, *lone], room, [*below, *lone]]
        yield KeepTogether([_grid(rows, (50, 50), ())])
