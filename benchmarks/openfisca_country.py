"""The instrument as an OpenFisca country: service units with their scores, respondents with their answers.

Weights and bounds are parameters, each node of the index is a variable, as an OpenFisca author would write it; numbers are
float32 because that is what OpenFisca keeps them in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.instrument import Data, Instrument, Outcome

PERIOD = "2022"
Formula = Callable[..., Any]


class Country:
    """The tax-benefit system of the instrument, and the two ways to feed it: from a dict, and from columns."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._respondent = build_entity(
            key="respondent", plural="respondents", label="A service user who answers F-03", is_person=True
        )
        self._unit = build_entity(
            key="unit", plural="units", label="A service unit", roles=[{"key": "user", "plural": "users"}]
        )
        self.system = TaxBenefitSystem([self._respondent, self._unit])
        self.system.parameters = ParameterNode("", data=_parameters(instrument))
        self.letters = Enum("Letter", {f"at_{bound}": letter for letter, bound in instrument.bounds})
        for variable in self._variables():
            self.system.add_variable(variable)

    def situation(self, data: Data) -> dict[str, Any]:
        """Return a submission in the shape OpenFisca reads."""
        [sheet] = data["forms"]["f02"]
        responses = data["forms"]["f03"]["responses"]
        names = [f"user_{number}" for number in range(len(responses))]
        scores = {_name(f"f02.{code}"): {PERIOD: score} for code, score in sheet["scores"].items()}
        return {
            "respondents": {
                name: {_answer(code): {PERIOD: answer} for code, answer in row.items()}
                for name, row in zip(names, responses, strict=True)
            },
            "units": {"unit": {"users": names, **scores}},
        }

    def from_situation(self, situation: Mapping[str, Any]) -> Any:
        """Return the simulation of one unit given as a dict."""
        return SimulationBuilder().build_from_entities(self.system, situation)

    def columns(self, submissions: Sequence[Data]) -> Mapping[str, Any]:
        """Return many submissions as one array a row of a form; units have equally many respondents."""
        sheets = [data["forms"]["f02"][0]["scores"] for data in submissions]
        rows = [row for data in submissions for row in data["forms"]["f03"]["responses"]]
        scores = {_name(f"f02.{code}"): _column(sheets, code) for code in self._instrument.indicator_codes}
        return scores | {_answer(code): _column(rows, code) for code in self._instrument.question_codes}

    def from_columns(self, columns: Mapping[str, Any], units: int) -> Any:
        """Return the simulation of many units given as columns."""
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        respondents = len(columns[_answer(self._instrument.question_codes[0])])
        builder.declare_person_entity("respondent", range(respondents))
        population = builder.declare_entity("unit", range(units))
        membership = numpy.repeat(numpy.arange(units), respondents // units)
        builder.join_with_persons(population, membership, roles=numpy.zeros(respondents, dtype=int))
        simulation: Simulation = builder.build(self.system)
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return simulation

    def from_means(self, columns: Mapping[str, Any], units: int) -> Any:
        """Return the simulation of many units whose means of F-03 are given too, so that no respondent is needed."""
        builder = SimulationBuilder()
        builder.create_entities(self.system)
        builder.declare_person_entity("respondent", range(units))
        population = builder.declare_entity("unit", range(units))
        builder.join_with_persons(population, numpy.arange(units), roles=numpy.zeros(units, dtype=int))
        simulation: Simulation = builder.build(self.system)
        for name, column in columns.items():
            simulation.set_input(name, PERIOD, column)
        return simulation

    def calculate(self, simulation: Any) -> tuple[Any, Any]:
        """Return index and category of every unit, as columns."""
        return simulation.calculate("rounded", PERIOD), simulation.calculate("letter", PERIOD)

    def outcomes(self, simulation: Any) -> list[Outcome]:
        """Return index and category of every unit."""
        rounded, letters = self.calculate(simulation)
        return [
            Outcome(round(float(index) * 100), letter.value)
            for index, letter in zip(rounded, letters.decode(), strict=True)
        ]

    def every_node(self, simulation: Any) -> dict[str, tuple[Any, Any]]:
        """Return every node with its rounded value, each a column; the category is calculated too."""
        found = {}
        for name in self._node_names():
            values = simulation.calculate(_name(name), PERIOD)
            found[name] = values, _half_up(values)
        simulation.calculate("letter", PERIOD)
        return found

    def rounded_nodes(self, simulation: Any) -> dict[str, int]:
        """Return every node of a single unit, rounded, in hundredths."""
        found = self.every_node(simulation)
        return {name: round(float(rounded[0]) * 100) for name, (_, rounded) in found.items()}

    def _node_names(self) -> list[str]:
        instrument = self._instrument
        rows = [f"f02.{code}" for code in instrument.indicator_codes]
        rows += [f"f03.{code}" for code in instrument.question_codes]
        aspects = [f"f02.{aspect}" for aspect in instrument.aspects]
        aspects += [f"f03.{aspect}" for aspect in instrument.questions]
        return [*rows, *aspects, "f02", "f03", "ipp", "ipp_100"]

    def _variables(self) -> Iterable[type[Variable]]:
        instrument = self._instrument
        for code in instrument.indicator_codes:
            yield self._variable(_name(f"f02.{code}"))
        for code in instrument.question_codes:
            yield self._variable(_answer(code), entity=self._respondent)
            yield self._variable(_name(f"f03.{code}"), partial(_mean_answer, _answer(code)))
        for aspect, weights in instrument.indicators.items():
            rows = [_name(f"f02.{code}") for code in weights]
            yield self._variable(f"f02_{aspect}", partial(_weighted_mean, rows, f"f02_{aspect}"))
        for aspect, codes in instrument.questions.items():
            yield self._variable(f"f03_{aspect}", partial(_mean, [_name(f"f03.{code}") for code in codes]))
        yield self._variable("f02", partial(_weighted_mean, [f"f02_{one}" for one in instrument.aspects], "f02"))
        yield self._variable("f03", partial(_mean, [f"f03_{one}" for one in instrument.questions]))
        yield self._variable("ipp", partial(_weighted_mean, ["f02", "f03"], "ipp"))
        yield self._variable("ipp_100", partial(_times, "ipp", instrument.conversion))
        yield self._variable("rounded", _rounded_index)
        possible = {"possible_values": self.letters, "default_value": list(self.letters)[-1]}
        yield self._variable("letter", partial(_letter, self.letters), value_type=Enum, **possible)

    def _variable(
        self, name: str, formula: Formula | None = None, entity: Any = None, value_type: type = float, **more: Any
    ) -> type[Variable]:
        described = {
            "value_type": value_type,
            "entity": entity or self._unit,
            "definition_period": DateUnit.YEAR,
            "label": name,
            **more,
        }
        if formula is not None:
            described["formula"] = _as_formula(formula)
        return type(name, (Variable,), described)


def _as_formula(formula: Formula) -> Formula:
    """Return a plain function: OpenFisca looks at the arguments of a formula, which a partial hides."""

    def run(unit: Any, period: Any, parameters: Any) -> Any:
        return formula(unit, period, parameters)

    return run


def _weighted_mean(names: Sequence[str], node: str, unit: Any, period: Any, parameters: Any) -> Any:
    weights = parameters(period).weights[node]
    return sum(unit(name, period) * weights[name] for name in names)


def _mean(names: Sequence[str], unit: Any, period: Any, _: Any) -> Any:
    return sum(unit(name, period) for name in names) / len(names)


def _mean_answer(answer: str, unit: Any, period: Any, _: Any) -> Any:
    return unit.sum(unit.members(answer, period)) / unit.nb_persons()


def _times(name: str, factor: int, unit: Any, period: Any, _: Any) -> Any:
    return unit(name, period) * factor


def _rounded_index(unit: Any, period: Any, _: Any) -> Any:
    return _half_up(unit("ipp", period))


def _letter(letters: Any, unit: Any, period: Any, parameters: Any) -> Any:
    rounded = unit("rounded", period)
    bounds = parameters(period).bounds
    return numpy.select([rounded >= bounds[letter.name] for letter in letters], list(letters))


def _half_up(values: Any) -> Any:
    return numpy.floor(values * 100 + 0.5) / 100


def _parameters(instrument: Instrument) -> dict[str, Any]:
    weights = {
        f"f02_{aspect}": {_name(f"f02.{code}"): _value(weight / 100) for code, weight in by_code.items()}
        for aspect, by_code in instrument.indicators.items()
    }
    weights["f02"] = {f"f02_{aspect}": _value(weight / 100) for aspect, weight in instrument.aspects.items()}
    weights["ipp"] = {"f02": _value(float(instrument.f02_share)), "f03": _value(float(instrument.f03_share))}
    bounds = {f"at_{bound}": _value(bound / 100) for _, bound in instrument.bounds}
    return {"weights": weights, "bounds": bounds}


def _value(number: float) -> dict[str, Any]:
    return {"values": {"2022-01-01": {"value": number}}}


def _column(rows: Sequence[Mapping[str, int]], code: str) -> Any:
    return numpy.fromiter((row[code] for row in rows), dtype=numpy.float32, count=len(rows))


def _name(node: str) -> str:
    return node.replace(".", "_")


def _answer(code: str) -> str:
    return _name(f"answer.{code}")
