"""The way to a category as an official reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.screen import basis, heading
from pekppp_rules.cli.style import all_styled, screen_of, styled
from pekppp_rules.errors import Language
from pekppp_rules.evaluation.improvement import Improvement, NeededValue, Outcome, Step
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words

_LEAST_TITLE = 12
_LEAST_CODE = 6
_HANGING = " " * 12
_GAIN_PLACES = 5

_WORDS: dict[str, tuple[str, str]] = {
    "target": ("Tujuan", "Target"),
    "from_index": ("indeks sebelum dibulatkan paling sedikit", "unrounded index of at least"),
    "before": ("Sekarang", "Now"),
    "after": ("Sesudah langkah di bawah", "After the steps below"),
    "cost": ("biaya", "cost"),
    "total": ("Biaya seluruhnya", "Cost of all"),
    "indicators": ("{count} indikator", "{count} indicator(s)"),
    "levels": ("{count} langkah", "{count} step(s)"),
    "met": (
        "Tujuan ini sudah tercapai; tidak ada yang perlu dinaikkan.",
        "The target is met already; nothing has to rise.",
    ),
    "unreached": (
        "Tidak tercapai dengan menaikkan indikator saja.",
        "It cannot be reached by raising indicators alone.",
    ),
    "highest": ("Tertinggi dengan semua indikator bebas penuh", "Highest, with every free indicator full"),
    "elsewhere": ("Dengan itu, formulir lain (masing-masing sendiri)", "With that, other forms (each by itself)"),
    "now": ("sekarang", "now"),
    "at_least": ("perlu paling sedikit", "needs at least"),
    "not_enough": ("nilai penuh pun tidak cukup", "even full marks do not suffice"),
    "of": ("dari", "of"),
    "steps": ("Langkah termurah", "Cheapest steps"),
    "marginal": ("Hasil satu langkah saja, yang terbesar lebih dahulu", "What one step alone brings, most first"),
    "none": ("Tidak ada indikator yang masih dapat dinaikkan.", "There is no indicator left to raise."),
    "indicator": ("Indikator", "Indicator"),
    "level": ("Level", "Level"),
    "gain": ("Indeks", "Index"),
    "rate": ("per biaya", "per cost"),
}


def improve_screen(improvement: Improvement, lang: Language, columns: int) -> str:
    """Return where the unit stands and what it aims at, the steps, what each single step brings, and what it rests on."""
    sections = [
        heading(improvement.evaluation, lang, columns),
        _outcomes(improvement, lang, columns),
        _elsewhere(improvement, lang, columns),
        _steps(improvement, lang, columns),
        _marginal(improvement, lang, columns),
        basis(improvement.evaluation, lang, columns),
    ]
    return screen_of(sections)


def _outcomes(improvement: Improvement, lang: Language, columns: int) -> Iterator[str]:
    target = improvement.target
    name = target.name_en if lang == "en" and target.name_en else target.name
    least = f"{_word('from_index', lang)} {exact_words(improvement.least_index, lang)}"
    lines = [styled(f"{_word('target', lang)}: {target.letter}  {name} ({least})", "heading")]
    lines.append(styled(f"{_word('before', lang)}: {_outcome(improvement.before, lang)}", "result"))
    if improvement.is_met_already:
        lines.append(styled(_word("met", lang), "good"))
    elif improvement.reached:
        lines.append(styled(f"{_word('after', lang)}: {_outcome(improvement.after, lang)}", "good"))
        indicators = _word("indicators", lang).format(count=len({step.node for step in improvement.steps}))
        levels = _word("levels", lang).format(count=len(improvement.steps))
        total = f"{_word('total', lang)}: {exact_words(improvement.cost, lang)} ({indicators}, {levels})"
        lines.append(styled(total, "result"))
    else:
        lines.append(styled(_word("unreached", lang), "warning"))
        lines.append(styled(f"{_word('highest', lang)}: {_outcome(improvement.highest, lang)}", "warning"))
    for line in lines:
        yield from all_styled(wrap(line, columns, initial_indent="  ", subsequent_indent=" " * 6), line.style)


def _elsewhere(improvement: Improvement, lang: Language, columns: int) -> Iterator[str]:
    if improvement.elsewhere:
        yield from wrap(f"{_word('elsewhere', lang)}:", columns)
    for node in improvement.elsewhere:
        yield from wrap(f"  {_needed(node, lang)}", columns, subsequent_indent=" " * 6)


def _needed(node: NeededValue, lang: Language) -> str:
    told = f"{node.node}  {node.name(lang)}: {_word('now', lang)} {near_words(node.value, lang)}; "
    if node.needed is None:
        return told + _word("not_enough", lang)
    least = decimal_words(node.rounded, lang) if node.rounded is not None else exact_words(node.needed, lang)
    return told + f"{_word('at_least', lang)} {least} {_word('of', lang)} {exact_words(node.highest, lang)}"


def _steps(improvement: Improvement, lang: Language, columns: int) -> Iterator[str]:
    """The steps by indicator, each with what its level asks for."""
    if improvement.steps:
        yield f"{_word('steps', lang)}:"
    for _, same in groupby(improvement.steps, key=lambda step: step.node):
        steps = list(same)
        yield from wrap(f"  {steps[0].code:<9} {steps[0].title(lang)}", columns, subsequent_indent=_HANGING)
        for step in steps:
            gain, cost = f"+{exact_words(step.gain, lang)}", exact_words(step.cost, lang)
            yield from wrap(
                f"{_levels(step, lang)}: {gain}, {_word('cost', lang)} {cost}",
                columns,
                initial_indent=_HANGING,
                subsequent_indent=_HANGING,
            )
            if step.text is not None:
                yield from wrap(
                    step.text(lang), columns, initial_indent=_HANGING + "  ", subsequent_indent=_HANGING + "  "
                )


def _marginal(improvement: Improvement, lang: Language, columns: int) -> Iterator[str]:
    """A line for the next step of every indicator: its levels, its gain, its cost, and the gain for each unit of cost."""
    if not improvement.marginal:
        yield _word("none", lang)
        return
    yield from wrap(f"{_word('marginal', lang)}:", columns)
    numbers = [_numbers(step, lang) for step in improvement.marginal]
    heads = [_word(name, lang) for name in ("level", "gain", "cost", "rate")]
    widths = [2 + max(columns_of(line[at]) for line in [heads, *numbers]) for at in range(len(heads))]
    while len(widths) > 1 and columns - 2 - sum(widths) < _LEAST_CODE + 2:
        widths = widths[:-1]
        heads, numbers = heads[: len(widths)], [line[: len(widths)] for line in numbers]
    room = columns - 2 - sum(widths)
    code_width = max(_LEAST_CODE, min(room, 2 + max(columns_of(step.code) for step in improvement.marginal)))
    title_width = room - code_width
    shows_titles = title_width >= _LEAST_TITLE
    head = cell(_word("indicator", lang), code_width + title_width) if shows_titles else " " * code_width
    yield f"  {head}{_in_columns(heads, widths)}"
    for step, line in zip(improvement.marginal, numbers, strict=True):
        title = cell(step.title(lang), title_width) if shows_titles else ""
        yield f"  {cell(step.code, code_width)}{title}{_in_columns(line, widths)}"


def _numbers(step: Step, lang: Language) -> list[str]:
    rate = "-" if step.gain_per_cost is None else near_words(step.gain_per_cost, lang, _GAIN_PLACES)
    gain = f"+{near_words(step.gain, lang, _GAIN_PLACES)}"
    return [_levels(step, lang), gain, near_words(step.cost, lang), rate]


def _in_columns(texts: list[str], widths: list[int]) -> str:
    return "".join(f"{text:>{width}}" for text, width in zip(texts, widths, strict=True))


def _levels(step: Step, lang: Language) -> str:
    return f"{near_words(step.from_level, lang)} → {step.to_level}"


def _outcome(outcome: Outcome, lang: Language) -> str:
    value = decimal_words(outcome.rounded, lang)
    category = outcome.category
    if category is None:
        return value
    name = category.name_en if lang == "en" and category.name_en else category.name
    return f"{value}  {category.letter}  {name}"


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
