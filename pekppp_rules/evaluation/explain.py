"""The whole derivation of a result, top down: as data, and as a text rendered from that data's parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation.wording import decimal_words, exact_words
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Dispute, Sourced
from pekppp_rules.regulation.tree import Branch, TreeNode

if TYPE_CHECKING:
    from pekppp_rules.evaluation.node import NodeResult
    from pekppp_rules.evaluation.result import Evaluation

_WORDS: dict[str, tuple[str, str]] = {
    "weighted_mean": ("rata-rata berbobot", "weighted mean"),
    "mean": ("rata-rata", "mean"),
    "linear": ("konversi", "conversion"),
    "weights": ("bobot", "weights"),
    "weighted_sum": ("jumlah menurut bobot tercetak", "sum by printed weights"),
    "first_given": ("yang pertama diberikan", "first of those given"),
    "pool": ("nilai baris formulir", "value of a form row"),
    "input": ("nilai yang diberikan", "value as given"),
    "carried": ("induknya memakai nilai bulat", "its parent counts with the rounded value"),
    "assumed": ("Yang diandaikan", "Assumed"),
    "rounded": ("dibulatkan", "rounded"),
    "places": ("desimal, ke yang terdekat, setengah ke atas", "places, to nearest, half up"),
    "category": ("Predikat", "Category"),
    "holds": ("berlaku mulai", "holds from"),
    "source": ("sumber", "source"),
    "from": ("Diukur dari", "Measured from"),
    "found": ("Temuan", "Findings"),
    "used": ("Nilai regulasi yang dipakai", "Values of the regulation used"),
    "disputed": ("dipersengketakan sumber", "disputed between sources"),
    "chosen": ("dipilih", "chosen"),
}

CONFIDENCE_WORDS: dict[str, tuple[str, str]] = {
    "primary": ("teks resmi", "primary text"),
    "secondary": ("dua sumber atau lebih", "two sources or more"),
    "single": ("satu sumber", "one source"),
    "inferred": ("disimpulkan", "inferred"),
    "unverified": ("belum terverifikasi", "unverified"),
}


class Explanation:
    """How an evaluation came about. `str()` gives Indonesian text; `text("en")` English; `data()` the same as data."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._index = evaluation._package.index

    def __str__(self) -> str:
        return self.text()

    def data(self) -> dict[str, Any]:
        """Return codes, ids, exact numbers and sources; no rendered text."""
        category = self._evaluation.category
        root = self._evaluation.node(self._index.root)
        rounding = self._tree_node(root).rounding
        return {
            "regulation": self._evaluation.regulation.id,
            "digest": self._evaluation.regulation.digest,
            "inputs": [
                {"form": item.form, "kind": item.kind, "count": item.count}
                for item in self._evaluation.provenance.inputs
            ],
            "steps": [self._step(node) for _, node in self._top_down()],
            "rounding": {
                "places": rounding.places,
                "mode": rounding.mode,
                "source": list(rounding.source),
                "confidence": rounding.confidence,
                "disputed": _disputes_data(rounding.disputed),
            },
            "category": None
            if category is None
            else {
                "node": root.id,
                "rounded": str(root.rounded),
                "letter": category.letter,
                "lower_bound": exact_text(category.lower_bound),
                "source": list(category.source),
                "confidence": category.confidence,
                "disputed": _disputes_data(self._category_disputes()),
            },
            "forms": [
                {"form": name, "disputed": _disputes_data(form.disputed)}
                for name, form in self._evaluation._plan.forms.items()
            ],
            "assumptions": [item.what for item in self._evaluation.provenance.assumptions],
            "findings": [finding.code for finding in self._evaluation.findings],
        }

    def text(self, lang: Language = "id") -> str:
        """Return the derivation as text, ready to print: each node, its formula filled in, its source."""
        return "\n".join(map(one_line, self._lines(lang)))

    def _step(self, node: NodeResult) -> dict[str, Any]:
        return {
            "node": node.id,
            "kind": node.kind,
            "exact": exact_text(node.value),
            "rounded": str(node.rounded),
            "carried": exact_text(node.carried),
            "terms": [
                {
                    "node": child.id,
                    "weight": exact_text(branch.share),
                    "value": exact_text(child.carried),
                    "source": list(rests_on.source),
                    "confidence": rests_on.confidence,
                }
                for branch, child, rests_on in self._terms(node)
            ],
            "plus": exact_text(self._tree_node(node).plus),
            "source": list(node.source),
            "confidence": node.confidence,
            "disputed": _disputes_data(self._disputes(node)),
        }

    def _tree_node(self, node: NodeResult) -> TreeNode:
        return self._evaluation._plan.nodes[node.id].node

    def _disputes(self, node: NodeResult) -> tuple[Dispute, ...]:
        """Return what is disputed about a node's rule, or about a form's row and its weight."""
        tree_node = self._tree_node(node)
        if tree_node.row is None:
            return tree_node.rests_on.disputed
        weight = tree_node.row.weight
        return tree_node.row.disputed + (weight.disputed if weight is not None else ())

    def _category_disputes(self) -> tuple[Dispute, ...]:
        entry = self._evaluation._category_entry
        table = self._tree_node(self._evaluation.node(self._index.root)).categories
        if entry is None or table is None:
            return ()
        return self._evaluation._package.table(table).disputed + entry.disputed

    def _terms(self, node: NodeResult) -> Iterator[tuple[Branch, NodeResult, Sourced]]:
        """Yield each child with its share and what that share rests on: its own weight, or the parent's rule."""
        tree_node = self._tree_node(node)
        for branch in tree_node.branches:
            yield branch, self._evaluation.node(branch.child), branch.weight or tree_node.rests_on

    def _top_down(self) -> Iterator[tuple[int, NodeResult]]:
        """Yield the conversion and the nodes beside the index, then the root and everything below it, parents first."""
        below = {self._index.root}
        for name in (self._index.conversion, *self._index.beside):
            if name is not None and name in self._evaluation.node_ids and name not in below:
                yield 0, self._evaluation.node(name)
        waiting = [(0, self._index.root)]
        while waiting:
            depth, name = waiting.pop()
            node = self._evaluation.node(name)
            yield depth, node
            waiting += [(depth + 1, child) for child in reversed(node.children)]

    def _lines(self, lang: Language) -> Iterator[str]:
        evaluation = self._evaluation
        regulation = evaluation.regulation
        yield f"{regulation.citation} · {regulation.id} {regulation.version}"
        yield f"{regulation.digest}"
        yield ""
        yield f"{_word('from', lang)}: " + "; ".join(item.words(lang) for item in evaluation.provenance.inputs)
        yield ""
        category = evaluation.category
        if category is not None:
            rounding = self._tree_node(evaluation.node(self._index.root)).rounding
            rounded = decimal_words(evaluation.index.rounded, lang)
            name = category.name_en if lang == "en" and category.name_en else category.name
            yield (
                f"{_word('category', lang)} {category.letter} ({name}): {rounded}, "
                f"{_word('holds', lang)} {exact_words(category.lower_bound, lang)}"
            )
            yield f"  {_basis(category.source, category.confidence, lang)}"
            for dispute in self._category_disputes():
                yield from (f"  {line}" for line in _dispute(dispute, lang))
            yield f"  {_word('rounded', lang)}: {rounding.places} {_word('places', lang)}"
            yield f"  {_basis(rounding.source, rounding.confidence, lang)}"
            for dispute in rounding.disputed:
                yield from (f"  {line}" for line in _dispute(dispute, lang))
            yield ""
        for form in evaluation._plan.forms.values():
            for dispute in form.disputed:
                yield form.title(lang)
                yield from (f"  {line}" for line in _dispute(dispute, lang))
                yield ""
        for depth, node in self._top_down():
            yield from self._node_lines(depth, node, lang)
        yield ""
        if evaluation.findings:
            yield f"{_word('found', lang)}:"
            yield from (f"  {finding.message(lang)}" for finding in evaluation.findings)
            yield ""
        if evaluation.provenance.assumptions:
            yield f"{_word('assumed', lang)}:"
            yield from (f"  {item.words(lang)}" for item in evaluation.provenance.assumptions)
            yield ""
        yield f"{_word('used', lang)}: {evaluation.provenance.words(lang)}"

    def _node_lines(self, depth: int, node: NodeResult, lang: Language) -> Iterator[str]:
        indent = "  " * depth
        yield f"{indent}{node.id}  {node.name(lang)} = {exact_words(node.value, lang)}"
        if node.children:
            yield from (f"{indent}  {line}" for line in self._formula(node, lang))
        rounding = self._tree_node(node).rounding
        if "parent" in rounding.used_by:
            basis = _basis(rounding.source, rounding.confidence, lang)
            yield f"{indent}  {_word('carried', lang)}: {decimal_words(node.rounded, lang)}; {basis}"
        for dispute in self._disputes(node):
            yield from (f"{indent}  {line}" for line in _dispute(dispute, lang))

    def _formula(self, node: NodeResult, lang: Language) -> Iterator[str]:
        """Yield the sum with its numbers filled in, what the rule rests on, and what the weights rest on."""
        terms = [
            f"{exact_words(branch.share, lang)} × {exact_words(child.carried, lang)}"
            for branch, child, _ in self._terms(node)
        ]
        plus = self._tree_node(node).plus
        yield "= " + " + ".join([*terms, exact_words(plus, lang)] if plus else terms)
        yield f"{_word(node.kind, lang)}; {_basis(node.source, node.confidence, lang)}"
        weighed: dict[str, list[str]] = {}
        for branch, child, _ in self._terms(node):
            if branch.weight is not None:
                basis = _basis(branch.weight.source, branch.weight.confidence, lang)
                weighed.setdefault(basis, []).append(child.id)
        if list(weighed) == [_basis(node.source, node.confidence, lang)]:
            return
        for basis, children in weighed.items():
            whose = "" if len(weighed) == 1 else f" {', '.join(children)}"
            yield f"{_word('weights', lang)}{whose}; {basis}"


def _disputes_data(disputes: tuple[Dispute, ...]) -> list[dict[str, Any]]:
    return [dispute.model_dump(mode="json", exclude_defaults=True) for dispute in disputes]


def _dispute(dispute: Dispute, lang: Language) -> Iterator[str]:
    yield f"{_word('disputed', lang)}: {dispute.about(lang)}; {_word('chosen', lang)}: {dispute.chosen(lang)}"
    for other in dispute.others:
        yield f"  {', '.join(other.source)}: {other.says(lang)}"
    yield f"  {dispute.reason(lang)}"


def _basis(source: tuple[str, ...], confidence: str, lang: Language) -> str:
    return f"{_word('source', lang)}: {', '.join(source)} ({CONFIDENCE_WORDS[confidence][lang == 'en']})"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
