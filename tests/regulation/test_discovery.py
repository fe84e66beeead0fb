"""Where packages are found: folders of the caller, the environment, the library, plug-ins. What is broken is named and harmless."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from types import ModuleType

import pytest

import pekppp_rules as pekppp
from pekppp_rules.errors import PackageError, RegulationNotFoundError
from pekppp_rules.regulation import discovery, find_package, known_packages
from pekppp_rules.regulation.discovery import GROUP, PackageFolder, broken_plugins, package_folders
from pekppp_rules.regulation.listing import every_version
from tests.releases import TOY_ID, edit, released, set_version, toy_in

SHIPPED = "permenpanrb_29_2022"


def named(folder, name, **replaced):
    """Copy the invented package under another id; return its folder."""
    copy = shutil.copytree(toy_in(folder / "asal"), folder / name)
    shutil.rmtree(folder / "asal")
    edit(copy / "regulation.yaml", f"id: {TOY_ID}", f"id: {name}")
    for old, new in replaced.items():
        edit(copy / "categories.yaml", old, new)
    return copy


@pytest.fixture
def environment(monkeypatch):
    """Return a function that sets the variable of the environment."""

    def put(*folders):
        monkeypatch.setenv("PEKPPP_REGULATIONS", os.pathsep.join(map(str, folders)))

    return put


class Announcement:
    """An entry point that loads whatever a test says, and counts."""

    def __init__(self, name, load):
        self.name = name
        self.loaded = 0
        self._load = load

    def load(self):
        self.loaded += 1
        return self._load()


@pytest.fixture
def announce(monkeypatch):
    """Return a function that installs plug-ins: by name, what loading the entry point does."""
    asked = []

    def put(**plugins):
        entries = [Announcement(name, load) for name, load in plugins.items()]

        def entry_points(*, group):
            asked.append(group)
            return entries

        monkeypatch.setattr(discovery, "entry_points", entry_points)
        discovery._plugins.cache_clear()
        return entries

    put.asked = asked
    yield put
    discovery._plugins.cache_clear()


def origins(name, folders=()):
    return [package.origin for package in package_folders(folders) if package.id == name]


def test_a_folder_of_packages_or_one_package_may_be_given(tmp_path):
    folder = toy_in(tmp_path)
    for given in ([tmp_path], [folder], [str(folder)], [f"{folder}/"], tmp_path, str(tmp_path)):
        assert pekppp.load(TOY_ID, folders=given).id == TOY_ID


def test_only_folders_with_a_regulation_in_them_are_packages(tmp_path):
    toy_in(tmp_path)
    (tmp_path / "catatan").mkdir()
    (tmp_path / "regulation.txt").write_text("")
    (tmp_path / "dalam" / "sekali").mkdir(parents=True)
    assert [package for package in package_folders([tmp_path]) if package.origin == str(tmp_path)] == [
        PackageFolder(TOY_ID, tmp_path / TOY_ID, str(tmp_path))
    ]


@pytest.mark.parametrize("folder", ["tidak_ada", "berkas", "a\0b", "x" * 5_000])
def test_a_folder_of_the_caller_that_is_none_is_an_error(tmp_path, monkeypatch, folder):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berkas").write_text("")
    with pytest.raises(PackageError) as refused:
        pekppp.load(SHIPPED, folders=[folder])
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("PKP-317", folder)


def test_folders_may_be_given_as_an_iterator(tmp_path):
    toy_in(tmp_path)
    assert pekppp.load(TOY_ID, folders=iter([tmp_path])).id == TOY_ID
    assert TOY_ID in {one.id for one in pekppp.regulations(iter([tmp_path]))}


def test_the_environment_names_folders_as_a_path_does(tmp_path, environment):
    first, second = named(tmp_path / "a", "satu"), named(tmp_path / "b", "dua")
    environment(first.parent, second, "")
    assert {"satu", "dua", SHIPPED} <= known_packages().keys()
    assert pekppp.load("dua").id == "dua"
    assert origins("satu") == [f"PEKPPP_REGULATIONS: {first.parent}"]


def test_a_folder_of_the_environment_that_is_not_there_is_a_warning(tmp_path, environment, caplog):
    folder = toy_in(tmp_path)
    environment(tmp_path / "tidak_ada", folder)
    assert pekppp.load(TOY_ID).id == TOY_ID
    assert f"PEKPPP_REGULATIONS names '{tmp_path / 'tidak_ada'}', which is no folder" in caplog.text


def test_the_order_is_caller_environment_library_plugins(tmp_path, environment, announce):
    for name in ("caller", "environment", "plugin"):
        copy = shutil.copytree(known_packages()[SHIPPED], tmp_path / name / SHIPPED)
        assert copy.is_dir()
    environment(tmp_path / "environment")
    announce(pemda=lambda: tmp_path / "plugin")
    assert origins(SHIPPED, [tmp_path / "caller"]) == [
        str(tmp_path / "caller"),
        f"PEKPPP_REGULATIONS: {tmp_path / 'environment'}",
        "pekppp_rules",
        f"{GROUP}: pemda",
    ]
    assert known_packages([tmp_path / "caller"])[SHIPPED] == tmp_path / "caller" / SHIPPED


def test_a_plugin_may_announce_a_path_a_text_a_function_or_a_package(tmp_path, announce):
    module = ModuleType("regulasi_pemda")
    module.__path__ = [str(named(tmp_path / "modul", "modul").parent)]
    single = ModuleType("regulasi_tunggal")
    single.__file__ = str(named(tmp_path / "tunggal", "tunggal").parent / "__init__.py")
    announce(
        a=lambda: named(tmp_path / "jalur", "jalur").parent,
        b=lambda: str(named(tmp_path / "teks", "teks")),
        c=lambda: lambda: named(tmp_path / "fungsi", "fungsi").parent,
        d=lambda: module,
        e=lambda: single,
    )
    found = known_packages()
    assert {"jalur", "teks", "fungsi", "modul", "tunggal"} <= found.keys()
    assert broken_plugins() == ()
    assert find_package("fungsi").regulation.id == "fungsi"


def fail(error):
    def load():
        raise error

    return load


BROKEN = {
    "an import that fails": (
        fail(ModuleNotFoundError("No module named 'tidak_ada'")),
        "ModuleNotFoundError: No module",
    ),
    "an attribute that is not there": (fail(AttributeError("folder")), "AttributeError: folder"),
    "a module that leaves": (fail(SystemExit(3)), "SystemExit: 3"),
    "a folder that is not there": (lambda: "/tidak/ada", "FileNotFoundError: no package in"),
    "nothing": (lambda: None, "TypeError"),
    "a number": (lambda: 7, "TypeError"),
    "a function that fails": (lambda: fail(ValueError("\x1b[31m" + "x" * 1_000)), "ValueError"),
    "a module without a file": (lambda: ModuleType("kosong"), "AttributeError"),
    "recursion": (fail(RecursionError("terlalu dalam")), "RecursionError"),
}


@pytest.mark.parametrize(("load", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plugin_is_named_and_takes_none_of_the_others_down(tmp_path, announce, caplog, load, reason):
    good = named(tmp_path, "baik").parent
    announce(awal=lambda: good, rusak=load, akhir=lambda: good)
    with caplog.at_level(logging.WARNING, "pekppp_rules"):
        assert find_package("baik").regulation.id == "baik"
        assert pekppp.load(SHIPPED).id == SHIPPED
    (broken,) = broken_plugins()
    assert broken.name == "rusak"
    assert broken.reason.startswith(reason)
    assert broken.reason.isprintable()
    assert len(broken.reason) <= 200
    assert [record.getMessage() for record in caplog.records if "rusak" in record.getMessage()] == [
        f"the regulations of plug-in rusak cannot be loaded: {broken.reason}"
    ]


def test_a_user_who_interrupts_is_not_taken_for_a_broken_plugin(announce):
    announce(lambat=fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        package_folders()


def test_plugins_are_loaded_once_and_only_for_what_may_need_them(tmp_path, announce):
    toy = toy_in(tmp_path)
    (entry,) = announce(pemda=lambda: named(tmp_path / "pemda", "pemda").parent)
    pekppp.load(toy)
    assert (entry.loaded, announce.asked) == (0, [])
    for _ in range(3):
        pekppp.load("pemda")
        pekppp.load(SHIPPED)
    assert (entry.loaded, announce.asked) == (1, [GROUP])


def test_importing_the_library_and_loading_by_path_asks_for_no_plugin(checkout):
    script = (
        "from pekppp_rules.regulation import discovery; discovery.entry_points = None\n"
        "import pekppp_rules as p; print(p.load('./tests/regulations/negeri_dongeng').id)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=checkout, capture_output=True, text=True, check=True)
    assert done.stdout == f"{TOY_ID}\n"


def test_an_entry_point_of_an_installed_distribution_is_read(tmp_path, monkeypatch):
    """The real machinery, with a distribution laid out by hand; tests/install builds and installs one."""
    module = tmp_path / "regulasi_pemda"
    module.mkdir()
    (module / "__init__.py").write_text("")
    named(module, "pemda")
    info = tmp_path / "regulasi_pemda-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: regulasi-pemda\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\npemda = regulasi_pemda\nrusak = regulasi_hilang\n")
    monkeypatch.syspath_prepend(tmp_path)
    discovery._plugins.cache_clear()
    try:
        assert pekppp.load("pemda").family == "dongeng"
        assert [one.name for one in broken_plugins()] == ["rusak"]
    finally:
        discovery._plugins.cache_clear()
        sys.modules.pop("regulasi_pemda", None)


def test_a_distribution_whose_announcements_cannot_be_read_is_named_and_takes_no_other_down(tmp_path, monkeypatch):
    good = tmp_path / "regulasi_baik"
    named(good, "baik")
    (good / "__init__.py").write_text("")
    for name, text in (("baik", b"baik = regulasi_baik"), ("rusak", b"tanpa tanda"), ("asing", b"a = \xff")):
        info = tmp_path / f"regulasi_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: regulasi-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_bytes(f"[{GROUP}]\n".encode() + text)
    monkeypatch.syspath_prepend(tmp_path)
    discovery._plugins.cache_clear()
    try:
        assert pekppp.load("baik").family == "dongeng"
        assert pekppp.load(SHIPPED).id == SHIPPED
        assert {one.name for one in broken_plugins()} >= {"regulasi-rusak", "regulasi-asing"}
    finally:
        discovery._plugins.cache_clear()
        sys.modules.pop("regulasi_baik", None)


def test_a_folder_that_cannot_be_looked_into_is_a_warning(tmp_path, monkeypatch, caplog):
    def closed(path):
        raise PermissionError(13, "Permission denied", str(path))

    toy_in(tmp_path)
    monkeypatch.setattr("pathlib.Path.iterdir", closed)
    assert list(discovery._inside(tmp_path, "x")) == []
    assert f"{tmp_path} cannot be looked into" in caplog.text


def conflict(name, folders):
    with pytest.raises(PackageError) as refused:
        find_package(name, folders)
    (problem,) = refused.value.problems
    return problem


def test_one_release_with_two_contents_names_both_places(tmp_path):
    first, second = toy_in(tmp_path / "a"), toy_in(tmp_path / "b")
    edit(second / "categories.yaml", "Loket emas", "Loket mulia")
    for folder in (first, second):
        released(folder, "1.0.0")
    folders = [first.parent, second.parent]
    for name in (TOY_ID, f"{TOY_ID}@1.0.0"):
        problem = conflict(name, folders)
        assert problem.code == "PKP-312"
        assert problem.parameters == {
            "id": TOY_ID,
            "version": "1.0.0",
            "first": str(first.parent),
            "second": str(second.parent),
        }
        assert all(str(folder) in problem.message(lang) for folder in folders for lang in ("id", "en"))


def test_one_working_copy_with_two_contents_names_both_places(tmp_path):
    first, second = toy_in(tmp_path / "a"), toy_in(tmp_path / "b")
    edit(second / "categories.yaml", "Loket emas", "Loket mulia")
    for name in (TOY_ID, f"{TOY_ID}@0.1.0.dev"):
        assert conflict(name, [first.parent, second.parent]).code == "PKP-312"


def test_the_same_content_in_two_places_is_one_version(tmp_path):
    first, second = toy_in(tmp_path / "a"), toy_in(tmp_path / "b")
    folders = [first.parent, second.parent]
    assert find_package(TOY_ID, folders).regulation.id == TOY_ID
    for folder in (first, second):
        released(folder, "1.0.0")
    assert find_package(TOY_ID, folders).is_release
    assert [one.version for one in pekppp.regulations(folders) if one.id == TOY_ID] == ["1.0.0"]


def test_a_folder_that_is_found_twice_is_one_place(tmp_path, environment):
    folder = toy_in(tmp_path)
    environment(tmp_path, folder)
    (tmp_path / "lain").symlink_to(tmp_path, target_is_directory=True)
    assert find_package(TOY_ID, [tmp_path, folder, tmp_path / "lain"]).regulation.id == TOY_ID


def test_releases_of_one_id_in_two_places_are_all_found_and_listed(tmp_path):
    first, second = toy_in(tmp_path / "a"), toy_in(tmp_path / "b")
    released(first, "1.0.0")
    released(second, "1.1.0")
    folders = [first.parent, second.parent]
    assert find_package(TOY_ID, folders).regulation.version == "1.1.0"
    assert find_package(f"{TOY_ID}@1.0.0", folders).regulation.version == "1.0.0"
    assert [one.version for one in pekppp.regulations(folders) if one.id == TOY_ID] == ["1.0.0", "1.1.0"]


def test_a_working_copy_of_a_later_place_is_reached_by_its_version(tmp_path):
    first, second = toy_in(tmp_path / "a"), toy_in(tmp_path / "b")
    set_version(second, "0.2.0")
    folders = [first.parent, second.parent]
    assert find_package(TOY_ID, folders).regulation.version == "0.1.0"
    assert find_package(f"{TOY_ID}@0.2.0.dev", folders).regulation.version == "0.2.0"
    with pytest.raises(RegulationNotFoundError) as missing:
        find_package(f"{TOY_ID}@0.3.0.dev", folders)
    assert missing.value.problems[0].parameters["known"] == "0.1.0.dev, 0.2.0.dev"


def test_what_is_not_sound_is_left_out_of_a_listing_with_a_warning(tmp_path, caplog):
    toy_in(tmp_path)
    named(tmp_path, "rusak")
    edit(tmp_path / "rusak" / "categories.yaml", "source: [TITAH]", "source: [TITA]")
    with caplog.at_level(logging.WARNING, "pekppp_rules"):
        listed = [one.id for one in pekppp.regulations([tmp_path])]
    assert {TOY_ID, SHIPPED} <= set(listed)
    assert "rusak" not in listed
    (unusable,) = every_version([tmp_path]).unusable
    assert (unusable.name, unusable.origin, {one.code for one in unusable.problems}) == (
        "rusak",
        str(tmp_path),
        {"PKP-106"},
    )
    assert f"rusak ({tmp_path}) cannot be used: " in caplog.text


def test_one_release_that_is_broken_leaves_the_others_in_the_listing(tmp_path):
    folder = toy_in(tmp_path)
    for version in ("1.0.0", "1.0.1"):
        released(folder, version)
    (folder / "released" / "1.0.0.json").write_bytes(b"{}")
    listing = every_version([tmp_path])
    assert [one.regulation.version for one in listing.versions if one.regulation.id == TOY_ID] == ["1.0.1"]
    assert [(one.name, one.problems[0].code) for one in listing.unusable] == [(f"{TOY_ID}@1.0.0", "PKP-310")]


def test_a_broken_index_leaves_the_other_packages_in_the_listing(tmp_path):
    folder = toy_in(tmp_path)
    released(folder, "1.0.0")
    (folder / "released" / "index.json").write_bytes(b"{")
    listing = every_version([tmp_path])
    assert SHIPPED in {one.regulation.id for one in listing.versions}
    assert [(one.name, one.problems[0].code) for one in listing.unusable] == [(TOY_ID, "PKP-311")]
