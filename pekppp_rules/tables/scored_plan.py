"""One plan over the columns of a scored table: from the rows of the forms to every other number that the table has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import Any

from pekppp_rules.errors import Parameter
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import RubricForm, ScoredForm
from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.regulation.tree import column_name, row_id, scored_forms
from pekppp_rules.scoring import NodePlan, Plan, Totals
from pekppp_rules.tables.scored_columns import BLANK, Numbers, ScoredRow

_HUNDREDTHS = 2


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a cell, by its column."""

    code: str
    column: str
    told: Mapping[str, Parameter]


_Pick = Callable[[Numbers], tuple[Any, ...]]


@dataclass(frozen=True)
class _FormOfTable:
    """Where the rows of a form stand."""

    form: ScoredForm
    cells: tuple[tuple[str, int, int] | None, ...]
    """By code in the order of the form, the name of its column, and the places of numerator and denominator; None for a row that
    nothing rests on."""
    count: tuple[str, int] | None
    """The column that says how many were pooled, and its place."""
    picks: tuple[_Pick, _Pick] | None
    """What takes all numerators and all denominators out of a row; None where something rests on some of the rows only."""


class PlanOfTable:
    """A plan with the places of its nodes among the numbers of a row."""

    def __init__(self, package: Package, plan: Plan, at: Mapping[str, int], surveys: Mapping[str, str]) -> None:
        self.plan = plan
        self._at = at
        self._root = plan.nodes[package.index.root]
        self._forms = [self._form(name, form, surveys) for name, form in scored_forms(plan.forms.values()).items()]
        self._inner = [
            (planned, f"{column_name(name)}_num", *self._places(name))
            for name, planned in plan.nodes.items()
            if planned.row is None
        ]
        own = {f"{column_name(name)}_num" for name in plan.nodes}
        self._foreign = [(name, place) for name, place in at.items() if _is_node(name) and name not in own]

    def _places(self, name: str) -> tuple[int, int]:
        return self._at[f"{column_name(name)}_num"], self._at[f"{column_name(name)}_den"]

    def _form(self, name: str, form: ScoredForm, surveys: Mapping[str, str]) -> _FormOfTable:
        cells = []
        for code in form.codes:
            node = row_id(name, code)
            is_there = node in self.plan.nodes
            cells.append((f"{column_name(node)}_num", *self._places(node)) if is_there else None)
        column = "evaluators" if isinstance(form, RubricForm) else surveys.get(name)
        count = (column, self._at[column]) if column is not None and column in self._at else None
        known = [cell for cell in cells if cell is not None]
        whole = len(known) == len(cells)
        picks = (_pick([one[1] for one in known]), _pick([one[2] for one in known])) if whole else None
        return _FormOfTable(form, tuple(cells), count, picks)

    def totals(self, numbers: Numbers, found: list[Wrong]) -> Mapping[str, Totals] | None:
        """Return the pooled answers of a unit; None, with what is wrong added to `found`, where they cannot be."""
        before = len(found)
        foreign = next(((name, place) for name, place in self._foreign if numbers[place] is not None), None)
        if foreign is not None:
            name, place = foreign
            found.append(Wrong("PKP-747", name, {"value": str(numbers[place])}))
            return None
        totals = {one.form.form: self._total(one, numbers, found) for one in self._forms}
        return self.plan.with_steps(totals) if len(found) == before else None

    def _total(self, one: _FormOfTable, numbers: Numbers, found: list[Wrong]) -> Totals:
        """Return the rows of one form over a common denominator, which is how many were pooled unless a row is in lowest terms."""
        return self._plain_total(one, numbers) or self._total_of_any(one, numbers, found)

    def _plain_total(self, one: _FormOfTable, numbers: Numbers) -> Totals | None:
        """Return the rows of a form where all is as `score_table` writes it: every row there, over the number that was pooled."""
        if one.picks is None:
            return None
        above, below = one.picks[0](numbers), one.picks[1](numbers)
        count = below[0]
        if count is None or count <= 0 or below.count(count) < len(below) or None in above:
            return None
        if one.count is not None and numbers[one.count[1]] != count:
            return None
        scale = one.form.scale
        is_on_scale = min(above) >= scale.lowest * count and max(above) <= scale.highest * count
        return Totals(count, above) if is_on_scale else None

    def _total_of_any(self, one: _FormOfTable, numbers: Numbers, found: list[Wrong]) -> Totals:
        before = len(found)
        ratios: list[tuple[int, int]] = []
        scale = one.form.scale
        for cell in one.cells:
            if cell is None:
                ratios.append((0, 1))
                continue
            column, above, below = cell
            numerator, denominator = numbers[above], numbers[below]
            if numerator is None or denominator is None or denominator <= 0:
                is_blank = numerator is None or denominator is None
                blank = column if numerator is None else column.removesuffix("num") + "den"
                if one.form.form in self.plan.needs:
                    found.append(Wrong("PKP-742", blank, {"found": BLANK if is_blank else str(denominator)}))
                ratios.append((0, 1))
                continue
            if not scale.lowest * denominator <= numerator <= scale.highest * denominator:
                told = exact_text(Fraction(numerator, denominator))
                found.append(
                    Wrong("PKP-746", column, {"value": told, "lowest": scale.lowest, "highest": scale.highest})
                )
            ratios.append((numerator, denominator))
        if len(found) > before:
            return Totals(1, (0,) * len(ratios))
        common = lcm(*(denominator for _, denominator in ratios))
        if one.count is not None and one.form.form in self.plan.needs:
            column, place = one.count
            count = numbers[place]
            if count is None or count <= 0 or count % common:
                told_count = BLANK if count is None else str(count)
                found.append(Wrong("PKP-743", column, {"found": told_count, "expected": str(common)}))
        return Totals(common, tuple(above * (common // below) for above, below in ratios))

    def disagreeing(self, row: ScoredRow, totals: Mapping[str, Totals]) -> Iterator[Wrong]:
        """Yield every number of a row that its forms do not come to, and a category that its index does not have."""
        numbers = row.numbers
        for planned, column, above, below in self._inner:
            right = planned.ratio(totals)
            if right != (
                numbers[above],
                numbers[below],
            ):  # they may be equal all the same: a table's are not always reduced
                yield from _differing(right, numbers[above], numbers[below], column)
        ratio = self._root.ratio(totals)
        index = [numbers[self._at[name]] for name in ("index_num", "index_den", "index_hundredths")]
        yield from _differing(ratio, index[0], index[1], "index_num")
        hundredths = _in_hundredths(self._root, ratio)
        if index[2] != hundredths:
            told = BLANK if index[2] is None else str(index[2])
            yield Wrong("PKP-743", "index_hundredths", {"found": told, "expected": str(hundredths)})
        letter = None if self._root.bands is None else self._root.bands.find(*ratio).letter
        if row.texts[2] != letter:
            yield Wrong("PKP-743", "category", {"found": row.texts[2] or BLANK, "expected": letter or BLANK})


def _pick(places: list[int]) -> _Pick:
    return itemgetter(*places) if len(places) > 1 else lambda numbers: (numbers[places[0]],)


def _differing(right: tuple[int, int], above: int | None, below: int | None, column: str) -> Iterator[Wrong]:
    if above is None or below is None or below <= 0 or above * right[1] != right[0] * below:
        blank = above is None or below is None
        told = BLANK if blank else f"{above}/{below}"
        yield Wrong("PKP-743", column, {"found": told, "expected": exact_text(Fraction(*right))})


def _in_hundredths(root: NodePlan, ratio: tuple[int, int]) -> int:
    places = min(root.places, _HUNDREDTHS)
    units: int = round_half_up(*ratio, places)
    return units * int(10 ** (_HUNDREDTHS - places))


def _is_node(column: str) -> bool:
    return column.endswith("_num") and column != "index_num"
