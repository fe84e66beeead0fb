"""Reading and validating: from a file to a typed submission, and from parsed data to a verdict or to every problem.

The other way is what most projects do: PyYAML or json, then jsonschema with a validator made once. It is given the schema
that the library makes for this regulation, so both sides refuse the same submissions.

python -m benchmarks.reading [--submissions N] [--rounds N]
"""

from __future__ import annotations

import json
import sys
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from jsonschema import Draft202012Validator

import pekppp_rules as pekppp
from benchmarks.instrument import REGULATION, Data, random_submissions, read_instrument
from benchmarks.measure import Asked, arguments, compare, print_table, print_versions, side
from benchmarks.verdict import Verdict


class Jsonschema:
    """The other way, with a validator that is made once."""

    def __init__(self, regulation: pekppp.Regulation) -> None:
        self._validator = Draft202012Validator(regulation.submission_schema())

    def accepts(self, data: Data) -> bool:
        return self._validator.is_valid(data)

    def problems(self, data: Data) -> list[str]:
        return [error.message for error in self._validator.iter_errors(data)]

    def read_yaml(self, file: Path) -> bool:
        return self.accepts(yaml.safe_load(file.read_bytes()))

    def read_yaml_by_libyaml(self, file: Path) -> bool:
        return self.accepts(by_libyaml(file))

    def read_json(self, file: Path) -> bool:
        return self.accepts(json.loads(file.read_bytes()))


def by_libyaml(file: Path) -> Data:
    """Read a YAML file the quick way, which PyYAML has where it was built with libyaml."""
    data: Data = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    return data


class Ours:
    """Our way: the typed model, then the check that goes before scoring; `validate` where problems are asked for."""

    def __init__(self, regulation: pekppp.Regulation) -> None:
        self._regulation = regulation

    def accepts(self, data: Data) -> bool:
        try:
            self._regulation.evaluate(pekppp.Submission.model_validate(data))
        except pekppp.SubmissionError:
            return False
        return True

    def problems(self, data: Data) -> list[str]:
        return [problem.line("en") for problem in self._regulation.validate(data)]


def main() -> int:
    asked = arguments(__doc__, submissions=10, rounds=9)
    print_versions("PyYAML", "jsonschema", "pydantic")
    given = random_submissions(read_instrument(), asked.submissions)
    regulation = pekppp.load(REGULATION)
    ours, other = Ours(regulation), Jsonschema(regulation)
    verdict = Verdict("Read and refused as expected")
    measure_files(given, other, verdict, asked)
    wrong = [with_a_score_off_the_scale(data) for data in given]
    right = [True] * len(given) + [False] * len(wrong)
    verdict.ours("pekppp_rules accepts", [ours.accepts(data) for data in [*given, *wrong]], right)
    verdict.ours("pekppp_rules finds no problem", [not ours.problems(data) for data in [*given, *wrong]], right)
    verdict.peer("jsonschema accepts", [other.accepts(data) for data in [*given, *wrong]], right)
    accepting = [
        side("jsonschema, validator kept", other.accepts, given),
        side("Submission.model_validate", pekppp.Submission.model_validate, given),
        side("model_validate, then evaluate", ours.accepts, given),
    ]
    print_table("A verdict on parsed data, submissions a second; ratio to jsonschema", compare(accepting, asked.rounds))
    explaining = [
        side("jsonschema, validator kept", other.problems, wrong),
        side("Regulation.validate", ours.problems, wrong),
    ]
    print_table("Every problem of a wrong one, submissions a second", compare(explaining, asked.rounds))
    return verdict.status


def measure_files(given: list[Data], other: Jsonschema, verdict: Verdict, asked: Asked) -> None:
    """Write the submissions as YAML and as JSON, and read them in each way."""
    typed = [pekppp.Submission.model_validate(data) for data in given]
    with TemporaryDirectory() as folder:
        yaml_files = [Path(folder) / f"{number}.yaml" for number in range(len(given))]
        json_files = [file.with_suffix(".json") for file in yaml_files]
        for data, yaml_file, json_file in zip(given, yaml_files, json_files, strict=True):
            yaml_file.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
            json_file.write_text(json.dumps(data, indent=2), "utf-8")
        verdict.ours("read_submission, YAML", [pekppp.read_submission(file) for file in yaml_files], typed)
        verdict.ours("read_submission, JSON", [pekppp.read_submission(file) for file in json_files], typed)
        from_yaml = [
            side("yaml.safe_load, then jsonschema", other.read_yaml, yaml_files),
            side("yaml.CSafeLoader, then jsonschema", other.read_yaml_by_libyaml, yaml_files),
            side("yaml.CSafeLoader alone", by_libyaml, yaml_files),
            side("read_submission", pekppp.read_submission, yaml_files),
        ]
        from_json = [
            side("json.loads, then jsonschema", other.read_json, json_files),
            side("json.loads alone", lambda file: json.loads(file.read_bytes()), json_files),
            side("read_submission", pekppp.read_submission, json_files),
        ]
        print_table("YAML files a second; ratio to PyYAML and jsonschema", compare(from_yaml, asked.rounds))
        print_table("JSON files a second; ratio to json and jsonschema", compare(from_json, asked.rounds))


def with_a_score_off_the_scale(data: Data) -> Data:
    """Return the submission with a 6 where 5 is the highest."""
    changed = deepcopy(data)
    scores = changed["forms"]["f02"][0]["scores"]
    scores[next(iter(scores))] = 6
    return changed


if __name__ == "__main__":
    sys.exit(main())
