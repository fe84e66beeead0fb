"""Checking a package: `pekppp regulations check` from a cold start, against only importing what it needs.

python -m benchmarks.checking [--rounds N]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Side, arguments, compare, print_table, print_versions
from benchmarks.verdict import Verdict

CHECKOUT = Path(__file__).resolve().parent.parent
LARGEST = "permenpanrb_29_2022"

IMPORTS = ("-c", "import jsonschema, pydantic, yaml")
CHECK = ("-m", "pekppp_rules", "regulations", "check", LARGEST, "--lang", "en")
TEST = ("-m", "pekppp_rules", "regulations", "test", LARGEST, "--lang", "en")


def run(*arguments: str) -> str:
    """Run a fresh interpreter in the checkout and return what it printed."""
    done = subprocess.run([sys.executable, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return done.stdout


def start(name: str, *arguments: str) -> Side:
    """Return the side that starts an interpreter once."""
    return Side(name, lambda: run(*arguments), 1)


def main() -> int:
    asked = arguments(__doc__, submissions=1, rounds=11)
    print_versions("pydantic", "jsonschema", "PyYAML")
    verdict = Verdict("A sound package is found sound")
    verdict.ours("pekppp regulations check", [run(*CHECK).strip()], ["1 package(s) checked: 0 problem(s)."])
    sides = [
        start("import jsonschema, pydantic, yaml", *IMPORTS),
        start("pekppp regulations check", *CHECK),
        start("pekppp regulations test", *TEST),
    ]
    print_table(f"{LARGEST}, a process each; ratio to the imports", compare(sides, asked.rounds, other_processes=True))
    return verdict.status


if __name__ == "__main__":
    sys.exit(main())
