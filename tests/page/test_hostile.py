"""An answer in which every name, title, id and address is written to break out: it stays text on the page and in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from service.exports.html import page as page_of
from service.extract import Options, extract
from service.read import read_bytes
from tests.page.browser import Watch, watched_page
from tests.page.pages import BULLETIN, answered

BREAKS = "\"'></script><img src=x onerror=\"document.title='gone'\"><b>`${x}`</b>&lt;"
MEDIA = "javascript:document.title='gone'//{seconds}"
_FREE = {"name", "role", "affiliation", "title", "source", "speaker", "reason", "id", "story"}
_TABS = ["Read", "Table", "Timeline", "Results", "People and places"]


def hostile(value: Any, key: str = "") -> Any:
    """The value with what breaks out behind every text that somebody else may have written."""
    if isinstance(value, dict):
        return {name: hostile(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [hostile(part, key) for part in value]
    return value + BREAKS if isinstance(value, str) and key in _FREE else value


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    read = read_bytes(BULLETIN.encode(), title="The bulletin", source="The harbour")
    made: dict[str, Any] = hostile(json.loads(extract(read, Options(text=True)).model_dump_json()))
    return made


def looked_at(page: Page) -> None:
    """Every view of it: the words are there, and no element that was made of them."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for name in _TABS:
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel", name=name)).to_contain_text(BREAKS if name != "Read" else "Brel")
    page.get_by_role("tab", name="Read").click()
    page.locator("article .name").first.click()
    expect(page.locator("article.chosen")).to_contain_text(BREAKS)
    page.evaluate("() => { window.open = (...given) => { window.opened = given; }; }")
    page.get_by_role("button", name="Play from").first.click()
    assert page.evaluate("window.opened") is None
    assert page.locator("main img, main b, main script").count() == 0
    assert page.title() != "gone"


def test_in_a_file(answer: dict[str, Any], browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "talk.html"
    file.write_text(page_of(json.dumps(answer), None, f"talk{BREAKS}", MEDIA, indexed=False), encoding="utf-8")
    with watched_page(browser, Watch("file://"), offline=True) as page:
        page.goto(file.as_uri())
        expect(page.get_by_role("heading", name=f"The bulletin{BREAKS}", exact=True)).to_be_visible()
        looked_at(page)


def test_in_a_review_that_somebody_sent(
    answer: dict[str, Any], browser_page: Page, page_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "talk.review.json"
    file.write_text(json.dumps({"onrecord_review": 1, "extraction": answer, "steps": []}), encoding="utf-8")
    browser_page.goto(page_url)
    browser_page.locator("#file").set_input_files(file)
    answered(browser_page, "gone on with")
    looked_at(browser_page)
    browser_page.get_by_label("Review", exact=True).get_by_role("button", name="Accept", exact=False).first.click()
    assert browser_page.locator("main img, main b, main script").count() == 0
