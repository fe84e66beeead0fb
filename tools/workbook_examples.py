"""Workbooks that something was done to, one for each error code: what is told of it, and the change to its parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

Parts = dict[str, bytes]
Change = Callable[[Parts], None] | bytes
"""What is done to the parts of the workbook of `unit.yaml`, or another file in its place."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def _cell(title: str, reference: str, written: str) -> Change:
    """Put XML into a cell, in place of what stands there."""

    def change(parts: Parts) -> None:
        titles = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
        part = f"xl/worksheets/sheet{titles.index(title) + 1}.xml"
        pattern = rf'<c r="{reference}"[^>]*?(?:/>|>.*?</c>)'
        text, count = re.subn(pattern, f'<c r="{reference}" {written}</c>', parts[part].decode())
        if count != 1:
            raise ValueError(f"{title}!{reference} is not there")
        parts[part] = text.encode()

    return change


def _text(title: str, reference: str, text: str) -> Change:
    return _cell(title, reference, f't="inlineStr"><is><t>{text}</t></is>')


def _added(part: str, content: bytes = b"\0") -> Change:
    return lambda parts: parts.update({part: content})


def _deleted(title: str) -> Change:
    def change(parts: Parts) -> None:
        text = re.sub(rf'<sheet name="{title}"[^>]*/>', "", parts["xl/workbook.xml"].decode())
        parts["xl/workbook.xml"] = text.encode()

    return change


def _merged(parts: Parts) -> None:
    part = "xl/worksheets/sheet1.xml"
    both = rb'\1<mergeCells count="1"><mergeCell ref="C10:C11"/></mergeCells>'
    parts[part] = re.sub(rb"(<sheetProtection[^>]*/>)", both, parts[part], count=1)


def _unmarked(parts: Parts) -> None:
    for name in parts:
        if name == "xl/sharedStrings.xml":
            parts[name] = parts[name].replace(b"formulir:1:", b"lain:1:")


def _copied(parts: Parts) -> None:
    """Copy an evaluator's sheet as a spreadsheet does, and type another name."""
    part = re.sub(
        rb'<c r="F4"( s="\d+")?[^>]*>.*?</c>',
        rb'<c r="F4"\1 t="inlineStr"><is><t>Evaluator 3</t></is></c>',
        parts["xl/worksheets/sheet3.xml"],
        count=1,
    )
    parts["xl/worksheets/salinan.xml"] = part
    for name, end, entry in (
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="F-02 (1) (2)" sheetId="99" r:id="rId99"/>'),
        (
            "xl/_rels/workbook.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="rId99" Target="worksheets/salinan.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>',
        ),
    ):
        parts[name] = parts[name].replace(end, entry + end)


WORKBOOKS: dict[str, tuple[str, Change]] = {
    "PKP-029": ("a text renamed to .xlsx", b"Disdukcapil;4;5\n"),
    "PKP-030": ("an old workbook under a new name", _OLE),
    "PKP-031": ("a workbook with a password", _OLE + "EncryptedPackage".encode("utf-16-le")),
    "PKP-032": ("a workbook with macros", _added("xl/vbaProject.bin")),
    "PKP-033": (
        "seventy million characters in a small file",
        _added("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 70_000_000 + b"</t></si></sst>"),
    ),
    "PKP-034": ("a workbook linked to another one", _added("xl/externalLinks/externalLink1.xml")),
    "PKP-035": ("a workbook that is no form", _unmarked),
    "PKP-036": ("a sheet that was deleted", _deleted("F-03")),
    "PKP-037": ("a score that is a formula", _cell("F-02 (1)", "E7", "><f>2+2</f><v>4</v>")),
    "PKP-038": ("a score that is an error", _cell("F-02 (1)", "E7", 't="e"><v>#REF!</v>')),
    "PKP-039": ("name and agency in merged cells", _merged),
    "PKP-040": ("neither yes nor no", _text("F-01", "D12", "mungkin")),
    "PKP-041": ("a score beside the name of an aspect", _cell("F-02 (1)", "E6", "><v>4</v>")),
    "PKP-042": ("a row copied over another", _text("F-02 (1)", "A8", "row 1.a.Ak")),
    "PKP-043": ("a sheet of a later library", _text("F-03", "A1", "formulir:2:responses:f03:F-03")),
    "PKP-055": ("a workbook of an earlier release", _text("Unit", "C24", f"sha256:{'0a' * 32}")),
    "PKP-056": ("a sheet that an evaluator copied", _copied),
}


@cache
def _made(submission: str) -> bytes:
    import pekppp_rules as pekppp

    read = pekppp.Submission.model_validate(_document(submission))
    return pekppp.load(read.regulation).template(submission=read, respondents=15)


def _document(submission: str) -> object:
    from pekppp_rules.reading.yaml_reader import read_yaml_tolerantly

    return read_yaml_tolerantly(submission, "unit.yaml")[0]


def write_workbook(path: Path, code: str, submission: Path) -> None:
    """Write the workbook of a submission with the change of an error code."""
    _, change = WORKBOOKS[code]
    if isinstance(change, bytes):
        path.write_bytes(change)
        return
    with zipfile.ZipFile(BytesIO(_made(submission.read_text("utf-8")))) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
