"""Why a unit could not be scored: a code of the catalogue and the column or form it is about."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from pekppp_rules.errors import Parameter, Place, Problem, printable
from pekppp_rules.tables.exact import DECIMAL_PLACES

SCORED = "ok"
"""The status of a unit that has an index."""

SOMETHING_WRONG = "?"
"""The status of a unit with a row that does not fit, until it is looked at closely."""

_RANK = 6
"""Digits before a ranked status: more than any form has rows."""


def status(code: str, about: str) -> str:
    """Return a status as a table shows it: `PKP-203 1_a_Ak`."""
    return f"{code} {about}"


def first_of(chain: Sequence[tuple[nw.Expr, str | nw.Expr]], otherwise: str) -> nw.Expr:
    """Return the text beside the first condition that holds, or `otherwise`."""
    texts = [nw.when(condition).then(nw.lit(text) if isinstance(text, str) else text) for condition, text in chain]
    return nw.coalesce(*texts, nw.lit(otherwise))


def ranked(statuses: Sequence[str]) -> list[str]:
    """Return the statuses as texts of which the first is the least, so that a minimum finds it; `text_of` gives them back."""
    return [f"{at:0{_RANK}}{text}" for at, text in enumerate(statuses)]


def text_of(ranked_status: nw.Expr) -> nw.Expr:
    """Return the status that a ranked one says."""
    return ranked_status.str.slice(_RANK)


def problem_of(text: str, unit: str = "") -> Problem:
    """Return a status as a problem, for a message in words; its place is the unit and the column.

    A status that a submission can have too is told without the score and its bounds, which the table no longer has.
    """
    code, _, about = text.partition(" ")
    told: dict[str, Parameter] = {"code": about, "form": about, "fact": about, "key": about, "places": DECIMAL_PLACES}
    told |= dict.fromkeys(("value", "lowest", "highest", "known", "field", "number", "date"), "…")
    return Problem(code, Place(path=tuple(printable(part) for part in (unit, about) if part)), told)
