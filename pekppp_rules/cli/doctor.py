"""`pekppp doctor`: what runs here, for a bug report or before a deployment."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pekppp_rules import __version__
from pekppp_rules.cli.console import (
    FAILED,
    emit,
    format_option,
    is_quiet,
    json_text,
    language_option,
    quiet_option,
    width,
)
from pekppp_rules.cli.export import with_cases_for
from pekppp_rules.cli.help import Verb
from pekppp_rules.cli.installed import Extra, Installed, extras, needed, version_of
from pekppp_rules.cli.layout import columns_of, wrap
from pekppp_rules.cli.progress import with_progress
from pekppp_rules.cli.style import Style, all_styled, screen_of, styled
from pekppp_rules.errors import Language, PekpppError, Phrase, Problem

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.regulation.discovery import BrokenPlugin

_ENGINE = Phrase("mesin aturan", "rule engine")
_ALSO = Phrase("juga ada", "also here")
_NEEDED = Phrase("Pustaka yang dipakai", "Libraries in use")
_EXTRAS = Phrase("Bagian tambahan", "Extras")
_MISSING = Phrase("tidak terpasang", "not installed")
_PACKAGES = Phrase("Paket regulasi dan uji diri", "Regulation packages and self-test")
_WITHOUT_CASES = Phrase("tanpa kasus uji di sampingnya", "no cases beside it")
_BROKEN = Phrase("Plug-in yang tidak dapat dimuat", "Plug-ins that cannot be loaded")
_SOUND = Phrase("Semua baik.", "All is well.")
_WORK: dict[Language, str] = {"id": "paket", "en": "packages"}


@dataclass(frozen=True)
class _Checked:
    """A package with the outcome of its own cases; `regulation` is None where it cannot be loaded."""

    name: str
    regulation: Regulation | None
    cases: int | None
    problems: tuple[Problem, ...]


@click.command("doctor", cls=Verb, short_help="Apa yang berjalan di sini. / What runs here.")
@format_option
@language_option
@quiet_option
def doctor_command(output_format: str, lang: Language) -> int:
    """Versi pustaka dan Python, mesin aturan, bagian tambahan, paket regulasi, dan uji diri: kasus di samping tiap paket dinilai
    ulang. Berakhir 1 bila ada paket yang tidak dapat dimuat atau kasus yang hasilnya lain.

    Versions of the library and Python, the engines that run rules, extras, packages, and a self-test: the cases beside every
    package are evaluated again. Ends with 1 where a package cannot be loaded or a case comes out otherwise.

    \b
    pekppp doctor
    pekppp doctor --format json --lang en
    pekppp doctor --quiet && echo siap
    """
    from pekppp_rules.regulation.discovery import broken_plugins
    from pekppp_rules.regulation.registry import known_packages

    checked = [_check(*one) for one in with_progress(list(known_packages().items()), _WORK, lang)]
    broken = broken_plugins()
    problems = [problem for one in checked for problem in one.problems]
    if output_format == "json":
        emit(json_text(_document(checked, broken, problems)))
    elif problems or not is_quiet():
        sections = [
            _versions(lang),
            _libraries(needed(), lang),
            _extras(extras(), lang),
            _packages(checked, lang),
            _plugins(broken, lang),
            [styled(_SOUND(lang), "good")] if not problems and not broken else [],
        ]
        emit(screen_of(sections))
    return FAILED if problems else 0


def _check(name: str, folder: Path) -> _Checked:
    """Load a package and run the cases beside it, where they are those of what was loaded."""
    from pekppp_rules.authoring import run_cases
    from pekppp_rules.catalogue import load
    from pekppp_rules.regulation.working_copies import display_name

    try:
        regulation = load(name)
        beside = with_cases_for(folder, regulation)
        report = None if beside is None else run_cases(regulation, beside, display_name(beside))
    except PekpppError as error:
        return _Checked(name, None, None, error.problems)
    if report is None:
        return _Checked(name, regulation, None, ())
    return _Checked(name, regulation, report.ran, tuple(report.problems))


def _document(checked: list[_Checked], broken: Iterable[BrokenPlugin], problems: list[Problem]) -> dict[str, Any]:
    engine, reason = _engine()
    loaded = [(one, one.regulation) for one in checked if one.regulation is not None]
    return {
        "library": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(terse=True),
        "engine": engine,
        "engine_reason": reason("en"),
        "engines": list(_engines()),
        "dependencies": {one.name: one.version for one in needed()},
        "extras": {
            extra.name: {"is_installed": extra.is_installed, "needs": {one.name: one.version for one in extra.needs}}
            for extra in extras()
        },
        "regulations": [
            {"id": found.id, "version": found.version, "digest": found.digest, "cases": one.cases}
            for one, found in loaded
        ],
        "broken_plugins": [{"name": one.name, "reason": one.reason} for one in broken],
        "problems": [problem.data() for problem in problems],
    }


def _versions(lang: Language) -> Iterator[str]:
    system = f"Python {platform.python_version()}, {platform.platform(terse=True)}"
    yield from all_styled(wrap(f"pekppp-rules {__version__}, {system}", width(), subsequent_indent="  "), "heading")
    engine, reason = _engine()
    others = [name for name in _engines() if name != engine]
    also = f"; {_ALSO(lang)}: {', '.join(others)}" if others else ""
    yield from wrap(f"{_ENGINE(lang)}: {engine} ({reason(lang)}){also}", width(), subsequent_indent="  ")


def _libraries(found: tuple[Installed, ...], lang: Language) -> Iterator[str]:
    if found:
        yield f"{_NEEDED(lang)}:"
        told = ", ".join(f"{one.name} {one.version or _MISSING(lang)}" for one in found)
        yield from wrap(f"  {told}", width(), subsequent_indent="  ")


def _extras(found: tuple[Extra, ...], lang: Language) -> Iterator[str]:
    if found:
        yield f"{_EXTRAS(lang)}:"
    longest = max((columns_of(extra.name) for extra in found), default=0)
    for extra in found:
        head = f"  {extra.name:<{longest}}  "
        if extra.is_installed:
            told = ", ".join(f"{one.name} {one.version}" for one in extra.needs)
        else:
            told = f'{_MISSING(lang)}: pip install "pekppp-rules[{extra.name}]"'
        lines = wrap(head + told, width(), subsequent_indent=" " * columns_of(head))
        yield from lines if extra.is_installed else all_styled(lines, "aside")


def _packages(checked: list[_Checked], lang: Language) -> Iterator[str]:
    yield f"{_PACKAGES(lang)}:"
    for one in checked:
        if one.regulation is not None:
            ran = _cases(one, lang)
            style: Style = "warning" if one.problems else "good"
            lines = wrap(f"  {one.name}  {one.regulation.version}  {ran}", width(), subsequent_indent="    ")
            yield from all_styled(lines, style) if one.cases is not None else lines
            yield styled(f"  {one.regulation.digest}", "aside")
        for problem in one.problems:
            yield from all_styled(wrap(f"  {problem.line(lang)}", width(), subsequent_indent="    "), "error")


def _cases(one: _Checked, lang: Language) -> str:
    if one.cases is None:
        return _WITHOUT_CASES(lang)
    if one.problems:
        return {"id": f"{len(one.problems)} masalah", "en": f"{len(one.problems)} problem(s)"}[lang]
    return {"id": f"{one.cases} kasus cocok", "en": f"{one.cases} cases come out"}[lang]


def _plugins(broken: Iterable[BrokenPlugin], lang: Language) -> Iterator[str]:
    for number, one in enumerate(broken):
        if not number:
            yield f"{_BROKEN(lang)}:"
        yield from all_styled(wrap(f"  {one.name}: {one.reason}", width(), subsequent_indent="    "), "warning")


def _engine() -> tuple[str, Phrase]:
    """Return the engine that `auto` chooses, and why."""
    from pekppp_rules.rules.engines import durable_is_installed

    if durable_is_installed():
        found = f"durable_rules {version_of('durable_rules') or '?'}"
        return "durable", Phrase(found, found)
    if sys.version_info >= (3, 13):
        return "forward", Phrase(
            "durable-rules tidak berjalan pada Python 3.13 ke atas",
            "durable-rules does not run on Python 3.13 or later",
        )
    return "forward", Phrase(
        "durable-rules tidak terpasang: pip install 'pekppp-rules[durable]'",
        "durable-rules is not installed: pip install 'pekppp-rules[durable]'",
    )


def _engines() -> Iterator[str]:
    from pekppp_rules.rules.engines import durable_is_installed

    yield "forward"
    if durable_is_installed():
        yield "durable"
