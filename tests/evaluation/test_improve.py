"""The cheapest steps to a category, on the real regulation, the small one and the invented one."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.reading.yaml_reader import read_yaml
from pekppp_rules.regulation.schema_check import validator
from pekppp_rules.testing import regulation_of
from tests.evaluation.raising import after_steps, cheapest_by_trying, counted_rows, raised
from tests.evaluation.small_regulations import letters_of
from tests.reference import INDICATOR_CODES, QUESTION_CODES
from tests.regulation.conftest import SMALL, write_small
from tests.submissions import submission
from tests.toy import MEASURED, PALACE, PEOPLE, node_of, toy_files, toy_submission

LETTERS = ["A", "A-", "B", "B-", "C", "C-", "D", "E", "F"]
SCHEMA = validator("improvement")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small package: three indicators from 0 to 2, rounded to one place; B from 2."""
    return pekppp.load(write_small(tmp_path_factory.mktemp("kecil")).folder)


def small_submission(*sheets, t1=3, t2=1):
    return pekppp.Submission.model_validate(
        {
            "regulation": "kecil",
            "unit": {"name": "Unit", "agency": "Instansi", "mode": "luring"},
            "period": {"year": 2022},
            "forms": {
                "f02": [
                    {"evaluator": str(at), "scores": dict(zip(("a1", "a2", "b1"), sheet, strict=True))}
                    for at, sheet in enumerate(sheets)
                ],
                "f03": {"means": {"t1": t1, "t2": t2}, "respondents": 5},
            },
        }
    )


def taken(improvement):
    return [(step.code, step.from_level, step.to_level) for step in improvement.steps]


class TestSteps:
    """Which steps are chosen, and what they say."""

    def test_the_example_reaches_the_top_category_as_computed(self, regulation, example):
        read = pekppp.read_submission(example)
        improvement = regulation.improve(read, "A")
        again = regulation.evaluate(after_steps(read, improvement.steps))
        assert again.category.letter == improvement.after.category.letter == "A"
        assert again.index.value == improvement.after.value
        assert again.index.rounded == improvement.after.rounded
        assert improvement.cost == Fraction(13, 2)
        assert sum(step.gain for step in improvement.steps) == again.index.value - improvement.before.value

    @pytest.mark.parametrize("letter", LETTERS)
    @pytest.mark.parametrize("levels", [0, 1, 2, 3, 4, 5])
    def test_every_category_is_reached_from_every_level_and_not_with_less(self, regulation, letter, levels):
        low = submission(levels, 4)
        improvement = regulation.improve(low, letter)
        bound = letters_of(regulation)[letter]
        assert improvement.reached
        assert regulation.evaluate(after_steps(low, improvement.steps)).category.lower_bound >= bound
        for step in improvement.steps:
            others = [other for other in improvement.steps if other is not step and other.node != step.node]
            fewer = [*others, *[one for one in improvement.steps if one.node == step.node][:-1]]
            assert regulation.evaluate(after_steps(low, fewer)).category.lower_bound < bound

    def test_a_tie_of_rounding_is_enough(self, regulation):
        """4.505 is rounded to 4.51: the least index of an A."""
        sheet = dict.fromkeys(INDICATOR_CODES, 5)
        means = {"means": dict.fromkeys(QUESTION_CODES, Decimal("3.02")), "respondents": 10}
        one_short = submission({**sheet, "29.f.B": 4}, means)
        improvement = regulation.improve(one_short, "A")
        assert improvement.least_index == Fraction(901, 200)
        assert improvement.after.value == Fraction(901, 200)
        assert taken(improvement) == [("29.f.B", 4, 5)]

    def test_the_cheapest_way_of_the_small_package_by_hand(self, small):
        """0.6 x F-02 + 0.4 x 2.5 >= 1.95, so F-02 must gain 19/12: b1 gives 1/2 a level, a2 1/3, a1 1/6."""
        improvement = small.improve(small_submission((0, 0, 0)), "B")
        assert taken(improvement) == [("a2", 0, 1), ("a2", 1, 2), ("b1", 0, 1), ("b1", 1, 2)]
        assert [step.gain for step in improvement.steps] == [Fraction(1, 5)] * 2 + [Fraction(3, 10)] * 2
        assert improvement.steps[0].text("id") == "Sedang"
        assert (improvement.cost, str(improvement.after.rounded)) == (4, "2.0")

    def test_a_mean_of_evaluators_rises_to_the_next_whole_level_for_its_part_of_the_cost(self, small):
        improvement = small.improve(small_submission((2, 2, 0), (2, 2, 0), (2, 2, 1)), "B", costs={"b1": 6})
        assert taken(improvement)[0] == ("b1", Fraction(1, 3), 1)
        first = improvement.steps[0]
        assert (first.cost, first.gain) == (4, Fraction(2, 3) * Fraction(3, 10))

    def test_a_step_knows_its_gain_for_each_unit_of_cost(self, small):
        (a1, a2, b1) = sorted(
            small.improve(small_submission((0, 0, 0)), "B", costs={"a1": 0, "a2": 4}).marginal,
            key=lambda step: step.code,
        )
        assert (a1.gain_per_cost, a2.gain_per_cost, b1.gain_per_cost) == (None, Fraction(1, 20), Fraction(3, 10))
        assert [step.node for step in (a1, a2, b1)] == ["f02.a1", "f02.a2", "f02.b1"]

    def test_what_is_met_already_needs_no_step_and_says_so(self, regulation, example):
        for letter in ("A-", "B", "F"):
            improvement = regulation.improve(pekppp.read_submission(example), letter)
            assert (improvement.steps, improvement.cost) == ((), 0)
            assert improvement.is_met_already
            assert improvement.reached
            assert improvement.after == improvement.before
        assert not regulation.improve(pekppp.read_submission(example), "A").is_met_already

    def test_the_next_step_of_every_indicator_is_listed_by_its_gain(self, regulation, example):
        read = pekppp.read_submission(example)
        before = regulation.evaluate(read)
        marginal = regulation.improve(read, "A").marginal
        rows = counted_rows(before)
        assert {(step.form, step.code) for step in marginal} == {
            row for row, (level, highest) in rows.items() if level < highest
        }
        assert [step.gain for step in marginal] == sorted((step.gain for step in marginal), reverse=True)
        for step in marginal:
            alone = regulation.evaluate(raised(read, {(step.form, step.code): step.to_level}))
            assert alone.index.value - before.index.value == step.gain

    @pytest.mark.parametrize("lang", ["id", "en"])
    @pytest.mark.parametrize(("levels", "survey"), [(3, 4), (5, 5), (4, 0), (0, 0)])
    def test_every_improvement_fits_its_schema(self, regulation, lang, levels, survey):
        for letter in ("A", "F"):
            data = regulation.improve(submission(levels, survey), letter, costs={"1.a.Ak": 0}).data(lang)
            assert list(SCHEMA.iter_errors(data)) == []

    def test_the_form_for_online_units_is_improved_too(self, regulation, checkout):
        online = pekppp.read_submission(checkout / "examples" / "layanan_daring_kota_contoh.yaml")
        improvement = regulation.improve(online, "A")
        assert regulation.evaluate(after_steps(online, improvement.steps)).category.letter == "A"


