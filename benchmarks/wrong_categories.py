"""How often a category comes out wrong, against exact fractions.

Two sets: units at random, and units whose exact index lies half a hundredth below a bound, where rounding decides the
category. The second set is made to be hard; how often real units fall there is what the first set says.

python -m benchmarks.wrong_categories [--submissions N]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

import pekppp_rules as pekppp
from benchmarks.instrument import (
    REGULATION,
    Data,
    Instrument,
    Outcome,
    exact_outcome,
    random_submissions,
    read_instrument,
    submissions_on_a_bound,
)
from benchmarks.measure import arguments, installed, print_versions
from benchmarks.plain_loop import PlainLoop, half_up_decimal
from benchmarks.plain_loop import outcome as plain_outcome
from benchmarks.scoring import scored

ScoreAll = Callable[[Sequence[Data]], Sequence[Outcome]]


def main() -> int:
    asked = arguments(__doc__, submissions=2_000, rounds=1)
    print_versions("zen-engine", "OpenFisca-Core", "numpy")
    instrument = read_instrument()
    ways = ways_to_score(instrument)
    sets = {
        "random units": random_submissions(instrument, asked.submissions),
        "units on a bound": submissions_on_a_bound(instrument, max(asked.submissions // 4, 1)),
    }
    status = 0
    for title, given in sets.items():
        right = [exact_outcome(instrument, data) for data in given]
        print(f"\n{len(given):,} {title}: wrong category, wrong index; ratio of wrong categories")
        for name, score_all in ways.items():
            found = score_all(given)
            letters = sum(one.letter != other.letter for one, other in zip(found, right, strict=True))
            indices = sum(one.index != other.index for one, other in zip(found, right, strict=True))
            share = letters / len(given)
            print(f"  {name:<44} {letters:>6} {indices:>6}   ratio {share:8.4f}")
            if name == "pekppp_rules" and (letters or indices):
                status = 1
    for name in ("zen-engine", "OpenFisca-Core"):
        if not installed(name):
            print(f"  {name:<44} not installed, skipped")
    return status


def ways_to_score(instrument: Instrument) -> Mapping[str, ScoreAll]:
    """Return every way to score that is here."""
    regulation = pekppp.load(REGULATION)
    loop = PlainLoop(instrument)

    def ours(data: Data) -> Outcome:
        return scored(regulation.evaluate(pekppp.Submission.model_validate(data)))

    def rounding_with(half_up: Callable[[float], float]) -> Callable[[Data], Outcome]:
        def score(data: Data) -> Outcome:
            rounded = half_up(loop.index(data))
            return plain_outcome((rounded, loop.letter(rounded)))

        return score

    ways: dict[str, ScoreAll] = {
        "pekppp_rules": one_by_one(ours),
        "plain loop, floor(x * 100 + 0.5)": one_by_one(lambda data: plain_outcome(loop.score(data))),
        "plain loop, Decimal(str(x)) half up": one_by_one(rounding_with(half_up_decimal)),
        "plain loop, round(x, 2)": one_by_one(rounding_with(lambda index: round(index, 2))),
    }
    if installed("zen-engine"):
        from benchmarks import zen_graph

        graph = zen_graph.ZenGraph(instrument, every_node=False)
        ways["zen-engine"] = one_by_one(lambda data: zen_graph.outcome(graph.evaluate(data)))
    if installed("OpenFisca-Core"):
        from benchmarks.openfisca_country import Country

        country = Country(instrument)
        ways["OpenFisca-Core"] = lambda given: country.outcomes(
            country.from_columns(country.columns(given), len(given))
        )
    return ways


def one_by_one(score: Callable[[Data], Outcome]) -> ScoreAll:
    """Return the way that scores each submission by itself."""
    return lambda given: [score(data) for data in given]


if __name__ == "__main__":
    sys.exit(main())
