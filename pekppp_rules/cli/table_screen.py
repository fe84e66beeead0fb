"""The summary of a scored table, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pekppp_rules.cli.layout import cell, columns_of
from pekppp_rules.cli.style import styled
from pekppp_rules.errors import Language

if TYPE_CHECKING:
    from pekppp_rules.tables.summary import MeanOfNode, Summary

_WORDS: dict[str, tuple[str, str]] = {
    "categories": ("Predikat", "Categories"),
    "aspects": ("Rata-rata aspek", "Means of aspects"),
    "weakest": ("Indikator dan pertanyaan terlemah", "Weakest indicators and questions"),
}
_BAR = 30


def summary_lines(summary: Summary, lang: Language, columns: int) -> Iterator[str]:
    """Yield the lines of a summary, no wider than `columns`."""
    if any(summary.categories.values()):
        yield _heading("categories", lang)
        most = max(summary.categories.values())
        across = max(map(columns_of, summary.categories)) + 1
        for letter, count in summary.categories.items():
            yield f"  {cell(letter, across)} {count:>8}  {'█' * (count * _BAR // most)}".rstrip()
    for which, means in (("aspects", summary.aspects), ("weakest", summary.weakest)):
        if means:
            yield _heading(which, lang)
            yield from _means(means, lang, columns)


def _heading(which: str, lang: Language) -> str:
    return styled(_WORDS[which][lang == "en"], "heading")


def _means(means: Sequence[MeanOfNode], lang: Language, columns: int) -> Iterator[str]:
    across = max(columns_of(one.id) for one in means) + 1
    for one in means:
        name = cell(one.name(lang), columns - across - 14)
        yield f"  {cell(one.id, across)} {name} {one.rounded!s:>8}".rstrip()
