"""The result of a submission that is not complete: between which values every completion of it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from pekppp_rules.errors import Language, path_text
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.finding import Finding
from pekppp_rules.evaluation.node import IndexResult, NodeResult
from pekppp_rules.evaluation.provenance import Provenance
from pekppp_rules.evaluation.result import RESULT_FORMAT, Evaluation
from pekppp_rules.evaluation.unit_result import RegulationIdentity
from pekppp_rules.submission import Period, Submission, Unit
from pekppp_rules.submission.missing import Missing

if TYPE_CHECKING:
    from pekppp_rules.reporting.formats import BinaryFormat, Format, TextFormat


@dataclass(frozen=True)
class IndexBounds:
    """The index with every missing row at the lowest level, and at the highest."""

    lower: IndexResult
    upper: IndexResult


@dataclass(frozen=True)
class NodeBounds:
    """A node with every missing row at the lowest level, and at the highest."""

    lower: NodeResult
    upper: NodeResult

    @property
    def is_decided(self) -> bool:
        """Whether nothing that is missing can change the node."""
        return self.lower.value == self.upper.value


@dataclass(frozen=True)
class Draft:
    """The bounds of a half-filled submission.

    A completion fills the rows that are missing: in the sheets, respondents and sums that are there, and in forms of which
    nothing is given, with any number of sheets or respondents. Every completion lies within the bounds, and both are reached.
    """

    lower: Evaluation
    """The result with every missing row at the lowest level."""
    upper: Evaluation
    """The result with every missing row at the highest level."""
    missing: tuple[Missing, ...]
    """Every row that an evaluation needs and that is not given: what the index rests on, and the rest of each form that is
    required or begun."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def regulation(self) -> RegulationIdentity:
        """The regulation version that was applied."""
        return self.lower.regulation

    @property
    def submission(self) -> Submission:
        """What was evaluated."""
        return self.lower.submission

    @property
    def unit(self) -> Unit:
        """The unit that was evaluated."""
        return self.lower.unit

    @property
    def period(self) -> Period:
        """The period of the evaluation."""
        return self.lower.period

    @property
    def index(self) -> IndexBounds:
        """The index on the regulation's scale, at both ends."""
        return IndexBounds(self.lower.index, self.upper.index)

    @property
    def category(self) -> Category | None:
        """The category, where both bounds share it: no completion can then have another."""
        lower, upper = self.categories
        return lower if lower == upper else None

    @property
    def categories(self) -> tuple[Category | None, Category | None]:
        """The category of the lower bound and that of the upper."""
        return self.lower.category, self.upper.category

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know beside the numbers."""
        return self.lower.findings

    @property
    def provenance(self) -> Provenance:
        """Which values of the regulation were used, and how far each can be trusted."""
        return self.lower.provenance

    @property
    def node_ids(self) -> tuple[str, ...]:
        """The ids of all nodes: rows of the forms first, the root and its conversion last."""
        return self.lower.node_ids

    def node(self, name: str) -> NodeBounds:
        """Return a node at both ends. Raises EvaluationError (PKP-404) with a did-you-mean when there is none."""
        return NodeBounds(self.lower.node(name), self.upper.node(name))

    @overload
    def report(self, *, format: TextFormat = "html", lang: Language = "id") -> str: ...
    @overload
    def report(self, *, format: BinaryFormat, lang: Language = "id") -> bytes: ...
    @overload
    def report(self, *, format: Format, lang: Language = "id") -> str | bytes: ...
    def report(self, *, format: Format = "html", lang: Language = "id") -> str | bytes:
        """Return the report of the draft, with its bounds and what is missing: HTML, or the bytes of a PDF or a workbook.

        Raises PekpppError when the extra `reports` is not installed (PKP-850), or when there is no such format (PKP-504).
        """
        from pekppp_rules.reporting.render import report

        return report(self, format=format, lang=lang)

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the draft as a JSON-ready document that fits `schemas/v1/draft.schema.json`."""
        lower, upper = self.lower.data(lang), self.upper.data(lang)
        ends = ("exact", "rounded", "category")
        nodes = {}
        for name, node in lower["nodes"].items():
            other = upper["nodes"][name]
            plain = {key: node[key] for key in node if key not in {*ends, "carried", "contribution"}}
            bounds = {"lower": {key: node[key] for key in ends}, "upper": {key: other[key] for key in ends}}
            nodes[name] = {**plain, **bounds}
        return {
            "format": RESULT_FORMAT,
            "draft": True,
            **{key: lower[key] for key in ("regulation", "unit", "period")},
            "index": {"lower": lower["index"], "upper": upper["index"]},
            "category": lower["category"] if self.category is not None else None,
            "categories": {"lower": lower["category"], "upper": upper["category"]},
            "nodes": nodes,
            "missing": [
                {
                    "form": row.form,
                    "code": row.code,
                    "title": row.title(lang),
                    "sheet": row.sheet,
                    "path": path_text(row.path),
                }
                for row in self.missing
            ],
            "findings": lower["findings"],
            "provenance": lower["provenance"],
        }

    def __repr__(self) -> str:
        bounds = f"{self.index.lower.rounded}..{self.index.upper.rounded}"
        return f"<Draft {self.regulation.id} index={bounds} missing={len(self.missing)}>"
