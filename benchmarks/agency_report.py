"""The report of an agency with many units: from files to the finished report, as `pekppp report` makes it.

python -m benchmarks.agency_report [--units N]
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pekppp_rules as pekppp

_Result = TypeVar("_Result")

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "disdukcapil_kota_contoh.yaml"


def write_units(folder: Path, units: int) -> list[Path]:
    """Write units with scores of their own, like the example in everything else."""
    chance = random.Random(9)
    data = pekppp.read_submission(EXAMPLE).data()
    paths = []
    for number in range(units):
        data["unit"] = {"name": f"Unit {number:04}", "agency": "Pemerintah Kota Contoh", "mode": "luring"}
        lowest = chance.randint(1, 4)
        for sheet in data["forms"]["f02"]:
            sheet["scores"] = {code: chance.randint(lowest, 5) for code in sheet["scores"]}
        path = folder / f"{number:04}.json"
        path.write_text(json.dumps(data, default=_number), encoding="utf-8")
        paths.append(path)
    return paths


def _number(value: Decimal) -> float:
    return float(value)


def main() -> int:
    """Time each step once: a step takes seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000)
    units = parser.parse_args().units
    regulation = pekppp.load("permenpanrb_29_2022")
    with tempfile.TemporaryDirectory() as folder:
        paths = write_units(Path(folder), units)
        submissions = _timed("read (JSON)", lambda: [pekppp.read_submission(path) for path in paths])
    evaluations = _timed("evaluate", lambda: [regulation.evaluate(one) for one in submissions])
    picture = _timed("picture, findings included", lambda: pekppp.agency_picture(evaluations))
    _timed("html", lambda: pekppp.agency_report(picture, format="html"))
    _timed("pdf", lambda: pekppp.agency_report(picture, format="pdf"))
    _timed("xlsx", lambda: pekppp.agency_report(picture, format="xlsx"))
    return 0


def _timed(what: str, work: Callable[[], _Result]) -> _Result:
    started = time.perf_counter()
    result = work()
    print(f"{what:<28}{time.perf_counter() - started:7.2f} s")
    return result


if __name__ == "__main__":
    raise SystemExit(main())
