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
        self._deciders = [
            [(instance.number, instance.rule.id, decider(instance.formula)) for instance in stratum.instances]
            for stratum in compiled.strata
        ]
        self._looking = [
            {instance.number for instance in stratum.instances if looks_at(instance.formula, stratum.chained)}
            for stratum in compiled.strata
        ]

    def fire(self, stratum: Stratum, codes: Codes, fired: Set[str]) -> list[int]:
        """Return the numbers of the instances that fire, given what fired in earlier strata."""
        deciders = self._deciders[stratum.number]
        found = [number for number, _, decide in deciders if decide(codes, fired)]
        return self._chained(stratum.number, codes, fired, found) if stratum.chained else found

    def _chained(self, stratum: int, codes: Codes, fired: Set[str], found: list[int]) -> list[int]:
        """Let what has fired make others fire, until nothing new does. Only rules that look at others can."""
        numbers = set(found)
        known = fired | {rule for number, rule, _ in self._deciders[stratum] if number in numbers}
        waiting = [one for one in self._deciders[stratum] if one[0] in self._looking[stratum] - numbers]
        while new := [(number, rule) for number, rule, decide in waiting if decide(codes, known)]:
            numbers |= {number for number, _ in new}
            waiting = [one for one in waiting if one[0] not in numbers]
            known |= {rule for _, rule in new}
        return sorted(numbers)


def looks_at(formula: Formula, rules: Set[str]) -> bool:
    """Return whether a formula asks if one of these rules has fired."""
    if isinstance(formula, (Every, Some)):
        return any(looks_at(part, rules) for part in formula.parts)
    return isinstance(formula, Fired) and formula.rule in rules


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
            return _all_of([decider(part) for part in parts])
        case Some(parts=parts):
            return _any_of([decider(part) for part in parts])


def _all_of(deciders: list[Decide]) -> Decide:
    def decide(codes: Codes, fired: Set[str]) -> bool:
        for one in deciders:  # noqa: SIM110  # a generator takes twice the time
            if not one(codes, fired):
                return False
        return True

    return decide


def _any_of(deciders: list[Decide]) -> Decide:
    def decide(codes: Codes, fired: Set[str]) -> bool:
        for one in deciders:  # noqa: SIM110  # a generator takes twice the time
            if one(codes, fired):
                return True
        return False

    return decide
