"""The sheet of one evaluator: indicators with the meaning of every level, a score, a note, and the first piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import Indicator, RubricForm, UnscoredRow
from pekppp_rules.submission import RubricSheet
from pekppp_rules.submission.model import Evidence
from pekppp_rules.submission.sheets.marks import HEAD, Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range
from pekppp_rules.workbook.inputs import GOOD, GOOD_UNSCORED, WRONG, Formula, Inputs

_CODE, _TITLE, _LEVELS, _SCORE, _NOTE, _EVIDENCE, _LOCATION, _CHECK = range(2, 10)
_FIRST = 6


def stands_beside(pieces: Sequence[Evidence]) -> bool:
    """Return whether the first of some pieces has room beside its row; otherwise all go on the sheet for evidence."""
    return bool(pieces) and pieces[0].kind is None and pieces[0].digest is None


def draw_rubric(canvas: Canvas, title: str, form: RubricForm, package: Package, filling: RubricSheet | None) -> Inputs:
    """Draw the sheet and return where its scores stand."""
    words = canvas.words
    sheet = canvas.sheet(title, Mark("rubric", form.form, title), [9, 30, 58, 7, 28, 24, 20, 5])
    for column, key in ((_SCORE, "score"), (_NOTE, "note"), (_EVIDENCE, "evidence"), (_LOCATION, "location")):
        sheet.column(column, key)
    sheet.put(2, 2, form.title(words.lang), "title")
    scale = words("score_each", lowest=form.scale.lowest, highest=form.scale.highest)
    unknown = f" {form.level_texts.unknown.note(words.lang)}" if form.level_texts is not None else ""
    sheet.put(3, 2, scale + unknown, "lead")
    sheet.mark(4, "evaluator")
    sheet.put(4, 2, words("evaluator"), "block")
    for column in range(3, _NOTE):
        sheet.put(4, column, None, "block")
    who = sheet.put(4, _NOTE, filling.evaluator if filling is not None else None, "fill")
    sheet.mark(5, HEAD)
    names = ("code", "indicator", "levels", "score", "note", "evidence", "location", "check")
    sheet.heads(5, [words(name) for name in names])
    scores: dict[str, Range] = {}
    row = _FIRST
    for aspect in form.aspects:
        sheet.band(row, f"{aspect.aspect.upper()}  {package.aspect_name(aspect.aspect)(words.lang)}", _CHECK)
        row += 1
        for indicator in aspect.indicators:
            scores[indicator.code] = _draw_row(sheet, row, form, indicator, filling)
            row += 1
        _draw_observation(sheet, row, aspect.aspect, filling)
        row += 1
    if form.unscored:
        sheet.band(row, words("unscored"), _CHECK)
        row += 1
        for unscored in form.unscored:
            _draw_row(sheet, row, form, unscored, filling)
            row += 1
    entries = Range(title, _FIRST, _SCORE, row - 1, _LOCATION)
    checks = Range(title, _FIRST, _CHECK, row - 1, _CHECK)
    return _inputs(form, scores, who, entries, checks, filling)


def _draw_row(
    sheet: Drawing, row: int, form: RubricForm, one: Indicator | UnscoredRow, filling: RubricSheet | None
) -> Range:
    words = sheet.words
    is_scored = isinstance(one, Indicator)
    title = one.title(words.lang) if is_scored else f"{one.title(words.lang)} ({words('unscored')})"
    levels = "\n".join(f"{level}: {text(words.lang)}" for level, text in sorted(one.levels.items(), key=_by_level))
    if one.elements:
        levels += f"\n{words('counts')}: " + "; ".join(text(words.lang) for text in one.elements)
    asked = (
        f"{words('asked_evidence')}: " + "; ".join(text(words.lang) for text in one.evidence) if one.evidence else ""
    )
    sheet.mark(row, f"row {one.code}")
    sheet.put(row, _CODE, one.code, "label")
    sheet.put(row, _TITLE, f"{title}\n\n{asked}" if asked else title, "label")
    sheet.put(row, _LEVELS, levels.strip(), "small")
    score = filling.scores.get(one.code) if filling is not None else None
    note = filling.notes.get(one.code) if filling is not None else None
    pieces: tuple[Evidence, ...] = filling.evidence.get(one.code, ()) if filling is not None else ()
    first = pieces[0] if stands_beside(pieces) else None
    where = sheet.put(row, _SCORE, score, "fill_number")
    sheet.put(row, _NOTE, note, "fill")
    sheet.put(row, _EVIDENCE, first.title if first is not None else None, "fill")
    sheet.put(row, _LOCATION, first.location if first is not None else None, "fill")
    lowest, highest = form.scale.lowest, form.scale.highest
    if highest - lowest <= 20:
        sheet.allow_list(where, [str(level) for level in range(lowest, highest + 1)])
    else:
        sheet.allow_numbers(where, "integer", lowest, highest)
    good = GOOD if is_scored else GOOD_UNSCORED
    at = f"{where}".rpartition("!")[2]
    fits = f"AND({at}>={lowest},{at}<={highest},{at}=INT({at}))"
    now = "" if score is None else good if lowest <= score <= highest else WRONG
    check = f'IF(ISNUMBER({at}),IF({fits},"{good}","{WRONG}"),IF(ISBLANK({at}),"","{WRONG}"))'
    sheet.formula(row, _CHECK, check, now, "check")
    sheet.fit(row, (_TITLE, f"{title}\n\n{asked}" if asked else title), (_LEVELS, levels), (_NOTE, note or ""))
    return where


def _by_level(item: tuple[str, object]) -> int:
    return -int(item[0])


def _draw_observation(sheet: Drawing, row: int, aspect: str, filling: RubricSheet | None) -> None:
    sheet.mark(row, f"aspect {aspect}")
    for column in (_CODE, _TITLE, _LEVELS, _SCORE):
        sheet.put(row, column, sheet.words("observation") if column == _TITLE else None, "label")
    text = filling.observations.get(aspect) if filling is not None else None
    sheet.put(row, _NOTE, text, "fill")
    sheet.fit(row, (_NOTE, text or ""), (_TITLE, sheet.words("observation")))


def _inputs(
    form: RubricForm,
    scores: Mapping[str, Range],
    who: Range,
    entries: Range,
    checks: Range,
    filling: RubricSheet | None,
) -> Inputs:
    given = filling.scores if filling is not None else {}
    fitting = sum(form.scale.lowest <= given[code] <= form.scale.highest for code in scores if code in given)
    wrong = sum(not form.scale.lowest <= score <= form.scale.highest for score in given.values())
    begun = Formula(f"IF(COUNTA({who})+COUNTA({entries})>0,1,0)", int(filling is not None))
    whole = f'AND(COUNTIF({checks},"{GOOD}")={len(scores)},COUNTIF({checks},"{WRONG}")=0)'
    return Inputs(
        count=begun,
        begun=begun,
        complete=Formula(f"IF({whole},1,0)", int(fitting == len(scores) and not wrong)),
        sums={code: Formula(f"SUM({where})", given.get(code, 0)) for code, where in scores.items()},
    )
