"""How often a table gives a wrong category or index, against whole numbers worked out apart from the engine.

Half of the units are drawn at random; of the other half the exact index lies on or next to half a hundredth below a bound, where
rounding decides the category. Each has one to five respondents. What doubles and a common rounding give is printed beside it.

python -m benchmarks.wrong_categories_tables [--submissions N]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl

import pekppp_rules as pekppp
from benchmarks.instrument import MODE, REGULATION, SEED, Instrument, read_instrument
from benchmarks.measure import arguments, installed, print_versions
from benchmarks.national_tables import (
    Tables,
    on_a_tie,
    random_tables,
    right_hundredths,
    right_letters,
    tables_on_a_bound,
)

BATCH = 200_000
"""Units scored at once."""

Wrong = Sequence[int]
"""Wrong categories, wrong hundredths, wrong fractions."""

ScoreAll = Callable[[Tables], Wrong]


def main() -> int:
    asked = arguments(__doc__, submissions=100_000, rounds=1)
    print_versions("polars", "duckdb", "numpy")
    instrument = read_instrument()
    random = np.random.default_rng(SEED)
    ways = ways_to_score(instrument)
    counted: dict[str, Wrong] = dict.fromkeys(ways, (0, 0, 0))
    ties = 0
    for number, start in enumerate(range(0, asked.submissions, BATCH)):
        units = min(BATCH, asked.submissions - start)
        hard = units // 2 if units > 1 else number % 2
        for tables in (
            random_tables(instrument, units - hard, None, random),
            *([tables_on_a_bound(instrument, hard, random)] if hard else []),
        ):
            ties += on_a_tie(tables)
            for name, score in ways.items():
                found = score(tables)
                counted[name] = [sum(pair) for pair in zip(counted[name], found, strict=True)]
    print(f"\n{asked.submissions:,} units, {ties:,} of them exactly half-way between two hundredths:")
    print("  wrong categories, hundredths and fractions; ratio of wrong categories")
    for name, (letters, hundredths, fractions) in counted.items():
        share = letters / asked.submissions
        print(f"  {name:<44} {letters:>8} {hundredths:>8} {fractions:>8}   ratio {share:12.8f}")
    for name in ("duckdb",):
        if not installed(name):
            print(f"  {name:<44} not installed, skipped")
    ours = [wrong for name, wrong in counted.items() if name.startswith("pekppp_rules")]
    return 1 if any(map(any, ours)) else 0


def ways_to_score(instrument: Instrument) -> dict[str, ScoreAll]:
    """Return every way to score that is here."""
    regulation = pekppp.load(REGULATION)

    def polars(tables: Tables) -> Wrong:
        result: Any = regulation.score_table(tables.assessments, tables.responses, mode="mode")
        return wrong(instrument, tables, result)

    def duckdb(tables: Tables) -> Wrong:
        import duckdb

        assessments, responses = (
            duckdb.from_arrow(table.to_arrow()) for table in (tables.assessments, tables.responses)
        )
        result: Any = regulation.score_table(assessments, responses, mode=MODE)
        return wrong(instrument, tables, pl.from_arrow(result.to_arrow_table()))

    def doubles(round_to_hundredths: Callable[[Any], Any]) -> ScoreAll:
        def score(tables: Tables) -> Wrong:
            return wrong_doubles(instrument, tables, round_to_hundredths)

        return score

    ways: dict[str, ScoreAll] = {"pekppp_rules, Polars": polars}
    if installed("duckdb"):
        ways["pekppp_rules, DuckDB"] = duckdb
    ways["numpy doubles, floor(x * 100 + 0.5)"] = doubles(lambda index: np.floor(index * 100 + 0.5))
    ways["numpy doubles, round(x, 2)"] = doubles(lambda index: np.rint(np.round(index, 2) * 100))
    return ways


def wrong(instrument: Instrument, tables: Tables, result: Any) -> Wrong:
    """Return how often a table of results is wrong; a unit without an index counts."""
    result = result.sort("unit_id").with_columns(pl.col("index_num", "index_den", "index_hundredths").fill_null(-1))
    hundredths = right_hundredths(tables)
    letters = result["category"].fill_null("").to_numpy() != right_letters(instrument, hundredths)
    common = np.gcd(tables.numerators, tables.denominators)
    theirs = np.gcd(result["index_num"].to_numpy(), result["index_den"].to_numpy())
    same = (result["index_num"].to_numpy() // theirs == tables.numerators // common) & (
        result["index_den"].to_numpy() // theirs == tables.denominators // common
    )
    differ = result["index_hundredths"].to_numpy() != hundredths
    return int(np.count_nonzero(letters)), int(np.count_nonzero(differ)), int(np.count_nonzero(~same))


def wrong_doubles(instrument: Instrument, tables: Tables, round_to_hundredths: Callable[[Any], Any]) -> Wrong:
    """Return how often the rule is wrong as it is typed into a spreadsheet: means of means in doubles, then rounding."""
    frame, answers = tables.assessments, tables.responses
    index = np.zeros(len(frame))
    for aspect, weights in instrument.indicators.items():
        mean = sum(frame[code].to_numpy() * (weight / 100) for code, weight in weights.items())
        index += float(instrument.f02_share) * (instrument.aspects[aspect] / 100) * mean
    means = answers.group_by("unit_id").agg(pl.all().mean()).sort("unit_id")
    of_aspects = [sum(means[code].to_numpy() for code in codes) / len(codes) for codes in instrument.questions.values()]
    index += float(instrument.f03_share) * sum(of_aspects) / len(of_aspects)
    hundredths, right = round_to_hundredths(index).astype(np.int64), right_hundredths(tables)
    letters = right_letters(instrument, hundredths) != right_letters(instrument, right)
    return int(np.count_nonzero(letters)), int(np.count_nonzero(hundredths != right)), 0


if __name__ == "__main__":
    sys.exit(main())
