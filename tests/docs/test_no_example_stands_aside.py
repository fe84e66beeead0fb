"""What the other tests of the pages do not run is held here: fragments of files, commands in a sentence, help, what is installed.

A block of a page is a command (`console`), Python, a file or a fragment of one (`yaml`, `toml`), a change to a file (`diff`), or a
drawing (`text`). A drawing holds no command, so that no example can hide in one; on the page of errors it is what an example that
was run printed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import pekppp_rules as pekppp
from pekppp_rules.cli.main import cli
from pekppp_rules.errors import Problem
from pekppp_rules.reading import read_document
from pekppp_rules.regulation.schema_check import schema_problems
from pekppp_rules.regulation.schema_files import load_schema, schema_names, self_contained
from tests.conftest import CHECKOUT
from tests.docs.pages import Block, blocks_of, commands_of
from tests.docs.test_examples_run import NOT_RUN, PAGES, RUN, name_of
from tests.packages_here import NAMES, loaded

KINDS = {"console", "python", "yaml", "toml", "diff", "text"}
GENERATED = CHECKOUT / "docs" / "errors.md"
BLOCKS = [(page, block) for page in PAGES for block in blocks_of(page.read_text("utf-8"))]
_INLINE = re.compile(r"`(pekppp [^`]*)`")
_EXTRAS = re.compile(r"pekppp-rules\[([\w,]+)\]|'\.\[([\w,]+)\]'")
_LACKING = {"PKP-201", "PKP-205", "PKP-216"}


def at(page: Path, block: Block) -> str:
    return f"{name_of(page)}:{block.line}"


def test_every_block_is_of_a_kind_that_some_test_runs():
    assert [at(page, block) for page, block in BLOCKS if block.kind not in KINDS] == []


def test_a_drawing_holds_no_command():
    begins = tuple(step.strip() for step in (*RUN, *NOT_RUN, "$ "))
    hidden = [
        f"{at(page, block)}: {line}"
        for page, block in BLOCKS
        if block.kind == "text" and page != GENERATED
        for line in block.text.splitlines()
        if line.startswith(begins)
    ]
    assert hidden == []


# fragments of files


def fragments(inside: str) -> list[Any]:
    return [
        pytest.param(page, block, id=at(page, block))
        for page, block in BLOCKS
        if block.kind == "yaml"
        and block.file is None
        and (name_of(page) == "docs/submission-file.md") == (inside == "submission")
    ]


def content_of(block: Block, folder: Path) -> Any:
    (folder / "a.yaml").write_text(block.text, "utf-8")
    return read_document(folder / "a.yaml").data


def whole_around(fragment: dict[str, Any]) -> tuple[pekppp.Regulation, dict[str, Any]]:
    """Return a submission that has this fragment in it, and the regulation that asks for it."""
    example = pekppp.read_submission(CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml").data()
    if not fragment.keys() & example["forms"].keys():
        name = next(
            (name for name in NAMES if fragment.keys() <= {form.form for form in loaded(name).package.forms}), None
        )
        if name is None:
            return pekppp.load(example["regulation"]), {**example, **fragment}
        return loaded(name), {**example, "regulation": name, "unit": {"name": "a", "agency": "b"}, "forms": fragment}
    return pekppp.load(example["regulation"]), {**example, "forms": {**example["forms"], **fragment}}


def is_cut_short(problem: Problem) -> bool:
    """Whether a fragment merely leaves out codes that a whole file has, as its comments say."""
    return problem.code in _LACKING


@pytest.mark.parametrize(("page", "block"), fragments("submission"))
def test_a_fragment_of_a_submission_fits_into_one(page, block, tmp_path):
    regulation, whole = whole_around(content_of(block, tmp_path))
    assert [problem.line("en") for problem in regulation.validate(whole) if not is_cut_short(problem)] == []


def subschemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "properties" in value:
            yield value
        for inner in value.values():
            yield from subschemas(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from subschemas(inner)


def refused_by(schema: dict[str, Any] | str, data: Any) -> list[str]:
    problems = schema_problems(data, schema, lambda path, _: pekppp.Place(path=path))
    return [problem.line("en") for problem in problems if problem.code != "PKP-502"]


def is_part_of_a_package(part: Any) -> bool:
    """Whether some block that the schemas define takes a fragment, keys that it leaves out aside."""
    for name in schema_names():
        whole = self_contained(name)
        for schema in subschemas(load_schema(name)):
            named = set(schema["properties"])
            if set(part) <= named and not refused_by({**_at_home(schema, name), "$defs": whole.get("$defs", {})}, part):
                return True
    return False


def _at_home(value: Any, name: str) -> Any:
    """Return a part of a schema with its references as the whole schema, complete in itself, has them."""
    if isinstance(value, list):
        return [_at_home(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _at_home(item, name) for key, item in value.items()}
    if isinstance(reference := value.get("$ref"), str):
        file, _, pointer = reference.partition("#")
        other = file.removesuffix(".schema.json") or name
        found["$ref"] = f"#{pointer}" if other == name else f"#/$defs/{other}{pointer}"
    return found


@pytest.mark.parametrize(("page", "block"), fragments("package"))
def test_a_fragment_of_a_package_is_what_a_schema_takes(page, block, tmp_path):
    data = content_of(block, tmp_path)
    if isinstance(data, dict) and "kind" in data:
        assert refused_by(data["kind"], data) == []
        return
    for part in data if isinstance(data, list) else [data]:
        assert is_part_of_a_package(part), at(page, block)


def test_a_fragment_with_a_misspelt_key_would_be_noticed():
    assert is_part_of_a_package({"code": "a2", "title": {"id": "Nomor"}})
    assert not is_part_of_a_package({"code": "a2", "titel": {"id": "Nomor"}})
    assert not is_part_of_a_package({"code": "a2", "title": {"di": "Nomor"}})


# commands in a sentence, and those of --help


def commands(group: click.Group = cli, path: str = "pekppp") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


HELP = [
    (path, line.strip())
    for path, command in [("pekppp", cli), *commands()]
    for line in (command.help or "").splitlines()
    if line.strip().startswith("pekppp ")
]
INLINE = [(name_of(page), command) for page in PAGES for command in _INLINE.findall(page.read_text("utf-8"))]


def wrong_in(typed: str) -> str | None:
    """Return what of a command does not exist: the command, an option, the value of one; None where all of it does."""
    command: click.Command = cli
    words = iter(typed.replace("=", " ").split()[1:])
    for word in words:
        options = {name: option for option in command.params for name in (*option.opts, *option.secondary_opts)}
        if word.startswith("-") and word != "-":
            option = options.get(word)
            if option is None:
                return None if word in {"--help", "-h", "--version"} else f"{word} of {command.name}"
            if isinstance(option, click.Option) and not option.is_flag:
                value = next(words, None)
                if isinstance(option.type, click.Choice) and value not in {None, "...", *option.type.choices}:
                    return f"{word} {value} of {command.name}"
        elif isinstance(command, click.Group):
            if word.isupper():  # stands for any command
                return None
            if word not in command.commands:
                return f"{word} of {command.name}"
            command = command.commands[word]
    return None


@pytest.mark.parametrize(("where", "typed"), [*INLINE, *HELP])
def test_a_command_that_is_named_exists_with_its_options(where, typed):
    assert wrong_in(typed) is None, where


@pytest.mark.parametrize(
    "typed",
    ["pekppp evalute a", "pekppp evaluate a --formt json", "pekppp evaluate a --format xml", "pekppp regulations lst"],
)
def test_a_command_that_does_not_exist_would_be_noticed(typed):
    assert wrong_in(typed) is not None


# what is installed or takes too long to be run with the pages


def steps_not_run() -> Iterator[tuple[str, str]]:
    for page, block in BLOCKS:
        for line, command, _ in commands_of(block) if block.kind == "console" else ():
            yield from ((f"{name_of(page)}:{line}", step) for step in command.split(" && ") if step.startswith(NOT_RUN))


def test_what_is_not_run_with_the_pages_names_what_exists():
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    extras = set(settings["project"]["optional-dependencies"])
    for where, step in steps_not_run():
        named = {extra for found in _EXTRAS.findall(step) for extra in "".join(found).split(",")}
        assert named <= extras, where
        if (module := re.search(r"python -m (benchmarks\.\w+)", step)) is not None:
            assert (CHECKOUT / (module[1].replace(".", "/") + ".py")).is_file(), where
        if (file := re.search(r"-c (\S+)", step)) is not None:
            assert (CHECKOUT / file[1]).is_file(), where


def test_every_extra_that_a_page_names_exists():
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    extras = set(settings["project"]["optional-dependencies"])
    for page in PAGES:
        named = re.findall(r"pekppp-rules\[([\w,]+)\]", page.read_text("utf-8"))
        assert {extra for found in named for extra in found.split(",")} <= extras, name_of(page)
