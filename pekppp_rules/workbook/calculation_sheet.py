"""The sheet that computes the index from the answers, in whole numbers, as the engine does: each node is one linear form.

A node is (constant + sum over forms of (weights . S) / n) / divisor. Its column holds the weights; below them stand numerator and
denominator, whole numbers both, and the value in units of its last decimal: INT((2 x numerator x 10^places + denominator) /
(2 x denominator)), which rounds a tie upwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from pekppp_rules.regulation.rounding import round_half_up
from pekppp_rules.scoring import Bands, NodePlan
from pekppp_rules.submission.sheets.marks import Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range
from pekppp_rules.workbook.inputs import Formula, Inputs
from pekppp_rules.workbook.ways import Alternative, Way

_LABEL, _FORM, _CODE, _SUM, _COUNT, _NODES = 2, 3, 4, 5, 6, 7


@dataclass(frozen=True)
class NodeCells:
    """Where a node's value and category stand, with what they are now."""

    units: Formula
    places: int
    category: Formula | None
    """The place of the category in its table, counted from the lowest, from 1."""


@dataclass(frozen=True)
class Computed:
    """What the calculation gives to the result sheet."""

    complete: Formula
    active: Formula
    """The number of the way that applies, from 1; 0 where none does."""
    nodes: Sequence[Mapping[str, NodeCells]]
    """By way, the nodes by name."""


def draw_calculation(
    canvas: Canvas, title: str, ways: Sequence[Way], alternatives: Sequence[Alternative], inputs: Mapping[str, Inputs]
) -> Computed:
    """Draw the sheet and return where the results stand."""
    nodes = max(sum(planned.row is None for planned in way.plan.nodes.values()) for way in ways)
    sheet = canvas.sheet(title, Mark("shown", "", title), [30, 12, 16, 14, 10, *[12] * nodes])
    return _Calculation(sheet, ways, alternatives, inputs).draw()


