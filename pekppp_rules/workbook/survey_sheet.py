"""The sheet of a survey: a row for each respondent, or the sums or means of all answers."""

from __future__ import annotations

from decimal import Decimal

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import Question, SurveyForm
from pekppp_rules.submission.model import FormAnswers, SurveyMeans, SurveyResponses, SurveyTotals
from pekppp_rules.submission.sheets.marks import BEGIN, END, HEAD, Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range
from pekppp_rules.workbook.capacity import Capacity
from pekppp_rules.workbook.inputs import GOOD, WRONG, Formula, Inputs
from pekppp_rules.workbook.numbers_sheet import decimal_check, draw_numbers


def draw_responses(
    canvas: Canvas, title: str, form: SurveyForm, package: Package, rows: int, answers: FormAnswers | None
) -> Inputs:
    """Draw a sheet with room for `rows` respondents, and return where their answers stand."""
    words = canvas.words
    questions: list[Question] = [question for aspect in form.aspects for question in aspect.questions]
    width = max(min(150 / len(questions), 22), 9)
    sheet = canvas.sheet(title, Mark("responses", form.form, title), [11, *[width] * len(questions), 5])
    last = 2 + len(questions)
    sheet.put(2, 2, form.title(words.lang), "title")
    sheet.put(3, 2, _told(sheet, form, "a_row_each"), "lead")
    at, tallest = 3, 1.0
    for aspect in form.aspects:
        name = f"{aspect.aspect.upper()}  {package.aspect_name(aspect.aspect)(words.lang)}"
        sheet.across(4, at, at + len(aspect.questions) - 1, name)
        wide = len(aspect.questions) * width * 0.9
        tallest = max(tallest, len(name) / wide + 1)
        at += len(aspect.questions)
    sheet.height(4, 14 * int(tallest) + 4)
    sheet.mark(5, HEAD)
    for column, question in enumerate(questions, start=3):
        sheet.put(5, column, question.title(words.lang), "small")
    sheet.fit(5, *((column, question.title(words.lang)) for column, question in enumerate(questions, start=3)))
    sheet.mark(6, BEGIN)
    sheet.heads(6, [words("respondent"), *(question.code for question in questions), words("check")])
    for column, question in enumerate(questions, start=3):
        sheet.column(column, f"answer {question.code}")
    given = answers.responses if isinstance(answers, SurveyResponses) else ()
    first, end = 7, 7 + max(rows, len(given))
    for number in range(end - first):
        row = first + number
        filled = given[number] if number < len(given) else {}
        sheet.put(row, 2, number + 1, "fixed")
        for column, question in enumerate(questions, start=3):
            sheet.put(row, column, filled.get(question.code), "fill_number")
        _check_row(sheet, row, form, len(questions), filled)
    sheet.mark(end, END)
    lowest, highest = form.scale.lowest, form.scale.highest
    sheet.allow_numbers(Range(title, first, 3, end - 1, last), "integer", lowest, highest)
    checks = Range(title, first, last + 1, end - 1, last + 1)
    good = sum(_fits(row, form) for row in given)
    begun = f'COUNTIF({checks},"{GOOD}")+COUNTIF({checks},"{WRONG}")'
    return Inputs(
        count=Formula(begun, len(given)),
        begun=Formula(f"IF({begun}>0,1,0)", int(bool(given))),
        complete=Formula(
            f'IF(AND(COUNTIF({checks},"{GOOD}")>0,COUNTIF({checks},"{WRONG}")=0),1,0)', int(good == len(given) > 0)
        ),
        sums={
            question.code: Formula(
                f"SUM({Range(title, first, column, end - 1, column)})",
                sum(row.get(question.code, 0) for row in given),
            )
            for column, question in enumerate(questions, start=3)
        },
    )


def _check_row(sheet: Drawing, row: int, form: SurveyForm, questions: int, filled: dict[str, int]) -> None:
    where = f"{Range(sheet.title, row, 3, row, 2 + questions)}".rpartition("!")[2]
    inside = f'COUNTIFS({where},">={form.scale.lowest}",{where},"<={form.scale.highest}")={questions}'
    fits = f'IF(AND({inside},SUMPRODUCT(ABS({where}-INT({where})))=0),"{GOOD}","{WRONG}")'
    check = f'IF(COUNTA({where})=0,"",IF(COUNT({where})<{questions},"{WRONG}",{fits}))'
    sheet.formula(row, 3 + questions, check, (GOOD if _fits(filled, form) else WRONG) if filled else "", "check")


def _fits(row: dict[str, int], form: SurveyForm) -> bool:
    return len(row) == len(form.codes) and all(
        form.scale.lowest <= value <= form.scale.highest for value in row.values()
    )


