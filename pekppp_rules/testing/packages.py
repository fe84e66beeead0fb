"""Whole regulations at random, as the plain data of their files and as a Regulation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from pekppp_rules.api import Regulation
from pekppp_rules.reading import Data
from pekppp_rules.regulation.load import package_of
from pekppp_rules.testing.blocks import SELDOM, SOURCES, Block, provenance, text
from pekppp_rules.testing.facts import facts_form
from pekppp_rules.testing.forms import Variant, scored_form
from pekppp_rules.testing.growth import Growth
from pekppp_rules.testing.index import Fields, alternatives, index_file, variants

Files = dict[str, Block]
"""The files of a package by name, as an author would write them."""

PACKAGE_ID = "regulasi_acak"
"""The id of every generated regulation, and so the name that a folder with its files must have."""

_VALUES = {
    "unit.mode": ("luring", "daring", "keliling"),
    "period.scheme": ("nasional", "mandiri", "khusus"),
    "period.stage": ("awal", "akhir", "ulang"),
}
_CHOOSING = st.lists(st.sampled_from(sorted(_VALUES)), max_size=2, unique=True)
_ASPECTS = st.sampled_from((("a",), ("a", "b"), ("a", "b"), ("a", "b", "c")))
_MAIN_FORMS = st.sampled_from((1, 0, 1, 2, 2))
_GROUPS = st.sampled_from((0, 1, 1, 2))
_FACTS_FORMS = st.sampled_from((0, 1, 1))
_VALIDITIES: st.SearchStrategy[Block] = st.sampled_from(
    (
        {"from": {"on": "2021", "precision": "year"}},
        {"from": {"on": "2021-07", "precision": "month"}},
        {"from": {"on": "2021-07-01", "precision": "day"}, "until": {"on": "2030-01-01", "precision": "day"}},
    )
)


@st.composite
def package_documents(draw: DrawFn) -> Files:
    """Return a whole package as plain data: by file name, what the file would say, source and confidence inherited.

    Every package passes `pekppp regulations check`. Numbers are int, Decimal, or text for a ratio (`"1/9"`). The data are the
    caller's own and may be changed; `regulation_of` makes a Regulation of them, `write_package` a folder.
    """
    aspects = draw(_ASPECTS)
    fields: Fields = {}
    main = []
    choosing = {field: _VALUES[field][:2] for field in draw(_CHOOSING)}
    for number in range(1, 1 + draw(_MAIN_FORMS)):
        chosen = variants(draw, choosing)
        fields = {**fields, **{one[0]: choosing[one[0]] for one in chosen if one is not None}}
        main.append(scored_form(draw, f"formulir{number}", _some(draw, aspects), chosen))
    aside = [scored_form(draw, "samping", _some(draw, aspects)[:1], [None])] if draw(SELDOM) else []
    growth = Growth.start(draw)
    count = draw(_GROUPS) if main else 1
    groups = [
        alternatives(draw, growth, f"pilihan{number}", draw(st.sampled_from(aspects)), fields)
        for number in range(1, 1 + count)
    ]
    index = index_file(draw, growth, main, aside, groups)
    scored = [*main, *aside, *(form for group in groups for form in group.forms)]
    forms = [file for form in scored for file in form.files]
    rows = [(rows.form, code) for form in scored for rows in form.counted for code in rows.codes]
    if draw(_FACTS_FORMS):
        forms += [facts_form(draw, "fakta", _some(draw, aspects), one, rows) for one in _facts_variants(draw, fields)]
    files: Files = {
        "regulation.yaml": _regulation_file(draw, aspects, fields),
        "sources.yaml": _sources_file(),
        "index.yaml": index,
        "categories.yaml": _categories_file(growth),
    }
    files |= {f"formulir_{at}.yaml": form for at, form in enumerate(forms, start=1)}
    return {name: {key: _copy(value) for key, value in file.items()} for name, file in files.items()}


def regulations() -> st.SearchStrategy[Regulation]:
    """Return generated regulations: every kind of form and node, variants, roundings, category tables, conditions."""
    return package_documents().map(regulation_of)


def regulation_of(files: Mapping[str, Data | Block]) -> Regulation:
    """Return the regulation whose package files say this. Raises PackageError with everything that is wrong with them."""
    return Regulation(package_of({**files}))


def write_package(files: Mapping[str, Data | Block], folder: Path) -> Path:
    """Write the files into a new folder of the package's name inside `folder`, and return it."""
    identity = files["regulation.yaml"]
    name = str(identity["id"]) if isinstance(identity, dict) else PACKAGE_ID
    made = folder / name
    made.mkdir()
    for file, content in files.items():
        (made / file).write_text(_yaml(content) + "\n", encoding="utf-8")
    return made


def _copy(value: Data) -> Data:
    """Return a copy in which no two places share a list or a mapping."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _yaml(value: Data | Block) -> str:
    """Write data as YAML in flow style, numbers as the decimals they are."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _some(draw: DrawFn, aspects: tuple[str, ...]) -> tuple[str, ...]:
    """Draw the aspects that a form is about, at least one."""
    chosen = tuple(aspect for aspect in aspects if draw(st.booleans()))
    return chosen or aspects[:1]


def _facts_variants(draw: DrawFn, fields: Fields) -> list[Variant]:
    """Draw the variants of a form of facts, which need not be there whatever the fields say."""
    chosen = variants(draw, fields)
    return chosen[:1] if draw(SELDOM) else chosen


def _regulation_file(draw: DrawFn, aspects: tuple[str, ...], fields: Fields) -> Block:
    named: list[Data] = [
        {"field": field, "required": True, "values": _named(_VALUES[field] if draw(SELDOM) else values)}
        for field, values in fields.items()
    ]
    if draw(SELDOM):
        required = draw(st.booleans())
        named.append({"field": "unit.services", "required": required, "values": _named(("barang", "jasa"))})
    named += [
        {"field": field, "required": draw(st.booleans()), "values": _named(values)}
        for field, values in _VALUES.items()
        if field not in fields and draw(SELDOM)
    ]
    file: Block = {
        "kind": "regulation",
        "id": PACKAGE_ID,
        "family": "acak",
        "version": "0.1.0",
        "scope": "national",
        "citation": "Peraturan Acak 1/2021",
        "title": text("Regulasi acak", "Random regulation"),
        "source": ["INDUK"],
        "confidence": "primary",
        "validity": {**draw(_VALIDITIES), **provenance(draw)},
        "legal": [{"relation": "mandate", "citation": "Undang-Undang Acak"}],
        "aspects": _named(aspects),
        "principles": [{"code": "S", "name": text("Sopan", "Courtesy")}],
    }
    return {**file, "fields": named} if named else file


def _named(codes: Sequence[str]) -> list[Data]:
    return [{"code": code, "name": text(code.title(), f"{code} (en)")} for code in codes]


def _sources_file() -> Block:
    sources: list[Data] = [{"key": key, "kind": "package", "title": f"Sumber rekaan {key}"} for key in SOURCES]
    return {"kind": "sources", "sources": sources}


def _categories_file(growth: Growth) -> Block:
    unused: Block = {"id": "cadangan", "title": text("Cadangan", "Spare")}
    unused["categories"] = [{"letter": "Z", "from": 0, "name": text("Semua", "All")}]
    return {
        "kind": "categories",
        "source": ["INDUK"],
        "confidence": "primary",
        "tables": [*growth.tables] or [unused],
    }
