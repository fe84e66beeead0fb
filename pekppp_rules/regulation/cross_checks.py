"""What no schema can say: the parts of a package fit each other.

Each check is a named function that yields problems as (code, path in the resolved document, parameters). They run on the
sections that passed their schema, so that one broken file does not hide the mistakes of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from pekppp_rules.errors import Parameter, Path, Phrase, closest
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import (
    Categories,
    Identity,
    Index,
    Linear,
    Mean,
    Package,
    Rows,
    RubricForm,
    Sources,
    SurveyForm,
    WeightedMean,
)
from pekppp_rules.regulation.tree import all_choices, build_tree

Finding = tuple[str, Path, dict[str, Parameter]]


@dataclass(frozen=True)
class Parts:
    """The sections of a package that could be read; None where one could not."""

    regulation: Identity | None
    sources: Sources | None
    index: Index | None
    categories: Categories | None
    forms: Mapping[int, RubricForm | SurveyForm]
    complete: bool
    """Whether every form file could be read."""


def cross_check(parts: Parts) -> Iterator[Finding]:
    """Yield everything that does not fit."""
    for check in _CHECKS:
        yield from check(parts)


def check_names_are_unique(parts: Parts) -> Iterator[Finding]:
    """Codes, keys, ids and letters name one thing each."""
    if parts.sources:
        keys = [source.key for source in parts.sources.sources]
        yield from _repeated(keys, ("sources", "sources"), "key", Phrase("sumber", "source"))
    if parts.regulation:
        for field, what in (("aspects", Phrase("aspek", "aspect")), ("principles", Phrase("asas", "principle"))):
            codes = [named.code for named in getattr(parts.regulation, field)]
            yield from _repeated(codes, ("regulation", field), "code", what)
    if parts.index:
        ids = [node.id for node in parts.index.nodes]
        yield from _repeated(ids, ("index", "nodes"), "id", Phrase("simpul", "node"))
    if parts.categories:
        tables = parts.categories.tables
        yield from _repeated([t.id for t in tables], ("categories", "tables"), "id", Phrase("tabel", "table"))
        for at, table in enumerate(tables):
            letters = [category.letter for category in table.categories]
            path = ("categories", "tables", at, "categories")
            yield from _repeated(letters, path, "letter", Phrase("predikat", "category"))
    variants: set[tuple[str, str]] = set()
    for at, form in parts.forms.items():
        name = (form.form, form.variant.value if form.variant else "")
        if name in variants:
            yield "PKP-105", ("forms", at, "form"), {"what": Phrase("formulir", "form"), "name": " ".join(name).strip()}
        variants.add(name)
        yield from _repeated_rows(at, form)


def _repeated_rows(at: int, form: RubricForm | SurveyForm) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, row in _row_paths(at, form):
        if row.code in seen:
            yield "PKP-105", (*path, "code"), {"what": Phrase("kode", "code"), "name": row.code}
        seen.add(row.code)


def check_references_resolve(parts: Parts) -> Iterator[Finding]:
    """Sources, aspects, principles, forms, nodes and tables that are named exist."""
    sections: list[tuple[Path, BaseModel | None]] = [
        (("regulation",), parts.regulation),
        (("index",), parts.index),
        (("categories",), parts.categories),
        *((("forms", at), form) for at, form in parts.forms.items()),
    ]
    if parts.sources:
        known = {source.key for source in parts.sources.sources}
        for path, model in sections:
            for where, key in _source_keys(model, path, ()):
                if key not in known:
                    yield _missing(Phrase("sumber", "source"), key, known, where)
    if parts.regulation:
        aspects = {aspect.code for aspect in parts.regulation.aspects}
        principles = {principle.code for principle in parts.regulation.principles}
        for at, form in parts.forms.items():
            for number, block in enumerate(form.blocks):
                if block.aspect not in aspects:
                    path = ("forms", at, "aspects", number, "aspect")
                    yield _missing(Phrase("aspek", "aspect"), block.aspect, aspects, path)
            for path, row in _row_paths(at, form):
                if row.principle is not None and row.principle not in principles:
                    yield _missing(Phrase("asas", "principle"), row.principle, principles, (*path, "principle"))
        if parts.index:
            for number, node in enumerate(parts.index.nodes):
                if node.aspect is not None and node.aspect not in aspects:
                    path = ("index", "nodes", number, "aspect")
                    yield _missing(Phrase("aspek", "aspect"), node.aspect, aspects, path)
    if parts.index:
        yield from _index_references(parts.index, parts)


def _index_references(index: Index, parts: Parts) -> Iterator[Finding]:
    node_word, form_word = Phrase("simpul", "node"), Phrase("formulir", "form")
    nodes = {node.id for node in index.nodes}
    for field, name in (("root", index.root), ("conversion", index.conversion)):
        if name is not None and name not in nodes:
            yield _missing(node_word, name, nodes, ("index", field))
    forms = {form.form for form in parts.forms.values()}
    if parts.complete:
        for at, requirement in enumerate(index.requires):
            if requirement.form not in forms:
                yield _missing(form_word, requirement.form, forms, ("index", "requires", at, "form"))
    tables = {table.id for table in parts.categories.tables} if parts.categories else None
    for at, node in enumerate(index.nodes):
        path: Path = ("index", "nodes", at)
        if isinstance(node, Linear):
            if node.of not in nodes:
                yield _missing(node_word, node.of, nodes, (*path, "of"))
        else:
            for number, part in enumerate(node.parts):
                if part.node not in nodes:
                    yield _missing(node_word, part.node, nodes, (*path, "parts", number, "node"))
            if node.rows is not None and parts.complete:
                yield from _rows_reference(node.rows, parts, path)
        if tables is not None and node.categories is not None and node.categories not in tables:
            yield _missing(Phrase("tabel predikat", "category table"), node.categories, tables, (*path, "categories"))


def _rows_reference(rows: Rows, parts: Parts, path: Path) -> Iterator[Finding]:
    forms = [form for form in parts.forms.values() if form.form == rows.form]
    if not forms:
        known = {form.form for form in parts.forms.values()}
        yield _missing(Phrase("formulir", "form"), rows.form, known, (*path, "rows", "form"))
        return
    aspects = {block.aspect for form in forms for block in form.blocks}
    if rows.aspect not in aspects:
        yield _missing(Phrase("aspek", "aspect"), rows.aspect, aspects, (*path, "rows", "aspect"))


def check_weights_sum(parts: Parts) -> Iterator[Finding]:
    """The weights of a weighted mean sum to its `out_of`, exactly, and none is negative."""
    if not parts.index:
        return
    for at, node in enumerate(parts.index.nodes):
        if isinstance(node, Linear) and node.times <= 0:
            yield "PKP-121", ("index", "nodes", at, "times"), {"value": exact_text(node.times)}
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
                yield from _sum_of(weights, node, path, what)


def _sum_of(weights: list[tuple[Fraction, Path]], node: WeightedMean, path: Path, what: Phrase) -> Iterator[Finding]:
    for weight, where in weights:
        if weight < 0:
            yield "PKP-122", where, {"value": exact_text(weight)}
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
        if not isinstance(form, RubricForm):
            continue
        expected = [str(level) for level in range(form.scale.lowest, form.scale.highest + 1)]
        for path, row in _row_paths(at, form):
            if sorted(row.levels) != sorted(expected):
                found = ", ".join(sorted(row.levels))
                yield (
                    "PKP-114",
                    (*path, "levels"),
                    {"code": row.code, "expected": ", ".join(expected), "found": found},
                )


def check_tree_is_a_tree(parts: Parts) -> Iterator[Finding]:
    """No circle, no node beside the index, no aspect of a form left out."""
    if not parts.index:
        return
    children = {node.id: _named_children(node) for node in parts.index.nodes}
    position = {node.id: at for at, node in enumerate(parts.index.nodes)}
    circle = _circle(children)
    if circle:
        yield "PKP-111", ("index", "nodes", position[circle[0]]), {"cycle": " -> ".join(circle)}
        return
    reached: set[str] = set()
    waiting = [name for name in (parts.index.root, parts.index.conversion) if name in children]
    while waiting:
        name = waiting.pop()
        if name is not None and name not in reached:
            reached.add(name)
            waiting += [child for child in children[name] if child in children]
    for name, at in position.items():
        if name not in reached:
            yield "PKP-112", ("index", "nodes", at), {"node": name}
    counted = {
        (node.rows.form, node.rows.aspect)
        for node in parts.index.nodes
        if not isinstance(node, Linear) and node.rows is not None
    }
    for at, form in parts.forms.items():
        for number, block in enumerate(form.blocks):
            if (form.form, block.aspect) not in counted:
                yield "PKP-113", ("forms", at, "aspects", number), {"aspect": block.aspect, "form": form.form}


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


def check_needed_forms_are_required(parts: Parts) -> Iterator[Finding]:
    """Every form whose rows the index uses is among its `requires`, which says what a missing one means."""
    if not parts.index:
        return
    required = {requirement.form for requirement in parts.index.requires}
    for at, node in enumerate(parts.index.nodes):
        if not isinstance(node, Linear) and node.rows is not None and node.rows.form not in required:
            yield "PKP-124", ("index", "nodes", at, "rows"), {"form": node.rows.form}


def check_variants_can_be_chosen(parts: Parts) -> Iterator[Finding]:
    """The field that chooses a form variant must be given, and the variant's value is one of its values."""
    if not parts.regulation:
        return
    fields = {field.field: field for field in parts.regulation.fields}
    for at, form in parts.forms.items():
        if form.variant is None:
            continue
        path: Path = ("forms", at, "variant")
        field = fields.get(form.variant.field)
        if field is None or not field.required:
            yield "PKP-125", (*path, "field"), {"field": form.variant.field}
            continue
        codes = {named.code for named in field.values}
        if form.variant.value not in codes:
            what = Phrase(f"nilai {field.field}", f"value of {field.field}")
            yield _missing(what, form.variant.value, codes, (*path, "value"))


