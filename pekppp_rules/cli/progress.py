"""How far a command has come, told to whoever waits for more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pekppp_rules.cli.console import is_quiet, width
from pekppp_rules.cli.layout import cell
from pekppp_rules.cli.style import is_terminal
from pekppp_rules.errors import Language

_PATIENCE = 1.0
"""Seconds before anything is shown: work that is done by then needs no bar."""

_INTERVAL = 0.1
_BAR = 20

_Item = TypeVar("_Item")


def with_progress(items: Sequence[_Item], what: dict[Language, str], lang: Language) -> Iterator[_Item]:
    """Yield `items`; after a second, a line of standard error shows how many are done. It is gone at the end.

    Nothing is shown where standard error is no terminal, or with `--quiet`.
    """
    if is_quiet() or not is_terminal(sys.stderr):
        yield from items
        return
    started = shown = time.monotonic()
    is_shown = False
    try:
        for done, item in enumerate(items):
            now = time.monotonic()
            if now - started >= _PATIENCE and now - shown >= _INTERVAL:
                _show(progress_line(what[lang], done, len(items), width() - 1))
                shown, is_shown = now, True
            yield item
    finally:
        if is_shown:
            _show("")


def progress_line(what: str, done: int, count: int, columns: int) -> str:
    """Return a bar with how many of how many, in exactly so many columns."""
    filled = done * _BAR // count
    return cell(f"{what} {'█' * filled}{'░' * (_BAR - filled)} {done}/{count}", columns)


def _show(line: str) -> None:
    """Write over the line that is there; an empty one takes it away."""
    blank = " " * (width() - 1)
    sys.stderr.write(f"\r{blank}\r{line}")
    sys.stderr.flush()


def elapsed_line(what: str, seconds: float) -> None:
    """Show for how long work has been going on of which nobody knows the end; an empty `what` takes the line away."""
    _show(cell(f"{what} … {seconds:.0f} s", width() - 1) if what else "")
