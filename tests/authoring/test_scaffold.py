"""A new package is sound from its first minute, says what is to be replaced, and is made whole or not at all."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

import pekppp_rules as pekppp
from pekppp_rules.authoring import run_cases
from pekppp_rules.authoring.scaffold import BLANK, new_package
from pekppp_rules.authoring.written_back import package_files
from pekppp_rules.authoring.yaml_text import yaml_text
from pekppp_rules.errors import OutputFileError, PekpppError
from pekppp_rules.reading import read_document
from pekppp_rules.reading.yaml_reader import read_yaml
from pekppp_rules.regulation.digest import resolved_document
from pekppp_rules.regulation.load import check_folder, load_folder
from pekppp_rules.regulation.model import Sourced, Text
from pekppp_rules.testing import package_documents, regulation_of
from tests.effort import few
from tests.packages_here import FOLDERS, NAMES, loaded, newest
from tests.releases import TOY_ID, edit, released, set_version, toy_in

HEADER = "# yaml-language-server: $schema="
BASE = "permenpanrb_29_2022"


def is_sound(folder):
    """Whether what `check` and `test` say is nothing; a package is found as one beside it would find it."""
    regulation = pekppp.load(folder)
    return check_folder(folder, folder.name) == [] and run_cases(regulation, folder, folder.name).problems == []


def blocks_in(value):
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from blocks_in(getattr(value, name))
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from blocks_in(item)


def yaml_files(folder):
    return sorted(folder.rglob("*.yaml"))


def base_in(root, name):
    """Put a package where a new one finds it as a base: those that ship are found anyway."""
    if name == TOY_ID:
        shutil.copytree(FOLDERS[name], root / name)
    return name


def test_a_blank_package_is_sound(tmp_path):
    made = new_package("contoh", tmp_path)
    assert made.folder == tmp_path / "contoh"
    assert (made.base, made.cases) == (None, 1)
    assert is_sound(made.folder)
    assert made.files == (
        "cases/dasar.yaml",
        "categories.yaml",
        "index.yaml",
        "regulation.yaml",
        "rubrik.yaml",
        "sources.yaml",
    )


def test_a_blank_package_has_one_aspect_two_indicators_and_categories(tmp_path):
    package = pekppp.load(new_package("contoh", tmp_path).folder).package
    (form,) = package.forms
    assert (package.regulation.id, package.regulation.family, package.regulation.version) == (
        "contoh",
        "contoh",
        "0.1.0",
    )
    assert [aspect.code for aspect in package.regulation.aspects] == ["a"]
    assert list(form.codes) == ["a1", "a2"]
    assert [category.letter for category in package.categories.tables[0].categories] == ["A", "B", "C"]


def test_every_value_of_a_blank_package_is_unverified_and_every_text_says_that_it_is_to_be_replaced(tmp_path):
    package = pekppp.load(new_package("contoh", tmp_path).folder).package
    blocks = list(blocks_in(package))
    assert {block.confidence for block in blocks if isinstance(block, Sourced)} == {"unverified"}
    texts = [block for block in blocks if isinstance(block, Text)]
    assert [
        text for text in texts if not (text.id.startswith("GANTI: ") and str(text.en).startswith("REPLACE: "))
    ] == []
    lines = [package.regulation.citation, package.regulation.legal[0].citation]
    lines += [source.title for source in package.sources.sources]
    assert [line for line in lines if not line.startswith("GANTI: ")] == []


def test_where_only_numbers_stand_the_file_says_that_they_are_samples(tmp_path):
    package = pekppp.load(new_package("contoh", tmp_path).folder).package
    for section in (package.index, package.categories, *package.forms, package.regulation.validity.from_):
        assert section.note.id.startswith("GANTI: ")


@pytest.mark.parametrize("name", NAMES)
def test_an_overlay_is_sound_and_changes_no_rule(tmp_path, name):
    made = new_package("daerah", tmp_path, extends=base_in(tmp_path, name))
    package = pekppp.load(made.folder).package
    assert is_sound(made.folder)
    assert (made.base, made.cases) == (package.regulation.extends, 1)
    assert package.regulation.extends == f"{name}@{newest(name).version}"
    assert package.regulation.scope == "daerah"
    assert package.rules_digest == loaded(name).package.rules_digest


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_in_an_overlay_work_once_they_are_no_comments(tmp_path, name):
    made = new_package("daerah", tmp_path, extends=base_in(tmp_path, name))
    path = made.folder / "changes.yaml"
    text = path.read_text("utf-8")
    assert "\n#  - " in text
    path.write_text(text.replace("\n#  ", "\n  "), "utf-8")
    assert check_folder(made.folder, "daerah") == []
    assert pekppp.load(made.folder).package.rules_digest == loaded(name).package.rules_digest


def test_an_overlay_says_which_of_its_values_are_placeholders(tmp_path):
    package = pekppp.load(new_package("daerah", tmp_path, extends=BASE).folder).package
    root = next(node for node in package.index.nodes if node.id == package.index.root)
    identity = package.regulation
    assert (identity.confidence, root.confidence) == ("unverified", "unverified")
    assert identity.citation.startswith("GANTI: ")
    assert identity.title.id.startswith("GANTI: ")
    assert root.name.id.startswith("GANTI: ")


def test_an_overlay_extends_the_newest_release_where_no_version_is_named(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "0.1.0")
    released(folder, "0.1.1")
    set_version(folder, "0.2.0")
    assert new_package("satu", tmp_path, extends=TOY_ID).base == f"{TOY_ID}@0.1.1"
    assert new_package("dua", tmp_path, extends=f"{TOY_ID}@0.2.0.dev").base == f"{TOY_ID}@0.2.0.dev"
    assert is_sound(tmp_path / "satu")
    assert is_sound(tmp_path / "dua")


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_sound_and_has_the_rules_and_cases_of_its_base(tmp_path, name):
    made = new_package("salinan", tmp_path, copy_of=base_in(tmp_path, name))
    package = pekppp.load(made.folder).package
    cases = run_cases(loaded(name), FOLDERS[name], name).ran
    assert is_sound(made.folder)
    assert (package.regulation.id, package.regulation.version) == ("salinan", "0.1.0")
    assert package.rules_digest == loaded(name).package.rules_digest
    assert (made.base, made.cases) == (f"{name}@{newest(name).version}", cases or 1)


def test_a_copy_of_an_overlay_is_written_in_full(tmp_path, checkout):
    overlay = checkout / "examples" / "perwali_kota_contoh"
    made = new_package("utuh", tmp_path, copy_of=str(overlay))
    package, original = pekppp.load(made.folder).package, pekppp.load(overlay).package
    assert package.regulation.extends is None
    assert package.rules_digest == original.rules_digest
    assert made.cases == 2


def test_cases_of_another_version_than_the_one_copied_are_left_out(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "0.1.0")
    edit(folder / "categories.yaml", "from: 80", "from: 81")
    edit(folder / "cases" / "satu.yaml", "value: 80", "value: 81")
    (folder / "cases" / "dua.yaml").write_text("kind: cases\ncases: [{id: kayu, value: 80, expect: {letter: Perak}}]\n")
    (folder / "cases" / "rusak.yaml").write_bytes(b"\xff")
    made = new_package("salinan", tmp_path, copy_of=f"{TOY_ID}@0.1.0")
    assert [path.name for path in yaml_files(made.folder / "cases")] == ["satu.yaml"]
    assert made.cases == 1
    assert is_sound(made.folder)


@pytest.mark.parametrize("options", [{}, {"extends": BASE}, {"copy_of": BASE}], ids=["blank", "extends", "copy"])
def test_an_editor_finds_for_every_file_a_schema_that_stands_alone_and_accepts_it(tmp_path, options):
    made = new_package("contoh", tmp_path, **options)
    for path in yaml_files(made.folder):
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith(HEADER)
        schema = json.loads((path.parent / first.removeprefix(HEADER)).read_text("utf-8"))
        data = json.loads(json.dumps(read_document(path).data, default=float))
        assert list(Draft202012Validator(schema).iter_errors(data)) == []
        assert list(Draft202012Validator(schema).iter_errors({**data, "salah": 1}))


def test_a_package_moves_with_its_schemas(tmp_path):
    made = new_package("contoh", tmp_path)
    for path in yaml_files(made.folder):
        named = path.parent / path.read_text("utf-8").splitlines()[0].removeprefix(HEADER)
        assert named.resolve().is_relative_to(made.folder.resolve())


def test_the_files_that_a_blank_package_is_made_of_name_the_schemas_of_the_checkout():
    for path in yaml_files(BLANK):
        assert (path.parent / path.read_text("utf-8").splitlines()[0].removeprefix(HEADER)).is_file()


def refused(parent, name, **options):
    before = sorted(path.name for path in parent.iterdir())
    with pytest.raises(PekpppError) as caught:
        new_package(name, parent, **options)
    assert sorted(path.name for path in parent.iterdir()) == before
    (problem,) = caught.value.problems
    return problem.code, problem.parameters.get("suggestion")


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("Perwali-2030", "perwali_2030"),
        ("../luar", "luar"),
        ("2030", None),
        ("a", None),
        ("", None),
        ("a" * 65, None),
        ("contoh\n", "contoh"),
    ],
)
def test_an_id_that_is_none_is_refused_with_one_that_would_do(tmp_path, name, mended):
    assert refused(tmp_path, name) == ("PKP-177", mended)


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_what_is_there_already_is_left_alone(tmp_path, there):
    path = tmp_path / "contoh"
    if there == "folder":
        path.mkdir()
    elif there == "file":
        path.write_text("milik saya", "utf-8")
    else:
        path.symlink_to(tmp_path / "tiada")
    assert refused(tmp_path, "contoh") == ("PKP-178", None)


def test_the_id_of_another_package_is_refused(tmp_path):
    assert refused(tmp_path, BASE, copy_of=BASE) == ("PKP-179", None)


@pytest.mark.parametrize("option", ["extends", "copy_of"])
@pytest.mark.parametrize(
    ("base", "refusal"),
    [
        ("permenpanrb_29_202", ("PKP-301", BASE)),
        ("permenpanrb_29_202@0.1.0.dev", ("PKP-301", BASE)),
        (f"{BASE}@9.9.9", ("PKP-302", None)),
        ("./tiada", ("PKP-303", None)),
    ],
)
def test_an_unknown_base_is_refused_with_a_did_you_mean(tmp_path, option, base, refusal):
    assert refused(tmp_path, "contoh", **{option: base}) == refusal


def test_a_base_that_the_new_package_would_not_find_is_refused(tmp_path, checkout):
    base = str(checkout / "tests" / "regulations" / TOY_ID)
    assert refused(tmp_path, "contoh", extends=base)[0] == "PKP-170"


def test_a_base_that_is_not_sound_is_refused(tmp_path):
    folder = toy_in(tmp_path)
    edit(folder / "index.yaml", "{node: loket, weight: 50}", "{node: loket, weight: 51}")
    assert refused(tmp_path, "contoh", copy_of=TOY_ID)[0] == "PKP-104"


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PekpppError) as caught:
        new_package("contoh", tmp_path / "tiada")
    assert [problem.code for problem in caught.value.problems] == ["PKP-317"]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_where_writing_fails(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputFileError) as caught:
        new_package("contoh", tmp_path)
    assert caught.value.code == "PKP-013"
    assert list(tmp_path.iterdir()) == []


def test_a_package_extends_or_copies_not_both(tmp_path):
    with pytest.raises(ValueError, match="not both"):
        new_package("contoh", tmp_path, extends=BASE, copy_of=BASE)


@pytest.mark.parametrize("name", NAMES)
def test_a_package_written_back_is_the_same_in_full_and_says_a_source_once(tmp_path, name):
    package = loaded(name).package
    folder = tmp_path / package.regulation.id
    folder.mkdir()
    for file, data in package_files(package).items():
        (folder / file).write_text(yaml_text(data), "utf-8")
    original, written = resolved_document(package), resolved_document(load_folder(folder, name))
    overlays = original["regulation"].pop("extends", None)
    assert written == original
    if overlays is None:
        said = [
            sum(path.read_text("utf-8").count("source: [") for path in at.glob("*.yaml"))
            for at in (folder, FOLDERS[name])
        ]
        assert said[0] <= said[1]


@few
@given(files=package_documents())
def test_any_package_written_back_keeps_its_digests(tmp_path_factory, files):
    package = regulation_of(files).package
    folder = tmp_path_factory.mktemp("acak") / package.regulation.id
    folder.mkdir()
    for file, data in package_files(package).items():
        (folder / file).write_text(yaml_text(data), "utf-8")
    written = load_folder(folder, folder.name)
    assert (written.digest, written.rules_digest) == (package.digest, package.rules_digest)


_TEXTS = st.one_of(
    st.sampled_from(
        ["1e3", "0x1", "on", "no", "yes", "~", "", "null", "TRUE", "1/9", "2022-12-31", "=", "<<", "- a", "a: b"]
    ),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
        max_size=300,
    ),
)
_LEAVES = _TEXTS | st.booleans() | st.integers(-(10**14), 10**14) | st.sampled_from([Decimal("0.071"), Decimal("-2.5")])


@given(st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3)))
def test_whatever_is_written_as_yaml_reads_as_the_same(data):
    assert read_yaml(yaml_text({"x": data}), "-") == {"x": data}
