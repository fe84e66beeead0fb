"""Draws docs/images/report.png, the picture in the README: the first screens of a report in Chromium, on a desktop and on a phone.

python -m tools.report_picture   draw it; needs Chromium and the extra `browser`

How letters look depends on the fonts of the machine, so nothing checks the picture; the tests open the page itself.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pekppp_rules as pekppp
from tools.chromium import opened, running, why_not

CHECKOUT = Path(__file__).resolve().parent.parent
PICTURE = CHECKOUT / "docs" / "images" / "report.png"
EXAMPLE = CHECKOUT / "examples" / "disdukcapil_kota_contoh.yaml"

WIDTH, HEIGHT, PHONE, GAP, GROUND = 1000, 1120, 380, 24, "#c9d1db"
COLOURS = 128


def main() -> int:
    """Draw the picture; return the exit status."""
    from PIL import Image

    if (reason := why_not()) is not None:
        print(reason, file=sys.stderr)
        return 1
    submission = pekppp.read_submission(EXAMPLE)
    with tempfile.TemporaryDirectory() as folder, running() as browser:
        page = Path(folder) / "report.html"
        page.write_text(pekppp.load(submission.regulation).evaluate(submission).report(lang="en"), "utf-8")
        taken = []
        for width, scheme in ((WIDTH, "light"), (PHONE, "dark")):
            window = {"viewport": {"width": width, "height": HEIGHT}, "color_scheme": scheme}
            with opened(browser, page, **window) as shown:
                taken.append(Image.open(io.BytesIO(shown.screenshot())).convert("RGB"))
    whole = Image.new("RGB", (WIDTH + PHONE + 3 * GAP, HEIGHT + 2 * GAP), GROUND)
    whole.paste(taken[0], (GAP, GAP))
    whole.paste(taken[1], (WIDTH + 2 * GAP, GAP))
    whole.quantize(COLOURS).save(PICTURE, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
