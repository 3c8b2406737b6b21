"""The real service and a real browser for the tests of the page."""

from __future__ import annotations

import os
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.page.browser import Watch, browsing, needs_browser, watched_page
from tests.real.conftest import serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use the browser need one; in CI it has to be there."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(needs_browser)


@pytest.fixture(scope="session")
def page_url() -> Iterator[str]:
    """The service on a port of its own, once a session: its address; or one that runs already, by ONRECORD_PAGE_URL."""
    if running := os.environ.get("ONRECORD_PAGE_URL"):
        yield running
        return
    with serving() as (_, url):
        httpx.post(
            f"{url}/v1/extractions", json={"text": "Police arrested two men."}, timeout=60
        )  # what it loads, it has
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, once a file: its driver runs an event loop, which tests of other files need for themselves."""
    with browsing() as opened:
        yield opened


@pytest.fixture
def watch(page_url: str) -> Watch:
    """What the page asks for and the browser complains of; a test may add to its ``expected`` statuses."""
    return Watch(page_url)


@pytest.fixture
def browser_page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A page that fails its test by a request to any other host, and by an error in the console."""
    with watched_page(browser, watch, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page
