"""Minutes as a Word file: all that they say, in an order Word accepts, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx.oxml.ns import qn

import pekppp_rules as pekppp
from pekppp_rules.minuting.content import minutes_of
from pekppp_rules.minuting.word_package import packed, unpacked
from pekppp_rules.minuting.word_paper import own_letterhead
from tests.minuting.papers import PARTIES, SUBMISSIONS, evaluation, made, opened, squeezed, text_of
from tests.minuting.test_same_words import words_of

ORDER = {
    "w:pPr": [
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind"),
        *("contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    ],
    "w:rPr": ["rStyle", "rFonts", "b", "bCs", "i", "color", "sz", "szCs", "lang"],
    "w:tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"],
    "w:tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"],
    "w:tbl": ["tblPr", "tblGrid", "tr"],
    "w:tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
}
"""In which order the standard wants the children of an element (ISO/IEC 29500-1): Word refuses a file that has another."""


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_children_stand_in_the_order_of_the_standard(name):
    document = opened(made(name))
    for tag, order in ORDER.items():
        for element in document.element.iter(qn(tag)):
            at = [order.index(child.tag.partition("}")[2]) for child in element]
            assert at == sorted(at), tag


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_tables_have_the_columns_of_their_grid_and_cells_end_with_a_paragraph(name):
    for table in opened(made(name)).element.iter(qn("w:tbl")):
        widths = [column.get(qn("w:w")) for column in table.iter(qn("w:gridCol"))]
        for row in table.iter(qn("w:tr")):
            assert [cell.find(f".//{qn('w:tcW')}").get(qn("w:w")) for cell in row.iter(qn("w:tc"))] == widths
        assert all(cell[-1].tag == qn("w:p") for cell in table.iter(qn("w:tc")))
        assert table.getnext().tag == qn("w:p")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_document_says_all_that_the_minutes_say(lang):
    content = pekppp.minutes(evaluation(), parties=PARTIES, lang=lang)
    said = squeezed(text_of(content))
    missing = [text for text in words_of(minutes_of(evaluation(), PARTIES, lang)) if squeezed(text) not in said]
    assert missing == []
    assert "{{" not in said


def test_equal_inputs_give_equal_bytes_whenever_they_are_made(monkeypatch):
    first = pekppp.minutes(evaluation(), parties=PARTIES)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert pekppp.minutes(evaluation(), parties=PARTIES) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.testzip() is None


def test_the_properties_say_what_it_is_and_neither_who_made_it_nor_when():
    core = unpacked(made())["docProps/core.xml"].decode("utf-8")
    assert "BERITA ACARA - Disdukcapil Kota Contoh - 2022" in core
    assert re.findall(r"<(?:dc|dcterms|cp):(\w+)[ >]", core) == ["coreProperties", "title", "language"]


def test_every_page_names_the_record_and_its_number():
    content = made()
    footer = unpacked(content)["word/footer.xml"].decode("utf-8")
    assert minutes_of(evaluation(), pekppp.Parties(), "id").values["record.digest"] in footer
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]


def test_titles_are_in_the_outline_and_tables_repeat_theirs():
    document = opened(made())
    levels = [level.get(qn("w:val")) for level in document.element.iter(qn("w:outlineLvl"))]
    assert (levels.count("0"), levels.count("1")) == (6, 7)
    assert len(list(document.element.iter(qn("w:tblHeader")))) == 3


def test_the_annex_begins_a_page_and_signatures_stay_together():
    document = opened(made())
    (annex,) = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert annex.text == "Lampiran: skor per indikator"
    closing = next(p for p in document.paragraphs if p.text.startswith("Demikian"))
    assert closing.paragraph_format.keep_with_next


def test_the_parts_of_an_archive_do_not_depend_on_their_order():
    assert packed({"b": b"1", "[Content_Types].xml": b"2"}) == packed({"[Content_Types].xml": b"2", "b": b"1"})


@pytest.mark.parametrize("lang", ["id", "en"])
def test_our_letterhead_says_which_language_it_is_in(lang):
    styles = unpacked(own_letterhead(lang))["word/styles.xml"].decode("utf-8")
    assert {"id": 'w:val="id-ID"', "en": 'w:val="en-GB"'}[lang] in styles
