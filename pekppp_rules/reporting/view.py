"""What a report shows, in the order it shows it: typed, frozen, in one language, and the same for every format.

Texts are ready to be shown; a number that is drawn or calculated with in a workbook stands beside its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pekppp_rules.errors import Language


@dataclass(frozen=True)
class Figure:
    """A number and how it is written."""

    value: Fraction
    text: str
    places: int | None = None
    """How many decimals are always written, where it is rounded to so many."""


@dataclass(frozen=True)
class Fact:
    """Something with a name: `Nilai 0-100`, `85,06`."""

    name: str
    text: str


@dataclass(frozen=True)
class Heading:
    """Whose report this is."""

    unit: str
    agency: str
    period: str
    circumstances: tuple[str, ...]
    """Scheme, stage and mode, in the regulation's words."""
    code: str | None
    address: str | None
    citation: str
    title: str
    """What the regulation is called."""


@dataclass(frozen=True)
class Band:
    """A category on the strip of the scale."""

    letter: str
    name: str
    bounds: str
    start: Fraction
    """Where it begins on the scale, from 0 to 1."""
    end: Fraction
    is_own: bool


@dataclass(frozen=True)
class Strip:
    """The scale with its categories from the lowest up, and where the index lies on it."""

    bands: tuple[Band, ...]
    at: tuple[Fraction, ...]
    """One place from 0 to 1; two for a draft, the lower and the upper end."""
    lowest: str
    highest: str


@dataclass(frozen=True)
class Headline:
    """The index, its category, and what both mean."""

    name: str
    value: str
    rounded: tuple[Decimal, ...]
    """The rounded index; of a draft, both ends."""
    highest: str
    converted: Fact | None
    letter: str | None
    category: str | None
    meaning: tuple[str, ...]
    strip: Strip | None
    beside: tuple[Fact, ...]
    """What the regulation shows beside the index."""
    is_draft: bool


@dataclass(frozen=True)
class AspectRow:
    """An aspect with its value in every part of the index that is made of aspects."""

    code: str
    name: str
    weight: str
    values: tuple[Figure | None, ...]
    """None where a part does not have the aspect."""


@dataclass(frozen=True)
class AspectTable:
    """The parts of the index that are made of aspects, side by side."""

    parts: tuple[Fact, ...]
    """Node id and name of each part."""
    rows: tuple[AspectRow, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True)
class Strand:
    """One part of the index on the radar, from 0 (the bottom of its scale) to 1 (the top), aspect by aspect."""

    name: str
    points: tuple[Fraction, ...]
    values: tuple[Decimal, ...]
    """Rounded, on the own scale of each."""
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Radar:
    """The parts of the index compared on the aspects that all of them have."""

    labels: tuple[Fact, ...]
    """Code and name of each aspect."""
    strands: tuple[Strand, ...]
    rings: tuple[Figure, ...]
    """Where a ring is drawn, and what stands at it."""
    left_out: tuple[str, ...]
    """Aspects that not all parts have."""
    scale: tuple[Fraction, Fraction] | None
    """The lowest and highest value of all of them; None where their scales differ."""

    @property
    def words(self) -> str:
        """The whole picture in words, for who cannot see it."""
        told = []
        for strand in self.strands:
            values = ", ".join(f"{label.text} {text}" for label, text in zip(self.labels, strand.texts, strict=True))
            told.append(f"{strand.name}: {values}")
        return "; ".join(told)


@dataclass(frozen=True)
class Bar:
    """What one aspect brings to the index, and the most it could bring."""

    name: str
    contribution: Figure
    highest: Figure


@dataclass(frozen=True)
class BarGroup:
    """The bars of one part of the index."""

    name: str
    bars: tuple[Bar, ...]

    @property
    def words(self) -> str:
        """The whole picture in words, for who cannot see it."""
        return "; ".join(f"{bar.name} {bar.contribution.text}" for bar in self.bars)


