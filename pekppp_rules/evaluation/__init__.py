"""The result: every node of the index with its source, the category, the findings, and how it all came about."""

from pekppp_rules.evaluation.aggregate import Aggregate, Ranked, aggregate
from pekppp_rules.evaluation.explain import Explanation
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.node import IndexResult, NodeResult
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.evaluation.scored_unit import ScoredUnit
from pekppp_rules.evaluation.unit_result import UnitResult

__all__ = [
    "Aggregate",
    "Evaluation",
    "Explanation",
    "Finding",
    "IndexResult",
    "NodeResult",
    "Ranked",
    "ScoredUnit",
    "UnitResult",
    "aggregate",
]
