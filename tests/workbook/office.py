"""LibreOffice, where it is installed: many workbooks computed anew by few processes."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

_AT_ONCE = 100
"""Files that one process is given; from some 240 on it leaves the last ones out without a word."""

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


def without_results(content: bytes) -> bytes:
    """Return a workbook in which no formula has a stored result any more, so that none can pass for a computed one."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("xl/worksheets/"):
                data = _RESULT.sub(rb"\1", data)
            new.writestr(info.filename, data)
    return made.getvalue()


def computed_anew(workbooks: Sequence[bytes], folder: Path) -> list[bytes]:
    """Return the workbooks as LibreOffice saves them after computing every formula."""
    assert OFFICE is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    before, after = folder / "before", folder / "after"
    before.mkdir()
    paths = [before / f"{number:05}.xlsx" for number in range(len(workbooks))]
    for path, content in zip(paths, workbooks, strict=True):
        path.write_bytes(without_results(content))
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    for start in range(0, len(paths), _AT_ONCE):
        some = map(str, paths[start : start + _AT_ONCE])
        subprocess.run([*command, "--outdir", str(after), *some], check=True, capture_output=True, timeout=3_000)
    return [(after / path.name).read_bytes() for path in paths]
