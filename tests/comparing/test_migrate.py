"""Migrations checked by hand: what is carried, what is not, and the reason for each."""

from __future__ import annotations

from decimal import Decimal

import pytest

import pekppp_rules as pekppp
from pekppp_rules.comparing.same_question import REASONS
from tests.comparing.versions import regulation_from, sections
from tests.conftest import CHECKOUT
from tests.edits import changed
from tests.packages_here import loaded
from tests.submissions import submission
from tests.toy import CLERKS, PALACE, PEOPLE, TOTAL, toy_submission

FACTS = {
    "lapor": {
        "answers": {
            "sapaan.ada": True,
            "sapaan.bahasa": ["peri", {"other": "Bahasa raksasa"}],
            "sapaan.peri_sejak": "1001",
            "waktu.hari": 3,
            "waktu.rata": Decimal("4.5"),
        },
        "evidence": {"sapaan": [{"title": "Rekaman"}]},
    }
}


def listed(answers):
    return {(one.form, one.part, one.code): one.reason for one in answers}


def form(name, variant=None):
    forms = sections(loaded("negeri_dongeng"))["forms"]
    return next(
        at for at, one in enumerate(forms) if one["form"] == name and one.get("variant", {}).get("value") == variant
    )


PALACE_FORM, REPORT = ("forms", form("rubrik", "luring")), ("forms", form("lapor"))
GREETING = (*REPORT, "aspects", 0, "questions", 0)


def migrated(*path, value, forms=(PALACE, PEOPLE, TOTAL, CLERKS, FACTS)):
    toy = loaded("negeri_dongeng")
    other = regulation_from(changed(sections(toy), path, lambda _: value))
    return pekppp.migrate(toy_submission(*forms), toy, other)


def test_nothing_of_2022_is_an_answer_under_2017(example):
    """Neither regulation has a code of the other, so 30 scores are left behind, and 37 indicators are open."""
    unit = pekppp.read_submission(example)
    migration = pekppp.migrate(unit, loaded("permenpanrb_29_2022"), loaded("permenpanrb_17_2017"))
    assert migration.carried == ()
    assert [one.code for one in migration.unanswered][:2] == ["paket.a.1", "paket.a.2"]
    assert len(migration.unanswered) == 37
    assert {one.reason for one in migration.unanswered} == {"no_code"}
    dropped = listed(migration.dropped)
    assert dropped["f02", "answers", "1.a.Ak"] == "no_code"
    assert dropped["f02", "notes", "15.c.K"] == "no_code"
    assert dropped["f03", "answers", "1.a.K1"] == "no_form"
    assert dropped["unit", "answers", "mode"] == "no_field"
    assert len([one for one in migration.dropped if (one.form, one.part) == ("f02", "answers")]) == 30


def test_an_online_unit_of_2017_keeps_no_score_although_codes_are_spelt_alike():
    """`paket.a.1` is in both packages, and neither form prints it; its titles differ."""
    old, new = loaded("permenpanrb_17_2017"), loaded("permenpanrb_29_2022")
    (rubric,) = old.package.forms
    unit = pekppp.Submission.model_validate(
        {
            "regulation": old.id,
            "unit": {"name": "Unit", "agency": "Kota", "mode": "daring"},
            "period": {"year": 2021, "scheme": "mandiri"},
            "forms": {"f02": [{"evaluator": "E", "scores": dict.fromkeys(rubric.codes, 4)}]},
        }
    )
    migration = pekppp.migrate(unit, old, new)
    assert migration.submission.forms == {}
    assert listed(migration.unanswered)["unit", "answers", "mode"] == "field_value"
    assert set(listed(migration.dropped).values()) == {"field_value", "no_variant"}
    written = sections(old)
    fields = sections(new)["regulation"]["fields"]
    written["regulation"]["fields"] = [{**one, "source": ["SC17"]} for one in fields]
    for field in written["regulation"]["fields"]:
        field["values"] = [{**value, "source": ["SC17"]} for value in field["values"]]
    migration = pekppp.migrate(unit, regulation_from(written), new)
    assert listed(migration.carried) == {("unit", "answers", "mode"): None, ("period", "answers", "scheme"): None}
    reasons = listed(migration.dropped)
    assert reasons["f02", "answers", "paket.a.1"] == "own_code"
    assert reasons["f02", "answers", "paket.a.13"] == "no_code"
    assert listed(migration.unanswered)["f02", "answers", "paket.a.1"] == "own_code"