class _Calculation:
    def __init__(
        self, sheet: Drawing, ways: Sequence[Way], alternatives: Sequence[Alternative], inputs: Mapping[str, Inputs]
    ) -> None:
        self._sheet = sheet
        self._words = sheet.words
        self._ways = ways
        self._alternatives = alternatives
        self._inputs = inputs
        self._row = 2

    def draw(self) -> Computed:
        self._sheet.put(self._row, 2, self._words("calculation_title"), "title")
        self._row += 2
        self._forms()
        self._sums()
        taken = self._taken()
        active = self._active(taken)
        complete = self._complete(active)
        nodes = [self._way(way, number) for number, way in enumerate(self._ways, start=1)]
        return Computed(complete, active, nodes)

    def _head(self, *texts: str) -> None:
        for column, text in enumerate(texts, start=_LABEL):
            self._sheet.put(self._row, column, text, "head")
        self._row += 1

    def _forms(self) -> None:
        """The forms: how many answers, whether begun, whether complete."""
        words = self._words
        self._head(words("form"), words("number_of_answers"), words("begun"), words("is_complete"))
        self._counts: dict[str, Formula] = {}
        self._begun: dict[str, Formula] = {}
        self._whole: dict[str, Formula] = {}
        for name, one in self._inputs.items():
            self._sheet.put(self._row, _LABEL, name, "label")
            least = Formula(f"MAX(1,{one.count.text})", max(1, one.count.now))
            for at, (into, formula) in enumerate(
                ((self._counts, least), (self._begun, one.begun), (self._whole, one.complete)), start=_FORM
            ):
                into[name] = self._keep(self._row, at, formula)
            self._row += 1
        self._row += 1

    def _sums(self) -> None:
        """The sum of the answers to every row of every form."""
        words = self._words
        self._head("", words("form"), words("code"), words("sum_of_answers"))
        self._sum_of: dict[tuple[str, str], Formula] = {}
        for name, one in self._inputs.items():
            for code, formula in one.sums.items():
                self._sheet.put(self._row, _FORM, name, "label")
                self._sheet.put(self._row, _CODE, code, "label")
                self._sum_of[name, code] = self._keep(self._row, _SUM, formula)
                self._row += 1
        self._row += 1

    def _keep(self, row: int, column: int, formula: Formula) -> Formula:
        """Write a formula into a cell and return the reference to it."""
        where = self._sheet.formula(row, column, formula.text, formula.now)
        return Formula(f"{where}", formula.now)

    def _taken(self) -> dict[str, Formula]:
        """Of each node with alternatives, the place of the first part of which anything is given, from 0; else the first."""
        found = {}
        for one in self._alternatives:
            texts, now, told = [], [], []
            for part, atoms in one.parts:
                given = [
                    self._begun[form] if code is None else self._inputs[form].given[code]
                    for form, code in atoms
                    if form in self._inputs
                ]
                texts.append("+".join(formula.text for formula in given) or "0")
                now.append(sum(formula.now for formula in given))
                told.append(part)
            choose = "0"
            for at in range(len(texts) - 1, -1, -1):
                choose = f"IF(({texts[at]})>0,{at},{choose})"
            first = next((at for at, count in enumerate(now) if count), 0)
            self._sheet.put(self._row, _LABEL, f"{one.node}: {', '.join(told)}", "label")
            found[one.node] = self._keep(self._row, _FORM, Formula(choose, first))
            self._row += 1
        return found

    def _active(self, taken: Mapping[str, Formula]) -> Formula:
        choose, now = "0", 0
        for number in range(len(self._ways), 0, -1):
            takes = self._ways[number - 1].takes
            if not takes:
                choose, now = str(number), number
                continue
            holds = ",".join(f"{taken[node].text}={at}" for node, at in takes.items() if node in taken)
            choose = f"IF(AND({holds}),{number},{choose})" if holds else str(number)
            if all(taken[node].now == at for node, at in takes.items() if node in taken):
                now = number
        self._sheet.put(self._row, _LABEL, self._words("active"), "label")
        kept = self._keep(self._row, _FORM, Formula(choose, now))
        self._row += 1
        return kept

    def _complete(self, active: Formula) -> Formula:
        """1 where everything that the active way needs is there, and nothing that was begun is unfinished."""
        sound = [f"OR({self._begun[name].text}=0,{self._whole[name].text}=1)" for name in self._inputs]
        is_sound = all(self._begun[name].now == 0 or self._whole[name].now == 1 for name in self._inputs)
        options, now = [], []
        for way in self._ways:
            needed = [self._whole[name] for name in way.plan.needs if not self._inputs[name].given]
            for name, codes in way.plan.needs.items():
                needed += [self._inputs[name].given[code] for code in sorted(codes) if self._inputs[name].given]
            options.append(f"AND({','.join(f'{one.text}=1' for one in needed)})" if needed else "TRUE")
            now.append(all(one.now == 1 for one in needed))
        whole = "FALSE"
        for number in range(len(options), 0, -1):
            whole = f"IF({active.text}={number},{options[number - 1]},{whole})"
        is_whole = active.now > 0 and now[active.now - 1]
        self._sheet.put(self._row, _LABEL, self._words("is_complete"), "label")
        text = f"IF(AND({','.join([*sound, whole])}),1,0)"
        kept = self._keep(self._row, _FORM, Formula(text, int(is_sound and is_whole)))
        self._row += 2
        return kept

    def _way(self, way: Way, number: int) -> dict[str, NodeCells]:
        """The matrix of one way: a row for every row of the forms and every step, a column for every node."""
        words, sheet, plan = self._words, self._sheet, way.plan
        nodes = [planned for planned in plan.nodes.values() if planned.row is None]
        heading = f"{words('way')} {number}" if len(self._ways) > 1 else ""
        self._head(heading, words("form"), words("code"), words("sum_of_answers"), words("number_of_answers"))
        for column, planned in enumerate(nodes, start=_NODES):
            sheet.put(self._row - 1, column, planned.node.id, "head")
        used = [name for name in plan.layouts if any(name == form for planned in nodes for form, _ in planned.weights)]
        first = self._row
        at: dict[str, tuple[int, int]] = {}
        for name in used:
            at[name] = self._row, self._row + len(plan.layouts[name]) - 1
            self._row += len(plan.layouts[name])
        below = {name: self._row + place for place, name in enumerate(("constant", "divisor", "numerator"))}
        below |= {name: self._row + 3 + place for place, name in enumerate(("denominator", "rounded", "position"))}
        for name, row in below.items():
            sheet.put(row, _LABEL, words(name), "label")
        counts: dict[str, Formula] = {}
        sums: dict[str, list[int]] = {}
        columns = {planned.node.id: column for column, planned in enumerate(nodes, start=_NODES)}
        found: dict[str, NodeCells] = {}
        bands = self._bands(nodes, below["position"] + 2)
        units: dict[str, int] = {}
        for name in used:
            step = name.removeprefix("=") if name.startswith("=") else None
            if step is None:
                counts[name] = self._counts[name]
                sums[name] = [self._sum_of[name, code].now for code in plan.layouts[name]]
        for planned in nodes:
            column = columns[planned.node.id]
            for form, _ in planned.weights:
                if form not in sums:
                    unit = 10 ** plan.nodes[form.removeprefix("=")].node.rounding.places
                    counts[form] = Formula(str(unit), unit)
                    sums[form] = [units[form]]
            cells = self._node(planned, column, at, below, counts, sums, bands)
            found[planned.node.id] = cells
            units[f"={planned.node.id}"] = cells.units.now
        self._rows(way, used, first, counts, columns, found)
        self._row = below["position"] + 2 + max((len(one.bounds) for one in _distinct(nodes)), default=0) + 3
        return found

    def _rows(
        self,
        way: Way,
        used: Sequence[str],
        first: int,
        counts: Mapping[str, Formula],
        columns: Mapping[str, int],
        found: Mapping[str, NodeCells],
    ) -> None:
        sheet, plan, row = self._sheet, way.plan, first
        for name in used:
            step = name.removeprefix("=") if name.startswith("=") else None
            for place, code in enumerate(plan.layouts[name]):
                sheet.put(row, _FORM, name if step is None else step, "label")
                sheet.put(row, _CODE, code, "label")
                total = self._sum_of[name, code] if step is None else found[step].units
                sheet.formula(row, _SUM, total.text, total.now)
                sheet.formula(row, _COUNT, counts[name].text, counts[name].now)
                for node, column in columns.items():
                    weight = dict(plan.nodes[node].weights).get(name)
                    sheet.put(row, column, weight[place] if weight is not None and weight[place] else None, "sum")
                row += 1

    def _node(
        self,
        planned: NodePlan,
        column: int,
        at: Mapping[str, tuple[int, int]],
        below: Mapping[str, int],
        counts: Mapping[str, Formula],
        sums: Mapping[str, Sequence[int]],
        bands: Mapping[tuple[int, ...], Range],
    ) -> NodeCells:
        """The column of one node below its weights."""
        sheet, title = self._sheet, self._sheet.title
        constant = sheet.put(below["constant"], column, planned.constant, "sum")
        divisor = sheet.put(below["divisor"], column, planned.divisor, "sum")
        forms = [form for form, _ in planned.weights]
        parts = ["*".join([f"{constant}", *(counts[form].text for form in forms)])]
        now = planned.constant * prod(counts[form].now for form in forms)
        for form, weights in planned.weights:
            top, bottom = at[form]
            products = (
                f"SUMPRODUCT({Range(title, top, _SUM, bottom, _SUM)},{Range(title, top, column, bottom, column)})"
            )
            others = [counts[other] for other in forms if other != form]
            parts.append("*".join([products, *(one.text for one in others)]))
            now += sum(weight * total for weight, total in zip(weights, sums[form], strict=True)) * prod(
                one.now for one in others
            )
        numerator = sheet.formula(below["numerator"], column, "+".join(parts), now)
        under = planned.divisor * prod(counts[form].now for form in forms)
        told = "*".join([f"{divisor}", *(counts[form].text for form in forms)])
        denominator = sheet.formula(below["denominator"], column, told, under)
        places = planned.node.rounding.places
        unit = 10**places
        rounded = round_half_up(now, under, places)
        units = sheet.formula(
            below["rounded"], column, f"INT((2*{numerator}*{unit}+{denominator})/(2*{denominator}))", rounded
        )
        category = None
        if planned.bands is not None:
            table = planned.bands
            value = f"{units}" if table.rounded else f"INT({numerator}*{table.unit}/{denominator})"
            position = table.categories.index(table.find(now, under)) + 1
            where = sheet.formula(
                below["position"], column, f"IFERROR(MATCH({value},{bands[table.bounds]},1),1)", position
            )
            category = Formula(f"{where}", position)
        return NodeCells(Formula(f"{units}", rounded), places, category)

    def _bands(self, nodes: Sequence[NodePlan], row: int) -> dict[tuple[int, ...], Range]:
        """The lower bounds of the categories, a column for each table, below the matrix."""
        found = {}
        for column, table in enumerate(_distinct(nodes), start=_NODES):
            self._sheet.put(row, _LABEL, self._words("bound"), "label")
            for place, bound in enumerate(table.bounds, start=1):
                self._sheet.put(row + place - 1, column, bound, "sum")
            found[table.bounds] = Range(self._sheet.title, row, column, row + len(table.bounds) - 1, column)
        return found


def _distinct(nodes: Sequence[NodePlan]) -> list[Bands]:
    return list({planned.bands.bounds: planned.bands for planned in nodes if planned.bands is not None}.values())
