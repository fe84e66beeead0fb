"""Copies of a package that a test may spoil: the shipped one, a small one with what that lacks, and the invented kingdom."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pekppp_rules.errors import Problem
from pekppp_rules.reading import bundled_folder
from pekppp_rules.regulation import Package
from pekppp_rules.regulation.load import check_folder, load_folder
from tests.releases import toy_in

SHIPPED = "permenpanrb_29_2022"

TOY = Path(__file__).parent.parent / "regulations" / "negeri_dongeng"

SMALL = {
    "regulation.yaml": """\
kind: regulation
id: kecil
family: uji
version: 0.1.0
scope: national
citation: Peraturan Uji 1/2020
title: {id: Peraturan uji, en: Test regulation}
source: [UJI]
confidence: primary
validity:
  from: {on: "2020", precision: year}
legal:
  - {relation: mandate, citation: UU Uji}
aspects:
  - {code: a, name: {id: Aspek a}}
  - {code: b, name: {id: Aspek b}}
fields:
  - field: unit.mode
    required: true
    values:
      - {code: luring, name: {id: Luring}}
      - {code: daring, name: {id: Daring}}
""",
    "sources.yaml": """\
kind: sources
sources:
  - key: UJI
    kind: package
    title: Peraturan rekaan untuk uji
  - key: LAIN
    kind: press
    title: Sumber lain
    date: 2020-05
""",
    "index.yaml": """\
kind: index
root: indeks
conversion: indeks_60
source: [UJI]
confidence: primary
rounding: {places: 1, mode: half_up, used_by: [display, category]}
requires:
  - {form: f02, without: error}
  - {form: f03, without: error}
aggregation: {rule: mean, of: unrounded}
nodes:
  - id: indeks_60
    name: {id: Nilai konversi}
    kind: linear
    of: indeks
    times: 25
    plus: -10
  - id: indeks
    name: {id: Indeks}
    kind: weighted_mean
    out_of: 10
    categories: indeks
    parts:
      - {node: f02, weight: 6}
      - {node: f03, weight: 4}
  - id: f02
    name: {id: Indeks F-02}
    kind: mean
    parts:
      - {node: f02.a}
      - {node: f02.b}
  - id: f02.a
    name: {id: F-02 aspek a}
    kind: weighted_mean
    out_of: 1
    rows: {form: f02, aspect: a}
  - id: f02.b
    name: {id: F-02 aspek b}
    kind: mean
    rows: {form: f02, aspect: b}
  - id: f03
    name: {id: Indeks F-03}
    kind: weighted_mean
    out_of: 4
    rows: {form: f03, aspect: a}
""",
    "categories.yaml": """\
kind: categories
source: [UJI, LAIN]
confidence: secondary
tables:
  - id: indeks
    title: {id: Predikat}
    categories:
      - {letter: B, from: 2, name: {id: Baik}}
      - {letter: K, from: 0.4, name: {id: Kurang}}
""",
    "f02_luring.yaml": """\
kind: form
form: f02
type: rubric
variant: {field: unit.mode, value: luring}
title: {id: F-02 luring}
source: [UJI]
confidence: primary
scale: {lowest: 0, highest: 2}
evaluators: {pool: mean}
aspects:
  - aspect: a
    indicators:
      - code: a1
        number: 1
        title: {id: Baris a1, en: Row a1}
        weight: "1/3"
        levels: {0: {id: Tidak ada}, 1: {id: Sebagian}, 2: {id: Lengkap}}
      - code: a2
        number: 2
        title: {id: Baris a2, en: Row a2}
        weight: {value: "2/3", printed: 0.67}
        levels: {0: {id: Belum}, 1: {id: Sedang}, 2: {id: Sudah}}
  - aspect: b
    indicators:
      - code: b1
        title: {id: Baris b1}
        levels: {0: {id: Buruk}, 1: {id: Cukup}, 2: {id: Bagus}}
""",
    "f02_daring.yaml": """\
kind: form
form: f02
type: rubric
variant: {field: unit.mode, value: daring}
title: {id: F-02 daring}
source: [UJI]
confidence: primary
scale: {lowest: 0, highest: 2}
evaluators: {pool: mean}
aspects:
  - aspect: a
    indicators:
      - code: a1
        title: {id: Baris a1 daring}
        weight: 1
        levels: {0: {id: Tidak ada}, 1: {id: Sebagian}, 2: {id: Lengkap}}
  - aspect: b
    indicators:
      - code: b1
        title: {id: Baris b1 daring}
        levels: {0: {id: Buruk}, 1: {id: Cukup}, 2: {id: Bagus}}
""",
    "f03.yaml": """\
kind: form
form: f03
type: survey
title: {id: F-03}
source: [UJI]
confidence: primary
scale: {lowest: 1, highest: 4}
respondents: {pool: mean, minimum: {value: 2}}
aspects:
  - aspect: a
    questions:
      - {code: t1, title: {id: Tanya satu}, weight: 3}
      - {code: t2, title: {id: Tanya dua}, weight: 1}
""",
}


@dataclass(frozen=True)
class PackageCopy:
    """A package folder of the test's own."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace `old`, which stands exactly once in `file`."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file} holds {text.count(old)} times: {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    def place(self, file: str, marked: str) -> str:
        """Return `folder/file:line:column` of the `^` in `marked`; the text around it stands exactly once in `file`."""
        text = (self.folder / file).read_text("utf-8")
        before, _, after = marked.partition("^")
        assert text.count(before + after) == 1, f"{file} holds {text.count(before + after)} times: {before + after!r}"
        lead = text[: text.index(before + after) + len(before)]
        return f"{self.folder.name}/{file}:{lead.count(chr(10)) + 1}:{len(lead) - lead.rfind(chr(10))}"

    def check(self) -> list[Problem]:
        """Return what `check_folder` finds."""
        return check_folder(self.folder, self.folder.name)

    def load(self) -> Package:
        """Return what `load_folder` makes of the folder."""
        return load_folder(self.folder, self.folder.name)


def copy_shipped(to: Path) -> PackageCopy:
    """Copy the shipped package into the folder `to`."""
    return PackageCopy(Path(shutil.copytree(bundled_folder("regulations") / SHIPPED, to / SHIPPED)))


def copy_toy(to: Path) -> PackageCopy:
    """Copy the invented package, which has every kind of form and node, into the folder `to`."""
    return PackageCopy(Path(shutil.copytree(TOY, to / TOY.name)))


def write_small(to: Path) -> PackageCopy:
    """Write the small package into the folder `to`."""
    folder = to / "kecil"
    folder.mkdir()
    for name, text in SMALL.items():
        (folder / name).write_text(text, "utf-8")
    return PackageCopy(folder)


@pytest.fixture
def shipped(tmp_path):
    return copy_shipped(tmp_path)


@pytest.fixture
def small(tmp_path):
    return write_small(tmp_path)


@pytest.fixture
def toy(tmp_path):
    return copy_toy(tmp_path)


@pytest.fixture
def root(tmp_path):
    """A folder with the invented package in it, to lay overlays beside."""
    toy_in(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def kept_toy(tmp_path_factory):
    return copy_toy(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def kept_shipped(tmp_path_factory):
    return copy_shipped(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def kept_small(tmp_path_factory):
    return write_small(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def explained_elsewhere(monkeypatch):
    """Spare `load_folder` the slow check that explains a refusal, where only the refusal counts."""
    problem = Problem("PKP-510", parameters={"detail": "explained elsewhere"})
    monkeypatch.setattr("pekppp_rules.regulation.load.check_folder", lambda *_: [problem])
