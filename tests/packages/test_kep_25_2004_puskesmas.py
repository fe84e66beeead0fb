"""The example overlay that rounds the index of KEP 25/2004 before the conversion, as one puskesmas did."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.regulation.load import check_folder
from tests.conftest import CHECKOUT
from tests.packages.test_kep_25_2004 import BOGOR_2011, ELEMENTS, PUSKESMAS_2012

FOLDER = CHECKOUT / "examples" / "kep_25_2004_puskesmas"


@pytest.fixture(scope="module")
def puskesmas():
    return pekppp.load(FOLDER)


def evaluated(regulation, means):
    given = {code: Decimal(mean) for code, mean in zip(ELEMENTS, means.split(), strict=True)}
    unit = {"name": "Pendaftaran", "agency": "Puskesmas Contoh"}
    data = {"regulation": regulation.id, "unit": unit, "period": {"year": 2012}, "forms": {"skm": {"means": given}}}
    return regulation.evaluate(pekppp.Submission.model_validate(data))


def test_what_it_changes_takes_four_lines():
    lines = (FOLDER / "changes.yaml").read_text("utf-8").splitlines()
    assert len([line for line in lines if not line.startswith("#")]) == 4


def test_it_is_sound_and_its_cases_come_out_as_stated(puskesmas):
    assert check_folder(FOLDER, FOLDER.name) == []
    report = run_cases(puskesmas, FOLDER, FOLDER.name)
    assert (report.ran, report.problems) == (1, [])


def test_the_index_is_rounded_to_three_places_and_then_multiplied_as_published(puskesmas):
    evaluation = evaluated(puskesmas, PUSKESMAS_2012)
    index = evaluation.node("indeks")
    assert (index.value, str(index.rounded)) == (Fraction("3.05868"), "3.059")
    assert evaluation.index.value == Fraction("76.475")
    assert evaluation.category.letter == "B"


def test_the_national_package_gives_another_value(puskesmas):
    assert evaluated(pekppp.load("kep_25_2004"), PUSKESMAS_2012).index.value == Fraction("76.467")


def test_bogor_would_not_come_out_with_it(puskesmas):
    """2.987 x 25 is 74.675, so 74.68: the national package has the values of Bogor, 74.67 among them, without it."""
    assert str(evaluated(puskesmas, BOGOR_2011).index.rounded) == "74.68"


def test_only_that_rounding_differs(puskesmas):
    national = pekppp.load("kep_25_2004")
    assert puskesmas.package.forms == national.package.forms
    assert puskesmas.package.categories == national.package.categories
    changed = [
        mine.id
        for mine, its in zip(puskesmas.package.index.nodes, national.package.index.nodes, strict=True)
        if mine != its
    ]
    assert changed == ["indeks"]


def test_it_is_never_chosen_by_date_unless_its_scope_is_asked_for():
    on = date(2012, 6, 30)
    assert pekppp.select("skm", on=on, folders=[FOLDER.parent]).id == "kep_25_2004"
    assert pekppp.select("skm", on=on, scope="puskesmas", folders=[FOLDER.parent]).id == "kep_25_2004_puskesmas"
