"""The way to the next category, and what a draft lacks."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.errors import EvaluationError
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.improve import improve
from pekppp_rules.evaluation.improvement import Improvement, NeededValue, Outcome
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words, signed_words
from pekppp_rules.regulation.model import RubricForm
from pekppp_rules.reporting.headline import bands_of
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Fact, Figure, Missing, StepView, Way


def way_of(subject: Subject) -> Way | None:
    """Return the fewest steps to the next category, or why there are none; None for a draft and without categories."""
    words, category, bands = subject.words, subject.lower.category, bands_of(subject)
    if subject.is_draft or category is None or bands is None:
        return None
    at = [entry.letter for entry in bands.categories].index(category.letter) + 1
    if at == len(bands.categories):
        return Way(words("way"), (words("way_top"),), (), ())
    target = Category.of(bands.categories[at])
    title = words("way_to", letter=target.letter, name=subject.name_of(target))
    try:
        improvement = improve(subject.lower, target.letter)
    except EvaluationError as error:
        if error.code != "PKP-409":
            raise
        return Way(title, (words("way_rounded"),), (), ())
    steps = tuple(
        StepView(
            code=step.code,
            title=step.title(subject.lang),
            levels=f"{near_words(step.from_level, subject.lang)} → {step.to_level}",
            gain=Figure(step.gain, signed_words(step.gain, subject.lang)),
            text=None if step.text is None else step.text(subject.lang),
        )
        for step in improvement.steps
    )
    return Way(title, tuple(_told(subject, improvement)), steps, tuple(_elsewhere(subject, improvement)))


def _told(subject: Subject, improvement: Improvement) -> Iterator[str]:
    words = subject.words
    if improvement.reached:
        after = improvement.after
        category = after.category or improvement.target
        yield words(
            "way_steps",
            indicators=len({step.node for step in improvement.steps}),
            levels=len(improvement.steps),
            after=decimal_words(after.rounded, subject.lang),
            letter=category.letter,
            name=subject.name_of(category),
        )
    elif any(isinstance(form, RubricForm) for form in subject.lower._plan.forms.values()):
        yield words("way_unreached", highest=_outcome(subject, improvement.highest))
    else:
        yield words("way_no_indicators")


def _outcome(subject: Subject, outcome: Outcome) -> str:
    value = decimal_words(outcome.rounded, subject.lang)
    return value if outcome.category is None else f"{value} ({outcome.category.letter})"


def _elsewhere(subject: Subject, improvement: Improvement) -> Iterator[str]:
    for node in improvement.elsewhere:
        yield _needed(subject, node)


def _needed(subject: Subject, node: NeededValue) -> str:
    lang, name, now = subject.lang, node.name(subject.lang), near_words(node.value, subject.lang)
    if node.needed is None:
        return subject.words("not_enough", name=name, now=now)
    needed = exact_words(node.needed, lang) if node.rounded is None else decimal_words(node.rounded, lang)
    return subject.words("needs_at_least", name=name, now=now, needed=needed, highest=exact_words(node.highest, lang))


def missing_of(subject: Subject) -> Missing | None:
    """Return every row that a draft lacks, once, with how often where several sheets lack it; None without any."""
    if not subject.missing:
        return None
    counts: dict[tuple[str, str, str], int] = {}
    for row in subject.missing:
        key = row.form, row.code, row.title(subject.lang)
        counts[key] = counts.get(key, 0) + 1
    rows = [
        Fact(f"{form} {code}", f"{title} (×{count})" if count > 1 else title)
        for (form, code, title), count in counts.items()
    ]
    return Missing(subject.words("lacking", count=len(subject.missing), rows=len(rows)), tuple(rows))
