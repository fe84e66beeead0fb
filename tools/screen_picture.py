"""Draws docs/images/evaluate.svg, the picture in the README: the terminal screen of the example, from a real run.

python -m tools.screen_picture           draw it
python -m tools.screen_picture --check   fail when it is not what would be drawn
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pekppp_rules as pekppp
from pekppp_rules.cli.screen import evaluation_screen

CHECKOUT = Path(__file__).resolve().parent.parent
PICTURE = CHECKOUT / "docs" / "images" / "evaluate.svg"
EXAMPLE = CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml"

COLUMNS = 80
LETTER, LINE, MARGIN = 8.43, 18, 20


def drawing() -> str:
    """Return the screen as an SVG drawing."""
    evaluation = pekppp.load("permenpanrb_29_2022").evaluate(pekppp.read_submission(EXAMPLE))
    command = f"$ pekppp evaluate {EXAMPLE.relative_to(CHECKOUT).as_posix()}"
    lines = [command, *evaluation_screen(evaluation, "id", COLUMNS).splitlines()]
    width = round(COLUMNS * LETTER) + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    rows = [
        f'<text x="{MARGIN}" y="{MARGIN + LINE * at + 13}" xml:space="preserve"{_style(line)}>{escape(line)}</text>'
        for at, line in enumerate(lines)
        if line
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'role="img" aria-label="The terminal screen of pekppp evaluate">',
            f'<rect width="{width}" height="{height}" rx="8" fill="#10151c"/>',
            '<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#dbe2ea">',
            *rows,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _style(line: str) -> str:
    if line.startswith("$"):
        return ' fill="#7fd1a0"'
    if line.startswith("  ") and ("Indeks" in line or "Predikat" in line):
        return ' fill="#ffd479" font-weight="bold"'
    return ""


def main(arguments: list[str]) -> int:
    """Draw or check the picture; return the exit status."""
    if "--check" in arguments:
        if PICTURE.read_text("utf-8") == drawing():
            return 0
        print(f"{PICTURE.relative_to(CHECKOUT)} is out of date: python -m tools.screen_picture", file=sys.stderr)
        return 1
    PICTURE.write_text(drawing(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
