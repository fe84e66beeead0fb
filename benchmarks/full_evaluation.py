"""A full evaluation read to its end: every node exact and rounded, category, findings, provenance.

The loop keeps the same nodes with their rounded values, and so do zen-engine's graph and the OpenFisca country. Read to the end
means that every number is taken out; `data()` is our whole JSON document, `explain().data()` our whole derivation with sources.

python -m benchmarks.full_evaluation [--submissions N] [--rounds N]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from fractions import Fraction

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, exact_nodes, hundredths, random_submissions, read_instrument
from benchmarks.measure import arguments, compare, installed, print_table, print_versions, side
from benchmarks.plain_loop import PlainLoop
from benchmarks.scoring import OPENFISCA_SHARE
from benchmarks.verdict import Verdict

Nodes = Mapping[str, tuple[Fraction, int]]
"""By node, its exact value, and the value rounded, in hundredths."""


def main() -> int:
    asked = arguments(__doc__, submissions=50, rounds=31)
    print_versions("zen-engine", "OpenFisca-Core")
    instrument = read_instrument()
    given = random_submissions(instrument, asked.submissions)
    right: list[Nodes] = [
        {name: (value, hundredths(value)) for name, value in exact_nodes(instrument, data).items()} for data in given
    ]
    rounded = [{name: units for name, (_, units) in nodes.items()} for nodes in right]
    regulation = pekppp.load(REGULATION)
    submissions = [pekppp.Submission.model_validate(data) for data in given]
    loop = PlainLoop(instrument)

    def everything(submission: pekppp.Submission) -> object:
        evaluation = regulation.evaluate(submission)
        numbers = [(node.value, node.rounded, node.contribution) for node in evaluation.nodes.values()]
        return numbers, evaluation.index, evaluation.category, evaluation.findings, evaluation.provenance.counts

    def document(submission: pekppp.Submission) -> object:
        return regulation.evaluate(submission).data()

    def derivation(submission: pekppp.Submission) -> object:
        return regulation.evaluate(submission).explain().data()

    verdict = Verdict()
    verdict.ours("pekppp_rules, exact values of all nodes", [our_nodes(regulation, one) for one in submissions], right)
    verdict.peer("plain Python loop, rounded", [in_hundredths(loop.every_node(data)[0]) for data in given], rounded)
    sides = [
        side("plain Python loop that keeps every node", loop.every_node, given),
        side("pekppp_rules, every node read", everything, submissions),
        side("pekppp_rules, data()", document, submissions),
        side("pekppp_rules, explain().data()", derivation, submissions),
    ]
    absent = [name for name in ("zen-engine", "OpenFisca-Core") if not installed(name)]
    if "zen-engine" not in absent:
        from benchmarks import zen_graph

        graph = zen_graph.ZenGraph(instrument, every_node=True)
        verdict.peer(
            "zen-engine, rounded",
            [zen_graph.rounded_nodes(graph.evaluate(data), nodes) for data, nodes in zip(given, right, strict=True)],
            rounded,
        )
        sides.append(side("zen-engine", graph.evaluate, given))
        sides.append(side("zen-engine with trace", graph.evaluate_with_trace, given))
    if "OpenFisca-Core" not in absent:
        from benchmarks.openfisca_country import Country

        country = Country(instrument)
        situations = [country.situation(data) for data in given[::OPENFISCA_SHARE]]
        kept = [country.rounded_nodes(country.from_situation(situation)) for situation in situations]
        verdict.peer("OpenFisca-Core, rounded", kept, rounded[::OPENFISCA_SHARE])
        sides.append(side("OpenFisca-Core", lambda one: country.every_node(country.from_situation(one)), situations))
    measured = compare(sides, asked.rounds)
    print_table("Full evaluation, submissions a second; ratio to the plain loop", measured, absent)
    if "zen-engine" not in absent:
        yardstick = next(one for one in sides if one.name == "zen-engine with trace")
        others = [one for one in sides if one.name.startswith("pekppp_rules")]
        print_table("The same against zen-engine with trace", compare([yardstick, *others], asked.rounds))
    return verdict.status


def our_nodes(regulation: pekppp.Regulation, submission: pekppp.Submission) -> Nodes:
    """Return our nodes."""
    nodes = regulation.evaluate(submission).nodes
    return {name: (node.value, int(node.rounded.scaleb(2))) for name, node in nodes.items()}


def in_hundredths(kept: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """Return the rounded values of a side that counts in floats."""
    return {name: round(rounded * 100) for name, (_, rounded) in kept.items()}


if __name__ == "__main__":
    sys.exit(main())
