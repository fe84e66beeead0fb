"""Wrong usage is explained in the language asked for, wholly."""

from __future__ import annotations

import click
import pytest

from pekppp_rules.cli.usage import show_usage_error

MISTAKES = {
    "evaluate": "argumen FILE... wajib ada",
    "migrate": "argumen FILE wajib ada",
    "regulations show": "argumen ID|FOLDER wajib ada",
    "evaluate x.yaml --fromat json": 'opsi --fromat tidak ada; maksud Anda "--format"?',
    "evaluate x.yaml --zzzzzz": "opsi --zzzzzz tidak ada",
    "evaluate x.yaml -z": "opsi -z tidak ada",
    "evalute x.yaml": 'perintah "evalute" tidak ada; maksud Anda "evaluate"?',
    "regulations lst": 'perintah "lst" tidak ada; maksud Anda "list"?',
    "zzzzzz": 'perintah "zzzzzz" tidak ada',
    "evaluate x.yaml --format doc": 'nilai "doc" untuk --format tidak termasuk pilihan: text, json, docx, html, pdf, xlsx',
    "evaluate x.yaml --lang=": 'nilai "" untuk --lang tidak termasuk pilihan: id, en',
    "evaluate x.yaml --lang it's": 'nilai "it\'s" untuk --lang tidak termasuk pilihan: id, en',
    "template --evaluators dua -o x.xlsx": 'nilai "dua" untuk --evaluators bukan bilangan bulat',
    "template": "opsi -o, --output wajib ada",
    "template -o x.xls": "-o harus berakhir dengan .xlsx",
    "evaluate x.yaml --format": "opsi --format memerlukan nilai",
    "evaluate x.yaml -o": "opsi -o memerlukan nilai",
    "evaluate x.yaml --explain=3": "opsi --explain tidak menerima nilai",
    "evaluate - y.yaml": "- (masukan standar) tidak dapat disebut bersama berkas lain",
    "migrate x.yaml y.yaml --to x -o z.yaml": "argumen berlebih: y.yaml",
    "migrate x.yaml y.yaml z.yaml --to x -o z.yaml": "argumen berlebih: y.yaml z.yaml",
}
ENGLISH = (
    "Missing",
    "No such",
    "Invalid",
    "requires",
    "does not",
    "Got ",
    "Did you",
    "is not one",
    "Usage:",
    "Error",
    "Help",
)


@pytest.mark.parametrize(("arguments", "told"), MISTAKES.items())
def test_a_mistake_is_told_in_indonesian_without_a_word_of_english(pekppp_command, arguments, told):
    done = pekppp_command(*arguments.split())
    assert (done.status, done.out) == (2, "")
    assert f"Pemakaian salah: {told}" in done.err.splitlines()
    assert not [word for word in ENGLISH if word in done.err]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("evaluate --lang en", "Missing argument 'FILE...'"),
        ("evaluate --lang en x.yaml --fromat json", "--format"),
        ("evaluate --lang en x.yaml --format doc", "'doc' is not one of 'text', 'json'"),
        ("evaluate --lang en - y.yaml", "cannot be given together with files"),
        ("migrate --lang en x.yaml y.yaml --to x -o z.yaml", "(y.yaml)"),
        ("evaluate --lang en x.yaml --format", "requires an argument"),
    ],
)
def test_a_mistake_is_told_in_english_when_english_is_asked_for(pekppp_command, arguments, told):
    done = pekppp_command(*arguments.split())
    assert (done.status, done.out) == (2, "")
    assert any(line.startswith("Wrong usage: ") and told in line for line in done.err.splitlines())
    assert "Pemakaian" not in done.err


def test_a_shared_schema_that_does_not_exist_is_told_with_those_that_do(pekppp_command):
    assert "tidak ada skema" in pekppp_command("regulations", "schema", "--kind", "formulir").err
    done = pekppp_command("regulations", "schema", "--kind", "formulir", "--lang", "en")
    assert done.status == 2
    assert "--kind formulir: no shared schema has that name; there are cases, " in done.err


def test_a_mistake_without_words_of_our_own_keeps_the_words_it_came_with(capfd):
    show_usage_error(click.BadArgumentUsage("something \x1b[31mnew"), "id")
    assert capfd.readouterr().err == "Pemakaian salah: perintah ini tidak dapat dijalankan (something �[31mnew)\n"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["\x1b[31m"],
        ["regulations", "show", "x", "\x1b[31m\u202e"],
        ["evaluate", "x", "--\x1b[31m\u2028"],
        ["evaluate", "x", "--lang", "id", "--format", "\x9b31m\udcff"],
        ["regulations", "\udcff\n"],
        ["regulations", "schema", "--kind", "\x07\u2066"],
    ],
)
def test_what_was_typed_cannot_disturb_the_terminal(pekppp_command, arguments, lang):
    done = pekppp_command(*arguments, *(["--lang", lang] if len(arguments) > 2 else []))
    assert done.status == 2
    assert "\n" in done.err
    assert all(line.isprintable() for line in done.err.split("\n"))