@dataclass(frozen=True)
class Contributions:
    """What brings the points of the index, part by part."""

    groups: tuple[BarGroup, ...]
    note: str

    @property
    def longest(self) -> Fraction:
        """The length of the longest bar, which all pictures share as their scale; 1 where none has any length."""
        lengths = [max(bar.highest.value, bar.contribution.value) for group in self.groups for bar in group.bars]
        return max(lengths) if max(lengths) > 0 else Fraction(1)


@dataclass(frozen=True)
class RowView:
    """One row of a form: what it got, what that means, and what the next level would bring."""

    code: str
    title: str
    value: Figure | None
    """None where a draft leaves it open."""
    value_text: str
    level_text: str | None
    justified: str | None
    justified_differs: bool
    weight: str | None
    gain: Figure | None
    next_level: str | None
    next_text: str | None


@dataclass(frozen=True)
class RowGroup:
    """The rows of one aspect."""

    name: str | None
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class FormTable:
    """A form row by row."""

    name: str
    title: str
    kind: str
    """`rubric`, `survey` or `value`."""
    value_name: str
    groups: tuple[RowGroup, ...]
    notes: tuple[str, ...]
    """What is not known of the form."""

    @property
    def rows(self) -> tuple[RowView, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def has_justified(self) -> bool:
        """Whether facts justify a level of any row."""
        return any(row.justified is not None for row in self.rows)

    @property
    def has_gains(self) -> bool:
        """Whether it is known what the next level of a row brings."""
        return any(row.gain is not None for row in self.rows)


@dataclass(frozen=True)
class FindingView:
    """Something a reader should know."""

    message: str
    basis: str


@dataclass(frozen=True)
class SeverityGroup:
    """The findings of one severity."""

    severity: str
    name: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class RecommendationView:
    """What to do, what it brings, and how much it is."""

    message: str
    about: str | None
    """The row it raises, and from where to where."""
    gain: Figure | None
    effort: str | None
    basis: str


@dataclass(frozen=True)
class StepView:
    """One level of one indicator on the way to the next category."""

    code: str
    title: str
    levels: str
    gain: Figure
    text: str | None


@dataclass(frozen=True)
class Way:
    """The cheapest way to the next category, or why there is none."""

    title: str
    told: tuple[str, ...]
    steps: tuple[StepView, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """What a draft lacks."""

    told: str
    rows: tuple[Fact, ...]
    """Form and code, and title."""


@dataclass(frozen=True)
class Calculation:
    """How one node came about."""

    depth: int
    id: str
    name: str
    kind: str
    """`rata-rata berbobot`, `konversi`."""
    words: str
    """The rule in words, with names: `0,75 × Indeks F-02 + 0,25 × Indeks F-03`."""
    formula: str
    """The same with its numbers: `0,75 × 4,2645 + 0,25 × 4,2194`."""
    result: str
    notes: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class SourceView:
    """Where values were read."""

    key: str
    kind: str
    title: str
    where: str | None
    date: str | None


@dataclass(frozen=True)
class DisputeView:
    """A contradiction between sources, and the choice made."""

    about: str
    chosen: str
    others: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Confidence:
    """How many of the used values rest on what."""

    name: str
    count: int


@dataclass(frozen=True)
class Basis:
    """What the numbers rest on."""

    inputs: tuple[str, ...]
    confidences: tuple[Confidence, ...]
    assumptions: tuple[str, ...]
    disputes: tuple[DisputeView, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class Identity:
    """What makes the result repeatable."""

    regulation: str
    version: str
    digest: str
    record_digest: str | None
    """None for a draft, which has no record."""
    note: str
    withdrawn: str | None


@dataclass(frozen=True)
class ReportView:
    """A whole report. Parts that a result does not have are None or empty."""

    lang: Language
    heading: Heading
    headline: Headline
    missing: Missing | None
    aspects: AspectTable | None
    radar: Radar | None
    contributions: Contributions | None
    way: Way | None
    findings: tuple[SeverityGroup, ...]
    recommendations: tuple[RecommendationView, ...]
    forms: tuple[FormTable, ...]
    calculations: tuple[Calculation, ...]
    rounding: tuple[str, ...]
    """How the index is rounded and the category found."""
    basis: Basis
    identity: Identity
