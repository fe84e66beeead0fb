"""`pekppp regulations new`: the folder of a new package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.console import emit, format_option, is_quiet, json_text, language_option, quiet_option
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import Language

if TYPE_CHECKING:
    from pekppp_rules.authoring.scaffold import NewPackage


@click.command("new", cls=Verb, short_help="Paket baru. / A new package.")
@click.argument("name", metavar="ID")
@click.option(
    "--extends",
    metavar="BASE@VERSI",
    help="Tulis hanya yang berbeda dari versi ini. / Say only what differs from this version.",
)
@click.option("--from", "copy_of", metavar="BASE", help="Salin paket ini seutuhnya. / Copy this package in full.")
@click.option(
    "--in",
    "parent",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Folder tempat paket dibuat; biasanya folder ini. / Where it is made; here unless said otherwise.",
)
@format_option
@language_option
@quiet_option
def new_command(
    name: str, extends: str | None, copy_of: str | None, parent: Path, output_format: str, lang: Language
) -> None:
    """Buat folder paket yang langsung lolos check dan test, beserta skema untuk editor.

    Make the folder of a package that passes check and test at once, with the schemas for editors.

    \b
    pekppp regulations new perwali_contoh
    pekppp regulations new perwali_contoh --extends permenpanrb_29_2022@1.0.0
    pekppp regulations new perwali_contoh --from permenpanrb_29_2022
    """
    from pekppp_rules.authoring.scaffold import new_package

    if extends is not None and copy_of is not None:
        told = {"id": "pakai --extends atau --from, salah satu saja", "en": "use either --extends or --from"}
        raise WrongUsageError(told[lang])
    made = new_package(name, parent, extends=extends, copy_of=copy_of)
    if output_format == "json":
        document = {"folder": made.folder.as_posix(), "base": made.base, "files": made.files, "cases": made.cases}
        emit(json_text(document))
        return
    if not is_quiet():
        emit(_screen(made, copied=copy_of is not None, lang=lang))


def _screen(made: NewPackage, *, copied: bool, lang: Language) -> str:
    folder = made.folder.as_posix()
    path = folder if made.folder.is_absolute() or folder.startswith("..") else f"./{folder}"
    if made.base is None:
        how = {"id": "paket kosong", "en": "a blank package"}[lang]
    elif copied:
        how = {"id": f"salinan {made.base}", "en": f"a copy of {made.base}"}[lang]
    else:
        how = {"id": f"memperluas {made.base}", "en": f"extends {made.base}"}[lang]
    sound = {"id": f"lolos check dan test, {made.cases} kasus", "en": f"passes check and test, {made.cases} case(s)"}[
        lang
    ]
    lines = [f"{folder}/: {how}; {sound}", *(f"  {file}" for file in made.files)]
    if copied:
        lines.append(
            {
                "id": "Ganti citation, title, scope, dan validity di regulation.yaml, lalu yang lain. Sesudah itu:",
                "en": "Replace citation, title, scope and validity in regulation.yaml, then the rest. After that:",
            }[lang]
        )
    else:
        lines.append(
            {
                "id": "Ganti setiap isi bertanda GANTI. Sesudah itu:",
                "en": "Replace everything marked GANTI. After that:",
            }[lang]
        )
    lines += [f"  pekppp regulations {command} {path}" for command in ("check", "test", "release")]
    return "\n".join(lines) + "\n"
