"""A workbook for one regulation and one choice of variants: every form to fill in, and a result that follows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pekppp_rules.errors import EvaluationError, Language, Parameter, Phrase, Place, Problem, SubmissionError, shown
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.model import FactsForm, Form, RubricForm, ValueForm
from pekppp_rules.regulation.tree import all_choices, chosen_forms
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import choice_of
from pekppp_rules.submission.explain import problems_of
from pekppp_rules.submission.model import Evidence, FactAnswers, FormAnswers, SurveyMeans, SurveyResponses, SurveyTotals
from pekppp_rules.workbook.calculation_sheet import draw_calculation
from pekppp_rules.workbook.canvas import Canvas, Range
from pekppp_rules.workbook.capacity import Capacity, capacity_of
from pekppp_rules.workbook.evidence_sheet import Piece, draw_evidence
from pekppp_rules.workbook.facts_sheet import draw_facts
from pekppp_rules.workbook.inputs import Inputs, pooled
from pekppp_rules.workbook.lists import Lists
from pekppp_rules.workbook.numbers_sheet import draw_values
from pekppp_rules.workbook.result_sheet import draw_result, start_result
from pekppp_rules.workbook.rubric_sheet import draw_rubric, stands_beside
from pekppp_rules.workbook.survey_sheet import draw_means, draw_responses, draw_totals
from pekppp_rules.workbook.unit_sheet import draw_unit, name_sheets
from pekppp_rules.workbook.ways import alternatives_of, ways_of
from pekppp_rules.workbook.words import Words

SurveyKind = Literal["responses", "totals", "means"]
"""How a survey is entered: a row for each respondent, summed, or averaged."""

MOST_EVALUATORS = 20
MOST_RESPONDENTS = 5_000

_NUMBERED = re.compile(r"([A-Za-z]+)[-_.]?0*([0-9]{1,4})\Z")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def template(
    package: Package,
    fields: Mapping[str, str],
    *,
    evaluators: int = 1,
    respondents: int = 100,
    survey: SurveyKind = "responses",
    filling: Submission | None = None,
    with_result: bool = True,
    lang: Language = "id",
) -> bytes:
    """Return a workbook as the content of an .xlsx file; with `filling`, filled with that submission.

    `fields` choose the variant (`unit.mode`). A submission brings its own, its evaluators, respondents and kind of survey.

    Raises EvaluationError: PKP-046 for numbers out of range, PKP-047 for a variant that was not chosen or does not exist, PKP-044
    where the formulas could not stay exact, PKP-045 where XlsxWriter is missing; SubmissionError where the submission has a
    problem other than what is missing.
    """
    _refuse_out_of_range(evaluators, "evaluator", "evaluators", MOST_EVALUATORS)
    _refuse_out_of_range(respondents, "responden", "respondents", MOST_RESPONDENTS)
    if filling is not None:
        if problems := problems_of(filling, package, draft=True):
            raise SubmissionError(problems)
        fields = {**choice_of(filling, package), **fields}
    choice = _chosen(package, fields)
    return _Template(package, choice, evaluators, respondents, survey, filling, with_result, Words(lang)).drawn()


def _refuse_out_of_range(number: int, what: str, what_en: str, most: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= most:
        told = shown(str(number)) if isinstance(number, int) and abs(number) < 10**15 else "?"
        values: dict[str, Parameter] = {"what": Phrase(what, what_en), "lowest": 1, "highest": most, "found": told}
        raise EvaluationError(Problem("PKP-046", Place(), values))


def _chosen(package: Package, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are fixed by the workbook: those that choose its forms, and what else the regulation names."""
    named: dict[str, set[str]] = {
        values.field: {named.code for named in values.values} for values in package.regulation.fields
    }
    choices = all_choices(package)
    fitting = [
        choice for choice in choices if all(choice.get(field, value) == value for field, value in fields.items())
    ]
    strange = [field for field, value in fields.items() if value not in named.get(field, set())]
    if len(fitting) != 1 or strange:
        known = [", ".join(f"{field} {value}" for field, value in choice.items()) for choice in choices if choice]
        told = known or [f"{field} {value}" for field, values in named.items() for value in sorted(values)]
        raise EvaluationError(Problem("PKP-047", Place(), {"known": "; ".join(told) or "-"}))
    return {**fitting[0], **fields}


