"""The typed submission. Its shape is shared by every regulation; which codes and levels fit is the regulation's to say."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)

from pekppp_rules.errors import Path as DataPath
from pekppp_rules.errors import Place, Problem
from pekppp_rules.reading import Document
from pekppp_rules.reading.numbers import number_written
from pekppp_rules.regulation.conditions import Stated
from pekppp_rules.regulation.model.values import kind, told_by
from pekppp_rules.submission.refusal import without_input

if TYPE_CHECKING:
    from pekppp_rules.regulation import Package

_MOST = 10**12


def _whole(value: Any) -> Any:
    """Make a number that is whole an int; leave anything else for the strict check to refuse."""
    if type(value) is int or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Decimal) and not value.is_finite():
        return value
    if isinstance(value, (float, Decimal)):
        return int(value) if -_MOST <= value <= _MOST and value == int(value) else value
    try:
        return operator.index(value)
    except Exception:  # whatever a stranger's object raises, it is no number
        return value


def is_blank(key: Any, value: Any) -> bool:
    """Whether a code was written and left blank. `{a: 4,5}` gives a key 5 without a value, which is a decimal gone wrong."""
    return value is None and not (isinstance(key, str) and key.isascii() and key.isdigit())


def _whole_numbers(value: Any) -> Any:
    if not isinstance(value, Mapping) or all(type(number) is int for number in value.values()):
        return value
    return {key: _whole(number) for key, number in value.items() if not is_blank(key, number)}


def _decimals(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: _decimal(number) for key, number in value.items() if not is_blank(key, number)}


def _decimal(value: Any) -> Any:
    """Read a number as the decimal that was written; a float stands for its shortest decimal."""
    value = value if isinstance(value, (float, Decimal)) else _whole(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        number = number_written(float.__repr__(value) if isinstance(value, float) else str(value))
    except ValueError:
        return None
    return None if number is None else Decimal(number)


def _list_only(value: Any) -> Any:
    """Refuse what merely can be gone through: a set has no order, a generator no second time."""
    if not isinstance(value, (list, tuple)):
        raise ValueError("no list")
    return value


_T = TypeVar("_T")

_List = Annotated[tuple[_T, ...], BeforeValidator(_list_only)]
_Code = Annotated[str, Field(max_length=300, strict=True)]
_Whole = Annotated[StrictInt, BeforeValidator(_whole)]
_Count = Annotated[_Whole, Field(ge=1, le=1_000_000_000)]
_WholeNumbers = Annotated[
    dict[_Code, Annotated[StrictInt, Field(ge=-_MOST, le=_MOST)]],
    BeforeValidator(_whole_numbers),
]
"""Scores or answers by code. One that is left blank was not given; the regulation says which must be."""
_Decimals = Annotated[
    dict[_Code, Annotated[Decimal, Field(ge=-_MOST, le=_MOST, strict=True)]],
    BeforeValidator(_decimals),
]
_Name = Annotated[str, Field(min_length=1, max_length=300, strict=True)]
_FreeText = Annotated[str, Field(min_length=1, max_length=20_000, strict=True)]
_Link = Annotated[str, Field(max_length=2_000, strict=True)]
_Choice = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$", strict=True)]


def _given(value: Any) -> Any:
    """Refuse an empty value: an optional field is left out, not left blank."""
    if value is None:
        raise ValueError("empty")
    return value


_Optional = Annotated[_T | None, BeforeValidator(_given)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_without_echo(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Let no error carry what was given: it ends in logs."""
        try:
            return handler(data)
        except ValidationError as error:
            raise without_input(error) from None


class Unit(_Model):
    """The unit that is evaluated (unit lokus) and the agency above it."""

    name: _Name
    agency: _Name
    mode: _Optional[_Choice] = None
    services: _List[_Choice] = ()
    code: _Optional[_Name] = None
    address: _Optional[_Name] = None


class Period(_Model):
    """The year, who runs the evaluation, and the stage of a round."""

    year: Annotated[_Whole, Field(ge=2000, le=2100)]
    scheme: _Optional[_Choice] = None
    stage: _Optional[_Choice] = None


class Evidence(_Model):
    """A document, photo, video, screenshot or link that supports a score."""

    title: _Name
    kind: _Optional[Literal["document", "photo", "video", "screenshot", "link"]] = None
    location: _Optional[Annotated[_Link, Field(min_length=1)]] = None
    digest: _Optional[Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]] = None


class RubricSheet(_Model):
    """One evaluator's scores, with notes and evidence by indicator and observations by aspect."""

    evaluator: _Name
    scores: _WholeNumbers
    notes: dict[_Code, _FreeText] = Field(default_factory=dict)
    evidence: dict[_Code, _List[Evidence]] = Field(default_factory=dict)
    observations: dict[_Code, _FreeText] = Field(default_factory=dict)


class SurveyResponses(_Model):
    """A row a respondent."""

    responses: _List[_WholeNumbers]

    def identical(self) -> int | None:
        """Return the largest number of respondents with exactly the same answers; None where nobody answered."""
        return max(Counter(tuple(sorted(row.items())) for row in self.responses).values(), default=None)


class SurveySums(_Model):
    """By question, the sum of all answers."""

    respondents: _Count
    sums: _WholeNumbers


class SurveyTotals(_Model):
    """A survey already summed."""

    totals: SurveySums


class SurveyMeans(_Model):
    """A survey already averaged. The means given are taken as exact."""

    means: _Decimals
    respondents: _Optional[_Count] = None


