"""Which regulation is in force on a date: four outcomes, each held against every interval of days that the sources allow."""

from __future__ import annotations

import logging
import shutil
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.errors import PackageError, RegulationNotFoundError
from pekppp_rules.regulation.load import load_folder
from pekppp_rules.regulation.model import Moment, Validity
from pekppp_rules.regulation.selection import in_force, standing
from tests.packages_here import FOLDERS
from tests.releases import TOY_ID, edit, released, toy_in

FIRST = date(2022, 11, 25)
"""The days below reach over the end of a month and of a year."""

DAYS = [FIRST + timedelta(days=number) for number in range(60)]


def moment(on: date, precision: str) -> Moment:
    text = on.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]
    return Moment(on=text, precision=precision, source=("TITAH",), confidence="primary")


def validity(begin: Moment, until: Moment | None) -> Validity:
    ends = {"until": until} if until is not None else {}
    return Validity.model_validate({"from": begin, **ends, "source": ("TITAH",), "confidence": "primary"})


def same_as_known(day: date, known: Moment) -> bool:
    """Whether a moment that is known this far can be this day."""
    return day.isoformat().startswith(known.on)


def days_of(known: Moment) -> list[date]:
    """Every day that a moment can be, found day by day."""
    start = date(int(known.on[:4]), 1, 1)
    return [day for number in range(366) if same_as_known(day := start + timedelta(days=number), known)]


def states(of: Validity, on: date) -> set[str]:
    """What the version can be on a day, over every pair of days that its beginning and its end can be."""
    ends = days_of(of.until) if of.until is not None else [date.max]
    return {
        "not yet" if on < begin else "in force" if on < end else "ended"
        for begin, end in product(days_of(of.from_), ends)
        if begin < end
    }


PRECISIONS = st.sampled_from(("day", "month", "year"))


@st.composite
def validities(draw):
    begin = moment(draw(st.sampled_from(DAYS)), draw(PRECISIONS))
    if draw(st.booleans()):
        return validity(begin, None)
    drawn = validity(begin, moment(draw(st.sampled_from(DAYS)), draw(PRECISIONS)))
    assume(drawn.until.last_day > begin.first_day)
    return drawn


ON = st.sampled_from(DAYS) | st.sampled_from(
    [date(2022, 1, 1), date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31)]
)


@settings(max_examples=60)
@given(of=validities(), on=ON)
def test_the_standing_is_what_all_intervals_that_the_sources_allow_agree_on(of, on):
    possible = states(of, on)
    assert standing(of, on) == (possible.pop() if len(possible) == 1 else "undetermined")


@pytest.mark.parametrize(
    ("of", "on", "outcome"),
    [
        (("2020-07-01", None), "2020-06-30", "not yet"),
        (("2020-07-01", None), "2020-07-01", "in force"),
        (("2020-07-01", None), "9999-12-31", "in force"),
        (("2020-07", None), "2020-07-30", "undetermined"),
        (("2020-07", None), "2020-07-31", "in force"),
        (("2020", None), "2020-01-01", "undetermined"),
        (("2020", None), "2020-12-31", "in force"),
        (("2020", None), "2019-12-31", "not yet"),
        (("2020-02", None), "2020-02-29", "in force"),
        (("2020-01-01", "2021-01-01"), "2020-12-31", "in force"),
        (("2020-01-01", "2021-01-01"), "2021-01-01", "ended"),
        (("2020-01-01", "2021-01"), "2021-01-01", "undetermined"),
        (("2020-01-01", "2021-01"), "2021-01-31", "ended"),
        (("2020-01-01", "2021"), "2020-12-31", "in force"),
        (("2020-01-01", "2021"), "2021-06-15", "undetermined"),
        (("2020-06-15", "2020"), "2020-06-15", "in force"),
        (("2020", "2020"), "2020-06-15", "undetermined"),
        (("2020", "2020-03-01"), "2020-02-29", "in force"),
        (("9999", "9999"), "9999-12-31", "ended"),
    ],
)
def test_the_first_and_the_last_day(of, on, outcome):
    precisions = {4: "year", 7: "month", 10: "day"}
    begin, until = (
        None if text is None else moment(date.fromisoformat(text + "-01-01"[len(text) - 4 :]), precisions[len(text)])
        for text in of
    )
    assert standing(validity(begin, until), date.fromisoformat(on)) == outcome


