"""From fired rules to findings and recommendations: texts filled in, grouped, ordered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from math import floor

from pekppp_rules.errors import Phrase
from pekppp_rules.evaluation.finding import Finding, Severity
from pekppp_rules.evaluation.recommendation import AspectAdvice, Recommendation
from pekppp_rules.evaluation.wording import near_words
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import CheckRule, Effort, NumberTable, Package, RecommendRule, StepText, Text
from pekppp_rules.rules import CompiledLevels, CompiledRules, Instance, RuleFacts, compile_levels, compile_rules
from pekppp_rules.rules.binding import Binding, bound
from pekppp_rules.rules.engines import EngineChoice, engine_for
from pekppp_rules.rules.expressions import Compute, compile_expression
from pekppp_rules.rules.facts import Value
from pekppp_rules.rules.run import Engine, fired_instances
from pekppp_rules.scoring import Plan

_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


class Conclusions:
    """What the rules concluded on one submission. Findings and recommendations are told when they are read."""

    def __init__(self, book: RuleBook, facts: RuleFacts, fired: list[Instance]) -> None:
        self._book = book
        self._facts = facts
        self._fired = fired

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found, the most severe first."""
        return self._book.findings(self._fired, self._facts)

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What is recommended, by gain in the index; what has no gain of its own last."""
        return self._book.recommendations(self._fired, self._facts)


class RuleBook:
    """The rules of a package for one plan, compiled when they are first needed. Threads may share it."""

    def __init__(self, package: Package, plan: Plan) -> None:
        self._package = package
        self._plan = plan
        self._engines: dict[EngineChoice, Engine] = {}
        self._names: dict[int, tuple[dict[str, Phrase], dict[str, str | int]]] = {}

    def __reduce__(self) -> tuple[type[RuleBook], tuple[Package, Plan]]:
        return RuleBook, (self._package, self._plan)

    @cached_property
    def compiled(self) -> CompiledRules:
        """The productions."""
        return compile_rules(self._package, self._plan)

    @cached_property
    def levels(self) -> CompiledLevels:
        """The level rules."""
        return compile_levels(self._package, self._plan)

    @cached_property
    def _values(self) -> dict[int, tuple[tuple[str, Compute], ...]]:
        """By instance, the expressions that its text shows."""
        tables = {
            table.id: table for file in self._package.rules for table in file.tables if isinstance(table, NumberTable)
        }
        return {
            instance.number: tuple(
                (name, compile_expression(bound(value, instance.binding), tables))
                for name, value in instance.rule.values.items()
            )
            for instance in self.compiled.instances
            if isinstance(instance.rule, (CheckRule, RecommendRule))
        }

    @cached_property
    def _rows(self) -> dict[str, Text]:
        return {name: planned.node.name for name, planned in self._plan.nodes.items() if planned.node.row is not None}

    def engine(self, choice: EngineChoice) -> Engine:
        """Return the engine that runs these rules."""
        if choice not in self._engines:
            self._engines[choice] = engine_for(self.compiled, choice)
        return self._engines[choice]

    def conclude(self, facts: RuleFacts, engine: EngineChoice) -> Conclusions:
        """Run the rules over the facts of one submission."""
        if not self._package.rules:
            return Conclusions(self, facts, [])
        facts.justified = self.levels.justified(facts)
        return Conclusions(self, facts, fired_instances(self.compiled, facts, self.engine(engine)))

    def findings(self, fired: list[Instance], facts: RuleFacts) -> tuple[Finding, ...]:
        """Return what the checks among fired instances tell, the most severe first."""
        checks = [instance for instance in fired if isinstance(instance.rule, CheckRule)]
        return tuple(sorted(self._findings(checks, facts), key=lambda finding: _ORDER[finding.severity]))

    def recommendations(self, fired: list[Instance], facts: RuleFacts) -> tuple[Recommendation, ...]:
        """Return what the recommendations among fired instances tell, by gain; those without one of their own last."""
        recommended = [
            self._recommendation(instance, instance.rule, facts)
            for instance in fired
            if isinstance(instance.rule, RecommendRule)
        ]
        advice = [one for one in recommended if one is not None]
        advice.sort(key=lambda one: -one.gain if one.gain is not None else Fraction(1))
        return tuple(advice)

    def _findings(self, fired: list[Instance], facts: RuleFacts) -> Iterator[Finding]:
        groups: dict[tuple[str, str | None, int | None], list[Instance]] = {}
        for instance in fired:
            rule = instance.rule
            is_grouped = isinstance(rule, CheckRule) and rule.group_by is not None
            groups.setdefault((rule.id, instance.binding.aspect, None if is_grouped else instance.number), []).append(
                instance
            )
        for instances in groups.values():
            yield self._finding(instances, facts)

    def _finding(self, instances: list[Instance], facts: RuleFacts) -> Finding:
        first = instances[0]
        rule, binding = first.rule, first.binding
        assert isinstance(rule, CheckRule)
        words, parameters = self._told(first, facts)
        subject = binding.filled(rule.subject) if rule.subject is not None else binding.row or binding.aspect or rule.id
        if rule.group_by is not None:
            codes = [instance.binding.code or "" for instance in instances]
            words |= {"rows": _same(", ".join(codes)), "count": _same(str(len(codes)))}
            parameters = {"aspect": binding.aspect or "", "rows": ", ".join(codes), "count": len(codes)}
            subject = binding.aspect or rule.id
        return Finding(
            code=rule.id,
            severity=rule.severity,
            subject=subject,
            source=rule.source,
            confidence=rule.confidence,
            parameters=parameters,
            text=rule.text,
            words=words,
        )

    def _recommendation(self, instance: Instance, rule: RecommendRule, facts: RuleFacts) -> Recommendation | None:
        """Return what a rule recommends; None where its table has no step after the agreed level of the row."""
        binding = instance.binding
        words, _ = self._told(instance, facts)
        row, to_level, effort = binding.row, None, rule.effort
        level = facts.node(row) if row is not None else None
        if rule.achieves is not None:
            row, to_level = binding.filled(rule.achieves.row), rule.achieves.level
            level = facts.node(row)
        elif rule.steps is not None and level is not None:
            to_level = floor(level) + 1
            step = self._step(rule.steps, binding.code or "", to_level)
            if step is None:
                return None
            words |= {"step": Phrase(step.text("id"), step.text("en")), "level": _same(str(to_level))}
            effort = step.effort
        planned = self._plan.nodes.get(row) if row is not None else None
        return Recommendation(
            code=rule.id,
            subject=binding.filled(rule.subject) if rule.subject is not None else row or binding.aspect or rule.id,
            aspect=planned.node.aspect if planned is not None else binding.aspect,
            row=row if planned is not None else None,
            from_level=level,
            to_level=to_level if planned is not None else None,
            gain=self._gain(row, level, to_level),
            effort=effort,
            source=rule.source,
            confidence=rule.confidence,
            text=rule.text,
            words=words,
        )

    def _step(self, table: str, code: str, level: int) -> StepText | None:
        return self.compiled.steps[table].rows.get(code, {}).get(str(level))

    def _gain(self, row: str | None, level: Fraction | None, to_level: int | None) -> Fraction | None:
        place = self._plan.places.get(row) if row is not None else None
        if place is None or level is None or to_level is None or self._plan.steps:
            return None
        return max(place.index_share * (to_level - level), Fraction(0))

    def _told(self, instance: Instance, facts: RuleFacts) -> tuple[dict[str, Phrase], dict[str, str | int]]:
        """Return what each placeholder says, and the same as codes and exact numbers."""
        known = self._names.get(instance.number)
        if known is None:
            known = self._names[instance.number] = self._names_in(instance.binding)
        words, parameters = dict(known[0]), dict(known[1])
        for name, compute in self._values[instance.number]:
            value = compute(facts)
            words[name] = _phrase(value)
            if value is not None:
                parameters[name] = _exact(value)
        return words, parameters

    def _names_in(self, binding: Binding) -> tuple[dict[str, Phrase], dict[str, str | int]]:
        words: dict[str, Phrase] = {}
        parameters: dict[str, str | int] = {}
        for name in ("row", "code", "aspect"):
            value = getattr(binding, name)
            if value is not None:
                words[name] = _same(value)
                parameters[name] = value
        if binding.row is not None and binding.row in self._rows:
            words["row_title"] = Phrase(self._rows[binding.row]("id"), self._rows[binding.row]("en"))
        if binding.aspect is not None:
            name_of = self._package.aspect_name(binding.aspect)
            words["aspect_name"] = Phrase(name_of("id"), name_of("en"))
        return words, parameters


def advice_by_aspect(recommendations: tuple[Recommendation, ...], package: Package) -> Iterator[AspectAdvice]:
    """Yield the recommendations aspect by aspect, those that bring most first."""
    found = []
    for aspect in package.regulation.aspects:
        own = tuple(one for one in recommendations if one.aspect == aspect.code)
        by_row: dict[str, Fraction] = {}
        for one in own:
            if one.row is not None and one.gain is not None:
                by_row[one.row] = max(by_row.get(one.row, Fraction(0)), one.gain)
        if own:
            found.append(AspectAdvice(aspect.code, aspect.name, sum(by_row.values(), Fraction(0)), own))
    yield from sorted(found, key=lambda advice: -advice.gain)


def _same(text: str) -> Phrase:
    return Phrase(text, text)


def _phrase(value: Value | None) -> Phrase:
    if value is None:
        return _same("-")
    if isinstance(value, bool):
        return Phrase("ya", "yes") if value else Phrase("tidak", "no")
    if isinstance(value, (int, Fraction)):
        return _number(value)
    return _same(value if isinstance(value, str) else ", ".join(option for option in value if option))


@lru_cache(maxsize=1024)
def _number(value: int | Fraction) -> Phrase:
    """Return a number in words; many findings name the same few levels."""
    exact = Fraction(value)
    return Phrase(near_words(exact, "id", 2), near_words(exact, "en", 2))


def _exact(value: Value) -> str | int:
    if isinstance(value, (bool, int)):
        return int(value)
    return exact_text(value) if isinstance(value, Fraction) else ", ".join([value] if isinstance(value, str) else value)


__all__ = ["Conclusions", "Effort", "RuleBook", "advice_by_aspect"]
