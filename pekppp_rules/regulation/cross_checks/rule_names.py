"""What a rule may name: facts with their options, rows, nodes, forms and tables of the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, missing
from pekppp_rules.regulation.cross_checks.sizes import MOST_DIGITS_OF_AN_EXPRESSION, digits_of
from pekppp_rules.regulation.model import (
    Comparison,
    CountFiredTerm,
    CountTerm,
    EvaluatorsTerm,
    EvidenceTerm,
    Expression,
    Fact,
    FactsForm,
    FactTerm,
    IdenticalTerm,
    JustifiedTerm,
    Lookup,
    NodeTerm,
    NumberTable,
    OneFact,
    RespondentsTerm,
    RubricForm,
    RuleCondition,
    SetFact,
    SpreadTerm,
    StepTable,
    SurveyForm,
)
from pekppp_rules.regulation.rule_walk import comparisons, every_expression, left_side, right_side
from pekppp_rules.regulation.tree import row_id

_ANY_EVIDENCE = "any"


@dataclass(frozen=True)
class Names:
    """Everything that can be named, and the checks of a name in its place."""

    facts: Mapping[str, Fact]
    """By form and fact: `f01.1.ada`."""
    rows: Mapping[str, str]
    """The node id of every scored row of a rubric, with its form."""
    nodes: frozenset[str]
    rubrics: Mapping[str, range]
    """The levels of every rubric, lowest first."""
    surveys: frozenset[str]
    aspects: tuple[str, ...]
    placeholders: frozenset[str] = frozenset()
    each: str | None = None
    """The rubric whose rows `{row}` and `{code}` stand for."""

    def bound(self, placeholders: Iterable[str], each: str | None) -> Names:
        """Return the same names where an instance fills these placeholders."""
        return replace(self, placeholders=frozenset(placeholders), each=each)

    def condition(self, condition: RuleCondition, path: Path, *, only_facts: bool = False) -> Iterator[Finding]:
        """Yield what a condition names that does not exist, or cannot be compared so."""
        for comparison in comparisons(condition):
            yield from self.expression(left_side(comparison), path, only_facts=only_facts)
            other = right_side(comparison)
            if other is not None and not isinstance(other, (bool, str, int)):
                yield from self.expression(other, path, only_facts=only_facts)
            yield from self._compared(comparison, path)

    def expression(self, expression: Expression, path: Path, *, only_facts: bool = False) -> Iterator[Finding]:
        """Yield what an expression names that does not exist, and one whose value would have too many digits."""
        if digits_of(expression) > MOST_DIGITS_OF_AN_EXPRESSION:
            what = Phrase("ekspresi ini", "this expression")
            yield "PKP-151", path, {"what": what, "limit": MOST_DIGITS_OF_AN_EXPRESSION}
        for inner in every_expression(expression):
            if isinstance(inner, FactTerm):
                yield from self.fact(inner.fact, path)
            elif isinstance(inner, CountTerm):
                yield from self._count(inner, path)
            elif only_facts and isinstance(
                inner, (NodeTerm, JustifiedTerm, SpreadTerm, EvidenceTerm, RespondentsTerm, CountFiredTerm)
            ):
                yield "PKP-149", path, {}
            elif isinstance(inner, NodeTerm):
                yield from self._named(inner.node, self.nodes, Phrase("simpul", "node"), path)
            elif isinstance(inner, JustifiedTerm):
                yield from self._named(inner.justified, self.rows, Phrase("baris", "row"), path)
            elif isinstance(inner, SpreadTerm):
                yield from self._named(inner.spread, self.rows, Phrase("baris", "row"), path)
            elif isinstance(inner, EvidenceTerm) and inner.evidence != _ANY_EVIDENCE:
                yield from self._named(inner.evidence, self.rows, Phrase("baris", "row"), path)
            elif isinstance(inner, (RespondentsTerm, IdenticalTerm)):
                name = inner.respondents if isinstance(inner, RespondentsTerm) else inner.identical
                yield from self._named(name, self.surveys, Phrase("survei", "survey"), path)
            elif isinstance(inner, EvaluatorsTerm):
                yield from self._named(inner.evaluators, self.rubrics, Phrase("rubrik", "rubric"), path)

    def lookup(
        self, expression: Expression, tables: Mapping[str, StepTable | NumberTable], path: Path
    ) -> Iterator[Finding]:
        """Yield a look-up in a table that does not exist."""
        numbers = [name for name, table in tables.items() if isinstance(table, NumberTable)]
        if isinstance(expression, Lookup) and expression.lookup not in numbers:
            yield missing(Phrase("tabel bilangan", "table of numbers"), expression.lookup, numbers, path)

    def fact(self, name: str, path: Path) -> Iterator[Finding]:
        """Yield a fact that does not exist."""
        yield from self._named(name, self.facts, Phrase("fakta", "fact"), path)

    def options(self, name: str, options: Iterable[str], path: Path) -> Iterator[Finding]:
        """Yield options that a fact does not have."""
        fact = self.facts.get(name)
        if fact is None:
            yield from self.fact(name, path)
        elif not isinstance(fact, (OneFact, SetFact)):
            yield "PKP-139", path, {"fact": name, "type": fact.type}
        else:
            known = {option.code for option in fact.options}
            for option in options:
                if option not in known:
                    yield missing(Phrase(f'pilihan fakta "{name}"', f'option of fact "{name}"'), option, known, path)

    def _count(self, term: CountTerm, path: Path) -> Iterator[Finding]:
        fact = self.facts.get(term.count)
        if fact is not None and not isinstance(fact, SetFact):
            yield "PKP-139", path, {"fact": term.count, "type": fact.type}
        else:
            yield from self.options(term.count, (*(term.among or ()), *(term.except_ or ())), path)

    def _compared(self, comparison: Comparison, path: Path) -> Iterator[Finding]:
        """Options that are compared with are options of the fact; texts and yes or no fit its type."""
        term = left_side(comparison)
        fact = self.facts.get(term.fact) if isinstance(term, FactTerm) else None
        if fact is None:
            return
        values = [value for value in (comparison.equals, comparison.differs, comparison.has) if value is not None]
        values += comparison.in_ or ()
        for value in values:
            if not isinstance(value, (bool, int, str)):
                continue
            if isinstance(fact, (OneFact, SetFact)):
                yield from self.options(str(getattr(term, "fact", "")), [str(value)], path)
            elif isinstance(value, bool) != (fact.type == "bool") or isinstance(value, str) != (
                fact.type in {"text", "date"}
            ):
                yield "PKP-139", path, {"fact": str(getattr(term, "fact", "")), "type": fact.type}
        if comparison.has is not None and not isinstance(fact, SetFact):
            yield "PKP-139", path, {"fact": str(getattr(term, "fact", "")), "type": fact.type}

    def _named(self, name: str, known: Iterable[str], what: Phrase, path: Path) -> Iterator[Finding]:
        """Yield a name that does not exist; one with placeholders must exist for an instance at least."""
        every = set(known)
        if "{" in name:
            filled = list(self._filled(name))
            if not filled or every.isdisjoint(filled):
                yield missing(what, name, every, path)
        elif name not in every:
            yield missing(what, name, every, path)

    def _filled(self, name: str) -> Iterator[str]:
        """Yield the name for every instance; nothing when it has a placeholder that none fills."""
        rows = [row for row, form in self.rows.items() if form == self.each]
        instances = (
            [{"row": row, "code": row.removeprefix(f"{self.each}.")} for row in rows] if self.each is not None else [{}]
        )
        for instance in instances:
            for aspect in self.aspects if "aspect" in self.placeholders else ("",):
                text = name
                for key, value in {**instance, "aspect": aspect}.items():
                    if key in self.placeholders:
                        text = text.replace("{" + key + "}", value)
                if "{" not in text:
                    yield text


def names_of(parts: Parts) -> Names:
    """Return what rules of a package may name, over all variants of its forms."""
    assert parts.index is not None
    assert parts.regulation is not None
    facts: dict[str, Fact] = {}
    rows: dict[str, str] = {}
    nodes = {node.id for node in parts.index.nodes}
    rubrics: dict[str, range] = {}
    for form in parts.forms.values():
        if isinstance(form, FactsForm):
            facts |= {f"{form.form}.{fact.id}": fact for _, fact in form.asked()}
            continue
        nodes |= {row_id(form.form, code) for code in form.codes}
        if isinstance(form, RubricForm):
            rubrics[form.form] = range(form.scale.lowest, form.scale.highest + 1)
            rows |= {row_id(form.form, code): form.form for code in form.codes}
    surveys = {form.form for form in parts.scored.values() if isinstance(form, SurveyForm)}
    aspects = tuple(aspect.code for aspect in parts.regulation.aspects)
    return Names(facts, rows, frozenset(nodes), rubrics, frozenset(surveys), aspects)
