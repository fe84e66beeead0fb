"""A workbook is made for every package, read back as what it was filled with, and shows the engine's result."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.reading.spreadsheet import Sheet, read_spreadsheet
from pekppp_rules.regulation.tree import all_choices
from pekppp_rules.submission.sheets import read_workbook
from pekppp_rules.testing import drafts, regulations, submissions
from tests.packages_here import NAMES, loaded
from tests.workbook.edits import changed, part_of, typed

_WORDS = {"unit.mode": "mode", "period.scheme": "scheme", "period.stage": "stage"}
CHOICES = [
    pytest.param(
        name, {_WORDS[field]: value for field, value in choice.items()}, id=f"{name}-{'-'.join(choice.values())}"
    )
    for name in NAMES
    for choice in all_choices(loaded(name).package)
]


def sheets_of(content: bytes) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in read_spreadsheet(content, "buku.xlsx")}


def shown_in(content: bytes, title: str = "Hasil") -> tuple[object, object]:
    """Return the index and the letter that the result sheet shows."""
    sheet = sheets_of(content)[title]
    found = (sheet.cell(11, column) for column in (2, 3))
    return tuple((cell.value if cell is not None else None) or None for cell in found)


def read_back(content: bytes) -> pekppp.Submission:
    document = read_workbook(content, "buku.xlsx")
    assert document.problems == []
    return pekppp.Submission.model_validate(document.data)


def as_a_form_says(submission: pekppp.Submission) -> pekppp.Submission:
    """Return the submission without forms, sheets and lists that say nothing: on paper they are blank pages."""
    data = submission.data()
    forms = {}
    for name, answers in data["forms"].items():
        kept = answers
        if isinstance(answers, dict) and "responses" in answers:
            kept = {"responses": tuple(row for row in answers["responses"] if row)}
        if isinstance(kept, (list, tuple)) and not kept:
            continue
        if isinstance(kept, dict) and not any(kept.values()):
            continue
        forms[name] = kept
    return pekppp.Submission.model_validate({**data, "forms": forms})


@pytest.mark.parametrize(("name", "fields"), CHOICES)
def test_every_package_has_a_workbook_that_is_read_as_an_empty_form(name, fields):
    regulation = loaded(name)
    document = read_workbook(regulation.template(**fields, respondents=3, evaluators=2), "buku.xlsx")
    assert document.problems == []
    assert document.data["regulation"] == name
    assert document.data["forms"] == {}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=5)
@given(data=st.data())
def test_what_is_written_is_read_back_and_the_result_is_the_engine_s(name, data):
    regulation = loaded(name)
    submission = data.draw(submissions(regulation))
    content = regulation.template(submission=submission, respondents=3)
    assert as_a_form_says(read_back(content)) == as_a_form_says(submission)
    evaluation = regulation.evaluate(submission)
    index, letter = shown_in(content)
    assert index == (evaluation.index.rounded or None)
    assert letter == (evaluation.category.letter if evaluation.category is not None else None)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3)
@given(data=st.data())
def test_a_draft_is_read_back_and_shows_no_result_unless_it_is_whole(name, data):
    regulation = loaded(name)
    draft = data.draw(drafts(regulation))
    content = regulation.template(submission=draft, respondents=3)
    assert as_a_form_says(read_back(content)) == as_a_form_says(draft)
    if regulation.validate(draft):
        assert shown_in(content)[0] is None
    else:
        assert shown_in(content)[0] == (regulation.evaluate(draft).index.rounded or None)


def test_the_workbook_says_which_regulation_version_and_digest_it_is_of(regulation):
    cells = sheets_of(regulation.template(mode="luring"))["Unit"].cells
    told = {cell.value for row in cells.values() for cell in row.values()}
    assert {regulation.id, regulation.version, regulation.digest} <= told


def test_the_same_content_is_the_same_bytes(dongeng):
    assert dongeng.template(mode="luring") == dongeng.template(mode="luring")


def test_a_file_is_written_whole_and_holds_what_is_returned(dongeng, tmp_path):
    content = dongeng.template(tmp_path / "loket.xlsx", mode="luring")
    assert (tmp_path / "loket.xlsx").read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["loket.xlsx"]


def test_every_sheet_is_protected_prints_on_a4_and_is_one_page_wide(regulation):
    with zipfile.ZipFile(BytesIO(regulation.template(mode="luring", evaluators=2))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 9
    for sheet in sheets:
        assert "<sheetProtection " in sheet
        assert re.search(r'<pageSetup paperSize="9" [^>]*fitToHeight="0"', sheet)


def test_level_texts_stand_beside_the_choice(regulation):
    sheet = sheets_of(regulation.template(mode="luring"))["F-02"]
    row = next(row for row in sheet.rows() if sheet.cell(row, 1) and sheet.cell(row, 1).value == "row 1.a.Ak")
    levels = sheet.cell(row, 4).value.split("\n")
    assert [line[0] for line in levels] == ["5", "4", "3", "2", "1", "0"]


def test_in_english_the_sheets_are_read_alike(regulation, example):
    submission = pekppp.read_submission(example)
    content = regulation.template(submission=submission, lang="en")
    assert read_back(content) == submission
    assert shown_in(content, "Result") == (regulation.evaluate(submission).index.rounded, "A-")


def test_without_the_result_there_are_only_forms(regulation):
    titles = set(sheets_of(regulation.template(mode="luring", with_result=False)))
    assert {"Hasil", "Hitungan"}.isdisjoint(titles)
    assert {"Unit", "F-01", "F-02", "F-03"} <= titles


def test_what_a_formula_cannot_be_exact_for_says_so_in_its_check_column(dongeng):
    from tests.toy import MEASURED, PALACE, PEOPLE, toy_submission

    data = toy_submission(PALACE, PEOPLE, MEASURED).data()
    data["forms"]["ukur"]["values"]["bersih"] = Decimal("80.123456789")
    submission = pekppp.Submission.model_validate(data)
    content = dongeng.template(submission=submission)
    assert shown_in(content) == (None, None)
    assert read_back(content) == submission


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "PKP-047"),
        ({"mode": "darat"}, "PKP-047"),
        ({"mode": "luring", "stage": "akhir"}, "PKP-047"),
        ({"mode": "luring", "evaluators": 0}, "PKP-046"),
        ({"mode": "luring", "evaluators": 21}, "PKP-046"),
        ({"mode": "luring", "evaluators": True}, "PKP-046"),
        ({"mode": "luring", "respondents": 10**40}, "PKP-046"),
    ],
)
def test_what_is_asked_for_is_checked_first(regulation, options, code):
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.template(**options)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_submission_that_does_not_fit_is_refused(regulation, dongeng, example):
    with pytest.raises(pekppp.SubmissionError):
        dongeng.template(submission=pekppp.read_submission(example))


def test_formulas_that_could_not_stay_exact_are_refused_by_the_node():
    from pekppp_rules.testing import regulation_of
    from tests.toy import node_of, toy_files

    files = toy_files()
    parts = node_of(files, "mutu")["parts"]
    parts[0]["weight"], parts[1]["weight"] = Decimal("49.9999999999"), Decimal("30.0000000001")
    regulation = regulation_of(files)
    with pytest.raises(pekppp.EvaluationError, match="PKP-044"):
        regulation.template(mode="luring")
    assert "Hasil" not in sheets_of(regulation.template(mode="luring", with_result=False))


def test_names_that_look_like_formulas_stay_texts(dongeng):
    from tests.toy import PALACE, PEOPLE, TOTAL, toy_submission

    evil = {"name": "=cmd|'/c calc'!A1", "agency": "@SUM(1+1)", "code": "+1", "address": '=HYPERLINK("http://x")'}
    submission = toy_submission(PALACE, PEOPLE, TOTAL).data()
    submission["unit"] |= evil
    written = pekppp.Submission.model_validate(submission)
    content = dongeng.template(submission=written)
    assert read_back(content) == written
    with zipfile.ZipFile(BytesIO(content)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert not re.search(rb"<f>[^<]*(cmd|HYPERLINK|@SUM)", everything)
    assert b"externalLink" not in everything


def test_numbers_as_other_programs_store_them_are_those_that_were_typed(dongeng):
    content = dongeng.template(mode="luring")
    edited = changed(content, typed({"Ukur!D6": 70.50000000000001}))
    with zipfile.ZipFile(BytesIO(edited)) as parts:
        assert any(b"70.50000000000001" in parts.read(name) for name in parts.namelist())
    document = read_workbook(edited, "buku.xlsx")
    assert str(next(iter(document.data["forms"]["ukur"]["values"].values()))) == "70.5"


def exact_or_nothing(regulation: pekppp.Regulation, submission: pekppp.Submission) -> bytes | None:
    try:
        return regulation.template(submission=submission, respondents=5)
    except pekppp.EvaluationError as error:
        if error.code != "PKP-044":
            raise
        return None


@settings(max_examples=15)
@given(data=st.data())
def test_any_regulation_has_a_workbook_that_is_exact_or_says_where_it_cannot_be(data):
    regulation = data.draw(regulations())
    submission = data.draw(submissions(regulation))
    content = exact_or_nothing(regulation, submission)
    if content is None:
        content = regulation.template(submission=submission, respondents=5, with_result=False)
        assert as_a_form_says(read_back(content)) == as_a_form_says(submission)
        return
    assert as_a_form_says(read_back(content)) == as_a_form_says(submission)
    shown = sheets_of(content)["Hasil"].cell(11, 2)
    if shown is None or shown.value == "":
        cells = [cell for sheet in sheets_of(content).values() for row in sheet.cells.values() for cell in row.values()]
        assert any(cell.value == "!" for cell in cells)
    else:
        assert shown.value == regulation.evaluate(submission).index.rounded


@pytest.mark.parametrize(
    ("survey", "rule"),
    [
        ("responses", 'type="whole" allowBlank="1" showInputMessage="1" showErrorMessage="1"'),
        ("totals", 'type="whole"'),
        ("means", 'type="decimal"'),
    ],
)
def test_answers_to_a_survey_are_held_to_their_range_while_they_are_typed(regulation, survey, rule):
    content = regulation.template(mode="luring", survey=survey, respondents=5)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheet = parts.read(part_of({"xl/workbook.xml": parts.read("xl/workbook.xml")}, "F-03")).decode()
    rules = re.findall(r"<dataValidation [^>]*>.*?</dataValidation>", sheet)
    assert any(rule in one and "<formula1>0</formula1>" in one for one in rules)
    assert len(rules) == {"responses": 1, "totals": 15, "means": 15}[survey]
