"""One round of evaluations: units under the same regulation version, in the same year, scheme and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Aggregate, Evaluation, aggregate
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.finding import Finding, Severity
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Text
from pekppp_rules.regulation.rounding import rounded_half_up

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
        }


def round_picture(evaluations: Iterable[Evaluation]) -> RoundPicture:
    """Return the picture of one round. Raises what `aggregate` does: EvaluationError for a mix, a unit given twice, or none."""
    together = aggregate(evaluations)
    ranked = [one.evaluation for one in together.ranking]
    plans = {id(one._plan): one._plan for one in ranked}
    is_linear = not any(planned.is_step for plan in plans.values() for planned in plan.nodes.values())
    keys, values = _table(ranked)
    return RoundPicture(
        aggregate=together,
        distribution=tuple(_distribution(ranked)),
        aspects=tuple(_aspects(ranked)),
        rows=tuple(
            _row_mean(key, [row[at] for row in values], ranked, together, is_linear=is_linear)
            for at, key in enumerate(keys)
        ),
        values=values,
        findings=tuple(_findings(ranked)),
    )


def _distribution(evaluations: list[Evaluation]) -> Iterator[CategoryCount]:
    bands = evaluations[0]._plan.nodes[evaluations[0].root_id].bands
    counts = Counter(one.category.letter for one in evaluations if one.category is not None)
    for entry in reversed(bands.categories if bands is not None else ()):
        yield CategoryCount(Category.of(entry), counts[entry.letter])


def _aspects(evaluations: list[Evaluation]) -> Iterator[AspectMean]:
    found: dict[tuple[str, str], list[tuple[Fraction, Fraction | None]]] = {}
    first: dict[tuple[str, str], tuple[Text, Text, Fraction, Fraction]] = {}
    for evaluation in evaluations:
        names = {aspect.code: aspect.name for aspect in evaluation.aspects}
        for branch, by_aspect in branches_with_aspects(evaluation):
            for code, node in by_aspect.items():
                key = branch.id, code
                found.setdefault(key, []).append((node.value, node.weight))
                first.setdefault(key, (branch.name, names.get(code, node.name), node.lowest, node.highest))
    for (part, aspect), given in found.items():
        values = [value for value, _ in given]
        weights = {weight for _, weight in given}
        part_name, name, lowest, highest = first[part, aspect]
        yield AspectMean(
            part=part,
            part_name=part_name,
            aspect=aspect,
            name=name,
            weight=weights.pop() if len(weights) == 1 else None,
            units=len(values),
            mean=Fraction(sum(values), len(values)),
            least=min(values),
            most=max(values),
            lowest=lowest,
            highest=highest,
        )


_Key = tuple[str, str]
"""A row by its node and its title: variants of a form may use one code for two questions."""


def _table(evaluations: list[Evaluation]) -> tuple[list[_Key], tuple[tuple[Fraction | None, ...], ...]]:
    """Return the rows that count in the index, and the value of every unit in each."""
    keys: dict[_Key, None] = {}
    by_unit = []
    of_plan: dict[int, list[tuple[_Key, str]]] = {}
    for evaluation in evaluations:
        plan = evaluation._plan
        if id(plan) not in of_plan:
            rows = [(name, one) for name, one in plan.nodes.items() if one.node.row is not None and name in plan.places]
            of_plan[id(plan)] = [((name, one.node.name.id), name) for name, one in rows]
            keys.update(dict.fromkeys(key for key, _ in of_plan[id(plan)]))
        by_unit.append({key: evaluation.node(name).value for key, name in of_plan[id(plan)]})
    return [*keys], tuple(tuple(values.get(key) for key in keys) for values in by_unit)


def _row_mean(
    key: _Key, values: list[Fraction | None], evaluations: list[Evaluation], together: Aggregate, *, is_linear: bool
) -> RowMean:
    """Put one row of all units together. The agency's index is the plain mean of theirs, so its gain is the mean of their gains."""
    having = [(one, value) for one, value in zip(evaluations, values, strict=True) if value is not None]
    name = key[0]
    planned = having[0][0]._plan.nodes[name].node
    assert planned.row is not None
    gain = _gain(name, having, len(evaluations)) if is_linear else None
    after = None if gain is None else together.value + gain
    root = evaluations[0]._plan.nodes[evaluations[0].root_id]
    return RowMean(
        node=name,
        form=planned.form or "",
        code=planned.row.code,
        aspect=planned.aspect,
        name=planned.name,
        units=len(having),
        full=sum(value == planned.highest for _, value in having),
        mean=Fraction(sum(value for _, value in having), len(having)),
        lowest=planned.lowest,
        highest=planned.highest,
        gain=gain,
        rounded_after=None if after is None else rounded_half_up(after.numerator, after.denominator, root.places),
        category_after=None
        if after is None or root.bands is None
        else Category.of(root.bands.find(after.numerator, after.denominator)),
    )


def _gain(name: str, having: list[tuple[Evaluation, Fraction]], units: int) -> Fraction:
    """Return what the agency's index gains when every unit has the highest value, where no value is rounded inside the index."""
    lacking: dict[int, Fraction] = {}
    plans = {}
    for evaluation, value in having:
        plan = evaluation._plan
        plans[id(plan)] = plan
        lacking[id(plan)] = lacking.get(id(plan), Fraction(0)) + plan.nodes[name].node.highest - value
    return sum((plan.places[name].index_share * lacking[at] for at, plan in plans.items()), Fraction(0)) / units


def _share(row: RowMean) -> Fraction:
    """Return where the mean lies on the row's scale, 0 to 1."""
    return (row.mean - row.lowest) / (row.highest - row.lowest)


def _findings(evaluations: list[Evaluation]) -> Iterator[FindingGroup]:
    """Group findings by what they say of what: the most severe first, then those of most units."""
    examples: dict[tuple[Severity, str, str], Finding] = {}
    units: dict[tuple[Severity, str, str], dict[int, str]] = {}
    for number, evaluation in enumerate(evaluations):
        for finding in evaluation.findings:
            key = finding.severity, finding.code, finding.subject
            examples.setdefault(key, finding)
            units.setdefault(key, {})[number] = evaluation.unit.name
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
