"""The numbers of the minutes: the index, the summary by aspect, and the scores by indicator."""

from __future__ import annotations

from collections.abc import Iterator

from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation import Evaluation, NodeResult
from pekppp_rules.evaluation.aspects import branches_with_aspects
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words, percent_words
from pekppp_rules.minuting.blocks import Block, Column, Heading, NewPage, Paragraph, Particulars, Table
from pekppp_rules.minuting.prose import titled
from pekppp_rules.minuting.words import WORDS
from pekppp_rules.regulation.model import RubricForm

_MOST_EVALUATORS = 6
"""As many columns of single scores as a page has room for."""


def result_of(evaluation: Evaluation, lang: Language) -> tuple[Block, ...]:
    """Return index, category and what stands beside the index, then the summary by aspect."""
    table = _summary(evaluation, lang)
    told = Particulars(tuple(_headline(evaluation, lang)))
    return (Heading(WORDS["result"](lang)), told, *([table] if table is not None else []))


def category_words(category: Category | None, lang: Language) -> str:
    """Return letter and name of a category, a dash where there is none."""
    if category is None:
        return "-"
    name = category.name_en if lang == "en" and category.name_en else category.name
    return one_line(f"{category.letter} ({name})")


def _headline(evaluation: Evaluation, lang: Language) -> Iterator[tuple[str, str]]:
    root, index = evaluation.node(evaluation.root_id), evaluation.index
    scale = f"{WORDS['of'](lang)} {exact_words(root.highest, lang)}"
    yield one_line(root.name(lang)), f"{decimal_words(index.rounded, lang)} {scale}"
    if evaluation.category is not None:
        yield WORDS["category"](lang), category_words(evaluation.category, lang)
    if index.conversion is not None and evaluation.package.index.conversion is not None:
        converted = evaluation.node(evaluation.package.index.conversion)
        yield one_line(converted.name(lang)), decimal_words(index.conversion, lang)
    for node in map(evaluation.node, evaluation.package.index.beside):
        category = f" {category_words(node.category, lang)}" if node.category is not None else ""
        yield one_line(node.name(lang)), decimal_words(node.rounded, lang) + category


def _summary(evaluation: Evaluation, lang: Language) -> Table | None:
    """A row an aspect: its weight and value in each part of the index that is made of aspects."""
    branches = branches_with_aspects(evaluation)
    if not branches:
        return None
    share = 56 // (2 * len(branches))
    columns = [Column(WORDS["aspect"](lang), 100 - 2 * share * len(branches))]
    for branch, _ in branches:
        columns += [Column(WORDS["weight"](lang), share, "right"), Column(one_line(branch.name(lang)), share, "right")]
    rows = []
    for aspect in evaluation.aspects:
        row = [titled(aspect.code, aspect.name(lang))]
        for _, by_aspect in branches:
            row += _weight_and_value(by_aspect.get(aspect.code), lang)
        rows.append(tuple(row))
    totals = [WORDS["whole"](lang)]
    for branch, _ in branches:
        totals += ["", decimal_words(branch.rounded, lang)]
    return Table(tuple(columns), (*rows, tuple(totals)), totals=1)


def _weight_and_value(node: NodeResult | None, lang: Language) -> tuple[str, str]:
    if node is None:
        return "-", "-"
    weight = percent_words(node.weight, lang) if node.weight is not None else "-"
    return weight, decimal_words(node.rounded, lang)


def indicators_of(evaluation: Evaluation, lang: Language) -> tuple[Block, ...]:
    """Return the scores by indicator, on pages of their own; nothing where no evaluator scored."""
    blocks: list[Block] = []
    for name, form in evaluation._plan.forms.items():
        sheets = evaluation.submission.forms.get(name)
        if isinstance(form, RubricForm) and isinstance(sheets, tuple):
            blocks += _scores_of(evaluation, name, form, lang)
    return (NewPage(), Heading(WORDS["annex"](lang)), *blocks) if blocks else ()


def _scores_of(evaluation: Evaluation, name: str, form: RubricForm, lang: Language) -> list[Block]:
    sheets = evaluation.submission.forms[name]
    assert isinstance(sheets, tuple)
    shown = sheets if 1 < len(sheets) <= _MOST_EVALUATORS else ()
    columns = [Column(WORDS["indicator_code"](lang), 14), Column(WORDS["indicator"](lang), 74 - 6 * len(shown))]
    columns += [Column(str(at), 6, "right") for at in range(1, len(shown) + 1)]
    columns += [Column(WORDS["agreed"](lang), 12, "right")]
    rows = []
    for block in form.blocks:
        for row in block.rows:
            scores = [str(sheet.scores.get(row.code, "-")) for sheet in shown]
            value = near_words(evaluation.node(f"{name}.{row.code}").value, lang, places=2)
            rows.append((one_line(row.code), one_line(row.title(lang)), *scores, value))
    legend = tuple(f"{at}: {one_line(sheet.evaluator)}" for at, sheet in enumerate(shown, start=1))
    told: list[Block] = [Heading(one_line(form.title(lang)), small=True)]
    return [*told, *([Paragraph(legend)] if legend else []), Table(tuple(columns), tuple(rows))]
