"""How the index came about, from the top down: each rule in words, with names, and with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.evaluation import NodeResult
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words
from pekppp_rules.regulation.tree import TreeNode
from pekppp_rules.reporting.conclusions import basis_words
from pekppp_rules.reporting.headline import bands_of
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Calculation

_KINDS = {"mean": "mean_kind"}


def calculations_of(subject: Subject) -> tuple[Calculation, ...]:
    """Return every node that is made of others, parents first; nothing for a draft, which has no one derivation."""
    if subject.is_draft:
        return ()
    return tuple(_calculation(subject, depth, node) for depth, node in _top_down(subject) if node.children)


def _top_down(subject: Subject) -> Iterator[tuple[int, NodeResult]]:
    """Yield the conversion, the root with everything below it, and then what is shown beside the index."""
    evaluation, index = subject.lower, subject.lower.package.index
    seen: set[str] = set()
    waiting = [(0, name) for name in reversed((index.conversion, index.root, *index.beside)) if name is not None]
    while waiting:
        depth, name = waiting.pop()
        if name in seen or name not in evaluation.node_ids:
            continue
        if name == index.conversion:
            yield depth, evaluation.node(name)
            continue
        seen.add(name)
        node = evaluation.node(name)
        yield depth, node
        waiting += [(depth + 1, child) for child in reversed(node.children)]


def _calculation(subject: Subject, depth: int, node: NodeResult) -> Calculation:
    lang, words, tree_node = subject.lang, subject.words, subject.lower._plan.nodes[node.id].node
    named, filled = [], []
    for branch in tree_node.branches:
        child = subject.lower._plan.nodes[branch.child].node
        carried = near_words(subject.lower.node(branch.child).carried, lang)
        share = _share(subject, branch.share)
        named.append(_term(branch.share, share, child.row.code if child.row is not None else child.name(lang)))
        filled.append(_term(branch.share, share, carried))
    if tree_node.plus:
        named.append(near_words(tree_node.plus, lang))
        filled.append(near_words(tree_node.plus, lang))
    return Calculation(
        depth=depth,
        id=node.id,
        name=node.name(lang),
        kind=words(_KINDS.get(node.kind, node.kind)),
        words=" + ".join(named),
        formula=" + ".join(filled),
        result=exact_words(node.value, lang),
        notes=tuple(_notes(subject, node, tree_node)),
        basis=basis_words(subject, node.source, node.confidence),
    )


def _share(subject: Subject, share: Fraction) -> str:
    """Return a share as a decimal where four places hold all of it, else as its ratio."""
    return (
        near_words(share, subject.lang)
        if (share * 10**4).denominator == 1
        else f"{share.numerator}/{share.denominator}"
    )


def _term(share: Fraction, told: str, value: str) -> str:
    return value if share == 1 else f"{told} × {value}"


def _notes(subject: Subject, node: NodeResult, tree_node: TreeNode) -> Iterator[str]:
    if tree_node.is_rounded_for_parent:
        yield subject.words("carried", value=decimal_words(node.rounded, subject.lang))


def rounding_of(subject: Subject) -> tuple[str, ...]:
    """Return how the index is rounded and its category found; nothing for a draft."""
    return () if subject.is_draft else tuple(_rounding(subject))


def _rounding(subject: Subject) -> Iterator[str]:
    evaluation, lang, words = subject.lower, subject.lang, subject.words
    rounding = evaluation._plan.nodes[evaluation.root_id].node.rounding
    value = decimal_words(evaluation.index.rounded, lang)
    told = words("rounding", exact=exact_words(evaluation.index.value, lang), places=rounding.places, value=value)
    yield f"{told} {basis_words(subject, rounding.source, rounding.confidence)}"
    category, bands = evaluation.category, bands_of(subject)
    if category is None or bands is None:
        return
    if not bands.rounded:
        yield words("rounding_raw")
    standing = value if bands.rounded else exact_words(evaluation.index.value, lang)
    bound = exact_words(category.lower_bound, lang)
    found = words("category_found", value=standing, letter=category.letter, name=subject.name_of(category), bound=bound)
    yield f"{found} {basis_words(subject, category.source, category.confidence)}"
