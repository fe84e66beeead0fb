"""What no schema can say: the parts of a package fit each other.

Each check is a named function that yields problems as (code, path in the resolved document, parameters). They run on the
sections that passed their schema, so that one broken file does not hide the mistakes of another.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from pekppp_rules.errors import MOST_PROBLEMS
from pekppp_rules.regulation.cross_checks.facts import check_facts_fit_together, check_questions_inform_rows
from pekppp_rules.regulation.cross_checks.names import check_names_are_unique, check_references_resolve
from pekppp_rules.regulation.cross_checks.numbers import (
    check_bounds_fall,
    check_categories_cover_the_scale,
    check_levels_match_the_scale,
    check_weights_sum,
)
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts
from pekppp_rules.regulation.cross_checks.rules import (
    check_derived_facts_are_used,
    check_rules_fit_the_package,
    check_strata_are_settled,
)
from pekppp_rules.regulation.cross_checks.sizes import check_choices_are_few, check_numbers_can_be_written
from pekppp_rules.regulation.cross_checks.structure import (
    check_alternatives_are_alike,
    check_index_can_be_computed,
    check_needed_forms_are_required,
    check_nodes_say_what_they_are,
    check_tree_is_a_tree,
    check_validity_is_an_interval,
    check_variants_can_be_chosen,
    check_variants_have_every_aspect,
)
from pekppp_rules.regulation.model import Package

_CHECKS: tuple[Callable[[Parts], Iterator[Finding]], ...] = (
    check_names_are_unique,
    check_references_resolve,
    check_weights_sum,
    check_levels_match_the_scale,
    check_bounds_fall,
    check_tree_is_a_tree,
    check_nodes_say_what_they_are,
    check_needed_forms_are_required,
    check_variants_can_be_chosen,
    check_variants_have_every_aspect,
    check_validity_is_an_interval,
    check_facts_fit_together,
    check_questions_inform_rows,
    check_rules_fit_the_package,
    check_strata_are_settled,
    check_derived_facts_are_used,
)

_TREE_BREAKERS = frozenset(
    {"PKP-104", "PKP-105", "PKP-106", "PKP-111", "PKP-116", "PKP-119", "PKP-121", "PKP-125", "PKP-126", "PKP-133"}
    | {"PKP-151"}
)
"""Findings after which the tree cannot be built, or the scale of its nodes would mislead."""


def cross_check(parts: Parts, package: Package | None) -> Iterator[Finding]:
    """Yield everything that does not fit; what needs computed scales only where the whole package could be read."""
    found = [*islice((finding for check in _CHECKS for finding in check(parts)), MOST_PROBLEMS + 1)]
    yield from found
    if package is not None and _TREE_BREAKERS.isdisjoint(code for code, _, _ in found):
        outsized = [*check_choices_are_few(package), *check_numbers_can_be_written(package)]
        yield from outsized
        if outsized:
            return
        yield from check_index_can_be_computed(package)
        yield from check_alternatives_are_alike(package)
        yield from check_categories_cover_the_scale(package)


__all__ = ["Finding", "Parts", "cross_check"]
