"""The view of an answer, as a reader uses it: from words to records and back, by mouse and by keyboard, and all its other sides."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.page.browser import PHONE, Watch, watched_page
from tests.page.pages import BULLETIN, tab


def shown(page: Page, url: str, transcript: str = BULLETIN) -> dict[str, Any]:
    """Asks the page for the transcript; the answer that it shows."""
    page.goto(url)
    page.get_by_label("Transcript", exact=True).fill(transcript)
    with page.expect_response("**/v1/extractions") as asked:
        page.get_by_role("button", name="Put on record").click()
    expect(page.locator("mark").first).to_be_visible()
    answer: dict[str, Any] = asked.value.json()
    return answer


def records(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [record for found in answer.values() if isinstance(found, list) for record in found]


def chosen(page: Page) -> Locator:
    """The words that are marked as those of the chosen record."""
    return page.locator("mark.chosen")


def words(marks: Locator) -> str:
    return "".join(marks.all_text_contents())


def test_all_evidence_is_marked_and_the_text_stays_what_it_is(browser_page: Page, page_url: str) -> None:
    """Each character of evidence is within a mark, and none that is not."""
    answer = shown(browser_page, page_url)
    text = answer["transcript"]["text"]
    within = {
        i
        for record in records(answer)
        for e in [*record["evidence"], *record.get("content", [])]
        for i in range(e["start"], e["end"])
    }
    paragraphs = browser_page.locator("#transcript .words")
    assert "".join(paragraphs.all_text_contents()) == text
    marked = words(browser_page.locator("#transcript mark"))
    assert marked == "".join(letter for i, letter in enumerate(text) if i in within)


def test_a_click_on_words_chooses_their_record(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    browser_page.get_by_text("We will not be silenced", exact=True).first.click()
    card = browser_page.locator("article.chosen")
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("Mira Tolen")
    assert "We will not be silenced" in words(chosen(browser_page))


def test_on_a_phone_the_card_lies_over_the_text(browser_page: Page, page_url: str) -> None:
    browser_page.set_viewport_size(PHONE)
    shown(browser_page, page_url)
    browser_page.get_by_text("We will not be silenced", exact=True).first.click()
    expect(browser_page.locator("article.chosen")).to_be_in_viewport(ratio=0.9)
    expect(chosen(browser_page).first).to_be_in_viewport()
    browser_page.locator("article.chosen .close").click()
    tab(browser_page, "Timeline").locator(".moment button").last.click()
    expect(browser_page.locator("article.chosen")).to_be_in_viewport(ratio=0.9)
    expect(chosen(browser_page).first).to_be_in_viewport()


def test_where_records_overlap_each_can_be_chosen(browser_page: Page, page_url: str) -> None:
    """All words of several records lead to a choice between them, and each choice to its own."""
    answer = shown(browser_page, page_url)
    several = [mark for mark in browser_page.locator("mark").all() if "," in (mark.get_attribute("title") or "")]
    assert several
    names = (several[0].get_attribute("title") or "").split(", ")
    for i, name in enumerate(names):
        several[0].click()
        menu = browser_page.get_by_role("menu")
        expect(menu.get_by_role("menuitem")).to_have_count(len(names))
        menu.get_by_role("menuitem").nth(i).click()
        expect(browser_page.locator("article.chosen .name").first).to_have_text(name)
    assert len(records(answer)) >= len(names)


def test_a_field_shows_its_words_and_leads_there(browser_page: Page, page_url: str) -> None:
    answer = shown(browser_page, page_url)
    [said] = [statement["id"] for statement in answer["statements"] if statement["cue"] == "says"]
    card = browser_page.locator(f"article#{said}")
    card.scroll_into_view_if_needed()
    cue = card.locator("[data-field=cue] .value")
    cue.hover()
    expect(browser_page.locator("mark.peeked")).to_have_text(["says"])
    cue.click()
    expect(chosen(browser_page)).to_have_text(["says"])
    expect(chosen(browser_page)).to_be_in_viewport()


def test_the_keyboard_goes_from_mark_to_card_and_back(browser_page: Page, page_url: str) -> None:
    """One mark is a stop of the tabulator; arrows go on, Enter to the card, and from a field of it to the words."""
    shown(browser_page, page_url)
    marks = browser_page.locator("mark[role=link]")
    assert browser_page.locator("mark[tabindex='0']").count() == 1
    marks.first.focus()
    browser_page.keyboard.press("ArrowRight")
    expect(marks.nth(1)).to_be_focused()
    browser_page.keyboard.press("ArrowLeft")
    browser_page.keyboard.press("Enter")
    if browser_page.get_by_role("menu").count():
        browser_page.keyboard.press("Enter")
    expect(browser_page.locator("article.chosen button").first).to_be_focused()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("mark:focus")).to_have_count(1)
    assert "chosen" in (browser_page.locator("mark:focus").get_attribute("class") or "")


def test_marks_name_their_cards_to_screen_readers(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    for name in browser_page.locator("mark[role=link]").evaluate_all(
        "marks => marks.map(m => m.getAttribute('aria-details'))"
    ):
        assert browser_page.locator(f"article#{name}").count() == 1


def test_speakers_and_times_stand_at_what_they_say(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    expect(browser_page.locator(".head").first).to_contain_text("Petra Voss")
    expect(browser_page.locator(".head").nth(1)).to_contain_text("Jon Hask")
    expect(browser_page.get_by_role("button", name="Play from 0:00:09").first).to_be_visible()


def test_the_rules_behind_a_record_are_told(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    browser_page.locator("article").first.get_by_role("button", name="Why?").click()
    expect(browser_page.locator("article .why li").first).to_be_visible()


def test_a_kind_is_left_out_and_taken_in_again(browser_page: Page, page_url: str) -> None:
    answer = shown(browser_page, page_url)
    marks = browser_page.locator("mark").count()
    switch = browser_page.get_by_role("button", name=re.compile(r"^Statements \d"))
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    visible = browser_page.locator("article:not(.kgap):visible")
    expect(visible).to_have_count(len(records(answer)) - len(answer["statements"]))
    assert browser_page.locator("mark").count() < marks
    browser_page.get_by_role("button", name=re.compile("^Show all")).click()
    expect(browser_page.locator("mark")).to_have_count(marks)


def test_gaps_are_marked_where_they_are_asked_for(browser_page: Page, page_url: str) -> None:
    answer = shown(browser_page, page_url)
    assert answer["report"]["gaps"]
    switch = browser_page.get_by_role("button", name=re.compile(r"^Not settled \d"))
    before = browser_page.locator("mark").count()
    switch.click()
    assert browser_page.locator("mark").count() != before
    expect(browser_page.locator("article.kgap").first).to_contain_text(
        answer["report"]["gaps"][0]["reason"], ignore_case=True
    )


def test_the_table_is_filtered_and_put_in_order(browser_page: Page, page_url: str) -> None:
    answer = shown(browser_page, page_url)
    table = tab(browser_page, "Table")
    expect(table.locator("tbody tr")).to_have_count(len(records(answer)))
    table.get_by_label("Speaker").select_option("Mira Tolen")
    expect(table.locator("tbody tr")).to_have_count(
        sum((s["speaker"] or {}).get("name") == "Mira Tolen" for s in answer["statements"])
    )
    table.get_by_label("Speaker").select_option("")
    table.get_by_role("button", name="Confidence").click()
    sure = [float(text.split()[0]) for text in table.locator("tbody .number").all_text_contents()]
    assert sure == sorted(sure)
    table.locator("tbody button").first.click()
    expect(browser_page.get_by_role("tab", name="Read")).to_have_attribute("aria-selected", "true")
    expect(browser_page.locator("article.chosen")).to_have_count(1)


def test_results_are_bars_with_their_figures(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    rows = tab(browser_page, "Results").locator("tbody tr")
    expect(rows.first).to_contain_text("Anton Brel")
    widths = rows.locator(".bar-of").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert widths[0] / widths[1] == pytest.approx(46.2 / 41, rel=0.02)


def test_people_and_places_filter_the_records(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    people = tab(browser_page, "People and places")
    people.get_by_role("button", name=re.compile("^Halvik")).click()
    for name in browser_page.locator("article:not(.kgap):visible").all_text_contents():
        assert "Halvik" in name


def test_the_timeline_has_every_record_once(browser_page: Page, page_url: str) -> None:
    answer = shown(browser_page, page_url)
    expect(tab(browser_page, "Timeline").locator("li")).to_have_count(len(records(answer)))


@pytest.mark.parametrize("form", ["JSON", "CSV", "JSON-LD"])
def test_the_answer_is_taken_along(browser_page: Page, page_url: str, tmp_path: Path, form: str) -> None:
    answer = shown(browser_page, page_url)
    with browser_page.expect_download() as kept:
        browser_page.get_by_role("button", name=form, exact=True).click()
    kept.value.save_as(tmp_path / "kept")
    saved = (tmp_path / "kept").read_text(encoding="utf-8-sig")
    if form == "JSON":
        assert json.loads(saved) == answer
    else:
        assert all(record["id"] in saved for record in records(answer))


def test_a_link_opens_the_transcript_at_the_record(
    browser: Browser, browser_page: Page, page_url: str, watch: Watch
) -> None:
    """The link holds the request itself: somebody else's browser shows the same."""
    answer = shown(browser_page, page_url)
    browser_page.locator("article").nth(1).get_by_role("button", name="Copy link").click()
    expect(browser_page.get_by_text("The link is copied.")).to_be_visible()
    link = browser_page.evaluate("navigator.clipboard.readText()")
    with watched_page(browser, watch) as page:
        page.goto(link)
        expect(page.locator("article.chosen")).to_have_id(records(answer)[1]["id"])


def test_the_command_asks_for_the_same(browser_page: Page, page_url: str) -> None:
    shown(browser_page, page_url)
    browser_page.get_by_role("button", name="Copy as curl").click()
    command = browser_page.evaluate("navigator.clipboard.readText()")
    body = command.split("<<'END'\n")[1].rsplit("\nEND", 1)[0]
    assert f"{page_url}/v1/extractions" in command
    assert "Petra Voss" in json.loads(body)["transcript"]
