"""What does not fit the regulation is said with its place, and the fast check and the explaining one never disagree."""

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import event, given
from hypothesis import strategies as st
from pydantic import ValidationError

from pekppp_rules import Evaluation, PekpppError, Place, Problem, Submission, load, read_submission
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.tree import build_tree, needs_of
from pekppp_rules.submission.check import choice_of, compile_check, given_in
from pekppp_rules.submission.explain import explain
from tests.reference import QUESTION_CODES

Edit = tuple[str, str]
DataPath = tuple[str | int, ...]


def edited(example: Path, folder: Path, *edits: Edit) -> Path:
    """Return a copy of the example in which the first occurrence of each text is replaced."""
    text = example.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "unit.yaml"
    file.write_text(text, "utf-8")
    return file


def evaluated(file: Path) -> Evaluation:
    return load("permenpanrb_29_2022").evaluate(read_submission(file))


def refused(file: Path) -> list[Problem]:
    """Return what is wrong with a file, read and evaluated under the regulation."""
    with pytest.raises(PekpppError) as refusal:
        evaluated(file)
    return list(refusal.value.problems)


def lines(file: Path) -> list[str]:
    """Return place and code of every problem, as `line:column code`."""
    return [f"{str(problem.place).removeprefix(f'{file}:')} {problem.code}" for problem in refused(file)]


def survey(example: Path, folder: Path, written: str) -> Path:
    """Return a copy of the example with another survey; its first line is line 90."""
    text = example.read_text("utf-8")
    return edited(example, folder, (text[text.index("    responses:") :], written))


def answers(value: str, **other: str) -> str:
    """Return the same answer to every question as a YAML mapping, one a line of its own."""
    given = dict.fromkeys(QUESTION_CODES, value) | other
    return "\n".join(f"        {code}: {number}" for code, number in given.items()) + "\n"