TOY = load_folder(FOLDERS[TOY_ID], TOY_ID)


def package(name: str, of: Validity):
    return TOY.model_copy(update={"regulation": TOY.regulation.model_copy(update={"id": name, "validity": of})})


@settings(max_examples=60)
@given(drawn=st.lists(validities(), min_size=1, max_size=3), on=ON)
def test_one_is_chosen_only_when_no_interval_that_the_sources_allow_would_choose_another(drawn, on):
    candidates = [package(f"nomor_{number}", of) for number, of in enumerate(drawn)]
    possible = [states(of, on) for of in drawn]
    maybe = [one for one, can_be in zip(candidates, possible, strict=True) if "in force" in can_be]
    certain = [one for one, can_be in zip(candidates, possible, strict=True) if can_be == {"in force"}]
    if not maybe:
        outcomes = {"not yet": "PKP-306", "ended": "PKP-307", "ended, not yet": "PKP-316"}
        expected = outcomes[", ".join(sorted(set.union(*possible)))]
    else:
        expected = maybe[0].regulation.id if maybe == certain and len(maybe) == 1 else "PKP-308"
    try:
        chosen = in_force(candidates, on).regulation.id
    except RegulationNotFoundError as error:
        chosen = error.code
        if error.code == "PKP-308":
            named = {text.partition("@")[0] for text in error.problems[0].parameters["candidates"].split("; ")}
            assert named == {one.regulation.id for one in maybe}
    assert chosen == expected


def test_an_end_that_certainly_follows_its_beginning_is_accepted_whatever_its_precision(tmp_path):
    folder = toy_in(tmp_path)
    edit(
        folder / "regulation.yaml",
        'from: {on: "2020-01-01", precision: day}',
        'from: {on: "2020-07-15", precision: day}\n  until: {on: "2020", precision: year}',
    )
    assert pekppp.load(folder).package.regulation.validity.until.on == "2020"


@pytest.mark.parametrize("until", ["{on: '2020-01-01', precision: day}", "{on: '2019', precision: year}"])
def test_an_end_that_cannot_follow_its_beginning_is_refused(tmp_path, until):
    folder = toy_in(tmp_path)
    edit(folder / "regulation.yaml", "precision: day}", f"precision: day}}\n  until: {until}")
    with pytest.raises(PackageError) as refused:
        pekppp.load(folder)
    assert [problem.code for problem in refused.value.problems] == ["PKP-129"]


@pytest.fixture
def kingdom(tmp_path):
    """Three regulations of one family: the first ends when the second begins, the third comes after a gap."""
    spans = {
        "titah_satu": ("2020-01-01", "2021"),
        "titah_dua": ("2021", "2023-01-01"),
        "titah_tiga": ("2024-01-01", None),
    }
    source = toy_in(tmp_path / "asal")
    for name, (begin, until) in spans.items():
        folder = shutil.copytree(source, tmp_path / name)
        edit(folder / "regulation.yaml", f"id: {TOY_ID}", f"id: {name}")
        span = "\n".join(
            f'  {key}: {{on: "{on}", precision: {"day" if len(on) == 10 else "year"}}}'
            for key, on in (("from", begin), ("until", until))
            if on
        )
        edit(folder / "regulation.yaml", '  from: {on: "2020-01-01", precision: day}', span)
    shutil.rmtree(tmp_path / "asal")
    return tmp_path


def selected(folder, on, family="dongeng", **scope):
    return pekppp.select(family, on=date.fromisoformat(on), folders=[folder], **scope)


def refusal(folder, on, *family, **scope):
    with pytest.raises(RegulationNotFoundError) as missing:
        selected(folder, on, *family, **scope)
    (problem,) = missing.value.problems
    return problem


@pytest.mark.parametrize(
    ("on", "name"), [("2020-06-01", "titah_satu"), ("2021-12-31", "titah_dua"), ("2024-01-01", "titah_tiga")]
)
def test_the_regulation_in_force_is_chosen(kingdom, on, name):
    assert selected(kingdom, on).id == name


BOTH = "titah_dua@0.1.0.dev [2021 .. 2023-01-01]; titah_satu@0.1.0.dev [2020-01-01 .. 2021]"