class TestPreference:
    """Between sets of equal cost: fewer indicators, then fewer steps, then the order of the form."""

    def test_fewer_indicators_are_changed_where_that_costs_the_same(self, small):
        """b1 twice with a2 twice, or with a2 once and a1 twice: both gain 1 and cost 4."""
        improvement = small.improve(small_submission((0, 0, 0)), "B", costs={"a1": Fraction(1, 2)})
        assert taken(improvement) == [("a2", 0, 1), ("a2", 1, 2), ("b1", 0, 1), ("b1", 1, 2)]
        other = raised(small_submission((0, 0, 0)), {("f02", "a1"): 2, ("f02", "a2"): 1, ("f02", "b1"): 2})
        assert small.evaluate(other).index.value == improvement.after.value
        assert improvement.cost == 2 * Fraction(1, 2) + 1 + 2

    def test_of_equal_indicators_the_first_of_the_form_is_raised(self, regulation):
        """29.f.B and 30.f.B weigh the same; one of them is enough."""
        means = {"means": dict.fromkeys(QUESTION_CODES, Decimal("3.02")), "respondents": 10}
        sheet = {**dict.fromkeys(INDICATOR_CODES, 5), "30.f.B": 4, "29.f.B": 4}
        better = {"means": dict.fromkeys(QUESTION_CODES, Decimal("3.2")), "respondents": 10}
        assert taken(regulation.improve(submission(sheet, means), "A")) == [("29.f.B", 4, 5), ("30.f.B", 4, 5)]
        assert taken(regulation.improve(submission(sheet, better), "A")) == [("29.f.B", 4, 5)]

    def test_what_costs_nothing_is_not_raised_without_need(self, small):
        """a1 twice is too little; a2 twice is enough, and so is b1 twice, which stands later."""
        improvement = small.improve(small_submission((0, 0, 0), t1=4, t2=4), "B", costs={"a1": 0, "a2": 0, "b1": 0})
        assert taken(improvement) == [("a2", 0, 1), ("a2", 1, 2)]
        assert improvement.cost == 0

    def test_the_same_question_has_the_same_answer(self, regulation, example):
        read = pekppp.read_submission(example)
        assert regulation.improve(read, "A") == regulation.improve(read, "A")


