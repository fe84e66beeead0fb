"""Chromium, for what looks at a page as its readers do: the tests of reports, and the picture in the README."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1100, "height": 1000}},
    "phone": {"viewport": {"width": 390, "height": 1000}},
    "dark": {"viewport": {"width": 1100, "height": 1000}, "color_scheme": "dark"},
}


def why_not() -> str | None:
    """Return why no browser can be driven here; None where one can."""
    if chromium() is None:
        return f"no browser: none of {', '.join(NAMES)} is installed"
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "no driver: pip install 'pekppp-rules[browser]'"
    return None


def chromium() -> str | None:
    """Return the path of the first browser that is installed."""
    return next((path for name in NAMES if (path := shutil.which(name)) is not None), None)


@contextmanager
def running() -> Iterator[Any]:
    """Run the browser that is installed, with a profile of its own and nothing in the background."""
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=quiet)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, path: Path, **options: Any) -> Iterator[Any]:
    """Open a file in a fresh window; fail when the page complains, fails, or asks for anything but itself."""
    context = browser.new_context(**options)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert heard == [path.as_uri()]
