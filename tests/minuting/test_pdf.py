"""Minutes as PDF: fonts inside, nothing that runs, the same bytes each time."""

from __future__ import annotations

import io
import time

import pypdf
import pytest

import pekppp_rules as pekppp
from tests.minuting.papers import PARTIES, SUBMISSIONS, evaluation, made
from tests.minuting.test_same_words import pdf_text
from tests.submissions import submission


def read(content):
    return pypdf.PdfReader(io.BytesIO(content))


def test_equal_inputs_give_equal_bytes_whenever_they_are_made(monkeypatch):
    first = pekppp.minutes(evaluation(), parties=PARTIES, format="pdf")
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert pekppp.minutes(evaluation(), parties=PARTIES, format="pdf") == first


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_pages_are_a4_and_say_how_many_they_are(name):
    document = read(made(name, format="pdf"))
    assert {tuple(map(round, page.mediabox[2:])) for page in document.pages} == {(595, 842)}
    count = len(document.pages)
    for at, page in enumerate(document.pages, start=1):
        assert f"Halaman {at} dari {count}" in page.extract_text()
        assert "Digest rekaman: sha256:" in page.extract_text()


def test_the_fonts_are_inside():
    for page in read(made(format="pdf")).pages:
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].get_object().values()]
        used = [font for font in fonts if font["/Subtype"] == "/TrueType"]
        assert used
        assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_the_properties_say_what_it_is_in_which_language_and_nobody():
    document = read(made(format="pdf", lang="en"))
    assert document.metadata["/Title"] == "MINUTES (BERITA ACARA) - Disdukcapil Kota Contoh - 2022"
    assert document.metadata["/Author"] == "(anonymous)"
    assert document.trailer["/Root"]["/Lang"] == "en"


def test_letters_are_composed_as_the_fonts_have_them():
    minutes = pekppp.minutes(
        pekppp.load("permenpanrb_29_2022").evaluate(submission(4, 4, unit={"name": "Cafe\u0301 Ñuñoa ≈ “é”"})),
        format="pdf",
    )
    assert "Café Ñuñoa ≈ “é”" in pdf_text(minutes)


def test_names_as_long_as_they_may_be_and_notes_of_twenty_thousand_letters_fit_on_pages():
    long = {"name": "n" * 300, "agency": "Instansi " * 33, "code": "k" * 300, "address": "Jalan " * 50}
    written = submission(4, 4, unit=long).data()
    sheet = written["forms"]["f02"][0]
    sheet["evaluator"] = "e" * 300
    sheet["notes"] = {"1.a.Ak": "x" * 20_000, "2.a.P": "kata " * 4_000, "3.a.T": "baris\n" * 3_333}
    sheet["observations"] = {"a": "o" * 20_000}
    official = {"name": "p" * 300, "position": "q" * 300, "nip": " ".join(["1" * 20] * 6)}
    parties = pekppp.Parties.model_validate({"head": official, "place": "t" * 300, "number": "u" * 300})
    result = pekppp.load("permenpanrb_29_2022").evaluate(pekppp.Submission.model_validate(written))
    start = time.process_time()
    text = pdf_text(pekppp.minutes(result, parties=parties, format="pdf"))
    assert time.process_time() - start < 20
    assert text.count("x") >= 20_000
    assert text.count("baris") == 3_333
    assert text.count("p") >= 300
