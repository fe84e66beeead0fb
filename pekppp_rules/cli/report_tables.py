"""The scored tables that `pekppp report` is given, and what the command line says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pekppp_rules.cli.evaluate import warn_of_withdrawal
from pekppp_rules.cli.usage import WrongUsageError
from pekppp_rules.errors import EvaluationError, Language, PekpppError, Problem

if TYPE_CHECKING:
    from pekppp_rules.agency import ScoredUnits

_ALWAYS_A_TABLE = (".csv", ".parquet")
_A_TABLE_OR_A_FORM = ".xlsx"


@dataclass(frozen=True)
class Tables:
    """What tables do not say of themselves."""

    agency: str | None
    year: int | None
    against_year: int | None
    scheme: str | None
    stage: str | None
    unit_column: str
    name_column: str | None

    def is_table(self, file: Path) -> bool:
        """Whether a file is a scored table: a workbook is one where the agency is named, for a submission names its own."""
        suffix = file.suffix.lower()
        return suffix in _ALWAYS_A_TABLE or (suffix == _A_TABLE_OR_A_FORM and self.agency is not None)

    def parted(self, files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
        """Return the submissions and the tables among some files."""
        tables = [file for file in files if self.is_table(file)]
        return [file for file in files if file not in tables], tables

    def refuse_what_lacks(self, files: Sequence[Path], against: Sequence[Path], lang: Language) -> None:
        """Raise WrongUsageError where a table is given without its agency or year, or the other way round."""
        tables = [file for file in files if self.is_table(file)]
        earlier = [file for file in against if self.is_table(file)]
        needed = {
            "--agency": (self.agency, [*tables, *earlier]),
            "--year": (self.year, tables),
            "--against-year": (self.against_year, earlier),
        }
        for option, (value, of_tables) in needed.items():
            if value is None and of_tables:
                told = {
                    "id": f"{of_tables[0]} sebuah tabel; sebut {option}",
                    "en": f"{of_tables[0]} is a table; give {option}",
                }
                raise WrongUsageError(told[lang])
            if value is not None and not of_tables:
                told = {"id": f"{option} hanya untuk tabel", "en": f"{option} is for tables only"}
                raise WrongUsageError(told[lang])

    def read(
        self, tables: Sequence[Path], earlier: Sequence[Path], name: str | None, lang: Language
    ) -> list[ScoredUnits]:
        """Return the units of each table, those of the earlier round last. Raises all problems of all tables at once."""
        from pekppp_rules.agency import scored_units
        from pekppp_rules.catalogue import load

        found: list[ScoredUnits] = []
        problems: list[Problem] = []
        years = [(path, self.year) for path in tables] + [(path, self.against_year) for path in earlier]
        for path, year in years:
            try:
                one = scored_units(
                    path,
                    agency=self.agency or "",
                    year=year or 0,
                    scheme=self.scheme,
                    stage=self.stage,
                    regulation=None if name is None or path in earlier else load(name),
                    unit=self.unit_column,
                    name=self.name_column,
                )
            except PekpppError as error:
                problems += error.problems
                continue
            warn_of_withdrawal(one.regulation, lang)
            found.append(one)
        if problems:
            raise EvaluationError(problems)
        return found
