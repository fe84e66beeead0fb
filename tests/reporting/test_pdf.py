"""The report as PDF: what the view says, on A4, the same bytes each time, whatever texts hold."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import pekppp_rules as pekppp
from pekppp_rules.reporting.assemble import report_view
from pekppp_rules.reporting.fonts import shown_in_print
from pekppp_rules.reporting.words import Words
from pekppp_rules.testing import drafts, regulations, submissions
from tests.architecture.free_text import NASTY, SMALL_SUBMISSION, TEXTS, filled, write_package
from tests.reporting.samples import SAMPLES, draft_of, evaluated, read, texts_of

KEPT = Path(__file__).parent / "golden"
SMALL = (210, 297)
MOST_DIFFERENCE = 6
"""Mean difference of two pictures, of 255; the fonts are in the file, so that only how edges are smoothed may differ."""

EVERY_SAMPLE = pytest.mark.parametrize("name", SAMPLES)
ALL_NASTY = "".join(NASTY)
MARKUP = (
    '<b>tebal</b><font color="red">&amp;<img src="file:///etc/passwd"/></para><a href="javascript:x">{{7*7}} (\\) Tj'
)
FEWEST = settings(max_examples=max(3, settings.default.max_examples // 25))


@cache
def report_of(name, lang="id", is_draft=False):
    return (draft_of if is_draft else evaluated)(name).report(format="pdf", lang=lang)


def opened(content):
    return PdfReader(io.BytesIO(content), strict=True)


def squeezed(text):
    """Leave out white space, and � where a font has no sign, and what a page repeats."""
    return re.sub(r"[\s\ufffd]", "", text)


def text_of(content):
    """Return all text without white space, without the lines at the foot of pages and the heads that tables repeat."""
    return squeezed("".join(page.extract_text() for page in opened(content).pages))


@EVERY_SAMPLE
@pytest.mark.parametrize("is_draft", [False, True], ids=["whole", "draft"])
def test_everything_the_view_says_is_in_print(name, is_draft):
    view = report_view((draft_of if is_draft else evaluated)(name), "en")
    printed = text_of(report_of(name, "en", is_draft))
    missing = {text for text in texts_of(view) if squeezed(shown_in_print(text)) not in printed}
    split = {text for text in missing if len(text) > 25}
    assert missing - split - codes_of(view) == set()
    assert len(split) <= 3, "texts that a page ends in the middle of"


def codes_of(view):
    """Codes that stand for names: node ids, codes of aspects, the bounds of categories on the strip, scales of a picture."""
    found = {one.id for one in view.calculations}
    found |= (
        {row.code for row in view.aspects.rows} | {part.name for part in view.aspects.parts} if view.aspects else set()
    )
    found |= {label.text for label in view.radar.labels} if view.radar else set()
    found |= (
        {bar.highest.text for group in view.contributions.groups for bar in group.bars} if view.contributions else set()
    )
    found |= {band.bounds for band in view.headline.strip.bands} | {band.name for band in view.headline.strip.bands}
    return found | {form.name for form in view.forms}


@EVERY_SAMPLE
def test_the_file_is_a4_in_its_language_with_its_parts_as_outline(name):
    reader = opened(report_of(name))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}
    assert reader.root_object["/Lang"] == "id"
    assert reader.metadata.title == f"Laporan hasil evaluasi: {read(name).unit.name}"
    titles = [entry.title for entry in reader.outline]
    words = Words("id")
    assert titles[0] == words("summary")
    assert titles[-5:] == [words(part) for part in ("recommendations", "rows", "calculation", "basis", "identity")]


@EVERY_SAMPLE
def test_the_file_does_nothing_and_has_its_fonts_inside(name):
    content = report_of(name)
    for part in (opened(content).root_object, *opened(content).pages):
        assert not {"/AA", "/OpenAction", "/Names", "/AcroForm", "/Annots"} & set(part)
    for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
        assert word not in content
    used = re.findall(rb"/BaseFont /([A-Za-z+-]+)", content)
    assert {one.partition(b"+")[2] for one in used if b"+" in one} == {b"DejaVuSans", b"DejaVuSans-Bold"}
    assert {one for one in used if b"+" not in one} <= {b"Helvetica"}


def test_equal_results_give_equal_bytes_in_another_process_too(checkout):
    code = (
        "import hashlib, pekppp_rules as p\n"
        "s = p.read_submission('examples/skm_kecamatan_contoh.yaml')\n"
        "print(hashlib.sha256(p.load(s.regulation).evaluate(s).report(format='pdf')).hexdigest())"
    )
    hashes = {
        subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(hashes) == 1


def test_markup_is_printed_as_it_was_written():
    data = read("skm").data()
    data["unit"]["name"] = MARKUP
    content = pekppp.load(data["regulation"]).evaluate(pekppp.Submission.model_validate(data)).report(format="pdf")
    assert squeezed(MARKUP) in text_of(content)


@given(text=TEXTS)
@example(text=ALL_NASTY)
@example(text="x" * 295)
@FEWEST
def test_any_text_of_a_submission_can_be_printed(regulation, text):
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(filled(text[:295])))
    assert squeezed(shown_in_print(text[:295])) in text_of(evaluation.report(format="pdf"))


@given(text=TEXTS)
@example(text=ALL_NASTY)
@example(text="panjang " * 499)
@example(text="x" * 3_900)
@FEWEST
def test_any_text_of_a_package_can_be_printed_however_long(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", text)
    evaluation = pekppp.load(package).evaluate(pekppp.Submission.model_validate(SMALL_SUBMISSION))
    assert len(opened(evaluation.report(format="pdf")).pages) >= 2


@FEWEST
@given(st.data())
def test_a_regulation_of_any_shape_can_be_printed(data):
    regulation = data.draw(regulations())
    assert opened(regulation.evaluate(data.draw(submissions(regulation))).report(format="pdf")).pages
    assert opened(regulation.evaluate(data.draw(drafts(regulation)), draft=True).report(format="pdf")).pages


def test_a_file_takes_less_than_a_second():
    report_of("disdukcapil")
    started = time.process_time()
    evaluated("disdukcapil").report(format="pdf")
    assert time.process_time() - started < 1


def test_signs_that_the_fonts_lack_are_replaced_and_ours_are_there():
    assert shown_in_print("≈ → × – ≠ ● ■ ◆ … “” ≥") == "≈ → × – ≠ ● ■ ◆ … “” ≥"
    assert shown_in_print("漢\u202ex") == "��x"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no poppler: pdftoppm is not installed")
@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize("name", ["disdukcapil", "skm"])
def test_a_printed_page_looks_as_it_was_looked_at(name, page, tmp_path):
    """To keep a new look: copy the picture that the message names, after looking at it in full size."""
    from PIL import Image, ImageChops, ImageStat

    file, seen = tmp_path / "laporan.pdf", tmp_path / f"{name}.page{page}.png"
    file.write_bytes(report_of(name))
    one = ["-r", "72", "-png", "-f", str(page), "-l", str(page), "-singlefile", str(file), str(seen.with_suffix(""))]
    subprocess.run(["pdftoppm", *one], check=True)
    small = Image.open(seen).convert("RGB").resize(SMALL)
    small.save(seen)
    kept = Image.open(KEPT / seen.name).convert("RGB")
    difference = sum(ImageStat.Stat(ImageChops.difference(small, kept)).mean) / 3
    assert difference < MOST_DIFFERENCE, seen
