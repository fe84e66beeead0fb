"""Answers of one regulation as a draft under another: what asks the same is carried, the rest is listed with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pekppp_rules.api import Regulation
from pekppp_rules.comparing.answers import codes_in, with_only
from pekppp_rules.comparing.correspondence import are_related, rows_by_code
from pekppp_rules.comparing.fields import carry_fields
from pekppp_rules.comparing.same_question import REASONS, Reason, asked_by
from pekppp_rules.errors import Language, Problem, SubmissionError, shown
from pekppp_rules.evaluation.unit_result import RegulationIdentity
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.conditions import asking_of
from pekppp_rules.regulation.model import FactsForm, Form, Text
from pekppp_rules.regulation.tree import chosen_forms
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import choice_of
from pekppp_rules.submission.missing import missing_rows
from pekppp_rules.submission.model import FactAnswers


@dataclass(frozen=True)
class MigratedAnswer:
    """One answer that a submission gives, or that it lacks under the new regulation."""

    form: str
    """The form; `unit` or `period` for a field."""
    part: str
    """`answers`, or what stands beside them: `notes`, `evidence`, `observations`."""
    code: str
    """The row, fact, question, aspect or field."""
    title: Text | None
    reason: Reason | None
    """Why it was not carried, or is not given; None for one that was carried."""

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the answer for a JSON document."""
        return {
            "form": self.form,
            "part": self.part,
            "code": self.code,
            "title": None if self.title is None else self.title(lang),
            "reason": self.reason,
            "why": None if self.reason is None else REASONS[self.reason](lang),
        }


@dataclass(frozen=True)
class Migration:
    """A submission as far as another regulation asks the same."""

    before: RegulationIdentity
    after: RegulationIdentity
    submission: Submission
    """The new submission: complete, or a draft that lacks what is `unanswered`."""
    carried: tuple[MigratedAnswer, ...]
    unanswered: tuple[MigratedAnswer, ...]
    """What the new regulation asks for and the new submission does not give; facts only of a form that the old answers began,
    or that the old regulation does not have."""
    dropped: tuple[MigratedAnswer, ...]
    """Answers that the old submission gives and the new one does not."""

    def data(self, lang: Language = "id") -> dict[str, object]:
        """Return the lists for a JSON document; the submission is `submission.data()`."""
        return {
            "before": {"id": self.before.id, "version": self.before.version, "digest": self.before.digest},
            "after": {"id": self.after.id, "version": self.after.version, "digest": self.after.digest},
            "carried": [answer.data(lang) for answer in self.carried],
            "unanswered": [answer.data(lang) for answer in self.unanswered],
            "dropped": [answer.data(lang) for answer in self.dropped],
        }


def migrate(submission: Submission, before: Regulation, after: Regulation) -> Migration:
    """Return `submission`, which is one of `before`, as one of `after`, with what was carried, what is missing, what was dropped.

    An answer is carried only where form, code, words, scale, levels and options are the same. Raises SubmissionError where the
    submission names another regulation than `before` (PKP-213) or has problems under it; what is missing is no problem.
    """
    if submission.regulation != before.id:
        parameters = {"found": shown(submission.regulation), "expected": before.id}
        raise SubmissionError(Problem("PKP-213", submission.place(("regulation",)), parameters))
    before.evaluate(submission, draft=True)
    return _Migrating(submission, before, after).migrated()


