"""PermenPANRB 4/2023 as it ships: an overlay of 29/2022 that changes no number, and says what is inherited and what is open."""

from __future__ import annotations

import pytest

import pekppp_rules as pekppp
from pekppp_rules.reading import bundled_folder, read_document
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.digest import resolved_document

FOLDER = bundled_folder("regulations") / "permenpanrb_4_2023"
PACKAGE = find_package("permenpanrb_4_2023")
BASE = find_package("permenpanrb_29_2022")
CHAIN = {link.citation: link for link in PACKAGE.regulation.legal}

CHANGED = {
    "forms/f02@luring/disputed",
    "forms/f02@daring/confidence",
    "forms/f02@daring/note",
    "forms/f03@luring/respondents/minimum",
    "forms/f03@daring/respondents/minimum",
    "index/nodes/ipp/confidence",
    "index/nodes/ipp/note",
}


@pytest.fixture(scope="module")
def amendment():
    return pekppp.load("permenpanrb_4_2023")


@pytest.fixture
def data(example):
    """The example submission, of a unit under the amendment."""
    return pekppp.read_submission(example).data() | {"regulation": "permenpanrb_4_2023"}


def form(package, name, mode):
    return next(one for one in package.forms if (one.form, one.variant.value) == (name, mode))


def node(package, name):
    return next(one for one in package.index.nodes if one.id == name)


def test_the_package_says_what_it_is():
    identity = PACKAGE.regulation
    assert (identity.id, identity.family, identity.scope) == ("permenpanrb_4_2023", "pekppp", "national")
    assert (identity.citation, identity.title.id) == ("PermenPANRB 4/2023", "Perubahan atas PermenPANRB 29/2022")
    assert identity.extends == f"permenpanrb_29_2022@{BASE.regulation.version}.dev"


def test_it_amends_29_2022_and_the_sources_do_not_tell_which_articles():
    assert CHAIN["PermenPANRB 29/2022"].relation == "amends"
    assert set(CHAIN["PermenPANRB 29/2022"].source) == {"AI", "OK", "KB-old"}
    assert "belum ditemukan" in CHAIN["PermenPANRB 29/2022"].note.id
    (dispute,) = CHAIN["PermenPANRB 29/2022"].disputed
    assert (dispute.others[0].source, "menggantikan" in dispute.others[0].says.id) == (("KB-old",), True)


def test_its_instrument_is_the_guideline_5_2023_and_that_the_older_one_is_still_cited_is_disputed():
    guideline = CHAIN["Pedoman Menteri PANRB 5/2023"]
    assert (guideline.relation, guideline.source) == ("instrument", ("AI", "OK"))
    (dispute,) = guideline.disputed
    assert "Pedoman Menteri PANRB 1/2022" in dispute.others[0].says.id
    assert set(dispute.others[0].source) == {"SW", "ID"}
    assert "Pedoman Menteri PANRB 1/2022" not in CHAIN


def test_the_decrees_on_the_results_of_2024_and_2025_are_known_from_one_source_each():
    decrees = {citation: link for citation, link in CHAIN.items() if citation.startswith("Keputusan")}
    assert {citation: link.source for citation, link in decrees.items()} == {
        "Keputusan Menteri PANRB 659/2024": ("GS",),
        "Keputusan Menteri PANRB 3/2026": ("NR",),
    }
    assert {link.confidence for link in decrees.values()} == {"single"}


def test_it_begins_where_its_base_ends_and_has_no_known_end():
    begin, end = PACKAGE.regulation.validity.from_, PACKAGE.regulation.validity.until
    assert (begin.on, begin.precision, begin.confidence, end) == ("2023", "year", "inferred", None)
    assert BASE.regulation.validity.until.on == begin.on


def test_what_decides_results_is_the_base_s_and_the_package_says_so(amendment, regulation):
    assert amendment.rules_digest == regulation.rules_digest
    assert amendment.digest != regulation.digest
    assert "diwarisi dari 29/2022" in PACKAGE.regulation.note.id
    assert "Diwarisi dari 29/2022" in node(PACKAGE, "ipp").note.id


