"""A unit of a scored table: its exact numbers, without the submission they came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from string import Formatter

from pekppp_rules.errors import Phrase, printable
from pekppp_rules.evaluation.finding import Finding, outside_validity, too_few
from pekppp_rules.evaluation.unit_result import UnitResult
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import CheckRule, SurveyForm
from pekppp_rules.scoring import Plan, Totals
from pekppp_rules.submission import Period, Unit

_NOT_IN_THE_TABLE = Phrase("…", "…")


class ScoredUnit(UnitResult):
    """One unit of a table that `score_table(..., report=True)` made. Its numbers are worked out anew from those of its rows."""

    def __init__(
        self,
        package: Package,
        plan: Plan,
        totals: Mapping[str, Totals],
        *,
        unit: Unit,
        period: Period,
        respondents: Mapping[str, int],
        found: tuple[Finding, ...] | None,
    ) -> None:
        super().__init__(package, plan, totals)
        self._unit = unit
        self._period = period
        self._respondents = respondents
        self._found = found

    @property
    def unit(self) -> Unit:
        """The unit that was scored."""
        return self._unit

    @property
    def period(self) -> Period:
        """The period that the table is of."""
        return self._period

    @property
    def respondents(self) -> Mapping[str, int]:
        """By survey form, how many people answered."""
        return self._respondents

    @property
    def has_findings(self) -> bool:
        """Whether the table tells what the checks of the package found; only those are told that a table can make."""
        return self._found is not None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What follows from year and respondents, then which checks found something; of what exactly, a table does not tell."""
        return (*self._limits(), *(self._found or ()))

    def _limits(self) -> Iterator[Finding]:
        yield from outside_validity(self._period.year, self._package.regulation.validity)
        for name, form in self._plan.forms.items():
            if isinstance(form, SurveyForm) and form.respondents.minimum is not None and name in self._plan.needs:
                yield from too_few(name, self._respondents.get(name), form.respondents.minimum)

    def __repr__(self) -> str:
        letter = printable(self.category.letter) if self.category is not None else "-"
        return f"<ScoredUnit {self._package.regulation.id} index={self.index.rounded} category={letter}>"


def counted_finding(rule: CheckRule) -> Finding:
    """Return the finding of a rule of which a table tells only that it was made, with `…` where its text names what it found."""
    texts = [rule.text.id, rule.text.en or ""]
    names = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    words = dict.fromkeys(sorted(names), _NOT_IN_THE_TABLE)
    return Finding(rule.id, rule.severity, rule.id, rule.source, rule.confidence, {}, rule.text, words)