class _Migrating:
    """The lists while they grow."""

    def __init__(self, submission: Submission, before: Regulation, after: Regulation) -> None:
        self._submission = submission
        self._regulations = before, after
        self._packages = before.package, after.package
        self._fields = carry_fields(submission, before.package, after.package)
        self._old = chosen_forms(before.package, choice_of(submission, before.package))
        self._new = chosen_forms(after.package, choice_of(self._with({}), after.package))
        self._asked_before = {name: asked_by(form) for name, form in self._old.items()}
        self._asked_after = {name: asked_by(form) for name, form in self._new.items()}
        self._related = are_related(before.package, after.package)
        self._carried = [_field(field, None) for field in self._fields.carried]
        self._dropped = [_field(*dropped) for dropped in self._fields.dropped]

    def migrated(self) -> Migration:
        """Carry form by form, then see what the new regulation still lacks."""
        given = self._submission.data()["forms"]
        forms = {name: kept for name, answers in given.items() if (kept := self._form(name, answers)) is not None}
        submission = self._with(forms)
        unanswered = [_field(*lacking) for lacking in self._fields.unanswered]
        return Migration(
            before=_identity(self._packages[0]),
            after=_identity(self._packages[1]),
            submission=submission,
            carried=tuple(self._carried),
            unanswered=(*unanswered, *self._lacking(submission)),
            dropped=tuple(self._dropped),
        )

    def _with(self, forms: dict[str, Any]) -> Submission:
        head = {"regulation": self._regulations[1].id, "unit": self._fields.unit, "period": self._fields.period}
        return Submission.model_validate({**head, "forms": forms})

    def _form(self, name: str, given: Any) -> Any:
        """Return the answers to a form that are carried; None where there are none to carry."""
        old, new = self._old[name], self._new.get(name)
        why = self._why_no_form(old, new)
        reasons: dict[tuple[str, str], Reason | None] = {
            (part, code): why if new is None or why is not None else self._why_not(part, code, old, new)
            for part, code in codes_in(given)
        }
        if why is None and isinstance(new, FactsForm):
            reasons.update(dict.fromkeys(self._no_longer_asked(given, reasons, new), "not_asked"))
        titles = {code: asked.title for code, asked in self._asked_before[name].items()}
        titles |= {code: row.title for code, row in rows_by_code(old).items()} if isinstance(old, FactsForm) else {}
        for (part, code), reason in reasons.items():
            answer = MigratedAnswer(name, part, code, titles.get(code), reason)
            if reason is not None:
                self._dropped.append(answer)
            elif part == "answers":
                self._carried.append(answer)
        if why is not None or (reasons and all(reason is not None for reason in reasons.values())):
            return None
        return with_only(given, lambda part, code: reasons[part, code] is None)

    def _why_no_form(self, old: Form, new: Form | None) -> Reason | None:
        if new is None:
            has_variants = any(form.form == old.form for form in self._packages[1].forms)
            return "no_variant" if has_variants else "no_form"
        return None if old.type == new.type else "type"

    def _why_not(self, part: str, code: str, old: Form, new: Form) -> Reason | None:
        if part == "observations":
            return self._why_no_aspect(code, new)
        if part == "evidence" and isinstance(old, FactsForm):
            one, other = rows_by_code(old).get(code), rows_by_code(new).get(code)
            if one is None or other is None:
                return "no_code"
            return None if one.title.id == other.title.id else "words"
        asked = self._asked_after[new.form]
        if code not in asked:
            return "no_code"
        return asked[code].why_not(self._asked_before[old.form][code], related=self._related)

    def _why_no_aspect(self, code: str, new: Form) -> Reason | None:
        names = [{aspect.code: aspect.name.id for aspect in one.regulation.aspects} for one in self._packages]
        if isinstance(new, FactsForm) or code not in {block.aspect for block in new.blocks}:
            return "no_code"
        return None if names[0].get(code) == names[1].get(code) else "words"

    def _no_longer_asked(
        self, given: Any, reasons: dict[tuple[str, str], Reason | None], new: FactsForm
    ) -> Iterator[tuple[str, str]]:
        kept = with_only(given, lambda part, code: reasons[part, code] is None)
        asked = asking_of(new).asked(FactAnswers.model_validate(kept).stated())
        yield from (("answers", fact) for fact in kept["answers"] if fact not in asked)

    def _lacking(self, submission: Submission) -> Iterator[MigratedAnswer]:
        package = self._packages[1]
        plan = self._regulations[1]._compiled_for(submission, draft=True).plan
        missing = missing_rows(submission, package, plan.forms, plan.needs)
        lacking = {(row.form, row.code): row.title for row in missing}
        for name, form in plan.forms.items():
            if isinstance(form, FactsForm) and (name in self._submission.forms or name not in self._old):
                answers = submission.forms.get(name)
                stated = answers.stated() if isinstance(answers, FactAnswers) else {}
                open_facts = [fact for fact in plan.asking[name].asked(stated) if fact not in stated]
                lacking |= {(name, fact): self._asked_after[name][fact].title for fact in open_facts}
        for (name, code), title in lacking.items():
            yield MigratedAnswer(name, "answers", code, title, self._why_lacking(name, code))

    def _why_lacking(self, name: str, code: str) -> Reason:
        old, new = self._old.get(name), self._new[name]
        if old is None:
            return "no_form"
        if old.type != new.type:
            return "type"
        if code not in self._asked_before[name]:
            return "no_code"
        return self._why_not("answers", code, old, new) or "not_given"


def _identity(package: Package) -> RegulationIdentity:
    identity = package.regulation
    return RegulationIdentity(identity.id, version_of(package), package.digest, identity.citation)


def _field(field: str, reason: Reason | None) -> MigratedAnswer:
    block, _, key = field.partition(".")
    return MigratedAnswer(block, "answers", key, None, reason)
