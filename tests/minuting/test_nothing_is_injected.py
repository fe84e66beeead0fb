"""No value of a submission, a package or the parties becomes markup, a field, a placeholder or a command."""

from __future__ import annotations

import io
import unicodedata
from functools import cache

import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings

import pekppp_rules as pekppp
from pekppp_rules.minuting.word_package import unpacked
from tests.architecture.free_text import NASTY, SMALL_SUBMISSION, TEXTS, filled, letters, write_package
from tests.minuting.papers import letterhead, opened, squeezed, text_of

ATTEMPTS = [
    "{{unit.name}} {{minutes}} {{ 7*7 }}",
    "{% for a in b %}{% endfor %} {# #}",
    '<w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"/>',
    "</w:t></w:r><w:r><w:object/></w:r><w:r><w:t>",
    "]]><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;&amp;&lt;",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<b>tebal</b><a href='http://example.invalid'>x</a><img src='http://example.invalid/a.png'/><br/>",
    "(\\) endstream endobj /JavaScript (app.alert(1)) %PDF",
    "HYPERLINK http://example.invalid \\o",
    "a\u202eb\u2066c\x00\x1b[31m",
    *NASTY,
]
FEW = settings(max_examples=settings.default.max_examples // 10)


def evaluated(text):
    return pekppp.load("permenpanrb_29_2022").evaluate(pekppp.Submission.model_validate(filled(text)))


def parties(text):
    official = {"name": text, "position": text}
    return pekppp.Parties.model_validate({"number": text, "place": text, "head": official})


@cache
def plain_shape() -> dict[str, int]:
    return shape(pekppp.minutes(evaluated("biasa"), parties=parties("biasa")))


def shape(content: bytes) -> dict[str, int]:
    """Return how many elements of each kind the body has; line breaks aside, which a text may have."""
    found: dict[str, int] = {}
    for element in opened(content).element.iter():
        if element.tag not in {qn("w:br"), qn("w:t")}:
            found[str(element.tag)] = found.get(str(element.tag), 0) + 1
    return found


@given(text=TEXTS)
@FEW
@pytest.mark.parametrize("lang", ["id"])
def test_any_text_leaves_a_word_file_the_elements_it_has(text, lang):
    content = pekppp.minutes(evaluated(text), parties=parties(text), lang=lang)
    assert shape(content) == plain_shape()


@pytest.mark.parametrize("text", ATTEMPTS)
def test_an_attempt_is_text_in_a_word_file_and_no_more(text):
    content = pekppp.minutes(evaluated(text), parties=parties(text))
    assert shape(content) == plain_shape()
    assert set(unpacked(content)) == set(unpacked(pekppp.minutes(evaluated("biasa"))))
    said = text_of(content)
    assert said.count("Predikat") == text_of(pekppp.minutes(evaluated("biasa"))).count("Predikat")
    assert letters(text) in squeezed(said) or unicodedata.normalize("NFC", letters(text)) in squeezed(said)
    assert all(line.isprintable() for line in said.splitlines())


@pytest.mark.parametrize("text", ATTEMPTS)
def test_what_was_filled_in_is_not_looked_at_for_placeholders(text):
    template = letterhead("Unit: {{unit.name}}", "{{place}} {{head.name}}", "{{remarks}}")
    content = pekppp.minutes(evaluated(text), parties=parties(text), template=template)
    first = opened(content).paragraphs[0].text
    assert squeezed(first) == squeezed(f"Unit:{letters(text)}")


@given(text=TEXTS)
@example(text="".join(ATTEMPTS)[:290])
@FEW
def test_a_pdf_has_nothing_that_runs_and_no_link(text):
    content = pekppp.minutes(evaluated(text), parties=parties(text), format="pdf")
    document = pypdf.PdfReader(io.BytesIO(content))
    assert set(document.trailer["/Root"]) <= {"/Type", "/Pages", "/Outlines", "/PageMode", "/Lang"}
    assert all("/Annots" not in page and "/AA" not in page for page in document.pages)
    kinds = {name for number in range(1, len(document.xref[0]) + 1) for name in _keys(document.get_object(number))}
    assert not kinds & {"/JS", "/JavaScript", "/A", "/AA", "/OpenAction", "/Launch", "/URI", "/EmbeddedFile", "/XFA"}


def _keys(value: object) -> set[str]:
    return set(map(str, value)) if isinstance(value, dict) else set()


@pytest.mark.parametrize("text", [text for text in ATTEMPTS if text.isascii() and text.isprintable()])
def test_an_attempt_is_text_in_a_pdf_and_no_more(text):
    content = pekppp.minutes(evaluated(text), parties=parties(text), format="pdf")
    said = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    assert squeezed(text) in said


@given(text=TEXTS)
@example(text="".join(ATTEMPTS)[:290])
@FEW
def test_a_package_of_a_stranger_has_minutes_without_harm(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", text)
    result = pekppp.load(package).evaluate(pekppp.Submission.model_validate(SMALL_SUBMISSION))
    for lang in ("id", "en"):
        said = text_of(pekppp.minutes(result, lang=lang))
        assert all(line.isprintable() for line in said.splitlines())
        assert letters(unicodedata.normalize("NFC", text)) in squeezed(said)
    assert pekppp.minutes(result, format="pdf").startswith(b"%PDF")


def test_the_longest_texts_of_a_package_fit_on_pages(tmp_path):
    result = pekppp.load(write_package(tmp_path / "kecil", "kata " * 799)).evaluate(
        pekppp.Submission.model_validate(SMALL_SUBMISSION)
    )
    assert pekppp.minutes(result, format="pdf").startswith(b"%PDF")
    assert len(pekppp.minutes(result)) > 20_000
