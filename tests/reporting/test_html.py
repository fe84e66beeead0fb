"""The page: it stands alone, holds for every package, keeps its shape whatever texts say, and is quick."""

from __future__ import annotations

import sys
import time
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.testing import drafts, regulations, submissions
from tests.architecture.free_text import NASTY, SMALL_SUBMISSION, TEXTS, clean, filled, write_package
from tests.effort import few
from tests.packages_here import EVERY_CHOICE, loaded
from tests.reporting.page import check_page, read_page, shape
from tests.reporting.samples import SAMPLES, draft_of, evaluated, read

BOTH = pytest.mark.parametrize("lang", ["id", "en"])
ALL_NASTY = "".join(NASTY)
MARKUP = (
    "<script>alert(1)</script>\"'><svg/onload=alert(1)>{{7*7}}{% raw %}&lt;</style></title><!--]]>"
    "javascript:=cmd|' /C calc'!A0"
)
FEWER = settings(max_examples=settings.default.max_examples // 8)


@BOTH
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_a_sound_page(name, lang):
    html = evaluated(name).report(lang=lang)
    check_page(read_page(html), lang)
    assert clean(html)
    assert html == pekppp.report(evaluated(name), format="html", lang=lang)


@BOTH
@pytest.mark.parametrize("name", SAMPLES)
def test_every_draft_is_a_sound_page(name, lang):
    page = read_page(draft_of(name).report(lang=lang))
    check_page(page, lang)
    assert page.only("title").text.startswith({"id": "Laporan sementara", "en": "Draft report"}[lang])


@pytest.mark.parametrize(("name", "fields"), EVERY_CHOICE)
@settings(max_examples=max(2, settings.default.max_examples // 30))
@given(st.data())
def test_every_package_is_reported_on_in_every_variant(name, fields, data):
    regulation = loaded(name)
    evaluation = regulation.evaluate(data.draw(submissions(regulation, **fields)))
    page = read_page(evaluation.report())
    check_page(page, "id")
    assert evaluation.regulation.digest in page.text
    half = regulation.evaluate(data.draw(drafts(regulation, **fields)), draft=True)
    check_page(read_page(half.report(lang="en")), "en")


@few
@given(st.data())
def test_a_regulation_of_any_shape_is_reported_on(data):
    regulation = data.draw(regulations())
    check_page(read_page(regulation.evaluate(data.draw(submissions(regulation))).report()), "id")
    check_page(read_page(regulation.evaluate(data.draw(drafts(regulation)), draft=True).report()), "id")


@given(text=TEXTS)
@example(text=ALL_NASTY)
@example(text=MARKUP)
@FEWER
def test_texts_of_a_submission_never_change_the_shape_of_the_page(regulation, text):
    plain, nasty = (regulation.evaluate(pekppp.Submission.model_validate(filled(one))) for one in ("Biasa", text))
    html = nasty.report()
    page = read_page(html)
    assert clean(html)
    assert shape(page) == shape(read_page(plain.report()))
    check_page(page, "id")


@given(text=TEXTS)
@example(text=ALL_NASTY)
@example(text=MARKUP)
@FEWER
def test_texts_of_a_package_never_change_the_shape_of_the_page(tmp_path_factory, text):
    pages = []
    for name, said in (("biasa", "Biasa"), ("kecil", text)):
        folder = tmp_path_factory.getbasetemp() / name
        folder.mkdir(exist_ok=True)
        package = write_package(folder / "kecil", said)
        evaluation = pekppp.load(package).evaluate(pekppp.Submission.model_validate(SMALL_SUBMISSION))
        html = evaluation.report()
        assert clean(html)
        check_page(read_page(html), "id")
        pages.append([one.tag for one in read_page(html).only("body").all() if one.tag not in {"text", "g", "tspan"}])
    assert pages[0] == pages[1]


def test_markup_in_a_name_is_shown_as_it_was_written():
    data = read("skm").data()
    data["unit"]["name"] = MARKUP
    page = read_page(pekppp.load(data["regulation"]).evaluate(pekppp.Submission.model_validate(data)).report())
    assert page.only("h1").text == MARKUP


def test_a_thousand_respondents_are_no_more_than_their_means(regulation):
    data = read("disdukcapil").data()
    answers = data["forms"]["f03"]["responses"]
    data["forms"]["f03"]["responses"] = [answers[at % len(answers)] for at in range(1_000)]
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(data))
    started = time.process_time()
    html = evaluation.report()
    assert time.process_time() - started < 1
    assert "jawaban 1000 responden" in html
    assert len(html) < 1.2 * len(evaluated("disdukcapil").report())


def test_a_page_takes_less_than_300_milliseconds(regulation):
    submission = read("disdukcapil")
    times = []
    for _ in range(3):
        evaluation = regulation.evaluate(submission)
        started = time.process_time()
        evaluation.report()
        times.append(time.process_time() - started)
    assert min(times) < 0.3


def test_equal_results_give_equal_pages(regulation):
    assert regulation.evaluate(read("disdukcapil")).report() == evaluated("disdukcapil").report()


def test_a_missing_library_is_named_with_what_installs_it():
    with patch.dict(sys.modules, {"jinja2": None}):
        sys.modules.pop("pekppp_rules.reporting.html", None)
        with pytest.raises(pekppp.PekpppError) as caught:
            evaluated("skm").report()
    assert caught.value.code == "PKP-850"
    assert "pip install 'pekppp-rules[reports]'" in caught.value.text("en")


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(pekppp.PekpppError) as caught:
        evaluated("skm").report(format="doc")
    assert caught.value.code == "PKP-504"
    assert "html" in str(caught.value)
