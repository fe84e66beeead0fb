"""The summary of a scored table, as the terminal shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.style import styled
from pekppp_rules.errors import Language, Phrase
from pekppp_rules.evaluation.wording import decimal_words

if TYPE_CHECKING:
    from pekppp_rules.tables.summary import MeanOfNode, Summary

_WORDS: dict[str, tuple[str, str]] = {
    "categories": ("Predikat", "Categories"),
    "aspects": ("Rata-rata aspek", "Means of aspects"),
    "weakest": ("Indikator dan pertanyaan terlemah", "Weakest indicators and questions"),
    "not_evaluated": ("Temuan yang tidak dievaluasi", "Findings that were not evaluated"),
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
        yield f"  {cell(one.id, across)} {name} {decimal_words(one.rounded, lang):>8}".rstrip()


def not_evaluated_lines(reasons: Mapping[str, Phrase], lang: Language, columns: int) -> Iterator[str]:
    """Yield which findings a table does not make, by the reason."""
    yield _heading("not_evaluated", lang)
    by_reason: dict[str, list[str]] = {}
    for code, phrase in reasons.items():
        by_reason.setdefault(phrase(lang), []).append(code)
    for why, codes in by_reason.items():
        yield from wrap(f"  {why}: {', '.join(codes)}", columns, subsequent_indent="    ")
