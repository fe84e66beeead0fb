"""The rules digest covers what decides results and nothing that only says something: every kind of value is edited once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from pekppp_rules.regulation import Package
from pekppp_rules.regulation.digest import resolved_document
from tests.packages_here import NAMES, loaded
from tests.regulation.conftest import SMALL
from tests.releases import TOY_ID

Path = tuple[str | int, ...]

OF_IDENTITY = re.compile(
    r"regulation\.(?!aspects\.\d+\.code$|fields\.\d+\.(field|required)$|fields\.\d+\.values\.\d+\.code$)"
)
OF_SOURCES = re.compile(r"sources\.")
OF_PROVENANCE = re.compile(r".*\.(source\.\d+|confidence|looked_at\.\d+|printed)$")
TEXTS = re.compile(
    r".*\.(title|name|text|note|about|chosen|reason|says|elements\.\d+|evidence\.\d+|uncovered\.\d+)\.(id|en)$"
)
LEVEL_TEXTS = re.compile(r"forms\.\d+\.(aspects\.\d+\.indicators|unscored)\.\d+\.levels\.\d+\.(id|en)$")
OF_THE_PRINTED_FORM = re.compile(r"forms\..*\.(number|principle)$")

ANOTHER = {
    "info": "warning",
    "warning": "error",
    "small": "large",
    "medium": "small",
    "large": "small",
    "primary": "single",
    "secondary": "single",
    "single": "primary",
    "inferred": "single",
    "unverified": "single",
    "unit.mode": "period.stage",
    "mandate": "provision",
    "year": "month",
    "day": "month",
    "month": "day",
    "regulation": "press",
    "bool": "percent",
    "percent": "bool",
    "text": "date",
    "date": "text",
    "int": "decimal",
    "decimal": "int",
    "luring": "daring",
    "0.1.0": "0.1.1",
    "error": "next_part",
}
"""For values of which there are few."""


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*path, key))
    else:
        yield path, value


def only_says_something(path: Path) -> bool:
    """Whether a value is identity, source or text: what a reader is told, and no result depends on."""
    text = ".".join(map(str, path))
    parts = (OF_IDENTITY, OF_SOURCES, OF_PROVENANCE, TEXTS, LEVEL_TEXTS, OF_THE_PRINTED_FORM)
    return any(part.match(text) for part in parts)


def edited(document: dict[str, Any], path: Path, value: object) -> Package | None:
    """Return the package with another value at a path; None where it may not stand there."""
    copy = deepcopy(document)
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    del copy["format"]
    try:
        return Package.model_validate(copy, context={"canonical": True})
    except ValidationError:
        return None


def others(value: object) -> list[object]:
    """Return what may stand in place of a value."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    assert isinstance(value, str)
    number = [str(Fraction(value) + 1)] if re.fullmatch(r"-?\d+(/\d+)?", value) else []
    dates = [value[:-1] + "9"] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else []
    versions = [re.sub(r"@.*", "@9.0.0", value)] if re.fullmatch(r"\w+@[\w.]+", value) else []
    return [*([ANOTHER[value]] if value in ANOTHER else []), *dates, *number, *versions, value + "x"]


def kinds() -> dict[str, tuple[str, Path]]:
    """Return one value of each kind, by the keys that lead to it: in the invented package where it has it."""
    found: dict[str, tuple[str, Path]] = {}
    for name in sorted(NAMES, key=lambda name: name != TOY_ID):
        for path, _ in leaves(resolved_document(loaded(name).package)):
            words = [str(step) for step in path if isinstance(step, str) and not re.fullmatch(r"\d+", step)]
            says = only_says_something(path)
            kind = ".".join([*words[:1], *words[1:][-1 if says else -2 :]])
            if path != ("format",):
                found.setdefault(kind + (" *" if says else ""), (name, path))
    return found


KINDS = kinds()

ONE_VALUE_ONLY = {
    *("regulation.kind *", "sources.kind *", "forms.kind", "index.kind", "categories.kind", "rules.kind"),
    *("forms.any.present", "forms.all.present", "rules.needs.present", "rules.all.present", "rules.not.present"),
    *("forms.respondents.pool", "forms.evaluators.pool", "forms.weights.fallback"),
    *("index.rounding.mode", "index.rounding.used_by", "index.aggregation.rule", "index.aggregation.of"),
    *("forms.type", "index.nodes.kind", "rules.tables.kind", "rules.rules.kind"),
    *("rules.+.mode", "rules.<.mode", "rules.f02.mode", "rules.f03.mode", "rules.sampel.mode", "rules.rules.group_by"),
}
"""Values that the format knows one of so far, or that say what kind of block they stand in."""


@pytest.fixture(scope="module")
def documents():
    return {name: resolved_document(loaded(name).package) for name in NAMES}


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_changes_the_rules_digest_exactly_when_it_may_change_a_result(documents, kind):
    name, path = KINDS[kind]
    value = dict(leaves(documents[name]))[path]
    changed = next((one for other in others(value) if (one := edited(documents[name], path, other)) is not None), None)
    assert (changed is None) == (kind in ONE_VALUE_ONLY)
    if changed is not None:
        assert_as_told(changed, name, path)