def test_a_perwali_takes_every_national_answer_and_lacks_its_own_indicator(example):
    perwali = pekppp.load(CHECKOUT / "examples" / "perwali_kota_contoh")
    unit = pekppp.read_submission(example)
    migration = pekppp.migrate(unit, loaded("permenpanrb_29_2022"), perwali)
    assert listed(migration.unanswered) == {("f02", "answers", "lokal.1"): "no_code"}
    assert migration.dropped == ()
    assert {**migration.submission.data(), "regulation": unit.regulation} == unit.data()
    draft = perwali.evaluate(migration.submission, draft=True)
    assert {row.code for row in draft.missing} == {"lokal.1"}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            (*PALACE_FORM, "aspects", 0, "indicators", 0, "title", "id"),
            "Sapaan hangat",
            {("rubrik", "answers", "p1"): "words"},
        ),
        ((*PALACE_FORM, "aspects", 0, "indicators", 0, "title", "en"), "Warm greeting", {}),
        (
            (*PALACE_FORM, "aspects", 0, "indicators", 0, "levels", "1", "id"),
            "Jarang",
            {("rubrik", "answers", "p1"): "levels"},
        ),
        ((*GREETING, "evidence", 0, "id"), "Rekaman suara", {}),
        (
            (*GREETING, "facts", 1, "options", 0, "name", "id"),
            "Bahasa peri hutan",
            {("lapor", "answers", "sapaan.bahasa"): "options", ("lapor", "answers", "sapaan.peri_sejak"): "not_asked"},
        ),
        (
            (*GREETING, "facts", 1, "other"),
            False,
            {("lapor", "answers", "sapaan.bahasa"): "options", ("lapor", "answers", "sapaan.peri_sejak"): "not_asked"},
        ),
        (
            (*GREETING, "facts", 2, "type"),
            "text",
            {("lapor", "answers", "sapaan.peri_sejak"): "type"},
        ),
        (
            (*REPORT, "aspects", 0, "questions", 1, "facts", 1, "lowest"),
            1,
            {("lapor", "answers", "waktu.rata"): "scale"},
        ),
        (
            (*GREETING, "title", "id"),
            "Salam",
            {
                ("lapor", "answers", "sapaan.ada"): "words",
                ("lapor", "answers", "sapaan.bahasa"): "words",
                ("lapor", "answers", "sapaan.peri_sejak"): "words",
                ("lapor", "evidence", "sapaan"): "words",
            },
        ),
    ],
)
def test_an_answer_is_carried_only_where_all_it_depends_on_is_the_same(path, value, expected):
    migration = migrated(*path, value=value)
    assert listed(migration.dropped) == expected
    unanswered = listed(migration.unanswered)
    assert {key: reason for key, reason in expected.items() if key[0] == "rubrik"}.items() <= unanswered.items()
    assert all(unanswered[key] == expected[key] for key in unanswered.keys() & expected.keys())
    assert ("lapor", "answers", "sapaan.peri_sejak") not in unanswered or "sapaan.bahasa" not in str(expected)


def test_answers_on_another_scale_are_not_carried():
    """Clerks answered from 0 to 10; from 0 to 9 their 7 is another answer, though it fits."""
    toy = loaded("negeri_dongeng")
    written = changed(sections(toy), ("forms", form("petugas"), "scale", "highest"), lambda _: 9)
    node = next(one for one in written["index"]["nodes"] if one["id"] == "petugas_100")
    node["times"] = "100/9"
    migration = pekppp.migrate(toy_submission(PALACE, PEOPLE, CLERKS), toy, regulation_from(written))
    assert listed(migration.dropped) == {("petugas", "answers", "k1"): "scale", ("petugas", "answers", "k2"): "scale"}
    assert "petugas" not in migration.submission.forms


