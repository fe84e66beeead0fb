"""What is installed beside the library, by what its own metadata ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

_DISTRIBUTION = "pekppp-rules"
_FOR_ITS_MAKERS = frozenset({"dev", "mutation", "benchmarks"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([A-Za-z0-9._-]+)['"]""")


@dataclass(frozen=True)
class Installed:
    """A distribution that the library uses; `version` is None where it is missing."""

    name: str
    version: str | None


@dataclass(frozen=True)
class Extra:
    """An optional part of the library, by the name that `pip install "pekppp-rules[name]"` takes."""

    name: str
    needs: tuple[Installed, ...]

    @property
    def is_installed(self) -> bool:
        """Whether everything it needs is there."""
        return all(one.version is not None for one in self.needs)


def version_of(distribution: str) -> str | None:
    """Return the installed version of a distribution; None where there is none."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def needed() -> tuple[Installed, ...]:
    """Return what the library always needs; empty where it runs from a checkout that was never installed."""
    return tuple(_installed(one) for one in _requirements() if _EXTRA.search(one) is None)


def extras() -> tuple[Extra, ...]:
    """Return the optional parts that users may want, by name; those for the library's makers are left out."""
    found: dict[str, list[Installed]] = {}
    for requirement in _requirements():
        extra = _EXTRA.search(requirement)
        if extra is not None and extra[1] not in _FOR_ITS_MAKERS:
            found.setdefault(extra[1], []).append(_installed(requirement))
    return tuple(Extra(name, tuple(needs)) for name, needs in sorted(found.items()))


def _requirements() -> list[str]:
    try:
        return requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return []


def _installed(requirement: str) -> Installed:
    name = _NAME.match(requirement)
    assert name is not None, requirement
    return Installed(name[0], version_of(name[0]))
