"""Rules: what they name exists, their strata are settled, their bands have no gaps, and each of them can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from pekppp_rules.errors import Parameter, Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, decimal_text, missing
from pekppp_rules.regulation.cross_checks.rule_names import Names, names_of
from pekppp_rules.regulation.model import (
    Bands,
    CheckRule,
    DeriveRule,
    EachAspect,
    Identity,
    LevelRule,
    NumberTable,
    RecommendRule,
    Rule,
    RuleFile,
    StepTable,
)
from pekppp_rules.regulation.rule_walk import Production, dependencies, every_expression, expressions_in
from pekppp_rules.regulation.strata import unsettled_cycle

OF_AN_INSTANCE = frozenset({"row", "code", "row_title", "aspect", "aspect_name", "rows", "count", "step", "level"})
"""Placeholders that a rule's instance fills."""


def check_rules_fit_the_package(parts: Parts) -> Iterator[Finding]:
    """Every fact, option, row, node, table and rule that a rule names exists; ids are unique."""
    if not parts.complete or not parts.regulation or not parts.index:
        return
    names = names_of(parts)
    seen: set[str] = set()
    tables: dict[str, StepTable | NumberTable] = {}
    for at, file in parts.rules.items():
        for number, table in enumerate(file.tables):
            path: Path = ("rules", at, "tables", number)
            if table.id in tables:
                yield "PKP-105", (*path, "id"), {"what": Phrase("tabel", "table"), "name": table.id}
            tables[table.id] = table
            yield from _table(table, path, names)
    for path, rule in _rules(parts):
        if rule.id in seen:
            yield "PKP-105", (*path, "id"), {"what": Phrase("aturan", "rule"), "name": rule.id}
        seen.add(rule.id)
    productions = {rule.id for _, rule in _rules(parts) if not isinstance(rule, LevelRule)}
    rows: set[str] = set()
    for path, rule in _rules(parts):
        if isinstance(rule, LevelRule):
            if rule.row in rows:
                yield (
                    "PKP-105",
                    (*path, "row"),
                    {"what": Phrase("aturan level baris", "level rule of row"), "name": rule.row},
                )
            rows.add(rule.row)
            yield from _level_rule(rule, path, names)
        else:
            yield from _production(rule, path, names, productions, tables, parts.regulation)


def check_strata_are_settled(parts: Parts) -> Iterator[Finding]:
    """No rule looks at itself through `not` or a count, by whatever way."""
    productions = _productions(parts)
    paths = {rule.id: path for path, rule in _rules(parts)}
    cycle = unsettled_cycle(productions)
    if cycle:
        yield "PKP-142", (*paths[cycle[0]], "when"), {"cycle": " -> ".join(cycle)}


def check_derived_facts_are_used(parts: Parts) -> Iterator[Finding]:
    """A derived fact that no other rule looks at is out of everyone's reach."""
    productions = _productions(parts)
    used = {edge.rule for rule in productions.values() for edge in dependencies(rule.when)}
    for path, rule in _rules(parts):
        if isinstance(rule, DeriveRule) and rule.id not in used:
            yield "PKP-143", path, {"rule": rule.id}


def _rules(parts: Parts) -> Iterator[tuple[Path, Rule]]:
    for at, file in parts.rules.items():
        for number, rule in enumerate(file.rules):
            yield ("rules", at, "rules", number), rule


def _productions(parts: Parts) -> dict[str, Production]:
    return {rule.id: rule for _, rule in _rules(parts) if not isinstance(rule, LevelRule)}


def _table(table: StepTable | NumberTable, path: Path, names: Names) -> Iterator[Finding]:
    if isinstance(table, NumberTable):
        for number, (lower, upper) in enumerate(zip(table.entries, table.entries[1:], strict=False), start=1):
            if upper.from_ <= lower.from_:
                bounds: dict[str, Parameter] = {"bound": decimal_text(upper.from_), "before": decimal_text(lower.from_)}
                yield "PKP-141", (*path, "entries", number), bounds
        return
    if table.form not in names.rubrics:
        yield missing(Phrase("rubrik", "rubric"), table.form, names.rubrics, (*path, "form"))
        return
    scale = names.rubrics[table.form]
    for code, steps in table.rows.items():
        if f"{table.form}.{code}" not in names.rows:
            known = {row.removeprefix(f"{table.form}.") for row in names.rows}
            yield missing(Phrase("baris", "row"), code, known, (*path, "rows", code))
        for level in steps:
            if int(level) not in scale[1:]:
                yield "PKP-144", (*path, "rows", code, level), _scale_of(level, scale[1:])


def _scale_of(level: object, scale: range) -> dict[str, Parameter]:
    return {"level": str(level), "lowest": scale.start, "highest": scale.stop - 1}


