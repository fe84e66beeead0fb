"""An agency's report as one HTML file, on the page of every report."""

from __future__ import annotations

from markupsafe import Markup, escape

from pekppp_rules.errors import one_line
from pekppp_rules.reporting.agency_view import HEAT_STEPS, AgencyView, HeatMap, RoundView
from pekppp_rules.reporting.agency_words import AgencyWords
from pekppp_rules.reporting.charts import bars_drawing, radar_drawing, strip_drawing
from pekppp_rules.reporting.html import page_style, templates
from pekppp_rules.reporting.palette import BY_ROLE
from pekppp_rules.reporting.svg import SCREEN, inline_svg


def agency_html(view: AgencyView) -> str:
    """Return the page. Equal views give equal pages."""
    style = Markup("{}{}").format(page_style(), Markup(templates().get_template("agency.css.j2").render()))
    return (
        templates()
        .get_template("agency.html.j2")
        .render(
            report=view,
            lang=view.lang,
            words=AgencyWords(view.lang),
            style=style,
            parts=_parts(view),
            pictures=[_pictures(one) for one in view.rounds],
            heat_rows=heat_rows,
            steps=range(HEAT_STEPS + 1),
        )
    )


def _parts(view: AgencyView) -> list[str]:
    """Return the parts that the page begins with, in its order; further rounds have the same ones after them."""
    first = view.rounds[0]
    optional = {
        "summary": True,
        "distribution": bool(first.distribution),
        "profile": bool(first.aspects),
        "ranking": True,
        "weakest": True,
        "heat": True,
        "findings": True,
        "package": True,
        "change": view.change is not None,
        "unscored": bool(view.unscored),
    }
    return [name for name, is_there in optional.items() if is_there]


def heat_rows(heat: HeatMap) -> Markup:
    """Return the rows of a heat map, each cell with its unit, code and level for whoever points at it.

    A thousand units have fifty thousand cells, so what is to be escaped is escaped once for each unit and column.
    """
    codes = [str(escape(column.code)) for column in heat.columns]
    lines = []
    for unit, values in heat.units:
        name = str(escape(one_line(unit)))
        row = [f"<tr><th scope=row><bdi>{name}</bdi></th>"]
        for code, value in zip(codes, values, strict=True):
            if value is None:
                row.append("<td></td>")
            else:
                text = str(escape(value.text))
                row.append(f'<td class=h{value.step} title="{name} · {code} · {text}">{text}</td>')
        lines.append("".join(row) + "</tr>\n")
    return Markup("".join(lines))


def _pictures(view: RoundView) -> dict[str, Markup | None]:
    bars = view.distribution_bars
    return {
        "strip": None if view.strip is None else Markup(inline_svg(strip_drawing(view.strip, BY_ROLE, SCREEN))),
        "radar": None if view.radar is None else Markup(inline_svg(radar_drawing(view.radar, BY_ROLE, SCREEN))),
        "bars": None
        if bars is None
        else Markup(inline_svg(bars_drawing(bars, float(bars.bars[0].highest.value), BY_ROLE, SCREEN))),
    }
