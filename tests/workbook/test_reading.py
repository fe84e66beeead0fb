"""Filled workbooks as officials hand them in: every problem by sheet and cell, all at once, and nothing overlooked."""

from __future__ import annotations

import json
import struct
import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.main import run
from pekppp_rules.reading.spreadsheet import container, markup, read_spreadsheet
from tests.toy import MEASURED, PALACE, PEOPLE, TOTAL, toy_submission
from tests.workbook.edits import added, changed, copied, deleted, merged, part_of, removed, renamed, typed


@pytest.fixture(scope="module")
def filled(regulation, example):
    return regulation.template(submission=pekppp.read_submission(example), respondents=15)


@pytest.fixture
def problems(tmp_path):
    """Read a workbook and return its problems as lines, without the path."""

    def read(content: bytes, name: str = "unit.xlsx") -> list[str]:
        path = tmp_path / name
        path.write_bytes(content)
        try:
            regulation = pekppp.read_submission(path)
        except pekppp.PekpppError as error:
            return [problem.line().removeprefix(f"{path}").strip() for problem in error.problems]
        found = pekppp.load(regulation.regulation).validate(regulation)
        return [problem.line().removeprefix(f"{path}").strip() for problem in found]

    return read


def test_a_whole_workbook_has_no_problems(filled, problems):
    assert problems(filled) == []


def test_all_problems_come_at_once_each_with_sheet_and_cell(filled, problems):
    cells = {
        "F-01!D12": "dua",
        "'F-02 (1)'!E7": 7,
        "'F-02 (1)'!E8": 3.5,
        "'F-02 (2)'!E9": None,
        "'F-02 (2)'!E10": "empat",
        "F-03!C7": 9,
        "F-03!D8": None,
        "Unit!C10": None,
    }
    found = problems(changed(filled, typed({key.replace("'", ""): value for key, value in cells.items()})))
    assert [line.split("  ")[:2] for line in found] == [
        ["F-01!D12", "PKP-040"],
        ["'F-02 (1)'!E7", "PKP-203"],
        ["'F-02 (1)'!E8", "PKP-203"],
        ["'F-02 (2)'!E9", "PKP-201"],
        ["'F-02 (2)'!E10", "PKP-204"],
        ["F-03!C7", "PKP-203"],
        ["F-03!D8", "PKP-205"],
        ["Unit!C10", "PKP-502"],
    ]
    assert "'F-02 (1)'!E7  PKP-203  skor 7, seharusnya bilangan bulat 0 sampai 5" in found


def test_a_problem_tells_its_cell_as_data(filled, tmp_path, capsys):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(changed(filled, typed({"F-03!C7": 9})))
    with pytest.raises(SystemExit) as done:
        run(["evaluate", str(path), "--format", "json"])
    assert done.value.code == 1
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["cell"], problem["line"], problem["column"]) == ("F-03!C7", 7, 3)
    assert problem["path"] == '$.forms.f03.responses[0]["1.a.K1"]'


@pytest.mark.parametrize("command", ["evaluate", "justify", "improve", "record", "migrate"])
def test_every_command_that_takes_a_submission_takes_a_workbook(filled, tmp_path, capsys, command):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(filled)
    options = {
        "improve": ["--to", "A"],
        "record": ["-o", str(tmp_path / "rekaman.json")],
        "migrate": ["--to", "permenpanrb_4_2023", "-o", str(tmp_path / "baru.yaml")],
    }
    with pytest.raises(SystemExit) as done:
        run([command, str(path), *options.get(command, [])])
    assert done.value.code == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("content", ["filled", "old"])
def test_standard_input_may_be_a_workbook(filled, monkeypatch, capsys, content):
    given = filled if content == "filled" else _OLE
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(given), isatty=lambda: False))
    with pytest.raises(SystemExit) as done:
        run(["evaluate", "-"])
    assert done.value.code == (0 if content == "filled" else 1)
    assert ("PKP-030" in capsys.readouterr().err) == (content == "old")


def test_a_renamed_sheet_is_read_and_named_as_it_is_now(filled, problems):
    assert problems(changed(filled, renamed("F-03", "Survei warga"))) == []
    found = problems(changed(filled, renamed("F-03", "Survei warga"), typed({"Survei warga!C7": 9})))
    assert found == ["'Survei warga'!C7  PKP-203  skor 9, seharusnya bilangan bulat 0 sampai 5"]


@pytest.mark.parametrize("title", ["F-01", "F-02 (2)", "F-03", "Bukti"])
def test_a_missing_sheet_is_named(filled, problems, title):
    found = problems(changed(filled, deleted(title)))
    assert f'PKP-036  lembar "{title}" tidak ada' in "\n".join(found)


def test_without_the_sheet_of_the_unit_there_is_no_submission(filled, problems):
    assert 'PKP-036  lembar "Unit" tidak ada' in "\n".join(problems(changed(filled, deleted("Unit"))))


def test_a_missing_result_sheet_is_none_of_our_business(filled, problems):
    assert problems(changed(filled, deleted("Hasil"), deleted("Hitungan"))) == []


