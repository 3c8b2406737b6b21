"""A real browser, Debian's Chromium, and a watch over its pages: what they ask for, and what the browser complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# In CI it has to be there: .ci/run installs it.
needs_browser = pytest.mark.skipif(
    CHROMIUM is None and "ONRECORD_CI" not in os.environ, reason="no Chromium here (Debian: apt install chromium)"
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_PATIENCE_MS = 30_000  # a busy machine is slow, and no failure
_AXE = Axe()
_LOCAL = ("about", "blob", "data", "file")  # nothing goes out for these


@dataclass
class Watch:
    """What a page asked of other hosts, and what the browser had to say against it.

    ``expected`` are error statuses that the test asks for: the browser logs each.
    """

    home: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def over(self, page: Page) -> Page:
        """The page, watched from here on."""
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        return page

    def check(self) -> None:
        """Fails on any request that went elsewhere, and on any complaint."""
        assert not self.elsewhere, "requests to other hosts"
        assert not self.complaints, "the browser's console"

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _LOCAL and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.elsewhere.append(url)

    def _said(self, message: ConsoleMessage) -> None:
        refused = any(f"responded with a status of {status} " in message.text for status in self.expected)
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"{message.type}: {message.text}")


@contextmanager
def browsing() -> Iterator[Browser]:
    """The browser, without a window, as long as it is wanted."""
    assert CHROMIUM is not None, "no Chromium here: .ci/run installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched_page(browser: Browser, watch: Watch, **context: Any) -> Iterator[Page]:
    """A page of its own, with a storage of its own; what it did wrong fails at its end."""
    opened = browser.new_context(**{"viewport": DESKTOP, **context})
    opened.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    try:
        yield watch.over(opened.new_page())
    finally:
        opened.close()
    watch.check()


def findings(page: Page) -> list[str]:
    """What axe has against the page as it stands, of any weight."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)")
    return [f"{rule['impact']} {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
