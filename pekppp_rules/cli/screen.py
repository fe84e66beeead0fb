"""The result as an official reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.cli.layout import cell, columns_of, wrap
from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation import Evaluation, NodeResult
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words, percent_words
from pekppp_rules.regulation.model import RubricForm

WEAKEST = 5
_BAR = 15

_WORDS: dict[str, tuple[str, str]] = {
    "category": ("Predikat", "Category"),
    "converted": ("Nilai 0-100", "Value 0-100"),
    "why": ("Mengapa", "Why"),
    "aspect": ("Aspek", "Aspect"),
    "weight": ("Bobot", "Weight"),
    "weakest": ("Yang paling menahan indeks", "What holds the index back most"),
    "next": ("berikutnya", "next"),
    "findings": ("Temuan", "Findings"),
    "basis": ("Dasar angka", "What the numbers rest on"),
    "package": ("Paket", "Package"),
    "inputs": ("Masukan", "Input"),
    "if_full": ("bila penuh", "when full"),
    "nothing": ("Semua indikator sudah penuh.", "Every indicator is full."),
    "of": ("dari", "of"),
}


def evaluation_screen(evaluation: Evaluation, lang: Language, columns: int) -> str:
    """Return index, category and why; aspects with bars; the weakest indicators; findings; what it rests on."""
    sections = [
        _heading(evaluation, lang, columns),
        _index(evaluation, lang, columns),
        _aspects(evaluation, lang, columns),
        _weakest(evaluation, lang, columns),
        _findings(evaluation, lang, columns),
        _basis(evaluation, lang, columns),
    ]
    return "\n\n".join("\n".join(map(one_line, lines)) for lines in map(list, sections) if lines) + "\n"


def _heading(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    unit, period, regulation = evaluation.unit, evaluation.period, evaluation.regulation
    package = evaluation._package
    names = {
        (values.field, value.code): value.name(lang) for values in package.regulation.fields for value in values.values
    }
    told = [
        names.get((field, str(value)), str(value))
        for field in ("period.scheme", "period.stage", "unit.mode")
        if (value := evaluation.submission.field(field)) is not None
    ]
    yield from wrap(unit.name, columns)
    yield from wrap(" · ".join([unit.agency, str(period.year), *told]), columns)
    yield from wrap(regulation.citation, columns)


def _index(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    root = evaluation.node(evaluation._package.index.root)
    category = evaluation.category
    value = decimal_words(evaluation.index.rounded, lang)
    yield f"  {root.name(lang)}: {value} {_word('of', lang)} {exact_words(root.highest, lang)}"
    if category is not None:
        name = category.name_en if lang == "en" and category.name_en else category.name
        yield f"  {_word('category', lang)}: {category.letter}  {name}"
    if evaluation.index.conversion is not None:
        yield f"  {_word('converted', lang)}: {decimal_words(evaluation.index.conversion, lang)}"
    terms = [
        f"{exact_words(child.weight, lang)} × {near_words(child.value, lang)} ({child.id})"
        for child in map(evaluation.node, root.children)
        if child.weight is not None
    ]
    why = f"  {_word('why', lang)}: " + " + ".join(terms) + f" = {near_words(root.value, lang)}"
    yield from wrap(why, columns, subsequent_indent="    ")


def _aspects(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    """One line an aspect: its name, its bar, and its value in each form."""
    aspects = [(aspect.code, aspect.name(lang)) for aspect in evaluation._package.regulation.aspects]
    branches = _branches_with_aspects(evaluation)
    if not branches:
        return
    numbers = 9 * len(branches) + 7
    name_width = max(12, min(max(columns_of(name) for _, name in aspects) + 4, columns - numbers - _BAR - 1))
    header = f"{_word('aspect', lang):<{name_width}}{'':<{_BAR}} "
    yield header + f"{_word('weight', lang):>7}" + "".join(f"{branch.id:>9}" for branch, _ in branches)
    for code, name in aspects:
        nodes = [by_aspect.get(code) for _, by_aspect in branches]
        first = nodes[0]
        bar = _bar(first) if first is not None else " " * _BAR
        weight = percent_words(first.weight, lang) if first is not None and first.weight is not None else ""
        cells = "".join(f"{decimal_words(node.rounded, lang) if node else '-':>9}" for node in nodes)
        yield f"{cell(f'{code}  {name}', name_width)}{bar} {weight:>7}{cells}"
    totals = "".join(f"{decimal_words(branch.rounded, lang):>9}" for branch, _ in branches)
    yield f"{'':<{name_width}}{'':<{_BAR}} {'':>7}{totals}"


def _branches_with_aspects(evaluation: Evaluation) -> list[tuple[NodeResult, dict[str, NodeResult]]]:
    root = evaluation.node(evaluation._package.index.root)
    found = []
    for branch in map(evaluation.node, root.children):
        by_aspect = {child.aspect: child for child in map(evaluation.node, branch.children) if child.aspect}
        if by_aspect:
            found.append((branch, by_aspect))
    return found


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
        yield f"{'':<12}{level}; {gain}"
        following = row.levels[str(int(node.value) + 1)](lang)
        yield from wrap(
            f"{_word('next', lang)}: {following}", columns, initial_indent=" " * 12, subsequent_indent=" " * 12
        )


def _findings(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    if evaluation.findings:
        yield f"{_word('findings', lang)}:"
    for finding in evaluation.findings:
        yield from wrap(f"  ! {finding.message(lang)}", columns, subsequent_indent="    ")


def _basis(evaluation: Evaluation, lang: Language, columns: int) -> Iterator[str]:
    provenance = evaluation.provenance
    inputs = "; ".join(item.words(lang) for item in provenance.inputs)
    yield from wrap(f"{_word('inputs', lang)}: {inputs}", columns, subsequent_indent="  ")
    regulation = evaluation.regulation
    yield f"{_word('package', lang)}: {regulation.id} {regulation.version} {regulation.digest[:19]}"
    yield from wrap(f"{_word('basis', lang)}: {provenance.words(lang)}", columns, subsequent_indent="  ")


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