def check_bounds_fall(parts: Parts) -> Iterator[Finding]:
    """Categories stand from the highest down."""
    for at, table in enumerate(parts.categories.tables if parts.categories else ()):
        for number, (upper, lower) in enumerate(zip(table.categories, table.categories[1:], strict=False), start=1):
            if lower.from_ >= upper.from_:
                bounds = {"bound": decimal_text(lower.from_), "above": decimal_text(upper.from_)}
                yield "PKP-109", ("categories", "tables", at, "categories", number), {"letter": lower.letter, **bounds}


_CHECKS: tuple[Callable[[Parts], Iterator[Finding]], ...] = (
    check_names_are_unique,
    check_references_resolve,
    check_weights_sum,
    check_levels_match_the_scale,
    check_tree_is_a_tree,
    check_needed_forms_are_required,
    check_variants_can_be_chosen,
    check_bounds_fall,
)

TREE_BREAKERS = frozenset({"PKP-106", "PKP-111", "PKP-116", "PKP-125"})
"""Findings after which the tree cannot be built, and so no scale be computed."""


def decimal_text(value: Fraction) -> str:
    """Return a fraction as a plain decimal where it has one, as a ratio otherwise."""
    places = 0
    while places < 15 and (value * 10**places).denominator != 1:
        places += 1
    scaled = value * 10**places
    if scaled.denominator != 1:
        return exact_text(value)
    digits = str(abs(int(scaled))).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _row_paths(at: int, form: RubricForm | SurveyForm) -> Iterator[tuple[Path, Any]]:
    rows = "indicators" if isinstance(form, RubricForm) else "questions"
    for number, block in enumerate(form.blocks):
        for row_at, row in enumerate(block.rows):
            yield ("forms", at, "aspects", number, rows, row_at), row
    if isinstance(form, RubricForm):
        for row_at, unscored in enumerate(form.unscored):
            yield ("forms", at, "unscored", row_at), unscored


