"""Pictures as SVG inside a page: no ids, no fonts and no colours of their own, so that the page's style decides."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.pdfmetrics import stringWidth

from pekppp_rules.reporting.charts import Lettering
from pekppp_rules.reporting.palette import role_of

SCREEN = Lettering("Helvetica", 12)
"""By whose widths texts are laid out. The page's own font is made to take as much room, so that nothing overlaps."""

_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"rgb\(([0-9]+)%,[0-9]+%,[0-9]+%\)")
_SIZE = re.compile(r"font-size:\s*([0-9.]+)px")
_DROPPED = frozenset({"title", "desc", "clipPath"})

ElementTree.register_namespace("", _SVG[1:-1])


def inline_svg(drawing: Drawing) -> str:
    """Return a drawing in the colours of `BY_ROLE` as an `svg` element whose colours are the page's variables.

    It is hidden from screen readers: the figure around it says the same in words.
    """
    root = ElementTree.fromstring(renderSVG.drawToString(drawing))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.removeprefix(_SVG) in _DROPPED:
                parent.remove(child)
        parent.attrib.pop("id", None)
        if parent.tag == f"{_SVG}text" and (parent.text or "").replace("≈", "").isascii():
            size = _SIZE.search(parent.attrib["style"])
            assert size is not None
            width = stringWidth(parent.text or "", SCREEN.font, float(size[1]))
            parent.attrib.update(textLength=f"{width:.2f}", lengthAdjust="spacingAndGlyphs")
        if "style" in parent.attrib:
            parent.set("style", _page_style(parent.attrib["style"]))
    shape = {"viewBox": root.attrib["viewBox"], "aria-hidden": "true", "focusable": "false"}
    root.attrib.clear()
    root.attrib.update(shape)
    ElementTree.indent(root, "")
    return ElementTree.tostring(root, encoding="unicode")


def _page_style(style: str) -> str:
    kept = []
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if value and name not in {"font-family", "clip-path"}:
            kept.append(f"{name}:{_COLOUR.sub(_variable, value)}")
    return ";".join(kept)


def _variable(colour: re.Match[str]) -> str:
    return f"var(--{role_of(int(colour[1])).replace('_', '-')})"
