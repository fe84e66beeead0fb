"""Where packages are found: with the library, in other installed distributions, in folders that the caller names.

Other distributions announce a folder of packages by the entry point group `pekppp_rules.regulations`. One that cannot be loaded is
a named warning and takes none of the others down.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points
from pathlib import Path
from types import ModuleType

from pekppp_rules.errors import PackageError, Place, Problem, shown
from pekppp_rules.reading import bundled_folder, is_folder, real_path
from pekppp_rules.regulation.package_files import has_regulation

GROUP = "pekppp_rules.regulations"
ENVIRONMENT = "PEKPPP_REGULATIONS"

_log = logging.getLogger(__name__)

Folders = Iterable[str | os.PathLike[str]]
"""Folders of packages, or folders that are one, searched before all others."""


@dataclass(frozen=True)
class PackageFolder:
    """A package found somewhere."""

    id: str
    path: Path
    origin: str
    """Where it was found, as a reader would look for it."""


@dataclass(frozen=True)
class BrokenPlugin:
    """An announcement that could not be loaded."""

    name: str
    reason: str


def package_folders(folders: Folders = ()) -> list[PackageFolder]:
    """Return every package, those of the caller's own folders first, then the environment's, the library's, and plug-ins'.

    Raises PackageError when a folder of the caller's is none (PKP-317).
    """
    found: list[PackageFolder] = []
    for folder in folders:
        root = Path(folder)
        if not is_folder(root):
            raise PackageError(Problem("PKP-317", Place(file=str(folder))))
        found += _inside(root, str(folder))
    for text in os.environ.get(ENVIRONMENT, "").split(os.pathsep):
        if not text:
            continue
        if not is_folder(Path(text)):
            _log.warning("%s names %r, which is no folder", ENVIRONMENT, text)
        found += _inside(Path(text), f"{ENVIRONMENT}: {text}")
    found += _inside(bundled_folder("regulations"), "pekppp_rules")
    plugins, _ = _plugins()
    for name, root in plugins:
        found += _inside(root, f"{GROUP}: {name}")
    return found


def broken_plugins() -> tuple[BrokenPlugin, ...]:
    """Return the plug-ins that could not be loaded."""
    return _plugins()[1]


def _inside(root: Path, origin: str) -> Iterator[PackageFolder]:
    """Yield the packages of a folder, or the folder itself where it is one."""
    if not is_folder(root):
        return
    if has_regulation(root):
        yield PackageFolder(real_path(root).name, root, origin)
        return
    try:
        inside = sorted(root.iterdir())
    except OSError:
        _log.warning("%s cannot be looked into", root)
        return
    yield from (PackageFolder(path.name, path, origin) for path in inside if has_regulation(path))


@cache
def _plugins() -> tuple[tuple[tuple[str, Path], ...], tuple[BrokenPlugin, ...]]:
    """Load every announcement once. Whatever a stranger's module does, the others are still found."""
    found: list[tuple[str, Path]] = []
    broken: list[BrokenPlugin] = []
    for entry in sorted(_announcements(broken), key=lambda entry: entry.name):
        try:
            found.append((entry.name, _announced(entry)))
        except (Exception, SystemExit) as error:
            broken.append(_broken(entry.name, error))
    return tuple(found), tuple(broken)


def _announcements(broken: list[BrokenPlugin]) -> list[EntryPoint]:
    """Return the entry points of every distribution. Where one of them writes its own so that none can be read, each is asked."""
    try:
        return [*entry_points(group=GROUP)]
    except Exception:
        readable: list[EntryPoint] = []
        for distribution in distributions():
            try:
                readable += distribution.entry_points.select(group=GROUP)
            except Exception as error:
                broken.append(_broken(_name_of(distribution), error))
        return readable


def _name_of(distribution: Distribution) -> str:
    try:
        return str(distribution.metadata["Name"])
    except Exception:
        return "?"


def _broken(name: str, error: BaseException) -> BrokenPlugin:
    reason = shown(f"{type(error).__name__}: {error}")
    _log.warning("the regulations of plug-in %s cannot be loaded: %s", shown(name), reason)
    return BrokenPlugin(name, reason)


def _announced(entry: EntryPoint) -> Path:
    """Return the folder that an entry point names: a package whose folder holds packages, or a path."""
    loaded = entry.load()
    if isinstance(loaded, ModuleType):
        folder = Path(loaded.__path__[0]) if hasattr(loaded, "__path__") else Path(str(loaded.__file__)).parent
    else:
        folder = Path(loaded() if callable(loaded) else loaded)
    if not any(_inside(folder, "")):
        raise FileNotFoundError(f"no package in {folder}")
    return folder
