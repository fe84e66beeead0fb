"""A sheet of one number for each row of a form: sums or means of a survey, or values that are given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import SurveyForm, ValueForm
from pekppp_rules.submission.model import FormAnswers, ValueAnswers
from pekppp_rules.submission.sheets.marks import HEAD, Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range
from pekppp_rules.workbook.capacity import Capacity
from pekppp_rules.workbook.inputs import GOOD, WRONG, Formula, Inputs

_FIRST = 6


@dataclass(frozen=True)
class Drawn:
    """Where the numbers stand, and what is said of them."""

    cells: Mapping[str, Range]
    checks: Range
    entries: Range
    check_of: Mapping[str, Range]


def decimal_check(lowest: int, highest: int, places: int) -> Callable[[str], str]:
    """Return what writes the test that a cell is on a scale and no finer than so many decimals."""
    return lambda at: f"AND({at}>={lowest},{at}<={highest},ROUND({at},{places})={at})"


def draw_numbers(
    sheet: Drawing,
    form: SurveyForm | ValueForm,
    package: Package,
    told: str,
    heading: str,
    given: Mapping[str, int] | Mapping[str, Decimal],
    check: Callable[[str], str],
    fitting: Collection[str],
) -> Drawn:
    """Draw a row for each row of the form, aspect by aspect."""
    words = sheet.words
    sheet.column(4, "value")
    sheet.put(2, 2, form.title(words.lang), "title")
    sheet.put(3, 2, told, "lead")
    sheet.mark(5, HEAD)
    sheet.heads(5, [words("code"), words("question"), heading, words("check")])
    cells: dict[str, Range] = {}
    check_of: dict[str, Range] = {}
    row = _FIRST
    for block in form.blocks:
        if block.aspect is not None:
            sheet.band(row, f"{block.aspect.upper()}  {package.aspect_name(block.aspect)(words.lang)}", 5)
            row += 1
        for one in block.rows:
            sheet.mark(row, f"row {one.code}")
            sheet.put(row, 2, one.code, "label")
            sheet.put(row, 3, one.title(words.lang), "label")
            where = sheet.put(row, 4, given.get(one.code), "fill_number")
            at = f"{where}".rpartition("!")[2]
            now = "" if one.code not in given else GOOD if one.code in fitting else WRONG
            tested = f'IF(ISNUMBER({at}),IF({check(at)},"{GOOD}","{WRONG}"),IF(ISBLANK({at}),"","{WRONG}"))'
            cells[one.code] = where
            check_of[one.code] = sheet.formula(row, 5, tested, now, "check")
            sheet.fit(row, (3, one.title(words.lang)))
            row += 1
    title = sheet.title
    return Drawn(cells, Range(title, _FIRST, 5, row - 1, 5), Range(title, _FIRST, 4, row - 1, 4), check_of)


def draw_values(
    canvas: Canvas, title: str, form: ValueForm, package: Package, capacity: Capacity, answers: FormAnswers | None
) -> Inputs:
    """Draw a sheet for values that are given, and return where they stand."""
    words = canvas.words
    values = answers.values if isinstance(answers, ValueAnswers) else {}
    lowest, highest, places = form.scale.lowest, form.scale.highest, capacity.places
    unit = 10**places
    sheet = canvas.sheet(title, Mark("values", form.form, title), [12, 80, 18, 6])
    told = f"{words('value_each', lowest=lowest, highest=highest)} {words('decimals', places=places)}"
    units = {code: value * unit for code, value in values.items()}
    fitting = {code for code, value in values.items() if units[code] == int(units[code]) and lowest <= value <= highest}
    drawn = draw_numbers(
        sheet, form, package, told, words("value"), values, decimal_check(lowest, highest, places), fitting
    )
    for where in drawn.cells.values():
        sheet.allow_numbers(where, "decimal", lowest, highest)
    begun = f"COUNTA({drawn.entries})"
    return Inputs(
        count=Formula(str(unit), unit),
        begun=Formula(f"IF({begun}>0,1,0)", int(bool(values))),
        complete=Formula(f'IF(COUNTIF({drawn.checks},"{WRONG}")=0,1,0)', int(len(fitting) == len(values))),
        sums={
            code: Formula(f"ROUND(SUM({where})*{unit},0)", int(units.get(code, Decimal(0))))
            for code, where in drawn.cells.items()
        },
        given={code: Formula(f'IF({where}="",0,1)', int(code in values)) for code, where in drawn.check_of.items()},
    )
