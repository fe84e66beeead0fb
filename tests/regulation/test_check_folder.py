"""A folder becomes a package, or a list of everything that is wrong with it: files, shapes, provenance, several at once."""

from __future__ import annotations

import shutil
import time

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pekppp_rules.errors import PackageError, PekpppError
from pekppp_rules.regulation.load import check_folder, load_folder

F02, F03, INDEX, CATEGORIES = "f02_luring.yaml", "f03_luring.yaml", "index.yaml", "categories.yaml"
REGULATION, SOURCES = "regulation.yaml", "sources.yaml"


def found(copy):
    return [(problem.code, str(problem.place)) for problem in copy.check()]


def test_the_shipped_package_is_sound(shipped):
    assert shipped.check() == []


def test_checking_the_largest_package_takes_less_than_a_second_of_processor_time(checkout):
    folders = [path.parent for path in (checkout / "regulations").glob("*/regulation.yaml")]
    largest = max(folders, key=lambda folder: sum(file.stat().st_size for file in folder.glob("*.yaml")))
    times = []
    for _ in range(3):
        started = time.process_time()
        assert check_folder(largest, largest.name) == []
        times.append(time.process_time() - started)
    assert min(times) < 1


def test_the_small_package_is_sound(small):
    assert small.check() == []


def test_a_sound_folder_loads_with_its_content(small):
    package = small.load()
    assert package.regulation.citation == "Peraturan Uji 1/2020"
    assert [(form.form, form.variant and form.variant.value) for form in package.forms] == [
        ("f02", "daring"),
        ("f02", "luring"),
        ("f03", None),
    ]
    assert [node.id for node in package.index.nodes] == ["indeks_60", "indeks", "f02", "f02.a", "f02.b", "f03"]


def test_a_folder_is_sound_whatever_its_files_are_called(small):
    (small.folder / "f03.yaml").rename(small.folder / "aneh.yaml")
    (small.folder / INDEX).rename(small.folder / "0.yaml")
    assert small.check() == []


def test_other_files_and_folders_beside_the_package_are_left_alone(small):
    (small.folder / "released").mkdir()
    (small.folder / "released" / "rusak.yaml").write_text("[", "utf-8")
    (small.folder / "CATATAN.txt").write_text("[", "utf-8")
    assert small.check() == []


def test_a_broken_file_of_cases_is_reported(small):
    (small.folder / "cases").mkdir()
    (small.folder / "cases" / "rusak.yaml").write_text("kind: cases\ncases: []\nkasus: 1\n", "utf-8")
    assert [problem.code for problem in small.check()] == ["PKP-507", "PKP-501"]


@pytest.mark.parametrize(("file", "kind"), [(SOURCES, "sources"), (INDEX, "index"), (CATEGORIES, "categories")])
def test_a_package_without_a_file_of_one_kind_is_told_which(shipped, file, kind):
    (shipped.folder / file).unlink()
    (problem,) = shipped.check()
    assert (problem.code, str(problem.place)) == ("PKP-101", shipped.folder.name)
    assert f"no file with kind: {kind}" in problem.message("en")


def test_a_second_file_of_one_kind_names_the_first(shipped):
    shutil.copy(shipped.folder / INDEX, shipped.folder / "index_lama.yaml")
    (problem,) = shipped.check()
    assert (problem.code, str(problem.place)) == ("PKP-102", shipped.place("index_lama.yaml", "kind: ^index"))
    assert "already stands in permenpanrb_29_2022/index.yaml" in problem.message("en")


def test_an_id_that_is_not_the_folder_name_is_refused(shipped):
    shipped.edit(REGULATION, "id: permenpanrb_29_2022\n", "id: permenpanrb_30_2022\n")
    (problem,) = shipped.check()
    assert (problem.code, str(problem.place)) == ("PKP-103", shipped.place(REGULATION, "id: ^permenpanrb_30_2022"))
    assert "permenpanrb_29_2022" in problem.message("en")


@pytest.mark.parametrize("read", [check_folder, load_folder])
def test_a_folder_without_regulation_yaml_is_no_package(shipped, read):
    (shipped.folder / REGULATION).unlink()
    with pytest.raises(PackageError) as refused:
        read(shipped.folder, "paket")
    assert [(problem.code, str(problem.place)) for problem in refused.value.problems] == [("PKP-303", "paket")]