class ValueAnswers(_Model):
    """Decimals that are given as they are, by code."""

    values: _Decimals


class OtherOption(_Model):
    """An entry of the unit's own beside the options of a form."""

    other: _Name


FactValue = bool | int | Decimal | str | tuple[str | OtherOption, ...]
"""What a unit states: yes or no, a number, a text or the code of an option, or several options."""

_LONGEST_FACT = 2_000

_FactText = Annotated[str, Field(min_length=1, max_length=_LONGEST_FACT, strict=True)]
_Option = Annotated[
    Annotated[_FactText, kind("code")] | Annotated[OtherOption, kind("other")],
    told_by(lambda value: "code" if isinstance(value, str) else "other"),
]


def _fact_number(value: Any) -> int | Decimal:
    """Keep a number as it was written: an int, or the exact Decimal."""
    number = _decimal(value)
    if number is None:
        raise ValueError("neither yes or no, nor a number, a text or a list of options")
    return int(number) if number == int(number) else Decimal(number)


def _fact_kind(value: Any) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, str):
        return "text"
    return "options" if isinstance(value, (list, tuple)) else "number"


_FactValue = Annotated[
    Annotated[StrictBool, kind("yes or no")]
    | Annotated[int | Decimal, PlainValidator(_fact_number), kind("number")]
    | Annotated[_FactText, kind("text")]
    | Annotated[tuple[_Option, ...], kind("options")],
    told_by(_fact_kind),
]


def _said(value: FactValue) -> Any:
    """Return a fact's value in the shape of a submission file."""
    if not isinstance(value, tuple):
        return value
    return tuple({"other": item.other} if isinstance(item, OtherOption) else item for item in value)


def _without_blanks(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: item for key, item in value.items() if not is_blank(key, item)}


class FactAnswers(_Model):
    """The facts a unit states, by the form's fact ids, with evidence by question."""

    answers: Annotated[
        dict[_Code, Annotated[_FactValue, PlainSerializer(_said)]],
        BeforeValidator(_without_blanks),
    ]
    evidence: dict[_Code, _List[Evidence]] = Field(default_factory=dict)

    def stated(self) -> dict[str, Stated]:
        """Return the facts as conditions read them: of a set, the codes of the chosen options."""
        return {
            name: tuple([item for item in value if isinstance(item, str)]) if isinstance(value, tuple) else value
            for name, value in self.answers.items()
        }


def _kind_of_mapping(value: Any) -> str | None:
    for key in ("answers", "values", "responses", "totals", "means"):
        if key in value if isinstance(value, Mapping) else hasattr(value, key):
            return key
    return None


MappedAnswers = Annotated[
    Annotated[FactAnswers, kind("answers")]
    | Annotated[ValueAnswers, kind("values")]
    | Annotated[SurveyResponses, kind("responses")]
    | Annotated[SurveyTotals, kind("totals")]
    | Annotated[SurveyMeans, kind("means")],
    told_by(_kind_of_mapping),
]
SurveyAnswers = SurveyResponses | SurveyTotals | SurveyMeans
Rubric = tuple[RubricSheet, ...]

FormAnswers = Annotated[
    Annotated[Rubric, kind("rubric")] | Annotated[MappedAnswers, kind("mapping")],
    told_by(lambda value: "rubric" if isinstance(value, (list, tuple)) else "mapping"),
]


class Submission(_Model):
    """Everything one unit is evaluated on, under one regulation.

    `Submission.model_validate(data)` takes the shape of a submission file. Whole numbers may be written `4` or `4.0`;
    `true` and `"4"` are not numbers.
    """

    regulation: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,63}$", strict=True)]
    unit: Unit
    period: Period
    forms: dict[_Code, FormAnswers]
    schema_: _Optional[_Link] = Field(default=None, alias="$schema", exclude=True, repr=False)

    _document: Document | None = PrivateAttr(default=None)

    def __eq__(self, other: object) -> bool:
        """Two submissions are equal when they say the same, wherever they were read."""
        return isinstance(other, Submission) and self.data() == other.data()

    __hash__ = None  # type: ignore[assignment]  # answers are mappings; an Evaluation is hashable

    def data(self) -> dict[str, Any]:
        """Return the submission in the shape of a submission file, with numbers as int and Decimal."""
        return self.model_dump(mode="python", by_alias=True, exclude_unset=True)

    def field(self, name: str) -> str | tuple[str, ...] | None:
        """Return the value of a named field such as `unit.mode`, or None when it was not given."""
        block, _, key = name.partition(".")
        value: str | tuple[str, ...] | None = getattr(getattr(self, block, None), key, None)
        return value

    def place(self, path: DataPath, *, key: bool = False) -> Place:
        """Return where `path` stands in the file this was read from, or the path alone."""
        return self._document.place(path, key=key) if self._document is not None else Place(path=path)

    def remarks(self, package: Package) -> list[Problem]:
        """Return what a reader should know of the file this was read from, and that makes nothing in it wrong; often nothing.

        A workbook that was made for another version of the regulation (PKP-055), a copied sheet that its own result does not
        see (PKP-056). `package` is that of the regulation it is evaluated under (`Regulation.package`).
        """
        from pekppp_rules.submission.remarks import remarks_on

        return remarks_on(self._document, package)

    def read_from(self, document: Document) -> Submission:
        """Return this submission, remembering the file it was read from."""
        self._document = document
        return self
