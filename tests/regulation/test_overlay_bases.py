"""What an overlay extends: working copies, releases, other overlays; and its own release."""

from __future__ import annotations

import os
import shutil
from itertools import pairwise

import pytest

import pekppp_rules as pekppp
from pekppp_rules.authoring.release import release_package
from tests.overlays import CASES, EXTENDS, MINIMUM, NAME, load, minimum, only, refusal, write
from tests.releases import TOY_ID, edit, index_of, released, toy_in


def test_an_overlay_may_extend_an_overlay(root):
    write(root, MINIMUM, {"remove": "rules/terang"})
    own = {"kind": "sources", "sources": [{"key": "PERDES", "kind": "regulation", "title": "Perdes rekaan"}]}
    last = write(
        root,
        {**MINIMUM, "value": 40, "source": ["PERDES"]},
        **{"name": "desa", "extends": f"{NAME}@0.1.0.dev", "files": {"sources.yaml": own}},
    )
    package = load(last)
    assert (minimum(package).value, minimum(package).source) == (40, ("PERDES",))
    assert "terang" not in {rule.id for file in package.rules for rule in file.rules}
    assert package.regulation.extends == f"{NAME}@0.1.0.dev"
    assert [one.key for one in package.sources.sources] == ["TITAH", "JURU", "PERDA", "PERDES"]


def chain(root, length):
    names = [TOY_ID, *(f"lapis_{number}" for number in range(length))]
    for below, name in pairwise(names):
        own = {"kind": "sources", "sources": [{"key": name.upper(), "kind": "press", "title": name}]}
        write(root, name=name, extends=f"{below}@0.1.0.dev", files={"sources.yaml": own}, source=[name.upper()])
    return root / names[-1]


def test_overlays_may_stand_on_each_other_eight_deep_and_no_deeper(root):
    assert load(chain(root, 8)).rules_digest == load(root / TOY_ID).rules_digest
    shutil.rmtree(root)
    root.mkdir()
    toy_in(root)
    assert only(refusal(chain(root, 9))).code == "PKP-171"


@pytest.mark.parametrize("apart", [False, True])
def test_overlays_in_a_circle_are_an_error_that_names_it(root, monkeypatch, apart):
    first, second = root / "a", root / ("b" if apart else "a")
    for folder in {first, second}:
        folder.mkdir()
    monkeypatch.setenv("PEKPPP_REGULATIONS", os.pathsep.join([str(first), str(second)]))
    write(first, name="satu", extends="dua@0.1.0.dev")
    write(second, name="dua", extends="satu@0.1.0.dev")
    problem = only(refusal(first / "satu"))
    assert (problem.code, problem.parameters["cycle"]) == ("PKP-171", "satu -> dua -> satu@0.1.0.dev")
    assert only(refusal(write(root, name="sendiri", extends="sendiri@0.1.0.dev"))).code == "PKP-171"


def test_an_overlay_may_extend_an_earlier_release_of_itself(root):
    folder = root / TOY_ID
    released(folder, "1.0.0")
    base = load(folder)
    for path in folder.glob("*.yaml"):
        path.unlink()
    shutil.copytree(
        write(root, MINIMUM, name="baru", extends=f"{TOY_ID}@1.0.0"),
        folder,
        dirs_exist_ok=True,
    )
    edit(folder / "regulation.yaml", '"id": "baru"', f'"id": "{TOY_ID}"')
    edit(folder / "regulation.yaml", '"version": "0.1.0"', '"version": "2.0.0"')
    package = load(folder)
    assert (package.regulation.version, minimum(package).value, minimum(base).value) == ("2.0.0", 30, 3)


@pytest.mark.parametrize(
    "extends", ["tidak_ada@1.0.0", "tidak_ada@1.0.0.dev", f"{TOY_ID}@9.0.0", f"{TOY_ID}@9.0.0.dev"]
)
def test_a_base_that_is_not_there_is_told_at_its_place(root, extends):
    problem = only(refusal(write(root, extends=extends)))
    assert (problem.code, problem.parameters["base"]) == ("PKP-170", extends)
    assert problem.place.file == f"{root}/{NAME}/regulation.yaml"


def test_a_misspelt_base_has_a_suggestion(root):
    assert only(refusal(write(root, extends="negri_dongeng@0.1.0.dev"))).parameters["suggestion"] == TOY_ID


@pytest.mark.parametrize(
    "extends", [TOY_ID, f"{TOY_ID}@1.0", "../rahasia@0.1.0.dev", f"./{TOY_ID}@0.1.0.dev", "", "x" * 500]
)
def test_a_base_is_named_by_its_id_and_exact_version_and_never_by_a_path(root, extends):
    assert {problem.code for problem in refusal(write(root, extends=extends))} <= {"PKP-170", "PKP-506", "PKP-507"}


def test_a_base_that_is_not_sound_is_told_with_what_is_wrong_with_it(root):
    edit(root / TOY_ID / "categories.yaml", "source: [TITAH]", "source: [TITA]")
    problems = refusal(write(root))
    assert [problem.code for problem in problems] == ["PKP-164", "PKP-106"]
    assert problems[0].place.file == f"{root}/{NAME}/regulation.yaml"
    assert problems[1].place.file.endswith(f"{TOY_ID}/categories.yaml")


def test_an_edit_of_the_base_is_noticed(root):
    overlay = write(root)
    assert load(overlay).table("mutu").categories[0].name.id == "Loket emas"
    edit(root / TOY_ID / "categories.yaml", "Loket emas", "Loket mulia sekali")
    assert load(overlay).table("mutu").categories[0].name.id == "Loket mulia sekali"


def test_an_edit_of_the_base_of_the_base_is_noticed(root):
    last = chain(root, 3)
    before = load(last).digest
    edit(root / TOY_ID / "categories.yaml", "Loket emas", "Loket mulia sekali")
    assert load(last).digest != before


def test_a_base_is_looked_for_in_the_folders_of_the_caller(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("lain")
    write(elsewhere)
    assert load(NAME, folders=[elsewhere, root]).regulation.id == NAME
    assert load(elsewhere / NAME, folders=[root]).regulation.id == NAME
    assert {NAME, TOY_ID} <= {one.id for one in pekppp.regulations([elsewhere, root])}


def test_a_release_as_base_is_read_as_it_was_released(root):
    released(root / TOY_ID, "1.0.0")
    overlay = write(root, extends=f"{TOY_ID}@1.0.0")
    before = load(overlay).digest
    edit(root / TOY_ID / "categories.yaml", "Loket emas", "Loket mulia")
    assert load(overlay).digest == before
    for path in (root / TOY_ID).glob("*.yaml"):
        if path.name != "regulation.yaml":
            path.unlink()
    assert load(overlay).digest == before


def test_an_overlay_is_released_whole_and_its_release_needs_no_base(root):
    folder = write(root, MINIMUM)
    (folder / "cases").mkdir()
    (folder / "cases" / "satu.yaml").write_text(CASES)
    working_copy = load(folder)
    release = release_package(folder, NAME)
    shutil.rmtree(root / TOY_ID)
    for path in folder.glob("*.yaml"):
        if path.name != "regulation.yaml":
            path.unlink()
    loaded_again = pekppp.load(NAME, folders=[root])
    assert (loaded_again.version, loaded_again.digest) == ("0.1.0", release.digest)
    assert loaded_again.digest == working_copy.digest == index_of(folder)["releases"][0]["digest"]
    assert minimum(loaded_again.package).value == 30
    assert loaded_again.package.regulation.extends == EXTENDS