@pytest.mark.parametrize("cell", ["F-02 (1)!E7", "F-02 (1)!F7", "F-03!C7", "Unit!C10", "F-01!D7"])
def test_a_formula_in_a_cell_to_fill_in_is_refused(filled, problems, cell):
    sheet, _, reference = cell.rpartition("!")
    place = f"'{sheet}'!{reference}" if " " in sheet else cell
    found = problems(changed(filled, typed({cell: "=2+2"})))
    assert f"{place}  PKP-037  sel isian memuat rumus; ketik nilainya sendiri, atau tempel sebagai nilai" in found


def test_an_error_in_a_cell_to_fill_in_is_refused(filled, problems):
    [found] = problems(changed(filled, typed({"F-03!C7": "#REF!"})))
    assert found == "F-03!C7  PKP-038  sel isian memuat galat #REF!; ketik nilainya"


@pytest.mark.parametrize(
    ("title", "cells", "place"),
    [("F-02 (1)", "E7:E8", "'F-02 (1)'!E7"), ("F-03", "B7:D9", "F-03!C7"), ("Unit", "C10:D10", "Unit!C10")],
)
def test_merged_cells_to_fill_in_are_refused(filled, problems, title, cells, place):
    found = problems(changed(filled, merged(title, cells)))
    assert [line for line in found if "PKP-039" in line] == [
        f"{place}  PKP-039  sel isian digabung ({cells}); pisahkan selnya (unmerge), lalu isi masing-masing"
    ]


def test_merged_headings_are_nobody_s_problem(filled, problems):
    assert problems(changed(filled, merged("F-02 (1)", "B2:D2"))) == []


def test_an_entry_outside_the_table_is_not_overlooked(filled, problems):
    extra = '<row r="900"><c r="E900"><v>4</v></c></row></sheetData>'

    def below(parts):
        part = part_of(parts, "F-02 (1)")
        parts[part] = parts[part].replace(b"</sheetData>", extra.encode())

    [found] = problems(changed(filled, below))
    assert found.startswith("'F-02 (1)'!E900  PKP-041")


def test_a_row_that_was_copied_is_noticed(filled, problems):
    [found] = problems(changed(filled, typed({"F-02 (1)!A8": "row 1.a.Ak"})))[:1]
    assert found.startswith("'F-02 (1)'!A8  PKP-042")


def test_a_mark_of_a_later_library_is_no_mark_of_ours(filled, problems):
    found = problems(changed(filled, typed({"F-03!A1": "formulir:2:responses:f03:F-03"})))
    assert found[0].startswith("F-03!A1  PKP-043")


def test_a_workbook_of_something_else_is_not_taken_for_a_form(filled, problems):
    marks = {
        f"{title}!A1": "x" for title in ("Unit", "F-01", "F-02 (1)", "F-02 (2)", "F-03", "Bukti", "Hasil", "Hitungan")
    }
    [found] = problems(changed(filled, typed({**marks, "Pilihan!A1": "x"})))
    assert found.startswith("PKP-035")


def test_a_sheet_copied_by_an_evaluator_is_another_evaluator(filled, regulation, tmp_path):
    path = tmp_path / "unit.xlsx"
    path.write_bytes(changed(filled, copied("F-02 (1)", "Salinan")))
    with pytest.raises(pekppp.SubmissionError) as caught:
        regulation.evaluate(pekppp.read_submission(path))
    assert [problem.line().removeprefix(f"{path} ") for problem in caught.value.problems] == [
        "Salinan!F4  PKP-211  lembar ke-3 memakai nama evaluator yang sudah ada; satu lembar untuk satu evaluator"
    ]


def test_evidence_for_a_sheet_or_row_that_is_not_there_is_refused(filled, problems):
    found = problems(changed(filled, typed({"Bukti!B5": "F-09", "Bukti!C5": "1.a.Ak", "Bukti!D5": "SK"})))
    assert any(line.startswith("Bukti!B5  PKP-040") for line in found)
    found = problems(changed(filled, typed({"Bukti!B5": "F-02 (1)", "Bukti!C5": "9.z.Z", "Bukti!D5": "SK"})))
    assert any(line.startswith("Bukti!C5  PKP-040") for line in found)


@pytest.mark.parametrize(
    "forms",
    [
        (PALACE, PEOPLE, TOTAL),
        (PALACE, PEOPLE, MEASURED),
        (PALACE, {"tanya": {"means": {"t1": 3.17, "t2": 3, "t3": 2}}}, TOTAL),
    ],
)
def test_what_may_be_given_or_computed_is_both(dongeng, forms, tmp_path):
    submission = toy_submission(*forms)
    dongeng.template(tmp_path / "loket.xlsx", submission=submission)
    assert pekppp.read_submission(tmp_path / "loket.xlsx", package=dongeng.package) == submission


