"""Exports of survey tools become answers only by a mapping, and everything that is wrong comes at once, by line and column."""

from __future__ import annotations

import csv
import io
import json

import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.main import run
from pekppp_rules.reading import read_document

TITLES = ["Timestamp", "Nama (boleh kosong)"]


def survey_of(regulation: pekppp.Regulation):
    return regulation.form("f03", mode="luring").rows


def export_text(regulation, rows, *, delimiter=",", headings=None, extra=True) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*(TITLES if extra else []), *(headings or [row.title.id for row in survey_of(regulation)])])
    for number, row in enumerate(rows):
        writer.writerow([*(["2022/01/01 10:00", f"Orang {number}"] if extra else []), *row])
    return out.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch, example, regulation):
    monkeypatch.chdir(tmp_path)
    data = pekppp.read_submission(example).data()
    del data["forms"]["f03"]
    (tmp_path / "unit.json").write_text(json.dumps(data, default=float), "utf-8")
    return tmp_path


def command(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        run(list(arguments))
    return done.value.code


def mapped(folder, regulation, text, *options) -> int:
    (folder / "ekspor.csv").write_text(text, "utf-8")
    arguments = ["survey", "map", "ekspor.csv", "--regulation", regulation.id, "--mode", "luring", "-o", "peta.yaml"]
    return command(*arguments, *options)


def filled(*options, output="baru.yaml") -> int:
    return command(
        "survey", "fill", "ekspor.csv", "--mapping", "peta.yaml", "--into", "unit.json", "-o", output, *options
    )


ROWS = [[5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5, 4], [3] * 14]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("output", ["baru.yaml", "baru.json", "baru.xlsx"])
def test_titles_are_mapped_and_the_answers_filled_in_whatever_is_written(folder, regulation, delimiter, output):
    assert mapped(folder, regulation, export_text(regulation, ROWS, delimiter=delimiter)) == 0
    assert read_document(folder / "peta.yaml").data["ignored"] == TITLES
    assert filled(output=output) == 0
    responses = pekppp.read_submission(folder / output).data()["forms"]["f03"]["responses"]
    assert [list(row.values()) for row in responses] == ROWS


@pytest.mark.parametrize(
    "heading",
    [
        lambda row: f"Penilaian [{row.code}]",
        lambda row: f"{row.number}. Bagaimana menurut Anda?",
        lambda row: f"  {row.title.id.upper()} * ",
        lambda row: f"Seberapa setuju Anda: {row.title.id}?",
        lambda row: row.title.en,
    ],
    ids=["code", "number", "title", "title inside", "English"],
)
def test_a_heading_tells_its_question_in_many_ways(folder, regulation, heading):
    headings = [heading(row) for row in survey_of(regulation)]
    assert mapped(folder, regulation, export_text(regulation, ROWS, headings=headings)) == 0
    codes = [one["code"] for one in read_document(folder / "peta.yaml").data["questions"]]
    assert codes == [row.code for row in survey_of(regulation)]
    assert filled() == 0


def test_what_is_not_certain_is_left_for_a_person(folder, regulation, capsys):
    headings = [row.title.id for row in survey_of(regulation)]
    headings[0] = headings[1]
    assert mapped(folder, regulation, export_text(regulation, ROWS, headings=headings), "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["unmapped"] == ["1.a.K1", "2.a.K1"]
    assert filled() == 1
    assert capsys.readouterr().err.count("PKP-051") == 2


def test_two_columns_of_one_heading_are_told_apart_by_number(folder, regulation):
    headings = ["Nilai"] * 2 + [row.title.id for row in survey_of(regulation)][2:]
    assert mapped(folder, regulation, export_text(regulation, ROWS, headings=headings)) == 0
    text = (folder / "peta.yaml").read_text("utf-8")
    both = "questions:\n  - {column: Nilai, number: 3, code: 1.a.K1}\n  - {column: Nilai, number: 4, code: 2.a.K1}"
    (folder / "peta.yaml").write_text(text.replace("questions:", both).replace("ignored: [", "ignored: ["), "utf-8")
    assert filled() == 0
    first = pekppp.read_submission("baru.yaml").data()["forms"]["f03"]["responses"][0]
    assert (first["1.a.K1"], first["2.a.K1"]) == (5, 4)


def test_answers_in_words_count_what_the_mapping_says(folder, regulation, capsys):
    rows = [["5 - Sangat baik", "Puas", *[4] * 12], ["3. Cukup", "Tidak puas", *[4.0] * 12]]
    assert mapped(folder, regulation, export_text(regulation, rows)) == 0
    assert read_document(folder / "peta.yaml").data["answers"] == {
        "5 - Sangat baik": 5,
        "Puas": None,
        "3. Cukup": 3,
        "Tidak puas": None,
    }
    capsys.readouterr()
    assert filled() == 1
    assert "PKP-503" in capsys.readouterr().err
    text = (folder / "peta.yaml").read_text("utf-8")
    text = text.replace("Tidak puas: null", "Tidak puas: 1").replace("Puas: null", "Puas: 4")
    (folder / "peta.yaml").write_text(text, "utf-8")
    assert filled() == 0
    responses = pekppp.read_submission("baru.yaml").data()["forms"]["f03"]["responses"]
    assert [row["2.a.K1"] for row in responses] == [4, 1]
    assert [row["1.a.K1"] for row in responses] == [5, 3]


def test_every_wrong_answer_is_told_by_line_and_column_and_none_is_quoted(folder, regulation, capsys):
    rows = [[9, "", "NIK 3273010101010001", *[4] * 11], [4] * 14, ["4,5", *[4] * 13]]
    assert mapped(folder, regulation, export_text(regulation, [[4] * 14])) == 0
    (folder / "ekspor.csv").write_text(export_text(regulation, rows), "utf-8")
    capsys.readouterr()
    assert filled() == 1
    err = capsys.readouterr().err
    assert [line.split("  ")[:2] for line in err.splitlines()[:-1]] == [
        ["ekspor.csv:2:3", "PKP-203"],
        ["ekspor.csv:2:4", "PKP-205"],
        ["ekspor.csv:2:5", "PKP-052"],
        ["ekspor.csv:4:3", "PKP-052"],
    ]
    assert "3273" not in err
    assert not (folder / "baru.yaml").exists()


def test_lines_are_those_of_the_file_though_answers_hold_line_breaks(folder, regulation, capsys):
    text = export_text(regulation, [[4] * 14, [9, *[4] * 13]]).replace("Orang 0", '"Orang\nnol"')
    assert mapped(folder, regulation, text) == 0
    capsys.readouterr()
    assert filled() == 1
    assert "ekspor.csv:4:3  PKP-203" in capsys.readouterr().err


def test_a_new_column_is_noticed_and_a_missing_one_named(folder, regulation, capsys):
    assert mapped(folder, regulation, export_text(regulation, ROWS)) == 0
    headings = [row.title.id for row in survey_of(regulation)]
    headings[2] = "Apa saja"
    (folder / "ekspor.csv").write_text(export_text(regulation, ROWS, headings=headings), "utf-8")
    capsys.readouterr()
    assert filled() == 1
    err = capsys.readouterr().err
    assert 'ekspor.csv:1:5  PKP-049  kolom "Apa saja"' in err
    assert "PKP-050" in err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "PKP-005"),
        (b"\xff\xfea", "PKP-006"),
        (b"a\0b\n", "PKP-006"),
        (b'a,b\n"x,1\n', "PKP-007"),
        (b"a,b\n1\n1,2,3\n", "PKP-048"),
        (b"a\n" + b"1\n" * 500_001, "PKP-015"),
    ],
)
def test_what_is_no_table_is_refused(folder, regulation, capsys, content, code):
    (folder / "ekspor.csv").write_bytes(content)
    arguments = ("survey", "map", "ekspor.csv", "--regulation", regulation.id, "--mode", "luring", "-o", "peta.yaml")
    assert command(*arguments) == 1
    assert code in capsys.readouterr().err
    assert not (folder / "peta.yaml").exists()


