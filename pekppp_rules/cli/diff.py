"""`pekppp regulations diff`: two regulation versions side by side."""

from __future__ import annotations

from pathlib import Path

import click

from pekppp_rules.cli.completion import regulation_ids
from pekppp_rules.cli.console import emit, format_of, json_text, language_option, quiet_option, width
from pekppp_rules.cli.endings import WritingVerb
from pekppp_rules.cli.files import chosen_files, read_given
from pekppp_rules.errors import Language


@click.command("diff", cls=WritingVerb, short_help="Bandingkan dua versi. / Compare two versions.")
@click.argument("before", metavar="A", shell_complete=regulation_ids)
@click.argument("after", metavar="B", shell_complete=regulation_ids)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--submissions",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE...",
    help="Pengajuan menurut A atau B: tunjukkan pengaruhnya pada indeks dan predikat. "
    "/ Submissions under A or B: show what happens to their index and category.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Tulis ke berkas. / Write to a file."
)
@format_of(())
@language_option
@quiet_option
def diff_command(
    before: str,
    after: str,
    more: tuple[Path, ...],
    submissions: tuple[Path, ...],
    output: Path | None,
    output_format: str,
    lang: Language,
) -> None:
    """Bandingkan dua versi regulasi: aspek, indikator, bobot, level, batas predikat, kebijakan, aturan, sumber.

    Status 0 setelah perbandingan tercetak, ada perbedaan atau tidak; 1 bila suatu masukan tidak dapat dibaca.

    Compare two regulation versions: aspects, indicators, weights, levels, thresholds, policies, rules, sources. The exit status
    is 0 once the comparison is printed, whether or not anything differs; 1 where an input cannot be read.

    \b
    pekppp regulations diff permenpanrb_17_2017 permenpanrb_29_2022
    pekppp regulations diff permenpanrb_29_2022 ./perwali --submissions *.yaml
    """
    from pekppp_rules.catalogue import load
    from pekppp_rules.cli.evaluate import warn_of_withdrawal
    from pekppp_rules.cli.usage import refuse_overwriting
    from pekppp_rules.comparing import compare

    # An option takes one value, so the files that follow the first one arrive as arguments.
    files = chosen_files((*submissions, *more), lang)
    for file in files:
        refuse_overwriting(file, output, lang)
    versions = load(before), load(after)
    for version in versions:
        warn_of_withdrawal(version, lang)
    comparison = compare(*versions, [read_given(file, lang=lang) for file in files])
    if output_format == "json":
        emit(json_text(comparison.data(lang)), output)
        return
    from pekppp_rules.cli.diff_screen import diff_screen

    emit(diff_screen(comparison, lang, width()), output)
