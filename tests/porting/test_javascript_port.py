"""The reference port in JavaScript agrees with the library on every vector, and says so when it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings

import pekppp_rules as pekppp
from pekppp_rules.reading import exact_text
from pekppp_rules.regulation.digest import canonical_bytes
from pekppp_rules.testing import regulations
from tests.architecture.known_names import names_of_regulations
from tests.porting.exported import EVERY_FOLDER, PORT, document, exported, needs_node, prove, with_digest


@needs_node
def test_the_port_agrees_on_every_vector_of_every_package(tmp_path):
    proof = prove(tmp_path, *map(exported, EVERY_FOLDER))
    assert (proof.status, sum(proof.differences)) == (0, 0), proof.printed
    assert proof.vectors == [len(document(name)["vectors"]) for name in EVERY_FOLDER]


@needs_node
def test_the_port_agrees_under_regulations_that_nobody_wrote(tmp_path):
    exports = []

    @settings(max_examples=40, derandomize=True, database=None, phases=[Phase.generate])
    @given(regulations())
    def collect(regulation):
        exports.append(pekppp.export(regulation))

    collect()
    proof = prove(tmp_path, *exports)
    assert (proof.status, sum(proof.differences)) == (0, 0), proof.printed
    assert len(proof.vectors) == len(exports) >= 40


def exact_numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of the numbers that decide results: weights, factors, sums, bounds of categories."""
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from exact_numbers(item, (*path, at))
    elif isinstance(value, dict):
        for key, item in value.items():
            is_weight = key == "value" and path[-1] == "weight"
            if isinstance(item, str) and (is_weight or key in {"times", "plus", "out_of", "from"}):
                yield (*path, key)
            else:
                yield from exact_numbers(item, (*path, key))


def changed(whole: dict[str, Any], path: tuple[Any, ...], change: Callable[[Any], Any]) -> dict[str, Any]:
    block = whole
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = change(block[path[-1]])
    return whole


def a_little_more(number: str) -> str:
    return exact_text(Fraction(number) + Fraction(1, 50))


def lowest_bounds(package: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The bottom of a table is the bottom of its scale: raising it changes no look-up."""
    tables = package["categories"]["tables"]
    return {
        ("categories", "tables", at, "categories", len(table["categories"]) - 1, "from")
        for at, table in enumerate(tables)
    }


@needs_node
@pytest.mark.parametrize(
    "name",
    [
        "negeri_dongeng",
        "permenpanrb_17_2017",
        "permenpanrb_14_2017",
        "kep_25_2004",
        "ombudsman_opini_2023",
        pytest.param("permenpanrb_29_2022", marks=pytest.mark.slow),
    ],
)
def test_any_changed_weight_or_bound_is_noticed_by_some_vector(name, tmp_path):
    """So the vectors reach every number of these packages, and the port can fail."""
    package = document(name)["regulation"]["package"]
    root = next(node for node in package["index"]["nodes"] if node["id"] == package["index"]["root"])
    of_index = [at for at, one in enumerate(package["categories"]["tables"]) if one["id"] == root["categories"]]
    paths = [
        path
        for path in exact_numbers(package)
        if path[0] != "rules"  # which are not ported
        and path not in lowest_bounds(package)
        and (path[0] != "categories" or path[2] in of_index)  # edges are tried for the index alone
    ]
    assert len(paths) > 5
    documents = [changed(document(name), ("regulation", "package", *path), a_little_more) for path in paths]
    proof = prove(tmp_path, *map(with_digest, documents))
    unnoticed = [path for path, count in zip(paths, proof.differences, strict=True) if count == 0]
    assert (proof.status, unnoticed) == (1, [])


@needs_node
@pytest.mark.parametrize(
    ("path", "change"),
    [
        (("regulation", "package", "index", "rounding", "places"), lambda places: places - 1),
        (("regulation", "package", "index", "root"), lambda _: "warga"),
        (("regulation", "package", "index", "beside"), lambda _: []),
        (("regulation", "package", "forms"), lambda forms: forms[1:]),
        (("vectors", 0, "expect", "index"), a_little_more),
        (("vectors", 0, "expect", "rounded"), lambda number: number + "0"),
        (("vectors", 0, "expect", "conversion"), lambda _: None),
        (("vectors", 0, "expect", "category"), lambda _: "Perunggu"),
        (("vectors", 0, "expect", "nodes", "loket"), a_little_more),
        (("vectors", 0, "expect", "categories"), lambda _: {}),
        (("vectors", -1, "expect"), lambda _: document("negeri_dongeng")["vectors"][0]["expect"]),
        (("vectors", 0, "expect"), lambda _: {"problems": ["PKP-203"]}),
    ],
)
def test_a_changed_package_or_expectation_fails(path, change, tmp_path):
    proof = prove(tmp_path, with_digest(changed(document("negeri_dongeng"), path, change)))
    assert proof.status == 1
    assert proof.differences[0] > 0


@needs_node
def test_a_package_that_is_not_the_digested_one_fails(tmp_path):
    whole = changed(document("kep_25_2004"), ("regulation", "package", "regulation", "title", "id"), str.upper)
    proof = prove(tmp_path, canonical_bytes(whole))
    assert (proof.status, proof.differences) == (1, [1])
    assert "digest" in proof.printed


@needs_node
def test_without_an_export_the_port_proves_nothing(tmp_path):
    assert prove(tmp_path).status == 2


def test_the_port_knows_no_regulation_and_needs_nothing_but_node():
    known = frozenset().union(*names_of_regulations().values())
    for path in PORT.parent.glob("*.mjs"):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("//")]
        code = "\n".join(lines)
        assert known.isdisjoint(re.findall(r"\w+", code))
        imported = [line.split('"')[1] for line in lines if line.startswith("import ")]
        assert all(name.startswith(("./", "node:")) for name in imported)


def test_the_port_stays_short():
    assert sum(len(path.read_text("utf-8").splitlines()) for path in PORT.parent.glob("*.mjs")) <= 260