def test_only_what_is_listed_here_is_changed():
    """A further change needs a fact, and a line in this test."""
    changes = read_document(FOLDER / "changes.yaml").data["changes"]
    assert {entry.get("replace") or entry.get("add") for entry in changes} == CHANGED
    assert len(changes) == len(CHANGED)
    mine, its = resolved_document(PACKAGE), resolved_document(BASE)
    assert mine["categories"] == its["categories"]
    assert mine["rules"] == its["rules"]
    assert [one for one in mine["index"]["nodes"] if one["id"] != "ipp"] == [
        one for one in its["index"]["nodes"] if one["id"] != "ipp"
    ]
    assert form(PACKAGE, "f01", "luring") == form(BASE, "f01", "luring")
    assert form(PACKAGE, "f02", "luring").aspects == form(BASE, "f02", "luring").aspects


def test_the_number_of_indicators_stays_open():
    """C12 of the sources: 30 rows in every form read, 21 in one regency in November 2024."""
    open_question, weights = form(PACKAGE, "f02", "luring").disputed
    assert open_question.chosen.id.startswith("30 indikator (9, 5, 6, 4, 4, 2)")
    (other,) = open_question.others
    assert ("21 indikator (9, 3, 3, 1, 3, 2)" in other.says.id, other.source) == (True, ("SIJ",))
    assert open_question.reason.id.startswith("Belum terjawab")
    assert "versi berikutnya" not in open_question.reason.id
    assert weights.about == form(BASE, "f02", "luring").disputed[1].about


def test_while_it_is_open_the_version_stays_below_one():
    assert PACKAGE.regulation.version.startswith("0.")


def test_the_open_number_of_indicators_stands_in_every_derivation(amendment, data):
    told = amendment.evaluate(pekppp.Submission.model_validate(data)).explain().text("en")
    assert "21 indicators (9, 3, 3, 1, 3, 2) in one regency's assessment, November 2024" in told


@pytest.mark.parametrize("mode", ["luring", "daring"])
def test_the_minimum_of_respondents_is_that_of_2022_and_only_inferred_here(mode):
    mine, its = (form(package, "f03", mode).respondents.minimum for package in (PACKAGE, BASE))
    assert (mine.value, its.value) == (10, 10)
    assert (mine.confidence, its.confidence) == ("inferred", "primary")
    assert "angka Pedoman 5/2023 belum ditemukan" in mine.note.id


def test_the_online_form_is_tied_to_the_older_guideline():
    mine = form(PACKAGE, "f02", "daring")
    assert (mine.confidence, form(BASE, "f02", "daring").confidence) == ("inferred", "single")
    assert "Pedoman 1/2022" in mine.note.id
    assert mine.aspects == form(BASE, "f02", "daring").aspects


def test_a_unit_has_the_same_index_under_both_and_less_certainty_under_the_amendment(amendment, regulation, data):
    mine = amendment.evaluate(pekppp.Submission.model_validate(data))
    its = regulation.evaluate(pekppp.Submission.model_validate(data | {"regulation": "permenpanrb_29_2022"}))
    assert (mine.index.value, mine.category.letter) == (its.index.value, its.category.letter)
    surer = {one.what: one.confidence for one in its.provenance.used}
    weaker = {one.what: (surer[one.what], one.confidence) for one in mine.provenance.used}
    assert {what: both for what, both in weaker.items() if both[0] != both[1]} == {
        "ipp.rule": ("secondary", "inferred"),
        "f03.respondents.minimum": ("primary", "inferred"),
    }


def test_the_year_of_the_example_is_not_outside_its_validity(amendment, data):
    inside = data | {"period": data["period"] | {"year": 2024}}
    outside = data | {"period": data["period"] | {"year": 2022}}
    found = [
        {finding.code for finding in amendment.evaluate(pekppp.Submission.model_validate(one)).findings}
        for one in (inside, outside)
    ]
    assert ["period_outside_validity" in codes for codes in found] == [False, True]
