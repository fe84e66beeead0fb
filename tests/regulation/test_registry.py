"""Which packages there are, and how a name, a version or a path becomes one."""

from __future__ import annotations

import os

import pytest

from pekppp_rules.errors import PackageError, PekpppError, RegulationNotFoundError
from pekppp_rules.regulation import find_package, known_packages, version_of
from pekppp_rules.regulation.registry import package_folder
from pekppp_rules.regulation.working_copies import display_name


def test_the_library_ships_permenpanrb_29_2022():
    folder = known_packages()["permenpanrb_29_2022"]
    assert (folder / "regulation.yaml").is_file()


def test_an_id_finds_its_package():
    assert find_package("permenpanrb_29_2022").regulation.citation == "PermenPANRB 29/2022"


def test_a_working_copy_says_so_in_its_version(small):
    package = find_package(str(small.folder))
    assert package.regulation.version == "0.1.0"
    assert version_of(package) == "0.1.0.dev"


def test_an_id_with_its_version_finds_the_same_package():
    package = find_package("permenpanrb_29_2022")
    assert find_package(f"permenpanrb_29_2022@{package.regulation.version}") is package


@pytest.mark.parametrize("version", ["9.9.9", "0.1.0-dev", "dev"])
def test_a_version_that_is_not_there_names_the_one_that_is(version):
    with pytest.raises(RegulationNotFoundError) as missing:
        find_package(f"permenpanrb_29_2022@{version}")
    (problem,) = missing.value.problems
    known = version_of(find_package("permenpanrb_29_2022"))
    assert problem.code == "PKP-302"
    assert problem.parameters == {"id": "permenpanrb_29_2022", "version": version, "known": known}


def test_a_working_copy_does_not_answer_to_the_bare_version_of_a_release(small):
    with pytest.raises(RegulationNotFoundError) as missing:
        find_package(f"{small.folder}@0.1.0")
    assert missing.value.code == "PKP-302"


@pytest.mark.parametrize("name", ["permenpanrb_29_2023", "PERMENPANRB_29_2022", "permenpan_29_2022"])
def test_a_misspelt_id_suggests_the_right_one(name):
    with pytest.raises(RegulationNotFoundError) as missing:
        find_package(name)
    (problem,) = missing.value.problems
    assert problem.code == "PKP-301"
    assert problem.message("en").endswith('did you mean "permenpanrb_29_2022"?')


def test_an_id_like_no_other_lists_what_there_is():
    with pytest.raises(LookupError) as missing:
        find_package("xyz")
    (problem,) = missing.value.problems
    assert problem.parameters == {"id": "xyz", "known": ", ".join(known_packages())}


def test_a_package_loads_by_the_path_of_its_folder(small):
    assert find_package(str(small.folder)).regulation.id == "kecil"


@pytest.mark.parametrize("name", ["./kecil", "kecil/", "../di_sini/kecil"])
def test_a_relative_path_is_a_path(small, monkeypatch, name):
    here = small.folder.parent / "di_sini"
    here.mkdir()
    small.folder.rename(here / "kecil")
    monkeypatch.chdir(here)
    assert find_package(name).regulation.id == "kecil"


def test_a_bare_word_is_an_id_whatever_the_working_directory_holds(small, monkeypatch):
    monkeypatch.chdir(small.folder.parent)
    with pytest.raises(RegulationNotFoundError) as missing:
        find_package("kecil")
    assert missing.value.code == "PKP-301"


def test_a_path_with_an_at_sign_is_a_path(small):
    folder = small.folder.parent / "nama@domain"
    folder.mkdir()
    small.folder.rename(folder / "kecil")
    assert find_package(str(folder / "kecil")).regulation.id == "kecil"


@pytest.mark.parametrize(
    "name",
    [".", "./tidak_ada", "/", "a\0/b", "a/" * 3_000, "./" + "x" * 300],
    ids=["here", "not there", "root", "a null character", "too deep", "too long"],
)
def test_a_path_to_no_package_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackageError) as refused:
        find_package(name)
    assert refused.value.code == "PKP-303"


def test_a_folder_without_regulation_yaml_is_no_package(small):
    (small.folder / "regulation.yaml").unlink()
    with pytest.raises(PackageError) as refused:
        find_package(str(small.folder))
    assert [(problem.code, str(problem.place)) for problem in refused.value.problems] == [
        ("PKP-303", str(small.folder))
    ]


def test_a_folder_whose_name_is_not_the_id_is_refused(small):
    folder = small.folder.rename(small.folder.parent / "besar")
    with pytest.raises(PackageError) as refused:
        find_package(str(folder))
    (problem,) = refused.value.problems
    assert (problem.code, problem.parameters) == ("PKP-103", {"id": "kecil", "folder": "besar"})


def test_an_unsound_folder_raises_everything_that_is_wrong_with_it(small):
    small.edit("f02_luring.yaml", 'value: "2/3"', 'value: "1/2"')
    small.edit("sources.yaml", "key: LAIN", "key: UJI")
    with pytest.raises(ValueError, match="PKP-104") as refused:
        find_package(str(small.folder))
    assert {problem.code for problem in refused.value.problems} >= {"PKP-104", "PKP-105"}


def test_a_link_that_leads_nowhere_is_no_reason_to_crash(small):
    (small.folder / "lain.yaml").symlink_to("tidak_ada.yaml")
    with pytest.raises(PekpppError) as refused:
        find_package(str(small.folder))
    assert refused.value.code == "PKP-001"


def test_a_package_is_read_once_while_its_files_stay_the_same(small):
    assert find_package(str(small.folder)) is find_package(str(small.folder))


def test_an_edited_working_copy_is_read_afresh(small):
    assert find_package(str(small.folder)).table("indeks").categories[0].name.id == "Baik"
    small.edit("categories.yaml", "Baik", "Bagus sekali")
    assert find_package(str(small.folder)).table("indeks").categories[0].name.id == "Bagus sekali"


def test_a_file_taken_away_is_noticed(small):
    find_package(str(small.folder))
    (small.folder / "categories.yaml").unlink()
    with pytest.raises(PackageError) as refused:
        find_package(str(small.folder))
    assert refused.value.code == "PKP-101"


def test_two_folders_with_one_id_do_not_stand_in_for_each_other(small, tmp_path):
    twin = tmp_path / "lain" / "kecil"
    twin.mkdir(parents=True)
    for path in small.folder.iterdir():
        (twin / path.name).write_text(path.read_text("utf-8").replace("Baik", "Naik"), "utf-8")
        os.utime(twin / path.name, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    assert find_package(str(small.folder)).table("indeks").categories[0].name.id == "Baik"
    assert find_package(str(twin)).table("indeks").categories[0].name.id == "Naik"


def test_problems_name_files_from_the_working_directory_down(small, monkeypatch):
    monkeypatch.chdir(small.folder.parent)
    small.edit("f02_luring.yaml", 'value: "2/3"', 'value: "1/2"')
    with pytest.raises(PackageError) as refused:
        find_package(str(small.folder))
    assert str(refused.value.problems[0].place) == small.place("f02_luring.yaml", "- ^aspect: a")


def test_a_folder_elsewhere_is_shown_by_its_full_path(small, tmp_path, monkeypatch):
    (tmp_path / "di_sini").mkdir()
    monkeypatch.chdir(tmp_path / "di_sini")
    assert display_name(small.folder) == str(small.folder)


def test_the_folder_of_a_shipped_id_is_the_shipped_folder():
    assert package_folder("permenpanrb_29_2022") == known_packages()["permenpanrb_29_2022"]
