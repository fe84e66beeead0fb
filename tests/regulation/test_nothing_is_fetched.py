"""No socket is opened and no program started, whatever a package refers to."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.probe import WATCHED, forked, probe
from tests.releases import toy_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of a process, pipes and devices are those of POSIX")


@pytest.fixture
def toy(tmp_path):
    return toy_in(tmp_path)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("aturan.yaml", "$ref: http://127.0.0.1:9/rules.json\n"),
        ("aturan.yaml", "$schema: http://127.0.0.1:9/schema.json\n"),
        ("index.yaml", "$id: http://127.0.0.1:9/\n"),
        ("cases/satu.yaml", "$ref: http://127.0.0.1:9/cases.json\n"),
        ("categories.yaml", "$dynamicRef: https://127.0.0.1:9/x#y\n"),
    ],
)
def test_a_reference_to_a_network_is_an_unknown_key(toy, file, line):
    text = (toy / file).read_text("utf-8")
    (toy / file).write_text(line + text, "utf-8")
    problem = probe(toy).checking[0]
    assert problem[:2] == ["PKP-501", f"{toy}/{file}:1:1"]


def test_a_schema_that_refers_to_a_network_is_an_error_and_nothing_is_asked():
    script = WATCHED + (
        "from pekppp_rules.regulation.schema_check import schema_problems\n"
        "try: schema_problems(1, {'$ref': 'http://127.0.0.1:9/x.json'}, lambda path, key: None)\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert "Unresolvable" in done.stdout or "WrappedReferencing" in done.stdout


def test_the_watch_would_notice_a_socket():
    script = WATCHED + "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.partition(" ")[0]) == (7, "FORBIDDEN")


@pytest.mark.parametrize(
    ("script", "status", "told"),
    [
        ("import socket\nsocket.create_connection(('127.0.0.1', 9))\n", 7, ""),
        ("import subprocess\nsubprocess.run(['true'])\n", 7, ""),
        ("bytearray(2_000_000_000)\n", 1, "MemoryError"),
        ("raise ValueError('x')\n", 1, "ValueError: x"),
        ("import signal, time\nsignal.alarm(1)\ntime.sleep(60)\n", -14, ""),
    ],
    ids=["a socket", "a program", "too much memory", "an exception", "waiting"],
)
def test_a_probe_would_notice_what_it_looks_for_and_the_next_one_is_not_touched(toy, script, status, told):
    ended, _, err = forked(WATCHED + script)
    assert ended == status
    assert told in err
    assert probe(toy).checking == []


def test_no_socket_is_opened_and_no_program_started_from_reading_to_advice(checkout):
    script = WATCHED + (
        "import pekppp_rules as pekppp\n"
        "from pekppp_rules.cli.main import run\n"
        "unit, name = sys.argv[1:]\n"
        "for arguments in (['regulations', 'check'], ['regulations', 'list'], ['regulations', 'show', name],\n"
        "                  ['evaluate', unit, '--explain'], ['justify', unit], ['improve', unit, '--to', 'A']):\n"
        "    try: run(arguments)\n"
        "    except SystemExit as ended: assert ended.code == 0, (arguments, ended.code)\n"
        "print('done')\n"
    )
    example = checkout / "examples" / "disdukcapil_kota_contoh.yaml"
    arguments = [sys.executable, "-c", script, str(example), "permenpanrb_29_2022"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    assert done.stdout.endswith("done\n")
    assert "FORBIDDEN" not in done.stdout
