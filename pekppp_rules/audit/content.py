"""The digested part of a record: the regulation, the input, the result and how it came about, with no rendered text.

Whatever is said here is said for ever: records made by earlier versions must come out of it to the byte. What is added must
be left out where an earlier record does not have it; what changes meaning raises SEMANTICS.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from pekppp_rules.audit.answers import SurveyAs, recorded_submission
from pekppp_rules.evaluation import Evaluation, Finding, NodeResult
from pekppp_rules.evaluation.recommendation import Recommendation
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.digest import resolved_document

FORMAT = 1
"""Version of the layout of a record (`schemas/v1/record.schema.json`)."""

SEMANTICS = 1
"""Raised only when arithmetic or findings change meaning, so that the same input gives another result."""

_STEP = ("node", "kind", "exact", "carried", "terms", "plus", "source", "confidence")
"""What the trace takes over from a step of an explanation."""


def content_of(evaluation: Evaluation, survey: SurveyAs) -> dict[str, Any]:
    """Return the digested part of the record of an evaluation, as JSON-ready data."""
    identity, package = evaluation.regulation, evaluation.package
    return {
        "format": FORMAT,
        "record_semantics": SEMANTICS,
        "regulation": {
            "id": identity.id,
            "version": identity.version,
            "digest": identity.digest,
            "rules_digest": package.rules_digest,
            "package": resolved_document(package),
        },
        "submission": recorded_submission(evaluation.submission, survey),
        "result": _result(evaluation),
        "trace": _trace(evaluation),
    }


def _result(evaluation: Evaluation) -> dict[str, Any]:
    index, category, provenance = evaluation.index, evaluation.category, evaluation.provenance
    return {
        "index": {
            "node": evaluation.root_id,
            "exact": exact_text(index.value),
            "rounded": _decimal(index.rounded),
            "conversion": None if index.conversion is None else _decimal(index.conversion),
        },
        "category": None if category is None else category.letter,
        "nodes": {name: _node(node) for name, node in evaluation.nodes.items()},
        "findings": [_finding(one) for one in evaluation.findings],
        "recommendations": [_recommendation(one) for one in evaluation.recommendations],
        "provenance": {
            "counts": provenance.counts,
            "inputs": [{"form": one.form, "kind": one.kind, "count": one.count} for one in provenance.inputs],
            "assumptions": [
                {
                    "what": one.what,
                    "fallback": one.fallback,
                    "looked_at": list(one.looked_at),
                    "source": list(one.source),
                    "confidence": one.confidence,
                }
                for one in provenance.assumptions
            ],
            "weaker_than_primary": [
                {"value": one.what, "source": list(one.source), "confidence": one.confidence}
                for one in provenance.weaker_than_primary
            ],
        },
    }


def _node(node: NodeResult) -> dict[str, Any]:
    return {
        "exact": exact_text(node.value),
        "rounded": _decimal(node.rounded),
        "category": None if node.category is None else node.category.letter,
        "weight": _optional(node.weight),
        "index_share": _optional(node.index_share),
        "contribution": _optional(node.contribution),
        "scale": [exact_text(node.lowest), exact_text(node.highest)],
        "weight_source": list(node.weight_source),
        "weight_confidence": node.weight_confidence,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "subject": finding.subject,
        "parameters": {name: str(value) for name, value in finding.parameters.items()},
        "source": list(finding.source),
        "confidence": finding.confidence,
    }


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "code": one.code,
        "subject": one.subject,
        "aspect": one.aspect,
        "row": one.row,
        "from_level": _optional(one.from_level),
        "to_level": one.to_level,
        "gain": _optional(one.gain),
        "effort": one.effort,
        "source": list(one.source),
        "confidence": one.confidence,
    }


def _trace(evaluation: Evaluation) -> dict[str, Any]:
    """Return the derivation top down. What sources dispute is only marked: its words stand in the package."""
    data = evaluation.explain().data()
    rounding, category = data["rounding"], data["category"]
    return {
        "steps": [{**{key: step[key] for key in _STEP}, "disputed": bool(step["disputed"])} for step in data["steps"]],
        "rounding": {
            **{key: rounding[key] for key in ("places", "mode", "source", "confidence")},
            "disputed": bool(rounding["disputed"]),
        },
        "category": None
        if category is None
        else {
            **{key: category[key] for key in ("letter", "lower_bound", "source", "confidence")},
            "disputed": bool(category["disputed"]),
        },
        "disputed_forms": [one["form"] for one in data["forms"] if one["disputed"]],
    }


def _decimal(value: Decimal) -> str:
    """Return all places and no exponent."""
    return f"{value:f}"


def _optional(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
