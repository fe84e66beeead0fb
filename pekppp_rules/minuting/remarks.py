"""What was observed and noted, and what is recommended, aspect by aspect; what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.evaluation.recommendation import Recommendation
from pekppp_rules.evaluation.wording import signed_words
from pekppp_rules.minuting.blocks import BLANK, Block, Heading, Items, Paragraph
from pekppp_rules.minuting.prose import lines_of, titled
from pekppp_rules.minuting.words import WORDS
from pekppp_rules.regulation.model import RubricForm
from pekppp_rules.submission import RubricSheet

Entries = list[tuple[str, ...]]


def remarks_of(evaluation: Evaluation, lang: Language) -> tuple[Block, ...]:
    """Return observations, notes and recommendations aspect by aspect; a line to fill in by hand where nobody observed."""
    observed, noted, asked = _observed(evaluation), _noted(evaluation, lang), _asked(evaluation)
    blocks: list[Block] = []
    for code, name in [*((one.code, one.name(lang)) for one in evaluation.aspects), (None, WORDS["general"](lang))]:
        steps = [one for one in evaluation.recommendations if one.aspect == code]
        inside: list[Block] = []
        if code in asked or code in observed:
            inside += _list("observed", observed.get(code) or [(BLANK * 3,)], lang)
        inside += _list("noted", noted.get(code, []), lang)
        inside += _list("recommended", [_recommended(one, lang) for one in steps], lang)
        if inside:
            blocks += [Heading(titled(code, name) if code is not None else name, small=True), *inside]
    if any(one.gain is not None for one in evaluation.recommendations):
        blocks.append(Paragraph((WORDS["gain"](lang),)))
    return (Heading(WORDS["by_aspect"](lang)), *blocks) if blocks else ()


def findings_of(evaluation: Evaluation, lang: Language) -> tuple[Block, ...]:
    """Return what a reader should know beside the numbers."""
    found = [_after(f"{WORDS[one.severity](lang)}: ", lines_of(one.message(lang)), "") for one in evaluation.findings]
    told: Block = Items(tuple(found)) if found else Paragraph((WORDS["none"](lang),))
    return Heading(WORDS["findings"](lang)), told


def _list(title: str, entries: Entries, lang: Language) -> Iterator[Block]:
    if entries:
        yield Paragraph((WORDS[title](lang),), leads=True)
        yield Items(tuple(entries))


def _rubrics(evaluation: Evaluation) -> Iterator[tuple[RubricForm, RubricSheet]]:
    for name, form in evaluation._plan.forms.items():
        sheets = evaluation.submission.forms.get(name)
        if isinstance(form, RubricForm) and isinstance(sheets, tuple):
            yield from ((form, sheet) for sheet in sheets)


def _asked(evaluation: Evaluation) -> set[str | None]:
    """Return the aspects an evaluator could observe."""
    return {block.aspect for form, _ in _rubrics(evaluation) for block in form.blocks}


def _observed(evaluation: Evaluation) -> dict[str | None, Entries]:
    found: dict[str | None, Entries] = {}
    for _, sheet in _rubrics(evaluation):
        for aspect, text in sheet.observations.items():
            found.setdefault(aspect, []).append(_after("", lines_of(text), f" ({one_line(sheet.evaluator)})"))
    return found


def _noted(evaluation: Evaluation, lang: Language) -> dict[str | None, Entries]:
    """The notes by aspect, in the order of the form; those on rows that do not count are of no aspect."""
    found: dict[str | None, Entries] = {}
    for form, sheet in _rubrics(evaluation):
        rows: Mapping[str, tuple[str | None, str]] = {
            **{row.code: (block.aspect, row.title(lang)) for block in form.blocks for row in block.rows},
            **{row.code: (None, row.title(lang)) for row in form.unscored},
        }
        for code, (aspect, title) in rows.items():
            if code in sheet.notes:
                head = f"{one_line(code)} {one_line(title)}: "
                entry = _after(head, lines_of(sheet.notes[code]), f" ({one_line(sheet.evaluator)})")
                found.setdefault(aspect, []).append(entry)
    return found


def _recommended(one: Recommendation, lang: Language) -> tuple[str, ...]:
    gain = f" ({signed_words(one.gain, lang)})" if one.gain is not None else ""
    return _after("", lines_of(one.message(lang)), gain)


def _after(head: str, lines: tuple[str, ...], tail: str) -> tuple[str, ...]:
    """Put something before the first line and something after the last."""
    first, *others = lines
    *most, last = [head + first, *others]
    return (*most, last + tail)
