"""A package loaded and checked in a process of its own, with little memory and little time, which may open no socket.

The processes are forked from one that has imported the library, for importing it takes longer than most probes.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

WATCHED = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

def watch(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
        print("FORBIDDEN", event, flush=True)
        raise SystemExit(7)

sys.addaudithook(watch)
"""
"""Little memory, little time, no network and no other program."""

PROBE = (
    WATCHED
    + """
from pathlib import Path
import pekppp_rules as pekppp
from pekppp_rules.regulation.load import check_folder

name, *folders = sys.argv[1:]
told = []
try:
    told.append([])
    pekppp.load(name, folders=folders)
except pekppp.PekpppError as error:
    told[0] = [(p.code, str(p.place), p.message("en")) for p in error.problems]
if "/" in name:
    try:
        problems = check_folder(Path(name), name)
    except pekppp.PekpppError as error:
        problems = error.problems
    told.append([(p.code, str(p.place), p.message("en")) for p in problems])
print(json.dumps(told))
"""
)

FORKS = """
import json, os, signal, sys, traceback
import jsonschema, referencing, pekppp_rules.catalogue, pekppp_rules.regulation.load

def carry_out(asked):
    for number, name in enumerate(("out", "err"), start=1):
        os.dup2(os.open(asked[name], os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(asked["folder"])
    signal.alarm(90)
    sys.argv = ["-c", *asked["arguments"]]
    status = 0
    try:
        exec(asked["script"], {"__name__": "__main__"})
    except SystemExit as ended:
        status = ended.code or 0
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        carry_out(json.loads(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Forks a process for every line it reads, and says how each ended; an alarm ends one that waits for something."""


@dataclass(frozen=True)
class Told:
    """What was said of a package: code, place and message of each problem, by `load` and by `check`."""

    loading: list[list[str]]
    checking: list[list[str]]

    @property
    def codes(self) -> list[str]:
        return [code for code, _, _ in self.checking or self.loading]

    def only(self) -> list[str]:
        """The one thing that was said, by both."""
        assert self.checking in ([], self.loading)
        (problem,) = self.loading
        return problem


def probe(name: object, *folders: object) -> Told:
    """Load and check a package in a process of its own; it must end by itself, with answers and nothing else."""
    status, printed, told = forked(PROBE, str(name), *map(str, folders))
    assert (status, told) == (0, ""), printed[-300:] + told[-2_000:]
    answers = json.loads(printed)
    return Told(answers[0], answers[1] if len(answers) > 1 else [])


def forked(script: str, *arguments: str) -> tuple[int, str, str]:
    """Run a script in a process of its own; return its status, below 0 the signal that ended it, and what it printed."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        asked = {"script": script, "arguments": arguments, "folder": str(Path.cwd()), "out": str(out), "err": str(err)}
        status = _ended(json.dumps(asked))
        return status, out.read_text("utf-8"), err.read_text("utf-8")


def _ended(asked: str) -> int:
    """Return with what status the process of an order ended."""
    forks = _forks(os.getpid())
    assert forks.stdin is not None
    assert forks.stdout is not None
    forks.stdin.write(asked + "\n")
    forks.stdin.flush()
    return int(forks.stdout.readline())


@cache
def _forks(_: int) -> subprocess.Popen[str]:
    """Start what forks the probes of this process; it ends with it."""
    forks = subprocess.Popen(
        [sys.executable, "-c", FORKS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(forks.communicate)
    return forks
