"""The answers to one form with some of them left out, in the shape of a submission file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Keeps = Callable[[str, str], bool]
"""Whether an answer (part and code) is kept. Parts are `answers`, `notes`, `evidence` and `observations`."""

_PARTS_OF_A_SHEET = {"scores": "answers", "notes": "notes", "evidence": "evidence", "observations": "observations"}


def codes_in(given: Any) -> dict[tuple[str, str], None]:
    """Return every part and code that the answers to a form give, once each, in their order."""
    return dict.fromkeys((part, code) for part, block in _blocks(given) for code in block)


def with_only(given: Any, keeps: Keeps) -> Any:
    """Return the answers to a form without those that are not kept; sheets and respondents stay, in their order."""
    if isinstance(given, (list, tuple)):
        return [_kept_parts(sheet, _PARTS_OF_A_SHEET, keeps) for sheet in given]
    if "responses" in given:
        return {"responses": [_kept(row, "answers", keeps) for row in given["responses"]]}
    if "totals" in given:
        return {"totals": _kept_parts(given["totals"], {"sums": "answers"}, keeps)}
    parts = {"means": "answers", "values": "answers", "answers": "answers", "evidence": "evidence"}
    return _kept_parts(given, parts, keeps)


def _kept_parts(block: dict[str, Any], parts: dict[str, str], keeps: Keeps) -> dict[str, Any]:
    """Return a sheet with what is kept of its parts; notes and the like of which nothing is left are left out."""
    kept = {key: _kept(value, parts[key], keeps) if key in parts else value for key, value in block.items()}
    return {key: value for key, value in kept.items() if value or value == block[key] or parts.get(key) == "answers"}


def _kept(block: dict[str, Any], part: str, keeps: Keeps) -> dict[str, Any]:
    return {code: value for code, value in block.items() if keeps(part, code)}


def _blocks(given: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(given, (list, tuple)):
        for sheet in given:
            yield from ((part, sheet[key]) for key, part in _PARTS_OF_A_SHEET.items() if key in sheet)
    elif "responses" in given:
        yield from (("answers", row) for row in given["responses"])
    elif "totals" in given:
        yield "answers", given["totals"]["sums"]
    else:
        yield from (("answers", given[key]) for key in ("means", "values", "answers") if key in given)
        yield from (("evidence", given[key]) for key in ("evidence",) if key in given)
