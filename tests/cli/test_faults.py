"""Every command that writes, when writing fails: the process is killed before the last step, or there is no room.

What is left is the old file or the new one, whole; what is told is one line with a code. tests/reading/test_output_faults.py has
the same of the function that they all write with, and tests/architecture that they do.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pekppp_rules.cli.main import cli

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these faults are made with POSIX signals and limits")

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLES = CHECKOUT / "examples"
UNIT = EXAMPLES / "disdukcapil_kota_contoh.yaml"
TABLE = [
    *("table", EXAMPLES / "tabel_kota_contoh" / "penilaian.csv"),
    *("--responses", EXAMPLES / "tabel_kota_contoh" / "jawaban.csv"),
    *("--regulation", "permenpanrb_29_2022", "--mode", "luring", "--evaluator-column", "evaluator"),
]
SURVEY = EXAMPLES / "survei_daring"
FILL = ["--mapping", SURVEY / "pemetaan.yaml", "--into", SURVEY / "kecamatan.yaml"]

WRITES = {
    "evaluate text": (["evaluate", UNIT], "hasil.txt"),
    "evaluate json": (["evaluate", UNIT, "--format", "json"], "hasil.json"),
    "evaluate html": (["evaluate", UNIT, "--format", "html"], "hasil.html"),
    "evaluate pdf": (["evaluate", UNIT, "--format", "pdf"], "hasil.pdf"),
    "evaluate xlsx": (["evaluate", UNIT, "--format", "xlsx"], "hasil.xlsx"),
    "evaluate docx": (["evaluate", UNIT, "--format", "docx"], "hasil.docx"),
    "justify": (["justify", UNIT], "level.txt"),
    "improve": (["improve", UNIT, "--to", "A"], "langkah.txt"),
    "record": (["record", UNIT], "unit.record.json"),
    "template": (["template", "--regulation", "permenpanrb_14_2017"], "isian.xlsx"),
    "migrate": (["migrate", UNIT, "--to", "permenpanrb_4_2023"], "unit_baru.yaml"),
    "minutes": (["minutes", UNIT], "berita_acara.docx"),
    "report": (["report", UNIT, "--format", "html"], "instansi.html"),
    "table csv": (TABLE, "hasil.csv"),
    "table parquet": (TABLE, "hasil.parquet"),
    "table xlsx": (TABLE, "hasil.xlsx"),
    "survey map": (["survey", "map", SURVEY / "ekspor.csv", "--regulation", "permenpanrb_14_2017"], "peta.yaml"),
    "survey fill": (["survey", "fill", SURVEY / "ekspor.csv", *FILL], "terisi.yaml"),
    "regulations diff": (["regulations", "diff", "kep_25_2004", "permenpanrb_14_2017"], "beda.txt"),
    "regulations export": (["regulations", "export", "permenpanrb_14_2017"], "skm.json"),
    "regulations lock": (["regulations", "lock"], "pekppp.lock"),
    "regulations schema": (["regulations", "schema", "permenpanrb_14_2017"], "skema.json"),
}
"""By name, a command without its `-o`, and the file that it writes."""

RUN = """
import os, resource, signal, sys
from pathlib import Path
from pekppp_rules.cli.main import run
fault, *arguments = sys.argv[1:]
if fault == "killed":
    def killed(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)
    os.replace = os.rename = Path.replace = Path.rename = killed
elif fault == "no room":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
run(arguments)
"""


def in_a_process(fault: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own with a fault."""
    return subprocess.run(
        [sys.executable, "-c", RUN, fault, *map(str, arguments), "--lang", "id"],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
    )


def names(folder: Path) -> list[str]:
    """Return what stands in a folder, apart from what a killed process may leave."""
    return sorted(one.name for one in folder.iterdir() if not one.name.startswith(".pekppp-"))


def full(descriptor: int) -> None:
    """Stand in for `os.fsync` on a full disk, which may say so only there."""
    del descriptor
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", WRITES)
def test_on_a_full_disk_the_old_file_stays_and_the_reason_is_told(pekppp_command, monkeypatch, name, tmp_path):
    arguments, file = WRITES[name]
    (tmp_path / file).write_bytes(b"lama")
    monkeypatch.setattr(os, "fsync", full)
    done = pekppp_command(*arguments, "-o", tmp_path / file)
    assert done.status == 1
    told = done.out if "json" in arguments else done.err
    assert "PKP-013" in told
    assert "hasil tidak dapat ditulis: ruang di media habis" in told
    assert (tmp_path / file).read_bytes() == b"lama"
    assert [one.name for one in tmp_path.iterdir()] == [file]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["record", "table parquet"])
def test_a_command_that_is_killed_leaves_the_old_file(name, tmp_path):
    """One for each way of writing a file: from memory, and as it is made."""
    arguments, file = WRITES[name]
    (tmp_path / file).write_bytes(b"lama")
    done = in_a_process("killed", *arguments, "-o", tmp_path / file)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (tmp_path / file).read_bytes() == b"lama"
    assert names(tmp_path) == [file]


@pytest.mark.slow
def test_a_table_that_outgrows_the_disk_is_no_malformed_input(tmp_path):
    """Polars reads and writes in one go, and tells of both alike."""
    arguments, file = WRITES["table csv"]
    done = in_a_process("no room", *arguments, "-o", tmp_path / file)
    assert done.returncode == 1
    assert "PKP-013  hasil tidak dapat ditulis: berkas terlalu besar" in done.stderr
    assert "PKP-007" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["killed", "no room"])
def test_a_new_package_is_there_whole_or_not_at_all(fault, tmp_path):
    done = in_a_process(fault, "regulations", "new", "paket_contoh", "--in", tmp_path)
    assert done.returncode == (-signal.SIGKILL if fault == "killed" else 1)
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == []
    if fault != "killed":
        assert "PKP-013" in done.stderr
        assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["killed", "no room"])
def test_a_release_that_fails_is_no_release_and_can_be_made_afterwards(fault, tmp_path):
    folder = tmp_path / "negeri_dongeng"
    shutil.copytree(CHECKOUT / "tests" / "regulations" / "negeri_dongeng", folder)
    done = in_a_process(fault, "regulations", "release", folder)
    assert done.returncode == (-signal.SIGKILL if fault == "killed" else 1)
    assert "Traceback" not in done.stderr
    assert names(folder / "released") == []
    assert in_a_process("none", "regulations", "release", folder).returncode == 0
    assert names(folder / "released") == ["0.1.0.json", "index.json"]


def test_every_command_that_writes_a_file_is_among_them():
    """Whatever has `-o`."""

    def writing(group, path=()):
        for name, one in group.commands.items():
            if hasattr(one, "commands"):
                yield from writing(one, (*path, name))
            elif any("--output" in option.opts for option in one.params):
                yield (*path, name)

    tried = [tuple(str(word) for word in arguments) for arguments, _ in WRITES.values()]
    assert [command for command in writing(cli) if not any(one[: len(command)] == command for one in tried)] == []
