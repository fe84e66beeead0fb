"""Reports in a real browser: silent, alone, accessible, readable on a phone and on paper, and looking as they were looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reporting.samples import SAMPLES, draft_of, evaluated
from tools.chromium import VIEWS, opened, running, why_not

pytestmark = [pytest.mark.external, pytest.mark.skipif(why_not() is not None, reason=str(why_not()))]

KEPT = Path(__file__).parent / "golden"
SMALL = (220, 200)
"""Pictures are compared this small, so that fonts of another machine matter little."""
MOST_DIFFERENCE = 12
"""Mean difference of two pictures, of 255: another font gives three or four, a part missing or in another colour far more."""

PAGES = [*SAMPLES, "disdukcapil.draft", "loket.draft"]
EVERY_PAGE = pytest.mark.parametrize("name", PAGES)
EVERY_VIEW = pytest.mark.parametrize("view", VIEWS)


@pytest.fixture(scope="module")
def browser():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write the report of a sample, or of its draft in English, and return its path."""
    folder = tmp_path_factory.mktemp("laporan")

    def write(name: str) -> Path:
        sample, _, is_draft = name.partition(".")
        path = folder / f"{name}.html"
        path.write_text(draft_of(sample).report(lang="en") if is_draft else evaluated(sample).report(), "utf-8")
        return path

    return write


@EVERY_VIEW
@EVERY_PAGE
def test_a_page_is_accessible_silent_and_asks_for_nothing(browser, written, name, view):
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, written(name), bypass_csp=True, **VIEWS[view]) as page:
        found = Axe().run(page)
        told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
        assert told == []
        assert len(found.response["passes"]) > 20


@EVERY_PAGE
def test_a_page_runs_no_script_and_says_the_same_without_them(browser, written, name):
    texts = []
    for allowed in (True, False):
        with opened(browser, written(name), java_script_enabled=allowed) as page:
            texts.append(page.locator("body").inner_text())
    assert texts[0] == texts[1]


@pytest.mark.parametrize("width", [320, 390, 768, 1400])
@EVERY_PAGE
def test_a_page_never_scrolls_sideways(browser, written, name, width):
    with opened(browser, written(name), viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_the_content_at_once_and_every_wide_table(browser, written):
    with opened(browser, written("disdukcapil"), **VIEWS["phone"]) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.url.endswith("#content")
        wide = page.evaluate(
            "[...document.querySelectorAll('.wide')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.tabIndex)"
        )
        assert len(wide) >= 3
        assert set(wide) == {0}


@EVERY_PAGE
def test_a_page_prints_on_a4_without_what_only_a_screen_needs(browser, written, name):
    with opened(browser, written(name)) as page:
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        content = page.pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox \[([^\]]+)\]", content))
    assert len(boxes) == 1
    width, height = map(float, boxes.pop().split()[2:])
    assert (round(width), round(height)) == (595, 842)


def test_paper_is_white_however_dark_the_screen_is(browser, written):
    with opened(browser, written("skm"), **VIEWS["dark"]) as page:
        dark = page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        page.emulate_media(media="print")
        paper = page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
    assert (dark, paper) == ("rgb(24, 32, 42)", "rgb(255, 255, 255)")


@EVERY_VIEW
@pytest.mark.parametrize("name", ["disdukcapil", "skm", "disdukcapil.draft"])
def test_a_page_looks_as_it_was_looked_at(browser, written, name, view, tmp_path):
    """To keep a new look: copy the picture that the message names, after looking at it in full size."""
    from PIL import Image, ImageChops, ImageStat

    seen = tmp_path / f"{name}.{view}.png"
    with opened(browser, written(name), **VIEWS[view]) as page:
        page.screenshot(path=seen)
    small = Image.open(seen).convert("RGB").resize(SMALL)
    small.save(seen)
    kept = Image.open(KEPT / seen.name).convert("RGB")
    difference = sum(ImageStat.Stat(ImageChops.difference(small, kept)).mean) / 3
    assert difference < MOST_DIFFERENCE, seen
