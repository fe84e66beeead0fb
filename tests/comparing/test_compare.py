"""Comparisons checked by hand against the packages' sources, and the kind of every difference."""

from __future__ import annotations

from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.comparing.correspondence import are_related
from pekppp_rules.regulation.model import Text
from tests.comparing.versions import regulation_from, sections
from tests.conftest import CHECKOUT
from tests.edits import changed
from tests.packages_here import loaded
from tests.submissions import submission
from tests.toy import PALACE, PEOPLE, TOTAL, toy_submission


@pytest.fixture(scope="module")
def from_2017():
    return pekppp.compare(loaded("permenpanrb_17_2017"), loaded("permenpanrb_29_2022"))


@pytest.fixture(scope="module")
def perwali():
    return pekppp.load(CHECKOUT / "examples" / "perwali_kota_contoh")


def weight(comparison, node, mode="luring"):
    """Return the shares of the index before and after."""
    (found,) = [one for one in comparison.weights if one.node == node and ("unit.mode", mode) in one.choice]
    return found.before and found.before.share, found.after and found.after.share


def told(comparison, kind):
    return [(one.change, one.subject, one.part, one.before, one.after) for one in comparison.of(kind)]


# PermenPANRB 17/2017 -> 29/2022


@pytest.mark.parametrize(
    ("aspect", "before", "after"),
    [
        ("a", Fraction(30, 100), Fraction(75 * 24, 10_000)),
        ("b", Fraction(18, 100), Fraction(75 * 25, 10_000)),
        ("c", Fraction(15, 100), Fraction(75 * 18, 10_000)),
        ("d", Fraction(15, 100), Fraction(75 * 11, 10_000)),
        ("e", Fraction(15, 100), Fraction(75 * 10, 10_000)),
        ("f", Fraction(7, 100), Fraction(75 * 12, 10_000)),
    ],
)
@pytest.mark.parametrize("mode", ["luring", "daring"])
def test_the_aspects_of_2017_and_2022_count_through_all_weights_above_them(from_2017, aspect, before, after, mode):
    assert weight(from_2017, f"f02.{aspect}", mode) == (before, after)


def test_the_indicators_of_2017_end_and_those_of_2022_begin(from_2017):
    """Neither has a code of the other: those of 2017 are the package's own. 5/56 of 30%; 17% of 24% of 75%."""
    assert weight(from_2017, "f02.paket.a.13") == (Fraction(4, 56) * Fraction(30, 100), None)
    assert weight(from_2017, "f02.1.a.Ak") == (None, Fraction(17 * 24 * 75, 1_000_000))
    assert weight(from_2017, "f03") == (None, Fraction(1, 4))
    pairs = {pair.name: pair for pair in from_2017.forms}
    offline = pairs["f02@luring"]
    assert (offline.before, offline.after) == ("f02", "f02@luring")
    assert (offline.corresponding, len(offline.only_before), len(offline.only_after)) == ((), 37, 31)
    assert (pairs["f03@luring"].before, pairs["f03@luring"].after) == (None, "f03@luring")


def test_own_codes_that_are_spelt_alike_are_not_the_same_row(from_2017):
    """`paket.a.1` names one thing in the form of 2017 and another in the online form of 2022; both packages made it up."""
    online = {pair.name: pair for pair in from_2017.forms}["f02@daring"]
    assert len(online.apart) == 28
    assert "paket.a.1" in online.only_before
    assert "paket.a.1" in online.only_after
    found = [one for one in from_2017.of("indicators") if one.subject == "forms/f02@daring/paket.a.1"]
    assert [one.change for one in found] == ["removed", "added"]
    shares = [one for one in from_2017.weights if one.node == "f02.paket.a.1" and one.choice[0][1] == "daring"]
    assert [(one.before is None, one.after is None) for one in shares] == [(False, True), (True, False)]


