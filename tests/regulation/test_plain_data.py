"""A package made from plain data is the one that files with the same content make."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pekppp_rules.errors import PackageError
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.load import package_of
from tests.toy import toy_files


def files_of(copy):
    """Return what the package files of a folder say, by file name."""
    return {path.name: read_document(path).data for path in copy.folder.glob("*.yaml")}


@pytest.mark.parametrize("package", ["kept_shipped", "kept_small"])
def test_it_is_the_package_that_the_folder_makes(package, request):
    copy = request.getfixturevalue(package)
    assert package_of(files_of(copy)) == copy.load()


def test_the_order_of_the_files_is_irrelevant(kept_small):
    files = files_of(kept_small)
    backwards = {name: files[name] for name in sorted(files, reverse=True)}
    assert package_of(backwards).digest == kept_small.load().digest


def test_a_mistake_is_told_with_the_file_and_the_path(kept_small):
    files = files_of(kept_small)
    files["index.yaml"]["nodes"][1]["parts"][0]["weight"] = 5
    with pytest.raises(PackageError) as refused:
        package_of(files)
    (problem,) = refused.value.problems
    assert problem.code == "PKP-104"
    assert str(problem.place) == "index.yaml $.nodes[1].parts"


def test_all_mistakes_come_at_once(kept_small):
    files = files_of(kept_small)
    files["index.yaml"]["nodes"][1]["parts"][0]["weight"] = 5
    files["f03.yaml"]["scale"]["lowest"] = "1"
    del files["categories.yaml"]["source"]
    with pytest.raises(PackageError) as refused:
        package_of(files)
    assert {"PKP-104", "PKP-503", "PKP-108"} <= {problem.code for problem in refused.value.problems}


def test_a_file_that_is_left_out_is_missing(kept_small):
    files = files_of(kept_small)
    del files["sources.yaml"]
    with pytest.raises(PackageError) as refused:
        package_of(files)
    assert [problem.code for problem in refused.value.problems] == ["PKP-101"]


def test_the_data_stay_as_they_were_given(kept_small):
    files = files_of(kept_small)
    files["sources.yaml"]["sources"][0]["yaer"] = 2020
    before = deepcopy(files)
    with pytest.raises(PackageError):
        package_of(files)
    assert files == before


def test_a_form_of_facts_may_ask_questions_of_no_aspect_alone():
    files = toy_files()
    naga = files["lapor.yaml"]["additional"]
    files["lapor_lain.yaml"] = {
        "kind": "form",
        "form": "lain",
        "type": "facts",
        "title": {"id": "Pertanyaan lain"},
        "source": ["TITAH"],
        "confidence": "primary",
        "additional": [{"code": "jumlah", "title": {"id": "Jumlah naga"}, "facts": [dict(naga[0]["facts"][0])]}],
    }
    form = next(form for form in package_of(files).forms if form.form == "lain")
    assert [question.code for question in form.questions] == ["jumlah"]


@pytest.mark.parametrize("left", [{}, {"additional": []}, {"aspects": []}])
def test_a_form_of_facts_without_any_question_is_refused(left):
    files = toy_files()
    for key in ("aspects", "additional"):
        del files["lapor.yaml"][key]
    files["lapor.yaml"].update(left)
    del files["aturan.yaml"]
    with pytest.raises(PackageError) as refused:
        package_of(files)
    assert {problem.code for problem in refused.value.problems} <= {"PKP-502", "PKP-507"}
