"""Numbers made to do harm: absurd ones, sums that only floats would accept, and fractions without end."""

from __future__ import annotations

import os
from itertools import pairwise

import pytest

from pekppp_rules.regulation.digest import canonical_bytes, resolved_document
from pekppp_rules.regulation.load import load_folder
from tests.probe import probe
from tests.regulation.conftest import write_small
from tests.releases import TOY_ID, edit, set_version, toy_in, write_release

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of a process, pipes and devices are those of POSIX")


@pytest.fixture
def toy(tmp_path):
    return toy_in(tmp_path)


ABSURD = ["1e999999", "-1e999999", "1e-999999", "9" * 400, "0." + "1" * 400, ".inf", "-.inf", ".nan", "1e" + "9" * 30]


@pytest.mark.parametrize("number", ABSURD)
def test_an_absurd_number_is_told_at_its_place(toy, number):
    edit(toy / "index.yaml", "out_of: 100", f"out_of: {number}")
    code, place, _ = probe(toy).only()
    assert (code, place) == ("PKP-011", f"{toy}/index.yaml:20:13")


@pytest.mark.parametrize("number", ["1e999999", "-1e400", "9" * 400, "NaN", "Infinity", "1.5", "9007199254740993"])
@pytest.mark.parametrize("key", ["lowest", "from", "="])
def test_an_absurd_number_in_a_release_is_not_that_release(toy, number, key):
    set_version(toy, "1.0.0")
    content = canonical_bytes(resolved_document(load_folder(toy, "x"))).decode()
    at = content.index(f'"{key}":')
    end = min(content.index(mark, at) for mark in ",}" if mark in content[at:])
    write_release(toy, (content[:at] + f'"{key}":{number}' + content[end:]).encode(), "1.0.0")
    assert probe(f"{TOY_ID}@1.0.0", toy.parent).codes == ["PKP-310"]


TEN_TENTHS = ["0.1"] * 10
THIRDS = ["0.333"] * 3
LONG_THIRDS = ["0.333333333333333"] * 3
A_TRIFLE_MORE = ["1", "0.000000000000001"]
EXACT_THIRDS = ["1/3"] * 3


@pytest.mark.parametrize(
    ("weights", "total"),
    [
        (TEN_TENTHS, None),
        (EXACT_THIRDS, None),
        (THIRDS, "0.999"),
        (LONG_THIRDS, "0.999999999999999"),
        (A_TRIFLE_MORE, "1.000000000000001"),
    ],
)
def test_weights_are_summed_as_they_are_written_and_never_as_floats(tmp_path, weights, total):
    copy = write_small(tmp_path)
    rows = "".join(f"      - {{code: t{at}, title: {{id: Tanya}}, weight: {one}}}\n" for at, one in enumerate(weights))
    text = (copy.folder / "f03.yaml").read_text("utf-8")
    (copy.folder / "f03.yaml").write_text(text[: text.index("      - {code: t1")] + rows, "utf-8")
    copy.edit("index.yaml", "    out_of: 4\n", "    out_of: 1\n")
    told = probe(copy.folder)
    if total is None:
        assert told.checking == []
    else:
        code, _, message = told.only()
        assert (code, f" {total}," in message) == ("PKP-104", True)


def test_floats_would_have_said_otherwise():
    """The weights above are chosen so that a float sum errs on ten tenths."""
    assert sum(map(float, TEN_TENTHS)) != 1.0


def denominators(count: int) -> list[int]:
    return [10**15 - 1 - 2 * at for at in range(count)]


def test_weights_whose_sum_has_thousands_of_digits_are_refused(tmp_path):
    copy = write_small(tmp_path)
    pairs = [share for number in denominators(400) for share in (f"1/{number}", f"{number - 1}/{number}")]
    rows = "".join(f"      - {{code: t{at}, title: {{id: T}}, weight: {one}}}\n" for at, one in enumerate(pairs))
    text = (copy.folder / "f03.yaml").read_text("utf-8")
    (copy.folder / "f03.yaml").write_text(text[: text.index("      - {code: t1")] + rows, "utf-8")
    copy.edit("index.yaml", "    out_of: 4\n", "    out_of: 400\n")
    assert probe(copy.folder).only()[0] == "PKP-151"


def test_factors_whose_product_has_thousands_of_digits_are_refused_once_where_they_get_too_long(tmp_path):
    copy = write_small(tmp_path)
    names = [*(f"n{at}" for at in range(300)), "f02"]
    nodes = "".join(
        f"  - {{id: {name}, name: {{id: N}}, kind: linear, of: {of}, times: 999999999999989/999999999999999}}\n"
        for name, of in pairwise(names)
    )
    copy.edit("index.yaml", "      - {node: f02, weight: 6}", "      - {node: n0, weight: 6}")
    copy.edit("index.yaml", "  - id: f02\n", nodes + "  - id: f02\n")
    told = probe(copy.folder)
    assert set(told.codes) == {"PKP-151"}
    assert len(told.codes) < 20


def test_variants_that_combine_in_thousands_of_ways_are_refused(tmp_path):
    copy = write_small(tmp_path)
    fields = ""
    for field in ("period.scheme", "period.stage"):
        values = ", ".join(f"{{code: v{at}, name: {{id: V}}}}" for at in range(60))
        fields += f"  - {{field: {field}, required: true, values: [{values}]}}\n"
        for at in range(60):
            head = f"kind: form\nform: {field[7:]}\ntype: value\nvariant: {{field: {field}, value: v{at}}}\n"
            rest = "title: {id: F}\nsource: [UJI]\nconfidence: primary\nscale: {lowest: 0, highest: 1}\n"
            (copy.folder / f"{field}{at}.yaml").write_text(
                f"{head}{rest}values: [{{code: a, title: {{id: A}}}}]\n", "utf-8"
            )
    text = (copy.folder / "regulation.yaml").read_text("utf-8")
    (copy.folder / "regulation.yaml").write_text(text.replace("fields:\n", f"fields:\n{fields}"), "utf-8")
    assert probe(copy.folder).codes.count("PKP-152") == 1
