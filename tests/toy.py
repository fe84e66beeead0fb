"""The invented regulation as plain data that a test may change, and submissions under it."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from pekppp_rules import Submission
from pekppp_rules.reading import read_document

FOLDER = Path(__file__).parent / "regulations" / "negeri_dongeng"

PALACE = {"rubrik": [{"evaluator": "Juru", "scores": {"p1": 3, "p2": 2, "r1": 1, "r2": 3}}]}
PIGEONS = {"rubrik": [{"evaluator": "Juru", "scores": {"p1": 3, "m2": 2, "m3": 1, "r1": 2}}]}
PEOPLE = {"tanya": {"means": {"t1": 4, "t2": 3, "t3": 2}, "respondents": 5}}
TOTAL = {"ukur": {"values": {"total": 62}}}
MEASURED = {"ukur": {"values": {"antre": 70, "bersih": 80}}}
CLERKS = {"petugas": {"responses": [{"k1": 4, "k2": 7}]}}


@cache
def _files() -> dict[str, Any]:
    return {path.name: read_document(path).data for path in FOLDER.glob("*.yaml")}


def toy_files() -> dict[str, Any]:
    """Return what the files of the invented package say, by name; a copy of the caller's own."""
    return deepcopy(_files())


def node_of(files: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a node of the index of some package files."""
    return next(node for node in files["index.yaml"]["nodes"] if node["id"] == name)


def toy_submission(*forms: dict[str, Any], mode: str = "luring", **unit: Any) -> Submission:
    """Return a submission with the answers of all `forms`."""
    return Submission.model_validate(
        {
            "regulation": "negeri_dongeng",
            "unit": {"name": "Loket Timur", "agency": "Istana", "mode": mode, **unit},
            "period": {"year": 2021},
            "forms": {name: answers for given in forms for name, answers in given.items()},
        }
    )
