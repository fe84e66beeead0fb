"""Rules written to do harm: refused with their place, or run as what they are; never a traceback, never for long."""

from __future__ import annotations

import time

import pytest

import pekppp_rules as pekppp
from pekppp_rules.api import Regulation
from pekppp_rules.regulation.load import check_folder
from tests.regulation.conftest import write_small
from tests.releases import edit, toy_in

HEAD = "kind: rules\nsource: [UJI]\nconfidence: primary\nrules:\n"


def small(tmp_path, rules):
    copy = write_small(tmp_path)
    (copy.folder / "aturan.yaml").write_text(HEAD + rules, "utf-8")
    return copy


def check_rule(name, when, text="Temuan."):
    return f"  - {{id: {name}, kind: check, severity: info, when: {when}, text: {{id: {text}}}}}\n"


def evaluated(copy):
    regulation = Regulation(copy.load())
    given = pekppp.Submission.model_validate(
        {
            "regulation": "kecil",
            "unit": {"name": "Unit", "agency": "Kota", "mode": "luring"},
            "period": {"year": 2021},
            "forms": {
                "f02": [{"evaluator": "A", "scores": {"a1": 1, "a2": 2, "b1": 0}}],
                "f03": {"means": {"t1": 3, "t2": 2}, "respondents": 5},
            },
        }
    )
    return regulation.evaluate(given)


@pytest.mark.parametrize(
    "circle",
    [
        ("{not: {fired: b}}", "{fired: a}"),
        ("{count: {fired: [b, c]}, '>': 0}", "{not: {fired: a}}"),
    ],
)
def test_a_circle_through_not_or_a_count_is_refused(tmp_path, circle):
    rules = "".join(
        f"  - {{id: {name}, kind: derive, when: {when}}}\n" for name, when in zip("ab", circle, strict=True)
    )
    copy = small(tmp_path, rules + check_rule("c", "{fired: a}"))
    assert "PKP-142" in [problem.code for problem in copy.check()]


def test_a_circle_of_what_fires_is_sound_and_ends(tmp_path):
    rules = "  - {id: a, kind: derive, when: {fired: b}}\n  - {id: b, kind: derive, when: {fired: a}}\n"
    copy = small(tmp_path, rules + check_rule("c", "{fired: a}"))
    assert copy.check() == []
    assert "c" not in [finding.code for finding in evaluated(copy).findings]


def test_an_unknown_placeholder_is_refused_at_its_text(tmp_path):
    copy = small(tmp_path, check_rule("c", "{node: indeks, '>': 0}", '"Nilai {rahasia.__class__}"'))
    (problem,) = copy.check()
    assert (problem.code, problem.place.line) == ("PKP-148", 5)


def test_free_text_of_a_unit_cannot_enter_a_finding(tmp_path):
    copy = small(
        tmp_path,
        "  - {id: c, kind: check, severity: info, when: {node: indeks, '>': 0}, "
        "values: {nama: {field: unit.name}}, text: {id: 'Unit {nama}'}}\n",
    )
    (problem,) = copy.check()
    assert (problem.code, problem.place.path) == ("PKP-504", ("rules", 0, "values", "nama", "field"))


def test_a_text_of_a_megabyte_in_any_script_is_kept_or_refused_quickly(tmp_path):
    text = '"' + "Ünïté 服务 خدمة 🙂 " * 50_000 + '"'
    copy = small(tmp_path, check_rule("c", "{node: indeks, '>': 0}", text))
    start = time.process_time()
    problems = copy.check()
    assert time.process_time() - start < 20
    assert all(problem.place.line == 5 for problem in problems)
    if not problems:
        assert "服务" in evaluated(copy).findings[-1].message("id")


@pytest.mark.slow
def test_ten_thousand_rules_load_and_run(tmp_path):
    rules = "".join(check_rule(f"c{at}", f"{{node: indeks, '>': {at % 3}}}") for at in range(10_000))
    copy = small(tmp_path, rules)
    evaluation = evaluated(copy)
    found = {finding.code for finding in evaluation.findings}
    value = evaluation.index.value
    assert evaluation.engine == "forward"
    assert {f"c{at}" for at in range(10_000) if value > at % 3} == {code for code in found if code.startswith("c")}


def test_a_text_that_shows_a_number_of_no_table_is_one_clear_problem(tmp_path):
    folder = toy_in(tmp_path)
    edit(folder / "aturan.yaml", '{selisih: {spread: "{row}"}}', '{selisih: {lookup: tiada, of: {spread: "{row}"}}}')
    assert [(one.code, one.parameters["name"]) for one in check_folder(folder, folder.name)] == [("PKP-106", "tiada")]
