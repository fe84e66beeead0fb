"""What the documentation shows is what happens: commands print it, Python runs, YAML reads, links lead somewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import pekppp_rules
from pekppp_rules.reading import read_document
from tests.docs.pages import blocks_of, commands_of, prints, run, save_if_named

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted((CHECKOUT / "docs").glob("*.md")),
    *(page for name in ("README.md", "README.id.md") if (page := CHECKOUT / name).is_file()),
]

RUN = ("pekppp ", "cp ", "sed -i ", "cat ", "node ", "openssl ")
NOT_RUN = (
    "python -m venv ",
    "python3 -m venv ",
    ". .venv/bin/activate",
    ".venv/bin/pip ",
    ".venv/bin/pytest",
    "python -m pip ",
    "pip ",
    "git ",
    "cd ",
    "pytest",
    "python -m pytest",
    "python -m benchmarks.",
    "spark-submit ",
    "mutmut ",
    "nice mutmut ",
    ".ci/run",
    *(["node "] if shutil.which("node") is None else []),
)

_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n...\nc", "a\nb\nb\nc\n", True),
        ("a\n...", "a\n", True),
        ("", "", True),
        ("a", "b\n", False),
        ("a", "a\nb\n", False),
        ("...\nc", "a\nb\n", False),
        ("a.c", "abc\n", False),
    ],
)
def test_an_output_is_compared_line_by_line_and_dots_stand_for_any_lines(shown: str, printed: str, same: bool):
    assert prints(shown, printed) is same


def name_of(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


def pages_with(kind: str) -> list[object]:
    return [
        pytest.param(page, id=name_of(page))
        for page in PAGES
        if any(block.kind == kind for block in blocks_of(page.read_text(encoding="utf-8")))
    ]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in ("examples", "regulations"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    return tmp_path


FOLLOWED = CHECKOUT / "docs" / "authoring.md"
"""The page that test_authoring.py follows from an empty folder."""


@pytest.mark.parametrize("page", [page for page in pages_with("console") if page.values[0] != FOLLOWED])
def test_every_command_prints_what_the_page_shows(page: Path, tree: Path):
    for block in blocks_of(page.read_text(encoding="utf-8")):
        save_if_named(block, tree)
        for line, command, shown in commands_of(block) if block.kind == "console" else ():
            where = f"{name_of(page)}:{line}: $ {command}"
            typed = [
                step.removeprefix(".venv/bin/") if step.startswith(".venv/bin/pekppp ") else step
                for step in command.split(" && ")
            ]
            steps = [step for step in typed if not step.startswith(NOT_RUN)]
            if not steps:
                continue
            assert all(step.startswith(RUN) for step in steps), f"{where}\nis neither run nor known as one that is not"
            if command.startswith("openssl ") and shutil.which("openssl") is None:
                pytest.skip(f"{where}: OpenSSL is not on this machine, and what follows on this page needs it")
            status, printed = run(" && ".join(steps), tree)
            assert "Traceback" not in printed, f"{where}\n{printed}"
            if steps != typed and not shown:  # an install and its first use on one line, the output left out
                assert status == 0, f"{where}\n{printed}"
                continue
            assert prints(shown, printed), f"{where}\n--- shown\n{shown}\n--- printed\n{printed}"


@pytest.mark.parametrize("page", pages_with("python"))
def test_every_python_example_runs(page: Path, tree: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tree)
    for block in blocks_of(page.read_text(encoding="utf-8")):
        save_if_named(block, tree)
        if block.kind == "python":
            code = "\n" * (block.line - 1) + block.text
            exec(compile(code, str(page), "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("page", pages_with("yaml"))
def test_every_yaml_example_reads(page: Path, tmp_path: Path):
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind == "yaml":
            file = tmp_path / f"line_{block.line}.yaml"
            file.write_text(block.text, encoding="utf-8")
            assert read_document(file, name=f"{name_of(page)}:{block.line}").data is not None


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in PAGES])
def test_every_link_to_a_file_leads_there(page: Path):
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link for link in _LINK.findall(prose) if not link.startswith(("http:", "https:", "mailto:"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_contents_name_every_page():
    contents = (CHECKOUT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (CHECKOUT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(_LINK.findall(contents))


def test_the_api_page_has_a_heading_or_a_line_for_every_public_name():
    page = (CHECKOUT / "docs" / "python-api.md").read_text(encoding="utf-8")
    assert [name for name in pekppp_rules.__all__ if f"`{name}`" not in page and f"`{name}(" not in page] == []


@pytest.mark.parametrize(
    ("page", "schemas"),
    [
        ("submission-file.md", ["submission"]),
        ("package-format.md", ["regulation", "sources", "form", "index", "categories", "cases", "changes", "shared"]),
        ("rules.md", ["rules"]),
    ],
)
def test_the_page_on_a_format_names_every_key_of_its_schema(page: str, schemas: list[str]):
    text = (CHECKOUT / "docs" / page).read_text(encoding="utf-8")
    keys = {
        key
        for name in schemas
        for key in keys_of(json.loads((CHECKOUT / "schemas" / "v1" / f"{name}.schema.json").read_text("utf-8")))
    }
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def keys_of(schema: object) -> Iterator[str]:
    """Yield the name of every property that a schema defines, at any depth."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties" and isinstance(value, dict):
                yield from value
                yield from (name for inner in value.values() for name in keys_of(inner))
            else:
                yield from keys_of(value)
    elif isinstance(schema, list):
        yield from (name for item in schema for name in keys_of(item))
