"""Submissions that are made from a package alone, so that between them every weight, level and limit of it decides something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any, Literal

from pekppp_rules.authoring.cases import plain_submission
from pekppp_rules.porting.facts import stated_facts
from pekppp_rules.porting.situations import Situation, situations
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.authored import number_as_written
from pekppp_rules.regulation.model import FactsForm, RubricForm, ScoredForm, SurveyForm

Covers = Literal["case", "edge", "extreme", "alone", "several", "threshold", "facts", "refused"]
"""What a vector is for."""

Level = Callable[[ScoredForm, str, int], int]
"""The level of a row, by its form, its code and the number of the sheet, which starts at 0."""

_MOST_LEVELS = 10
"""A scale of more levels is tried at both ends and in the middle only."""

_LONGEST_NAME = 300
_NO_CODE = "?"
"""No code of a row can be this."""

_Made = tuple[Covers, str, dict[str, Any]]
"""What answers are for, their name within the situation, and the answers by form."""

_BETWEEN = Fraction(37, 100)
"""Of the way up a scale: no whole level of any short one."""


@dataclass(frozen=True)
class Input:
    """A submission in the shape of its file, and what it is for."""

    name: str
    covers: Covers
    data: dict[str, Any]


def made_input(package: Package, situation: Situation, covers: Covers, name: str, forms: dict[str, Any]) -> Input:
    """Return an input whose unit is called like its vector, as far as a name may be long."""
    full = "/".join([*situation.name, covers, name])
    return Input(full, covers, plain_submission(package, full[:_LONGEST_NAME], situation.choice, forms))


def generated_inputs(package: Package) -> Iterator[Input]:
    """Yield submissions that cover a package, always in the same order. Only those for `refused` have something wrong."""
    tried: set[tuple[tuple[str, ...], str, str]] = set()
    for situation in situations(package):
        for covers, name, forms in chain(
            _extremes(situation),
            _rows_alone(situation, tried),
            _several(situation),
            _thresholds(situation),
            _facts(situation),
            _mistakes(situation),
        ):
            yield made_input(package, situation, covers, name, forms)


def answers(
    situation: Situation, level: Level, *, sheets: int = 1, respondents: int = 1, as_totals: bool = False
) -> dict[str, Any]:
    """Return answers to the scored forms: rubrics by so many evaluators, surveys by so many respondents."""
    return {
        name: _answers(form, situation.codes[name], level, sheets, respondents, as_totals)
        for name, form in situation.scored.items()
    }


def answers_between(situation: Situation, level: Level, share: Fraction) -> dict[str, Any]:
    """Return answers whose rubrics have a level, and whose surveys and values all lie `share` of the way up their scale.

    Surveys are given as means. The share must leave decimals of at most 15 digits.
    """
    found = answers(situation, level)
    for name, form in situation.scored.items():
        if not isinstance(form, RubricForm):
            value = number_as_written(form.scale.lowest + share * (form.scale.highest - form.scale.lowest))
            row = dict.fromkeys(situation.codes[name], value)
            found[name] = {"means" if isinstance(form, SurveyForm) else "values": row}
    return found


def _answers(
    form: ScoredForm, codes: tuple[str, ...], level: Level, sheets: int, respondents: int, as_totals: bool
) -> Any:
    if isinstance(form, RubricForm):
        return [
            {"evaluator": f"Evaluator {sheet + 1}", "scores": {code: level(form, code, sheet) for code in codes}}
            for sheet in range(sheets)
        ]
    if not isinstance(form, SurveyForm):
        return {"values": {code: level(form, code, 0) for code in codes}}
    if as_totals:
        sums = {code: sum(level(form, code, sheet) for sheet in range(respondents)) for code in codes}
        return {"totals": {"respondents": respondents, "sums": sums}}
    return {"responses": [{code: level(form, code, sheet) for code in codes} for sheet in range(respondents)]}


def _lowest(form: ScoredForm, _code: str, _sheet: int) -> int:
    return form.scale.lowest


def _highest(form: ScoredForm, _code: str, _sheet: int) -> int:
    return form.scale.highest


def _mixed(form: ScoredForm, code: str, sheet: int) -> int:
    """Levels that differ from row to row and from sheet to sheet."""
    at = form.codes.index(code)
    return form.scale.lowest + (at + sheet * (at + 1)) % (form.scale.highest - form.scale.lowest + 1)


def _only(form_name: str, row_code: str, level: int) -> Level:
    def chosen(form: ScoredForm, code: str, _sheet: int) -> int:
        return level if (form.form, code) == (form_name, row_code) else form.scale.lowest

    return chosen


def _levels_above_lowest(form: ScoredForm) -> list[int]:
    """Of a rubric every level; of other forms, which are not scored level by level, the ends."""
    lowest, highest = form.scale.lowest, form.scale.highest
    if not isinstance(form, RubricForm):
        return [highest]
    if highest - lowest <= _MOST_LEVELS:
        return list(range(lowest + 1, highest + 1))
    return [lowest + 1, (lowest + highest) // 2, highest]


def _extremes(situation: Situation) -> Iterator[_Made]:
    yield "extreme", "lowest", answers(situation, _lowest)
    yield "extreme", "highest", answers(situation, _highest)


def _rows_alone(situation: Situation, tried: set[tuple[tuple[str, ...], str, str]]) -> Iterator[_Made]:
    """Yield each row alone at each level, all others at the lowest; a row that was tried with these variants is not tried again."""
    for name, form in situation.scored.items():
        for code in situation.codes[name]:
            row = (*situation.choice.values(),), name, code
            if row not in tried:
                tried.add(row)
                for level in _levels_above_lowest(form):
                    yield "alone", f"{name}.{code}/{level}", answers(situation, _only(name, code, level))


def _several(situation: Situation) -> Iterator[_Made]:
    for sheets in (2, 3):
        yield "several", str(sheets), answers(situation, _mixed, sheets=sheets, respondents=2 * sheets + 1)
    yield "several", "totals", answers(situation, _mixed, respondents=7, as_totals=True)
    yield "several", "decimals", answers_between(situation, _lowest, _BETWEEN)


def _thresholds(situation: Situation) -> Iterator[_Made]:
    """Yield surveys of as many respondents as are asked for, and of one less."""
    for name, form in situation.scored.items():
        if isinstance(form, SurveyForm) and form.respondents.minimum is not None:
            for count in (form.respondents.minimum.value - 1, form.respondents.minimum.value):
                sums = dict.fromkeys(form.codes, form.scale.highest * count)
                totals = {"totals": {"respondents": count, "sums": sums}}
                if count:
                    yield "threshold", f"{name}/{count}", {**answers(situation, _highest), name: totals}


def _facts(situation: Situation) -> Iterator[_Made]:
    forms = {name: form for name, form in situation.forms.items() if isinstance(form, FactsForm)}
    for kind in ("most", "least") if forms else ():
        facts = {name: {"answers": stated_facts(form, most=kind == "most")} for name, form in forms.items()}
        yield "facts", f"{kind}/lowest", {**answers(situation, _lowest), **facts}
        yield "facts", f"{kind}/highest", {**answers(situation, _highest), **facts}


def _mistakes(situation: Situation) -> Iterator[_Made]:
    """Yield answers with one thing wrong. Leaving out what may be left out is no mistake: whoever evaluates them can tell."""
    whole = answers(situation, _lowest)
    for name, form in situation.scored.items():
        yield "refused", f"{name}/no_form", {other: given for other, given in whole.items() if other != name}
        lowest, highest = form.scale.lowest, form.scale.highest
        complete = dict.fromkeys(situation.codes[name], lowest)
        yield "refused", f"{name}/unknown_code", {**whole, name: _as_row(form, {**complete, _NO_CODE: lowest})}
        for last in situation.codes[name][-1:]:
            others = {code: level for code, level in complete.items() if code != last}
            for what, row in (
                ("missing", others),
                ("above_scale", {**complete, last: highest + 1}),
                ("below_scale", {**complete, last: lowest - 1}),
            ):
                yield "refused", f"{name}/{what}", {**whole, name: _as_row(form, row)}


def _as_row(form: ScoredForm, row: dict[str, int]) -> Any:
    if isinstance(form, RubricForm):
        return [{"evaluator": "Evaluator 1", "scores": row}]
    return {"responses": [row]} if isinstance(form, SurveyForm) else {"values": row}
