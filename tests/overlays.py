"""Overlays of the invented package, written as data, and what loading them gives."""

from __future__ import annotations

import json

import pytest

import pekppp_rules as pekppp
from pekppp_rules.errors import PackageError
from pekppp_rules.regulation.load import check_folder
from pekppp_rules.testing import write_package
from tests.releases import TOY_ID

NAME = "daerah"
EXTENDS = f"{TOY_ID}@0.1.0.dev"
SOURCES = {"kind": "sources", "sources": [{"key": "PERDA", "kind": "regulation", "title": "Perda rekaan 1/2021"}]}
CASES = "kind: cases\ncases: [{id: emas, value: 80, expect: {letter: Emas}}]\n"


def identity(name=NAME, extends=EXTENDS, **more):
    said = {"kind": "regulation", "extends": extends, "id": name, "version": "0.1.0", "scope": name}
    return {**said, "source": ["PERDA"], "confidence": "primary", **more}


def changes(*entries, **more):
    return {"kind": "changes", "source": ["PERDA"], "confidence": "primary", "changes": [*entries], **more}


def write(root, *entries, name=NAME, extends=EXTENDS, files=None, **more):
    """Write an overlay into a folder; entries of its changes.yaml are given as data."""
    said = {"regulation.yaml": identity(name, extends, **more), "sources.yaml": SOURCES, **(files or {})}
    if entries:
        said["changes.yaml"] = changes(*entries)
    return write_package(said, root)


def extending(root, name, base):
    """Write an overlay that says nothing but what it extends; return its folder."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "regulation.yaml").write_text(json.dumps(identity(name, base)), "utf-8")
    (folder / "sources.yaml").write_text(json.dumps(SOURCES), "utf-8")
    return folder


MINIMUM = {"replace": "forms/tanya/respondents/minimum/value", "value": 30}


def minimum(package):
    return next(form for form in package.forms if form.form == "tanya").respondents.minimum


def luring(package):
    return next(form for form in package.forms if form.variant is not None and form.variant.value == "luring")


def node(package, name):
    return next(node for node in package.index.nodes if node.id == name)


def load(folder, **options):
    return pekppp.load(folder, **options).package


def refusal(folder):
    """Return why a folder is not loaded; `check` says the same."""
    with pytest.raises(PackageError) as refused:
        pekppp.load(folder)
    told = [(problem.code, problem.place, dict(problem.parameters)) for problem in refused.value.problems]
    try:
        checked = check_folder(folder, str(folder))
    except PackageError as error:
        checked = error.problems
    assert [(problem.code, problem.place, dict(problem.parameters)) for problem in checked] == told
    return refused.value.problems


def only(problems):
    (problem,) = problems
    return problem


ROW = {
    "code": "p3",
    "title": {"id": "Senyum"},
    "weight": "1/4",
    "levels": {str(n): {"id": f"Tingkat {n}"} for n in range(4)},
}
P = "forms/rubrik@luring/aspects/p/indicators"


def flat(value, path=()):
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from flat(item, (*path, key))
    else:
        yield path, value


def differences(after, before):
    new, old = dict(flat(after)), dict(flat(before))
    return {path: new.get(path) for path in new.keys() | old.keys() if new.get(path) != old.get(path)}
