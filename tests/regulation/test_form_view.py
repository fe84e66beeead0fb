"""Everything that draws a form, for every form of every package, in both languages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.cli.form_screen import form_screen
from pekppp_rules.testing import package_documents, regulation_of
from tests.effort import few
from tests.interpreter import rows_of
from tests.packages_here import NAMES, loaded, written

OPTIONS = {"unit.mode": "mode", "period.scheme": "scheme", "period.stage": "stage"}

FORMS = [
    pytest.param(name, form, id=f"{name} {form['form']} {form.get('variant', {}).get('value', '')}".strip())
    for name in NAMES
    for form in written(name)["forms"]
]


def view_of(regulation, form):
    """Return the view of a form, which is given as its file writes it."""
    variant = form.get("variant")
    return regulation.form(form["form"], **({OPTIONS[variant["field"]]: variant["value"]} if variant else {}))


def codes_of(form):
    """Return the codes of every row of a form as its file writes them, in its order."""
    if form["type"] == "facts":
        questions = [question for aspect in form.get("aspects", ()) for question in aspect["questions"]]
        return [question["code"] for question in [*questions, *form.get("additional", ())]]
    if form["type"] == "value":
        aspects = sorted(dict.fromkeys(row.get("aspect") for row in form["values"]), key=lambda aspect: aspect is None)
        return [row["code"] for aspect in aspects for row in form["values"] if row.get("aspect") == aspect]
    return [*(row["code"] for _, row in rows_of(form)), *(row["code"] for row in form.get("unscored", ()))]


def texts_in(value):
    """Yield every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in texts_in(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in texts_in(item))


def check_view(regulation, form):
    """Hold the view of a form, its data and its screen against the file."""
    view = view_of(regulation, form)
    assert [row.code for row in view.rows] == codes_of(form)
    assert (view.form, view.type) == (form["form"], form["type"])
    assert view.scale == ((form["scale"]["lowest"], form["scale"]["highest"]) if "scale" in form else None)
    for lang in ("id", "en"):
        data = view.data(lang)
        assert json.loads(json.dumps(data)) == data
        assert all(text.strip() for text in texts_in(data))
        screen = form_screen(view, lang, 100)
        for row in view.rows:
            assert row.code in screen
            check_row(view, row)
            for fact in row.facts:
                assert fact.id in screen
    return view


def check_row(view, row):
    if view.type == "rubric" and row.levels:
        assert [level for level, _ in row.levels] == list(range(view.scale[0], view.scale[1] + 1))
    assert bool(row.facts) == (view.type == "facts")
    assert row.source
    assert row.confidence
    for fact in row.facts:
        assert bool(fact.options) == (fact.type in {"one", "set"})
        assert not fact.other or fact.type == "set"


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_form_of_every_package_is_drawn_in_both_languages(name, form):
    view = check_view(loaded(name), form)
    assert view.title("id") == form["title"]["id"]
    assert view.title("en") == form["title"].get("en", form["title"]["id"])


@few
@given(st.data())
def test_every_form_of_a_generated_regulation_is_drawn(data):
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    for form in files.values():
        if form["kind"] == "form":
            check_view(regulation, form)


def test_a_rubric_has_its_levels_weights_evidence_and_unscored_rows(dongeng):
    view = dongeng.form("rubrik", mode="luring")
    first, second, *_, last = view.rows
    assert (first.code, first.number, first.principle("en"), first.weight) == ("p1", 1, "Courtesy", "1/3")
    assert [(level, text("en")) for level, text in first.levels][:2] == [(0, "None"), (1, "Sometimes")]
    assert first.evidence[0]("en") == "Painting of the counter"
    assert (second.weight, second.confidence) == ("2/3", "primary")
    assert (last.code, last.is_scored) == ("naga", False)
    assert view.aspects[-1].code is None


def test_unknown_weights_and_codes_say_so(dongeng):
    view = dongeng.form("rubrik", mode="daring")
    assert view.weights_unknown("en") == "The decree gives no weights for carrier pigeons."
    assert {row.code: (row.is_own_code, row.weight) for row in view.rows} == {
        "p1": (False, None),
        "m2": (True, None),
        "m3": (True, None),
        "r1": (False, None),
    }


def test_a_survey_has_its_minimum_and_why_its_levels_have_no_words(dongeng):
    view = dongeng.form("tanya")
    assert (view.respondents_minimum, view.level_texts_unknown("en")) == (3, "The decree prints numbers only.")


def test_facts_have_types_options_bounds_and_conditions(dongeng):
    facts = {fact.id: fact for row in dongeng.form("lapor").rows for fact in row.facts}
    assert [code for code, _ in facts["sapaan.bahasa"].options] == ["peri", "kurcaci"]
    assert facts["sapaan.bahasa"].other
    assert (facts["waktu.hari"].lowest, facts["waktu.hari"].highest) == ("0", "366")
    assert (facts["waktu.tepat"].lowest, facts["waktu.tepat"].highest) == ("0", "100")
    assert facts["sapaan.peri_sejak"].data()["asked_if"] == {"fact": "sapaan.bahasa", "in": ["peri"]}
    room = next(row for row in dongeng.form("lapor").rows if row.code == "ruang")
    assert room.data()["asked_if"] == {
        "any": [{"fact": "waktu.hari", "present": True}, {"not": {"fact": "sapaan.ada", "=": True}}]
    }


def test_values_stand_by_aspect_and_those_of_none_last(dongeng):
    assert [(aspect.code, [row.code for row in aspect.rows]) for aspect in dongeng.form("ukur").aspects] == [
        ("r", ["antre", "bersih"]),
        (None, ["total"]),
    ]


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [("rubik", {"mode": "luring"}, "PKP-406"), ("rubrik", {}, "PKP-407"), ("rubrik", {"mode": "keliling"}, "PKP-407")],
)
def test_a_form_that_does_not_exist_is_refused(dongeng, name, options, code):
    with pytest.raises(pekppp.EvaluationError) as refused:
        dongeng.form(name, **options)
    assert refused.value.code == code
    assert "rubrik" in str(refused.value)
