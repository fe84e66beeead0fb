"""Whether two regulations ask the same: an answer to one is then an answer to the other, and otherwise to neither."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pekppp_rules.comparing.correspondence import FormRow, correspond, rows_by_code
from pekppp_rules.errors import Phrase
from pekppp_rules.regulation.model import Fact, FactsForm, Form, NumberFact, OneFact, SetFact, Text, UnscoredRow

Reason = Literal[
    "no_form",
    "no_variant",
    "no_code",
    "own_code",
    "words",
    "type",
    "scale",
    "levels",
    "options",
    "not_asked",
    "not_given",
    "no_field",
    "field_value",
]
"""Why an answer was not carried, or is not given in the new version."""

REASONS: dict[Reason, Phrase] = {
    "no_form": Phrase("hanya satu versi yang memuat formulir ini", "only one version has this form"),
    "no_variant": Phrase(
        "varian formulir dalam versi baru belum terpilih", "no variant of the form is chosen in the new version"
    ),
    "no_code": Phrase("hanya satu versi yang memuat kode ini", "only one version has this code"),
    "own_code": Phrase(
        "kode buatan paket, dengan judul lain dalam versi lain", "the package's own code, under another title elsewhere"
    ),
    "words": Phrase("bunyinya berbeda", "its words differ"),
    "type": Phrase("jenis jawabannya berbeda", "it asks for another type of answer"),
    "scale": Phrase("skalanya berbeda", "its scale differs"),
    "levels": Phrase("uraian levelnya berbeda", "the texts of its levels differ"),
    "options": Phrase("pilihannya berbeda", "its options differ"),
    "not_asked": Phrase(
        "tidak ditanyakan setelah jawaban lain yang dibawa", "not asked after the other answers that were carried"
    ),
    "not_given": Phrase("belum dijawab sebelumnya", "not given before"),
    "no_field": Phrase("versi baru tidak mengatur isian ini", "the new version does not name this field"),
    "field_value": Phrase(
        "kedua versi tidak menyebut nilai ini dengan nama yang sama", "the versions do not name this value alike"
    ),
}


@dataclass(frozen=True)
class Asked:
    """What a code of a form asks for: all that an answer to it depends on. Only the Indonesian words are the form's own."""

    title: Text
    row: FormRow
    words: tuple[str, ...]
    type: str
    scale: tuple[Fraction | int | None, Fraction | int | None] = (None, None)
    levels: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def why_not(self, old: Asked, *, related: bool) -> Reason | None:
        """Return why an answer to `old`, of the same code, is no answer to this; None where it is one."""
        differing: tuple[tuple[bool, Reason], ...] = (
            (not correspond(old.row, self.row, related=related), "own_code"),
            (old.words != self.words, "words"),
            (old.type != self.type, "type"),
            (old.scale != self.scale, "scale"),
            (old.levels != self.levels, "levels"),
            (old.options != self.options, "options"),
        )
        return next((reason for differs, reason in differing if differs), None)


def asked_by(form: Form) -> dict[str, Asked]:
    """Return what a form asks for, by code of a row; of a form of facts, by fact."""
    if isinstance(form, FactsForm):
        return {fact.id: _asked_fact(fact, question) for question, fact in form.asked()}
    scale = form.scale.lowest, form.scale.highest
    return {code: replace(_asked_row(row), type=form.type, scale=scale) for code, row in rows_by_code(form).items()}


def _asked_row(row: FormRow) -> Asked:
    levels: tuple[tuple[str, str], ...] = ()
    if isinstance(row, UnscoredRow):
        elements = tuple((f"element {at}", text.id) for at, text in enumerate(row.elements))
        levels = tuple((level, text.id) for level, text in sorted(row.levels.items())) + elements
    return Asked(row.title, row, (row.title.id,), "", levels=levels)


def _asked_fact(fact: Fact, question: FormRow) -> Asked:
    asked = Asked(fact.title, question, (question.title.id, fact.title.id), fact.type)
    if isinstance(fact, NumberFact):
        return replace(asked, scale=(fact.lowest, fact.highest))
    if isinstance(fact, (OneFact, SetFact)):
        others = (("", "other"),) if isinstance(fact, SetFact) and fact.other else ()
        return replace(asked, options=tuple((one.code, one.name.id) for one in fact.options) + others)
    return asked
