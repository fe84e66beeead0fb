"""From files to a file: scored lazily, written whole, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from pekppp_rules.errors import Phrase, Problem
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactsForm, ScoredForm, SurveyForm
from pekppp_rules.regulation.tree import column_name
from pekppp_rules.tables.checks import findings_of_tables
from pekppp_rules.tables.faults import TableFile, faults
from pekppp_rules.tables.file_errors import read_by_polars, written_by_polars
from pekppp_rules.tables.files import LINE, headings, scanned, write_result
from pekppp_rules.tables.score import score_table
from pekppp_rules.tables.status import SCORED
from pekppp_rules.tables.summary import Summary, summary_of, summed_nodes

MOST_FAULTS = 100
"""Units without an index of which the cell is looked up; the result says of all of them why."""


@dataclass(frozen=True)
class TableRun:
    """What became of a table."""

    units: int
    unscored: int
    faults: tuple[Problem, ...]
    """For the first units without an index, the cell that is the reason, with file, row and column."""
    summary: Summary | None
    not_evaluated: Mapping[str, Phrase]
    """By code, why a finding was not looked for; empty where none was asked for."""


def score_files(
    package: Package,
    assessments: Path,
    responses: Mapping[str, Path],
    output: Path,
    *,
    unit: str,
    mode_column: str | None = None,
    mode: str | None = None,
    evaluator: str | None = None,
    nodes: Sequence[str] = (),
    findings: bool = False,
    summary: bool = False,
    report: bool = False,
) -> TableRun:
    """Score the tables in some files into another file, and return what is to be told.

    Files are CSV, Parquet or XLSX by their names; `responses` are by the name of their form. What is in memory grows with the
    units, not with the answers. Raises InputFileError, OutputFileError, or EvaluationError as `Regulation.score_table` does.
    """
    forms: list[ScoredForm] = [form for form in package.forms if not isinstance(form, FactsForm)]
    kept = [unit, *(name for name in (evaluator, mode_column) if name is not None)]
    kept += [name for field in package.regulation.fields for name in _names_of(field.field)]
    assessed = [form for form in forms if not isinstance(form, SurveyForm)]
    first = _opened(assessments, assessed, kept, package if findings else None)
    others = {
        name: _opened(path, [form for form in forms if form.form == name], [unit]) for name, path in responses.items()
    }
    only_told = [node for node in summed_nodes(package) if node not in nodes] if summary else []
    scored: Any = score_table(
        package,
        first.frame.drop(LINE),
        {name: file.frame.drop(LINE) for name, file in others.items()} or None,
        unit=unit,
        mode=mode_column if mode_column is not None else mode,
        evaluator=evaluator,
        nodes=[*nodes, *only_told],
        findings=findings,
        report=report,
    )
    reasons = findings_of_tables(package, first.columns) if findings else {}
    with TemporaryDirectory(prefix="pekppp-") as folder:
        whole = Path(folder) / "scored.parquet"
        with read_by_polars(assessments), written_by_polars(whole):
            scored.sink_parquet(whole)
        result = pl.scan_parquet(whole)
        told = ("units", "category") if report else ("num", "den", "units", "category")
        left_out = {f"{column_name(node)}_{part}" for node in only_told for part in told}
        written = [name for name in result.collect_schema().names() if name not in left_out]
        write_result(result.select(written).sort(unit, nulls_last=True), output, assessments)
        unscored = result.filter(pl.col("status") != SCORED).select(unit, "status")
        statuses = dict(unscored.sort(unit).head(MOST_FAULTS).collect().rows())
        return TableRun(
            units=result.select(pl.len()).collect().item(),
            unscored=unscored.select(pl.len()).collect().item(),
            faults=tuple(faults(statuses, [first, *others.values()], unit)) if statuses else (),
            summary=summary_of(package, result) if summary else None,
            not_evaluated={code: why for code, why in reasons.items() if why is not None},
        )


def _names_of(field: str) -> tuple[str, ...]:
    return field, column_name(field), field.partition(".")[2]


def _opened(path: Path, forms: Sequence[ScoredForm], kept: Sequence[str], facts_of: Package | None = None) -> TableFile:
    return TableFile(str(path), scanned(path, forms, kept=kept, facts_of=facts_of), forms, headings(path))
