"""A long transcript with thousands of records: what a click does depends on what is clicked, not on how much there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from service.exports.html import page as page_of
from service.extract import Options, extract
from service.read.transcript import Transcript
from tests.page.browser import Watch, watched_page

TEXT = (
    "Police in Valletta arrested 14 dock workers on Friday. “We will be back on Monday,” said Ida Holt, their lawyer. "
    "Hundreds of nurses marched through Lisbon to demand higher wages. Mira Tolen says the strike in Velm will last for nine days. "
)
TOUCHED = 120  # elements that a click may change: two cards, their words, a few classes


def long_answer(times: int) -> dict[str, Any]:
    """The answer to the text, over and over: its records with the places of each repetition."""
    once = json.loads(extract(Transcript(TEXT), Options(text=True)).model_dump_json())
    whole = {**once, "report": {**once["report"], "gaps": []}}
    whole["transcript"] = {**once["transcript"], "text": TEXT * times, "characters": len(TEXT) * times}
    for kind in [name for name, value in once.items() if isinstance(value, list)]:
        whole[kind] = [shifted(record, i) for i in range(times) for record in once[kind]]
    return whole


def shifted(value: Any, times: int) -> Any:
    """The value, that many texts further on, with an id of its own."""
    if isinstance(value, list):
        return [shifted(part, times) for part in value]
    if not isinstance(value, dict):
        return value
    moved = {name: shifted(part, times) for name, part in value.items()}
    for name in {"start", "end"} & value.keys():
        moved[name] = value[name] + times * len(TEXT)
    if "id" in value:
        moved["id"] = f"{value['id'].split('_')[0]}_{times:04x}{value['id'].split('_')[1][:12]}"
    return moved


def test_a_click_touches_no_more_of_a_long_transcript(browser: Browser, tmp_path: Path) -> None:
    answer = long_answer(430)
    records = [record for found in answer.values() if isinstance(found, list) for record in found]
    assert len(answer["transcript"]["text"]) >= 100_000
    assert len(records) >= 2_000
    (tmp_path / "long.html").write_text(
        page_of(json.dumps(answer), None, "long", None, indexed=False), encoding="utf-8"
    )
    with watched_page(browser, Watch("file://")) as page:
        page.goto((tmp_path / "long.html").as_uri())
        expect(page.locator("article").nth(len(records) - 1)).to_be_attached(timeout=120_000)
        middle = f"#{records[len(records) // 2]['id']} .name"
        touched = page.evaluate(
            """async name => {
              let number = 0;
              new MutationObserver(changes => { number += changes.length; })
                .observe(document.body, { subtree: true, attributes: true, childList: true });
              document.querySelector(name).click();
              await new Promise(go => setTimeout(go, 0));
              return number;
            }""",
            middle,
        )
        expect(page.locator("article.chosen")).to_have_count(1)
        expect(page.locator("mark.chosen").first).to_be_in_viewport()
    assert 0 < touched < TOUCHED
