"""Documents on which schema and model once differed, or could: both say the same, at the same place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pekppp_rules.reading import read_document
from tests.edits import Path as DataPath
from tests.edits import changed
from tests.toy import toy_files
from tests.verdicts import breaches, disagreement, refusal

UNIT = "loket_timur.yaml"


def edited(file: str, path: DataPath, value: Any) -> tuple[str, Any]:
    """Return the kind of a file of the invented package, or of the unit's, and what it says with another value at `path`."""
    data = unit_data() if file == UNIT else toy_files()[file]
    return data.get("kind", "submission"), changed(data, path[:-1], lambda block: {**block, path[-1]: value})


def unit_data() -> Any:
    """Return what the submission under the invented package says."""
    return read_document(Path(__file__).parents[1] / "regulations" / UNIT).data


SAPAAN: DataPath = ("aspects", 0, "questions", 0)
ASKED_IF: DataPath = ("aspects", 1, "questions", 0, "asked_if")
WHEN: DataPath = ("rules", 4, "when")
BAHASA: DataPath = ("forms", "lapor", "answers", "sapaan.bahasa")
P1: DataPath = ("aspects", 0, "indicators", 0)
ANTRE: DataPath = ("forms", "ukur", "values")
MUTU: DataPath = ("nodes", 1)
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
    pytest.param(UNIT, ("unit", "name"), "Loket \ud83c", id="half a character"),
    pytest.param("ukur.yaml", ("type",), "ukuran", id="an unknown type of form, and nothing said of its keys"),
    pytest.param(UNIT, (*ANTRE, "k" * 301), 4, id="a code that is too long"),
    pytest.param("lapor.yaml", (*ASKED_IF, "any", 0, "present"), 1, id="1 for true"),
    pytest.param(UNIT, (*ANTRE, "antre"), Decimal("70.12345678901234"), id="sixteen digits of a unit"),
    pytest.param(UNIT, ("forms", "lapor", "answers", "waktu.hari"), 10**15, id="sixteen digits as a fact"),
    pytest.param(UNIT, ("forms", "lapor", "answers", "4"), None, id="a decimal gone wrong among the facts"),
    pytest.param(UNIT, (*ANTRE, "4"), None, id="a decimal gone wrong among the values"),
    pytest.param("index.yaml", (*MUTU, "out_of"), "1/0000000000000001", id="a divisor of sixteen digits"),
    pytest.param("index.yaml", (*MUTU, "out_of"), "1/000", id="a ratio to nothing"),
]


REFUSED_INSIDE = [
    pytest.param(
        "lapor.yaml", ASKED_IF, {"any": [{"fact": "a", "present": True}], "x": 1}, ("x",), id="a key beside `any`"
    ),
    pytest.param(
        "lapor.yaml",
        ASKED_IF,
        {"not": {"not": {"fact": "a", "present": True}, "x": 1}},
        ("not", "x"),
        id="a key beside a second `not`",
    ),
    pytest.param("aturan.yaml", WHEN, {"node": "a", ">": {"+": [1]}}, (">", "+"), id="one addend"),
    pytest.param("aturan.yaml", WHEN, {"node": "a", ">": {"-": [1, 2, {}]}}, (">", "-"), id="a difference of three"),
    pytest.param("aturan.yaml", WHEN, {"fact": "a", "present": 1}, ("present",), id="1 for true in a rule"),
    pytest.param("aturan.yaml", WHEN, {"fact": "a", "in": [Decimal("0.5")]}, ("in", 0), id="a list with half a number"),
    pytest.param("aturan.yaml", (*WHEN[:-1], "each"), {"aspects": []}, ("aspects",), id="for each of no aspects"),
    pytest.param(UNIT, BAHASA, ["peri", {"other": ""}], (1, "other"), id="an entry of the unit's own without text"),
    pytest.param(UNIT, BAHASA, ["peri", ""], (1,), id="an option without text"),
    pytest.param(UNIT, ("forms", "ukur"), {"values": {}, "mean": {}}, ("mean",), id="a key beside `values`"),
    pytest.param(UNIT, ("forms", "lapor"), {"means": {}, "answers": {}}, ("means",), id="means beside answers"),
]


@pytest.mark.parametrize(("file", "path", "value", "inside"), REFUSED_INSIDE)
def test_both_sides_refuse_at_the_same_place_inside_a_block(file, path, value, inside):
    kind, data = edited(file, path, value)
    assert breaches(data, kind).places == refusal(kind, data).places == {(*path, *inside)}


ACCEPTED = [
    pytest.param("lapor.yaml", (*SAPAAN, "number"), Decimal("1.0"), id="a whole number with a point"),
    pytest.param("ukur.yaml", ("scale", "highest"), Decimal("1E+2"), id="a whole number with an exponent"),
    pytest.param("lapor.yaml", HELD_BACK, Decimal("3.0"), id="a whole number with a point in a condition"),
    pytest.param("aturan.yaml", ("rules", 10, "when", "in"), [Decimal("1.0")], id="one in a list of a rule"),
    pytest.param(UNIT, (*ANTRE, "4\n"), None, id="a code ending in a line break that is left blank"),
    pytest.param(UNIT, (*ANTRE, "\u0664"), None, id="an Arabic digit that is left blank"),
    pytest.param(UNIT, ("forms", "lapor", "answers", "waktu.hari"), None, id="a fact that is left blank"),
    pytest.param("index.yaml", (*MUTU, "out_of"), "1/000000000000001", id="a divisor of fifteen digits"),
]


@pytest.mark.parametrize(("file", "path", "value"), ACCEPTED)
def test_both_sides_accept(file, path, value):
    kind, data = edited(file, path, value)
    assert (bool(breaches(data, kind)), bool(refusal(kind, data))) == (False, False)


@pytest.mark.parametrize(("file", "path", "value"), REFUSED)
def test_both_sides_refuse_at_the_same_place(file, path, value):
    kind, data = edited(file, path, value)
    assert breaches(data, kind).places == {path}
    assert disagreement(breaches(data, kind), refusal(kind, data)) is None


@pytest.mark.parametrize(("key", "value"), [("source", True), ("source", "TITAH"), ("confidence", "tinggi")])
def test_the_head_of_a_file_of_rules_is_checked_though_every_rule_says_so_itself(key, value):
    rule = {"id": "a", "kind": "derive", "when": {"fired": "a"}, "source": ["TITAH"], "confidence": "primary"}
    head = {"kind": "rules", "rules": [rule], "source": ["TITAH"], "confidence": "primary"}
    assert (breaches(head, "rules").places, refusal("rules", head).places) == (frozenset(), frozenset())
    wrong = {**head, key: value}
    assert breaches(wrong, "rules").places == refusal("rules", wrong).places == {(key,)}
