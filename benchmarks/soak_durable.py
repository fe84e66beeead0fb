"""Findings with durable-rules for a long time in one process: is memory flat, is every answer right, does nothing crash?

Three runs: evaluations one after the other; 8 threads; a process forked after both. Every answer is compared with the forward
engine's. Ends with 1 when one differs, when memory grows by more than a tenth after the first tenth, or when the fork fails.

python -m benchmarks.soak_durable [--submissions N] [--rounds N]    (N submissions, N rounds over them)
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, random_submissions, read_instrument
from benchmarks.measure import arguments, print_versions
from pekppp_rules.rules.engines import durable_is_installed

THREADS = 8
EXAMPLE = Path(__file__).parents[1] / "examples" / "disdukcapil_kota_contoh.yaml"

Answer = tuple[tuple[str, ...], tuple[str, ...]]


def main() -> int:
    if not durable_is_installed():
        sys.exit("durable-rules is not installed")
    asked = arguments(__doc__, submissions=100, rounds=2000)
    print_versions("durable_rules")
    regulation = pekppp.load(REGULATION)
    facts = pekppp.read_submission(EXAMPLE).forms["f01"]
    scored = [
        pekppp.Submission.model_validate(data) for data in random_submissions(read_instrument(), asked.submissions)
    ]
    submissions = [one.model_copy(update={"forms": {**one.forms, "f01": facts}}) for one in scored]
    expected = [answer(regulation, one, "forward") for one in submissions]

    def wrong_answers(count: int) -> int:
        size = len(submissions)
        return sum(answer(regulation, submissions[at % size], "durable") != expected[at % size] for at in range(count))

    total = asked.submissions * asked.rounds
    failed = False
    memory = []
    for tenth in range(1, 11):
        wrong = wrong_answers(total // 10)
        memory.append(resident_kib())
        failed |= wrong > 0
        print(f"{total // 10 * tenth:>8} evaluations  {memory[-1] / 1024:6.1f} MiB  {wrong} wrong", flush=True)
    failed |= memory[-1] > 1.1 * memory[0]

    with ThreadPoolExecutor(THREADS) as pool:
        wrong = sum(pool.map(wrong_answers, [total // 10 // THREADS] * THREADS))
    failed |= wrong > 0
    print(f"{total // 10:>8} in {THREADS} threads   {resident_kib() / 1024:6.1f} MiB  {wrong} wrong", flush=True)

    child = os.fork()
    if child == 0:
        os._exit(min(wrong_answers(total // 100), 1))
    _, status = os.waitpid(child, 0)
    failed |= status != 0
    print(f"{total // 100:>8} after a fork    {'as expected' if status == 0 else f'status {status}'}", flush=True)
    return int(failed)


def answer(regulation: pekppp.Regulation, submission: pekppp.Submission, engine: str) -> Answer:
    """Return what was found and recommended, in order."""
    evaluation = regulation.evaluate(submission, engine="durable" if engine == "durable" else "forward")
    return (
        tuple(f"{finding.code} {finding.subject}" for finding in evaluation.findings),
        tuple(f"{one.code} {one.subject}" for one in evaluation.recommendations),
    )


def resident_kib() -> int:
    """Return the memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


if __name__ == "__main__":
    sys.exit(main())