@pytest.mark.parametrize("read", [check_folder, load_folder])
def test_a_folder_that_is_not_there_is_no_package(tmp_path, read):
    with pytest.raises(PackageError) as refused:
        read(tmp_path / "tidak_ada", "tidak_ada")
    assert refused.value.code == "PKP-303"


@pytest.mark.parametrize(
    ("content", "code", "at"),
    [
        (b"", "PKP-005", ""),
        (b"kind: \xff", "PKP-006", ""),
        (b"kind: ]", "PKP-007", ":1:7"),
        (b"kind: index\nkind: index\n", "PKP-008", ":2:1"),
        (b"kind: &a index\n", "PKP-009", ":1:7"),
        (b"kind: 12345678901234567890\n", "PKP-011", ":1:7"),
        (b"- kind: index\n", "PKP-504", ":1:1"),
        (b"just words\n", "PKP-504", ":1:1"),
        (b"# nothing\n", "PKP-504", ":1:1"),
        (b"kind: [index]\n", "PKP-504", ":1:7"),
        (b"kind: indeks\n", "PKP-504", ":1:7"),
    ],
)
def test_a_file_that_is_no_part_of_a_package_is_the_only_thing_reported(small, content, code, at):
    (small.folder / CATEGORIES).write_bytes(content)
    assert found(small) == [(code, f"kecil/categories.yaml{at}")]


def test_a_folder_where_a_file_should_be_is_reported(small):
    (small.folder / "lain.yaml").mkdir()
    assert found(small) == [("PKP-002", "kecil/lain.yaml")]


def test_a_link_that_leads_nowhere_is_reported(small):
    (small.folder / "lain.yaml").symlink_to("tidak_ada.yaml")
    assert found(small) == [("PKP-001", "kecil/lain.yaml")]


SHAPES = {
    "a weight in words": (F02, 'weight: "1/3"', "weight: abc", "PKP-506", "weight: ^abc"),
    "a weight that is a truth": (F02, 'weight: "1/3"', "weight: true", "PKP-503", "weight: ^true"),
    "a weight in quotes": (F02, 'weight: "1/3"', 'weight: "17"', "PKP-506", 'weight: ^"17"'),
    "a weight over zero": (F02, 'weight: "1/3"', 'weight: "1/0"', "PKP-506", 'weight: ^"1/0"'),
    "a weight left out": (F02, 'weight: "1/3"', "weight:", "PKP-503", "weight:^\n"),
    "a weight in a list": (F02, 'weight: "1/3"', "weight: [1]", "PKP-503", "weight: ^[1]"),
    "a printed weight in words": (F02, "printed: 0.67", "printed: dua", "PKP-506", "printed: ^dua"),
    "a missing weight": (F02, '        weight: "1/3"\n', "", "PKP-116", "      - ^code: a1\n"),
    "a missing citation": (REGULATION, "citation: Peraturan Uji 1/2020\n", "", "PKP-502", "^kind: regulation"),
    "a missing root": (INDEX, "root: indeks\n", "", "PKP-502", "^kind: index"),
    "a missing kind of node": (INDEX, "    kind: linear\n", "", "PKP-502", "- ^id: indeks_60"),
    "an unknown kind of node": (INDEX, "kind: linear", "kind: kuadrat", "PKP-504", "kind: ^kuadrat"),
    "an unknown confidence": (CATEGORIES, "confidence: secondary", "confidence: sure", "PKP-504", "confidence: ^sure"),
    "an unknown rounding": (INDEX, "mode: half_up", "mode: down", "PKP-504", "mode: ^down"),
    "rounding for the category alone": (INDEX, "[display, category]", "[category]", "PKP-504", "used_by: ^[category]"),
    "an unknown legal relation": (REGULATION, "relation: mandate", "relation: see", "PKP-504", "relation: ^see"),
    "an unknown kind of source": (SOURCES, "kind: press", "kind: rumour", "PKP-504", "kind: ^rumour"),
    "a version of two numbers": (REGULATION, "version: 0.1.0", "version: 0.1", "PKP-503", "version: ^0.1\n"),
    "a version with a suffix": (REGULATION, "version: 0.1.0", "version: 0.1.0-rc1", "PKP-506", "version: ^0.1.0-rc1"),
    "a version with a leading zero": (REGULATION, "version: 0.1.0", "version: 0.01.0", "PKP-506", "version: ^0.01.0"),
    "a date in words": (SOURCES, "date: 2020-05", "date: Mei", "PKP-506", "date: ^Mei"),
    "an id with a space": (SOURCES, "key: LAIN", "key: LAIN LAGI", "PKP-506", "key: ^LAIN LAGI"),
    "a source outside a list": (CATEGORIES, "source: [UJI, LAIN]", "source: UJI", "PKP-503", "source: ^UJI"),
    "no source in the list": (CATEGORIES, "source: [UJI, LAIN]", "source: []", "PKP-507", "source: ^[]"),
    "evaluators that are no block": (
        F02,
        "evaluators: {pool: mean}",
        "evaluators: mean",
        "PKP-503",
        "evaluators: ^mean",
    ),
    "half a place of rounding": (INDEX, "places: 1", "places: 1.5", "PKP-503", "places: ^1.5"),
    "ten places of rounding": (INDEX, "places: 1", "places: 10", "PKP-505", "places: ^10"),
    "less than no place of rounding": (INDEX, "places: 1", "places: -1", "PKP-505", "places: ^-1"),
    "no respondent needed": ("f03.yaml", "value: 2}", "value: 0}", "PKP-505", "value: ^0}"),
    "an empty title": (REGULATION, "{id: Peraturan uji,", '{id: "",', "PKP-507", '{id: ^"",'),
    "an English text of nothing": (REGULATION, "en: Test regulation", "en: null", "PKP-503", "en: ^null"),
    "a level beyond counting": (F02, "0: {id: Belum}", "100: {id: Belum}", "PKP-501", "{^100: {id: Belum}"),
    "rows beside parts": (
        INDEX,
        "    rows: {form: f02, aspect: b}\n",
        "    rows: {form: f02, aspect: b}\n    parts: [{node: f02.a}]\n",
        "PKP-509",
        "    ^parts: [{node: f02.a}]",
    ),
    "neither rows nor parts": (INDEX, "    rows: {form: f02, aspect: b}\n", "", "PKP-502", "- ^id: f02.b\n"),
}

