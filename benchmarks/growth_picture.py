"""Lines on logarithmic scales, side by side, as an SVG drawing that can be read in light and in dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 62, 44, 40, 52
COLOURS = ("#1f6fb2", "#b35900", "#2f7d32", "#8e3a9d")
MARKS = ("circle", "square", "diamond", "circle")


@dataclass(frozen=True)
class Line:
    """What grew: pairs of size and measure."""

    name: str
    points: Sequence[tuple[float, float]]


def drawing(panels: Mapping[str, Sequence[Line]], across: str) -> str:
    """Return a drawing with a panel for each measure; both scales are logarithmic, a grid line for each power of ten."""
    names = [line.name for line in next(iter(panels.values()))]
    width, height = WIDTH * len(panels), HEIGHT + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(", ".join(panels))} by {escape(across)}: {escape(", ".join(names))}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#ffffff"/>',
        '<g font-family="DejaVu Sans, Arial, sans-serif" font-size="12" fill="#1d2733">',
    ]
    for at, (title, lines) in enumerate(panels.items()):
        parts += [f'<g transform="translate({at * WIDTH} 0)">', *_panel(title, lines, across), "</g>"]
    for at, name in enumerate(names):
        x = LEFT + at * 150
        parts += [_mark(x, HEIGHT + 10, at), f'<text x="{x + 12}" y="{HEIGHT + 14}">{escape(name)}</text>']
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _panel(title: str, lines: Sequence[Line], across: str) -> list[str]:
    sizes = [size for line in lines for size, _ in line.points]
    values = [value for line in lines for _, value in line.points]
    first, last = floor(log10(min(sizes)) + 0.01), ceil(log10(max(sizes)) - 0.01)
    lowest, highest = floor(log10(min(values))), ceil(log10(max(values)))
    last, highest = max(last, first + 1), max(highest, lowest + 1)

    def place(size: float, value: float) -> tuple[float, float]:
        x = LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - (log10(value) - lowest) / (highest - lowest) * (HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)

    parts = [f'<text x="{LEFT}" y="24" font-weight="bold">{escape(title)}</text>']
    for power in range(first, last + 1):
        x, _ = place(10.0**power, 10.0**lowest)
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}" stroke="#d5dbe2"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10**power:,}</text>')
    for power in range(lowest, highest + 1):
        _, y = place(10.0**first, 10.0**power)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}" stroke="#d5dbe2"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:,g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - BOTTOM + 38}" text-anchor="middle">{escape(across)}</text>')
    for at, line in enumerate(lines):
        places = [place(*point) for point in line.points]
        path = " ".join(f"{x},{y}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[at]}" stroke-width="2"/>')
        parts += [_mark(x, y, at) for x, y in places]
    return parts


def _mark(x: float, y: float, at: int) -> str:
    """Return a mark that tells a line apart without its colour."""
    colour, shape = COLOURS[at], MARKS[at]
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
    turned = f' transform="rotate(45 {x} {y})"' if shape == "diamond" else ""
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"{turned}/>'
