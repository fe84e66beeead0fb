"""The typed result. Immutable; nodes are computed when they are read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from pekppp_rules.errors import Language, printable
from pekppp_rules.evaluation.conclusions import Conclusions, RuleBook, advice_by_aspect
from pekppp_rules.evaluation.finding import Finding, findings_of
from pekppp_rules.evaluation.provenance import Provenance, provenance_of
from pekppp_rules.evaluation.recommendation import AspectAdvice, Recommendation
from pekppp_rules.evaluation.unit_result import UnitResult
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package
from pekppp_rules.rules import RuleFacts
from pekppp_rules.rules.engines import EngineChoice
from pekppp_rules.scoring import Plan, Totals
from pekppp_rules.submission import Period, Submission, Unit

if TYPE_CHECKING:
    from pekppp_rules.evaluation.explain import Explanation
    from pekppp_rules.reporting.formats import BinaryFormat, Format, TextFormat

RESULT_FORMAT = 1
"""Version of the JSON layout of an evaluation (`schemas/v1/evaluation.schema.json`)."""


class Evaluation(UnitResult):
    """The result of one submission under one regulation. Equal inputs under equal rules give equal evaluations."""

    def __init__(
        self,
        package: Package,
        plan: Plan,
        submission: Submission,
        totals: Mapping[str, Totals],
        rules: RuleBook | None,
        engine: EngineChoice,
    ) -> None:
        super().__init__(package, plan, totals)
        self._submission = submission
        self._rules = rules
        self._engine: EngineChoice = engine

    @property
    def is_bound(self) -> bool:
        """Whether this is one end of a draft: a result of levels that nobody gave."""
        return self._rules is None

    @property
    def submission(self) -> Submission:
        """What was evaluated."""
        return self._submission

    @property
    def unit(self) -> Unit:
        """The unit that was evaluated."""
        return self._submission.unit

    @property
    def period(self) -> Period:
        """The period of the evaluation."""
        return self._submission.period

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know beside the number: of the package's own limits first, then what its rules found."""
        limits = findings_of(self._submission, self._plan, self._facts, self._package.regulation.validity)
        return (*limits, *(self._conclusions.findings if self._conclusions is not None else ()))

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What to do next, by gain in the index."""
        return self._conclusions.recommendations if self._conclusions is not None else ()

    @cached_property
    def advice(self) -> tuple[AspectAdvice, ...]:
        """The recommendations aspect by aspect, with what they would bring together."""
        return tuple(advice_by_aspect(self.recommendations, self._package))

    @property
    def engine(self) -> str | None:
        """The engine that runs the rules: `forward` or `durable`; None where the regulation has none."""
        if self._rules is None or not self._package.rules:
            return None
        return self._rules.engine(self._engine).name

    @cached_property
    def _facts(self) -> RuleFacts:
        return RuleFacts(self._submission, self._plan, self._totals)

    @cached_property
    def _conclusions(self) -> Conclusions | None:
        if self._rules is None:
            return None
        return self._rules.conclude(self._facts, self._engine)

    @cached_property
    def provenance(self) -> Provenance:
        """Which values of the regulation were used, and how far each can be trusted."""
        return provenance_of(self._plan, self._package.index, self._submission, self._category_entry)

    def explain(self) -> Explanation:
        """Return the whole derivation, top down: `print()` it, or take `.data()`."""
        from pekppp_rules.evaluation.explain import Explanation

        return Explanation(self)

    @overload
    def report(self, *, format: TextFormat = "html", lang: Language = "id") -> str: ...
    @overload
    def report(self, *, format: BinaryFormat, lang: Language = "id") -> bytes: ...
    @overload
    def report(self, *, format: Format, lang: Language = "id") -> str | bytes: ...
    def report(self, *, format: Format = "html", lang: Language = "id") -> str | bytes:
        """Return the report that people read: the text of one HTML file, or the bytes of a PDF or a workbook.

        Raises PekpppError when the extra `reports` is not installed (PKP-850), or when there is no such format (PKP-504).
        """
        from pekppp_rules.reporting.render import report

        return report(self, format=format, lang=lang)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the result as a JSON-ready document that fits `schemas/v1/evaluation.schema.json`."""
        regulation, index, category = self.regulation, self.index, self.category
        submission = self._submission
        return {
            "format": RESULT_FORMAT,
            "regulation": {
                "id": regulation.id,
                "version": regulation.version,
                "digest": regulation.digest,
                "citation": regulation.citation,
            },
            "unit": submission.unit.model_dump(mode="json", exclude_unset=True),
            "period": submission.period.model_dump(mode="json", exclude_unset=True),
            "index": {
                "exact": exact_text(index.value),
                "rounded": str(index.rounded),
                "conversion": str(index.conversion) if index.conversion is not None else None,
            },
            "category": None if category is None else category.data(lang),
            "nodes": {name: node.data(lang) for name, node in self.nodes.items()},
            "findings": [finding.data(lang) for finding in self.findings],
            "recommendations": [one.data(lang) for one in self.recommendations],
            "advice": [one.data(lang) for one in self.advice],
            "engine": self.engine,
            "provenance": self.provenance.data(lang),
        }

    @cached_property
    def _key(self) -> tuple[str, str]:
        said = self._submission.model_dump(mode="json", by_alias=True, exclude_unset=True)
        return self._package.digest, json.dumps(said, sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evaluation) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        letter = printable(self.category.letter) if self.category is not None else "-"
        return f"<Evaluation {self._package.regulation.id} index={self.index.rounded} category={letter}>"
