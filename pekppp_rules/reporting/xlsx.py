"""A report as a workbook: the same view in sheets that can be sorted, copied from and added to."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import segno
from xlsxwriter import Workbook

from pekppp_rules.reporting.sheet import Cell, Sheet, Styles
from pekppp_rules.reporting.sheet_charts import add_bars, add_radar
from pekppp_rules.reporting.view import FormTable, ReportView, RowView
from pekppp_rules.reporting.words import Words

NO_TIME = datetime(2000, 1, 1)
"""Stands for when the file was made, which it does not say."""

AS_WRITTEN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}


def xlsx_report(view: ReportView) -> bytes:
    """Return the file: texts and numbers, no formulas, links or macros. Equal views give equal bytes."""
    written = BytesIO()
    words = Words(view.lang)
    with Workbook(written, AS_WRITTEN) as workbook:
        title = words("report_draft" if view.headline.is_draft else "report")
        workbook.set_properties({"title": title, "created": NO_TIME, "author": "pekppp_rules"})
        styles = Styles.of(workbook)
        _summary(Sheet(workbook, styles, words("sheet_summary"), (34, 70)), view, words)
        if view.aspects is not None or view.contributions is not None:
            _aspects(workbook, Sheet(workbook, styles, words("sheet_aspects"), (34, 12, 16, 16, 16)), view, words)
        for at, form in enumerate(view.forms, start=1):
            widths = (10, 34, 10, 36, 10, 9, 36, 11) if form.kind == "rubric" else (14, 50, 12, 10, 34)
            _form(Sheet(workbook, styles, f"{words('form')} {at}", widths), form, words)
        _findings(Sheet(workbook, styles, words("sheet_findings"), (12, 48, 34, 11, 9, 30)), view, words)
        if view.way is not None:
            _way(Sheet(workbook, styles, words("sheet_way"), (12, 42, 10, 11, 46)), view, words)
        if view.calculations:
            _calculation(Sheet(workbook, styles, words("sheet_calculation"), (30, 44, 44, 20, 26)), view, words)
        _basis(Sheet(workbook, styles, words("sheet_basis"), (24, 20, 46, 34, 11)), view, words)
    return written.getvalue()


def _summary(sheet: Sheet, view: ReportView, words: Words) -> None:
    heading, headline, identity = view.heading, view.headline, view.identity
    sheet.title(words("report_draft" if headline.is_draft else "report"))
    pairs: list[tuple[str, Cell]] = [
        (words("unit"), heading.unit),
        (words("agency"), heading.agency),
        (words("period"), heading.period),
        (words("circumstances"), " · ".join(heading.circumstances)),
        (words("code"), heading.code),
        (words("address"), heading.address),
        (words("regulation"), f"{heading.citation} · {heading.title}"),
    ]
    for name, said in pairs:
        if said:
            sheet.cells((name, said))
    sheet.part(words("summary"))
    decided = headline.rounded[0] if len(headline.rounded) == 1 else None
    sheet.cells((headline.name, decided if decided is not None else headline.value), is_strong=True)
    if headline.letter is not None:
        sheet.cells((words("category"), f"{headline.letter} ({headline.category})"), is_strong=True)
    for fact in (headline.converted, *headline.beside):
        if fact is not None:
            sheet.cells((fact.name, fact.text))
    for sentence in headline.meaning:
        sheet.line(sentence)
    if view.missing is not None:
        sheet.part(words("missing"))
        sheet.line(view.missing.told)
        sheet.head((words("form"), words("title")))
        for row in view.missing.rows:
            sheet.cells((row.name, row.text))
    sheet.part(words("identity"))
    for name, text in (
        (words("package"), identity.regulation),
        (words("version"), identity.version),
        (words("digest"), identity.digest),
        (words("record"), identity.record_digest),
        (words("state"), identity.withdrawn),
    ):
        if text is not None:
            sheet.cells((name, text))
    sheet.line(identity.note)
    picture = BytesIO()
    code = segno.make(identity.record_digest or identity.digest, error="m", micro=False)
    code.save(picture, kind="png", scale=3, border=2)
    caption = words("qr" if identity.record_digest is not None else "qr_draft")
    sheet.line(caption)
    sheet.page.insert_image(sheet.row, 0, "qr.png", {"image_data": picture, "description": caption})


def _aspects(workbook: Workbook, sheet: Sheet, view: ReportView, words: Words) -> None:
    sheet.page.fit_to_pages(1, 1)
    if view.aspects is not None:
        sheet.part(words("aspects"))
        sheet.head((words("aspect"), words("weight"), *(part.text for part in view.aspects.parts)))
        for row in view.aspects.rows:
            values: list[Cell] = [
                words("not_rated") if figure is None else (figure.text if view.headline.is_draft else figure)
                for figure in row.values
            ]
            sheet.cells((row.name, row.weight, *values))
        sheet.cells((words("total"), None, *view.aspects.totals), is_strong=True)
    if view.radar is not None:
        sheet.part(words("radar"))
        add_radar(workbook, sheet, view.radar, words)
    if view.contributions is not None:
        sheet.part(words("contributions"))
        sheet.line(view.contributions.note)
        for group in view.contributions.groups:
            add_bars(workbook, sheet, group, words)


def _form(sheet: Sheet, form: FormTable, words: Words) -> None:
    sheet.part(form.title)
    for note in form.notes:
        sheet.line(note)
    head = {"rubric": "indicator", "survey": "question", "value": "given_value"}[form.kind]
    names = [words("code"), words(head), form.value_name, words("weight"), words("aspect")]
    if form.kind == "rubric":
        names = [words("code"), words(head), form.value_name, words("says"), words("justified"), words("weight")]
        names += [words("next"), words("gain")]
    sheet.head(names, is_repeated=True)
    for group in form.groups:
        for row in group.rows:
            value: Cell = row.value_text if row.value is None else row.value
            if form.kind == "rubric":
                shown = (
                    row.code,
                    row.title,
                    value,
                    row.level_text,
                    row.justified,
                    row.weight,
                    _next(row, words),
                    row.gain,
                )
                sheet.cells(shown)
            else:
                sheet.cells((row.code, row.title, value, row.weight, group.name))


def _next(row: RowView, words: Words) -> str | None:
    if row.next_level is None:
        return words("full") if row.value is not None else None
    return row.next_level if row.next_text is None else f"{row.next_level}: {row.next_text}"


def _findings(sheet: Sheet, view: ReportView, words: Words) -> None:
    sheet.part(words("findings"))
    if not view.findings:
        sheet.line(words("no_findings"))
    else:
        sheet.head((words("severity"), words("finding"), words("basis_of")))
    for group in view.findings:
        for finding in group.findings:
            sheet.cells((group.name, finding.message, finding.basis))
    if view.headline.is_draft:
        return
    sheet.part(words("recommendations"))
    if not view.recommendations:
        sheet.line(words("no_recommendations"))
        return
    sheet.head(
        (words("step"), words("recommendation"), words("indicator"), words("gain"), words("effort"), words("basis_of"))
    )
    for at, one in enumerate(view.recommendations, start=1):
        sheet.cells((str(at), one.message, one.about, one.gain, one.effort, one.basis))


def _way(sheet: Sheet, view: ReportView, words: Words) -> None:
    assert view.way is not None
    sheet.part(view.way.title)
    for sentence in view.way.told:
        sheet.line(sentence)
    if view.way.steps:
        sheet.head((words("code"), words("indicator"), words("level"), words("gain"), words("asks")))
    for step in view.way.steps:
        sheet.cells((step.code, step.title, step.levels, step.gain, step.text))
    if view.way.elsewhere:
        sheet.line(words("elsewhere"))
    for one in view.way.elsewhere:
        sheet.line(one)


def _calculation(sheet: Sheet, view: ReportView, words: Words) -> None:
    sheet.part(words("calculation"))
    sheet.line(words("calculation_intro"))
    for sentence in view.rounding:
        sheet.line(sentence)
    sheet.head((words("name"), words("formula"), words("numbers"), words("result"), words("basis_of")))
    for one in view.calculations:
        told = " ".join([one.formula, *one.notes])
        sheet.cells((f"{one.name} ({one.kind})", one.words, told, one.result, one.basis))


def _basis(sheet: Sheet, view: ReportView, words: Words) -> None:
    basis = view.basis
    sheet.part(words("inputs"))
    for one in basis.inputs:
        sheet.line(one)
    sheet.part(words("confidence"))
    sheet.head((words("basis_of"), words("count")))
    for confidence in basis.confidences:
        sheet.cells((confidence.name, str(confidence.count)))
    if basis.assumptions:
        sheet.part(words("assumed"))
    for one in basis.assumptions:
        sheet.line(one)
    if basis.disputes:
        sheet.part(words("disputes"))
        sheet.head((words("title"), words("chosen"), words("reason"), words("other")))
    for dispute in basis.disputes:
        sheet.cells((dispute.about, dispute.chosen, dispute.reason, " · ".join(dispute.others) or None))
    sheet.part(words("sources"))
    sheet.head((words("key"), words("kind"), words("title"), words("where"), words("date")))
    for source in basis.sources:
        sheet.cells((source.key, source.kind, source.title, source.where, source.date))
