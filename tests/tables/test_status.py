"""What is wrong with a unit is said in its row; what is wrong with a table is raised."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import ValueForm
from pekppp_rules.tables.bound import fixed_counts, limits
from pekppp_rules.tables.cases import cases_of
from tests.packages_here import loaded
from tests.reference import INDICATOR_CODES, QUESTION_CODES
from tests.tables.frames import BACK_ENDS, columns


def assessments(*rows):
    """Return a table with a row for each change of a unit `a` with 4 everywhere."""
    whole = {"unit_id": "a", "mode": "luring", "evaluator": "x", **dict.fromkeys(INDICATOR_CODES, 4)}
    return pl.DataFrame([{**whole, **row} for row in rows or [{}]], infer_schema_length=None)


def responses(*rows):
    return pl.DataFrame([{"unit_id": "a", **dict.fromkeys(QUESTION_CODES, 4), **row} for row in rows or [{}]])


def statuses(regulation, table, answers, back_end="polars", **options):
    make, read = BACK_ENDS[back_end]
    answers = None if answers is None else make(answers)
    result = read(regulation.score_table(make(table), answers, **options))
    return {row["unit_id"]: row["status"] for row in result}


first = INDICATOR_CODES[0]

WRONG = {
    "a blank score": ([{first: None}], [{}], f"PKP-201 {first}"),
    "a score above the scale": ([{first: 6}], [{}], f"PKP-203 {first}"),
    "a score below the scale": ([{first: -1}], [{}], f"PKP-203 {first}"),
    "a blank answer": ([{}], [{}, {QUESTION_CODES[1]: None}], f"PKP-205 {QUESTION_CODES[1]}"),
    "an answer above the scale": ([{}], [{QUESTION_CODES[1]: 9}], f"PKP-203 {QUESTION_CODES[1]}"),
    "no responses": ([{}], [{"unit_id": "b"}], "PKP-207 f03"),
    "nothing but blanks": ([dict.fromkeys(INDICATOR_CODES)], [{}], "PKP-207 f02"),
    "an unknown mode": ([{"mode": "hibrida"}], [{}], "PKP-504 mode"),
    "no mode": ([{"mode": None}], [{}], "PKP-502 mode"),
    "two modes": ([{}, {"mode": "daring", "evaluator": "y"}], [{}], "PKP-707 mode"),
    "an evaluator twice": ([{}, {}], [{}], "PKP-211 evaluator"),
}


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("name", WRONG)
def test_a_unit_that_cannot_be_scored_says_why(regulation, name, back_end):
    rows, answers, status = WRONG[name]
    table = assessments(*rows)
    if name == "nothing but blanks":
        table = table.with_columns(pl.col(INDICATOR_CODES).cast(pl.Int64))
    found = statuses(regulation, table, responses(*answers), back_end, evaluator="evaluator")
    assert found["a"] == status


def test_a_unit_twice_without_evaluators_is_not_pooled(regulation):
    assert statuses(regulation, assessments({}, {}), responses()) == {"a": "PKP-726 unit"}


def test_a_unit_that_has_responses_only_is_there_and_says_what_it_lacks(regulation):
    found = statuses(regulation, assessments({}), responses({}, {"unit_id": "b"}))
    assert found == {"a": "ok", "b": "PKP-207 f02"}


def test_a_row_without_a_unit_is_there(regulation):
    found = statuses(regulation, assessments({}, {"unit_id": None}), responses())
    assert found == {"a": "ok", None: "PKP-711 unit"}


def test_a_score_of_another_variant_is_refused(regulation):
    other = next(row.code for row in regulation.form("f02", mode="daring").rows if row.code not in INDICATOR_CODES)
    found = statuses(regulation, assessments({other: 3}), responses())
    assert found == {"a": f"PKP-202 {other}"}


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_the_largest_unit_is_scored_and_one_larger_is_not(regulation, back_end, monkeypatch):
    [case] = [case for case in cases_of(regulation.package) if case.choice["unit.mode"] == "luring"]
    [(plan, _)] = case.plans
    root = regulation.package.index.root
    [limit] = [most for forms, most in limits(plan, [root], fixed_counts(plan)).items() if forms]
    smaller = 2**53 // limit * 6
    monkeypatch.setattr("pekppp_rules.tables.bound.SAFE", smaller)
    [bound] = [most for forms, most in limits(plan, [root], fixed_counts(plan)).items() if forms]
    assert 3 <= bound <= 12
    table = assessments({}, {"unit_id": "b"})
    answers = pl.concat([responses(*[{}] * bound), responses(*[{"unit_id": "b"}] * (bound + 1))])
    assert statuses(regulation, table, answers, back_end) == {"a": "ok", "b": "PKP-704 f02*f03"}


def test_millions_of_respondents_fit(regulation):
    root = regulation.package.index.root
    for case in cases_of(regulation.package):
        for plan, _ in case.plans:
            assert min(limits(plan, [root], fixed_counts(plan)).values()) > 1_000_000


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_table_without_rows_gives_one_without_rows(regulation, back_end):
    assert statuses(regulation, assessments().clear(), responses().clear(), back_end) == {}


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.UInt64, pl.Float32, pl.Float64, pl.Decimal(3, 1)])
def test_scores_may_be_of_any_type_that_holds_whole_numbers(regulation, dtype):
    table = assessments().with_columns(pl.col(INDICATOR_CODES).cast(dtype))
    assert statuses(regulation, table, responses().with_columns(pl.col(QUESTION_CODES).cast(dtype))) == {"a": "ok"}


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int16, pl.UInt16])
def test_the_largest_that_a_small_type_holds_overflows_nothing(regulation, dtype, back_end):
    """DuckDB stops at a sum beyond its type, Polars and PyArrow go on with a wrong one."""
    ends = [pl.select(end).item() for end in (dtype.min(), dtype.max())]
    table = assessments(*({"unit_id": str(end), **dict.fromkeys(INDICATOR_CODES, end)} for end in ends))
    answers = pl.concat(
        [responses({"unit_id": str(end), **dict.fromkeys(QUESTION_CODES, 4)}) for end in ends]
        + [responses({"unit_id": "a", **dict.fromkeys(QUESTION_CODES, end)}) for end in ends]
    )
    table = pl.concat([table, assessments()]).with_columns(pl.col(INDICATOR_CODES).cast(dtype))
    found = statuses(regulation, table, answers.with_columns(pl.col(QUESTION_CODES).cast(dtype)), back_end)
    fits = {str(end): "ok" if end == 0 else f"PKP-203 {first}" for end in ends}
    assert found == {**fits, "a": f"PKP-203 {QUESTION_CODES[0]}"}


@pytest.mark.parametrize("score", [3.5, float("nan"), float("inf"), -0.5])
@pytest.mark.parametrize("back_end", ["polars", "duckdb"])
def test_a_score_that_is_not_whole_is_refused(regulation, score, back_end):
    table = assessments().with_columns(pl.lit(score).alias(first))
    assert statuses(regulation, table, responses(), back_end) == {"a": f"PKP-203 {first}"}


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [(first, "4", "PKP-703"), (first, True, "PKP-703"), ("1_a_Ak", 4, "PKP-708")],
)
def test_a_table_that_is_not_as_it_should_be_is_refused_with_the_column(regulation, column, cell, code):
    table = assessments().with_columns(pl.lit(cell).alias(column))
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.score_table(table, responses())
    assert caught.value.code == code
    assert caught.value.problems[0].place.path[0] == "assessments"


FINE = {"whole": "88", "six": "88.123456", "seven": "88.1234567", "hair": "88.000000000000000001"}


def fine_decimals(digits):
    """Return a regulation of one given value, a table with decimals of so many digits, and the status of each unit."""
    regulation = loaded("ombudsman_opini_2022")
    [(form, code)] = columns(regulation, ValueForm)
    cells = pl.Series([Decimal(text) for text in FINE.values()], dtype=pl.Decimal(digits, 18))
    table = pl.DataFrame({"unit_id": list(FINE), f"{form}.{code}": cells})
    refused = f"PKP-705 {form}.{code}"
    return regulation, table, {"whole": "ok", "six": "ok", "seven": refused, "hair": refused}


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_decimals_finer_than_a_table_carries_are_refused(back_end):
    regulation, table, right = fine_decimals(38)
    assert statuses(regulation, table, None, back_end) == right


def test_every_misspelt_column_is_named_at_once(regulation):
    table = assessments().rename({first: "1_a_AK", INDICATOR_CODES[1]: "x"})
    with pytest.raises(pekppp.EvaluationError) as caught:
        regulation.score_table(table, responses())
    assert [problem.code for problem in caught.value.problems] == ["PKP-702", "PKP-702"]
    assert 'did you mean "1_a_AK"?' in caught.value.text("en")


def test_two_kinds_of_table_do_not_go_together(regulation):
    with pytest.raises(pekppp.EvaluationError, match="PKP-709"):
        regulation.score_table(assessments(), responses().lazy())


def test_units_of_two_types_do_not_go_together(regulation):
    numbered = responses().with_columns(pl.lit(1).alias("unit_id"))
    with pytest.raises(pekppp.EvaluationError, match="PKP-703"):
        regulation.score_table(assessments(), numbered)


def test_a_lazy_table_is_not_run(regulation):
    result = regulation.score_table(assessments().lazy(), responses().lazy())
    assert isinstance(result, pl.LazyFrame)
    assert result.collect()["status"].to_list() == ["ok"]


def test_a_result_has_the_type_of_units_and_whole_numbers_it_was_given(regulation):
    table = assessments().with_columns(pl.lit(7).cast(pl.Int32).alias("unit_id"))
    answers = responses().with_columns(pl.lit(7).cast(pl.Int32).alias("unit_id"))
    result = regulation.score_table(table, answers, nodes=["f02.a"])
    assert result.schema["unit_id"] == pl.Int32
    assert {result.schema[name] for name in ("index_num", "index_den", "index_hundredths", "f02_a_num")} == {pl.Int64}


def test_nodes_are_those_of_evaluate(regulation, example):
    submission = pekppp.read_submission(example)
    evaluation = regulation.evaluate(submission)
    sheets = [{"unit_id": "a", "evaluator": sheet.evaluator, **sheet.scores} for sheet in submission.forms["f02"]]
    answers = [{"unit_id": "a", **row} for row in submission.forms["f03"].responses]
    names = ["f02.a", "f03", f"f02.{first}"]
    assert set(names) <= set(evaluation.node_ids)
    result = regulation.score_table(
        pl.DataFrame(sheets), pl.DataFrame(answers), mode="luring", evaluator="evaluator", nodes=names
    )
    [row] = result.to_dicts()
    for name in names:
        node, column = evaluation.node(name), name.replace(".", "_")
        assert node.value == Fraction(row[f"{column}_num"], row[f"{column}_den"])
        assert row[f"{column}_units"] == int(node.rounded.scaleb(-node.rounded.as_tuple().exponent))


def test_an_unknown_node_is_refused_with_the_nearest(regulation):
    with pytest.raises(pekppp.EvaluationError, match=r"f02\.a"):
        regulation.score_table(assessments(), responses(), nodes=["f02.A"])


def test_a_unit_beyond_the_bound_can_be_scored_by_itself(regulation, example, monkeypatch):
    submission = pekppp.read_submission(example)
    evaluation = regulation.evaluate(submission)
    sheets = [{"unit_id": "a", "evaluator": sheet.evaluator, **sheet.scores} for sheet in submission.forms["f02"]]
    answers = [{"unit_id": "a", **row} for row in submission.forms["f03"].responses]
    options = {"mode": "luring", "evaluator": "evaluator", "nodes": ["f02.a"]}
    whole = regulation.score_table(pl.DataFrame(sheets), pl.DataFrame(answers), **options)
    monkeypatch.setattr("pekppp_rules.tables.bound.SAFE", 10_000_000)
    assert regulation.score_table(pl.DataFrame(sheets), pl.DataFrame(answers), **options)["index_num"].to_list() == [
        None
    ]
    for frame in (
        pl.DataFrame,
        lambda rows: pl.DataFrame(rows).to_arrow(),
        lambda rows: pl.DataFrame(rows).to_pandas(),
    ):
        scored = regulation.score_table(frame(sheets), frame(answers), overflow="scalar", **options)
        [row] = pl.DataFrame(scored).to_dicts()
        assert Fraction(row["index_num"], row["index_den"]) == evaluation.index.value
        assert Fraction(row["f02_a_num"], row["f02_a_den"]) == evaluation.node("f02.a").value
        same = ("index_hundredths", "category", "f02_a_units", "respondents", "status")
        assert {name: row[name] for name in same} == {name: whole[name][0] for name in same}


def test_a_lazy_table_has_no_units_scored_by_themselves(regulation):
    with pytest.raises(pekppp.EvaluationError, match="PKP-716"):
        regulation.score_table(assessments().lazy(), responses().lazy(), overflow="scalar")
