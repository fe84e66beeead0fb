"""Which version is in force on a date: in force, not yet, ended, or undetermined. Never a silent fallback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pekppp_rules.errors import Parameter, Place, Problem, RegulationNotFoundError, closest, shown
from pekppp_rules.regulation.discovery import Folders
from pekppp_rules.regulation.model import Identity, Moment, Package
from pekppp_rules.regulation.registry import find_package, known_packages, version_of

Standing = Literal["in force", "not yet", "ended", "undetermined"]


@dataclass(frozen=True)
class _Span:
    """The first and the last day that a moment can be, as far as it is known."""

    first: date
    last: date

    @classmethod
    def of(cls, moment: Moment) -> _Span:
        year, month, day = (int(part) for part in (*moment.on.split("-"), "1", "1")[:3])
        first = date(year, month, day)
        if moment.precision == "day":
            return cls(first, first)
        is_month = moment.precision == "month"
        following = date(year + month // 12, month % 12 + 1, 1) if is_month else date(year + 1, 1, 1)
        return cls(first, following - timedelta(days=1))


def standing(identity: Identity, on: date) -> Standing:
    """Return whether a version is in force on a date, as far as its validity is known. It ends before its `until`."""
    begins = _Span.of(identity.validity.from_)
    ends = _Span.of(identity.validity.until) if identity.validity.until is not None else None
    if on < begins.first:
        return "not yet"
    if ends is not None and on >= ends.last:
        return "ended"
    if on >= begins.last and (ends is None or on < ends.first):
        return "in force"
    return "undetermined"


def select_package(family: str, on: date, scope: str, folders: Folders = ()) -> Package:
    """Return the one version of a family that is in force on a date, among those of a scope.

    Raises RegulationNotFoundError: no such family or scope (PKP-305), none in force yet (PKP-306), all ended (PKP-307), or the
    sources do not decide (PKP-308), with the candidates and the fact that is missing.
    """
    packages = [find_package(name, folders) for name in known_packages(folders)]
    candidates = [one for one in packages if (one.regulation.family, one.regulation.scope) == (family, scope)]
    if not candidates:
        raise _unknown(family, scope, packages)
    by_standing: dict[Standing, list[Package]] = {}
    for one in candidates:
        by_standing.setdefault(standing(one.regulation, on), []).append(one)
    in_force, open_ones = by_standing.get("in force", []), by_standing.get("undetermined", [])
    if len(in_force) == 1 and not open_ones:
        return in_force[0]
    parameters: dict[str, Parameter] = {"family": family, "on": on.isoformat()}
    if in_force or open_ones:
        told = "; ".join(_told(one) for one in (*in_force, *open_ones))
        raise RegulationNotFoundError(Problem("PKP-308", Place(), {**parameters, "candidates": told}))
    if later := by_standing.get("not yet"):
        first = min(later, key=lambda one: one.regulation.validity.from_.on)
        begins = {"id": first.regulation.id, "start": first.regulation.validity.from_.on}
        raise RegulationNotFoundError(Problem("PKP-306", Place(), {**parameters, **begins}))
    last = max(candidates, key=lambda one: one.regulation.validity.until.on if one.regulation.validity.until else "")
    until = last.regulation.validity.until
    ended = {"id": last.regulation.id, "end": until.on if until is not None else "-"}
    raise RegulationNotFoundError(Problem("PKP-307", Place(), {**parameters, **ended}))


def _told(package: Package) -> str:
    """Return a candidate with what is known of its validity: `permenpanrb_29_2022@1.0.0 [2022 .. 2023]`."""
    validity = package.regulation.validity
    until = validity.until.on if validity.until is not None else ""
    return f"{package.regulation.id}@{version_of(package)} [{validity.from_.on} .. {until}]".replace(" ]", "]")


def _unknown(family: str, scope: str, packages: Iterable[Package]) -> RegulationNotFoundError:
    families = sorted({one.regulation.family for one in packages})
    scopes = sorted({one.regulation.scope for one in packages if one.regulation.family == family})
    parameters: dict[str, Parameter] = {
        "family": shown(family),
        "scope": shown(scope),
        "known": ", ".join(scopes or families),
    }
    near = closest(scope, scopes) if scopes else closest(family, families)
    return RegulationNotFoundError(
        Problem("PKP-305", Place(), {**parameters, "suggestion": near} if near else parameters)
    )
