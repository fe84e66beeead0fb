"""One row a unit: which plan holds for it, why it cannot be scored, and its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add, and_, mul, or_

import narwhals as nw

from pekppp_rules.regulation.model import ScoredForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import reached, row_id
from pekppp_rules.scoring import NodePlan, Plan
from pekppp_rules.scoring.plan import step_form
from pekppp_rules.tables.bound import fixed_counts, limits
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.exact import folded, integer, letters, rounded_units
from pekppp_rules.tables.pooled import Columns, Frame, Names
from pekppp_rules.tables.status import SCORED, SOMETHING_WRONG, first_of, status, text_at


@dataclass(frozen=True)
class PlanAt:
    """A plan, the case it belongs to, and what it is called by among the columns of a unit."""

    at: int
    case: Case
    plan: Plan
    combinations: tuple[int, ...]
    nodes: tuple[str, ...]
    """The nodes that are asked for and the steps below them, children before parents; empty when there is no index."""

    @property
    def holds(self) -> nw.Expr:
        """Whether a unit is scored by this plan."""
        return nw.col("plan") == self.at


def plans_of(cases: Sequence[Case], root: str, nodes: Iterable[str]) -> list[PlanAt]:
    """Return every plan of the cases with the nodes it has to work out for `root` and `nodes`."""
    nodes = list(nodes)
    found: list[PlanAt] = []
    for case in cases:
        for plan, combinations in case.plans:
            wanted = [root, *(name for name in nodes if name in plan.nodes)] if root in plan.nodes else []
            below = reached({name: planned.node for name, planned in plan.nodes.items()}, wanted)
            kept = tuple(name for name in plan.nodes if name in wanted or (name in plan.steps and name in below))
            found.append(PlanAt(len(found), case, plan, combinations, kept))
    return found


def count_of(form: ScoredForm, names: Names) -> nw.Expr:
    """Return how many evaluators or respondents a unit has."""
    return nw.col(names("rows", form.form) if isinstance(form, SurveyForm) else "rows")


def is_given(form: ScoredForm, names: Names) -> nw.Expr:
    """Whether a unit has anything of a rubric or a survey."""
    name = names("rows" if isinstance(form, SurveyForm) else "given", form.form)
    return (nw.col(name) > 0).fill_null(False)


@dataclass(frozen=True)
class Units:
    """What is known of a table of units when its expressions are written."""

    plans: Sequence[PlanAt]
    columns: Columns
    required: frozenset[str]
    fields: Mapping[str, str | None]
    """By field that chooses a variant, the column it stands in; None where it is the same for all."""
    has_assessments: bool
    by_evaluator: bool
    """Whether a unit may have several rows, one an evaluator."""
    detailed: bool
    names: Names
    sums: Mapping[tuple[int, str, str], str]
    """By plan, node and form, the column of a weighted sum."""
    statuses: Mapping[str, Sequence[str]]
    """By column of places, the statuses that have them."""
    other_reasons: Sequence[tuple[nw.Expr, str]] = ()
    """What is wrong with what units state, told after what is wrong with their rows."""

    def with_plan(self, frame: Frame) -> Frame:
        """Add `case` and `plan`."""
        case = [nw.when(self._chooses(one)).then(integer(nw.lit(one.at))) for one in self._cases()]
        frame = frame.with_columns(case=nw.coalesce(*case, nw.lit(None, dtype=nw.Int64)))
        plans = [
            nw.when((nw.col("case") == one.case.at) & self._is_combination(one)).then(integer(nw.lit(one.at)))
            for one in self.plans
        ]
        return frame.with_columns(plan=nw.coalesce(*plans, nw.lit(None, dtype=nw.Int64)))

    def with_status(self, frame: Frame) -> Frame:
        """Add `status`: `ok`, or the first thing that is wrong."""
        return frame.with_columns(status=first_of(list(self._reasons()), SCORED))

    def with_numbers(self, frame: Frame) -> Frame:
        """Add numerator, denominator and rounded units of every node of every plan, for the units that it scores."""
        for nodes in self._by_steps():
            ratios: list[nw.Expr] = []
            rounded: list[nw.Expr] = []
            for one, name in nodes:
                numerator, denominator, units = (self.names(one.at, name, part) for part in ("num", "den", "units"))
                ratio = self._ratio(one, name)
                ratios += [ratio[0].alias(numerator), ratio[1].alias(denominator)]
                places = one.plan.nodes[name].places
                rounded.append(rounded_units(nw.col(numerator), nw.col(denominator), places).alias(units))
            frame = frame.with_columns(*ratios).with_columns(*rounded)
        return frame

    def _by_steps(self) -> list[list[tuple[PlanAt, str]]]:
        """Return the nodes of every plan, first those that need no other rounded before, then those that need these, and so on."""
        found: list[list[tuple[PlanAt, str]]] = []
        for one in self.plans:
            steps = {step_form(name): name for name in one.plan.steps}
            after: dict[str, int] = {}
            for name in one.nodes:
                needed = [steps[form] for form, _ in one.plan.nodes[name].weights if form in steps]
                after[name] = max((after[step] + 1 for step in needed), default=0)
                while len(found) <= after[name]:
                    found.append([])
                found[after[name]].append((one, name))
        return found

    def _counts(self, one: PlanAt) -> dict[str, nw.Expr]:
        """Return by form and step what its rows are pooled over, for the units of a plan."""
        counted = {
            name: nw.when((nw.col("status") == SCORED) & one.holds & self.is_given(form)).then(self.count(form))
            for name, form in one.case.forms.items()
            if not isinstance(form, ValueForm)
        }
        return counted | {name: integer(nw.lit(count)) for name, count in fixed_counts(one.plan).items()}

    def numerator(self, node: str) -> nw.Expr:
        """Return the numerator of a node, by whichever plan holds; `denominator` likewise, neither reduced."""
        return self._by_plan(node, "num")

    def denominator(self, node: str) -> nw.Expr:
        """Return the denominator of a node."""
        return self._by_plan(node, "den")

    def units(self, node: str) -> nw.Expr:
        """Return a node rounded by its policy, in units of its places."""
        return self._by_plan(node, "units")

    def hundredths(self, node: str) -> nw.Expr:
        """Return a node rounded by its policy in hundredths; where the policy is finer, rounded to hundredths instead."""
        parts = []
        for one, planned in self._with_node(node):
            if planned.places <= 2:
                parts.append(nw.col(self.names(one.at, node, "units")) * 10 ** (2 - planned.places))
            else:
                parts.append(
                    rounded_units(nw.col(self.names(one.at, node, "num")), nw.col(self.names(one.at, node, "den")), 2)
                )
        return nw.coalesce(*parts, nw.lit(None, dtype=nw.Int64))

    def letter(self, node: str) -> nw.Expr:
        """Return the letter of a node's category; nothing where the regulation gives it none."""
        parts = []
        for one, planned in self._with_node(node):
            bands = planned.bands
            if bands is not None:
                ratio = nw.col(self.names(one.at, node, "num")), nw.col(self.names(one.at, node, "den"))
                same = bands.places == planned.places
                units = nw.col(self.names(one.at, node, "units")) if same else rounded_units(*ratio, bands.places)
                parts.append(letters(bands, *ratio, units))
        return nw.coalesce(*parts, nw.lit(None, dtype=nw.String))

    def _cases(self) -> list[Case]:
        return list({one.case.at: one.case for one in self.plans}.values())

    def _with_node(self, node: str) -> Iterator[tuple[PlanAt, NodePlan]]:
        return ((one, one.plan.nodes[node]) for one in self.plans if node in one.nodes)

    def _by_plan(self, node: str, part: str) -> nw.Expr:
        parts = [nw.col(self.names(one.at, node, part)) for one, _ in self._with_node(node)]
        return nw.coalesce(*parts, nw.lit(None, dtype=nw.Int64))

    def _chooses(self, case: Case) -> nw.Expr:
        """Whether a unit's fields choose this case; one that is the same for all has left no other case."""
        chosen = [
            nw.col(self.names("field", field, "low")) == case.choice[field]
            for field, column in self.fields.items()
            if column is not None
        ]
        return folded(and_, chosen) if chosen else ~nw.lit(False)

    def _is_combination(self, one: PlanAt) -> nw.Expr:
        alternatives = one.case.alternatives
        if not alternatives:
            return ~nw.lit(False)
        forms = one.case.forms
        bits = [
            nw.when(self.is_given(forms[name]) if name in forms else self._is_valued(one.case, name))
            .then(integer(nw.lit(1 << at)))
            .otherwise(integer(nw.lit(0)))
            for at, name in enumerate(alternatives)
        ]
        return folded(add, bits).is_in(list(one.combinations))

    def _is_valued(self, case: Case, name: str) -> nw.Expr:
        """Whether a unit has the value with that node id, on the scale or not."""
        [(form, code)] = [
            (form.form, code) for form in case.forms.values() for code in form.codes if row_id(form.form, code) == name
        ]
        high, bad = (nw.col(self.names("value", case.at, form, code, part)) for part in ("high", "bad"))
        return ~high.is_null() | ~bad.is_null()

    def _reasons(self) -> Iterator[tuple[nw.Expr, str | nw.Expr]]:
        yield nw.col("unit").is_null(), status("PKP-711", "unit")
        yield from self._reasons_of_fields()
        if self.has_assessments:
            twice = status("PKP-211", "evaluator") if self.by_evaluator else status("PKP-726", "unit")
            yield nw.col("sheets") != nw.col("rows"), twice
        for one in self.plans:
            yield from self._forms_missing(one)
        for case in self._cases():
            yield from self._rows_wrong(case)
        yield from self.other_reasons
        for one in self.plans:
            yield from self._values_missing(one)
            yield from self._beyond(one)

    def _reasons_of_fields(self) -> Iterator[tuple[nw.Expr, str | nw.Expr]]:
        named = {field: column for field, column in self.fields.items() if column is not None}
        if not named:
            return
        assessed = [name for name, form in self.plans[0].case.forms.items() if not isinstance(form, SurveyForm)]
        yield nw.col("rows").is_null(), status("PKP-207", assessed[0] if assessed else next(iter(named.values())))
        for field, column in named.items():
            low, high = (nw.col(self.names("field", field, end)) for end in ("low", "high"))
            yield low != high, status("PKP-707", column)
            yield low == "", status("PKP-502", column)
        yield nw.col("case").is_null(), status("PKP-504", " ".join(named.values()))

    def _forms_missing(self, one: PlanAt) -> Iterator[tuple[nw.Expr, str]]:
        if not one.nodes:
            absent = sorted(self.required - one.case.forms.keys())
            yield one.holds, status("PKP-208", absent[0] if absent else "-")
            return
        for name, form in one.case.forms.items():
            if name in self.required or name in one.plan.needs:
                given = self._any_value(one.case, form) if isinstance(form, ValueForm) else self.is_given(form)
                yield one.holds & ~given, status("PKP-207", name)
        for name in sorted(self.required - one.case.forms.keys()):
            yield one.holds, status("PKP-208", name)

    def _any_value(self, case: Case, form: ValueForm) -> nw.Expr:
        return folded(or_, (self._is_valued(case, row_id(form.form, code)) for code in form.codes))

    def _rows_wrong(self, case: Case) -> Iterator[tuple[nw.Expr, str | nw.Expr]]:
        here = nw.col("case") == case.at
        for name, form in case.forms.items():
            if isinstance(form, ValueForm):
                for code in form.codes:
                    column = self.columns.get((name, code))
                    low, high = (nw.col(self.names("value", case.at, name, code, end)) for end in ("low", "high"))
                    yield self._caused(here, self.names("value", case.at, name, code, "bad"))
                    if column is not None:
                        yield here & (low != high), status("PKP-707", column.name)
                yield self._caused(here, self.names("foreign", case.at, name))
                continue
            given = here & self.is_given(form)
            if self.detailed:
                yield self._caused(given, self.names("wrong", case.at, name))
            else:
                yield given & (nw.col(self.names("sound", case.at, name)) < self.count(form)), SOMETHING_WRONG

    def _caused(self, where: nw.Expr, name: str) -> tuple[nw.Expr, nw.Expr]:
        """Say that there is a status in a column of places, and which."""
        return where & ~nw.col(name).is_null(), text_at(nw.col(name), self.statuses[name])

    def _values_missing(self, one: PlanAt) -> Iterator[tuple[nw.Expr, str]]:
        for name, form in one.case.forms.items():
            if isinstance(form, ValueForm) and one.nodes:
                for code in sorted(one.plan.needs.get(name, frozenset())):
                    column = self.columns.get((name, code))
                    missing = nw.col(self.names("value", one.case.at, name, code, "high")).is_null()
                    yield one.holds & missing, status("PKP-221", code if column is None else column.name)

    def _ratio(self, one: PlanAt, name: str) -> tuple[nw.Expr, nw.Expr]:
        """Return numerator and denominator as `NodePlan.ratio` has them."""
        counts = self._counts(one)
        planned = one.plan.nodes[name]
        parts = [(form, weights) for form, weights in planned.weights if any(weights)]
        held = nw.when((nw.col("status") == SCORED) & one.holds)
        numerator: nw.Expr = held.then(integer(nw.lit(planned.constant)))
        pooled: nw.Expr | None = None
        for form, weights in parts:
            total = self._total(one, name, form, weights)
            numerator = numerator * counts[form] + (total if pooled is None else total * pooled)
            pooled = counts[form] if pooled is None else pooled * counts[form]
        denominator: nw.Expr = held.then(integer(nw.lit(planned.divisor)))
        return numerator, denominator if pooled is None else denominator * pooled

    def _total(self, one: PlanAt, node: str, form: str, weights: Sequence[int]) -> nw.Expr:
        """Return the sum of weight x pooled row of one form, of given values, or of a step."""
        steps = {step_form(name): name for name in one.plan.steps}
        if form in steps:
            return nw.col(self.names(one.at, steps[form], "units")) * weights[0]
        given = one.case.forms[form]
        if isinstance(given, ValueForm):
            values = [
                nw.col(self.names("value", one.case.at, form, code, "high")) * weight
                for code, weight in zip(given.codes, weights, strict=True)
                if weight
            ]
            return folded(add, values)
        return nw.col(self.sums[one.at, node, form])

    def count(self, form: ScoredForm) -> nw.Expr:
        """Return how many evaluators or respondents a unit has."""
        return count_of(form, self.names)

    def is_given(self, form: ScoredForm) -> nw.Expr:
        """Whether a unit has anything of a rubric or a survey."""
        return is_given(form, self.names)

    def _beyond(self, one: PlanAt) -> Iterator[tuple[nw.Expr, str]]:
        """Say which units are too large: as doubles the product of the counts is exact up to 2^53, and never below it beyond."""
        forms = one.case.forms
        for pooled, limit in limits(one.plan, one.nodes, fixed_counts(one.plan)).items():
            if pooled:
                product = folded(mul, (self.count(forms[name]).cast(nw.Float64) for name in sorted(pooled)))
                yield one.holds & (product > limit), status("PKP-704", "*".join(sorted(pooled)))
            elif limit == 0:
                yield one.holds, status("PKP-704", "-")