def test_the_example_fits(example):
    assert evaluated(example).category.letter == "A-"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "        1.a.Ak: 5", "        1.a.AK: 5", ["15:9 PKP-201", "15:9 PKP-202"], id="misspelt indicator"
        ),
        pytest.param("        2.a.P: 4\n", "", ["15:9 PKP-201"], id="missing indicator"),
        pytest.param(
            "        3.a.T: 4", "        31.f.B: 3\n        3.a.T: 4", ["17:9 PKP-202"], id="unknown indicator"
        ),
        pytest.param("2.a.P: 4", "2.a.P: 6", ["16:16 PKP-203"], id="6"),
        pytest.param("2.a.P: 4", "2.a.P: -1", ["16:16 PKP-203"], id="-1"),
        pytest.param("2.a.P: 4", "2.a.P: 2.5", ["16:16 PKP-203"], id="2.5"),
        pytest.param("2.a.P: 4", "2.a.P: 5.0000001", ["16:16 PKP-203"], id="5.0000001"),
        pytest.param("2.a.P: 4", "2.a.P: 123456789012345", ["16:16 PKP-203"], id="huge"),
        pytest.param("2.a.P: 4", '2.a.P: "4"', ["16:16 PKP-204"], id="quoted"),
        pytest.param("2.a.P: 4", "2.a.P: true", ["16:16 PKP-204"], id="true"),
        pytest.param("2.a.P: 4", "2.a.P: null", ["16:9 PKP-201"], id="null"),
        pytest.param("2.a.P: 4", "2.a.P:", ["16:9 PKP-201"], id="blank"),
        pytest.param("2.a.P: 4", "2.a.P: [4]", ["16:16 PKP-204"], id="list"),
        pytest.param("2.a.P: 4", "2.a.P: {skor: 4}", ["16:16 PKP-204"], id="mapping"),
        pytest.param("2.a.P: 4", "2.a.P: 0x4", ["16:16 PKP-204"], id="hexadecimal"),
        pytest.param("3.a.T: 4", "antrian: 9\n        3.a.T: 4", ["17:18 PKP-203"], id="unscored row out of range"),
        pytest.param("{1.a.K1: 5, 2.a.K1: 4, ", "{1.a.K1: 5, ", ["91:9 PKP-205"], id="unanswered"),
        pytest.param("{1.a.K1: 5", "{13.d.T: 5, 1.a.K1: 5", ["91:10 PKP-206"], id="unknown question"),
        pytest.param("{1.a.K1: 5", "{1.a.K1: 6", ["91:18 PKP-203"], id="answer 6"),
        pytest.param("{1.a.K1: 5", "{1.a.K1: -1", ["91:18 PKP-203"], id="answer -1"),
        pytest.param("{1.a.K1: 5", "{1.a.K1: 4.5", ["91:18 PKP-203"], id="answer 4.5"),
        pytest.param("{1.a.K1: 5", '{1.a.K1: "5"', ["91:18 PKP-204"], id="answer quoted"),
        pytest.param("  f02:", "  f2:", ["11:3 PKP-207", "11:3 PKP-214"], id="misspelt form"),
        pytest.param("  f03:\n", "  lain: {means: {a: 1}}\n  f03:\n", ["89:3 PKP-214"], id="form too many"),
        pytest.param("mode: luring", "mode: hybrid", ["7:9 PKP-504"], id="unknown mode"),
        pytest.param("mode: luring", "mode: Luring", ["7:9 PKP-504"], id="capital mode"),
        pytest.param("mode: luring", "mode: [luring]", ["7:9 PKP-504"], id="list as mode"),
        pytest.param("  mode: luring\n", "", ["5:3 PKP-502"], id="missing mode"),
        pytest.param("scheme: mandiri", "scheme: provinsi", ["9:30 PKP-504"], id="unknown scheme"),
        pytest.param("scheme: mandiri, ", "", ["9:9 PKP-502"], id="missing scheme"),
        pytest.param("stage: evaluasi", "stage: akhir", ["9:46 PKP-504"], id="unknown stage"),
        pytest.param("[administratif]", "[jasa, surat]", ["8:20 PKP-504"], id="unknown service"),
        pytest.param("[administratif]", "jasa", ["8:13 PKP-503"], id="service not in a list"),
        pytest.param("evaluator: Evaluator 2", "evaluator: Evaluator 1", ["57:18 PKP-211"], id="two of one name"),
        pytest.param("year: 2022", "year: 1999", ["9:16 PKP-505"], id="year 1999"),
        pytest.param("year: 2022", "year: 2101", ["9:16 PKP-505"], id="year 2101"),
        pytest.param("year: 2022", 'year: "2022"', ["9:16 PKP-503"], id="year quoted"),
        pytest.param("year: 2022", "year: 2022.5", ["9:16 PKP-503"], id="year 2022.5"),
        pytest.param("kind: document", "kind: document, digest: sha256:12", ["54:77 PKP-506"], id="short digest"),
        pytest.param("kind: document", f"digest: sha256:{'0A' * 32}", ["54:61 PKP-506"], id="digest in capitals"),
        pytest.param("kind: document", "kind: foto", ["54:59 PKP-504"], id="unknown kind of evidence"),
        pytest.param("title: SK Penetapan Standar Pelayanan, ", "", ["54:13 PKP-502"], id="evidence without a title"),
        pytest.param("        15.c.K: Parkir", "        15.c.k: Parkir", ["51:9 PKP-501"], id="notes on nothing"),
        pytest.param("        c: Jalur", "        g: Jalur", ["56:9 PKP-501"], id="observations on nothing"),
        pytest.param("        1.a.Ak:\n", "        1.a.AK:\n", ["53:9 PKP-501"], id="evidence for nothing"),
        pytest.param("evaluator: Evaluator 2", 'evaluator: ""', ["57:18 PKP-507"], id="nameless evaluator"),
        pytest.param("unit:\n", "catatan: x\nunit:\n", ["4:1 PKP-501"], id="unknown key at the top"),
        pytest.param("  mode: luring", "  kepala: Budi\n  mode: luring", ["7:3 PKP-501"], id="unknown key of the unit"),
        pytest.param("year: 2022", "bulan: 3, year: 2022", ["9:10 PKP-501"], id="unknown key of the period"),
        pytest.param(
            "    - evaluator: E", "    - nip: 1\n      evaluator: E", ["12:7 PKP-501"], id="unknown key of a sheet"
        ),
        pytest.param("kind: document", "oleh: Budi", ["54:53 PKP-501"], id="unknown key of evidence"),
        pytest.param("  f03:\n", "  f03:\n    nama: Budi\n", ["90:5 PKP-501"], id="unknown key of a survey"),
    ],
)
def test_a_mistake_is_reported_at_its_place(example, tmp_path, old, new, expected):
    assert lines(edited(example, tmp_path, (old, new))) == expected


