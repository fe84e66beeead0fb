"""The front door: regulations by name, and what one can do with a regulation."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from pekppp_rules.errors import EvaluationError, Parameter, Place, Problem, shown
from pekppp_rules.evaluation.evaluate import evaluate
from pekppp_rules.evaluation.result import Category, Evaluation
from pekppp_rules.reading import exact_text, to_exact
from pekppp_rules.regulation import Package, find_package, known_packages, version_of
from pekppp_rules.regulation.model import Validity
from pekppp_rules.regulation.schema_check import TYPE_NAMES, described
from pekppp_rules.regulation.tree import all_choices
from pekppp_rules.scoring import NodePlan, Plan, compile_plan
from pekppp_rules.submission import Submission
from pekppp_rules.submission.check import FormCheck, choice_of, compile_form_checks
from pekppp_rules.submission.explain import problems_of
from pekppp_rules.submission.plain_data import problems_of_plain

_FURTHEST = 10**100
"""Whole numbers beyond this are no index of any scale, and too long to be written in a message."""


class Regulation:
    """A regulation version, ready to evaluate. Immutable, hashable, picklable, safe to share between threads."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._compiled: dict[tuple[tuple[str, str], ...], tuple[Plan, dict[str, FormCheck]]] = {}

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
    def package(self) -> Package:
        """The regulation's typed content."""
        return self._package

    def evaluate(self, submission: Submission) -> Evaluation:
        """Return the result of `submission`.

        Raises SubmissionError with every problem when it does not fit this regulation.
        """
        choice = choice_of(submission, self._package)
        if choice not in all_choices(self._package):
            choice = {}  # no variant is chosen; `evaluate` says what is wrong
        plan, checks = self._compile(tuple(sorted(choice.items())))
        return evaluate(self._package, plan, checks, submission)

    def validate(self, submission: Submission | Mapping[str, object]) -> list[Problem]:
        """Return every problem of a submission under this regulation, in reading order; empty when it can be evaluated.

        Plain data (a parsed JSON body, for one) may have any shape and size; nothing is raised for it, and it has no problems
        exactly when `Submission.model_validate` takes it and `evaluate` the submission. Floats stand for the shortest
        decimal that writes them.
        """
        if isinstance(submission, Submission):
            return problems_of(submission, self._package)
        return problems_of_plain(submission, self._package)

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

    def submission_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of a submission under this regulation."""
        from pekppp_rules.submission.schema import submission_schema

        return submission_schema(self._package)

    def _root_plan(self) -> NodePlan:
        plan, _ = self._compile(tuple(sorted(all_choices(self._package)[0].items())))
        return plan.nodes[self._package.index.root]

    def _compile(self, choice: tuple[tuple[str, str], ...]) -> tuple[Plan, dict[str, FormCheck]]:
        """Compile once for each choice of variants; two threads may both do so, with equal results."""
        if choice not in self._compiled:
            chosen = dict(choice)
            compiled = compile_plan(self._package, chosen), compile_form_checks(self._package, chosen)
            self._compiled[choice] = compiled
        return self._compiled[choice]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regulation) and self._package.digest == other.digest

    def __hash__(self) -> int:
        return hash(self._package.digest)

    def __reduce__(self) -> tuple[type[Regulation], tuple[Package]]:
        return Regulation, (self._package,)

    def __repr__(self) -> str:
        return f"<Regulation {self.id}@{self.version} {self._package.digest[:19]}>"


@dataclass(frozen=True)
class RegulationSummary:
    """One regulation version as a listing shows it."""

    id: str
    version: str
    family: str
    scope: str
    title: str
    title_en: str | None
    citation: str
    validity: Validity
    digest: str


_loaded: dict[str, Regulation] = {}
"""Regulations by digest: the same rules are compiled once."""


def load(name: str | os.PathLike[str]) -> Regulation:
    """Return a regulation by id, by `id@version`, or by the path of its folder.

    Raises RegulationNotFoundError with a did-you-mean, or PackageError with everything wrong with the package.
    """
    package = find_package(_as_name(name))
    return _loaded.setdefault(package.digest, Regulation(package))


def regulations() -> list[RegulationSummary]:
    """Return every regulation version that ships with the library, by id."""
    return [_summary(load(name)) for name in known_packages()]


def _as_name(name: str | os.PathLike[str]) -> str:
    if isinstance(name, str):
        return name
    path = Path(name)
    return str(path) if path.is_absolute() or len(path.parts) > 1 else f"./{path}"


def _summary(regulation: Regulation) -> RegulationSummary:
    identity = regulation.package.regulation
    return RegulationSummary(
        id=identity.id,
        version=regulation.version,
        family=identity.family,
        scope=identity.scope,
        title=identity.title.id,
        title_en=identity.title.en,
        citation=identity.citation,
        validity=identity.validity,
        digest=regulation.digest,
    )


def _exact_index(value: int | Decimal | Fraction | float) -> Fraction | None:
    if isinstance(value, float):
        return Fraction(Decimal(float.__repr__(value))) if isfinite(value) else None
    if isinstance(value, int) and abs(value) > _FURTHEST:
        return None
    try:
        return to_exact(value)
    except ValueError:
        return None
