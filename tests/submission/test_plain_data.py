"""`Regulation.validate` answers whatever Python can hold, and always as `Submission.model_validate` does."""

from __future__ import annotations

import copy
import datetime
import json
import time
from collections import OrderedDict, UserDict, deque
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import pekppp_rules as pekppp
from tests.conftest import CHECKOUT

BODY = json.loads(
    json.dumps(yaml.safe_load((CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml").read_text("utf-8")))
)
QUESTIONS = list(BODY["forms"]["f03"]["responses"][0])


class Words(str):
    """A text with opinions of its own."""

    __slots__ = ()

    def __str__(self):
        return "\x1b[31m"

    def __repr__(self):
        raise RuntimeError("no")


class Mode(str, Enum):  # noqa: UP042  # the older way to write it is the one met
    OFFLINE = "luring"


class Index:
    """A whole number as array libraries hold it."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class ArrayFloat(float):
    """A decimal as array libraries hold it."""

    def __repr__(self):
        return f"array.float64({float.__repr__(self)})"

    __str__ = __repr__


class Hostile:
    """Refuses every operation."""

    def __eq__(self, *_):
        raise RuntimeError("no")

    __hash__ = None
    __repr__ = __str__ = __len__ = __bool__ = __index__ = __float__ = __iter__ = __getitem__ = __getattr__ = __eq__


class VeryHostile(Hostile):
    """Does not even say what it is."""

    def __getattribute__(self, name):
        raise RuntimeError("no")


class HostileMapping(UserDict):
    def __getitem__(self, key):
        raise RuntimeError("no")

    keys = values = items = __getitem__


def circle():
    found = {}
    found["list"] = [found]
    return found


def wide_circle():
    found = []
    found += [found] * 5
    return found


def deep(levels):
    found = "x"
    for _ in range(levels):
        found = [found]
    return found


def shared(levels):
    found = [1]
    for _ in range(levels):
        found = [found, found]
    return found


EXOTIC = {
    "array float": lambda: ArrayFloat(4),
    "array float 4.5": lambda: ArrayFloat(4.5),
    "index": lambda: Index(4),
    "huge index": lambda: Index(10**5000),
    "huge": lambda: 10**5000,
    "huge below zero": lambda: -(10**5000),
    "many zeros": lambda: Decimal("4." + "0" * 70),
    "signalling": lambda: Decimal("sNaN"),
    "far": lambda: Decimal("1e999999999"),
    "near": lambda: Decimal("-1e-999999999"),
    "mean": lambda: 25 / 6,
    "text": lambda: Words("Unit"),
    "mode": lambda: Words("luring"),
    "enum": lambda: Mode.OFFLINE,
    "long": lambda: "x" * 400,
    "a megabyte": lambda: "x" * 1_000_000,
    "object": object,
    "hostile": Hostile,
    "circle": circle,
    "wide circle": wide_circle,
    "deep": lambda: deep(10),
    "too deep": lambda: deep(40),
    "bottomless": lambda: deep(20_000),
    "bytearray": lambda: bytearray(b"x"),
    "view": lambda: memoryview(b"x"),
    "range": lambda: range(3),
    "date": lambda: datetime.date(2022, 1, 1),
    "class": lambda: int,
    "ellipsis": lambda: ...,
}
NUMBERS = (
    st.sampled_from([0, 4, 5, 6, -1, 4.0, 4.5, -0.0, True, Fraction(4)])
    | st.integers(-(10**17), 10**17)
    | st.floats()
    | st.decimals()
    | st.fractions()
    | st.complex_numbers()
)
TEXTS = st.text(st.characters(), max_size=6) | st.sampled_from(["", "\ud800", "luring", "2022"])
KEYS = (
    TEXTS
    | st.sampled_from([*QUESTIONS[:2], "1.a.Ak", b"1.a.Ak", 1, 1.5, None, True, (1,)])
    | st.builds(Words, st.sampled_from(["name", "1.a.Ak", "a"]))
)
LEAVES = (
    NUMBERS
    | TEXTS
    | st.none()
    | st.binary(max_size=3)
    | st.sampled_from(sorted(EXOTIC)).map(lambda name: EXOTIC[name]())
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3).map(deque)
        | st.lists(inner, max_size=3).map(iter)
        | st.sets(st.sampled_from(["jasa", "barang"]))
        | st.frozensets(st.sampled_from(["jasa", "lain"]))
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3).map(OrderedDict)
        | st.dictionaries(KEYS, inner, max_size=3).map(MappingProxyType)
        | st.dictionaries(TEXTS, inner, max_size=3).map(UserDict)
        | st.dictionaries(TEXTS, inner, max_size=3).map(HostileMapping)
    ),
    max_leaves=4,
)
BLOCKS = [
    (),
    ("unit",),
    ("period",),
    ("forms",),
    ("forms", "f02"),
    ("forms", "f02", 0),
    ("forms", "f02", 0, "scores"),
    ("forms", "f02", 0, "notes"),
    ("forms", "f02", 0, "evidence"),
    ("forms", "f03"),
    ("forms", "f03", "responses"),
    ("forms", "f03", "responses", 2),
]


@st.composite
def spoilt(draw):
    """The example with one to three of its values replaced, or with a key more."""
    data = copy.deepcopy(BODY)
    if draw(st.booleans()):
        means = st.sampled_from([4, 4.35, Decimal("4.35"), Index(4), ArrayFloat(4.35), 25 / 6])
        data["forms"]["f03"] = {"means": {code: draw(means) for code in QUESTIONS}}
    for _ in range(draw(st.integers(1, 3))):
        block = data
        for step in draw(st.sampled_from(BLOCKS)):
            known = range(len(block)) if isinstance(block, list) else block
            inside = block[step] if step in known else None
            block = inside if isinstance(inside, (dict, list)) and inside else block
        if isinstance(block, list):
            block[draw(st.integers(0, len(block) - 1))] = draw(VALUES)
        else:
            block[draw(st.sampled_from(list(block)) | KEYS)] = draw(VALUES)
    return data


def accepted(data, regulation):
    try:
        regulation.evaluate(pekppp.Submission.model_validate(data))
    except Exception:
        return False
    return True


def check(data, regulation):
    """Hold validate and model to one verdict, and every problem to what may be printed."""
    problems = regulation.validate(data)
    assert (problems == []) == accepted(data, regulation)
    for problem in problems:
        assert problem.line("id").isprintable()
        assert problem.line("en").isprintable()
        assert len(problem.line("en")) < 3_000
        json.dumps(problem.data(), ensure_ascii=False).encode("utf-8")
    return problems


@given(spoilt())
def test_any_value_anywhere_is_answered_as_the_model_answers_it(regulation, data):
    check(data, regulation)


@given(VALUES)
def test_any_value_at_all_is_answered_with_problems(regulation, data):
    assert check(data, regulation)


@pytest.mark.parametrize(
    "value", [{"jasa"}, frozenset({"jasa"}), iter(["jasa"]), deque(["jasa"]), {"jasa": 1}.keys(), "jasa", b"jasa"]
)
def test_a_list_is_a_list_or_a_tuple_and_nothing_else(regulation, value):
    data = copy.deepcopy(BODY)
    data["unit"]["services"] = value
    (problem,) = check(data, regulation)
    assert (problem.code, str(problem.place)) == ("PKP-503", "$.unit.services")


@pytest.mark.parametrize("services", [["jasa"], ("jasa",)])
def test_lists_tuples_and_numbers_of_array_libraries_are_data(regulation, services):
    data = copy.deepcopy(BODY)
    data["unit"]["services"] = services
    data["forms"]["f02"][0]["scores"]["1.a.Ak"] = Index(4)
    data["forms"]["f02"][0]["scores"]["2.a.P"] = ArrayFloat(4)
    data["forms"]["f03"] = {"means": dict.fromkeys(QUESTIONS, ArrayFloat(4.35))}
    assert check(data, regulation) == []


def test_parts_that_are_already_typed_are_read_with_their_problems(regulation):
    data = copy.deepcopy(BODY)
    data["unit"] = pekppp.Unit.model_validate(data["unit"])
    assert check(data, regulation) == []
    data["unit"] = data["unit"].model_copy(update={"mode": "lurin"})
    assert [str(problem.place) for problem in check(data, regulation)] == ["$.unit.mode"]


def scored(code="1.a.Ak"):
    return ("forms", "f02", 0, "scores", code)


FOREIGN = {
    "half a pair": (("unit", "name"), "\ud800", "PKP-016", "$.unit.name"),
    "half a pair as a key": (("unit", "\udfff"), 1, "PKP-016", '$.unit["�"]'),
    "half a pair in a note": (
        ("forms", "f02", 0, "notes"),
        {"1.a.Ak": "x\udc00y"},
        "PKP-016",
        '$.forms.f02[0].notes["1.a.Ak"]',
    ),
    "a note on half a pair": (("forms", "f02", 0, "notes"), {"\ud83d": "x"}, "PKP-016", '$.forms.f02[0].notes["�"]'),
    "half a pair as the schema": (("$schema",), "\ud800", "PKP-016", '$["$schema"]'),
    "a number as a key": (("unit", 1), 1, "PKP-014", '$.unit["<int>"]'),
    "bytes as a key": (("forms", "f02", 0, "notes"), {b"1.a.Ak": "x"}, "PKP-014", '$.forms.f02[0].notes["<bytes>"]'),
    "a huge number": (scored(), 10**5000, "PKP-011", '$.forms.f02[0].scores["1.a.Ak"]'),
    "no number": (scored(), Decimal("NaN"), "PKP-011", '$.forms.f02[0].scores["1.a.Ak"]'),
    "a fraction": (scored(), Fraction(4), "PKP-204", '$.forms.f02[0].scores["1.a.Ak"]'),
    "an object": (scored(), VeryHostile(), "PKP-204", '$.forms.f02[0].scores["1.a.Ak"]'),
    "bytes": (("unit", "name"), b"Dinas", "PKP-503", "$.unit.name"),
    "a date": (("unit", "name"), datetime.date(2022, 1, 1), "PKP-503", "$.unit.name"),
    "a circle": (("unit", "name"), circle(), "PKP-010", "$.unit.name" + ".list[0]" * 15),
    "a wide circle": (("unit", "name"), wide_circle(), "PKP-010", "$.unit.name" + "[0]" * 30),
    "endless sharing": (("unit", "name"), shared(28), "PKP-015", None),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_each_kind_of_value_that_no_file_holds_has_its_problem_and_is_answered_quickly(regulation, name):
    path, value, code, place = FOREIGN[name]
    data = copy.deepcopy(BODY)
    block = data
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = value
    started = time.perf_counter()
    (problem,) = check(data, regulation)
    assert time.perf_counter() - started < 10
    assert problem.code == code
    assert place in (None, str(problem.place))


def test_a_refusal_of_the_model_may_be_logged():
    """Neither keys nor values of a stranger stand in it raw, and it can be written as JSON."""
    data = copy.deepcopy(BODY)
    data["unit"]["a\x1b[31m"] = "rahasia"
    data["unit"]["name"] = ["rahasia\ud800"]
    data["forms"]["f02"][0]["notes"] = {"k\u202e" * 100: 3, "1.a.Ak": "rahasia" * 10_000}
    for build in (pekppp.Submission.model_validate, lambda _: pekppp.Unit.model_validate({"a\x1b": 1})):
        with pytest.raises(ValueError, match="validation error") as caught:
            build(data)
        told = str(caught.value) + repr(caught.value)
        assert all(line.isprintable() for line in told.split("\n"))
        assert len(told) < 2_000
        assert "rahasia" not in told + str(caught.value.errors())
        caught.value.json().encode("utf-8")
