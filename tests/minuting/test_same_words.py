"""Word and PDF say the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pypdf
import pytest

import pekppp_rules as pekppp
from pekppp_rules.minuting.blocks import Heading, Items, NewPage, Paragraph, Particulars, Signatures, Table
from pekppp_rules.minuting.content import Minutes, minutes_of
from tests.minuting.papers import PARTIES, SUBMISSIONS, evaluation, made, squeezed, text_of


def words_of(minutes: Minutes) -> Iterator[str]:
    """Yield every text that a reader must find in the document."""
    for block in minutes.sections["minutes"]:
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(lines=lines):
                yield from lines
            case Items(entries=entries):
                yield from (line for entry in entries for line in entry)
            case Particulars(rows=rows):
                yield from (text for row in rows for text in row)
            case Table(columns=columns, rows=rows):
                yield from (column.title for column in columns)
                yield from (text for row in rows for text in row)
            case Signatures(people=people):
                yield from (text for one in people for text in (one.role, one.name, one.nip, one.position) if text)
            case NewPage():
                pass


_FOOT = re.compile(r"^.*sha256:\w{64}\s*(?:Halaman|Page) \d+ \w+ \d+$", re.MULTILINE)
"""What stands at the foot of each page of a PDF, and in a part of its own in a Word file."""


def pdf_text(content: bytes) -> str:
    return "\n".join(_FOOT.sub("", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_both_files_have_the_same_letters(name, lang):
    """In any order: where columns and pages end is the writer's business."""
    word = text_of(made(name, lang=lang))
    pdf = pdf_text(made(name, format="pdf", lang=lang))
    assert sorted(squeezed(pdf)) == sorted(squeezed(word))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_pdf_says_all_that_the_minutes_say(lang):
    said = squeezed(pdf_text(pekppp.minutes(evaluation(), parties=PARTIES, format="pdf", lang=lang)))
    missing = [text for text in words_of(minutes_of(evaluation(), PARTIES, lang)) if squeezed(text) not in said]
    assert missing == []
