"""A hidden sheet with the entries of drop-down lists, which need not fit into 255 characters there."""

from __future__ import annotations

from collections.abc import Sequence

from pekppp_rules.submission.sheets.marks import Mark
from pekppp_rules.workbook.canvas import Canvas, Range


class Lists:
    """Lists are gathered while the sheets are drawn, and drawn at the end."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._lists: dict[tuple[str, ...], Range] = {}

    def add(self, entries: Sequence[str]) -> Range:
        """Return where a list will stand; equal lists stand once."""
        key = tuple(entries)
        if key not in self._lists:
            column = len(self._lists) + 2
            self._lists[key] = Range(self.title, 2, column, len(key) + 1, column)
        return self._lists[key]

    def draw(self, canvas: Canvas) -> None:
        """Draw the sheet, where there is any list."""
        if not self._lists:
            return
        sheet = canvas.sheet(self.title, Mark("shown", "", self.title), [20])
        for entries, where in self._lists.items():
            for at, entry in enumerate(entries):
                sheet.put(where.top + at, where.left, entry)
        sheet.hide()
