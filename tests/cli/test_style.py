"""Colours on a terminal only, never for who does not want them, and never from a stranger."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from pekppp_rules.cli import style
from pekppp_rules.cli.console import complain, emit, warn
from pekppp_rules.cli.style import all_styled, colours_on, finished, screen_of, split_paint, styled

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self, *, is_terminal: bool = True) -> None:
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.fixture
def coloured(monkeypatch):
    """Make standard output and standard error terminals that show colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(style, "is_terminal", lambda _: True)


def on_a_terminal(*arguments: object, **settings: str) -> str:
    """Return what a terminal of 80 columns gets from `pekppp ARGUMENTS...`."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    done = subprocess.Popen(
        [sys.executable, "-m", "pekppp_rules", *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        env={**environment, "COLUMNS": "80", "TERM": "xterm", **settings},
    )
    os.close(theirs)
    received = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux ends a terminal that nobody holds any more with an error
            break
        if not part:
            break
        received += part
    os.close(ours)
    done.wait()
    return received.decode("utf-8")


def test_a_terminal_gets_colours_around_the_same_text(pekppp_command, example):
    shown = on_a_terminal("evaluate", example).replace("\r\n", "\n")
    assert "\x1b[1;36m  Predikat: A-  Sangat Baik\x1b[0m\n" in shown
    assert "\x1b[33m  ! " in shown
    assert SEQUENCE.sub("", shown) == pekppp_command("evaluate", example).out


def test_no_color_in_the_environment_is_obeyed(example):
    shown = on_a_terminal("evaluate", example, NO_COLOR="1")
    assert "Predikat: A-  Sangat Baik" in shown
    assert "\x1b" not in shown


def test_the_code_of_a_problem_has_the_colour_of_errors_on_a_terminal(tmp_path):
    assert "\x1b[1;31mPKP-001\x1b[0m" in on_a_terminal("evaluate", tmp_path / "tidak-ada.yaml")


def test_a_file_gets_no_colours_even_from_a_terminal(example, tmp_path):
    shown = on_a_terminal("evaluate", example, "-o", tmp_path / "hasil.txt")
    assert shown == ""
    assert "\x1b" not in (tmp_path / "hasil.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colours_depend_on_the_terminal_and_on_who_looks(monkeypatch, settings, expected):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert colours_on(Terminal()) is expected
    assert colours_on(Terminal(is_terminal=False)) is False
    assert colours_on(None) is False


def test_an_old_windows_console_that_would_show_the_codes_gets_none(monkeypatch):
    for name in ("WT_SESSION", "ANSICON", "TERM", "TERM_PROGRAM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as patched:
        patched.setattr(style.os, "name", "nt")
        assert colours_on(Terminal()) is False
        patched.setenv("WT_SESSION", "1")
        assert colours_on(Terminal()) is True


def test_a_closed_stream_is_no_terminal(tmp_path):
    stream = (tmp_path / "x").open("w", encoding="utf-8")
    stream.close()
    assert style.is_terminal(stream) is False


@pytest.mark.usefixtures("coloured")
def test_a_line_is_cleaned_before_it_is_painted():
    assert finished([styled("a\x1b[31mb\nc", "result"), "d\x1b[32m"]) == "\x1b[1;36ma�[31mb c\x1b[0m\nd�[32m"


@pytest.mark.usefixtures("coloured")
def test_the_first_line_of_a_section_is_its_heading_unless_it_is_something_else():
    told = screen_of([["Judul:", "  isi"], [], all_styled(["hasil"], "good")])
    assert told == "\x1b[1mJudul:\x1b[0m\n  isi\n\n\x1b[32mhasil\x1b[0m\n"


@pytest.mark.usefixtures("coloured")
def test_what_leaves_has_no_sequence_but_ours(capfd):
    emit("\x1b[33maman\x1b[0m\n\x1b[31mmerah\x1b[0m\n\x1b[33mdua\x1b[31m\x1b[0m\nteks\x1b[0m")
    assert capfd.readouterr().out == "\x1b[33maman\x1b[0m\n�[31mmerah�[0m\n\x1b[33mdua�[31m\x1b[0m\nteks�[0m"


def test_without_colours_nothing_that_is_not_printable_leaves(capfd):
    emit("\x1b[33maman\x1b[0m\n")
    complain("\x1b[33maman\x1b[0m", "warning")
    out, err = capfd.readouterr()
    assert (out, err) == ("�[33maman�[0m\n", "�[33maman�[0m\n")


def test_a_painted_line_is_taken_apart_and_any_other_is_left():
    assert split_paint("\x1b[2mteks\x1b[0m") == ("\x1b[2m", "teks", "\x1b[0m")
    for line in ("teks", "\x1b[31mteks\x1b[0m", "\x1b[2mteks", "a\x1b[2mteks\x1b[0m"):
        assert split_paint(line) == ("", line, "")


def test_a_warning_outside_a_command_is_told(capfd):
    warn("awas")
    assert capfd.readouterr().err == "awas\n"


def test_every_kind_of_line_has_a_look_of_its_own():
    assert len(set(style._CODES.values())) == len(style._CODES)