class _Template:
    def __init__(
        self,
        package: Package,
        choice: dict[str, str],
        evaluators: int,
        respondents: int,
        survey: SurveyKind,
        filling: Submission | None,
        with_result: bool,
        words: Words,
    ) -> None:
        self._package = package
        self._choice = choice
        self._filling = filling
        self._words = words
        self._forms = chosen_forms(package, choice)
        self._given: dict[str, FormAnswers] = filling.forms if filling is not None else {}
        self._evaluators = max(evaluators, *(len(one) for one in self._given.values() if isinstance(one, tuple)), 1)
        self._respondents = max(respondents, *(_rows(one) for one in self._given.values()), 1)
        self._survey: dict[str, SurveyKind] = {name: _kind(self._given.get(name), survey) for name in self._forms}
        self._ways = ways_of(package, choice) if with_result else None
        self._with_result = with_result
        self._titles: set[str] = set()
        self._pieces: list[Piece] = []

    def drawn(self) -> bytes:
        """Draw everything: the unit, the forms, evidence, the result, and how it was computed."""
        package, words = self._package, self._words
        capacity = self._capacity()
        footer = f"{package.regulation.id} {version_of(package)} · {package.digest[:19]}"
        canvas = Canvas(words, footer.replace("&", "&&"), package.regulation.citation)
        lists = Lists(self._title(words("lists")))
        unit, name, row = draw_unit(canvas, self._title(words("unit")), package, self._choice, self._filling)
        inputs: dict[str, Inputs] = {}
        supported: list[str] = []
        for form in self._forms.values():
            self._draw_form(canvas, form, capacity, lists, inputs, supported)
        if supported:
            draw_evidence(canvas, self._title(words("evidence_sheet")), supported, lists, self._pieces)
        name_sheets(unit, row, list(canvas.titles))
        if self._with_result:
            self._draw_result(canvas, name, inputs)
        lists.draw(canvas)
        return canvas.finished()

    def _draw_result(self, canvas: Canvas, name: Range, inputs: Mapping[str, Inputs]) -> None:
        ways = self._ways or []
        result, calculation = self._title(self._words("result")), self._title(self._words("calculation"))
        # The result stands first, but names cells of the calculation, which has to be drawn for them to be known.
        sheet = start_result(canvas, result)
        computed = None
        if ways:
            alternatives = alternatives_of(self._package, self._choice)
            computed = draw_calculation(canvas, calculation, ways, alternatives, inputs)
        draw_result(sheet, self._package, name, self._filling, ways, computed)

    def _capacity(self) -> Capacity:
        if not self._ways:
            return Capacity(6, 10**6)
        return capacity_of([way.plan for way in self._ways], self._evaluators, self._respondents, self._survey)

    def _title(self, wanted: str) -> str:
        """Return a title that no other sheet has: at most 31 characters, without those that no title may hold."""
        plain = _NOT_IN_TITLES.sub("", wanted)[:24] or "-"
        title, number = plain, 1
        while title.lower() in self._titles:
            number += 1
            title = f"{plain} {number}"
        self._titles.add(title.lower())
        return title

    def _draw_form(
        self,
        canvas: Canvas,
        form: Form,
        capacity: Capacity,
        lists: Lists,
        inputs: dict[str, Inputs],
        supported: list[str],
    ) -> None:
        base, given = form_title(form.form), self._given.get(form.form)
        if isinstance(form, RubricForm):
            sheets = given if isinstance(given, tuple) else ()
            drawn = []
            for at in range(self._evaluators):
                title = self._title(base if self._evaluators == 1 else f"{base} ({at + 1})")
                filling = sheets[at] if at < len(sheets) else None
                drawn.append(draw_rubric(canvas, title, form, self._package, filling))
                supported.append(title)
                self._gather(title, filling.evidence if filling is not None else {})
            inputs[form.form] = pooled(drawn)
            return
        title = self._title(base)
        if isinstance(form, FactsForm):
            draw_facts(canvas, title, form, self._package, lists, given)
            supported.append(title)
            self._gather(title, given.evidence if isinstance(given, FactAnswers) else {})
        elif isinstance(form, ValueForm):
            inputs[form.form] = draw_values(canvas, title, form, self._package, capacity, given)
        elif self._survey[form.form] == "responses":
            inputs[form.form] = draw_responses(canvas, title, form, self._package, self._respondents, given)
        else:
            draw = draw_totals if self._survey[form.form] == "totals" else draw_means
            inputs[form.form] = draw(canvas, title, form, self._package, capacity, given)

    def _gather(self, title: str, evidence: Mapping[str, tuple[Evidence, ...]]) -> None:
        """Gather the pieces that have no room beside their rows."""
        for code, pieces in evidence.items():
            rest = pieces[1:] if stands_beside(pieces) else pieces
            self._pieces += [Piece(title, code, piece) for piece in rest]


def form_title(form: str) -> str:
    """Return what a form is called on its sheet: `f02` is F-02, `ukur` is Ukur."""
    found = _NUMBERED.match(form)
    return f"{found.group(1).upper()}-{int(found.group(2)):02d}" if found else form[:1].upper() + form[1:]


def _rows(answers: FormAnswers) -> int:
    return len(answers.responses) if isinstance(answers, SurveyResponses) else 1


def _kind(answers: FormAnswers | None, wanted: SurveyKind) -> SurveyKind:
    if isinstance(answers, SurveyTotals):
        return "totals"
    if isinstance(answers, SurveyMeans):
        return "means"
    return "responses" if isinstance(answers, SurveyResponses) else wanted
