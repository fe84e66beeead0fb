"""Who takes part: everyone who scored, and the head of the unit, with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pekppp_rules.errors import Language, one_line
from pekppp_rules.minuting.blocks import BLANK, Block, Column, Paragraph, Signature, Signatures, Table
from pekppp_rules.minuting.parties import Official, Parties, check_evaluators
from pekppp_rules.minuting.prose import day_words
from pekppp_rules.minuting.words import WORDS
from pekppp_rules.submission import RubricSheet, Submission

SHORT_BLANK = BLANK[:14]
_NOBODY = Official()


@dataclass(frozen=True)
class Person:
    """Someone who takes part; None for what is not known."""

    role: str
    """`evaluator` or `head`."""
    name: str | None
    nip: str | None
    position: str | None

    @property
    def missing(self) -> Iterator[str]:
        """What is left to fill in by hand: `head.nip`."""
        block = "head" if self.role == "head" else "evaluators"
        yield from (f"{block}.{part}" for part in ("name", "nip", "position") if getattr(self, part) is None)


def people_of(submission: Submission, parties: Parties) -> tuple[Person, ...]:
    """Return the evaluators in the order of the submission, then the head of the unit.

    Where the submission has no sheet of an evaluator, those the parties name sign, or one who is still to be named. Raises
    MinutesError (PKP-801) where the parties name an evaluator the submission does not know.
    """
    known = evaluators_of(submission)
    check_evaluators(parties, known)
    names = known or tuple(parties.evaluators)
    evaluators = [_person("evaluator", parties.evaluators.get(name, _NOBODY), name) for name in names]
    return (*(evaluators or [_person("evaluator", _NOBODY)]), _person("head", parties.head or _NOBODY))


def evaluators_of(submission: Submission) -> tuple[str, ...]:
    """Return who scored, each once, in the order of the submission."""
    sheets = (answers for answers in submission.forms.values() if isinstance(answers, tuple))
    return tuple(dict.fromkeys(sheet.evaluator for form in sheets for sheet in form if isinstance(sheet, RubricSheet)))


def _person(role: str, official: Official, name: str | None = None) -> Person:
    said = (official.name or name, official.nip, official.position)
    return Person(role, *(one_line(part) if part is not None else None for part in said))


def people_table(people: tuple[Person, ...], lang: Language) -> Table:
    """Return the table of who takes part."""
    titles = [WORDS[name](lang) for name in ("as", "name", "nip", "position")]
    columns = tuple(Column(title, share) for title, share in zip(titles, (18, 32, 24, 26), strict=True))
    rows = (
        (WORDS[one.role](lang), *(part or SHORT_BLANK for part in (one.name, one.nip, one.position))) for one in people
    )
    return Table(columns, tuple(rows))


def signing(people: tuple[Person, ...], parties: Parties, lang: Language) -> tuple[Block, ...]:
    """Return place and date, and where everyone signs."""
    place = one_line(parties.place) if parties.place is not None else SHORT_BLANK
    day = day_words(parties.day, lang) if parties.day is not None else SHORT_BLANK
    signatures = (Signature(WORDS[one.role](lang), one.name, one.nip, one.position) for one in people)
    return Paragraph((f"{place}, {day}",), align="right", leads=True), Signatures(tuple(signatures))


def as_whom(one: Signature) -> tuple[str, ...]:
    """Return what stands above a signature."""
    return (one.role, one.position) if one.position is not None else (one.role,)


def named(one: Signature) -> str:
    """Return the name below a signature."""
    return one.name or SHORT_BLANK * 2


def numbered(one: Signature) -> str:
    """Return the number below the name."""
    return f"NIP {one.nip or SHORT_BLANK * 2}"
