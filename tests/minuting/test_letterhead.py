"""An agency's own letterhead: placeholders are filled wherever they stand, and everything that is none is told at once."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.minuting.content import minutes_of
from pekppp_rules.minuting.letterhead import filled
from pekppp_rules.minuting.word_package import packed, unpacked
from pekppp_rules.minuting.word_paper import own_letterhead
from tests.minuting.papers import PARTIES, changed, codes, evaluation, letterhead, opened, squeezed, text_of

MINUTES = minutes_of(evaluation(), PARTIES, "id")


def made(template):
    return pekppp.minutes(evaluation(), parties=PARTIES, template=template)


def refused(template):
    with pytest.raises(pekppp.MinutesError) as caught:
        made(template)
    return caught.value


def test_our_own_letterhead_given_as_a_template_gives_our_own_minutes():
    assert made(own_letterhead("id")) == pekppp.minutes(evaluation(), parties=PARTIES)


@pytest.mark.parametrize("name", MINUTES.values)
def test_every_value_has_a_placeholder(name):
    assert f"<{MINUTES.values[name]}>" in text_of(made(letterhead(f"<{{{{{name}}}}}>")))


@pytest.mark.parametrize("name", MINUTES.sections)
def test_every_section_has_a_placeholder_and_stands_where_it_is(name):
    said = squeezed(text_of(made(letterhead("Sebelum", f"{{{{ {name} }}}}", "Sesudah"))))
    before, found, after = said.partition("Sebelum")[2].rpartition("Sesudah")
    assert found
    assert after == ""
    assert len(before) > 20


def test_the_look_of_the_template_stays():
    template = letterhead("{{minutes}}", change=lambda document: document.add_heading("Kop", 1))
    document = opened(made(template))
    assert document.paragraphs[-1].style.name == "Heading 1"
    assert unpacked(made(template))["word/styles.xml"] != b""


def cut_into(*runs):
    def change(document):
        paragraph = document.add_paragraph()
        for at, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(at % 2)

    return letterhead("{{closing}}", change=change)


@pytest.mark.parametrize(
    "runs",
    [
        ("A {{unit", ".name}} B"),
        ("A {", "{", "unit.name", "}", "} B"),
        ("A ", "{{unit.name}}", " B"),
        tuple("A {{unit.name}} B"),
        ("A {{ unit", ".na", "me }} B"),
    ],
)
def test_a_placeholder_that_a_word_processor_cut_into_runs_is_filled(runs):
    document = opened(made(cut_into(*runs)))
    assert document.paragraphs[-1].text == "A Disdukcapil Kota Contoh B"


WORDS_AND_PLACEHOLDERS = st.lists(
    st.sampled_from(
        ["", " ", "dan ", "(", "{{unit.name}}", "{{ period.year }}", "{{category.letter}}", "{{date}}", "é–"]
    ),
    max_size=6,
).map("".join)


@given(text=WORDS_AND_PLACEHOLDERS, data=st.data())
@settings(max_examples=40)
def test_however_a_text_is_cut_into_runs_it_says_the_same(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    runs = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    said = re.sub(r"\{\{ ?([\w.]+) ?\}\}", lambda found: MINUTES.values[found[1]], text)
    document = opened(filled(cut_into(*runs), MINUTES, None))
    assert document.paragraphs[-1].text == said


def test_several_placeholders_of_one_paragraph_keep_what_stands_between():
    document = opened(made(cut_into("{{unit.name}}, ", "{{period.year}} ({{category.letter}", "})", " {{date}}")))
    assert document.paragraphs[-1].text == "Disdukcapil Kota Contoh, 2022 (A-) 21 November 2022"


def test_a_value_looks_as_the_run_its_placeholder_begins_in():
    document = opened(made(cut_into("A ", "{{unit.name", "}} B")))
    assert [(run.text, bool(run.bold)) for run in document.paragraphs[-1].runs] == [
        ("A ", False),
        ("Disdukcapil Kota Contoh", True),
        (" B", False),
    ]


def test_headers_footers_tables_and_text_boxes_are_filled():
    def change(document):
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{unit.agency}}"
        section.footer.paragraphs[0].text = "{{record.digest}}"
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "{{unit.name}}"
        document.add_table(1, 1).cell(0, 0).text = "{{period.year}}"

    document = opened(made(letterhead("{{minutes}}", change=change)))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Pemerintah Kota Contoh"
    assert section.footer.paragraphs[0].text == MINUTES.values["record.digest"]
    assert section.first_page_header.paragraphs[0].text == "Disdukcapil Kota Contoh"
    assert document.tables[-1].cell(0, 0).text == "2022"


def test_a_section_may_stand_in_a_cell_which_still_ends_with_a_paragraph():
    def change(document):
        document.add_table(1, 1).cell(0, 0).text = "{{result}}"

    document = opened(made(letterhead("Kop", change=change)))
    cell = document.tables[-1].cell(0, 0)
    assert "Predikat" in "".join(node.text or "" for node in cell._tc.iter(qn("w:t")))
    assert cell._tc[-1].tag == qn("w:p")


def test_what_hangs_on_the_paragraph_of_a_section_stays():
    def change(document):
        document.add_section()

    template = letterhead("{{minutes}}", change=change)
    assert len(opened(made(template)).sections) == len(opened(template).sections) == 2


def test_tables_are_as_wide_as_the_text_of_the_template():
    def change(document):
        section = document.sections[0]
        section.page_width, section.left_margin, section.right_margin = 6_350_000, 635_000, 635_000

    document = opened(made(letterhead("{{result}}", change=change)))
    assert {width.get(qn("w:w")) for width in document.element.iter(qn("w:tblW"))} == {"8000"}


def test_an_unknown_placeholder_is_told_with_its_place_and_what_was_meant():
    error = refused(letterhead("satu", "{{unit.nama}} {{period.year}}", "{{minutes}}"))
    (problem,) = error.problems
    assert problem.code == "PKP-806"
    assert problem.message("id").startswith('isian "unit.nama" di alinea 2 pada isi dokumen tidak dikenal')
    assert problem.message("en").endswith('in paragraph 2 of the body is unknown; did you mean "unit.name"?')


def test_everything_that_is_wrong_comes_at_once():
    def change(document):
        document.sections[0].header.paragraphs[0].text = "{{minutes}} {{apa}}"

    error = refused(letterhead("{{x}}", "{% if a %}", "a {{result}}", "{{unit.name", "}}", "{# c #}", change=change))
    assert sorted(codes(error.problems)) == [*["PKP-806"] * 2, *["PKP-807"] * 4, *["PKP-808"] * 2]


@pytest.mark.parametrize("text", ["{% for a in b %}", "{{unit.name", "unit.name}}", "{# a #}", "{{a{b}}"])
def test_what_is_no_placeholder_is_no_statement_either(text):
    assert set(codes(refused(letterhead("{{minutes}}", text)).problems)) <= {"PKP-806", "PKP-807"}


@pytest.mark.parametrize("name", ["unit.name|upper", "unit.__class__", "''.join", "7*7", "minutes.sections", ""])
def test_a_placeholder_is_a_name_and_nothing_that_is_computed(name):
    assert codes(refused(letterhead("{{minutes}}", "{{" + name + "}}")).problems) == ["PKP-806"]


def test_a_letterhead_without_a_placeholder_would_hide_the_result():
    assert refused(letterhead("Kop saja")).code == "PKP-811"


def test_a_letterhead_may_come_from_a_file_whose_name_errors_tell(tmp_path):
    path = tmp_path / "kop.docx"
    path.write_bytes(letterhead("{{minute}}"))
    assert str(refused(path).problems[0].place) == str(path)
    path.write_bytes(letterhead("{{minutes}}"))
    assert made(path) == made(str(path)) == made(letterhead("{{minutes}}"))
    with pytest.raises(pekppp.InputFileError) as caught:
        made(tmp_path / "tidak_ada.docx")
    assert caught.value.code == "PKP-001"


def test_who_made_the_template_and_when_is_not_handed_on():
    def change(document):
        properties = document.core_properties
        properties.author, properties.last_modified_by, properties.comments = "Rahasia", "Rahasia", "Rahasia"

    content = made(letterhead("{{minutes}}", change=change))
    assert b"Rahasia" not in content
    assert content == made(letterhead("{{minutes}}", change=change))


def test_a_template_without_properties_or_sizes_of_a_page_is_filled():
    parts = unpacked(changed("word/document.xml", "<w:pgSz", "<w:pgNo"))
    del parts["docProps/core.xml"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b'Id="core"', b'Id="x"')
    rels = parts["_rels/.rels"].decode("utf-8")
    start = rels.index('<Relationship Id="x"')
    parts["_rels/.rels"] = (rels[:start] + rels[rels.index("/>", start) + 2 :]).encode("utf-8")
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/docProps/core.xml", b"/docProps/gone.xml")
    first = made(packed(parts))
    assert "Predikat" in text_of(first)
    assert b"python-docx" not in first
    assert made(packed(parts)) == first


def test_a_letterhead_is_for_word_only():
    with pytest.raises(pekppp.MinutesError) as caught:
        pekppp.minutes(evaluation(), format="pdf", template=letterhead("{{minutes}}"))
    assert caught.value.code == "PKP-809"


def test_another_format_is_told_with_those_there_are():
    with pytest.raises(pekppp.MinutesError) as caught:
        pekppp.minutes(evaluation(), format="doc")
    assert (
        caught.value.text("en")
        == 'PKP-810  there is no format "doc"; minutes are made as docx, pdf; did you mean "docx"?'
    )


@pytest.mark.parametrize(("format", "module"), [("docx", "docx"), ("pdf", "reportlab")])
def test_without_its_library_a_format_names_the_extra(monkeypatch, format, module):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(pekppp.MinutesError) as caught:
        pekppp.minutes(evaluation(), format=format)
    assert caught.value.code == "PKP-803"
    assert 'pip install "pekppp-rules[minutes]"' in caught.value.text("en")
