"""An agency's report as its head reads it in a terminal; the other formats hold every unit and every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.screen import SEVERITY_STYLES
from pekppp_rules.cli.style import all_styled, screen_of, styled
from pekppp_rules.errors import Language, one_line
from pekppp_rules.reporting.agency_view import AgencyView, ChangeView, RankedView, RoundView
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.view import Fact

_BAR = 20
_MOST_UNITS = 20
_MOST_ROWS = 10
_MOST_FINDINGS = 8
_LEAST_NAME = 12


def agency_screen(view: AgencyView, lang: Language, columns: int) -> str:
    """Return the agency's index, its categories, aspects and units, what holds it back, findings, and what changed."""
    words = AgencyWords(lang)
    sections: list[list[str]] = [[*wrap(view.agency, columns)]]
    if view.side_by_side is not None:
        sections[0] += all_styled(wrap(view.side_by_side, columns), "warning")
    if view.unscored_note is not None:
        sections[0] += all_styled(wrap(view.unscored_note, columns), "warning")
    for one in view.rounds:
        sections += _Screen(words, columns).round(one)
    if view.change is not None:
        sections.append([*_Screen(words, columns).change(view.change)])
    if view.unscored:
        sections.append([*_Screen(words, columns).unscored(view.unscored)])
    return screen_of(sections)


