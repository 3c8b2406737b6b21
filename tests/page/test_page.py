"""The page as it stands when it is opened, and the documentation: from here alone, under the policy, and for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page, expect

from tests.page.browser import Watch

HOSTILE = (
    "Police arrested 14 dock workers in Valletta on Friday. <img src=x onerror=alert(1)> "
    "“<script>document.title = 'gone'</script> We will be back,” said Ida Holt <b>Bold</b>."
)


def ask(page: Page, text: str) -> None:
    page.get_by_label("Transcript", exact=True).fill(text)
    page.get_by_role("button", name="Put on record").click()
    expect(page.get_by_role("status").first).to_contain_text("on record")


def test_the_example_is_shown_with_its_evidence(browser_page: Page, page_url: str) -> None:
    browser_page.goto(f"{page_url}/#example")
    expect(browser_page.locator("mark").first).to_be_visible()
    expect(browser_page.locator("article").first).to_be_visible()


def test_the_documentation_shows_the_calls(browser_page: Page, page_url: str) -> None:
    """Swagger UI reads our document with nobody else's help."""
    browser_page.goto(f"{page_url}/schema")
    expect(browser_page.get_by_text("/v1/extractions", exact=True).first).to_be_visible()
    assert "Unable to render" not in browser_page.content()


def test_the_policy_lets_no_script_in_that_is_none_of_ours(browser_page: Page, page_url: str, watch: Watch) -> None:
    browser_page.goto(page_url)
    with pytest.raises(Error, match="TrustedScript"):
        browser_page.evaluate(
            "() => { const made = document.createElement('script'); document.body.append(made);"
            " made.textContent = 'document.title = \"gone\"'; }"
        )
    assert "gone" not in browser_page.title()
    watch.complaints.clear()


def test_what_looks_like_markup_stays_text(browser_page: Page, page_url: str) -> None:
    browser_page.goto(page_url)
    ask(browser_page, HOSTILE)
    assert HOSTILE in (browser_page.locator("#transcript").text_content() or "")
    assert browser_page.locator("main script, main img, main b").count() == 0
    assert "gone" not in browser_page.title()
