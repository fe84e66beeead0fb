"""What officials, other programs and strangers do to a workbook, done to its XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

Typed = int | float | str | bool | None


def changed(content: bytes, *changes: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a workbook whose parts were changed."""
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    for change in changes:
        change(parts)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def part_of(parts: Mapping[str, bytes], title: str) -> str:
    """Return the part that holds a sheet."""
    titles = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{titles.index(title) + 1}.xml"


def typed(cells: Mapping[str, Typed]) -> Callable[[dict[str, bytes]], None]:
    """Type values into cells (`F-02!E7`); None empties one, a text that begins with `=` is a formula, `#` an error."""

    def change(parts: dict[str, bytes]) -> None:
        for where, value in cells.items():
            title, _, reference = where.rpartition("!")
            part = part_of(parts, title)
            text = parts[part].decode()
            pattern = re.compile(rf'<c r="{reference}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')
            found = pattern.search(text)
            assert found is not None, where
            cell = _cell(reference, found.group(1) or "", value)
            parts[part] = (text[: found.start()] + cell + text[found.end() :]).encode()

    return change


def _cell(reference: str, style: str, value: Typed) -> str:
    head = f'<c r="{reference}"{style}'
    if value is None:
        return f"{head}/>"
    if isinstance(value, bool):
        return f'{head} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"{head}><v>{value!r}</v></c>"
    if value.startswith("="):
        return f"{head}><f>{escape(value[1:])}</f><v>4</v></c>"
    if value.startswith("#"):
        return f'{head} t="e"><v>{value}</v></c>'
    return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def replaced(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """Replace a text in a part, which must hold it."""

    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return change


def added(part: str, content: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    """Add a part."""

    def change(parts: dict[str, bytes]) -> None:
        parts[part] = content

    return change


def removed(part: str) -> Callable[[dict[str, bytes]], None]:
    """Remove a part."""

    def change(parts: dict[str, bytes]) -> None:
        del parts[part]

    return change


def renamed(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """Give a sheet another name."""
    return replaced("xl/workbook.xml", f'<sheet name="{old}"', f'<sheet name="{new}"')


def copied(title: str, name: str) -> Callable[[dict[str, bytes]], None]:
    """Copy a sheet under a name of its own, as a spreadsheet's "move or copy" does: the marks are copied along."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"

    def change(parts: dict[str, bytes]) -> None:
        original, number = parts[part_of(parts, title)], parts["xl/workbook.xml"].count(b"<sheet name=") + 1
        parts[f"xl/worksheets/sheet{number}.xml"] = original
        link = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet{number}.xml"/>'
        replaced("xl/_rels/workbook.xml.rels", "</Relationships>", link + "</Relationships>")(parts)
        entry = f'<sheet name="{name}" sheetId="99" r:id="rId99"/></sheets>'
        replaced("xl/workbook.xml", "</sheets>", entry)(parts)

    return change


def deleted(title: str) -> Callable[[dict[str, bytes]], None]:
    """Delete a sheet: it is listed no more."""

    def change(parts: dict[str, bytes]) -> None:
        text, count = re.subn(rf'<sheet name="{re.escape(title)}"[^>]*/>', "", parts["xl/workbook.xml"].decode())
        assert count == 1
        parts["xl/workbook.xml"] = text.encode()

    return change


def merged(title: str, cells: str) -> Callable[[dict[str, bytes]], None]:
    """Merge some cells."""

    def change(parts: dict[str, bytes]) -> None:
        part = part_of(parts, title)
        text = parts[part].decode()
        assert "</sheetData>" in text
        both = f'<mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>'
        parts[part] = re.sub(r"(<sheetProtection[^>]*/>)", rf"\1{both}", text, count=1).encode()

    return change
