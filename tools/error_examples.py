"""One example of every error code: what to change, and what to run. The catalogue and its test execute them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree, rmtree

from pekppp_rules.minuting.word_package import packed, unpacked
from pekppp_rules.minuting.word_paper import own_letterhead
from tools.workbook_examples import WORKBOOKS, write_workbook

PACKAGE = "permenpanrb_29_2022"
TOY = "negeri_dongeng"
"""An invented regulation that uses every kind of form and node; `loket.yaml` is a submission under it."""

OVERLAY = "perwali_kota_contoh"
SHIPPED = "permenpanrb_17_2017"

Edits = tuple[tuple[str, str, str], ...]
"""File, text, replacement; the text must occur in the file."""


@dataclass(frozen=True)
class Example:
    """A change to a working folder that holds `unit.yaml` and a copy of the package, and a command or a snippet."""

    told: str
    command: str = "pekppp evaluate unit.yaml"
    edits: Edits = ()
    files: dict[str, bytes] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    snippet: str | None = None
    """Python to run instead of the command; `pekppp`, `regulation` and `evaluation` are at hand."""


def submission(told: str, *edits: tuple[str, str]) -> Example:
    """The example submission with some text replaced."""
    return Example(told, edits=tuple(("unit.yaml", old, new) for old, new in edits))


def raw(told: str, content: bytes, name: str = "unit.yaml") -> Example:
    """A file of its own."""
    return Example(told, command=f"pekppp evaluate {name}", files={name: content})


def package(told: str, *edits: tuple[str, str, str], command: str = "check") -> Example:
    """The package with some text of its files replaced."""
    changed = tuple((f"{PACKAGE}/{name}", old, new) for name, old, new in edits)
    return Example(told, command=f"pekppp regulations {command} ./{PACKAGE}", edits=changed)


MINUTES = "pekppp minutes unit.yaml --template kop.docx -o ba.docx"


def parties(told: str, text: str) -> Example:
    """A file of who signs."""
    command = "pekppp minutes unit.yaml --parties pihak.yaml -o ba.docx"
    return Example(told, command, files={"pihak.yaml": text.encode("utf-8")})


def letterhead(told: str, old: str, new: str) -> Example:
    """Our own letterhead with some text of its body replaced."""
    parts = unpacked(own_letterhead("id"))
    body = parts["word/document.xml"].decode("utf-8")
    if old not in body:
        raise ValueError(f"{old!r} is not there")
    changed = {**parts, "word/document.xml": body.replace(old, new, 1).encode("utf-8")}
    return Example(told, MINUTES, files={"kop.docx": packed(changed)})


def _without_placeholders() -> bytes:
    parts = unpacked(own_letterhead("id"))
    return packed({name: content.replace(b"{{", b"").replace(b"}}", b"") for name, content in parts.items()})


def toy_package(told: str, *edits: tuple[str, str, str]) -> Example:
    """The invented package with some text of its files replaced."""
    changed = tuple((f"{TOY}/{name}", old, new) for name, old, new in edits)
    return Example(told, command=f"pekppp regulations check ./{TOY}", edits=changed)


def toy_submission(told: str, *edits: tuple[str, str]) -> Example:
    """The submission under the invented regulation with some text replaced."""
    changed = tuple(("loket.yaml", old, new) for old, new in edits)
    return Example(told, command=f"pekppp evaluate loket.yaml --regulation ./{TOY}", edits=changed)


def overlay(told: str, *edits: tuple[str, str, str]) -> Example:
    """The overlay that ships as an example with some text of its files replaced."""
    changed = tuple((f"{OVERLAY}/{name}", old, new) for name, old, new in edits)
    return Example(told, command=f"pekppp regulations check ./{OVERLAY}", edits=changed)


def snippet(told: str, code: str) -> Example:
    """Some Python."""
    return Example(told, snippet=code)


CODES = (
    "1.a.K1",
    "2.a.K1",
    "3.a.K1",
    "4.a.K1",
    "5.b.Ak",
    "6.b.Ak",
    "7.b.Ak",
    "8.c.As",
    "9.c.K",
    "10.c.As",
    "11.c.As",
    "12.d.T",
    "14.d.T",
    "15.e.K",
)
"""The questions of the survey."""
MAPPING_HEAD = f"kind: survey_mapping\nregulation: {PACKAGE}\nform: f03\nquestions:\n"
WHOLE_MAPPING = (MAPPING_HEAD + "".join(f"  - {{column: {code}, code: {code}}}\n" for code in CODES)).encode()
WHOLE_EXPORT = f"{','.join(CODES)}\nPuas{',4' * 13}\n".encode()
WITHOUT_SURVEY: Edits = (("unit.yaml", "SURVEY", ""),)
"""The submission without its survey."""


def survey(
    told: str,
    *,
    mapping: bytes = f"{MAPPING_HEAD}  - {{column: 1.a.K1, code: 1.a.K1}}\n".encode(),
    export: bytes = b"1.a.K1\n4\n",
    edits: Edits = WITHOUT_SURVEY,
) -> Example:
    """An export and a mapping, used to fill the submission."""
    return Example(
        told,
        command="pekppp survey fill export.csv --mapping map.yaml --into unit.yaml -o new.yaml",
        edits=edits,
        files={"export.csv": export, "map.yaml": mapping},
    )


RELEASED: Edits = (("release", TOY, ""),)
"""The invented package with a release."""

LOCK = (
    b'{"format": 1, "engine": ">=0.1.0,<9", "regulations": [{"id": "permenpanrb_29_2022", "version": "9.0.0", "digest": "sha256:'
    + b"0" * 64
    + b'", "rules_digest": "sha256:'
    + b"0" * 64
    + b'"}]}'
)
"""A lock file of another version."""

VARIANT = b"""kind: form
form: lain
type: value
variant: {field: period.scheme, value: v%d}
title: {id: Lain}
source: [TITAH]
confidence: primary
scale: {lowest: 0, highest: 1}
values: [{code: satu, title: {id: Satu}}]
"""
SCHEMES = f"""  - field: period.scheme
    required: true
    values: [{", ".join(f"{{code: v{number}, name: {{id: Skema {number}}}}}" for number in range(51))}]
