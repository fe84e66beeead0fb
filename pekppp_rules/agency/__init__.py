"""The picture of an agency: its units side by side, what holds them back, and what changed since another round."""

from pekppp_rules.agency.change import AgencyChange, UnitChange
from pekppp_rules.agency.picture import AgencyPicture, agency_picture
from pekppp_rules.agency.round import AspectMean, CategoryCount, FindingGroup, RoundPicture, RowMean
from pekppp_rules.agency.scored_table import ScoredUnits, UnscoredUnit, scored_units

__all__ = [
    "AgencyChange",
    "AgencyPicture",
    "AspectMean",
    "CategoryCount",
    "FindingGroup",
    "RoundPicture",
    "RowMean",
    "ScoredUnits",
    "UnitChange",
    "UnscoredUnit",
    "agency_picture",
    "scored_units",
]
