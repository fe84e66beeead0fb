"""`pekppp survey`: exports of survey tools become the answers of a submission, by a mapping that a person has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.console import done, emit, format_option, json_text, language_option, quiet_option, width
from pekppp_rules.cli.help import Verbs
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.usage import refuse_overwriting
from pekppp_rules.errors import EvaluationError, Language, Parameter, Place, Problem, SubmissionError, shown
from pekppp_rules.reading import write_output

if TYPE_CHECKING:
    from pekppp_rules.regulation import Package
    from pekppp_rules.regulation.model import SurveyForm
    from pekppp_rules.surveys import Proposal

SURVEY_FORMAT = 1
"""Version of the JSON that the commands print."""


@click.group("survey", cls=Verbs, short_help="Ekspor survei daring. / Exports of survey tools.")
def survey_group() -> None:
    """Pakai ekspor CSV dari Google Forms dan sejenisnya sebagai jawaban survei.

    Use CSV exports of Google Forms and the like as the answers to a survey.

    \b
    pekppp survey map skm.csv --regulation permenpanrb_14_2017 -o peta.yaml
    pekppp survey fill skm.csv --mapping peta.yaml --into unit.yaml -o baru.yaml
    """


@survey_group.command("map", short_help="Usulkan pemetaan kolom. / Propose a mapping of columns.")
@click.argument("export", type=click.Path(path_type=Path))
@click.option(
    "--regulation",
    "name",
    required=True,
    metavar="ID|FOLDER",
    help="Regulasi yang surveinya dijawab. / Whose survey it is.",
)
@click.option("--form", "form_name", help="Formulir survei. / The form of the survey.")
@click.option("--mode", help="Varian menurut unit.mode. / The variant by unit.mode.")
@click.option("--scheme", help="Varian menurut period.scheme. / The variant by period.scheme.")
@click.option("--stage", help="Varian menurut period.stage. / The variant by period.stage.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Berkas pemetaan (YAML); ditulis utuh atau tidak sama sekali. / The mapping (YAML); written whole or not at all.",
)
@format_option
@language_option
@quiet_option
def map_command(
    export: Path,
    name: str,
    form_name: str | None,
    mode: str | None,
    scheme: str | None,
    stage: str | None,
    output: Path,
    output_format: str,
    lang: Language,
) -> None:
    """Baca judul kolom sebuah ekspor dan usulkan pertanyaan mana yang dijawabnya; periksa dan lengkapi berkasnya.

    Read the headings of an export and propose which question each answers; look through the file and complete it.

    \b
    pekppp survey map skm.csv --regulation permenpanrb_14_2017 -o peta.yaml
    """
    from pekppp_rules.authoring.yaml_text import yaml_text
    from pekppp_rules.catalogue import load
    from pekppp_rules.cli.evaluate import warn_of_withdrawal
    from pekppp_rules.surveys import propose_mapping, read_export

    refuse_overwriting(export, output, lang)
    regulation = load(name)
    warn_of_withdrawal(regulation, lang)
    fields = {"unit.mode": mode, "period.scheme": scheme, "period.stage": stage}
    form = _survey_of(regulation.package, form_name, {key: value for key, value in fields.items() if value is not None})
    proposal = propose_mapping(read_export(export), form, regulation.id)
    write_output(output, yaml_text(proposal.mapping).encode("utf-8"))
    if output_format == "json":
        told = {"format": SURVEY_FORMAT, "mapping": str(output), "unmapped": list(proposal.unmapped)}
        emit(
            json_text(
                {**told, "unknown_answers": len(proposal.unknown_answers), "ignored": proposal.mapping["ignored"]}
            )
        )
        return
    done(_told(proposal, output, form, lang, width()))


@survey_group.command("fill", short_help="Masukkan jawaban ke pengajuan. / Put answers into a submission.")
@click.argument("export", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    "mapping_file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pemetaan kolom, dari pekppp survey map. / The mapping of columns, from pekppp survey map.",
)
@click.option(
    "--into",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Pengajuan tanpa jawaban survei itu: .yaml, .json, atau .xlsx. / The submission without these answers.",
)
@click.option("--regulation", "name", metavar="ID|FOLDER", help="Paket yang dipakai. / The package to use.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Pengajuan baru: .yaml, .json, atau .xlsx. / The new submission: .yaml, .json or .xlsx.",
)
@format_option
@language_option
@quiet_option
def fill_command(
    export: Path,
    mapping_file: Path,
    file: Path,
    name: str | None,
    output: Path,
    output_format: str,
    lang: Language,
) -> None:
    """Tulis pengajuan baru dengan jawaban survei dari sebuah ekspor, satu baris untuk satu responden.

    Write a new submission with the answers of an export, a row for each respondent.

    \b
    pekppp survey fill skm.csv --mapping peta.yaml --into unit.yaml -o baru.yaml
    pekppp survey fill skm.csv --mapping peta.yaml --into unit.xlsx -o baru.xlsx
    """
    from pekppp_rules.cli.evaluate import read_with_regulation
    from pekppp_rules.cli.submission_file import submission_content
    from pekppp_rules.regulation.model import SurveyForm
    from pekppp_rules.regulation.tree import chosen_forms
    from pekppp_rules.submission import Submission
    from pekppp_rules.submission.check import choice_of
    from pekppp_rules.surveys import answers_of, read_export, read_mapping

    for given in (export, mapping_file, file):
        refuse_overwriting(given, output, lang)
    regulation, submission = read_with_regulation(file, name, lang=lang)
    mapping = read_mapping(mapping_file)
    if mapping.regulation != regulation.id:
        other: dict[str, Parameter] = {"found": mapping.regulation, "expected": regulation.id}
        raise SubmissionError(Problem("PKP-213", mapping.place(("regulation",)), other))
    form = chosen_forms(regulation.package, choice_of(submission, regulation.package)).get(mapping.form)
    if not isinstance(form, SurveyForm):
        raise SubmissionError(Problem("PKP-214", mapping.place(("form",)), {"form": mapping.form}))
    if form.form in submission.forms:
        raise SubmissionError(Problem("PKP-053", submission.place(("forms", form.form)), {"form": form.form}))
    responses = answers_of(read_export(export, mapping.delimiter), mapping, form)
    data = submission.data()
    data["forms"] = {**data["forms"], form.form: {"responses": responses}}
    filled = Submission.model_validate(data)
    write_output(output, submission_content(filled, regulation, output, lang))
    if output_format == "json":
        emit(json_text({"format": SURVEY_FORMAT, "submission": str(output), "respondents": len(responses)}))
        return
    words = {"id": "responden", "en": "respondent(s)"}
    done(wrap(f"{output}: {form.form}, {len(responses)} {words[lang]}", width()))


def _survey_of(package: Package, name: str | None, fields: dict[str, str]) -> SurveyForm:
    """Return the survey that was meant. Raises EvaluationError where that is not just one."""
    from pekppp_rules.regulation.model import SurveyForm

    surveys = [form for form in package.forms if isinstance(form, SurveyForm)]
    found = [
        form
        for form in surveys
        if name in {None, form.form}
        and (form.variant is None or fields.get(form.variant.field, form.variant.value) == form.variant.value)
    ]
    if len(found) != 1:
        known = [
            f"{form.form} ({form.variant.field} {form.variant.value})" if form.variant is not None else form.form
            for form in surveys
        ]
        raise EvaluationError(Problem("PKP-054", Place(), {"known": ", ".join(known) or "-"}))
    return found[0]


_WORDS: dict[str, tuple[str, str]] = {
    "mapped": (
        "{path}: {count} dari {all} pertanyaan {form} dipetakan",
        "{path}: {count} of {all} questions of {form} mapped",
    ),
    "unmapped": ("Belum dipetakan; tambahkan di questions", "Not mapped yet; add them under questions"),
    "answers": (
        "Jawaban yang nilainya belum diketahui, isi di answers",
        "Answers of unknown value, to be filled in under answers",
    ),
    "ignored": ("Tidak dibaca", "Not read"),
    "next": ("Periksa berkasnya, lalu", "Look through the file, then"),
}


def _told(proposal: Proposal, output: Path, form: SurveyForm, lang: Language, columns: int) -> Iterator[str]:
    def word(name: str) -> str:
        return _WORDS[name][lang == "en"]

    count = len(form.codes) - len(proposal.unmapped)
    yield from wrap(word("mapped").format(path=output, count=count, all=len(form.codes), form=form.form), columns)
    if proposal.unmapped:
        yield from _list(word("unmapped"), proposal.unmapped, columns)
    if proposal.unknown_answers:
        yield from wrap(f"{word('answers')}: {len(proposal.unknown_answers)}", columns)
    if proposal.mapping["ignored"]:
        yield from _list(word("ignored"), map(shown, proposal.mapping["ignored"]), columns)
    then = f"pekppp survey fill ... --mapping {output} --into ... -o ..."
    yield from wrap(f"{word('next')}: {then}", columns, subsequent_indent="  ")


def _list(heading: str, items: Iterable[str], columns: int) -> Iterator[str]:
    yield from wrap(f"{heading}: {', '.join(items)}", columns, subsequent_indent="  ")
