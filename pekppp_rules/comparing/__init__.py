"""Two regulation versions compared, and the answers of one carried to the other."""

from pekppp_rules.comparing.comparison import Comparison, compare
from pekppp_rules.comparing.correspondence import FormPair
from pekppp_rules.comparing.difference import Difference
from pekppp_rules.comparing.effect import IndexChange, NodeChange, SubmissionEffect
from pekppp_rules.comparing.migration import MigratedAnswer, Migration, migrate
from pekppp_rules.comparing.weights import NodeWeight, WeightDifference

__all__ = [
    "Comparison",
    "Difference",
    "FormPair",
    "IndexChange",
    "MigratedAnswer",
    "Migration",
    "NodeChange",
    "NodeWeight",
    "SubmissionEffect",
    "WeightDifference",
    "compare",
    "migrate",
]
