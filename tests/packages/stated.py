"""What an offline unit states in F-01 A, and the levels that this justifies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pekppp_rules as pekppp
from pekppp_rules import Submission
from pekppp_rules.regulation import find_package
from pekppp_rules.regulation.model import Fact, FactsForm, LevelRule
from pekppp_rules.rules import RuleFacts, compile_levels
from pekppp_rules.scoring import compile_plan

PACKAGE = find_package("permenpanrb_29_2022")
(F01,) = (form for form in PACKAGE.forms if isinstance(form, FactsForm))
FACTS: dict[str, Fact] = {fact.id: fact for _, fact in F01.asked()}
LEVEL_RULES: dict[str, LevelRule] = {
    rule.row.removeprefix("f02."): rule for file in PACKAGE.rules for rule in file.rules if isinstance(rule, LevelRule)
}
PLAN = compile_plan(PACKAGE, {"unit.mode": "luring"}, frozenset())
LEVELS = compile_levels(PACKAGE, PLAN)
COMPILED_LEVELS = {compiled.rule.row.removeprefix("f02."): compiled for compiled in LEVELS.levels}
OWN_ENTRY = {"other": "Isian unit sendiri"}


@cache
def regulation() -> pekppp.Regulation:
    """PermenPANRB 29/2022 as it ships."""
    return pekppp.load("permenpanrb_29_2022")


def options(fact: str) -> list[str]:
    """Return the codes of a fact's options, in the order of the form."""
    return [option.code for option in getattr(FACTS[fact], "options", ())]


def unit_that_states(answers: Mapping[str, Any]) -> Submission:
    """Return the submission of a unit that has filled F-01 A only."""
    return Submission.model_validate(
        {
            "regulation": "permenpanrb_29_2022",
            "unit": {"name": "Unit Contoh", "agency": "Kota Contoh", "mode": "luring"},
            "period": {"year": 2022, "scheme": "mandiri"},
            "forms": {"f01": {"answers": dict(answers)}},
        }
    )


def level(code: str, answers: Mapping[str, Any]) -> int:
    """Return the level that answers justify for a row, as a caller of the library gets it."""
    found = [row.level for row in regulation().justify(unit_that_states(answers)) if row.code == code]
    assert len(found) == 1
    return found[0]


def asked_level(code: str, answers: Mapping[str, Any]) -> int:
    """Return the same without the reasons, leaving out answers that the form does not ask for in view of the others."""
    compiled = COMPILED_LEVELS[code]
    facts = RuleFacts(unit_that_states(answers), PLAN, {})
    return compiled.level(facts, LEVELS.codes(facts))
