"""The report as a workbook: what the view says, numbers as numbers, no formula or link, the same bytes each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import zipfile
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.errors import one_line
from pekppp_rules.reporting.assemble import report_view
from pekppp_rules.testing import drafts, regulations, submissions
from tests.architecture.free_text import NASTY, SMALL_SUBMISSION, TEXTS, filled, write_package
from tests.reporting.samples import SAMPLES, draft_of, evaluated, texts_of
from tests.reporting.test_pdf import codes_of

EVERY_SAMPLE = pytest.mark.parametrize("name", SAMPLES)
ALL_NASTY = "".join(NASTY)
FORMULAS = [
    *("=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(1)", "{=1}", "http://x.test/", "1e5"),
    "</t><f>1</f>",
]
FEWEST = settings(max_examples=max(3, settings.default.max_examples // 25))
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def report_of(name, lang="id", is_draft=False):
    return (draft_of if is_draft else evaluated)(name).report(format="xlsx", lang=lang)


def parts_of(content):
    """Return every part of the file by name; each one that is XML can be read."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        parts = {one.filename: file.read(one) for one in file.infolist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    return parts


def strings_of(content):
    shared = ElementTree.fromstring(parts_of(content)["xl/sharedStrings.xml"])
    return ["".join(item.itertext()) for item in shared.iter(f"{_NS}si")]


def numbers_of(content):
    sheets = [part for name, part in parts_of(content).items() if name.startswith("xl/worksheets/sheet")]
    cells = [cell for sheet in sheets for cell in ElementTree.fromstring(sheet).iter(f"{_NS}c")]
    return [cell.findtext(f"{_NS}v") for cell in cells if cell.get("t") is None and cell.find(f"{_NS}v") is not None]


def check_harmless(content):
    parts = parts_of(content)
    assert not [
        name for name in parts if "vba" in name.lower() or "external" in name.lower() or "activex" in name.lower()
    ]
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            root = ElementTree.fromstring(part)
            assert not list(root.iter(f"{_NS}f"))
            assert not list(root.iter(f"{_NS}hyperlink"))
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in part
        if name.startswith("xl/charts/"):
            references = re.findall(r"<c:f>([^<]*)</c:f>", part.decode())
            assert all(re.fullmatch(r"(?:'[\w ]+'|\w+)!\$[A-D]\$\d+(?::\$[A-D]\$\d+)?", one) for one in references), (
                references
            )


@EVERY_SAMPLE
@pytest.mark.parametrize("is_draft", [False, True], ids=["whole", "draft"])
def test_everything_the_view_says_is_in_a_cell(name, is_draft):
    view = report_view((draft_of if is_draft else evaluated)(name), "en")
    content = report_of(name, "en", is_draft)
    written = "\n".join(strings_of(content)).lower()
    missing = {text for text in texts_of(view) if one_line(text).lower() not in written}
    as_numbers = {text for text in missing if re.fullmatch(r"≈?[+-]?[0-9.]+", text)}
    strip = {view.headline.strip.lowest, view.headline.strip.highest}
    bands = {band.letter for band in view.headline.strip.bands}
    assert missing - as_numbers - codes_of(view) - strip - bands == set()


def test_numbers_are_numbers_to_six_places():
    numbers = numbers_of(report_of("disdukcapil"))
    assert numbers[0] == "4.25"
    assert {"4.43", "0.0153", "0.7965", "0.84375", "4.166667"} <= set(numbers)
    assert "4,43" not in strings_of(report_of("disdukcapil"))


@EVERY_SAMPLE
def test_nothing_in_the_file_acts(name):
    check_harmless(report_of(name))
    check_harmless(report_of(name, is_draft=True))


@given(text=st.sampled_from(FORMULAS) | TEXTS)
@example(text=ALL_NASTY)
@example(text=FORMULAS[0])
@FEWEST
def test_texts_of_a_submission_are_texts_in_the_file(regulation, text):
    content = regulation.evaluate(pekppp.Submission.model_validate(filled(text))).report(format="xlsx")
    check_harmless(content)
    assert one_line(text).strip() in "\n".join(strings_of(content))


@given(text=st.sampled_from(FORMULAS) | TEXTS)
@example(text=ALL_NASTY)
@example(text=FORMULAS[0])
@example(text="x" * 3_900)
@FEWEST
def test_texts_of_a_package_are_texts_in_the_file(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", text)
    check_harmless(
        pekppp.load(package).evaluate(pekppp.Submission.model_validate(SMALL_SUBMISSION)).report(format="xlsx")
    )


@FEWEST
@given(st.data())
def test_a_regulation_of_any_shape_can_be_written(data):
    regulation = data.draw(regulations())
    check_harmless(regulation.evaluate(data.draw(submissions(regulation))).report(format="xlsx"))
    check_harmless(regulation.evaluate(data.draw(drafts(regulation)), draft=True).report(format="xlsx"))


def test_equal_results_give_equal_bytes_whatever_the_time(monkeypatch):
    first = evaluated("skm").report(format="xlsx")
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    assert evaluated("skm").report(format="xlsx") == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_charts_say_in_words_what_they_show():
    parts = parts_of(report_of("disdukcapil"))
    told = " ".join(part.decode() for name, part in parts.items() if name.startswith("xl/drawings/drawing"))
    assert told.count('descr="') == 4
    assert "Perbandingan aspek. Indeks F-02 (evaluator): a 4,43" in told


def test_the_head_of_a_form_is_repeated_on_paper_and_stays_in_sight():
    parts = parts_of(report_of("disdukcapil"))
    assert b"_xlnm.Print_Titles" in parts["xl/workbook.xml"]
    form = parts["xl/worksheets/sheet3.xml"].decode()
    assert 'state="frozen"' in form
    assert 'orientation="landscape"' in form
    assert 'paperSize="9"' in form


@pytest.mark.external
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice: soffice is not installed")
@EVERY_SAMPLE
def test_libreoffice_opens_the_file_and_reads_the_same_cells(name, tmp_path):
    file = tmp_path / "laporan.xlsx"
    file.write_bytes(report_of(name, "en"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path)]
    subprocess.run(["soffice", profile, "--headless", *to, str(file)], check=True, capture_output=True, timeout=120)
    (written,) = tmp_path.glob("*.csv")
    text = written.read_text("utf-8")
    assert evaluated(name).unit.name in text
    assert evaluated(name).regulation.digest in text
    assert str(evaluated(name).index.rounded) in text
