"""Hand-written schemas and typed models are two statements of one format; here they are held to one verdict and one place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pekppp_rules.reading import read_document
from tests.edits import Path as DataPath
from tests.edits import changed
from tests.toy import toy_files
from tests.verdicts import Refusal, disagreement, file_refusal, schema_places, submission_refusal

UNIT = "loket_timur.yaml"


def edited(file: str, path: DataPath, value: Any) -> tuple[str, Any]:
    """Return the kind of a file of the invented package, or of the unit's, and what it says with another value at `path`."""
    data = unit_data() if file == UNIT else toy_files()[file]
    return data.get("kind", "submission"), changed(data, path[:-1], lambda block: {**block, path[-1]: value})


def unit_data() -> Any:
    """Return what the submission under the invented package says."""
    return read_document(Path(__file__).parents[1] / "regulations" / UNIT).data


def refusal(kind: str, data: Any) -> Refusal:
    """Return where the model refuses a document."""
    return submission_refusal(data) if kind == "submission" else file_refusal(kind, data)


SAPAAN: DataPath = ("aspects", 0, "questions", 0)
P1: DataPath = ("aspects", 0, "indicators", 0)
ANTRE: DataPath = ("forms", "ukur", "values")
HARI: DataPath = ("aspects", 0, "questions", 1, "facts", 0)
HELD_BACK: DataPath = ("aspects", 0, "questions", 0, "facts", 1, "asked_if", "=")

REFUSED = [
    pytest.param("lapor.yaml", (*SAPAAN, "code"), "sapaan\n", id="an id ending in a line break"),
    pytest.param("rubrik_luring.yaml", (*P1, "levels", "1\n"), {"id": "Kadang"}, id="a level ending in a line break"),
    pytest.param("lapor.yaml", (*SAPAAN, "number"), Decimal("1.5"), id="a number that is not whole"),
    pytest.param("lapor.yaml", (*HARI, "highest"), 10**15, id="a number of sixteen digits"),
    pytest.param("lapor.yaml", (*HARI, "highest"), Decimal("1E+2000"), id="a number too long for a fraction"),
    pytest.param("lapor.yaml", (*HARI, "highest"), Decimal("0.1234567890123456"), id="too many decimals"),
    pytest.param("lapor.yaml", (*HARI, "highest"), Decimal("NaN"), id="no number"),
    pytest.param("lapor.yaml", HELD_BACK, -(10**15), id="a number of sixteen digits in a condition"),
    pytest.param(UNIT, (*ANTRE, "antre"), Decimal("70.12345678901234"), id="sixteen digits of a unit"),
    pytest.param(UNIT, ("forms", "lapor", "answers", "waktu.hari"), 10**15, id="sixteen digits as a fact"),
]


ACCEPTED = [
    pytest.param("lapor.yaml", (*SAPAAN, "number"), Decimal("1.0"), id="a whole number with a point"),
    pytest.param("ukur.yaml", ("scale", "highest"), Decimal("1E+2"), id="a whole number with an exponent"),
    pytest.param("lapor.yaml", HELD_BACK, Decimal("3.0"), id="a whole number with a point in a condition"),
    pytest.param("aturan.yaml", ("rules", 10, "when", "in"), [Decimal("1.0")], id="one in a list of a rule"),
    pytest.param(UNIT, (*ANTRE, "4\n"), None, id="a code ending in a line break that is left blank"),
    pytest.param(UNIT, (*ANTRE, "\u0664"), None, id="an Arabic digit that is left blank"),
]


@pytest.mark.parametrize(("file", "path", "value"), ACCEPTED)
def test_both_sides_accept(file, path, value):
    kind, data = edited(file, path, value)
    assert (schema_places(data, kind), bool(refusal(kind, data))) == (frozenset(), False)


@pytest.mark.parametrize(("file", "path", "value"), REFUSED)
def test_both_sides_refuse_at_the_same_place(file, path, value):
    kind, data = edited(file, path, value)
    assert schema_places(data, kind) == {path}
    assert disagreement(schema_places(data, kind), refusal(kind, data)) is None
