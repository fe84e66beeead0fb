"""The fields of a submission that regulations name values for, carried where both name a value alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pekppp_rules.comparing.same_question import Reason
from pekppp_rules.regulation import Package
from pekppp_rules.submission import Submission

FIELDS = ("unit.mode", "unit.services", "period.scheme", "period.stage")


@dataclass(frozen=True)
class CarriedFields:
    """The unit and the period under the new regulation, and what became of the named fields."""

    unit: dict[str, Any]
    period: dict[str, Any]
    carried: tuple[str, ...]
    unanswered: tuple[tuple[str, Reason], ...]
    """Fields that the new regulation requires and that are not given any more, or never were."""
    dropped: tuple[tuple[str, Reason], ...]


def carry_fields(submission: Submission, before: Package, after: Package) -> CarriedFields:
    """Return unit and period with the values of named fields that both regulations name alike, or neither names."""
    data = submission.data()
    blocks = {"unit": dict(data["unit"]), "period": dict(data["period"])}
    carried: list[str] = []
    dropped: list[tuple[str, Reason]] = []
    unanswered: list[tuple[str, Reason]] = []
    for field in FIELDS:
        block, _, key = field.partition(".")
        value = submission.field(field)
        given = value if isinstance(value, tuple) else (value,) if value is not None else ()
        old, new = _names(before, field), _names(after, field)
        kept = [one for one in given if _is_alike(one, old, new)]
        if kept:
            carried.append(field)
        if len(kept) < len(given):
            dropped.append((field, "no_field" if new is None else "field_value"))
            del blocks[block][key]
            if kept:
                blocks[block][key] = kept
        if not kept and field in _required(after):
            unanswered.append((field, "field_value" if given else "not_given"))
    return CarriedFields(blocks["unit"], blocks["period"], tuple(carried), tuple(unanswered), tuple(dropped))


def _names(package: Package, field: str) -> dict[str, str] | None:
    """Return the names of a field's values by code; None where the regulation names none."""
    for named in package.regulation.fields:
        if named.field == field:
            return {value.code: value.name.id for value in named.values}
    return None


def _is_alike(value: str, old: dict[str, str] | None, new: dict[str, str] | None) -> bool:
    if old is None or new is None:
        return old is new
    return value in new and old.get(value) == new[value]


def _required(package: Package) -> set[str]:
    return {named.field for named in package.regulation.fields if named.required}