def test_a_value_of_a_field_under_another_name_is_not_carried_and_leaves_the_variant_open():
    migration = migrated("regulation", "fields", 0, "values", 0, "name", "id", value="Loket desa")
    assert listed(migration.dropped)["unit", "answers", "mode"] == "field_value"
    assert listed(migration.dropped)["rubrik", "answers", "p1"] == "no_variant"
    assert listed(migration.unanswered)["unit", "answers", "mode"] == "field_value"
    assert "rubrik" not in migration.submission.forms
    assert migration.submission.forms["tanya"] == toy_submission(PEOPLE).forms["tanya"]


def test_what_stands_beside_a_score_goes_with_its_row_or_its_aspect():
    sheet = {
        "evaluator": "Juru",
        "scores": {"p1": 3, "p2": 2, "r1": 1, "r2": 3},
        "notes": {"p1": "Ramah", "p2": "Cepat"},
        "evidence": {"p1": [{"title": "Foto"}]},
        "observations": {"p": "Sepi", "r": "Terang"},
    }
    toy = loaded("negeri_dongeng")
    written = changed(sections(toy), (*PALACE_FORM, "aspects", 0, "indicators", 0, "title", "id"), lambda _: "Lain")
    written["regulation"]["aspects"][1]["name"]["id"] = "Ruang tunggu"
    migration = pekppp.migrate(toy_submission({"rubrik": [sheet]}, PEOPLE, TOTAL), toy, regulation_from(written))
    assert listed(migration.dropped) == {
        ("rubrik", "answers", "p1"): "words",
        ("rubrik", "notes", "p1"): "words",
        ("rubrik", "evidence", "p1"): "words",
        ("rubrik", "observations", "r"): "words",
    }
    assert migration.submission.data()["forms"]["rubrik"] == (
        {
            "evaluator": "Juru",
            "scores": {"p2": 2, "r1": 1, "r2": 3},
            "notes": {"p2": "Cepat"},
            "observations": {"p": "Sepi"},
        },
    )


def test_every_respondent_keeps_the_answers_that_are_carried():
    toy = loaded("negeri_dongeng")
    path = ("forms", form("tanya"), "aspects", 0, "questions", 0, "title", "id")
    other = regulation_from(changed(sections(toy), path, lambda _: "Lain"))
    rows = {"tanya": {"responses": [{"t1": 4, "t2": 3, "t3": 2}, {"t1": 1, "t2": 2, "t3": 3}]}}
    migration = pekppp.migrate(toy_submission(PALACE, rows, TOTAL), toy, other)
    assert migration.submission.data()["forms"]["tanya"] == {"responses": ({"t2": 3, "t3": 2}, {"t2": 2, "t3": 3})}
    sums = {"tanya": {"totals": {"respondents": 2, "sums": {"t1": 5, "t2": 5, "t3": 5}}}}
    migration = pekppp.migrate(toy_submission(PALACE, sums, TOTAL), toy, other)
    assert migration.submission.data()["forms"]["tanya"] == {"totals": {"respondents": 2, "sums": {"t2": 5, "t3": 5}}}
    assert listed(migration.unanswered) == {("tanya", "answers", "t1"): "words"}


def test_a_draft_is_migrated_as_far_as_it_goes():
    toy = loaded("negeri_dongeng")
    rubric = {"rubrik": [{"evaluator": "Juru", "scores": {"p1": 3}}]}
    migration = pekppp.migrate(toy_submission(rubric), toy, toy)
    assert listed(migration.unanswered)["rubrik", "answers", "p2"] == "not_given"


def test_a_submission_of_another_regulation_is_refused():
    with pytest.raises(pekppp.SubmissionError) as refused:
        pekppp.migrate(submission(4, 4), loaded("permenpanrb_17_2017"), loaded("permenpanrb_29_2022"))
    assert refused.value.code == "PKP-213"


def test_a_submission_with_problems_is_refused_before_anything_is_carried():
    wrong = submission({"1.a.Ak": 6}, 4)
    with pytest.raises(pekppp.SubmissionError) as refused:
        pekppp.migrate(wrong, loaded("permenpanrb_29_2022"), loaded("permenpanrb_4_2023"))
    assert refused.value.code == "PKP-203"


def test_every_reason_has_words_in_both_languages():
    assert all(words("id") and words("en") and words("id") != words("en") for words in REASONS.values())
