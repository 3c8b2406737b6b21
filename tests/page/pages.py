"""What a reader does on the page, in the words of the tests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

TEXT = (
    "Police arrested 14 dock workers in Valletta on Friday. “We will be back on Monday,” said Ida Holt, their lawyer. "
    "Thousands of nurses marched through Lisbon on Sunday. Riots are not planned, the harbour office said."
)
BULLETIN = """WEBVTT

00:00:00.500 --> 00:00:08.000
<v Petra Voss>Voters in Norvania go to a run-off on June 23. The president, Anton Brel, got 46.2 per cent of the vote, ahead of Mira Tolen with 41 per cent.

00:00:09.000 --> 00:00:17.000
<v Jon Hask>Thousands of people marched through Halvik on Monday to demand a recount. Police arrested at least 14 protesters.

00:00:18.000 --> 00:00:25.000
<v Jon Hask>“We will not be silenced,” Tolen told the crowd. The minister, Karl Odd, says that 14 protesters were arrested for throwing stones.
"""  # noqa: E501


def ask(page: Page, text: str = TEXT) -> None:
    """Pastes a text, and waits until it can be reviewed."""
    page.get_by_label("Transcript", exact=True).fill(text)
    page.get_by_role("button", name="Put on record").click()
    answered(page)


def answered(page: Page, status: str = "on record.") -> None:
    expect(page.locator("#status")).to_contain_text(status)
    expect(page.locator("article.card .verdicts").first).to_be_visible()


def open_with(page: Page, url: str, text: str = TEXT) -> None:
    page.goto(url)
    ask(page, text)


def card(page: Page, name: str) -> Locator:
    """The card of `detention 1`."""
    return page.locator("article.card").filter(has=page.locator(".name", has_text=re.compile(f"^{name}$")))


def select_words(page: Page, words: str) -> None:
    """As the pointer would: the first such words of the transcript, within one of its pieces of text."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("transcript"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
          throw new Error(`no piece holds ${words}`);
        }""",
        words,
    )


def downloaded(page: Page, button: str, folder: Path) -> Path:
    """The file that a button of the review downloads."""
    with page.expect_download() as waiting:
        page.get_by_label("Review", exact=True).get_by_role("button", name=button, exact=True).click()
    got: Download = waiting.value
    path = folder / got.suggested_filename
    got.save_as(path)
    return path


def imported(page: Page, body: str, argument: Any = None) -> Any:
    """What a piece of script makes of the page's own modules, which it has as `gold`, `compare`, `state`, `ungold`, `schema` and `lists`."""
    return page.evaluate(
        f"""async (argument) => {{
          const [gold, compare, state, ungold, schema] = await Promise.all(
            ["gold", "compare", "state", "ungold", "schema"].map((name) => import(`/assets/review/${{name}}.js`)));
          const lists = await (await fetch("/assets/names.json")).json();
          return ({body})({{ gold, compare, state, ungold, schema, lists }}, argument);
        }}""",
        argument,
    )


def tab(page: Page, name: str) -> Locator:
    """The panel behind a tab."""
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel", name=name)


def second_reader(page: Page, folder: Path) -> Path:
    """Gold like this review's, but for a stage, a record that is missing, and one that only it has."""
    gold = json.loads(downloaded(page, "Gold", folder).read_text())
    gold["detentions"][0]["stage"] = "charged"
    gold["protests"] = []
    gold["statements"].append(
        {"content": ["Riots are not planned"], "kind": "indirect", "speaker": ["the harbour office"]}
    )
    path = folder / "second.gold.json"
    path.write_text(json.dumps(gold))
    return path
