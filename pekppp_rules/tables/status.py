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


def status(code: str, about: str) -> str:
    """Return a status as a table shows it: `PKP-203 1_a_Ak`."""
    return f"{code} {about}"


def first_of(chain: Sequence[tuple[nw.Expr, str | nw.Expr]], otherwise: str) -> nw.Expr:
    """Return the text beside the first condition that holds, or `otherwise`."""
    texts = [nw.when(condition).then(nw.lit(text) if isinstance(text, str) else text) for condition, text in chain]
    return nw.coalesce(*texts, nw.lit(otherwise))


def text_at(place: nw.Expr, statuses: Sequence[str]) -> nw.Expr:
    """Return the status at a place; nothing where there is none."""
    texts = [nw.when(place == at).then(nw.lit(text)) for at, text in enumerate(statuses)]
    return nw.coalesce(*texts) if texts else nw.lit(None, dtype=nw.String)


def problem_of(text: str, unit: str = "") -> Problem:
    """Return a status as a problem, for a message in words; its place is the unit and the column.

    A status that a submission can have too is told without the score and its bounds, which the table no longer has.
    """
    code, _, about = text.partition(" ")
    told: dict[str, Parameter] = {"code": about, "form": about, "fact": about, "key": about, "places": DECIMAL_PLACES}
    told |= dict.fromkeys(("value", "lowest", "highest", "known", "field", "number", "date"), "…")
    return Problem(code, Place(path=tuple(printable(part) for part in (unit, about) if part)), told)
