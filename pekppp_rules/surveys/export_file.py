"""A CSV file as a survey tool writes it: headings, and a row for each respondent with the line it begins on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pekppp_rules.errors import InputFileError, Place, Problem, shown
from pekppp_rules.reading import read_content
from pekppp_rules.reading.limits import MOST_VALUES

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class ExportRow:
    """What one respondent answered, column by column, and the line of the file that this begins on."""

    line: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """A whole export."""

    name: str
    delimiter: str
    headings: tuple[str, ...]
    rows: tuple[ExportRow, ...]

    def place(self, line: int, column: int) -> Place:
        """Return a place: line, and number of the column, both from 1."""
        return Place(self.name, line, column)


def read_export(path: Path, delimiter: str | None = None) -> Export:
    """Read a CSV file of at most 16 MB and 500,000 values, UTF-8, its first row the headings; rows without any value are left out.

    Without `delimiter`, it is the one of comma, semicolon and tab that most often stands in the first line. Raises InputFileError:
    the file cannot be read, is not UTF-8, is empty, has rows of another length than the headings, or holds too much.
    """
    name = str(path)
    content = read_content(path, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(Problem("PKP-006", Place(file=name))) from error
    if "\0" in text:
        raise InputFileError(Problem("PKP-006", Place(file=name)))
    chosen = delimiter or max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = list(_rows(text, chosen, name))
    if not rows:
        raise InputFileError(Problem("PKP-005", Place(file=name)))
    headings, answers = rows[0], rows[1:]
    ragged = [row for row in answers if len(row.values) != len(headings.values)]
    if ragged:
        raise InputFileError(
            Problem("PKP-048", Place(name, row.line, 1), {"found": len(row.values), "expected": len(headings.values)})
            for row in ragged
        )
    return Export(name, chosen, tuple(heading.strip() for heading in headings.values), tuple(answers))


def _rows(text: str, delimiter: str, name: str) -> Iterator[ExportRow]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    begins, left = 1, MOST_VALUES
    try:
        for values in reader:
            left -= len(values)
            if left < 0:
                raise InputFileError(Problem("PKP-015", Place(file=name), {"limit": MOST_VALUES}))
            if any(value.strip() for value in values):
                yield ExportRow(begins, tuple(values))
            begins = reader.line_num + 1
    except csv.Error as error:
        place = Place(name, max(reader.line_num, 1), 1)
        raise InputFileError(Problem("PKP-007", place, {"format": "CSV", "detail": shown(str(error))})) from error
