"""Cold start: how long a fresh interpreter takes until something is done, against one that does nothing.

python -m benchmarks.cold_start [--submissions N] [--rounds N]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pekppp_rules as pekppp
from benchmarks.measure import Side, arguments, compare, installed, print_table, print_versions
from benchmarks.verdict import Verdict

CHECKOUT = Path(__file__).resolve().parent.parent
EXAMPLE = CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml"

EVALUATE = f"""
import pekppp_rules as pekppp
evaluation = pekppp.load("permenpanrb_29_2022").evaluate(pekppp.read_submission({str(EXAMPLE)!r}))
print(evaluation.index.rounded, evaluation.category.letter)
"""
PEERS = {"pydantic": "from pydantic import BaseModel", "jsonschema": "from jsonschema import Draft202012Validator"}
OPTIONAL = {
    "zen-engine": "import zen",
    "numpy": "import numpy",
    "OpenFisca-Core": "from openfisca_core.simulations import SimulationBuilder",
}


def run(*arguments: str) -> str:
    """Run a fresh interpreter in the checkout and return what it printed."""
    done = subprocess.run([sys.executable, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return done.stdout


def start(name: str, *arguments: str) -> Side:
    """Return the side that starts an interpreter once."""
    return Side(name, lambda: run(*arguments), 1)


def main() -> int:
    asked = arguments(__doc__, submissions=1, rounds=11)
    print_versions("pydantic", "jsonschema", *OPTIONAL)
    evaluation = pekppp.load("permenpanrb_29_2022").evaluate(pekppp.read_submission(EXAMPLE))
    assert evaluation.category is not None
    verdict = Verdict("A fresh interpreter against this one")
    right = f"{evaluation.index.rounded} {evaluation.category.letter}"
    verdict.ours("load, read and evaluate", [run("-c", EVALUATE).strip()], [right])
    screen = run("-m", "pekppp_rules", "evaluate", str(EXAMPLE), "--lang", "en")
    verdict.ours("pekppp evaluate", [str(evaluation.index.rounded) in screen], [True])
    sides = [
        start("an interpreter that does nothing", "-c", "pass"),
        start("import pekppp_rules", "-c", "import pekppp_rules"),
        start("pekppp --version", "-m", "pekppp_rules", "--version"),
        start("load, read and evaluate", "-c", EVALUATE),
        start("pekppp evaluate", "-m", "pekppp_rules", "evaluate", str(EXAMPLE)),
        *(start(code, "-c", code) for code in PEERS.values()),
        *(start(code, "-c", code) for name, code in OPTIONAL.items() if installed(name)),
    ]
    absent = [name for name in OPTIONAL if not installed(name)]
    print_table("Starts a second; ratio to doing nothing", compare(sides, asked.rounds, other_processes=True), absent)
    return verdict.status


if __name__ == "__main__":
    sys.exit(main())