class TestCostsAndFixed:
    """What a caller says of costs and of indicators that cannot rise."""

    def test_costs_steer_the_choice_and_add_up(self, small):
        low = small_submission((0, 0, 0))
        costs = {"b1": Decimal("2.5"), "f02.a2": Fraction(1, 3)}
        improvement = small.improve(low, "B", costs=costs)
        by_row = {("f02", "b1"): Fraction(5, 2), ("f02", "a2"): Fraction(1, 3)}
        assert improvement.cost == cheapest_by_trying(small, low, Fraction(2), by_row)[0]
        assert improvement.cost == sum(step.cost for step in improvement.steps)

    def test_each_level_may_have_a_cost_of_its_own(self, small):
        costs = {"a2": {1: 5, 2: Decimal("0.5")}}
        (first,) = [
            step for step in small.improve(small_submission((0, 0, 0)), "B", costs=costs).marginal if step.code == "a2"
        ]
        assert first.cost == 5
        improvement = small.improve(small_submission((2, 1, 1), t2=2), "B", costs=costs)
        assert [(step.code, step.cost) for step in improvement.steps] == [("a2", Fraction(1, 2))]

    def test_a_node_id_goes_before_a_code(self, small):
        improvement = small.improve(small_submission((0, 0, 0)), "B", costs={"f02.a2": 7, "a2": 3})
        assert {step.cost for step in improvement.marginal if step.code == "a2"} == {7}

    def test_a_fixed_indicator_stays_and_is_not_offered(self, small):
        improvement = small.improve(small_submission((0, 0, 0), t1=4, t2=4), "B", fixed=["b1"])
        assert {step.code for step in (*improvement.steps, *improvement.marginal)} <= {"a1", "a2"}
        assert improvement.highest.value == Fraction(6, 10) * 1 + Fraction(4, 10) * 4

    def test_what_is_not_scored_may_be_named_and_changes_nothing(self, regulation, example):
        read = pekppp.read_submission(example)
        assert regulation.improve(read, "A", fixed=["antrian"], costs={"antrian": 9}) == regulation.improve(read, "A")


class TestOutOfReach:
    """Where indicators alone do not suffice, the other forms are told."""

    def test_it_says_what_the_survey_would_have_to_be(self, regulation):
        low = submission(3, 1)
        improvement = regulation.improve(low, "A")
        assert (improvement.reached, improvement.steps, improvement.cost) == (False, (), 0)
        assert improvement.highest.value == Fraction(3, 4) * 5 + Fraction(1, 4)
        (survey,) = improvement.elsewhere
        assert (survey.form, survey.node, survey.value, survey.highest) == ("f03", "f03", 1, 5)
        assert (survey.needed, str(survey.rounded)) == (Fraction(151, 50), "3.02")
        for mean, letter in ((survey.needed, "A"), (survey.needed - Fraction(1, 10**9), "A-")):
            means = {"means": dict.fromkeys(QUESTION_CODES, Decimal(mean.numerator) / mean.denominator)}
            assert regulation.evaluate(submission(5, means)).category.letter == letter
            with_it = regulation.improve(submission(3, means), "A")
            assert with_it.reached == (letter == "A")

    def test_it_says_when_even_full_marks_elsewhere_do_not_suffice(self, regulation):
        low = submission(3, 1)
        improvement = regulation.improve(low, "A", fixed=INDICATOR_CODES[:20])
        (survey,) = improvement.elsewhere
        assert (survey.needed, survey.rounded) == (None, None)
        assert not regulation.improve(submission(3, 5), "A", fixed=INDICATOR_CODES[:20]).reached

    def test_without_any_indicator_to_raise_the_index_stays(self, regulation):
        improvement = regulation.improve(submission(3, 1), "A", fixed=INDICATOR_CODES)
        assert improvement.marginal == ()
        assert improvement.highest == improvement.before

    def test_values_rounded_for_their_parent_are_told_from_where_they_round_up(self):
        files = toy_files()
        del node_of(files, "rubrik_rata")["rounding"]
        reg = regulation_of(files)
        low = toy_submission(PALACE, {"tanya": {"means": {"t1": 2, "t2": 2, "t3": 2}, "respondents": 5}}, MEASURED)
        improvement = reg.improve(low, "Emas")
        told = {node.node: node for node in improvement.elsewhere}
        assert set(told) == {"warga", "ukuran"}
        full = {(step.form, step.code): 3 for step in improvement.marginal}
        for percent in range(0, 101):
            for node, given in (
                ("ukuran", {"ukur": {"values": {"antre": percent, "bersih": percent - percent % 7}}}),
                ("warga", {"tanya": {"means": dict.fromkeys(("t1", "t2", "t3"), Decimal(100 + 3 * percent) / 100)}}),
            ):
                data = copy.deepcopy(raised(low, full).data())
                data["forms"] |= given
                again = reg.evaluate(pekppp.Submission.model_validate(data))
                needed = told[node].needed
                assert (again.category.letter == "Emas") == (needed is not None and again.node(node).value >= needed)
        assert any(node.needed is not None for node in told.values())

    def test_a_regulation_without_indicators_is_about_its_survey(self):
        files = {name: read_yaml(text, name) for name, text in SMALL.items() if not name.startswith("f02")}
        index = files["index.yaml"]
        index |= {"requires": [{"form": "f03", "without": "error"}]}
        index["nodes"] = [node for node in index["nodes"] if not node["id"].startswith("f02")]
        node_of(files, "indeks").update(out_of=1, parts=[{"node": "f03", "weight": 1}])
        files["categories.yaml"]["tables"][0]["categories"][-1]["from"] = 1
        data = small_submission().data()
        data["forms"] = {"f03": {"means": {"t1": 1, "t2": 2}}}
        improvement = regulation_of(files).improve(pekppp.Submission.model_validate(data), "B")
        assert not improvement.reached
        assert improvement.marginal == ()
        assert [(node.node, node.needed) for node in improvement.elsewhere] == [("f03", Fraction(39, 20))]
        assert [str(node.rounded) for node in improvement.elsewhere] == ["2.0"]


