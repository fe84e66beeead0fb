"""The result: what it says, that it is immutable in effect, and its JSON."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest
from hypothesis import given, settings

import pekppp_rules as pekppp
from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.testing import regulation_of
from tests.reference import INDICATOR_CODES
from tests.submissions import responses, sheets, submission
from tests.toy import PALACE, PEOPLE, TOTAL, toy_files, toy_submission

RESULT_SCHEMA = validator("evaluation")


def sheet(level):
    return dict.fromkeys(INDICATOR_CODES, level)


@pytest.fixture(scope="module")
def evaluation(regulation, example):
    return regulation.evaluate(pekppp.read_submission(example))


def test_index_category_and_conversion_come_from_the_exact_value(evaluation):
    assert evaluation.index.value == Fraction(306_233, 72_000)
    assert str(evaluation.index.rounded) == "4.25"
    assert str(evaluation.index.conversion) == "85.06"
    assert (evaluation.category.letter, evaluation.category.name) == ("A-", "Sangat Baik")


def test_indices_that_say_the_same_are_equal_and_cannot_be_changed(regulation, evaluation):
    one, same, other = (
        regulation.evaluate(submission(scores)).index for scores in ([sheet(4)], [sheet(4)] * 2, [sheet(3)])
    )
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert other != one
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(evaluation.index) == "<IndexResult 4.25 = 306233/72000>"
    with pytest.raises(AttributeError):
        one.value = Fraction(5)


def test_a_node_carries_weight_share_contribution_source_and_confidence(evaluation):
    node = evaluation.node("f02.14.b.K")
    assert node.value == 5
    assert node.weight == Fraction(30, 100)
    assert node.index_share == Fraction(75, 100) * Fraction(25, 100) * Fraction(30, 100)
    assert node.contribution == 5 * node.index_share
    assert node.weight_source == ("YU", "PB", "KB-new")
    assert node.weight_confidence == "secondary"
    assert node.aspect == "b"


def test_nodes_that_say_the_same_are_equal_and_others_are_not(regulation):
    one, same, other = (regulation.evaluate(submission(scores)) for scores in ([sheet(4)], [sheet(4)] * 2, [sheet(3)]))
    for name in one.node_ids:
        assert one.node(name) == same.node(name)
        assert hash(one.node(name)) == hash(same.node(name))
    assert one.node("f02") != other.node("f02")
    assert one.node("f02.1.a.Ak") != one.node("f02.2.a.P")
    assert one.node("f02") != one.node("f02").value


def test_a_node_survives_pickling_and_cannot_be_changed(evaluation):
    for name, node in evaluation.nodes.items():
        assert node == evaluation.node(name)
        assert pickle.loads(pickle.dumps(node)).data() == node.data()
    with pytest.raises(AttributeError):
        evaluation.node("f02").value = Fraction(5)


def test_a_node_names_itself_and_its_value_when_printed(evaluation):
    assert repr(evaluation.node("f02.14.b.K")) == "<NodeResult f02.14.b.K = 5>"


def test_the_row_with_a_primary_source_says_so(evaluation):
    assert evaluation.node("f02.1.a.Ak").confidence == "primary"
    assert evaluation.node("f03.15.e.K").confidence == "secondary"


def test_an_unknown_node_is_refused_with_a_suggestion(evaluation):
    with pytest.raises(pekppp.EvaluationError) as caught:
        evaluation.node("f02.1.a.AK")
    assert caught.value.code == "PKP-404"
    assert "f02.1.a.Ak" in str(caught.value)


@settings(max_examples=25)
@given(sheets, responses)
def test_every_result_fits_the_evaluation_schema(scores, rows):
    result = pekppp.load("permenpanrb_29_2022").evaluate(submission(scores, {"responses": rows}))
    assert list(RESULT_SCHEMA.iter_errors(result.data())) == []
    assert list(RESULT_SCHEMA.iter_errors(result.data("en"))) == []


def test_the_json_has_what_other_programs_rely_on(evaluation, regulation):
    data = json.loads(json.dumps(evaluation.data()))
    assert data["regulation"]["id"] == "permenpanrb_29_2022"
    assert data["regulation"]["version"] == regulation.version
    assert data["regulation"]["digest"].startswith("sha256:")
    assert data["index"] == {"exact": "306233/72000", "rounded": "4.25", "conversion": "85.06"}
    assert data["category"]["letter"] == "A-"
    for name in ("f02", "f03", "f02.a", "f02.b", "f02.c", "f02.d", "f02.e", "f02.f"):
        assert {"exact", "rounded", "weight"} <= data["nodes"][name].keys()
    assert data["nodes"]["f02.a"]["weight"] == "6/25"
    assert sum(data["provenance"]["counts"].values()) == 60


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_json_of_a_node_says_what_the_node_says(dongeng, lang):
    for node in dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL)).nodes.values():
        numbers = {key: getattr(node, key) for key in ("weight", "index_share", "contribution")}
        band = node.category
        assert node.data(lang) == {
            "name": node.name.en if lang == "en" else node.name.id,
            "kind": node.kind,
            "exact": str(node.value),
            "rounded": str(node.rounded),
            "carried": str(node.carried),
            "category": band
            and {
                "letter": band.letter,
                "name": band.name_en if lang == "en" else band.name,
                "lower_bound": str(band.lower_bound),
            },
            **{key: None if number is None else str(number) for key, number in numbers.items()},
            "scale": [str(node.lowest), str(node.highest)],
            "source": list(node.source),
            "confidence": node.confidence,
            "weight_source": list(node.weight_source),
            "weight_confidence": node.weight_confidence,
        }


def test_a_category_without_an_english_name_keeps_its_indonesian_one():
    files = toy_files()
    tables = {table["id"]: table for table in files["categories.yaml"]["tables"]}
    for entry in tables["mutu"]["categories"]:
        del entry["name"]["en"]
    category = regulation_of(files).evaluate(toy_submission(PALACE, PEOPLE, TOTAL)).category
    assert category.data("en") == category.data("id") == category.data()
    assert category.data("en")["name"] == category.name


def test_results_that_differ_rarely_share_a_hash(regulation, dongeng):
    indices = {regulation.evaluate(submission(level, level)).index for level in range(6)}
    nodes = set(dongeng.evaluate(toy_submission(PALACE, PEOPLE, TOTAL)).nodes.values())
    for things in (indices, nodes):
        assert len({hash(one) for one in things}) > len(things) / 2


def test_equal_submissions_give_equal_evaluations(regulation):
    one, other = regulation.evaluate(submission(4)), regulation.evaluate(submission(4))
    assert one == other
    assert hash(one) == hash(other)
    assert regulation.evaluate(submission(3)) != one


def test_evaluations_and_regulations_survive_pickling(regulation, evaluation):
    assert pickle.loads(pickle.dumps(regulation)) == regulation
    again = pickle.loads(pickle.dumps(evaluation))
    assert again == evaluation
    assert again.data() == evaluation.data()


def test_threads_may_share_a_regulation(example):
    regulation = pekppp.Regulation(pekppp.load("permenpanrb_29_2022").package)
    submissions = [submission(level, level) for level in range(6)] * 20
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: regulation.evaluate(one).index.value, submissions))
    assert found == [Fraction(level) for level in range(6)] * 20


def test_evaluating_leaves_the_submission_as_it_was(regulation, example):
    read = pekppp.read_submission(example)
    before = read.model_dump_json()
    regulation.evaluate(read).data()
    assert read.model_dump_json() == before


@pytest.mark.parametrize("value", [5.01, -1, 6, float("nan"), float("inf")])
def test_an_index_outside_the_scale_has_no_category(regulation, value):
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.categorise(value)
    assert caught.value.code == "PKP-403"


@pytest.mark.parametrize("value", [True, "4.5", None])
def test_what_is_no_number_has_no_category(regulation, value):
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.categorise(value)
    assert caught.value.code == "PKP-503"


class TestFindings:
    """What the result says about the number of respondents."""

    def survey(self, **given):
        from tests.reference import QUESTION_CODES

        means = dict.fromkeys(QUESTION_CODES, 4)
        return {"means": means, **given}

    def test_nine_respondents_are_too_few(self, regulation):
        rows = [dict.fromkeys(self.survey()["means"], 4)] * 9
        (finding,) = regulation.evaluate(submission(5, {"responses": rows})).findings
        assert (finding.code, finding.severity) == ("respondents_below_minimum", "warning")
        assert finding.parameters == {"form": "f03", "respondents": 9, "minimum": 10}
        assert finding.source == ("S22",)
        assert "9 responden" in finding.message()
        assert "9 respondents" in finding.message("en")

    def test_ten_respondents_are_enough(self, regulation):
        rows = [dict.fromkeys(self.survey()["means"], 4)] * 10
        found = [finding.code for finding in regulation.evaluate(submission(5, {"responses": rows})).findings]
        assert found == ["jawaban_seragam"]  # ten, and all the same

    def test_means_without_a_number_of_respondents_say_so(self, regulation):
        (finding,) = regulation.evaluate(submission(5, self.survey())).findings
        assert (finding.code, finding.severity) == ("respondents_unknown", "info")

    def test_means_with_enough_respondents_have_no_finding(self, regulation):
        assert regulation.evaluate(submission(5, self.survey(respondents=10))).findings == ()


class TestProvenance:
    """What a result rests on."""

    def test_means_are_named_as_such(self, regulation):
        evaluation = regulation.evaluate(submission(5, TestFindings().survey()))
        (survey,) = [item for item in evaluation.provenance.inputs if item.form == "f03"]
        assert survey.kind == "means"
        assert survey.words("en") == "f03: from means as given"

    def test_every_weight_of_the_tree_is_counted_once(self, evaluation):
        weights = [value.what for value in evaluation.provenance.used if value.what.endswith(".weight")]
        assert len(weights) == len(set(weights)) == 30 + 6 + 2

    def test_pooling_counts_only_where_something_was_pooled(self, regulation):
        one = regulation.evaluate(submission(5)).provenance.used
        two = regulation.evaluate(submission([dict(submission(5).forms["f02"][0].scores)] * 2)).provenance.used
        assert "f02.pool" not in {value.what for value in one}
        assert "f02.pool" in {value.what for value in two}

    def test_what_no_one_saw_in_the_primary_text_is_listed(self, evaluation):
        weaker = {value.what: value.confidence for value in evaluation.provenance.weaker_than_primary}
        assert weaker["f03.rule"] == "single"
        assert weaker["ipp.rounding"] == "inferred"
        assert "f02.scale" not in weaker
