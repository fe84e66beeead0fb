"""The index, its category, and what both mean."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.evaluation import NodeResult
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.wording import decimal_words, exact_words
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.reporting.subject import Subject
from pekppp_rules.reporting.view import Band, Fact, Headline, Strip
from pekppp_rules.scoring.category import Bands


def headline_of(subject: Subject) -> Headline:
    """Return the index with its category, in figures, in words, and as a place on the scale."""
    evaluation, lang = subject.lower, subject.lang
    root = evaluation.node(evaluation.root_id)
    letter, category = _category(subject)
    return Headline(
        name=root.name(lang),
        value=subject.rounded(root.id),
        rounded=tuple(dict.fromkeys(end.index.rounded for end in (subject.lower, subject.upper))),
        highest=exact_words(root.highest, lang),
        converted=_converted(subject),
        letter=letter,
        category=category,
        meaning=tuple(_draft_meaning(subject) if subject.is_draft else _meaning(subject)),
        strip=_strip(subject, root),
        beside=tuple(_beside(subject)),
        is_draft=subject.is_draft,
    )


def bands_of(subject: Subject) -> Bands | None:
    """Return the categories of the index, compiled for its rounding; None where it has none."""
    return subject.lower._plan.nodes[subject.lower.root_id].bands


def _category(subject: Subject) -> tuple[str | None, str | None]:
    lower, upper = subject.categories
    if lower is None or upper is None:
        return None, None
    if lower == upper:
        return lower.letter, subject.name_of(lower)
    return f"{lower.letter} – {upper.letter}", subject.words("open")


def _converted(subject: Subject) -> Fact | None:
    name = subject.lower.package.index.conversion
    if name is None or name not in subject.lower.node_ids:
        return None
    return Fact(subject.lower.node(name).name(subject.lang), subject.rounded(name))


def _meaning(subject: Subject) -> Iterator[str]:
    words, lang, evaluation = subject.words, subject.lang, subject.lower
    root, bands, category = evaluation.node(evaluation.root_id), bands_of(subject), evaluation.category
    yield words(
        "is",
        unit_index=root.name(lang),
        value=decimal_words(root.rounded, lang),
        lowest=exact_words(root.lowest, lang),
        highest=exact_words(root.highest, lang),
    )
    if bands is None or category is None:
        yield words("no_category")
        return
    at = [one.letter for one in bands.categories].index(category.letter)
    named = {"letter": category.letter, "name": subject.name_of(category)}
    yield words("band", **named, bounds=_bounds(subject, bands, at, root))
    if at + 1 == len(bands.categories):
        yield words("top")
        return
    above = Category.of(bands.categories[at + 1])
    standing = Fraction(root.rounded) if bands.rounded else root.value
    yield words(
        "lack",
        lack=exact_words(above.lower_bound - standing, lang),
        letter=above.letter,
        name=subject.name_of(above),
        bound=exact_words(above.lower_bound, lang),
    )


def _draft_meaning(subject: Subject) -> Iterator[str]:
    words, lang = subject.words, subject.lang
    lower, upper = subject.lower, subject.upper
    ends = {name: decimal_words(end.index.rounded, lang) for name, end in (("lower", lower), ("upper", upper))}
    yield words("draft_bounds", **ends) if subject.missing else words("draft_complete")
    if lower.category is None or upper.category is None:
        return
    if lower.category == upper.category:
        yield words("draft_category", letter=lower.category.letter, name=subject.name_of(lower.category))
        return
    both = [f"{one.letter} ({subject.name_of(one)})" for one in (lower.category, upper.category)]
    yield words("draft_open", lower=both[0], upper=both[1])


def _bounds(subject: Subject, bands: Bands, at: int, root: NodeResult) -> str:
    """Return from where to where a category holds: up to the last rounded value below the next, where values are rounded."""
    words, lang = subject.words, subject.lang
    lower, highest = bands.categories[at].from_, root.highest
    if not bands.rounded:
        if at + 1 == len(bands.categories):
            return words("bounds", lower=exact_words(lower, lang), upper=exact_words(highest, lang))
        return words(
            "bounds_below", lower=exact_words(lower, lang), upper=exact_words(bands.categories[at + 1].from_, lang)
        )
    if at + 1 < len(bands.categories):
        highest = bands.categories[at + 1].from_ - Fraction(1, 10**bands.places)
    ends = [decimal_words(rounded_half_up(*end.as_integer_ratio(), bands.places), lang) for end in (lower, highest)]
    return words("bounds", lower=ends[0], upper=ends[1])


def _strip(subject: Subject, root: NodeResult) -> Strip | None:
    bands = bands_of(subject)
    if bands is None or root.highest == root.lowest:
        return None
    letters = [entry.letter for entry in bands.categories]
    first, last = (letters.index(end.letter) if end is not None else -1 for end in subject.categories)

    def place(value: Fraction) -> Fraction:
        return min(max((value - root.lowest) / (root.highest - root.lowest), Fraction(0)), Fraction(1))

    starts = [place(entry.from_) for entry in bands.categories] + [Fraction(1)]
    starts[0] = Fraction(0)
    values = dict.fromkeys(Fraction(end.index.rounded) for end in (subject.lower, subject.upper))
    return Strip(
        bands=tuple(
            Band(
                letter=entry.letter,
                name=subject.name_of(Category.of(entry)),
                bounds=_bounds(subject, bands, at, root),
                start=starts[at],
                end=starts[at + 1],
                is_own=first <= at <= last,
            )
            for at, entry in enumerate(bands.categories)
        ),
        at=tuple(map(place, values)),
        lowest=exact_words(root.lowest, subject.lang),
        highest=exact_words(root.highest, subject.lang),
    )


def _beside(subject: Subject) -> Iterator[Fact]:
    for name in subject.lower.package.index.beside:
        if name not in subject.lower.node_ids:
            continue
        node = subject.lower.node(name)
        told = subject.rounded(name)
        if node.category is not None and subject.is_decided(name):
            told = f"{told} · {node.category.letter} ({subject.name_of(node.category)})"
        yield Fact(node.name(subject.lang), told)