"""
"""A form of very many variants, and the field that chooses them."""

PUBLIC_KEY = b"""\
-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAcx/ca10nGQQYxWarxu5qOJt9Nd7hkPIcx4uf6iAB4T0=
-----END PUBLIC KEY-----
"""
"""An Ed25519 key that nobody signs with."""

DATE = "from datetime import date\n"

_TABLE = (
    "import polars as pl\n"
    "form = regulation.form('f02', mode='luring')\n"
    "codes = [row.code for aspect in form.aspects for row in aspect.rows]\n"
    "row = {'unit_id': 'a', **dict.fromkeys(codes, 4)}\n"
)
"""A table with one unit."""

_MATRIX = (
    "import numpy as np\n"
    "rows = {name: len(regulation.form(name, mode='luring').rows) for name in ('f02', 'f03')}\n"
    "sums = {'f02': np.full((2, rows['f02'] - 1), 4), 'f03': np.full((2, rows['f03']), 80)}\n"
    "counts = {'f02': 1, 'f03': 20}\n"
)
"""Matrices of two units; one row of F-02 is not scored."""


_SCORED = (
    "import polars as pl\n"
    "opinion = pekppp.load('ombudsman_opini_2022')\n"
    "units = pl.DataFrame({'unit_id': ['a', 'b'], 'skor': [86.5, 70.25]})\n"
    "scored = opinion.score_table(units, report=True)\n"
)


def scored_table(told: str, change: str = "", options: str = "") -> Example:
    """A scored table that a report cannot be made of; `scored` is the table, which `change` changes."""
    read = f"pekppp.scored_units(scored, agency='Kota Contoh', year=2022{options})"
    return Example(told, snippet=_SCORED + (f"scored = {change}\n" if change else "") + read)


def table(told: str, code: str) -> Example:
    """A table that is not as it should be; `row`, `codes` and `pl` are at hand."""
    return Example(told, snippet=_TABLE + code)


def matrix(told: str, code: str) -> Example:
    """Matrices that are not as they should be; `sums`, `counts` and `np` are at hand."""
    return Example(told, snippet=_MATRIX + code)


def unit_status(told: str, code: str) -> Example:
    """A unit of a table that has no index; `row`, `codes` and `pl` are at hand, and `result` is its scored table."""
    return table(
        told,
        "from pekppp_rules.tables.status import problem_of\n" + code + "\n"
        "raise pekppp.EvaluationError(problem_of(result['status'][0]))",
    )


def stated(told: str, facts: str) -> Example:
    """A unit of a table that states what no unit can."""
    return unit_status(
        told,
        "questions = [row.code for row in regulation.form('f03', mode='luring').rows]\n"
        "answers = pl.DataFrame([{'unit_id': 'a', **dict.fromkeys(questions, 4)}])\n"
        f"assessments = pl.DataFrame([{{**row, **{facts}}}])\n"
        "result = regulation.score_table(assessments, answers, mode='luring', findings=True)",
    )


EXAMPLES: dict[str, Example] = {
    "PKP-001": Example("a misspelt file name", command="pekppp evaluate unti.yaml"),
    "PKP-002": Example("a folder where a file belongs", command="pekppp evaluate ."),
    "PKP-003": Example("a file used as a folder", command="pekppp evaluate unit.yaml/f02.yaml"),
    "PKP-004": raw("a file of 17 MB", b"# " + b"x" * 17_000_000),
    "PKP-005": raw("an empty file", b""),
    "PKP-006": raw("a spreadsheet renamed to .yaml", b"PK\x03\x04\x00\x00\xff\xfe"),
    "PKP-007": raw("a bracket that is never closed", b"unit: {name: A\n"),
    "PKP-008": submission("an indicator scored twice", ("2.a.P: 4", "1.a.Ak: 4")),
    "PKP-009": submission("a YAML anchor", ("- evaluator: Evaluator 1", "- &first\n      evaluator: Evaluator 1")),
    "PKP-010": raw("forty nested lists", b"a: " + b"[" * 40 + b"]" * 40),
    "PKP-011": submission("a number without bound", ("1.a.Ak: 5", "1.a.Ak: 1e400")),
    "PKP-012": raw("a text document", b"Disdukcapil", "unit.docx"),
    "PKP-013": Example("a folder that does not exist", command="pekppp evaluate unit.yaml -o missing/result.json"),
    "PKP-014": raw("a list as a key", b"? [a, b]\n: 1\n"),
    "PKP-015": raw("a list of 600,000 numbers", b'{"a": [' + b"1, " * 600_000 + b"1]}", "unit.json"),
    "PKP-016": snippet(
        "half an emoji in a parsed JSON body",
        "data = evaluation.submission.data()\n"
        "data['unit']['name'] = '\\ud83d'\n"
        "raise pekppp.SubmissionError(regulation.validate(data))",
    ),
    "PKP-017": Example(
        "a pipe among the files of a package",
        command=f"pekppp regulations check ./{TOY}",
        edits=(("pipe", f"{TOY}/lain.yaml", ""),),
    ),
    "PKP-018": Example(
        "a link to a file of the machine",
        command=f"pekppp regulations check ./{TOY}",
        edits=(("link", f"{TOY}/lain.yaml", "../unit.yaml"),),
    ),
    "PKP-019": Example(
        "a thousand files too many",
        command=f"pekppp regulations check ./{TOY}",
        files={f"{TOY}/lain_{number}.yaml": b"a: 1" for number in range(1_000)},
    ),
    "PKP-020": raw("two thousand keys that are no text", b"? [a]\n: 1\n" * 2_000),
    **{
        code: Example(told, command="pekppp evaluate unit.xlsx", edits=(("workbook", "unit.xlsx", code),))
        for code, (told, _) in WORKBOOKS.items()
    },
    "PKP-044": Example(
        "weights of eleven decimals",
        command=f"pekppp template --regulation ./{PACKAGE} --mode luring -o unit.xlsx",
        edits=(
            (f"{PACKAGE}/index.yaml", "{node: f02.a, weight: 24}", "{node: f02.a, weight: 24.00000000001}"),
            (f"{PACKAGE}/index.yaml", "{node: f02.b, weight: 25}", "{node: f02.b, weight: 24.99999999999}"),
        ),
    ),
    "PKP-045": snippet(
        "an installation without the extra",
        "import sys\n"
        "from unittest.mock import patch\n"
        "with patch.dict(sys.modules, xlsxwriter=None):\n"
        "    regulation.template(mode='luring')",
    ),
    "PKP-046": Example(
        "a hundred evaluators",
        command=f"pekppp template --regulation {PACKAGE} --mode luring --evaluators 100 -o unit.xlsx",
    ),
    "PKP-047": Example(
        "a regulation whose forms differ by mode",
        command=f"pekppp template --regulation {PACKAGE} -o unit.xlsx",
    ),
    "PKP-048": survey("a row with a comma too many", export=b"1.a.K1,Nama\n4,Budi,SH\n"),
    "PKP-049": survey("a column that the mapping does not know", export=b"1.a.K1,Usia\n4,40\n"),
    "PKP-050": survey("a column that was renamed", export=b"Persyaratan\n4\n"),
    "PKP-051": survey("a mapping of one question of fourteen"),
    "PKP-052": survey("an answer in words", mapping=WHOLE_MAPPING, export=WHOLE_EXPORT),
    "PKP-053": survey("a submission that has been filled", edits=()),
    "PKP-054": Example(
        "a regulation with a survey for each mode",
        command=f"pekppp survey map export.csv --regulation {PACKAGE} -o map.yaml",
        files={"export.csv": b"1.a.K1\n4\n"},
    ),
    "PKP-101": Example(
        "a package without categories.yaml",
        command=f"pekppp regulations check ./{PACKAGE}",
        edits=(("-", f"{PACKAGE}/categories.yaml", ""),),
    ),
    "PKP-102": package("two files of one kind", ("categories.yaml", "kind: categories", "kind: index")),
    "PKP-103": package(
        "the id is not the folder's name", ("regulation.yaml", f"id: {PACKAGE}", "id: permenpanrb_30_2022")
    ),
    "PKP-104": package("a weight of 17 written as 16", ("f02_luring.yaml", "weight: {value: 17", "weight: {value: 16")),
    "PKP-105": package("a code used twice", ("f03_luring.yaml", "code: 2.a.K1", "code: 1.a.K1")),
    "PKP-106": package("a source that is not in sources.yaml", ("categories.yaml", "[JB17, MJ]", "[JB71, MJ]")),
    "PKP-107": package("a lowest category above the bottom of the scale", ("categories.yaml", "from: 0", "from: 0.5")),
    "PKP-108": package("no confidence anywhere above a value", ("categories.yaml", "confidence: secondary\n", "")),
    "PKP-109": package("bounds out of order", ("categories.yaml", "from: 4.01", "from: 4.61")),
    "PKP-110": package("a bound finer than the rounding", ("categories.yaml", "from: 4.01", "from: 4.005")),
    "PKP-111": package(
        "a node among its own parts", ("index.yaml", "{node: f02.a, weight: 24}", "{node: ipp, weight: 24}")
    ),
    "PKP-112": package("a conversion nobody names", ("index.yaml", "conversion: ipp_100\n", "")),
    "PKP-113": package(
        "an aspect counted twice and another left out",
        ("index.yaml", "rows: {form: f03, aspect: b}", "rows: {form: f03, aspect: a}"),
    ),
    "PKP-114": package(
        "a level too many", ("f02_luring.yaml", "          0: {id: Standar", "          6: {id: Standar")
    ),
    "PKP-115": package("a category above the scale", ("categories.yaml", "from: 4.51", "from: 5.51")),
    "PKP-116": package(
        "a weighted mean over rows without weights",
        (
            "index.yaml",
            "    kind: mean\n    rows: {form: f03, aspect: e}",
            "    kind: weighted_mean\n    out_of: 1\n    rows: {form: f03, aspect: e}",
        ),
    ),
    "PKP-117": package("a changed category bound", ("categories.yaml", "from: 1.01", "from: 1.02"), command="test"),
    "PKP-118": package(
        "a score outside the scale", ("cases/uniform.yaml", "f02: [{fill: 3}]", "f02: [{fill: 7}]"), command="test"
    ),
    "PKP-119": package(
        "a scale upside down", ("f03_luring.yaml", "{lowest: 0, highest: 5}", "{lowest: 5, highest: 0}")
    ),
    "PKP-120": Example(
        "a package without cases",
        command=f"pekppp regulations test ./{PACKAGE}",
        edits=(("-", f"{PACKAGE}/cases", ""),),
    ),
    "PKP-121": package("a conversion by nothing", ("index.yaml", "times: 20", "times: 0")),
    "PKP-122": package("a negative weight", ("index.yaml", "{node: f02.a, weight: 24}", "{node: f02.a, weight: -24}")),
    "PKP-123": package("two cases of one name", ("cases/uniform.yaml", "id: all_1", "id: all_2"), command="test"),
    "PKP-124": package(
        "a form the index uses but does not ask for",
        (
            "index.yaml",
            "  - form: f03\n    without: error\n    source: [AI, PACKAGE]",
            "  - form: f02\n    without: error\n    source: [AI, PACKAGE]",
        ),
    ),
    "PKP-125": package(
        "a variant chosen by a field that may be missing",
        ("regulation.yaml", "field: unit.mode\n    required: true", "field: unit.mode\n    required: false"),
    ),
    "PKP-126": Example(
        "a variant without an aspect that the index counts",
        command=f"pekppp regulations check ./{PACKAGE}",
        edits=(("+", f"{PACKAGE}/f03_luring.yaml", f"{PACKAGE}/f03_daring.yaml"),),
    ),
    "PKP-127": package("a month that does not exist", ("regulation.yaml", 'on: "2022"', 'on: "2022-13"')),
    "PKP-128": Example(
        "a rubric for online units without a survey for them",
        command=f"pekppp regulations check ./{PACKAGE}",
        edits=(("-", f"{PACKAGE}/f03_daring.yaml", ""),),
    ),
    "PKP-129": package("an end before the beginning", ("regulation.yaml", 'on: "2023"', 'on: "2021"')),
    "PKP-130": toy_package(
        "a node with two parents",
        (
            "index.yaml",
            "[{node: rubrik.p}, {node: rubrik.r}]",
            "[{node: rubrik.p}, {node: rubrik.r}, {node: tanya.t1}]",
        ),
    ),
    "PKP-131": toy_package(
        "a weight on a form whose weights are unknown",
        ("rubrik_daring.yaml", "      - code: p1\n", "      - code: p1\n        weight: 1\n"),
    ),
    "PKP-132": toy_package(
        "a weight that a plain mean would ignore",
        ("petugas.yaml", "en: Is the seat comfortable}}", "en: Is the seat comfortable}, weight: 2}"),
    ),
    "PKP-133": toy_package(
        "a sum by weights that nobody knows",
        ("index.yaml", "kind: weighted_mean, out_of: 1, rows", "kind: weighted_sum, sum: 1, rows"),
    ),
    "PKP-134": toy_package(
        "a value without a node", ("ukur.yaml", "values:\n", "values:\n  - {code: lain, title: {id: Lain}}\n")
    ),
    "PKP-135": toy_package(
        "a node of another aspect than its rows", ("index.yaml", "{id: rubrik.r, aspect: r", "{id: rubrik.r, aspect: p")
    ),
    "PKP-136": toy_package(
        "a conversion of something else", ("index.yaml", "conversion: mutu_10", "conversion: warga")
    ),
    "PKP-137": toy_package(
        "alternatives on different scales", ("index.yaml", "of: petugas_rata, times: 10", "of: petugas_rata, times: 9")
    ),
    "PKP-138": toy_package(
        "a form that is not needed, it says, but is",
        ("index.yaml", "{form: tanya, without: error}", "{form: tanya, without: next_part}"),
    ),
    "PKP-139": toy_package(
        "a yes-or-no fact compared with a number",
        ("lapor.yaml", 'asked_if: {fact: sapaan.ada, "=": true}', 'asked_if: {fact: sapaan.ada, "=": 1}'),
    ),
    "PKP-140": toy_package(
        "a band in the middle without an end", ("aturan.yaml", "{level: 1, below: -7}", "{level: 1}")
    ),
    "PKP-141": toy_package("bands out of order", ("aturan.yaml", "{level: 1, below: -7}", "{level: 1, below: -70}")),
    "PKP-142": toy_package(
        "two rules that each wait for the other",
        ("aturan.yaml", '{not: {fact: lapor.ruang.obor, ">=": 5}}', "{not: {fired: naga_dalam_gelap}}"),
    ),
    "PKP-143": toy_package(
        "a derived fact that nobody looks at", ("aturan.yaml", "any: [{fired: naga_dalam_gelap}, ", "any: [")
    ),
    "PKP-144": toy_package("a level above the scale", ("aturan.yaml", "{gua: 1, aula: 3}", "{gua: 1, aula: 4}")),
    "PKP-145": toy_package(
        "a ladder without its second rung",
        ("aturan.yaml", '      2: {count: lapor.sapaan.bahasa, ">=": 1}\n', ""),
    ),
    "PKP-146": toy_package(
        "bands that end", ("aturan.yaml", "        - {level: 3}\n", "        - {level: 3, upto: 100}\n")
    ),
    "PKP-147": toy_package(
        "findings grouped by aspect, of a rule that is not about rows",
        ("aturan.yaml", "    each: rubrik\n    group_by: aspect\n", "    each: aspects\n    group_by: aspect\n"),
    ),
    "PKP-148": toy_package("a misspelt placeholder", ("aturan.yaml", "berselisih {selisih}.", "berselisih {selisi}.")),
    "PKP-149": toy_package(
        "a level that looks at a score",
        ("aturan.yaml", '1: {fact: lapor.sapaan.ada, "=": true}', '1: {node: rubrik.p1, ">": 0}'),
    ),
    "PKP-150": package(
        "a known gap that is none",
        (
            "cases/published_labels.yaml",
            "class: label_only\n    value: 4.22",
            'class: known_gap\n    printed: {value: "4.22", letter: A-}\n    why: salah tulis\n    value: 4.22',
        ),
        command="test",
    ),
    "PKP-151": toy_package(
        "a product of 300 fractions",
        ("aturan.yaml", "[-1, {fact: lapor.waktu.hari}]", f"[{'1/999999999999989, ' * 300}{{fact: lapor.waktu.hari}}]"),
    ),
    "PKP-152": Example(
        "51 variants of one form beside two of another",
        command=f"pekppp regulations check ./{TOY}",
        files={f"{TOY}/lain_{number}.yaml": VARIANT % number for number in range(51)},
        edits=((f"{TOY}/regulation.yaml", "fields:\n", f"fields:\n{SCHEMES}"),),
    ),
    "PKP-163": Example(
        "no reason",
        command=f"pekppp regulations withdraw ./{TOY}@0.1.0 --reason=",
        edits=RELEASED,
    ),
    "PKP-164": Example(
        "an overlay of a package that is not sound",
        command=f"pekppp regulations check ./{OVERLAY}",
        edits=(
            (f"{OVERLAY}/regulation.yaml", "@1.0.0", "@1.0.0.dev"),
            (f"{PACKAGE}/categories.yaml", "[JB17, MJ]", "[JB71, MJ]"),
        ),
    ),
    "PKP-165": overlay(
        "a row whose code is not the one of its address",
        ("changes.yaml", "indicators/lokal.1", "indicators/lokal.2"),
    ),
    "PKP-170": overlay("an overlay of a version that does not exist", ("regulation.yaml", "@1.0.0", "@9.9.9")),
    "PKP-171": overlay(
        "an overlay of itself", ("regulation.yaml", f"extends: {PACKAGE}@1.0.0", f"extends: {OVERLAY}@0.1.0.dev")
    ),
    "PKP-172": overlay(
        "adding what is there", ("changes.yaml", "- replace: forms/f03@luring", "- add: forms/f03@luring")
    ),
    "PKP-173": overlay("a misspelt address", ("changes.yaml", "respondents/minimum", "respondens/minimum")),
    "PKP-174": Example(
        "a form that the base has",
        command=f"pekppp regulations check ./{OVERLAY}",
        edits=(("copyfile", f"{PACKAGE}/f03_luring.yaml", f"{OVERLAY}/f03_luring.yaml"),),
    ),
    "PKP-175": Example(
        "a category table that the base has",
        command=f"pekppp regulations check ./{OVERLAY}",
        edits=(("copyfile", f"{PACKAGE}/categories.yaml", f"{OVERLAY}/categories.yaml"),),
    ),
    "PKP-176": Example(
        "changes without a package to change",
        command=f"pekppp regulations check ./{TOY}",
        edits=(("copyfile", f"{OVERLAY}/changes.yaml", f"{TOY}/changes.yaml"),),
    ),
    "PKP-177": Example("an id with capitals and a dash", command="pekppp regulations new Perwali-2030"),
    "PKP-178": Example("a folder that is there", command=f"pekppp regulations new {OVERLAY}"),
    "PKP-179": Example("the id of a package that ships", command=f"pekppp regulations new {SHIPPED}"),
    "PKP-180": package(
        "two codes that differ in punctuation only", ("f03_luring.yaml", "code: 2.a.K1", "code: 1_a_K1")
    ),
    "PKP-201": submission("an indicator without a score", ("        2.a.P: 4\n", "")),
    "PKP-202": submission("a misspelt indicator", ("30.f.B: 4", "30.f.B: 4\n        31.f.B: 4")),
    "PKP-203": submission("a score above the scale", ("1.a.Ak: 5", "1.a.Ak: 6")),
    "PKP-204": submission("a score in quotes", ("1.a.Ak: 5", '1.a.Ak: "5"')),
    "PKP-205": submission("a question left open", ("- {1.a.K1: 5, ", "- {")),
    "PKP-206": submission("a question of another form", ("- {1.a.K1: 5, ", "- {1.a.K1: 5, 13.d.T: 4, ")),
    "PKP-207": submission("no survey at all", ("  f03:\n    responses:", "  f04:\n    responses:")),
    "PKP-208": submission("an online unit with what only offline units state", ("mode: luring", "mode: daring")),
    "PKP-209": submission(
        "a survey given twice", ("  f03:\n", "  f03:\n    totals: {respondents: 1, sums: {1.a.K1: 4}}\n")
    ),
    "PKP-210": Example(
        "more points than respondents can give",
        edits=(("unit.yaml", "RESPONSES", "    totals: {respondents: 10, sums: {SUMS}}"),),
    ),
    "PKP-211": submission("an evaluator who scores twice", ("evaluator: Evaluator 2", "evaluator: Evaluator 1")),
    "PKP-212": submission(
        "a form that is neither list nor mapping", ("  f03:\n    responses:", "  f03: selesai\n  f04:\n    responses:")
    ),
    "PKP-213": Example(
        "another regulation than the one asked for",
        command=f"pekppp evaluate unit.yaml --regulation {PACKAGE}",
        edits=(("unit.yaml", f"regulation: {PACKAGE}", "regulation: permenpanrb_17_2017"),),
    ),
    "PKP-214": submission("a form the regulation does not have", ("  f03:\n    responses:", "  f30:\n    responses:")),
    "PKP-215": Example("a mean above the scale", edits=(("unit.yaml", "RESPONSES", "    means: {MEANS}"),)),
    "PKP-216": Example(
        "a question without its sum",
        edits=(("unit.yaml", "RESPONSES", "    totals: {respondents: 12, sums: {1.a.K1: 50}}"),),
    ),
    "PKP-217": toy_submission("a misspelt fact", ("sapaan.ada: true", "sapaan.adaa: true")),
    "PKP-218": toy_submission("an answer to what is not asked", ("ruang.jenis: gua", "ruang.jenis: aula")),
    "PKP-219": toy_submission("an option chosen twice", ("[peri, {other", "[peri, peri, {other")),
    "PKP-220": toy_submission("the thirtieth of February", ("2001-05-01", "2001-02-30")),
    "PKP-221": toy_submission("one of two values that belong together", ("{antre: 70.5, bersih: 81}", "{antre: 70.5}")),
    "PKP-222": toy_submission("a value above the scale", ("antre: 70.5", "antre: 170.5")),
    "PKP-223": toy_submission("a misspelt value", ("antre: 70.5", "antri: 70.5")),
    "PKP-301": submission("a misspelt regulation", (f"regulation: {PACKAGE}", "regulation: permenpanrb_29_2002")),
    "PKP-302": Example(
        "a version that does not exist", command=f"pekppp evaluate unit.yaml --regulation {PACKAGE}@9.0.0"
    ),
    "PKP-303": Example("a folder without regulation.yaml", command="pekppp regulations check ./"),
    "PKP-160": Example(
        "a version released twice",
        command=f"pekppp regulations release ./{TOY}",
        edits=RELEASED,
    ),
    "PKP-161": Example(
        "rules that changed under a version that says they did not",
        command=f"pekppp regulations release ./{TOY}",
        edits=(
            *RELEASED,
            (f"{TOY}/regulation.yaml", "version: 0.1.0", "version: 0.1.1"),
            (f"{TOY}/categories.yaml", "from: 80", "from: 79"),
        ),
    ),
    "PKP-162": Example(
        "a release that does not exist",
        command=f"pekppp regulations withdraw ./{TOY}@9.0.0 --reason salah",
        edits=RELEASED,
    ),
    "PKP-166": Example(
        "a sample of a new package that was not replaced",
        command=f"pekppp regulations release ./{TOY}",
        edits=((f"{TOY}/sources.yaml", "title: Titah Raja 7/1001", 'title: "GANTI: judul naskah"'),),
    ),
    "PKP-305": snippet("a family that does not exist", f"{DATE}pekppp.select('pekpp', on=date(2022, 7, 1))"),
    "PKP-306": snippet("a date before all of them", f"{DATE}pekppp.select('pekppp', on=date(1999, 7, 1))"),
    "PKP-307": snippet(
        "a date after the only one has ended",
        f"{DATE}from pathlib import Path\n"
        f"text = Path('{TOY}/regulation.yaml').read_text()\n"
        "validity = 'validity:\\n  until: {on: \"2021-01-01\", precision: day}'\n"
        f"Path('{TOY}/regulation.yaml').write_text(text.replace('validity:', validity))\n"
        "pekppp.select('dongeng', on=date(2024, 7, 1), folders=['.'])",
    ),
    "PKP-308": snippet(
        "a date on which the sources do not decide", f"{DATE}pekppp.select('pekppp', on=date(2022, 7, 1))"
    ),
    "PKP-310": Example(
        "a released file that was edited",
        command=f"pekppp regulations lock {TOY}",
        edits=(*RELEASED, (f"{TOY}/released/0.1.0.json", "Loket emas", "Loket perunggu")),
        environment={"PEKPPP_REGULATIONS": "."},
    ),
    "PKP-311": Example(
        "an index of releases that is no JSON",
        command=f"pekppp regulations lock {TOY}",
        edits=(*RELEASED, (f"{TOY}/released/index.json", '"format"', "format")),
        environment={"PEKPPP_REGULATIONS": "."},
    ),
    "PKP-312": Example(
        "one version with two contents",
        command=f"pekppp regulations lock {TOY}@0.1.0",
        edits=(
            ("release", TOY, ""),
            ("copy", TOY, f"lain/{TOY}"),
            (f"lain/{TOY}/categories.yaml", "from: 80", "from: 79"),
            ("-", f"lain/{TOY}/released", ""),
            ("release", f"lain/{TOY}", ""),
        ),
        environment={"PEKPPP_REGULATIONS": f".{os.pathsep}lain"},
    ),
    "PKP-313": Example(
        "a lock file that is none",
        command="pekppp evaluate unit.yaml --lock pekppp.lock",
        files={"pekppp.lock": b'{"format": 1}'},
    ),
    "PKP-314": Example(
        "a package that is not the one locked",
        command="pekppp evaluate unit.yaml --lock pekppp.lock",
        files={"pekppp.lock": LOCK},
    ),
    "PKP-318": Example(
        "a regulation that is not locked",
        command="pekppp evaluate unit.yaml --lock pekppp.lock",
        files={"pekppp.lock": b'{"format": 1, "engine": ">=0.1.0,<9", "regulations": []}'},
    ),
    "PKP-315": Example(
        "a lock file of a later library",
        command="pekppp evaluate unit.yaml --lock pekppp.lock",
        files={"pekppp.lock": b'{"format": 1, "engine": ">=8.0.0,<9", "regulations": []}'},
    ),
    "PKP-316": snippet(
        "a date between two regulations",
        f"{DATE}from pathlib import Path\n"
        "from shutil import copytree\n"
        f"later = copytree('{TOY}', 'negeri_seberang')\n"
        f"for name, ends in (('{TOY}', '2021-01-01'), ('negeri_seberang', '2025-01-01')):\n"
        "    path = Path(name) / 'regulation.yaml'\n"
        "    start = '2020-01-01' if ends == '2021-01-01' else '2023-01-01'\n"
        f"    text = path.read_text().replace('id: {TOY}', f'id: {{name}}').replace('2020-01-01', start)\n"
        "    until = f'validity:\\n  until: {{on: \"{ends}\", precision: day}}'\n"
        "    _ = path.write_text(text.replace('validity:', until))\n"
        "pekppp.select('dongeng', on=date(2022, 7, 1), folders=['.'])",
    ),
    "PKP-317": snippet("a misspelt folder", "pekppp.load('negeri_dongeng', folders=['./regulasi'])"),
    "PKP-401": snippet(
        "units of two years",
        "period = pekppp.Period(year=2023, scheme='mandiri', stage='evaluasi')\n"
        "other = evaluation.submission.model_copy(update={'period': period})\n"
        "pekppp.aggregate([evaluation, regulation.evaluate(other)])",
    ),
    "PKP-420": snippet(
        "an opinion compared with an index",
        "given = {'regulation': 'ombudsman_opini_2022', 'unit': {'name': 'Kota Contoh', 'agency': 'Kota Contoh'},\n"
        "         'period': {'year': 2022}, 'forms': {'nilai': {'values': {'skor': 90}}}}\n"
        "other = pekppp.load('ombudsman_opini_2022').evaluate(pekppp.Submission.model_validate(given))\n"
        "pekppp.agency_picture([evaluation], against=[other])",
    ),
    "PKP-402": snippet("no unit at all", "pekppp.aggregate([])"),
    "PKP-405": snippet("a unit given twice", "pekppp.aggregate([evaluation, evaluation])"),
    "PKP-403": snippet("an index above the scale", "regulation.categorise(5.2)"),
    "PKP-404": snippet("a misspelt node", "evaluation.node('f02.A')"),
    "PKP-406": snippet("a misspelt form", "regulation.form('f20', mode='luring')"),
    "PKP-407": snippet("a form for a mode that does not exist", "regulation.form('f02', mode='hibrida')"),
    "PKP-408": Example("a category of another alphabet", command="pekppp improve unit.yaml --to a-"),
    "PKP-409": Example(
        "steps to a category in a regulation that rounds on the way",
        command=f"pekppp improve loket.yaml --regulation ./{TOY} --to Emas",
    ),
    "PKP-410": snippet(
        "an engine asked for by name where it cannot be",
        "import unittest.mock\n"
        "with unittest.mock.patch('pekppp_rules.rules.engines.durable_is_installed', return_value=False):\n"
        "    regulation.evaluate(evaluation.submission, engine='durable').findings",
    ),
    "PKP-501": submission("a misspelt key", ("agency:", "agensy:")),
    "PKP-502": submission("no year", ("{year: 2022, scheme", "{scheme")),
    "PKP-503": submission("a year in quotes", ("year: 2022", 'year: "2022"')),
    "PKP-504": submission("a misspelt scheme", ("scheme: mandiri", "scheme: mandri")),
    "PKP-505": submission("a year out of range", ("year: 2022", "year: 22")),
    "PKP-506": submission("a digest that is none", ("kind: document}", "kind: document, digest: abc}")),
    "PKP-507": submission("an empty name", ("name: Disdukcapil Kota Contoh", 'name: ""')),
    "PKP-508": submission("a name of a thousand letters", ("name: Disdukcapil Kota Contoh", "name: " + "x" * 1000)),
    "PKP-509": package(
        "a node with parts and rows",
        (
            "index.yaml",
            "    rows: {form: f03, aspect: e}",
            "    rows: {form: f03, aspect: e}\n    parts: [{node: f03.a}]",
        ),
    ),
    "PKP-511": submission("a decimal comma inside braces", ("- {1.a.K1: 5, ", "- {1.a.K1: 4,5, ")),
    "PKP-510": snippet(
        "a schema keyword that has no message of its own",
        "from pekppp_rules.regulation.schema_check import schema_problems\n"
        "raise pekppp.PackageError(schema_problems(3, {'multipleOf': 2}, lambda path, key: pekppp.Place(path=path)))",
    ),
    "PKP-601": snippet(
        "a half-filled submission", "pekppp.record(regulation.evaluate(evaluation.submission, draft=True))"
    ),
    "PKP-602": snippet("a record cut short", "pekppp.verify(pekppp.record(evaluation)[:-1])"),
    "PKP-603": snippet("a space too many", "pekppp.verify(b' ' + pekppp.record(evaluation))"),
    "PKP-604": snippet(
        "a record of another version",
        "written = pekppp.record(evaluation)\n"
        "pekppp.verify(written.replace(b'\"record_semantics\":1', b'\"record_semantics\":2'))",
    ),
    "PKP-605": snippet(
        "a better letter",
        "written = pekppp.record(evaluation)\n"
        "try:\n"
        '    pekppp.verify(written.replace(b\'"category":"A-","findings"\', b\'"category":"A","findings"\'))\n'
        "except pekppp.RecordError as error:\n"
        "    raise pekppp.RecordError(error.problems[0])",
    ),
    "PKP-606": snippet(
        "a package that no check would pass",
        "written = pekppp.record(evaluation)\n"
        'pekppp.verify(written.replace(b\'"kind":"categories"\', b\'"kind":"category"\'))',
    ),
    "PKP-607": Example(
        "a record without the signature asked for",
        snippet="pekppp.verify(pekppp.record(evaluation), key='key.pem')",
        files={"key.pem": PUBLIC_KEY},
    ),
    "PKP-608": Example(
        "a signature of nobody's",
        snippet="pekppp.verify(pekppp.record(evaluation), key='key.pem', signature=bytes(64))",
        files={"key.pem": PUBLIC_KEY},
    ),
    "PKP-609": Example("no key at all", command="pekppp record unit.yaml -o unit.record.json --sign unit.yaml"),
    "PKP-610": snippet(
        "an installation without the extra",
        "import sys\n"
        "from unittest.mock import patch\n"
        "with patch.dict(sys.modules, cryptography=None):\n"
        "    pekppp.sign(pekppp.record(evaluation), 'key.pem')",
    ),
    "PKP-701": table(
        "an installation without the extra",
        "import sys\n"
        "from unittest.mock import patch\n"
        "without = {name: module for name, module in sys.modules.items() if name != 'pekppp_rules.tables.score'}\n"
        "with patch.dict(sys.modules, {**without, 'narwhals': None}, clear=True):\n"
        "    regulation.score_table(pl.DataFrame([row]), mode='luring')",
    ),
    "PKP-702": table(
        "a misspelt column",
        "row['1_a_AK'] = row.pop('1.a.Ak')\nregulation.score_table(pl.DataFrame([row]), mode='luring')",
    ),
    "PKP-703": table(
        "scores as texts", "regulation.score_table(pl.DataFrame([{**row, '1.a.Ak': '4'}]), mode='luring')"
    ),
    "PKP-704": unit_status(
        "a unit with more evaluators times respondents than a table counts exactly",
        "from unittest.mock import patch\n"
        "with patch('pekppp_rules.tables.bound.SAFE', 10_000_000):\n"
        "    questions = [row.code for aspect in regulation.form('f03', mode='luring').aspects for row in aspect.rows]\n"
        "    answers = [{'unit_id': 'a', **dict.fromkeys(questions, 4)}] * 9\n"
        "    result = regulation.score_table(pl.DataFrame([row]), pl.DataFrame(answers), mode='luring')",
    ),
    "PKP-705": unit_status(
        "a given value with seven decimals",
        "opinion = pekppp.load('ombudsman_opini_2022')\n"
        "result = opinion.score_table(pl.DataFrame([{'unit_id': 'a', 'skor': 86.1234567}]))",
    ),
    "PKP-706": table(
        "an index that depends on more forms and values than a table tells apart",
        "from unittest.mock import patch\n"
        "with patch('pekppp_rules.tables.cases.MOST_ALTERNATIVES', 3):\n"
        "    pekppp.load('ombudsman_opini_2023').score_table(pl.DataFrame([row]))",
    ),
    "PKP-707": unit_status(
        "a unit of two modes",
        "rows = [{**row, 'mode': mode, 'name': mode} for mode in ('luring', 'daring')]\n"
        "result = regulation.score_table(pl.DataFrame(rows), evaluator='name')",
    ),
    "PKP-708": table(
        "an indicator in two columns", "regulation.score_table(pl.DataFrame([{**row, '1_a_Ak': 4}]), mode='luring')"
    ),
    "PKP-709": table("a list instead of a table", "regulation.score_table([row], mode='luring')"),
    "PKP-710": table(
        "a misspelt column of evaluators",
        "regulation.score_table(pl.DataFrame([{**row, 'evaluator': 'x'}]), mode='luring', evaluator='evaluater')",
    ),
    "PKP-711": unit_status(
        "a row without a unit",
        "result = regulation.score_table(pl.DataFrame([{**row, 'unit_id': None}]), mode='luring')",
    ),
    "PKP-712": table("units of which the mode is not told", "regulation.score_table(pl.DataFrame([row]))"),
    "PKP-713": table(
        "responses to a survey that does not exist",
        "regulation.score_table(pl.DataFrame([row]), {'f3': pl.DataFrame([row])}, mode='luring')",
    ),
    "PKP-714": Example(
        "a table in a file of another kind", command=f"pekppp table unit.yaml --regulation {SHIPPED} -o hasil.csv"
    ),
    "PKP-715": table(
        "more units than a sheet has rows",
        "from pathlib import Path\n"
        "from unittest.mock import patch\n"
        "from pekppp_rules.tables.files import write_result\n"
        "with patch('pekppp_rules.tables.files._MOST_ROWS', 1):\n"
        "    write_result(pl.LazyFrame([row, row]), Path('hasil.xlsx'), Path('unit.csv'))",
    ),
    "PKP-716": table(
        "units beyond the bound, in a table that is not in memory",
        "regulation.score_table(pl.LazyFrame([row]), mode='luring', overflow='scalar')",
    ),
    "PKP-717": stated("half a type of service", "{'f01.1.ada': True, 'f01.1.jumlah_layanan': 2.5}"),
    "PKP-718": stated("an option that the form does not have", "{'f01.4.peninjauan': 'kadang'}"),
    "PKP-719": stated("a decimal of a trillion", "{'f01.6.dilaksanakan': True, 'f01.6.nilai': 1e12}"),
    "PKP-740": scored_table(
        "a table scored by another regulation than the one named",
        options=", regulation=pekppp.load('ombudsman_kepatuhan_2021')",
    ),
    "PKP-741": scored_table("a column that was taken out", "scored.drop('index_den')"),
    "PKP-742": scored_table("a number as text", "scored.with_columns(index_num=pl.lit('86,5'))"),
    "PKP-743": scored_table("a category that was improved by hand", "scored.with_columns(category=pl.lit('A'))"),
    "PKP-744": scored_table("a unit that stands in the table twice", "pl.concat([scored, scored])"),
    "PKP-745": scored_table(
        "tables of two years put together", "scored.with_columns(period_year=pl.Series([2022, 2023]))"
    ),
    "PKP-746": scored_table("a score of more than 100", "scored.with_columns(nilai_skor_num=pl.lit(101_000_000))"),
    "PKP-747": table(
        "a unit whose mode was changed after scoring",
        "questions = [row.code for row in regulation.form('f03', mode='luring').rows]\n"
        "answers = pl.DataFrame([{'unit_id': 'a', **dict.fromkeys(questions, 4)}])\n"
        "scored = regulation.score_table(pl.DataFrame([row]), answers, mode='luring', report=True)\n"
        "online = scored.with_columns(unit_mode=pl.lit('daring'))\n"
        "pekppp.scored_units(online, agency='Kota Contoh', year=2022)",
    ),
    "PKP-748": scored_table("a table of another year", "scored.with_columns(period_year=2021)"),
    "PKP-749": scored_table(
        "a table of units that were not scored", "opinion.score_table(units.with_columns(skor=101), report=True)"
    ),
    "PKP-720": matrix("matrices of which the mode is not told", "regulation.score_matrix(sums, counts)"),
    "PKP-721": matrix(
        "a score above the scale", "sums['f02'][1, 0] = 6\nregulation.score_matrix(sums, counts, mode='luring')"
    ),
    "PKP-722": matrix(
        "a unit with more evaluators times respondents than matrices are exact for",
        "respondents = np.array([20, 10**9])\nsums['f03'][1] = 4 * 10**9\n"
        "regulation.score_matrix(sums, {'f02': 1, 'f03': respondents}, mode='luring')",
    ),
    "PKP-723": matrix(
        "a unit without respondents",
        "sums['f03'][1] = 0\nregulation.score_matrix(sums, {'f02': 1, 'f03': np.array([20, 0])}, mode='luring')",
    ),
    "PKP-724": matrix(
        "a unit with three of the four dimensions",
        "opinion = pekppp.load('ombudsman_opini_2023')\n"
        "values = np.ma.array([[70, 80, 90, 0, 0]], mask=[[False, False, False, True, True]])\n"
        "opinion.score_matrix({'nilai': values}, {'nilai': 1})",
    ),
    "PKP-725": matrix(
        "fewer respondents than none", "regulation.score_matrix(sums, {**counts, 'f03': -20}, mode='luring')"
    ),
    "PKP-726": unit_status(
        "a unit that two evaluators assessed, without the column of their names",
        "result = regulation.score_table(pl.DataFrame([row, row]), mode='luring')",
    ),
    "PKP-850": snippet(
        "an installation without the extra",
        "import sys\n"
        "from unittest.mock import patch\n"
        "sys.modules.pop('pekppp_rules.reporting.html', None)\n"
        "with patch.dict(sys.modules, jinja2=None):\n"
        "    evaluation.report()",
    ),
    "PKP-801": parties("a misspelt evaluator", "evaluators:\n  Evaluatr 1: {name: Siti Aminah}\n"),
    "PKP-802": Example("minutes of a draft", command="pekppp evaluate unit.yaml --draft --format docx -o ba.docx"),
    "PKP-803": snippet(
        "an installation without the extra",
        "import sys\n"
        "from unittest.mock import patch\n"
        "with patch.dict(sys.modules, docx=None):\n"
        "    pekppp.minutes(evaluation)",
    ),
    "PKP-804": Example("a letterhead that is no Word file", MINUTES, files={"kop.docx": b"Kop surat"}),
    "PKP-805": letterhead(
        "a letterhead with a field that runs a program",
        "<w:sectPr>",
        '<w:p><w:fldSimple w:instr="DDEAUTO"/></w:p><w:sectPr>',
    ),
    "PKP-806": letterhead("a misspelt placeholder", "{{unit.name}}", "{{unit.nama}}"),
    "PKP-807": letterhead("a placeholder that is not closed", "{{unit.name}}", "{{unit.name"),
    "PKP-808": letterhead("the minutes in the middle of a sentence", "{{minutes}}", "Hasil: {{minutes}}"),
    "PKP-809": Example("a Word letterhead for a PDF", "pekppp minutes unit.yaml --template unit.yaml -o ba.pdf"),
    "PKP-810": snippet("a format of another time", "pekppp.minutes(evaluation, format='doc')"),
    "PKP-811": Example("a letterhead without a placeholder", MINUTES, files={"kop.docx": _without_placeholders()}),
}


def prepare(example: Example, folder: Path, checkout: Path) -> None:
    """Lay out the working folder of an example. Raises ValueError when an edit finds nothing to replace."""
    unit = (checkout / "examples" / "disdukcapil_kota_contoh.yaml").read_text("utf-8")
    (folder / "unit.yaml").write_text(unit, "utf-8")
    copytree(checkout / "regulations" / PACKAGE, folder / PACKAGE)
    copytree(checkout / "tests" / "regulations" / TOY, folder / TOY)
    copytree(checkout / "examples" / OVERLAY, folder / OVERLAY)
    (folder / "loket.yaml").write_text(
        (checkout / "tests" / "regulations" / "loket_timur.yaml").read_text("utf-8"), "utf-8"
    )
    for name, content in example.files.items():
        (folder / name).write_bytes(content)
    for name, old, new in example.edits:
        if name == "-":
            gone = folder / old
            for path in [gone] if gone.is_file() else gone.iterdir():
                path.unlink()
            continue
        if name == "pipe":
            os.mkfifo(folder / old)
            continue
        if name == "link":
            (folder / old).symlink_to(new)
            continue
        if name == "workbook":
            write_workbook(folder / old, new, folder / "unit.yaml")
            continue
        if name == "copyfile":
            (folder / new).write_bytes((folder / old).read_bytes())
            continue
        if name == "copy":
            copytree(folder / old, folder / new)
            continue
        if name == "release":
            _release(folder / old)
            continue
        if name == "+":
            lines = (folder / old).read_text("utf-8").replace("value: luring", "value: daring").split("  - aspect: ")
            (folder / new).write_text("  - aspect: ".join(lines[:-1]), "utf-8")
            continue
        path = folder / name
        text = path.read_text("utf-8")
        if old == "SURVEY":
            (old,) = re.findall(r"  f03:\n    responses:\n(?:      - .*\n)+", text)
        if old == "RESPONSES":
            (old,) = re.findall(r"    responses:\n(?:      - .*\n)+", text)
            codes = [entry.split(":")[0].strip() for entry in old.split("- {")[-1].rstrip("}\n").split(",")]
            new = new.replace("SUMS", ", ".join(f"{code}: {60 if code == codes[0] else 40}" for code in codes)) + "\n"
            new = new.replace("MEANS", ", ".join(f"{code}: {5.5 if code == codes[0] else 4}" for code in codes))
        if old not in text:
            raise ValueError(f"{name}: {old!r} is not there")
        path.write_text(text.replace(old, new, 1), "utf-8")


def _release(package: Path) -> None:
    from pekppp_rules.authoring.release import release_package

    cases = package / "cases"
    rmtree(cases)  # they test the rules as they are, not as an example changes them
    cases.mkdir()
    text = "kind: cases\ncases: [{id: seratus, value: 99.7, expect: {letter: Emas}}]\n"
    (cases / "satu.yaml").write_text(text, "utf-8")
    release_package(package, package.name)
