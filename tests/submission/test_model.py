"""The typed submission: which numbers it takes, what it refuses, and that nothing is lost on the way out and in again."""

import copy
import json
import pickle
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pekppp_rules import Period, Place, Submission, Unit, read_submission
from pekppp_rules.submission.model import Evidence, RubricSheet, SurveyMeans, SurveyResponses, SurveyTotals


class Index:
    """A whole number as array libraries hold it: not an int, but usable as an index."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


class NoIndex:
    """A truth value as array libraries hold it: it has `__index__`, which refuses."""

    def __index__(self) -> int:
        raise TypeError("cannot be interpreted as an integer")


class Level(IntEnum):
    GOOD = 4


def content(**parts: Any) -> dict[str, Any]:
    """Return the smallest submission, with some of its parts replaced."""
    return {
        "regulation": "contoh_2030",
        "unit": {"name": "Unit", "agency": "Instansi"},
        "period": {"year": 2030},
        "forms": {"survei": {"responses": [{"a": 4}]}},
    } | parts


def changed(data: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return a copy of `data` with `value` at `path`."""
    data = copy.deepcopy(data)
    inside: Any = data
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return data


def full() -> dict[str, Any]:
    """Return a submission that uses every key of the model."""
    evidence = {
        "title": "SK",
        "kind": "document",
        "location": "https://contoh.go.id/sk",
        "digest": f"sha256:{'0a' * 32}",
    }
    sheet = {
        "evaluator": "Evaluator 1",
        "scores": {"x": 3},
        "notes": {"x": "catatan"},
        "evidence": {"x": [evidence]},
        "observations": {"a": "pengamatan"},
    }
    return {
        "$schema": "contoh.schema.json",
        "regulation": "contoh_2030",
        "unit": {
            "name": "Unit",
            "agency": "Instansi",
            "mode": "luring",
            "services": ["jasa"],
            "code": "U-1",
            "address": "Jalan Contoh 1",
        },
        "period": {"year": 2030, "scheme": "mandiri", "stage": "evaluasi"},
        "forms": {
            "rubrik": [sheet],
            "survei": {"responses": [{"a": 4}]},
            "jumlah": {"totals": {"respondents": 2, "sums": {"a": 8}}},
            "rerata": {"means": {"a": Decimal("4.5")}, "respondents": 2},
        },
    }


WHOLE_NUMBERS_AT = [
    ("forms", "rubrik", 0, "scores", "x"),
    ("forms", "survei", "responses", 0, "a"),
    ("forms", "jumlah", "totals", "sums", "a"),
    ("forms", "jumlah", "totals", "respondents"),
    ("forms", "rerata", "respondents"),
]


def number_at(submission: Submission, path: tuple[str | int, ...]) -> Any:
    found: Any = submission.data()
    for step in path:
        found = found[step]
    return found


@pytest.mark.parametrize("path", WHOLE_NUMBERS_AT)
@pytest.mark.parametrize("written", [4, 4.0, Decimal(4), Decimal("4.00"), Decimal("0.4E1"), Index(4), Level.GOOD])
def test_a_whole_number_is_read_as_an_int_however_it_is_held(written, path):
    number = number_at(Submission.model_validate(changed(full(), path, written)), path)
    assert (number, type(number)) == (4, int)


@pytest.mark.parametrize("path", WHOLE_NUMBERS_AT)
@pytest.mark.parametrize(
    "written",
    [
        True,
        False,
        "4",
        b"4",
        [4],
        4.5,
        Decimal("4.5"),
        Fraction(9, 2),
        4 + 0j,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        Decimal("1E+999999"),
        1e300,
        10**20,
        NoIndex(),
        int,
    ],
)
def test_what_is_not_a_whole_number_of_sensible_size_is_refused(written, path):
    with pytest.raises(ValidationError):
        Submission.model_validate(changed(full(), path, written))


@pytest.mark.parametrize("year", [2022, 2022.0, Decimal("2022.0"), Index(2022)])
def test_the_year_is_a_whole_number_too(year):
    assert Submission.model_validate(content(period={"year": year})).period.year == 2022


