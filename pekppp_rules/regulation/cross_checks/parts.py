"""What the checks look at, and how a finding says where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pekppp_rules.errors import Parameter, Path, Phrase, closest
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import (
    Categories,
    FactsForm,
    Form,
    Identity,
    Index,
    Package,
    Row,
    RubricForm,
    RuleFile,
    ScoredForm,
    Sources,
    UnscoredRow,
    ValueForm,
)

Finding = tuple[str, Path, dict[str, Parameter]]
"""A code, a path in the resolved document, and the values the message names."""


@dataclass(frozen=True)
class Parts:
    """The sections of a package that could be read; None where one could not."""

    regulation: Identity | None
    sources: Sources | None
    index: Index | None
    categories: Categories | None
    forms: Mapping[int, Form]
    complete: bool
    """Whether every form file could be read."""
    rules: Mapping[int, RuleFile] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Parts:
        """Return the parts of a package that could be read in full."""
        return cls(
            package.regulation,
            package.sources,
            package.index,
            package.categories,
            dict(enumerate(package.forms)),
            complete=True,
            rules=dict(enumerate(package.rules)),
        )

    @property
    def scored(self) -> dict[int, ScoredForm]:
        """The forms whose rows can count in the index."""
        return {at: form for at, form in self.forms.items() if not isinstance(form, FactsForm)}


def scored_paths(at: int, form: ScoredForm) -> Iterator[tuple[Path, str | None, Row]]:
    """Yield every row that can count in the index, with its path in the resolved document and its aspect."""
    if isinstance(form, ValueForm):
        for number, value in enumerate(form.values):
            yield ("forms", at, "values", number), value.aspect, value
        return
    rows = "indicators" if isinstance(form, RubricForm) else "questions"
    for number, block in enumerate(form.blocks):
        for row_at, row in enumerate(block.rows):
            yield ("forms", at, "aspects", number, rows, row_at), block.aspect, row


def block_path(row_path: Path) -> Path:
    """Return the path of the list or aspect that a scored row stands in."""
    return row_path[:3] if row_path[2] == "values" else row_path[:4]


def row_paths(at: int, form: ScoredForm) -> Iterator[tuple[Path, Row | UnscoredRow]]:
    """Yield every row of a form, unscored ones last, with its path in the resolved document."""
    yield from ((path, row) for path, _, row in scored_paths(at, form))
    if isinstance(form, RubricForm):
        for row_at, unscored in enumerate(form.unscored):
            yield ("forms", at, "unscored", row_at), unscored


def missing(what: Phrase, name: str, known: Iterable[str], path: Path) -> Finding:
    """Return a reference to nothing (PKP-106), with the nearest name that exists."""
    parameters: dict[str, Parameter] = {"what": what, "name": name}
    if near := closest(name, sorted(known)):
        parameters["suggestion"] = near
    return "PKP-106", path, parameters


def decimal_text(value: Fraction) -> str:
    """Return a fraction as a plain decimal where it has one, as a ratio otherwise."""
    places = 0
    while places < 15 and (value * 10**places).denominator != 1:
        places += 1
    scaled = value * 10**places
    if scaled.denominator != 1:
        return exact_text(value)
    digits = str(abs(int(scaled))).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
