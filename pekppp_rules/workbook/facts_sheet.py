"""The sheet on which a unit states facts: question by question, with what each asks for, when, and how it is answered."""

from __future__ import annotations

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.condition_words import condition_words
from pekppp_rules.regulation.model import Fact, FactQuestion, FactsForm, NumberFact, OneFact, SetFact
from pekppp_rules.submission.model import FactAnswers, FactValue, FormAnswers, OtherOption
from pekppp_rules.submission.sheets.marks import HEAD, Mark
from pekppp_rules.workbook.canvas import Canvas, Drawing, Range
from pekppp_rules.workbook.lists import Lists
from pekppp_rules.workbook.rubric_sheet import stands_beside

_CODE, _TITLE, _ANSWER, _HINT, _EVIDENCE, _LOCATION = range(2, 8)
_OTHERS = 2
"""Rows for entries of the unit's own, where a fact takes any; more where more are given."""


def draw_facts(
    canvas: Canvas, title: str, form: FactsForm, package: Package, lists: Lists, answers: FormAnswers | None
) -> None:
    """Draw the sheet."""
    words = canvas.words
    given = answers if isinstance(answers, FactAnswers) else FactAnswers(answers={})
    sheet = canvas.sheet(title, Mark("facts", form.form, title), [22, 58, 28, 40, 26, 22])
    for column, key in ((_ANSWER, "value"), (_EVIDENCE, "evidence"), (_LOCATION, "location")):
        sheet.column(column, key)
    sheet.put(2, 2, form.title(words.lang), "title")
    sheet.mark(4, HEAD)
    sheet.heads(4, [words(name) for name in ("code", "question", "answer", "hint", "evidence", "location")])
    row = 5
    for aspect in form.aspects:
        sheet.band(row, f"{aspect.aspect.upper()}  {package.aspect_name(aspect.aspect)(words.lang)}", _LOCATION)
        row += 1
        for question in aspect.questions:
            row = _draw_question(sheet, row, question, lists, given)
    if form.additional:
        sheet.band(row, words("additional"), _LOCATION)
        row += 1
        for question in form.additional:
            row = _draw_question(sheet, row, question, lists, given)


def _draw_question(sheet: Drawing, row: int, question: FactQuestion, lists: Lists, given: FactAnswers) -> int:
    words = sheet.words
    pieces = given.evidence.get(question.code, ())
    first = pieces[0] if stands_beside(pieces) else None
    sheet.mark(row, f"question {question.code}")
    number = f"{question.number}. " if question.number is not None else ""
    title = number + question.title(words.lang)
    asked = [f"{words('asked_if')}: {condition_words(question.asked_if, words.lang)}"] if question.asked_if else []
    if question.evidence:
        asked.append(f"{words('asked_evidence')}: " + "; ".join(text(words.lang) for text in question.evidence))
    sheet.put(row, _CODE, question.code, "fixed")
    sheet.put(row, _TITLE, title, "fixed")
    sheet.put(row, _ANSWER, None, "fixed")
    sheet.put(row, _HINT, "\n".join(asked), "fixed")
    sheet.put(row, _EVIDENCE, first.title if first is not None else None, "fill")
    sheet.put(row, _LOCATION, first.location if first is not None else None, "fill")
    sheet.fit(row, (_TITLE, title), (_HINT, "\n".join(asked)))
    row += 1
    for fact in question.facts:
        if isinstance(fact, SetFact):
            row = _draw_set(sheet, row, fact, given.answers.get(fact.id))
        else:
            _draw_fact(sheet, row, fact, lists, given.answers.get(fact.id))
            row += 1
    return row


def _label(sheet: Drawing, row: int, code: str, title: str, hint: str) -> None:
    sheet.put(row, _CODE, code, "small")
    sheet.put(row, _TITLE, title, "label")
    sheet.put(row, _HINT, hint, "small")
    sheet.fit(row, (_CODE, code), (_TITLE, title), (_HINT, hint))


