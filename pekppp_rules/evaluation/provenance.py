"""Which values of the regulation a result used, and how far each can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from pekppp_rules.errors import Language, Phrase
from pekppp_rules.evaluation.finding import respondents_of
from pekppp_rules.regulation.model import CONFIDENCES, AssumedWeights, Category, Index, Sourced, SurveyForm, Text
from pekppp_rules.regulation.tree import scored_forms
from pekppp_rules.scoring import Plan
from pekppp_rules.submission import Submission
from pekppp_rules.submission.model import FactAnswers, FormAnswers, SurveyMeans, SurveyTotals, ValueAnswers

_BASES = {
    "primary": Phrase("dari teks resmi", "from the primary text"),
    "secondary": Phrase("dari dua sumber atau lebih", "from two sources or more"),
    "single": Phrase("dari satu sumber", "from one source"),
    "inferred": Phrase("disimpulkan", "inferred"),
    "unverified": Phrase("belum terverifikasi", "unverified"),
}


@dataclass(frozen=True)
class UsedValue:
    """A value that took part in a result: a weight, a rule, a scale, a rounding, a category."""

    what: str
    source: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class FormInput:
    """What the index was fed for one form."""

    form: str
    kind: str
    """`scores`, `responses`, `totals`, `means`, `values` or `answers`."""
    count: int | None
    """Evaluators or respondents, values or facts; None when only means were given."""

    def words(self, lang: Language = "id") -> str:
        """Return the input in words."""
        count = "?" if self.count is None else str(self.count)
        indonesian, english = {
            "scores": ("skor {count} evaluator", "scores of {count} evaluator(s)"),
            "responses": ("jawaban {count} responden", "answers of {count} respondent(s)"),
            "totals": ("jumlah jawaban {count} responden", "summed answers of {count} respondent(s)"),
            "means": ("dari rata-rata yang diberikan", "from means as given"),
            "values": ("{count} nilai yang diberikan", "{count} value(s) as given"),
            "answers": ("{count} fakta yang dinyatakan", "{count} fact(s) as stated"),
        }[self.kind]
        return f"{self.form}: {(indonesian if lang == 'id' else english).format(count=count)}"


@dataclass(frozen=True)
class Assumption:
    """Something that no source tells, and what was used in its place."""

    what: str
    """What is unknown: the weights of a form as `f02.weights`."""
    fallback: str
    note: Text
    looked_at: tuple[str, ...]
    """The sources that were searched for it."""
    source: tuple[str, ...]
    confidence: str

    def words(self, lang: Language = "id") -> str:
        """Return the assumption as a sentence."""
        indonesian, english = _FALLBACKS[self.fallback]
        return f"{(indonesian if lang == 'id' else english).format(what=self.what)} {self.note(lang)}"


_FALLBACKS = {
    "equal": (
        "{what}: bobot tidak diketahui; semua baris satu aspek dihitung sama besar.",
        "{what}: weights are unknown; all rows of an aspect count the same.",
    ),
}


@dataclass(frozen=True)
class Provenance:
    """What a result rests on."""

    used: tuple[UsedValue, ...]
    inputs: tuple[FormInput, ...]
    assumptions: tuple[Assumption, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many of the used values have which confidence."""
        found = [value.confidence for value in self.used]
        return {confidence: found.count(confidence) for confidence in CONFIDENCES}

    @property
    def weaker_than_primary(self) -> tuple[UsedValue, ...]:
        """The used values that no one saw in the primary text."""
        return tuple(value for value in self.used if value.confidence != "primary")

    def words(self, lang: Language = "id") -> str:
        """Return the counts in words: `3 dari teks resmi, 47 dari dua sumber atau lebih`."""
        return ", ".join(f"{count} {_BASES[name](lang)}" for name, count in self.counts.items() if count)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the provenance for a JSON document."""
        return {
            "counts": self.counts,
            "inputs": [
                {"form": item.form, "kind": item.kind, "count": item.count, "text": item.words(lang)}
                for item in self.inputs
            ],
            "assumptions": [
                {
                    "what": item.what,
                    "fallback": item.fallback,
                    "text": item.words(lang),
                    "looked_at": list(item.looked_at),
                    "source": list(item.source),
                    "confidence": item.confidence,
                }
                for item in self.assumptions
            ],
            "weaker_than_primary": [
                {"value": value.what, "source": list(value.source), "confidence": value.confidence}
                for value in self.weaker_than_primary
            ],
        }


def provenance_of(plan: Plan, index: Index, submission: Submission, category: Category | None) -> Provenance:
    """List every value of the regulation that the result used."""
    inputs = tuple(_input(name, submission.forms[name]) for name in plan.forms if name in submission.forms)
    if plan not in _of_plans:
        _of_plans[plan] = tuple(_tree_values(plan)), tuple(_assumptions(plan))
    tree_values, assumptions = _of_plans[plan]
    used = (*_form_values(plan, inputs), *tree_values, *_result_values(plan, index, category))
    return Provenance(used, inputs, assumptions)


_of_plans: WeakKeyDictionary[Plan, tuple[tuple[UsedValue, ...], tuple[Assumption, ...]]] = WeakKeyDictionary()
"""What every result of a plan uses: most of the list, and the same each time."""


def _assumptions(plan: Plan) -> Iterator[Assumption]:
    assumed = {
        id(branch.weight)
        for planned in plan.nodes.values()
        for branch in planned.node.branches
        if isinstance(branch.weight, AssumedWeights)
    }
    for name, form in scored_forms(plan.forms.values()).items():
        if form.weights is not None and id(form.weights) in assumed:
            unknown = form.weights.unknown
            yield Assumption(
                what=f"{name}.weights",
                fallback=form.weights.fallback,
                note=unknown.note,
                looked_at=unknown.looked_at,
                source=form.weights.source,
                confidence=form.weights.confidence,
            )


def _form_values(plan: Plan, inputs: tuple[FormInput, ...]) -> Iterator[UsedValue]:
    kinds = {item.form: item for item in inputs}
    for name, form in scored_forms(plan.forms.values()).items():
        if name not in plan.needs:
            continue
        yield _value(f"{name}.scale", form.scale)
        if name in kinds and kinds[name].kind not in {"means", "values"} and kinds[name].count != 1:
            yield _value(f"{name}.pool", form.gathered_by)
        if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in kinds:
            yield _value(f"{name}.respondents.minimum", form.respondents.minimum)


def _tree_values(plan: Plan) -> Iterator[UsedValue]:
    for name, planned in plan.nodes.items():
        node = planned.node
        if node.row is None:
            yield _value(f"{name}.rule", node.rests_on)
        for branch in node.branches:
            if branch.weight is not None:
                yield _value(f"{branch.child}.weight", branch.weight)


def _result_values(plan: Plan, index: Index, category: Category | None) -> Iterator[UsedValue]:
    for name in plan.steps:
        if name != index.root:
            yield _value(f"{name}.rounding", plan.nodes[name].node.rounding)
    root = plan.nodes[index.root].node
    yield _value(f"{root.id}.rounding", root.rounding)
    if category is not None:
        yield _value(f"{root.id}.category.{category.letter}", category)


def _value(what: str, rests_on: Sourced) -> UsedValue:
    return UsedValue(what, rests_on.source, rests_on.confidence)


def _input(form: str, answers: FormAnswers) -> FormInput:
    if isinstance(answers, tuple):
        return FormInput(form, "scores", len(answers))
    if isinstance(answers, SurveyMeans):
        return FormInput(form, "means", answers.respondents)
    if isinstance(answers, ValueAnswers):
        return FormInput(form, "values", len(answers.values))
    if isinstance(answers, FactAnswers):
        return FormInput(form, "answers", len(answers.answers))
    kind = "totals" if isinstance(answers, SurveyTotals) else "responses"
    return FormInput(form, kind, respondents_of(answers))
