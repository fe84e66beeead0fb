"""The front door: what one can do with a regulation."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from pekppp_rules.errors import EvaluationError, Language, Parameter, Place, Problem, shown
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.costs import Costs
from pekppp_rules.evaluation.draft import Draft
from pekppp_rules.evaluation.evaluate import Compiled, compile_package, evaluate, evaluate_draft, justify
from pekppp_rules.evaluation.improvement import Improvement
from pekppp_rules.evaluation.result import Evaluation
from pekppp_rules.reading import exact_text, to_exact, write_output
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.fact_names import FactColumn, fact_columns
from pekppp_rules.regulation.form_view import FormView, form_view
from pekppp_rules.regulation.schema_check import TYPE_NAMES, described
from pekppp_rules.regulation.tree import Given, all_choices, has_alternatives
from pekppp_rules.rules import Justification
from pekppp_rules.rules.engines import EngineChoice
from pekppp_rules.scoring import NodePlan
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import Chosen, compile_choice, given_in, given_or_required, given_when_complete
from pekppp_rules.submission.explain import problems_of
from pekppp_rules.submission.plain_data import problems_of_plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pekppp_rules.tables.matrix import MatrixPlan
    from pekppp_rules.tables.matrix_scores import MatrixScores

_FURTHEST = 10**100
"""Whole numbers beyond this are no index of any scale, and too long to be written in a message."""

_MOST_PLANS = 1_000
"""Plans kept; given values in every combination could ask for more."""


class Regulation:
    """A regulation version, ready to evaluate. Immutable, hashable, picklable, safe to share between threads."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._has_alternatives = has_alternatives(package)
        self._chosen_by = compile_choice(package)
        self._compiled: dict[tuple[Chosen, Given], Compiled] = {}
        self._matrix_plans: dict[tuple[Chosen, tuple[str, ...]], MatrixPlan] = {}

    @property
    def id(self) -> str:
        """The package's id: `permenpanrb_29_2022`."""
        return self._package.regulation.id

    @property
    def version(self) -> str:
        """The version of the encoding; `.dev` marks a working copy."""
        return version_of(self._package)

    @property
    def family(self) -> str:
        """The family of regulations this version belongs to: `pekppp`."""
        return self._package.regulation.family

    @property
    def title(self) -> str:
        """The regulation's title, in Indonesian."""
        return self._package.regulation.title.id

    @property
    def citation(self) -> str:
        """How the regulation is cited."""
        return self._package.regulation.citation

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form of the whole package."""
        return self._package.digest

    @property
    def rules_digest(self) -> str:
        """SHA-256 over what decides results, without identity, texts and sources: equal rules give equal results."""
        return self._package.rules_digest

    @property
    def withdrawn(self) -> str | None:
        """Why this release should not be used any more, and what replaces it; None for one that stands."""
        return self._package.withdrawn

    @property
    def package(self) -> Package:
        """The regulation's typed content."""
        return self._package

    @overload
    def evaluate(
        self, submission: Submission, *, draft: Literal[False] = False, engine: EngineChoice = "auto"
    ) -> Evaluation: ...
    @overload
    def evaluate(self, submission: Submission, *, draft: Literal[True], engine: EngineChoice = "auto") -> Draft: ...
    def evaluate(
        self, submission: Submission, *, draft: bool = False, engine: EngineChoice = "auto"
    ) -> Evaluation | Draft:
        """Return the result of `submission`; of a draft, the results between which every completion lies.

        `engine` runs the rules: durable-rules where it is installed (`auto`), or the one named; they find the same.

        Raises SubmissionError with every problem when it does not fit this regulation; what is merely missing is no problem
        in a draft.
        """
        compiled = self._compiled_for(submission, draft=draft)
        if draft:
            return evaluate_draft(self._package, compiled, submission)
        return evaluate(self._package, compiled, submission, engine)

    def justify(self, submission: Submission) -> list[Justification]:
        """Return, row by row, the level that the stated facts justify, what gave it, and what the next one lacks.

        Empty where the submission states no facts, or the regulation has no form of facts for its mode. Scores may be missing.
        Raises SubmissionError with every problem of what is there.
        """
        return justify(self._compiled_for(submission, draft=True), submission, self._package)

    def improve(
        self, submission: Submission, to: str, *, costs: Costs | None = None, fixed: Collection[str] = ()
    ) -> Improvement:
        """Return the cheapest steps that bring `submission` to the category with letter `to`, exactly, or say why none do.

        A step raises the agreed level of one indicator to the next whole level. A whole level costs 1, or what `costs` says by
        code or node id: one cost, or one for each level it can be raised to. The indicators in `fixed` stay as they are. Where
        raising indicators is not enough, the result says what the other forms would have to come to.

        Raises SubmissionError as `evaluate` does, and EvaluationError: PKP-408 for a category the index does not have, PKP-409
        where rounding inside the index leaves a level without a gain of its own, PKP-202, PKP-503 or PKP-505 for an unknown
        indicator or a cost that is none.
        """
        from pekppp_rules.evaluation.improve import improve

        return improve(self.evaluate(submission), to, costs, fixed)

    def score_table(
        self,
        assessments: object,
        responses: object = None,
        *,
        unit: str = "unit_id",
        mode: str | None = None,
        evaluator: str | None = None,
        nodes: Sequence[str] = (),
        findings: bool = False,
        overflow: Literal["status", "scalar"] = "status",
        report: bool = False,
    ) -> object:
        """Return a table of the same kind with a row for every unit: the same numbers as `evaluate`, bit for bit.

        The tables are of Polars, pandas, PyArrow, DuckDB or Spark, which run the plan themselves; what is lazy stays lazy.
        `assessments` has a row a unit, or with `evaluator` (a column) a row a unit and evaluator, and a column an indicator or
        given value, and with `findings` of facts (`fact_columns`); `responses` a row a respondent and a column a question, or such
        a table for each survey form by its name.
        A column is called by the code (`1.a.Ak`), or with `_` for what is neither letter nor digit (`1_a_Ak`). `mode` is the
        column that chooses between variants of a form, or the mode of all units.

        The result has `index_num` and `index_den` (exact, not reduced), `index_hundredths`, `category`, `evaluators`,
        `respondents`, for each of `nodes` its `_num`, `_den`, `_units` (rounded, in units of its places) and `_category`, and
        `status`: `ok`, or the code of what is wrong and its column; such a unit has no index. With `findings` there is a column
        `finding_CODE` for every check that `table_findings` says a table makes. With `report` it carries what `scored_units` and
        the report of an agency need: `regulation` (`id@version`), `regulation_digest`, the fields that choose variants of the forms
        (`unit_mode`), and of every node its `_num` and `_den`. docs/tables.md tells all of it.

        A unit with more evaluators times respondents than a table counts exactly (millions) has the status `PKP-704`, or with
        `overflow="scalar"` is scored by itself, where the tables are in memory.

        Raises EvaluationError for what is wrong with a table as a whole: PKP-404 for an unknown node, PKP-701 to PKP-716.
        """
        try:
            from pekppp_rules.tables.score import score_table
        except ImportError as error:
            raise _without_library(error) from None
        return score_table(
            self._package,
            assessments,
            responses,
            unit=unit,
            mode=mode,
            evaluator=evaluator,
            nodes=nodes,
            findings=findings,
            overflow=overflow,
            report=report,
        )

    def fact_columns(self) -> tuple[FactColumn, ...]:
        """Return the columns of facts that the assessments of `score_table` may have, in the order of the forms.

        A fact has one column; one that is a set has a column for each option, and one for entries of the unit's own where
        the form allows them.
        """
        return fact_columns(self._package)

    def table_findings(self, lang: Language = "id", *, columns: Iterable[str] = ()) -> dict[str, str | None]:
        """Return, by code of a finding, why `score_table(..., findings=True)` does not make it; None where it does.

        `columns` are the names of the columns that the assessments have: a check that looks at facts is made where all of
        theirs are among them (`fact_columns`). Raises EvaluationError (PKP-701) where the extra `tables` is not installed.
        """
        try:
            from pekppp_rules.tables.checks import findings_of_tables
        except ImportError as error:
            raise _without_library(error) from None
        reasons = findings_of_tables(self._package, columns)
        return {code: None if why is None else why(lang) for code, why in reasons.items()}

    def score_matrix(
        self,
        sums: Mapping[str, NDArray[np.integer]],
        counts: Mapping[str, int | NDArray[np.integer]],
        *,
        mode: str | None = None,
        scheme: str | None = None,
        stage: str | None = None,
        nodes: Sequence[str] = (),
    ) -> MatrixScores:
        """Return index and category of every unit from matrices of NumPy: the same numbers as `evaluate`, bit for bit.

        `sums` has by form a matrix of whole numbers, a row a unit, a column a scored row of `form(...)` in its order: the sum over
        its evaluators or respondents, who are `counts` (one number for all units, or one for each; 0 where a unit gives
        nothing of the form). A value is `sums / counts` too: hundredths have a count of 100; one that is not given is masked.
        `mode`, `scheme` and `stage` choose the variant of the forms, where there are several. docs/tables.md tells all of it.

        Raises EvaluationError with everything that is wrong, units by the place of their row: PKP-404, PKP-406, PKP-709 and PKP-720
        for what is not as it should be as a whole, PKP-721 for a sum off the scale, PKP-722 for more evaluators times
        respondents than are exact, PKP-723 and PKP-724 for what the index needs, PKP-725 for a count below 0.
        """
        try:
            from pekppp_rules.tables.matrix import MatrixPlan
        except ImportError as error:
            raise _without_library(error) from None
        fields = {"unit.mode": mode, "period.scheme": scheme, "period.stage": stage}
        chosen = {field: value for field, value in fields.items() if value is not None}
        key = tuple(chosen.items()), tuple(nodes)
        plan = self._matrix_plans.get(key)
        if plan is None:
            plan = MatrixPlan(self._package, chosen, nodes)
            if len(self._matrix_plans) < _MOST_PLANS:
                self._matrix_plans[key] = plan
        return plan.score(sums, counts)

    def validate(self, submission: Submission | Mapping[str, object]) -> list[Problem]:
        """Return every problem of a submission under this regulation, in reading order; empty when it can be evaluated.

        Plain data (a parsed JSON body, for one) may have any shape and size; nothing is raised for it, and it has no problems
        exactly when `Submission.model_validate` takes it and `evaluate` the submission. Floats stand for the shortest
        decimal that writes them.
        """
        if isinstance(submission, Submission):
            return problems_of(submission, self._package)
        return problems_of_plain(submission, self._package)

    def form(
        self, name: str, *, mode: str | None = None, scheme: str | None = None, stage: str | None = None
    ) -> FormView:
        """Return everything that draws a form: aspects, rows, levels, facts with their options and conditions, evidence.

        `mode`, `scheme` and `stage` choose the variant, where the form has several. Raises EvaluationError for an unknown
        form (PKP-406) and for a variant that was not chosen or does not exist (PKP-407).
        """
        fields = {"unit.mode": mode, "period.scheme": scheme, "period.stage": stage}
        return form_view(self._package, name, {field: value for field, value in fields.items() if value is not None})

    def categorise(self, value: int | Decimal | Fraction | float) -> Category:
        """Return the category of an index value, rounded by the regulation's own policy first.

        A float stands for the shortest decimal that writes it. Raises EvaluationError (PKP-403) outside the scale.
        """
        root = self._root_plan()
        if isinstance(value, bool) or not isinstance(value, (int, Decimal, Fraction, float)):
            expected: dict[str, Parameter] = {"found": described(value), "expected": TYPE_NAMES["number"]}
            raise EvaluationError(Problem("PKP-503", Place(), expected))
        exact = _exact_index(value)
        if root.bands is None or exact is None or not root.node.lowest <= exact <= root.node.highest:
            scale = {"lowest": exact_text(root.node.lowest), "highest": exact_text(root.node.highest)}
            told = "?" if isinstance(value, int) and abs(value) > _FURTHEST else shown(str(value))
            parameters: dict[str, Parameter] = {"value": told, **scale}
            raise EvaluationError(Problem("PKP-403", Place(), parameters))
        return Category.of(root.bands.find(exact.numerator, exact.denominator))

    def template(
        self,
        output: str | os.PathLike[str] | None = None,
        *,
        mode: str | None = None,
        scheme: str | None = None,
        stage: str | None = None,
        evaluators: int = 1,
        respondents: int = 100,
        survey: Literal["responses", "totals", "means"] = "responses",
        submission: Submission | None = None,
        with_result: bool = True,
        lang: Language = "id",
    ) -> bytes:
        """Return a workbook (.xlsx) with every form to fill in and a result that follows; with `output`, write it there as well.

        `mode`, `scheme` and `stage` choose the variant, where there are several. `survey` says how a survey is entered: a row for
        each respondent, summed, or averaged. With `submission`, the workbook is filled with it. `read_submission` reads it back.

        Needs the extra `workbook` (PKP-045). Raises EvaluationError: PKP-047 for a variant that was not chosen or does not exist,
        PKP-046 for a number of evaluators (1 to 20) or respondents (1 to 5,000) out of range, PKP-044 where the formulas of the
        result could not stay exact; SubmissionError for a submission with problems other than what is missing; OutputFileError.
        """
        from pekppp_rules.workbook import template

        fields = {"unit.mode": mode, "period.scheme": scheme, "period.stage": stage}
        content = template(
            self._package,
            {field: value for field, value in fields.items() if value is not None},
            evaluators=evaluators,
            respondents=respondents,
            survey=survey,
            filling=submission,
            with_result=with_result,
            lang=lang,
        )
        if output is not None:
            write_output(Path(output), content)
        return content

    def submission_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of a submission under this regulation, as `json.dumps` takes it."""
        from pekppp_rules.submission.schema import as_json, submission_schema

        schema: dict[str, Any] = as_json(submission_schema(self._package))
        return schema

    def _root_plan(self) -> NodePlan:
        compiled = self._compile(tuple(sorted(all_choices(self._package)[0].items())), frozenset())
        return compiled.plan.nodes[self._package.index.root]

    def _compiled_for(self, submission: Submission, *, draft: bool) -> Compiled:
        """Compile for what a submission gives; for a draft, for what its completions give.

        What is missing for one choice between parts may decide another, so it is added until nothing more is missing.
        """
        choice = self._chosen_by(submission)
        if not self._has_alternatives:
            return self._compile(choice, frozenset())
        given = given_or_required(submission, self._package, dict(choice)) if draft else given_in(submission)
        compiled = self._compile(choice, given)
        while draft:
            then = given_when_complete(submission, self._package, compiled.plan.forms, compiled.plan.needs)
            if then <= given:
                break
            given |= then
            compiled = self._compile(choice, given)
        return compiled

    def _compile(self, choice: Chosen, given: Given) -> Compiled:
        """Compile once for each choice of variants and of alternatives; two threads may both do so, with equal results."""
        compiled = self._compiled.get((choice, given))
        if compiled is None:
            compiled = compile_package(self._package, dict(choice), given)
            if len(self._compiled) < _MOST_PLANS:
                self._compiled[choice, given] = compiled
        return compiled

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regulation) and self._package.digest == other.digest

    def __hash__(self) -> int:
        return hash(self._package.digest)

    def __reduce__(self) -> tuple[type[Regulation], tuple[Package]]:
        return Regulation, (self._package,)

    def __repr__(self) -> str:
        return f"<Regulation {self.id}@{self.version} {self._package.digest[:19]}>"


def _without_library(error: ImportError) -> EvaluationError:
    library: dict[str, Parameter] = {"library": str(error.name)}
    return EvaluationError(Problem("PKP-701", Place(), library))


def _exact_index(value: int | Decimal | Fraction | float) -> Fraction | None:
    if isinstance(value, float):
        return Fraction(Decimal(float.__repr__(value))) if isfinite(value) else None
    if isinstance(value, int) and abs(value) > _FURTHEST:
        return None
    try:
        return to_exact(value)
    except ValueError:
        return None
