"""An agency's letterhead with its placeholders filled: one pass over what the template says, never over what was filled in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pekppp_rules.errors import MinutesError, Parameter, Phrase, Place, Problem, closest, shown
from pekppp_rules.minuting.content import Minutes
from pekppp_rules.minuting.letterhead_guard import safe_parts, unreadable
from pekppp_rules.minuting.word_package import packed, unpacked

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_LONE_WIDTH = 9_354
"""Width of our own text, for a letterhead that does not say how wide its own is."""


@dataclass(frozen=True)
class _Story:
    """A part of the document that holds paragraphs: its body, a header, a footer."""

    root: BaseOxmlElement
    name: Phrase
    is_body: bool


@dataclass(frozen=True)
class _Piece:
    """A text element of a paragraph, or a tab or line break where `element` is None."""

    element: BaseOxmlElement | None
    text: str


def filled(template: bytes, minutes: Minutes, name: str | None) -> bytes:
    """Return a Word document: the template with the minutes in place of its placeholders.

    Raises MinutesError with everything that is wrong with the template: PKP-804 and PKP-805 (see `safe_parts`), else every
    placeholder that is unknown (PKP-806), malformed (PKP-807) or of a section where none can stand (PKP-808), or that there
    is none (PKP-811).
    """
    document = _opened(packed(safe_parts(template, name)), name)
    problems: list[Problem] = []
    count = 0
    work = [(story, *found) for story in _stories(document) for found in _paragraphs(story)]
    for story, number, paragraph, pieces in work:
        text = "".join(piece.text for piece in pieces)
        count += len(_PLACEHOLDER.findall(text))
        where = Phrase(f"alinea {number} pada {story.name.id}", f"paragraph {number} of the {story.name.en}")
        problems += _problems(text, story, paragraph, minutes, where, Place(file=name))
    if not problems and not count:
        problems.append(Problem("PKP-811", Place(file=name)))
    if problems:
        raise MinutesError(problems)
    width = _text_width(document)
    for _, _, paragraph, pieces in work:
        text = "".join(piece.text for piece in pieces)
        section = _section_in(text, minutes)
        if section is None:
            _fill(pieces, text, minutes)
        else:
            _put(paragraph, section, pieces, minutes, width)
    _tell_title(document, minutes)
    stream = io.BytesIO()
    document.save(stream)
    return packed(unpacked(stream.getvalue()))


def _opened(content: bytes, name: str | None) -> Document:
    import docx

    try:
        return docx.Document(io.BytesIO(content))
    except Exception:  # whatever a stranger's archive makes of the library that opens it, it is no document of ours
        raise unreadable(name, Phrase("susunannya rusak", "its structure is damaged")) from None


def _stories(document: Document) -> Iterator[_Story]:
    """Yield the body, then the headers and footers, each once however many sections share it."""
    yield _Story(document.element.body, Phrase("isi dokumen", "body"), True)
    seen = set()
    for section in document.sections:
        for kind, name in (("header", Phrase("kop atas", "header")), ("footer", Phrase("kop bawah", "footer"))):
            for which in (kind, f"first_page_{kind}", f"even_page_{kind}"):
                part = getattr(section, which)
                if not part.is_linked_to_previous and part.part.partname not in seen:
                    seen.add(part.part.partname)
                    yield _Story(part.part.element, name, False)


def _paragraphs(story: _Story) -> Iterator[tuple[int, BaseOxmlElement, list[_Piece]]]:
    """Yield every paragraph that says something, with its number and its pieces; those of a text box are its own."""
    from docx.oxml.ns import qn

    texts, breaks = qn("w:t"), {qn("w:tab"), qn("w:br"), qn("w:cr")}
    for number, paragraph in enumerate(story.root.iter(qn("w:p")), start=1):
        pieces = []
        for inner in paragraph.iter(texts, *breaks):
            if next(inner.iterancestors(qn("w:p"))) is not paragraph:
                continue
            if inner.tag == texts:
                pieces.append(_Piece(inner, inner.text or ""))
            elif inner.getparent().tag == qn("w:r"):
                pieces.append(_Piece(None, "\t"))
        if pieces:
            yield number, paragraph, pieces


def _problems(
    text: str, story: _Story, paragraph: BaseOxmlElement, minutes: Minutes, where: Phrase, place: Place
) -> Iterator[Problem]:
    for found in _PLACEHOLDER.finditer(text):
        name = found[1].strip()
        parameters: dict[str, Parameter] = {"name": shown(name), "where": where}
        if name in minutes.sections:
            if _section_in(text, minutes) is None or not story.is_body or not _takes_tables(paragraph):
                yield Problem("PKP-808", place, parameters)
        elif name not in minutes.values:
            if near := closest(name, [*minutes.values, *minutes.sections]):
                parameters["suggestion"] = near
            yield Problem("PKP-806", place, parameters)
    if stray := _STRAY.search(_PLACEHOLDER.sub("", text)):
        yield Problem("PKP-807", place, {"found": stray[0], "where": where})


def _section_in(text: str, minutes: Minutes) -> str | None:
    """Return the section that a paragraph is the placeholder of, and nothing else."""
    found = _PLACEHOLDER.fullmatch(text.strip())
    name = found[1].strip() if found else None
    return name if name in minutes.sections else None


def _takes_tables(paragraph: BaseOxmlElement) -> bool:
    from docx.oxml.ns import qn

    return paragraph.getparent().tag in {qn("w:body"), qn("w:tc"), qn("w:sdtContent")}


def _fill(pieces: list[_Piece], text: str, minutes: Minutes) -> None:
    """Put values where their placeholders stand, however many runs a word processor cut those into.

    The value goes into the run the placeholder begins in, so that it looks as that does.
    """
    edits = [(found.start(), found.end(), minutes.values[found[1].strip()]) for found in _PLACEHOLDER.finditer(text)]
    start = 0
    for piece in pieces:
        end = start + len(piece.text)
        if piece.element is not None:
            piece.element.text = "".join(_said_between(text, edits, start, end))
            piece.element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        start = end


def _said_between(text: str, edits: list[tuple[int, int, str]], start: int, end: int) -> Iterator[str]:
    """Yield what a piece says after filling: the value of every placeholder that begins in it, and what is of none."""
    at = start
    for first, last, value in edits:
        if last <= start or first >= end:
            continue
        yield text[at : max(first, at)]
        if start <= first:
            yield value
        at = min(last, end)
    yield text[at:end]


def _put(paragraph: BaseOxmlElement, section: str, pieces: list[_Piece], minutes: Minutes, width: int) -> None:
    """Put a section before the paragraph of its placeholder, which stays, empty, where something else hangs on it."""
    from docx.oxml.ns import qn

    from pekppp_rules.minuting.word_elements import elements_of

    parent = paragraph.getparent()
    is_cell = parent.tag == qn("w:tc")
    if is_cell:
        width = _cell_width(parent) or width
    for made in elements_of(minutes.sections[section], width):
        paragraph.addprevious(made)
    for piece in pieces:
        if piece.element is not None:
            piece.element.text = ""
    hangs = (qn("w:sectPr"), qn("w:drawing"), qn("w:pict"), qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    if not is_cell and next(paragraph.iter(*hangs), None) is None:
        parent.remove(paragraph)


def _cell_width(cell: BaseOxmlElement) -> int | None:
    from docx.oxml.ns import qn

    found = next(cell.iter(qn("w:tcW")), None)
    said = found.get(qn("w:w"), "") if found is not None and found.get(qn("w:type")) == "dxa" else ""
    return max(int(said) - 216, 1_000) if said.isascii() and said.isdigit() and len(said) < 6 else None


def _text_width(document: Document) -> int:
    """Return how wide the text of the last section is, in twentieths of a point."""
    try:
        section = document.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
    except (IndexError, ValueError):
        return _LONE_WIDTH
    if page is None or left is None or right is None:
        return _LONE_WIDTH
    width = (int(page) - int(left) - int(right)) // 635
    return width if 2_000 <= width <= 40_000 else _LONE_WIDTH


def _tell_title(document: Document, minutes: Minutes) -> None:
    """Let the properties say what the document is, and neither who made the template nor when."""
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = minutes.title[:255]
    properties.language = minutes.lang