def assert_as_told(changed, name, path):
    assert changed.digest != loaded(name).digest
    assert (changed.rules_digest == loaded(name).rules_digest) == only_says_something(path)


def test_the_kinds_of_values_reach_everything_that_decides():
    decisive = {kind for kind in KINDS if not kind.endswith(" *")}
    for expected in (
        "index.weight.value",
        "categories.categories.from",
        "forms.scale.highest",
        "index.rounding.places",
    ):
        assert expected in decisive


def at(document, path):
    for step in path:
        document = document[step]
    return document


RUBRIC = ("forms", 3, "aspects", 0, "indicators")
WHOLE_PARTS = {
    "what a rounding is for": (("index", "rounding", "used_by"), lambda used: used[:1]),
    "a node of another kind": (("index", "nodes", 3, "kind"), lambda _: "first_given"),
    "the order of two parts": (("index", "nodes", 1, "parts"), lambda parts: parts[::-1]),
    "a node beside the index less": (("index",), lambda index: {key: index[key] for key in index if key != "beside"}),
    "a level more": ((*RUBRIC, 0, "levels"), lambda levels: {**levels, "4": {"id": "Lebih"}}),
    "a row less": (RUBRIC, lambda rows: rows[:1]),
    "a category less": (("categories", "tables", 0, "categories"), lambda found: found[:-1]),
    "a requirement less": (("index", "requires"), lambda found: found[:-1]),
    "a rule less": (("rules", 0, "rules"), lambda rules: rules[:-1]),
    "two rules in another order": (("rules", 0, "rules"), lambda rules: [rules[1], rules[0], *rules[2:]]),
    "a rung less": (("rules", 0, "rules", 0, "ladder"), lambda ladder: {key: ladder[key] for key in "12"}),
    "a band less": (("rules", 0, "rules", 1, "bands", "levels"), lambda levels: levels[1:]),
    "a table less": (("rules", 0, "tables"), lambda tables: tables[1:]),
    "a form less": (("forms",), lambda forms: forms[1:]),
    "a value of a field less": (("regulation", "fields", 0, "values"), lambda values: values[:1]),
}


@pytest.mark.parametrize(("path", "change"), WHOLE_PARTS.values(), ids=WHOLE_PARTS)
def test_a_part_more_or_less_or_elsewhere_changes_it(documents, path, change):
    document = documents[TOY_ID]
    changed = edited(document, path, change(at(document, path)))
    assert changed is not None
    assert changed.rules_digest != loaded(TOY_ID).rules_digest


SAYINGS = {
    "a source more": (
        ("sources", "sources"),
        lambda found: [*found, {"key": "LAIN", "kind": "press", "title": "Lain"}],
    ),
    "a link of the legal chain less": (("regulation", "legal"), lambda _: []),
    "an end": (("regulation", "validity"), lambda validity: {**validity, "until": validity["from"]}),
    "a principle less": (("regulation",), lambda found: {key: found[key] for key in found if key != "principles"}),
    "evidence less": ((*RUBRIC, 0, "evidence"), lambda _: []),
    "a note": ((*RUBRIC, 0), lambda row: {**row, "note": {"id": "Catatan."}}),
    "English level texts": ((*RUBRIC, 0, "levels", "1"), lambda _: {"id": "Kadang"}),
    "a number on the form": ((*RUBRIC, 2 - 1), lambda row: {key: row[key] for key in row if key != "number"}),
    "unknown codes": ((*RUBRIC, 0), lambda row: {**row, "official_code": UNKNOWN}),
}
UNKNOWN = {"unknown": {"looked_at": ["TITAH"], "note": {"id": "Tidak ada."}}}


@pytest.mark.parametrize(("path", "change"), SAYINGS.values(), ids=SAYINGS)
def test_what_only_says_something_may_come_and_go(documents, path, change):
    document = documents[TOY_ID]
    changed = edited(document, path, change(at(document, path)))
    assert changed is not None
    assert changed.digest != loaded(TOY_ID).digest
    assert changed.rules_digest == loaded(TOY_ID).rules_digest


LOOKS_LIKE_WORDS = ("text", "name", "note", "source", "id", "en", "number", "evidence")


@pytest.mark.parametrize("code", LOOKS_LIKE_WORDS)
@pytest.mark.parametrize(
    "path",
    [
        ("rules", 0, "rules", 3, "options", "levels"),
        ("rules", 0, "rules", 4, "values"),
        ("rules", 0, "tables", 1, "rows"),
    ],
)
def test_a_code_that_looks_like_a_word_is_a_code(documents, path, code):
    document = documents[TOY_ID]
    first, second = list(at(document, path).values())[:2]
    digests = {edited(document, path, {code: item}).rules_digest for item in (first, second)}
    assert len(digests) == 2


def test_equal_rules_of_two_regulations_have_one_rules_digest_and_two_digests(small):
    before = small.load()
    for file in SMALL:
        path = small.folder / file
        path.write_text(path.read_text("utf-8").replace("source: [UJI]", "source: [LAIN]").replace("primary", "single"))
    after = small.load()
    assert after.rules_digest == before.rules_digest
    assert after.digest != before.digest
