"""`pekppp regulations export`: a regulation for programs in other languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import done, emit, format_option, json_text, language_option, quiet_option, warn
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.style import styled
from pekppp_rules.errors import Language, PekpppError
from pekppp_rules.reading import write_output

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation

EXPORTED_FORMAT = 1
"""Version of the JSON that the command prints."""

_WITHOUT_CASES: dict[Language, str] = {
    "id": "peringatan: kasus uji tidak ikut diekspor, sebab salinan kerja di sampingnya tidak ada atau beraturan lain",
    "en": "warning: no cases are exported, because the working copy beside them is missing or has other rules",
}


@click.command("export", cls=Verb, short_help="Ekspor untuk bahasa lain. / Export for other languages.")
@click.argument("name", metavar="ID|FOLDER", shell_complete=regulation_ids)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Berkas JSON; ditulis utuh atau tidak sama sekali. / The JSON file; written whole or not at all.",
)
@format_option
@language_option
@quiet_option
def export_command(name: str, output: Path, output_format: str, lang: Language) -> None:
    """Ekspor paket yang utuh beserta vektor uji, untuk program dalam PHP, JavaScript, atau bahasa lain.

    Export the whole package with conformance vectors, for programs in PHP, JavaScript or any other language.

    \b
    pekppp regulations export permenpanrb_29_2022 -o permenpanrb_29_2022.json
    """
    from pekppp_rules.catalogue import load
    from pekppp_rules.porting import export
    from pekppp_rules.regulation.registry import name_and_version, package_folder

    regulation = load(name)
    folder = with_cases_for(package_folder(name_and_version(name)[0]), regulation)
    if folder is None:
        warn(_WITHOUT_CASES[lang])
    content = export(regulation, cases=folder)
    write_output(output, content)
    vectors = len(json.loads(content)["vectors"])
    if output_format == "json":
        told = {"format": EXPORTED_FORMAT, "export": str(output), "digest": regulation.digest, "vectors": vectors}
        emit(json_text(told))
        return
    words = {"id": ("ekspor", "vektor"), "en": ("export", "vectors")}[lang]
    done([styled(f"{words[0]}: {output}", "good"), f"digest: {regulation.digest}", f"{words[1]}: {vectors}"])


def with_cases_for(folder: Path, regulation: Regulation) -> Path | None:
    """Return the folder where its cases hold for a regulation: beside a working copy of equal rules. Else None."""
    from pekppp_rules.catalogue import load

    if not (folder / "cases").is_dir():
        return None
    try:
        working_copy = load(folder)
    except PekpppError:  # a release stands without the working copy
        return None
    return folder if working_copy.rules_digest == regulation.rules_digest else None
