"""Weights, levels and category bounds: sums, ranges and order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from pekppp_rules.errors import Parameter, Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, decimal_text, row_paths
from pekppp_rules.regulation.model import Linear, Package, RubricForm, WeightedMean
from pekppp_rules.regulation.tree import all_choices, build_tree


def check_weights_sum(parts: Parts) -> Iterator[Finding]:
    """The weights of a weighted mean sum to its `out_of`, exactly, and none is negative."""
    if not parts.index:
        return
    for at, node in enumerate(parts.index.nodes):
        if isinstance(node, Linear) and node.times <= 0:
            yield "PKP-121", ("index", "nodes", at, "times"), {"value": decimal_text(node.times)}
        if not isinstance(node, WeightedMean):
            continue
        if node.rows is None:
            path: Path = ("index", "nodes", at, "parts")
            weights = [(part.weight.value, (*path, number, "weight")) for number, part in enumerate(node.parts)]
            yield from _sum_of(weights, node, path, Phrase(f'simpul "{node.id}"', f'node "{node.id}"'))
            continue
        for form_at, form in parts.forms.items():
            for number, block in enumerate(form.blocks):
                if (form.form, block.aspect) != (node.rows.form, node.rows.aspect):
                    continue
                path = ("forms", form_at, "aspects", number)
                rows = "indicators" if isinstance(form, RubricForm) else "questions"
                weights = []
                for row_at, row in enumerate(block.rows):
                    if row.weight is None:
                        parameters: dict[str, Parameter] = {"node": node.id, "code": row.code}
                        yield "PKP-116", (*path, rows, row_at), parameters
                    else:
                        weights.append((row.weight.value, (*path, rows, row_at, "weight")))
                what = Phrase(f'indikator aspek "{block.aspect}"', f'the indicators of aspect "{block.aspect}"')
                if len(weights) == len(block.rows):
                    yield from _sum_of(weights, node, path, what)


def _sum_of(weights: list[tuple[Fraction, Path]], node: WeightedMean, path: Path, what: Phrase) -> Iterator[Finding]:
    for weight, where in weights:
        if weight < 0:
            yield "PKP-122", where, {"value": decimal_text(weight)}
    total = sum((weight for weight, _ in weights), Fraction(0))
    if total != node.out_of or total <= 0:
        yield "PKP-104", path, {"what": what, "total": decimal_text(total), "expected": decimal_text(node.out_of)}


def check_levels_match_the_scale(parts: Parts) -> Iterator[Finding]:
    """Every row of a rubric describes each level of the scale, no more and no less."""
    for at, form in parts.forms.items():
        if form.scale.lowest >= form.scale.highest:
            yield (
                "PKP-119",
                ("forms", at, "scale"),
                {"form": form.form, "lowest": form.scale.lowest, "highest": form.scale.highest},
            )
            continue
        if not isinstance(form, RubricForm):
            continue
        expected = [str(level) for level in range(form.scale.lowest, form.scale.highest + 1)]
        for path, row in row_paths(at, form):
            if sorted(row.levels) != sorted(expected):
                found = ", ".join(sorted(row.levels))
                yield (
                    "PKP-114",
                    (*path, "levels"),
                    {"code": row.code, "expected": ", ".join(expected), "found": found},
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
    seen: set[tuple[Any, ...]] = set()
    for choice in all_choices(package):
        for node in build_tree(package, choice).values():
            if node.categories is None or (node.id, node.lowest, node.highest) in seen:
                continue
            seen.add((node.id, node.lowest, node.highest))
            tables = [table.id for table in package.categories.tables]
            path: Path = ("categories", "tables", tables.index(node.categories), "categories")
            table = package.table(node.categories)
            bottom = table.categories[-1].from_
            if bottom != node.lowest:
                parameters: dict[str, Parameter] = {
                    "table": table.id,
                    "lowest": decimal_text(bottom),
                    "node": node.id,
                    "minimum": decimal_text(node.lowest),
                }
                yield "PKP-107", (*path, len(table.categories) - 1, "from"), parameters
            for number, category in enumerate(table.categories):
                shared: dict[str, Parameter] = {"letter": category.letter, "bound": decimal_text(category.from_)}
                if category.from_ > node.highest:
                    scale = {"minimum": decimal_text(node.lowest), "maximum": decimal_text(node.highest)}
                    yield "PKP-115", (*path, number, "from"), {**shared, "node": node.id, **scale}
                rounded = "category" in node.rounding.used_by
                if rounded and (category.from_ * 10**node.rounding.places).denominator != 1:
                    yield "PKP-110", (*path, number, "from"), {**shared, "places": node.rounding.places}
