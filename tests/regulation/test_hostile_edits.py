"""One edit anywhere in a real package: it loads, or it is refused with a code and a place, and nothing else happens."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

import pekppp_rules as pekppp
from pekppp_rules.cli.main import run
from pekppp_rules.reading import bundled_folder, read_document
from tests.edits import one_edit

CHECKOUT = Path(__file__).parents[2]
ROOTS = {
    **{path.parent.name: path.parent for path in sorted(bundled_folder("regulations").glob("*/regulation.yaml"))},
    "negeri_dongeng": CHECKOUT / "tests" / "regulations" / "negeri_dongeng",
    "perwali_kota_contoh": CHECKOUT / "examples" / "perwali_kota_contoh",
}
QUICK = settings(max_examples=12, phases=[Phase.reuse, Phase.generate])  # shrinking would load thousands of packages
LONG = settings(QUICK, max_examples=200)

BYTES = [
    *(
        b"",
        b"\xff",
        b"\0",
        b"&a ",
        b"*a",
        b"!!int ",
        b"[",
        b"]",
        b"{",
        b"- ",
        b": ",
        b"\t",
        b"\r",
        b"\n",
        b"  ",
        b"#",
        b'"',
    ),
    *(
        b"? ",
        b"---\n",
        b"...\n",
        b"%YAML 9.9\n",
        b"|2\n",
        b"1e999999",
        b"../",
        b"$ref: ",
        "\u202e".encode(),
        "e\u0301".encode(),
    ),
]
"""What a slip of the hand, or a stranger, puts in the middle of a file."""


@cache
def files_of(name: str) -> list[Path]:
    return sorted(ROOTS[name].glob("*.yaml"))


@cache
def data_of(path: Path) -> object:
    return read_document(path).data


@st.composite
def edited_text(draw, name):
    """Draw a file of a package with some of its bytes taken out and something put in their place."""
    path = draw(st.sampled_from(files_of(name)))
    content = path.read_bytes()
    start = draw(st.integers(0, len(content)))
    length = draw(st.sampled_from([0, 0, 1, 2, 7, 40, 400, len(content)]))
    return path.name, content[:start] + draw(st.sampled_from(BYTES)) + content[start + length :]


@st.composite
def edited_data(draw, name):
    """Draw a file of a package with one edit of what it says, written as JSON, which is YAML too."""
    path = draw(st.sampled_from(files_of(name)))
    text = json.dumps(draw(one_edit(data_of(path))), default=float, ensure_ascii=False)
    return path.name, text.encode("utf-8", "surrogatepass")


def edited(name):
    return st.one_of(edited_text(name), edited_data(name))


def with_edit(name: str, root: str, file: str, content: bytes) -> Path:
    folder = Path(shutil.copytree(ROOTS[name], Path(root) / name, ignore=shutil.ignore_patterns("cases")))
    (folder / file).write_bytes(content)
    return folder


def problems_of(folder: Path) -> tuple[pekppp.Problem, ...]:
    """Return why a package does not load; nothing when it does. Any other exception is the test's failure."""
    try:
        pekppp.load(folder)
    except pekppp.PekpppError as error:
        return error.problems
    return ()


def check_an_edit(name: str, file: str, content: bytes) -> None:
    with TemporaryDirectory() as root:
        problems = problems_of(with_edit(name, root, file, content))
    event(f"refused: {bool(problems)}")
    assert all(problem.place.file for problem in problems)
    assert all(problem.line(lang).isprintable() for problem in problems for lang in ("id", "en"))


@pytest.mark.parametrize("name", ROOTS)
@QUICK
@given(data=st.data())
def test_one_edit_gives_a_package_or_an_error_with_a_place(name, data):
    check_an_edit(name, *data.draw(edited(name)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ROOTS)
@LONG
@given(data=st.data())
def test_hundreds_of_edits_give_a_package_or_an_error_with_a_place(name, data):
    check_an_edit(name, *data.draw(edited(name)))


@settings(QUICK, max_examples=25)
@given(data=st.data())
def test_the_command_line_ends_with_0_or_1_and_shows_no_traceback(data):
    name = data.draw(st.sampled_from(["kep_25_2004", "ombudsman_opini_2023", "negeri_dongeng", "perwali_kota_contoh"]))
    file, content = data.draw(edited(name))
    command = data.draw(st.sampled_from(["check", "show", "test"]))
    with TemporaryDirectory() as root:
        folder = with_edit(name, root, file, content)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            run(["regulations", command, str(folder), "--format", "json"])
    assert ended.value.code in {0, 1}
    assert "Traceback" not in out.getvalue() + err.getvalue()
    json.loads(out.getvalue())
