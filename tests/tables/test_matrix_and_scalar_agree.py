"""Matrices say of every unit what `evaluate` says of it: index, hundredths, category, and any node."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.regulation.model import RubricForm, SurveyForm, ValueForm
from pekppp_rules.regulation.tree import all_choices, chosen_forms, scored_forms
from tests.packages_here import NAMES, loaded
from tests.tables.frames import Tables, submission_of

TYPES = [np.int64, np.int32, np.int16, np.uint8, np.uint64, np.dtype(">i4")]


@st.composite
def units_of_one_choice(draw, regulation):
    """Draw a choice of variants and units with rows of every form, some without what the index may do without."""
    choice = draw(st.sampled_from(all_choices(regulation.package)))
    found = Tables(responses={})
    forms = scored_forms(chosen_forms(regulation.package, choice).values())
    count = draw(st.integers(1, 5))
    same = draw(st.booleans())
    sizes = {name: draw(st.integers(1, 3)) for name in forms}
    for at in range(count):
        values = {
            f"{name}.{code}": draw(st.none() | st.decimals(form.scale.lowest, form.scale.highest, places=2))
            for name, form in forms.items()
            if isinstance(form, ValueForm)
            for code in form.codes
        }
        for sheet in range(max(sizes.values()) if same else draw(st.integers(1, 3))):
            row = {"unit": f"u{at}", "evaluator": f"e{sheet}", **choice, **values}
            for name, form in forms.items():
                if isinstance(form, RubricForm):
                    row |= scores(draw, name, form)
            found.assessments.append(row)
        for name, form in forms.items():
            if isinstance(form, SurveyForm):
                answers = found.responses.setdefault(name, [])
                for _ in range(sizes[name] if same else draw(st.integers(0, 3))):
                    answers.append({"unit": f"u{at}", **scores(draw, name, form)})
    return choice, forms, [f"u{at}" for at in range(count)], found


def scores(draw, name, form):
    level = st.integers(form.scale.lowest, form.scale.highest)
    return {f"{name}.{code}": draw(level) for code in form.codes}


def matrices(regulation, fields, forms, units, found, dtype, order):
    """Return sums and counts of the units, in the order of `units`."""
    sums, counts = {}, {}
    for name, form in forms.items():
        codes = [row.code for row in regulation.form(name, **fields).rows if row.is_scored]
        rows = found.responses.get(name, found.assessments)
        by_unit = [[row for row in rows if row["unit"] == unit] for unit in units]
        if isinstance(form, ValueForm):
            cells = [[mine[0][f"{name}.{code}"] for code in codes] for mine in by_unit]
            blank = [[cell is None for cell in row] for row in cells]
            whole = [[0 if cell is None else int(cell * 100) for cell in row] for row in cells]
            sums[name], counts[name] = np.ma.array(whole, mask=blank), 100
            continue
        summed = [[sum(row[f"{name}.{code}"] for row in mine) for code in codes] for mine in by_unit]
        sums[name] = np.array(summed, dtype=dtype, order=order)
        counts[name] = np.array([len(mine) for mine in by_unit], dtype=dtype)
        if len(set(counts[name])) == 1:
            counts[name] = int(counts[name][0])
    return sums, counts


def check(name, drawn, dtype, order):
    regulation = loaded(name)
    choice, forms, units, found = drawn
    data = {unit: submission_of(regulation, found, unit) for unit in units}
    problems = {unit: {problem.code for problem in regulation.validate(data[unit])} for unit in units}
    fields = {field.partition(".")[2]: value for field, value in choice.items()}
    sums, counts = matrices(regulation, fields, forms, units, found, dtype, order)
    if any(problems.values()):
        with pytest.raises(pekppp.EvaluationError) as caught:
            regulation.score_matrix(sums, counts, **fields)
        lacking = {"PKP-723": "PKP-207", "PKP-724": "PKP-221"}
        assert {lacking[problem.code] for problem in caught.value.problems} <= set().union(*problems.values())
        units = [unit for unit in units if not problems[unit]]
        if not units:
            return
        sums, counts = matrices(regulation, fields, forms, units, found, dtype, order)
    evaluations = [regulation.evaluate(pekppp.Submission.model_validate(data[unit])) for unit in units]
    nodes = list(dict.fromkeys(name for evaluation in evaluations for name in evaluation.node_ids))
    result = regulation.score_matrix(sums, counts, nodes=nodes, **fields)
    assert len(result) == len(units)
    for at, evaluation in enumerate(evaluations):
        assert Fraction(int(result.index_num[at]), int(result.index_den[at])) == evaluation.index.value
        assert int(result.index_hundredths[at]) == evaluation.index.rounded * 100
        letter = evaluation.category.letter if evaluation.category is not None else ""
        assert result.category_letters[at] == letter
        for node, scored in result.nodes.items():
            if node not in evaluation.node_ids:
                assert (scored.num[at], scored.den[at], scored.units[at], scored.category[at]) == (0, 0, 0, -1)
                continue
            right = evaluation.node(node)
            assert Fraction(int(scored.num[at]), int(scored.den[at])) == right.value
            assert Decimal(int(scored.units[at])).scaleb(-scored.places) == right.rounded
            assert scored.category_letters[at] == (right.category.letter if right.category is not None else "")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12)
@given(data=st.data())
def test_matrices_say_of_every_unit_what_evaluate_says(name, data):
    drawn = data.draw(units_of_one_choice(loaded(name)))
    check(name, drawn, data.draw(st.sampled_from(TYPES)), data.draw(st.sampled_from("CF")))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150)
@given(data=st.data())
def test_many_matrices_of_every_package(name, data):
    drawn = data.draw(units_of_one_choice(loaded(name)))
    check(name, drawn, data.draw(st.sampled_from(TYPES)), data.draw(st.sampled_from("CF")))
