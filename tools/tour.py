"""Writes docs/tour.md and docs/tour.id.md with their pictures: the story of tools/tour_story.yaml, typed in a folder of its own.

python -m tools.tour           write pages and pictures
python -m tools.tour --check   fail when a page is not what would be written
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

from pekppp_rules.errors import Language
from tools.pages_picture import pages_side_by_side

CHECKOUT = Path(__file__).resolve().parent.parent
STORY = CHECKOUT / "tools" / "tour_story.yaml"
PAGES: dict[Language, Path] = {"en": CHECKOUT / "docs" / "tour.md", "id": CHECKOUT / "docs" / "tour.id.md"}


def picture_path(name: str, lang: Language) -> Path:
    """Return where a picture of a page stands."""
    return CHECKOUT / "docs" / "images" / f"{name}.{lang}.png"


def told(lang: Language) -> tuple[str, dict[Path, bytes]]:
    """Return a page, and its pictures by where they stand. Raises RuntimeError where a command ends in a traceback."""
    story = yaml.safe_load(STORY.read_text("utf-8"))
    pictures = [step["picture"] for step in story["steps"] if "picture" in step]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for data in ("examples", "regulations"):
            copytree(CHECKOUT / data, folder / data)
        steps = [part for step in story["steps"] for part in _step(step, lang, folder)]
        drawn = {picture_path(one["name"], lang): _drawn(folder / one["file"], one["pages"]) for one in pictures}
    parts = [f"# {story['title'][lang]}", story["opening"][lang], *steps, story["closing"][lang]]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n", drawn


def _drawn(file: Path, pages: list[int]) -> bytes:
    return pages_side_by_side(file.read_bytes(), [number - 1 for number in pages])


def _step(step: dict[str, Any], lang: Language, folder: Path) -> Iterator[str]:
    yield f"## {step['title'][lang]}"
    yield step["told"][lang]
    if "file" in step:
        name, content = step["file"]["name"], step["file"]["content"]
        (folder / name).write_text(content, "utf-8")
        yield f"```yaml\n# {name}\n{content}```"
    yield "```console\n" + "".join(_typed(command, lang, folder) for command in step["commands"]) + "```"
    if "picture" in step:
        picture = step["picture"]
        yield f"![{picture['seen'][lang]}](images/{picture_path(picture['name'], lang).name})"
    if "after" in step:
        yield step["after"][lang]


def _typed(command: dict[str, Any], lang: Language, folder: Path) -> str:
    """Return a command with what it prints; lines that are left out stand as `...`."""
    typed = command["typed"].replace("{lang}", "" if lang == "id" else " --lang en")
    lines = _printed(typed, folder).splitlines()
    shown = lines[: command.get("lines", len(lines))]
    if len(shown) < len(lines):
        while shown and not shown[-1].strip():
            shown.pop()
        shown.append("...")
    return "".join(f"{line.rstrip()}\n" for line in (f"$ {typed}", *shown))


def _printed(typed: str, folder: Path) -> str:
    tool = f'pekppp() {{ "{sys.executable}" -m pekppp_rules "$@"; }}\n'
    path = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
    settings = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", "PYTHONPATH": path}
    done = subprocess.run(["sh", "-c", tool + typed], cwd=folder, env=settings, capture_output=True, encoding="utf-8")
    if "Traceback" in done.stderr:
        raise RuntimeError(f"{typed}\n{done.stderr}")
    return done.stdout + done.stderr


def main(arguments: list[str]) -> int:
    """Write or check the pages; return the exit status."""
    stale = False
    for lang, path in PAGES.items():
        page, pictures = told(lang)
        if "--check" in arguments:
            is_current = path.is_file() and path.read_text("utf-8") == page and all(file.is_file() for file in pictures)
            if not is_current:
                print(f"{path.relative_to(CHECKOUT)} is not current: python -m tools.tour")
            stale = stale or not is_current
            continue
        path.write_text(page, "utf-8")
        for file, content in pictures.items():
            file.write_bytes(content)
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
