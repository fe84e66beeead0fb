"""Writes docs/images/minutes.png: two pages of the minutes of the example, as a reader of the PDF sees them.

python -m tools.minutes_picture
"""

from __future__ import annotations

from pathlib import Path

import pekppp_rules as pekppp
from tools.pages_picture import pages_side_by_side

CHECKOUT = Path(__file__).resolve().parent.parent
PICTURE = CHECKOUT / "docs" / "images" / "minutes.png"
SHOWN = (0, 2)
"""The first page, and the one that is signed."""


def minutes_pdf() -> bytes:
    """Return the minutes of the example with its parties."""
    examples = CHECKOUT / "examples"
    submission = pekppp.read_submission(examples / "disdukcapil_kota_contoh.yaml")
    parties = pekppp.read_parties(examples / "minutes" / "pihak.yaml")
    return pekppp.minutes(pekppp.load(submission.regulation).evaluate(submission), parties=parties, format="pdf")


if __name__ == "__main__":
    PICTURE.write_bytes(pages_side_by_side(minutes_pdf(), SHOWN))
