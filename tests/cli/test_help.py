"""Help that teaches: in both languages, with examples that can be typed, within the terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from pekppp_rules.cli.help import Verb, examples_of
from pekppp_rules.cli.main import cli


def verbs(command: click.Command = cli, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from verbs(inner, *path, name)


VERBS = {" ".join(path) or "pekppp": (path, command) for path, command in verbs()}
every_verb = pytest.mark.parametrize(("path", "command"), VERBS.values(), ids=VERBS)


@every_verb
def test_help_speaks_both_languages_and_ends_with_examples(pekppp_command, path, command):
    done = pekppp_command(*path, "--help")
    assert isinstance(command, Verb)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Pemakaian / Usage: {' '.join(('pekppp', *path))} ")
    assert "Tampilkan bantuan ini. / Show this help." in done.out
    _, found, examples = done.out.partition("\nContoh / Examples:\n")
    assert found
    assert examples.strip()


@every_verb
def test_every_example_can_be_typed(path, command):
    typed_of = []
    for line in examples_of(command):
        _, _, typed = line.rpartition(" | ")
        words = shlex.split(typed.partition(" && ")[0].partition(" >")[0])
        assert words[0] == "pekppp", line
        inner: click.Command = cli
        rest = words[1:]
        context = click.Context(cli)
        while isinstance(inner, click.Group):
            inner = inner.commands[rest.pop(0)]
            context = click.Context(inner, parent=context)
        inner.parse_args(context, rest)
        typed_of.append(inner)
    if not isinstance(command, click.Group):
        assert command in typed_of


@every_verb
def test_every_verb_takes_a_language_and_can_be_quiet(path, command):
    if not isinstance(command, click.Group):
        options = {name for parameter in command.params for name in parameter.opts}
        assert {"--lang", "--quiet", "-q"} <= options


@pytest.mark.parametrize("columns", [60, 80, 120])
@every_verb
def test_help_stays_within_the_terminal(pekppp_command, monkeypatch, path, command, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    written_as_they_are = {f"  {line}" for line in examples_of(command)}
    lines = pekppp_command(*path, "-h").out.splitlines()
    assert [line for line in lines if len(line) > columns and line not in written_as_they_are] == []


def test_no_example_is_wider_than_an_ordinary_terminal():
    wide = [line for _, command in VERBS.values() for line in examples_of(command) if len(line) + 2 > 80]
    assert wide == []


def test_the_language_may_stand_in_the_environment(pekppp_command, example, monkeypatch):
    monkeypatch.setenv("PEKPPP_LANG", "en")
    assert "Category: A-  Very good" in pekppp_command("evaluate", example).out
    assert "Predikat: A-  Sangat Baik" in pekppp_command("evaluate", example, "--lang", "id").out
    assert "Wrong usage" in pekppp_command("evaluate").err
    assert "file not found" in pekppp_command("evaluate", "tidak-ada.yaml").err
