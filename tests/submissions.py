"""Submissions under PermenPANRB 29/2022, by hand and at random."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from pekppp_rules import Submission
from tests.reference import INDICATOR_CODES, QUESTION_CODES, mean

levels = st.integers(0, 5)
sheets = st.lists(st.fixed_dictionaries(dict.fromkeys(INDICATOR_CODES, levels)), min_size=1, max_size=4)
responses = st.lists(st.fixed_dictionaries(dict.fromkeys(QUESTION_CODES, levels)), min_size=1, max_size=8)


def submission(
    scores: list[dict[str, int]] | dict[str, int] | int = 5, survey: Mapping[str, Any] | int = 5, **changed: Any
) -> Submission:
    """Return a submission; a number stands for every row."""
    if isinstance(scores, int):
        scores = dict.fromkeys(INDICATOR_CODES, scores)
    if isinstance(scores, dict):
        scores = [scores]
    if isinstance(survey, int):
        survey = {"responses": [dict.fromkeys(QUESTION_CODES, survey)] * 10}
    data: dict[str, Any] = {
        "regulation": "permenpanrb_29_2022",
        "unit": {"name": "Unit Contoh", "agency": "Kota Contoh", "mode": "luring"},
        "period": {"year": 2022, "scheme": "mandiri"},
        "forms": {
            "f02": [{"evaluator": f"Evaluator {at}", "scores": sheet} for at, sheet in enumerate(scores)],
            "f03": survey,
        },
    }
    for block, values in changed.items():
        data[block] = {**data[block], **values} if isinstance(values, Mapping) else values
    return Submission.model_validate(data)


def mean_answers(rows: list[dict[str, int]]) -> dict[str, Fraction]:
    """Return the mean answer to each question."""
    return {code: mean([row[code] for row in rows]) for code in QUESTION_CODES}
