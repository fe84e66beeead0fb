"""Free text is never trusted: nothing of it breaks a terminal, a JSON reader or a log, and nothing of it is lost in JSON."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import time
import timeit
import traceback
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings

import pekppp_rules as pekppp
from pekppp_rules.cli.console import emit
from pekppp_rules.cli.layout import columns_of
from pekppp_rules.regulation import discovery
from tests.architecture.free_text import (
    EXAMPLE,
    NASTY,
    SMALL_SUBMISSION,
    TEXTS,
    clean,
    filled,
    letters,
    misfilled,
    pekppp_run,
    write_package,
    write_yaml,
    written,
)

ALL_NASTY = "".join(NASTY)
FEWER = settings(max_examples=settings.default.max_examples // 3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("teks")


def squeezed(text):
    return "".join(text.split())


def logged(error):
    """Return what a log holds of an exception: the message, and the traceback with what caused it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.emit(
        logging.LogRecord("x", logging.ERROR, "", 0, "%s %r", (error, error), (type(error), error, error.__traceback__))
    )
    return stream.getvalue() + "".join(traceback.format_exception(error))


def seconds(action):
    """Return the shortest of three runs in seconds of the processor, so that a busy machine does not decide."""
    return min(timeit.repeat(action, timer=time.process_time, number=1, repeat=3))


# a submission, well filled


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_screen_of_a_result_is_printable_and_names_the_unit(folder, lang, text):
    done = pekppp_run("evaluate", written(filled(text), folder / "unit.json"), "--explain", "--lang", lang)
    assert (done.status, done.err) == (0, "")
    assert clean(done.out)
    assert letters(text) in squeezed(done.out.partition("PermenPANRB")[0])


@given(text=TEXTS)
@FEWER
def test_a_result_written_to_a_file_is_what_the_screen_would_show(folder, text):
    path = written(filled(text), folder / "unit.json")
    assert pekppp_run("evaluate", path, "-o", folder / "out.txt").status == 0
    assert (folder / "out.txt").read_bytes().decode("utf-8") == pekppp_run("evaluate", path).out


@given(text=TEXTS)
@example(text=ALL_NASTY)
def test_json_carries_the_text_unchanged_and_leaves_a_terminal_alone(folder, text):
    done = pekppp_run("evaluate", written(filled(text), folder / "unit.json"), "--explain", "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert clean(done.out)
    unit = json.loads(done.out)["unit"]
    assert (unit["name"], unit["agency"], unit["code"], unit["address"]) == (text, text, text, text)


@given(text=TEXTS)
@FEWER
def test_yaml_and_json_files_give_the_same_texts(folder, text):
    escaped = "".join(letter if letter.isalnum() else f"\\U{ord(letter):08x}" for letter in text)
    (folder / "unit.yaml").write_text(json.dumps(filled("TEKS")).replace("TEKS", escaped), "utf-8")
    assert pekppp.read_submission(folder / "unit.yaml").data() == pekppp.Submission.model_validate(filled(text)).data()


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_public_objects_show_themselves_without_harm(regulation, text):
    submission = pekppp.Submission.model_validate(filled(text))
    evaluation = regulation.evaluate(submission)
    total = pekppp.aggregate([evaluation])
    shown = [
        *(submission, submission.unit, submission.period, submission.forms, evaluation, evaluation.unit, total),
        *(total.ranking, evaluation.explain(), evaluation.nodes, evaluation.findings, evaluation.provenance),
        *(evaluation.category, evaluation.regulation, regulation, pekppp.regulations()),
    ]
    assert all(clean(repr(thing)) and clean(str(thing)) for thing in shown)
    assert clean(str(evaluation.explain()))
    assert clean(evaluation.explain().text("en"))


@given(text=TEXTS)
@FEWER
def test_data_of_results_go_through_any_json_writer(regulation, text):
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(filled(text)))
    for data in (evaluation.data(), evaluation.explain().data(), pekppp.aggregate([evaluation]).data()):
        assert json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8")) == data
    assert pekppp.aggregate([evaluation]).data()["ranking"][0]["unit"] == text


