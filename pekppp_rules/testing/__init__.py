"""Strategies for hypothesis: whole regulations at random, and submissions for any regulation.

    from hypothesis import given
    from pekppp_rules.testing import submissions

    @given(submissions(pekppp.load("permenpanrb_29_2022"), mode="luring"))
    def test_the_page_shows_every_node(submission): ...

Needs hypothesis: `pip install 'pekppp-rules[testing]'`. What is listed in `__all__` is public.
"""

from pekppp_rules.testing.packages import (
    PACKAGE_ID,
    package_documents,
    regulation_of,
    regulations,
    write_package,
)
from pekppp_rules.testing.submissions import completions, drafts, submissions

__all__ = [
    "PACKAGE_ID",
    "completions",
    "drafts",
    "package_documents",
    "regulation_of",
    "regulations",
    "submissions",
    "write_package",
]
