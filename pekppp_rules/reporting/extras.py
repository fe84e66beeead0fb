"""The libraries of the extra `reports`, imported when a report is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pekppp_rules.errors import PekpppError, Place, Problem

_LIBRARIES = {"jinja2": "Jinja2", "reportlab": "reportlab", "segno": "segno", "xlsxwriter": "XlsxWriter"}


@contextmanager
def needed_libraries() -> Iterator[None]:
    """Turn the lack of a library of the extra into a PekpppError (PKP-850) that says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _LIBRARIES:
            raise
        raise PekpppError(Problem("PKP-850", Place(), {"library": _LIBRARIES[missing]})) from None
