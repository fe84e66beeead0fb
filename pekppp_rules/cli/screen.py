"""The result as an official reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.cli.style import Style, all_styled, screen_of
from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Evaluation, NodeResult
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words, percent_words
from pekppp_rules.regulation.model import RubricForm

WEAKEST = 5
_BAR = 15
_LEAST_NAME = 12
SEVERITY_STYLES: dict[str, Style] = {"error": "error", "warning": "warning"}

_WORDS: dict[str, tuple[str, str]] = {
    "category": ("Predikat", "Category"),
    "converted": ("Nilai 0-100", "Value 0-100"),
    "why": ("Mengapa", "Why"),
    "aspect": ("Aspek", "Aspect"),
    "weight": ("Bobot", "Weight"),
    "beside": ("Di samping indeks", "Beside the index"),
    "weakest": ("Yang paling menahan indeks", "What holds the index back most"),
    "next": ("berikutnya", "next"),
    "findings": ("Temuan", "Findings"),
    "basis": ("Dasar angka", "What the numbers rest on"),
    "package": ("Paket", "Package"),
    "inputs": ("Masukan", "Input"),
    "recommended": ("Rekomendasi", "Recommendations"),
    "by_aspect": ("Per aspek, bila semua dilaksanakan", "By aspect, when all are carried out"),
    "assumed": ("Diandaikan", "Assumed"),
    "if_full": ("bila penuh", "when full"),
    "nothing": ("Semua indikator sudah penuh.", "Every indicator is full."),
    "of": ("dari", "of"),
}


def evaluation_screen(evaluation: Evaluation, lang: Language, columns: int) -> str:
    """Return index, category and why; aspects with bars; the weakest indicators; findings; what it rests on."""
    sections = [
        heading(evaluation, lang, columns),
        _index(evaluation, lang, columns),
        _aspects(evaluation, lang, columns),
        _beside(evaluation, lang, columns),
        _weakest(evaluation, lang, columns),
        findings(evaluation, lang, columns),
        _recommendations(evaluation, lang, columns),
        basis(evaluation, lang, columns),
    ]
    return screen_of(sections)


def heading(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """Yield the unit, its agency and period, and the regulation."""
    unit, period, regulation = evaluation.unit, evaluation.period, evaluation.regulation
    names = {(values.field, value.code): value.name(lang) for values in evaluation.fields for value in values.values}
    told = [
        names.get((field, str(value)), str(value))
        for field in ("period.scheme", "period.stage", "unit.mode")
        if (value := evaluation.submission.field(field)) is not None
    ]
    yield from wrap(unit.name, columns)
    yield from wrap(" · ".join([unit.agency, str(period.year), *told]), columns)
    yield from wrap(regulation.citation, columns)


def _index(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    root = evaluation.node(evaluation.root_id)
    category = evaluation.category
    value = decimal_words(evaluation.index.rounded, lang)
    results = [f"{root.name(lang)}: {value} {_word('of', lang)} {exact_words(root.highest, lang)}"]
    if category is not None:
        results.append(f"{_word('category', lang)}: {_named(category, lang)}")
    for result in results:
        yield from all_styled(wrap(f"  {result}", columns, subsequent_indent="    "), "result")
    if evaluation.index.conversion is not None:
        yield f"  {_word('converted', lang)}: {decimal_words(evaluation.index.conversion, lang)}"
    terms = [_term(child, lang) for child in map(evaluation.node, root.children) if child.weight is not None]
    why = f"  {_word('why', lang)}: " + " + ".join(terms) + f" = {near_words(root.value, lang)}"
    yield from wrap(why, columns, subsequent_indent="    ")


def _term(child: NodeResult, lang: Language) -> str:
    """Return what a child brings: its share and value, the value alone where the share is one."""
    assert child.weight is not None
    value = f"{near_words(child.carried, lang)} ({child.id})"
    return value if child.weight == 1 else f"{exact_words(child.weight, lang)} × {value}"


def _aspects(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """One line an aspect: its name, its bar, and its value in each form."""
    aspects = [(aspect.code, aspect.name(lang)) for aspect in evaluation.aspects]
    branches = branches_with_aspects(evaluation)
    if not branches:
        return
    numbers = 9 * len(branches) + 7
    longest = max(columns_of(f"{code}  {name}") for code, name in aspects) + 1
    room = columns - numbers
    bar_width = _BAR + 1 if room - _BAR - 1 >= _LEAST_NAME else 0
    name_width = max(_LEAST_NAME, min(longest, room - bar_width))
    header = f"{_word('aspect', lang):<{name_width}}{'':<{bar_width}}"
    yield header + f"{_word('weight', lang):>7}" + "".join(f"{branch.id:>9}" for branch, _ in branches)
    for code, name in aspects:
        nodes = [by_aspect.get(code) for _, by_aspect in branches]
        first = nodes[0]
        bar = _bar(first) if first is not None else ""
        weight = percent_words(first.weight, lang) if first is not None and first.weight is not None else ""
        cells = "".join(f"{decimal_words(node.rounded, lang) if node else '-':>9}" for node in nodes)
        yield f"{cell(f'{code}  {name}', name_width)}{bar[:bar_width]:<{bar_width}}{weight:>7}{cells}"
    totals = "".join(f"{decimal_words(branch.rounded, lang):>9}" for branch, _ in branches)
    yield f"{'':<{name_width + bar_width + 7}}{totals}"


def _beside(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """What the regulation shows beside the index, each with its category where it has one."""
    shown = [evaluation.node(name) for name in evaluation._package.index.beside]
    if shown:
        yield f"{_word('beside', lang)}:"
    for node in shown:
        category = f"  {_named(node.category, lang)}" if node.category is not None else ""
        text = f"  {node.name(lang)}: {decimal_words(node.rounded, lang)}{category}"
        yield from wrap(text, columns, subsequent_indent="    ")


def _named(category: Category, lang: Language) -> str:
    name = category.name_en if lang == "en" and category.name_en else category.name
    return f"{category.letter}  {name}"


def _bar(node: NodeResult) -> str:
    filled = round((node.value - node.lowest) / (node.highest - node.lowest) * _BAR)
    return "█" * filled + "░" * (_BAR - filled)


def _weakest(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """The indicators whose missing levels cost the index most, with the text of the next level."""
    losses: list[tuple[Fraction, NodeResult]] = []
    rows = {}
    for form in evaluation._plan.forms.values():
        if isinstance(form, RubricForm):
            for aspect in form.aspects:
                for row in aspect.indicators:
                    node = evaluation.node(f"{form.form}.{row.code}")
                    rows[node.id] = row
                    if node.index_share is not None and node.value < node.highest:
                        losses.append((node.index_share * (node.highest - node.value), node))
    if not rows:
        return
    yield f"{_word('weakest', lang)}:"
    if not losses:
        yield f"  {_word('nothing', lang)}"
    losses.sort(key=lambda item: -item[0])
    for loss, node in losses[:WEAKEST]:
        row = rows[node.id]
        gain = f"+{exact_words(loss, lang)} {_word('if_full', lang)}"
        level = f"{exact_words(node.value, lang)} {_word('of', lang)} {exact_words(node.highest, lang)}"
        title = f"  {row.code:<9} {row.title(lang)}"
        yield from wrap(title, columns, subsequent_indent=" " * 12)
        yield from wrap(f"{level}; {gain}", columns, initial_indent=" " * 12, subsequent_indent=" " * 12)
        following = row.levels.get(str(int(node.value) + 1))
        if following is not None:
            text = f"{_word('next', lang)}: {following(lang)}"
            yield from wrap(text, columns, initial_indent=" " * 12, subsequent_indent=" " * 12)


def findings(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """Yield what a reader should know beside the numbers."""
    if evaluation.findings:
        yield f"{_word('findings', lang)}:"
    for finding in evaluation.findings:
        told = wrap(f"  ! {finding.message(lang)}", columns, subsequent_indent="    ")
        style = SEVERITY_STYLES.get(finding.severity)
        yield from told if style is None else all_styled(told, style)


def _recommendations(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """The recommendations that bring most, then those whose gain cannot be told, then what each aspect could bring."""
    found = evaluation.recommendations
    if not found:
        return
    yield f"{_word('recommended', lang)} ({len(found)}):"
    told = [one for one in found if one.gain is not None][:WEAKEST] + [one for one in found if one.gain is None]
    for one in told:
        gain = f" (+{near_words(one.gain, lang)})" if one.gain is not None else ""
        yield from wrap(f"  - {one.message(lang)}{gain}", columns, subsequent_indent="    ")
    by_aspect = ", ".join(f"{advice.aspect} +{near_words(advice.gain, lang)}" for advice in evaluation.advice)
    yield from wrap(f"  {_word('by_aspect', lang)}: {by_aspect}", columns, subsequent_indent="    ")


def basis(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """Yield what the numbers were made from and rest on, and what was assumed."""
    yield from all_styled(_basis(evaluation, lang, columns), "aside")


def _basis(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    provenance = evaluation.provenance
    inputs = "; ".join(item.words(lang) for item in provenance.inputs)
    yield from wrap(f"{_word('inputs', lang)}: {inputs}", columns, subsequent_indent="  ")
    regulation = evaluation.regulation
    package = f"{regulation.id} {regulation.version} {regulation.digest[:19]}"
    yield from wrap(f"{_word('package', lang)}: {package}", columns, subsequent_indent="  ")
    yield from wrap(f"{_word('basis', lang)}: {provenance.words(lang)}", columns, subsequent_indent="  ")
    for item in provenance.assumptions:
        yield from wrap(f"{_word('assumed', lang)}: {item.words(lang)}", columns, subsequent_indent="  ")


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
