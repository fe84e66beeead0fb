"""No record verifies once anything in it is changed: values, keys, order, white space, numbers, types, single bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import pekppp_rules as pekppp
from pekppp_rules.regulation.digest import canonical_bytes
from tests.audit.samples import document, with_digests, written
from tests.edits import KEYS, VALUES, changed, value_at

Path = tuple[str | int, ...]


def is_refused(record: bytes) -> None:
    """Assert that a record does not verify, and that nothing but our own error says so."""
    with pytest.raises(pekppp.RecordError) as caught:
        pekppp.verify(record)
    assert all(problem.message("en") and problem.message("id") for problem in caught.value.problems)


@cache
def places() -> list[Path]:
    """Return every path of the sample."""

    def below(value: Any, path: Path) -> list[Path]:
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [path, *(one for key, item in inner for one in below(item, (*path, key)))]

    return below(document(), ())


def nearby(value: Any) -> list[Any]:
    """Return values that look like another: the same number in another type, one more, one letter less."""
    if isinstance(value, bool):
        return [not value, int(value), str(value).lower()]
    if isinstance(value, int):
        return [value + 1, -value - 1, str(value), bool(value), [value]]
    if isinstance(value, str):
        return [value + " ", value[:-1], value.upper() + "x", [value], None, f"{value}/1", f"0{value}"]
    if value is None:
        return ["", 0, False, []]
    return [None, str(value)] + ([[*value, None]] if isinstance(value, list) else [])


def edited(data: DataObject, whole: dict[str, Any], path: Path) -> Any:
    """Return the document with one edit at a path."""
    value = value_at(whole, path)
    kinds = ["near", "near", "other"]
    if path:
        kinds.append("delete")
        kinds += ["rename"] if isinstance(path[-1], str) else ["again"]
    if isinstance(value, dict):
        kinds.append("add")
    if isinstance(value, list) and len(value) > 1:
        kinds.append("swap")
    kind = data.draw(st.sampled_from(kinds))
    *outer, last = path or (None,)
    if kind == "near":
        new = data.draw(st.sampled_from(nearby(value)))
        return changed(whole, path, lambda _: new)
    if kind == "other":
        new = data.draw(VALUES)
        return changed(whole, path, lambda _: new)
    if kind == "add":
        key, new = data.draw(KEYS), data.draw(VALUES)
        return changed(whole, path, lambda block: {**block, key: new})
    if kind == "swap":
        return changed(whole, path, lambda items: [*items[1:], items[0]])
    if kind == "again":
        return changed(whole, tuple(outer), lambda items: [*items[: last + 1], *items[last:]])
    if kind == "rename":
        name = data.draw(KEYS)
        return changed(whole, tuple(outer), lambda block: {**_without(block, last), name: block[last]})
    return changed(whole, tuple(outer), lambda block: _without(block, last))


def _without(block: Any, last: Any) -> Any:
    if isinstance(block, dict):
        return {key: item for key, item in block.items() if key != last}
    return [item for at, item in enumerate(block) if at != last]


def edit_and_refuse(data: DataObject, under: Path, write: Callable[[Any], bytes]) -> None:
    """Edit the sample somewhere under a path, write it, and see it refused."""
    path = data.draw(st.sampled_from([path for path in places() if path[: len(under)] == under]))
    whole = edited(data, document(), path)
    try:
        record = write(whole)
    except Exception:  # what no canonical JSON can hold, a stranger may write nevertheless
        record = json.dumps(whole, default=str, sort_keys=True, separators=(",", ":")).encode()
    assume(record != written())
    is_refused(record)


@given(data=st.data())
def one_edit_is_refused(data: DataObject) -> None:
    """Whatever is edited, the digests as they were."""
    edit_and_refuse(data, (), canonical_bytes)


@given(data=st.data(), part=st.sampled_from(["result", "trace"]))
def an_edited_result_is_refused(data: DataObject, part: str) -> None:
    """The result or its derivation is edited, and every digest computed again."""
    edit_and_refuse(data, ("content", part), with_digests)


@given(data=st.data())
def an_edited_byte_is_refused(data: DataObject) -> None:
    """A byte is changed, put in, taken out or repeated anywhere."""
    record = written()
    at = data.draw(st.integers(0, len(record) - 1))
    new = data.draw(st.sampled_from([*b' \n\t"\\{}[]:,0123456789-+.eEnt', 0, 0x7F, 0xC3, 0xFF]))
    piece = record[at : at + data.draw(st.integers(1, 40))]
    kind = data.draw(st.sampled_from(["change", "insert", "delete", "repeat", "cut"]))
    spoilt = {
        "change": record[:at] + bytes([new]) + record[at + 1 :],
        "insert": record[:at] + bytes([new]) + record[at:],
        "delete": record[:at] + record[at + len(piece) :],
        "repeat": record[:at] + piece + record[at:],
        "cut": record[:at],
    }[kind]
    assume(spoilt != record)
    is_refused(spoilt)


@given(data=st.data())
def another_spelling_is_refused(data: DataObject) -> None:
    """The same document written otherwise: spaces, order of keys, escapes, a number with a point, a key twice."""
    whole = document()
    kind = data.draw(st.sampled_from(["indent", "spaces", "reversed", "escapes", "point", "twice", "line end"]))
    text = written().decode()
    if kind == "indent":
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=data.draw(st.integers(0, 4)))
    elif kind == "spaces":
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    elif kind == "reversed":
        text = json.dumps(dict(reversed(whole.items())), ensure_ascii=False, separators=(",", ":"))
    elif kind == "escapes":
        letter = data.draw(st.sampled_from("aegikr"))
        text = text.replace(letter, f"\\u{ord(letter):04x}", 1)
    elif kind == "point":
        text = text.replace('"format":1', '"format":1.0', 1)
    elif kind == "twice":
        pair = data.draw(st.sampled_from(['"record_semantics":1', '"format":1']))
        text = text.replace(pair, f"{pair},{pair}", 1)
    else:
        text += data.draw(st.sampled_from(["\n", "\r\n", " ", "\0", "{}"]))
    assume(text.encode() != written())
    is_refused(text.encode())


PROPERTIES = {
    "one edit": (one_edit_is_refused, 150, 5_000),
    "an edited result": (an_edited_result_is_refused, 100, 3_000),
    "an edited byte": (an_edited_byte_is_refused, 200, 3_000),
    "another spelling": (another_spelling_is_refused, 50, 200),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_no_edited_record_verifies(name):
    check, few, _ = PROPERTIES[name]
    settings(max_examples=few, database=None)(check)()


@pytest.mark.slow
@pytest.mark.parametrize("name", PROPERTIES)
def test_of_ten_thousand_edited_records_none_verifies(name):
    check, _, many = PROPERTIES[name]
    settings(max_examples=many, database=None)(check)()


def test_the_unedited_record_verifies():
    assert pekppp.verify(with_digests(document())).digest == document()["digest"]
