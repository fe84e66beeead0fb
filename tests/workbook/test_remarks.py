"""What is right in a workbook and a reader should know all the same: it is of another version, or a sheet was copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.main import run
from tests.releases import TOY_ID, released, set_version, toy_in
from tests.workbook.edits import changed, copied, renamed, typed

COPY = (copied("F-02 (1)", "Salinan"), typed({"Salinan!F4": "Evaluator 3"}))
OTHER = "sha256:" + "0a" * 32


@pytest.fixture(scope="module")
def filled(regulation, example):
    return regulation.template(submission=pekppp.read_submission(example), respondents=15)


@pytest.fixture
def read(tmp_path):
    def submission(content: bytes) -> pekppp.Submission:
        path = tmp_path / "unit.xlsx"
        path.write_bytes(content)
        return pekppp.read_submission(path)

    return submission


def lines(submission, regulation, lang="en"):
    path = Path(submission.place(()).file)
    return [one.line(lang).removeprefix(f"{path} ") for one in submission.remarks(regulation.package)]


def test_there_is_nothing_to_say_of_the_workbook_of_this_version(read, filled, regulation, example):
    assert read(filled).remarks(regulation.package) == []
    assert read(changed(filled, renamed("F-02 (1)", "Penilai A"))).remarks(regulation.package) == []
    assert pekppp.read_submission(example).remarks(regulation.package) == []


def test_another_digest_is_told_with_both_and_the_result_is_that_of_the_release(read, filled, regulation, example):
    submission = read(changed(filled, typed({"Unit!C23": "0.9.0", "Unit!C24": OTHER})))
    assert lines(submission, regulation) == [
        "Unit!C23  PKP-055  this workbook was made for permenpanrb_29_2022@0.9.0 (sha256:0a0a0a0a0a0a), and is read with "
        f"permenpanrb_29_2022@1.0.0 ({regulation.digest[:19]}); the result inside it can differ"
    ]
    assert "dibuat untuk permenpanrb_29_2022@0.9.0" in lines(submission, regulation, "id")[0]
    assert regulation.evaluate(submission).index == regulation.evaluate(pekppp.read_submission(example)).index


def test_the_workbook_of_one_release_is_told_of_under_the_next(read, tmp_path, checkout):
    folder = toy_in(tmp_path)
    released(folder, "0.1.0")
    made = pekppp.load(f"{TOY_ID}@0.1.0", folders=[tmp_path])
    set_version(folder, "0.2.0")
    newer = pekppp.load(folder)
    submission = read(
        made.template(submission=pekppp.read_submission(checkout / "tests" / "regulations" / "loket_timur.yaml"))
    )
    assert lines(submission, made) == []
    [told] = lines(submission, newer)
    assert f"made for {TOY_ID}@0.1.0 (" in told
    assert f"read with {TOY_ID}@0.2.0.dev (" in told
    assert newer.evaluate(submission).index == made.evaluate(submission).index


def test_a_workbook_whose_version_was_taken_away_says_nothing_of_it(read, filled, regulation):
    assert lines(read(changed(filled, typed({"Unit!C24": None}))), regulation) == []


def test_a_copied_sheet_counts_and_is_named(read, filled, regulation, example):
    submission = read(changed(filled, *COPY))
    assert len(submission.forms["f02"]) == 3
    assert lines(submission, regulation) == [
        'Salinan!A1  PKP-056  sheet "Salinan" is a copy of "F-02 (1)": it counts here as another evaluator, but not in the '
        "workbook's own result"
    ]
    assert (
        regulation.evaluate(submission).index.value != regulation.evaluate(pekppp.read_submission(example)).index.value
    )


def test_the_copy_is_named_whichever_of_the_two_was_renamed(read, filled, regulation):
    submission = read(
        changed(filled, renamed("F-02 (1)", "Lama"), copied("Lama", "F-02 (1)"), typed({"Lama!F4": "E 3"}))
    )
    assert [one.parameters for one in submission.remarks(regulation.package)] == [
        {"sheet": "Lama", "original": "F-02 (1)"}
    ]


@pytest.mark.parametrize("command", [("evaluate",), ("validate",), ("justify",), ("evaluate", "--format", "json")])
def test_every_command_warns_and_goes_on(filled, tmp_path, capsys, command):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(changed(filled, *COPY, typed({"Unit!C24": OTHER})))
    name, *options = command
    with pytest.raises(SystemExit) as done:
        run([name, str(path), *options])
    assert done.value.code in {0, None}
    out, err = capsys.readouterr()
    assert [line.split("  ")[1] for line in err.splitlines() if line.startswith("peringatan: ")] == [
        "PKP-055",
        "PKP-056",
    ]
    if options:
        assert json.loads(out)["regulation"]["id"] == "permenpanrb_29_2022"
