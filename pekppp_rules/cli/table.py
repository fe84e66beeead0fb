"""`pekppp table`: many units at once, from file to file."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import (
    FAILED,
    complain,
    complain_of,
    done,
    emit,
    format_option,
    is_quiet,
    json_text,
    language_option,
    quiet_option,
    width,
)
from pekppp_rules.cli.evaluate import warn_of_withdrawal
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.progress import elapsed_line
from pekppp_rules.cli.style import is_terminal
from pekppp_rules.cli.table_screen import not_evaluated_lines, summary_lines
from pekppp_rules.cli.usage import WrongUsageError, refuse_overwriting
from pekppp_rules.errors import EvaluationError, Language, Place, Problem

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.tables.run import TableRun

MOST_SHOWN = 20
"""Units without an index that the terminal tells one by one."""

TABLE_FORMAT = 1
"""Version of the JSON that the command prints."""


@click.command("table", cls=Verb, short_help="Nilai banyak unit dari tabel. / Score many units from a table.")
@click.argument("assessments", type=click.Path(path_type=Path))
@click.option(
    "--responses",
    multiple=True,
    metavar="[FORM=]FILE",
    help="Jawaban survei, satu baris per responden; bila ada beberapa survei, sekali untuk setiap formulir. "
    "/ Answers to the survey, a row a respondent; with several surveys, once for each form.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Hasil, .csv, .parquet atau .xlsx; ditulis utuh atau tidak sama sekali. "
    "/ The result, .csv, .parquet or .xlsx; written whole or not at all.",
)
@click.option(
    "--regulation",
    "name",
    metavar="ID|FOLDER",
    shell_complete=regulation_ids,
    help="Regulasi yang dipakai; tabel tidak menyebutnya. / The regulation; a table does not name it.",
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Pakai regulasi yang berlaku pada tanggal ini, dalam keluarga --family. "
    "/ Use the regulation in force on this date, in the family of --family.",
)
@click.option(
    "--family", metavar="NAMA", help="Keluarga regulasi, dengan --on. / The family of regulations, with --on."
)
@click.option("--lock", type=click.Path(path_type=Path), metavar="FILE", help="Berkas kunci. / A lock file.")
@click.option("--unit-column", default="unit_id", show_default=True, help="Kolom unit. / The column of the unit.")
@click.option("--evaluator-column", help="Kolom evaluator. / The column of the evaluator.")
@click.option("--mode-column", help="Kolom mode: luring atau daring. / The column of the mode.")
@click.option("--mode", help="Mode semua unit. / The mode of all units.")
@click.option(
    "--node",
    "nodes",
    multiple=True,
    metavar="ID",
    help="Sertakan simpul ini; boleh berulang. / Add this node of the index; may be given several times.",
)
@click.option(
    "--findings",
    is_flag=True,
    help="Tambahkan kolom temuan, dan sebut yang tidak dievaluasi. / Add columns of findings, and name those not evaluated.",
)
@click.option(
    "--report",
    is_flag=True,
    help="Sertakan yang diperlukan pekppp report: regulasi dan setiap simpul dengan nilai persisnya. "
    "/ Add what pekppp report needs: the regulation, and every node exactly.",
)
@click.option(
    "--summary",
    is_flag=True,
    help="Tampilkan predikat, rata-rata aspek dan indikator terlemah. "
    "/ Show categories, means of aspects and the weakest indicators.",
)
@format_option
@language_option
@quiet_option
def table_command(
    assessments: Path,
    responses: tuple[str, ...],
    output: Path,
    name: str | None,
    on: datetime | None,
    family: str | None,
    lock: Path | None,
    unit_column: str,
    evaluator_column: str | None,
    mode_column: str | None,
    mode: str | None,
    nodes: tuple[str, ...],
    findings: bool,
    report: bool,
    summary: bool,
    output_format: str,
    lang: Language,
) -> int:
    """Nilai tabel unit: satu baris per unit (atau per evaluator), satu kolom per indikator; CSV, Parquet atau XLSX.

    Score a table of units: a row a unit (or evaluator), a column an indicator; CSV, Parquet or XLSX.

    \b
    pekppp table nilai.csv --regulation permenpanrb_29_2022 -o hasil.csv --summary
    pekppp table a.csv --responses b.csv --regulation permenpanrb_29_2022 -o c.csv
    pekppp table a.parquet --regulation kep_25_2004 --node skm -o c.parquet
    pekppp table a.csv --regulation permenpanrb_29_2022 --report -o hasil.csv
    """
    if mode is not None and mode_column is not None:
        raise WrongUsageError({"id": "pilih --mode atau --mode-column", "en": "choose --mode or --mode-column"}[lang])
    regulation = _regulation(name, on.date() if on is not None else None, family, lock, lang)
    by_form = _by_form(responses, regulation, lang)
    for path in (assessments, *by_form.values()):
        refuse_overwriting(path, output, lang)
    try:
        from pekppp_rules.tables.run import score_files
    except ImportError as error:
        raise EvaluationError(Problem("PKP-701", Place(), {"library": str(error.name)})) from None

    with _told(lang):
        run = score_files(
            regulation.package,
            assessments,
            by_form,
            output,
            unit=unit_column,
            mode_column=mode_column,
            mode=mode,
            evaluator=evaluator_column,
            nodes=nodes,
            findings=findings,
            summary=summary,
            report=report,
        )
    return _report(run, output, output_format, lang)


def _report(run: TableRun, output: Path, output_format: str, lang: Language) -> int:
    scored = run.units - run.unscored
    if output_format == "json":
        document: dict[str, object] = {
            "format": TABLE_FORMAT,
            "output": str(output),
            "units": run.units,
            "scored": scored,
        }
        document["problems"] = [problem.data(lang) for problem in run.faults]
        document["not_evaluated"] = {code: why(lang) for code, why in run.not_evaluated.items()}
        emit(json_text(document | ({} if run.summary is None else {"summary": run.summary.data(lang)})))
        return FAILED if run.unscored else 0
    for problem in run.faults[:MOST_SHOWN]:
        complain_of(problem, lang)
    if run.unscored:
        words = {
            "id": "{n} unit tidak dinilai; alasannya ada di kolom status",
            "en": "{n} unit(s) without an index; the column status says why",
        }
        complain(words[lang].format(n=run.unscored), "error")
    if run.summary is not None:
        emit("\n".join(summary_lines(run.summary, lang, width())) + "\n")
    if run.not_evaluated:
        emit("\n".join(not_evaluated_lines(run.not_evaluated, lang, width())) + "\n")
    words = {"id": "{path}: {k} dari {n} unit dinilai", "en": "{path}: {k} of {n} unit(s) scored"}
    done([words[lang].format(path=output, k=scored, n=run.units)])
    return FAILED if run.unscored else 0


def _regulation(name: str | None, on: date | None, family: str | None, lock: Path | None, lang: Language) -> Regulation:
    from pekppp_rules.catalogue import load, select

    if (name is None) == (on is None) or (family is None) != (on is None):
        words = {
            "id": "sebut --regulation, atau --family bersama --on",
            "en": "give --regulation, or --family together with --on",
        }
        raise WrongUsageError(words[lang])
    if on is not None and family is not None:
        selected = select(family, on=on)
        name = f"{selected.id}@{selected.version}"
    regulation = load(name or "", lock=lock)
    warn_of_withdrawal(regulation, lang)
    return regulation


def _by_form(responses: Sequence[str], regulation: Regulation, lang: Language) -> dict[str, Path]:
    """Return the files of responses by the name of their form; with one survey the name may be left out."""
    from pekppp_rules.regulation.model import SurveyForm

    known = list(dict.fromkeys(form.form for form in regulation.package.forms if isinstance(form, SurveyForm)))
    found: dict[str, Path] = {}
    for one in responses:
        form, equals, path = one.partition("=")
        if not equals or form not in known:
            form, path = (known[0], one) if len(known) == 1 else ("", one)
        if not form or form in found:
            words = {
                "id": "tulis --responses FORMULIR=BERKAS, sekali untuk tiap formulir: ",
                "en": "write --responses FORM=FILE, once for each form: ",
            }
            raise WrongUsageError(words[lang] + (", ".join(known) or "-"))
        found[form] = Path(path)
    return found


@contextmanager
def _told(lang: Language) -> Iterator[None]:
    """Show on a terminal for how long the work has been going on, after a second; the engine does not say how far it is."""
    if is_quiet() or not is_terminal(sys.stderr):
        yield
        return
    finished = threading.Event()
    watcher = threading.Thread(target=_watch, args=(finished, lang), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        finished.set()
        watcher.join()


def _watch(finished: threading.Event, lang: Language) -> None:
    started = time.monotonic()
    if finished.wait(1.0):
        return
    while not finished.wait(0.2):
        elapsed_line({"id": "menilai", "en": "scoring"}[lang], time.monotonic() - started)
    elapsed_line("", 0.0)
