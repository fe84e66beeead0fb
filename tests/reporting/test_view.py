"""What a report says, before it is drawn."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

import pekppp_rules as pekppp
from pekppp_rules.audit.recording import record_digest
from pekppp_rules.regulation.model import Effort, Source
from pekppp_rules.reporting import words
from pekppp_rules.reporting.assemble import report_view
from tests.reporting.samples import SAMPLES, draft_of, evaluated, read

NODE_KINDS = ("weighted_mean", "linear", "weighted_sum", "first_given")
"""Of the index tree, beside the plain mean."""

EVERY_SAMPLE = pytest.mark.parametrize("name", SAMPLES)


@pytest.fixture(scope="module")
def view():
    return report_view(evaluated("disdukcapil"), "id")


@pytest.fixture(scope="module")
def english():
    return report_view(evaluated("disdukcapil"), "en")


def test_the_headline_has_index_category_and_what_they_mean(view):
    headline = view.headline
    assert (headline.name, headline.value, headline.highest) == ("Indeks Pelayanan Publik", "4,25", "5")
    assert (headline.letter, headline.category, headline.converted.text) == ("A-", "Sangat Baik", "85,06")
    assert headline.meaning[1] == "Predikat A- (Sangat Baik) berlaku untuk nilai 4,01 sampai 4,50."
    assert headline.meaning[2] == "Kurang 0,26 lagi untuk predikat A (Pelayanan Prima), yang mulai dari 4,51."


def test_english_has_a_decimal_point(english):
    assert english.headline.value == "4.25"
    assert english.headline.meaning[1] == "Category A- (Very good) holds for values 4.01 to 4.50."
    assert english.heading.circumstances[2] == "Offline (code A)"


@EVERY_SAMPLE
def test_the_strip_has_every_category_end_to_end_and_marks_the_own_one(name):
    strip = report_view(evaluated(name), "id").headline.strip
    assert strip.bands[0].start == 0
    assert strip.bands[-1].end == 1
    assert all(before.end == after.start for before, after in zip(strip.bands, strip.bands[1:], strict=False))
    (own,) = (band for band in strip.bands if band.is_own)
    assert own.letter == evaluated(name).category.letter
    assert own.start <= strip.at[0] <= own.end


def test_the_radar_compares_the_aspects_that_both_forms_have(view):
    assert [label.text for label in view.radar.labels] == ["a", "b", "c", "d", "e"]
    assert view.radar.left_out == ("Inovasi",)
    first, second = view.radar.strands
    assert (first.texts[2], second.texts[2]) == ("4,20", "3,81")
    assert first.points[2] == Fraction(21, 25)
    assert [ring.text for ring in view.radar.rings] == ["1", "2", "3", "4", "5"]
    assert view.aspects.rows[5].values[1] is None


@EVERY_SAMPLE
def test_contributions_sum_to_the_index(name):
    evaluation = evaluated(name)
    groups = report_view(evaluation, "id").contributions.groups
    assert sum(bar.contribution.value for group in groups for bar in group.bars) == evaluation.index.value
    assert all(0 <= bar.contribution.value <= bar.highest.value for group in groups for bar in group.bars)


def test_a_row_says_level_text_justified_level_weight_and_the_gain_of_the_next_step(view):
    rows = {row.code: row for form in view.forms for row in form.rows}
    row = rows["6.a.B"]
    assert (row.value_text, row.justified, row.justified_differs, row.weight) == ("4,5", "5", True, "17%")
    assert row.level_text.startswith("Antara level 4 dan 5. Level 4: SKM sesuai peraturan")
    assert (row.gain.value, row.gain.text, row.next_level) == (Fraction(153, 10_000), "+0,0153", "Level 5")
    assert rows["1.a.Ak"].next_level is None
    assert rows["1.a.K1"].value_text == "4,5"


def test_justified_levels_are_those_of_justify(view):
    submission = read("disdukcapil")
    told = {one.code: str(one.level) for one in pekppp.load(submission.regulation).justify(submission)}
    assert {row.code: row.justified for form in view.forms for row in form.rows if row.justified} == told
    assert len(told) > 20


def test_without_facts_no_level_is_justified_and_nothing_else_changes(view):
    data = read("disdukcapil").data()
    del data["forms"]["f01"]
    without = report_view(pekppp.load(data["regulation"]).evaluate(pekppp.Submission.model_validate(data)), "id")
    assert [form.has_justified for form in without.forms] == [False, False]
    assert [form.has_justified for form in view.forms] == [True, False]
    assert (without.headline, without.way) == (view.headline, view.way)
    assert all("f01" not in told for told in without.basis.inputs)


def test_gains_are_those_of_the_cheapest_steps(view):
    submission = read("disdukcapil")
    marginal = pekppp.load(submission.regulation).improve(submission, to="A").marginal
    gains = {row.code: row.gain.value for form in view.forms for row in form.rows if row.gain is not None}
    assert gains == {step.code: step.gain for step in marginal}


def test_findings_come_by_severity_and_recommendations_by_gain(view):
    assert [group.severity for group in view.findings] == ["warning", "info"]
    gains = [one.gain.value for one in view.recommendations if one.gain is not None]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == 19


def test_the_way_leads_to_the_next_category(view):
    assert view.way.title == "Jalan ke predikat A (Pelayanan Prima)"
    assert "indeks menjadi 4,51 dan predikat A" in view.way.told[0]
    assert (
        sum(step.gain.value for step in view.way.steps) >= Fraction(4505, 1000) - evaluated("disdukcapil").index.value
    )


def test_where_no_indicator_can_be_raised_the_way_says_what_else_would_do():
    way = report_view(evaluated("skm"), "id").way
    assert way.steps == ()
    assert way.elsewhere == ("Indeks 1-4: sekarang ≈3,3704, perlu paling sedikit 3,54 dari 4",)


def test_where_values_in_between_are_rounded_the_way_says_so_and_names_no_gain():
    view = report_view(evaluated("loket"), "id")
    assert "membulatkan nilai antara" in view.way.told[0]
    assert all(row.gain is None for form in view.forms for row in form.rows)


def test_the_calculation_fills_the_formula_in(view):
    index = next(one for one in view.calculations if one.id == "ipp")
    assert index.words == "0,75 × Indeks F-02 (evaluator) + 0,25 × Indeks F-03 (pengguna layanan)"
    assert index.formula == "0,75 × 4,2645 + 0,25 × ≈4,2194"
    assert index.result == "≈4,253236 (306233/72000)"
    assert "dibulatkan ke 2 desimal" in view.rounding[0]


@EVERY_SAMPLE
def test_every_node_that_is_made_of_others_is_explained_once(name):
    evaluation = evaluated(name)
    told = [one.id for one in report_view(evaluation, "en").calculations]
    assert len(told) == len(set(told))
    assert set(told) == {node.id for node in evaluation.nodes.values() if node.children}


@EVERY_SAMPLE
def test_confidence_is_counted_as_in_the_evaluation_and_every_source_is_listed(name):
    evaluation = evaluated(name)
    basis = report_view(evaluation, "en").basis
    assert sum(one.count for one in basis.confidences) == len(evaluation.provenance.used)
    used = {key for value in evaluation.provenance.used for key in value.source}
    assert used <= {source.key for source in basis.sources}


@EVERY_SAMPLE
def test_the_record_digest_is_the_one_of_the_record(name):
    evaluation = evaluated(name)
    identity = report_view(evaluation, "id").identity
    assert identity.record_digest == record_digest(evaluation)
    assert f'"digest":"{identity.record_digest}"'.encode() in pekppp.record(evaluation)
    assert identity.digest == evaluation.regulation.digest


def test_a_working_copy_says_that_it_is_not_released(view):
    assert view.identity.withdrawn is None
    assert ".dev" in report_view(evaluated("loket"), "id").identity.withdrawn


def test_a_draft_tells_bounds_and_what_is_missing_and_nothing_that_needs_a_whole_file():
    view = report_view(draft_of("disdukcapil"), "en")
    assert view.headline.is_draft
    bounds = draft_of("disdukcapil").index
    assert view.headline.value == f"{bounds.lower.rounded} – {bounds.upper.rounded}"
    assert len(view.headline.strip.at) == 2
    assert view.missing.rows[0].name == "f02 4.a.K"
    assert (view.radar, view.contributions, view.way) == (None, None, None)
    assert (view.calculations, view.recommendations, view.identity.record_digest) == ((), (), None)
    rows = {row.code: row for form in view.forms for row in form.rows}
    assert rows["5.a.K"].value is None


def test_a_row_without_any_score_is_called_missing():
    data = read("disdukcapil").data()
    data["forms"]["f02"] = [{"evaluator": "Satu", "scores": {"1.a.Ak": 4}}]
    draft = pekppp.load(data["regulation"]).evaluate(pekppp.Submission.model_validate(data), draft=True)
    rows = {row.code: row for form in report_view(draft, "id").forms for row in form.rows}
    assert (rows["1.a.Ak"].value_text, rows["2.a.P"].value_text) == ("4", "belum ada")
    assert rows["1.a.Ak"].gain.text == "+0,0306"


def test_every_fixed_text_is_used_somewhere():
    folder = Path(words.__file__).parent
    sources = [path for path in folder.rglob("*") if path.suffix in {".py", ".j2"} and path.name != "words.py"]
    used = "".join(path.read_text("utf-8") for path in sources).replace("'", '"')
    of_packages = {*get_args(Source.model_fields["kind"].annotation), *get_args(Effort), *NODE_KINDS}
    assert [name for name in words._WORDS if f'"{name}"' not in used and name not in of_packages] == []


def test_what_a_package_can_be_made_of_has_a_word_in_both_languages():
    for lang in ("id", "en"):
        said = words.Words(lang)
        assert all(said(kind) for kind in (*get_args(Effort), *NODE_KINDS))