every_shape = pytest.mark.parametrize(("file", "old", "new", "code", "marked"), SHAPES.values(), ids=SHAPES.keys())


@every_shape
def test_a_wrong_shape_is_reported_at_its_place(small, file, old, new, code, marked):
    small.edit(file, old, new)
    assert (code, small.place(file, marked)) in found(small)


@every_shape
def test_load_refuses_a_wrong_shape(small, file, old, new, code, marked, explained_elsewhere):
    small.edit(file, old, new)
    with pytest.raises(PackageError):
        small.load()


def test_a_wrong_shape_is_said_with_what_would_be_right(small):
    small.edit(REGULATION, "version: 0.1.0", "version: 1.0")
    (problem,) = small.check()
    assert problem.message("en") == "this is a whole number, should be text; put numbers and special words in quotes"
    assert (
        problem.message("id")
        == "isi berupa bilangan bulat, seharusnya teks; bilangan dan kata khusus ditulis dalam tanda kutip"
    )


def test_a_misspelt_choice_suggests_the_right_one(small):
    small.edit(CATEGORIES, "confidence: secondary", "confidence: secondery")
    (problem,) = small.check()
    assert 'did you mean "secondary"?' in problem.message("en")


def test_a_missing_key_is_named(small):
    small.edit(INDEX, "root: indeks\n", "")
    (problem,) = small.check()
    assert problem.message("en") == 'key "root" is required'


@pytest.mark.parametrize("written", ["2.0", "20e-1", "2"])
def test_a_whole_number_may_be_written_in_any_way(small, written):
    small.edit("f03.yaml", "minimum: {value: 2}", f"minimum: {{value: {written}}}")
    assert small.check() == []
    assert small.load().forms[2].respondents.minimum.value == 2


