"""The choice from groups, against trying every choice."""

from __future__ import annotations

import random
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules.evaluation.cheapest import cheapest
from tests.reference import ASPECTS, INDICATORS

SMALL = st.integers(1, 12)
NUMBERS = SMALL | st.integers(1, 10**15)
GROUPS = st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=4), max_size=5)
SMALL_GROUPS = st.lists(st.lists(st.tuples(SMALL, SMALL), max_size=4), max_size=5)


def by_trying(groups, need):
    choices = product(*([(0, 0), *group] for group in groups))
    return min(
        (sum(price for price, _ in one) for one in choices if sum(gain for _, gain in one) >= need), default=None
    )


def most(groups):
    return sum(max((gain for _, gain in group), default=0) for group in groups)


@given(GROUPS | SMALL_GROUPS, st.data())
def test_no_choice_is_cheaper(groups, data):
    need = data.draw(st.integers(-1, most(groups) + 1))
    assert cheapest(groups, need) == by_trying(groups, need)


@pytest.mark.parametrize(
    ("groups", "need", "price"),
    [
        ([], 0, 0),
        ([], 1, None),
        ([[(5, 2)]], 0, 0),
        ([[(5, 2)]], 2, 5),
        ([[(5, 2)]], 3, None),
        ([[(5, 2), (6, 2)], [(1, 1)]], 3, 6),
        ([[(1, 1), (9, 9)], [(4, 5)]], 9, 9),
        ([[(1, 1), (9, 9)], [(4, 5)]], 6, 5),
        ([[(7, 3), (2, 8)]], 3, 2),
    ],
)
def test_some_choices_by_hand(groups, need, price):
    assert cheapest(groups, need) == price


def by_gain(groups, need):
    """Return the least price for every gain up to `need`, one group after the other: slow, and another way altogether."""
    least = [0] + [None] * need
    for group in groups:
        after = list(least)
        for price, gain in group:
            for so_far, before in enumerate(least):
                if before is not None:
                    at = min(so_far + gain, need)
                    after[at] = before + price if after[at] is None else min(after[at], before + price)
        least = after
    return least[need]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("prices", ["few", "many", "by level", "near the gain"])
def test_thirty_indicators_with_any_costs_are_done_in_no_time(seed, prices):
    chance = random.Random(f"{seed} {prices}")
    shares = [ASPECTS[aspect] * weight for aspect, rows in INDICATORS.items() for weight in rows.values()]
    groups = []
    for share in shares:
        unit = chance.randint(1, 9) if prices == "few" else chance.randint(1, 10**9)
        group, price = [], 0
        for steps in range(1, 6 - chance.randint(0, 4)):
            if prices == "by level":
                unit = chance.randint(1, 10**9)
            price += share * 10**6 + chance.randint(0, 10**6) if prices == "near the gain" else unit
            group.append((price, steps * share))
        groups.append(group)
    need = most(groups) * chance.choice((2, 5, 8)) // 10
    started = time.perf_counter()
    found = cheapest(groups, need)
    assert time.perf_counter() - started < 5
    assert found == by_gain(groups, need)
