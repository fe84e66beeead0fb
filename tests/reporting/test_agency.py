"""The report of an agency, as a page and as a workbook: whole, safe, the same for equal pictures."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.reporting.agency import agency_report
from pekppp_rules.reporting.agency_assemble import agency_view
from pekppp_rules.reporting.agency_html import heat_rows
from pekppp_rules.reporting.agency_view import HeatCell, HeatColumn, HeatMap
from pekppp_rules.testing import regulations, submissions
from tests.agency.units import unit
from tests.architecture.free_text import TEXTS, clean
from tests.reporting.page import check_page, read_page, shape
from tests.reporting.samples import SAMPLES, evaluated

MARKUP = '<b onclick="alert(1)">{{ 7 * 7 }}</b> & =1+1 "\'"'
LATER = {"period": {"year": 2023}}


@cache
def compared() -> pekppp.AgencyPicture:
    before = [unit("A", 3), unit("B", 4), unit("D", 2)]
    after = [unit("A", 4, **LATER), unit("B", 4, **LATER), unit("C", 5, **LATER)]
    return pekppp.agency_picture(after, against=before)


@cache
def side_by_side() -> pekppp.AgencyPicture:
    return pekppp.agency_picture([unit("A", 3), unit("B", 5), unit("A", 4, **LATER)])


def page_of(picture, lang="id"):
    return read_page(agency_report(picture, lang=lang))


def cells_of(content):
    """Return every text of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        shared = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        return ["".join(one.itertext()) for one in shared]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("picture", [compared, side_by_side])
def test_the_page_stands_alone_and_is_fit_for_screen_readers(picture, lang):
    check_page(page_of(picture(), lang), lang)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_agency_under_every_kind_of_regulation_is_reported_on(name):
    picture = pekppp.agency_picture([evaluated(name)])
    check_page(page_of(picture), "id")
    assert cells_of(agency_report(picture, format="xlsx"))


@settings(max_examples=15)
@given(st.data())
def test_a_regulation_of_any_shape_is_reported_on(data):
    regulation = data.draw(regulations())
    picture = pekppp.agency_picture([regulation.evaluate(data.draw(submissions(regulation)))])
    check_page(page_of(picture), "id")
    assert agency_report(picture, format="xlsx")


def test_the_page_says_what_the_picture_holds():
    text = page_of(compared()).only("main").text
    for expected in (
        "Sebaran predikat",
        "Peringkat",
        "Peta unit menurut indikator",
        "Dari unit sendiri",
        "Unit baru (1)",
    ):
        assert expected in text
    assert "putaran yang berbeda" in page_of(side_by_side()).only("main").text


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx"])
def test_equal_pictures_give_equal_reports(form):
    first = agency_report(compared(), format=form)
    assert agency_report(compared.__wrapped__(), format=form) == first


@given(text=TEXTS)
@example(text=MARKUP)
@settings(max_examples=15)
def test_texts_of_a_submission_never_change_the_shape_of_the_page(text):
    plain, nasty = (pekppp.agency_picture([unit(name, unit={"agency": name})]) for name in ("Biasa", text))
    html = agency_report(nasty)
    assert clean(html)
    assert shape(read_page(html)) == shape(page_of(plain))


def test_nothing_in_a_workbook_is_a_formula_or_a_link():
    picture = pekppp.agency_picture([unit(text, 4) for text in ("=1+1", "https://contoh.go.id", "@SUM(A1)", "12")])
    content = agency_report(picture, format="xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheets = {name: file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet")}
        assert not [name for name in file.namelist() if "externalLinks" in name or "vba" in name.lower()]
    assert sheets
    assert not [name for name, xml in sheets.items() if "<f>" in xml or "hyperlink" in xml]
    assert {"=1+1", "https://contoh.go.id", "@SUM(A1)", "12"} <= set(cells_of(content))


def test_the_workbook_has_a_sheet_for_each_part_and_round():
    with zipfile.ZipFile(io.BytesIO(agency_report(side_by_side(), format="xlsx", lang="en"))) as file:
        book = file.read("xl/workbook.xml").decode()
    for name in ("Summary 2022", "Ranking 2022", "Heat map f02 2022", "Summary 2023", "Findings 2023"):
        assert f'name="{name}"' in book


def test_rounds_of_one_year_have_sheets_of_their_own():
    picture = pekppp.agency_picture([unit("A", 3), unit("B", 4, period={"stage": "pembinaan"})])
    with zipfile.ZipFile(io.BytesIO(agency_report(picture, format="xlsx", lang="en"))) as file:
        book = file.read("xl/workbook.xml").decode()
    assert 'name="Summary 2022"' in book
    assert 'name="Summary 2022 (2)"' in book


def test_a_format_that_does_not_exist_is_refused():
    with pytest.raises(pekppp.PekpppError) as caught:
        agency_report(compared(), format="docx")
    assert caught.value.code == "PKP-504"


def test_a_cell_of_the_heat_map_says_its_unit_code_and_level():
    maps = agency_view(side_by_side(), "id").rounds[0].heat
    page = agency_report(side_by_side(), format="html")
    for heat in maps:
        for name, cells in heat.units:
            for column, cell in zip(heat.columns, cells, strict=True):
                assert cell is not None
                assert f'<td class=h{cell.step} title="{name} · {column.code} · {cell.text}">{cell.text}</td>' in page


def test_a_name_cannot_leave_the_title_of_its_cells():
    heat = HeatMap("f", (HeatColumn('1"<', "x"),), (('A" onmouseover="x', (HeatCell("4,0", Fraction(4), 4),)),))
    assert 'title="A&#34; onmouseover=&#34;x · 1&#34;&lt; · 4,0">4,0</td>' in heat_rows(heat)


def test_heat_is_told_by_number_and_step():
    (heat, *_) = agency_view(side_by_side(), "id").rounds[0].heat
    for _, cells in heat.units:
        for cell in cells:
            assert cell is not None
            assert cell.step == int(cell.value)
    assert [name for name, _ in heat.units] == ["B", "A"]