@pytest.mark.parametrize(("line", "key"), [("source: [UJI]\n", "source"), ("confidence: primary\n", "confidence")])
def test_a_block_without_provenance_is_reported_once_where_it_begins(small, line, key):
    small.edit("f03.yaml", line, "")
    (problem,) = small.check()
    assert (problem.code, str(problem.place)) == ("PKP-108", small.place("f03.yaml", "^kind: form"))
    assert f'has no "{key}"' in problem.message("en")


def test_missing_provenance_of_the_shipped_package_is_reported_once(shipped):
    shipped.edit(F03, "confidence: primary\nscale", "scale")
    assert found(shipped) == [("PKP-108", shipped.place(F03, "^kind: form"))]


def test_missing_provenance_does_not_hide_a_wrong_sum(small):
    small.edit("f03.yaml", "source: [UJI]\n", "")
    small.edit(F02, 'value: "2/3"', 'value: "1/2"')
    assert [problem.code for problem in small.check()] == ["PKP-104", "PKP-108"]


def test_a_block_that_names_its_own_provenance_needs_none_above(small):
    small.edit(CATEGORIES, "source: [UJI, LAIN]\nconfidence: secondary\n", "")
    small.edit(CATEGORIES, "  - id: indeks\n", "  - id: indeks\n    source: [UJI]\n    confidence: single\n")
    assert found(small) == [("PKP-108", small.place(CATEGORIES, "^kind: categories"))] * 2


def test_every_value_inherits_from_the_nearest_block_that_says(small):
    small.edit(CATEGORIES, "{letter: K,", "{letter: K, source: [LAIN],")
    good, poor = small.load().table("indeks").categories
    assert (good.source, good.confidence) == (("UJI", "LAIN"), "secondary")
    assert (poor.source, poor.confidence) == (("LAIN",), "secondary")


def test_a_bare_weight_takes_the_provenance_of_its_row(small):
    small.edit(F02, "      - code: a1\n", "      - code: a1\n        source: [LAIN]\n        confidence: single\n")
    weight = small.load().forms[1].aspects[0].indicators[0].weight
    assert (weight.value.as_integer_ratio(), weight.source, weight.confidence) == ((1, 3), ("LAIN",), "single")


def test_problems_of_three_files_and_three_steps_come_together(shipped):
    shipped.edit(
        INDEX, "  disputed:\n    - about: {id: Pembulatan antara", "  disputd:\n    - about: {id: Pembulatan antara"
    )
    shipped.edit(
        F02, "confidence: primary\n        weight: {value: 17", "confidence: primary\n        weight: {value: 16"
    )
    shipped.edit(CATEGORIES, "source: [JB17, NB, MJ, GT, PUBLISHED]", "source: [JB71, NB, MJ, GT, PUBLISHED]")
    problems = shipped.check()
    assert [(problem.code, str(problem.place)) for problem in problems] == [
        ("PKP-106", shipped.place(CATEGORIES, "source: ^[JB71")),
        ("PKP-104", shipped.place(F02, "- ^aspect: a\n")),
        ("PKP-501", shipped.place(INDEX, "  ^disputd:")),
    ]
    assert 'did you mean "JB17"?' in problems[0].message("en")
    assert "sum to 99, should be 100" in problems[1].message("en")
    assert 'did you mean "disputed"?' in problems[2].message("en")


def test_an_unknown_key_and_a_wrong_sum_of_one_file_come_together(shipped):
    shipped.edit(
        F02, "confidence: primary\n        weight: {value: 17", "confidence: primary\n        weight: {value: 16"
    )
    shipped.edit(
        F02, "        evidence:\n          - {id: Daftar jenis", "        evidense:\n          - {id: Daftar jenis"
    )
    assert found(shipped) == [
        ("PKP-104", shipped.place(F02, "- ^aspect: a\n")),
        ("PKP-501", shipped.place(F02, "        ^evidense:")),
    ]


def test_a_misspelt_required_key_of_one_file_leaves_the_others_checked(small):
    small.edit(INDEX, "aggregation:", "agregation:")
    small.edit(CATEGORIES, "{letter: K,", "{letter: B,")
    assert found(small) == [
        ("PKP-105", small.place(CATEGORIES, "{letter: ^B, from: 0.4")),
        ("PKP-502", small.place(INDEX, "^kind: index")),
        ("PKP-501", small.place(INDEX, "^agregation:")),
    ]


