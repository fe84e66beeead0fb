"""Findings and recommendations of full submissions: the forward engine against durable-rules, on the same compiled rules.

The yardstick is the scoring of the same submissions, with its category. Both engines must find the same.

python -m benchmarks.findings [--submissions N] [--rounds N]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, random_submissions, read_instrument
from benchmarks.measure import arguments, compare, print_table, print_versions, side
from pekppp_rules.rules.engines import durable_is_installed

EXAMPLE = Path(__file__).parents[1] / "examples" / "disdukcapil_kota_contoh.yaml"


def main() -> int:
    asked = arguments(__doc__, submissions=20, rounds=21)
    print_versions("durable_rules")
    regulation = pekppp.load(REGULATION)
    scored = [
        pekppp.Submission.model_validate(data) for data in random_submissions(read_instrument(), asked.submissions)
    ]
    facts = pekppp.read_submission(EXAMPLE).forms["f01"]
    submissions = [one.model_copy(update={"forms": {**one.forms, "f01": facts}}) for one in scored]

    def scoring(submission: pekppp.Submission) -> object:
        evaluation = regulation.evaluate(submission)
        return evaluation.index, evaluation.category

    def forward(submission: pekppp.Submission) -> object:
        return regulation.evaluate(submission, engine="forward").findings

    def durable(submission: pekppp.Submission) -> object:
        return regulation.evaluate(submission, engine="durable").findings

    sides = [
        side("pekppp_rules, index and category", scoring, submissions),
        side("pekppp_rules, findings, forward engine", forward, submissions),
    ]
    wrong = 0
    if durable_is_installed():
        sides.append(side("pekppp_rules, findings, durable-rules", durable, submissions))
        wrong = sum(forward(one) != durable(one) for one in submissions)
        print(f"the engines differ on {wrong} of {len(submissions)} submissions")
    print_table("Findings of a full submission", compare(sides, asked.rounds))
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
