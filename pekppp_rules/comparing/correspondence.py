"""What of one regulation is what of another: forms by name and variant, rows by code; never by how alike texts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import FactQuestion, FactsForm, Form, Row, RubricForm, UnscoredRow

FormRow = Row | UnscoredRow | FactQuestion
"""What a code of a form stands for."""


@dataclass(frozen=True)
class FormPair:
    """A form of both regulations, or of one; and which of its codes correspond."""

    name: str
    """The form with its variant: `f02@luring`. Where one regulation has no variants, its form stands beside each of the other's."""
    before: str | None
    """The name in the first regulation; None where it has no such form."""
    after: str | None
    corresponding: tuple[str, ...]
    """Codes that mean the same row in both, in the order of the second."""
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    apart: tuple[str, ...]
    """Codes that both have, which say nothing: a package's own, of unrelated packages, under another title."""


def form_name(form: Form) -> str:
    """Return a form's name with its variant, as an address of an overlay writes it."""
    return f"{form.form}@{form.variant.value}" if form.variant is not None else form.form


def rows_by_code(form: Form) -> dict[str, FormRow]:
    """Return the rows of a form by code, those that are never scored included; of a form of facts, its questions."""
    if isinstance(form, FactsForm):
        return {question.code: question for question in form.questions}
    rows: dict[str, FormRow] = {row.code: row for block in form.blocks for row in block.rows}
    unscored = form.unscored if isinstance(form, RubricForm) else ()
    return {**rows, **{row.code: row for row in unscored}}


def are_related(one: Package, other: Package) -> bool:
    """Return whether a package's own codes mean the same in both: versions of one, an overlay and its base, or of one base."""
    return bool(_line_of(one) & _line_of(other))


def correspond(one: FormRow, other: FormRow, *, related: bool) -> bool:
    """Return whether two rows with the same code are the same row.

    A code that a form prints means the same wherever it is printed. A code that a package made up for want of one means the
    same in related packages; elsewhere only where the title, too, is the same word for word.
    """
    if one.code != other.code:
        return False
    return related or not (_is_own(one) or _is_own(other)) or one.title.id == other.title.id


def form_pairs(before: Package, after: Package) -> tuple[FormPair, ...]:
    """Return every form of either package: those of both, those of the second alone, those of the first alone."""
    related = are_related(before, after)
    by_name: dict[str, list[Form]] = {}
    for form in before.forms:
        by_name.setdefault(form.form, []).append(form)
    times = Counter(form.form for form in after.forms)
    found = []
    paired: set[str] = set()
    for form in after.forms:
        same_name = by_name.get(form.form, [])
        is_only = len(same_name) == 1 or times[form.form] == 1
        others = [other for other in same_name if _are_one(other, form, is_only=is_only)]
        for other in others:
            found.append(_pair(other, form, related))
            paired.add(form_name(other))
        if not others:
            found.append(_alone(form, is_before=False))
    found += [_alone(form, is_before=True) for form in before.forms if form_name(form) not in paired]
    return tuple(found)


def forms_by_name(package: Package) -> dict[str, Form]:
    """Return the forms of a package by name and variant."""
    return {form_name(form): form for form in package.forms}


def choices_agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether two choices of form variants can be those of one unit."""
    return all(other.get(field, value) == value for field, value in one.items())


def _line_of(package: Package) -> set[str]:
    identity = package.regulation
    return {identity.id, *([identity.extends.partition("@")[0]] if identity.extends is not None else [])}


def _is_own(row: FormRow) -> bool:
    return not isinstance(row, FactQuestion) and row.official_code is not None


def _are_one(one: Form, other: Form, *, is_only: bool) -> bool:
    """Forms of one name and kind are one form where the variant is the same, or where one side has no variants of it."""
    if one.type != other.type:
        return False
    if one.variant is None or other.variant is None:
        return one.variant == other.variant or is_only
    return (one.variant.field, one.variant.value) == (other.variant.field, other.variant.value)


def _pair(one: Form, other: Form, related: bool) -> FormPair:
    old, new = rows_by_code(one), rows_by_code(other)
    same = {code for code in new if code in old and correspond(old[code], new[code], related=related)}
    return FormPair(
        name=form_name(other) if other.variant is not None else form_name(one),
        before=form_name(one),
        after=form_name(other),
        corresponding=tuple(code for code in new if code in same),
        only_before=tuple(code for code in old if code not in same),
        only_after=tuple(code for code in new if code not in same),
        apart=tuple(code for code in new if code in old and code not in same),
    )


def _alone(form: Form, *, is_before: bool) -> FormPair:
    name, codes = form_name(form), tuple(rows_by_code(form))
    if is_before:
        return FormPair(name, name, None, (), codes, (), ())
    return FormPair(name, None, name, (), (), codes, ())
