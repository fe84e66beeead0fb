"""An independent interpreter of any regulation: docs/package-format.md in Fractions, by recursion from the root.

It reads a package as plain data, as its files write it (`index`, `categories` and a list of `forms`), and a submission as plain
data, and knows nothing of the engine: only the standard library is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from typing import Any

Plain = Mapping[str, Any]


def number(value: Any) -> Fraction:
    """Return a number as a package or a submission writes it, or a block that holds one as its `value`."""
    return Fraction(value["value"] if isinstance(value, Mapping) else value)


def half_up(value: Fraction, places: int) -> Fraction:
    """Round to the nearest unit of the last place, a tie upwards."""
    units = value * 10**places
    below = floor(units)
    return Fraction(below + (1 if units - below >= Fraction(1, 2) else 0), 10**places)


def decimal_text(value: Fraction, places: int) -> str:
    """Write a rounded value with all its places."""
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.{places}f}" if value else f"{0:.{places}f}"


class Interpreter:
    """One submission under one package. What is missing counts as the `missing` end of its scale, in a draft."""

    def __init__(self, package: Plain, submission: Plain, missing: str | None = None) -> None:
        self.index = package["index"]
        self.tables = {table["id"]: table["categories"] for table in package["categories"]["tables"]}
        self.nodes = {node["id"]: node for node in self.index["nodes"]}
        self.answers = dict(submission["forms"])
        self.missing_level = missing
        self.forms = {form["form"]: form for form in package["forms"] if _is_chosen(form, submission)}
        self.rows = {
            f"{name}.{row['code']}": (name, aspect, row)
            for name, form in self.forms.items()
            for aspect, row in rows_of(form)
        }
        self.begun = set(self.rows_given())
        if missing is not None:
            self.begun |= set(self.rows_to_come())
        while missing is not None:  # a completion gives what is missing, which may decide what else is
            more = {f"{form}.{code}" for form, _, code in self.missing()} - self.begun
            if not more:
                break
            self.begun |= more
        self.value = cache(self._value)

    # what is given

    def rows_given(self) -> Iterator[str]:
        """Yield every row of which something is given: each value by itself, all rows of a rubric or survey together."""
        for name, (form, _, row) in self.rows.items():
            answers = self.answers.get(form)
            if answers is not None and ("values" not in answers or row["code"] in answers["values"]):
                yield name

    def rows_to_come(self) -> Iterator[str]:
        """Yield the rows of the rubrics and surveys that no completion can leave out."""
        required = {one["form"] for one in self.index["requires"] if one["without"] == "error"}
        yield from (name for name, (form, _, _) in self.rows.items() if form in required and self.is_whole(form))

    def is_whole(self, form: str) -> bool:
        """Return whether a form is given whole or not at all."""
        return bool(self.forms[form]["type"] != "value")

    def is_begun(self, name: str) -> bool:
        """Return whether anything below a node is given."""
        if name in self.rows:
            return name in self.begun
        return any(self.is_begun(child) for child in self.named(name))

    def can_be_computed(self, name: str) -> bool:
        """Return whether the forms that a node needs are there in the submission's variant."""
        if name not in self.nodes:
            return name in self.rows
        names = self.named(name)
        enough = any if self.nodes[name]["kind"] == "first_given" else all
        return bool(names) and enough(self.can_be_computed(child) for child in names)

    # the tree

    def named(self, name: str) -> list[str]:
        """Return all children that a node names, alternatives included."""
        node = self.nodes[name]
        if "rows" in node:
            form, aspect = node["rows"]["form"], node["rows"]["aspect"]
            return [row for row, (own, of, _) in self.rows.items() if own == form and of == aspect]
        return [node["of"]] if node["kind"] == "linear" else [part["node"] for part in node["parts"]]

    def children(self, name: str) -> list[tuple[Fraction, str]]:
        """Return the children that count, each with its share."""
        if name in self.rows:
            return []
        node, names = self.nodes[name], self.named(name)
        match node["kind"]:
            case "linear":
                return [(number(node["times"]), names[0])]
            case "mean":
                return [(Fraction(1, len(names)), child) for child in names]
            case "first_given":
                there = [child for child in names if self.can_be_computed(child)]
                return [(Fraction(1), next((child for child in there if self.is_begun(child)), there[0]))]
            case "weighted_mean":
                divisor = number(node["out_of"])
            case "weighted_sum":
                divisor = Fraction(1)
        return [(weight / divisor, child) for weight, child in self._weights(node, names, divisor)]

    def _weights(self, node: Plain, names: list[str], total: Fraction) -> Iterator[tuple[Fraction, str]]:
        parts = {part["node"]: part for part in node.get("parts", ())}
        for child in names:
            if child in parts:
                yield number(parts[child]["weight"]), child
            elif "weights" in self.forms[self.rows[child][0]]:  # unknown: the rows of an aspect count the same
                yield total / len(names), child
            else:
                yield number(self.rows[child][2]["weight"]), child

    def shown(self) -> list[str]:
        """Return every node and row of a result: what the root, the conversion and the nodes beside them rest on."""
        found: list[str] = []
        waiting = [self.index["root"], self.index.get("conversion"), *self.index.get("beside", ())]
        while waiting:
            name = waiting.pop()
            if name is not None and name not in found:
                found.append(name)
                waiting += [child for _, child in self.children(name)]
        return found

    def shares(self) -> dict[str, tuple[Fraction, Fraction | None]]:
        """Return the share of the index and of the parent that each node below the root has."""
        found: dict[str, tuple[Fraction, Fraction | None]] = {self.index["root"]: (Fraction(1), None)}
        waiting = [self.index["root"]]
        while waiting:
            name = waiting.pop()
            for share, child in self.children(name):
                found[child] = found[name][0] * share, share
                waiting.append(child)
        return found

    # numbers

    def _value(self, name: str) -> Fraction:
        """Return the exact value of a node or row."""
        return self._computed(name, self._row_value, self.value)

    def scale(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the lowest and highest value a node can have."""

        def at(end: str) -> Callable[[str], Fraction]:
            def of_row(row: str) -> Fraction:
                return Fraction(self.forms[self.rows[row][0]]["scale"][end])

            return lambda node: self._computed(node, of_row, at(end))

        return at("lowest")(name), at("highest")(name)

    def _computed(self, name: str, of_row: Callable[[str], Fraction], of: Callable[[str], Fraction]) -> Fraction:
        if name in self.rows:
            return of_row(name)
        plus = number(self.nodes[name].get("plus", 0))
        return plus + sum((share * self.carried(child, of(child)) for share, child in self.children(name)), Fraction(0))

    def rounding(self, name: str) -> Plain:
        """Return the node's own rounding, or that of the tree."""
        found: Plain = self.nodes.get(name, {}).get("rounding", self.index["rounding"])
        return found

    def carried(self, name: str, value: Fraction) -> Fraction:
        """Return what a parent counts with."""
        rounding = self.rounding(name)
        return half_up(value, rounding["places"]) if "parent" in rounding["used_by"] else value

    def rounded(self, name: str) -> str:
        """Return the value as it is shown."""
        places = self.rounding(name)["places"]
        return decimal_text(half_up(self.value(name), places), places)

    def category(self, name: str) -> str | None:
        """Return the letter of the highest category whose bound the value reaches; None where the node has no categories."""
        table = self.nodes.get(name, {}).get("categories")
        if table is None:
            return None
        rounding, value = self.rounding(name), self.value(name)
        if "category" in rounding["used_by"]:
            value = half_up(value, rounding["places"])
        reached = [category for category in self.tables[table] if number(category["from"]) <= value]
        return str(max(reached, key=lambda category: number(category["from"]))["letter"])

    def _row_value(self, name: str) -> Fraction:
        form, _, row = self.rows[name]
        answers, code = self.answers.get(form), row["code"]
        if not answers:
            return self._level(form)
        if isinstance(answers, (list, tuple)):
            return self._mean(form, code, [sheet["scores"] for sheet in answers])
        if "responses" in answers:
            return self._mean(form, code, answers["responses"]) if answers["responses"] else self._level(form)
        if "totals" in answers:
            sums, count = answers["totals"]["sums"], answers["totals"]["respondents"]
            return Fraction(sums[code], count) if code in sums else self._level(form)
        given = answers["means"] if "means" in answers else answers["values"]
        return Fraction(given[code]) if code in given else self._level(form)

    def _mean(self, form: str, code: str, sheets: list[Mapping[str, int]]) -> Fraction:
        found = [Fraction(sheet[code]) if code in sheet else self._level(form) for sheet in sheets]
        return sum(found, Fraction(0)) / len(found)

    def _level(self, form: str) -> Fraction:
        assert self.missing_level is not None, f"something of {form} is missing"
        return Fraction(self.forms[form]["scale"][self.missing_level])

    # drafts

    def missing(self) -> set[tuple[str, str | None, str]]:
        """Return form, sheet and code of every row that an evaluation needs and that is not given."""
        rests_on = {name for name in self.shown() if name in self.rows}
        required = {one["form"] for one in self.index["requires"] if one["without"] == "error"}
        found: set[tuple[str, str | None, str]] = set()
        for name, form in self.forms.items():
            if form["type"] == "facts":
                continue
            answers = self.answers.get(name)
            codes = {row["code"] for _, row in rows_of(form)}
            needed = {code for code in codes if f"{name}.{code}" in rests_on}
            if self.is_whole(name):
                is_wanted = bool(needed) or answers is not None or name in required
            else:
                is_wanted = answers is None and name in required and not needed
            if is_wanted:
                needed = codes
            for sheet, given in _sheets(answers):
                found |= {(name, sheet, code) for code in needed if code not in given}
        return found


def _is_chosen(form: Plain, submission: Plain) -> bool:
    if "variant" not in form:
        return True
    block, _, key = form["variant"]["field"].partition(".")
    return bool(submission[block].get(key) == form["variant"]["value"])


def rows_of(form: Plain) -> Iterator[tuple[str | None, Plain]]:
    """Yield the rows of a form that can count, with their aspect."""
    if form["type"] == "value":
        yield from ((row.get("aspect"), row) for row in form["values"])
    elif form["type"] != "facts":
        key = {"rubric": "indicators", "survey": "questions"}[form["type"]]
        yield from ((block["aspect"], row) for block in form["aspects"] for row in block[key])


def _sheets(answers: Any) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Yield whose sheet it is, where there may be several, and what it gives."""
    if not answers or answers == {"responses": ()} or answers == {"responses": []}:
        yield None, {}
    elif isinstance(answers, (list, tuple)):
        yield from ((sheet["evaluator"], sheet["scores"]) for sheet in answers)
    elif "responses" in answers:
        yield from ((str(at), row) for at, row in enumerate(answers["responses"], start=1))
    elif "totals" in answers:
        yield None, answers["totals"]["sums"]
    else:
        yield None, answers["means"] if "means" in answers else answers["values"]


# facts


def asked(form: Plain, answers: Mapping[str, Any]) -> list[str]:
    """Return the ids of the facts that a form asks for, given what was answered; what was not asked counts as not stated."""
    found: list[str] = []
    counted: dict[str, Any] = {}
    questions = [question for aspect in form["aspects"] for question in aspect["questions"]]
    for question in [*questions, *form.get("additional", ())]:
        for fact in question["facts"]:
            if all(holds(block["asked_if"], counted) for block in (question, fact) if "asked_if" in block):
                found.append(fact["id"])
                if fact["id"] in answers:
                    counted[fact["id"]] = answers[fact["id"]]
    return found


def holds(condition: Plain, answers: Mapping[str, Any]) -> bool:
    """Return whether a condition holds."""
    if "all" in condition:
        return all(holds(one, answers) for one in condition["all"])
    if "any" in condition:
        return any(holds(one, answers) for one in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers)
    if condition["fact"] not in answers:
        return False
    stated = answers[condition["fact"]]
    if "present" in condition:
        return True
    wanted = [condition["="]] if "=" in condition else condition["in"]
    options = stated if isinstance(stated, (list, tuple)) else [stated]
    return any(_equal(option, value) for option in options for value in wanted)


def _equal(one: Any, other: Any) -> bool:
    """Yes is not 1, and an entry of the unit's own (a mapping) is no option."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
