"""A package loaded and checked in a process of its own, with little memory and little time, which may open no socket."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

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
    arguments = [sys.executable, "-c", PROBE, str(name), *map(str, folders)]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=90, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-300:] + done.stderr[-2_000:]
    answers = json.loads(done.stdout)
    return Told(answers[0], answers[1] if len(answers) > 1 else [])
