"""What minutes say, section by section, in one language: made once, then drawn by whichever writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pekppp_rules.audit.recording import record_digest
from pekppp_rules.errors import Language, MinutesError, Place, Problem, one_line
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.evaluation.wording import decimal_words, exact_words
from pekppp_rules.minuting.blocks import Block, Heading, Paragraph, Particulars
from pekppp_rules.minuting.parties import Parties
from pekppp_rules.minuting.people import SHORT_BLANK, Person, people_of, people_table, signing
from pekppp_rules.minuting.prose import day_words, solemn_day
from pekppp_rules.minuting.remarks import findings_of, remarks_of
from pekppp_rules.minuting.scores import category_words, indicators_of, result_of
from pekppp_rules.minuting.words import WORDS

_FIELDS = ("unit.mode", "unit.services", "period.scheme", "period.stage")


@dataclass(frozen=True)
class Minutes:
    """The minutes of one evaluation, as words."""

    title: str
    """What the document calls itself, in its properties."""
    lang: Language
    values: Mapping[str, str]
    """Single texts by the name of their placeholder; a dotted line where something is missing."""
    sections: Mapping[str, tuple[Block, ...]]
    """Paragraphs and tables by the name of their placeholder; `minutes` is all of them in their order."""
    missing: tuple[str, ...]
    """What is left to fill in by hand: `head.nip`."""


def minutes_of(evaluation: Evaluation, parties: Parties, lang: Language) -> Minutes:
    """Return what the minutes of an evaluation say.

    Raises MinutesError for a draft (PKP-802) and for evaluators that the submission does not know (PKP-801).
    """
    if not isinstance(evaluation, Evaluation) or evaluation.is_bound:
        raise MinutesError(Problem("PKP-802", Place()))
    people = people_of(evaluation.submission, parties)
    values = dict(_values(evaluation, parties, people, lang))
    sections: dict[str, tuple[Block, ...]] = {
        "title": _title(values, lang),
        "opening": _opening(values, parties, people, lang),
        "identity": _identity(evaluation, values, lang),
        "result": result_of(evaluation, lang),
        "remarks": remarks_of(evaluation, lang),
        "findings": findings_of(evaluation, lang),
        "basis": _basis(evaluation, values, lang),
        "closing": (Paragraph((WORDS["closing"](lang),), leads=True),),
        "signatures": signing(people, parties, lang),
        "indicators": indicators_of(evaluation, lang),
    }
    whole = tuple(block for section in sections.values() for block in section)
    title = f"{WORDS['title'](lang)} - {values['unit.name']} - {values['period.year']}"
    return Minutes(title, lang, values, {**sections, "minutes": whole}, _missing(evaluation, parties, people))


def _values(
    evaluation: Evaluation, parties: Parties, people: tuple[Person, ...], lang: Language
) -> Iterator[tuple[str, str]]:
    unit, regulation, index, category = evaluation.unit, evaluation.regulation, evaluation.index, evaluation.category
    *evaluators, head = people
    root = evaluation.node(evaluation.root_id)
    said: dict[str, str | None] = {
        "number": parties.number,
        "place": parties.place,
        "date": day_words(parties.day, lang) if parties.day is not None else None,
        "unit.name": unit.name,
        "unit.agency": unit.agency,
        "unit.code": unit.code,
        "unit.address": unit.address,
        "period.year": str(evaluation.period.year),
        **{field: field_words(evaluation, field, lang) for field in _FIELDS},
        "regulation.id": regulation.id,
        "regulation.version": regulation.version,
        "regulation.digest": regulation.digest,
        "regulation.citation": regulation.citation,
        "regulation.title": evaluation.package.regulation.title(lang),
        "record.digest": record_digest(evaluation),
        "index.name": root.name(lang),
        "index.value": decimal_words(index.rounded, lang),
        "index.highest": exact_words(root.highest, lang),
        "index.converted": "-" if index.conversion is None else decimal_words(index.conversion, lang),
        "category": category_words(category, lang),
        "category.letter": "-" if category is None else category.letter,
        "head.name": head.name,
        "head.nip": head.nip,
        "head.position": head.position,
        "evaluators": ", ".join(one.name for one in evaluators if one.name is not None) or None,
    }
    yield from ((name, one_line(text) if text is not None else SHORT_BLANK) for name, text in said.items())


def field_words(evaluation: Evaluation, field: str, lang: Language) -> str | None:
    """Return what a submission says for a field, in the regulation's words; None where it says nothing."""
    given = evaluation.submission.field(field)
    names: dict[tuple[str, str], str] = {
        (one.field, value.code): value.name(lang) for one in evaluation.fields for value in one.values
    }
    codes = (given,) if isinstance(given, str) else given or ()
    return ", ".join(names.get((field, code), code) for code in codes) or None


