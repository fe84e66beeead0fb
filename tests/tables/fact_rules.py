"""Rules at random on the facts of a regulation: levels, derived facts, checks that look at each other and count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume, reject
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.tables.cases import cases_of
from pekppp_rules.testing import package_documents, regulation_of

Block = dict[str, Any]
_COUNT = st.integers(1, 3)
_NUMBERS = st.sampled_from((0, 1, 2, 5, 9, "1/2", "5/2", -1))
_SIGNS = st.sampled_from(("<", "<=", ">", ">=", "=", "!="))
_OPTIONS = ("kertas", "layar", "suara")
_WORDS = {"text": ("Sesuai", "Ada", "Belum lengkap"), "date": ("2030", "2030-02")}
_FEW_FACTS = 2


@st.composite
def regulations_with_rules(draw: st.DrawFn) -> pekppp.Regulation:
    """Draw a regulation that asks for some facts, with rules on them."""
    files = draw(
        package_documents().filter(lambda one: any(len(_facts_in(file)) >= _FEW_FACTS for file in one.values()))
    )
    types = {(str(fact["id"]), str(fact["type"])) for file in files.values() for fact in _facts_in(file)}
    assume(len(types) == len({name for name, _ in types}))  # a column holds one type in every variant
    facts = {f"{file['form']}.{fact['id']}": fact for file in files.values() for fact in _facts_in(file)}
    rows = [
        f"{file['form']}.{row['code']}"
        for file in files.values()
        if file.get("type") == "rubric"
        for aspect in file["aspects"]
        for row in aspect["indicators"]
    ]
    regulation = regulation_of({**files, "rules.yaml": _Drawing(draw, facts, rows, files).file()})
    try:
        cases_of(regulation.package)
    except pekppp.EvaluationError:  # too many alternatives for any table
        reject()
    return regulation


def _facts_in(file: Block) -> list[Block]:
    if file.get("type") != "facts":
        return []
    questions = [*(one for aspect in file["aspects"] for one in aspect["questions"]), *file.get("additional", [])]
    return [fact for question in questions for fact in question["facts"]]


class _Drawing:
    """Draws the rules of one package."""

    def __init__(self, draw: st.DrawFn, facts: dict[str, Block], rows: list[str], files: Any) -> None:
        self._draw = draw
        self._facts = facts
        self._rows = list(dict.fromkeys(rows))
        self._files = files

    def file(self) -> Any:
        """Return a file of rules."""
        levels = [self._level(row) for row in self._rows[: self._draw(st.integers(0, 2))]]
        with_level = [str(level["row"]) for level in levels]
        derived = [
            {"id": f"dasar{at}", "kind": "derive", "when": self._condition(self._leaf, 2)}
            for at in range(self._draw(_COUNT))
        ]
        checks = [
            self._check(f"temuan{at}", self._condition(self._leaf, 2)) for at in range(self._draw(st.integers(1, 4)))
        ]
        names = [str(rule["id"]) for rule in derived]
        checks += [
            self._check("semua", {"any": [{"fired": name} for name in names]}),
            self._check("hitung", {"count": {"fired": names}, ">=": self._draw(_COUNT)}),
            self._check("bukan", {"not": {"fired": names[0]}}),
        ]
        checks += [
            self._check(f"level{at}", {"justified": row, self._draw(_SIGNS): self._draw(st.sampled_from((0, 1, 2)))})
            for at, row in enumerate(with_level)
        ]
        table = {"id": "tabel", "kind": "numbers", "entries": [{"from": 0, "value": 1}, {"from": 3, "value": "5/2"}]}
        provenance = {"source": ["INDUK"], "confidence": "secondary"}
        return {"kind": "rules", **provenance, "tables": [table], "rules": [*levels, *derived, *checks]}

    def _check(self, name: str, when: Block) -> Block:
        text = {"id": "Temuan.", "en": "Finding."}
        return {"id": name, "kind": "check", "severity": "info", "when": when, "text": text}

    def _level(self, row: str) -> Block:
        rule: Block = {"id": f"level.{row}", "kind": "level", "row": row}
        lowest, highest = self._scale(row)
        rungs = range(lowest + 1, highest + 1)
        if self._draw(st.booleans()):
            rule["needs"] = self._condition(self._leaf, 0)
        way = self._draw(st.sampled_from(("ladder", "cases", "bands")))
        if way == "bands":
            ends = [{"level": lowest, "upto": 1}, {"level": lowest + 1, "below": 4}, {"level": highest}]
            return {**rule, "bands": {"of": self._number(2), "levels": ends}}
        return {**rule, way: {str(level): self._condition(self._leaf, 1) for level in rungs}}

    def _scale(self, row: str) -> tuple[int, int]:
        form = next(file for file in self._files.values() if file.get("form") == row.partition(".")[0])
        scale = form["scale"]
        return int(scale["lowest"]), int(scale["highest"])

    def _condition(self, leaf: Callable[[], Block], depth: int) -> Block:
        kind = self._draw(st.sampled_from(("leaf", "leaf", "all", "any", "not"))) if depth else "leaf"
        if kind == "leaf":
            return leaf()
        if kind == "not":
            return {"not": self._condition(leaf, depth - 1)}
        return {kind: [self._condition(leaf, depth - 1) for _ in range(self._draw(_COUNT))]}

    def _leaf(self) -> Block:
        name = self._draw(st.sampled_from(sorted(self._facts)))
        kind = str(self._facts[name]["type"])
        if not self._draw(st.integers(0, 4)):
            return {"fact": name, "present": True}
        if kind == "bool":
            return {"fact": name, self._draw(st.sampled_from(("=", "!="))): self._draw(st.booleans())}
        if kind == "one":
            return {"fact": name, "in": self._draw(st.lists(st.sampled_from(_OPTIONS), min_size=1, max_size=2))}
        if kind == "set":
            if self._draw(st.booleans()):
                return {"fact": name, "has": self._draw(st.sampled_from(_OPTIONS))}
            return {"count": name, **self._among(), self._draw(_SIGNS): self._draw(st.integers(0, 3))}
        if kind in _WORDS:
            sign = self._draw(st.sampled_from(("=", "!=")))
            return {"fact": name, sign: self._draw(st.sampled_from(_WORDS[kind]))}
        if self._draw(st.booleans()):
            return {"value": self._number(2), self._draw(_SIGNS): self._draw(st.integers(-2, 9))}
        return {"fact": name, "band": {"from": self._draw(st.integers(-5, 2)), "below": self._draw(st.integers(3, 9))}}

    def _among(self) -> Block:
        key = self._draw(st.sampled_from(("among", "except", "")))
        return {key: [self._draw(st.sampled_from(_OPTIONS))]} if key else {}

    def _number(self, depth: int) -> Any:
        numbers = [name for name, fact in self._facts.items() if fact["type"] in {"int", "decimal", "percent"}]
        sets = [name for name, fact in self._facts.items() if fact["type"] == "set"]
        kinds = ["number", *(["fact"] * 3 if numbers else []), *(["count"] if sets else [])]
        kinds += ["+", "-", "x", "/", "round", "lookup"] if depth else []
        kind = self._draw(st.sampled_from(kinds))
        if kind == "number":
            return self._draw(_NUMBERS)
        if kind == "fact":
            return {"fact": self._draw(st.sampled_from(numbers))}
        if kind == "count":
            return {"count": self._draw(st.sampled_from(sets)), **self._among()}
        if kind == "round":
            return {"round": self._number(depth - 1), "places": self._draw(st.integers(0, 1)), "mode": "half_up"}
        if kind == "lookup":
            return {"lookup": "tabel", "of": self._number(depth - 1)}
        return {kind: [self._number(depth - 1) for _ in range(2)]}
