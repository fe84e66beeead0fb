"""The forms row by row: what each row got, what that level says, and what the next one asks for and brings."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from pekppp_rules.evaluation.wording import exact_words, near_words, percent_words, signed_words
from pekppp_rules.regulation.model import Form, Indicator, Row, RubricForm, ScoredForm, SurveyForm
from pekppp_rules.regulation.tree import row_id, scored_forms
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Figure, FormTable, RowGroup, RowView
from pekppp_rules.rules import Justification, justifications

_VALUE_NAMES = {"rubric": "score", "survey": "mean", "value": "value"}
_ROW_PLACES = 3


def form_tables_of(subject: Subject) -> tuple[FormTable, ...]:
    """Return every form that the index counts and of which something is given, in the order of the regulation."""
    levels = _justified(subject)
    plan = subject.lower._plan
    return tuple(
        _form_table(subject, name, form, levels)
        for name, form in scored_forms(plan.forms.values()).items()
        if plan.needs.get(name)
    )


def _justified(subject: Subject) -> dict[str, Justification]:
    """Return by row the level that the facts justify; nothing for a draft, or where no facts are stated."""
    evaluation = subject.lower
    if evaluation._rules is None or not evaluation._facts.stated:
        return {}
    told = justifications(evaluation._rules.levels, evaluation._facts, evaluation._plan)
    return {justification.row: justification for justification in told}


def _form_table(subject: Subject, name: str, form: ScoredForm, levels: dict[str, Justification]) -> FormTable:
    lang, words = subject.lang, subject.words
    needed = subject.lower._plan.needs[name]
    names = {aspect.code: aspect.name(lang) for aspect in subject.lower.aspects}
    groups = [
        RowGroup(
            name=None if block.aspect is None else names[block.aspect],
            rows=tuple(_row(subject, form, row, levels) for row in block.rows if row.code in needed),
        )
        for block in form.blocks
    ]
    groups = [group for group in groups if group.rows]
    if all(len(group.rows) == 1 for group in groups):
        groups = [RowGroup(None, tuple(row for group in groups for row in group.rows))]
    return FormTable(
        name=name,
        title=form.title(lang),
        kind=form.type,
        value_name=words(_VALUE_NAMES[form.type]),
        groups=tuple(groups),
        notes=_notes(subject, form),
    )


def _notes(subject: Subject, form: Form) -> tuple[str, ...]:
    notes = []
    if isinstance(form, RubricForm) and form.level_texts is not None:
        notes += [subject.words("unknown_levels"), form.level_texts.unknown.note(subject.lang)]
    if isinstance(form, (RubricForm, SurveyForm)) and form.weights is not None:
        notes += [subject.words("unknown_weights"), form.weights.unknown.note(subject.lang)]
    return tuple(notes)


def _row(subject: Subject, form: ScoredForm, row: Row, levels: dict[str, Justification]) -> RowView:
    lang, words, evaluation = subject.lang, subject.words, subject.lower
    node = evaluation.node(row_id(form.form, row.code))
    is_decided = subject.is_decided(node.id)
    value = Figure(node.value, near_words(node.value, lang, _ROW_PLACES)) if is_decided else None
    justified = levels.get(node.id)
    following = floor(node.value) + 1
    has_next = isinstance(row, Indicator) and is_decided and following <= node.highest
    texts = row.levels if isinstance(row, Indicator) else {}
    next_text = texts.get(str(following)) if has_next else None
    return RowView(
        code=row.code,
        title=row.title(lang),
        value=value,
        value_text=value.text if value is not None else _open(subject, node.id),
        level_text=_level_text(subject, row, node.value) if is_decided else None,
        justified=None if justified is None else exact_words(Fraction(justified.level), lang),
        justified_differs=justified is not None and is_decided and justified.level != node.value,
        weight=None if node.weight is None else percent_words(node.weight, lang),
        gain=_gain(subject, node.id, following - node.value) if has_next else None,
        next_level=words("next_level", level=following) if has_next else None,
        next_text=None if next_text is None else next_text(lang),
    )


def _open(subject: Subject, node: str) -> str:
    """Return what is known of a row that a draft leaves open: both ends, or that it is missing where nothing narrows them."""
    lower, upper = subject.lower.node(node), subject.upper.node(node)
    if (lower.value, upper.value) == (lower.lowest, upper.highest):
        return subject.words("not_given")
    return " – ".join(near_words(end.value, subject.lang, _ROW_PLACES) for end in (lower, upper))


def _level_text(subject: Subject, row: Row, value: Fraction) -> str | None:
    if not isinstance(row, Indicator):
        return None
    below = floor(value)
    text = row.levels.get(str(below))
    if text is None:
        return None
    if value == below:
        return text(subject.lang)
    return subject.words("between", below=below, above=below + 1, text=text(subject.lang))


def _gain(subject: Subject, node: str, missing: Fraction) -> Figure | None:
    """Return what the next level brings; None where rounding in between makes that depend on other rows."""
    share = subject.lower.node(node).index_share
    if share is None or subject.lower._plan.steps:
        return None
    return Figure(share * missing, signed_words(share * missing, subject.lang))
