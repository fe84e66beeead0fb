"""From the picture of an agency to the view that every format draws."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pekppp_rules.agency import (
    AgencyChange,
    AgencyPicture,
    AspectMean,
    FindingGroup,
    RoundPicture,
    RowMean,
    UnscoredUnit,
)
from pekppp_rules.errors import Language
from pekppp_rules.evaluation import Aggregate, UnitResult
from pekppp_rules.evaluation.category import Category
from pekppp_rules.evaluation.wording import decimal_words, exact_words, near_words, percent_words, signed_words
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.reporting.agency_heat import heat_maps
from pekppp_rules.reporting.agency_view import (
    AgencyView,
    AspectMeanView,
    CategoryView,
    ChangeView,
    RankedView,
    RoundView,
    UnitChangeView,
    WeakRow,
)
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.view import (
    Band,
    Bar,
    BarGroup,
    Fact,
    Figure,
    FindingView,
    Radar,
    SeverityGroup,
    Strand,
    Strip,
)

_SEVERITIES = ("error", "warning", "info")
_UNITS_NAMED = 5
_FEWEST_SPOKES = 3
_RINGS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
_PLACES = 2
_GAIN_PLACES = 4


def agency_view(picture: AgencyPicture, lang: Language) -> AgencyView:
    """Return everything a report on an agency shows, in `lang`."""
    words = AgencyWords(lang)
    agencies = picture.agencies
    several = words("several_agencies", count=len(agencies))
    return AgencyView(
        lang=lang,
        agency=agencies[0] if len(agencies) == 1 else several,
        agencies=agencies,
        rounds=tuple(_Round(one, words).view() for one in picture.rounds),
        side_by_side=words("side_by_side", count=len(picture.rounds)) if len(picture.rounds) > 1 else None,
        change=None if picture.change is None else _change(picture.change, words),
        unscored=tuple(_unscored(one, lang) for one in picture.unscored),
        unscored_note=words("unscored_note", count=len(picture.unscored)) if picture.unscored else None,
    )


def _unscored(one: UnscoredUnit, lang: Language) -> Fact:
    code, _, about = one.status.partition(" ")
    return Fact(one.name or "-", f"{code} {about}: {one.problem.message(lang)}")


def round_name(aggregate: Aggregate, lang: Language) -> str:
    """Return a round in the regulation's words: `2022 · PEKPPP Mandiri · Pelaksanaan evaluasi`."""
    fields = aggregate.ranking[0].evaluation.fields
    names: dict[tuple[str, str], str] = {
        (values.field, value.code): value.name(lang) for values in fields for value in values.values
    }
    given = {"period.scheme": aggregate.period.scheme, "period.stage": aggregate.period.stage}
    told = [names.get((field, value), value) for field, value in given.items() if value is not None]
    return " · ".join([str(aggregate.period.year), *told])


def name_of(category: Category, lang: Language) -> str:
    """Return the name of a category in a language."""
    return category.name_en if lang == "en" and category.name_en else category.name


