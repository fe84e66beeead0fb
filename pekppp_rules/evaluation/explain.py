"""The whole derivation of a result, top down: as data, and as a text rendered from that data's parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pekppp_rules.errors import Language
from pekppp_rules.evaluation.wording import decimal_words, exact_words
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import Dispute, Sourced
from pekppp_rules.regulation.tree import Branch

if TYPE_CHECKING:
    from pekppp_rules.evaluation.result import Evaluation, NodeResult

_WORDS: dict[str, tuple[str, str]] = {
    "weighted_mean": ("rata-rata berbobot", "weighted mean"),
    "mean": ("rata-rata", "mean"),
    "linear": ("konversi", "conversion"),
    "pool": ("nilai baris formulir", "value of a form row"),
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
        rounding = self._index.rounding
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
            },
        }

    def text(self, lang: Language = "id") -> str:
        """Return the derivation as text: each node, its formula filled in, its source."""
        return "\n".join(self._lines(lang))

    def _step(self, node: NodeResult) -> dict[str, Any]:
        return {
            "node": node.id,
            "kind": node.kind,
            "exact": exact_text(node.value),
            "rounded": str(node.rounded),
            "terms": [
                {
                    "node": child.id,
                    "weight": exact_text(branch.share),
                    "value": exact_text(child.value),
                    "source": list(rests_on.source),
                    "confidence": rests_on.confidence,
                }
                for branch, child, rests_on in self._terms(node)
            ],
            "plus": exact_text(self._evaluation._plan.nodes[node.id].node.plus),
            "source": list(node.source),
            "confidence": node.confidence,
        }

    def _terms(self, node: NodeResult) -> Iterator[tuple[Branch, NodeResult, Sourced]]:
        """Yield each child with its share and what that share rests on: its own weight, or the parent's rule."""
        tree_node = self._evaluation._plan.nodes[node.id].node
        for branch in tree_node.branches:
            yield branch, self._evaluation.node(branch.child), branch.weight or tree_node.rests_on

    def _top_down(self) -> Iterator[tuple[int, NodeResult]]:
        """Yield the conversion, then the root and everything below it, parents first."""
        if self._index.conversion is not None:
            yield 0, self._evaluation.node(self._index.conversion)
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
            rounding = self._index.rounding
            rounded = decimal_words(evaluation.index.rounded, lang)
            name = category.name_en if lang == "en" and category.name_en else category.name
            yield (
                f"{_word('category', lang)} {category.letter} ({name}): {rounded}, "
                f"{_word('holds', lang)} {exact_words(category.lower_bound, lang)}"
            )
            yield f"  {_basis(category.source, category.confidence, lang)}"
            yield f"  {_word('rounded', lang)}: {rounding.places} {_word('places', lang)}"
            yield f"  {_basis(rounding.source, rounding.confidence, lang)}"
            yield ""
        for depth, node in self._top_down():
            yield from self._node_lines(depth, node, lang)
        yield ""
        if evaluation.findings:
            yield f"{_word('found', lang)}:"
            yield from (f"  {finding.message(lang)}" for finding in evaluation.findings)
            yield ""
        yield f"{_word('used', lang)}: {evaluation.provenance.words(lang)}"

    def _node_lines(self, depth: int, node: NodeResult, lang: Language) -> Iterator[str]:
        indent = "  " * depth
        yield f"{indent}{node.id}  {node.name(lang)} = {exact_words(node.value, lang)}"
        if not node.children:
            return
        terms = [
            f"{exact_words(branch.share, lang)} × {exact_words(child.value, lang)}"
            for branch, child, _ in self._terms(node)
        ]
        plus = self._evaluation._plan.nodes[node.id].node.plus
        if plus:
            terms.append(exact_words(plus, lang))
        yield f"{indent}  = " + " + ".join(terms)
        yield f"{indent}  {_word(node.kind, lang)}; {_basis(node.source, node.confidence, lang)}"
        rests_on = self._evaluation._plan.nodes[node.id].node.rests_on
        for dispute in rests_on.disputed:
            yield from (f"{indent}  {line}" for line in _dispute(dispute, lang))


def _dispute(dispute: Dispute, lang: Language) -> Iterator[str]:
    yield f"{_word('disputed', lang)}: {dispute.about(lang)}; {_word('chosen', lang)}: {dispute.chosen(lang)}"
    for other in dispute.others:
        yield f"  {', '.join(other.source)}: {other.says(lang)}"
    yield f"  {dispute.reason(lang)}"


def _basis(source: tuple[str, ...], confidence: str, lang: Language) -> str:
    return f"{_word('source', lang)}: {', '.join(source)} ({CONFIDENCE_WORDS[confidence][lang == 'en']})"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
