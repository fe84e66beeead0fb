"""Index and category of many units at once, as a ministry has them after a round.

OpenFisca is made for this: it computes whole columns. Its columns are given ready in one line and made from the parsed
submissions in the next. We score submission by submission.

python -m benchmarks.many_units [--submissions N] [--rounds N]
"""

from __future__ import annotations

import sys

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, exact_outcome, random_submissions, read_instrument
from benchmarks.measure import Side, arguments, compare, installed, print_table, print_versions, side
from benchmarks.plain_loop import PlainLoop
from benchmarks.plain_loop import outcome as plain_outcome
from benchmarks.scoring import scored
from benchmarks.verdict import Verdict


def main() -> int:
    asked = arguments(__doc__, submissions=2_000, rounds=11)
    print_versions("OpenFisca-Core", "numpy")
    instrument = read_instrument()
    given = random_submissions(instrument, asked.submissions)
    right = [exact_outcome(instrument, data) for data in given]
    regulation = pekppp.load(REGULATION)
    submissions = [pekppp.Submission.model_validate(data) for data in given]
    loop = PlainLoop(instrument)

    def ours(submission: pekppp.Submission) -> object:
        evaluation = regulation.evaluate(submission)
        return evaluation.index.rounded, evaluation.category

    verdict = Verdict()
    verdict.ours("pekppp_rules", [scored(regulation.evaluate(submission)) for submission in submissions], right)
    verdict.peer("plain Python loop", [plain_outcome(loop.score(data)) for data in given], right)
    sides = [side("plain Python loop", loop.score, given), side("pekppp_rules", ours, submissions)]
    absent = [name for name in ("OpenFisca-Core",) if not installed(name)]
    if not absent:
        from benchmarks.openfisca_country import Country

        country = Country(instrument)
        columns = country.columns(given)
        verdict.peer("OpenFisca-Core", country.outcomes(country.from_columns(columns, len(given))), right)

        def from_columns() -> object:
            return country.calculate(country.from_columns(columns, len(given)))

        def from_submissions() -> object:
            return country.calculate(country.from_columns(country.columns(given), len(given)))

        sides.append(Side("OpenFisca-Core, columns given", from_columns, len(given)))
        sides.append(Side("OpenFisca-Core, columns made from dicts", from_submissions, len(given)))
    title = f"{len(given):,} units at once, units a second; ratio to the plain loop"
    print_table(title, compare(sides, asked.rounds), absent)
    return verdict.status


if __name__ == "__main__":
    sys.exit(main())
