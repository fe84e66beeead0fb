"""Exact scores: the index tree compiled to integers, and run on the answers of one unit."""

from pekppp_rules.regulation.rounding import round_half_up, scaled_decimal
from pekppp_rules.scoring.category import Bands, compile_bands
from pekppp_rules.scoring.plan import NodePlan, Plan, compile_plan
from pekppp_rules.submission.totals import Totals, bounding_totals, totals_of

__all__ = [
    "Bands",
    "NodePlan",
    "Plan",
    "Totals",
    "bounding_totals",
    "compile_bands",
    "compile_plan",
    "round_half_up",
    "scaled_decimal",
    "totals_of",
]