def test_a_respondents_name_is_refused_at_its_place(example, tmp_path):
    assert lines(edited(example, tmp_path, ("{1.a.K1: 5", "{nama: Budi, 1.a.K1: 5"))) == ["91:10 PKP-206"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2.a.P: 4", "2.a.P: 4.0", id="4.0"),
        pytest.param("        3.a.T: 4", "        antrian: 3\n        3.a.T: 4", id="the unscored row scored"),
        pytest.param("15.c.K: Parkir", "antrian: Parkir", id="a note on the unscored row"),
        pytest.param("  services: [administratif]\n", "", id="no services"),
        pytest.param("[administratif]", "[]", id="empty services"),
        pytest.param("[administratif]", "[barang, jasa, administratif]", id="three services"),
        pytest.param(", stage: evaluasi", "", id="no stage"),
        pytest.param("scheme: mandiri", "scheme: khusus", id="another scheme"),
        pytest.param("kind: document", f"digest: sha256:{'0a' * 32}", id="a digest"),
        pytest.param(
            "          - {title: SK Penetapan Standar Pelayanan, kind: document}", "          []", id="no evidence"
        ),
        pytest.param("year: 2022", "year: 2022.0", id="year 2022.0"),
        pytest.param("regulation:", "$schema: x.json\nregulation:", id="a schema for the editor"),
    ],
)
def test_what_may_be_written_changes_no_result(example, tmp_path, old, new):
    assert evaluated(edited(example, tmp_path, (old, new))).index.value == evaluated(example).index.value


