"""The result: every node of the index with its source, the category, the findings, and how it all came about."""

from pekppp_rules.evaluation.aggregate import Aggregate, Ranked, aggregate
from pekppp_rules.evaluation.explain import Explanation
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.node import IndexResult, NodeResult
from pekppp_rules.evaluation.result import Evaluation

__all__ = ["Aggregate", "Evaluation", "Explanation", "Finding", "IndexResult", "NodeResult", "Ranked", "aggregate"]
