"""A workbook file becomes sheets with cells."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from pekppp_rules.errors import Phrase
from pekppp_rules.reading.limits import MOST_VALUES
from pekppp_rules.reading.spreadsheet.cells import Cell, Merged, Sheet, number_typed, reference
from pekppp_rules.reading.spreadsheet.container import Container
from pekppp_rules.reading.spreadsheet.markup import Attributes, Markup

MOST_SHEETS = 200

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Link(NamedTuple):
    kind: str
    target: str


def read_spreadsheet(content: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook of at most 64 MB unpacked and 500,000 cells, in their order.

    Raises InputFileError for what is no clean .xlsx: another kind of file, damaged, protected by a password, with macros, linked
    to other files, too large.
    """
    container = Container(content, name)
    markup = Markup(container)
    if not container.has("_rels/.rels"):
        raise container.damaged(Phrase("tidak ada buku kerja di dalamnya", "no workbook inside"))
    start = next((link.target for link in _links(markup, "").values() if link.kind == "officeDocument"), None)
    if start is None:
        raise container.damaged(Phrase("tidak ada buku kerja di dalamnya", "no workbook inside"))
    links = _links(markup, start) if container.has(_links_of(start)) else {}
    shared: list[str] = []
    for link in links.values():
        if link.kind == "sharedStrings" and container.has(link.target):
            shared = _shared_strings(markup, container, link.target)
    sheets: list[Sheet] = []
    left = MOST_VALUES
    for title, key in _sheet_names(markup, container, start):
        found = links.get(key)
        if found is None or found.kind != "worksheet":  # a sheet that is a chart holds no cells
            continue
        reader = _SheetReader(container, title, shared, left)
        markup.read(found.target, reader.begin, reader.end, reader.text)
        left = reader.left
        sheets.append(reader.sheet)
    return sheets


def _links_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _links(markup: Markup, part: str) -> dict[str, _Link]:
    """Return what a part is linked to inside the file, by the key of the link."""
    found: dict[str, _Link] = {}
    folder = part.rpartition("/")[0]

    def begin(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[attributes.get("Id", "")] = _Link(attributes.get("Type", "").rpartition("/")[2], inside)

    markup.read(_links_of(part), begin)
    return found


def _sheet_names(markup: Markup, container: Container, part: str) -> list[tuple[str, str]]:
    """Return name and link of every sheet."""
    found: list[tuple[str, str]] = []

    def begin(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            found.append((attributes.get("name", ""), attributes.get("id", "")))

    markup.read(part, begin)
    if len(found) > MOST_SHEETS:
        raise container.damaged(Phrase(f"lebih dari {MOST_SHEETS} lembar", f"more than {MOST_SHEETS} sheets"))
    return found


def _shared_strings(markup: Markup, container: Container, part: str) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def begin(name: str, attributes: Attributes) -> None:
        del attributes
        inside.append(name)

    def text(piece: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(piece)

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            if len(found) >= MOST_VALUES:
                raise container.refusal("PKP-015", limit=MOST_VALUES)
            found.append(_unescaped("".join(pieces)))
            pieces.clear()

    markup.read(part, begin, end, text)
    return found


def _unescaped(text: str) -> str:
    """Return the text with the characters that XML cannot hold, which workbooks write as `_x0007_`."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


class _SheetReader:
    """Collects the cells of one sheet while its XML goes by."""

    def __init__(self, container: Container, title: str, shared: list[str], left: int) -> None:
        self.sheet = Sheet(title)
        self.left = left
        self._container = container
        self._shared = shared
        self._row = 0
        self._column = 0
        self._kind = "n"
        self._inside: list[str] = []
        self._value: list[str] = []
        self._string: list[str] = []
        self._is_formula = False
        self._has_value = False

    def begin(self, name: str, attributes: Attributes) -> None:
        self._inside.append(name)
        if name == "row":
            written = attributes.get("r", "")
            self._row = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else self._row + 1
            self._column = 0
        elif name == "c":
            place = reference(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
            if place is None:
                raise self._container.damaged(Phrase("sel yang tidak mungkin ada", "a cell that cannot be"))
            self._row, self._column = place
            self._kind = attributes.get("t", "n")
            self._value, self._string, self._is_formula, self._has_value = [], [], False, False
        elif name == "f":
            self._is_formula = True
        elif name in {"v", "is"}:
            self._has_value = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, piece: str) -> None:
        if self._inside[-1] == "v":
            self._value.append(piece)
        elif self._inside[-1] == "t" and "rPh" not in self._inside:
            self._string.append(piece)

    def end(self, name: str) -> None:
        self._inside.pop()
        if name == "c" and (self._has_value or self._is_formula):
            self.left -= 1
            if self.left < 0:
                raise self._container.refusal("PKP-015", limit=MOST_VALUES)
            cell = self._cell("".join(self._value))
            if cell.is_formula or cell.error is not None or cell.value != "":
                self.sheet.cells.setdefault(self._row, {})[self._column] = cell

    def _cell(self, written: str) -> Cell:
        if self._kind == "s":
            known = written.isascii() and written.isdigit() and len(written) < 10 and int(written) < len(self._shared)
            if not known:
                raise self._container.damaged(Phrase("teks yang tidak ada", "a text that is not there"))
            return Cell(self._shared[int(written)], self._is_formula)
        if self._kind == "inlineStr":
            return Cell(_unescaped("".join(self._string)), self._is_formula)
        if self._kind in {"str", "d"}:
            return Cell(_unescaped(written), self._is_formula)
        if self._kind == "b":
            return Cell(written.strip() in {"1", "true"}, self._is_formula)
        if self._kind == "e":
            return Cell(None, self._is_formula, written)
        if not written.strip():
            return Cell("", self._is_formula)
        return Cell(number_typed(written), self._is_formula)

    def _merge(self, written: str) -> None:
        first, _, last = written.partition(":")
        begin, end = reference(first), reference(last or first)
        if begin is None or end is None or len(self.sheet.merged) >= 10_000:
            raise self._container.damaged(Phrase("sel gabungan yang tidak terbaca", "merged cells that cannot be read"))
        self.sheet.merged.append(Merged(*begin, *end))