@pytest.mark.parametrize(
    ("old", "new", "suggestion"),
    [
        ("        1.a.Ak: 5", "        1.a.AK: 5", "1.a.Ak"),
        ("        30.f.B: 4", "        30.f.b: 4", "30.f.B"),
        ("15.c.K: Parkir", "15.c.k: Parkir", "15.c.K"),
        ("        1.a.Ak:\n", "        1.a.AK:\n", "1.a.Ak"),
        ("{1.a.K1: 5, 2.a.K1", "{1.a.K1: 5, 2.a.k1", "2.a.K1"),
        ("  f02:", "  f2:", "f02"),
        ("mode: luring", "mode: Luring", "luring"),
        ("scheme: mandiri", "scheme: mandri", "mandiri"),
        ("[administratif]", "[administrasi]", "administratif"),
        ("kind: document", "kind: dokument", "document"),
        ("  mode: luring", "  moda: luring", "mode"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_name_it_was_meant_to_be(example, tmp_path, old, new, suggestion):
    problems = refused(edited(example, tmp_path, (old, new)))
    assert [problem.parameters["suggestion"] for problem in problems if "suggestion" in problem.parameters] == [
        suggestion
    ]
    text = "\n".join(problem.message("en") for problem in problems)
    assert f'did you mean "{suggestion}"?' in text


def test_a_missing_indicator_is_named_with_the_levels_it_may_have(example, tmp_path):
    (problem,) = refused(edited(example, tmp_path, ("        2.a.P: 4\n", "")))
    assert problem.parameters == {"code": "2.a.P", "lowest": 0, "highest": 5}
    assert problem.message("id") == 'indikator "2.a.P" belum diberi skor; isi 0 sampai 5'


@pytest.mark.parametrize(("form", "other"), [("f02", "f03"), ("f03", "f02")])
def test_a_form_that_the_index_needs_is_missed(example, tmp_path, form, other):
    text = example.read_text("utf-8")
    blocks = {"f02": text[text.index("  f02:") : text.index("  f03:")], "f03": text[text.index("  f03:") :]}
    (problem,) = refused(edited(example, tmp_path, (blocks[form], "")))
    assert (problem.code, problem.place.line, problem.parameters) == ("PKP-207", 11, {"form": form})


def test_each_form_that_the_index_needs_is_missed(example, tmp_path):
    text = example.read_text("utf-8")
    file = edited(example, tmp_path, (text[text.index("  f02:") :], "  lain: {means: {a: 1}}\n"))
    missing = {problem.parameters["form"] for problem in refused(file) if problem.code == "PKP-207"}
    assert missing == {"f02", "f03"}


@pytest.mark.parametrize("form", ["f02", "f03"])
def test_a_form_of_the_other_kind_is_refused_at_its_place(example, tmp_path, form):
    text = example.read_text("utf-8")
    blocks = {"f02": text[text.index("  f02:") : text.index("  f03:")], "f03": text[text.index("  f03:") :]}
    other = {"f02": "  f02: {means: {1.a.Ak: 4}}\n", "f03": "  f03: [{evaluator: E, scores: {1.a.K1: 4}}]\n"}
    (problem,) = refused(edited(example, tmp_path, (blocks[form], other[form])))
    assert (problem.place.path, problem.place.column) == (("forms", form), 8)


def test_a_mode_without_a_form_names_the_form_that_lacks_it(checkout, tmp_path):
    online = checkout / "examples" / "layanan_daring_kota_contoh.yaml"
    facts = ("forms:\n", "forms:\n  f01: {answers: {1.ada: true}}\n")
    (problem,) = refused(edited(online, tmp_path, facts))
    assert (problem.code, problem.place.line, problem.place.column) == ("PKP-208", 7, 9)
    assert problem.parameters == {"form": "f01", "field": "unit.mode", "value": "daring", "known": "luring"}


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("    respondents: 12\n", "responses, respondents"),
        ("    totals: {respondents: 12, sums: {1.a.K1: 40}}\n", "responses, totals"),
        ("    means: {1.a.K1: 4}\n", "responses, means"),
    ],
)
def test_a_survey_says_its_answers_in_one_way_only(example, tmp_path, added, found):
    problems = [p for p in refused(edited(example, tmp_path, ("  f03:\n", f"  f03:\n{added}"))) if p.code == "PKP-209"]
    assert [(problem.place.path, problem.parameters["found"]) for problem in problems] == [(("forms", "f03"), found)]


@pytest.mark.parametrize(("written", "found"), [("    respondents: 12\n", "respondents"), ("    {}\n", "-")])
def test_a_survey_without_answers_is_refused(example, tmp_path, written, found):
    (problem,) = refused(survey(example, tmp_path, written))
    assert (problem.code, problem.place.line, problem.parameters) == ("PKP-209", 90, {"found": found})


TOTALS = "    totals:\n      respondents: 10\n      sums:\n"


def test_totals_and_means_of_the_same_answers_give_the_same_result(example, tmp_path):
    totals = evaluated(survey(example, tmp_path, TOTALS + answers("42")))
    means = evaluated(survey(example, tmp_path, "    means:\n" + answers("4.2")))
    assert totals.index.value == means.index.value


@pytest.mark.parametrize("total", ["0", "50"])
def test_a_sum_at_the_edge_of_what_is_possible_is_accepted(example, tmp_path, total):
    assert evaluated(survey(example, tmp_path, TOTALS + answers(total)))


@pytest.mark.parametrize("total", ["51", "-1", "1000000"])
def test_a_sum_that_so_many_respondents_cannot_give_is_reported(example, tmp_path, total):
    file = survey(example, tmp_path, TOTALS + answers("42", **{"3.a.K1": total}))
    (problem,) = refused(file)
    assert (str(problem.place), problem.code) == (f"{file}:95:17", "PKP-210")
    assert problem.parameters == {"code": "3.a.K1", "total": int(total), "lowest": 0, "highest": 50, "respondents": 10}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(TOTALS.replace("10", "0") + answers("0"), ["91:20 PKP-505"], id="nobody answered"),
        pytest.param(TOTALS.replace("10", "-3") + answers("0"), ["91:20 PKP-505"], id="fewer than nobody"),
        pytest.param(TOTALS.replace("10", "1000000001") + answers("0"), ["91:20 PKP-505"], id="too many"),
        pytest.param(TOTALS.replace("10", "2.5") + answers("0"), ["91:20 PKP-503"], id="half a respondent"),
        pytest.param(TOTALS.replace("10", '"10"') + answers("0"), ["91:20 PKP-503"], id="respondents quoted"),
        pytest.param(TOTALS + answers("42", nama="Budi"), ["107:9 PKP-206"], id="a name among sums"),
        pytest.param(
            TOTALS.replace("sums", "nama: x\n      sums") + answers("42"), ["92:7 PKP-501"], id="a name in totals"
        ),
        pytest.param("    totals: {respondents: 10}\n", ["90:13 PKP-502"], id="no sums"),
        pytest.param("    means:\n" + answers("4", **{"3.a.K1": "5.01"}), ["93:17 PKP-215"], id="a mean above"),
        pytest.param("    means:\n" + answers("4", **{"3.a.K1": "-0.01"}), ["93:17 PKP-215"], id="a mean below"),
        pytest.param("    means:\n" + answers("4", **{"3.a.K1": "true"}), ["93:17 PKP-503"], id="a mean true"),
        pytest.param("    means:\n" + answers("4", **{"3.a.K1": '"4,5"'}), ["93:17 PKP-503"], id="a mean quoted"),
        pytest.param("    means:\n" + answers("4") + "    respondents: 0\n", ["105:18 PKP-505"], id="means of nobody"),
        pytest.param("    responses: []\n", ["90:16 PKP-507"], id="no responses"),
        pytest.param("    responses: {}\n", ["90:16 PKP-503"], id="responses not in a list"),
        pytest.param("    responses: [[5]]\n", ["90:17 PKP-503"], id="a response without questions"),
    ],
)
def test_a_mistake_in_a_survey_is_reported_at_its_place(example, tmp_path, written, expected):
    assert lines(survey(example, tmp_path, written)) == expected


