"""What another version does to one submission, as its unit reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.style import all_styled
from pekppp_rules.comparing import Comparison, IndexChange, NodeChange, SubmissionEffect
from pekppp_rules.comparing.effect import Cause
from pekppp_rules.errors import Language, Problem
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.wording import decimal_words, near_words, signed_words

_MOST_NODES = 12
_MOST_PROBLEMS = 5
_COLUMN = 11
_LEAST_TITLE = 14

_CAUSES: dict[Cause, tuple[str, str]] = {
    "scale": ("skala indeksnya berbeda", "the scales of the indices differ"),
    "weights": ("bobot", "weights"),
    "rounding": ("pembulatan", "rounding"),
    "thresholds": ("batas predikat", "category bounds"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "submission": ("Pengajuan", "Submission"),
    "cannot": ("tidak dapat dinilai menurut {which}", "cannot be evaluated under {which}"),
    "more": ("dan {count} masalah lagi", "and {count} more problem(s)"),
    "unanswered": ("{count} belum dijawab dalam versi itu", "{count} unanswered in that version"),
    "index": ("Indeks", "Index"),
    "parts": ("dari bobot {weights}; dari pembulatan {rounding}", "from weights {weights}; from rounding {rounding}"),
    "category": ("Predikat", "Category"),
    "same": ("tidak berubah", "unchanged"),
    "because": ("karena", "because of"),
    "nodes": ("Simpul yang berubah, menurut sumbangan ke indeks", "Nodes that change, by contribution to the index"),
    "no_nodes": ("Tidak ada simpul yang berubah.", "No node changes."),
    "old": ("lama", "old"),
    "new": ("baru", "new"),
    "contribution": ("sumbangan", "points"),
    "further": (
        "dan {count} simpul lagi; --format json memuat semuanya",
        "and {count} more; --format json has them all",
    ),
}


def effect_lines(effect: SubmissionEffect, comparison: Comparison, lang: Language, columns: int) -> Iterator[str]:
    """Yield the index and category under both versions with what changed them, or why a version gives none."""
    unit = effect.submission.unit
    yield from wrap(f"{_word('submission', lang)}: {unit.name} · {unit.agency}", columns, subsequent_indent="  ")
    for identity, problems in ((comparison.before, effect.problems_before), (comparison.after, effect.problems_after)):
        if problems:
            which = f"{identity.id} {identity.version}"
            told = f"  {_word('cannot', lang).format(which=which)}:"
            yield from all_styled(wrap(told, columns, subsequent_indent="    "), "warning")
            yield from _problems(problems, lang, columns)
    if effect.index is None:
        return
    yield from _index(effect.index, lang, columns)
    yield from _nodes(effect, lang, columns)


def _problems(problems: tuple[Problem, ...], lang: Language, columns: int) -> Iterator[str]:
    for problem in problems[:_MOST_PROBLEMS]:
        yield from wrap(f"    {problem.line(lang)}", columns, subsequent_indent=" " * 6)
    if len(problems) > _MOST_PROBLEMS:
        yield f"    {_word('more', lang).format(count=len(problems) - _MOST_PROBLEMS)}"


def _index(change: IndexChange, lang: Language, columns: int) -> Iterator[str]:
    before, after = decimal_words(change.rounded_before, lang), decimal_words(change.rounded_after, lang)
    parts = _word("parts", lang).format(
        weights=signed_words(change.from_weights, lang), rounding=signed_words(change.from_rounding, lang)
    )
    total = signed_words(change.change, lang)
    told = f"  {_word('index', lang)}: {before} → {after} ({total}: {parts})"
    yield from all_styled(wrap(told, columns, subsequent_indent="    "), "result")
    first, *_, last = change.categories
    if change.causes:
        causes = ", ".join(_CAUSES[cause][lang == "en"] for cause in change.causes)
        told = f"{_named(first, lang)} → {_named(last, lang)} ({_word('because', lang)} {causes})"
    else:
        told = f"{_named(last, lang)} ({_word('same', lang)})"
    told = f"  {_word('category', lang)}: {told}"
    yield from all_styled(wrap(told, columns, subsequent_indent="    "), "result")


def _named(category: Category | None, lang: Language) -> str:
    if category is None:
        return "-"
    return f"{category.letter} {category.name_en if lang == 'en' and category.name_en else category.name}"


def _nodes(effect: SubmissionEffect, lang: Language, columns: int) -> Iterator[str]:
    changed = [node for node in effect.nodes if _differs(node)]
    if not changed:
        yield f"  {_word('no_nodes', lang)}"
        return
    yield from wrap(f"  {_word('nodes', lang)}:", columns, subsequent_indent="    ")
    changed.sort(key=lambda node: -abs(_gain(node)))
    shown = changed[:_MOST_NODES]
    codes = min(2 + max(columns_of(node.node) for node in shown), columns - 4 - 3 * _COLUMN)
    title = columns - 4 - codes - 3 * _COLUMN
    title = title if title >= _LEAST_TITLE else 0
    heads = "".join(f"{_word(name, lang):>{_COLUMN}}" for name in ("old", "new", "contribution"))
    yield f"    {' ' * (codes + title)}{heads}"
    for node in shown:
        cells = [_value(node.before, lang), _value(node.after, lang), signed_words(_gain(node), lang)]
        name = cell(node.name(lang), title) if title else ""
        yield f"    {cell(node.node, codes)}{name}" + "".join(f"{text:>{_COLUMN}}" for text in cells)
    if len(changed) > len(shown):
        yield from wrap(f"    {_word('further', lang).format(count=len(changed) - len(shown))}", columns)


def _differs(node: NodeChange) -> bool:
    return (node.before, node.contribution_before) != (node.after, node.contribution_after)


def _gain(node: NodeChange) -> Fraction:
    return (node.contribution_after or Fraction(0)) - (node.contribution_before or Fraction(0))


def _value(value: Fraction | None, lang: Language) -> str:
    return "-" if value is None else near_words(value, lang)


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