class _Screen:
    """Sections of one width in one language."""

    def __init__(self, words: AgencyWords, columns: int) -> None:
        self._words = words
        self._columns = columns

    def round(self, one: RoundView) -> list[list[str]]:
        parts = (
            self._index(one),
            self._distribution(one),
            self._aspects(one),
            self._ranking(one.ranking),
            self._weakest(one),
            self._findings(one),
            all_styled(self._wrap(one.identity), "aside"),
        )
        return [list(part) for part in parts]

    def _wrap(self, text: str, indent: int = 0, hanging: int = 4) -> list[str]:
        return wrap(" " * indent + text, self._columns, subsequent_indent=" " * (indent + hanging))

    def _index(self, one: RoundView) -> Iterator[str]:
        yield from all_styled(self._wrap(f"{one.title} · {one.regulation}"), "heading")
        result = f"{one.index_name}: {one.index.text} {self._words('of')} {one.highest}"
        yield from all_styled(self._wrap(result, 2), "result")
        if one.letter is not None:
            yield from all_styled(self._wrap(f"{self._words('category')}: {one.letter}  {one.category}", 2), "result")
        if one.converted is not None:
            yield from self._wrap(f"{one.converted.name}: {one.converted.text}", 2)
        for sentence in one.told:
            yield from self._wrap(sentence, 2, 0)

    def _distribution(self, one: RoundView) -> Iterator[str]:
        if not one.distribution:
            return
        yield f"{self._words('distribution')}:"
        names = [f"{entry.letter}  {entry.name}" for entry in one.distribution]
        numbers = 6 + 10
        room = self._columns - 2 - numbers
        bar = _BAR if room - _BAR >= _LEAST_NAME else 0
        width = max(_LEAST_NAME, min(max(map(columns_of, names)) + 2, room - bar))
        for entry, name in zip(one.distribution, names, strict=True):
            filled = entry.units.value * bar // len(one.ranking)
            filled = max(filled, 1) if entry.units.value and bar else filled
            drawn = "█" * filled + "░" * (bar - filled)
            yield f"  {cell(name, width)}{drawn}{entry.units.text:>6}{entry.share:>10}"

    def _aspects(self, one: RoundView) -> Iterator[str]:
        if not one.aspects:
            return
        heads = [self._words(name) for name in ("agency_mean", "least", "most_of_units")]
        widths = [2 + max(columns_of(head), 6) for head in heads]
        if self._columns - sum(widths) < _LEAST_NAME + 4:
            heads, widths = heads[:1], widths[:1]
        names = [entry.name for entry in one.aspects]
        width = max(_LEAST_NAME, min(max(map(columns_of, names)) + 5, self._columns - sum(widths)))
        yield cell(f"{self._words('profile')}", width) + _in_columns(heads, widths)
        part = None
        for entry in one.aspects:
            if entry.part != part:
                part = entry.part
                yield from self._wrap(part, 2)
            texts = [entry.mean.text, entry.least.text, entry.most.text][: len(heads)]
            yield cell(f"    {entry.name}", width) + _in_columns(texts, widths)

    def _ranking(self, ranking: Sequence[RankedView]) -> Iterator[str]:
        """All units, or the first and the last where there are too many for a screen."""
        yield f"{self._words('ranking')}:"
        shown = (
            ranking if len(ranking) <= _MOST_UNITS else [*ranking[: _MOST_UNITS // 2], *ranking[-_MOST_UNITS // 2 :]]
        )
        result = max(columns_of(_result(one)) for one in shown)
        rank = max(len(str(one.rank)) for one in shown)
        width = self._columns - rank - 4 - result
        width = max(_LEAST_NAME, min(width, 2 + max(columns_of(one_line(one.unit)) for one in shown)))
        for number, one in enumerate(shown):
            if len(shown) < len(ranking) and number == _MOST_UNITS // 2:
                yield styled(f"  … {len(ranking) - len(shown)}", "aside")
            yield f"  {one.rank:>{rank}}  {cell(one.unit, width)}{_result(one)}"

    def _weakest(self, one: RoundView) -> Iterator[str]:
        yield f"{self._words('weakest')}:"
        yield from all_styled(self._wrap(one.weakest_note, 2, 0), "aside")
        for row in one.weakest[:_MOST_ROWS]:
            yield from self._wrap(f"{row.code:<9} {row.name}", 2, 10)
            open_units = f"{self._words('open_units').lower()}: {row.open_units.text}"
            told = f"{row.mean.text} {self._words('of')} {row.highest}; {open_units}"
            if row.gain is not None:
                told += f"; {row.gain.text} → {row.after}"
            yield from self._wrap(told, 12, 0)
        yield from self._more(len(one.weakest) - _MOST_ROWS)

    def _findings(self, one: RoundView) -> Iterator[str]:
        found = [(group.severity, finding) for group in one.findings for finding in group.findings]
        if found:
            yield f"{self._words('findings')} ({len(found)}):"
        if one.findings_note is not None:
            yield from all_styled(self._wrap(one.findings_note, 2, 0), "aside")
        for severity, finding in found[:_MOST_FINDINGS]:
            told = self._wrap(f"! {finding.message}", 2, 2)
            style = SEVERITY_STYLES.get(severity)
            yield from told if style is None else all_styled(told, style)
            yield from self._wrap(finding.basis, 4, 0)
        yield from self._more(len(found) - _MOST_FINDINGS)

    def change(self, change: ChangeView) -> Iterator[str]:
        words = self._words
        yield f"{words('change')}:"
        for at, sentence in enumerate(change.told):
            told = self._wrap(sentence, 2, 0)
            yield from told if at else all_styled(told, "result")
        for name, figure in change.parts:
            yield from self._wrap(f"{name}: {figure.text}", 4)
        for one in change.units[:_MOST_UNITS]:
            yield from self._wrap(f"{one.unit}: {one.before} → {one.after} ({one.change.text})", 2)
            if change.other_rules:
                yield from self._wrap(f"{words('of_unit')} {one.from_unit}; {words('of_rules')} {one.from_rules}", 6, 0)
        yield from self._more(len(change.units) - _MOST_UNITS)
        for name, units in (("came", change.came), ("left", change.left)):
            if units:
                yield from self._wrap(f"{words(name)} ({len(units)}): {'; '.join(units[:_MOST_UNITS])}", 2)

    def unscored(self, units: Sequence[Fact]) -> Iterator[str]:
        yield f"{self._words('unscored')} ({len(units)}):"
        for one in units[:_MOST_UNITS]:
            yield from self._wrap(f"{one.name}: {one.text}", 2)
        yield from self._more(len(units) - _MOST_UNITS)

    def _more(self, count: int) -> Iterator[str]:
        if count > 0:
            yield from all_styled(self._wrap(self._words("more", count=count), 2), "aside")


def _result(one: RankedView) -> str:
    return f"{one.index.text}  {one.letter or '-'}"


def _in_columns(texts: list[str], widths: list[int]) -> str:
    return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))