@pytest.mark.parametrize(
    "written", ["    responses: [{}]\n", "    means: {}\n", "    totals: {respondents: 3, sums: {}}\n"]
)
def test_an_empty_set_of_answers_misses_every_question(example, tmp_path, written):
    problems = refused(survey(example, tmp_path, written))
    missing = [problem.parameters["code"] for problem in problems if problem.code in {"PKP-205", "PKP-216"}]
    assert missing == QUESTION_CODES


@pytest.mark.parametrize(
    ("written", "code"), [("  f02: []\n", "PKP-507"), ("  f02: [{evaluator: E, scores: {}}]\n", "PKP-201")]
)
def test_a_rubric_without_scores_is_refused(example, tmp_path, written, code):
    text = example.read_text("utf-8")
    block = text[text.index("  f02:") : text.index("  f03:")]
    problems = refused(edited(example, tmp_path, (block, written)))
    assert {problem.place.line for problem in problems} == {11}
    assert {problem.code for problem in problems} == {code}


@pytest.mark.parametrize(
    ("mean", "lang", "wrong"), [("5.5", "en", "whole"), ("5.5", "id", "bulat"), ('"4.5"', "en", "whole")]
)
def test_a_mean_is_never_asked_to_be_a_whole_number(example, tmp_path, mean, lang, wrong):
    (problem,) = refused(survey(example, tmp_path, "    means:\n" + answers("4", **{"3.a.K1": mean})))
    assert wrong not in problem.message(lang)


@pytest.mark.parametrize("total", ["40.5", '"40"', None])
def test_a_sum_is_never_asked_to_lie_on_the_scale_of_one_answer(example, tmp_path, total):
    written = answers("42").replace("        3.a.K1: 42\n", "" if total is None else f"        3.a.K1: {total}\n")
    (problem,) = refused(survey(example, tmp_path, TOTALS + written))
    assert not problem.message("en").endswith(("0 to 5", "0 to 5 without quotes"))


def test_problems_of_a_submission_from_data_are_placed_by_path(example):
    data = yaml.safe_load(example.read_text("utf-8"))
    data["forms"]["f02"][1]["scores"]["2.a.P"] = 6
    with pytest.raises(PekpppError) as refusal:
        load("permenpanrb_29_2022").evaluate(Submission.model_validate(data))
    assert [str(problem.place) for problem in refusal.value.problems] == ['$.forms.f02[1].scores["2.a.P"]']


@cache
def package_under_test() -> Package:
    return load("permenpanrb_29_2022").package


@cache
def example_data() -> dict[str, Any]:
    """Return the content of the example, by PyYAML, with only three respondents."""
    file = Path(__file__).parents[2] / "examples" / "disdukcapil_kota_contoh.yaml"
    data: dict[str, Any] = json.loads(
        json.dumps(yaml.safe_load(file.read_text("utf-8")), default=str), parse_float=Decimal
    )
    del data["forms"]["f03"]["responses"][3:]
    return data


def accepted(data: Any) -> bool:
    """Return what the fast way says: the model and `fits`."""
    package = package_under_test()
    try:
        submission = Submission.model_validate(data)
    except ValidationError:
        return False
    choice = choice_of(submission, package)
    tree = build_tree(package, choice, given_in(submission))
    needs = needs_of(tree) if package.index.root in tree else {}
    return compile_check(package, choice).totals(submission, needs) is not None


