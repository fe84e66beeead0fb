"""The way to a category as an official reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.cli.layout import wrap
from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation.improve import Improvement, Step
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words
from pekppp_rules.submission import Submission

_MOST_MARGINAL = 10

_WORDS: dict[str, tuple[str, str]] = {
    "aim": ("Tujuan", "Aim"),
    "from": ("mulai", "from"),
    "now": ("Indeks sekarang", "Index now"),
    "reached": ("Sudah tercapai; tidak ada langkah yang diperlukan.", "Already reached; no step is needed."),
    "steps": ("Langkah termurah", "Cheapest steps"),
    "cost": ("biaya", "cost"),
    "then": ("Sesudahnya", "Afterwards"),
    "beyond": (
        "Tidak tercapai dengan menaikkan indikator saja: paling tinggi {index}.",
        "Out of reach by raising indicators alone: {index} at most.",
    ),
    "survey": ("{node} harus {needed} (sekarang {value})", "{node} would have to be {needed} (now {value})"),
    "survey_not": ("{node} pun tidak cukup, juga bila penuh", "{node} does not suffice either, even when full"),
    "marginal": ("Nilai satu langkah tiap indikator", "What one step of each indicator brings"),
}


def improve_screen(submission: Submission, found: Improvement, lang: Language, columns: int) -> str:
    """Return the aim, the steps and where they lead, or what the aim would need instead; and the gain of each next step."""
    lines: list[str] = []
    for indent, text in _told(submission, found, lang):
        lines += wrap(text, columns, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4)) or [""]
    return "\n".join(map(one_line, lines)) + "\n"


def _told(submission: Submission, found: Improvement, lang: Language) -> Iterator[tuple[int, str]]:
    target = found.target
    name = target.name_en if lang == "en" and target.name_en else target.name
    yield 0, f"{submission.unit.name} · {submission.period.year}"
    yield (
        0,
        f"{_word('aim', lang)}: {target.letter} ({name}), {_word('from', lang)} {exact_words(target.lower_bound, lang)}",
    )
    yield 0, f"{_word('now', lang)}: {near_words(found.before, lang)}"
    yield 0, ""
    if not found.is_reached:
        index = decimal_words(found.after_rounded, lang)
        yield 0, f"{_word('beyond', lang).format(index=index)} ({found.after_category.letter})"
        for need in found.surveys:
            words = {"node": need.node, "value": near_words(need.value, lang)}
            if need.rounded_up is None:
                yield 2, _word("survey_not", lang).format(**words)
            else:
                yield 2, _word("survey", lang).format(needed=decimal_words(need.rounded_up, lang), **words)
    elif not found.steps:
        yield 0, _word("reached", lang)
    else:
        yield 0, f"{_word('steps', lang)} ({len(found.steps)}), {_word('cost', lang)} {near_words(found.cost, lang)}:"
        for step in found.steps:
            yield from _step(step, lang)
        rounded = decimal_words(found.after_rounded, lang)
        yield 0, f"{_word('then', lang)}: {rounded}, {found.after_category.letter}"
    if found.marginal:
        yield 0, ""
        yield 0, f"{_word('marginal', lang)}:"
        for step in found.marginal[:_MOST_MARGINAL]:
            yield from _step(step, lang)


def _step(step: Step, lang: Language) -> Iterator[tuple[int, str]]:
    levels = f"{exact_words(step.from_level, lang)} -> {step.to_level}"
    told = f"+{near_words(step.gain, lang)}, {_word('cost', lang)} {near_words(step.cost, lang)}"
    yield 2, f"{step.code}  {levels}  ({told})  {step.title(lang)}"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
