"""Who signs the minutes, where and when: what a submission does not hold, because it is about officials and not about the unit."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from pekppp_rules.errors import InputFileError, MinutesError, Parameter, Place, Problem, closest, shown
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Document, read_document
from pekppp_rules.regulation.model.values import Optional
from pekppp_rules.submission.refusal import from_model, with_what_was_written, without_input

_LONG_MONTHS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTHS = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02-(0[1-9]|1[0-9]|2[0-8])"
_LEAP_DAY = "20([02468][048]|[13579][26])-02-29"
DAY_PATTERN = f"^(20[0-9]{{2}}-({_LONG_MONTHS}|{_SHORT_MONTHS}|{_FEBRUARY})|{_LEAP_DAY})$"
"""A day that exists, from 2000 to 2099: a pattern, so that the schema refuses 30 February as the model does."""

_Said = Annotated[str, Field(min_length=1, max_length=300, strict=True)]
_Number = Annotated[str, Field(pattern=r"^[0-9]{1,20}( [0-9]{1,20}){0,5}$", strict=True)]
_Day = Annotated[str, Field(pattern=DAY_PATTERN, strict=True)]


class _Model(BaseModel):
    """Frozen, closed to unknown keys, and silent about what was given: it names people, and errors end in logs."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_without_echo(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            raise without_input(error) from None


class Official(_Model):
    """Someone who signs. What is left out becomes a dotted line to fill in by hand."""

    name: Optional[_Said] = None
    nip: Optional[_Number] = None
    """The number of a civil servant (NIP), as text."""
    position: Optional[_Said] = None


def _mapping_only(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("no mapping")
    return value


class Parties(_Model):
    """Who signs the minutes, where and when. Every part may be left out.

    `Parties.model_validate(data)` takes the shape of a parties file; `read_parties` reads one.
    """

    kind: Literal["parties"] = "parties"
    number: Optional[_Said] = None
    """The number the agency's registry gives the minutes."""
    place: Optional[_Said] = None
    date: Optional[_Day] = None
    """The day of the minutes: `2022-11-21`."""
    head: Optional[Official] = None
    """The head of the unit."""
    evaluators: Annotated[dict[_Said, Official], BeforeValidator(_mapping_only)] = Field(default_factory=dict)
    """By the name an evaluator has in the submission."""
    schema_: Optional[Annotated[str, Field(max_length=2_000, strict=True)]] = Field(
        default=None, alias="$schema", exclude=True, repr=False
    )

    _document: Document | None = PrivateAttr(default=None)

    def __eq__(self, other: object) -> bool:
        """Two are equal when they say the same, wherever they were read."""
        return isinstance(other, Parties) and self.model_dump() == other.model_dump()

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    @property
    def day(self) -> datetime.date | None:
        """The day of the minutes as a date; None where it is left out."""
        return datetime.date.fromisoformat(self.date) if self.date is not None else None

    def place_of(self, path: DataPath, *, key: bool = False) -> Place:
        """Return where `path` stands in the file this was read from, or the path alone."""
        return self._document.place(path, key=key) if self._document is not None else Place(path=path)

    def read_from(self, document: Document) -> Parties:
        """Return these parties, remembering the file they were read from."""
        self._document = document
        return self


def read_parties(path: str | os.PathLike[str]) -> Parties:
    """Read who signs from a YAML or JSON file.

    Raises InputFileError when the file cannot be read as such, and MinutesError with everything in it that is wrong.
    """
    document = read_document(Path(path), tolerant=True)
    try:
        parties = Parties.model_validate(document.data)
    except ValidationError as error:
        raise _refusal(document, error) from None
    if document.problems:
        raise _refusal(document, None)
    return parties.read_from(document)


def _refusal(document: Document, error: ValidationError | None) -> MinutesError | InputFileError:
    from pekppp_rules.regulation.schema_check import schema_problems

    told = schema_problems(document.data, "parties", lambda path, key: document.place(path, key=key))
    if not told and error is not None:
        told = [from_model(document.data, error, document.place)]
    problems = with_what_was_written(document.problems, told)
    return MinutesError(problems) if len(problems) > len(document.problems) else InputFileError(problems)


def check_evaluators(parties: Parties, known: tuple[str, ...]) -> None:
    """Raise MinutesError (PKP-801) for every evaluator who is none of `known`; where none is known, anyone may sign."""
    problems = []
    for name in parties.evaluators if known else ():
        if name in known:
            continue
        parameters: dict[str, Parameter] = {"name": shown(name)}
        if near := closest(name, known):
            parameters["suggestion"] = shown(near)
        problems.append(Problem("PKP-801", parties.place_of(("evaluators", name), key=True), parameters))
    if problems:
        raise MinutesError(problems)
