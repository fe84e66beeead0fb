"""What changed between two rounds of an agency: which part comes from the units, which from the rules, which from who takes part.

Rules are exchanged first: the answers of the earlier round are evaluated under the later regulation. What that changes comes
from the rules; what is left comes from the unit. The parts sum to the change exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pekppp_rules.agency.pooled import pooled_submission
from pekppp_rules.agency.round import RoundPicture
from pekppp_rules.api import Regulation
from pekppp_rules.comparing import migrate
from pekppp_rules.errors import EvaluationError, Language, Parameter, PekpppError, Phrase, Place, Problem
from pekppp_rules.evaluation import Aggregate, Evaluation, ScoredUnit, UnitResult
from pekppp_rules.reading import exact_text
from pekppp_rules.submission import Submission


@dataclass(frozen=True)
class UnitChange:
    """One unit in both rounds."""

    before: UnitResult
    after: UnitResult
    from_rules: Fraction | None
    """None where the later regulation cannot evaluate the earlier answers: it asks for something they do not give."""

    @property
    def change(self) -> Fraction:
        """The change of the unrounded index."""
        return self.after.index.value - self.before.index.value

    @property
    def from_unit(self) -> Fraction | None:
        """The rest of the change; None where `from_rules` is."""
        return None if self.from_rules is None else self.change - self.from_rules


@dataclass(frozen=True)
class AgencyChange:
    """An agency in an earlier round and in this one."""

    before: RoundPicture
    after: Aggregate
    units: tuple[UnitChange, ...]
    """Those in both rounds, the greatest gain first."""
    came: tuple[UnitResult, ...]
    left: tuple[UnitResult, ...]

    @property
    def change(self) -> Fraction:
        """The change of the agency's unrounded index: the four parts below together."""
        return self.after.value - self.before.aggregate.value

    @property
    def from_units(self) -> Fraction:
        """What the units in both rounds did themselves, as far as that can be told apart."""
        return self._mean(one.from_unit for one in self.units)

    @property
    def from_rules(self) -> Fraction:
        """What the other regulation version did to them."""
        return self._mean(one.from_rules for one in self.units)

    @property
    def unsplit(self) -> Fraction:
        """What changed in units whose change cannot be divided."""
        return self._mean(one.change for one in self.units if one.from_rules is None)

    @property
    def from_composition(self) -> Fraction:
        """What units that came or left did to the mean."""
        return self.change - self._mean(one.change for one in self.units)

    def _mean(self, parts: Iterable[Fraction | None]) -> Fraction:
        """Return the mean over the units in both rounds, of whom some may have no such part."""
        return Fraction(sum(part for part in parts if part is not None), len(self.units)) if self.units else Fraction(0)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the change for a JSON document."""
        return {
            "before": self.before.data(lang),
            "change": exact_text(self.change),
            "from_units": exact_text(self.from_units),
            "from_rules": exact_text(self.from_rules),
            "unsplit": exact_text(self.unsplit),
            "from_composition": exact_text(self.from_composition),
            "units": [
                {
                    "unit": one.after.unit.name,
                    "before": exact_text(one.before.index.value),
                    "after": exact_text(one.after.index.value),
                    "change": exact_text(one.change),
                    "from_unit": None if one.from_unit is None else exact_text(one.from_unit),
                    "from_rules": None if one.from_rules is None else exact_text(one.from_rules),
                    "letters": [
                        None if end.category is None else end.category.letter for end in (one.before, one.after)
                    ],
                }
                for one in self.units
            ],
            "came": [one.unit.name for one in self.came],
            "left": [one.unit.name for one in self.left],
        }


def change_between(before: RoundPicture, after: RoundPicture) -> AgencyChange:
    """Return what changed from one round to another.

    Raises EvaluationError (PKP-420) where the regulations are of different families or their indices on different scales: then a
    difference between two indices says nothing.
    """
    earlier = [one.evaluation for one in before.aggregate.ranking]
    later = [one.evaluation for one in after.aggregate.ranking]
    _refuse_what_cannot_be_compared(earlier[0], later[0])
    known = {_key(one): one for one in earlier}
    pairs = [(known[_key(one)], one) for one in later if _key(one) in known]
    met = {_key(one) for _, one in pairs}
    rules = Regulation(earlier[0].package), Regulation(later[0].package)
    units = [UnitChange(old, new, _from_rules(old, *rules)) for old, new in pairs]
    return AgencyChange(
        before=before,
        after=after.aggregate,
        units=tuple(sorted(units, key=lambda one: -one.change)),
        came=tuple(one for one in later if _key(one) not in met),
        left=tuple(one for one in earlier if _key(one) not in met),
    )


def _key(evaluation: UnitResult) -> tuple[str, str, str | None]:
    return evaluation.unit.agency, evaluation.unit.name, evaluation.unit.code


def _refuse_what_cannot_be_compared(before: UnitResult, after: UnitResult) -> None:
    roots = before.node(before.root_id), after.node(after.root_id)
    families = [one.package.regulation.family for one in (before, after)]
    scales = [f"{exact_text(root.lowest)}-{exact_text(root.highest)}" for root in roots]
    compared = {
        Phrase("keluarga regulasi", "the family of the regulation"): families,
        Phrase("skala indeks", "the scale of the index"): scales,
    }
    problems = []
    for field, values in compared.items():
        if values[0] != values[1]:
            parameters: dict[str, Parameter] = {"field": field, "values": ", ".join(values)}
            problems.append(Problem("PKP-420", Place(), parameters))
    if problems:
        raise EvaluationError(problems)


def _from_rules(evaluation: UnitResult, before: Regulation, after: Regulation) -> Fraction | None:
    """Return what the later regulation makes of earlier answers, less what the earlier one made of them."""
    if before.rules_digest == after.rules_digest:
        return Fraction(0)
    try:
        carried = migrate(_answers_of(evaluation), before, after).submission
        draft = after.evaluate(carried, draft=True)
    except PekpppError:
        return None
    return draft.lower.index.value - evaluation.index.value if draft.is_complete else None


def _answers_of(result: UnitResult) -> Submission:
    """Return what was evaluated; of a unit of a table, answers that pool to the same, which give the same nodes."""
    if isinstance(result, ScoredUnit):
        return pooled_submission(result)
    assert isinstance(result, Evaluation)
    return result.submission