@pytest.mark.parametrize(
    ("on", "code", "named"),
    [
        ("2019-12-31", "PKP-306", {"next": "titah_satu", "start": "2020-01-01"}),
        (
            "2023-01-01",
            "PKP-316",
            {"last": "titah_dua", "end": "2023-01-01", "next": "titah_tiga", "start": "2024-01-01"},
        ),
        ("2021-06-01", "PKP-308", {"candidates": BOTH}),
    ],
)
def test_otherwise_the_error_says_which_and_when(kingdom, on, code, named):
    problem = refusal(kingdom, on)
    assert (problem.code, problem.parameters) == (code, {"family": "dongeng", "on": on, **named})
    assert all(str(value) in problem.message(lang) for value in named.values() for lang in ("id", "en"))


def test_after_the_last_one_has_ended_the_error_names_it(kingdom):
    shutil.rmtree(kingdom / "titah_tiga")
    problem = refusal(kingdom, "2030-01-01")
    assert (problem.code, problem.parameters["last"], problem.parameters["end"]) == (
        "PKP-307",
        "titah_dua",
        "2023-01-01",
    )


def test_two_that_are_in_force_at_once_are_not_decided_between(kingdom):
    edit(kingdom / "titah_satu" / "regulation.yaml", '\n  until: {on: "2021", precision: year}', "")
    assert refusal(kingdom, "2022-01-01").code == "PKP-308"


def test_a_moment_of_a_day_is_that_day(kingdom):
    assert pekppp.select("dongeng", on=datetime(2020, 6, 1, 23, 59), folders=[kingdom]).id == "titah_satu"


def test_a_misspelt_family_or_scope_is_told_with_what_there_is(kingdom):
    problem = refusal(kingdom, "2020-06-01", "dongen")
    assert (problem.code, problem.parameters["known"], problem.parameters["suggestion"]) == (
        "PKP-305",
        ", ".join(sorted({"dongeng"} | {one.family for one in pekppp.regulations()})),
        "dongeng",
    )
    problem = refusal(kingdom, "2020-06-01", scope="nasional")
    assert (problem.code, problem.parameters["known"], problem.parameters["suggestion"]) == (
        "PKP-305",
        "national",
        "national",
    )


def test_a_local_regulation_is_chosen_only_where_its_scope_is_asked_for(kingdom):
    local = kingdom / "titah_lokal"
    shutil.copytree(kingdom / "titah_satu", local)
    edit(local / "regulation.yaml", "id: titah_satu", "id: titah_lokal")
    edit(local / "regulation.yaml", "scope: national", "scope: lembah")
    assert selected(kingdom, "2020-06-01").id == "titah_satu"
    assert selected(kingdom, "2020-06-01", scope="lembah").id == "titah_lokal"
    assert refusal(kingdom, "2021-12-31", scope="lembah").code == "PKP-307"


def test_the_newest_release_of_an_id_is_the_candidate(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "1.0.0")
    released(folder, "1.1.0")
    edit(folder / "regulation.yaml", "2020-01-01", "2030-01-01")
    chosen = selected(tmp_path, "2020-06-01")
    assert (chosen.id, chosen.version) == (TOY_ID, "1.1.0")


def test_a_package_of_another_family_that_is_not_sound_does_not_stop_the_choice(kingdom, caplog):
    edit(kingdom / "titah_dua" / "regulation.yaml", "family: dongeng", "family: lain")
    edit(kingdom / "titah_dua" / "categories.yaml", "source: [TITAH]", "source: [TITA]")
    with caplog.at_level(logging.WARNING, "pekppp_rules"):
        assert selected(kingdom, "2020-06-01").id == "titah_satu"
    assert "titah_dua cannot be used" in caplog.text


def test_a_folder_that_cannot_be_read_at_all_does_not_stop_the_choice(kingdom):
    (kingdom / "titah_dua" / "regulation.yaml").write_bytes(b"\xff\xfe{[")
    assert selected(kingdom, "2020-06-01").id == "titah_satu"


def test_a_package_of_the_family_that_is_not_sound_stops_the_choice(kingdom):
    """It may be the one in force: another is never chosen in its place."""
    edit(kingdom / "titah_dua" / "categories.yaml", "source: [TITAH]", "source: [TITA]")
    with pytest.raises(PackageError) as refused:
        selected(kingdom, "2020-06-01")
    assert {problem.code for problem in refused.value.problems} == {"PKP-106"}


def test_the_shipped_regulation_is_in_force_where_its_years_leave_no_doubt():
    assert pekppp.select("pekppp", on=date(2022, 12, 31)).id == "permenpanrb_29_2022"