def test_an_unreadable_file_leaves_the_others_checked(small):
    (small.folder / CATEGORIES).write_text("kind: [", "utf-8")
    small.edit(F02, 'value: "2/3"', 'value: "1/2"')
    assert [problem.code for problem in small.check()] == ["PKP-007", "PKP-104"]


def test_two_wrong_shapes_of_one_file_come_together(small):
    small.edit(F02, 'weight: "1/3"', "weight: abc")
    small.edit(F02, "number: 2", "number: dua")
    assert found(small) == [
        ("PKP-506", small.place(F02, "weight: ^abc")),
        ("PKP-503", small.place(F02, "number: ^dua")),
    ]


def test_problems_come_in_reading_order(small):
    small.edit("f03.yaml", "code: t2", "code: t1")
    small.edit(SOURCES, "key: LAIN", "key: UJI")
    small.edit(CATEGORIES, "source: [UJI, LAIN]", "source: [UJI, LAEN]")
    places = [(problem.place.file, problem.place.line) for problem in small.check()]
    assert places == [("kecil/categories.yaml", 2), ("kecil/f03.yaml", 13), ("kecil/sources.yaml", 6)]


def test_load_raises_all_of_them_at_once(small):
    small.edit(INDEX, "root: indeks", "root: indek")
    small.edit(F02, 'value: "2/3"', 'value: "1/2"')
    small.edit(REGULATION, "family: uji", "family: uji\nfamili: uji")
    with pytest.raises(PackageError) as refused:
        small.load()
    assert [problem.code for problem in refused.value.problems] == ["PKP-104", "PKP-106", "PKP-501"]
    assert list(refused.value.problems) == small.check()


SCALARS = [
    "",
    '""',
    "~",
    "true",
    "0",
    "-1",
    "6",
    "1.5",
    '"1/3"',
    "1e3",
    "abc",
    "[]",
    "{}",
    "[a]",
    "{a: 1}",
    "mean",
    "a",
]


@st.composite
def edits(draw, folder):
    """Draw a file and a stretch of its text with what to put there: another scalar, nothing for a line, or a line twice."""
    path = draw(st.sampled_from(sorted(folder.glob("*.yaml"))))
    text = path.read_text("utf-8")
    way = draw(st.sampled_from(["replace", "replace", "replace", "delete", "double"]))
    if way == "replace":
        tokens = [token for token in yaml.scan(text, yaml.CSafeLoader) if isinstance(token, yaml.ScalarToken)]
        spans = [(token.start_mark.index, token.end_mark.index) for token in tokens]
        start, end = draw(st.sampled_from(spans))
        other = slice(*draw(st.sampled_from(spans)))
        return path.name, start, end, draw(st.sampled_from(SCALARS) | st.just(text[other]))
    lines = text.splitlines(keepends=True)
    at = draw(st.integers(0, len(lines) - 1))
    start = len("".join(lines[:at]))
    return path.name, start, start + len(lines[at]), "" if way == "delete" else 2 * lines[at]


def refused(copy):
    """Return why `load_folder` refuses the copy, nothing when it loads. It must raise PekpppError or not at all."""
    try:
        copy.load()
    except PekpppError as error:
        return [problem.line() for problem in error.problems] or ["no reason given"]
    return []


def agree(data, copy):
    """Check and load must agree; a refusal needs no second check, for it carries what `check_folder` found."""
    file, start, end, new = data.draw(edits(copy.folder))
    path = copy.folder / file
    before = path.read_bytes()
    text = before.decode("utf-8")
    path.write_text(text[:start] + new + text[end:], "utf-8")
    try:
        reasons = refused(copy)
        assert "no reason given" not in reasons
        assert reasons or copy.check() == []
    finally:
        path.write_bytes(before)


@settings(max_examples=40)
@given(data=st.data())
def test_after_any_edit_of_the_small_package_load_and_check_agree(kept_small, data):
    agree(data, kept_small)


@settings(max_examples=20, phases=[Phase.reuse, Phase.generate])  # shrinking takes minutes here; the small one shrinks
@given(data=st.data())
def test_after_any_edit_of_the_shipped_package_load_and_check_agree(kept_shipped, data):
    agree(data, kept_shipped)
