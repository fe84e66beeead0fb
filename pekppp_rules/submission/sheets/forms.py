"""Each kind of sheet as the part of a submission that it holds. A sheet on which nothing was entered holds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pekppp_rules.errors import Path, shown
from pekppp_rules.submission.sheets.evidence import EvidenceTable
from pekppp_rules.submission.sheets.grid import Grid
from pekppp_rules.submission.sheets.marks import BEGIN, END
from pekppp_rules.submission.sheets.places import Places

_LABEL = 2
"""The column of labels: what a whole row, sheet or block is wrong in is told there, and a single entry at its own cell."""


def _named(grid: Grid, word: str) -> Iterator[tuple[int, list[str]]]:
    """Yield row and rest of the key of the rows whose key begins with a word."""
    for row, key in grid.keys.items():
        first, *rest = key.split(" ")
        if first == word and rest:
            yield row, rest


def _column(grid: Grid, name: str) -> int:
    """Return a column; one that is not there any more is reported, and is blank."""
    if name not in grid.columns:
        grid.report("PKP-043", 1, 1, (), found=name)
        grid.columns[name] = 16_384
    return grid.columns[name]


def _entry_rows(grid: Grid, *words: str) -> list[int]:
    return [row for row, key in grid.keys.items() if key.split(" ")[0] in words]


def read_identity(grid: Grid, places: Places) -> dict[str, Any]:
    """Return regulation, unit and period."""
    column = _column(grid, "value")
    data: dict[str, Any] = {"unit": {}, "period": {}}
    for row, key in grid.keys.items():
        if key == "regulation":
            places.add(("regulation",), grid.at(row, column))
            value = grid.text(row, column, ("regulation",))
            if value is not None:
                data["regulation"] = value
    for row, rest in _named(grid, "field"):
        block, _, name = rest[0].partition(".")
        if block not in data or len(rest) != 2:
            grid.report("PKP-043", row, 1, (), found=shown(" ".join(rest)))
            continue
        path = (block, name)
        places.add((block,), grid.at(row, _LABEL), first=True)
        places.add(path, grid.at(row, column))
        read = {"number": grid.take, "text": grid.text}.get(rest[1], grid.code)
        value = read(row, column, path)
        if value is not None:
            data[block][name] = value
    for row, rest in _named(grid, "option"):
        block, _, name = rest[0].partition(".")
        if block not in data or len(rest) != 2:
            grid.report("PKP-043", row, 1, (), found=shown(" ".join(rest)))
            continue
        places.add((block, name), grid.at(row, column), first=True)
        if grid.yes_or_no(row, column, (block, name)):
            chosen = data[block].setdefault(name, [])
            places.add((block, name, len(chosen)), grid.at(row, column))
            chosen.append(rest[1])
    for row, key in grid.keys.items():
        if key.split(" ")[0] in {"about", "sheet"}:
            grid.is_blank(row, column)
    grid.refuse_strays(_entry_rows(grid, "field", "option"), [column])
    return data


def read_rubric(grid: Grid, path: Path, places: Places, pieces: EvidenceTable) -> dict[str, Any] | None:
    """Return one evaluator's sheet."""
    scores, notes = _column(grid, "score"), _column(grid, "note")
    sheet: dict[str, Any] = {"scores": {}, "notes": {}, "evidence": {}, "observations": {}}
    row = grid.row_of("evaluator")
    places.add(path, grid.at(row or 1, _LABEL))
    if row is not None:
        places.add((*path, "evaluator"), grid.at(row, notes))
        name = grid.text(row, notes, (*path, "evaluator"))
        if name is not None:
            sheet = {"evaluator": name, **sheet}
    for row, rest in _named(grid, "row"):
        code = " ".join(rest)
        for part, column, read in (("scores", scores, grid.take), ("notes", notes, grid.text)):
            places.add((*path, part), grid.at(row, _LABEL), first=True)
            places.add((*path, part, code), grid.at(row, column))
            value = read(row, column, (*path, part, code))
            if value is not None:
                sheet[part][code] = value
        evidence = pieces.of(grid, row, code, (*path, "evidence"), places)
        if evidence:
            sheet["evidence"][code] = evidence
    for row, rest in _named(grid, "aspect"):
        aspect = " ".join(rest)
        places.add((*path, "observations", aspect), grid.at(row, notes))
        value = grid.text(row, notes, (*path, "observations", aspect))
        if value is not None:
            sheet["observations"][aspect] = value
    evidence_columns = [grid.columns[name] for name in ("evidence", "location") if name in grid.columns]
    grid.refuse_strays(_entry_rows(grid, "row", "aspect", "evaluator"), [scores, notes, *evidence_columns])
    kept = {part: value for part, value in sheet.items() if value or part in {"evaluator", "scores"}}
    return kept if len(kept) > 1 or kept["scores"] else None


