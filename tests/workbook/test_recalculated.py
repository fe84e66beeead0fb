"""The formulas, computed by LibreOffice instead of by us, give the engine's numbers: random workbooks, and a thousand ties."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.reading.spreadsheet import read_spreadsheet
from pekppp_rules.regulation.model import FactsForm, RubricForm, SurveyForm
from pekppp_rules.regulation.tree import all_choices
from pekppp_rules.scoring import totals_of
from pekppp_rules.submission.model import RubricSheet, SurveyTotals, ValueAnswers
from pekppp_rules.testing import submissions
from pekppp_rules.workbook.ways import Way, ways_of
from tests.packages_here import NAMES, loaded
from tests.workbook.office import OFFICE, computed_anew

WITH_OFFICE = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed, so nothing can recalculate"
)

TIES = {"permenpanrb_29_2022": 200, "permenpanrb_14_2017": 400, "kep_25_2004": 100, "negeri_dongeng": 300}


def shown_by(content: bytes) -> dict[str, tuple[Any, Any, Any]]:
    """Return, of every part of the index that the result sheet lists, the value, letter and name of its category."""
    [sheet] = [sheet for sheet in read_spreadsheet(content, "x.xlsx") if sheet.name == "Hasil"]
    found = {}
    for row in sheet.rows():
        name = sheet.cell(row, 2)
        cells = [sheet.cell(row, column) for column in (3, 5, 6)]
        if row > 14 and name is not None and cells[0] is not None:
            found[name.value] = tuple(cell.value or None if cell is not None else None for cell in cells)
    return found


def expected_of(evaluation: pekppp.Evaluation) -> dict[str, tuple[Any, Any, Any]]:
    """Return the same of the engine's result."""
    found = {}
    for node in evaluation.nodes.values():
        if node.kind not in {"pool", "input"}:
            category = node.category
            told = (category.letter, category.name) if category is not None else (None, None)
            found[node.name.id] = (node.rounded or None, *told)
    return found


def shown_parts(content: bytes) -> dict[str, tuple[Any, Any, Any]]:
    """Return the parts of the index that apply to what was entered."""
    return {name: shown for name, shown in shown_by(content).items() if shown[0] is not None}


def given_parts(evaluation: pekppp.Evaluation) -> dict[str, tuple[Any, Any, Any]]:
    return {name: told for name, told in expected_of(evaluation).items() if told[0] is not None}


def anything(regulation: pekppp.Regulation, rng: random.Random) -> Iterator[tuple[dict[str, Any], Way]]:
    """Yield complete answers at random, made fast, under every choice of variants and every way to put the index together."""
    known = [(choice, ways_of(regulation.package, choice)) for choice in all_choices(regulation.package)]
    while True:
        choice, ways = rng.choice(known)
        assert ways is not None
        way = rng.choice(ways)
        forms: dict[str, Any] = {}
        for name, codes in way.plan.needs.items():
            form = way.plan.forms[name]
            assert not isinstance(form, FactsForm)
            lowest, highest = form.scale.lowest, form.scale.highest
            if isinstance(form, RubricForm):
                forms[name] = [
                    {"evaluator": "E", "scores": {code: rng.randint(lowest, highest) for code in form.codes}}
                ]
            elif isinstance(form, SurveyForm):
                n = rng.randint(1, 12)
                sums = {code: rng.randint(lowest * n, highest * n) for code in form.codes}
                forms[name] = {"totals": {"respondents": n, "sums": sums}}
            else:
                units = {code: rng.randint(lowest * 100, highest * 100) for code in form.codes if code in codes}
                forms[name] = {"values": {code: Decimal(value) / 100 for code, value in units.items()}}
        data: dict[str, Any] = {
            "regulation": regulation.id,
            "unit": {"name": "Unit", "agency": "Instansi"},
            "period": {"year": int(regulation.package.regulation.validity.from_.on[:4])},
            "forms": forms,
        }
        others = {
            values.field: values.values[0].code for values in regulation.package.regulation.fields if values.required
        }
        for field, value in {**others, **choice}.items():
            block, _, key = field.partition(".")
            data[block][key] = [value] if field == "unit.services" else value
        yield data, way


def ties(regulation: pekppp.Regulation, count: int) -> Iterator[pekppp.Submission]:
    """Yield submissions whose index lies exactly half a unit of its last decimal above a rounded value."""
    root = regulation.package.index.root
    for data, way in anything(regulation, random.Random(8)):
        answers = {name: _answers(value) for name, value in data["forms"].items()}
        totals = way.plan.with_steps({name: totals_of(one, way.plan.layouts[name]) for name, one in answers.items()})
        numerator, denominator = way.plan.nodes[root].ratio(totals)
        halves = Fraction(2 * numerator * 10 ** way.plan.nodes[root].places, denominator)
        if halves.denominator == 1 and halves.numerator % 2:
            yield pekppp.Submission.model_validate(data)
            count -= 1
            if not count:
                return


def _answers(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(RubricSheet.model_construct(**sheet) for sheet in value)
    kind = SurveyTotals if "totals" in value else ValueAnswers
    return kind.model_validate(value)


def test_ties_are_found_where_rounding_decides():
    regulation = loaded("permenpanrb_14_2017")
    for submission in ties(regulation, 5):
        evaluation = regulation.evaluate(submission)
        assert (evaluation.index.value * 1000) % 10 == 5


@pytest.mark.external
@WITH_OFFICE
@pytest.mark.parametrize("name", TIES)
def test_a_thousand_half_cent_ties_are_rounded_as_the_engine_rounds_them(name, tmp_path):
    regulation = loaded(name)
    found = list(ties(regulation, TIES[name]))
    assert sum(TIES.values()) >= 1_000
    books = [regulation.template(submission=submission, respondents=1) for submission in found]
    for submission, book in zip(found, computed_anew(books, tmp_path), strict=True):
        assert shown_parts(book) == given_parts(regulation.evaluate(submission))


def some_of(strategy: st.SearchStrategy[pekppp.Submission], count: int) -> list[pekppp.Submission]:
    drawn: list[pekppp.Submission] = []

    @settings(max_examples=count, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def draw(submission):
        drawn.append(submission)

    draw()
    return drawn


@pytest.mark.external
@WITH_OFFICE
def test_random_workbooks_of_every_package_give_the_engine_s_numbers(tmp_path):
    drawn = [(regulation, one) for regulation in map(loaded, NAMES) for one in some_of(submissions(regulation), 10)]
    books = [regulation.template(submission=submission, respondents=6) for regulation, submission in drawn]
    assert len(books) > 50
    for (regulation, submission), book in zip(drawn, computed_anew(books, tmp_path), strict=True):
        assert shown_parts(book) == given_parts(regulation.evaluate(submission))


@pytest.mark.external
@WITH_OFFICE
def test_what_an_office_program_saves_is_read_as_the_same_submission(tmp_path, regulation, example):
    submission = pekppp.read_submission(example)
    [saved] = computed_anew([regulation.template(submission=submission)], tmp_path)
    (tmp_path / "unit.xlsx").write_bytes(saved)
    assert pekppp.read_submission(tmp_path / "unit.xlsx") == submission


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_results_of_every_part_are_the_engine_s(name):
    regulation = loaded(name)
    for (data, _), _ in zip(anything(regulation, random.Random(3)), range(3), strict=False):
        submission = pekppp.Submission.model_validate(data)
        book = regulation.template(submission=submission, respondents=1)
        assert shown_parts(book) == given_parts(regulation.evaluate(submission))
