"""Names: unique, and every one that is referred to exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from pekppp_rules.errors import Path, Phrase
from pekppp_rules.regulation.cross_checks.parts import Finding, Parts, missing, row_paths
from pekppp_rules.regulation.model import (
    FactsForm,
    Form,
    Index,
    Linear,
    Rows,
    ScoredForm,
    ValueForm,
)
from pekppp_rules.regulation.tree import column_name, named_children, row_id, rows_of


def check_names_are_unique(parts: Parts) -> Iterator[Finding]:
    """Codes, keys, ids and letters name one thing each."""
    if parts.sources:
        keys = [source.key for source in parts.sources.sources]
        yield from _repeated(keys, ("sources", "sources"), "key", Phrase("sumber", "source"))
    if parts.regulation:
        for field, what in (("aspects", Phrase("aspek", "aspect")), ("principles", Phrase("asas", "principle"))):
            codes = [named.code for named in getattr(parts.regulation, field)]
            yield from _repeated(codes, ("regulation", field), "code", what)
        named_fields = [field.field for field in parts.regulation.fields]
        yield from _repeated(named_fields, ("regulation", "fields"), "field", Phrase("medan", "field"))
        for at, field_values in enumerate(parts.regulation.fields):
            codes = [value.code for value in field_values.values]
            path: Path = ("regulation", "fields", at, "values")
            yield from _repeated(codes, path, "code", Phrase("nilai medan", "field value"))
    if parts.index:
        yield from _repeated_nodes(parts.index, parts)
    if parts.categories:
        tables = parts.categories.tables
        yield from _repeated([t.id for t in tables], ("categories", "tables"), "id", Phrase("tabel", "table"))
        for at, table in enumerate(tables):
            letters = [category.letter for category in table.categories]
            path = ("categories", "tables", at, "categories")
            yield from _repeated(letters, path, "letter", Phrase("predikat", "category"))
    variants: set[tuple[str, str]] = set()
    for at, form in parts.forms.items():
        name = (form.form, form.variant.value if form.variant else "")
        if name in variants:
            yield "PKP-105", ("forms", at, "form"), {"what": Phrase("formulir", "form"), "name": " ".join(name).strip()}
        variants.add(name)
        if not isinstance(form, ValueForm):
            aspects = [block.aspect for block in form.aspects]
            yield from _repeated(aspects, ("forms", at, "aspects"), "aspect", Phrase("aspek", "aspect"))
        if not isinstance(form, FactsForm):
            yield from _repeated_rows(at, form)


def _repeated_nodes(index: Index, parts: Parts) -> Iterator[Finding]:
    """Node ids are unique among themselves and among the rows of all forms; a mean counts each part once."""
    word = Phrase("simpul", "node")
    yield from _repeated([node.id for node in index.nodes], ("index", "nodes"), "id", word)
    rows = _row_ids(parts)
    for at, node in enumerate(index.nodes):
        if node.id in rows:
            yield "PKP-105", ("index", "nodes", at, "id"), {"what": word, "name": node.id}
        if not isinstance(node, Linear):
            names = [part.node for part in node.parts]
            yield from _repeated(names, ("index", "nodes", at, "parts"), "node", Phrase("bagian", "part"))


def _row_ids(parts: Parts) -> set[str]:
    return {row_id(form.form, code) for form in parts.scored.values() for code in form.codes}


def _repeated_rows(at: int, form: ScoredForm) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, row in row_paths(at, form):
        if row.code in seen:
            yield "PKP-105", (*path, "code"), {"what": Phrase("kode", "code"), "name": row.code}
        seen.add(row.code)
    columns: dict[str, str] = {}
    for path, row in row_paths(at, form):
        other = columns.setdefault(column_name(row.code).casefold(), row.code)
        if other != row.code:
            yield "PKP-180", (*path, "code"), {"code": row.code, "other": other, "name": column_name(row.code)}


def check_references_resolve(parts: Parts) -> Iterator[Finding]:
    """Sources, aspects, principles, forms, nodes and tables that are named exist."""
    sections: list[tuple[Path, BaseModel | None]] = [
        (("regulation",), parts.regulation),
        (("index",), parts.index),
        (("categories",), parts.categories),
        *((("forms", at), form) for at, form in parts.forms.items()),
    ]
    if parts.sources:
        known = {source.key for source in parts.sources.sources}
        for path, model in sections:
            for where, key in _source_keys(model, path, ()):
                if key not in known:
                    yield missing(Phrase("sumber", "source"), key, known, where)
    if parts.regulation:
        aspects = {aspect.code for aspect in parts.regulation.aspects}
        principles = {principle.code for principle in parts.regulation.principles}
        for at, form in parts.forms.items():
            for path, aspect in _aspects_named(at, form):
                if aspect not in aspects:
                    yield missing(Phrase("aspek", "aspect"), aspect, aspects, path)
            for path, row in row_paths(at, form) if not isinstance(form, FactsForm) else ():
                if row.principle is not None and row.principle not in principles:
                    yield missing(Phrase("asas", "principle"), row.principle, principles, (*path, "principle"))
        if parts.index:
            for number, node in enumerate(parts.index.nodes):
                if node.aspect is not None and node.aspect not in aspects:
                    path = ("index", "nodes", number, "aspect")
                    yield missing(Phrase("aspek", "aspect"), node.aspect, aspects, path)
    if parts.index:
        yield from _index_references(parts.index, parts)


def _aspects_named(at: int, form: Form) -> Iterator[tuple[Path, str]]:
    if isinstance(form, ValueForm):
        for number, value in enumerate(form.values):
            if value.aspect is not None:
                yield ("forms", at, "values", number, "aspect"), value.aspect
        return
    named = [aspect.aspect for aspect in form.aspects]
    yield from ((("forms", at, "aspects", number, "aspect"), aspect) for number, aspect in enumerate(named))


def _index_references(index: Index, parts: Parts) -> Iterator[Finding]:
    node_word, form_word = Phrase("simpul", "node"), Phrase("formulir", "form")
    nodes = {node.id for node in index.nodes}
    shown: list[tuple[Path, str | None]] = [
        (("index", "root"), index.root),
        (("index", "conversion"), index.conversion),
    ]
    shown += [(("index", "beside", at), name) for at, name in enumerate(index.beside)]
    for path, name in shown:
        if name is not None and name not in nodes:
            yield missing(node_word, name, nodes, path)
    children = nodes | _row_ids(parts)
    forms = {form.form for form in parts.scored.values()}
    if parts.complete:
        for at, requirement in enumerate(index.requires):
            if requirement.form not in forms:
                yield missing(form_word, requirement.form, forms, ("index", "requires", at, "form"))
    tables = {table.id for table in parts.categories.tables} if parts.categories else None
    for at, node in enumerate(index.nodes):
        path = ("index", "nodes", at)
        for number, child in enumerate(named_children(node)):
            if child not in children and parts.complete:
                where: Path = (*path, "of") if isinstance(node, Linear) else (*path, "parts", number, "node")
                yield missing(node_word, child, children, where)
        rows = rows_of(node)
        if rows is not None and parts.complete:
            yield from _rows_reference(rows, parts, path)
        if tables is not None and node.categories is not None and node.categories not in tables:
            yield missing(Phrase("tabel predikat", "category table"), node.categories, tables, (*path, "categories"))


def _rows_reference(rows: Rows, parts: Parts, path: Path) -> Iterator[Finding]:
    forms = [form for form in parts.scored.values() if form.form == rows.form]
    if not forms:
        known = {form.form for form in parts.scored.values()}
        yield missing(Phrase("formulir", "form"), rows.form, known, (*path, "rows", "form"))
        return
    aspects = {block.aspect for form in forms for block in form.blocks if block.aspect is not None}
    if rows.aspect not in aspects:
        yield missing(Phrase("aspek", "aspect"), rows.aspect, aspects, (*path, "rows", "aspect"))


def _repeated(names: Iterable[str], path: Path, key: str, what: Phrase) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for at, name in enumerate(names):
        counts[name] += 1
        if counts[name] > 1:
            yield "PKP-105", (*path, at, key), {"what": what, "name": name}


def _source_keys(value: object, path: Path, inherited: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield every source key named inside a model, at the block that names it and not again where it is inherited."""
    if isinstance(value, BaseModel):
        own = getattr(value, "source", inherited)
        if own != inherited:
            yield from (((*path, "source"), key) for key in own)
        for name, field in type(value).model_fields.items():
            inside = getattr(value, name)
            if name == "looked_at":
                yield from (((*path, name), key) for key in inside)
            elif name != "source":
                yield from _source_keys(inside, (*path, field.alias or name), own)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _source_keys(item, (*path, at), inherited)
