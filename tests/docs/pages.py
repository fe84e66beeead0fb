"""Pages of the documentation as what they tell a reader to do: commands to type, files to write, lines to change."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"( *)```([a-z]*) *\Z")
_NAMED = re.compile(r"# ([\w-][\w./-]*\.ya?ml)\Z")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, and the line of its first line of content."""

    kind: str
    line: int
    text: str

    @property
    def file(self) -> str | None:
        """The file that a block of YAML is, or a block of `diff` changes: its first line is a comment with the name."""
        named = _NAMED.match(self.text.partition("\n")[0])
        return named[1] if named and self.kind in {"yaml", "diff"} else None


def blocks_of(text: str) -> Iterator[Block]:
    kind, indent, start = "", "", 0
    inside: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _FENCE.match(line)
        if inside is None and fence:
            indent, kind = fence.groups()
            inside, start = [], number + 1
        elif inside is not None and line.strip() == "```":
            yield Block(kind, start, "".join(f"{one}\n" for one in inside))
            inside = None
        elif inside is not None:
            inside.append(line.removeprefix(indent))
    assert inside is None, f"the block that starts before line {start} is never closed"


def commands_of(block: Block) -> Iterator[tuple[int, str, str]]:
    """Yield line, command and shown output of a console block."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        if line.startswith("$ "):
            found.append((number, line[2:], []))
        else:
            assert found, f"line {number}: a console block starts with a command"
            found[-1][2].append(line)
    yield from ((number, command, "\n".join(shown)) for number, command, shown in found)


def prints(shown: str, printed: str) -> bool:
    """Return whether `printed` is what is shown, where a line `...` stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def run(command: str, tree: Path) -> tuple[int, str]:
    """Run a command with this interpreter's `pekppp`; return its status and what it printed, errors last."""
    tool = f'pekppp() {{ "{sys.executable}" -m pekppp_rules "$@"; }}\n'
    settings = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    done = subprocess.run(["sh", "-c", tool + command], cwd=tree, env=settings, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def save_if_named(block: Block, tree: Path) -> None:
    """Write the file that a block is, or make the changes it shows in one that is there."""
    if block.file is None:
        return
    path = (tree / block.file).resolve()
    assert path.is_relative_to(tree.resolve())
    if block.kind == "yaml":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    else:
        path.write_text(changed(path.read_text("utf-8"), block.text.partition("\n")[2]), "utf-8")


def changed(text: str, diff: str) -> str:
    """Return a text after a change: lines with - go, lines with + come, others stay; what is looked for is there once."""
    lines = diff.splitlines()
    assert all(line[:1] in {"-", "+", " "} for line in lines), diff
    old = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
    new = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
    assert f"\n{text}".count(f"\n{old}") == 1, f"not there once:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