def _title(values: Mapping[str, str], lang: Language) -> tuple[Block, ...]:
    year = WORDS["year"](lang).format(year=values["period.year"])
    large = Paragraph((WORDS["title"](lang), WORDS["subtitle"](lang), year), align="center", bold=True, large=True)
    return large, Paragraph((f"{WORDS['number'](lang)}: {values['number']}",), align="center")


def _opening(
    values: Mapping[str, str], parties: Parties, people: tuple[Person, ...], lang: Language
) -> tuple[Block, ...]:
    blank = WORDS["blank_day"](lang).format(short=SHORT_BLANK)
    day = solemn_day(parties.day, lang) if parties.day is not None else blank
    on_this_day = WORDS["opening"](lang).format(day=day, place=values["place"])
    declared = WORDS["declare"](lang).format(citation=values["regulation.citation"], title=values["regulation.title"])
    return Paragraph((on_this_day,)), people_table(people, lang), Paragraph((declared,))


def _identity(evaluation: Evaluation, values: Mapping[str, str], lang: Language) -> tuple[Block, ...]:
    """What the unit says of itself; a field the regulation has words for is left to fill in where it is not given."""
    asked = {one.field for one in evaluation.fields}
    rows = [("unit", "unit.name"), ("agency", "unit.agency")]
    rows += [(name, f"unit.{name}") for name in ("code", "address") if getattr(evaluation.unit, name) is not None]
    told = [("mode", "unit.mode"), ("services", "unit.services"), ("period", "period.year")]
    told += [("scheme", "period.scheme"), ("stage", "period.stage")]
    rows += [
        (word, field)
        for word, field in told
        if field == "period.year" or field in asked or evaluation.submission.field(field)
    ]
    particulars = Particulars(tuple((WORDS[word](lang), values[field]) for word, field in rows))
    return Heading(WORDS["identity"](lang)), particulars


def _basis(evaluation: Evaluation, values: Mapping[str, str], lang: Language) -> tuple[Block, ...]:
    provenance = evaluation.provenance
    rows = [
        ("regulation", values["regulation.citation"]),
        ("package", f"{values['regulation.id']} {values['regulation.version']}"),
        ("digest", values["regulation.digest"]),
        ("record", values["record.digest"]),
        ("inputs", "; ".join(item.words(lang) for item in provenance.inputs)),
        ("rests_on", provenance.words(lang)),
        *(("assumed", item.words(lang)) for item in provenance.assumptions),
    ]
    particulars = Particulars(tuple((WORDS[word](lang), one_line(text)) for word, text in rows))
    return Heading(WORDS["basis"](lang)), particulars


def _missing(evaluation: Evaluation, parties: Parties, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Return what is left to fill in by hand, each once."""
    asked = {one.field for one in evaluation.fields}
    fields = [name for name in _FIELDS if name in asked and not evaluation.submission.field(name)]
    own = [name for name in ("number", "place", "date") if getattr(parties, name) is None]
    return tuple(dict.fromkeys([*own, *fields, *(name for one in people for name in one.missing)]))
