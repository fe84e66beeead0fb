"""Line and column of every key and value of a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pekppp_rules.errors import Path


@dataclass(frozen=True)
class Positions:
    """Lines and columns, both counted from 1, by the path of the value."""

    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def find(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Return the position at `path`, or that of its nearest known parent."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))