def test_emoji_and_combining_letters_pass_and_joiners_show_as_replaced(folder):
    name = "Dinas 😀 Ñuñoa e\u0301 漢字 👨\u200d👩 ❤\ufe0f"
    path = written(filled(name), folder / "unit.json")
    assert pekppp_run("evaluate", path).out.splitlines()[0] == name.replace("\u200d", "�")
    assert json.loads(pekppp_run("evaluate", path, "--format", "json").out)["unit"]["name"] == name


@pytest.mark.parametrize("name", ["漢字" * 60, "Ｄｉｎａｓ　" * 40, "😀 " * 100, "n\u0303" * 140])
def test_wide_characters_keep_to_the_width_of_the_terminal(folder, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    out = pekppp_run("evaluate", written(filled(name), folder / "unit.json"), "--explain").out
    lines = out.partition("PermenPANRB")[0].splitlines()
    assert letters(name) in squeezed("".join(lines))
    assert max(map(columns_of, lines)) in range(50, 61)


# a submission, badly filled


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
@pytest.mark.parametrize("lang", ["id", "en"])
def test_errors_are_printable_lines_with_their_places(folder, lang, text):
    path = written(misfilled(text), folder / "unit.json")
    done = pekppp_run("evaluate", path, "--lang", lang)
    assert (done.status, done.out) == (1, "")
    assert clean(done.err)
    *lines, _ = done.err.splitlines()
    assert len(lines) >= 15
    assert all(re.match(re.escape(str(path)) + r":\d+:\d+  PKP-\d{3}  ", line) for line in lines)


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_errors_as_json_are_one_readable_document(folder, text):
    path = written(misfilled(text), folder / "unit.json")
    done = pekppp_run("evaluate", path, "--format", "json")
    assert (done.status, done.err) == (1, "")
    assert clean(done.out)
    problems = json.loads(done.out)["problems"]
    assert len(problems) >= 15
    assert all(clean(str(value)) for problem in problems for value in problem.values())
    assert all(clean(str(value)) for problem in problems for value in problem["parameters"].values())


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_exceptions_may_be_logged(folder, regulation, text):
    path = written(misfilled(text), folder / "unit.json")
    with pytest.raises(pekppp.SubmissionError) as read:
        pekppp.read_submission(path)
    with pytest.raises(ValueError, match="validation error") as made:
        pekppp.Submission.model_validate(misfilled(text))
    with pytest.raises(pekppp.EvaluationError) as asked:
        regulation.evaluate(pekppp.Submission.model_validate(EXAMPLE)).node(text)
    with pytest.raises(pekppp.RegulationNotFoundError) as sought:
        pekppp.load(f"x{text}".replace("/", ""))
    for caught in (read, made, asked, sought):
        assert clean(str(caught.value))
        assert clean(repr(caught.value))
        assert clean(logged(caught.value))
    assert clean(read.value.text("en"))
    assert all(clean(problem.line()) for problem in regulation.validate(misfilled(text)))


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@pytest.mark.parametrize("letter", ["x", "漢", "😀"])
@pytest.mark.parametrize("place", ["notes", "observations"])
def test_a_note_of_a_megabyte_is_one_quick_error_with_its_place_and_no_echo(folder, regulation, suffix, letter, place):
    data = filled("Dinas")
    data["forms"]["f02"][0][place] = {"1.a.Ak" if place == "notes" else "a": letter * 1_000_000}
    path = folder / f"unit{suffix}"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert seconds(lambda: pekppp_run("evaluate", path)) < 1
    done = pekppp_run("evaluate", path)
    assert done.status == 1
    assert re.fullmatch(
        re.escape(str(path)) + r":1:\d+  PKP-508  isi paling banyak 20000 karakter\n1 masalah; .*\n", done.err
    )
    assert seconds(lambda: regulation.validate(data)) < 1
    (problem,) = regulation.validate(data)
    assert (problem.code, problem.parameters["limit"]) == ("PKP-508", 20_000)
    assert letter * 4 not in problem.line() + str(problem.data())


def test_a_note_as_long_as_it_may_be_changes_nothing(folder):
    data = filled("Dinas")
    data["forms"]["f02"][0]["notes"] = {"1.a.Ak": "😀" * 20_000}
    done = pekppp_run("evaluate", written(data, folder / "unit.json"))
    assert (done.status, done.err) == (0, "")
    assert "😀" not in done.out


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("unit.json", '{"unit": {"name": "\\ud800"}}', "PKP-007"),
        ("unit.json", '{"unit": {"\\udfff": 1}}', "PKP-007"),
        ("unit.yaml", 'unit: {name: "\\ud800"}', "PKP-007"),
        ("unit.yaml", 'unit: {"\\udfff": 1}', "PKP-007"),
    ],
)
def test_half_a_surrogate_pair_in_a_file_is_refused_at_its_place(folder, name, content, code):
    (folder / name).write_text(content, "utf-8")
    done = pekppp_run("evaluate", folder / name)
    assert done.status == 1
    assert re.search(rf"{name}:1:\d+  {code}  ", done.err)
    assert clean(done.err)


