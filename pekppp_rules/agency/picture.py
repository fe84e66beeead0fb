"""An agency's units as they are given: rounds side by side, never averaged, and a change where two rounds are compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pekppp_rules.agency.change import AgencyChange, change_between
from pekppp_rules.agency.round import RoundPicture, round_picture
from pekppp_rules.agency.scored_table import ScoredUnits, UnscoredUnit
from pekppp_rules.errors import EvaluationError, Language, Problem
from pekppp_rules.evaluation import UnitResult
from pekppp_rules.evaluation.unit_result import RegulationIdentity

PICTURE_FORMAT = 1
"""Version of the JSON document."""


@dataclass(frozen=True)
class AgencyPicture:
    """One or several rounds of an agency, in the order of their years, and what changed since an earlier one."""

    rounds: tuple[RoundPicture, ...]
    change: AgencyChange | None
    """None where no other round was given to compare with."""
    unscored: tuple[UnscoredUnit, ...] = ()
    """Units of the tables that have no index; they count in no number."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that the units belong to, by name."""
        return tuple(sorted({one.evaluation.unit.agency for round_ in self.rounds for one in round_.aggregate.ranking}))

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the picture for a JSON document, all numbers exact."""
        return {
            "format": PICTURE_FORMAT,
            "agencies": list(self.agencies),
            "rounds": [one.data(lang) for one in self.rounds],
            "change": None if self.change is None else self.change.data(lang),
            "unscored": [one.data(lang) for one in self.unscored],
        }


def agency_picture(
    evaluations: Iterable[UnitResult],
    *,
    against: Iterable[UnitResult] = (),
    unscored: Iterable[UnscoredUnit] = (),
) -> AgencyPicture:
    """Return the picture of an agency's units, by the rules of `aggregate`.

    Units are evaluations, or those of a scored table (`scored_units`). `unscored` are units that have no index, to be told; those
    of a table that is given whole are told anyway.

    Evaluations of different regulation versions, years, schemes or stages are rounds of their own, side by side. With `against`,
    evaluations of another round, the picture tells what changed since; then both must be one round each.

    Raises EvaluationError: no evaluation at all (PKP-402), a unit twice in a round (PKP-405), several rounds where two are
    compared (PKP-401), rounds that cannot be compared (PKP-420).
    """
    told = (*unscored, *(evaluations.unscored if isinstance(evaluations, ScoredUnits) else ()))
    given, earlier = list(evaluations), list(against)
    if not given:
        raise EvaluationError(Problem("PKP-402"))
    if earlier:
        before, after = round_picture(earlier), round_picture(given)
        return AgencyPicture((after,), change_between(before, after), told)
    rules = {id(one.package): one.regulation for one in given}
    groups: dict[tuple[Any, ...], list[UnitResult]] = {}
    for one in given:
        groups.setdefault(_round_of(one, rules[id(one.package)]), []).append(one)
    return AgencyPicture(tuple(round_picture(groups[key]) for key in sorted(groups)), None, told)


def _round_of(result: UnitResult, regulation: RegulationIdentity) -> tuple[int, str, str, str, str, str]:
    """Return what `aggregate` demands to be equal, in the order that rounds are shown in."""
    period = result.period
    scheme, stage = period.scheme or "", period.stage or ""
    return period.year, regulation.id, regulation.version, regulation.digest, scheme, stage
