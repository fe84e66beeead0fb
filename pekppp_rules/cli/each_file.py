"""What is said of each file: as it is for a single file; a block each, or one list of all, for several."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pekppp_rules.cli.console import FAILED, complain, complain_of, emit, is_quiet, json_text, report_problems, width
from pekppp_rules.cli.files import name_of
from pekppp_rules.cli.layout import columns_of
from pekppp_rules.cli.progress import with_progress
from pekppp_rules.cli.style import finished, is_terminal, styled
from pekppp_rules.errors import Language, PekpppError, Problem, one_line

RESULTS_FORMAT = 1
"""Version of the JSON that lists several files."""

_WORK: dict[Language, str] = {"id": "berkas", "en": "files"}


@dataclass(frozen=True)
class Told:
    """What a command says of one file: a document for JSON, else text."""

    content: object
    is_failed: bool = False
    """Whether the exit status is 1, because the file did not pass."""
    names_file: bool = False
    """Whether the text says itself which file it is about, so that it needs no heading."""


Ask = Callable[[Path], Told]


def tell_each(files: list[Path], ask: Ask, output_format: str, lang: Language, output: Path | None = None) -> int:
    """Show what is said of every file and return the exit status; what is wrong with one file does not hide the others.

    A single file is told of as if it were the only one there could be: its problems are raised. For several, text is a block for
    each file as soon as it is known, with problems on standard error; JSON is one document that lists them. Into a file
    goes everything or, where one file has problems, nothing.
    """
    if len(files) == 1:
        only = ask(files[0])
        emit(json_text(only.content) if output_format == "json" else str(only.content), output)
        return FAILED if only.is_failed else 0
    if output_format == "json":
        return _listed(files, ask, lang, output)
    blocks: list[str] = []
    failed = wrong = 0
    for file, told in _asked(files, ask, lang, streams=output is None):
        if isinstance(told, tuple):
            wrong += 1
            for problem in told:
                complain_of(problem, lang)
            continue
        failed += told.is_failed
        block = str(told.content)
        if not told.names_file:
            block = _headed(file, block, is_first=not blocks)
        blocks.append(block)
        if output is None:
            emit(block)
    if output is not None and not wrong:
        emit("".join(blocks), output)
    _conclude(len(files), wrong + failed, lang, nothing_written=output is not None and wrong > 0)
    return FAILED if wrong or failed else 0


def _asked(
    files: list[Path], ask: Ask, lang: Language, *, streams: bool
) -> Iterator[tuple[Path, Told | tuple[Problem, ...]]]:
    """Yield every file with its told, or with its problems. Blocks that stream to a terminal are progress enough."""
    shown = files if streams and is_terminal(sys.stdout) else with_progress(files, _WORK, lang)
    for file in shown:
        try:
            yield file, ask(file)
        except PekpppError as error:
            yield file, error.problems


def _listed(files: list[Path], ask: Ask, lang: Language, output: Path | None) -> int:
    entries: list[dict[str, object]] = []
    wrong: list[Problem] = []
    failed = False
    for file, told in _asked(files, ask, lang, streams=False):
        if isinstance(told, tuple):
            wrong += told
            problems = [problem.data(lang) for problem in told]
            entries.append({"file": name_of(file), "result": None, "problems": problems})
        else:
            failed = failed or told.is_failed
            entries.append({"file": name_of(file), "result": told.content, "problems": []})
    if output is not None and wrong:
        report_problems(wrong, "json", lang)
        return FAILED
    emit(json_text({"format": RESULTS_FORMAT, "results": entries}), output)
    return FAILED if wrong or failed else 0


def _headed(file: Path, text: str, *, is_first: bool) -> str:
    title = f"── {one_line(name_of(file))} "
    line = styled(title + "─" * max(width() - columns_of(title), 0), "heading")
    return ("" if is_first else "\n") + finished([line]) + "\n" + text


def _conclude(count: int, wrong: int, lang: Language, *, nothing_written: bool) -> None:
    if is_quiet() and not wrong:
        return
    told = {"id": f"{count} berkas: {wrong} bermasalah", "en": f"{count} files: {wrong} with problems"}[lang]
    if nothing_written:
        told += {"id": "; tidak ada yang ditulis", "en": "; nothing was written"}[lang]
    complain(f"{told}.", "error" if wrong else "good")
