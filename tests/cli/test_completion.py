"""What a shell is told so that Tab completes commands, options and regulation ids."""

from __future__ import annotations

import pytest


def asked(monkeypatch, capfd, command, shell, words, at):
    monkeypatch.setenv("_PEKPPP_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(at))
    return command().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_a_script_that_asks_pekppp(pekppp_command, shell):
    done = pekppp_command("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert f"_PEKPPP_COMPLETE={shell}_complete" in done.out
    assert "%(" not in done.out


def test_another_shell_is_wrong_usage(pekppp_command):
    assert pekppp_command("completion", "tcsh").status == 2


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [
        ("pekppp val", 1, "plain,validate\n"),
        ("pekppp evaluate --dra", 2, "plain,--draft\n"),
        ("pekppp evaluate --regulation permenpanrb_4", 3, "plain,permenpanrb_4_2023\n"),
        ("pekppp regulations show permenpanrb_4", 3, "plain,permenpanrb_4_2023\n"),
        ("pekppp regulations show ./x", 3, "dir,./x\n"),
        ("pekppp evaluate --format ", 3, "plain,text\nplain,json\nplain,docx\nplain,html\nplain,pdf\nplain,xlsx\n"),
        ("pekppp evaluate x", 2, "file,x\n"),
        ("pekppp report hasil.csv --ag", 3, "plain,--against\nplain,--agency\nplain,--against-year\n"),
        ("pekppp table nilai.csv --rep", 3, "plain,--report\n"),
    ],
)
def test_bash_is_told_what_could_come(monkeypatch, capfd, pekppp_command, words, at, expected):
    assert asked(monkeypatch, capfd, pekppp_command, "bash", words, at) == expected
