"""Faults while a file is written: a killed process, a full disk, a folder that may not be written, two writers at once."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pekppp_rules.errors import OutputFileError
from pekppp_rules.reading import write_output

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these faults are made with POSIX signals and limits")

SIZE = 400_000
WRITER = """
import sys
from pathlib import Path
from pekppp_rules.reading import write_output
path, letter, times = Path(sys.argv[1]), sys.argv[2].encode(), int(sys.argv[3])
write_output(path, letter * SIZE)
print("begun", flush=True)
for at in range(times):
    write_output(path, letter * SIZE)
""".replace("SIZE", str(SIZE))


def writer(path, letter, times):
    """Start a process that writes a file of one letter again and again."""
    command = [sys.executable, "-c", WRITER, str(path), letter, str(times)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stdout.readline() == b"begun\n"
    started.stdout.close()
    return started


def is_whole(content, letters):
    return len(content) == SIZE and any(content == letter.encode() * SIZE for letter in letters)


@pytest.mark.parametrize("attempt", range(5))
def test_a_killed_process_leaves_the_old_file_or_the_new_one(tmp_path, attempt):
    path = tmp_path / "hasil"
    write_output(path, b"a" * SIZE)
    process = writer(path, "b", 1_000_000)
    write_output(path, b"a" * SIZE)
    time.sleep(random.Random(attempt).uniform(0, 0.05))
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert is_whole(path.read_bytes(), "ab")
    assert {one.name for one in tmp_path.iterdir() if not one.name.startswith(".pekppp-")} == {"hasil"}
    write_output(path, b"c" * SIZE)
    assert is_whole(path.read_bytes(), "c")


STOPPED = """
import os, signal, sys
from pathlib import Path
from pekppp_rules.reading import write_output
at = sys.argv[2]
real = getattr(os, at)
def killed(*arguments, **named):
    if at == "fsync" or sys.argv[3] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, at, killed)
write_output(Path(sys.argv[1]), b"baru" * 100_000)
"""


@pytest.mark.parametrize(
    ("step", "when", "left"),
    [("fsync", "before", b"lama"), ("replace", "before", b"lama"), ("replace", "after", b"baru" * 100_000)],
)
def test_killed_at_each_step_the_file_is_the_old_one_until_the_rename(tmp_path, step, when, left):
    path = tmp_path / "hasil"
    path.write_bytes(b"lama")
    done = subprocess.run([sys.executable, "-c", STOPPED, str(path), step, when], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == left


def test_two_processes_that_write_one_file_never_mix(tmp_path):
    path = tmp_path / "hasil"
    processes = [writer(path, letter, 40) for letter in "xyz"]
    seen = set()
    while any(process.poll() is None for process in processes):
        content = path.read_bytes()
        assert is_whole(content, "xyz")
        seen.add(content[:1])
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert is_whole(path.read_bytes(), "xyz")
    assert [one.name for one in tmp_path.iterdir()] == ["hasil"]
    assert seen


LIMITED = """
import resource, sys
from pathlib import Path
from pekppp_rules.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
run(sys.argv[1:])
"""


def test_no_room_for_a_record_keeps_the_old_one(tmp_path, example):
    """A file may grow to 100,000 bytes only; the record is larger."""
    path = tmp_path / "rec"
    path.write_bytes(b"lama")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "record", str(example), "-o", str(path), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "PKP-013" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == b"lama"
    assert [one.name for one in tmp_path.iterdir()] == ["rec"]


def test_a_full_device_is_one_clear_error():
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with pytest.raises(OutputFileError) as caught:
        write_output(Path("/dev/full"), b"baru")
    assert caught.value.problems[0].parameters["reason"]("en") == os.strerror(errno.ENOSPC)


READ_ONLY = """
import os, sys
from pathlib import Path
from pekppp_rules.errors import OutputFileError
from pekppp_rules.reading import write_output
if os.geteuid() == 0:  # to whom nothing is read-only
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    write_output(Path(sys.argv[1]), b"baru")
except OutputFileError as error:
    print(error.code, error.problems[0].parameters["reason"]("en"))
"""


@pytest.mark.parametrize("before", [None, b"lama"])
def test_a_read_only_folder_is_one_clear_error_and_stays_as_it_is(before):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "hasil"
        if before is not None:
            path.write_bytes(before)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False)
        folder.chmod(0o755)
        assert done.stdout == f"PKP-013 {os.strerror(errno.EACCES)}\n", done.stderr
        assert [one.name for one in folder.iterdir()] == ([] if before is None else ["hasil"])
        assert before is None or path.read_bytes() == before


def test_the_file_is_synchronised_before_its_name_and_the_folder_after(tmp_path, monkeypatch):
    steps = []
    fsync, replace = os.fsync, Path.replace

    def watched(descriptor):
        steps.append("folder" if os.path.samestat(os.fstat(descriptor), tmp_path.stat()) else "file")
        fsync(descriptor)

    def renamed(self, target):
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched)
    monkeypatch.setattr(Path, "replace", renamed)
    write_output(tmp_path / "hasil", b"baru")
    assert steps == ["file", "rename", "folder"]


def test_a_folder_that_cannot_be_synchronised_is_no_failure(tmp_path, monkeypatch):
    """The file is in place, whole; some file systems refuse to synchronise a folder."""
    opened = os.open

    def refused(path, flags, *rest, **named):
        if Path(path) == tmp_path:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return opened(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refused)
    write_output(tmp_path / "hasil", b"baru")
    assert (tmp_path / "hasil").read_bytes() == b"baru"
