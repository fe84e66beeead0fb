"""Our own small forward chainer: evaluates the formulas of a stratum until nothing new fires."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from operator import eq, ge, gt, le, lt

from pekppp_rules.rules.compiled import (
    CompiledRules,
    Every,
    Fails,
    Fired,
    Formula,
    Holds,
    Instance,
    Some,
    Stratum,
    Unfired,
)

Codes = Sequence[int | None]
Decide = Callable[[Codes, Set[str]], bool]

_COMPARE: dict[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}


class ForwardEngine:
    """Fires rules in plain Python. Holds no state between submissions, so threads may share it."""

    name = "forward"

    def __init__(self, compiled: CompiledRules) -> None:
        self._decide = {instance.number: decider(instance.formula) for instance in compiled.instances}

    def fire(self, stratum: Stratum, codes: Codes, fired: Set[str]) -> list[int]:
        """Return the numbers of the instances that fire, given what fired in earlier strata."""
        found = [instance for instance in stratum.instances if self._decide[instance.number](codes, fired)]
        if stratum.chained:
            self._chain(stratum, codes, fired, found)
        return [instance.number for instance in found]

    def _chain(self, stratum: Stratum, codes: Codes, fired: Set[str], found: list[Instance]) -> None:
        """Let what has fired make others fire, until nothing new does."""
        known = fired | {instance.rule.id for instance in found}
        waiting = [instance for instance in stratum.instances if instance not in found]
        while True:
            new = [instance for instance in waiting if self._decide[instance.number](codes, known)]
            if not new:
                return
            found += new
            waiting = [instance for instance in waiting if instance not in new]
            known |= {instance.rule.id for instance in new}


def decider(formula: Formula) -> Decide:
    """Return a function that decides a formula from the codes of quantities and the rules that have fired."""
    match formula:
        case Holds(test=test):
            at, code, compare = test.quantity, test.code, _COMPARE[test.operator]
            return lambda codes, _: (value := codes[at]) is not None and compare(value, code)
        case Fails(test=test):
            at, code, compare = test.quantity, test.code, _COMPARE[test.operator]
            return lambda codes, _: (value := codes[at]) is None or not compare(value, code)
        case Fired(rule=rule):
            return lambda _, fired: rule in fired
        case Unfired(rule=rule):
            return lambda _, fired: rule not in fired
        case Every(parts=parts):
            deciders = [decider(part) for part in parts]
            if len(deciders) == 2:
                first, second = deciders
                return lambda codes, fired: first(codes, fired) and second(codes, fired)
            return lambda codes, fired: all(decide(codes, fired) for decide in deciders)
        case Some(parts=parts):
            deciders = [decider(part) for part in parts]
            return lambda codes, fired: any(decide(codes, fired) for decide in deciders)
