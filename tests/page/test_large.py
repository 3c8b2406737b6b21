"""A long transcript with thousands of records: what a click does depends on what is clicked, not on how much there is.

What is counted is what the browser has to look at again: elements that come, go or change. ``benchmarks.clicks`` has the times.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.browser import Watch, watched_page
from tests.page.long import long_answer, records
from tests.page.pages import select_words

CLICK = 120  # two cards, their words, a few classes
STEP = 1_000  # one card made anew, with the buttons of a review, and one paragraph
PAGE = 1_500  # fifty rows, and what stands above them
TOUCHED = """async () => {
  let number = 0;
  const all = (nodes) => [...nodes].reduce((sum, node) => sum + 1 + (node.querySelectorAll?.("*").length ?? 0), 0);
  const watch = new MutationObserver((changes) => {
    for (const { type, addedNodes, removedNodes } of changes) number += type === "attributes" ? 1 : all(addedNodes) + all(removedNodes);
  });
  watch.observe(document.body, { subtree: true, attributes: true, childList: true });
  ACT;
  await new Promise((go) => setTimeout(go, 0));
  watch.disconnect();
  return number;
}"""


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return long_answer()


@pytest.fixture(scope="module")
def page(
    answer: dict[str, Any], browser: Browser, page_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The review of it, all cards there; one for all tests, which leave it as it was."""
    assert len(answer["transcript"]["text"]) >= 100_000
    assert len(records(answer)) >= 2_000
    file: Path = tmp_path_factory.mktemp("long") / "long.review.json"
    file.write_text(json.dumps({"onrecord_review": 1, "extraction": answer, "steps": []}), encoding="utf-8")
    with watched_page(browser, Watch(page_url)) as opened:
        opened.goto(page_url)
        opened.locator("#file").set_input_files(file)
        expect(opened.locator("article.card .verdicts").first).to_be_visible()
        opened.wait_for_function(
            "number => document.querySelectorAll('article.card').length === number",
            arg=len(records(answer)),
            timeout=180_000,
            polling=500,
        )
        yield opened


def middle(answer: dict[str, Any], of: int = 0) -> str:
    found = records(answer)
    return f"document.getElementById('{found[len(found) // 2 + of]['id']}')"


def touched(page: Page, act: str) -> int:
    """How many elements are touched by a piece of script."""
    number: int = page.evaluate(TOUCHED.replace("ACT", f"({act})()"))
    assert number > 0
    return number


def test_a_click_touches_no_more_of_a_long_transcript(page: Page, answer: dict[str, Any]) -> None:
    assert touched(page, f"() => {middle(answer)}.querySelector('.name').click()") < STEP  # it is filled as well
    expect(page.locator("article.chosen")).to_have_count(1)
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
    assert touched(page, f"() => {middle(answer, 1)}.querySelector('.name').click()") < STEP
    assert touched(page, f"() => {middle(answer)}.querySelector('.name').click()") < CLICK


def test_a_step_of_a_review_redraws_its_record_alone(page: Page, answer: dict[str, Any]) -> None:
    page.evaluate(f"() => {middle(answer)}.querySelector('.name').click()")
    take_out = f"() => {middle(answer)}.querySelector('dd [data-act=reject]').click()"
    assert touched(page, take_out) < STEP
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    assert (
        touched(
            page, "() => [...document.querySelectorAll('.review button')].find((b) => b.textContent === 'Undo').click()"
        )
        < STEP
    )
    accept = f"() => {middle(answer)}.querySelector('.verdicts [data-act=accept]').click()"
    assert touched(page, accept) < STEP
    page.get_by_role("button", name="Undo").click()


def test_records_are_joined_and_added_where_they_stand(page: Page, answer: dict[str, Any]) -> None:
    joined = "".join(f"{middle(answer, of)}.querySelector('[data-act=join]').click();" for of in (0, 1))
    page.evaluate("".join(f"{middle(answer, of)}.querySelector('.name').click();" for of in (0, 1)))
    assert touched(page, f"() => {{ {joined} }}") < STEP
    assert page.evaluate(f"{middle(answer, 1)}") is None
    page.get_by_role("button", name="Undo").click()
    order = page.evaluate("[...document.querySelectorAll('article.card')].map((card) => card.id)")
    assert order == [record["id"] for record in records(answer)]
    select_words(page, "nine days")
    page.get_by_role("button", name="Put selected words on record").click()
    page.get_by_label("They are").select_option("protests")
    assert touched(page, "() => document.querySelector('.dialog.add form').requestSubmit()") < STEP
    added = page.locator("article.chosen")
    expect(added.locator(".verdicts")).to_be_visible()  # in sight, so filled at once
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article.chosen")).to_have_count(0)


def test_other_views_show_a_page_at_a_time(page: Page, answer: dict[str, Any]) -> None:
    for name, rows in (("table", "tbody tr"), ("timeline", ".moment li")):
        assert touched(page, f"() => document.getElementById('tab-{name}').click()") < PAGE
        assert page.locator(f"#panel-{name} {rows}").count() < len(records(answer)) / 4
    page.locator("#tab-read").click()


def test_a_record_of_the_table_is_gone_to_in_the_text(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.locator("#tab-table").click()
    page.get_by_role("button", name="Told at").click()
    page.locator("tbody .name").nth(12).click()
    expect(page.locator("mark.chosen").first).to_be_in_viewport()
    expect(page.locator("article.chosen")).to_be_in_viewport()