# Files that are no clean workbook.

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _zip(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (_OLE, "lama.xls", "PKP-030"),
        (_OLE, "lama.xlsx", "PKP-030"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "rahasia.xlsx", "PKP-031"),
        (b"", "kosong.xlsx", "PKP-005"),
        (b"nama;skor\n", "teks.xlsx", "PKP-029"),
        (b"PK\x03\x04" + b"\0" * 50, "potong.xlsx", "PKP-029"),
        (_zip(a=b"x"), "arsip.xlsx", "PKP-029"),
    ],
)
def test_what_is_no_workbook_is_said_to_be_none(problems, content, name, code):
    [found] = problems(content, name)
    assert found.startswith(code)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "PKP-032"),
        ("XL/VBAPROJECT.BIN", "PKP-032"),
        ("xl/macrosheets/sheet1.xml", "PKP-032"),
        ("xl/activeX/activeX1.xml", "PKP-032"),
        ("xl/externalLinks/externalLink1.xml", "PKP-034"),
        ("xl/connections.xml", "PKP-034"),
        ("xl/embeddings/oleObject1.bin", "PKP-034"),
    ],
)
def test_what_would_run_or_fetch_something_is_refused_unopened(filled, problems, part, code):
    [found] = problems(changed(filled, added(part, b"\0")))
    assert found.startswith(code)
    assert part.rpartition("/")[2].lower() in found


@pytest.mark.parametrize(
    "missing", ["xl/workbook.xml", "_rels/.rels", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_without_one_of_its_parts_is_damaged(filled, problems, missing):
    found = problems(changed(filled, removed(missing)))
    assert found
    assert found[0].startswith(("PKP-029", "PKP-035"))


def test_a_zip_bomb_is_stopped_while_it_unpacks(filled, problems, monkeypatch):
    monkeypatch.setattr(container, "MOST_UNPACKED_MEGABYTES", 2)
    bomb = b"<sst>" + b"<si><t>" + b"x" * 60_000_000 + b"</t></si></sst>"
    content = changed(filled, added("xl/sharedStrings.xml", bomb))
    assert len(content) < 400_000
    [found] = problems(content)
    assert (
        found == "PKP-033  isi buku kerja lebih dari 2 MB setelah dibuka kemasannya; isian yang benar tidak sebesar itu"
    )


def test_a_bomb_that_lies_about_its_size_is_stopped_too(filled, problems):
    content = bytearray(changed(filled, added("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 400_000 + b"</sst>")))
    at = content.rindex(b"xl/sharedStrings.xml") - 46 + 24
    content[at : at + 4] = struct.pack("<I", 10)
    [found] = problems(bytes(content))
    assert found.startswith("PKP-029")


def test_a_bomb_beside_the_parts_that_are_read_is_never_unpacked(filled, problems):
    assert problems(changed(filled, added("xl/media/image1.png", b"\0" * 200_000_000))) == []


def test_very_many_tiny_cells_are_bounded(filled, problems, monkeypatch):
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 5_000)
    [found] = problems(filled)
    assert found.startswith("PKP-029")


def test_entities_are_refused_whatever_they_would_say(filled, problems):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    [found] = problems(changed(filled, added("xl/sharedStrings.xml", bomb)))
    assert found.startswith("PKP-029")
    assert "jenis dokumen" in found


def test_two_parts_of_one_name_are_refused(filled, problems):
    made = BytesIO(filled)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as file:
        file.writestr("xl/workbook.xml", b"<workbook/>")
    [found] = problems(made.getvalue())
    assert found.startswith("PKP-029")


@pytest.mark.parametrize(
    "content", [b"<worksheet", b"\xff\xfe", b"<a/><b/>", b'<?xml version="1.0" encoding="x-none"?><a/>']
)
def test_malformed_xml_is_a_damaged_workbook(filled, problems, content):
    def break_it(parts):
        parts[part_of(parts, "F-03")] = content

    [found] = problems(changed(filled, break_it))
    assert found.startswith("PKP-029")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="ZZZZ9"><v>1</v></c>', "PKP-029"),
        ('<c r="C9" t="s"><v>99999999</v></c>', "PKP-029"),
        ('<c r="A0"><v>1</v></c>', "PKP-029"),
    ],
)
def test_cells_that_cannot_be_are_refused(filled, problems, cell, code):
    def insert(parts):
        part = part_of(parts, "F-03")
        parts[part] = parts[part].replace(b"</sheetData>", f'<row r="9999">{cell}</row></sheetData>'.encode())

    [found] = problems(changed(filled, insert))
    assert found.startswith(code)


@pytest.mark.parametrize("typed_number", ["1e999", "nan", "0x10", "1_000", "9" * 300])
def test_numbers_of_no_use_are_refused_at_their_cell(filled, problems, typed_number):
    def insert(parts):
        part = part_of(parts, "F-03")
        text = parts[part].decode()
        start = text.index('<c r="C7"')
        end = text.index("</c>", start) + 4
        parts[part] = (text[:start] + f'<c r="C7"><v>{typed_number}</v></c>' + text[end:]).encode()

    [found] = problems(changed(filled, insert))
    assert found.startswith("F-03!C7  PKP-011")


def test_reading_a_sheet_of_strangers_keeps_other_sheets_apart(filled):
    names = [sheet.name for sheet in read_spreadsheet(filled, "unit.xlsx")]
    assert names == ["Unit", "F-01", "F-02 (1)", "F-02 (2)", "F-03", "Bukti", "Hasil", "Hitungan", "Pilihan"]
