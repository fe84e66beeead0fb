"""Every error code has an example that was executed, and the page in docs shows just that."""

from __future__ import annotations

import pytest

from pekppp_rules.errors import MESSAGES
from tools.error_catalogue import PAGE, lines_with, page, run_example
from tools.error_examples import EXAMPLES


def test_every_code_has_an_example_and_every_example_a_code():
    assert EXAMPLES.keys() == MESSAGES.keys()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_example_gives_its_code_in_both_languages(code):
    indonesian = lines_with(code, run_example(code, "id"))
    english = lines_with(code, run_example(code, "en"))
    assert indonesian
    assert english
    assert indonesian != english


def test_the_page_is_what_the_examples_print():
    assert PAGE.read_text("utf-8") == "\n".join(page()) + "\n"
