"""The units of a round by the rows of their forms, each value with its place on its scale."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from pekppp_rules.agency import RoundPicture, RowMean
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.wording import near_words
from pekppp_rules.reporting.agency_view import HEAT_STEPS, HeatCell, HeatColumn, HeatMap

_PLACES = 1


def heat_maps(picture: RoundPicture, lang: Language) -> tuple[HeatMap, ...]:
    """Return a map for each form that counts in the index; units stand in the order of the ranking."""
    units = [one.evaluation.unit.name for one in picture.aggregate.ranking]
    words: dict[Fraction, str] = {}
    known: dict[str, dict[Fraction, HeatCell]] = {row.node: {} for row in picture.rows}

    def cell(value: Fraction | None, row: RowMean) -> HeatCell | None:
        if value is None:
            return None
        cells = known[row.node]
        if value not in cells:
            if value not in words:
                words[value] = near_words(value, lang, _PLACES).removeprefix("≈")
            share = (value - row.lowest) / (row.highest - row.lowest)
            cells[value] = HeatCell(words[value], value, int(share * HEAT_STEPS))
        return cells[value]

    maps = []
    for form, same in groupby(
        sorted(enumerate(picture.rows), key=lambda item: item[1].form), lambda item: item[1].form
    ):
        columns = list(same)
        cells = [tuple(cell(values[at], row) for at, row in columns) for values in picture.values]
        heads = tuple(HeatColumn(row.code, row.name(lang)) for _, row in columns)
        maps.append(HeatMap(form, heads, tuple(zip(units, cells, strict=True))))
    return tuple(maps)