@pytest.mark.parametrize(
    ("identity", "related"),
    [
        ({}, True),
        ({"id": "perwali_lain", "extends": "negeri_dongeng@0.1.0"}, True),
        ({"id": "perwali_lain", "extends": "regulasi_lain@0.1.0"}, False),
        ({"id": "perwali_lain"}, False),
    ],
)
def test_an_own_code_under_another_title_is_the_same_row_among_relatives_alone(identity, related):
    """`m2` is a code that the invented package made up; one that a form prints is the same row in any package."""
    written = sections(loaded("negeri_dongeng"))
    written["regulation"] |= identity
    rows = written["forms"][form("rubrik", "daring")]["aspects"][0]["indicators"]
    for row in rows[:2]:
        row["title"]["id"] += " baru"
    other = regulation_from(written)
    comparison = pekppp.compare(loaded("negeri_dongeng"), other)
    assert {pair.name: pair for pair in comparison.forms}["rubrik@daring"].apart == (() if related else ("m2",))
    told_of = [(one.change, one.subject.rpartition("/")[2]) for one in comparison.of("indicators")]
    assert sorted(told_of) == sorted(
        [("renamed", "p1"), *([("renamed", "m2")] if related else [("removed", "m2"), ("added", "m2")])]
    )


def test_two_overlays_of_one_base_are_related():
    def package(name, base):
        written = sections(loaded("negeri_dongeng"))
        written["regulation"] |= {"id": name, "extends": base}
        return regulation_from(written).package

    one = package("perwali_satu", "regulasi_lain@0.1.0")
    assert are_related(one, package("perwali_dua", "regulasi_lain@0.2.0"))
    assert not are_related(one, package("perwali_dua", "regulasi_lagi@0.1.0"))


def test_the_index_and_its_bounds_from_2017_to_2022(from_2017):
    """The table of categories and the rounding stayed as they were; F-03 is new, and is required."""
    assert told(from_2017, "thresholds") == []
    assert ("changed", "index/nodes/ipp", "out_of", "100", "1") in told(from_2017, "weights")
    assert ("removed", "index/nodes/ipp", "parts/f02.a", "30", None) in told(from_2017, "weights")
    assert ("added", "index/nodes/ipp", "parts/f03", None, "1/4") in told(from_2017, "weights")
    assert ("added", "index", "requires/f03", None, "error") in told(from_2017, "policies")
    assert ("changed", "regulation", "validity/from/on", "2017", "2022") in told(from_2017, "identity")
    assert [one.subject for one in from_2017.of("aspects")] == [
        f"principles/{code}" for code in ["K", "P", "T", "Ak", "As", "B"]
    ]
    assert from_2017.is_same_family
    assert not from_2017.has_same_rules


# PermenPANRB 29/2022 -> the example of a mayor's regulation, and -> its amendment


def test_a_perwali_says_only_what_it_changes(perwali):
    comparison = pekppp.compare(loaded("permenpanrb_29_2022"), perwali)
    title = Text(id="Inovasi dipakai kelurahan lain", en="The innovation is used by other districts")
    assert told(comparison, "indicators") == [("added", "forms/f02@luring/lokal.1", "", None, title)]
    assert told(comparison, "weights") == [
        ("changed", "forms/f02@luring/29.f.B", "weight/value", "50", "40"),
        ("changed", "forms/f02@luring/30.f.B", "weight/value", "50", "40"),
    ]
    assert told(comparison, "policies") == [("changed", "forms/f03@luring", "respondents/minimum/value", 10, 30)]
    rules = [(one.change, one.subject) for one in comparison.of("rules")]
    assert rules == [("added", "rules/lokal.inovasi_tanpa_pemakai"), ("added", "rules/lokal.satu_evaluator")]
    for kind in ("aspects", "questions", "levels", "thresholds"):
        assert comparison.of(kind) == ()
    assert [(one.node, weight(comparison, one.node)) for one in comparison.weights] == [
        ("f02.29.f.B", (Fraction(50 * 12 * 75, 1_000_000), Fraction(40 * 12 * 75, 1_000_000))),
        ("f02.30.f.B", (Fraction(50 * 12 * 75, 1_000_000), Fraction(40 * 12 * 75, 1_000_000))),
        ("f02.lokal.1", (None, Fraction(20 * 12 * 75, 1_000_000))),
    ]
    assert {one.choice for one in comparison.weights} == {(("unit.mode", "luring"),)}