class _Round:
    """A round while its view is made."""

    def __init__(self, picture: RoundPicture, words: AgencyWords) -> None:
        self._picture = picture
        self._words = words
        self._lang: Language = words.lang
        self._units = [one.evaluation for one in picture.aggregate.ranking]
        self._root = self._units[0].node(self._units[0].root_id)

    def view(self) -> RoundView:
        aggregate, lang = self._picture.aggregate, self._lang
        regulation, category = aggregate.regulation, aggregate.category
        return RoundView(
            title=round_name(aggregate, lang),
            period=str(aggregate.period.year),
            regulation=regulation.citation,
            identity=f"{regulation.id} {regulation.version} {regulation.digest}",
            index_name=self._root.name(lang),
            index=_shown(aggregate.value, aggregate.rounded, lang),
            highest=exact_words(self._root.highest, lang),
            letter=None if category is None else category.letter,
            category=None if category is None else name_of(category, lang),
            converted=self._converted(),
            told=tuple(self._told()),
            strip=self._strip(),
            distribution=tuple(self._distribution()),
            distribution_bars=self._bars(),
            ranking=tuple(self._ranking()),
            aspects=tuple(self._aspect(one) for one in self._picture.aspects),
            radar=self._radar(),
            weakest=tuple(self._weak(one) for one in self._picture.weakest),
            weakest_note=self._weakest_note(),
            heat=heat_maps(self._picture, lang),
            findings=tuple(self._findings()),
            findings_note=self._findings_note(),
        )

    def _converted(self) -> Fact | None:
        name, value = self._units[0].package.index.conversion, self._picture.aggregate.conversion
        if name is None or value is None:
            return None
        return Fact(self._units[0].node(name).name(self._lang), decimal_words(value, self._lang))

    def _told(self) -> Iterator[str]:
        aggregate = self._picture.aggregate
        yield self._words("unit_count", count=len(self._units))
        value = decimal_words(aggregate.rounded, self._lang)
        yield self._words("mean_rule", exact=near_words(aggregate.value, self._lang), value=value)

    def _strip(self) -> Strip | None:
        root = self._root
        categories = [one.category for one in reversed(self._picture.distribution)]
        if not categories:
            return None
        span = root.highest - root.lowest
        ends = [*((one.lower_bound - root.lowest) / span for one in categories), Fraction(1)]
        own = self._picture.aggregate.category
        bands = tuple(
            Band(
                letter=one.letter,
                name=name_of(one, self._lang),
                bounds=exact_words(one.lower_bound, self._lang),
                start=max(ends[at], Fraction(0)),
                end=ends[at + 1],
                is_own=own is not None and one.letter == own.letter,
            )
            for at, one in enumerate(categories)
        )
        place = (self._picture.aggregate.value - root.lowest) / span
        return Strip(bands, (place,), exact_words(root.lowest, self._lang), exact_words(root.highest, self._lang))

    def _distribution(self) -> Iterator[CategoryView]:
        for one in self._picture.distribution:
            share = percent_words(Fraction(one.units, len(self._units)), self._lang)
            count = Figure(Fraction(one.units), str(one.units), 0)
            yield CategoryView(one.category.letter, name_of(one.category, self._lang), count, share)

    def _bars(self) -> BarGroup | None:
        bars = tuple(
            Bar(f"{one.letter}: {one.name}", one.units, Figure(Fraction(len(self._units)), str(len(self._units))))
            for one in self._distribution()
        )
        return BarGroup(self._words("distribution"), bars) if bars else None

    def _ranking(self) -> Iterator[RankedView]:
        for one in self._picture.aggregate.ranking:
            unit, category = one.evaluation.unit, one.evaluation.category
            yield RankedView(
                rank=one.rank,
                unit=unit.name,
                agency=unit.agency,
                index=_shown(one.evaluation.index.value, one.evaluation.index.rounded, self._lang),
                letter=None if category is None else category.letter,
                category=None if category is None else name_of(category, self._lang),
            )

    def _aspect(self, one: AspectMean) -> AspectMeanView:
        return AspectMeanView(
            part=one.part_name(self._lang),
            aspect=one.aspect,
            name=one.name(self._lang),
            weight="" if one.weight is None else percent_words(one.weight, self._lang),
            mean=self._figure(one.mean),
            least=self._figure(one.least),
            most=self._figure(one.most),
        )

    def _radar(self) -> Radar | None:
        """Return the parts of the index on the aspects that all of them have."""
        by_part: dict[str, dict[str, AspectMean]] = {}
        for one in self._picture.aspects:
            by_part.setdefault(one.part, {})[one.aspect] = one
        every = dict.fromkeys(one.aspect for one in self._picture.aspects)
        shared = [aspect for aspect in every if all(aspect in aspects for aspects in by_part.values())]
        if len(shared) < _FEWEST_SPOKES:
            return None
        names = {one.aspect: one.name(self._lang) for one in self._picture.aspects}
        strands = []
        for aspects in by_part.values():
            means = [aspects[aspect] for aspect in shared]
            points = tuple((one.mean - one.lowest) / (one.highest - one.lowest) for one in means)
            values = tuple(rounded_half_up(one.mean.numerator, one.mean.denominator, _PLACES) for one in means)
            texts = tuple(near_words(one.mean, self._lang, _PLACES) for one in means)
            strands.append(Strand(means[0].part_name(self._lang), points, values, texts))
        scales = {(one.lowest, one.highest) for one in self._picture.aspects if one.aspect in shared}
        return Radar(
            labels=tuple(Fact(names[aspect], names[aspect]) for aspect in shared),
            strands=tuple(strands),
            rings=tuple(Figure(ring, percent_words(ring, self._lang)) for ring in _RINGS),
            left_out=tuple(names[aspect] for aspect in every if aspect not in shared),
            scale=scales.pop() if len(scales) == 1 else None,
        )

    def _weak(self, one: RowMean) -> WeakRow:
        after = None
        if one.rounded_after is not None:
            letter = "" if one.category_after is None else f" ({one.category_after.letter})"
            after = decimal_words(one.rounded_after, self._lang) + letter
        return WeakRow(
            code=one.code,
            name=one.name(self._lang),
            mean=self._figure(one.mean),
            highest=exact_words(one.highest, self._lang),
            open_units=Figure(Fraction(one.units - one.full), str(one.units - one.full), 0),
            gain=None if one.gain is None else Figure(one.gain, signed_words(one.gain, self._lang), _GAIN_PLACES),
            after=after,
        )

    def _weakest_note(self) -> str:
        if not self._picture.weakest:
            return self._words("weakest_none")
        is_known = all(one.gain is not None for one in self._picture.weakest)
        return self._words("weakest_note" if is_known else "weakest_unknown")

    def _findings_note(self) -> str | None:
        notes = {"counted": "findings_counted", "limits": "findings_of_no_table"}
        name = notes.get(self._picture.findings_known)
        return None if name is None else self._words(name)

    def _figure(self, value: Fraction) -> Figure:
        return Figure(value, near_words(value, self._lang, _PLACES), _PLACES)

    def _findings(self) -> Iterator[SeverityGroup]:
        for severity in _SEVERITIES:
            found = [group for group in self._picture.findings if group.severity == severity]
            if found:
                told = tuple(self._finding(group) for group in found)
                yield SeverityGroup(severity, self._words(severity), told)

    def _finding(self, group: FindingGroup) -> FindingView:
        message = group.example.message(self._lang)
        is_counted = self._picture.findings_known == "counted" and group.subject == group.code
        told = message if len(group.units) == 1 or is_counted else self._words("example_of", message=message)
        units = "; ".join(group.units[:_UNITS_NAMED])
        if len(group.units) > _UNITS_NAMED:
            units = self._words("and_more", units=units, count=len(group.units) - _UNITS_NAMED)
        return FindingView(told, self._words("found_in", count=len(group.units), units=units))