def draw_totals(
    canvas: Canvas, title: str, form: SurveyForm, package: Package, capacity: Capacity, answers: FormAnswers | None
) -> Inputs:
    """Draw a sheet for the sums of all answers."""
    totals = answers.totals if isinstance(answers, SurveyTotals) else None
    count = totals.respondents if totals is not None else 0
    words = canvas.words
    sheet = canvas.sheet(title, Mark("totals", form.form, title), [12, 80, 18, 6])
    told = f"{_told(canvas, form, 'sum_each')} {words('most_respondents', most=capacity.most)}"
    how_many = _respondents(sheet, totals.respondents if totals is not None else None, capacity.most)
    n = f"{how_many}".rpartition("!")[2]
    lowest, highest = form.scale.lowest, form.scale.highest

    def check(at: str) -> str:
        return f"AND({at}=INT({at}),{at}>={lowest}*{n},{at}<={highest}*{n})"

    sums = totals.sums if totals is not None else {}
    fitting = {code for code, total in sums.items() if lowest * count <= total <= highest * count}
    drawn = draw_numbers(sheet, form, package, told, words("sum"), sums, check, fitting)
    for where in drawn.cells.values():
        sheet.allow_numbers(
            where, "integer", min(lowest * capacity.most, lowest), max(highest * capacity.most, highest)
        )
    right = f'AND(ISNUMBER({how_many}),COUNTIF({drawn.checks},"{GOOD}")={len(form.codes)})'
    is_right = 1 <= count <= capacity.most and len(fitting) == len(form.codes)
    in_range = f"IF(AND({how_many}=INT({how_many}),{how_many}>=1,{how_many}<={capacity.most}),1,0)"
    return Inputs(
        count=Formula(f"N({how_many})", count),
        begun=Formula(f"IF(COUNTA({how_many})+COUNTA({drawn.entries})>0,1,0)", int(totals is not None)),
        complete=Formula(f"IF({right},{in_range},0)", int(is_right)),
        sums={code: Formula(f"SUM({where})", sums.get(code, 0)) for code, where in drawn.cells.items()},
    )


def draw_means(
    canvas: Canvas, title: str, form: SurveyForm, package: Package, capacity: Capacity, answers: FormAnswers | None
) -> Inputs:
    """Draw a sheet for the mean answer to each question."""
    means = answers.means if isinstance(answers, SurveyMeans) else {}
    respondents = answers.respondents if isinstance(answers, SurveyMeans) else None
    words = canvas.words
    sheet = canvas.sheet(title, Mark("means", form.form, title), [12, 80, 18, 6])
    told = f"{_told(canvas, form, 'mean_each')} {words('decimals', places=capacity.places)}"
    _respondents(sheet, respondents, 1_000_000_000)
    lowest, highest, places = form.scale.lowest, form.scale.highest, capacity.places
    check = decimal_check(lowest, highest, places)
    fitting = {code for code, mean in means.items() if _is_fine(mean, places) and lowest <= mean <= highest}
    drawn = draw_numbers(sheet, form, package, told, words("mean"), means, check, fitting)
    for where in drawn.cells.values():
        sheet.allow_numbers(where, "decimal", lowest, highest)
    unit = 10**places
    whole = f'COUNTIF({drawn.checks},"{GOOD}")={len(form.codes)}'
    return Inputs(
        count=Formula(str(unit), unit),
        begun=Formula(f"IF(COUNTA({drawn.entries})>0,1,0)", int(bool(means))),
        complete=Formula(f"IF({whole},1,0)", int(len(fitting) == len(form.codes))),
        sums={
            code: Formula(f"ROUND(SUM({where})*{unit},0)", _units(means.get(code), places))
            for code, where in drawn.cells.items()
        },
    )


def _respondents(sheet: Drawing, count: int | None, most: int) -> Range:
    """Draw the row for the number of respondents."""
    sheet.mark(4, "respondents")
    sheet.put(4, 2, sheet.words("respondents"), "block")
    sheet.put(4, 3, None, "block")
    where = sheet.put(4, 4, count, "fill_number")
    sheet.allow_numbers(where, "integer", 1, most)
    return where


def _told(canvas: Canvas | Drawing, form: SurveyForm, name: str) -> str:
    words = canvas.words
    scale = words(name, lowest=form.scale.lowest, highest=form.scale.highest)
    least = form.respondents.minimum
    return f"{scale} {words('minimum', minimum=least.value)}" if least is not None else scale


def _is_fine(value: Decimal, places: int) -> bool:
    unit: int = 10**places
    return _units(value, places) == value * unit


def _units(value: Decimal | None, places: int) -> int:
    return 0 if value is None else int(value * 10**places)
