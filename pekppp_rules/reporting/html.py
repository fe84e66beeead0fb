"""A report as one HTML file that needs nothing else: no network, no scripts, no fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.charts import bars_drawing, radar_drawing, strip_drawing
from pekppp_rules.reporting.palette import BY_ROLE
from pekppp_rules.reporting.svg import SCREEN, inline_svg
from pekppp_rules.reporting.view import ReportView
from pekppp_rules.reporting.words import Words

_FOLDER = Path(__file__).parent / "templates"


def html_report(view: ReportView) -> str:
    """Return the page. Equal views give equal pages."""
    template = templates().get_template("report.html.j2")
    return template.render(
        report=view,
        lang=view.lang,
        words=Words(view.lang),
        style=page_style(),
        parts=_parts(view),
        pictures=_pictures(view),
    )


@cache
def templates() -> Environment:
    """Return the templates: every value is escaped, and made fit for one line; an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def page_style() -> Markup:
    """Return the style sheet of every page."""
    return Markup((_FOLDER / "page.css").read_text("utf-8"))


def _finalize(value: object) -> object:
    """Let no character pass that a browser could show as something else than a letter; our own markup has none."""
    return one_line(value) if type(value) is str else value


def _parts(view: ReportView) -> list[str]:
    """Return the parts that the page has, in its order."""
    optional = {
        "summary": True,
        "missing": view.missing is not None,
        "aspects": view.aspects is not None,
        "contributions": view.contributions is not None,
        "way": view.way is not None,
        "findings": True,
        "recommendations": not view.headline.is_draft,
        "rows": True,
        "calculation": bool(view.calculations),
        "basis": True,
        "identity": True,
    }
    return [name for name, is_there in optional.items() if is_there]


def _pictures(view: ReportView) -> dict[str, Markup | list[Markup] | None]:
    strip, radar, contributions = view.headline.strip, view.radar, view.contributions
    return {
        "strip": None if strip is None else _markup(inline_svg(strip_drawing(strip, BY_ROLE, SCREEN))),
        "radar": None if radar is None else _markup(inline_svg(radar_drawing(radar, BY_ROLE, SCREEN))),
        "bars": []
        if contributions is None
        else [
            _markup(inline_svg(bars_drawing(group, float(contributions.longest), BY_ROLE, SCREEN)))
            for group in contributions.groups
        ],
        "qr": _markup(qr_svg(view.identity.record_digest or view.identity.digest)),
    }


def qr_svg(text: str) -> str:
    """Return a QR code of `text` as an `svg` element, black on white whatever the page's colours are."""
    return segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True, border=2, dark="#000000", light="#ffffff", svgclass=None, lineclass=None
    )


def _markup(svg: str) -> Markup:
    """Mark what a serialiser wrote as safe."""
    return Markup(svg)
