"""What scoring needs of the answers to one form: a count, and a sum for every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm
from operator import itemgetter

from pekppp_rules.submission.model import FormAnswers, SurveyMeans, SurveyResponses, SurveyTotals, ValueAnswers


@dataclass(frozen=True, slots=True)
class Totals:
    """The value of row i is sums[i] / count, exactly.

    For evaluators and respondents the count is their number. For means given as decimals it is the common denominator that
    makes them whole.
    """

    count: int
    sums: tuple[int, ...]


def totals_of(answers: FormAnswers, codes: Sequence[str]) -> Totals:
    """Pool the answers to one form: evaluators and respondents are averaged, means and values are taken as given.

    A value that is not given counts as 0, for nothing rests on it; any other row must be there.
    """
    if isinstance(answers, tuple):
        return _pooled([sheet.scores for sheet in answers], codes)
    if isinstance(answers, SurveyResponses):
        return _pooled(answers.responses, codes)
    if isinstance(answers, SurveyTotals):
        return Totals(answers.totals.respondents, picker(codes)(answers.totals.sums))
    if isinstance(answers, SurveyMeans):
        return _scaled(answers.means, codes)
    if isinstance(answers, ValueAnswers):
        return _scaled({**dict.fromkeys(codes, Decimal(0)), **answers.values}, codes)
    raise TypeError("facts are not scored")


def bounding_totals(answers: FormAnswers | None, codes: Sequence[str], level: int) -> Totals:
    """Pool what there is of the answers to one form, with `level` for every row that is missing."""
    everywhere = dict.fromkeys(codes, level)
    if isinstance(answers, tuple) and answers:
        return _pooled([{**everywhere, **sheet.scores} for sheet in answers], codes)
    if isinstance(answers, SurveyResponses) and answers.responses:
        return _pooled([{**everywhere, **row} for row in answers.responses], codes)
    if isinstance(answers, SurveyTotals):
        count = answers.totals.respondents
        return Totals(count, picker(codes)({**dict.fromkeys(codes, level * count), **answers.totals.sums}))
    given: Mapping[str, Decimal] = {}
    if isinstance(answers, SurveyMeans):
        given = answers.means
    elif isinstance(answers, ValueAnswers):
        given = answers.values
    return _scaled({**dict.fromkeys(codes, Decimal(level)), **given}, codes)


def _pooled(rows: Sequence[Mapping[str, int]], codes: Sequence[str]) -> Totals:
    return summed(list(map(picker(codes), rows)))


def summed(rows: Sequence[tuple[int, ...]]) -> Totals:
    """Sum rows whose values stand in the form's order."""
    return Totals(1, rows[0]) if len(rows) == 1 else Totals(len(rows), tuple(map(sum, zip(*rows, strict=True))))


def picker(codes: Sequence[str]) -> Callable[[Mapping[str, int]], tuple[int, ...]]:
    """Return what takes the values of those codes out of a row, in their order."""
    if len(codes) == 1:
        [code] = codes
        return lambda row: (row[code],)
    return itemgetter(*codes)


def _scaled(means: Mapping[str, Decimal], codes: Sequence[str]) -> Totals:
    ratios = [means[code].as_integer_ratio() for code in codes]
    count = lcm(*(denominator for _, denominator in ratios))
    return Totals(count, tuple(numerator * (count // denominator) for numerator, denominator in ratios))
