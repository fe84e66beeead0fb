"""One random edit of plain data: what an author or a unit may get wrong, one mistake at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

Path = tuple[str | int, ...]

_WORD = re.compile(r"[a-z_$]+\Z")

_NUMBERS = st.sampled_from(
    [
        *(0, -1, 1, 2, 3, 5, 6, 9, 10, 100, 101, 999, 1_000, 1_001, -1_001, 1_999, 2_000, 2_100, 2_101, 1_000_000),
        *(1_000_001, 10**9, 10**9 + 1, 10**12, 10**12 + 1, -(10**12) - 1, 10**15 - 1, 10**15, -(10**15), 10**20),
        *(Decimal("4.0"), Decimal("1E+1"), Decimal("4.5"), Decimal("-0.5"), Decimal("1E15"), Decimal("2022.0")),
        *(Decimal("0.1234567890123456"), Decimal("1E-15"), Decimal("1E-16"), Decimal("1E+2000"), Decimal("NaN")),
    ]
)
_TEXTS = st.sampled_from(
    [
        *("", "x", "X", "4", "-4", "0.5", "4\n", "id", "an id", "id\n", "-id", "ídé", "_id", "i.d", "{row}", "row}"),
        *("i" * 63, "i" * 64, "i" * 65, "i" * 128, "i" * 129, "i" * 300, "i" * 301, "i" * 2_000, "i" * 2_001),
        *("i" * 4_000, "i" * 4_001, "i" * 20_000, "i" * 20_001, "\U0001f3ab" * 16, "\U0001f3ab" * 17, "\ud800"),
        *("1/0", "1/9", "-1/9", "1/-9", "1/00", "1/09", "0/1", "+1/9", "1 / 9", "1/9\n", "٣/٤", "1/9/9", "/9"),
        *("123456789012345/1", "1234567890123456/1", "1/123456789012345", "1/1234567890123456", f"1/{'0' * 15}1"),
        *("2022", "2022-1", "2022-12", "2022-13", "2022-12-31", "2022-12-31\n", "2022-99-99", "٢٠٢٢", "20222"),
        *("0.1.0", "01.1.0", "1.1", "1.0.0\n", f"sha256:{'0a' * 32}", f"sha256:{'0A' * 32}", f"sha256:{'0a' * 32}\n"),
    ]
)
_TAGS = st.sampled_from(
    [
        *("regulation", "sources", "form", "index", "categories", "rules", "cases", "rubric", "survey", "value"),
        *("facts", "bool", "int", "decimal", "percent", "one", "set", "text", "date", "linear", "mean"),
        *("weighted_mean", "weighted_sum", "first_given", "level", "derive", "check", "recommend", "steps", "numbers"),
        *("primary", "single", "equal", "half_up", "error", "next_part", "unit.mode", "period.year", "unit.services"),
        *("day", "month", "year", "mandate", "package", "national", "document", "aspects", "aspect", "small"),
        *("luring", "daring", "nasional", "mandiri", "jasa", "permenpanrb_29_2022", "negeri_dongeng", "unrounded"),
    ]
)
_BLOCKS = st.sampled_from(
    [
        *([], {}, [[]], [{}], {"x": 1}, [None], [0], ["id"], ["id", "id"], [""], ["an id"], [True], {"id": "Teks"}),
        *({"id": ""}, {"id": "Teks", "en": None}, {"en": "Text"}, {"value": 4}, {"value": "1/3", "printed": "4"}),
        *(["display"], ["category", "display"], ["display", "parent"], ["display", "category", "parent"], ["parent"]),
        *({"all": []}, {"any": [{"fact": "f", "present": True}]}, {"not": {}}, {"fact": "f", "=": 1}, {"fact": "f"}),
        *({"not": {"not": {"fact": "f", "present": 1}}}, {"fact": "f", "in": [True, 1, "x", Decimal("1.5")]}),
        *({"fired": "r"}, {"count": {"fired": ["r"]}}, {"count": "f", "among": []}, {"+": [1]}, {"/": [1, 2, 3]}),
        *({"round": 1, "places": 10, "mode": "half_up"}, {"value": 1, ">": 2}, {"lookup": "t", "of": {"x": [1, 2]}}),
        *({"node": "n"}, {"other": "Lain"}, {"other": ""}, ["kode", {"other": "Lain"}], {"aspects": ["a"]}),
        *({"aspects": []}, {"a": 4}, {"a": None}, {"5": None}, {"٣": None}, {"0": {"id": "Teks"}}, {"1\n": 4}),
        *({"means": {"a": Decimal("4.5")}}, {"responses": [{"a": 1}]}, {"totals": {"respondents": 1, "sums": {}}}),
        *({"values": {"a": 1}}, {"answers": {"a": True}}, {"respondents": 4}, [{"evaluator": "E", "scores": {}}]),
    ]
)
VALUES = st.one_of(st.sampled_from([None, True, False]), _NUMBERS, _TEXTS, _TAGS, _BLOCKS)
"""Values of every type, at the edges of what is allowed and beyond."""

KEYS = st.sampled_from(
    [
        *("x", "", "X", "4", "0", "1", "99", "100", "01", "4\n", "an id", "id\n", "٣", "tambahan", "Source", "kind "),
        *("k" * 300, "k" * 301),
        *("id", "en", "kind", "type", "source", "confidence", "note", "disputed", "unknown", "printed", "value"),
        *("weight", "weights", "scale", "aspects", "aspect", "parts", "rows", "of", "out_of", "sum", "rounding"),
        *("variant", "level_texts", "official_code", "principle", "number", "options", "other", "lowest", "highest"),
        *("asked_if", "all", "any", "not", "=", "in", "present", "fact", "!=", "<", ">=", "has", "band", "from"),
        *("above", "below", "upto", "fired", "count", "among", "except", "node", "field", "+", "x", "ladder", "cases"),
        *(
            "bands",
            "each",
            "steps",
            "achieves",
            "when",
            "values",
            "text",
            "until",
            "extends",
            "fields",
            "conversion",
            "beside",
        ),
        *("responses", "totals", "means", "respondents", "answers", "sums", "notes", "evidence", "observations"),
        *("mode", "services", "code", "stage", "location", "digest", "$schema", "regulation", "forms", "f02", "c"),
    ]
)
"""Keys that mean something somewhere, and some that do nowhere."""


def value_at(data: Any, path: Path) -> Any:
    """Return what stands at a path."""
    for step in path:
        data = data[step]
    return data


def changed(data: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return a copy of the data with something else at `path`. What is not on the way there is shared."""
    if not path:
        return change(data)
    copy = data.copy()
    copy[path[0]] = changed(copy[path[0]], path[1:], change)
    return copy


