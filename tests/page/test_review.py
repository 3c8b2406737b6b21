"""The review, as a reader does it: decide, mend, add, join, take back; what comes of it is gold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.page.browser import Watch, watched_page
from tests.page.pages import TEXT, ask, card, downloaded, open_with, second_reader, select_words


def evaluated(folder: Path, *more: str) -> dict[str, Any]:
    """What ``onrecord evaluate`` says of the gold in a folder."""
    command = [sys.executable, "-m", "onrecord", "evaluate", str(folder), "--format", "json", "--processes", "1", *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def verdicts(page: Page) -> list[str | None]:
    return [one.get_attribute("data-verdict") for one in page.locator("article.card[data-verdict]").all()]


def test_a_record_is_corrected_and_the_gold_is_what_evaluate_reads(
    browser_page: Page, page_url: str, tmp_path: Path
) -> None:
    """One accepted, one mended, one rejected, one added from selected words: nothing is sent, and the gold has it all."""
    open_with(browser_page, page_url)
    sent: list[str] = []
    browser_page.on("request", lambda request: request.method != "GET" and sent.append(request.url))
    card(browser_page, "statement 1").get_by_role("button", name="Accept", exact=True).click()
    card(browser_page, "protest 1").get_by_role("button", name="Reject", exact=True).click()
    detention = card(browser_page, "detention 1")
    detention.get_by_role("button", name="Edit stage").click()
    detention.get_by_label("Stage", exact=True).select_option("released")
    detention.get_by_role("button", name="Save").click()
    expect(card(browser_page, "detention 1")).to_contain_text("released")
    select_words(browser_page, "Riots are not planned")
    browser_page.get_by_role("button", name="Put selected words on record").click()
    browser_page.get_by_label("They are").select_option("protests")
    browser_page.get_by_label("Which field they say").select_option("forms")
    browser_page.get_by_role("button", name="Add", exact=True).click()
    expect(browser_page.get_by_text("added").first).to_be_visible()
    gold = downloaded(browser_page, "Gold", tmp_path)
    text = downloaded(browser_page, "Its text", tmp_path)
    assert (gold.name.removesuffix(".gold.json"), text.read_text()) == (text.stem, TEXT)
    found = json.loads(gold.read_text())
    assert [one["stage"] for one in found["detentions"]] == ["released"]
    assert [(one["quotes"], one["forms"]) for one in found["protests"]] == [(["Riots are not planned"], ["riot"])]
    figures = evaluated(tmp_path)
    assert figures["types"]["detentions"]["by_field"]["stage"]["right"] == 0
    assert figures["types"]["statements"]["facts"]["f1"] == 1
    assert sent == []


def test_all_of_it_by_keys_alone(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    open_with(browser_page, page_url)
    keys = browser_page.keyboard
    keys.press("?")
    expect(browser_page.get_by_role("heading", name="Keys")).to_be_visible()
    keys.press("Escape")
    browser_page.evaluate("document.activeElement.blur()")
    for key in ("j", "a", "x", "u", "u", "U"):
        keys.press(key)
    assert sorted(set(verdicts(browser_page))) == ["accepted", "open"]
    keys.press("A")
    assert verdicts(browser_page).count("accepted") > 1
    # a value: the tabulator goes to it, e edits it, and Enter saves it
    reason = card(browser_page, "detention 1").locator("dd[data-field=authority] .value")
    reason.focus()
    keys.press("e")
    browser_page.get_by_label("Name", exact=True).first.press("End")
    keys.type(" force")
    keys.press("Enter")
    expect(card(browser_page, "detention 1")).to_contain_text("Police force")
    # words: n begins, arrows select, n again puts them on record
    browser_page.evaluate("document.activeElement.blur()")
    keys.press("n")
    keys.press("ArrowRight")
    keys.press("Shift+ArrowRight")
    words = browser_page.evaluate("getSelection().toString()")
    assert words.strip()
    keys.press("n")
    expect(browser_page.get_by_role("heading", name="Put words on record")).to_be_visible()
    browser_page.get_by_label("They are").select_option("detentions")
    browser_page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(browser_page.get_by_text("added").first).to_be_visible()
    found = json.loads(downloaded(browser_page, "Gold", tmp_path).read_text())
    assert words.strip() in json.dumps([one["quotes"] for one in found["detentions"]], ensure_ascii=False)


def test_words_are_taken_in_the_moment_they_are_selected(browser_page: Page, page_url: str) -> None:
    # The browser tells of a selection in a task of its own; the key comes before it here.
    open_with(browser_page, page_url)
    browser_page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector("#transcript .words"));
          document.dispatchEvent(new KeyboardEvent("keydown", { key: "n" }));
        }"""
    )
    expect(browser_page.get_by_role("heading", name="Put words on record")).to_be_visible()


