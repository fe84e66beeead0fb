"""The files of cases beside a package, read and held against their schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pekppp_rules.errors import MOST_PROBLEMS, Place, Problem
from pekppp_rules.errors import Path as DataPath
from pekppp_rules.reading import Document
from pekppp_rules.regulation.package_files import home_of, read_files, yaml_files
from pekppp_rules.regulation.schema_check import schema_problems


def read_cases(folder: Path, shown_as: str) -> Iterator[tuple[Document | None, list[Problem]]]:
    """Yield each file of `folder`/cases with what is wrong with its shape; None for one that cannot be read.

    Raises PackageError (PKP-019) when the files hold too much.
    """
    for document, problems in read_files(yaml_files(folder / "cases"), home_of(folder), f"{shown_as}/cases"):
        if document is None:
            yield None, problems
            continue

        def place_of(inside: DataPath, key: bool, document: Document = document) -> Place:
            return document.place(inside, key=key)

        yield document, schema_problems(document.data, "cases", place_of, most=MOST_PROBLEMS)
