"""A letterhead is a file from a stranger: what may be in it is listed, and what else could run or fetch is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.parsers import expat

from pekppp_rules.errors import MinutesError, Phrase, Place, Problem, shown

_MOST_PARTS = 1_000
_MOST_BYTES = 64_000_000
_DEEPEST = 200

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HARMLESS = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail"),
        *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme", "themeOverride"),
        *("numbering", "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds"),
        *("commentsExtensible", "people", "image", "hyperlink", "glossaryDocument", "customXml", "customXmlProps"),
        *("classificationlabels", "hdphoto", "svg"),
    }
)
"""The last words of the types of relations that a letterhead may have."""

_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})
_LINKS = ("http://", "https://", "mailto:", "tel:")
_DRAWN = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".ttf", ".odttf"})
"""Endings of pictures and fonts; every other part is XML, and so is one of these that begins like it."""
_AS_XML = (b"<", b"\x00<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ACTIVE = {
    "altChunk": Phrase("dokumen lain yang disisipkan", "another document inserted"),
    "object": Phrase("objek yang ditanam", "an embedded object"),
    "OLEObject": Phrase("objek yang ditanam", "an embedded object"),
    "control": Phrase("kendali ActiveX", "an ActiveX control"),
    "subDoc": Phrase("subdokumen", "a subdocument"),
}
_MACROS = Phrase("makro", "macros")
_BINARY = Phrase("bagian biner", "a binary part")
_FETCHES = Phrase("acuan ke berkas di luar", "a reference to a file outside")
_DECLARES = Phrase("deklarasi DTD", "a DTD declaration")


def safe_parts(content: bytes, name: str | None) -> dict[str, bytes]:
    """Return the parts of a .docx, each looked at.

    Raises MinutesError: PKP-804 where it is no whole Word document or beyond all bounds, PKP-805 for everything in it that could
    run or fetch something: macros, controls, embedded objects, references outside, fields other than page numbers.
    """
    parts = _parts(content, name)
    problems = [
        Problem("PKP-805", Place(file=name), {"what": what, "where": shown(part)})
        for part in sorted(parts)
        for what in _hazards(part, parts[part], name)
    ]
    if problems:
        raise MinutesError(problems)
    return parts


def unreadable(name: str | None, detail: Phrase) -> MinutesError:
    """Return the error for what is no Word document."""
    return MinutesError(Problem("PKP-804", Place(file=name), {"detail": detail}))


def _parts(content: bytes, name: str | None) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise unreadable(name, Phrase("isinya terlalu besar", "its content is too large"))
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        raise unreadable(
            name, Phrase("arsipnya rusak atau bukan .docx", "the archive is damaged or no .docx")
        ) from None
    if len(parts) < len(entries):
        raise unreadable(name, Phrase("ada bagian yang tertulis dua kali", "a part is in it twice"))
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        raise unreadable(name, Phrase("bagian word/document.xml tidak ada", "there is no part word/document.xml"))
    return parts


def _hazards(part: str, content: bytes, name: str | None) -> list[Phrase]:
    suffix = PurePosixPath(part).suffix.lower()
    if suffix == ".bin" or "vba" in part.lower():
        return [_MACROS if "vba" in part.lower() else _BINARY]
    if suffix in _DRAWN and not content.lstrip().startswith(_AS_XML):
        return []
    scan = _Scan(part)
    try:
        scan.read(content)
    except (expat.ExpatError, RecursionError, LookupError, ValueError):
        detail = Phrase(f"{shown(part)} bukan XML yang utuh", f"{shown(part)} is no whole XML")
        raise unreadable(name, detail) from None
    return scan.found


class _Scan:
    """One pass over a part's XML."""

    def __init__(self, part: str) -> None:
        self.found: list[Phrase] = []
        self._depth = 0
        self._fields: list[str] = []
        self._in_instruction = False
        self._of_types = part == "[Content_Types].xml"
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, content: bytes) -> None:
        self._parser.Parse(content, True)
        for field in self._fields:
            self._check_field(field)

    def _add(self, what: Phrase) -> None:
        if what not in self.found:
            self.found.append(what)

    def _doctype(self, *_: object) -> None:
        """Entities could be declared here: nothing after it is looked at."""
        raise ValueError("DTD")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("too deep")
        local = tag.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local in _ACTIVE:
            self._add(_ACTIVE[local])
        elif local == "Relationship":
            self._check_relation(said)
        elif local in {"Override", "Default"} and self._of_types:
            self._check_type(said)
        elif local == "fldSimple":
            self._check_field(said.get("instr", ""))
        elif local == "fldChar":
            self._field_mark(said.get("fldCharType", ""))
        elif local in {"instrText", "delInstrText"}:
            self._in_instruction = True

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if tag.rpartition(" ")[2] in {"instrText", "delInstrText"}:
            self._in_instruction = False

    def _text(self, text: str) -> None:
        if self._in_instruction:
            if not self._fields:
                self._fields.append("")
            self._fields[-1] += text

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._check_field(self._fields.pop())

    def _check_field(self, instruction: str) -> None:
        word = (instruction.split() or [""])[0].upper()
        if word not in _FIELDS:
            self._add(Phrase(f"bidang (field) {shown(word) or '?'}", f"a field {shown(word) or '?'}"))

    def _check_type(self, said: Mapping[str, str]) -> None:
        kind = said.get("ContentType", "").lower()
        if "macro" in kind or "vba" in kind:
            self._add(_MACROS)
        elif said.get("PartName") == "/word/document.xml" and kind != _MAIN:
            self._add(Phrase(f"jenis dokumen {shown(kind)}", f"a document of type {shown(kind)}"))

    def _check_relation(self, said: Mapping[str, str]) -> None:
        kind = said.get("Type", "").rpartition("/")[2]
        if kind not in _HARMLESS:
            self._add(Phrase(f'bagian berjenis "{shown(kind)}"', f'a part of type "{shown(kind)}"'))
        elif said.get("TargetMode", "").lower() == "external":
            target = said.get("Target", "").strip().lower()
            if kind != "hyperlink" or not target.startswith(_LINKS):
                self._add(_FETCHES)
