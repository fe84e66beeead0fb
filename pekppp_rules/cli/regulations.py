"""`pekppp regulations`: what packages there are, what is in one, and whether it is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import (
    FAILED,
    WITHDRAWN,
    complain,
    done,
    emit,
    format_option,
    is_quiet,
    json_text,
    language_option,
    quiet_option,
    until_words,
    width,
)
from pekppp_rules.cli.diff import diff_command
from pekppp_rules.cli.export import export_command
from pekppp_rules.cli.help import Verbs
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.new import new_command
from pekppp_rules.cli.progress import with_progress
from pekppp_rules.cli.style import Style, all_styled, finished, styled
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import Language, PekpppError, Problem, shown

if TYPE_CHECKING:
    from pekppp_rules.catalogue import RegulationSummary

_PACKAGES: dict[Language, str] = {"id": "paket", "en": "packages"}

_NAMES = click.argument("names", nargs=-1, metavar="[ID|FOLDER]...", shell_complete=regulation_ids)


@click.group("regulations", cls=Verbs, short_help="Paket regulasi. / Regulation packages.")
def regulations_group() -> None:
    """Paket regulasi: daftar, isi, pemeriksaan, kasus uji, perbandingan, skema, ekspor.

    Regulation packages: list them, show one, check it, run its cases, compare two, print schemas, export one.

    \b
    pekppp regulations list
    pekppp regulations show permenpanrb_29_2022
    pekppp regulations check ./peraturan_saya
    """


regulations_group.add_command(new_command)
regulations_group.add_command(diff_command)
regulations_group.add_command(export_command)


@regulations_group.command("list", short_help="Daftar paket. / List the packages.")
@format_option
@language_option
@quiet_option
def list_command(output_format: str, lang: Language) -> None:
    """Daftar paket regulasi yang tersedia.

    List the regulation packages.

    \b
    pekppp regulations list
    pekppp regulations list --format json
    """
    from pekppp_rules.catalogue import regulations

    _warn_of_what_cannot_be_used(lang)
    found = regulations()
    if output_format == "json":
        emit(json_text([_summary(item) for item in found]))
        return
    for item in found:
        emit(finished(_listed(item, lang)) + "\n")


def _listed(item: RegulationSummary, lang: Language) -> Iterator[str]:
    begins = str(item.validity.from_.on)
    since = {"id": f"sejak {begins}", "en": f"since {begins}"}[lang]
    in_force = f"{begins} {until_words(item.validity.until, lang)}" if item.validity.until is not None else since
    title = item.title_en if lang == "en" and item.title_en else item.title
    heading = f"{item.id}  {item.version}  {item.citation}  [{in_force}]"
    yield from all_styled(wrap(heading, width(), subsequent_indent="    "), "heading")
    yield from wrap(f"  {title}", width(), subsequent_indent="    ")
    yield styled(f"  {item.digest}", "aside")
    if item.withdrawn is not None:
        told = wrap(f"  {WITHDRAWN[lang]}: {item.withdrawn}", width(), subsequent_indent="    ")
        yield from all_styled(told, "warning")


def _warn_of_what_cannot_be_used(lang: Language) -> None:
    """Name the plug-ins and packages that the listing leaves out, on standard error."""
    from pekppp_rules.regulation.discovery import broken_plugins
    from pekppp_rules.regulation.listing import every_version

    if is_quiet():
        return
    plugin = {
        "id": "peringatan: plug-in regulasi {} tidak dapat dimuat: {}",
        "en": "warning: plug-in {} of regulations cannot be loaded: {}",
    }
    package = {"id": "peringatan: {} ({}) tidak dapat dipakai:", "en": "warning: {} ({}) cannot be used:"}
    for broken in broken_plugins():
        complain(plugin[lang].format(broken.name, broken.reason), "warning")
    for one in every_version().unusable:
        complain(package[lang].format(one.name, one.origin), "warning")
        for problem in one.problems:
            complain("  " + problem.line(lang))


def _summary(item: RegulationSummary) -> dict[str, Any]:
    fields = (
        "id",
        "version",
        "family",
        "scope",
        "title",
        "title_en",
        "citation",
        "digest",
        "rules_digest",
        "is_release",
        "withdrawn",
    )
    validity = item.validity.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {**{field: getattr(item, field) for field in fields}, "validity": validity}


@regulations_group.command("show", short_help="Isi satu paket. / Show one package.")
@click.argument("name", metavar="ID|FOLDER", shell_complete=regulation_ids)
@click.option("--form", metavar="FORM", help="Satu formulir, utuh: f01, f02, f03. / One form, whole.")
@click.option("--mode", metavar="MODE", help="Varian formulir: luring, daring. / Variant of the form.")
@format_option
@language_option
@quiet_option
def show_command(name: str, form: str | None, mode: str | None, output_format: str, lang: Language) -> None:
    """Identitas, rantai hukum, indikator dan bobot, predikat, dan hal yang tidak diketahui; atau satu formulir.

    Identity, legal chain, indicators with weights, categories, and what is unknown; or one form.

    \b
    pekppp regulations show permenpanrb_29_2022
    pekppp regulations show permenpanrb_29_2022 --form f02 --mode luring
    """
    from pekppp_rules.catalogue import load

    regulation = load(name)
    if mode is not None and form is None:
        told = {"id": "--mode memerlukan --form", "en": "--mode needs --form"}
        raise WrongUsageError(told[lang])
    if form is not None:
        view = regulation.form(form, mode=mode)
        if output_format == "json":
            emit(json_text(view.data(lang)))
            return
        from pekppp_rules.cli.form_screen import form_screen

        emit(form_screen(view, lang, width()))
        return
    if output_format == "json":
        from pekppp_rules.regulation.digest import resolved_document

        identity = {"version": regulation.version, "digest": regulation.digest}
        emit(json_text({**identity, "package": resolved_document(regulation.package)}))
        return
    from pekppp_rules.cli.package_screen import package_screen

    emit(package_screen(regulation, lang, width()))


@regulations_group.command("check", short_help="Periksa paket. / Check packages.")
@_NAMES
@format_option
@language_option
@quiet_option
def check_command(names: tuple[str, ...], output_format: str, lang: Language) -> int:
    """Periksa paket dalam tiga langkah (skema, model, pemeriksaan silang); semua masalah tampil sekaligus.

    Check packages in three steps (schema, model, cross-checks); every problem is shown at once. Without names: all.

    \b
    pekppp regulations check
    pekppp regulations check ./peraturan_saya --lang en
    """
    from pekppp_rules.regulation.load import check_folder
    from pekppp_rules.regulation.working_copies import display_name

    problems: list[Problem] = []
    checked = []
    for folder in with_progress(_folders(names), _PACKAGES, lang):
        checked.append(display_name(folder))
        try:
            problems += check_folder(folder, display_name(folder))
        except PekpppError as error:
            problems += error.problems
    return _conclude(problems, {"checked": checked}, output_format, lang)


@regulations_group.command("test", short_help="Jalankan kasus uji. / Run the cases.")
@_NAMES
@format_option
@language_option
@quiet_option
def test_command(names: tuple[str, ...], output_format: str, lang: Language) -> int:
    """Jalankan kasus uji di samping paket dan bandingkan hasilnya secara persis.

    Run the cases beside the packages and compare their results exactly. Without names: all.

    \b
    pekppp regulations test
    pekppp regulations test ./peraturan_saya
    """
    from pekppp_rules.authoring import run_cases
    from pekppp_rules.catalogue import load
    from pekppp_rules.regulation.working_copies import display_name

    problems: list[Problem] = []
    ran = {}
    for folder in with_progress(_folders(names), _PACKAGES, lang):
        try:
            report = run_cases(load(folder), folder, display_name(folder))
        except PekpppError as error:
            problems += error.problems
            continue
        ran[display_name(folder)] = report.ran
        problems += report.problems
    return _conclude(problems, {"ran": ran}, output_format, lang)


@regulations_group.command("schema", short_help="Skema JSON. / JSON Schemas.")
@click.argument("name", metavar="ID|FOLDER", required=False, shell_complete=regulation_ids)
@click.option(
    "--kind",
    metavar="KIND",
    help="Skema bersama: regulation, form, submission, evaluation, ... / A shared schema by name.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Tulis ke berkas. / Write to a file."
)
@language_option
@quiet_option
def schema_command(name: str | None, kind: str | None, output: Path | None, lang: Language) -> None:
    """Cetak skema pengajuan suatu regulasi (ID), atau skema bersama (--kind).

    Print the schema of a submission under a regulation (ID), or a shared one (--kind).

    \b
    pekppp regulations schema permenpanrb_29_2022 -o pengajuan.schema.json
    pekppp regulations schema --kind evaluation
    """
    from pekppp_rules.catalogue import load
    from pekppp_rules.regulation.schema_files import schema_names, self_contained

    if (name is None) == (kind is None):
        told = {
            "id": "sebutkan ID regulasi atau --kind, salah satu saja",
            "en": "give either a regulation ID or --kind",
        }
        raise WrongUsageError(f"{told[lang]} ({', '.join(schema_names())})")
    if name is not None:
        emit(json_text(load(name).submission_schema()), output)
        return
    if kind not in schema_names():
        told = {
            "id": "tidak ada skema bersama dengan nama itu; yang ada",
            "en": "no shared schema has that name; there are",
        }
        raise WrongUsageError(f"--kind {shown(str(kind))}: {told[lang]} {', '.join(schema_names())}")
    emit(json_text(self_contained(kind)), output)


@regulations_group.command("release", short_help="Rilis versi paket. / Release a version.")
@click.argument("name", metavar="ID|FOLDER", shell_complete=regulation_ids)
@format_option
@language_option
@quiet_option
def release_command(name: str, output_format: str, lang: Language) -> None:
    """Tulis salinan kerja sebagai rilis versinya: JSON kanonik di released/, yang tidak pernah berubah lagi.

    Write the working copy as the release of its version: canonical JSON in released/, which never changes again.

    \b
    pekppp regulations release ./peraturan_saya
    """
    from pekppp_rules.authoring.release import release_package
    from pekppp_rules.regulation.registry import package_folder
    from pekppp_rules.regulation.working_copies import display_name

    folder = package_folder(name)
    release = release_package(folder, display_name(folder))
    if output_format == "json":
        emit(json_text(release.model_dump(mode="json", exclude_none=True)))
        return
    words = {"id": "dirilis", "en": "released"}[lang]
    head = styled(f"{folder.resolve().name} {release.version} {words}", "good")
    done([head, f"  digest       {release.digest}", f"  rules_digest {release.rules_digest}"])


@regulations_group.command("withdraw", short_help="Tarik sebuah rilis. / Withdraw a release.")
@click.argument("name", metavar="ID@VERSI")
@click.option("--reason", required=True, metavar="TEXT", help="Alasan. / Why.")
@click.option("--replaced-by", metavar="VERSI", help="Rilis penggantinya. / The release that replaces it.")
@language_option
@quiet_option
def withdraw_command(name: str, reason: str, replaced_by: str | None, lang: Language) -> None:
    """Tandai rilis sebagai ditarik; berkasnya tetap ada dan tetap dapat disebut dengan versinya.

    Mark a release as withdrawn; its file stays, and it can still be named by its version.

    \b
    pekppp regulations withdraw ./peraturan_saya@0.1.0 --reason "Bobot b salah."
    """
    from pekppp_rules.authoring.release import withdraw_release
    from pekppp_rules.regulation.registry import package_folder
    from pekppp_rules.regulation.working_copies import display_name

    wanted, at, version = name.rpartition("@")
    if not at:
        raise WrongUsageError({"id": "sebutkan ID@VERSI", "en": "give ID@VERSION"}[lang])
    folder = package_folder(wanted)
    release = withdraw_release(folder, version, reason, replaced_by, display_name(folder))
    done([styled(f"{folder.resolve().name} {release.version} {WITHDRAWN[lang]}", "good")])


@regulations_group.command("lock", short_help="Kunci versi yang dipakai. / Lock the versions in use.")
@_NAMES
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("pekppp.lock"),
    show_default=True,
    metavar="OUT",
    help="Berkas kunci. / The lock file.",
)
@language_option
@quiet_option
def lock_command(names: tuple[str, ...], output: Path, lang: Language) -> None:
    """Tulis versi dan digest regulasi yang dipakai aplikasi, untuk --lock dan load(..., lock=).

    Write versions and digests of the regulations that an application uses, for --lock and load(..., lock=).

    \b
    pekppp regulations lock
    pekppp regulations lock permenpanrb_29_2022 -o pekppp.lock
    """
    from pekppp_rules import __version__
    from pekppp_rules.catalogue import load
    from pekppp_rules.regulation.lock import Lock, engine_range, pinned
    from pekppp_rules.regulation.registry import known_packages

    found = dict.fromkeys(pinned(load(name).package) for name in names or known_packages())
    locked = Lock(engine=engine_range(__version__), regulations=tuple(found))
    emit(json_text(locked.data()), output)
    told = {"id": "dikunci", "en": "locked"}[lang]
    done(f"{one.id} {one.version} {told}" for one in locked.regulations)


def _folders(names: tuple[str, ...]) -> list[Path]:
    from pekppp_rules.regulation.registry import known_packages, package_folder

    return [package_folder(name) for name in names] if names else list(known_packages().values())


def _conclude(problems: list[Problem], told: dict[str, Any], output_format: str, lang: Language) -> int:
    if output_format == "json":
        emit(json_text({**told, "problems": [problem.data(lang) for problem in problems]}))
    else:
        for problem in problems:
            emit(problem.line(lang) + "\n")
        if problems or not is_quiet():
            style: Style = "error" if problems else "good"
            emit(finished([styled(_conclusion(problems, told, lang), style)]) + "\n")
    return FAILED if problems else 0


def _conclusion(problems: list[Problem], told: dict[str, Any], lang: Language) -> str:
    if "ran" in told:
        cases = sum(told["ran"].values())
        words = {"id": f"{cases} kasus dijalankan", "en": f"{cases} cases run"}[lang]
    else:
        words = {"id": f"{len(told['checked'])} paket diperiksa", "en": f"{len(told['checked'])} package(s) checked"}[
            lang
        ]
    found = {"id": f"{len(problems)} masalah", "en": f"{len(problems)} problem(s)"}[lang]
    return f"{words}: {found}."
