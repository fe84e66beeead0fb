"""`pekppp regulations show ID --form FORM`: one form, whole."""

from __future__ import annotations

import json

import pytest

from tests.packages_here import FOLDERS, NAMES, loaded, written
from tests.regulation.test_form_view import codes_of

TOY = FOLDERS["negeri_dongeng"]
FORMS = [
    pytest.param(name, form, id=f"{name} {form['form']} {form.get('variant', {}).get('value', '')}".strip())
    for name in NAMES
    for form in written(name)["forms"]
]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_form_is_printed_in_both_languages(pekppp_command, name, form, lang):
    mode = ["--mode", form["variant"]["value"]] if "variant" in form else []
    done = pekppp_command("regulations", "show", FOLDERS[name], "--form", form["form"], *mode, "--lang", lang)
    assert (done.status, done.err) == (0, "")
    assert [code for code in codes_of(form) if code not in done.out] == []
    assert all(len(line) <= 80 for line in done.out.splitlines())


def test_the_screen_has_levels_weights_and_evidence(pekppp_command):
    out = pekppp_command("regulations", "show", TOY, "--form", "rubrik", "--mode", "luring", "--lang", "en").out
    for expected in ("Scale: 0 to 3", "p1  Greeting (weight 1/3)", "3: Always", "evidence: Painting of the counter"):
        assert expected in out
    assert "naga  Dragon on guard (not scored)" in out


def test_the_screen_says_what_is_unknown(pekppp_command):
    out = pekppp_command("regulations", "show", TOY, "--form", "rubrik", "--mode", "daring", "--lang", "en").out
    assert "The decree gives no weights for carrier pigeons." in out
    assert "m2  Speed of the pigeons (a code of this package)" in out
    assert (
        "The decree prints numbers only."
        in pekppp_command("regulations", "show", TOY, "--form", "tanya", "--lang", "en").out
    )


def test_the_screen_tells_when_a_fact_is_asked_for(pekppp_command):
    out = pekppp_command("regulations", "show", TOY, "--form", "lapor", "--lang", "en").out
    for expected in (
        "sapaan.bahasa  Languages of the greeting (choose any)",
        "peri = Elvish; kurcaci = Dwarvish; other, please state",
        "asked if: sapaan.ada = yes",
        "asked if: sapaan.bahasa has peri",
        "asked if: waktu.hari is answered or not (sapaan.ada = yes)",
        "asked if: ruang.jenis = gua and sapaan.ada is answered",
        "waktu.hari  Days until done (whole number 0 to 366)",
    ):
        assert expected in out


def test_the_json_is_that_of_the_form(pekppp_command):
    done = pekppp_command("regulations", "show", TOY, "--form", "lapor", "--format", "json", "--lang", "en")
    assert json.loads(done.out) == loaded("negeri_dongeng").form("lapor").data("en")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--form", "rubik"], 1, "PKP-406"),
        (["--form", "rubrik"], 1, "PKP-407"),
        (["--form", "rubrik", "--mode", "keliling"], 1, "PKP-407"),
        (["--mode", "luring"], 2, "--form"),
    ],
)
def test_a_form_that_does_not_exist_is_one_clear_error(pekppp_command, options, status, told):
    done = pekppp_command("regulations", "show", TOY, *options)
    assert (done.status, done.out) == (status, "")
    assert told in done.err


def test_titles_stand_in_one_column_whatever_the_length_of_their_codes(pekppp_command):
    out = pekppp_command(
        "regulations", "show", "permenpanrb_29_2022", "--form", "f03", "--mode", "luring", "--lang", "en"
    ).out
    assert "  9.c.K    The waiting room is adequate\n  10.c.As  The toilet is usable\n" in out
