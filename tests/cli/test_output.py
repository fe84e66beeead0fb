"""The submission stays untouched, whatever -o says."""

from __future__ import annotations

import shutil

import pytest


@pytest.mark.parametrize("command", [("evaluate",), ("justify",), ("improve", "--to", "A")])
def test_output_onto_the_submission_itself_is_wrong_usage(pekppp_command, example, tmp_path, command):
    file = tmp_path / "unit.yaml"
    shutil.copy(example, file)
    before = file.read_bytes()
    name, *options = command
    done = pekppp_command(name, file, *options, "-o", file)
    assert done.status == 2
    assert "-o menunjuk berkas pengajuan itu sendiri" in done.err
    assert file.read_bytes() == before