def test_a_unit_that_lacks_the_local_indicator_is_told_why_it_has_no_index_there(perwali):
    (effect,) = pekppp.compare(loaded("permenpanrb_29_2022"), perwali, [submission(4, 4)]).effects
    assert effect.index is None
    assert effect.problems_before == ()
    (problem,) = effect.problems_after
    assert (problem.code, "lokal.1" in problem.message()) == ("PKP-201", True)
    (back,) = pekppp.compare(perwali, loaded("permenpanrb_29_2022"), [submission(4, 4)]).effects
    assert (back.index, len(back.problems_before), back.problems_after) == (None, 1, ())


def test_a_local_unit_has_another_index_under_the_national_regulation(perwali):
    """Full marks but for the local indicator: 5 - 0.018 x 5 = 4.91 locally, 5 nationally; all of it from the weights."""
    local = submission(5, 5).data()
    local["regulation"] = "perwali_kota_contoh"
    local["forms"]["f02"][0]["scores"]["lokal.1"] = 0
    unit = pekppp.Submission.model_validate(local)
    (effect,) = pekppp.compare(loaded("permenpanrb_29_2022"), perwali, [unit]).effects
    assert effect.index is not None
    assert (effect.index.before, effect.index.after) == (5, Fraction(491, 100))
    assert (effect.index.from_weights, effect.index.from_rounding) == (Fraction(-9, 100), 0)
    assert effect.index.causes == ()
    assert effect.migration is not None
    assert [(one.code, one.reason) for one in effect.migration.dropped] == [("lokal.1", "no_code")]
    gained = {
        one.node: (one.contribution_after or 0) - (one.contribution_before or 0)
        for one in effect.nodes
        if one.contribution_before != one.contribution_after
    }
    assert gained["f02.lokal.1"] == 0
    assert gained["f02.29.f.B"] == gained["f02.30.f.B"] == Fraction(-9, 200)
    assert gained["f02.f"] == gained["f02"] == gained["ipp"] == Fraction(-9, 100)


def test_the_amendment_changes_no_number(example):
    unit = pekppp.read_submission(example)
    comparison = pekppp.compare(loaded("permenpanrb_29_2022"), loaded("permenpanrb_4_2023"), [unit])
    assert comparison.has_same_rules
    assert comparison.weights == ()
    assert {one.kind for one in comparison.differences} == {"identity", "sources"}
    (effect,) = comparison.effects
    assert effect.index is not None
    assert (effect.index.change, effect.index.causes) == (0, ())
    assert effect.migration is not None
    assert effect.migration.dropped == ()


# families, thresholds


def test_regulations_of_two_families_say_so(example):
    unit = pekppp.read_submission(example)
    comparison = pekppp.compare(loaded("permenpanrb_14_2017"), loaded("permenpanrb_29_2022"), [unit])
    assert (comparison.families, comparison.is_same_family) == (("skm", "pekppp"), False)
    assert all(pair.before is None or pair.after is None for pair in comparison.forms)
    (effect,) = comparison.effects
    assert (effect.index, effect.problems_after) == (None, ())
    assert effect.problems_before != ()


def test_a_submission_of_neither_is_no_exception(example):
    unit = pekppp.read_submission(example)
    (effect,) = pekppp.compare(loaded("kep_25_2004"), loaded("permenpanrb_14_2017"), [unit]).effects
    assert (effect.index, effect.migration) == (None, None)
    told = [(one.code, one.parameters["expected"]) for one in (*effect.problems_before, *effect.problems_after)]
    assert told == [("PKP-213", "kep_25_2004"), ("PKP-213", "permenpanrb_14_2017")]


