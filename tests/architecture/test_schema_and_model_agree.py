"""Hand-written schemas and typed models are two statements of one format; here they are held to one verdict and one place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edits import Path, changed
from tests.toy import toy_files
from tests.verdicts import disagreement, file_refusal, schema_places


def edited(file: str, path: Path, value: Any) -> tuple[str, Any]:
    """Return the kind of a file of the invented package and what it says with another value at `path`."""
    data = toy_files()[file]
    return data["kind"], changed(data, path, lambda _: value)


SAPAAN: Path = ("aspects", 0, "questions", 0)

REFUSED = [
    pytest.param("lapor.yaml", (*SAPAAN, "code"), "sapaan\n", id="an id ending in a line break"),
]


@pytest.mark.parametrize(("file", "path", "value"), REFUSED)
def test_both_sides_refuse_at_the_same_place(file, path, value):
    kind, data = edited(file, path, value)
    assert schema_places(data, kind) == {path}
    assert disagreement(schema_places(data, kind), file_refusal(kind, data)) is None
