"""Aspects side by side: as a table, as a radar, and by what each brings to the index."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.evaluation import NodeResult
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.wording import decimal_words, near_words, percent_words
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import (
    AspectRow,
    AspectTable,
    Bar,
    BarGroup,
    Contributions,
    Fact,
    Figure,
    Radar,
    Strand,
)

_FEWEST_SPOKES = 3
_MOST_RINGS = 6


def aspect_table_of(subject: Subject) -> AspectTable | None:
    """Return every aspect with its value in each part of the index that is made of aspects; None where no part is."""
    lang, branches = subject.lang, branches_with_aspects(subject.lower)
    if not branches:
        return None
    rows = []
    for aspect in subject.lower.aspects:
        nodes = [by_aspect.get(aspect.code) for _, by_aspect in branches]
        first = next((node for node in nodes if node is not None), None)
        if first is None:
            continue
        weight = "" if first.weight is None else percent_words(first.weight, lang)
        rows.append(AspectRow(aspect.code, aspect.name(lang), weight, tuple(_figure(subject, node) for node in nodes)))
    return AspectTable(
        parts=tuple(Fact(branch.id, branch.name(lang)) for branch, _ in branches),
        rows=tuple(rows),
        totals=tuple(subject.rounded(branch.id) for branch, _ in branches),
    )


def _figure(subject: Subject, node: NodeResult | None) -> Figure | None:
    """Return the rounded value; of a draft, in words both ends."""
    if node is None:
        return None
    _, _, exponent = node.rounded.as_tuple()
    return Figure(Fraction(node.rounded), subject.rounded(node.id), -int(exponent))


def radar_of(subject: Subject) -> Radar | None:
    """Return the parts on the aspects that all of them have; None for a draft, and for fewer than three such aspects."""
    lang, branches = subject.lang, branches_with_aspects(subject.lower)
    aspects = [aspect for aspect in subject.lower.aspects if any(aspect.code in nodes for _, nodes in branches)]
    shared = [aspect for aspect in aspects if all(aspect.code in nodes for _, nodes in branches)]
    if subject.is_draft or len(shared) < _FEWEST_SPOKES:
        return None
    return Radar(
        labels=tuple(Fact(aspect.name(lang), aspect.code) for aspect in shared),
        strands=tuple(
            Strand(
                name=branch.name(lang),
                points=tuple(_of_scale(nodes[aspect.code]) for aspect in shared),
                values=tuple(nodes[aspect.code].rounded for aspect in shared),
                texts=tuple(decimal_words(nodes[aspect.code].rounded, lang) for aspect in shared),
            )
            for branch, nodes in branches
        ),
        rings=tuple(_rings(subject, [nodes[aspect.code] for _, nodes in branches for aspect in shared])),
        left_out=tuple(aspect.name(lang) for aspect in aspects if aspect not in shared),
        scale=_scale([nodes[aspect.code] for _, nodes in branches for aspect in shared]),
    )


def _of_scale(node: NodeResult) -> Fraction:
    """Return where a value lies on its scale, from 0 to 1."""
    return (node.value - node.lowest) / (node.highest - node.lowest) if node.highest > node.lowest else Fraction(0)


def _scale(nodes: list[NodeResult]) -> tuple[Fraction, Fraction] | None:
    """Return the scale of all nodes; None where they have several."""
    first, *others = {(node.lowest, node.highest) for node in nodes}
    return None if others else first


def _rings(subject: Subject, nodes: list[NodeResult]) -> Iterator[Figure]:
    """Yield a ring for each whole value of the scale; quarters of it where there are many or the scales differ."""
    scale = _scale(nodes)
    lowest, highest = scale or (Fraction(0), Fraction(1))
    if scale is not None and (highest - lowest).denominator == 1 and highest - lowest <= _MOST_RINGS:
        for step in range(1, int(highest - lowest) + 1):
            yield Figure(Fraction(step) / (highest - lowest), near_words(lowest + step, subject.lang))
        return
    for quarter in range(1, 5):
        part = Fraction(quarter, 4)
        told = near_words(lowest + part * (highest - lowest), subject.lang) if scale is not None else f"{quarter * 25}%"
        yield Figure(part, told)


def contributions_of(subject: Subject) -> Contributions | None:
    """Return what each aspect brings to the index, or each part where none is made of aspects; None for a draft."""
    if subject.is_draft:
        return None
    evaluation, lang = subject.lower, subject.lang
    names = {aspect.code: aspect.name(lang) for aspect in evaluation.aspects}
    groups = [
        BarGroup(branch.name(lang), tuple(_bar(subject, names[code], node) for code, node in by_aspect.items()))
        for branch, by_aspect in branches_with_aspects(evaluation)
    ]
    if not groups:
        root = evaluation.node(evaluation.root_id)
        parts = [evaluation.node(child) for child in root.children]
        groups = [BarGroup(root.name(lang), tuple(_bar(subject, part.name(lang), part) for part in parts))]
    bars = [bar for group in groups for bar in group.bars]
    if not bars:
        return None
    total = sum((bar.contribution.value for bar in bars), Fraction(0))
    ending = "contribution_sum" if total == evaluation.index.value else "contribution_other"
    note = f"{subject.words('contribution_note')} {subject.words(ending, total=near_words(total, lang))}"
    return Contributions(tuple(groups), note)


def _bar(subject: Subject, name: str, node: NodeResult) -> Bar:
    share, brought = node.index_share or Fraction(0), node.contribution or Fraction(0)
    return Bar(name, _points(subject, brought), _points(subject, share * node.highest))


def _points(subject: Subject, value: Fraction) -> Figure:
    return Figure(value, near_words(value, subject.lang))