def explained(data: Any) -> list[Problem]:
    return explain(data, package_under_test(), path_alone)


def path_alone(path: DataPath, *, key: bool) -> Place:
    return Place(path=path)


def paths(data: Any, path: DataPath = ()) -> Iterator[DataPath]:
    """Yield the path of every value, the whole first."""
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from paths(value, (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from paths(value, (*path, at))


def at(data: Any, path: DataPath) -> Any:
    for step in path:
        data = data[step]
    return data


SURVEYS = st.sampled_from(
    [
        None,
        {"totals": {"respondents": 10, "sums": dict.fromkeys(QUESTION_CODES, 42)}},
        {"means": dict.fromkeys(QUESTION_CODES, Decimal("4.2"))},
        {"means": dict.fromkeys(QUESTION_CODES, 4), "respondents": 10},
    ]
)
VALUES = st.sampled_from(
    [
        *(None, True, False, -1, 0, 4, 6, 51, 2030, 10**20, Decimal("2.5"), Decimal("-0.5")),
        *("", "x", "4", "luring", "daring", "mandiri", "jasa", "permenpanrb_29_2022", "permenpanrb_4_2023", "a\n"),
        *([], {}, [[]], [{}], {"x": {}}, ["jasa"], {"a": 1}, {"means": {"a": 1}}, [{"title": "SK"}]),
    ]
)
KEYS = st.sampled_from(
    [
        *("x", "nama", "antrian", "1.a.Ak", "1.a.AK", "f02", "f01", "c", "$schema", "regulation", "forms"),
        *("responses", "totals", "means", "respondents", "sums", "notes", "evidence", "observations", "code", "stage"),
    ]
)


def any_of(places: list[DataPath]) -> st.SearchStrategy[DataPath]:
    """Draw a depth first and then a path: most paths are scores and answers, and the few others matter as much."""
    by_depth = {len(path): [other for other in places if len(other) == len(path)] for path in places}
    return st.sampled_from(sorted(by_depth)).flatmap(lambda depth: st.sampled_from(by_depth[depth]))


@st.composite
def edits(draw: st.DrawFn) -> Any:
    """Return the content of the example after one random edit."""
    data = copy.deepcopy(example_data())
    if (answers_given := draw(SURVEYS)) is not None:
        data["forms"]["f03"] = copy.deepcopy(answers_given)
    places = list(paths(data))
    blocks = [path for path in places if isinstance(at(data, path), (dict, list))]
    kind = draw(st.sampled_from(["replace", "add", "delete"]))
    if kind == "add":
        block = at(data, draw(any_of(blocks)))
        value = copy.deepcopy(draw(VALUES))
        if isinstance(block, dict):
            block[draw(KEYS)] = value
        else:
            block.append(value)
        return data
    path = draw(any_of(places))
    if not path:
        return copy.deepcopy(draw(VALUES))
    if kind == "delete":
        del at(data, path[:-1])[path[-1]]
    else:
        at(data, path[:-1])[path[-1]] = copy.deepcopy(draw(VALUES))
    return data


@given(edits())
def test_what_the_fast_check_accepts_has_no_problems_and_what_it_refuses_has_one(data):
    event(f"accepted: {(fast := accepted(data))}")
    assert (explained(data) == []) is fast


@given(edits())
def test_every_problem_has_a_place_inside_the_data(data):
    for problem in explained(data):
        path = problem.place.path
        assert path is not None
        assert path in set(paths(data)) or path[:-1] in set(paths(data))


SEEDS = st.integers(0, 2**32)


def shuffled(data: Any, source: random.Random) -> Any:
    """Return `data` with every mapping and every list in another order."""
    if isinstance(data, dict):
        keys = source.sample(list(data), len(data))
        return {key: shuffled(data[key], source) for key in keys}
    if isinstance(data, list):
        return [shuffled(value, source) for value in source.sample(data, len(data))]
    return data


@given(edits(), SEEDS)
def test_the_order_of_evaluators_respondents_and_keys_changes_no_verdict(data, seed):
    other = shuffled(data, random.Random(seed))
    assert accepted(other) is accepted(data)
    assert Counter(problem.code for problem in explained(other)) == Counter(problem.code for problem in explained(data))


@given(SEEDS)
def test_a_submission_that_fits_does_so_in_any_order(seed):
    assert accepted(shuffled(example_data(), random.Random(seed)))
