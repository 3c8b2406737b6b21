"""axe finds nothing, of any weight, on any side of the page and of a file: on a desktop and a phone, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT, Onrecord
from tests.page.browser import DESKTOP, PHONE, Watch, findings, watched_page
from tests.page.pages import BULLETIN, TEXT, ask, card, second_reader, select_words, tab

DRESSES = [(viewport, scheme) for viewport in (DESKTOP, PHONE) for scheme in ("light", "dark")]
VIEWS = ("Read", "Table", "Timeline", "Results", "People and places")


def sound(page: Page, side: str) -> None:
    """Nothing is found, and nothing runs out of the side, in any dress. The page stays what it is meanwhile."""
    for viewport, scheme in DRESSES:
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert findings(page) == [], (side, viewport, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (side, viewport, scheme)


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    with watched_page(browser, watch) as opened:
        yield opened


def test_the_page_before_an_answer_and_all_its_views(page: Page, page_url: str) -> None:
    page.goto(page_url)
    page.get_by_text("Options", exact=True).click()
    sound(page, "form")
    page.get_by_text("Options", exact=True).click()
    ask(page, BULLETIN)
    page.get_by_role("button", name=re.compile(r"^Not settled \d")).click()
    page.locator("mark[title*=', ']").first.click()
    sound(page, "chooser")
    page.keyboard.press("Escape")
    for name in VIEWS:
        tab(page, name)
        sound(page, name)


def test_a_review_its_dialogs_and_a_comparison(page: Page, page_url: str, tmp_path: Path) -> None:
    """A value in editing, records decided either way, gold of a second reader."""
    page.goto(page_url)
    ask(page, TEXT)
    second = second_reader(page, tmp_path)
    card(page, "statement 1").get_by_role("button", name="Accept", exact=True).click()
    card(page, "protest 1").get_by_role("button", name="Reject", exact=True).click()
    card(page, "detention 1").get_by_role("button", name="Edit counts").click()
    page.get_by_label("Low").first.wait_for()
    page.get_by_label("Compare with gold …").set_input_files(second)
    expect(page.locator(".differences > li").first).to_be_visible()
    sound(page, "review")
    page.get_by_role("button", name="Keys", exact=True).click()
    sound(page, "keys")
    page.keyboard.press("Escape")
    select_words(page, "Riots are not planned")
    page.get_by_role("button", name="Put selected words on record").click()
    sound(page, "add")


def test_a_file_and_the_index_of_a_folder(onrecord: Onrecord, tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "runoff.srt").write_text((ROOT / "examples" / "runoff.srt").read_text())
    assert onrecord("extract", tmp_path / "talks", "--format", "html", "-o", tmp_path / "pages").status == 0
    with watched_page(browser, Watch("file://")) as page:
        page.goto((tmp_path / "pages" / "index.html").as_uri())
        page.get_by_label("Search").fill("police")
        sound(page, "index")
        page.goto((tmp_path / "pages" / "runoff.srt.html").as_uri())
        expect(page.locator("mark").first).to_be_visible()
        sound(page, "file")
