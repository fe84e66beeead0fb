"""Every error code has an example that is executed, and the page in docs shows just that."""

from __future__ import annotations

from functools import cache

import pytest

from pekppp_rules.errors import MESSAGES
from tools.error_catalogue import PAGE, page, run_in_both, section
from tools.error_examples import EXAMPLES


@cache
def sections_shown() -> dict[str, list[str]]:
    """Return the lines that the page has about each code: from its heading to the end of its example."""
    found: dict[str, list[str]] = {}
    lines = iter(PAGE.read_text("utf-8").splitlines())
    for line in lines:
        if line.startswith("### "):
            shown = found.setdefault(line.removeprefix("### "), [line])
            while line != "```":
                line = next(lines)
                shown.append(line)
    return found


def test_every_code_has_an_example_and_every_example_a_code():
    assert EXAMPLES.keys() == MESSAGES.keys()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_page_shows_what_the_example_prints_in_both_languages(code):
    indonesian, english = run_in_both(code)
    assert indonesian
    assert english
    assert indonesian != english
    assert sections_shown()[code] == section(code, (indonesian, english))


def test_the_page_has_every_code_in_order_and_nothing_else():
    assert PAGE.read_text("utf-8") == page(lambda code: sections_shown()[code])
