"""A package as the files that its author would write: source and confidence said once, where they begin to hold."""

from __future__ import annotations

from typing import Any

from pekppp_rules.regulation.authored import authored
from pekppp_rules.regulation.folder import NOT_BLOCKS, NOT_BLOCKS_OF_RULES
from pekppp_rules.regulation.model import Package

_INHERITED = ("source", "confidence")
_ABOUT_THE_VALUE = (*_INHERITED, "note", "disputed")
_FIRST_OF_A_FILE = ("kind", "id", "form", "type")
_FIRST = ("id", "code", "letter", "number", "kind", "severity", "type")


def package_files(package: Package) -> dict[str, Any]:
    """Return what each file of a package says, by file name. An overlay is written in full, without `extends`.

    The files load to the same package, digests included; only an overlay's no longer says what it extends. Comments of the original
    are not among what a package is.
    """
    plain = authored(package)
    plain["regulation"].pop("extends", None)
    files = {f"{kind}.yaml": _written(plain[kind]) for kind in ("regulation", "sources", "index", "categories")}
    for form in plain["forms"]:
        variant = f"_{form['variant']['value']}" if "variant" in form else ""
        files[_free(f"{form['form']}{variant}", files)] = _written(form)
    rules = plain.get("rules", [])
    for number, file in enumerate(rules, start=1):
        name = f"rules_{number:0{len(str(len(rules)))}}" if len(rules) > 1 else "rules"
        files[_free(name, files)] = _written(file)
    return files


def _free(name: str, taken: dict[str, Any]) -> str:
    """Return a file name that no other file has, whatever the case of its letters."""
    known = {one.casefold() for one in taken}
    found, number = f"{name}.yaml", 2
    while found.casefold() in known:
        found, number = f"{name}_{number}.yaml", number + 1
    return found


def _written(section: dict[str, Any]) -> Any:
    if section["kind"] == "sources":
        return section
    return _bare(section, {}, NOT_BLOCKS_OF_RULES if section["kind"] == "rules" else NOT_BLOCKS)


def _bare(value: Any, inherited: dict[str, Any], not_blocks: frozenset[str]) -> Any:
    """Leave out what a block inherits anyway: the way back from what the reader of folders fills in."""
    if not isinstance(value, dict):
        return value
    known = {key: value.get(key, inherited.get(key)) for key in _INHERITED}
    block: dict[str, Any] = {}
    for key, item in value.items():
        if key in _INHERITED:
            if item != inherited.get(key):
                block[key] = item
        elif key in not_blocks:
            block[key] = item
        elif isinstance(item, list):
            block[key] = [_bare(each, known, not_blocks) for each in item]
        else:
            bare = _bare(item, known, not_blocks)
            block[key] = (
                bare["value"] if key == "weight" and isinstance(bare, dict) and set(bare) == {"value"} else bare
            )
    return _in_reading_order(block, is_file=not inherited)


def _in_reading_order(block: dict[str, Any], is_file: bool) -> dict[str, Any]:
    """Put what a block is first, then where that comes from, then what is in it."""
    names = {key: block[key] for key in (_FIRST_OF_A_FILE if is_file else _FIRST) if key in block}
    about = {key: block[key] for key in _ABOUT_THE_VALUE if key in block}
    rest = [(key, item) for key, item in block.items() if key not in names and key not in about]
    small = next((at for at, (_, item) in enumerate(rest) if not _is_small(item)), len(rest))
    return dict([*names.items(), *rest[:small], *about.items(), *rest[small:]])


def _is_small(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not any(isinstance(item, (dict, list)) for item in inside)
