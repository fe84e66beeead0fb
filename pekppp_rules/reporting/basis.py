"""What the numbers rest on: input, sources, confidence, what was assumed, and what sources dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pekppp_rules.evaluation.explain import CONFIDENCE_WORDS
from pekppp_rules.regulation.model import Dispute
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Basis, Confidence, DisputeView, SourceView

_KINDS = {"regulation": "regulation_kind", "package": "package_kind"}


def basis_of(subject: Subject) -> Basis:
    """Return input, confidence, assumptions and disputes, and the sources that any of them names."""
    evaluation, lang = subject.lower, subject.lang
    provenance = evaluation.provenance
    disputes = _unique(_disputes(subject))
    named = {key for value in provenance.used for key in value.source}
    named |= {key for finding in evaluation.findings for key in finding.source}
    named |= {key for advice in evaluation.recommendations for key in advice.source}
    named |= {key for one in provenance.assumptions for key in (*one.source, *one.looked_at)}
    named |= {key for dispute in disputes for other in dispute.others for key in other.source}
    return Basis(
        inputs=tuple(item.words(lang) for item in provenance.inputs),
        confidences=tuple(
            Confidence(CONFIDENCE_WORDS[name][lang == "en"], count)
            for name, count in provenance.counts.items()
            if count
        ),
        assumptions=tuple(item.words(lang) for item in provenance.assumptions),
        disputes=tuple(_dispute(subject, dispute) for dispute in disputes),
        sources=tuple(
            SourceView(
                key=source.key,
                kind=subject.words(_KINDS.get(source.kind, source.kind)),
                title=source.title,
                where=source.where,
                date=source.date,
            )
            for source in evaluation.package.sources.sources
            if source.key in named
        ),
    )


def _disputes(subject: Subject) -> Iterator[Dispute]:
    """Yield what is disputed about the nodes, forms, rounding and category that a result used."""
    evaluation = subject.lower
    plan = evaluation._plan
    root = plan.nodes[evaluation.root_id].node
    yield from root.rounding.disputed
    if root.categories is not None:
        yield from evaluation.package.table(root.categories).disputed
    if (entry := evaluation._category_entry) is not None:
        yield from entry.disputed
    for name, form in plan.forms.items():
        if name in evaluation.submission.forms:
            yield from form.disputed
    for planned in plan.nodes.values():
        node = planned.node
        yield from node.rests_on.disputed if node.row is None else node.row.disputed
        if node.row is not None and node.row.weight is not None:
            yield from node.row.weight.disputed


def _unique(disputes: Iterable[Dispute]) -> list[Dispute]:
    found: list[Dispute] = []
    for dispute in disputes:
        if dispute not in found:
            found.append(dispute)
    return found


def _dispute(subject: Subject, dispute: Dispute) -> DisputeView:
    lang = subject.lang
    return DisputeView(
        about=dispute.about(lang),
        chosen=dispute.chosen(lang),
        others=tuple(f"{', '.join(other.source)}: {other.says(lang)}" for other in dispute.others),
        reason=dispute.reason(lang),
    )
