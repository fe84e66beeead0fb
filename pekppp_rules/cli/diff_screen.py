"""Two regulation versions side by side, as a reader of regulations sees them in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from pekppp_rules.cli.effect_screen import effect_lines
from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.style import screen_of
from pekppp_rules.comparing import Comparison, Difference, FormPair, WeightDifference
from pekppp_rules.comparing.difference import KINDS, Change, Kind, Value
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.unit_result import RegulationIdentity
from pekppp_rules.evaluation.wording import exact_words, percent_words, signed_words
from pekppp_rules.reading import to_exact
from pekppp_rules.regulation.model import Text

_LONGEST_VALUE = 160
_LEAST_TITLE = 14
_COLUMN = 11

_MARKS: dict[Change, str] = {"added": "+", "removed": "-", "changed": "~", "renamed": "~", "moved": ">"}

_KIND_WORDS: dict[Kind, tuple[str, str]] = {
    "identity": ("Identitas dan masa berlaku", "Identity and validity"),
    "aspects": ("Aspek", "Aspects"),
    "indicators": ("Indikator", "Indicators"),
    "questions": ("Formulir, pertanyaan dan isian", "Forms, questions and fields"),
    "weights": ("Pohon indeks dan bobot tertulis", "Index tree and weights as written"),
    "levels": ("Skala dan level", "Scales and levels"),
    "thresholds": ("Batas predikat dan pembulatan", "Category bounds and rounding"),
    "policies": ("Kebijakan", "Policies"),
    "rules": ("Aturan", "Rules"),
    "sources": ("Sumber dan keyakinan", "Sources and confidence"),
}

_WORDS: dict[str, tuple[str, str]] = {
    "legend": (
        "Tanda: + hanya versi baru, - hanya versi lama, ~ berubah, > berpindah.",
        "Marks: + only the new version, - only the old one, ~ changed, > moved.",
    ),
    "nothing": ("Tidak ada perbedaan: kedua paket sama isinya.", "No difference: the packages say the same."),
    "families": (
        "Keduanya dari keluarga yang berbeda ({before}, {after}): yang diukur tidak sama, dan kode yang sama pun tidak berarti "
        "pertanyaan yang sama.",
        "They belong to different families ({before}, {after}): they do not measure the same, and even equal codes need not be "
        "the same question.",
    ),
    "same_rules": (
        "Yang menentukan hasil sama: pengajuan yang sama mendapat hasil yang sama.",
        "What decides results is equal: equal submissions have equal results.",
    ),
    "forms": ("Formulir dan kode yang bersesuaian", "Forms and codes that correspond"),
    "same": ("{count} sama", "{count} the same"),
    "only_before": ("{count} hanya lama", "{count} only old"),
    "only_after": ("{count} hanya baru", "{count} only new"),
    "apart": (
        "{count} kode buatan kedua paket sama tulisannya, bukan barisnya",
        "{count} of the packages' own codes are spelt alike and are other rows",
    ),
    "only_in_before": ("hanya versi lama, {count} kode", "only the old version, {count} codes"),
    "only_in_after": ("hanya versi baru, {count} kode", "only the new version, {count} codes"),
    "effective": ("Bagian nyata dalam indeks", "Real share of the index"),
    "old": ("lama", "old"),
    "new": ("baru", "new"),
    "difference": ("selisih", "change"),
    "sources_changed": ("{count} nilai berganti sumber", "{count} values have other sources"),
    "confidence": ("{count} nilai berganti keyakinan: {which}", "{count} values have another confidence: {which}"),
    "other_sources": (
        "{count} catatan, sengketa atau hal yang tidak diketahui berbeda",
        "{count} notes, disputes or unknowns differ",
    ),
    "json": ("--format json memuat semuanya", "--format json has them all"),
}


def diff_screen(comparison: Comparison, lang: Language, columns: int) -> str:
    """Return what differs, kind by kind; what every node really counts; and the effect on each submission."""
    sections = [_heading(comparison, lang, columns), _forms(comparison, lang, columns)]
    for kind in KINDS:
        told = _sources if kind == "sources" else _differences
        sections.append(told(kind, comparison.of(kind), lang, columns))
        if kind == "weights":
            for choice, found in groupby(comparison.weights, key=lambda one: one.choice):
                sections.append(_weights(choice, list(found), lang, columns))
    sections += [effect_lines(effect, comparison, lang, columns) for effect in comparison.effects]
    return screen_of(sections)


def _heading(comparison: Comparison, lang: Language, columns: int) -> Iterator[str]:
    for mark, identity in (("-", comparison.before), ("+", comparison.after)):
        yield from wrap(f"{mark} {_named(identity)}", columns, subsequent_indent="  ")
    if not comparison.differences:
        yield from wrap(_word("nothing", lang), columns)
        return
    if not comparison.is_same_family:
        before, after = comparison.families
        yield from wrap(_word("families", lang).format(before=before, after=after), columns)
    if comparison.has_same_rules:
        yield from wrap(_word("same_rules", lang), columns)
    yield from wrap(_word("legend", lang), columns)


def _named(identity: RegulationIdentity) -> str:
    return f"{identity.citation}  ({identity.id} {identity.version})"


def _forms(comparison: Comparison, lang: Language, columns: int) -> Iterator[str]:
    pairs = [pair for pair in comparison.forms if pair.only_before or pair.only_after]
    if pairs:
        yield f"{_word('forms', lang)}:"
    for pair in pairs:
        yield from wrap(f"  {pair.name}: {_pair_words(pair, lang)}", columns, subsequent_indent="    ")


def _pair_words(pair: FormPair, lang: Language) -> str:
    if pair.after is None:
        return _word("only_in_before", lang).format(count=len(pair.only_before))
    if pair.before is None:
        return _word("only_in_after", lang).format(count=len(pair.only_after))
    counts = {"same": pair.corresponding, "only_before": pair.only_before, "only_after": pair.only_after}
    words = [_word(name, lang).format(count=len(codes)) for name, codes in counts.items()]
    words += [_word("apart", lang).format(count=len(pair.apart))] if pair.apart else []
    return "; ".join(words)


def _differences(kind: Kind, found: tuple[Difference, ...], lang: Language, columns: int) -> Iterator[str]:
    if found:
        yield f"{_KIND_WORDS[kind][lang == 'en']} ({len(found)}):"
    yield from _list(found, lang, columns)


def _list(found: Iterable[Difference], lang: Language, columns: int) -> Iterator[str]:
    for one in found:
        yield from wrap(f"  {_MARKS[one.change]} {_line(one, lang)}", columns, subsequent_indent=" " * 6)


def _line(one: Difference, lang: Language) -> str:
    subject = " ".join(part for part in (one.subject.removeprefix("forms/"), one.part) if part)
    if one.change in {"added", "removed"}:
        said = _said(one.after if one.change == "added" else one.before, lang)
        return subject if subject.endswith(said) else f"{subject}: {said}"
    return f"{subject}: {_said(one.before, lang)} → {_said(one.after, lang)}"


def _said(value: Value, lang: Language) -> str:
    if isinstance(value, Text):
        text = value(lang)
    elif isinstance(value, tuple):
        text = ", ".join(value)
    elif isinstance(value, bool):
        text = {"id": ("tidak", "ya"), "en": ("no", "yes")}[lang][value]
    else:
        text = _number_or_text(str(value), lang)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _number_or_text(text: str, lang: Language) -> str:
    """Return a ratio as a decimal where one writes it; the canonical form writes 4.51 as 451/100."""
    if "/" not in text:
        return text
    try:
        words = exact_words(to_exact(text), lang)
    except ValueError:
        return text
    return text if words.startswith("≈") else words


def _sources(kind: Kind, found: tuple[Difference, ...], lang: Language, columns: int) -> Iterator[str]:
    """The list of sources line by line; what changed all over the packages in numbers."""
    listed = [one for one in found if one.subject.startswith("sources/")]
    values = [one for one in found if not one.subject.startswith("sources/")]
    if found:
        yield f"{_KIND_WORDS[kind][lang == 'en']} ({len(found)}):"
    yield from _list(listed, lang, columns)
    lines = []
    if changed := sum(one.part.endswith("source") for one in values):
        lines.append(_word("sources_changed", lang).format(count=changed))
    confidences = Counter(
        f"{one.before} → {one.after}" for one in values if one.part.endswith("confidence") and one.change == "changed"
    )
    if confidences:
        which = ", ".join(f"{words} ({count})" for words, count in sorted(confidences.items()))
        lines.append(_word("confidence", lang).format(count=sum(confidences.values()), which=which))
    if others := len(values) - changed - sum(confidences.values()):
        lines.append(_word("other_sources", lang).format(count=others))
    for line in lines:
        yield from wrap(f"  ~ {line}", columns, subsequent_indent=" " * 6)
    if lines:
        yield f"    {_word('json', lang)}"


def _weights(
    choice: tuple[tuple[str, str], ...], found: list[WeightDifference], lang: Language, columns: int
) -> Iterator[str]:
    which = ", ".join(value for _, value in choice)
    yield f"{_word('effective', lang)}{f' ({which})' if which else ''}:"
    codes = min(2 + max(columns_of(one.node) for one in found), columns - 3 * _COLUMN - 2)
    title = columns - 2 - codes - 3 * _COLUMN
    shows_titles = title >= _LEAST_TITLE
    title = title if shows_titles else 0
    heads = "".join(f"{_word(name, lang):>{_COLUMN}}" for name in ("old", "new", "difference"))
    yield f"  {' ' * (codes + title)}{heads}"
    for one in found:
        old = one.before.share if one.before is not None else None
        new = one.after.share if one.after is not None else None
        change = (new or Fraction(0)) - (old or Fraction(0))
        cells = [
            "-" if old is None else percent_words(old, lang),
            "-" if new is None else percent_words(new, lang),
            signed_words(change * 100, lang, places=2),
        ]
        name = cell(one.name(lang), title) if shows_titles else ""
        yield f"  {cell(one.node, codes)}{name}" + "".join(f"{text:>{_COLUMN}}" for text in cells)


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
