"""Forms that feed an index: rubrics, surveys and values, in as many variants as there are, with what a tree can make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.reading import Data
from pekppp_rules.testing.blocks import (
    OFTEN,
    SELDOM,
    UNKNOWN,
    Block,
    provenance,
    text,
    weight,
    weights,
    weights_of,
)

Variant = tuple[str, str] | None
"""The field and value that choose a variant of a form; None where it has but one."""

Rule = Literal["mean", "weighted_mean", "weighted_sum", "one_by_one"]
"""How the rows of an aspect are counted; `one_by_one`: each by name, as part of a node."""

Weights = tuple[Fraction | None, ...]
"""The weights of the rows of an aspect, None where the rows carry none."""

_BY_WEIGHT = frozenset({"weighted_mean", "weighted_sum"})


@dataclass(frozen=True)
class CountedRows:
    """The rows of one aspect of a form, which some node of the index must count."""

    form: str
    aspect: str | None
    rule: Rule
    total: Fraction
    """What the weights of the rows sum to, in every variant."""
    lowest: Fraction
    highest: Fraction
    codes: tuple[str, ...]
    """The codes of the rows; those of the first variant, where there are several."""


@dataclass(frozen=True)
class GeneratedForm:
    """A form in all its variants."""

    name: str
    files: tuple[Block, ...]
    counted: tuple[CountedRows, ...]


_TYPES = st.sampled_from(("rubric", "rubric", "survey", "survey", "value"))
_SCALES = {
    "rubric": st.sampled_from(((0, 2), (0, 3), (0, 5), (1, 4))),
    "survey": st.sampled_from(((1, 4), (0, 5), (1, 5), (-1, 2), (0, 10))),
    "value": st.sampled_from(((0, 100), (0, 10), (-5, 5), (0, 1))),
}
_FEW = st.integers(1, 3)
_RULES: st.SearchStrategy[Rule] = st.sampled_from(("mean", "weighted_mean", "weighted_sum", "one_by_one"))
_VARIED_RULES: st.SearchStrategy[Rule] = st.sampled_from(("mean", "weighted_mean", "weighted_sum"))
_MINIMUM = st.integers(1, 5)
_ROW_NOTES = st.sampled_from(("principle", "number", "official_code", "evidence", "elements", "", "", ""))


def scored_form(draw: DrawFn, name: str, aspects: Sequence[str], variants: Sequence[Variant]) -> GeneratedForm:
    """Draw a form of any type over some of the aspects, in the given variants (`[None]`: in one only)."""
    kind = draw(_TYPES)
    scale = draw(_SCALES[kind])
    drawn = [_counted(draw, name, aspect, scale, _RULES if variants == [None] else _VARIED_RULES) for aspect in aspects]
    may_be_unknown = all(rows.rule != "weighted_sum" for rows, _ in drawn)
    files = []
    for at, variant in enumerate(variants):
        unknown = may_be_unknown and draw(SELDOM)
        by_aspect: dict[str, Weights] = {}
        for rows, first in drawn:
            found = _others(draw, rows, first) if at > 0 and draw(OFTEN) else first
            by_aspect[str(rows.aspect)] = (None,) * len(found) if unknown else found
        files.append(_file(draw, name, kind, scale, variant, by_aspect, unknown=unknown))
    return GeneratedForm(name, tuple(files), tuple(rows for rows, _ in drawn))


def _counted(
    draw: DrawFn, form: str, aspect: str, scale: tuple[int, int], rules: st.SearchStrategy[Rule]
) -> tuple[CountedRows, Weights]:
    rule, count = draw(rules), draw(_FEW)
    found, total = weights(draw, count) if rule in _BY_WEIGHT else ((None,) * count, Fraction(1))
    lowest, highest = map(Fraction, scale)
    return CountedRows(form, aspect, rule, total, lowest, highest, tuple(_codes(aspect, count))), tuple(found)


def _others(draw: DrawFn, rows: CountedRows, first: Weights) -> Weights:
    """Draw the weights that another variant has, or as many rows without."""
    count = draw(_FEW)
    return tuple(weights_of(draw, count, rows.total)) if first[0] is not None else (None,) * count


def value_form(draw: DrawFn, name: str, aspect: str, components: int) -> GeneratedForm:
    """Draw a form of one value of no aspect and of components that stand in for it, by `_alternatives` of the index."""
    lowest, highest = draw(_SCALES["value"])
    rows: list[Data] = [_row(draw, "total")]
    codes = _codes(aspect, components)
    rows += [{"aspect": aspect, **_row(draw, code)} for code in codes]
    file = {**_head(draw, name, "value", (lowest, highest), None), "values": rows}
    scale = (Fraction(lowest), Fraction(highest))
    total = CountedRows(name, None, "one_by_one", Fraction(1), *scale, ("total",))
    return GeneratedForm(
        name, (file,), (total, CountedRows(name, aspect, "one_by_one", Fraction(1), *scale, tuple(codes)))
    )


def _codes(aspect: str, count: int) -> list[str]:
    return [f"{aspect}{number}" for number in range(1, count + 1)]


def _head(draw: DrawFn, name: str, kind: str, scale: tuple[int, int], variant: Variant) -> Block:
    head: Block = {"kind": "form", "form": name, "type": kind}
    if variant is not None:
        head["variant"] = {"field": variant[0], "value": variant[1]}
    lowest, highest = scale
    return {
        **head,
        "title": text(f"Formulir {name}", f"Form {name}"),
        "source": ["INDUK"],
        "confidence": "primary",
        "scale": {"lowest": lowest, "highest": highest, **provenance(draw)},
    }


def _file(
    draw: DrawFn,
    name: str,
    kind: str,
    scale: tuple[int, int],
    variant: Variant,
    weights_by_aspect: dict[str, Weights],
    *,
    unknown: bool,
) -> Block:
    file = _head(draw, name, kind, scale, variant)
    if unknown:
        file["weights"] = {"unknown": UNKNOWN, "fallback": "equal", "confidence": "unverified"}
    rows = {
        aspect: [
            _scored_row(draw, code, value, kind, scale)
            for code, value in zip(_codes(aspect, len(values)), values, strict=True)
        ]
        for aspect, values in weights_by_aspect.items()
    }
    if kind == "value":
        file["values"] = [{"aspect": aspect, **row} for aspect, found in rows.items() for row in found]
        return file
    if kind == "rubric":
        file["evaluators"] = {"pool": "mean", **provenance(draw)}
        file["aspects"] = [
            {"aspect": aspect, "indicators": [*found], **provenance(draw)} for aspect, found in rows.items()
        ]
        if draw(SELDOM):
            file["unscored"] = [{**_row(draw, "antre"), "levels": _levels(scale)}]
        return file
    respondents: Block = {"pool": "mean"}
    if draw(SELDOM):
        respondents["minimum"] = {"value": draw(_MINIMUM), **provenance(draw)}
    file["respondents"] = respondents
    if draw(SELDOM):
        file["level_texts"] = {"unknown": UNKNOWN}
    file["aspects"] = [{"aspect": aspect, "questions": [*found], **provenance(draw)} for aspect, found in rows.items()]
    return file


def _row(draw: DrawFn, code: str) -> Block:
    row: Block = {"code": code, "title": text(f"Baris {code}", f"Row {code}"), **provenance(draw)}
    match draw(_ROW_NOTES):
        case "principle":
            row["principle"] = "S"
        case "number":
            row["number"] = 1 + sum(code.encode()) % 50
        case "official_code":
            row["official_code"] = {"unknown": UNKNOWN}
    return row


def _scored_row(draw: DrawFn, code: str, value: Fraction | None, kind: str, scale: tuple[int, int]) -> Block:
    row = _row(draw, code)
    if value is not None:
        row["weight"] = weight(draw, value)
    if kind == "rubric":
        row["levels"] = _levels(scale)
        match draw(_ROW_NOTES):
            case "evidence":
                row["evidence"] = [text("Foto", "Photo"), text("Surat keputusan")]
            case "elements":
                row["elements"] = [text("Dicetak", "Printed"), text("Diumumkan", "Announced")]
    return row


def _levels(scale: tuple[int, int]) -> Block:
    return {str(level): text(f"Tingkat {level}", f"Level {level}") for level in range(scale[0], scale[1] + 1)}
