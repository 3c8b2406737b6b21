"""What is put in: a file of any form, picked or dropped, options, a key; and what is said when it fails."""

from __future__ import annotations

import base64
import gzip
import re
import shlex
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from service.settings.keys import new_key
from tests.conftest import ROOT
from tests.page.browser import Watch, findings, watched_page
from tests.page.pages import TEXT, answered, ask, card
from tests.real.conftest import serving

EXAMPLES = ROOT / "examples"
HTML = f"<!doctype html><title>From the quay</title><p>{TEXT}</p>"


def packed(folder: Path) -> Path:
    (folder / "talk.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    return folder / "talk.txt.gz"


def page_file(folder: Path) -> Path:
    (folder / "talk.html").write_text(HTML)
    return folder / "talk.html"


FILES = {
    "vtt": lambda _: EXAMPLES / "strike.vtt",
    "srt": lambda _: EXAMPLES / "runoff.srt",
    "json": lambda _: EXAMPLES / "referendum.json",
    "gzip": packed,
    "html": page_file,
}


@pytest.mark.parametrize("form", FILES)
def test_a_file_goes_as_it_is_to_the_reader(browser_page: Page, page_url: str, tmp_path: Path, form: str) -> None:
    browser_page.goto(page_url)
    with browser_page.expect_request("**/v1/extractions*") as sent:
        browser_page.locator("#file").set_input_files(FILES[form](tmp_path))
    answered(browser_page)
    assert "text=true" in sent.value.url
    assert sent.value.headers["content-type"] in (
        "text/vtt",
        "application/x-subrip",
        "application/json",
        "application/octet-stream",
    )
    expect(browser_page.locator("#transcript")).not_to_contain_text("<")


def test_a_file_is_asked_for_again_by_its_command_and_by_its_link(
    browser: Browser, browser_page: Page, page_url: str, watch: Watch, tmp_path: Path
) -> None:
    named = tmp_path / "the harbour's talk.vtt"
    named.write_bytes((EXAMPLES / "strike.vtt").read_bytes())
    browser_page.goto(page_url)
    browser_page.locator("#file").set_input_files(named)
    answered(browser_page)
    browser_page.get_by_role("button", name="Copy as curl").click()
    command = shlex.split(browser_page.evaluate("navigator.clipboard.readText()"))
    assert command[:3] == ["curl", "-H", "content-type: text/vtt"]
    assert command[3:5] == ["--data-binary", f"@{named.name}"]
    again = httpx.post(command[5], content=named.read_bytes(), headers={"content-type": "text/vtt"}, timeout=60).json()
    first = browser_page.locator("article").first
    assert again["protests"][0]["id"] == first.get_attribute("id")
    first.get_by_role("button", name="Copy link").click()
    with watched_page(browser, watch) as page:
        page.goto(browser_page.evaluate("navigator.clipboard.readText()"))
        expect(page.locator("article.chosen")).to_have_id(again["protests"][0]["id"])


def test_a_file_is_dropped_anywhere(browser_page: Page, page_url: str) -> None:
    browser_page.goto(page_url)
    browser_page.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "strike.vtt"));
          document.querySelector("footer").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        base64.b64encode((EXAMPLES / "strike.vtt").read_bytes()).decode(),
    )
    answered(browser_page)
    expect(browser_page.locator("#file-name")).to_contain_text("strike.vtt")
    browser_page.get_by_role("button", name="Paste text instead").click()
    expect(browser_page.get_by_label("Transcript", exact=True)).to_be_focused()


def test_options_are_asked_for(browser_page: Page, page_url: str) -> None:
    browser_page.goto(page_url)
    browser_page.get_by_text("Options", exact=True).click()
    browser_page.get_by_label("Protests", exact=True).uncheck()
    browser_page.get_by_label("Statements", exact=True).uncheck()
    browser_page.get_by_label("Elections", exact=True).uncheck()
    browser_page.get_by_label("Title", exact=True).fill("From the quay")
    expect(browser_page.get_by_label("Language model")).to_be_hidden()  # this service has none
    ask(browser_page)
    expect(browser_page.locator("#status")).to_have_text("1 on record.")
    expect(browser_page.get_by_role("heading", name="From the quay")).to_be_visible()


def test_what_is_wrong_is_told_in_words_with_its_field(browser_page: Page, page_url: str, watch: Watch) -> None:
    watch.expected |= {422}
    browser_page.goto(page_url)
    browser_page.get_by_text("Options", exact=True).click()
    browser_page.get_by_label("Language", exact=True).fill("no such tongue")
    browser_page.get_by_text("Options", exact=True).click()
    browser_page.get_by_label("Transcript", exact=True).fill(TEXT)
    browser_page.get_by_role("button", name="Put on record").click()
    status = browser_page.locator("#status")
    expect(status).to_have_text(re.compile("language: .*; expected .*"))
    field = browser_page.get_by_label("Language", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert findings(browser_page) == []
    field.fill("")
    browser_page.get_by_role("button", name="Put on record").click()
    answered(browser_page)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_file_that_nobody_reads_is_told(browser_page: Page, page_url: str, watch: Watch, tmp_path: Path) -> None:
    watch.expected |= {400, 415, 422}
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    browser_page.goto(page_url)
    browser_page.locator("#file").set_input_files(tmp_path / "picture.png")
    expect(browser_page.locator("#status.problem")).to_contain_text(re.compile("form|read", re.IGNORECASE))


def test_it_is_cancelled(browser_page: Page, page_url: str) -> None:
    browser_page.goto(page_url)
    browser_page.get_by_label("Transcript", exact=True).fill(" ".join([TEXT] * 2000))
    browser_page.get_by_role("button", name="Put on record").click()
    browser_page.get_by_role("button", name="Cancel", exact=True).click()
    expect(browser_page.locator("#status")).to_have_text("Cancelled.")
    expect(browser_page.get_by_role("button", name="Put on record")).to_be_enabled()


def test_a_service_that_is_gone_is_told(browser: Browser, page_url: str) -> None:
    watch = Watch(page_url)
    with watched_page(browser, watch) as page:
        page.goto(page_url)
        page.context.set_offline(True)
        page.get_by_label("Transcript", exact=True).fill(TEXT)
        page.get_by_role("button", name="Put on record").click()
        expect(page.locator("#status")).to_contain_text("does not answer")
        watch.complaints.clear()  # the browser has its own words for it


def test_a_key_is_asked_for_and_stays_in_the_tab(browser: Browser) -> None:
    """Neither in the address nor in what outlives the tab."""
    key, entry = new_key("desk", ("extract",))
    with serving(api_keys=entry) as (_, url):
        watch = Watch(url, expected={401})
        with watched_page(browser, watch) as page:
            page.goto(url)
            page.get_by_label("Transcript", exact=True).fill(TEXT)
            page.get_by_role("button", name="Put on record").click()
            expect(page.get_by_label("API key")).to_be_focused()
            assert findings(page) == []
            page.get_by_label("API key").fill(key)
            page.get_by_label("API key").press("Enter")
            answered(page)
            card(page, "detention 1").get_by_role("button", name="Accept", exact=True).click()
            assert key not in page.url
            assert page.evaluate("Object.values(sessionStorage)") == [key]
            assert page.evaluate("Object.values(localStorage)") == []
