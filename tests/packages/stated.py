"""What an offline unit states in F-01 A, and the levels that this justifies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pekppp_rules as pekppp
from pekppp_rules import Submission
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import Fact, FactsForm, LevelRule

PACKAGE = find_package("permenpanrb_29_2022")
(F01,) = (form for form in PACKAGE.forms if isinstance(form, FactsForm))
FACTS: dict[str, Fact] = {fact.id: fact for _, fact in F01.asked()}
LEVEL_RULES: dict[str, LevelRule] = {
    rule.row.removeprefix("f02."): rule for file in PACKAGE.rules for rule in file.rules if isinstance(rule, LevelRule)
}
OWN_ENTRY = {"other": "Isian unit sendiri"}


@cache
def regulation() -> pekppp.Regulation:
    """PermenPANRB 29/2022 as it ships."""
    return pekppp.load("permenpanrb_29_2022")


def options(fact: str) -> list[str]:
    """Return the codes of a fact's options, in the order of the form."""
    return [option.code for option in getattr(FACTS[fact], "options", ())]


def levels(answers: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return every level that is given to a row for these answers, by the code of the row."""
    found: dict[str, list[int]] = {}
    submission = Submission.model_validate(
        {
            "regulation": "permenpanrb_29_2022",
            "unit": {"name": "Unit Contoh", "agency": "Kota Contoh", "mode": "luring"},
            "period": {"year": 2022, "scheme": "mandiri"},
            "forms": {"f01": {"answers": dict(answers)}},
        }
    )
    for justification in regulation().justify(submission):
        found.setdefault(justification.code, []).append(justification.level)
    return found


def level(code: str, answers: Mapping[str, Any]) -> int:
    """Return the one level that answers justify for a row."""
    (found,) = levels(answers)[code]
    return found
