"""Justified levels as an official reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pekppp_rules.cli.layout import wrap
from pekppp_rules.errors import Language, one_line
from pekppp_rules.evaluation.wording import exact_words
from pekppp_rules.rules import Justification
from pekppp_rules.submission import Submission

_WORDS: dict[str, tuple[str, str]] = {
    "none": (
        "Tidak tersedia: pengajuan ini tidak menyatakan fakta, atau regulasi tidak mempunyai formulir fakta untuk unit ini.",
        "Not available: this submission states no facts, or the regulation has no form of facts for this unit.",
    ),
    "level": ("level", "level"),
    "score": ("skor evaluator", "evaluators' score"),
    "given": ("didukung oleh", "given by"),
    "missing": ("untuk level berikutnya", "for the next level"),
    "not_counted": ("dinyatakan, tidak dihitung", "stated, not counted"),
    "evidence": ("bukti dukung", "evidence"),
    "note": ("catatan", "note"),
}


def justify_screen(submission: Submission, found: list[Justification], lang: Language, columns: int) -> str:
    """Return a block for every row: its level, what gave it, what the next level lacks, and the evidence asked for."""
    lines = wrap(f"{one_line(submission.unit.name)} · {submission.period.year}", columns)
    if not found:
        lines += ["", *wrap(_word("none", lang), columns)]
    for one in found:
        lines.append("")
        for indent, text in _row(one, lang):
            hanging = " " * (indent + 4)
            lines += wrap(text, columns, initial_indent=" " * indent, subsequent_indent=hanging)
    return "\n".join(lines) + "\n"


def _row(one: Justification, lang: Language) -> Iterator[tuple[int, str]]:
    yield 0, f"{one.code}  {one.title(lang)}"
    score = f" ({_word('score', lang)} {exact_words(Fraction(one.score), lang)})" if one.score is not None else ""
    mark = "!" if one.score is not None and Fraction(one.score) > one.level else " "
    text = f": {one.level_text(lang)}" if one.level_text is not None else ""
    yield 2, f"{mark} {_word('level', lang)} {one.level}{score}{text}"
    for name, reasons in (("given", one.given), ("missing", one.missing), ("not_counted", one.not_counted)):
        if reasons:
            yield 4, f"{_word(name, lang)}: " + "; ".join(reason.words(lang) for reason in reasons)
    if one.evidence and one.level > 0:
        yield 4, f"{_word('evidence', lang)}: " + "; ".join(text(lang) for text in one.evidence)


def _word(name: str, lang: Language) -> str:
    return _WORDS[name][lang == "en"]
