"""Why facts justify a level: what gave it, what the next one asks for, and what was stated without counting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from pekppp_rules.errors import Language, Phrase
from pekppp_rules.regulation.model import Bands, Comparison, OptionLevels, RubricForm, RuleCondition, Text
from pekppp_rules.regulation.tree import row_id
from pekppp_rules.rules.facts import RuleFacts, Value
from pekppp_rules.rules.forward import Codes
from pekppp_rules.rules.levels import NOTHING_FIRED, CompiledLevel, CompiledLevels, Part, Rung
from pekppp_rules.rules.wording import FactWords, facts_in, facts_of, number_words
from pekppp_rules.scoring import Plan


@dataclass(frozen=True)
class Reason:
    """Something a level asks for, in words, and the facts it reads."""

    facts: tuple[str, ...]
    words: Phrase

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the reason for a JSON document."""
        return {"facts": list(self.facts), "text": self.words(lang)}


@dataclass(frozen=True)
class Justification:
    """The level of one row that the stated facts justify."""

    row: str
    """The node id of the row: `f02.1.a.Ak`."""
    code: str
    title: Text
    level: int
    highest: int
    level_text: Text | None
    """What the form prints for the level; None where no source tells."""
    score: str | None
    """What evaluators agreed on, exactly (`"9/2"`); None where nothing is scored yet."""
    given: tuple[Reason, ...]
    """What gave the level."""
    missing: tuple[Reason, ...]
    """What the next level asks for and the facts do not show."""
    not_counted: tuple[Reason, ...]
    """What is stated that only a higher level asks for."""
    evidence: tuple[Text, ...]
    """The evidence that the form asks for."""
    uncovered: tuple[Text, ...]
    """Answers that no text of the form covers, with the choice made."""
    source: tuple[str, ...]
    confidence: str

    def data(self, lang: Language = "id") -> dict[str, Any]:
        """Return the justification for a JSON document."""
        return {
            "row": self.row,
            "code": self.code,
            "title": self.title(lang),
            "level": self.level,
            "highest": self.highest,
            "level_text": self.level_text(lang) if self.level_text is not None else None,
            "score": self.score,
            "given": [reason.data(lang) for reason in self.given],
            "missing": [reason.data(lang) for reason in self.missing],
            "not_counted": [reason.data(lang) for reason in self.not_counted],
            "evidence": [text(lang) for text in self.evidence],
            "uncovered": [text(lang) for text in self.uncovered],
            "source": list(self.source),
            "confidence": self.confidence,
        }


def justifications(levels: CompiledLevels, facts: RuleFacts, plan: Plan) -> Iterator[Justification]:
    """Yield the justified level of every row, in the order of the form, with the reasons."""
    words = FactWords(plan.forms)
    codes = levels.codes(facts)
    by_row = {compiled.rule.row: compiled for compiled in levels.levels}
    for name, form in plan.forms.items():
        if not isinstance(form, RubricForm):
            continue
        for block in form.aspects:
            for row in block.indicators:
                compiled = by_row.get(row_id(name, row.code))
                if compiled is None:
                    continue
                level = compiled.level(facts, codes)
                given, missing, not_counted = _reasons(compiled, level, facts, codes, words)
                score = facts.node(compiled.rule.row)
                yield Justification(
                    row=compiled.rule.row,
                    code=row.code,
                    title=row.title,
                    level=level,
                    highest=form.scale.highest,
                    level_text=row.levels.get(str(level)),
                    score=str(score) if score is not None else None,
                    given=given,
                    missing=missing,
                    not_counted=not_counted,
                    evidence=row.evidence,
                    uncovered=compiled.rule.uncovered,
                    source=compiled.rule.source,
                    confidence=compiled.rule.confidence,
                )


_Reasons = tuple[tuple[Reason, ...], tuple[Reason, ...], tuple[Reason, ...]]


def _reasons(compiled: CompiledLevel, level: int, facts: RuleFacts, codes: Codes, words: FactWords) -> _Reasons:
    """Return what gave the level, what the next one lacks, and what counts for neither."""
    if compiled.needs is not None and not compiled.needs.holds(codes):
        above = [part for rung in compiled.rungs for part in rung.parts if _holds(part, codes)]
        missing = [part for part in compiled.needs.parts if not _holds(part, codes)]
        return (), _told(missing, words), _told(above, words)
    needed = list(compiled.needs.parts) if compiled.needs is not None else []
    if compiled.rule.bands is not None:
        ratio = compiled.number(facts) if compiled.number is not None else None
        value = Fraction(*ratio) if ratio is not None else None
        given, lacking = _of_bands(compiled.rule.bands, level, value, words)
        return (*_told(needed, words), *given), lacking, ()
    if compiled.rule.options is not None:
        option = facts.stated.get(compiled.rule.options.of)
        given, lacking = _of_options(compiled.rule.options, level, option, words)
        return (*_told(needed, words), *given), lacking, ()
    return _of_rungs(compiled.rungs, needed, level, codes, words, is_ladder=compiled.rule.ladder is not None)


