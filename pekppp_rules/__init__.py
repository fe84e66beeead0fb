"""Exact, versioned and sourced scoring of Indonesian public-service evaluations (PEKPPP).

    import pekppp_rules as pekppp

    regulation = pekppp.load("permenpanrb_29_2022")
    evaluation = regulation.evaluate(pekppp.read_submission("unit.yaml"))
    evaluation.index.rounded, evaluation.category.letter
    print(evaluation.explain())

What is listed in `__all__` is public; everything is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pekppp_rules.agency import (
        AgencyChange,
        AgencyPicture,
        RoundPicture,
        ScoredUnits,
        UnscoredUnit,
        agency_picture,
        scored_units,
    )
    from pekppp_rules.api import Regulation
    from pekppp_rules.audit import VerifiedRecord, record, sign, verify
    from pekppp_rules.audit.envelope import Made
    from pekppp_rules.catalogue import RegulationSummary, load, regulations, select
    from pekppp_rules.comparing import (
        Comparison,
        Difference,
        FormPair,
        IndexChange,
        MigratedAnswer,
        Migration,
        NodeChange,
        NodeWeight,
        SubmissionEffect,
        WeightDifference,
        compare,
        migrate,
    )
    from pekppp_rules.errors import (
        EvaluationError,
        InputFileError,
        MinutesError,
        OutputFileError,
        PackageError,
        PekpppError,
        Place,
        Problem,
        RecordError,
        RegulationNotFoundError,
        SubmissionError,
    )
    from pekppp_rules.evaluation import (
        Evaluation,
        Explanation,
        Finding,
        IndexResult,
        NodeResult,
        ScoredUnit,
        UnitResult,
    )
    from pekppp_rules.evaluation.aggregate import Aggregate, Ranked, aggregate
    from pekppp_rules.evaluation.category import Category
    from pekppp_rules.evaluation.draft import Draft, IndexBounds, NodeBounds
    from pekppp_rules.evaluation.improvement import Improvement, NeededValue, Outcome, Step
    from pekppp_rules.evaluation.recommendation import AspectAdvice, Recommendation
    from pekppp_rules.minuting import Official, Parties, minutes, read_parties
    from pekppp_rules.porting import export
    from pekppp_rules.regulation.fact_names import FactColumn
    from pekppp_rules.regulation.form_view import AspectView, FactView, FormView, RowView
    from pekppp_rules.reporting.agency import agency_report
    from pekppp_rules.reporting.render import report
    from pekppp_rules.rules import Justification, Reason
    from pekppp_rules.submission import Period, Submission, Unit, read_submission
    from pekppp_rules.submission.missing import Missing
    from pekppp_rules.tables.matrix_scores import MatrixNode, MatrixScores

__version__ = "0.1.0"

_HOMES = {
    "pekppp_rules.agency": (
        "AgencyChange",
        "AgencyPicture",
        "RoundPicture",
        "ScoredUnits",
        "UnscoredUnit",
        "agency_picture",
        "scored_units",
    ),
    "pekppp_rules.api": ("Regulation",),
    "pekppp_rules.audit": ("VerifiedRecord", "record", "sign", "verify"),
    "pekppp_rules.audit.envelope": ("Made",),
    "pekppp_rules.catalogue": ("RegulationSummary", "load", "regulations", "select"),
    "pekppp_rules.comparing": (
        "Comparison",
        "Difference",
        "FormPair",
        "IndexChange",
        "MatrixNode",
        "MatrixScores",
        "MigratedAnswer",
        "Migration",
        "NodeChange",
        "NodeWeight",
        "SubmissionEffect",
        "WeightDifference",
        "compare",
        "migrate",
    ),
    "pekppp_rules.errors": (
        "EvaluationError",
        "InputFileError",
        "MinutesError",
        "OutputFileError",
        "PackageError",
        "PekpppError",
        "Place",
        "Problem",
        "RecordError",
        "RegulationNotFoundError",
        "SubmissionError",
    ),
    "pekppp_rules.evaluation": (
        "Aggregate",
        "Evaluation",
        "Explanation",
        "Finding",
        "IndexResult",
        "NodeResult",
        "Ranked",
        "ScoredUnit",
        "UnitResult",
        "aggregate",
    ),
    "pekppp_rules.evaluation.draft": ("Draft", "IndexBounds", "NodeBounds"),
    "pekppp_rules.evaluation.category": ("Category",),
    "pekppp_rules.evaluation.improvement": ("Improvement", "NeededValue", "Outcome", "Step"),
    "pekppp_rules.evaluation.recommendation": ("AspectAdvice", "Recommendation"),
    "pekppp_rules.minuting": ("Official", "Parties", "minutes", "read_parties"),
    "pekppp_rules.porting": ("export",),
    "pekppp_rules.reporting.render": ("report",),
    "pekppp_rules.reporting.agency": ("agency_report",),
    "pekppp_rules.rules": ("Justification", "Reason"),
    "pekppp_rules.regulation.fact_names": ("FactColumn",),
    "pekppp_rules.regulation.form_view": ("AspectView", "FactView", "FormView", "RowView"),
    "pekppp_rules.submission.missing": ("Missing",),
    "pekppp_rules.submission": ("Period", "Submission", "Unit", "read_submission"),
    "pekppp_rules.tables.matrix_scores": ("MatrixNode", "MatrixScores"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AgencyChange",
    "AgencyPicture",
    "Aggregate",
    "AspectAdvice",
    "AspectView",
    "Category",
    "Comparison",
    "Difference",
    "Draft",
    "Evaluation",
    "EvaluationError",
    "Explanation",
    "FactColumn",
    "FactView",
    "Finding",
    "FormPair",
    "FormView",
    "Improvement",
    "IndexBounds",
    "IndexChange",
    "IndexResult",
    "InputFileError",
    "Justification",
    "Made",
    "MatrixNode",
    "MatrixScores",
    "MigratedAnswer",
    "Migration",
    "MinutesError",
    "Missing",
    "NeededValue",
    "NodeBounds",
    "NodeChange",
    "NodeResult",
    "NodeWeight",
    "Official",
    "Outcome",
    "OutputFileError",
    "PackageError",
    "Parties",
    "PekpppError",
    "Period",
    "Place",
    "Problem",
    "Ranked",
    "Reason",
    "Recommendation",
    "RecordError",
    "Regulation",
    "RegulationNotFoundError",
    "RegulationSummary",
    "RoundPicture",
    "RowView",
    "ScoredUnit",
    "ScoredUnits",
    "Step",
    "Submission",
    "SubmissionEffect",
    "SubmissionError",
    "Unit",
    "UnitResult",
    "UnscoredUnit",
    "VerifiedRecord",
    "WeightDifference",
    "__version__",
    "agency_picture",
    "agency_report",
    "aggregate",
    "compare",
    "export",
    "load",
    "migrate",
    "minutes",
    "read_parties",
    "read_submission",
    "record",
    "regulations",
    "report",
    "scored_units",
    "select",
    "sign",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