def _hint(sheet: Drawing, fact: Fact) -> str:
    words = sheet.words
    told = [words(fact.type)]
    if isinstance(fact, NumberFact) and (fact.lowest is not None or fact.highest is not None):
        ends = ("-" if end is None else str(end) for end in (fact.lowest, fact.highest))
        told[0] += ", " + words("level_range", **dict(zip(("lowest", "highest"), ends, strict=True)))
    if fact.asked_if is not None:
        told.append(f"{words('asked_if')}: {condition_words(fact.asked_if, words.lang)}")
    return "\n".join(told)


def _draw_fact(sheet: Drawing, row: int, fact: Fact, lists: Lists, value: FactValue | None) -> None:
    words = sheet.words
    sheet.mark(row, f"fact {fact.type} {fact.id}")
    _label(sheet, row, fact.id, fact.title(words.lang), _hint(sheet, fact))
    if isinstance(fact, OneFact):
        entries = {option.code: f"{option.code}: {option.name(words.lang)}" for option in fact.options}
        chosen = entries.get(str(value), "") if value is not None else ""
        where = sheet.put(row, _ANSWER, chosen, "fill")
        sheet.fit(row, (_ANSWER, chosen), (_TITLE, fact.title(words.lang)), (_HINT, _hint(sheet, fact)))
        sheet.allow_list(where, lists.add(list(entries.values())))
        return
    is_number = isinstance(fact, NumberFact) or fact.type == "percent"
    shown = value if not isinstance(value, tuple) else None
    where = sheet.put(row, _ANSWER, shown, "fill_number" if is_number else "fill")
    if isinstance(shown, str):
        sheet.fit(row, (_ANSWER, shown), (_TITLE, fact.title(words.lang)), (_HINT, _hint(sheet, fact)))
    if fact.type == "bool":
        sheet.allow_list(where, [words("yes"), words("no")])
    elif fact.type == "percent":
        sheet.allow_numbers(where, "decimal", 0, 100)
    elif isinstance(fact, NumberFact):
        _allow(sheet, where, fact)


def _allow(sheet: Drawing, where: Range, fact: NumberFact) -> None:
    """Hold a cell to the bounds of a fact that are whole numbers; other bounds are checked when the file is read."""
    lowest, highest = (
        int(end) if end is not None and end.denominator == 1 else None for end in (fact.lowest, fact.highest)
    )
    sheet.allow_numbers(where, "integer" if fact.type == "int" else "decimal", lowest, highest)


def _draw_set(sheet: Drawing, row: int, fact: SetFact, value: FactValue | None) -> int:
    words = sheet.words
    chosen = value if isinstance(value, tuple) else None
    sheet.mark(row, f"title {fact.id}")
    _label(sheet, row, fact.id, fact.title(words.lang), _hint(sheet, fact))
    sheet.put(row, _ANSWER, None, "fixed")
    row += 1
    for option in fact.options:
        is_chosen = chosen is not None and option.code in chosen
        _draw_mark(sheet, row, f"option {fact.id} {option.code}", option.name(words.lang), is_chosen=is_chosen)
        row += 1
    others = [item.other for item in chosen or () if isinstance(item, OtherOption)]
    for at in range(max(_OTHERS, len(others)) if fact.other else 0):
        sheet.mark(row, f"other {fact.id} {at + 1}")
        _label(sheet, row, "", f"   {words('other')}", words("text"))
        sheet.put(row, _ANSWER, others[at] if at < len(others) else None, "fill")
        row += 1
    _draw_mark(sheet, row, f"none {fact.id}", words("none_of_them"), is_chosen=chosen == ())
    return row + 1


def _draw_mark(sheet: Drawing, row: int, key: str, title: str, *, is_chosen: bool) -> None:
    sheet.mark(row, key)
    _label(sheet, row, key.partition(" ")[2].partition(" ")[2], f"   {title}", "")
    where = sheet.put(row, _ANSWER, sheet.words("mark") if is_chosen else None, "fill")
    sheet.allow_list(where, [sheet.words("mark")])
