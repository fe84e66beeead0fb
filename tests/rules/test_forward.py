"""Our own chainer finds what an exhaustive search finds, and stays quick where rules are many."""

from __future__ import annotations

import time

from hypothesis import given

from pekppp_rules.rules.compiled import Every, Fails, Fired, Holds
from pekppp_rules.rules.forward import ForwardEngine
from pekppp_rules.rules.quantities import Test as Compared
from tests.rules.rule_sets import codes, compiled_of, naive, rule_sets, run_all


@given(rule_sets(), codes)
def test_it_finds_what_an_exhaustive_search_finds(compiled, given_codes):
    assert run_all(compiled, ForwardEngine(compiled), given_codes) == naive(compiled, given_codes)


def test_an_absent_quantity_satisfies_no_comparison_and_every_denied_one():
    test = Compared(0, ">=", 3)
    compiled = compiled_of([("holds", Holds(test)), ("fails", Fails(test))])
    engine = ForwardEngine(compiled)
    assert run_all(compiled, engine, [None]) == [[1]]
    assert run_all(compiled, engine, [3]) == [[0]]
    assert run_all(compiled, engine, [2]) == [[1]]


def test_a_circle_of_rules_fires_only_when_something_outside_starts_it():
    circle = [("a", Fired("b")), ("b", Fired("a"))]
    compiled = compiled_of(circle)
    assert run_all(compiled, ForwardEngine(compiled), []) == [[]]
    started = compiled_of([*circle, ("a", Holds(Compared(0, "=", 1)))])
    assert run_all(started, ForwardEngine(started), [1]) == [[0, 1, 2]]


def test_a_chain_runs_against_the_order_of_the_package():
    length = 200
    rules = [(f"r{at}", Fired(f"r{at + 1}")) for at in range(length)]
    compiled = compiled_of([*rules, (f"r{length}", Holds(Compared(0, "=", 1)))])
    engine = ForwardEngine(compiled)
    assert run_all(compiled, engine, [1]) == [list(range(length + 1))]
    assert run_all(compiled, engine, [0]) == [[]]


def test_ten_thousand_rules_take_less_than_a_second():
    rules = [
        (f"r{at}", Every((Holds(Compared(0, ">", at % 7)), Holds(Compared(1, "<", at % 11))))) for at in range(10_000)
    ]
    compiled = compiled_of(rules)
    engine = ForwardEngine(compiled)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        found = run_all(compiled, engine, [6, 0])
        taken.append(time.perf_counter() - start)
    assert found == naive(compiled, [6, 0])
    assert min(taken) < 1