def _of_rungs(
    rungs: tuple[Rung, ...], needed: list[Part], level: int, codes: Codes, words: FactWords, *, is_ladder: bool
) -> _Reasons:
    reached = [rung for rung in rungs if rung.level <= level and (is_ladder or rung.level == level)]
    above = [rung for rung in rungs if rung.level > level]
    given = [*needed, *(part for rung in reached for part in rung.parts)]
    counted = [part.condition for part in given]
    missing = [part for part in (above[0].parts if above else ()) if not _holds(part, codes)]
    vain = [part for rung in above for part in rung.parts if _holds(part, codes) and part.condition not in counted]
    return _told(given, words), _told(missing, words), _told(vain, words)


def _of_bands(
    bands: Bands, level: int, value: Value | None, words: FactWords
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    names, told = facts_of(bands.of), words.expression(bands.of)
    given: tuple[Reason, ...] = ()
    if value is not None and not isinstance(value, (bool, str, tuple)):
        said = [number_words(Fraction(value), lang) for lang in ("id", "en")]
        given = (Reason(names, Phrase(f"{told.id}: {said[0]}", f"{told.en}: {said[1]}")),)
    for before, band in pairwise(bands.levels):
        if band.level > level:
            end = before.upto if before.upto is not None else before.below
            numbers = [number_words(end, lang) for lang in ("id", "en")] if end is not None else ["", ""]
            above = before.upto is not None
            indonesian = f"{told.id}: {'lebih dari' if above else 'paling sedikit'} {numbers[0]}"
            english = f"{told.en}: {'more than' if above else 'at least'} {numbers[1]}"
            return given, (Reason(names, Phrase(indonesian, english)),)
    return given, ()


def _of_options(
    options: OptionLevels, level: int, value: Value | None, words: FactWords
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    given = _option_reason(options, [value], words) if isinstance(value, str) else ()
    higher = [at for at in options.levels.values() if at > level]
    if not higher:
        return given, ()
    following = [option for option, at in options.levels.items() if at == min(higher)]
    return given, _option_reason(options, following, words)


def _option_reason(options: OptionLevels, chosen: list[str], words: FactWords) -> tuple[Reason, ...]:
    def said(lang: Language, joint: str) -> str:
        return f"{words.title(options.of, lang)}: {joint.join(words.option(options.of, one, lang) for one in chosen)}"

    return (Reason((options.of,), Phrase(said("id", " atau "), said("en", " or "))),)


def _holds(part: Part, codes: Codes) -> bool:
    return part.holds(codes, NOTHING_FIRED)


def _told(parts: list[Part], words: FactWords) -> tuple[Reason, ...]:
    """Return the conditions in words, each once. Of two that look at one thing, what the other asks for too is not told."""
    different = dict.fromkeys(part.condition for part in parts)
    return tuple(
        Reason(facts_in(condition), words.condition(condition))
        for condition in different
        if not any(_asks_more(other, condition) for other in different)
    )


def _asks_more(one: RuleCondition, other: RuleCondition) -> bool:
    """Return whether both look at the same thing, and the first allows less of what the other allows."""
    if not isinstance(one, Comparison) or not isinstance(other, Comparison) or _compared(one) != _compared(other):
        return False
    ends, values = (_lower_end(one), _lower_end(other)), (_values(one), _values(other))
    if ends[0] is not None and ends[1] is not None:
        return ends[0] > ends[1]
    return values[0] is not None and values[1] is not None and values[0] < values[1]


def _compared(comparison: Comparison) -> Comparison:
    """Return a comparison without its operators: what it looks at."""
    return comparison.model_copy(update=dict.fromkeys(Comparison.model_fields))


def _lower_end(comparison: Comparison) -> tuple[Fraction, bool] | None:
    """Return the number from which a comparison holds, and whether only above it."""
    end = comparison.above if comparison.above is not None else comparison.from_
    return (Fraction(end), comparison.above is not None) if isinstance(end, (int, Fraction)) else None


def _values(comparison: Comparison) -> frozenset[tuple[type, object]] | None:
    """Return the values for which a comparison holds, with their types: yes is not 1."""
    allowed = comparison.in_ if comparison.equals is None else (comparison.equals,)
    if allowed is None or not all(isinstance(value, (bool, int, str)) for value in allowed):
        return None
    return frozenset((type(value), value) for value in allowed)
