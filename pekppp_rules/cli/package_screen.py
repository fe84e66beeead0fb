"""A regulation package as one reads it in a terminal: the law on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pydantic import BaseModel

from pekppp_rules.api import Regulation
from pekppp_rules.cli.console import until_words
from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.style import screen_of
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.explain import CONFIDENCE_WORDS
from pekppp_rules.evaluation.wording import exact_words
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.model import (
    Dispute,
    FactsForm,
    FirstGiven,
    Form,
    Linear,
    Package,
    RubricForm,
    Sourced,
    Unknown,
    Weight,
    WeightedMean,
    WeightedSum,
)

_WORDS: dict[str, tuple[str, str]] = {
    "valid": ("Berlaku", "Valid"),
    "legal": ("Rantai hukum", "Legal chain"),
    "index": ("Indeks", "Index"),
    "categories": ("Predikat", "Categories"),
    "from": ("mulai", "from"),
    "unknown": ("Tidak diketahui", "Unknown"),
    "disputed": (
        "Dipersengketakan sumber, dengan pilihan paket ini",
        "Disputed between sources, with this package's choice",
    ),
    "unscored": ("tidak dinilai", "not scored"),
    "printed": ("tercetak", "printed"),
}


_RELATIONS: dict[str, tuple[str, str]] = {
    "mandate": ("dasar", "mandate"),
    "replaces": ("mengganti", "replaces"),
    "amends": ("mengubah", "amends"),
    "amended_by": ("diubah", "amended by"),
    "replaced_by": ("diganti", "replaced by"),
    "provision": ("ketentuan", "provision"),
    "instrument": ("instrumen", "instrument"),
}


def package_screen(regulation: Regulation, lang: Language, columns: int) -> str:
    """Return identity, legal chain, forms with weights, categories, disputes and unknowns."""
    package = regulation.package
    sections = [
        _identity(regulation, lang, columns),
        _legal(package, lang, columns),
        _index(package, lang, columns),
        *(_form(form, package, lang, columns) for form in package.forms),
        _categories(package, lang, columns),
        _disputes(package, lang, columns),
        _unknowns(package, lang, columns),
    ]
    return screen_of(sections)


def _identity(regulation: Regulation, lang: Language, columns: int) -> Iterator[str]:
    identity = regulation.package.regulation
    yield from wrap(f"{identity.citation}  ({regulation.id} {regulation.version})", columns, subsequent_indent="  ")
    yield from wrap(identity.title(lang), columns)
    validity = identity.validity
    until = f" {until_words(validity.until, lang)} {_basis(validity.until, lang)}" if validity.until else ""
    yield from wrap(
        f"{_word('valid', lang)}: {validity.from_.on} {_basis(validity.from_, lang)}{until}",
        columns,
        subsequent_indent="  ",
    )
    yield regulation.digest


def _legal(package: Package, lang: Language, columns: int) -> Iterator[str]:
    yield f"{_word('legal', lang)}:"
    for link in package.regulation.legal:
        text = f"  {_RELATIONS[link.relation][lang == 'en']:<11} {link.citation} {_basis(link, lang)}"
        yield from wrap(text, columns, subsequent_indent=" " * 14)


def _index(package: Package, lang: Language, columns: int) -> Iterator[str]:
    yield f"{_word('index', lang)}:"
    for node in package.index.nodes:
        if isinstance(node, (WeightedMean, WeightedSum)) and node.parts:
            out_of = node.out_of if isinstance(node, WeightedMean) else Fraction(1)
            terms = " + ".join(f"{_share(part.weight.value, lang)} {part.node}" for part in node.parts)
            terms = terms if out_of == 1 else f"({terms}) / {exact_words(out_of, lang)}"
        elif isinstance(node, FirstGiven):
            joined = {"id": " atau ", "en": " or "}[lang].join(part.node for part in node.parts)
            terms = {"id": f"yang pertama diberikan: {joined}", "en": f"the first of those given: {joined}"}[lang]
        elif isinstance(node, Linear):
            plus = f" + {exact_words(node.plus, lang)}" if node.plus else ""
            terms = f"{exact_words(node.times, lang)} × {node.of}{plus}"
        elif node.kind == "mean" and node.parts:
            terms = " + ".join(part.node for part in node.parts)
            terms = f"({terms}) / {len(node.parts)}" if len(node.parts) > 1 else terms
        else:
            continue
        yield from wrap(f"  {node.id} = {terms} {_basis(node, lang)}", columns, subsequent_indent="    ")


def _form(form: Form, package: Package, lang: Language, columns: int) -> Iterator[str]:
    yield from wrap(form.title(lang), columns)
    if isinstance(form, FactsForm):
        facts, questions = sum(1 for _ in form.asked()), len(form.questions)
        words = {"id": f"{questions} pertanyaan, {facts} fakta", "en": f"{questions} questions, {facts} facts"}[lang]
        yield f"  {words}:"
        yield f"    pekppp regulations show {package.regulation.id} --form {form.form}"
        return
    if form.weights is not None:
        yield from wrap(f"  {form.weights.unknown.note(lang)}", columns, subsequent_indent="  ")
    width = max(8, *map(len, form.codes))
    for aspect in form.blocks:
        if aspect.aspect is not None:
            yield f"  {aspect.aspect}  {package.aspect_name(aspect.aspect)(lang)}"
        for row in aspect.rows:
            weight = _weight(row.weight, lang) if row.weight is not None else ""
            yield from wrap(
                f"    {row.code:<{width}} {weight:>3}  {row.title(lang)}", columns, subsequent_indent=" " * (width + 10)
            )
    if isinstance(form, RubricForm):
        for unscored in form.unscored:
            yield f"    {unscored.code:<{width}}   -  {unscored.title(lang)} ({_word('unscored', lang)})"


def _share(value: Fraction, lang: Language) -> str:
    """Return a share as a decimal, or as a ratio where no decimal writes it."""
    words = exact_words(value, lang)
    return exact_text(value) if words.startswith("≈") else words


def _weight(weight: Weight, lang: Language) -> str:
    """Return the number that counts; where a source prints a rounded figure for it, as a ratio with that figure."""
    if weight.printed is None:
        return exact_words(weight.value, lang)
    return f"{exact_text(weight.value)} ({_word('printed', lang)} {exact_words(weight.printed, lang)})"


def _categories(package: Package, lang: Language, columns: int) -> Iterator[str]:
    for table in package.categories.tables:
        heading = f"{_word('categories', lang)}: {table.title(lang)} {_basis(table, lang)}"
        yield from wrap(heading, columns, subsequent_indent="  ")
        letters = max(3, *(len(category.letter) for category in table.categories))
        for category in table.categories:
            bound = exact_words(category.from_, lang)
            yield f"  {category.letter:<{letters}} {_word('from', lang)} {bound:<5} {category.name(lang)}"


def _disputes(package: Package, lang: Language, columns: int) -> Iterator[str]:
    disputes = (dispute for dispute in _walk(package) if isinstance(dispute, Dispute))
    yield from _list(
        "disputed", (f"{dispute.about(lang)}: {dispute.chosen(lang)}" for dispute in disputes), lang, columns
    )


def _unknowns(package: Package, lang: Language, columns: int) -> Iterator[str]:
    unknowns = (unknown for unknown in _walk(package) if isinstance(unknown, Unknown))
    yield from _list("unknown", (unknown.note(lang) for unknown in unknowns), lang, columns)


def _list(heading: str, texts: Iterable[str], lang: Language, columns: int) -> Iterator[str]:
    """Yield each text once, however many rows say the same."""
    different = dict.fromkeys(texts)
    if different:
        yield f"{_word(heading, lang)}:"
    for text in different:
        yield from wrap(f"  {text}", columns, subsequent_indent="    ")


def _walk(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item)


def _basis(block: Sourced, lang: Language) -> str:
    return f"[{', '.join(block.source)}: {CONFIDENCE_WORDS[block.confidence][lang == 'en']}]"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
