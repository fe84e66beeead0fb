"""A form as one reads it in a terminal: every row with its levels, facts, conditions and evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.style import all_styled, finished
from pekppp_rules.errors import Language
from pekppp_rules.regulation.condition_words import condition_words
from pekppp_rules.regulation.form_view import AspectView, FactView, FormView, RowView

_WORDS: dict[str, tuple[str, str]] = {
    "scale": ("Skala", "Scale"),
    "to": ("sampai", "to"),
    "minimum": ("Responden paling sedikit", "Fewest respondents"),
    "additional": ("Informasi tambahan", "Additional information"),
    "weight": ("bobot", "weight"),
    "unscored": ("tidak dinilai", "not scored"),
    "own_code": ("kode buatan paket ini", "a code of this package"),
    "elements": ("yang dihitung", "what is counted"),
    "evidence": ("bukti dukung", "evidence"),
    "asked_if": ("ditanyakan bila", "asked if"),
    "other": ("lainnya, sebutkan", "other, please state"),
}

_TYPES: dict[str, tuple[str, str]] = {
    "bool": ("ya/tidak", "yes/no"),
    "int": ("bilangan bulat", "whole number"),
    "decimal": ("bilangan", "number"),
    "percent": ("persen", "percent"),
    "one": ("pilih satu", "choose one"),
    "set": ("pilih beberapa", "choose any"),
    "text": ("teks", "text"),
    "date": ("tanggal, bulan atau tahun", "day, month or year"),
}


def form_screen(form: FormView, lang: Language, columns: int) -> str:
    """Return the whole form as text of at most `columns` columns."""
    lines: list[str] = []
    for indent, text in _form(form, lang):
        hanging = " " * (indent + 4)
        told = wrap(text, columns, initial_indent=" " * indent, subsequent_indent=hanging) or [""]
        lines += all_styled(told, "heading") if indent == 0 else told
    return finished(lines) + "\n"


def _form(form: FormView, lang: Language) -> Iterator[tuple[int, str]]:
    """Yield indent and text of each line."""
    yield 0, form.title(lang)
    if form.scale is not None:
        yield 0, f"{_word('scale', lang)}: {form.scale[0]} {_word('to', lang)} {form.scale[1]}"
    if form.respondents_minimum is not None:
        yield 0, f"{_word('minimum', lang)}: {form.respondents_minimum}"
    for unknown in (form.level_texts_unknown, form.weights_unknown):
        if unknown is not None:
            yield 0, unknown(lang)
    for aspect in form.aspects:
        yield 0, ""
        if aspect.code is not None or form.type != "value":
            yield 0, _aspect_name(aspect, lang)
        across = max((columns_of(row.code) for row in aspect.rows), default=0)
        for row in aspect.rows:
            yield from _row(row, lang, across)


def _aspect_name(aspect: AspectView, lang: Language) -> str:
    if aspect.code is None or aspect.name is None:
        return _word("additional", lang)
    return f"{aspect.code}  {aspect.name(lang)}"


def _row(row: RowView, lang: Language, across: int) -> Iterator[tuple[int, str]]:
    told = [f"{_word('weight', lang)} {row.weight}"] if row.weight is not None else []
    told += [_word("unscored", lang)] if row.levels and not row.is_scored else []
    told += [_word("own_code", lang)] if row.is_own_code else []
    yield 2, f"{cell(row.code, across + 1)} {row.title(lang)}" + (f" ({', '.join(told)})" if told else "")
    if row.asked_if is not None:
        yield 6, f"{_word('asked_if', lang)}: {condition_words(row.asked_if, lang)}"
    for level, text in row.levels:
        yield 6, f"{level}: {text(lang)}"
    if row.elements:
        yield 6, f"{_word('elements', lang)}: " + "; ".join(text(lang) for text in row.elements)
    for fact in row.facts:
        yield from _fact(fact, lang)
    if row.evidence:
        yield 6, f"{_word('evidence', lang)}: " + "; ".join(text(lang) for text in row.evidence)


def _fact(fact: FactView, lang: Language) -> Iterator[tuple[int, str]]:
    bounds = [bound for bound in (fact.lowest, fact.highest) if bound is not None]
    between = f" {_word('to', lang)} ".join(bounds) if len(bounds) == 2 else ""
    told = f"{_TYPES[fact.type][lang == 'en']} {between}".rstrip()
    yield 6, f"{fact.id}  {fact.title(lang)} ({told})"
    options = [f"{code} = {name(lang)}" for code, name in fact.options]
    options += [_word("other", lang)] if fact.other else []
    if options:
        yield 10, "; ".join(options)
    if fact.asked_if is not None:
        yield 10, f"{_word('asked_if', lang)}: {condition_words(fact.asked_if, lang)}"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
