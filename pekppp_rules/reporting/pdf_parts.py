"""The parts of a printed report, each set from its part of the view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Spacer

from pekppp_rules.reporting.charts import Lettering, bars_drawing, radar_drawing, strip_drawing
from pekppp_rules.reporting.fonts import PLAIN
from pekppp_rules.reporting.palette import PAPER
from pekppp_rules.reporting.paper import (
    BOUNDS,
    CELL,
    GROUP,
    INDEX,
    KIND,
    LETTER,
    MUTED,
    PART,
    SMALL,
    STRONG,
    STRONG_NUMBER,
    TEXT,
    TITLE,
    WIDTH,
    Column,
    band,
    paragraph,
    qr_drawing,
    table,
)
from pekppp_rules.reporting.view import FormTable, ReportView, RowView
from pekppp_rules.reporting.words import Words

PRINT = Lettering(PLAIN, 9.5)

_NOTHING = "–"
_ROOM_FOR_A_PART = 110
_ROOM_FOR_A_GROUP = 80
_QR = 96


def whole_report(view: ReportView) -> Iterator[Flowable]:
    """Yield everything that is set, part by part."""
    words = Words(view.lang)
    for part in (_heading, _summary, _missing, _aspects, _contributions, _way, _findings, _recommendations):
        yield from part(view, words)
    for part in (_forms, _calculation, _basis, _identity):
        yield from part(view, words)


def _part(words: Words, name: str) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM_FOR_A_PART)
    yield paragraph(words(name), PART)


def _group(text: str) -> Iterator[Flowable]:
    yield CondPageBreak(_ROOM_FOR_A_GROUP)
    yield paragraph(text, GROUP)


def _heading(view: ReportView, words: Words) -> Iterator[Flowable]:
    heading = view.heading
    yield paragraph(words("report_draft" if view.headline.is_draft else "report"), KIND)
    yield paragraph(heading.unit, TITLE)
    yield paragraph(" · ".join([heading.agency, heading.period, *heading.circumstances]))
    yield paragraph(f"{heading.citation} · {heading.title}", MUTED)
    for name, text in (("code", heading.code), ("address", heading.address)):
        if text is not None:
            yield paragraph(f"{words(name)}: {text}", MUTED)


def _summary(view: ReportView, words: Words) -> Iterator[Flowable]:
    headline = view.headline
    yield from _part(words, "summary")
    boxes = [
        [
            paragraph(headline.name, CELL),
            paragraph(headline.value, BOUNDS if headline.is_draft else INDEX),
            paragraph(f"{words('of')} {headline.highest}", MUTED),
        ]
    ]
    if headline.letter is not None:
        boxes.append(
            [
                paragraph(words("category"), CELL),
                paragraph(headline.letter, LETTER),
                paragraph(headline.category or "", MUTED),
            ]
        )
    if headline.converted is not None:
        boxes.append([paragraph(headline.converted.name, CELL), paragraph(headline.converted.text, LETTER)])
    widths = [WIDTH * share for share in (0.42, 0.3, 0.28)[: len(boxes)]]
    yield LongTable(
        [boxes],
        colWidths=widths,
        splitInRow=1,
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
    )
    if headline.strip is not None:
        yield strip_drawing(headline.strip, PAPER, PRINT)
    for sentence in headline.meaning:
        yield paragraph(sentence)
    if headline.beside:
        columns = [Column(words("beside"), 6), Column(words("value"), 4)]
        yield table(columns, [(None, [(fact.name, fact.text) for fact in headline.beside])])


def _missing(view: ReportView, words: Words) -> Iterator[Flowable]:
    if view.missing is None:
        return
    yield from _part(words, "missing")
    yield paragraph(view.missing.told)
    columns = [Column(words("form"), 3), Column(words("title"), 7)]
    yield table(columns, [(None, [(fact.name, fact.text) for fact in view.missing.rows])])


def _aspects(view: ReportView, words: Words) -> Iterator[Flowable]:
    if view.aspects is None:
        return
    yield from _part(words, "aspects")
    if view.radar is not None:
        yield KeepTogether(list(_radar(view, words)))
    columns = [
        Column(words("aspect"), 4),
        Column(words("weight"), 1.4, is_number=True),
        *(Column(part.text, 2.3, is_number=True) for part in view.aspects.parts),
    ]
    rows = [
        (row.name, row.weight, *(words("not_rated") if figure is None else figure.text for figure in row.values))
        for row in view.aspects.rows
    ]
    totals = [[paragraph(text, STRONG_NUMBER)] for text in ("", *view.aspects.totals)]
    yield table(columns, [(None, [*rows, ([paragraph(words("total"), STRONG)], *totals)])])


def _radar(view: ReportView, words: Words) -> Iterator[Flowable]:
    assert view.radar is not None
    yield radar_drawing(view.radar, PAPER, PRINT)
    if len(view.radar.strands) > 1:
        marks = ("●", "■", "◆")
        legend = " · ".join(f"{marks[at % 3]} {strand.name}" for at, strand in enumerate(view.radar.strands))
        yield paragraph(legend, MUTED)
    if view.radar.left_out:
        yield paragraph(words("left_out", names=", ".join(view.radar.left_out)), MUTED)


def _contributions(view: ReportView, words: Words) -> Iterator[Flowable]:
    if view.contributions is None:
        return
    yield from _part(words, "contributions")
    yield paragraph(view.contributions.note)
    for group in view.contributions.groups:
        drawn: Drawing = bars_drawing(group, float(view.contributions.longest), PAPER, PRINT)
        yield KeepTogether([paragraph(group.name, GROUP), drawn])


def _way(view: ReportView, words: Words) -> Iterator[Flowable]:
    if view.way is None:
        return
    yield from _part(words, "way")
    yield from _group(view.way.title)
    for sentence in view.way.told:
        yield paragraph(sentence)
    if view.way.steps:
        columns = [
            Column(words("indicator"), 4),
            Column(words("level"), 1.2, is_number=True),
            Column(words("gain"), 1.7, is_number=True),
            Column(words("asks"), 4),
        ]
        rows = [(f"{step.code}  {step.title}", step.levels, step.gain.text, step.text or "") for step in view.way.steps]
        yield table(columns, [(None, rows)])
    if view.way.elsewhere:
        yield paragraph(words("elsewhere"))
        yield from (paragraph(f"• {one}") for one in view.way.elsewhere)


def _findings(view: ReportView, words: Words) -> Iterator[Flowable]:
    yield from _part(words, "findings")
    if not view.findings:
        yield paragraph(words("no_findings"))
    for group in view.findings:
        yield from _group(f"{group.name} ({len(group.findings)})")
        yield from (band(f"{finding.message} {finding.basis}") for finding in group.findings)


def _recommendations(view: ReportView, words: Words) -> Iterator[Flowable]:
    if view.headline.is_draft:
        return
    yield from _part(words, "recommendations")
    if not view.recommendations:
        yield paragraph(words("no_recommendations"))
        return
    columns = [
        Column(words("recommendation"), 5.4),
        Column(words("gain"), 1.7, is_number=True),
        Column(words("effort"), 1.1),
        Column(words("basis_of"), 2.6),
    ]
    rows = []
    for one in view.recommendations:
        told = [paragraph(one.message, CELL)]
        if one.about is not None:
            told.append(paragraph(one.about, SMALL))
        gain = _NOTHING if one.gain is None else one.gain.text
        rows.append((told, gain, one.effort or _NOTHING, [paragraph(one.basis, SMALL)]))
    yield table(columns, [(None, rows)])


def _forms(view: ReportView, words: Words) -> Iterator[Flowable]:
    yield from _part(words, "rows")
    for form in view.forms:
        yield from _group(form.title)
        yield from (paragraph(note, MUTED) for note in form.notes)
        columns = list(_form_columns(form, words))
        groups = [(group.name, [_form_row(form, row, words) for row in group.rows]) for group in form.groups]
        yield table(columns, groups)
        if any(row.justified_differs for row in form.rows):
            yield paragraph(f"≠ {words('justified_differs')}", SMALL)


def _form_columns(form: FormTable, words: Words) -> Iterator[Column]:
    is_rubric = form.kind == "rubric"
    head = {"rubric": "indicator", "survey": "question", "value": "given_value"}[form.kind]
    yield Column(words(head), 3.4 if is_rubric else 7)
    yield Column(form.value_name, 1.1, is_number=True)
    if is_rubric:
        yield Column(words("says"), 3)
    if form.has_justified:
        yield Column(words("justified"), 1.6, is_number=True)
    yield Column(words("weight"), 1.2, is_number=True)
    if is_rubric:
        yield Column(words("next"), 3)
    if form.has_gains:
        yield Column(words("gain"), 1.7, is_number=True)


def _form_row(form: FormTable, row: RowView, words: Words) -> list[str | Sequence[Flowable]]:
    cells: list[str | Sequence[Flowable]] = [f"{row.code}  {row.title}", row.value_text]
    if form.kind == "rubric":
        cells.append(row.level_text or _NOTHING)
    if form.has_justified:
        differs = " ≠" if row.justified_differs else ""
        cells.append(f"{row.justified or _NOTHING}{differs}")
    cells.append(row.weight or _NOTHING)
    if form.kind == "rubric":
        cells.append(next_step(row, words))
    if form.has_gains:
        cells.append(_NOTHING if row.gain is None else row.gain.text)
    return cells


def next_step(row: RowView, words: Words) -> str:
    """Return the next level of a row with what it asks for; that it is full where there is none."""
    if row.next_level is None:
        return words("full") if row.value is not None else _NOTHING
    return row.next_level if row.next_text is None else f"{row.next_level}: {row.next_text}"


def _calculation(view: ReportView, words: Words) -> Iterator[Flowable]:
    if not view.calculations:
        return
    yield from _part(words, "calculation")
    yield paragraph(words("calculation_intro"))
    yield from (paragraph(sentence) for sentence in view.rounding)
    for one in view.calculations:
        yield CondPageBreak(40)
        yield paragraph(f"{one.name} = {one.result} ({one.kind})", STRONG)
        yield paragraph(f"= {one.words}", MUTED)
        yield paragraph(f"= {one.formula}", CELL)
        yield from (paragraph(note, CELL) for note in one.notes)
        yield paragraph(one.basis, SMALL)
        yield Spacer(0, 6)


def _basis(view: ReportView, words: Words) -> Iterator[Flowable]:
    basis = view.basis
    yield from _part(words, "basis")
    yield from _group(words("inputs"))
    yield from (paragraph(f"• {one}") for one in basis.inputs)
    columns = [Column(words("confidence"), 8), Column(words("count"), 2, is_number=True)]
    yield table(columns, [(None, [(one.name, str(one.count)) for one in basis.confidences])])
    if basis.assumptions:
        yield from _group(words("assumed"))
        yield from (paragraph(f"• {one}") for one in basis.assumptions)
    if basis.disputes:
        yield from _group(words("disputes"))
    for dispute in basis.disputes:
        yield paragraph(f"• {dispute.about}: {words('chosen')} {dispute.chosen}. {dispute.reason}", TEXT)
        yield from (paragraph(f"– {other}", SMALL) for other in dispute.others)
    yield from _group(words("sources"))
    columns = [
        Column(words("key"), 1.5),
        Column(words("kind"), 1.7),
        Column(words("title"), 4),
        Column(words("where"), 3.4),
    ]
    columns.append(Column(words("date"), 1.2))
    rows = [(one.key, one.kind, one.title, one.where or _NOTHING, one.date or _NOTHING) for one in basis.sources]
    yield table(columns, [(None, rows)])


def _identity(view: ReportView, words: Words) -> Iterator[Flowable]:
    identity = view.identity
    yield from _part(words, "identity")
    rows = [
        (words("package"), identity.regulation),
        (words("version"), identity.version),
        (words("digest"), identity.digest),
    ]
    if identity.record_digest is not None:
        rows.append((words("record"), identity.record_digest))
    if identity.withdrawn is not None:
        rows.append((words("state"), identity.withdrawn))
    yield table([Column(words("identity"), 2.2), Column("", 7.8)], [(None, rows)])
    caption = words("qr" if identity.record_digest is not None else "qr_draft")
    drawn = qr_drawing(identity.record_digest or identity.digest, _QR)
    yield KeepTogether([paragraph(identity.note), drawn, paragraph(caption, MUTED)])
