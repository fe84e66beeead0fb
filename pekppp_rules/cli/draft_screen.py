"""A half-filled submission as an official reads it in a terminal: between what the index still lies, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.cli.layout import cell as fitted
from pekppp_rules.cli.layout import columns_of, wrap
from pekppp_rules.cli.screen import basis, findings, heading
from pekppp_rules.cli.style import all_styled, screen_of
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.draft import Draft, NodeBounds
from pekppp_rules.evaluation.wording import decimal_words, exact_words

_MOST_TOLD = 20

_WORDS: dict[str, tuple[str, str]] = {
    "draft": ("Sementara: berkas belum lengkap", "Draft: the file is not complete"),
    "complete": ("Berkas sudah lengkap", "The file is complete"),
    "to": ("sampai", "to"),
    "of": ("dari", "of"),
    "category": ("Predikat", "Category"),
    "open": ("belum pasti", "still open"),
    "aspect": ("Aspek", "Aspect"),
    "missing": ("Belum ada", "Missing"),
    "form": ("seluruh formulir", "the whole form"),
    "sheets": ("lembar", "sheets"),
    "more": ("dan {count} lagi; --format json memuat semuanya", "and {count} more; --format json has them all"),
}


def draft_screen(draft: Draft, lang: Language, columns: int) -> str:
    """Return the bounds of index, category and aspects, what is missing, findings, and what the numbers rest on."""
    sections = [
        heading(draft.lower, lang, columns),
        all_styled(
            (line for told in _index(draft, lang) for line in wrap(told, columns, subsequent_indent="    ")), "result"
        ),
        _aspects(draft, lang, columns),
        _missing(draft, lang, columns),
        findings(draft.lower, lang, columns),
        basis(draft.lower, lang, columns),
    ]
    return screen_of(sections)


def _index(draft: Draft, lang: Language) -> Iterator[str]:
    root = draft.node(draft.lower.root_id)
    yield f"  {_word('complete' if draft.is_complete else 'draft', lang)}"
    bounds = _between(root, lang)
    yield f"  {root.lower.name(lang)}: {bounds} ({_word('of', lang)} {exact_words(root.lower.highest, lang)})"
    if draft.category is not None:
        yield f"  {_word('category', lang)}: {_named(draft.category, lang)}"
    elif None not in draft.categories:
        lower, upper = (_named(category, lang) for category in draft.categories if category is not None)
        yield f"  {_word('category', lang)}: {_word('open', lang)}, {lower} {_word('to', lang)} {upper}"


def _aspects(draft: Draft, lang: Language, columns: int) -> Iterator[str]:
    branches = branches_with_aspects(draft.lower)
    if not branches:
        return
    names = [(aspect.code, aspect.name(lang)) for aspect in draft.lower.aspects]
    cell = 13
    longest = max(columns_of(f"{code}  {name}") for code, name in names) + 1
    name_width = max(12, min(longest, columns - cell * len(branches)))
    yield f"{_word('aspect', lang):<{name_width}}" + "".join(f"{branch.id:>{cell}}" for branch, _ in branches)
    for code, name in names:
        nodes = [by_aspect.get(code) for _, by_aspect in branches]
        cells = "".join(f"{_dashed(draft.node(node.id), lang) if node else '-':>{cell}}" for node in nodes)
        yield fitted(f"{code}  {name}", name_width) + cells


def _missing(draft: Draft, lang: Language, columns: int) -> Iterator[str]:
    """One line a row of a form, however many sheets lack it."""
    if draft.is_complete:
        return
    yield f"{_word('missing', lang)} ({len(draft.missing)}):"
    whole = {row.form for row in draft.missing if row.path == ("forms", row.form)}
    yield from (f"  {form}: {_word('form', lang)}" for form in sorted(whole))
    grouped: dict[tuple[str, str], list[str]] = {}
    titles = {}
    for row in draft.missing:
        if row.form not in whole:
            grouped.setdefault((row.form, row.code), []).append(row.sheet or "")
            titles[row.form, row.code] = row.title(lang)
    for (form, code), sheets in list(grouped.items())[:_MOST_TOLD]:
        told = f" ({len(sheets)} {_word('sheets', lang)})" if len(sheets) > 1 else ""
        text = f"  {form} {code}  {titles[form, code]}{told}"
        yield from wrap(text, columns, subsequent_indent="      ")
    if len(grouped) > _MOST_TOLD:
        yield "  " + _word("more", lang).format(count=len(grouped) - _MOST_TOLD)


def _between(node: NodeBounds, lang: Language) -> str:
    lower, upper = (decimal_words(end.rounded, lang) for end in (node.lower, node.upper))
    return lower if node.is_decided else f"{lower} {_word('to', lang)} {upper}"


def _dashed(node: NodeBounds, lang: Language) -> str:
    lower, upper = (decimal_words(end.rounded, lang) for end in (node.lower, node.upper))
    return lower if node.is_decided else f"{lower} – {upper}"


def _named(category: Category, lang: Language) -> str:
    name = category.name_en if lang == "en" and category.name_en else category.name
    return f"{category.letter} ({name})"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
