"""`pekppp`: the commands, and one way out of every one of them."""

from __future__ import annotations

import gc
import logging
import os
import sys

import click

from pekppp_rules import __version__
from pekppp_rules.cli.completion import completion_command
from pekppp_rules.cli.console import FAILED, LANGUAGE_VARIABLE, WRONG_USAGE, complain, emit, report_problems
from pekppp_rules.cli.doctor import doctor_command
from pekppp_rules.cli.evaluate import evaluate_command
from pekppp_rules.cli.help import Verbs
from pekppp_rules.cli.improve import improve_command
from pekppp_rules.cli.justify import justify_command
from pekppp_rules.cli.migrate import migrate_command
from pekppp_rules.cli.minutes import minutes_command
from pekppp_rules.cli.record import record_command
from pekppp_rules.cli.regulations import regulations_group
from pekppp_rules.cli.report import report_command
from pekppp_rules.cli.survey import survey_group
from pekppp_rules.cli.table import table_command
from pekppp_rules.cli.template import template_command
from pekppp_rules.cli.usage import show_usage_error
from pekppp_rules.cli.validate import validate_command
from pekppp_rules.cli.verify import verify_command
from pekppp_rules.errors import Language, PekpppError, Place, Problem, system_reason


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    __version__, prog_name="pekppp", message="%(prog)s %(version)s", help="Tampilkan versi. / Show the version."
)
def cli() -> None:
    """Nilai kinerja pelayanan publik (PEKPPP) dengan angka yang persis dan bersumber.

    Score public-service performance (PEKPPP) exactly, with a source behind every number.

    \b
    pekppp template --regulation permenpanrb_29_2022 --mode luring -o unit.xlsx
    pekppp validate unit.xlsx
    pekppp evaluate unit.xlsx
    pekppp improve unit.xlsx --to A
    pekppp record unit.xlsx -o unit.record.json
    pekppp regulations list
    """


logging.getLogger("pekppp_rules").addHandler(logging.NullHandler())
"""What the library logs, the commands tell in the language asked for."""

cli.add_command(evaluate_command)
cli.add_command(validate_command)
cli.add_command(justify_command)
cli.add_command(improve_command)
cli.add_command(migrate_command)
cli.add_command(minutes_command)
cli.add_command(record_command)
cli.add_command(verify_command)
cli.add_command(report_command)
cli.add_command(table_command)
cli.add_command(survey_group)
cli.add_command(template_command)
cli.add_command(regulations_group)
cli.add_command(doctor_command)
cli.add_command(completion_command)


_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""What a command makes, it keeps until it ends: looking through a thousand submissions for rubbish took a fifth of a report."""


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 wrong input or a failed check, 2 wrong usage."""
    if arguments is None:
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        arguments = sys.argv[1:]
    sys.exit(_status(arguments))


def _status(arguments: list[str]) -> int:
    try:
        result = cli.main(args=arguments, prog_name="pekppp", standalone_mode=False)
    except PekpppError as error:
        report_problems(error.problems, _format_asked(arguments), _language_asked(arguments))
        return FAILED
    except click.exceptions.NoArgsIsHelpError as error:
        emit(error.format_message() + "\n")
        return WRONG_USAGE
    except click.ClickException as error:
        show_usage_error(error, _language_asked(arguments))
        return error.exit_code
    except click.Abort:
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except OSError as error:
        complain(Problem("PKP-013", Place(), {"reason": system_reason(error)}).line(_language_asked(arguments)))
        return FAILED
    return result if isinstance(result, int) else 0


def _language_asked(arguments: list[str]) -> Language:
    given = _value_of("--lang", arguments) or os.environ.get(LANGUAGE_VARIABLE)
    return "en" if given == "en" else "id"


def _format_asked(arguments: list[str]) -> str:
    return "json" if _value_of("--format", arguments) == "json" else "text"


def _value_of(option: str, arguments: list[str]) -> str | None:
    """Read an option from the raw arguments, for errors raised before a command has them."""
    for at, argument in enumerate(arguments):
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith(option + "="):
            return argument.partition("=")[2]
    return None


if __name__ == "__main__":
    run()