@st.composite
def one_edit(draw: DrawFn, data: Any) -> Any:
    """Return the data with one edit somewhere: a key or an item too many, too few, misnamed, twice, swapped or replaced."""
    places = list(_paths(data, ()))
    shapes = sorted({_shape(path) for path in places})
    shape = draw(st.sampled_from(shapes))
    path = draw(st.sampled_from([path for path in places if _shape(path) == shape]))
    value = value_at(data, path)
    edits = [_replace]
    if isinstance(value, dict):
        edits += [_add_key, _add_key]
    if isinstance(value, list):
        edits += [_append, _duplicate, _swap] if value else [_append]
    if path:
        edits.append(_delete)
        if isinstance(path[-1], str):
            edits.append(_rename)
    return draw(st.sampled_from(edits))(draw, data, path)


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _paths(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _paths(item, (*path, at))


def _shape(path: Path) -> tuple[str, ...]:
    """Return a path without item numbers and codes, so that what a document has once is edited as often as its rows."""
    return tuple(step if isinstance(step, str) and _WORD.match(step) else "*" for step in path)[-4:]


def _replace(draw: DrawFn, data: Any, path: Path) -> Any:
    new = draw(VALUES)
    return changed(data, path, lambda _: new)


def _add_key(draw: DrawFn, data: Any, path: Path) -> Any:
    key, new = draw(KEYS), draw(VALUES)
    return changed(data, path, lambda block: {**block, key: new})


def _append(draw: DrawFn, data: Any, path: Path) -> Any:
    new = draw(VALUES)
    return changed(data, path, lambda items: [*items, new])


def _duplicate(draw: DrawFn, data: Any, path: Path) -> Any:
    at = draw(st.integers(0, len(value_at(data, path)) - 1))
    return changed(data, path, lambda items: [*items[: at + 1], *items[at:]])


def _swap(draw: DrawFn, data: Any, path: Path) -> Any:
    at = draw(st.integers(0, len(value_at(data, path)) - 1))
    return changed(data, path, lambda items: [*items[at:], *items[:at]])


def _delete(draw: DrawFn, data: Any, path: Path) -> Any:
    del draw
    *outer, last = path

    def without(block: Any) -> Any:
        if isinstance(block, dict):
            return {key: item for key, item in block.items() if key != last}
        return [item for at, item in enumerate(block) if at != last]

    return changed(data, tuple(outer), without)


def _rename(draw: DrawFn, data: Any, path: Path) -> Any:
    *outer, last = path
    old = str(last)
    new = draw(st.one_of(st.sampled_from([old + "x", old.upper(), old + "\n", old[:-1], f" {old}"]), KEYS))

    def renamed(block: dict[str, Any]) -> dict[str, Any]:
        return {new if key == old else key: item for key, item in block.items() if key == old or key != new}

    return changed(data, tuple(outer), renamed)
