"""What an agency's report shows: typed, frozen, in one language, and the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pekppp_rules.errors import Language
from pekppp_rules.reporting.view import BarGroup, Fact, Figure, Radar, SeverityGroup, Strip

HEAT_STEPS = 5
"""Steps of the heat map, from 0 (the bottom of the scale) to this (full)."""


@dataclass(frozen=True)
class RankedView:
    """A unit in the ranking."""

    rank: int
    unit: str
    agency: str
    index: Figure
    letter: str | None
    category: str | None


@dataclass(frozen=True)
class CategoryView:
    """How many units have a category."""

    letter: str
    name: str
    units: Figure
    share: str


@dataclass(frozen=True)
class AspectMeanView:
    """An aspect over all units, in one part of the index."""

    part: str
    aspect: str
    name: str
    weight: str
    mean: Figure
    least: Figure
    most: Figure


@dataclass(frozen=True)
class WeakRow:
    """A row that is not full everywhere, and what filling it in every unit would bring."""

    code: str
    name: str
    mean: Figure
    highest: str
    open_units: Figure
    """Units in which it is not full."""
    gain: Figure | None
    after: str | None
    """The agency's index and category with it."""


@dataclass(frozen=True)
class HeatCell:
    """A unit's value in one row; `step` tells how high it is on its scale."""

    text: str
    value: Fraction
    step: int


@dataclass(frozen=True)
class HeatColumn:
    """A row of a form, as a column."""

    code: str
    name: str


@dataclass(frozen=True)
class HeatMap:
    """The units by the rows of one form, in the order of the ranking."""

    form: str
    columns: tuple[HeatColumn, ...]
    units: tuple[tuple[str, tuple[HeatCell | None, ...]], ...]
    """None where a unit's form has no such row."""


@dataclass(frozen=True)
class RoundView:
    """One round of the agency."""

    title: str
    period: str
    regulation: str
    identity: str
    """Id, version and digest of the regulation."""
    index_name: str
    index: Figure
    highest: str
    letter: str | None
    category: str | None
    converted: Fact | None
    told: tuple[str, ...]
    strip: Strip | None
    distribution: tuple[CategoryView, ...]
    distribution_bars: BarGroup | None
    ranking: tuple[RankedView, ...]
    aspects: tuple[AspectMeanView, ...]
    radar: Radar | None
    weakest: tuple[WeakRow, ...]
    weakest_note: str
    heat: tuple[HeatMap, ...]
    findings: tuple[SeverityGroup, ...]
    findings_note: str | None
    """Which findings there cannot be, where units are those of a table."""


@dataclass(frozen=True)
class UnitChangeView:
    """A unit in both rounds."""

    unit: str
    before: str
    after: str
    change: Figure
    from_unit: str
    from_rules: str


@dataclass(frozen=True)
class ChangeView:
    """What changed since the earlier round."""

    other_rules: bool
    """Whether the rounds are under different regulation versions."""
    told: tuple[str, ...]
    parts: tuple[tuple[str, Figure], ...]
    """What the change of the agency's index is made of; the parts sum to it."""
    units: tuple[UnitChangeView, ...]
    came: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class AgencyView:
    """A whole report on an agency."""

    lang: Language
    agency: str
    """The agency, or how many there are."""
    agencies: tuple[str, ...]
    rounds: tuple[RoundView, ...]
    side_by_side: str | None
    """Why there are several rounds; None for one."""
    change: ChangeView | None
    unscored: tuple[Fact, ...]
    """Units of a table that have no index, each with the reason."""
    unscored_note: str | None
    """That they count in nothing; None where there are none."""