def test_a_weight_is_a_share_of_the_range_whatever_the_scale():
    """Nine elements of 1/9 on a scale of 1 to 4, times 25: a ninth of the range each, and 25/9 points for one point."""
    skm = loaded("permenpanrb_14_2017")
    comparison = pekppp.compare(loaded("kep_25_2004"), skm)
    (waktu,) = [one for one in comparison.weights if one.node == "skm.waktu"]
    assert waktu.before is None
    assert waktu.after is not None
    assert (waktu.after.share, waktu.after.points) == (Fraction(1, 9), Fraction(25, 9))


def test_a_category_that_changes_with_its_bound_alone_says_so():
    """5 and 3 give 0.75 x 5 + 0.25 x 3 = 4.5: below 4.51, not below 4.50."""
    national = loaded("permenpanrb_29_2022")
    written = sections(national)
    (table,) = written["categories"]["tables"]
    table["categories"][0]["from"] = "9/2"
    for other, causes, letters in (
        (national, (), "A- A- A- A-"),
        (regulation_from(written), ("thresholds",), "A- A- A- A"),
    ):
        (effect,) = pekppp.compare(national, other, [submission(5, 3)]).effects
        assert effect.index is not None
        assert (effect.index.change, effect.index.causes) == (0, causes)
        assert " ".join(one.letter for one in effect.index.categories if one is not None) == letters


def test_rounding_to_one_place_is_told_apart_from_the_weights():
    """4.505 (4.51 with two places) has 4.5 with one; its bounds have one place, too: 4.5 then is an A."""
    written = sections(loaded("permenpanrb_29_2022"))
    (table,) = written["categories"]["tables"]
    for band in table["categories"]:
        band["from"] = {"A": "9/2", "A-": 4, "B": "7/2", "B-": 3, "C": "5/2", "C-": 2, "D": "3/2", "E": 1}.get(
            band["letter"], 0
        )
    written["index"]["rounding"]["places"] = 1
    other = regulation_from(written)
    unit = submission(5, 3)
    (effect,) = pekppp.compare(loaded("permenpanrb_29_2022"), other, [unit]).effects
    assert effect.index is not None
    assert (effect.index.from_weights, effect.index.from_rounding) == (0, 0)
    low = submission(4, 3)
    (effect,) = pekppp.compare(loaded("permenpanrb_29_2022"), other, [low]).effects
    assert effect.index is not None
    assert (str(effect.index.rounded_before), str(effect.index.rounded_after)) == ("3.75", "3.8")
    assert (effect.index.from_weights, effect.index.from_rounding) == (0, Fraction(1, 20))


def test_indices_on_other_scales_have_no_letter_in_between():
    """50% of 90 and of 100 at most: the index of the second ends at 94.7, so a bound of the first says nothing about it."""
    toy = loaded("negeri_dongeng")
    other = edited("index", "nodes", 2, "times", value=30)
    unit = toy_submission(PALACE, PEOPLE, TOTAL)
    (effect,) = pekppp.compare(toy, other, [unit]).effects
    assert effect.index is not None
    first, *between, last = effect.index.categories
    assert (effect.index.is_same_scale, between, effect.index.causes) == (False, [None, None], ("scale",))
    assert (first, last) == (toy.evaluate(unit).category, other.evaluate(unit).category)
    assert effect.index.from_weights + effect.index.from_rounding == effect.index.change != 0


# the kind of every difference


def edited(*path, value):
    return regulation_from(changed(sections(loaded("negeri_dongeng")), path, lambda _: value))


