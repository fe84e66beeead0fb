"""docs/authoring.md followed to the letter, from an empty folder: every command typed, every file written, every line changed."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

import pekppp_rules as pekppp
from tests.docs.pages import Block, blocks_of, changed, commands_of, prints, run, save_if_named

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"
BLOCKS = list(blocks_of(PAGE.read_text("utf-8")))


def follow(block: Block, tree: Path) -> None:
    """Do what a block tells to; nothing on the page is for looking at only."""
    if block.kind != "console":
        assert block.file is not None, f"line {block.line} is neither typed nor written to a file"
        save_if_named(block, tree)
        return
    for line, command, shown in commands_of(block):
        assert re.match(r"(PEKPPP_REGULATIONS=\. )?pekppp ", command), f"line {line}: not a command of ours"
        _, printed = run(command, tree)
        assert prints(shown, printed), f"line {line}: $ {command}\n--- shown\n{shown}\n--- printed\n{printed}"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder in which someone has followed the page."""
    tree = tmp_path_factory.mktemp("kosong")
    for block in BLOCKS:
        follow(block, tree)
    return tree


def test_the_page_can_be_followed_from_an_empty_folder(followed):
    assert sorted(path.name for path in followed.iterdir()) == [
        "loket_baru",
        "loket_contoh",
        "loket_lurah",
        "loket_utara.yaml",
    ]


def test_the_page_needs_no_python():
    assert {block.kind for block in BLOCKS} == {"console", "yaml", "diff"}


def test_what_was_written_has_no_placeholder_left_and_rests_on_the_text(followed):
    folder = followed / "loket_contoh"
    assert [path.name for path in folder.rglob("*.yaml") if "GANTI" in path.read_text("utf-8")] == []
    submission = pekppp.read_submission(followed / "loket_utara.yaml")
    counts = pekppp.load(folder).evaluate(submission).provenance.counts
    assert {confidence for confidence, count in counts.items() if count} == {"primary"}


def test_every_file_written_still_names_its_schema(followed):
    for path in (followed / "loket_contoh").rglob("*.yaml"):
        header = re.search(r"^# yaml-language-server: \$schema=(.+)$", path.read_text("utf-8"), re.MULTILINE)
        assert json.loads((path.parent / header[1]).read_text("utf-8"))["title"]


def test_both_releases_score_the_unit_as_the_page_says_and_the_first_is_withdrawn(followed):
    submission = pekppp.read_submission(followed / "loket_utara.yaml")
    for version, withdrawn, letter in (("0.1.0", True, "A"), ("0.2.0", False, "B")):
        regulation = pekppp.load(f"loket_contoh@{version}", folders=[followed])
        assert (regulation.withdrawn is not None) is withdrawn
        assert str(regulation.evaluate(submission).index.rounded) == "1.12"
        assert regulation.categorise(Decimal("1.65")).letter == letter


def test_a_change_that_does_not_fit_the_file_is_an_error():
    assert changed("a\nb\nc\n", " a\n-b\n+x\n+y\n") == "a\nx\ny\nc\n"
    for diff in ("-d\n", "-a\n-c\n", "+x\n"):
        with pytest.raises(AssertionError):
            changed("a\nb\nc\n", diff)
