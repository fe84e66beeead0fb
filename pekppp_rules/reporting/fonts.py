"""The fonts of printed reports. They ship with the library: the fonts of PDF itself have no signs such as ≈ and →."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

from pekppp_rules.errors import one_line

PLAIN = "pekppp-sans"
BOLD = "pekppp-sans-bold"

_FOLDER = Path(__file__).parent / "fonts"
_STAND_IN = "\N{REPLACEMENT CHARACTER}"


@cache
def register_fonts() -> frozenset[int]:
    """Make the fonts known to ReportLab; return the characters that they can show."""
    plain = TTFont(PLAIN, _FOLDER / "DejaVuSans.ttf")
    registerFont(plain)
    registerFont(TTFont(BOLD, _FOLDER / "DejaVuSans-Bold.ttf"))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return frozenset(plain.face.charToGlyph)


def shown_in_print(text: str) -> str:
    """Return a text on one line, with � for each character that the fonts do not have."""
    known = register_fonts()
    return "".join(letter if ord(letter) in known else _STAND_IN for letter in one_line(text))