def test_answers_that_are_there_are_not_replaced(folder, regulation, capsys):
    assert mapped(folder, regulation, export_text(regulation, ROWS)) == 0
    assert filled() == 0
    assert (
        command("survey", "fill", "ekspor.csv", "--mapping", "peta.yaml", "--into", "baru.yaml", "-o", "lagi.yaml") == 1
    )
    assert "PKP-053" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("regulation: permenpanrb_29_2022", "regulation: kep_25_2004", "PKP-213"),
        ("form: f03", "form: f02", "PKP-214"),
        ("code: 1.a.K1", "code: 1.a.K2", "PKP-206"),
        ("code: 1.a.K1", "code: 2.a.K1", "PKP-051"),
        ("kind: survey_mapping", "kind: pemetaan", "PKP-504"),
        ("questions:", "pertanyaan:", "PKP-501"),
    ],
)
def test_a_mapping_of_something_else_is_refused_at_its_place(folder, regulation, capsys, old, new, code):
    assert mapped(folder, regulation, export_text(regulation, ROWS)) == 0
    text = (folder / "peta.yaml").read_text("utf-8")
    assert old in text
    (folder / "peta.yaml").write_text(text.replace(old, new, 1), "utf-8")
    capsys.readouterr()
    assert filled() == 1
    assert f"  {code}  " in capsys.readouterr().err


def test_the_survey_must_be_one(folder, regulation, capsys):
    (folder / "ekspor.csv").write_text("a\n1\n", "utf-8")
    assert command("survey", "map", "ekspor.csv", "--regulation", regulation.id, "-o", "peta.yaml") == 1
    assert "PKP-054" in capsys.readouterr().err
    assert command("survey", "map", "ekspor.csv", "--regulation", "ombudsman_opini_2022", "-o", "peta.yaml") == 1
    assert "PKP-054" in capsys.readouterr().err


def test_a_package_with_one_survey_needs_no_options(folder, capsys):
    (folder / "ekspor.csv").write_text("Persyaratan,Jam\n4,3\n", "utf-8")
    assert command("survey", "map", "ekspor.csv", "--regulation", "permenpanrb_14_2017", "-o", "peta.yaml") == 0
    assert [one["code"] for one in read_document(folder / "peta.yaml").data["questions"]] == ["persyaratan"]
