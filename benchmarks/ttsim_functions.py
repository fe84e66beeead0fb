"""The instrument as policy functions of ttsim, the engine below GETTSIM: every row a column, one row a respondent or a unit.

Functions take and return whole columns of doubles, weights are theirs, the index is rounded by ttsim's own `RoundingSpec` (to
the nearest, a tie to the even number), as an author of ttsim would write it. It builds its graph anew at every call.
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any

import numpy as np
from ttsim import InputData, MainTarget, TTTargets, main
from ttsim.tt import (
    AggType,
    Currency,
    RoundingSpec,
    TTSIMUnit,
    UnitSystem,
    agg_by_group_function,
    policy_function,
    policy_input,
)

from benchmarks.instrument import RESPONDENTS, Instrument
from benchmarks.plain_loop import PlainLoop

DATE = datetime.date(2022, 12, 31)
NUMBER = TTSIMUnit.DIMENSIONLESS
UNITS = UnitSystem(currencies={"IDR": Currency(statutory_from="1946-10-30")})
"""ttsim asks for a currency; no number here is an amount of one."""


class PolicyFunctions:
    """The instrument's environment, for means given by unit or for the answers of respondents."""

    def __init__(self, instrument: Instrument, *, answers: bool) -> None:
        self._answers = answers
        self._scores = [name_of("f02", code) for code in instrument.indicator_codes]
        self._questions = [name_of("f03", code) for code in instrument.question_codes]
        self._environment = _environment(instrument, answers=answers)

    def columns(self, scores: Any, rows: Any) -> dict[str, Any]:
        """Return the input of ttsim: scores of units, and their means of F-03 or the answers, all as doubles."""
        units, each = len(scores), RESPONDENTS if self._answers else 1
        names = [_answer(name) for name in self._questions] if self._answers else self._questions
        found = {"p_id": np.arange(units * each)}
        if self._answers:
            found["unit_id"] = np.arange(units).repeat(each)
        for at, name in enumerate(self._scores):
            found[name] = scores[:, at].astype(float).repeat(each)
        return found | {name: rows[:, at].astype(float) for at, name in enumerate(names)}

    def score(self, columns: Mapping[str, Any]) -> tuple[Any, Any]:
        """Return of every unit the rounded index, and the place of its category from the lowest up."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = main(
                main_target=MainTarget.results.qname,
                policy_environment=self._environment,
                input_data=InputData.tree(dict(columns)),
                tt_targets=TTTargets.tree({"rounded": None, "category": None}),
                policy_date=DATE,
                evaluation_date=DATE,
                rounding=True,
                unit_system=UNITS,
                backend="numpy",
            )
        each = RESPONDENTS if self._answers else 1
        return np.asarray(found["rounded"])[::each], np.asarray(found["category"])[::each]


def name_of(form: str, code: str) -> str:
    """Return the name that a row or an aspect has as a column: ttsim takes names of Python, and reads `_d` at an end as "a day"."""
    return f"{form}_{code}_value".replace(".", "_").lower()


def _answer(name: str) -> str:
    return f"{name}_answered"


def _environment(instrument: Instrument, *, answers: bool) -> dict[str, Any]:
    loop = PlainLoop(instrument)
    found: dict[str, Any] = {"p_id": _input("p_id", int)}
    if answers:
        found["unit_id"] = _input("unit_id", int)
    for code in instrument.indicator_codes:
        found[name_of("f02", code)] = _input(name_of("f02", code), float)
    for code in instrument.question_codes:
        name = name_of("f03", code)
        if answers:
            found[_answer(name)] = _input(_answer(name), float)
            found[name] = _mean_by_unit(name)
        else:
            found[name] = _input(name, float)
    for aspect, weights in loop.indicators.items():
        rows = {name_of("f02", code): weight for code, weight in weights.items()}
        found[name_of("f02", aspect)] = _weighted(name_of("f02", aspect), rows)
    for aspect, codes in loop.questions.items():
        names = {name_of("f03", code): 1 / len(codes) for code in codes}
        found[name_of("f03", aspect)] = _weighted(name_of("f03", aspect), names)
    found["f02"] = _weighted("f02", {name_of("f02", aspect): weight for aspect, weight in loop.aspects.items()})
    found["f03"] = _weighted("f03", {name_of("f03", aspect): 1 / len(loop.questions) for aspect in loop.questions})
    parts = {"f02": loop.f02_share, "f03": loop.f03_share}
    found["rounded"] = _weighted("rounded", parts, RoundingSpec(base=0.01, direction="nearest"))
    found["category"] = _category([bound for _, bound in reversed(loop.bounds)])
    return found


def _input(name: str, kind: type) -> Any:
    def column() -> None: ...

    column.__name__, column.__annotations__ = name, {"return": kind}
    return policy_input(unit=NUMBER)(column)


def _weighted(name: str, weights: Mapping[str, float], rounding: RoundingSpec | None = None) -> Any:
    def total(**columns: Any) -> Any:
        return sum(weight * columns[each] for each, weight in weights.items())

    return _function(name, list(weights), total, "FloatColumn", rounding)


def _category(rising: Sequence[float]) -> Any:
    bounds = np.array(rising)

    def category(**columns: Any) -> Any:
        return np.searchsorted(bounds, columns["rounded"], side="right") - 1

    return _function("category", ["rounded"], category, "IntColumn")


def _function(
    name: str, takes: Sequence[str], compute: Callable[..., Any], returns: str, rounding: RoundingSpec | None = None
) -> Any:
    """Return a policy function of named columns: ttsim reads names and types off the signature."""

    def function(*columns: Any, **named: Any) -> Any:
        return compute(**dict(zip(takes, columns, strict=False)), **named)

    function.__name__ = name
    function.__annotations__ = {**dict.fromkeys(takes, "FloatColumn"), "return": returns}
    kept = [Parameter(each, Parameter.POSITIONAL_OR_KEYWORD, annotation="FloatColumn") for each in takes]
    function.__signature__ = Signature(kept, return_annotation=returns)  # type: ignore[attr-defined]  # ttsim reads the names
    decorate = policy_function(
        vectorization_strategy="not_required", rounding_spec=rounding, unit=NUMBER, verify_units=False
    )
    return decorate(function)


def _mean_by_unit(name: str) -> Any:
    """Return the function that gives every respondent of a unit the mean of their answers."""

    def mean(answer: float, unit_id: int) -> float:
        raise NotImplementedError  # ttsim reads the signature alone

    mean.__name__ = name
    mean.__annotations__ = {_answer(name): float, "unit_id": int, "return": float}
    kept = [
        Parameter(each, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
        for each, kind in ((_answer(name), float), ("unit_id", int))
    ]
    mean.__signature__ = Signature(kept, return_annotation=float)  # type: ignore[attr-defined]  # ttsim reads the names
    return agg_by_group_function(agg_type=AggType.MEAN, unit=NUMBER, verify_units=False)(mean)
