"""The mapping file: which column answers which question, and what written answers count as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pekppp_rules.errors import InputFileError, Place
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Document, read_document


@dataclass(frozen=True)
class MappedColumn:
    """A column that answers a question."""

    heading: str
    number: int | None
    code: str
    answers: Mapping[str, int]


@dataclass(frozen=True)
class SurveyMapping:
    """A whole mapping, as it was read."""

    regulation: str
    form: str
    delimiter: str
    columns: tuple[MappedColumn, ...]
    ignored: frozenset[str]
    document: Document

    def place(self, path: DataPath) -> Place:
        """Return where something stands in the file."""
        return self.document.place(path)


def read_mapping(path: Path) -> SurveyMapping:
    """Read a mapping from YAML or JSON.

    Raises InputFileError with everything that is wrong: as for any file, and where it breaks `survey_mapping.schema.json`.
    """
    from pekppp_rules.regulation.schema_check import schema_problems

    document = read_document(path)
    problems = schema_problems(document.data, "survey_mapping", lambda where, key: document.place(where, key=key))
    if problems:
        raise InputFileError(problems)
    data: Any = document.data
    everywhere = {text.strip(): int(value) for text, value in data.get("answers", {}).items()}
    columns = tuple(
        MappedColumn(
            one["column"].strip(),
            int(one["number"]) if "number" in one else None,
            one["code"],
            {**everywhere, **{text.strip(): int(value) for text, value in one.get("answers", {}).items()}},
        )
        for one in data["questions"]
    )
    ignored = frozenset(heading.strip() for heading in data.get("ignored", ()))
    return SurveyMapping(data["regulation"], data["form"], data.get("delimiter", ","), columns, ignored, document)
