"""Forms of kind facts, with conditions on the facts that stand before."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.reading import Data
from pekppp_rules.testing.blocks import SELDOM, Block, provenance, text
from pekppp_rules.testing.forms import Variant

_TYPES = st.sampled_from(("bool", "int", "decimal", "percent", "one", "set", "text", "date"))
_COUNT = st.integers(1, 3)
_FEWER = st.integers(0, 1)
_INFORMS = st.booleans()
_ASKED_IF = st.sampled_from((False, False, True))
_CONDITIONS = st.sampled_from(("=", "=", "in", "in", "present", "not", "all", "any"))
_PLAIN_CONDITIONS = st.sampled_from(("=", "in", "present"))
_DEEPEST = 2
_OPTIONS = ("kertas", "layar", "suara")
_WHOLE = st.integers(0, 5)
_VALUES: dict[str, st.SearchStrategy[Data]] = {
    "bool": st.booleans(),
    "int": _WHOLE,
    "decimal": _WHOLE,
    "percent": _WHOLE,
    "one": st.sampled_from(_OPTIONS),
    "set": st.sampled_from(_OPTIONS),
    "text": st.sampled_from(("Ada", "Belum")),
    "date": st.sampled_from(("2030", "2030-01")),
}
_BOUNDS: st.SearchStrategy[tuple[int | None, int | None]] = st.sampled_from(
    ((None, None), (0, None), (None, 9), (-2, 12), (0, 5))
)


def facts_form(
    draw: DrawFn, name: str, aspects: Sequence[str], variant: Variant, rows: Sequence[tuple[str, str]]
) -> Block:
    """Draw a form of facts; its questions may inform the given rows (form and code)."""
    file: Block = {"kind": "form", "form": name, "type": "facts"}
    if variant is not None:
        file["variant"] = {"field": variant[0], "value": variant[1]}
    earlier: list[Block] = []
    file |= {
        "title": text(f"Formulir {name}", f"Form {name}"),
        "source": ["INDUK"],
        "confidence": "secondary",
        "aspects": [
            {
                "aspect": aspect,
                "questions": [_question(draw, f"{aspect}{at}", rows, earlier) for at in range(draw(_COUNT))],
                **provenance(draw),
            }
            for aspect in aspects
        ],
    }
    if more := draw(_FEWER):
        file["additional"] = [_question(draw, f"tambahan{at}", rows, earlier) for at in range(more)]
    return file


def _question(draw: DrawFn, code: str, rows: Sequence[tuple[str, str]], earlier: list[Block]) -> Block:
    question: Block = {"code": code, "title": text(f"Pertanyaan {code}", f"Question {code}"), **provenance(draw)}
    if draw(_INFORMS) and rows:
        form, informed = draw(st.sampled_from(rows))
        question["informs"] = {"form": form, "code": informed}
    if draw(SELDOM) and earlier:
        question["asked_if"] = _condition(draw, earlier, _DEEPEST)
    question["facts"] = [_fact(draw, f"{code}.hal{at}", earlier) for at in range(draw(_COUNT))]
    if draw(SELDOM):
        question["evidence"] = [text("Foto", "Photo")]
    return question


def _fact(draw: DrawFn, name: str, earlier: list[Block]) -> Block:
    kind = draw(_TYPES)
    fact: Block = {"id": name, "type": kind, "title": text(f"Hal {name}", f"Fact {name}"), **provenance(draw)}
    if kind in {"int", "decimal"}:
        bounds = zip(("lowest", "highest"), draw(_BOUNDS), strict=True)
        fact |= {key: bound for key, bound in bounds if bound is not None}
    if kind in {"one", "set"}:
        fact["options"] = [{"code": code, "name": text(code.title(), f"{code} (en)")} for code in _OPTIONS]
    if kind == "set" and draw(st.booleans()):
        fact["other"] = True
    if draw(_ASKED_IF) and earlier:
        fact["asked_if"] = _condition(draw, earlier, _DEEPEST)
    earlier.append(fact)
    return fact


def _condition(draw: DrawFn, earlier: Sequence[Block], depth: int) -> Block:
    kind = draw(_CONDITIONS if depth else _PLAIN_CONDITIONS)
    if kind == "not":
        return {"not": _condition(draw, earlier, depth - 1)}
    if kind in {"all", "any"}:
        return {kind: [_condition(draw, earlier, depth - 1) for _ in range(draw(_COUNT))]}
    fact = draw(st.sampled_from(earlier))
    name, of = fact["id"], str(fact["type"])
    if kind == "present":
        return {"fact": name, "present": True}
    if kind == "in" or of == "set":
        return {"fact": name, "in": draw(st.lists(_VALUES[of], min_size=1, max_size=2))}
    return {"fact": name, "=": draw(_VALUES[of])}
