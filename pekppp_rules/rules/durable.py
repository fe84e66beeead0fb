"""durable-rules as an engine, in the one pattern that is safe. No other module imports it.

Built once for each thread and process, facts only, one fixed sid, ids of our own, a catch-all for every kind of fact (a state on
which no action ever ran is freed from memory that was never set), no timer threads, the state deleted whatever happens. Actions
append the number of what fired and assert derived facts, nothing else.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence, Set
from typing import Any

from durable.engine import Host

from pekppp_rules.rules.compiled import CompiledRules, Stratum
from pekppp_rules.rules.durable_plan import (
    DERIVED_KIND,
    SID,
    Group,
    StratumPlan,
    UnfitError,
    derived_id,
    fact_id,
    plan_for_durable,
)
from pekppp_rules.rules.forward import decider


def unfit_for_durable(compiled: CompiledRules) -> str | None:
    """Return why compiled rules do not fit the engine's limits, or None when they do."""
    try:
        plan_for_durable(compiled)
    except UnfitError as error:
        return str(error)
    return None


class DurableError(RuntimeError):
    """The engine reported an exception of its own; nothing it said can be used."""


class _QuietHost(Host):  # type: ignore[misc]  # no types in the library
    """A host without timer threads, whose actions collect what fires."""

    def __init__(self, plan: StratumPlan) -> None:
        self.found: list[int] = []
        self._plan = plan
        self._asserted: set[int] = set()
        super().__init__(plan.definition())

    def _run(self) -> None:
        """Start no timer threads: they call into the engine from the side."""

    def start(self) -> None:
        """Forget what the last submission found."""
        self.found = []
        self._asserted = set()

    def get_action(self, action_name: str) -> Callable[[Any], None]:
        if action_name == "nothing":
            return lambda _: None
        number = self._plan.reports[action_name]
        derived = self._plan.derived.get(self._plan.rule_of[number])

        def fire(context: Any) -> None:
            self.found.append(number)
            if derived is not None and derived not in self._asserted:
                self._asserted.add(derived)
                context.assert_fact({"id": derived_id(derived), "sid": SID, "k": DERIVED_KIND, "x": derived})

        return fire


class DurableEngine:
    """Fires rules with durable-rules. Threads and forked processes may share it: each gets hosts of its own."""

    name = "durable"

    def __init__(self, compiled: CompiledRules) -> None:
        self._plans = plan_for_durable(compiled)
        self._fails = {
            leaf: decider(leaf) for plan in self._plans for group in plan.groups for leaf in group.failing.values()
        }
        self._own = threading.local()

    def fire(self, stratum: Stratum, codes: Sequence[int | None], fired: Set[str]) -> list[int]:
        """Return the numbers of the instances that fire. Raises DurableError when the engine itself fails."""
        plan = self._plans[stratum.number]
        if not plan.groups:
            return []
        host = self._host(stratum.number)
        host.start()
        try:
            host.assert_facts(plan.name, [self._fact(group, codes, fired) for group in plan.groups])
            state = host.get_state(plan.name, SID)
        finally:
            host.delete_state(plan.name, SID)
        if "exception" in state:
            raise DurableError(str(state["exception"])[:500])
        return list(dict.fromkeys(host.found))

    def _host(self, number: int) -> _QuietHost:
        if getattr(self._own, "process", None) != os.getpid():
            self._own.process = os.getpid()
            self._own.hosts = {}
        hosts: dict[int, _QuietHost] = self._own.hosts
        if number not in hosts:
            hosts[number] = _QuietHost(self._plans[number])
        return hosts[number]

    def _fact(self, group: Group, codes: Sequence[int | None], fired: Set[str]) -> dict[str, int | str]:
        """Return the fact of a group: what is absent is left out, what must not hold is 1 where it does not."""
        fact: dict[str, int | str] = {"id": fact_id(group), "sid": SID, "k": group.kind}
        for name, quantity in group.quantities.items():
            code = codes[quantity]
            if code is not None:
                fact[name] = code
        for name, leaf in group.failing.items():
            fact[name] = int(self._fails[leaf](codes, fired))
        for name, (rule, has_fired) in group.fired.items():
            fact[name] = int((rule in fired) == has_fired)
        return fact
