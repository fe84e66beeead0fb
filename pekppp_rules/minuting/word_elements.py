"""Blocks as WordprocessingML.

Everything is formatted where it stands, so that a letterhead needs none of our styles and its own font carries on. Text only ever
becomes the text of an element, so no value can be markup, a field or a placeholder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pekppp_rules.minuting.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Particulars,
    Signature,
    Signatures,
    Table,
)
from pekppp_rules.minuting.people import as_whom, named, numbered

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_LARGE, _HEADING, _SMALL = 28, 24, 18
"""Sizes in half points; other text has the size of the letterhead."""

_LABEL, _COLON = 28, 3
_ROOM_TO_SIGN = 900
"""Twentieths of a point."""


def element(
    tag: str, attributes: Mapping[str, str | int] | None = None, *inside: BaseOxmlElement | None
) -> BaseOxmlElement:
    """Return an element such as `w:p`; children that are None are left out."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), str(value))
    for child in inside:
        if child is not None:
            made.append(child)
    return made


def elements_of(blocks: Sequence[Block], width: int) -> Iterator[BaseOxmlElement]:
    """Yield paragraphs and tables for a text of `width` twentieths of a point."""
    new_page = False
    for block in blocks:
        match block:
            case NewPage():
                new_page = True
                continue
            case Heading():
                yield _heading(block, new_page)
            case Paragraph():
                yield _written(block)
            case Items():
                yield from map(_item, block.entries)
            case Particulars():
                yield _particulars(block, width)
                yield _gap()
            case Table():
                yield _table(block, width)
                yield _gap()
            case Signatures():
                yield _signatures(block.people, width)
                yield _gap()
        new_page = False


def _heading(heading: Heading, new_page: bool) -> BaseOxmlElement:
    return _paragraph(
        (heading.text,),
        bold=True,
        size=None if heading.small else _HEADING,
        before=120 if heading.small else 240,
        after=60,
        keep=True,
        new_page=new_page,
        outline=1 if heading.small else 0,
    )


def _written(block: Paragraph) -> BaseOxmlElement:
    return _paragraph(
        block.lines,
        align=block.align,
        bold=block.bold,
        size=_LARGE if block.large else None,
        before=60 if block.leads else 0,
        after=40 if block.leads else 120,
        keep=block.leads,
    )


def _paragraph(
    lines: tuple[str, ...],
    *,
    align: Align = "left",
    bold: bool = False,
    size: int | None = None,
    before: int = 0,
    after: int = 0,
    hanging: int = 0,
    keep: bool = False,
    new_page: bool = False,
    outline: int | None = None,
) -> BaseOxmlElement:
    indent = {"w:left": hanging, "w:hanging": hanging}
    properties = element(
        "w:pPr",
        {},
        element("w:keepNext") if keep else None,
        element("w:pageBreakBefore") if new_page else None,
        element("w:spacing", {"w:before": before, "w:after": after, "w:line": 240, "w:lineRule": "auto"}),
        element("w:ind", indent) if hanging else None,
        element("w:jc", {"w:val": align}),
        element("w:outlineLvl", {"w:val": outline}) if outline is not None else None,
        _character(bold, size),
    )
    return element("w:p", {}, properties, _run(lines, bold, size, tab=bool(hanging)))


def _run(lines: tuple[str, ...], bold: bool, size: int | None, tab: bool = False) -> BaseOxmlElement:
    run = element("w:r", {}, _character(bold, size))
    for at, line in enumerate(lines):
        if at:
            run.append(element("w:br"))
        elif tab:
            run.append(_text("–"))
            run.append(element("w:tab"))
        run.append(_text(line))
    return run


def _character(bold: bool, size: int | None) -> BaseOxmlElement | None:
    if not bold and size is None:
        return None
    sizes = [element(tag, {"w:val": size}) for tag in ("w:sz", "w:szCs")] if size is not None else []
    return element("w:rPr", {}, element("w:b") if bold else None, *sizes)