class TestRefusals:
    """What cannot be asked, with what would be right."""

    def problems(self, regulation, *arguments, **options):
        with pytest.raises(pekppp.EvaluationError) as caught:
            regulation.improve(*arguments, **options)
        return [(problem.code, problem.message("en")) for problem in caught.value.problems]

    @pytest.mark.parametrize("letter", ["a-", "A+", "", "Z", "A\x1b[31m"])
    def test_an_unknown_category_is_told_with_those_there_are(self, regulation, example, letter):
        ((code, message),) = self.problems(regulation, pekppp.read_submission(example), letter)
        assert code == "PKP-408"
        assert "it has: A, A-, B, B-, C, C-, D, E, F" in message
        assert message.endswith('did you mean "A-"?') == (letter == "a-")
        assert message.isprintable()

    def test_every_mistake_in_costs_and_fixed_is_told_at_once(self, regulation, example):
        costs = {
            "1.a.AK": 1,
            "2.a.P": -1,
            "3.a.T": 0.5,
            "4.a.K": {9: 1, 5: True},
            "5.a.K": "1",
            "6.a.B": Decimal("NaN"),
        }
        found = self.problems(regulation, pekppp.read_submission(example), "A", costs=costs, fixed=["f02.1.a.Ax"])
        assert [code for code, _ in found] == [
            "PKP-202",
            "PKP-505",
            "PKP-503",
            "PKP-505",
            "PKP-503",
            "PKP-503",
            "PKP-503",
            "PKP-202",
        ]
        assert found[0][1].endswith('did you mean "1.a.Ak"?')
        assert found[1][1] == "value -1 is out of bounds; should be zero or more"
        assert found[2][1] == "this is float, should be an exact number: int, Decimal or Fraction"
        assert found[3][1] == "value 9 is out of bounds; should be 1 to 5"
        assert found[-1][1].endswith('did you mean "f02.1.a.Ak"?')

    def test_a_question_of_a_survey_is_no_indicator(self, regulation, example):
        ((code, _),) = self.problems(regulation, pekppp.read_submission(example), "A", fixed=["15.e.K"])
        assert code == "PKP-202"

    def test_rounding_between_indicator_and_index_is_refused(self, dongeng):
        ((code, message),) = self.problems(dongeng, toy_submission(PALACE, PEOPLE, MEASURED), "Emas")
        assert code == "PKP-409"
        assert 'node "rubrik_rata"' in message

    def test_a_submission_that_does_not_fit_is_refused_as_by_evaluate(self, regulation):
        with pytest.raises(pekppp.SubmissionError):
            regulation.improve(submission({"1.a.Ak": 5}), "A")
