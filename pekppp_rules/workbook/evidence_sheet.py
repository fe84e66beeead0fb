"""The sheet for evidence that has no room beside its row: further pieces, and pieces with kind or digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from pekppp_rules.submission.model import Evidence
from pekppp_rules.submission.sheets.marks import BEGIN, END, Mark
from pekppp_rules.workbook.canvas import Canvas, Range
from pekppp_rules.workbook.lists import Lists

_SHEET, _CODE, _TITLE, _KIND, _LOCATION, _DIGEST = range(2, 8)
_FIRST = 5
_ROOM = 60
_KINDS = tuple(code for part in get_args(Evidence.model_fields["kind"].annotation) for code in get_args(part))


class Piece(NamedTuple):
    """A piece of evidence, with the sheet and the code of the row that it supports."""

    sheet: str
    code: str
    evidence: Evidence


def draw_evidence(canvas: Canvas, title: str, sheets: Sequence[str], lists: Lists, pieces: Sequence[Piece]) -> None:
    """Draw the sheet with the pieces that are there, and room for others."""
    words = canvas.words
    sheet = canvas.sheet(title, Mark("evidence", "", title), [16, 16, 50, 20, 40, 40])
    keys = ("sheet", "code", "title", "kind", "location", "digest")
    for column, key in enumerate(keys, start=2):
        sheet.column(column, key)
    sheet.put(2, 2, words("evidence_sheet"), "title")
    sheet.put(3, 2, words("more_evidence"), "lead")
    sheet.mark(4, BEGIN)
    sheet.heads(4, [words({"digest": "file_digest"}.get(key, key)) for key in keys])
    kinds = {code: f"{code}: {words(code)}" for code in _KINDS}
    end = _FIRST + len(pieces) + _ROOM
    for row in range(_FIRST, end):
        piece = pieces[row - _FIRST] if row - _FIRST < len(pieces) else None
        one = piece.evidence if piece is not None else None
        sheet.put(row, _SHEET, piece.sheet if piece is not None else None, "fill")
        sheet.put(row, _CODE, piece.code if piece is not None else None, "fill")
        sheet.put(row, _TITLE, one.title if one is not None else None, "fill")
        sheet.put(row, _KIND, kinds[one.kind] if one is not None and one.kind is not None else None, "fill")
        sheet.put(row, _LOCATION, one.location if one is not None else None, "fill")
        sheet.put(row, _DIGEST, one.digest if one is not None else None, "fill")
        if one is not None:
            sheet.fit(row, (_TITLE, one.title), (_LOCATION, one.location or ""), (_DIGEST, one.digest or ""))
    sheet.mark(end, END)
    sheet.allow_list(Range(title, _FIRST, _SHEET, end - 1, _SHEET), lists.add(list(sheets)))
    sheet.allow_list(Range(title, _FIRST, _KIND, end - 1, _KIND), lists.add(list(kinds.values())))
