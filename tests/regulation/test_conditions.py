"""When a fact is asked for: the truth table of conditions, and facts that are asked one after another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pekppp_rules.regulation.conditions import asking_of, holds
from pekppp_rules.regulation.model import Condition, FactsForm
from pekppp_rules.regulation.tree import chosen_forms
from pekppp_rules.submission.check import choice_of
from pekppp_rules.submission.model import FactAnswers
from pekppp_rules.testing import package_documents, regulation_of, submissions
from tests.effort import few
from tests.interpreter import Interpreter
from tests.interpreter import asked as asked_by_the_format
from tests.interpreter import holds as holds_by_the_format
from tests.packages_here import plain_package

READ = TypeAdapter(Condition)

YES = {"fact": "ya", "=": True}
NO = {"fact": "tidak", "=": True}
FACTS = {
    "ya": True,
    "tidak": False,
    "nol": 0,
    "tiga": 3,
    "tiga_koma": Decimal("3.0"),
    "setengah": Fraction(1, 2),
    "kata": "gua",
    "angka": "3",
    "unsur": ("peri", "kurcaci"),
    "kosong": (),
}

TABLE = [
    (YES, True),
    (NO, False),
    ({"fact": "tidak", "=": False}, True),
    ({"fact": "ya", "=": 1}, False),
    ({"fact": "nol", "=": False}, False),
    ({"fact": "nol", "=": 0}, True),
    ({"fact": "tiga", "=": 3}, True),
    ({"fact": "tiga_koma", "=": 3}, True),
    ({"fact": "setengah", "=": 0}, False),
    ({"fact": "angka", "=": 3}, False),
    ({"fact": "kata", "=": "gua"}, True),
    ({"fact": "kata", "=": "Gua"}, False),
    ({"fact": "kata", "in": ["aula", "gua"]}, True),
    ({"fact": "kata", "in": ["aula"]}, False),
    ({"fact": "ya", "in": [1, "true"]}, False),
    ({"fact": "unsur", "in": ["naga", "kurcaci"]}, True),
    ({"fact": "unsur", "in": ["naga"]}, False),
    ({"fact": "kosong", "in": ["peri"]}, False),
    ({"fact": "kosong", "present": True}, True),
    ({"fact": "tidak", "present": True}, True),
    ({"fact": "lain", "present": True}, False),
    ({"fact": "lain", "=": False}, False),
    ({"fact": "lain", "in": [0]}, False),
    ({"not": {"fact": "lain", "=": True}}, True),
    ({"not": {"fact": "lain", "present": True}}, True),
    ({"not": YES}, False),
    ({"not": {"not": YES}}, True),
    ({"all": [YES]}, True),
    ({"all": [YES, YES]}, True),
    ({"all": [YES, NO]}, False),
    ({"all": [NO, NO]}, False),
    ({"any": [NO]}, False),
    ({"any": [YES, NO]}, True),
    ({"any": [NO, NO]}, False),
    ({"all": [YES, {"any": [NO, {"not": NO}]}]}, True),
    ({"any": [{"all": [YES, NO]}, {"not": {"any": [YES, NO]}}]}, False),
]


@pytest.mark.parametrize(("condition", "expected"), TABLE, ids=lambda value: str(value).replace(" ", ""))
def test_the_truth_table(condition, expected):
    assert holds(READ.validate_python(condition), FACTS) is expected
    assert holds_by_the_format(condition, FACTS) is expected


@pytest.mark.parametrize(
    "data",
    [
        {"fact": "ya"},
        {"all": []},
        {"any": []},
        {"fact": "ya", "in": []},
        {"fact": "ya", "present": False},
        {"fact": "ya", "=": True, "in": [True]},
        {"fact": "ya", "=": Decimal("1.5")},
        {"fact": "ya", "=": None},
        {"not": [YES]},
        {"xor": [YES, NO]},
        "ya",
    ],
    ids=str,
)
def test_nothing_else_is_a_condition(data):
    with pytest.raises(ValidationError):
        READ.validate_python(data)


def asked(dongeng, **answers):
    """Return what the report of the counter asks for, given some answers; `__` stands for a dot."""
    form = chosen_forms(dongeng.package, {})["lapor"]
    given = FactAnswers.model_validate({"answers": {name.replace("__", "."): value for name, value in answers.items()}})
    return set(asking_of(form).asked(given.stated()))


ALWAYS = {"sapaan.ada", "waktu.hari", "waktu.rata", "waktu.tepat", "naga.nama"}


def test_without_answers_only_what_has_no_condition_or_a_negative_one_is_asked(dongeng):
    """The room is asked about unless there is a greeting and no number of days."""
    assert asked(dongeng) == ALWAYS | {"ruang.jenis"}


def test_an_answer_opens_and_closes_questions(dongeng):
    assert asked(dongeng, sapaan__ada=True) == ALWAYS | {"sapaan.bahasa"}
    assert asked(dongeng, sapaan__ada=True, waktu__hari=3) == ALWAYS | {"sapaan.bahasa", "ruang.jenis"}
    assert asked(dongeng, sapaan__ada=False) == ALWAYS | {"ruang.jenis"}


def test_an_entry_of_the_unit_s_own_is_none_of_the_options(dongeng):
    own = [{"other": "peri"}]
    assert "sapaan.peri_sejak" not in asked(dongeng, sapaan__ada=True, sapaan__bahasa=own)
    assert "sapaan.peri_sejak" in asked(dongeng, sapaan__ada=True, sapaan__bahasa=[*own, "peri"])


def test_an_answer_that_was_not_asked_for_opens_nothing(dongeng):
    """The languages are not asked for without a greeting, so they do not ask since when."""
    assert "sapaan.peri_sejak" not in asked(dongeng, sapaan__ada=False, sapaan__bahasa=["peri"])


def test_a_condition_of_several(dongeng):
    assert "ruang.obor" in asked(dongeng, sapaan__ada=False, ruang__jenis="gua")
    assert "ruang.obor" not in asked(dongeng, sapaan__ada=False, ruang__jenis="aula")
    assert "ruang.obor" not in asked(dongeng, ruang__jenis="gua")


@few
@given(st.data())
def test_the_facts_that_are_asked_for_are_those_of_the_interpreter(data):
    """Whatever is stated, even for facts that are not asked for."""
    files = data.draw(package_documents())
    regulation = regulation_of(files)
    submission = data.draw(submissions(regulation))
    plain = Interpreter(plain_package(files), submission.data()).forms
    for name, form in chosen_forms(regulation.package, choice_of(submission, regulation.package)).items():
        if name in submission.forms and isinstance(form, FactsForm):
            kept = {key: value for key, value in submission.forms[name].answers.items() if data.draw(st.booleans())}
            given = FactAnswers.model_construct(answers=kept)
            assert list(asking_of(form).asked(given.stated())) == asked_by_the_format(
                plain[name], given.model_dump()["answers"]
            )
