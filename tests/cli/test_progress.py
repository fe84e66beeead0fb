"""A line of progress for who waits longer than a second, and nothing for anyone else."""

from __future__ import annotations

import pytest

from pekppp_rules.cli import progress
from pekppp_rules.cli.layout import columns_of
from pekppp_rules.cli.progress import progress_line, with_progress

WHAT = {"id": "berkas", "en": "files"}


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that a test moves."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def run(clock, seconds, *, count=4):
    for _ in with_progress(range(count), WHAT, "id"):
        clock[0] += seconds


def test_work_of_less_than_a_second_shows_nothing(clock, monkeypatch, capfd):
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)
    run(clock, 0.2)
    assert capfd.readouterr().err == ""


def test_longer_work_shows_how_far_it_is_and_takes_the_line_away(clock, monkeypatch, capfd):
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)
    run(clock, 0.6)
    err = capfd.readouterr().err
    assert "berkas ██████████░░░░░░░░░░ 2/4" in err
    assert err.endswith("\r" + " " * 59 + "\r")
    assert "\n" not in err


def test_nothing_is_shown_where_nobody_looks(clock, capfd):
    run(clock, 5)
    assert capfd.readouterr().err == ""


def test_the_line_goes_when_the_work_fails(clock, monkeypatch, capfd):
    monkeypatch.setattr(progress, "is_terminal", lambda _: True)

    def work():
        for number in with_progress(range(3), WHAT, "id"):
            clock[0] += 2
            if number == 2:
                raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any error of the work
        work()
    assert capfd.readouterr().err.endswith(" \r")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_line_of_progress_fills_its_columns_exactly(columns):
    for done in (0, 500, 1000):
        assert columns_of(progress_line("berkas", done, 1000, columns)) == columns
