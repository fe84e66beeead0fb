"""A letterhead comes from a stranger: what could run or fetch something is refused, and so is what is no whole document."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.minuting.letterhead_guard import safe_parts
from pekppp_rules.minuting.word_package import packed, unpacked
from pekppp_rules.minuting.word_paper import own_letterhead
from tests.minuting.papers import changed, codes, evaluation, letterhead, with_part

OWN = own_letterhead("id")
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refused(content):
    with pytest.raises(pekppp.MinutesError) as caught:
        safe_parts(content, "kop.docx")
    return caught.value


def relation(kind, target, mode=""):
    mode = f' TargetMode="{mode}"' if mode else ""
    new = f'<Relationship Id="r9" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return changed("word/_rels/document.xml.rels", "</Relationships>", new)


def in_body(xml):
    return changed("word/document.xml", "<w:sectPr>", f"<w:p>{xml}</w:p><w:sectPr>")


def field(*pieces):
    inside = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return in_body(mark.format("begin") + inside + mark.format("separate") + mark.format("end"))


HAZARDS = {
    "a macro": with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    "a macro under another name": with_part("word/x.bin", b"\xd0\xcf"),
    "a document with macros": changed(
        "[Content_Types].xml", "wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
    ),
    "a document that says it is a template": changed("[Content_Types].xml", "document.main", "template.main"),
    "a template from the network": relation(f"{_TYPE}/attachedTemplate", "http://example.invalid/a.dotm", "External"),
    "a picture from the network": relation(f"{_TYPE}/image", "http://example.invalid/a.png", "External"),
    "a picture from the network, otherwise written": relation(
        f"{_TYPE}/image", "http://example.invalid/a.png", "external"
    ),
    "a link to a file": relation(f"{_TYPE}/hyperlink", "file:///c:/windows/system32/calc.exe", "External"),
    "a link that is a script": relation(f"{_TYPE}/hyperlink", "javascript:alert(1)", "External"),
    "a frame": relation(f"{_TYPE}/frame", "a.htm"),
    "an OLE object": relation(f"{_TYPE}/oleObject", "embeddings/a.doc"),
    "an embedded workbook": relation(f"{_TYPE}/package", "embeddings/a.xlsx"),
    "an imported page": relation(f"{_TYPE}/aFChunk", "a.html"),
    "a ribbon": relation("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "ui.xml"),
    "a kind of part nobody knows": relation("http://example.invalid/rahasia", "a.xml"),
    "an altChunk": in_body('<w:altChunk r:id="r9"/>'),
    "an object": in_body("<w:r><w:object/></w:r>"),
    "a control": in_body("<w:r><w:control/></w:r>"),
    "a subdocument": in_body('<w:subDoc r:id="r9"/>'),
    "a simple field": in_body('<w:fldSimple w:instr="DDEAUTO c:\\a"/>'),
    "a simple field in small letters": in_body('<w:fldSimple w:instr=" includetext a "/>'),
    "a field": field("INCLUDEPICTURE http://example.invalid/a.png"),
    "a field in pieces": field("D", "DE", "AUTO c:"),
    "a field that is not ended": in_body(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>MACROBUTTON a</w:instrText></w:r>'
    ),
    "a field without a beginning": in_body("<w:r><w:instrText>DDE a</w:instrText></w:r>"),
    "a field inside a field": field('PAGE <w:fldChar w:fldCharType="begin"/><w:instrText>DDE a</w:instrText>'),
    "a field in a part that calls itself a picture": with_part(
        "word/a.png", b'<w:p xmlns:w="http://a"><w:instrText>DDE a</w:instrText></w:p>'
    ),
    "a field in UTF-16": with_part(
        "word/a.xml",
        '<?xml version="1.0" encoding="UTF-16"?><w:p xmlns:w="a"><w:instrText>DDE</w:instrText></w:p>'.encode("utf-16"),
    ),
}


@pytest.mark.parametrize("content", HAZARDS.values(), ids=HAZARDS)
def test_what_could_run_or_fetch_is_refused_and_named(content):
    error = refused(content)
    assert set(codes(error.problems)) == {"PKP-805"}
    assert all(str(problem.place) == "kop.docx" for problem in error.problems)
    with pytest.raises(pekppp.MinutesError):
        pekppp.minutes(evaluation(), template=content)


def test_every_hazard_of_a_letterhead_is_told_at_once():
    parts = unpacked(relation(f"{_TYPE}/oleObject", "a.doc"))
    parts["word/x.bin"] = b"x"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr>", b"<w:p><w:object/></w:p><w:sectPr>")
    assert len(refused(packed(parts)).problems) == 3


HARMLESS = {
    "our own": OWN,
    "one of python-docx": letterhead("{{minutes}}"),
    "page numbers": field(" PAGE ", " \\* MERGEFORMAT "),
    "a page": relation(f"{_TYPE}/hyperlink", "https://disdukcapil.contoh.go.id", "External"),
    "an address": relation(f"{_TYPE}/hyperlink", "mailto:a@contoh.go.id", "External"),
    "a picture": with_part("word/media/lambang.png", b"\x89PNG\r\n\x1a\n"),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_a_letterhead_needs_passes(content):
    assert "word/document.xml" in safe_parts(content, None)


def archive(entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return stream.getvalue()


NO_DOCUMENT = {
    "nothing": b"",
    "a text": b"Kop surat",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "half of one": OWN[: len(OWN) // 2],
    "an archive of something else": archive([("a.txt", b"a")]),
    "a document without types": packed({k: v for k, v in unpacked(OWN).items() if k != "[Content_Types].xml"}),
    "a bomb": archive([*unpacked(OWN).items(), ("word/a.xml", b"\0" * 70_000_000)]),
    "a thousand parts": archive([*unpacked(OWN).items(), *((f"a/{at}.xml", b"<a/>") for at in range(1_001))]),
    "XML that ends in the middle": changed("word/document.xml", "</w:document>", ""),
    "a DTD": changed("word/document.xml", "<w:document ", '<!DOCTYPE a [<!ENTITY b "c">]><w:document '),
    "an entity from a file": with_part(
        "word/a.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    ),
    "nesting without end": with_part("word/a.xml", b"<a>" * 5_000 + b"</a>" * 5_000),
    "a part that is no XML": with_part("word/a.xml", b"\x89PNG"),
    "types that name no document": changed("[Content_Types].xml", "/word/document.xml", "/word/lain.xml"),
    "relations that lead nowhere": changed("_rels/.rels", "word/document.xml", "word/tidak_ada.xml"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("content", NO_DOCUMENT.values(), ids=NO_DOCUMENT)
def test_what_is_no_whole_document_is_refused(content):
    with pytest.raises(pekppp.MinutesError) as caught:
        pekppp.minutes(evaluation(), template=content)
    assert caught.value.code == "PKP-804"
    assert "Traceback" not in caught.value.text("en")


def test_a_part_that_is_there_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = archive([*unpacked(OWN).items(), ("word/document.xml", b"<a/>")])
    assert refused(content).code == "PKP-804"


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_letterhead_is_minutes_or_an_error_of_ours(data):
    content = bytearray(OWN)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        assert pekppp.minutes(evaluation("ombudsman_kota_contoh"), template=bytes(content))
    except pekppp.MinutesError as error:
        told = error
    else:
        return
    assert told.code in {"PKP-804", "PKP-805", "PKP-806", "PKP-807", "PKP-811"}