def _text(text: str) -> BaseOxmlElement:
    made = element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def _gap() -> BaseOxmlElement:
    """A paragraph of little height: two tables that touch would be one."""
    return _paragraph(("",), size=8)


def _item(lines: tuple[str, ...]) -> BaseOxmlElement:
    return _paragraph(lines, hanging=284, after=40)


def _cell(width: int, *inside: BaseOxmlElement, shaded: bool = False) -> BaseOxmlElement:
    shading = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E7EBF0"}) if shaded else None
    return element(
        "w:tc", {}, element("w:tcPr", {}, element("w:tcW", {"w:w": width, "w:type": "dxa"}), shading), *inside
    )


def _grid(widths: Sequence[int], rows: Sequence[BaseOxmlElement], *, lined: bool) -> BaseOxmlElement:
    line: dict[str, str | int] = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "8A94A0"}
    sides = ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV")
    margins = [element(side, {"w:w": 70 * lined, "w:type": "dxa"}) for side in ("w:left", "w:right")]
    properties = element(
        "w:tblPr",
        {},
        element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        element("w:tblBorders", {}, *(element(side, line) for side in sides)) if lined else None,
        element("w:tblLayout", {"w:type": "fixed"}),
        element("w:tblCellMar", {}, *margins),
    )
    return element(
        "w:tbl",
        {},
        properties,
        element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": one}) for one in widths)),
        *rows,
    )


def _row(cells: Sequence[BaseOxmlElement], *, titles: bool = False) -> BaseOxmlElement:
    whole = element("w:trPr", {}, element("w:cantSplit"), element("w:tblHeader") if titles else None)
    return element("w:tr", {}, whole, *cells)


def _particulars(block: Particulars, width: int) -> BaseOxmlElement:
    widths = _widths((_LABEL, _COLON, 100 - _LABEL - _COLON), width)
    rows = [
        _row([_cell(one, _paragraph((text,), after=20)) for one, text in zip(widths, (label, ":", said), strict=True)])
        for label, said in block.rows
    ]
    return _grid(widths, rows, lined=False)


def _table(block: Table, width: int) -> BaseOxmlElement:
    widths = _widths([column.share for column in block.columns], width)
    titles = tuple(column.title for column in block.columns)
    rows = [_row(list(_cells(block.columns, widths, titles, strong=True)), titles=True)]
    for at, texts in enumerate(block.rows):
        strong = at >= len(block.rows) - block.totals
        rows.append(_row(list(_cells(block.columns, widths, texts, strong=strong))))
    return _grid(widths, rows, lined=True)


def _cells(
    columns: Sequence[Column], widths: Sequence[int], texts: Sequence[str], *, strong: bool
) -> Iterator[BaseOxmlElement]:
    for column, width, text in zip(columns, widths, texts, strict=True):
        said = _paragraph((text,), align=column.align, bold=strong, size=_SMALL, before=20, after=20)
        yield _cell(width, said, shaded=strong)


def _signatures(people: Sequence[Signature], width: int) -> BaseOxmlElement:
    """Two people beside each other: as whom above, room to sign, names below at one height; kept on one page."""
    widths = _widths((50, 50), width)
    rows = []
    for at in range(0, len(people), 2):
        pair = people[at : at + 2]
        above = [[_paragraph(as_whom(one), align="center", before=120, after=_ROOM_TO_SIGN, keep=True)] for one in pair]
        below = [
            [
                _paragraph((named(one),), align="center", bold=one.name is not None, keep=True),
                _paragraph((numbered(one),), align="center", after=120),
            ]
            for one in pair
        ]
        for inside in (above, below):
            inside += [[_paragraph(("",))]] * (2 - len(pair))
            rows.append(_row([_cell(one, *paragraphs) for one, paragraphs in zip(widths, inside, strict=True)]))
    return _grid(widths, rows, lined=False)


def _widths(shares: Sequence[int], width: int) -> list[int]:
    """Share out a width in hundredths; what is left over goes to the widest column."""
    widths = [width * share // 100 for share in shares]
    widths[widths.index(max(widths))] += width - sum(widths)
    return widths
