"""Published results stand beside the packages, each with its class, and a class that is no longer true fails.

The lists are written out here from the collections of published results: 29 of PEKPPP, 47 of the Ombudsman, 8 of the satisfaction
survey and its predecessor, and 5 more of which only the fact sheet on the survey tells. A line is the case, its class, the
published value, and its letter (the zone where no letter was published).
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from decimal import Decimal

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.reading import bundled_folder, read_document

REGULATIONS = bundled_folder("regulations")

PUBLISHED = {
    "kep_25_2004": """
        KEP25-2011 reproduced 74.67 B
        KEP25-2012 label_only 74.51 B
        KEP25-2013 reproduced 74.59 B
        KEP25-2014 label_only 75.77 B
        KEP25-PHC known_gap 76.475 B
    """,
    "ombudsman_kepatuhan_2021": """
        OMB-086 label_only 46.93 merah
        OMB-089 label_only 94.29 hijau
        OMB-092 label_only 91.77 hijau
        OMB-095 label_only 83.63 hijau
        OMB-098 label_only 44.82 merah
        OMB-131 label_only 25.09 merah
        OMB-134 label_only 43.62 merah
        OMB-137 label_only 18.42 merah
        OMB-140 label_only 52.87 kuning
        OMB-143 label_only 52.71 kuning
        OMB-CLG label_only 77.73 kuning
    """,
    "ombudsman_opini_2022": """
        OMB-001 label_only 52.68 D
        OMB-004 label_only 49.34 D
        OMB-007 label_only 72.23 C
        OMB-010 label_only 70.38 C
        OMB-013 label_only 63.07 C
        OMB-016 label_only 59.94 C
        OMB-019 label_only 91.99 A
        OMB-022 label_only 89.21 A
        OMB-025 label_only 87.2 B
        OMB-028 label_only 84.68 B
        OMB-031 label_only 83.15 B
        OMB-034 label_only 78.78 B
        OMB-037 label_only 89.59 A
        OMB-040 label_only 86.05 B
        OMB-043 label_only 80.41 B
        OMB-046 label_only 89.62 A
        OMB-049 label_only 94.01 A
        OMB-052 label_only 58.03 C
        OMB-064 label_only 97.73 A
        OMB-067 label_only 94.46 A
        OMB-070 label_only 92.7 A
        OMB-073 label_only 90.98 A
        OMB-076 label_only 89.55 A
        OMB-079 label_only 89.33 A
        OMB-082 label_only 93.74 A
        OMB-107 label_only 84.75 B
        OMB-110 label_only 31.98 E
        OMB-116 label_only 91.82 A
        OMB-119 label_only 83.33 B
        OMB-122 label_only 82.87 B
        OMB-125 label_only 80.42 B
        OMB-128 label_only 40.04 merah
    """,
    "ombudsman_opini_2023": """
        OMB-055 label_only 96.91 A
        OMB-058 label_only 96.73 A
        OMB-061 label_only 85.67 B
        OMB-113 label_only 84.0 B
    """,
    "permenpanrb_14_2017": """
        SKM-001 reproduced 87.28 B
        SKM-002 reproduced 100 A
        SKM-003 known_gap 90.56 A
        SKM-101 label_only 87.09 B
        SKM-102 label_only 77.37 B
        SKM-103 label_only 80.07 B
        SKM-104 label_only 80.81 B
        SKM-105 known_gap 82.9 B
    """,
    "permenpanrb_17_2017": """
        manokwari-2021-samsat label_only 4.52 A
        papuabarat-2021-avg label_only 2.29 C-
    """,
    "permenpanrb_29_2022": """
        jambi-2022 label_only 4.04 A-
        cilegon-2022 label_only 4.22 A-
    """,
    "permenpanrb_4_2023": """
        salatiga-2024-dinsos label_only 4.71 A
        salatiga-2024-dukcapil label_only 4.64 A
        salatiga-2024-rsud label_only 4.51 A
        salatiga-2024 label_only 4.62 A
        riau-2023-samsat label_only 4.5 A-
        riau-2023-dinsos label_only 4.01 A-
        riau-2023-rsud label_only 3.66 B
        riau-2023 label_only 4.04 A-
        muba-2023-rsud-sekayu label_only 4.57 A
        banjarnegara-2024 label_only 4.56 A
        magelangkota-2024 label_only 4.61 A
        bangkalan-2024 label_only 4.26 A-
        jambi-2024 label_only 3.67 B
        prov-2025-jawa-timur label_only 4.75 A
        prov-2025-jambi label_only 4.03 A-
        bojonegoro-2025 label_only 4.68 A
        magetan-2025 label_only 4.67 A
        bandungbarat-2025 label_only 4.6 A
        kedirikota-2025 label_only 4.66 A
        bangkalan-2025 label_only 3.78 B
        acehtengah-2025 label_only 4.37 A-
        konaweutara-2025 label_only 4.32 A-
        kolakatimur-2025 label_only 4.13 A-
        konawe-2025 label_only 3.83 B
        brebes-2025 label_only 3.62 B
    """,
}

ROWS = {name: [line.split() for line in text.split("\n") if line.strip()] for name, text in PUBLISHED.items()}
EVERY_ROW = [(name, *row) for name, rows in ROWS.items() for row in rows]

RAW_ANSWERS = {"RAW-201", "RAW-202"}
"""Answers of a public database for which no index was published: inputs, without a class."""


def cases_of(folder):
    return [case for path in sorted((folder / "cases").glob("*.yaml")) for case in read_document(path).data["cases"]]


CASES = {name: {case["id"]: case for case in cases_of(REGULATIONS / name)} for name in PUBLISHED}


@pytest.mark.parametrize("name", [path.parent.name for path in REGULATIONS.glob("*/regulation.yaml")])
def test_the_published_cases_of_a_package_are_those_listed_with_their_class(name):
    classed = [(case["id"], case["class"]) for case in CASES[name].values() if "class" in case]
    assert classed == [(case, of) for case, of, _, _ in ROWS[name]]


def test_every_published_result_that_was_collected_stands_in_one_package():
    ids = [case for _, case, _, _, _ in EVERY_ROW]
    assert len(ids) == len(set(ids)) == 29 + 47 + 8 + 5
    families = Counter(name.partition("_")[0] for name, *_ in EVERY_ROW)
    assert families == {"permenpanrb": 29 + 8, "ombudsman": 47, "kep": 5}
    assert Counter(of for _, _, of, _, _ in EVERY_ROW) == {"reproduced": 4, "label_only": 82, "known_gap": 3}


def test_answers_without_a_published_index_have_no_class():
    raw = {case["id"]: case for case in CASES["permenpanrb_14_2017"].values() if case["id"].startswith("RAW")}
    assert raw.keys() == RAW_ANSWERS
    assert [case["id"] for case in raw.values() if "class" in case] == []


@pytest.mark.parametrize(("name", "case", "of", "value", "letter"), EVERY_ROW, ids=[row[1] for row in EVERY_ROW])
def test_a_case_states_the_value_and_the_letter_that_were_published(name, case, of, value, letter):
    stated = CASES[name][case]
    expect = stated["expect"]
    if of == "known_gap":
        assert (Decimal(stated["printed"]["value"]), stated["printed"]["letter"]) == (Decimal(value), letter)
        assert (expect["rounded"], expect["letter"]) != (value, letter)
        return
    assert Decimal(expect["rounded"] if "rounded" in expect else stated["value"]) == Decimal(value)
    assert letter in {expect["letter"], expect.get("categories", {}).get("zona")}


@pytest.fixture
def regulations(tmp_path):
    """A copy of all packages; an overlay finds the copy of its base beside it."""
    return shutil.copytree(REGULATIONS, tmp_path / "regulations")


def edit(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def failures(folder):
    """Return the codes of what does not come out, by case."""
    found: dict[str, set[str]] = {}
    for problem in run_cases(pekppp.load(folder), folder, folder.name).problems:
        found.setdefault(str(problem.parameters["case"]), set()).add(problem.code)
    return found


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_case_fails_when_it_states_another_letter(regulations, name):
    for path in (regulations / name / "cases").glob("*.yaml"):
        path.write_text(re.sub(r"expect: \{letter: [^,}]+", "expect: {letter: lain", path.read_text("utf-8")), "utf-8")
    failed = failures(regulations / name)
    assert {case: failed.get(case) for case, *_ in ROWS[name]} == {case: {"PKP-117"} for case, *_ in ROWS[name]}


REPRODUCED = {name: {case for case, of, _, _ in rows if of == "reproduced"} for name, rows in ROWS.items()}


@pytest.mark.parametrize(
    ("name", "lowest", "raised"), [("kep_25_2004", "24.85", "25.85"), ("permenpanrb_14_2017", "25", "26")]
)
def test_reproduced_is_no_longer_true_when_the_package_computes_otherwise(regulations, name, lowest, raised):
    edit(regulations / name / "index.yaml", ("times: 25", "times: 25\n    plus: 1"))
    edit(regulations / name / "categories.yaml", (f"from: {lowest}", f"from: {raised}"))
    failed = failures(regulations / name)
    assert REPRODUCED[name]
    assert {case: failed.get(case) for case in REPRODUCED[name]} == {case: {"PKP-117"} for case in REPRODUCED[name]}


def test_no_other_package_claims_to_reproduce_anything():
    assert {name for name, cases in REPRODUCED.items() if cases} == {"kep_25_2004", "permenpanrb_14_2017"}


@pytest.mark.parametrize(
    ("name", "old", "new", "case"),
    [
        ("permenpanrb_17_2017", "from: 4.51", "from: 4.53", "manokwari-2021-samsat"),
        ("permenpanrb_29_2022", "from: 4.01", "from: 4.05", "jambi-2022"),
        ("permenpanrb_14_2017", "from: 76.61", "from: 77.38", "SKM-102"),
        ("kep_25_2004", "from: 62.51", "from: 75", "KEP25-2012"),
        ("ombudsman_kepatuhan_2021", "from: 51", "from: 52.8", "OMB-143"),
        ("ombudsman_opini_2022", "letter: E, from: 0", "letter: F, from: 0", "OMB-110"),
    ],
)
def test_label_only_is_no_longer_true_when_a_bound_moves_over_the_published_value(regulations, name, old, new, case):
    edit(regulations / name / "categories.yaml", (old, new))
    assert "PKP-117" in failures(regulations / name)[case]


@pytest.mark.parametrize(
    ("name", "bound", "moved", "case"),
    [
        ("permenpanrb_4_2023", "ipp/categories/A", "4.52", "salatiga-2024-rsud"),
        ("ombudsman_opini_2023", "opini/categories/A", "96.8", "OMB-058"),
    ],
)
def test_so_it_is_under_an_overlay_that_moves_a_bound(regulations, name, bound, moved, case):
    change = f"  - {{replace: categories/tables/{bound}/from, value: {moved}}}"
    edit(regulations / name / "changes.yaml", ("\nchanges:\n", f"\nchanges:\n{change}\n"))
    assert "PKP-117" in failures(regulations / name)[case]


def test_the_known_gaps_of_the_survey_close_with_a_weight_of_0_11_and_what_was_reproduced_does_not_come_out(
    regulations,
):
    folder = regulations / "permenpanrb_14_2017"
    edit(
        folder / "index.yaml",
        ("kind: weighted_mean\n    out_of: 1", "kind: weighted_sum\n    sum: 0.99"),
        ("value: 1/9", "value: 0.11"),
        ("categories: mutu\n    source: [KPU-JB]", "source: [KPU-JB]"),
    )
    edit(folder / "categories.yaml", ("from: 25", "from: 24.75"))
    failed = failures(folder)
    assert [failed[case] for case in ("SKM-003", "SKM-105")] == [{"PKP-117", "PKP-150"}] * 2
    assert [failed[case] for case in ("SKM-001", "SKM-002", "SKM-101", "SKM-102")] == [{"PKP-117"}] * 4


def test_the_known_gap_of_the_puskesmas_closes_when_the_index_is_rounded_first(regulations):
    folder = regulations / "kep_25_2004"
    edit(folder / "index.yaml", ("used_by: [display]", "used_by: [display, parent]"))
    assert failures(folder)["KEP25-PHC"] == {"PKP-117", "PKP-150"}