def test_two_records_are_joined_and_parted_again(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    open_with(
        browser_page,
        page_url,
        "Police arrested 14 dock workers in Valletta. Police in Oslo charged two editors with fraud.",
    )
    before = card(browser_page, "detention 2").inner_text()
    card(browser_page, "detention 1").get_by_role("button", name="Join").click()
    card(browser_page, "detention 2").get_by_role("button", name="Join").click()
    expect(browser_page.locator("article[data-verdict]")).to_have_count(1)
    [one] = json.loads(downloaded(browser_page, "Gold", tmp_path).read_text())["detentions"]
    assert len(one["quotes"]) == 2
    browser_page.get_by_role("button", name="Undo").click()
    expect(browser_page.locator("article[data-verdict]")).to_have_count(2)
    assert card(browser_page, "detention 2").inner_text() == before


def test_it_is_kept_over_a_reload_and_forgotten_when_asked_to(browser_page: Page, page_url: str) -> None:
    open_with(browser_page, page_url)
    card(browser_page, "detention 1").get_by_role("button", name="Reject", exact=True).click()
    browser_page.reload()
    browser_page.get_by_role("heading", name="Reviews under way").wait_for()
    ask(browser_page)
    expect(card(browser_page, "detention 1")).to_have_attribute("data-verdict", "rejected")
    browser_page.reload()
    browser_page.locator("#kept-list button").click()  # without the transcript
    expect(card(browser_page, "detention 1")).to_have_attribute("data-verdict", "rejected")
    browser_page.get_by_role("button", name="Forget", exact=True).click()
    expect(card(browser_page, "detention 1")).to_have_attribute("data-verdict", "open")
    browser_page.reload()
    expect(browser_page.locator("#kept")).to_be_hidden()


def test_a_downloaded_review_goes_on_on_another_machine(
    browser_page: Page, browser: Browser, page_url: str, tmp_path: Path
) -> None:
    open_with(browser_page, page_url)
    card(browser_page, "detention 1").get_by_role("button", name="Take out reason").count()
    card(browser_page, "detention 1").get_by_role("button", name="Take out place").click()
    card(browser_page, "statement 1").get_by_role("button", name="Accept", exact=True).click()
    file, gold = downloaded(browser_page, "The review", tmp_path), downloaded(browser_page, "Gold", tmp_path)
    with watched_page(browser, Watch(page_url)) as other:
        other.goto(page_url)
        other.locator("#file").set_input_files(file)
        expect(card(other, "statement 1")).to_have_attribute("data-verdict", "accepted")
        expect(other.locator(".counts")).to_contain_text("1 of")
        (tmp_path / "other").mkdir()
        assert downloaded(other, "Gold", tmp_path / "other").read_bytes() == gold.read_bytes()
        other.get_by_role("button", name="Undo").click()
        expect(card(other, "statement 1")).to_have_attribute("data-verdict", "open")


def test_a_review_that_is_none_is_refused_in_words(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    browser_page.goto(page_url)
    (tmp_path / "a.review.json").write_text('{"onrecord_review": 1, "steps": []}')
    browser_page.locator("#file").set_input_files(tmp_path / "a.review.json")
    expect(browser_page.locator("#status")).to_contain_text("not whole")


def test_a_second_reader_is_compared_with_and_each_difference_settled(
    browser_page: Page, page_url: str, tmp_path: Path
) -> None:
    open_with(
        browser_page,
        page_url,
        TEXT.replace("Riots are not planned, the harbour office said.", "Riots are not planned."),
    )
    second = second_reader(browser_page, tmp_path)
    browser_page.get_by_label("Compare with gold …").set_input_files(second)
    expect(browser_page.locator(".differences > li")).to_have_count(3)
    browser_page.evaluate("document.activeElement.blur()")
    for key in ("d", "2", "2", "2"):
        browser_page.keyboard.press(key)
    expect(browser_page.get_by_text("Nothing is left to settle.")).to_be_visible()
    mine = json.loads(downloaded(browser_page, "Gold", tmp_path).read_text())
    theirs = json.loads(second.read_text())
    assert mine["detentions"] == theirs["detentions"]
    assert mine["protests"] == []
    assert [one["content"] for one in mine["statements"]] == [one["content"] for one in theirs["statements"]]
    rows = browser_page.locator(".scores .total").all_inner_texts()
    assert [row.split("\t")[2] for row in rows] == ["1.00"] * len(rows)


def test_gold_of_another_text_is_refused_in_words(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    open_with(browser_page, page_url)
    (tmp_path / "b.gold.json").write_text(json.dumps({"protests": [{"quotes": ["a march in the harbour"]}]}))
    browser_page.get_by_label("Compare with gold …").set_input_files(tmp_path / "b.gold.json")
    expect(browser_page.get_by_label("Review", exact=True).get_by_role("status")).to_contain_text(
        "gold of another text"
    )
