"""Minutes as a word processor draws them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

import pekppp_rules as pekppp
from pekppp_rules.minuting.content import minutes_of
from tests.minuting.papers import PARTIES, SUBMISSIONS, evaluation, squeezed
from tests.minuting.test_same_words import words_of


def drawn_by_libreoffice(content: bytes, folder: Path) -> pypdf.PdfReader:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine, so no word processor can be asked")
    (folder / "ba.docx").write_bytes(content)
    command = [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "ba.docx")], check=True, capture_output=True, timeout=300
    )
    return pypdf.PdfReader(folder / "ba.pdf")


@pytest.mark.external
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_word_processor_shows_all_that_the_minutes_say(tmp_path, name):
    parties = PARTIES if name == "disdukcapil_kota_contoh" else pekppp.Parties()
    document = drawn_by_libreoffice(pekppp.minutes(evaluation(name), parties=parties), tmp_path)
    said = squeezed("".join(page.extract_text() for page in document.pages))
    wanted = [text for text in words_of(minutes_of(evaluation(name), parties, "id")) if text.strip(". –")]
    assert [text for text in wanted if squeezed(text) not in said] == []
    count = len(document.pages)
    assert f"Halaman {count} dari {count}" in document.pages[-1].extract_text()
