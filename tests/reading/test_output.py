"""A result is written whole or not at all."""

from __future__ import annotations

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from pekppp_rules.errors import OutputFileError, Phrase
from pekppp_rules.reading import write_output


@pytest.fixture
def umask():
    """Set the umask for one test."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def refused(path, content=b"baru"):
    with pytest.raises(OutputFileError) as caught:
        write_output(path, content)
    (problem,) = caught.value.problems
    assert problem.code == "PKP-013"
    assert problem.place.file == str(path)
    assert problem.parameters["reason"]
    return problem


def failing(error):
    def fail(*_, **__):
        raise error

    return fail


@pytest.mark.parametrize("content", [b"", b"hasil\n", b"\x00\xff\r\n", b"x" * 1_000_000])
def test_a_new_file_holds_exactly_the_bytes(tmp_path, content):
    write_output(tmp_path / "hasil", content)
    assert (tmp_path / "hasil").read_bytes() == content
    assert names(tmp_path) == ["hasil"]


def test_an_existing_file_is_replaced(tmp_path):
    (tmp_path / "hasil").write_bytes(b"lama dan lebih panjang")
    write_output(tmp_path / "hasil", b"baru")
    assert (tmp_path / "hasil").read_bytes() == b"baru"
    assert names(tmp_path) == ["hasil"]


def test_the_old_content_stands_until_the_new_is_complete(tmp_path, monkeypatch):
    (tmp_path / "hasil").write_bytes(b"lama")
    seen = []
    replace = os.replace

    def watched(source, target):
        seen.append((Path(source).read_bytes(), Path(target).read_bytes(), Path(source).parent))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    monkeypatch.setattr(Path, "replace", watched)
    write_output(tmp_path / "hasil", b"baru")
    assert seen == [(b"baru", b"lama", tmp_path)]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_else(tmp_path, monkeypatch, step):
    (tmp_path / "hasil").write_bytes(b"lama")
    fail = failing(OSError(errno.ENOSPC, "No space left on device"))
    monkeypatch.setattr(os, step, fail)
    if step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    assert refused(tmp_path / "hasil").parameters["reason"] == Phrase("ruang di media habis", "No space left on device")
    assert (tmp_path / "hasil").read_bytes() == b"lama"
    assert names(tmp_path) == ["hasil"]


def test_a_failure_leaves_no_new_file(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(OSError(errno.EIO, "Input/output error")))
    refused(tmp_path / "hasil")
    assert names(tmp_path) == []


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_write_leaves_nothing_behind(tmp_path, monkeypatch, interruption):
    (tmp_path / "hasil").write_bytes(b"lama")
    monkeypatch.setattr(os, "fsync", failing(interruption()))
    with pytest.raises(interruption):
        write_output(tmp_path / "hasil", b"baru")
    assert (tmp_path / "hasil").read_bytes() == b"lama"
    assert names(tmp_path) == ["hasil"]


def test_an_error_without_a_reason_is_named_by_its_kind(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(OSError()))
    assert refused(tmp_path / "hasil").parameters["reason"]("id") == "OSError"


def test_a_missing_folder_is_an_error_and_is_not_made(tmp_path):
    refused(tmp_path / "tidak_ada" / "hasil")
    assert names(tmp_path) == []


def test_a_folder_is_no_target(tmp_path):
    (tmp_path / "hasil").mkdir()
    refused(tmp_path / "hasil")
    assert (tmp_path / "hasil").is_dir()
    assert names(tmp_path) == ["hasil"]
    assert names(tmp_path / "hasil") == []


def test_a_file_used_as_a_folder_is_an_error(tmp_path):
    (tmp_path / "berkas").write_bytes(b"lama")
    refused(tmp_path / "berkas" / "hasil")
    assert (tmp_path / "berkas").read_bytes() == b"lama"


@pytest.mark.parametrize("name", ["a\0b", "a" * 300], ids=["NUL", "300 letters"])
def test_a_name_that_no_file_can_have_is_an_error(tmp_path, name):
    refused(tmp_path / name)
    assert names(tmp_path) == []


def test_the_longest_name_a_file_can_have_is_written(tmp_path):
    write_output(tmp_path / ("a" * 255), b"baru")
    assert names(tmp_path) == ["a" * 255]


def test_a_target_that_is_no_regular_file_is_never_replaced(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("hasil")
        with pytest.raises(OutputFileError):
            write_output(Path("hasil"), b"baru")
    assert stat.S_ISSOCK((tmp_path / "hasil").stat().st_mode)


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path, umask, mask, expected):
    umask(mask)
    write_output(tmp_path / "hasil", b"baru")
    assert mode(tmp_path / "hasil") == expected


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o644, 0o664, 0o666, 0o755, 0o444])
def test_an_existing_file_keeps_its_mode(tmp_path, umask, kept):
    umask(0o022)
    path = tmp_path / "hasil"
    path.write_bytes(b"lama")
    path.chmod(kept)
    write_output(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert mode(path) == kept


def test_a_relative_path_is_written_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_output(Path("hasil"), b"baru")
    assert (tmp_path / "hasil").read_bytes() == b"baru"
    assert names(tmp_path) == ["hasil"]
