"""Letterheads to try, what stands in a Word file, and evaluations under every package."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

import pekppp_rules as pekppp
from pekppp_rules.errors import Language
from pekppp_rules.minuting.make import MinutesFormat
from pekppp_rules.minuting.word_package import packed, unpacked
from pekppp_rules.minuting.word_paper import own_letterhead
from tests.conftest import CHECKOUT
from tests.packages_here import loaded

SUBMISSIONS = {
    path.stem: path
    for path in (
        *sorted((CHECKOUT / "examples").glob("*_contoh.yaml")),
        CHECKOUT / "tests" / "regulations" / "loket_timur.yaml",
    )
}
PEOPLE: dict[str, Any] = {
    "number": "470/117/BA/2022",
    "place": "Kota Contoh",
    "date": "2022-11-21",
    "head": {"name": "Budi Santoso", "nip": "19700101 199503 1 001", "position": "Kepala Dinas"},
    "evaluators": {
        "Evaluator 1": {"name": "Siti Aminah", "nip": "198001012005012001", "position": "Analis Kebijakan"},
        "Evaluator 2": {"nip": "198202022006041002", "position": "Penata Layanan"},
    },
}
PARTIES = pekppp.Parties.model_validate(PEOPLE)


@cache
def evaluation(name: str = "disdukcapil_kota_contoh") -> pekppp.Evaluation:
    submission = pekppp.read_submission(SUBMISSIONS[name], package=_regulation(name).package)
    return _regulation(name).evaluate(submission)


@cache
def made(name: str = "disdukcapil_kota_contoh", format: MinutesFormat = "docx", lang: Language = "id") -> bytes:
    """Return the minutes of an example without parties."""
    return pekppp.minutes(evaluation(name), format=format, lang=lang)


def _regulation(name: str) -> pekppp.Regulation:
    found = re.search(r"^regulation: (\w+)$", SUBMISSIONS[name].read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return loaded(found[1])


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """Return what a reader of a Word file sees in its body, a line a paragraph, tabs and breaks as space."""
    return "\n".join(map(said_by, opened(content).element.body.iter(qn("w:p"))))


def said_by(paragraph: Any) -> str:
    return "".join(node.text or "" if node.tag == qn("w:t") else " " for node in paragraph.iter(*map(qn, _SEEN)))


_SEEN = ("w:t", "w:br", "w:tab")


def squeezed(text: str) -> str:
    """Return a text without white space: where lines end is the writer's business."""
    return "".join(unicodedata.normalize("NFC", text).split())


def letterhead(*paragraphs: str, change: Callable[[Document], object] | None = None) -> bytes:
    """Return a letterhead as python-docx makes one, with these paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if change is not None:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def changed(part: str, old: str, new: str) -> bytes:
    """Return our own letterhead with a text of one part replaced."""
    parts = unpacked(own_letterhead("id"))
    before = parts[part].decode("utf-8")
    assert old in before
    return packed({**parts, part: before.replace(old, new).encode("utf-8")})


def with_part(name: str, content: bytes) -> bytes:
    """Return our own letterhead with one more part."""
    return packed({**unpacked(own_letterhead("id")), name: content})


def codes(problems: Any) -> list[str]:
    return [problem.code for problem in problems]