def _change(change: AgencyChange, words: AgencyWords) -> ChangeView:
    lang: Language = words.lang
    before, after = change.before.aggregate, change.after
    told = [
        words(
            "change_told",
            before=decimal_words(before.rounded, lang),
            before_round=_named(before, lang),
            after=decimal_words(after.rounded, lang),
            after_round=_named(after, lang),
            change=signed_words(change.change, lang),
        )
    ]
    if before.category is not None and after.category is not None:
        letters = {"before": before.category.letter, "after": after.category.letter}
        is_same = before.category.letter == after.category.letter
        told.append(words("change_same" if is_same else "change_category", **letters))
    other_rules = before.regulation != after.regulation
    told += [words("change_order")] if other_rules and change.units else []
    unsplit = sum(one.from_rules is None for one in change.units)
    told += [words("unsplit_note", count=unsplit)] if unsplit else []
    parts = {"from_units": change.from_units, "from_rules": change.from_rules}
    parts.update({"unsplit": change.unsplit} if unsplit else {})
    parts.update({"from_composition": change.from_composition} if change.came or change.left else {})
    return ChangeView(
        other_rules=other_rules,
        told=tuple(told),
        parts=tuple(
            (words(name), Figure(value, signed_words(value, lang), _GAIN_PLACES)) for name, value in parts.items()
        ),
        units=tuple(
            UnitChangeView(
                unit=one.after.unit.name,
                before=_result(one.before, lang),
                after=_result(one.after, lang),
                change=Figure(one.change, signed_words(one.change, lang), _GAIN_PLACES),
                from_unit="-" if one.from_unit is None else signed_words(one.from_unit, lang),
                from_rules="-" if one.from_rules is None else signed_words(one.from_rules, lang),
            )
            for one in change.units
        ),
        came=tuple(one.unit.name for one in change.came),
        left=tuple(one.unit.name for one in change.left),
    )


def _shown(value: Fraction, rounded: Decimal, lang: Language) -> Figure:
    """Return a value with its rounded value in words."""
    _, _, exponent = rounded.as_tuple()
    return Figure(value, decimal_words(rounded, lang), max(0, -int(exponent)))


def _named(aggregate: Aggregate, lang: Language) -> str:
    return f"{round_name(aggregate, lang)}, {aggregate.regulation.citation}"


def _result(evaluation: UnitResult, lang: Language) -> str:
    value = decimal_words(evaluation.index.rounded, lang)
    return value if evaluation.category is None else f"{value} {evaluation.category.letter}"
