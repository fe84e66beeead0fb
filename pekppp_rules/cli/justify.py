"""`pekppp justify`: which level the stated facts justify, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules.cli.console import format_of, language_option, quiet_option, width
from pekppp_rules.cli.each_file import Told, tell_each
from pekppp_rules.cli.endings import WritingVerb
from pekppp_rules.cli.evaluate import check_choice, lock_option, read_with_regulation, regulation_option
from pekppp_rules.cli.files import chosen_files, files_argument
from pekppp_rules.cli.usage import refuse_overwriting
from pekppp_rules.errors import Language

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.cli.justify_screen import WhyNot
    from pekppp_rules.rules import Justification
    from pekppp_rules.submission import Submission

RESULT_FORMAT = 1


@click.command("justify", cls=WritingVerb, short_help="Level yang didukung fakta. / Levels that facts justify.")
@files_argument
@regulation_option
@lock_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Tulis ke berkas. / Write to a file."
)
@format_of(())
@language_option
@quiet_option
def justify_command(
    files: tuple[Path, ...],
    name: str | None,
    lock: Path | None,
    output: Path | None,
    output_format: str,
    lang: Language,
) -> int:
    """Level tiap indikator yang didukung fakta unit (F-01): fakta yang mendukung, yang kurang untuk level berikutnya, dan bukti.

    The level of each indicator that the unit's facts justify: what gave it, what the next one lacks, and the evidence asked for.

    \b
    pekppp justify unit.yaml
    pekppp justify unit.yaml -o level.json
    pekppp justify unit/*.yaml --lang en
    """
    chosen = chosen_files(files, lang)
    for file in chosen:
        refuse_overwriting(file, output, lang)
    check_choice(name, lock)

    def told(file: Path) -> Told:
        regulation, submission = read_with_regulation(file, name, lock=lock, lang=lang)
        found = regulation.justify(submission)
        why_not = None if found else _why_not(regulation, submission)
        if output_format == "json":
            return Told(_document(regulation, submission, found, why_not, lang))
        from pekppp_rules.cli.justify_screen import justify_screen

        return Told(justify_screen(submission, found, why_not, lang, width()))

    return tell_each(chosen, told, output_format, lang, output)


def _why_not(regulation: Regulation, submission: Submission) -> WhyNot:
    """Return why nothing is justified: the form of facts for such a unit is not known, or no facts are stated."""
    from pekppp_rules.regulation.model import FactsForm
    from pekppp_rules.regulation.tree import chosen_forms
    from pekppp_rules.submission.check import choice_of

    package = regulation.package
    chosen = chosen_forms(package, choice_of(submission, package))
    return "no_facts" if any(isinstance(form, FactsForm) for form in chosen.values()) else "form_not_known"


def _document(
    regulation: Regulation,
    submission: Submission,
    found: list[Justification],
    why_not: WhyNot | None,
    lang: Language,
) -> dict[str, Any]:
    """Return the justification as a document that fits `schemas/v1/justification.schema.json`."""
    return {
        "format": RESULT_FORMAT,
        "regulation": {
            "id": regulation.id,
            "version": regulation.version,
            "digest": regulation.digest,
            "citation": regulation.citation,
        },
        "unit": submission.unit.model_dump(mode="json", exclude_unset=True),
        "period": submission.period.model_dump(mode="json", exclude_unset=True),
        "available": bool(found),
        "why_not": why_not,
        "rows": [one.data(lang) for one in found],
    }
