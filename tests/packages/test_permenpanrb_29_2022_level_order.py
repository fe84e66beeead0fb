"""Levels over random answers to F-01 A: always exactly one, and never lower along the facts that a rule lists."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packages.stated import FACTS, LEVEL_RULES, OWN_ENTRY, asked_level, level, options

NUMBERS = st.integers(0, 40)
PERCENTS = st.sampled_from([0, 1, 29, 30, 31, 79, 80, 81, 99, 100])


def values(fact) -> st.SearchStrategy[Any]:
    """Return every kind of answer to a fact."""
    if fact.type == "set":
        return chosen(fact, least=0)
    if fact.type == "one":
        return st.sampled_from(options(fact.id))
    numbers = {"int": NUMBERS, "percent": PERCENTS, "decimal": PERCENTS, "bool": st.booleans()}
    return numbers.get(fact.type, st.just("2022-01-01"))


def chosen(fact, least: int) -> st.SearchStrategy[list[Any]]:
    """Return options of a set, at least so many, with an entry of the unit's own where the form allows one."""
    every = [*options(fact.id), *([OWN_ENTRY] if fact.other else [])]
    return st.lists(st.sampled_from(every), min_size=least, unique_by=str)


@cache
def rises(name: str) -> st.SearchStrategy[tuple[Any, Any]]:
    """Return a lower and a higher answer to a fact: no and yes, numbers, options in order, a set without and with one."""
    fact = FACTS[name]
    if fact.type == "bool":
        return st.just((False, True))
    if fact.type == "set":
        return chosen(fact, least=1).map(lambda every: (every[1:], every))
    ordered = {"one": st.sampled_from(range(len(options(fact.id)) or 1)), "percent": PERCENTS}.get(fact.type, NUMBERS)
    pairs = st.lists(ordered, min_size=2, max_size=2, unique=True).map(sorted)
    return pairs.map(lambda pair: tuple(options(fact.id)[at] for at in pair) if fact.type == "one" else tuple(pair))


@cache
def row_facts(code: str) -> list[str]:
    """Return the facts that the question of a row asks for."""
    return [fact for fact in FACTS if fact.startswith(f"{code.split('.')[0]}.")]


@cache  # making a strategy takes longer than drawing from it
def answers(code: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return answers to the question of a row, all or some of them; what is not asked for included."""
    every = {fact: values(FACTS[fact]) for fact in row_facts(code)}
    return st.fixed_dictionaries(every) | st.fixed_dictionaries({}, optional=every)


@pytest.mark.parametrize("code", LEVEL_RULES)
@given(data=st.data())
def test_any_answers_to_a_row_give_it_one_level_of_the_scale(code, data):
    assert asked_level(code, data.draw(answers(code))) in range(6)


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, rule in LEVEL_RULES.items() for name in rule.rises_with]
)
@given(data=st.data())
def test_a_level_never_falls_along_a_fact_that_its_rule_lists(code, name, data):
    fact = name.removeprefix("f01.")
    beside = data.draw(answers(code))
    lower, higher = data.draw(rises(fact))
    assert asked_level(code, {**beside, fact: lower}) <= asked_level(code, {**beside, fact: higher})


FALLS = [
    ("3.komponen", "3.a.T", {"3.dipublikasikan": True, "3.media": ["cetak", "situs_web"]}, "semua", "sebagian"),
    ("28.masuk", "28.e.Ak", {"28.selesai": 2}, 4, 5),
    ("28.masuk_lapor", "28.e.Ak", {"28.selesai_lapor": 9}, 10, 11),
    ("30.dasar_hukum", "30.f.B", {"30.ada": True}, "ditetapkan", "rancangan"),
]
"""Facts along which a level can fall, with an example in the order of the form."""


@pytest.mark.parametrize(("fact", "code", "beside", "before", "after"), FALLS)
def test_a_level_can_fall_along_a_fact_that_its_rule_leaves_out(fact, code, beside, before, after):
    assert level(code, {**beside, fact: before}) > level(code, {**beside, fact: after})
    assert f"f01.{fact}" not in LEVEL_RULES[code].rises_with
    assert LEVEL_RULES[code].note is not None


NEVER_READ = {
    *("1.jumlah_layanan", "1.jumlah_sp"),
    *("6.kali_setahun", "6.nilai", "6.periode"),
    *("21.akun_sippn", "29.mulai", "antrian.ada", "antrian.fasilitas"),
}
"""Facts that no level depends on."""


def test_every_fact_that_a_level_depends_on_is_listed_or_known_to_lower_it():
    listed = {name.removeprefix("f01.") for rule in LEVEL_RULES.values() for name in rule.rises_with}
    assert listed | {fact for fact, *_ in FALLS} | NEVER_READ == FACTS.keys()
    assert all(
        set(rule.rises_with) <= {f"f01.{fact}" for fact in row_facts(code)} for code, rule in LEVEL_RULES.items()
    )
