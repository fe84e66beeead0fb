"""A regulation package as one reads it in a terminal: the law on one page."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from pekppp_rules.api import Regulation
from pekppp_rules.cli.layout import wrap
from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation.explain import CONFIDENCE_WORDS
from pekppp_rules.evaluation.wording import exact_words
from pekppp_rules.regulation.model import Dispute, Package, RubricForm, Sourced, SurveyForm, Unknown

_WORDS: dict[str, tuple[str, str]] = {
    "valid": ("Berlaku", "Valid"),
    "until": ("sampai sebelum", "until before"),
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
    return "\n\n".join("\n".join(map(one_line, lines)) for lines in map(list, sections) if lines) + "\n"


def _identity(regulation: Regulation, lang: Language, columns: int) -> Iterator[str]:
    identity = regulation.package.regulation
    yield f"{identity.citation}  ({regulation.id} {regulation.version})"
    yield from wrap(identity.title(lang), columns)
    validity = identity.validity
    until = f" {_word('until', lang)} {validity.until.on} {_basis(validity.until, lang)}" if validity.until else ""
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
        if node.kind == "weighted_mean" and node.parts:
            terms = " + ".join(f"{exact_words(part.weight.value, lang)} {part.node}" for part in node.parts)
            terms = terms if node.out_of == 1 else f"({terms}) / {exact_words(node.out_of, lang)}"
        elif node.kind == "mean" and node.parts:
            terms = "(" + " + ".join(part.node for part in node.parts) + f") / {len(node.parts)}"
        else:
            continue
        yield from wrap(f"  {node.id} = {terms} {_basis(node, lang)}", columns, subsequent_indent="    ")


def _form(form: RubricForm | SurveyForm, package: Package, lang: Language, columns: int) -> Iterator[str]:
    yield form.title(lang)
    for aspect in form.blocks:
        yield f"  {aspect.aspect}  {package.aspect_name(aspect.aspect)(lang)}"
        for row in aspect.rows:
            weight = exact_words(row.weight.value, lang) if row.weight is not None else ""
            yield from wrap(f"    {row.code:<8} {weight:>3}  {row.title(lang)}", columns, subsequent_indent=" " * 18)
    if isinstance(form, RubricForm):
        for unscored in form.unscored:
            yield f"    {unscored.code:<8}   -  {unscored.title(lang)} ({_word('unscored', lang)})"


def _categories(package: Package, lang: Language, columns: int) -> Iterator[str]:
    for table in package.categories.tables:
        heading = f"{_word('categories', lang)}: {table.title(lang)} {_basis(table, lang)}"
        yield from wrap(heading, columns, subsequent_indent="  ")
        for category in table.categories:
            bound = exact_words(category.from_, lang)
            yield f"  {category.letter:<3} {_word('from', lang)} {bound:<5} {category.name(lang)}"


def _disputes(package: Package, lang: Language, columns: int) -> Iterator[str]:
    found = [dispute for dispute in _walk(package) if isinstance(dispute, Dispute)]
    if found:
        yield f"{_word('disputed', lang)}:"
    for dispute in found:
        text = f"  {dispute.about(lang)}: {dispute.chosen(lang)}"
        yield from wrap(text, columns, subsequent_indent="    ")


def _unknowns(package: Package, lang: Language, columns: int) -> Iterator[str]:
    found = [unknown for unknown in _walk(package) if isinstance(unknown, Unknown)]
    if found:
        yield f"{_word('unknown', lang)}:"
    for unknown in found:
        yield from wrap(f"  {unknown.note(lang)}", columns, subsequent_indent="    ")


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
