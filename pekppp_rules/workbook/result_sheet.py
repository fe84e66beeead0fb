"""The sheet that shows the result: index, category, and the parts of the index. It follows the answers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pekppp_rules.reading import exact_text
from pekppp_rules.regulation import Package, version_of
from pekppp_rules.regulation.rounding import scaled_decimal
from pekppp_rules.scoring import NodePlan
from pekppp_rules.submission import Submission
from pekppp_rules.submission.sheets.marks import Mark
from pekppp_rules.workbook.calculation_sheet import Computed, NodeCells
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range, Style
from pekppp_rules.workbook.ways import Way


def start_result(canvas: Canvas, title: str) -> Drawing:
    """Add the sheet, still empty."""
    return canvas.sheet(title, Mark("shown", "", title), [46, 14, 16, 12, 34], landscape=False)


def draw_result(
    sheet: Drawing,
    package: Package,
    unit_name: Range,
    filling: Submission | None,
    ways: Sequence[Way],
    computed: Computed | None,
) -> None:
    """Draw the sheet; without what was computed, it says where the index is computed instead."""
    words = sheet.words
    sheet.put(2, 2, words("result"), "title")
    name = filling.unit.name if filling is not None else ""
    sheet.formula(3, 2, f'IF({unit_name}="","",{unit_name})', name, "plain")
    sheet.put(4, 2, f"{package.regulation.citation} · {package.regulation.id} {version_of(package)}", "lead")
    sheet.put(5, 2, package.digest, "lead")
    if computed is None:
        sheet.put(7, 2, words("without_formulas"), "lead")
        return
    _Result(sheet, package, ways, computed).draw()


class _Result:
    def __init__(self, sheet: Drawing, package: Package, ways: Sequence[Way], computed: Computed) -> None:
        self._sheet = sheet
        self._package = package
        self._ways = ways
        self._computed = computed
        self._is_complete = computed.complete.now == 1

    def draw(self) -> None:
        sheet, words, index = self._sheet, self._sheet.words, self._package.index
        told = words("complete"), words("incomplete")
        sheet.band(7, words("status"), 6)
        status = f'IF({self._computed.complete.text}=1,"{told[0]}","{told[1]}")'
        sheet.formula(8, 2, status, told[0 if self._is_complete else 1], "lead")
        sheet.band(10, self._name(index.root), 6)
        sheet.height(11, 36)
        sheet.height(12, 22)
        self._value(11, 2, index.root, "big")
        self._category(11, 3, index.root, "big", letter=True)
        self._category(12, 2, index.root, "title", letter=False)
        row = 14
        sheet.heads(row, [words(name) for name in ("part", "value", "scale", "category")] + [""])
        for name in self._order():
            row += 1
            planned = self._planned(name)
            sheet.put(row, 2, self._name(name), "label")
            self._value(row, 3, name, "result")
            low, high = exact_text(planned.node.lowest), exact_text(planned.node.highest)
            sheet.put(row, 4, words("level_range", lowest=low, highest=high), "small")
            self._category(row, 5, name, "label", letter=True)
            self._category(row, 6, name, "label", letter=False)
            sheet.fit(row, (2, self._name(name)))
        row += 2
        for line in words("how_computed").split(". "):
            sheet.put(row, 2, line if line.endswith(".") else f"{line}.", "lead")
            row += 1

    def _planned(self, name: str) -> NodePlan:
        return next(way.plan.nodes[name] for way in self._ways if name in way.plan.nodes)

    def _name(self, node: str) -> str:
        return self._planned(node).node.name(self._sheet.words.lang)

    def _order(self) -> list[str]:
        """Return the nodes that are no rows of a form, from the index down, each once."""
        found: list[str] = []
        index = self._package.index
        tops = [index.root, *([index.conversion] if index.conversion else []), *index.beside]

        below: dict[str, dict[str, None]] = {}
        for way in self._ways:
            for name, planned in way.plan.nodes.items():
                if planned.row is None:
                    below.setdefault(name, {}).update((branch.child, None) for branch in planned.node.branches)
        waiting = list(reversed(tops))
        while waiting:
            name = waiting.pop()
            if name in below and name not in found:
                found.append(name)
                waiting += reversed(below[name])
        return found

    def _cells(self, name: str) -> list[NodeCells | None]:
        return [nodes.get(name) for nodes in self._computed.nodes]

    def _by_way(self, texts: Sequence[str | None]) -> str:
        """Return the formula of the way that applies; empty where the answers are incomplete."""
        chosen = '""'
        for number in range(len(texts), 0, -1):
            text = texts[number - 1]
            if text is not None:
                chosen = f"IF({self._computed.active.text}={number},{text},{chosen})" if len(texts) > 1 else text
        return f'IF({self._computed.complete.text}=1,{chosen},"")'

    def _now(self, name: str) -> NodeCells | None:
        return self._cells(name)[self._computed.active.now - 1] if self._is_complete else None

    def _value(self, row: int, column: int, name: str, style: Style) -> None:
        cells = self._cells(name)
        places = self._planned(name).node.rounding.places
        texts = [f"{one.units.text}/{10**places}" if one is not None else None for one in cells]
        now = self._now(name)
        shown: Decimal | str = scaled_decimal(now.units.now, places) if now is not None else ""
        number = "0" + ("." + "0" * places if places else "")
        formula = self._by_way(texts)
        self._sheet.formula(row, column, formula, shown, style, number)

    def _category(self, row: int, column: int, name: str, look: Style, *, letter: bool) -> None:
        bands = self._planned(name).bands
        if bands is None:
            if look == "label":
                self._sheet.put(row, column, None, "label")
            return
        names = [one.letter if letter else one.name(self._sheet.words.lang) for one in bands.categories]
        quoted = ['"' + one.replace('"', '""') + '"' for one in names]
        texts = [
            f"CHOOSE({one.category.text},{','.join(quoted)})" if one is not None and one.category is not None else None
            for one in self._cells(name)
        ]
        now = self._now(name)
        shown = names[now.category.now - 1] if now is not None and now.category is not None else ""
        self._sheet.formula(row, column, self._by_way(texts), shown, look)
