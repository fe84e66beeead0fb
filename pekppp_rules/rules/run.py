"""Running compiled rules over the facts of one submission, by either engine."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol

from pekppp_rules.rules.compiled import CompiledRules, Instance, Stratum
from pekppp_rules.rules.facts import RuleFacts
from pekppp_rules.rules.quantities import computed


class Engine(Protocol):
    """Decides which instances of a stratum fire. Both engines give the same answer."""

    @property
    def name(self) -> str:
        """The engine's name, as results show it."""

    def fire(self, stratum: Stratum, codes: Sequence[int | None], fired: Set[str]) -> list[int]:
        """Return the numbers of the instances that fire, given the codes of quantities and what fired before."""


def fired_instances(compiled: CompiledRules, facts: RuleFacts, engine: Engine) -> list[Instance]:
    """Return the instances that fire, in the order of the package, whichever engine ran."""
    codes = computed(compiled.quantities, facts)
    fired: set[str] = set()
    numbers: set[int] = set()
    for stratum in compiled.strata:
        for at in stratum.counted:
            quantity = compiled.quantities[at]
            codes[at] = quantity.counted(len(fired.intersection(quantity.fired)))
        new = engine.fire(stratum, codes, fired)
        numbers.update(new)
        fired |= {compiled.instances[number].rule.id for number in new}
    return [compiled.instances[number] for number in sorted(numbers)]
