"""The catalogue of messages is complete, and says the same in both languages."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from string import Formatter

import pytest

from pekppp_rules.errors import MESSAGES, Phrase, Problem, messages

PACKAGE = Path(inspect.getfile(messages)).parent.parent
EVERY_CODE = pytest.mark.parametrize("code", list(MESSAGES))
BOTH_LANGUAGES = pytest.mark.parametrize("lang", ["id", "en"])


def placeholders(template):
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def parameters(code):
    return {name: f"<{name}>" for name in placeholders(MESSAGES[code].id)}


@EVERY_CODE
def test_a_code_has_the_stable_form(code):
    assert re.fullmatch(r"PKP-[0-9][0-9]{2}", code)


def test_no_code_stands_twice_in_the_catalogue():
    codes = [
        ast.literal_eval(key)
        for path in sorted((PACKAGE / "errors").glob("*messages.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if key is not None
    ]
    assert set(codes) == MESSAGES.keys()
    assert len(codes) > 50
    assert len(codes) == len(set(codes))


def test_every_code_named_in_the_package_has_a_message():
    named = {
        (code, path.name)
        for path in PACKAGE.rglob("*.py")
        for code in re.findall(r"PKP-[0-9]{3}", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 50
    assert {(code, name) for code, name in named if code not in MESSAGES} == set()


@EVERY_CODE
def test_both_languages_name_the_same_parameters(code):
    assert set(placeholders(MESSAGES[code].id)) == set(placeholders(MESSAGES[code].en))


@EVERY_CODE
@BOTH_LANGUAGES
def test_a_placeholder_is_a_plain_name(code, lang):
    for _, name, form, conversion in Formatter().parse(MESSAGES[code](lang)):
        assert name is None or (name.isidentifier() and not form and conversion is None)


@EVERY_CODE
@BOTH_LANGUAGES
def test_a_message_shows_all_its_parameters_and_no_braces(code, lang):
    text = Problem(code, parameters=parameters(code)).message(lang)
    assert all(value in text for value in parameters(code).values())
    assert "{" not in text
    assert "}" not in text


@EVERY_CODE
@BOTH_LANGUAGES
def test_a_message_is_one_line_without_a_full_stop(code, lang):
    text = MESSAGES[code](lang)
    assert text.isprintable()
    assert text == text.strip()
    assert len(text) > 10
    assert not text.endswith(".")


@EVERY_CODE
def test_the_two_languages_are_two_texts(code):
    assert MESSAGES[code].id != MESSAGES[code].en


@EVERY_CODE
def test_a_message_takes_numbers_and_phrases(code):
    names = placeholders(MESSAGES[code].id)
    problem = Problem(code, parameters={name: Phrase(f"<{name} satu>", f"<{name} one>") for name in names})
    assert all(f"<{name} satu>" in problem.message("id") for name in names)
    assert all(f"<{name} one>" in problem.message("en") for name in names)
    assert Problem(code, parameters=dict.fromkeys(names, 7)).message().count("7") >= len(names)


@EVERY_CODE
def test_a_suggestion_is_asked_as_a_question_at_the_end(code):
    plain = Problem(code, parameters=parameters(code))
    asking = Problem(code, parameters={**parameters(code), "suggestion": "scores"})
    assert asking.message("id") == plain.message("id") + '; maksud Anda "scores"?'
    assert asking.message("en") == plain.message("en") + '; did you mean "scores"?'


@EVERY_CODE
def test_braces_in_a_parameter_are_only_text(code):
    names = placeholders(MESSAGES[code].id)
    values = {**dict.fromkeys(names, "{0.__class__}"), "suggestion": "{key}"}
    text = Problem(code, parameters=values).message()
    assert text.endswith('maksud Anda "{key}"?')
    assert text.count("{0.__class__}") == len(names)


def test_a_missing_parameter_is_not_passed_over():
    with pytest.raises(KeyError, match="key"):
        Problem("PKP-008").message()


def test_an_unknown_code_has_no_message():
    with pytest.raises(KeyError, match="PKP-999"):
        Problem("PKP-999").message()


def test_a_phrase_is_indonesian_unless_english_is_asked_for():
    phrase = Phrase("aspek", "aspect")
    assert (phrase(), phrase("id"), phrase("en")) == ("aspek", "aspek", "aspect")
