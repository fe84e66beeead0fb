"""Many units given as columns: matrices of NumPy and tables of Polars and DuckDB, against OpenFisca, ttsim, pandas and loops.

First every side has the scores and the sums of the answers, then the scores and every answer of 20 respondents a unit.
Loops, zen-engine, and ttsim where it has every answer, get fewer units; times are for one unit.

python -m benchmarks.tables [--submissions N] [--rounds N]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import pekppp_rules as pekppp
from benchmarks.columns import (
    Columns,
    PlainPandas,
    Scored,
    Whole,
    columns_of,
    exactly,
    loop_over_sums,
    places,
    random_columns,
    submissions_of,
)
from benchmarks.instrument import (
    MODE,
    REGULATION,
    RESPONDENTS,
    Instrument,
    random_submissions,
    read_instrument,
    submissions_on_a_bound,
)
from benchmarks.measure import Measured, Side, against, arguments, compare, installed, print_table, print_versions, side
from benchmarks.plain_loop import PlainLoop
from benchmarks.verdict import Verdict

FEWER = 2_000
"""Units for a side that takes them one by one."""

FEWER_ANSWERED = 20_000
"""Units for ttsim with every answer: each column, of the scores too, then has a double for every respondent."""

FORMS = "f02", "f03"


class Sides:
    """Every way to score columns: made for some columns, what it runs, and what its results are as whole numbers."""

    def __init__(self, instrument: Instrument, columns: Columns) -> None:
        self._instrument = instrument
        self._regulation = pekppp.load(REGULATION)
        self._columns = columns
        self._unit = np.arange(len(columns))
        self._codes = instrument.indicator_codes, instrument.question_codes

    def matrix(self, dtype: type[np.integer[Any]]) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        sums = dict(zip(FORMS, (self._columns.scores.astype(dtype), self._columns.sums.astype(dtype)), strict=True))
        counts = dict(zip(FORMS, (1, RESPONDENTS), strict=True))
        return (
            lambda: self._regulation.score_matrix(sums, counts, mode=MODE),
            lambda scores: (scores.index_hundredths, scores.category),
        )

    def polars(self) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        scores, answers = self._frames()
        return (
            lambda: self._regulation.score_table(scores, answers, mode=MODE),
            lambda result: (result["index_hundredths"].to_numpy(), self._places(result["category"].to_list())),
        )

    def duckdb(self) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        connection = duckdb.connect()
        for name, frame in zip(("scores", "answers"), self._frames(), strict=True):
            connection.register("frame", frame.to_arrow())
            connection.execute(f"create table {name} as select * from frame")
            connection.unregister("frame")

        def run() -> Any:
            tables = connection.table("scores"), connection.table("answers")
            result: Any = self._regulation.score_table(*tables, mode=MODE)
            return result.to_arrow_table()

        def read(result: Any) -> Scored:
            frame = pl.DataFrame(result).sort("unit_id")
            return frame["index_hundredths"].to_numpy(), self._places(frame["category"].to_list())

        return run, read

    def pandas(self, *, answers: bool) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        plain = PlainPandas(self._instrument)
        scores = pd.DataFrame(self._columns.scores, columns=self._codes[0])
        rows = pd.DataFrame(
            self._columns.answers if answers else self._columns.sums / RESPONDENTS, columns=self._codes[1]
        )
        if answers:
            rows.insert(0, "unit_id", self._unit.repeat(RESPONDENTS))

        def read(result: Any) -> Scored:
            return np.rint(result["index"].to_numpy() * 100).astype(int), self._places(result["category"])

        score = plain.from_answers if answers else plain.from_means
        return lambda: score(scores, rows), read

    def openfisca(self, *, answers: bool) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        from benchmarks.openfisca_country import Country, _answer, _name

        country, units = Country(self._instrument), len(self._columns)
        columns = {
            _name(f"f02.{code}"): self._columns.scores[:, at].astype(np.float32)
            for at, code in enumerate(self._codes[0])
        }
        for at, code in enumerate(self._codes[1]):
            if answers:
                columns[_answer(code)] = self._columns.answers[:, at].astype(np.float32)
            else:
                columns[_name(f"f03.{code}")] = (self._columns.sums[:, at] / RESPONDENTS).astype(np.float32)
        simulation = country.from_columns if answers else country.from_means

        return lambda: country.calculate(simulation(columns, units)), self._of_openfisca

    def openfisca_from_matrix(self) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        """Return OpenFisca given what `matrix` is given: it computes with singles, so it has to make them of whole numbers."""
        from benchmarks.openfisca_country import Country, _name

        country, units = Country(self._instrument), len(self._columns)
        scores, sums = self._columns.scores, self._columns.sums

        def run() -> Any:
            columns = {_name(f"f02.{code}"): scores[:, at].astype(np.float32) for at, code in enumerate(self._codes[0])}
            for at, code in enumerate(self._codes[1]):
                columns[_name(f"f03.{code}")] = (sums[:, at] / RESPONDENTS).astype(np.float32)
            return country.calculate(country.from_means(columns, units))

        return run, self._of_openfisca

    def _of_openfisca(self, result: Any) -> Scored:
        rounded, found = result
        letters = [letter.value for letter in found.decode()]
        return np.rint(rounded.astype(float) * 100).astype(int), self._places(letters)

    def ttsim(self, *, answers: bool) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        from benchmarks.ttsim_functions import PolicyFunctions

        policy, columns = PolicyFunctions(self._instrument, answers=answers), self._columns
        if answers:
            units = min(len(columns), FEWER_ANSWERED)
            given = policy.columns(columns.scores[:units], columns.answers[: units * RESPONDENTS])
        else:
            given = policy.columns(columns.scores, columns.sums / RESPONDENTS)
        return lambda: policy.score(given), lambda result: (np.rint(result[0] * 100).astype(int), result[1])

    def zen(self) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        from benchmarks.zen_graph import ZenGraph, outcome

        graph = ZenGraph(self._instrument, every_node=False)

        def run() -> Any:
            for first in range(0, len(self._columns), FEWER):
                found = graph.evaluate_batch(submissions_of(self._instrument, self._columns, first, first + FEWER))
                yield from map(outcome, found)

        def read(result: Any) -> Scored:
            found = list(result)
            return np.array([one.index for one in found]), self._places([one.letter for one in found])

        return run, read

    def loop(self, fewer: int) -> tuple[Callable[[], Any], Callable[[Any], Scored]]:
        score = loop_over_sums(self._instrument)
        rows = list(zip(self._columns.scores[:fewer].tolist(), self._columns.sums[:fewer].tolist(), strict=True))

        def read(result: Any) -> Scored:
            return np.array([round(index * 100) for index, _ in result]), self._places([letter for _, letter in result])

        return lambda: [score(scores, sums) for scores, sums in rows], read

    def _frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        def frame(unit: Whole, cells: Whole, codes: list[str]) -> pl.DataFrame:
            return pl.DataFrame({"unit_id": unit} | {code: cells[:, at].copy() for at, code in enumerate(codes)})

        return (
            frame(self._unit, self._columns.scores, self._codes[0]),
            frame(self._unit.repeat(RESPONDENTS), self._columns.answers, self._codes[1]),
        )

    def _places(self, found: Any) -> Whole:
        return places(self._instrument, list(found))


def main() -> int:
    asked = arguments(__doc__, submissions=100_000, rounds=11)
    print_versions("OpenFisca-Core", "ttsim-backend", "zen-engine", "numpy", "pandas", "polars", "duckdb")
    instrument = read_instrument()
    hard = columns_of(instrument, submissions_on_a_bound(instrument, min(asked.submissions, 5_000)))
    status = 0
    for title, columns in (("at random", random_columns(instrument, asked.submissions)), ("on a bound", hard)):
        verdict = Verdict(f"{len(columns):,} units {title}, category and index against whole numbers")
        right = exactly(instrument, columns)
        for name, (run, read) in _all(Sides(instrument, columns), len(columns)).items():
            found = read(run())
            _judge(verdict, name, found, right)
        status |= verdict.status
    columns = random_columns(instrument, asked.submissions)
    sides = Sides(instrument, columns)
    fewer = min(asked.submissions, FEWER)
    absent = [name for name in ("OpenFisca-Core", "ttsim-backend") if not installed(name)]
    loop, _ = sides.loop(fewer)
    given = [Side("plain Python loop", loop, fewer)]
    ways = {
        "pandas, dot and cut": sides.pandas(answers=False),
        "pekppp_rules, score_matrix, Int64": sides.matrix(np.int64),
        "pekppp_rules, score_matrix, Int16": sides.matrix(np.int16),
        "pekppp_rules, score_matrix, UInt8": sides.matrix(np.uint8),
    }
    if "OpenFisca-Core" not in absent:
        ways["OpenFisca-Core"] = sides.openfisca(answers=False)
        ways["OpenFisca-Core, from an Int64 matrix"] = sides.openfisca_from_matrix()
    if "ttsim-backend" not in absent:
        ways["ttsim"] = sides.ttsim(answers=False)
    given += [Side(name, run, len(columns)) for name, (run, _) in ways.items()]
    measured = compare(given, asked.rounds)
    print_table(f"{len(columns):,} units, scores and sums given, units a second", measured, absent)
    _print_bandwidth(measured)
    _print_against("OpenFisca-Core", measured)
    _print_against("OpenFisca-Core, from an Int64 matrix", measured)

    submissions = random_submissions(instrument, fewer)
    answered = [side("plain Python loop", PlainLoop(instrument).score, submissions)]
    ways = {
        "pandas, groupby": sides.pandas(answers=True),
        "pekppp_rules, score_table, Polars": sides.polars(),
        "pekppp_rules, score_table, DuckDB": sides.duckdb(),
    }
    if "OpenFisca-Core" not in absent:
        ways["OpenFisca-Core"] = sides.openfisca(answers=True)
    answered += [Side(name, run, len(columns)) for name, (run, _) in ways.items()]
    if "ttsim-backend" not in absent:
        answered.append(Side("ttsim", sides.ttsim(answers=True)[0], min(len(columns), FEWER_ANSWERED)))
    if installed("zen-engine"):
        from benchmarks.zen_graph import ZenGraph

        graph = ZenGraph(instrument, every_node=False)
        answered.append(Side("zen-engine, evaluate_batch", lambda: graph.evaluate_batch(submissions), fewer))
    else:
        absent.append("zen-engine")
    measured = compare(answered, asked.rounds)
    print_table(f"{len(columns):,} units, scores and every answer given, units a second", measured, absent)
    _print_against("OpenFisca-Core", measured)
    return status


def _all(sides: Sides, units: int) -> dict[str, tuple[Callable[[], Any], Callable[[Any], Scored]]]:
    ways = {
        "pekppp_rules, score_matrix, Int64": sides.matrix(np.int64),
        "pekppp_rules, score_matrix, UInt8": sides.matrix(np.uint8),
        "pekppp_rules, score_table, Polars": sides.polars(),
        "pekppp_rules, score_table, DuckDB": sides.duckdb(),
        "plain Python loop": sides.loop(units),
        "pandas, dot and cut": sides.pandas(answers=False),
        "pandas, groupby": sides.pandas(answers=True),
    }
    if installed("OpenFisca-Core"):
        ways["OpenFisca-Core, means given"] = sides.openfisca(answers=False)
        ways["OpenFisca-Core, from an Int64 matrix"] = sides.openfisca_from_matrix()
        ways["OpenFisca-Core, answers given"] = sides.openfisca(answers=True)
    if installed("ttsim-backend"):
        ways["ttsim, means given"] = sides.ttsim(answers=False)
        ways["ttsim, answers given"] = sides.ttsim(answers=True)
    if installed("zen-engine"):
        ways["zen-engine, evaluate_batch"] = sides.zen()
    return ways


def _judge(verdict: Verdict, name: str, found: Scored, right: Scored) -> None:
    check = verdict.ours if name.startswith("pekppp_rules") else verdict.peer
    for what, one, other in zip(("index", "category"), found, right, strict=True):
        check(f"{name}: {what}", one.tolist(), other[: len(one)].tolist())


def _print_bandwidth(measured: list[Measured]) -> None:
    """Print what share of the memory's speed a matrix reaches: bytes of sums read and results written, against a copy."""
    source = np.ones(16_000_000)
    target = np.empty_like(source)
    taken = []
    for _ in range(5):
        started = process_time()
        np.copyto(target, source)
        taken.append(process_time() - started)
    copied = 2 * source.nbytes / sorted(taken)[2]
    print(f"\nMemory: a copy by numpy moves {copied / 1e9:.1f} GB a second")
    rows = 30 + 14
    for one in measured:
        size = {"Int64": 8, "Int16": 2, "UInt8": 1}.get(one.name.rpartition(" ")[2])
        if size is not None and "matrix" in one.name:
            moved = (rows * size + 3 * 8 + 1) / one.seconds
            print(f"  {one.name:<44} {moved / 1e9:.1f} GB a second, {moved / copied:.2f} of it")


def _print_against(peer: str, measured: list[Measured]) -> None:
    """Print how many times as fast as a peer all are, by the median and the quartiles of the rounds that both ran in."""
    theirs = next((one for one in measured if one.name == peer), None)
    if theirs is not None:
        print(f"\nTimes as fast as {peer}")
        for one in measured:
            found = against(theirs, one)
            print(f"  {one.name:<44} {found.ratio:8.2f}  ({found.low:.2f} to {found.high:.2f})")


if __name__ == "__main__":
    sys.exit(main())
