"""A submission written as a file of the kind that its name says: YAML, JSON, or a filled workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pekppp_rules.cli.console import json_text
from pekppp_rules.errors import Language

if TYPE_CHECKING:
    from pekppp_rules.api import Regulation
    from pekppp_rules.submission import Submission


def submission_content(submission: Submission, regulation: Regulation, output: Path, lang: Language) -> bytes:
    """Return what such a file holds; every reader reads it as the same submission."""
    if output.suffix.lower() == ".xlsx":
        return regulation.template(submission=submission, lang=lang)
    data = _as_in_a_file(submission.data())
    if output.suffix.lower() == ".json":
        return json_text(_with_json_numbers(data)).encode("utf-8")
    from pekppp_rules.authoring.yaml_text import yaml_text

    return yaml_text(data).encode("utf-8")


def _as_in_a_file(value: Any) -> Any:
    """Return data with lists for tuples."""
    if isinstance(value, dict):
        return {key: _as_in_a_file(item) for key, item in value.items()}
    return [_as_in_a_file(item) for item in value] if isinstance(value, (list, tuple)) else value


def _with_json_numbers(value: Any) -> Any:
    """Return data with a float for each decimal: of fifteen digits at most, it is read back as the decimal that was written."""
    if isinstance(value, dict):
        return {key: _with_json_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_json_numbers(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value
