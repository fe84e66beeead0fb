"""A file becomes a document, or an error that says what is wrong with the file."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from pekppp_rules.errors import InputFileError
from pekppp_rules.reading import document_of, read_document, read_stream

LIMIT = 16_000_000


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path, **options):
    with pytest.raises(InputFileError) as caught:
        read_document(path, **options)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML", ".Yml"])
def test_yaml_is_known_by_its_suffix(tmp_path, suffix):
    path = written(tmp_path, f"contoh{suffix}", "a: [no, 0.5]\n")
    assert read_document(path).data == {"a": ["no", Decimal("0.5")]}


@pytest.mark.parametrize("suffix", [".json", ".JSON"])
def test_json_is_known_by_its_suffix(tmp_path, suffix):
    path = written(tmp_path, f"contoh{suffix}", '{"a": ["no", 0.5]}')
    assert read_document(path).data == {"a": ["no", Decimal("0.5")]}


def test_json_text_in_a_yaml_file_is_read_and_yaml_text_in_a_json_file_is_not(tmp_path):
    assert read_document(written(tmp_path, "a.yaml", '{"a": 1}')).data == {"a": 1}
    assert refused(written(tmp_path, "a.json", "a: 1\n")).code == "PKP-007"


@pytest.mark.parametrize("name", ["contoh.txt", "contoh.toml", "contoh.yaml.bak", "contoh", ".yaml"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    problem = refused(written(tmp_path, name, "a: 1\n"))
    assert problem.code == "PKP-012"
    assert problem.parameters["suffix"] == Path(name).suffix


def test_a_suffix_is_shown_without_control_characters(tmp_path):
    problem = refused(written(tmp_path, "contoh.\x1b[2J", "a: 1\n"))
    assert problem.message().isprintable()


def test_a_missing_file_is_refused(tmp_path):
    problem = refused(tmp_path / "tidak_ada.yaml")
    assert problem.code == "PKP-001"
    assert problem.place.file == str(tmp_path / "tidak_ada.yaml")


def test_a_link_to_nothing_is_a_missing_file(tmp_path):
    link = tmp_path / "contoh.yaml"
    link.symlink_to(tmp_path / "tidak_ada.yaml")
    assert refused(link).code == "PKP-001"


@pytest.mark.parametrize("name", ["folder", "folder.yaml"])
def test_a_folder_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name).code == "PKP-002"


def test_a_file_used_as_a_folder_cannot_be_opened(tmp_path):
    path = written(tmp_path, "berkas", "a: 1\n")
    problem = refused(path / "contoh.yaml")
    assert problem.code == "PKP-003"
    assert problem.parameters["reason"]


@pytest.mark.parametrize("name", ["a\0b.yaml", "a" * 300 + ".yaml"], ids=["NUL", "too long"])
def test_a_name_that_no_file_can_have_cannot_be_opened(tmp_path, name):
    assert refused(tmp_path / name).code == "PKP-003"


def test_a_link_to_itself_cannot_be_opened(tmp_path):
    link = tmp_path / "contoh.yaml"
    link.symlink_to(link)
    assert refused(link).code == "PKP-003"


def test_a_file_without_permission_cannot_be_opened(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "contoh.yaml", "a: 1\n")
    monkeypatch.setattr(Path, "open", denied)
    problem = refused(path)
    assert problem.code == "PKP-003"
    assert problem.parameters["reason"]("en") == "Permission denied"


def test_a_file_that_is_too_large_is_refused_quickly(tmp_path):
    path = tmp_path / "contoh.yaml"
    with path.open("wb") as file:
        file.truncate(17_000_000)
    started = time.process_time()
    problem = refused(path)
    assert time.process_time() - started < 2
    assert problem.code == "PKP-004"
    assert problem.parameters["limit"] == 16


def test_a_file_of_exactly_the_limit_is_read(tmp_path):
    path = written(tmp_path, "contoh.json", b'{"a": 1}'.ljust(LIMIT))
    assert read_document(path).data == {"a": 1}


def test_a_file_of_one_byte_more_than_the_limit_is_refused(tmp_path):
    path = written(tmp_path, "contoh.json", b'{"a": 1}'.ljust(LIMIT + 1))
    assert refused(path).code == "PKP-004"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/zero is a Linux device")
@pytest.mark.parametrize("name", ["contoh.yaml", "contoh.json", "contoh.bin"])
def test_an_endless_device_is_read_to_the_limit_only(tmp_path, name):
    link = tmp_path / name
    link.symlink_to("/dev/zero")
    started = time.process_time()
    assert refused(link).code == "PKP-004"
    assert time.process_time() - started < 2


@pytest.mark.parametrize("content", [b"", b" ", b"\n\n", b" \t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xc2\xa0"])
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_file_of_nothing_but_white_space_is_empty(tmp_path, content, suffix):
    assert refused(written(tmp_path, f"contoh{suffix}", content)).code == "PKP-005"


@pytest.mark.parametrize(
    "content",
    [
        *("a: 1\n".encode("utf-16"), "a: 1\n".encode("utf-16-le"), "a: 1\n".encode("utf-16-be")),
        *("a: 1\n".encode("utf-32"), b"a: \xe9\n", b"a: \xff\n", b"a: \xc0\x80\n", b"a: \xed\xa0\x80\n"),
        *(b"a: 1\n\xe2\x82", b"a: x\0y\n", b"\0", b"\x1f\x8b\x08\x00"),
    ],
)
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_content_that_is_not_utf_8_text_is_refused(tmp_path, content, suffix):
    assert refused(written(tmp_path, f"contoh{suffix}", content)).code == "PKP-006"


@pytest.mark.parametrize(("name", "text"), [("a.yaml", '{"é": [1]}'), ("a.json", '{"é": [1]}')])
def test_a_byte_order_mark_is_accepted_and_moves_no_position(tmp_path, name, text):
    document = read_document(written(tmp_path, name, b"\xef\xbb\xbf" + text.encode()))
    assert document.data == {"é": [1]}
    place = document.place(("é", 0))
    assert (place.line, place.column) == (1, 8)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_lines_are_counted_with_either_line_break(tmp_path, line_break):
    text = line_break.join(["{", '  "a": 1,', '  "b": 2', "}"])
    for name in ("a.yaml", "a.json"):
        place = read_document(written(tmp_path, name, text)).place(("b",))
        assert (place.line, place.column) == (3, 8)


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize(
    ("path", "position"),
    [
        ((), (1, 1)),
        (("a",), (2, 8)),
        (("a", 1), (3, 5)),
        (("a", 1, "b"), (3, 11)),
        (("a", 7), (2, 8)),
        (("a", 1, "b", "c", 0), (3, 11)),
        (("z", "y"), (1, 1)),
    ],
)
def test_a_path_is_found_or_its_nearest_parent(tmp_path, name, path, position):
    text = '{\n  "a": [0,\n    {"b": 1}]\n}'
    place = read_document(written(tmp_path, name, text)).place(path)
    assert (place.line, place.column) == position
    assert place.path == path


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@pytest.mark.parametrize(("path", "position"), [(("a",), (2, 3)), (("a", 0, "b"), (2, 10)), (("a", 0, "z"), (2, 9))])
def test_a_key_is_found_or_the_block_it_is_missing_from(tmp_path, name, path, position):
    place = read_document(written(tmp_path, name, '{\n  "a": [{"b": 1}]\n}')).place(path, key=True)
    assert (place.line, place.column) == position


def test_places_and_problems_use_the_name_that_was_asked_for(tmp_path):
    document = read_document(written(tmp_path, "a.yaml", "a: 1\n"), name="paket/a.yaml")
    assert document.name == "paket/a.yaml"
    assert str(document.place(("a",))) == "paket/a.yaml:1:4"
    assert str(refused(tmp_path / "b.yaml", name="paket/b.yaml").place) == "paket/b.yaml"
    assert str(refused(written(tmp_path, "c.yaml", "a: `\n"), name="paket/c.yaml").place) == "paket/c.yaml:1:4"


def test_without_a_name_the_path_is_the_name(tmp_path):
    path = written(tmp_path, "a.yaml", "a: 1\n")
    assert read_document(path).name == str(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.yaml", "a: 1\r\nb: é\n"), ("a.json", '{"a": 1}'), ("b.yaml", "a: 1\na: 2\n"), ("c.txt", "x")],
)
def test_reading_leaves_the_file_untouched(tmp_path, name, content):
    path = written(tmp_path, name, content)
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    before = path.read_bytes()
    with contextlib.suppress(InputFileError):
        read_document(path).place(("a",))
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == 1_000_000_000
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": "\\u00e9", "b": [0.5]}', {"a": "é", "b": [Decimal("0.5")]}),
        (b" \n {}", {}),
        (b"a: 1\nb: no\n", {"a": 1, "b": "no"}),
        (b"{a: 1}", {"a": 1}),
        (b"[1, 2]", [1, 2]),
    ],
)
def test_content_of_no_file_is_json_where_it_begins_as_a_json_object_and_yaml_otherwise(content, expected):
    document = document_of(content, "<stdin>")
    assert (document.data, document.problems) == (expected, [])


def test_content_of_no_file_tells_places_by_its_name():
    document = document_of(b"a: 1\na: 2\n", "<stdin>")
    assert [str(problem.place) for problem in document.problems] == ["<stdin>:2:1"]


def test_a_stream_is_read_within_the_bounds_of_a_file():
    assert read_stream(io.BytesIO(b"x" * 2_000_000), "<stdin>", most_megabytes=2) == b"x" * 2_000_000
    with pytest.raises(InputFileError) as caught:
        read_stream(io.BytesIO(b"x" * 2_000_001), "<stdin>", most_megabytes=2)
    assert [problem.code for problem in caught.value.problems] == ["PKP-004"]


def test_a_stream_that_is_closed_is_an_error():
    stream = io.BytesIO(b"")
    stream.close()
    with pytest.raises(InputFileError) as caught:
        read_stream(stream, "<stdin>")
    assert [problem.code for problem in caught.value.problems] == ["PKP-003"]
