"""`pekppp table`: from file to file, with every unit in the result and every wrong cell told by file, row and column."""

from __future__ import annotations

import csv
import json

import polars as pl
import pytest

from tests.reference import INDICATOR_CODES, QUESTION_CODES

OPTIONS = ["--regulation", "permenpanrb_29_2022"]


def write(path, codes, rows, separator=","):
    """Write a table with a row for each change of a unit with 4 everywhere."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(["unit_id", "mode", *codes])
        for row in rows:
            cells = {"unit_id": "a", "mode": "luring", **dict.fromkeys(codes, 4), **row}
            writer.writerow(cells.values())
    return path


@pytest.fixture
def assessments(tmp_path):
    rows = [{"unit_id": "a"}, {"unit_id": "b", **dict.fromkeys(INDICATOR_CODES, "5")}]
    return write(tmp_path / "penilaian.csv", INDICATOR_CODES, rows)


@pytest.fixture
def responses(tmp_path):
    return write(tmp_path / "jawaban.csv", QUESTION_CODES, [{"unit_id": "a"}, {"unit_id": "b"}, {"unit_id": "b"}])


def rows_of(path):
    read = {".csv": pl.read_csv, ".parquet": pl.read_parquet, ".xlsx": None}[path.suffix]
    if read is not None:
        return read(path).to_dicts()
    from openpyxl import load_workbook

    heading, *rows = load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_units_are_scored_from_file_to_file(pekppp_command, assessments, responses, tmp_path, suffix):
    out = tmp_path / f"hasil{suffix}"
    done = pekppp_command("table", assessments, "--responses", responses, *OPTIONS, "-o", out)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{out}: 2 dari 2 unit dinilai\n"
    found = [(row["unit_id"], row["index_hundredths"], row["category"], row["respondents"]) for row in rows_of(out)]
    assert found == [("a", 400, "B", 1), ("b", 475, "A", 2)]


def test_files_of_parquet_and_sheets_are_read_as_well(pekppp_command, assessments, responses, tmp_path):
    expected = tmp_path / "hasil.csv"
    pekppp_command("table", assessments, "--responses", responses, *OPTIONS, "-o", expected)
    pl.read_csv(assessments).write_parquet(tmp_path / "penilaian.parquet")
    from openpyxl import Workbook

    book = Workbook()
    for row in csv.reader(responses.read_text("utf-8").splitlines()):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(tmp_path / "jawaban.xlsx")
    out = tmp_path / "lain.csv"
    given = [tmp_path / "penilaian.parquet", "--responses", tmp_path / "jawaban.xlsx"]
    assert pekppp_command("table", *given, *OPTIONS, "-o", out).status == 0
    assert out.read_text() == expected.read_text()


def test_semicolons_and_decimal_commas_are_read(pekppp_command, responses, tmp_path):
    assessments = write(tmp_path / "p.csv", INDICATOR_CODES, [{INDICATOR_CODES[0]: "4,0"}], separator=";")
    done = pekppp_command("table", assessments, "--responses", responses, *OPTIONS, "-o", tmp_path / "h.csv")
    assert [row["status"] for row in rows_of(tmp_path / "h.csv")] == ["ok", "PKP-207 f02"]
    assert done.status == 1


WRONG = {
    "a blank": ("", "PKP-201"),
    "a word": ("baik", "PKP-203"),
    "too much": ("6", "PKP-203"),
    "half a score": ("4.5", "PKP-203"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_cell_is_told_with_file_row_and_column(pekppp_command, responses, tmp_path, name):
    cell, code = WRONG[name]
    assessments = write(
        tmp_path / "p.csv", INDICATOR_CODES, [{"unit_id": "a"}, {"unit_id": "b", INDICATOR_CODES[2]: cell}]
    )
    done = pekppp_command(
        "table", assessments, "--responses", responses, *OPTIONS, "-o", tmp_path / "h.csv", "--lang", "en"
    )
    assert done.status == 1
    place, told, *_ = done.err.splitlines()[0].split("  ")
    assert (place, told) == (f"{assessments}:3:5", code)
    assert done.err.splitlines()[-1] == "1 unit(s) without an index; the column status says why"
    assert [row["status"] for row in rows_of(tmp_path / "h.csv")] == ["ok", f"{code} {INDICATOR_CODES[2]}"]


def test_a_summary_tells_categories_aspects_and_the_weakest(pekppp_command, responses, tmp_path):
    weak = {INDICATOR_CODES[4]: 1}
    assessments = write(tmp_path / "p.csv", INDICATOR_CODES, [{"unit_id": "a", **weak}, {"unit_id": "b", **weak}])
    given = ["table", assessments, "--responses", responses, *OPTIONS, "-o", tmp_path / "h.csv", "--summary"]
    done = pekppp_command(*given, "--format", "json")
    summary = json.loads(done.out)["summary"]
    assert (summary["units"], summary["scored"], summary["statuses"]) == (2, 2, {})
    assert sum(summary["categories"].values()) == 2
    assert next(iter(summary["categories"])) == "A"
    assert summary["weakest"][0]["id"] == f"f02.{INDICATOR_CODES[4]}"
    assert summary["weakest"][0]["mean"] == {"exact": "1", "rounded": "1.00"}
    text = pekppp_command(*given).out
    assert "Predikat" in text
    assert f"f02.{INDICATOR_CODES[4]}" in text
    assert rows_of(tmp_path / "h.csv")[0].keys() == {
        "unit_id", "index_num", "index_den", "index_hundredths", "category", "evaluators", "respondents", "status"
    }  # fmt: skip


def test_nodes_on_request_are_columns(pekppp_command, assessments, responses, tmp_path):
    given = ["table", assessments, "--responses", responses, *OPTIONS, "-o", tmp_path / "h.csv"]
    assert pekppp_command(*given, "--node", "f02.a").status == 0
    assert [row["f02_a_units"] for row in rows_of(tmp_path / "h.csv")] == [400, 500]


def test_a_regulation_is_chosen_by_family_and_date(pekppp_command, assessments, responses, tmp_path):
    given = ["table", assessments, "--responses", responses, "-o", tmp_path / "h.csv"]
    assert pekppp_command(*given, "--family", "pekppp", "--on", "2024-05-01").status == 0
    assert pekppp_command(*given, "--family", "pekppp", "--on", "2001-01-02").status == 1


REFUSED = {
    "no regulation": (["-o", "h.csv"], 2, "--regulation"),
    "two regulations": ([*OPTIONS, "--on", "2023-01-02", "-o", "h.csv"], 2, "--regulation"),
    "a date without a family": (["--on", "2023-01-02", "-o", "h.csv"], 2, "--family"),
    "an unknown kind of result": ([*OPTIONS, "-o", "h.txt"], 1, "PKP-714"),
    "an unknown column of units": ([*OPTIONS, "--unit-column", "unit", "-o", "h.csv"], 1, "PKP-710"),
    "a mode twice": ([*OPTIONS, "--mode", "luring", "--mode-column", "mode", "-o", "h.csv"], 2, "--mode"),
    "a misspelt form": ([*OPTIONS, "--responses", "f3=x.csv", "-o", "h.csv"], 1, "PKP-001"),
    "the input as output": ([*OPTIONS, "-o", "penilaian.csv"], 2, "-o"),
    "a folder that is not there": ([*OPTIONS, "-o", "tidak/ada.csv"], 1, "PKP-013"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    pekppp_command, assessments, tmp_path, monkeypatch, name
):
    options, status, told = REFUSED[name]
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    done = pekppp_command("table", "penilaian.csv", *options)
    assert (done.status, told in done.err) == (status, True)
    assert "Traceback" not in done.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


HOSTILE = {
    "nothing": b"",
    "no text": b"unit_id,mode\n\xff\xfe,luring\n",
    "a row that is too long": b"unit_id,mode\na,luring,1,2,3\n",
    "not a file of its kind": b"PK\x03\x04 not really",
}


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_broken_file_is_one_clear_error(pekppp_command, tmp_path, name, suffix):
    path = tmp_path / f"p{suffix}"
    path.write_bytes(HOSTILE[name])
    done = pekppp_command("table", path, *OPTIONS, "-o", tmp_path / "h.csv")
    assert done.status == 1
    assert "PKP-" in done.err
    assert "Traceback" not in done.err
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_of_two_files_the_broken_one_is_named(pekppp_command, assessments, responses, tmp_path):
    out = tmp_path / "hasil.csv"
    responses.write_bytes(responses.read_bytes() + b"b,luring" + b",4" * 40 + b"\n")
    done = pekppp_command("table", assessments, "--responses", responses, *OPTIONS, "-o", out)
    assert done.status == 1
    assert f"{responses}  PKP-007" in done.err
    assert not out.exists()


def test_a_text_that_begins_like_a_formula_stays_a_text(pekppp_command, responses, tmp_path):
    assessments = write(tmp_path / "p.csv", INDICATOR_CODES, [{"unit_id": "=1+1"}])
    pekppp_command("table", assessments, *OPTIONS, "-o", tmp_path / "h.xlsx")
    from openpyxl import load_workbook

    cell = load_workbook(tmp_path / "h.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


FACTS = ("f01_1_ada", "f01.1.jumlah_layanan", "f01_1_jumlah_sp")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
@pytest.mark.parametrize("yes", ["ya", "TRUE", "1"])
def test_facts_are_read_from_the_same_file_when_findings_are_asked_for(
    pekppp_command, tmp_path, responses, suffix, yes
):
    stated = [("a", (yes, "3", "5")), ("b", ("", "", ""))]
    rows = [{"unit_id": unit, **dict(zip(FACTS, cells, strict=True))} for unit, cells in stated]
    path = write(tmp_path / "penilaian.csv", [*INDICATOR_CODES, *FACTS], rows)
    if suffix != ".csv":
        frame = pl.read_csv(path).with_columns(f01_1_ada=pl.Series([True, None]))
        path = path.with_suffix(suffix)
        frame.write_parquet(path) if suffix == ".parquet" else frame.write_excel(path)
    out = tmp_path / "hasil.csv"
    done = pekppp_command("table", path, "--responses", responses, *OPTIONS, "--findings", "-o", out, "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert [row["finding_sp_melebihi_jenis_layanan"] for row in rows_of(out)] == [1, 0]
    assert "needs columns of fact f01.28.masuk" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("column", "cells", "code"),
    [
        (0, ("mungkin", "", ""), "PKP-717"),
        (1, ("ya", "tiga", ""), "PKP-717"),
        (2, ("ya", "3", "-1"), "PKP-718"),
        (2, ("tidak", "", "3"), "PKP-218"),
    ],
)
def test_what_no_unit_can_state_is_told_with_its_place(pekppp_command, tmp_path, responses, column, cells, code):
    rows = [{"unit_id": "a"}, {"unit_id": "b"}]
    for row, said in zip(rows, [("ya", "3", "2"), cells], strict=True):
        row |= dict(zip(FACTS, said, strict=True))
    path = write(tmp_path / "penilaian.csv", [*INDICATOR_CODES, *FACTS], rows)
    done = pekppp_command(
        "table", path, "--responses", responses, *OPTIONS, "--findings", "-o", tmp_path / "h.csv", "--lang", "en"
    )
    assert done.status == 1
    place, told, *_ = done.err.splitlines()[0].split("  ")
    assert (place, told) == (f"{path}:3:{2 + len(INDICATOR_CODES) + column + 1}", code)
