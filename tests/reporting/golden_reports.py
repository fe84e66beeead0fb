"""Writes the kept reports anew: python -m tests.reporting.golden_reports. Look at what changed before you commit it."""

from __future__ import annotations

from pathlib import Path

from pekppp_rules.reporting.assemble import report_view
from pekppp_rules.reporting.charts import bars_drawing, radar_drawing, strip_drawing
from pekppp_rules.reporting.palette import BY_ROLE
from pekppp_rules.reporting.svg import SCREEN, inline_svg
from tests.reporting.page import outline, read_page
from tests.reporting.samples import GOLDEN, draft_of, evaluated

FOLDER = Path(__file__).parent / "golden"


def outlines() -> dict[str, str]:
    """Return the outline of every kept report by its file's name."""
    kept = {f"{name}.txt": evaluated(name).report() for name in GOLDEN}
    kept |= {f"{name}.draft.txt": draft_of(name).report(lang="en") for name in ("disdukcapil", "loket")}
    return {name: outline(read_page(html)) for name, html in kept.items()}


def pictures() -> dict[str, str]:
    """Return every kept picture by its file's name."""
    found = {}
    for name in GOLDEN:
        view = report_view(evaluated(name), "id")
        if view.headline.strip is not None:
            found[f"{name}.strip.svg"] = strip_drawing(view.headline.strip, BY_ROLE, SCREEN)
        if view.radar is not None:
            found[f"{name}.radar.svg"] = radar_drawing(view.radar, BY_ROLE, SCREEN)
        if view.contributions is not None:
            first = view.contributions.groups[0]
            found[f"{name}.bars.svg"] = bars_drawing(first, float(view.contributions.longest), BY_ROLE, SCREEN)
    return {name: inline_svg(drawing) for name, drawing in found.items()}


if __name__ == "__main__":
    for name, text in {**outlines(), **pictures()}.items():
        (FOLDER / name).write_text(text, "utf-8")