def _level_rule(rule: LevelRule, path: Path, names: Names) -> Iterator[Finding]:
    if rule.row not in names.rows:
        yield missing(Phrase("baris", "row"), rule.row, names.rows, (*path, "row"))
        return
    scale = names.rubrics[names.rows[rule.row]]
    for key, rungs in (("ladder", rule.ladder), ("cases", rule.cases)):
        for level, condition in (rungs or {}).items():
            if int(level) not in scale[1:]:
                yield "PKP-144", (*path, key, level), _scale_of(level, scale[1:])
            yield from names.condition(condition, (*path, key, level), only_facts=True)
    if rule.ladder:
        expected = [str(level) for level in scale[1:]][: len(rule.ladder)]
        written = sorted(rule.ladder, key=int)
        if written != expected:
            rungs_told: dict[str, Parameter] = {"expected": ", ".join(expected), "found": ", ".join(written)}
            yield "PKP-145", (*path, "ladder"), {"row": rule.row, **rungs_told}
    if rule.bands:
        yield from names.expression(rule.bands.of, (*path, "bands", "of"), only_facts=True)
        yield from _bands(rule.bands, (*path, "bands"), scale)
    if rule.options:
        yield from names.options(rule.options.of, list(rule.options.levels), (*path, "options"))
        for option, chosen in rule.options.levels.items():
            if chosen not in scale:
                yield "PKP-144", (*path, "options", "levels", option), _scale_of(chosen, scale)
    if rule.needs is not None:
        yield from names.condition(rule.needs, (*path, "needs"), only_facts=True)
    for number, name in enumerate(rule.rises_with):
        yield from names.fact(name, (*path, "rises_with", number))


def _bands(bands: Bands, path: Path, scale: range) -> Iterator[Finding]:
    """Ends rise, only the last band is open, and every number lies in exactly one."""
    before = None
    for number, band in enumerate(bands.levels):
        where: Path = (*path, "levels", number)
        if band.level not in scale:
            yield "PKP-144", (*where, "level"), _scale_of(band.level, scale)
        end = band.upto if band.upto is not None else band.below
        is_last = number == len(bands.levels) - 1
        if end is None and not is_last:
            yield "PKP-140", where, {}
        if end is not None:
            key = (end, band.upto is not None)
            if before is not None and key <= before:
                yield "PKP-141", where, {"bound": decimal_text(end), "before": decimal_text(before[0])}
            before = key
    if bands.levels[-1].upto is not None or bands.levels[-1].below is not None:
        yield "PKP-146", (*path, "levels", len(bands.levels) - 1), {}


def _production(
    rule: CheckRule | DeriveRule | RecommendRule,
    path: Path,
    names: Names,
    productions: set[str],
    tables: dict[str, StepTable | NumberTable],
    regulation: Identity,
) -> Iterator[Finding]:
    by_row = isinstance(rule.each, str) and rule.each != "aspects"
    if isinstance(rule.each, EachAspect):
        known = {aspect.code for aspect in regulation.aspects}
        for number, aspect in enumerate(rule.each.aspects):
            if aspect not in known:
                yield missing(Phrase("aspek", "aspect"), aspect, known, (*path, "each", "aspects", number))
    elif by_row and rule.each not in names.rubrics:
        yield missing(Phrase("rubrik", "rubric"), str(rule.each), names.rubrics, (*path, "each"))
        return
    placeholders = {"row", "code", "aspect"} if by_row else {"aspect"} if rule.each is not None else set()
    bound = names.bound(placeholders, str(rule.each) if by_row else None)
    yield from bound.condition(rule.when, (*path, "when"))
    for edge in dependencies(rule.when):
        if edge.rule not in productions:
            yield missing(Phrase("aturan", "rule"), edge.rule, productions, (*path, "when"))
    for expression in expressions_in(rule.when):
        yield from bound.lookup(expression, tables, (*path, "when"))
    if isinstance(rule, DeriveRule):
        return
    for name, value in rule.values.items():
        yield from bound.expression(value, (*path, "values", name))
        for inner in every_expression(value):
            yield from bound.lookup(inner, tables, (*path, "values", name))
    yield from _placeholders(rule, path)
    if isinstance(rule, CheckRule) and rule.group_by is not None and not by_row:
        yield "PKP-147", (*path, "group_by"), {"rule": rule.id}
    if isinstance(rule, RecommendRule):
        if rule.steps is not None and not isinstance(tables.get(rule.steps), StepTable):
            steps = [name for name, table in tables.items() if isinstance(table, StepTable)]
            yield missing(Phrase("tabel langkah", "table of steps"), rule.steps, steps, (*path, "steps"))
        if rule.steps is not None and not by_row:
            yield "PKP-147", (*path, "steps"), {"rule": rule.id}
        if rule.achieves is not None and "{" not in rule.achieves.row and rule.achieves.row not in names.rows:
            yield missing(Phrase("baris", "row"), rule.achieves.row, names.rows, (*path, "achieves", "row"))


_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def _placeholders(rule: CheckRule | RecommendRule, path: Path) -> Iterator[Finding]:
    known = OF_AN_INSTANCE | rule.values.keys()
    for lang in ("id", "en"):
        text = getattr(rule.text, lang)
        if text is None:
            continue
        try:
            named = [
                (name, given, conversion) for _, name, given, conversion in Formatter().parse(text) if name is not None
            ]
        except ValueError:
            yield "PKP-148", (*path, "text", lang), {"name": "{ }"}
            continue
        for name, given, conversion in named:
            if not _PLAIN.match(name) or given or conversion or name not in known:
                yield "PKP-148", (*path, "text", lang), {"name": name[:60]}


__all__ = ["RuleFile", "check_derived_facts_are_used", "check_rules_fit_the_package", "check_strata_are_settled"]
