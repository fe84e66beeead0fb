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
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from pekppp_rules.errors import PackageError, Place, Problem, shown
from pekppp_rules.reading import bundled_folder

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


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder, whatever stands in it."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _inside(root: Path, origin: str) -> Iterator[PackageFolder]:
    """Yield the packages of a folder, or the folder itself where it is one."""
    if not is_folder(root):
        return
    if (root / "regulation.yaml").is_file():
        yield PackageFolder(root.resolve().name, root, origin)
        return
    for path in sorted(root.glob("*/regulation.yaml")):
        yield PackageFolder(path.parent.name, path.parent, origin)


@cache
def _plugins() -> tuple[tuple[tuple[str, Path], ...], tuple[BrokenPlugin, ...]]:
    """Load every announcement once. Whatever a stranger's module does, the others are still found."""
    found: list[tuple[str, Path]] = []
    broken: list[BrokenPlugin] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            found.append((entry.name, _announced(entry)))
        except (Exception, SystemExit) as error:
            reason = shown(f"{type(error).__name__}: {error}")
            _log.warning("the regulations of plug-in %s cannot be loaded: %s", entry.name, reason)
            broken.append(BrokenPlugin(entry.name, reason))
    return tuple(found), tuple(broken)


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
