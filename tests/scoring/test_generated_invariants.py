"""The invariants of the scoring, on regulations at random."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pekppp_rules import Submission
from pekppp_rules.regulation.tree import build_tree, chosen_forms, scored_forms
from pekppp_rules.submission.check import choice_of, given_in
from pekppp_rules.testing import package_documents, regulation_of, regulations, submissions
from tests.effort import few
from tests.interpreter import Interpreter, number
from tests.packages_here import plain_package


def forms_of(regulation, submission):
    """Return the scored forms in the submission's variants."""
    return scored_forms(chosen_forms(regulation.package, choice_of(submission, regulation.package)).values())


def scored_blocks(data, forms):
    """Yield form, mapping of codes, and how many answers each number in it stands for."""
    for name, answers in data["forms"].items():
        if name not in forms:
            continue
        if isinstance(answers, (list, tuple)):
            yield from ((forms[name], sheet["scores"], 1) for sheet in answers)
        elif "responses" in answers:
            yield from ((forms[name], row, 1) for row in answers["responses"])
        elif "totals" in answers:
            yield forms[name], answers["totals"]["sums"], answers["totals"]["respondents"]
        else:
            yield forms[name], answers["means"] if "means" in answers else answers["values"], 1


@given(st.data())
def test_every_node_stays_within_its_scale(data):
    regulation = data.draw(regulations())
    for node in regulation.evaluate(data.draw(submissions(regulation))).nodes.values():
        assert node.lowest <= node.value <= node.highest


@given(st.data())
def test_raising_one_number_never_lowers_a_node(data):
    regulation = data.draw(regulations())
    submission = data.draw(submissions(regulation))
    raised = submission.data()
    blocks = [block for block in scored_blocks(raised, forms_of(regulation, submission)) if block[1]]
    form, codes, answers = data.draw(st.sampled_from(blocks))
    code = data.draw(st.sampled_from(sorted(codes)))
    highest = form.scale.highest * answers
    if isinstance(codes[code], Decimal):
        codes[code] += (highest - codes[code]) * data.draw(st.sampled_from([Decimal("0.25"), Decimal(1)]))
    else:
        codes[code] = data.draw(st.integers(codes[code], highest))
    before = regulation.evaluate(submission)
    after = regulation.evaluate(Submission.model_validate(raised))
    for name in before.node_ids:
        assert after.node(name).value >= before.node(name).value, name
        assert after.node(name).carried >= before.node(name).carried, name


def shuffled(value, chance):
    """Return plain data with the keys of every mapping, and the sheets and respondents, in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, chance)) for key, item in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, (list, tuple)):
        items = [shuffled(item, chance) for item in value]
        chance.shuffle(items)
        return items
    return value


@few
@given(st.data(), st.randoms(use_true_random=False))
def test_order_of_forms_sheets_respondents_and_keys_is_irrelevant(data, chance: random.Random):
    regulation = data.draw(regulations())
    submission = data.draw(submissions(regulation))
    before = regulation.evaluate(submission)
    after = regulation.evaluate(Submission.model_validate(shuffled(submission.data(), chance)))
    assert before.data()["nodes"] == after.data()["nodes"]
    assert before.findings == after.findings


@few
@given(st.data())
def test_order_of_rows_nodes_and_parts_is_irrelevant(data):
    """But for the parts of a choice and for facts, which look back, what a package lists may stand in any order."""
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    submission = data.draw(submissions(regulation))
    before = regulation.evaluate(submission)
    for file in (file for file in files.values() if file.get("type") != "facts"):
        for block in [*file.get("aspects", ()), *file.get("nodes", ())]:
            for key in ("indicators", "questions", "parts"):
                if key in block and block.get("kind") != "first_given":
                    block[key].reverse()
        for key in ("nodes", "values", "requires"):
            if key in file:
                file[key].reverse()
    after = regulation_of(files).evaluate(submission)
    assert {name: after.node(name).value for name in after.node_ids} == {
        name: before.node(name).value for name in before.node_ids
    }
    assert after.category == before.category


def uniform(name, level, interpreter):
    """Return what a node must be where all rows are `level`; None where its children then differ.

    A mean of equals is their value, a sum by printed weights is what those sum to times it.
    """
    if name in interpreter.rows:
        return Fraction(level)
    below = [uniform(child, level, interpreter) for _, child in interpreter.children(name)]
    children = [child for _, child in interpreter.children(name)]
    if None in below:
        return None
    counted = {interpreter.carried(child, value) for child, value in zip(children, below, strict=True)}
    if len(counted) > 1:
        return None
    node, (value,) = interpreter.nodes[name], counted
    if node["kind"] == "weighted_sum":
        return number(node["sum"]) * value
    return number(node["times"]) * value + number(node.get("plus", 0)) if node["kind"] == "linear" else value


@given(st.data())
def test_equal_levels_give_that_level_times_the_stated_sums_through_the_conversions(data):
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    submission = data.draw(submissions(regulation))
    forms = forms_of(regulation, submission)
    plain = submission.data()
    level = data.draw(st.sampled_from([level for level in (1, 2) if _is_on_every_scale(level, plain, forms)]))
    for _, codes, answers in scored_blocks(plain, forms):
        codes.update(dict.fromkeys(codes, level * answers))
    evaluation = regulation.evaluate(Submission.model_validate(plain))
    interpreter = Interpreter(plain_package(files), plain)
    for name in evaluation.node_ids:
        expected = uniform(name, level, interpreter)
        assert expected is None or evaluation.node(name).value == expected, name


def _is_on_every_scale(level, plain, forms):
    return all(
        form.scale.lowest <= level <= form.scale.highest for name, form in forms.items() if name in plain["forms"]
    )


@few
@given(st.data())
def test_contributions_of_children_sum_to_their_parent(data):
    """Where no parent counts with a rounded value, whatever conversions add beside."""
    regulation = data.draw(regulations())
    submission = data.draw(submissions(regulation))
    evaluation = regulation.evaluate(submission)
    tree = build_tree(regulation.package, choice_of(submission, regulation.package), given_in(submission))
    for name, node in evaluation.nodes.items():
        if node.index_share is not None and node.children and not tree[name].is_rounded_for_parent:
            below = sum(evaluation.node(child).contribution for child in node.children)
            assert below + node.index_share * tree[name].plus == node.contribution


@few
@given(st.data())
def test_a_higher_value_never_has_a_lower_category(data):
    regulation = data.draw(regulations())
    root = regulation.evaluate(data.draw(submissions(regulation)))
    if root.category is None:
        return
    node = root.node(root.root_id)
    share = st.fractions(0, 1, max_denominator=1_000)
    one, other = (node.lowest + data.draw(share) * (node.highest - node.lowest) for _ in range(2))
    lower, higher = sorted((one, other))
    assert regulation.categorise(lower).lower_bound <= regulation.categorise(higher).lower_bound