def read_facts(grid: Grid, path: Path, places: Places, pieces: EvidenceTable) -> dict[str, Any] | None:
    """Return what the unit states."""
    column = _column(grid, "value")
    answers: dict[str, Any] = {}
    inside = (*path, "answers")
    chosen: dict[str, list[Any]] = {}
    places.add(inside, grid.at(1, 1))
    for row, key in grid.keys.items():
        word, *rest = key.split(" ")
        if word == "fact" and len(rest) == 2:
            kind, name = rest
            places.add((*inside, name), grid.at(row, column))
            read = {"bool": grid.yes_or_no, "one": grid.code, "text": grid.text, "date": grid.text}.get(kind, grid.take)
            value = read(row, column, (*inside, name))
            if value is not None:
                answers[name] = value
        elif word in {"option", "other", "none"} and rest:
            name = rest[0]
            places.add((*inside, name), grid.at(row, column), first=True)
            _add_choice(grid, row, column, word, rest, chosen, answers, (*inside, name))
            if name in chosen:
                answers.setdefault(name, chosen[name])
                places.add((*inside, name, max(len(chosen[name]) - 1, 0)), grid.at(row, column), first=True)
    evidence = {
        rest[0]: found
        for row, rest in _named(grid, "question")
        if (found := pieces.of(grid, row, rest[0], (*path, "evidence"), places))
    }
    beside = [grid.columns[name] for name in ("evidence", "location") if name in grid.columns]
    grid.refuse_strays(_entry_rows(grid, "fact", "option", "other", "none", "question"), [column, *beside])
    if not answers and not evidence:
        return None
    return {"answers": answers, "evidence": evidence} if evidence else {"answers": answers}


def _add_choice(
    grid: Grid,
    row: int,
    column: int,
    word: str,
    rest: list[str],
    chosen: dict[str, list[Any]],
    answers: dict[str, Any],
    path: Path,
) -> None:
    """Add one row of a fact of several options: an option that is marked, an entry of the unit's own, or none of all."""
    name = rest[0]
    if word == "other":
        text = grid.text(row, column, path)
        if text is not None:
            chosen.setdefault(name, []).append({"other": text})
    elif grid.yes_or_no(row, column, path):
        if word == "option":
            chosen.setdefault(name, []).append(rest[1])
        elif name in chosen or name in answers:
            grid.report("PKP-040", row, column, path, found="ya", known="-")
        else:
            chosen[name] = []


def read_responses(grid: Grid, path: Path, places: Places) -> dict[str, Any] | None:
    """Return the answers, a row a respondent."""
    columns = {name.partition(" ")[2]: at for name, at in grid.columns.items() if name.startswith("answer ")}
    begin, end = grid.row_of(BEGIN), grid.row_of(END)
    if begin is None or end is None or not columns:
        grid.report("PKP-043", 1, 1, path, found=BEGIN if begin is None else END)
        return None
    responses: list[dict[str, Any]] = []
    rows: list[int] = []
    for row in grid.sheet.rows():
        if begin < row < end:
            at = (*path, "responses", len(responses))
            filled = {code: column for code, column in columns.items() if not grid.is_blank(row, column)}
            if filled:
                taken = {code: grid.take(row, column, (*at, code)) for code, column in filled.items()}
                responses.append({code: value for code, value in taken.items() if value is not None})
                rows.append(row)
    places.add_table((*path, "responses"), grid.sheet.name, rows, columns)
    grid.refuse_strays(range(begin + 1, end), columns.values(), below=begin)
    return {"responses": responses} if responses else None


def read_survey_sums(grid: Grid, path: Path, places: Places) -> dict[str, Any] | None:
    """Return a survey that is summed or averaged."""
    column = _column(grid, "value")
    is_sum = grid.mark.kind == "totals"
    inside: Path = (*path, "totals", "sums") if is_sum else (*path, "means")
    found = _by_code(grid, column, inside, places)
    respondents: dict[str, Any] = {}
    row = grid.row_of("respondents")
    if row is not None:
        at = (*path, "totals", "respondents") if is_sum else (*path, "respondents")
        places.add(at, grid.at(row, column))
        places.add(at[:-1], grid.at(row, _LABEL))
        value = grid.take(row, column, at)
        respondents = {} if value is None else {"respondents": value}
    grid.refuse_strays(_entry_rows(grid, "row", "respondents"), [column])
    if not found and not respondents:
        return None
    return {"totals": {**respondents, "sums": found}} if is_sum else {"means": found, **respondents}


def read_values(grid: Grid, path: Path, places: Places) -> dict[str, Any] | None:
    """Return values that are given."""
    column = _column(grid, "value")
    found = _by_code(grid, column, (*path, "values"), places)
    grid.refuse_strays(_entry_rows(grid, "row"), [column])
    return {"values": found} if found else None


def _by_code(grid: Grid, column: int, path: Path, places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, rest in _named(grid, "row"):
        code = " ".join(rest)
        places.add(path, grid.at(row, _LABEL), first=True)
        places.add((*path, code), grid.at(row, column))
        value = grid.take(row, column, (*path, code))
        if value is not None:
            found[code] = value
    return found
