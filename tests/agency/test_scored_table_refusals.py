"""What is not as `score_table` wrote it is refused, with the cell; a unit without an index is told and counts in nothing."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest

import pekppp_rules as pekppp
from pekppp_rules.regulation.tree import column_name
from tests.agency.scored import read
from tests.packages_here import loaded
from tests.tables.frames import BACK_ENDS

NAME = "permenpanrb_29_2022"


def rows_of(form: str) -> list[str]:
    return [row.code for row in loaded(NAME).form(form, mode="luring").rows if row.is_scored or form == "f03"]


@pytest.fixture(scope="module")
def scored() -> pl.DataFrame:
    """Three offline units, the last with a blank."""
    units = {"unit": ["a", "b", "c"], "mode": ["luring"] * 3, "name": ["Dinsos", "RSUD", "Arsip"]}
    scores: dict[str, list[int | None]] = {code: [4, 3, 2] for code in rows_of("f02")}
    answers = {"unit": ["a", "a", "b", "c"]} | {code: [4, 5, 3, 2] for code in rows_of("f03")}
    scores["2.a.P"] = [4, 3, None]
    table = loaded(NAME).score_table(pl.DataFrame(units | scores), pl.DataFrame(answers), unit="unit", report=True)
    assert isinstance(table, pl.DataFrame)
    return table.join(pl.DataFrame(units).select("unit", "name"), on="unit")


def refused(table: object, **options: object) -> list[tuple[str, str]]:
    """Return the codes of what is wrong, each with the last part of its place."""
    with pytest.raises(pekppp.EvaluationError) as caught:
        read(options.pop("regulation", loaded(NAME)), table, **options)
    return [(problem.code, str((problem.place.path or ("",))[-1])) for problem in caught.value.problems]


def test_a_unit_without_an_index_is_told_and_counts_in_nothing(scored):
    units = read(loaded(NAME), scored)
    assert [one.unit.name for one in units] == ["a", "b"]
    assert [(one.unit, one.status) for one in units.unscored] == [("c", "PKP-201 2.a.P")]
    picture = pekppp.agency_picture(units)
    assert picture.unscored == units.unscored
    first = picture.rounds[0]
    assert first.aggregate.value == sum(one.index.value for one in units) / 2
    assert {row.units for row in first.rows} == {2}
    told = picture.data("en")["unscored"]
    assert told[0]["unit"] == "c"
    assert told[0]["message"].endswith("has no score; give 0 to 5")
    assert read(loaded(NAME), scored, name="name").unscored[0].name == "Arsip"


def test_names_come_from_their_column_and_units_are_then_codes(scored):
    units = read(loaded(NAME), scored, name="name")
    assert [(one.unit.name, one.unit.code, one.unit.mode) for one in units] == [
        ("Dinsos", "a", "luring"),
        ("RSUD", "b", "luring"),
    ]


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_table_of_any_kind_is_read(scored, back_end):
    make, _ = BACK_ENDS[back_end]
    told = [(one.unit, one.index.value) for one in read(loaded(NAME), make(scored))]
    assert told == [(one.unit, one.index.value) for one in read(loaded(NAME), scored)]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_a_file_of_any_kind_is_read_back_as_it_was_written(scored, tmp_path, suffix):
    from pekppp_rules.tables.files import write_result

    path = tmp_path / f"hasil.{suffix}"
    write_result(scored.lazy(), path, path)
    there, here = read(loaded(NAME), path), read(loaded(NAME), scored)
    assert [(one.unit, one.nodes) for one in there] == [(one.unit, one.nodes) for one in here]
    assert there.unscored == here.unscored


def test_the_regulation_is_the_one_that_the_table_names():
    opinion = pekppp.load("ombudsman_opini_2022")
    table = opinion.score_table(pl.DataFrame({"unit_id": ["a"], "skor": [86.5]}), report=True)
    units = pekppp.scored_units(table, agency="Kota Contoh", year=2022)
    assert units.regulation == opinion
    assert units.units[0].index.value == Fraction("86.5")


def test_other_rules_than_those_named_are_refused(scored):
    assert [code for code, _ in refused(scored, regulation=loaded("ombudsman_opini_2022"))] == ["PKP-740"]
    changed = scored.with_columns(regulation_digest=pl.lit("sha256:" + "0" * 64))
    assert [code for code, _ in refused(changed)] == ["PKP-740"]


def test_rows_of_two_regulations_are_refused(scored):
    mixed = scored.with_columns(regulation=pl.Series(["x@1.0.0", *scored["regulation"][1:]]))
    assert refused(mixed) == [("PKP-745", "table")]


def test_every_missing_column_is_told(scored):
    assert refused(scored.drop("f02_1_a_Ak_num", "status")) == [("PKP-741", "table")] * 2
    assert refused(scored.drop("respondents")) == [("PKP-741", "table")]
    with pytest.raises(pekppp.EvaluationError) as caught:
        read(loaded(NAME), scored.rename({"unit": "Unit"}))
    assert 'did you mean "Unit"' in caught.value.problems[0].message("en")


@pytest.mark.parametrize("cell", ["3", "x", 3.5, True])
def test_what_is_no_whole_number_is_refused(scored, cell):
    assert refused(scored.with_columns(f02_1_a_Ak_num=pl.lit(cell))) == [("PKP-742", "f02_1_a_Ak_num")]


def test_whole_numbers_may_be_written_as_doubles(scored):
    doubles = scored.with_columns(pl.col(pl.Int64).cast(pl.Float64))
    assert [one.nodes for one in read(loaded(NAME), doubles)] == [one.nodes for one in read(loaded(NAME), scored)]


@pytest.mark.parametrize("column", ["f02_1_a_Ak_num", "f02_1_a_Ak_den", f"f03_{column_name(rows_of('f03')[0])}_num"])
def test_a_blank_where_the_form_has_a_row_is_refused(scored, column):
    assert refused(scored.with_columns(pl.lit(None, dtype=pl.Int64).alias(column))) == [("PKP-742", column)] * 2


@pytest.mark.parametrize("change", [-1, 1])
@pytest.mark.parametrize(
    "column",
    [
        "index_num",
        "index_den",
        "index_hundredths",
        "f02_num",
        "f02_den",
        "f02_a_num",
        "f02_1_a_Ak_num",
        "f02_1_a_Ak_den",
    ],
)
def test_no_number_can_be_changed_alone(scored, column, change):
    codes = {code for code, _ in refused(scored.with_columns(pl.col(column) + change))}
    assert codes <= {"PKP-742", "PKP-743", "PKP-746"}


def test_every_number_of_a_table_is_held_against_the_others(scored):
    """Each whole number that stands in the row of a unit, one more: it is noticed, but for how many answered a survey."""
    unit = scored.head(1)
    numbers = [name for name, cell in unit.row(0, named=True).items() if isinstance(cell, int)]
    unnoticed = []
    for name in numbers:
        try:
            read(loaded(NAME), unit.with_columns(pl.col(name) + 1))
        except pekppp.EvaluationError:
            continue
        unnoticed.append(name)
    assert unnoticed == ["evaluators"]


def test_a_category_that_the_index_does_not_have_is_refused(scored):
    assert refused(scored.with_columns(category=pl.lit("A"))) == [("PKP-743", "category")] * 2
    assert refused(scored.with_columns(category=pl.lit(None, dtype=pl.String))) == [("PKP-743", "category")] * 2


def test_a_value_off_its_scale_is_refused_before_anything_is_made_of_it(scored):
    assert refused(scored.with_columns(f02_1_a_Ak_num=pl.lit(6))) == [("PKP-746", "f02_1_a_Ak_num")] * 2
    assert refused(scored.with_columns(f02_1_a_Ak_num=pl.lit(-1))) == [("PKP-746", "f02_1_a_Ak_num")] * 2


def test_a_unit_twice_is_refused_even_where_it_has_no_index(scored):
    assert refused(pl.concat([scored, scored.tail(1)])) == [("PKP-744", "unit")]


def test_a_unit_of_another_mode_than_its_numbers_is_refused(scored):
    online = scored.with_columns(unit_mode=pl.lit("daring"))
    assert {code for code, _ in refused(online)} == {"PKP-747"}
    assert refused(scored.with_columns(unit_mode=pl.lit("hibrida"))) == [("PKP-504", "unit_mode")] * 2


def test_a_status_that_is_none_is_refused(scored):
    assert refused(scored.with_columns(status=pl.lit("oke"))) == [("PKP-504", "status")] * 3


def test_a_unit_without_a_name_is_refused(scored):
    assert refused(scored.with_columns(unit=pl.lit(None, dtype=pl.String)))[0] == ("PKP-711", "unit")
    blank = scored.with_columns(name=pl.lit(None, dtype=pl.String))
    assert set(refused(blank, name="name")) == {("PKP-507", "name")}
    assert set(refused(scored.with_columns(name=pl.lit("x" * 301)), name="name")) == {("PKP-508", "name")}


def test_the_period_of_the_table_is_that_of_the_report(scored):
    assert refused(scored.with_columns(period_year=pl.Series([2022, 2023, 2022]))) == [("PKP-745", "table")]
    assert refused(scored.with_columns(period_year=2021)) == [("PKP-748", "table")]
    staged = scored.with_columns(period_stage=pl.lit("evaluasi"))
    assert [one.period.stage for one in read(loaded(NAME), staged)] == ["evaluasi"] * 2
    assert refused(staged, stage="pembinaan") == [("PKP-748", "table")]


def test_what_cannot_be_said_of_a_table_is_refused(scored):
    told = refused(scored, year=1999, scheme="lain", stage="Akhir", agency="")
    assert sorted(told) == [("PKP-504", "scheme"), ("PKP-504", "stage"), ("PKP-505", "year"), ("PKP-507", "agency")]


def test_no_unit_with_an_index_is_refused(scored):
    assert refused(scored.tail(1)) == [("PKP-749", "table")]
    assert refused(scored.clear()) == [("PKP-749", "table")]


def test_a_table_that_was_not_made_for_a_report_says_how_to_make_it():
    table = pekppp.load("ombudsman_opini_2022").score_table(pl.DataFrame({"unit_id": ["a"], "skor": [86.5]}))
    with pytest.raises(pekppp.EvaluationError) as caught:
        pekppp.scored_units(table, agency="Kota Contoh", year=2022)
    assert {problem.code for problem in caught.value.problems} == {"PKP-741"}
    assert "pekppp table --report" in caught.value.problems[0].message("en")


def test_a_report_adds_columns_and_changes_none(scored):
    """Every node stands there once, with a numerator and a denominator, and what was there before is the same."""
    regulation = loaded(NAME)
    units = pl.DataFrame({"unit": ["a"], "mode": ["luring"]} | {code: [4] for code in rows_of("f02")})
    answers = pl.DataFrame({"unit": ["a", "a"]} | {code: [4, 5] for code in rows_of("f03")})
    plain = regulation.score_table(units, answers, unit="unit", nodes=["f02.a"])
    whole = regulation.score_table(units, answers, unit="unit", nodes=["f02.a"], report=True)
    assert isinstance(plain, pl.DataFrame)
    assert isinstance(whole, pl.DataFrame)
    assert whole.select(plain.columns).equals(plain)
    own = read(regulation, whole).units[0].node_ids
    assert {f"{column_name(node)}_{part}" for node in own for part in ("num", "den")} <= set(whole.columns)
