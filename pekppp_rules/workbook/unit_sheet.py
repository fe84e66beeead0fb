"""The sheet of the unit: what the workbook is for, and who is evaluated when."""

from __future__ import annotations

from collections.abc import Mapping

from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.model import FieldValues
from pekppp_rules.submission import Submission
from pekppp_rules.submission.sheets.marks import Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range, cell

_NAME = "unit.name"
_ORDER = ("unit.name", "unit.agency", "unit.code", "unit.address", "unit.mode", "unit.services")
_PERIOD = ("period.year", "period.scheme", "period.stage")
_REQUIRED = frozenset({"unit.name", "unit.agency", "period.year"})


def draw_unit(
    canvas: Canvas, title: str, package: Package, choice: Mapping[str, str], filling: Submission | None
) -> tuple[Drawing, Range, int]:
    """Draw the sheet; return it with the cell of the unit's name and the first row that is free."""
    words = canvas.words
    sheet = canvas.sheet(title, Mark("identity", "", title), [30, 58, 58], landscape=False)
    sheet.column(3, "value")
    sheet.put(2, 2, package.regulation.citation, "title")
    sheet.put(3, 2, package.regulation.title(words.lang), "lead")
    sheet.put(4, 2, words("unit_title"), "title")
    how = words("how")
    row = 5
    for line in how.split(". "):
        sheet.put(row, 2, line if line.endswith("xlsx") else f"{line.rstrip('.')}.", "lead")
        row += 1
    row += 1
    known: dict[str, FieldValues] = {values.field: values for values in package.regulation.fields}
    name = cell(title, row, 3)
    for field in (*_ORDER, *_PERIOD):
        values = known.get(field)
        if field in {"unit.services"} and values is not None:
            row = _draw_services(sheet, row, values, filling)
        elif values is not None:
            _draw_choice(sheet, row, field, values, choice, filling)
            row += 1
        elif not _is_chosen(field):
            if field == _NAME:
                name = cell(title, row, 3)
            _draw_field(sheet, row, field, filling)
            row += 1
    row += 1
    for key, label, value in (
        ("regulation", "regulation_id", package.regulation.id),
        ("about version", "version", version_of(package)),
        ("about digest", "digest", package.digest),
    ):
        sheet.mark(row, key)
        sheet.put(row, 2, words(label), "label")
        sheet.put(row, 3, value, "fixed")
        sheet.fit(row, (3, value))
        row += 1
    return sheet, name, row + 1


def name_sheets(sheet: Drawing, row: int, titles: list[str]) -> None:
    """Write down, out of sight, which sheets belong to the workbook, so that one that is missing is noticed."""
    for at, title in enumerate(titles):
        sheet.mark(row + at, f"sheet {at + 1}")
        sheet.put(row + at, 3, title, "fixed")
        sheet.hide_row(row + at)


def _is_chosen(field: str) -> bool:
    """Whether a field takes values that a regulation names; one that names none has no use for it."""
    return field in {"unit.mode", "unit.services", "period.scheme", "period.stage"}


def _value(field: str, filling: Submission | None) -> str | int | tuple[str, ...] | None:
    block, _, key = field.partition(".")
    value: str | int | tuple[str, ...] | None = getattr(getattr(filling, block, None), key, None)
    return value


def _draw_field(sheet: Drawing, row: int, field: str, filling: Submission | None) -> None:
    value = _value(field, filling)
    is_year = field == "period.year"
    sheet.mark(row, f"field {field} {'number' if is_year else 'text'}")
    sheet.put(row, 2, sheet.words(field), "label")
    where = sheet.put(row, 3, value if isinstance(value, (str, int)) else None, "fill_number" if is_year else "fill")
    sheet.put(row, 4, "" if field in _REQUIRED else sheet.words("optional"), "lead")
    if is_year:
        sheet.allow_numbers(where, "integer", 2000, 2100)
    if isinstance(value, str):
        sheet.fit(row, (3, value))


def _draw_choice(
    sheet: Drawing, row: int, field: str, values: FieldValues, choice: Mapping[str, str], filling: Submission | None
) -> None:
    entries = {named.code: f"{named.code}: {named.name(sheet.words.lang)}" for named in values.values}
    value = choice.get(field) or _value(field, filling)
    shown = entries.get(str(value), str(value)) if value is not None else None
    sheet.mark(row, f"field {field} choice")
    sheet.put(row, 2, sheet.words(field), "label")
    if field in choice:
        sheet.put(row, 3, shown, "fixed")
        sheet.put(row, 4, sheet.words("fixed"), "lead")
        return
    where = sheet.put(row, 3, shown, "fill")
    sheet.put(row, 4, "" if values.required else sheet.words("optional"), "lead")
    if sum(map(len, entries.values())) + len(entries) <= 250 and not any("," in entry for entry in entries.values()):
        sheet.allow_list(where, list(entries.values()))
    else:
        sheet.allow_list(where, [*entries][:50])


def _draw_services(sheet: Drawing, row: int, values: FieldValues, filling: Submission | None) -> int:
    given = _value(values.field, filling)
    chosen = given if isinstance(given, tuple) else ()
    for at, named in enumerate(values.values):
        sheet.mark(row, f"option {values.field} {named.code}")
        sheet.put(row, 2, f"{sheet.words(values.field)}: {named.name(sheet.words.lang)}", "label")
        where = sheet.put(row, 3, sheet.words("mark") if named.code in chosen else None, "fill")
        sheet.allow_list(where, [sheet.words("mark")])
        sheet.put(row, 4, sheet.words("mark_each") if at == 0 else "", "lead")
        row += 1
    return row
