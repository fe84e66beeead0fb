"""Where the answers to a scored form stand, as formulas over those cells with what they give now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

GOOD, GOOD_UNSCORED, WRONG = "✓", "(✓)", "!"
"""What a check column says of an entry: it fits; it fits and is not scored; it does not fit."""


@dataclass(frozen=True)
class Formula:
    """A formula without its equals sign, and the whole number it gives now."""

    text: str
    now: int


@dataclass(frozen=True)
class Inputs:
    """The answers to one form."""

    count: Formula
    """How many answers a sum is divided by: evaluators, respondents, or the units of a decimal."""
    begun: Formula
    """1 where anything was entered, else 0."""
    complete: Formula
    """1 where everything that was begun is whole and fits, else 0."""
    sums: Mapping[str, Formula]
    """By code, the sum of the answers."""
    given: Mapping[str, Formula] = field(default_factory=dict)
    """Of a form of values: by code, 1 where it was given and fits, else 0."""


def pooled(sheets: Sequence[Inputs]) -> Inputs:
    """Return the inputs of several sheets of one form, those of the evaluators that have begun."""
    if len(sheets) == 1:
        return sheets[0]

    def sum_of(parts: Sequence[Formula]) -> Formula:
        return Formula("+".join(f"({part.text})" for part in parts), sum(part.now for part in parts))

    begun = sum_of([sheet.begun for sheet in sheets])
    complete = sum_of([sheet.complete for sheet in sheets])
    return Inputs(
        count=begun,
        begun=Formula(f"IF({begun.text}>0,1,0)", int(begun.now > 0)),
        complete=Formula(
            f"IF(AND({begun.text}>0,{complete.text}={begun.text}),1,0)", int(complete.now == begun.now > 0)
        ),
        sums={code: sum_of([sheet.sums[code] for sheet in sheets]) for code in sheets[0].sums},
    )
