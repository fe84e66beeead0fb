"""Running the command line in this process, the way `pekppp` runs it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pekppp_rules.cli.main import run


@dataclass
class Done:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def pekppp_command(capfd, monkeypatch):
    """Return a function that runs `pekppp ARGUMENTS...`."""
    monkeypatch.setenv("COLUMNS", "80")

    def command(*arguments: object) -> Done:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Done(int(ended.value.code or 0), out, err)

    return command
