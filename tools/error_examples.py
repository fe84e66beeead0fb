"""One example of every error code: what to change, and what to run. The catalogue and its test execute them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

PACKAGE = "permenpanrb_29_2022"

Edits = tuple[tuple[str, str, str], ...]
"""File, text, replacement; the text must occur in the file."""


@dataclass(frozen=True)
class Example:
    """A change to a working folder that holds `unit.yaml` and a copy of the package, and a command or a snippet."""

    told: str
    command: str = "pekppp evaluate unit.yaml"
    edits: Edits = ()
    files: dict[str, bytes] = field(default_factory=dict)
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


def snippet(told: str, code: str) -> Example:
    """Some Python."""
    return Example(told, snippet=code)


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
    "PKP-015": raw("a list of 600,000 numbers", b"a: [" + b"1, " * 600_000 + b"1]"),
    "PKP-016": snippet(
        "half an emoji in a parsed JSON body",
        "data = evaluation.submission.data()\n"
        "data['unit']['name'] = '\\ud83d'\n"
        "raise pekppp.SubmissionError(regulation.validate(data))",
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
    "PKP-128": package(
        "a survey for online units beside a rubric for offline ones",
        ("f03_luring.yaml", "value: luring", "value: daring"),
    ),
    "PKP-129": package("an end before the beginning", ("regulation.yaml", 'on: "2023"', 'on: "2021"')),
    "PKP-201": submission("an indicator without a score", ("        2.a.P: 4\n", "")),
    "PKP-202": submission("a misspelt indicator", ("30.f.B: 4", "30.f.B: 4\n        31.f.B: 4")),
    "PKP-203": submission("a score above the scale", ("1.a.Ak: 5", "1.a.Ak: 6")),
    "PKP-204": submission("a score in quotes", ("1.a.Ak: 5", '1.a.Ak: "5"')),
    "PKP-205": submission("a question left open", ("- {1.a.K1: 5, ", "- {")),
    "PKP-206": submission("a question of another form", ("- {1.a.K1: 5, ", "- {1.a.K1: 5, 13.d.T: 4, ")),
    "PKP-207": submission("no survey at all", ("  f03:\n    responses:", "  f04:\n    responses:")),
    "PKP-208": submission("an online unit", ("mode: luring", "mode: daring")),
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
    "PKP-301": submission("a misspelt regulation", (f"regulation: {PACKAGE}", "regulation: permenpanrb_29_2002")),
    "PKP-302": Example(
        "a version that does not exist", command=f"pekppp evaluate unit.yaml --regulation {PACKAGE}@9.0.0"
    ),
    "PKP-303": Example("a folder without regulation.yaml", command="pekppp regulations check ./"),
    "PKP-401": snippet(
        "units of two years",
        "period = pekppp.Period(year=2023, scheme='mandiri', stage='evaluasi')\n"
        "other = evaluation.submission.model_copy(update={'period': period})\n"
        "pekppp.aggregate([evaluation, regulation.evaluate(other)])",
    ),
    "PKP-402": snippet("no unit at all", "pekppp.aggregate([])"),
    "PKP-405": snippet("a unit given twice", "pekppp.aggregate([evaluation, evaluation])"),
    "PKP-403": snippet("an index above the scale", "regulation.categorise(5.2)"),
    "PKP-404": snippet("a misspelt node", "evaluation.node('f02.A')"),
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
}


def prepare(example: Example, folder: Path, checkout: Path) -> None:
    """Lay out the working folder of an example. Raises ValueError when an edit finds nothing to replace."""
    unit = (checkout / "examples" / "disdukcapil_kota_contoh.yaml").read_text("utf-8")
    (folder / "unit.yaml").write_text(unit, "utf-8")
    copytree(checkout / "regulations" / PACKAGE, folder / PACKAGE)
    for name, content in example.files.items():
        (folder / name).write_bytes(content)
    for name, old, new in example.edits:
        if name == "-":
            gone = folder / old
            for path in [gone] if gone.is_file() else gone.iterdir():
                path.unlink()
            continue
        if name == "+":
            lines = (folder / old).read_text("utf-8").replace("value: luring", "value: daring").split("  - aspect: ")
            (folder / new).write_text("  - aspect: ".join(lines[:-1]), "utf-8")
            continue
        path = folder / name
        text = path.read_text("utf-8")
        if old == "RESPONSES":
            old = text[text.index("    responses:") :]
            codes = [entry.split(":")[0].strip() for entry in text.split("- {")[-1].rstrip("}\n").split(",")]
            new = new.replace("SUMS", ", ".join(f"{code}: {60 if code == codes[0] else 40}" for code in codes)) + "\n"
            new = new.replace("MEANS", ", ".join(f"{code}: {5.5 if code == codes[0] else 4}" for code in codes))
        if old not in text:
            raise ValueError(f"{name}: {old!r} is not there")
        path.write_text(text.replace(old, new, 1), "utf-8")
