"""`pekppp doctor`: what runs here, for a bug report or before a deployment."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from pekppp_rules import __version__
from pekppp_rules.cli.console import FAILED, emit, format_option, json_text, language_option, width, wrapped
from pekppp_rules.errors import Language, PekpppError, Problem, one_line


@click.command("doctor", short_help="Apa yang berjalan di sini. / What runs here.")
@format_option
@language_option
def doctor_command(output_format: str, lang: Language) -> int:
    """Versi pustaka, Python, mesin aturan, dan paket regulasi yang ditemukan. Berakhir 1 bila ada paket yang tidak dapat dimuat.

    Versions of the library and Python, the engine that runs rules, and the packages found. Ends with 1 when one cannot be loaded.
    """
    from pekppp_rules.regulation.discovery import broken_plugins

    packages, problems = _packages()
    engine, reason = _engine()
    if output_format == "json":
        document = {
            "library": __version__,
            "python": platform.python_version(),
            "platform": platform.platform(terse=True),
            "engine": engine,
            "engine_reason": reason["en"],
            "regulations": [{"id": name, "version": number, "digest": digest} for name, number, digest in packages],
            "broken_plugins": [{"name": one.name, "reason": one.reason} for one in broken_plugins()],
            "problems": [problem.data() for problem in problems],
        }
        emit(json_text(document))
        return FAILED if problems else 0
    labels = {"id": ("mesin aturan", "paket"), "en": ("rule engine", "packages")}[lang]
    plugin = {"id": "plug-in yang tidak dapat dimuat", "en": "plug-in that cannot be loaded"}[lang]
    lines = [
        f"pekppp-rules {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}",
        f"{labels[0]}: {engine} ({reason[lang]})",
        f"{labels[1]}:",
        *(line for name, number, digest in packages for line in (f"  {name}  {number}", f"  {digest}")),
        *(f"  {one_line(problem.line(lang))}" for problem in problems),
        *(one_line(f"{plugin}: {one.name}: {one.reason}") for one in broken_plugins()),
    ]
    emit("".join(wrapped(line, width()) for line in lines))
    return FAILED if problems else 0


def _engine() -> tuple[str, dict[Language, str]]:
    """Return the engine that `auto` chooses, and why."""
    from pekppp_rules.rules.engines import durable_is_installed

    if durable_is_installed():
        found = f"durable_rules {_version_of('durable_rules')}"
        return "durable", {"id": found, "en": found}
    if sys.version_info >= (3, 13):
        return "forward", {
            "id": "durable-rules tidak berjalan pada Python 3.13 ke atas",
            "en": "durable-rules does not run on Python 3.13 or later",
        }
    return "forward", {
        "id": "durable-rules tidak terpasang: pip install 'pekppp-rules[durable]'",
        "en": "durable-rules is not installed: pip install 'pekppp-rules[durable]'",
    }


def _version_of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "?"


def _packages() -> tuple[list[tuple[str, str, str]], list[Problem]]:
    """Return the packages that load, by id, version and digest, and the problems of those that do not."""
    from pekppp_rules.api import load
    from pekppp_rules.regulation.registry import known_packages

    found: list[tuple[str, str, str]] = []
    problems: list[Problem] = []
    for name in known_packages():
        try:
            regulation = load(name)
        except PekpppError as error:
            problems.extend(error.problems)
        else:
            found.append((regulation.id, regulation.version, regulation.digest))
    return found, problems
