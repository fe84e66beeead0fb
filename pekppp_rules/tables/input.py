"""The caller's tables with the columns that scoring uses, and no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
from narwhals.dtypes import DType

from pekppp_rules.errors import EvaluationError, Parameter, Phrase, Place, Problem, shown
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.model import ScoredForm, SurveyForm
from pekppp_rules.regulation.tree import column_name
from pekppp_rules.tables.cases import Case
from pekppp_rules.tables.columns import find_columns
from pekppp_rules.tables.fact_columns import FoundFacts, find_fact_columns
from pekppp_rules.tables.frames import Opened, chosen, column_of, known_sorted, opened
from pekppp_rules.tables.pooled import Columns, Frame

ASSESSMENTS, RESPONSES = "assessments", "responses"

_ONE_KIND = Phrase("tabel sejenis dengan yang pertama", "a table of the same kind as the first")
_ONE_UNIT = Phrase("jenis yang sama di kedua tabel", "the same type in both tables")


@dataclass(frozen=True)
class Input:
    """The tables, their columns renamed: `unit`, `evaluator`, those of the fields, and those of the rows of the forms."""

    cases: Sequence[Case]
    assessments: Frame | None
    columns: Columns
    fields: Mapping[str, str | None]
    """By field that chooses a variant, its column; None where all units have the same."""
    by_evaluator: bool
    surveys: Mapping[str, tuple[Frame, Columns]]
    """By name of the form."""
    is_lazy: bool
    facts: FoundFacts
    """By fact, its columns in the assessments; none unless findings are asked for."""

    def names_of(self, kind: type[ScoredForm]) -> list[str]:
        """Return the names of the forms of one kind, in the order of the package."""
        return list(dict.fromkeys(form.form for form in forms_of(self.cases) if isinstance(form, kind)))

    def alias_of(self, field: str) -> str:
        """Return what the column of a field is called while scoring."""
        return _alias(self.fields, field)


def forms_of(cases: Sequence[Case]) -> list[ScoredForm]:
    """Return every scored form of the cases, each variant once."""
    return list({id(form): form for case in cases for form in case.forms.values()}.values())


def open_input(
    cases: Sequence[Case],
    assessments: object,
    responses: object,
    *,
    unit: str,
    mode: str | None,
    evaluator: str | None,
    facts_of: Package | None = None,
) -> tuple[Input, Callable[[Frame], object]]:
    """Return the tables ready to score, and what makes a table of the caller's kind of the result.

    With the package `facts_of` its facts are taken from the assessments too. Raises EvaluationError with what is wrong with the
    tables as a whole: no table, kinds that do not go together, columns that are missing, misspelt, double or hold no numbers.
    """
    forms = forms_of(cases)
    assessed = None if assessments is None else opened(assessments, ASSESSMENTS)
    answered = {name: opened(table, RESPONSES) for name, table in _by_survey(responses, forms).items()}
    tables = [*([assessed] if assessed is not None else []), *answered.values()]
    if not tables:
        raise _wrong("PKP-709", ASSESSMENTS, found="None", expected=_ONE_KIND)
    for other in tables[1:]:
        if (other.frame.implementation, type(other.frame)) != (tables[0].frame.implementation, type(tables[0].frame)):
            raise _wrong("PKP-709", RESPONSES, found=str(other.frame.implementation), expected=_ONE_KIND)
    cast = _unit_type([(table.frame, unit) for table in tables], unit)
    columns: Columns = {}
    fields: dict[str, str | None] = {}
    facts: FoundFacts = {}
    frame = None
    if assessed is not None:
        schema = assessed.frame.collect_schema()
        fields = _fields(cases, schema.names(), mode)
        columns = find_columns(schema, [form for form in forms if not isinstance(form, SurveyForm)], ASSESSMENTS)
        named = {
            "unit": unit,
            **({"evaluator": column_of(assessed.frame, evaluator, ASSESSMENTS)} if evaluator else {}),
        }
        named |= {_alias(fields, field): column for field, column in fields.items() if column is not None}
        if facts_of is not None:
            facts = find_fact_columns(schema, facts_of, ASSESSMENTS)
            named |= {cell.alias: cell.name for cells in facts.values() for cell in cells}
        frame = _chosen(assessed.frame, named, columns, cast, text=("evaluator",))
    else:
        fields = _fields(cases, [], mode)
    surveys: dict[str, tuple[Frame, Columns]] = {}
    for name, table in answered.items():
        of_survey = [form for form in forms if form.form == name]
        found = find_columns(table.frame.collect_schema(), of_survey, RESPONSES)
        surveys[name] = _chosen(table.frame, {"unit": unit}, found, cast), found
    kept = [case for case in cases if all(_choice_of(case, field, mode, fields) for field in fields)]
    by_evaluator = evaluator is not None and frame is not None
    given = Input(kept, frame, columns, fields, by_evaluator, surveys, _is_lazy(tables[0]), facts)
    return given, tables[0].restore


def _is_lazy(table: Opened) -> bool:
    return isinstance(table.frame, nw.LazyFrame)


def _choice_of(case: Case, field: str, mode: str | None, fields: Mapping[str, str | None]) -> bool:
    """Whether a case can occur: where a field is the same for all units, with that value only."""
    return fields[field] is not None or case.choice[field] == mode or field != "unit.mode"


def _alias(fields: Mapping[str, str | None], field: str) -> str:
    return f"field{list(fields).index(field)}"


def _fields(cases: Sequence[Case], columns: Sequence[str], mode: str | None) -> dict[str, str | None]:
    """Return the fields that choose variants with their columns.

    `mode` is the column of `unit.mode`, or the mode of all units. Without it, and for any other field, a column is looked for
    that is called like the field: `unit.mode`, `unit_mode` or `mode`.
    """
    found: dict[str, str | None] = {}
    for field in dict.fromkeys(field for case in cases for field in case.choice):
        values = [case.choice[field] for case in cases]
        names = [field, column_name(field), field.partition(".")[2]]
        if mode is not None and field == "unit.mode":
            if mode not in columns and mode in values:
                found[field] = None
                continue
            names = [mode]
        present = [name for name in names if name in columns]
        if not present:
            known = ", ".join(dict.fromkeys(values))
            raise _wrong("PKP-712", ASSESSMENTS, field=field, name=shown(names[-1]), known=known)
        found[field] = present[0]
    return found


def _by_survey(responses: object, forms: Sequence[ScoredForm]) -> dict[str, object]:
    """Return the tables of responses by the name of their form; with one survey the table stands alone."""
    if responses is None:
        return {}
    names = list(dict.fromkeys(form.form for form in forms if isinstance(form, SurveyForm)))
    by_name = responses if isinstance(responses, Mapping) else dict.fromkeys(names, responses)
    if not names or not by_name.keys() <= set(names) or (len(names) > 1 and not isinstance(responses, Mapping)):
        raise _wrong("PKP-713", RESPONSES, known=", ".join(names) or "-")
    return dict(by_name)


def _chosen(
    frame: Frame, named: Mapping[str, str], columns: Columns, cast: DType | None, text: Sequence[str] = ()
) -> Frame:
    schema = frame.collect_schema()
    types: dict[str, DType] = {"unit": cast} if cast is not None else {}
    types |= {alias: nw.String() for alias in text if alias in named}
    types |= {column.alias: nw.Int64() for column in columns.values() if str(schema[column.name]) == "Unknown"}
    picked = known_sorted(
        chosen(frame, {**named, **{column.alias: column.name for column in columns.values()}}, types), "unit"
    )
    return picked.with_columns(nw.col("evaluator").fill_null("")) if "evaluator" in named else picked


def _unit_type(tables: Sequence[tuple[Frame, str]], unit: str) -> DType | None:
    """Return the type in which the units of all tables can be compared; None where they have the same already."""
    types = [frame.collect_schema()[column_of(frame, name, ASSESSMENTS)] for frame, name in tables]
    if all(one == types[0] for one in types):
        return nw.String() if str(types[0]).startswith(("Categorical", "Enum")) else None
    if all(one.is_integer() for one in types):
        return nw.Int64()
    if all(str(one).startswith(("String", "Categorical", "Enum")) for one in types):
        return nw.String()
    raise _wrong("PKP-703", RESPONSES, unit, found=", ".join(map(str, types)), expected=_ONE_UNIT)


def _wrong(code: str, *path: str, **told: Parameter) -> EvaluationError:
    return EvaluationError(Problem(code, Place(path=path), told))
