"""Scoring alone: from a parsed submission to the index and its category.

Every side is given what it reads at once: ours a `Submission`, the loop and zen-engine the parsed dict, OpenFisca its own
shape of it. Ours checks that every answer is there and on the scale. Of the plain loops only the last does; the others are
the same sums in three writings, because the writing alone changes the time twofold.

python -m benchmarks.scoring [--submissions N] [--rounds N]
"""

from __future__ import annotations

import sys

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, Outcome, exact_outcome, random_submissions, read_instrument
from benchmarks.measure import arguments, compare, installed, print_table, print_versions, side
from benchmarks.plain_loop import PlainLoop
from benchmarks.plain_loop import outcome as plain_outcome
from benchmarks.verdict import Verdict

OPENFISCA_SHARE = 20
"""OpenFisca is given one submission in so many: one takes it as long as a hundred take the others."""


def scored(evaluation: pekppp.Evaluation) -> Outcome:
    """Return index and category of our result."""
    assert evaluation.category is not None
    return Outcome(int(evaluation.index.rounded.scaleb(2)), evaluation.category.letter)


def main() -> int:
    asked = arguments(__doc__, submissions=100, rounds=61)
    print_versions("zen-engine", "OpenFisca-Core")
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
    loops = {
        "plain Python loop": loop.score,
        "plain Python loop, generator expressions": loop.generator_score,
        "plain Python loop, nested for only": loop.nested_score,
        "plain Python loop that checks its input": loop.checked_score,
    }
    for name, score in loops.items():
        verdict.peer(name, [plain_outcome(score(data)) for data in given], right)
    sides = [side(name, score, given) for name, score in loops.items()]
    sides.append(side("pekppp_rules", ours, submissions))
    absent = [name for name in ("zen-engine", "OpenFisca-Core") if not installed(name)]
    if "zen-engine" not in absent:
        from benchmarks import zen_graph

        graph = zen_graph.ZenGraph(instrument, every_node=False)
        verdict.peer("zen-engine", [zen_graph.outcome(graph.evaluate(data)) for data in given], right)
        sides.append(side("zen-engine", graph.evaluate, given))
        sides.append(side("zen-engine with trace", graph.evaluate_with_trace, given))
    if "OpenFisca-Core" not in absent:
        from benchmarks.openfisca_country import Country

        country = Country(instrument)
        situations = [country.situation(data) for data in given[::OPENFISCA_SHARE]]
        outcomes = [country.outcomes(country.from_situation(situation))[0] for situation in situations]
        verdict.peer("OpenFisca-Core", outcomes, right[::OPENFISCA_SHARE])
        sides.append(side("OpenFisca-Core", lambda one: country.outcomes(country.from_situation(one)), situations))
    print_table("Scoring alone, submissions a second; ratio to the plain loop", compare(sides, asked.rounds), absent)
    return verdict.status


if __name__ == "__main__":
    sys.exit(main())