def test_whatever_is_emitted_can_be_printed():
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out):
        emit("a\x1b[31m\nb\u202e\ud800\n")
    assert out.buffer.getvalue().decode("utf-8") == "a�[31m\nb��\n"


# files and folders of any name


@pytest.mark.parametrize("name", [b"\xff\x9b31m.yaml", "\x1b[31m\u202e\u2028.yaml".encode(), b"a\nPKP-000  b.yaml"])
def test_the_name_of_a_file_cannot_break_an_error(folder, name, monkeypatch):
    monkeypatch.chdir(folder)
    try:
        Path(os.fsdecode(name)).write_text("a: [", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    for arguments in (["evaluate", os.fsdecode(name)], ["regulations", "check", "./" + os.fsdecode(name)]):
        done = pekppp_run(*arguments)
        assert done.status == 1
        assert clean(done.err)
        assert clean(done.out)
        assert "PKP-000" not in [line[:7] for line in (done.err + done.out).splitlines()]
        done = pekppp_run(*arguments, "--format", "json")
        assert clean(done.out)
        assert json.loads(done.out)["problems"]


# a package


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_a_package_of_a_stranger_is_shown_and_applied_without_harm(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", text)
    composed = unicodedata.normalize("NFC", text)
    unit = written(SMALL_SUBMISSION, package.parent / "kecil.json")
    for lang in ("id", "en"):
        shown = pekppp_run("regulations", "show", package, "--lang", lang)
        result = pekppp_run("evaluate", unit, "--regulation", package, "--explain", "--lang", lang)
        assert (shown.status, shown.err, result.status, result.err) == (0, "", 0, "")
        assert clean(shown.out)
        assert clean(result.out)
        assert letters(composed) in squeezed(unicodedata.normalize("NFC", shown.out))
    show = json.loads(pekppp_run("regulations", "show", package, "--format", "json").out)
    assert show["package"]["regulation"]["citation"] == composed
    done = pekppp_run("evaluate", unit, "--regulation", package, "--explain", "--format", "json")
    assert clean(done.out)
    assert json.loads(done.out)["nodes"]["f02"]["name"] == composed
    schema = pekppp_run("regulations", "schema", package)
    assert clean(schema.out)
    assert json.loads(schema.out)["properties"]["regulation"]["description"] == composed


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_objects_of_a_package_of_a_stranger_show_themselves_without_harm(tmp_path_factory, text):
    regulation = pekppp.load(write_package(tmp_path_factory.getbasetemp() / "kecil", text))
    evaluation = regulation.evaluate(pekppp.Submission.model_validate(SMALL_SUBMISSION))
    for lang in ("id", "en"):
        assert clean(evaluation.explain().text(lang))
        assert letters(unicodedata.normalize("NFC", text)) in squeezed(
            unicodedata.normalize("NFC", evaluation.explain().text(lang))
        )
        assert all(clean(finding.message(lang)) for finding in evaluation.findings)
    shown = (
        regulation,
        regulation.package,
        evaluation,
        evaluation.category,
        evaluation.nodes,
        pekppp.aggregate([evaluation]),
    )
    assert all(clean(repr(thing)) and clean(str(thing)) for thing in shown)
    for data in (evaluation.data(), evaluation.explain().data(), pekppp.aggregate([evaluation]).data()):
        assert json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8")) == data


def test_no_text_of_a_package_begins_a_line_of_its_own(tmp_path):
    package = write_package(tmp_path / "kecil", "a\nPKP-000  b")
    unit = written(SMALL_SUBMISSION, tmp_path / "unit.json")
    for arguments in (["regulations", "show", package], ["evaluate", unit, "--regulation", package, "--explain"]):
        done = pekppp_run(*arguments)
        assert (done.status, done.err) == (0, "")
        assert "a PKP-000" in done.out
        assert not [line for line in done.out.splitlines() if line.startswith("PKP-000")]


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_a_package_listed_stays_on_its_lines(tmp_path_factory, text):
    root = tmp_path_factory.getbasetemp() / "regulations"
    root.mkdir(exist_ok=True)
    write_package(root / "kecil", text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(discovery, "bundled_folder", lambda _: root)
        plain, listed = pekppp_run("regulations", "list"), pekppp_run("regulations", "list", "--format", "json")
    assert (plain.status, plain.err, listed.err) == (0, "", "")
    assert clean(plain.out)
    assert clean(listed.out)
    first, *rest = plain.out.splitlines()
    assert first.startswith("kecil  ")
    assert all(line.startswith("  ") for line in rest)
    assert rest[-1].startswith("  sha256:")
    assert json.loads(listed.out)[0]["title"] == unicodedata.normalize("NFC", text)


@given(text=TEXTS)
@example(text=ALL_NASTY)
@FEWER
def test_what_is_wrong_with_a_package_is_told_without_harm(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", text, letters=("A", "A"))
    for arguments in (["check", package], ["check", package, "--lang", "en"], ["show", package]):
        done = pekppp_run("regulations", *arguments)
        assert done.status == 1
        assert "PKP-105" in done.out + done.err
        assert clean(done.out)
        assert clean(done.err)
    problems = json.loads(pekppp_run("regulations", "check", package, "--format", "json").out)["problems"]
    assert all(
        clean(str(value)) for problem in problems for value in (problem["message"], *problem["parameters"].values())
    )


@given(text=TEXTS)
@example(text=ALL_NASTY)
@example(text="x" * 100_000)
@FEWER
def test_cases_that_fail_are_told_without_harm_and_without_length(tmp_path_factory, text):
    package = write_package(tmp_path_factory.getbasetemp() / "kecil", "biasa")
    (package / "cases").mkdir(exist_ok=True)
    expected = {"letter": text, "name": text}
    case = {"id": "satu", "value": 1, "expect": expected}
    write_yaml(package / "cases" / "a.yaml", {"kind": "cases", "about": {"id": "Kasus"}, "cases": [case]})
    done = pekppp_run("regulations", "test", package)
    assert done.status == 1
    assert "PKP-117" in done.out
    assert clean(done.out)
    assert len(done.out) < 10_000
    listed = pekppp_run("regulations", "test", package, "--format", "json")
    assert clean(listed.out)
    assert len(json.loads(listed.out)["problems"]) == 2