def _repeated(names: Iterable[str], path: Path, key: str, what: Phrase) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for at, name in enumerate(names):
        counts[name] += 1
        if counts[name] > 1:
            yield "PKP-105", (*path, at, key), {"what": what, "name": name}


def _missing(what: Phrase, name: str, known: Iterable[str], path: Path) -> Finding:
    parameters: dict[str, Parameter] = {"what": what, "name": name}
    if near := closest(name, sorted(known)):
        parameters["suggestion"] = near
    return "PKP-106", path, parameters


def _source_keys(value: object, path: Path, inherited: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield every source key named inside a model, at the block that names it and not again where it is inherited."""
    if isinstance(value, BaseModel):
        own = getattr(value, "source", inherited)
        if own != inherited:
            yield from (((*path, "source"), key) for key in own)
        for name, field in type(value).model_fields.items():
            inside = getattr(value, name)
            if name == "looked_at":
                yield from (((*path, name), key) for key in inside)
            elif name != "source":
                yield from _source_keys(inside, (*path, field.alias or name), own)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _source_keys(item, (*path, at), inherited)


def _named_children(node: Linear | Mean | WeightedMean) -> list[str]:
    return [node.of] if isinstance(node, Linear) else [part.node for part in node.parts]


def _circle(children: Mapping[str, list[str]]) -> list[str]:
    """Return the names along a circle, its first name repeated at the end; empty when there is none."""
    done: set[str] = set()
    for start in children:
        trail: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            name, leaving = waiting.pop()
            if leaving:
                trail.pop()
                done.add(name)
            elif name in trail:
                return [*trail[trail.index(name) :], name]
            elif name not in done and name in children:
                trail.append(name)
                waiting.append((name, True))
                waiting += [(child, False) for child in children[name]]
    return []
