"""Names, links, pipes and devices in a package: nothing outside its folder is read, nothing is waited for."""

from __future__ import annotations

import os

import pytest

from tests.overlays import extending
from tests.probe import probe
from tests.releases import TOY_ID, edit, released, toy_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of a process, pipes and devices are those of POSIX")


@pytest.fixture
def toy(tmp_path):
    return toy_in(tmp_path)


@pytest.mark.parametrize("name", ["../luar", "/etc/x", "..", "a/b", "negeri_dongeng/../x"])
def test_an_id_that_is_a_path_is_refused(toy, name):
    edit(toy / "regulation.yaml", f"id: {TOY_ID}", f"id: {name}")
    assert probe(toy).codes == ["PKP-506"]


@pytest.mark.parametrize(
    "name", ["../../negeri_dongeng@0.1.0.dev", "./negeri_dongeng@0.1.0.dev", "/etc@1.0.0", "a@../b"]
)
def test_a_base_that_is_a_path_is_refused_and_not_looked_at(tmp_path, name):
    toy_in(tmp_path)
    folder = extending(tmp_path, "satu", name)
    assert {code for code, _, _ in probe(folder).checking} <= {"PKP-170", "PKP-506"}


def test_a_version_in_the_index_that_is_a_path_is_refused(toy):
    released(toy, "1.0.0")
    edit(toy / "released" / "index.json", '"version":"1.0.0"', '"version":"../../1.0.0"')
    assert probe(TOY_ID, toy.parent).codes == ["PKP-311"]


@pytest.mark.parametrize("name", ["-rf", " ", "a\nb", "x\x1b[31m", "~", "$(id)", "negeri dongeng", "ñ" * 60])
def test_a_folder_of_any_name_is_told_that_the_id_is_another(toy, name):
    folder = toy.rename(toy.parent / name)
    code, _, message = probe(folder).only()
    assert code == "PKP-103"
    assert message.isprintable()


def test_a_folder_or_file_whose_name_is_not_utf_8_is_told_as_any_other(toy):
    (toy / os.fsdecode(b"\xff.yaml")).write_text("kind: rules\nrules: 1\n", "utf-8")
    told = probe(toy)
    assert "PKP-503" in told.codes
    assert all(place.isprintable() for _, place, _ in told.checking)


OUTSIDE = "outside"
"""Stands for a file beside the package, which no one asked to read."""

LINKS = {
    "a file of the machine": ("lain.yaml", "/etc/passwd", "PKP-018"),
    "a file beside the package": ("sources.yaml", OUTSIDE, "PKP-018"),
    "its own description": ("regulation.yaml", OUTSIDE, "PKP-018"),
    "a folder": ("lain.yaml", "/etc", "PKP-002"),
    "itself": ("lain.yaml", "lain.yaml", "PKP-003"),
    "nothing": ("lain.yaml", "tidak_ada.yaml", "PKP-001"),
    "an endless device": ("lain.yaml", "/dev/zero", "PKP-017"),
    "a device without content": ("lain.yaml", "/dev/null", "PKP-017"),
    "a terminal": ("lain.yaml", "/dev/tty", "PKP-017"),
    "a case elsewhere": ("cases/lain.yaml", OUTSIDE, "PKP-018"),
    "an endless case": ("cases/lain.yaml", "/dev/zero", "PKP-017"),
}


@pytest.mark.parametrize(("name", "to", "code"), LINKS.values(), ids=LINKS)
def test_a_link_that_leaves_the_package_or_leads_to_no_file_is_told_and_not_followed(toy, name, to, code):
    outside = toy.parent / "luar.yaml"
    outside.write_text("kind: rahasia\n", "utf-8")
    (toy / name).unlink(missing_ok=True)
    (toy / name).symlink_to(outside if to == OUTSIDE else to)
    problem = probe(toy).checking[0] if name != "regulation.yaml" else probe(toy).loading[0]
    assert problem[:2] == [code, f"{toy}/{name}"]
    assert "rahasia" not in problem[2]


def test_a_link_inside_the_package_is_a_file_like_any_other(toy):
    (toy / "sources.yaml").rename(toy / "daftar.txt")
    (toy / "sources.yaml").symlink_to("daftar.txt")
    assert probe(toy).checking == []


def test_a_folder_that_an_installer_filled_with_links_to_one_place_is_a_package(toy):
    there = toy.rename(toy.parent / "gudang")
    toy.mkdir()
    for path in there.glob("*.yaml"):
        (toy / path.name).symlink_to(path)
    assert probe(toy).checking == []


@pytest.mark.parametrize("way", ["satu", "dua"])
def test_folders_that_lead_to_themselves_are_no_packages(tmp_path, way):
    (tmp_path / "satu").symlink_to("dua" if way == "dua" else "satu")
    (tmp_path / "dua").symlink_to("satu")
    toy_in(tmp_path)
    assert probe(tmp_path / "satu").codes == ["PKP-303"]
    assert probe(TOY_ID, tmp_path).loading == []


@pytest.mark.parametrize("name", ["lain.yaml", "cases/lain.yaml"])
def test_a_pipe_is_told_and_not_waited_for(toy, name):
    os.mkfifo(toy / name)
    assert probe(toy).checking == [
        [
            "PKP-017",
            f"{toy}/{name}",
            "this is no regular file but a pipe, a device or the like; a package consists of regular files only",
        ]
    ]


def test_a_pipe_in_place_of_regulation_yaml_makes_no_package(toy):
    (toy / "regulation.yaml").unlink()
    os.mkfifo(toy / "regulation.yaml")
    assert probe(toy).only()[0] == "PKP-303"


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        (lambda path: os.mkfifo(path), {"PKP-017"}),
        (lambda path: path.symlink_to("/dev/zero"), {"PKP-017"}),
        (lambda path: path.symlink_to("/etc/passwd"), {"PKP-018"}),
        (lambda path: path.symlink_to(path.name), {"PKP-003"}),
        (lambda path: path.mkdir(), {"PKP-002"}),
    ],
    ids=["a pipe", "an endless device", "a file of the machine", "itself", "a folder"],
)
def test_a_release_or_an_index_that_is_no_file_is_told_and_never_passed_over(toy, spoil, codes):
    released(toy, "1.0.0")
    for name, more in (("1.0.0.json", set()), ("index.json", {"PKP-311"})):
        path = toy / "released" / name
        path.unlink()
        spoil(path)
        assert set(probe(TOY_ID, toy.parent).codes) == codes | more
