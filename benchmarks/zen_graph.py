"""The instrument as a decision graph of zen-engine: one node of expressions, then a decision table for the category."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import zen

from benchmarks.instrument import Data, Instrument, Outcome


class ZenGraph:
    """The graph compiled once; `$.name` in an expression is an earlier one of the same node."""

    def __init__(self, instrument: Instrument, *, every_node: bool) -> None:
        expressions = _every_node(instrument) if every_node else _index_alone(instrument)
        graph = json.dumps(_graph(instrument, expressions))
        content = zen.ZenDecisionContent(graph)
        self._engine = zen.ZenEngine({"loader": lambda _: content})
        self._decision = self._engine.create_decision(graph)

    def evaluate(self, data: Data) -> Mapping[str, Any]:
        """Return what the graph puts out."""
        result: Mapping[str, Any] = self._decision.evaluate(data)["result"]
        return result

    def evaluate_batch(self, given: Sequence[Data]) -> list[Mapping[str, Any]]:
        """Return what the graph puts out for each, evaluated in one call."""
        answers = self._engine.evaluate_batch([{"key": "graph", "context": data} for data in given])
        return [answer["data"]["result"] for answer in answers]

    def evaluate_with_trace(self, data: Data) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return what the graph puts out and the trace of its nodes."""
        answer = self._decision.evaluate(data, {"trace": True})
        return answer["result"], answer["trace"]


def outcome(result: Mapping[str, Any]) -> Outcome:
    """Return the result in hundredths."""
    return Outcome(round(result["rounded"] * 100), result["category"])


def rounded_nodes(result: Mapping[str, Any], names: Iterable[str]) -> dict[str, int]:
    """Return the nodes of those names, rounded, in hundredths."""
    keys = {name: "rounded" if name == "ipp" else f"{node_key(name)}_rounded" for name in names}
    return {name: round(result[key] * 100) for name, key in keys.items()}


def node_key(name: str) -> str:
    """Return the key under which the graph puts out a node; dots would make nested objects."""
    return name.replace(".", "_")


def _index_alone(instrument: Instrument) -> Iterator[tuple[str, str]]:
    f02 = " + ".join(
        f"{instrument.aspects[aspect] * weight} * {_score(code)}"
        for aspect, weights in instrument.indicators.items()
        for code, weight in weights.items()
    )
    yield "f02", f"({f02}) / 10000"
    means = (f"({' + '.join(map(_answer, codes))}) / {len(codes)}" for codes in instrument.questions.values())
    yield "f03", f"({' + '.join(means)}) / {len(instrument.questions)}"
    yield from _top(instrument)


def _every_node(instrument: Instrument) -> Iterator[tuple[str, str]]:
    for code in instrument.indicator_codes:
        yield node_key(f"f02.{code}"), _score(code)
    for code in instrument.question_codes:
        yield node_key(f"f03.{code}"), _answer(code)
    for aspect, weights in instrument.indicators.items():
        terms = (f"{weight} * $.{node_key(f'f02.{code}')}" for code, weight in weights.items())
        yield f"f02_{aspect}", f"({' + '.join(terms)}) / 100"
    for aspect, codes in instrument.questions.items():
        terms = (f"$.{node_key(f'f03.{code}')}" for code in codes)
        yield f"f03_{aspect}", f"({' + '.join(terms)}) / {len(codes)}"
    terms = (f"{weight} * $.f02_{aspect}" for aspect, weight in instrument.aspects.items())
    yield "f02", f"({' + '.join(terms)}) / 100"
    yield "f03", f"({' + '.join(f'$.f03_{aspect}' for aspect in instrument.questions)}) / {len(instrument.questions)}"
    yield from _top(instrument)
    yield "ipp_100", f"{instrument.conversion} * $.ipp"
    for name in [
        *(f"f02.{code}" for code in instrument.indicator_codes),
        *(f"f03.{code}" for code in instrument.question_codes),
        *(f"f02.{aspect}" for aspect in instrument.aspects),
        *(f"f03.{aspect}" for aspect in instrument.questions),
        *("f02", "f03", "ipp_100"),
    ]:
        yield f"{node_key(name)}_rounded", f"round($.{node_key(name)}, 2)"


def _top(instrument: Instrument) -> Iterator[tuple[str, str]]:
    yield "ipp", f"{float(instrument.f02_share)} * $.f02 + {float(instrument.f03_share)} * $.f03"
    yield "rounded", "round($.ipp, 2)"


def _score(code: str) -> str:
    return f'avg(map(forms.f02, #.scores["{code}"]))'


def _answer(code: str) -> str:
    return f'avg(map(forms.f03.responses, #["{code}"]))'


def _graph(instrument: Instrument, expressions: Iterator[tuple[str, str]]) -> dict[str, Any]:
    table = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": "index", "name": "Index", "field": "rounded"}],
        "outputs": [{"id": "letter", "name": "Category", "field": "category"}],
        "rules": [
            {"_id": letter, "index": f">= {bound / 100}", "letter": f'"{letter}"'}
            for letter, bound in instrument.bounds
        ],
    }
    listed = [{"id": key, "key": key, "value": value} for key, value in expressions]
    nodes = [
        {"id": "input", "type": "inputNode", "name": "Submission"},
        {"id": "scores", "type": "expressionNode", "name": "Scores", "content": {"expressions": listed}},
        {"id": "category", "type": "decisionTableNode", "name": "Category", "content": table},
        {"id": "output", "type": "outputNode", "name": "Result"},
    ]
    order = ["input", "scores", "category", "output"]
    edges = [{"id": f"{one}-{other}", "sourceId": one, "targetId": other} for one, other in pairwise(order)]
    return {"nodes": nodes, "edges": edges}
