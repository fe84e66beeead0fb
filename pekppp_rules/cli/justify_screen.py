"""Justified levels as an official reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from pekppp_rules.cli.layout import wrap
from pekppp_rules.cli.style import Style, all_styled, finished
from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation.wording import exact_words
from pekppp_rules.rules import Justification
from pekppp_rules.submission import Submission

_DETAIL = 4

WhyNot = Literal["no_facts", "form_not_known"]
"""Why no level is justified."""

_WORDS: dict[str, tuple[str, str]] = {
    "no_facts": (
        "Tidak tersedia: pengajuan ini tidak menyatakan fakta.",
        "Not available: this submission states no facts.",
    ),
    "form_not_known": (
        "Tidak tersedia: formulir fakta untuk unit {mode} tidak diketahui dalam regulasi ini.",
        "Not available: the form of facts for {mode} units is not known in this regulation.",
    ),
    "level": ("level", "level"),
    "score": ("skor evaluator", "evaluators' score"),
    "given": ("didukung oleh", "given by"),
    "missing": ("untuk level berikutnya", "for the next level"),
    "not_counted": ("dinyatakan, tidak dihitung", "stated, not counted"),
    "evidence": ("bukti dukung", "evidence"),
    "note": ("catatan", "note"),
}


def justify_screen(
    submission: Submission, found: list[Justification], why_not: WhyNot | None, lang: Language, columns: int
) -> str:
    """Return a block for every row: its level, what gave it, what the next level lacks, and the evidence asked for."""
    heading = f"{one_line(submission.unit.name)} · {submission.period.year}"
    lines: list[str] = [*all_styled(wrap(heading, columns), "heading")]
    if why_not is not None:
        mode = submission.unit.mode or {"id": "ini", "en": "such"}[lang]
        lines += ["", *all_styled(wrap(_word(why_not, lang).format(mode=mode), columns), "warning")]
    for one in found:
        lines.append("")
        for indent, text in _row(one, lang):
            hanging = " " * (indent + 4)
            told = wrap(text, columns, initial_indent=" " * indent, subsequent_indent=hanging)
            lines += all_styled(told, _style(indent, text)) if indent < _DETAIL else told
    return finished(lines) + "\n"


def _style(indent: int, text: str) -> Style:
    """A row's title is a heading; its level is what was asked for, and a warning where evaluators gave more."""
    if indent == 0:
        return "heading"
    return "warning" if text.startswith("!") else "result"


def _row(one: Justification, lang: Language) -> Iterator[tuple[int, str]]:
    yield 0, f"{one.code}  {one.title(lang)}"
    score = f" ({_word('score', lang)} {exact_words(Fraction(one.score), lang)})" if one.score is not None else ""
    mark = "!" if one.score is not None and Fraction(one.score) > one.level else " "
    text = f": {one.level_text(lang)}" if one.level_text is not None else ""
    yield 2, f"{mark} {_word('level', lang)} {one.level}{score}{text}"
    for name, reasons in (("given", one.given), ("missing", one.missing), ("not_counted", one.not_counted)):
        if reasons:
            yield _DETAIL, f"{_word(name, lang)}: " + "; ".join(reason.words(lang) for reason in reasons)
    if one.evidence and one.level > 0:
        yield _DETAIL, f"{_word('evidence', lang)}: " + "; ".join(text(lang) for text in one.evidence)


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
