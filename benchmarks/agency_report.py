"""The report of an agency with many units: from files to the finished report, as `pekppp report` makes it.

python -m benchmarks.agency_report [--units N]

Processor seconds stand beside those of the clock: on a machine with other work the clock tells of that work too.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import polars as pl

import pekppp_rules as pekppp
from pekppp_rules.authoring.yaml_text import yaml_text
from pekppp_rules.reporting.formats import Format

_Result = TypeVar("_Result")

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "disdukcapil_kota_contoh.yaml"
REGULATION = "permenpanrb_29_2022"
AGENCY = "Pemerintah Kota Contoh"
RESPONDENTS = 20
FORMATS: tuple[Format, ...] = ("html", "pdf", "xlsx")


def write_units(folder: Path, units: int, suffix: str) -> list[Path]:
    """Write units with scores of their own, like the example in everything else, as `json` or `yaml`."""
    chance = random.Random(9)
    data = pekppp.read_submission(EXAMPLE).data()
    paths = []
    for number in range(units):
        data["unit"] = {"name": f"Unit {number:04}", "agency": AGENCY, "mode": "luring"}
        lowest = chance.randint(1, 4)
        for sheet in data["forms"]["f02"]:
            sheet["scores"] = {code: chance.randint(lowest, 5) for code in sheet["scores"]}
        path = folder / f"{number:04}.{suffix}"
        path.write_text(json.dumps(data, default=_number) if suffix == "json" else yaml_text(_plain(data)), "utf-8")
        paths.append(path)
    return paths


def write_table(path: Path, units: int) -> None:
    """Write a scored table of as many units, with findings."""
    chance = random.Random(9)
    regulation = pekppp.load(REGULATION)
    names = [f"unit_{number:06}" for number in range(units)]
    lowest = [chance.randint(1, 4) for _ in names]
    scores, answers = (
        [row.code for row in regulation.form(form, mode="luring").rows if form == "f03" or row.is_scored]
        for form in ("f02", "f03")
    )
    assessments = pl.DataFrame(
        {"unit_id": names} | {code: [chance.randint(least, 5) for least in lowest] for code in scores}
    )
    responses = pl.DataFrame(
        {"unit_id": [name for name in names for _ in range(RESPONDENTS)]}
        | {code: chance.choices(range(1, 6), k=units * RESPONDENTS) for code in answers}
    )
    scored = regulation.score_table(assessments, responses, mode="luring", findings=True, report=True)
    assert isinstance(scored, pl.DataFrame)
    scored.write_csv(path)


def _submissions(paths: list[Path]) -> list[pekppp.Submission]:
    return [pekppp.read_submission(path) for path in paths]


def _number(value: Decimal) -> float:
    return float(value)


def _plain(value: object) -> object:
    """Return data with lists for tuples, as a file has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def main() -> int:
    """Time each step once: a step takes seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000)
    units = parser.parse_args().units
    regulation = pekppp.load(REGULATION)
    read: dict[str, tuple[float, list[pekppp.Submission]]] = {}
    print(f"{units} units{'':<21} processor       clock")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("json", "yaml"):
            paths = write_units(Path(folder), units, suffix)
            read[suffix] = _timed(f"read ({suffix})", partial(_submissions, paths))
        assert read["json"][1] == read["yaml"][1]
        table = Path(folder) / "hasil.csv"
        write_table(table, units)
        scored = _timed("read (scored table)", lambda: pekppp.scored_units(table, agency=AGENCY, year=2022))
    evaluated = _timed("evaluate", lambda: [regulation.evaluate(one, engine="forward") for one in read["json"][1]])
    picture = _timed("picture, findings included", lambda: pekppp.agency_picture(evaluated[1]))
    of_table = _timed("picture of the table", lambda: pekppp.agency_picture(scored[1]))
    before = {
        "yaml": read["yaml"][0] + evaluated[0] + picture[0],
        "json": read["json"][0] + evaluated[0] + picture[0],
        "scored table": scored[0] + of_table[0],
    }
    for made in FORMATS:
        drawn = _timed(made, partial(pekppp.agency_report, picture[1], format=made))
        told = "; ".join(f"from {source} {seconds + drawn[0]:.1f} s" for source, seconds in before.items())
        print(f"    in all, processor: {told}")
    return 0


def _timed(what: str, work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Return the processor seconds that some work took, and its result."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    seconds = time.process_time() - processor
    print(f"{what:<30}{seconds:9.2f} s {time.perf_counter() - clock:9.2f} s", flush=True)
    return seconds, result


if __name__ == "__main__":
    raise SystemExit(main())