@pytest.mark.parametrize("year", ["2022", True, 2022.5, 1999, 2101, None])
def test_a_year_outside_2000_to_2100_or_of_another_kind_is_refused(year):
    with pytest.raises(ValidationError):
        Submission.model_validate(content(period={"year": year}))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (4, "4"),
        (4.1, "4.1"),
        (0.1, "0.1"),
        (4.25, "4.25"),
        (Decimal("4.10"), "4.1"),
        (Decimal("3.33333333333333"), "3.33333333333333"),
        (0, "0"),
        (-0.5, "-0.5"),
    ],
)
def test_a_mean_is_the_decimal_that_writes_it(written, read):
    mean = SurveyMeans.model_validate({"means": {"a": written}}).means["a"]
    assert isinstance(mean, Decimal)
    assert mean == Decimal(read)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 10))
def test_any_float_written_with_fifteen_digits_becomes_exactly_these(figures, places):
    written = Decimal(figures).scaleb(-places)
    if abs(written) > 10**12:
        written = written.scaleb(-3)
    mean = SurveyMeans.model_validate({"means": {"a": float(written)}}).means["a"]
    assert mean == written


@pytest.mark.parametrize(
    "written",
    [
        True,
        "4.5",
        [4.5],
        Fraction(9, 2),
        0.1 + 0.2,
        Decimal("4.1234567890123456"),
        float("nan"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        10**15,
        Decimal("1E+999999"),
    ],
)
def test_a_mean_that_is_no_number_of_at_most_fifteen_digits_is_refused(written):
    with pytest.raises(ValidationError):
        SurveyMeans.model_validate({"means": {"a": written}})


@pytest.mark.parametrize(
    "path",
    [
        ("unit", "mode"),
        ("unit", "services"),
        ("unit", "code"),
        ("unit", "address"),
        ("period", "scheme"),
        ("period", "stage"),
        ("forms", "rubrik", 0, "notes"),
        ("forms", "rubrik", 0, "evidence"),
        ("forms", "rubrik", 0, "observations"),
        ("forms", "rubrik", 0, "evidence", "x", 0, "kind"),
        ("forms", "rubrik", 0, "evidence", "x", 0, "location"),
        ("forms", "rubrik", 0, "evidence", "x", 0, "digest"),
        ("forms", "rerata", "respondents"),
        ("$schema",),
    ],
)
def test_an_optional_field_is_left_out_not_left_blank(path):
    with pytest.raises(ValidationError):
        Submission.model_validate(changed(full(), path, None))


@pytest.mark.parametrize(
    "block",
    [
        (),
        ("unit",),
        ("period",),
        ("forms", "rubrik", 0),
        ("forms", "rubrik", 0, "evidence", "x", 0),
        ("forms", "survei"),
        ("forms", "jumlah"),
        ("forms", "jumlah", "totals"),
        ("forms", "rerata"),
    ],
)
def test_a_key_that_the_model_does_not_have_is_refused_in_every_block(block):
    assert Submission.model_validate(full())
    with pytest.raises(ValidationError):
        Submission.model_validate(changed(full(), (*block, "nama"), "Budi"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("unit", "name"), ""),
        (("unit", "name"), "x" * 301),
        (("unit", "name"), 7),
        (("unit", "mode"), "Luring"),
        (("unit", "mode"), "luring\n"),
        (("unit", "services"), "jasa"),
        (("regulation",), "../contoh"),
        (("regulation",), "contoh_2030\n"),
        (("forms", "rubrik", 0, "evaluator"), ""),
        (("forms", "rubrik", 0, "notes", "x"), ""),
        (("forms", "rubrik", 0, "notes", "x"), "x" * 20_001),
        (("forms", "rubrik", 0, "evidence", "x", 0, "digest"), "sha256:0A" + "0" * 62),
        (("forms", "rubrik", 0, "evidence", "x", 0, "kind"), "foto"),
        (("forms", "survei"), {}),
        (("forms", "survei"), {"respondents": 3}),
        (("forms", "survei", "totals"), {"respondents": 1, "sums": {"a": 1}}),
        (("forms", "survei", "respondents"), 1),
        (("forms", "jumlah", "totals", "respondents"), 0),
        (("forms", "jumlah", "totals", "respondents"), 1_000_000_001),
        (("forms", "jumlah", "means"), {"a": 4}),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(path, value):
    with pytest.raises(ValidationError):
        Submission.model_validate(changed(full(), path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("forms",), {}),
        (("forms", "rubrik"), []),
        (("forms", "rubrik", 0, "scores"), {}),
        (("forms", "survei", "responses"), []),
        (("forms", "survei", "responses"), [{}]),
        (("forms", "rerata", "means"), {}),
        (("forms", "rubrik", 0, "scores", "x"), None),
        (("forms", "survei", "responses", 0, "a"), None),
        (("forms", "jumlah", "totals", "sums", "a"), None),
        (("forms", "rerata", "means", "a"), None),
    ],
)
def test_what_is_not_given_yet_is_left_for_the_regulation_to_miss(path, value):
    said = Submission.model_validate(changed(full(), path, value)).data()
    for step in path[:-1]:
        said = said[step]
    if value is None:
        assert path[-1] not in said
    else:
        assert said[path[-1]] == (tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize("path", [("forms", "jumlah", "totals", "respondents"), ("forms", "rerata", "respondents")])
def test_a_count_may_not_be_left_blank(path):
    with pytest.raises(ValidationError):
        Submission.model_validate(changed(full(), path, None))


def test_a_submission_can_be_built_from_its_typed_parts():
    built = Submission(
        regulation="contoh_2030",
        unit=Unit(name="Unit", agency="Instansi", services=("jasa",)),
        period=Period(year=2030),
        forms={
            "rubrik": (RubricSheet(evaluator="E", scores={"x": 3}, evidence={"x": (Evidence(title="SK"),)}),),
            "survei": SurveyResponses(responses=({"a": 4},)),
            "jumlah": SurveyTotals.model_validate({"totals": {"respondents": 2, "sums": {"a": 8}}}),
            "rerata": SurveyMeans(means={"a": Decimal("4.5")}),
        },
    )
    assert built.data() == {
        "regulation": "contoh_2030",
        "unit": {"name": "Unit", "agency": "Instansi", "services": ("jasa",)},
        "period": {"year": 2030},
        "forms": {
            "rubrik": ({"evaluator": "E", "scores": {"x": 3}, "evidence": {"x": ({"title": "SK"},)}},),
            "survei": {"responses": ({"a": 4},)},
            "jumlah": {"totals": {"respondents": 2, "sums": {"a": 8}}},
            "rerata": {"means": {"a": Decimal("4.5")}},
        },
    }


def test_data_holds_what_was_given_and_nothing_more():
    assert Submission.model_validate(content()).data() == content() | {"forms": {"survei": {"responses": ({"a": 4},)}}}


def test_the_schema_a_file_names_for_its_editor_is_no_part_of_what_it_says():
    assert Submission.model_validate({"$schema": "x.json", **content()}) == Submission.model_validate(content())


def test_equality_ignores_where_a_submission_was_read(tmp_path, example):
    read = read_submission(example)
    moved = tmp_path / "salinan.json"
    moved.write_text(json.dumps(read.data(), default=float), "utf-8")
    assert read_submission(moved) == read
    assert Submission.model_validate(read.data()) == read


def test_equality_ignores_how_a_number_was_written_and_in_which_order_keys_stand():
    one = Submission.model_validate(content(forms={"survei": {"responses": [{"a": 4, "b": 3}]}}))
    other = Submission.model_validate(content(forms={"survei": {"responses": [{"b": 3.0, "a": Decimal("4.0")}]}}))
    assert one == other


@pytest.mark.parametrize(
    "other",
    [
        content(regulation="contoh_2031"),
        content(unit={"name": "Unit", "agency": "Instansi lain"}),
        content(period={"year": 2031}),
        content(forms={"survei": {"responses": [{"a": 5}]}}),
        content(forms={"survei": {"responses": [{"a": 4}, {"a": 4}]}}),
        content(forms={"survei": {"means": {"a": 4}}}),
    ],
)
def test_submissions_that_say_something_else_are_unequal(other):
    assert Submission.model_validate(content()) != Submission.model_validate(other)


def test_a_submission_is_not_equal_to_its_data():
    submission = Submission.model_validate(content())
    assert submission != submission.data()


def test_a_submission_cannot_be_changed():
    submission = Submission.model_validate(content())
    with pytest.raises(ValidationError, match="frozen"):
        submission.unit.name = "Unit lain"


def test_a_submission_is_not_hashable():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Submission.model_validate(content()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit.mode", "luring"),
        ("unit.services", ("jasa",)),
        ("period.scheme", "mandiri"),
        ("unit.colour", None),
        ("colour.mode", None),
        ("unit", None),
    ],
)
def test_a_field_is_found_by_its_name(name, value):
    assert Submission.model_validate(full()).field(name) == value


def test_a_field_that_was_not_given_is_none():
    assert Submission.model_validate(content()).field("unit.mode") is None


def test_a_submission_that_came_from_no_file_gives_the_path_as_its_place():
    place = Submission.model_validate(content()).place(("forms", "survei", "responses", 0, "1.a"))
    assert place == Place(path=("forms", "survei", "responses", 0, "1.a"))
    assert str(place) == '$.forms.survei.responses[0]["1.a"]'


@pytest.mark.parametrize("again", [lambda it: pickle.loads(pickle.dumps(it)), copy.copy, copy.deepcopy])
def test_a_copy_is_equal_and_still_knows_its_file(again, example):
    read = read_submission(example)
    copied = again(read)
    assert copied == read
    assert str(copied.place(("unit", "mode"))) == f"{example}:7:9"


def test_a_submission_from_data_can_be_pickled_before_it_was_ever_used():
    submission = Submission.model_validate(full())
    assert pickle.loads(pickle.dumps(submission)) == Submission.model_validate(full())


CODES = st.sampled_from(["a", "luring", "pra_evaluasi", "f02"])
KEYS = st.text(min_size=1, max_size=8)
TEXTS = st.text(min_size=1, max_size=30)
WHOLE = st.integers(-(10**12), 10**12)
MEANS = st.decimals(-1000, 1000, places=6)
COUNTS = st.integers(1, 10**9)
EVIDENCE = st.fixed_dictionaries(
    {"title": TEXTS},
    optional={
        "kind": st.sampled_from(["document", "photo", "video", "screenshot", "link"]),
        "location": TEXTS,
        "digest": st.just(f"sha256:{'0a' * 32}"),
    },
)
SHEETS = st.fixed_dictionaries(
    {"evaluator": TEXTS, "scores": st.dictionaries(KEYS, WHOLE, min_size=1, max_size=3)},
    optional={
        "notes": st.dictionaries(KEYS, TEXTS, max_size=2),
        "evidence": st.dictionaries(KEYS, st.lists(EVIDENCE, max_size=2), max_size=2),
        "observations": st.dictionaries(KEYS, TEXTS, max_size=2),
    },
)
SURVEYS = st.one_of(
    st.fixed_dictionaries(
        {"responses": st.lists(st.dictionaries(KEYS, WHOLE, min_size=1, max_size=3), min_size=1, max_size=2)}
    ),
    st.fixed_dictionaries(
        {
            "totals": st.fixed_dictionaries(
                {"respondents": COUNTS, "sums": st.dictionaries(KEYS, WHOLE, min_size=1, max_size=3)}
            )
        }
    ),
    st.fixed_dictionaries(
        {"means": st.dictionaries(KEYS, MEANS, min_size=1, max_size=3)}, optional={"respondents": COUNTS}
    ),
)
CONTENTS = st.fixed_dictionaries(
    {
        "regulation": st.sampled_from(["contoh_2030", "permenpanrb_29_2022"]),
        "unit": st.fixed_dictionaries(
            {"name": TEXTS, "agency": TEXTS},
            optional={"mode": CODES, "services": st.lists(CODES, max_size=2), "code": TEXTS, "address": TEXTS},
        ),
        "period": st.fixed_dictionaries({"year": st.integers(2000, 2100)}, optional={"scheme": CODES, "stage": CODES}),
        "forms": st.dictionaries(
            CODES, st.one_of(st.lists(SHEETS, min_size=1, max_size=2), SURVEYS), min_size=1, max_size=2
        ),
    }
)


def as_lists(value: Any) -> Any:
    """Return `value` with every tuple as a list, so that it can be held against what was generated."""
    if isinstance(value, dict):
        return {key: as_lists(inside) for key, inside in value.items()}
    return [as_lists(inside) for inside in value] if isinstance(value, (list, tuple)) else value


@given(CONTENTS)
def test_data_gives_back_what_was_read_and_can_be_read_again(data):
    submission = Submission.model_validate(data)
    assert as_lists(submission.data()) == data
    assert Submission.model_validate(submission.data()) == submission


@given(CONTENTS)
def test_a_submission_survives_a_json_file_and_pickling(tmp_path_factory, data):
    submission = Submission.model_validate(data)
    file = tmp_path_factory.getbasetemp() / "lewat.json"
    file.write_text(json.dumps(submission.data(), default=float), "utf-8")
    assert read_submission(file) == submission
    assert pickle.loads(pickle.dumps(submission)) == submission
