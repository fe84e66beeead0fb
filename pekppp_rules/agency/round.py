"""One round: units under the same regulation version, in the same year, scheme and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from pekppp_rules.agency.tally import RowColumn, Tally, columns_of
from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Aggregate, NodeResult, ScoredUnit, UnitResult, aggregate
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.finding import Finding, Severity
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Text
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.scoring import NodePlan

FindingsKnown = Literal["all", "counted", "limits"]
"""Which findings there can be: all; those that a table counts, not of what; or only those on year and respondents."""

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class CategoryCount:
    """How many units have a category, from the highest category down."""

    category: Category
    units: int


@dataclass(frozen=True)
class AspectMean:
    """One aspect in one part of the index, over the units that have it there."""

    part: str
    """The node whose child it is: the id of a part of the index."""
    part_name: Text
    aspect: str
    name: Text
    weight: Fraction | None
    """Its share of the part, 0 to 1; None where units have it with different weights."""
    units: int
    mean: Fraction
    least: Fraction
    most: Fraction
    lowest: Fraction
    """The lowest value of its scale."""
    highest: Fraction


@dataclass(frozen=True)
class RowMean:
    """One row of a form, an indicator or a question, over the units that have it."""

    node: str
    form: str
    code: str
    aspect: str | None
    name: Text
    units: int
    full: int
    """Units that have the highest value."""
    mean: Fraction
    lowest: Fraction
    highest: Fraction
    gain: Fraction | None
    """Points of the agency's index when every unit had the highest value; None where values are rounded inside the index, for then
    what one row brings depends on the others."""
    rounded_after: Decimal | None
    """The agency's index with that gain, rounded."""
    category_after: Category | None


@dataclass(frozen=True)
class FindingGroup:
    """The same finding in several units."""

    code: str
    severity: Severity
    subject: str
    example: Finding
    """That of the first unit."""
    units: tuple[str, ...]
    """The names of the units."""


@dataclass(frozen=True)
class RoundPicture:
    """An agency's units in one round, and the index they come to together."""

    aggregate: Aggregate
    distribution: tuple[CategoryCount, ...]
    """Empty where the regulation gives the index no category."""
    aspects: tuple[AspectMean, ...]
    rows: tuple[RowMean, ...]
    """In the order of the forms."""
    values: tuple[tuple[Fraction | None, ...], ...]
    """For every unit in the order of the ranking, its value in each of `rows`; None where its form has no such row."""
    findings: tuple[FindingGroup, ...]
    findings_known: FindingsKnown = "all"

    @property
    def weakest(self) -> tuple[RowMean, ...]:
        """The rows that are not full everywhere, those whose filling brings the agency's index most first."""
        open_rows = [row for row in self.rows if row.full < row.units]
        return tuple(sorted(open_rows, key=lambda row: (-(row.gain or Fraction(0)), _share(row))))

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the round for a JSON document."""
        return {
            **self.aggregate.data(),
            "distribution": [{**one.category.data(lang), "units": one.units} for one in self.distribution],
            "aspects": [_aspect_data(one, lang) for one in self.aspects],
            "rows": [_row_data(one, lang) for one in self.rows],
            "values": [
                [None if value is None else exact_text(value) for value in unit_values] for unit_values in self.values
            ],
            "findings": [
                {
                    "code": group.code,
                    "severity": group.severity,
                    "subject": group.subject,
                    "example": group.example.message(lang),
                    "units": list(group.units),
                }
                for group in self.findings
            ],
            "findings_known": self.findings_known,
        }


def round_picture(results: Iterable[UnitResult]) -> RoundPicture:
    """Return the picture of one round. Raises what `aggregate` does: EvaluationError for a mix, a unit given twice, or none."""
    together = aggregate(results)
    ranked = [one.evaluation for one in together.ranking]
    plans = {id(one._plan): one._plan for one in ranked}
    is_linear = not any(planned.is_step for plan in plans.values() for planned in plan.nodes.values())
    columns, values = columns_of(ranked)
    return RoundPicture(
        aggregate=together,
        distribution=tuple(_distribution(ranked)),
        aspects=tuple(_aspects(ranked)),
        rows=tuple(_row_mean(column, together, is_linear=is_linear) for column in columns),
        values=values,
        findings=tuple(_findings(ranked)),
        findings_known=_findings_known(ranked),
    )


def _distribution(results: list[UnitResult]) -> Iterator[CategoryCount]:
    bands = results[0]._plan.nodes[results[0].root_id].bands
    counts = Counter(one.category.letter for one in results if one.category is not None)
    for entry in reversed(bands.categories if bands is not None else ()):
        yield CategoryCount(Category.of(entry), counts[entry.letter])


def _aspects(results: list[UnitResult]) -> Iterator[AspectMean]:
    """Put each aspect of all units together; what an aspect is called and weighs is looked up once for each plan."""
    known: dict[int, list[tuple[NodePlan, Tally]]] = {}
    found: dict[tuple[str, str], tuple[NodeResult, NodeResult, Text, set[Fraction | None], list[Tally]]] = {}
    for one in results:
        plan = one._plan
        if id(plan) not in known:
            known[id(plan)] = []
            names = {aspect.code: aspect.name for aspect in one.aspects}
            for branch, by_aspect in branches_with_aspects(one):
                for code, node in by_aspect.items():
                    first = branch, node, names.get(code, node.name), set[Fraction | None](), list[Tally]()
                    *_, weights, tallies = found.setdefault((branch.id, code), first)
                    weights.add(node.weight)
                    tallies.append(Tally())
                    known[id(plan)].append((plan.nodes[node.id], tallies[-1]))
        for planned, tally in known[id(plan)]:
            tally.count(planned.ratio(one._totals))
    for (part, aspect), (branch, node, name, weights, tallies) in found.items():
        together = Tally.of(tallies)
        yield AspectMean(
            part=part,
            part_name=branch.name,
            aspect=aspect,
            name=name,
            weight=weights.pop() if len(weights) == 1 else None,
            units=together.units,
            mean=together.mean,
            least=together.least,
            most=together.most,
            lowest=node.lowest,
            highest=node.highest,
        )


def _row_mean(column: RowColumn, together: Aggregate, *, is_linear: bool) -> RowMean:
    """Put one row of all units together. The agency's index is the plain mean of theirs, so its gain is the mean of their gains."""
    name, planned = column.node, column.tallies[0][0].nodes[column.node].node
    assert planned.row is not None
    tally = Tally.of([one for _, one in column.tallies])
    gain = _gain(column, len(together.ranking)) if is_linear else None
    after = None if gain is None else together.value + gain
    first = together.ranking[0].evaluation
    root = first._plan.nodes[first.root_id]
    return RowMean(
        node=name,
        form=planned.form or "",
        code=planned.row.code,
        aspect=planned.aspect,
        name=planned.name,
        units=tally.units,
        full=tally.at(planned.highest),
        mean=tally.mean,
        lowest=planned.lowest,
        highest=planned.highest,
        gain=gain,
        rounded_after=None if after is None else rounded_half_up(after.numerator, after.denominator, root.places),
        category_after=None
        if after is None or root.bands is None
        else Category.of(root.bands.find(after.numerator, after.denominator)),
    )


