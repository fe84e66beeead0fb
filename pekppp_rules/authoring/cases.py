"""Cases are data beside the regulation they test: an input, and the result it must give, compared exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pekppp_rules.api import Regulation
from pekppp_rules.errors import Parameter, PekpppError, Phrase, Place, Problem, SubmissionError, shown
from pekppp_rules.evaluation import Evaluation
from pekppp_rules.reading import Document, exact_text, to_exact
from pekppp_rules.regulation.case_files import read_cases
from pekppp_rules.regulation.model import FactsForm, Form, Package
from pekppp_rules.regulation.rounding import rounded_half_up
from pekppp_rules.regulation.tree import all_choices, chosen_forms
from pekppp_rules.submission import Submission
from pekppp_rules.submission.explain import explain, path_only


@dataclass
class CaseReport:
    """How many cases ran, and everything that did not come out as stated."""

    ran: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Case:
    """One entry of a cases file."""

    data: Mapping[str, Any]
    document: Document
    at: int

    @property
    def name(self) -> str:
        return str(self.data["id"])

    def place(self, *steps: str) -> Place:
        return self.document.place(("cases", self.at, *steps))


def run_cases(regulation: Regulation, folder: Path, shown_as: str) -> CaseReport:
    """Run every case in `folder`/cases and compare what comes out with what each case states."""
    report = CaseReport()
    seen: set[str] = set()
    for case in _cases(folder, shown_as, report):
        report.ran += 1
        if case.name in seen:
            place = case.place("id")
            report.problems.append(Problem("PKP-123", place, {"case": case.name}))
        seen.add(case.name)
        report.problems += _run(case, regulation)
    if not report.ran and not report.problems:
        report.problems.append(Problem("PKP-120", Place(file=shown_as)))
    return report


def case_inputs(regulation: Regulation, folder: Path) -> Iterator[tuple[str, Submission | Fraction]]:
    """Yield the input of every case in `folder`/cases by its name: a submission, or an index value.

    The cases must be sound, as `run_cases` tells.
    """
    for case in _cases(folder, folder.name, CaseReport()):
        given = to_exact(case.data["value"]) if "value" in case.data else case_submission(case.data, regulation)
        yield case.name, given


def _cases(folder: Path, shown_as: str, report: CaseReport) -> Iterator[_Case]:
    for document, breaches in read_cases(folder, shown_as):
        report.problems += breaches
        if document is not None and not breaches and isinstance(document.data, dict):
            entries = document.data["cases"]
            assert isinstance(entries, list)
            yield from (_Case(entry, document, at) for at, entry in enumerate(entries) if isinstance(entry, dict))


def _run(case: _Case, regulation: Regulation) -> Iterator[Problem]:
    try:
        found = _category_of(case, regulation) if "value" in case.data else _evaluated(case, regulation)
    except PekpppError as error:
        first = error.problems[0]
        told: dict[str, Parameter] = {"case": case.name, "detail": Phrase(first.message("id"), first.message("en"))}
        yield Problem("PKP-118", case.place(), told)
        return
    for name, expected in case.data["expect"].items():
        if name in ("nodes", "categories"):
            for node, stated in expected.items():
                result = found[name].get(node, "-")
                if result != (_normal(stated) if name == "nodes" else stated):
                    yield _differs(case, node, stated, result, "expect", name, node)
        elif found[name] != (_normal(expected) if name == "exact" else expected):
            yield _differs(case, name, expected, found[name], "expect", name)
    if case.data.get("class") == "known_gap" and _comes_out(case.data["printed"], found):
        yield Problem("PKP-150", case.place("class"), {"case": case.name})


def _comes_out(printed: Mapping[str, str], found: Mapping[str, Any]) -> bool:
    """Whether everything that was printed is what the package gives, at as many decimals as were printed."""
    if printed.get("letter", found["letter"]) != found["letter"]:
        return False
    if "value" not in printed:
        return True
    exact, places = Fraction(found["exact"]), len(printed["value"].partition(".")[2])
    return rounded_half_up(exact.numerator, exact.denominator, places) == Decimal(printed["value"])


def _differs(case: _Case, field_name: str, expected: str, found: str, *steps: str) -> Problem:
    parameters: dict[str, Parameter] = {"field": field_name, "expected": expected, "found": found}
    return Problem("PKP-117", case.place(*steps), {"case": case.name, **parameters})


def _normal(value: str) -> str:
    """Return an exact result in lowest terms; it may have more digits than a number that people write."""
    try:
        return exact_text(Fraction(value))
    except ValueError:  # beyond the digits that Python converts: no result has so many
        return value


def _category_of(case: _Case, regulation: Regulation) -> dict[str, Any]:
    category = regulation.categorise(to_exact(case.data["value"]))
    return {"letter": category.letter, "name": category.name, "exact": exact_text(to_exact(case.data["value"]))}


def _evaluated(case: _Case, regulation: Regulation) -> dict[str, Any]:
    evaluation: Evaluation = regulation.evaluate(case_submission(case.data, regulation))
    category = evaluation.category
    return {
        "letter": category.letter if category is not None else "-",
        "name": category.name if category is not None else "-",
        "exact": exact_text(evaluation.index.value),
        "rounded": str(evaluation.index.rounded),
        "conversion": str(evaluation.index.conversion),
        "nodes": {name: exact_text(node.value) for name, node in evaluation.nodes.items()},
        "categories": {name: node.category.letter for name, node in evaluation.nodes.items() if node.category},
    }


def usual_fields(package: Package) -> dict[str, str]:
    """Return the fields of a submission where a case says nothing of them: the first values that the package names."""
    fields = {**all_choices(package)[0]}
    for values in package.regulation.fields:
        if values.required:
            fields.setdefault(values.field, values.values[0].code)
    return fields


def case_submission(case: Mapping[str, Any], regulation: Regulation) -> Submission:
    """Return the submission that a case describes, with `fill` and `set` written out for every code.

    Raises SubmissionError when the case does not describe one.
    """
    package = regulation.package
    fields = {**usual_fields(package), **case.get("fields", {})}
    forms = chosen_forms(package, fields)
    given = {name: _answers(answers, forms.get(name)) for name, answers in case["forms"].items()}
    data = plain_submission(package, str(case["id"]), fields, given)
    try:
        return Submission.model_validate(data)
    except ValidationError as error:
        problems = explain(data, package, path_only)
        raise SubmissionError(problems or [Problem("PKP-510", Place(), {"detail": shown(str(error))})]) from None


def plain_submission(package: Package, name: str, fields: Mapping[str, str], forms: dict[str, Any]) -> dict[str, Any]:
    """Return a submission, in the shape of its file, of a unit with a name of its own in the first year of the regulation."""
    data: dict[str, Any] = {
        "regulation": package.regulation.id,
        "unit": {"name": name, "agency": package.regulation.id},
        "period": {"year": int(package.regulation.validity.from_.on[:4])},
        "forms": forms,
    }
    for field_name, value in {**usual_fields(package), **fields}.items():
        block, _, key = field_name.partition(".")
        data[block][key] = [value] if field_name == "unit.services" else value
    return data


def _answers(answers: Any, form: Form | None) -> Any:
    codes = list(form.codes) if form is not None and not isinstance(form, FactsForm) else []
    if isinstance(answers, list):
        return [
            {"evaluator": f"Evaluator {number}", "scores": _filled(entry, codes)}
            for number, entry in enumerate(answers, start=1)
        ]
    if "responses" in answers:
        return {"responses": [_filled(entry, codes) for entry in answers["responses"]]}
    if "totals" in answers:
        totals = answers["totals"]
        return {"totals": {"respondents": totals["respondents"], "sums": _filled(totals["sums"], codes)}}
    if "answers" in answers:
        return {"answers": answers["answers"]}
    kind = "values" if "values" in answers else "means"
    return {kind: _filled(answers[kind], codes)}


def _filled(entry: Mapping[str, Any], codes: list[str]) -> dict[str, int | Decimal]:
    everywhere = dict.fromkeys(codes, entry["fill"]) if "fill" in entry else {}
    return {**everywhere, **entry.get("set", {})}
