"""What holds for any two regulations: equal ones do not differ, the way back is the mirror of the way, parts sum."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.errors import PekpppError
from pekppp_rules.testing import regulation_of, regulations, submissions
from tests.comparing.versions import judged_by, regulation_from, sections, two_versions
from tests.edits import changed, one_edit
from tests.packages_here import NAMES, loaded
from tests.toy import toy_files

OPPOSITE = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed", "moved": "moved"}


def said(comparison):
    return Counter(
        (one.kind, one.change, one.subject, one.part, one.before, one.after) for one in comparison.differences
    )


def mirrored(comparison):
    return Counter(
        (one.kind, OPPOSITE[one.change], one.subject, one.part, one.after, one.before) for one in comparison.differences
    )


def weights(comparison):
    return Counter((one.choice, one.node, one.before, one.after) for one in comparison.weights)


def assert_mirrors(one, other):
    there, back = pekppp.compare(one, other), pekppp.compare(other, one)
    assert said(back) == mirrored(there)
    assert weights(back) == Counter((one.choice, one.node, one.after, one.before) for one in there.weights)
    assert {(pair.name, pair.after, pair.before, frozenset(pair.corresponding)) for pair in back.forms} == {
        (pair.name, pair.before, pair.after, frozenset(pair.corresponding)) for pair in there.forms
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_package_does_not_differ_from_itself(name):
    comparison = pekppp.compare(loaded(name), loaded(name))
    assert (comparison.differences, comparison.weights) == ((), ())
    assert comparison.has_same_rules
    assert not any(pair.only_before or pair.only_after or pair.apart for pair in comparison.forms)


@settings(max_examples=30)
@given(regulations())
def test_no_regulation_differs_from_itself(regulation):
    comparison = pekppp.compare(regulation, regulation)
    assert (comparison.differences, comparison.weights) == ((), ())


@pytest.mark.parametrize("one", NAMES)
def test_the_way_back_is_the_mirror_of_the_way(one):
    for other in NAMES:
        assert_mirrors(loaded(one), loaded(other))


@settings(max_examples=30)
@given(regulations(), regulations())
def test_the_way_back_is_the_mirror_of_the_way_between_any_two(one, other):
    assert_mirrors(one, other)


@st.composite
def one_file_edited(draw):
    """Return the files of the invented package with one edit in one of them."""
    files = toy_files()
    name = draw(st.sampled_from(sorted(files)))
    edited = draw(one_edit(files[name]))
    return {**files, name: edited} if isinstance(edited, dict) else files


@settings(max_examples=300)
@given(one_file_edited())
def test_something_differs_exactly_where_the_digests_do(files):
    """An edit that loads is found, whatever it changed; weights differ only where something written does."""
    try:
        edited = regulation_of(files)
    except PekpppError:
        return
    toy = loaded("negeri_dongeng")
    comparison = pekppp.compare(toy, edited)
    assert bool(comparison.differences) == (toy.digest != edited.digest)
    assert comparison.differences or not comparison.weights


@st.composite
def other_words_or_order(draw):
    """Return what the invented package says with one text changed, or two neighbours of one list swapped."""
    written = sections(loaded("negeri_dongeng"))
    places = [(path, value) for path, value in walked(written) if isinstance(value, str) and path[-1] in {"id", "en"}]
    lists = [(path, value) for path, value in walked(written) if isinstance(value, list) and len(value) > 1]
    path, value = draw(st.sampled_from([*places, *lists]))
    if isinstance(value, str):
        return changed(written, path, lambda text: f"{text} x")
    at = draw(st.integers(0, len(value) - 2))
    return changed(written, path, lambda items: [*items[:at], items[at + 1], items[at], *items[at + 2 :]])


def walked(value, path=()):
    yield path, value
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from walked(item, (*path, key))


@settings(max_examples=100)
@given(other_words_or_order())
def test_no_other_word_and_no_other_order_goes_unseen(written):
    try:
        edited = regulation_from(written)
    except PekpppError:
        return
    toy = loaded("negeri_dongeng")
    comparison = pekppp.compare(toy, edited)
    assert bool(comparison.differences) == (toy.digest != edited.digest)
    assert comparison.has_same_rules == (toy.rules_digest == edited.rules_digest)


@settings(max_examples=60)
@given(st.data(), two_versions())
def test_the_parts_of_a_change_sum_to_it_and_are_what_regulations_in_between_give(data, versions):
    """The index in between is that of a regulation with the new tree and the old rounding and bounds, evaluated as any is."""
    before, after = versions
    submission = data.draw(submissions(before))
    (effect,) = pekppp.compare(before, after, [submission]).effects
    change = effect.index
    assert change is not None
    assert change.from_weights + change.from_rounding == change.change
    old, new = before.evaluate(submission), after.evaluate(submission)
    assert change.change == Fraction(new.index.rounded) - Fraction(old.index.rounded)
    assert (change.before, change.after) == (old.index.value, new.index.value)
    assert (change.categories[0], change.categories[3]) == (old.category, new.category)
    assert change.is_same_scale
    first, second = judged_by(after, before, before), judged_by(after, after, before)
    if first is not None:
        result = first.evaluate(submission)
        assert change.from_weights == Fraction(result.index.rounded) - Fraction(old.index.rounded)
        assert change.categories[1] == result.category
    if second is not None:
        assert change.categories[2] == second.evaluate(submission).category
    rows = [node for node in effect.nodes if "." in node.node and node.node.count(".") == 1 and node.node[-1].isdigit()]
    gained = sum(node.contribution_after - node.contribution_before for node in rows)
    assert gained == change.after - change.before


@settings(max_examples=30)
@given(st.data(), two_versions())
def test_an_effect_mirrors_and_names_its_causes(data, versions):
    before, after = versions
    submission = data.draw(submissions(before))
    (effect,) = pekppp.compare(before, after, [submission]).effects
    assert effect.index is not None
    letters = [category.letter for category in effect.index.categories if category is not None]
    if letters[0] != letters[-1]:
        assert effect.index.causes
    moved = pekppp.migrate(submission, before, after).submission
    (back,) = pekppp.compare(after, before, [moved]).effects
    assert back.index is not None
    assert (back.index.before, back.index.after) == (effect.index.after, effect.index.before)
    assert back.index.change == -effect.index.change


@pytest.mark.parametrize("name", NAMES)
def test_a_version_has_no_effect_on_a_submission_of_its_own(name):
    regulation = loaded(name)

    @settings(max_examples=5)
    @given(submissions(regulation))
    def check(submission):
        (effect,) = pekppp.compare(regulation, regulation, [submission]).effects
        assert effect.index is not None
        assert (effect.index.change, effect.index.causes) == (0, ())
        assert all(node.before == node.after for node in effect.nodes)

    check()