def _gain(column: RowColumn, units: int) -> Fraction:
    """Return what the agency's index gains when every unit has the highest value, where no value is rounded inside the index."""
    gained = Fraction(0)
    for plan, tally in column.tallies:
        lacking = tally.units * plan.nodes[column.node].node.highest - tally.sum
        gained += plan.places[column.node].index_share * lacking
    return gained / units


def _findings_known(results: list[UnitResult]) -> FindingsKnown:
    tables = [one for one in results if isinstance(one, ScoredUnit)]
    if not tables:
        return "all"
    return "counted" if all(one.has_findings for one in tables) else "limits"


def _share(row: RowMean) -> Fraction:
    """Return where the mean lies on the row's scale, 0 to 1."""
    return (row.mean - row.lowest) / (row.highest - row.lowest)


def _findings(results: list[UnitResult]) -> Iterator[FindingGroup]:
    """Group findings by what they say of what: the most severe first, then those of most units."""
    examples: dict[tuple[Severity, str, str], Finding] = {}
    units: dict[tuple[Severity, str, str], dict[int, str]] = {}
    for number, result in enumerate(results):
        for finding in result.findings:
            key = finding.severity, finding.code, finding.subject
            examples.setdefault(key, finding)
            units.setdefault(key, {})[number] = result.unit.name
    for key in sorted(examples, key=lambda key: (_SEVERITIES.index(key[0]), -len(units[key]))):
        severity, code, subject = key
        yield FindingGroup(code, severity, subject, examples[key], tuple(units[key].values()))


def _aspect_data(one: AspectMean, lang: Language) -> dict[str, Any]:
    return {
        "part": one.part,
        "aspect": one.aspect,
        "name": one.name(lang),
        "weight": None if one.weight is None else exact_text(one.weight),
        "units": one.units,
        "mean": exact_text(one.mean),
        "least": exact_text(one.least),
        "most": exact_text(one.most),
        "scale": [exact_text(one.lowest), exact_text(one.highest)],
    }


def _row_data(one: RowMean, lang: Language) -> dict[str, Any]:
    return {
        "node": one.node,
        "form": one.form,
        "code": one.code,
        "aspect": one.aspect,
        "name": one.name(lang),
        "units": one.units,
        "full": one.full,
        "mean": exact_text(one.mean),
        "scale": [exact_text(one.lowest), exact_text(one.highest)],
        "gain": None if one.gain is None else exact_text(one.gain),
        "rounded_after": None if one.rounded_after is None else str(one.rounded_after),
        "category_after": None if one.category_after is None else one.category_after.letter,
    }
