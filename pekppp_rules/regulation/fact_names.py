"""What the columns of a table are called that hold facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pekppp_rules.regulation.model import Fact, FactsForm, OneFact, Package, SetFact
from pekppp_rules.regulation.tree import column_name, row_id

_OTHER = "other"


@dataclass(frozen=True)
class FactColumn:
    """A column in which a table of assessments may hold a fact, or one option of a fact that is a set."""

    code: str
    """The form and the fact: `f01.1.ada`; of a set with the option: `f01.2.unsur.ahli`, `.other` for entries of the unit's own."""
    column: str
    """The same with `_` for what is neither letter nor digit; a table may use either."""
    type: str
    """bool, int, decimal, percent, one, text or date; of an option bool, of entries of the unit's own `other`."""
    form: str
    """The form in which it is stated."""
    fact: str
    """The form and the fact, as rules name it."""
    option: str | None = None
    """The option of a set that the column tells of."""
    options: tuple[str, ...] = ()
    """Of type one, what the column may hold."""


def columns_of_fact(form: str, fact: Fact) -> Iterator[FactColumn]:
    """Yield the column of a fact; of a set, one for each option, and one for entries of the unit's own."""
    name = row_id(form, fact.id)
    if not isinstance(fact, SetFact):
        options = tuple(option.code for option in fact.options) if isinstance(fact, OneFact) else ()
        yield FactColumn(name, column_name(name), fact.type, form, name, options=options)
        return
    for option in fact.options:
        code = f"{name}.{option.code}"
        yield FactColumn(code, column_name(code), "bool", form, name, option.code)
    if fact.other:
        code = f"{name}.{_OTHER}"
        yield FactColumn(code, column_name(code), "other", form, name)


def every_column(package: Package) -> Iterator[FactColumn]:
    """Yield the columns of all facts, of every variant of a form."""
    for form in package.forms:
        if isinstance(form, FactsForm):
            for _, fact in form.asked():
                yield from columns_of_fact(form.form, fact)


def fact_columns(package: Package) -> tuple[FactColumn, ...]:
    """Return every column of facts that a table under the package may have, each once.

    Of two variants of a form that ask for one fact, the first says its type.
    """
    found: dict[str, FactColumn] = {}
    for column in every_column(package):
        found.setdefault(column.code, column)
    return tuple(found.values())
