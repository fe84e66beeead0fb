"""The report of an agency in a real browser: accessible, silent, and no wider than a phone."""

from __future__ import annotations

import pytest

from pekppp_rules.reporting.agency import agency_report
from tests.reporting.test_agency import compared, side_by_side
from tools.chromium import VIEWS, opened, running, why_not

pytestmark = [pytest.mark.external, pytest.mark.skipif(why_not() is not None, reason=str(why_not()))]

PICTURES = {"compared": compared, "side_by_side": side_by_side}


@pytest.fixture(scope="module")
def browser():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("instansi")

    def write(name):
        path = folder / f"{name}.html"
        path.write_text(agency_report(PICTURES[name]()), "utf-8")
        return path

    return write


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", PICTURES)
def test_the_page_is_accessible_silent_and_asks_for_nothing(browser, written, name, view):
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, written(name), bypass_csp=True, **VIEWS[view]) as page:
        found = Axe().run(page)
        told = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
        assert told == []
        assert len(found.response["passes"]) > 20


@pytest.mark.parametrize("width", [320, 390, 1400])
@pytest.mark.parametrize("name", PICTURES)
def test_the_page_never_scrolls_sideways(browser, written, name, width):
    with opened(browser, written(name), viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
