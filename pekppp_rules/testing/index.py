"""The index of a generated regulation: a tree over its forms, with alternatives, a conversion and nodes beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.reading import Data
from pekppp_rules.testing.blocks import OFTEN, SELDOM, Block, provenance
from pekppp_rules.testing.forms import CountedRows, GeneratedForm, Variant, scored_form, value_form
from pekppp_rules.testing.growth import Growth, Stem

Fields = Mapping[str, Sequence[str]]
"""The fields that choose variants, with the values for which there are some."""

_FEW = st.integers(1, 2)
_MORE = st.integers(0, 2)
_TAKEN = st.integers(2, 3)
_RARELY = st.sampled_from((*(False,) * 7, True))
_SCALES = st.sampled_from(((0, 100), (0, 5), (1, 4)))


@dataclass(frozen=True)
class Alternatives:
    """Parts of one scale of which the first that is given counts, with the forms below them."""

    stem: Stem
    parts: tuple[Stem, ...]
    forms: tuple[GeneratedForm, ...]
    can_do_without: frozenset[str]
    """The forms that may be left out."""


def variants(draw: DrawFn, fields: Fields) -> list[Variant]:
    """Draw the variants of a form that is there whatever the fields say."""
    if not fields or draw(st.booleans()):
        return [None]
    field = draw(st.sampled_from(sorted(fields)))
    return [(field, value) for value in fields[field]]


def grown(growth: Growth, rows: CountedRows) -> Stem:
    """Return a node over the rows; a row that stands alone may be taken as it is."""
    if rows.rule != "one_by_one":
        assert rows.aspect is not None
        return growth.over_rows(rows.form, rows.aspect, rows.rule, rows.total, rows.lowest, rows.highest)
    stems = [Stem(f"{rows.form}.{code}", rows.lowest, rows.highest) for code in rows.codes]
    return stems[0] if len(stems) == 1 and growth.draw(st.booleans()) else growth.over_parts(stems)


def alternatives(draw: DrawFn, growth: Growth, name: str, aspect: str, fields: Fields) -> Alternatives:
    """Draw a `first_given` node: over a value and what it may be computed from, over forms, or over both."""
    drawn: list[tuple[GeneratedForm, list[Variant]]] = []
    parts: list[tuple[Stem, str]] = []
    lowest, highest = map(Fraction, draw(_SCALES))
    if draw(st.booleans()):
        values = value_form(draw, f"{name}_nilai", aspect, draw(_FEW))
        drawn.append((values, [None]))
        lowest, highest = values.counted[0].lowest, values.counted[0].highest
        parts += [(growth.on_scale(grown(growth, rows), lowest, highest), values.name) for rows in values.counted]
    for number in range(1, 1 + (draw(_MORE) if parts else 2)):
        chosen: list[Variant] = [None]
        if drawn and fields and draw(st.booleans()):
            field = draw(st.sampled_from(sorted(fields)))
            chosen = [(field, draw(st.sampled_from(fields[field])))]
        form = scored_form(draw, f"{name}_ganti{number}", [aspect], chosen)
        drawn.append((form, chosen))
        parts += [(growth.on_scale(grown(growth, rows), lowest, highest), form.name) for rows in form.counted]
    ordered = [stem for stem, _ in draw(st.permutations(parts))]
    return Alternatives(
        growth.first_given(ordered), tuple(ordered), tuple(form for form, _ in drawn), _dispensable(drawn, fields)
    )


def _dispensable(drawn: Sequence[tuple[GeneratedForm, list[Variant]]], fields: Fields) -> frozenset[str]:
    """Return the forms beside which another one is there, whatever the fields say."""

    def is_there(variants: list[Variant], choice: Mapping[str, str]) -> bool:
        return any(one is None or choice[one[0]] == one[1] for one in variants)

    choices = [dict(zip(fields, values, strict=True)) for values in product(*fields.values())]
    return frozenset(
        form.name
        for form, variants in drawn
        if all(
            any(is_there(others, choice) for other, others in drawn if other is not form)
            for choice in choices
            if is_there(variants, choice)
        )
    )


def index_file(
    draw: DrawFn,
    growth: Growth,
    main: Sequence[GeneratedForm],
    aside: Sequence[GeneratedForm],
    groups: Sequence[Alternatives],
) -> Block:
    """Draw the tree over the main forms and the groups; the forms aside are counted beside it."""
    stems = [grown(growth, rows) for form in main for rows in form.counted] + [group.stem for group in groups]
    root = _merged(draw, growth, stems)
    if draw(OFTEN):
        growth.categorise(root.name)
    file: Block = {"kind": "index", "root": root.name, "source": ["INDUK"], "confidence": "primary"}
    if draw(st.booleans()):
        conversion = growth.linear(root)
        file["conversion"] = (growth.linear(conversion) if draw(SELDOM) else conversion).name
    beside = [growth.linear(grown(growth, rows)) for form in aside for rows in form.counted]
    if draw(SELDOM):
        beside.append(growth.linear(draw(st.sampled_from([*stems, root]))))
    beside += [growth.first_given(group.parts[::-1]) for group in groups if draw(SELDOM)]
    if beside:
        names: list[Data] = [stem.name for stem in beside]
        file["beside"] = names
    file["rounding"] = growth.rounding
    file["requires"] = _requires(draw, [*main, *aside], groups)
    file["aggregation"] = {"rule": "mean", "of": "unrounded", **provenance(draw)}
    file["nodes"] = [*reversed(growth.nodes)]
    return file


def _merged(draw: DrawFn, growth: Growth, stems: Sequence[Stem]) -> Stem:
    """Join the stems two or three at a time, old ones with new ones, until one node is left."""
    waiting = [*stems]
    if len(waiting) == 1:
        return growth.linear(waiting[0])
    while len(waiting) > 1:
        taken = draw(_TAKEN)
        joined, waiting = waiting[:taken], waiting[taken:]
        node = growth.over_parts(joined)
        if draw(SELDOM):
            node = growth.linear(node)
        waiting = [node, *waiting] if draw(st.booleans()) else [*waiting, node]
    return waiting[0]


def _requires(draw: DrawFn, always: Sequence[GeneratedForm], groups: Sequence[Alternatives]) -> list[Data]:
    """State what comes of a form that is not given; one that the index can do without may be required all the same."""
    found: list[Data] = [{"form": form.name, "without": "error", **provenance(draw)} for form in always]
    for group in groups:
        for form in group.forms:
            is_everywhere = "variant" not in form.files[0]
            may = form.name in group.can_do_without and not (is_everywhere and draw(_RARELY))
            found.append({"form": form.name, "without": "next_part" if may else "error", **provenance(draw)})
    return found
