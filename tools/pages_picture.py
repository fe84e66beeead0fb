"""Pages of a PDF as one picture, by pypdfium2: for the documentation, not for users."""

from __future__ import annotations

import io
from collections.abc import Sequence

_SCALE = 1.25
_GAP = 16
_BETWEEN = (203, 208, 214)
_COLOURS = 32
"""Enough for pages of black, grey and a few colours, and a third of the size."""


def pages_side_by_side(pdf: bytes, pages: Sequence[int]) -> bytes:
    """Return a PNG of pages (from 0) beside each other."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    shown = [document[at].render(scale=_SCALE).to_pil().convert("RGB") for at in pages]
    width = sum(page.width for page in shown) + _GAP * (len(shown) + 1)
    sheet = Image.new("RGB", (width, max(page.height for page in shown) + 2 * _GAP), _BETWEEN)
    left = _GAP
    for page in shown:
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    stream = io.BytesIO()
    sheet.quantize(_COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()
