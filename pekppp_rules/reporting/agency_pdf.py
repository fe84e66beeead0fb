"""An agency's report as PDF, for A4: the same parts as the page, from the same view."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Spacer

from pekppp_rules.reporting.agency_view import AgencyView, ChangeView, RoundView
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.charts import bars_drawing, radar_drawing, strip_drawing
from pekppp_rules.reporting.fonts import register_fonts
from pekppp_rules.reporting.heat_rows import MOST_COLUMNS, heat_rows_of
from pekppp_rules.reporting.palette import PAPER
from pekppp_rules.reporting.paper import (
    CELL,
    GROUP,
    INDEX,
    KIND,
    LETTER,
    MUTED,
    PART,
    SMALL,
    STRONG,
    TITLE,
    WIDTH,
    Column,
    band,
    paragraph,
    table,
)
from pekppp_rules.reporting.pdf import PrintedDocument
from pekppp_rules.reporting.pdf_parts import PRINT

_ROOM_FOR_A_PART = 110


def agency_pdf(view: AgencyView) -> bytes:
    """Return the file. Equal views give equal bytes: it says nothing of when it was made."""
    register_fonts()
    written = BytesIO()
    words = AgencyWords(view.lang)
    document = PrintedDocument(
        written,
        title=f"{words('agency_report')}: {view.agency}",
        author=view.agency,
        lang=view.lang,
        foot=f"{view.agency} · {words('agency_report')}",
    )
    document.build(list(_whole(view, words)))
    return written.getvalue()


def _whole(view: AgencyView, words: AgencyWords) -> Iterator[Flowable]:
    yield paragraph(words("agency_report"), KIND)
    yield paragraph(view.agency, TITLE)
    if view.side_by_side is not None:
        yield band(view.side_by_side)
    if view.unscored_note is not None:
        yield band(view.unscored_note)
    for number, one in enumerate(view.rounds, start=1):
        ending = f" ({number})" if len(view.rounds) > 1 else ""
        yield paragraph(f"{one.title} · {one.regulation}", MUTED if number == 1 else KIND)
        yield from _Printed(one, words, ending, has_agencies=len(view.agencies) > 1).parts()
    if view.change is not None:
        yield from _change(view.change, words)
    if view.unscored:
        yield CondPageBreak(_ROOM_FOR_A_PART)
        yield paragraph(words("unscored"), PART)
        columns = [Column(words("unit"), 3), Column(words("reason"), 7)]
        yield table(columns, [(None, [(one.name, one.text) for one in view.unscored])])


class _Printed:
    """One round while it is set."""

    def __init__(self, one: RoundView, words: AgencyWords, ending: str, *, has_agencies: bool) -> None:
        self._one = one
        self._words = words
        self._ending = ending
        self._has_agencies = has_agencies

    def parts(self) -> Iterator[Flowable]:
        for part in (self._summary, self._distribution, self._aspects, self._ranking, self._weakest, self._heat):
            yield from part()
        yield from self._findings()
        yield from self._part("package")
        yield paragraph(self._one.identity, SMALL)

    def _part(self, name: str) -> Iterator[Flowable]:
        yield CondPageBreak(_ROOM_FOR_A_PART)
        yield paragraph(self._words(name) + self._ending, PART)

    def _summary(self) -> Iterator[Flowable]:
        one, words = self._one, self._words
        yield from self._part("summary")
        boxes = [[paragraph(one.index_name, CELL), paragraph(one.index.text, INDEX)]]
        if one.letter is not None:
            letter = paragraph(one.letter, LETTER)
            boxes.append([paragraph(words("category"), CELL), letter, paragraph(one.category or "", MUTED)])
        if one.converted is not None:
            boxes.append([paragraph(one.converted.name, CELL), paragraph(one.converted.text, LETTER)])
        boxes.append([paragraph(words("units"), CELL), paragraph(str(len(one.ranking)), LETTER)])
        yield LongTable(
            [boxes],
            colWidths=[WIDTH / len(boxes)] * len(boxes),
            splitInRow=1,
            style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
        )
        if one.strip is not None:
            yield strip_drawing(one.strip, PAPER, PRINT)
        for sentence in one.told:
            yield paragraph(sentence)

    def _distribution(self) -> Iterator[Flowable]:
        bars = self._one.distribution_bars
        if bars is None:
            return
        yield from self._part("distribution")
        yield bars_drawing(bars, float(bars.bars[0].highest.value), PAPER, PRINT)
        columns = [Column(self._words("category"), 6), *self._numbers("units", "share")]
        rows = [(f"{one.letter}: {one.name}", one.units.text, one.share) for one in self._one.distribution]
        yield table(columns, [(None, rows)])

    def _numbers(self, *names: str) -> list[Column]:
        return [Column(self._words(name), 1.6, is_number=True) for name in names]

    def _aspects(self) -> Iterator[Flowable]:
        one, words = self._one, self._words
        if not one.aspects:
            return
        yield from self._part("profile")
        if one.radar is not None:
            legend = "; ".join(strand.name for strand in one.radar.strands)
            yield KeepTogether([radar_drawing(one.radar, PAPER, PRINT), paragraph(legend, MUTED)])
        columns = [Column(words("aspect"), 4), *self._numbers("weight", "agency_mean", "least", "most_of_units")]
        groups = [
            (part, [(row.name, row.weight, row.mean.text, row.least.text, row.most.text) for row in rows])
            for part, rows in groupby(one.aspects, key=lambda row: row.part)
        ]
        yield table(columns, groups)

    def _ranking(self) -> Iterator[Flowable]:
        yield from self._part("ranking")
        columns = [Column(self._words("rank"), 0.8, is_number=True), Column(self._words("unit"), 5)]
        columns += [Column(self._words("agency"), 4)] if self._has_agencies else []
        columns += [*self._numbers("index"), Column(self._words("category"), 3)]
        rows = []
        for one in self._one.ranking:
            agency = [one.agency] if self._has_agencies else []
            category = f"{one.letter}: {one.category}" if one.letter else "-"
            rows.append((str(one.rank), one.unit, *agency, one.index.text, category))
        yield table(columns, [(None, rows)])

    def _weakest(self) -> Iterator[Flowable]:
        one, words = self._one, self._words
        yield from self._part("weakest")
        yield paragraph(one.weakest_note)
        if not one.weakest:
            return
        columns = [Column(words("code"), 1.4), Column(words("indicator"), 5)]
        columns += self._numbers("agency_mean", "open_units", "gain", "index_then")
        rows = [
            (
                row.code,
                row.name,
                f"{row.mean.text} {words('of')} {row.highest}",
                row.open_units.text,
                "-" if row.gain is None else row.gain.text,
                row.after or "-",
            )
            for row in one.weakest
        ]
        yield table(columns, [(None, rows)])

    def _heat(self) -> Iterator[Flowable]:
        yield from self._part("heat")
        yield paragraph(self._words("heat_note"))
        for heat in self._one.heat:
            for start in range(0, len(heat.columns), MOST_COLUMNS):
                yield paragraph(heat.form, GROUP)
                yield from heat_rows_of(heat, start, start + MOST_COLUMNS)
                yield Spacer(1, 6)

    def _findings(self) -> Iterator[Flowable]:
        yield from self._part("findings")
        if self._one.findings_note is not None:
            yield paragraph(self._one.findings_note)
        if not self._one.findings:
            yield paragraph(self._words("no_findings"))
        for group in self._one.findings:
            columns = [Column(f"{group.name} ({len(group.findings)})", 6), Column(self._words("units"), 4)]
            yield table(columns, [(None, [(finding.message, finding.basis) for finding in group.findings])])


def _change(change: ChangeView, words: AgencyWords) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM_FOR_A_PART)
    yield paragraph(words("change"), PART)
    for sentence in change.told:
        yield paragraph(sentence)
    columns = [Column(words("part"), 6), Column(words("change_of"), 2, is_number=True)]
    yield table(columns, [(None, [(name, figure.text) for name, figure in change.parts])])
    if change.units:
        names = ("before", "after", "change_of", "of_unit", "of_rules")
        columns = [Column(words("unit"), 4), *(Column(words(name), 1.6, is_number=True) for name in names)]
        rows = [
            (one.unit, one.before, one.after, one.change.text, one.from_unit, one.from_rules) for one in change.units
        ]
        yield table(columns, [(None, rows)])
    for name, units in (("came", change.came), ("left", change.left)):
        if units:
            yield paragraph(f"{words(name)} ({len(units)})", STRONG)
            yield paragraph("; ".join(units))
