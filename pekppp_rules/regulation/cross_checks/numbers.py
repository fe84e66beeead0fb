"""Weights, levels and category bounds: sums, ranges and order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.errors import Parameter, Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, block_path, decimal_text, row_paths, scored_paths
from pekppp_rules.regulation.cross_checks.sizes import MOST_DIGITS, is_too_fine
from pekppp_rules.regulation.model import (
    Linear,
    Mean,
    Package,
    RubricForm,
    ScoredForm,
    UnscoredRow,
    WeightedMean,
    WeightedSum,
)
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.regulation.tree import TreeNode, all_choices, build_tree


def check_weights_sum(parts: Parts) -> Iterator[Finding]:
    """Weights sum exactly to what their node states, none is negative, and none is stated in vain."""
    if not parts.index:
        return
    for at, node in enumerate(parts.index.nodes):
        path: Path = ("index", "nodes", at)
        if isinstance(node, Linear) and node.times <= 0:
            yield "PKP-121", (*path, "times"), {"value": decimal_text(node.times)}
        if isinstance(node, (WeightedMean, WeightedSum)) and node.rows is None:
            weights = [
                (part.weight.value, (*path, "parts", number, "weight")) for number, part in enumerate(node.parts)
            ]
            yield from _sum_of(weights, node, (*path, "parts"), Phrase(f'simpul "{node.id}"', f'node "{node.id}"'))
        elif isinstance(node, (Mean, WeightedMean, WeightedSum)) and node.rows is not None:
            for form_at, form in parts.scored.items():
                if form.form == node.rows.form:
                    yield from _row_weights(form_at, form, node, node.rows.aspect)


def _row_weights(at: int, form: ScoredForm, node: Mean | WeightedMean | WeightedSum, aspect: str) -> Iterator[Finding]:
    rows = [(path, row) for path, own, row in scored_paths(at, form) if own == aspect]
    if isinstance(node, Mean):
        for path, row in rows:
            if row.weight is not None:
                yield "PKP-132", (*path, "weight"), {"node": node.id, "code": row.code}
        return
    if form.weights is not None:
        for path, row in rows:
            if row.weight is not None:
                yield "PKP-131", (*path, "weight"), {"code": row.code}
        if isinstance(node, WeightedSum):
            yield "PKP-133", ("forms", at, "weights"), {"node": node.id}
        return
    for path, row in rows:
        if row.weight is None:
            yield "PKP-116", path, {"node": node.id, "code": row.code}
    weights = [(row.weight.value, (*path, "weight")) for path, row in rows if row.weight is not None]
    if rows and len(weights) == len(rows):
        what = Phrase(f'indikator aspek "{aspect}"', f'the indicators of aspect "{aspect}"')
        yield from _sum_of(weights, node, block_path(rows[0][0]), what)


def _sum_of(
    weights: list[tuple[Fraction, Path]], node: WeightedMean | WeightedSum, path: Path, what: Phrase
) -> Iterator[Finding]:
    for weight, where in weights:
        if weight < 0:
            yield "PKP-122", where, {"value": decimal_text(weight)}
    total = Fraction(0)
    for weight, _ in weights:
        total += weight
        if is_too_fine(total):
            yield "PKP-151", path, {"what": what, "limit": MOST_DIGITS}
            return
    expected = node.out_of if isinstance(node, WeightedMean) else node.sum_
    if total != expected or total <= 0:
        yield "PKP-104", path, {"what": what, "total": decimal_text(total), "expected": decimal_text(expected)}


def check_levels_match_the_scale(parts: Parts) -> Iterator[Finding]:
    """Every row of a rubric describes each level of the scale, no more and no less."""
    for at, form in parts.scored.items():
        if form.scale.lowest >= form.scale.highest:
            yield (
                "PKP-119",
                ("forms", at, "scale"),
                {"form": form.form, "lowest": form.scale.lowest, "highest": form.scale.highest},
            )
            continue
        if not isinstance(form, RubricForm):
            continue
        is_unknown = form.level_texts is not None
        expected = [] if is_unknown else [str(level) for level in range(form.scale.lowest, form.scale.highest + 1)]
        for path, row in row_paths(at, form):
            if isinstance(row, UnscoredRow) and sorted(row.levels) != sorted(expected):
                found = ", ".join(sorted(row.levels)) or "-"
                yield (
                    "PKP-114",
                    (*path, "levels"),
                    {"code": row.code, "expected": ", ".join(expected) or "-", "found": found},
                )


def check_bounds_fall(parts: Parts) -> Iterator[Finding]:
    """Categories stand from the highest down."""
    for at, table in enumerate(parts.categories.tables if parts.categories else ()):
        for number, (upper, lower) in enumerate(zip(table.categories, table.categories[1:], strict=False), start=1):
            if lower.from_ >= upper.from_:
                bounds = {"bound": decimal_text(lower.from_), "above": decimal_text(upper.from_)}
                yield "PKP-109", ("categories", "tables", at, "categories", number), {"letter": lower.letter, **bounds}


def check_categories_cover_the_scale(package: Package) -> Iterator[Finding]:
    """Bounds lie on the scale, reach down to its very bottom, and can be met exactly by a rounded value.

    Needs the whole package, for the scale of a node is computed from its children.
    """
    seen: set[tuple[str, Fraction, Fraction]] = set()
    for choice in all_choices(package):
        for node in build_tree(package, choice).values():
            if node.categories is not None and (node.id, node.lowest, node.highest) not in seen:
                seen.add((node.id, node.lowest, node.highest))
                yield from _on_the_scale(package, node, node.categories)


def _on_the_scale(package: Package, node: TreeNode, name: str) -> Iterator[Finding]:
    tables = [table.id for table in package.categories.tables]
    path: Path = ("categories", "tables", tables.index(name), "categories")
    table = package.table(name)
    rounded = "category" in node.rounding.used_by
    places = node.rounding.places
    lowest, highest = (_rounded(end, places) if rounded else end for end in (node.lowest, node.highest))
    scale: dict[str, Parameter] = {"node": node.id, "minimum": decimal_text(lowest)}
    bottom = table.categories[-1].from_
    if bottom != lowest:
        yield (
            "PKP-107",
            (*path, len(table.categories) - 1, "from"),
            {"table": name, "lowest": decimal_text(bottom), **scale},
        )
    for number, category in enumerate(table.categories):
        shared: dict[str, Parameter] = {"letter": category.letter, "bound": decimal_text(category.from_)}
        if category.from_ > highest:
            yield "PKP-115", (*path, number, "from"), {**shared, **scale, "maximum": decimal_text(highest)}
        if rounded and (category.from_ * 10**places).denominator != 1:
            yield "PKP-110", (*path, number, "from"), {**shared, "places": places}


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(round_half_up(value.numerator, value.denominator, places), 10**places)