def form(name, variant=None):
    forms = sections(loaded("negeri_dongeng"))["forms"]
    return next(
        at for at, one in enumerate(forms) if one["form"] == name and one.get("variant", {}).get("value") == variant
    )


PALACE_FORM = form("rubrik", "luring")


P1, T1 = ("forms", PALACE_FORM, "aspects", 0, "indicators", 0), ("forms", form("tanya"), "aspects", 0, "questions", 0)
DAYS = ("forms", form("lapor"), "aspects", 0, "questions", 1, "facts", 0)


@pytest.mark.parametrize(
    ("edit", "value", "expected"),
    [
        (("regulation", "citation"), "Titah 8", "identity changed regulation citation"),
        (("regulation", "title"), {"id": "Lain"}, "identity renamed regulation title"),
        (("regulation", "aspects", 0, "name", "id"), "Lain", "aspects renamed aspects/p name"),
        (
            ("regulation", "fields", 0, "values", 0, "name", "id"),
            "Lain",
            "questions renamed fields/unit.mode values/luring/name",
        ),
        ((*P1, "title", "id"), "Lain", "indicators renamed forms/rubrik@luring/p1 title"),
        ((*P1, "title", "en"), "Other", "indicators changed forms/rubrik@luring/p1 title/en"),
        ((*P1, "levels", "2", "id"), "Lain", "levels changed forms/rubrik@luring/p1 levels/2"),
        ((*P1, "weight", "confidence"), "single", "sources changed forms/rubrik@luring/p1 weight/confidence"),
        (
            ("forms", form("tanya"), "respondents", "minimum", "value"),
            9,
            "policies changed forms/tanya respondents/minimum/value",
        ),
        (("forms", form("tanya"), "title", "id"), "Lain", "questions renamed forms/tanya title"),
        ((*T1, "title", "id"), "Lain", "questions renamed forms/tanya/t1 title"),
        ((*DAYS, "highest"), 365, "questions changed forms/lapor/waktu facts/waktu.hari/highest"),
        (("index", "nodes", 3, "rounding", "places"), 2, "thresholds changed index/nodes/rubrik_rata rounding/places"),
        (("index", "nodes", 0, "times"), "1/20", "weights changed index/nodes/mutu_10 times"),
        (("index", "requires", 3, "confidence"), "single", "sources changed index requires/petugas/confidence"),
        (("categories", "tables", 0, "categories", 0, "from"), 81, "thresholds changed categories/mutu/Emas from"),
        (("categories", "tables", 0, "title", "id"), "Lain", "thresholds renamed categories/tables/mutu title"),
        (("rules", 0, "rules", 4, "severity"), "error", "rules changed rules/di_atas_fakta severity"),
        (("rules", 0, "tables", 0, "entries", 1, "value"), 3, "rules changed rules/tables/kandang entries"),
        (("sources", "sources", 0, "title"), "Lain", "sources renamed sources/TITAH title"),
    ],
)
def test_every_difference_has_its_kind_and_place(edit, value, expected):
    comparison = pekppp.compare(loaded("negeri_dongeng"), edited(*edit, value=value))
    assert [f"{one.kind} {one.change} {one.subject} {one.part}" for one in comparison.differences] == [expected]


def test_an_indicator_that_changes_its_aspect_has_moved():
    written = sections(loaded("negeri_dongeng"))
    aspects = written["forms"][PALACE_FORM]["aspects"]
    moved = aspects[1]["indicators"].pop()
    moved["weight"] = {**aspects[0]["indicators"][0]["weight"], "value": "1/3"}
    aspects[0]["indicators"][1]["weight"]["value"] = "1/3"
    aspects[0]["indicators"].append(moved)
    comparison = pekppp.compare(loaded("negeri_dongeng"), regulation_from(written))
    assert ("moved", "forms/rubrik@luring/r2", "aspect", "r", "p") in told(comparison, "indicators")
    assert {pair.name: pair for pair in comparison.forms}["rubrik@luring"].only_after == ()
