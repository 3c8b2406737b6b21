"""A recording beside its transcript: a time plays that moment, and the words that are being said are marked."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, expect

from tests.page.browser import Watch
from tests.page.pages import BULLETIN, ask, card, tab

SECONDS = 30
SPOKEN = "[...(CSS.highlights.get('spoken') ?? [])].map(String).join('')"


def recording(folder: Path) -> Path:
    """Silence, as long as the bulletin."""
    path = folder / "bulletin.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(b"\x80" * 8_000 * SECONDS)
    return path


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """The folder on a host that is not the service's: its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def says(page: Page, words: str) -> None:
    """The words that are marked as being said hold these, within the patience of a test."""
    page.wait_for_function(f"(words) => {SPOKEN}.includes(words)", arg=words)


def test_a_time_plays_that_moment_and_its_words_are_followed(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    """Asked for before there is a recording, it plays once there is; a review goes on meanwhile."""
    page = browser_page
    page.goto(page_url)
    ask(page, BULLETIN)
    page.get_by_role("button", name="Play from 0:00:09").first.click()
    expect(page.get_by_label("Address of the recording")).to_be_focused()
    page.locator("#media-file").set_input_files(recording(tmp_path))
    says(page, "Thousands of people marched")
    assert 9 <= page.locator("video").evaluate("player => player.currentTime") < SECONDS
    page.get_by_role("button", name="Play from 0:00:18").first.click()
    says(page, "We will not be silenced")
    card(page, "detention 1").get_by_role("button", name="Take out place").click()
    assert page.locator("video").evaluate("player => player.currentTime") >= 18
    page.locator("video").evaluate("player => player.pause()")
    page.locator("video").evaluate("player => { player.currentTime = 1; }")
    says(page, "Voters in Norvania")
    page.locator("video").evaluate("player => { player.currentTime = 29; }")  # nobody speaks any more
    page.wait_for_function(f"() => {SPOKEN} === ''")


def test_a_recording_at_an_address_is_played_from_there_and_nothing_else_is_asked_for(
    browser_page: Page, page_url: str, watch: Watch, tmp_path: Path
) -> None:
    page = browser_page
    with elsewhere(recording(tmp_path).parent) as address:
        page.goto(page_url)
        ask(page, BULLETIN)
        page.get_by_text("Recording", exact=True).click()
        page.get_by_label("Address of the recording").fill(f"{address}/bulletin.wav")
        page.get_by_role("button", name="Use", exact=True).click()
        page.get_by_role("button", name="Play from 0:00:09").first.click()
        says(page, "Thousands of people marched")
        assert set(watch.elsewhere) == {f"{address}/bulletin.wav"}
        watch.elsewhere.clear()


def test_the_words_that_are_said_come_into_sight_unless_the_reader_says_no(
    browser_page: Page, page_url: str, tmp_path: Path
) -> None:
    page = browser_page
    page.goto(page_url)
    filler = "\n".join(
        f"00:00:{i:02}.000 --> 00:00:{i:02}.900\nThe weather, part {i}: showers.\n\n" * 4 for i in range(2, 28)
    )
    ask(
        page,
        f"{BULLETIN[: BULLETIN.index('00:00:09')]}{filler}\n00:00:28.000 --> 00:00:29.500\nPolice arrested two men in Halvik.\n",
    )
    page.get_by_text("Recording", exact=True).click()
    page.locator("#media-file").set_input_files(recording(tmp_path))
    last = page.get_by_text("Police arrested two men", exact=False).first
    page.get_by_label("keep its words in sight").uncheck()
    page.evaluate("scrollTo(0, 0)")
    page.locator("video").evaluate("player => { player.currentTime = 28.5; }")
    says(page, "two men in Halvik")
    expect(last).not_to_be_in_viewport()
    page.get_by_label("keep its words in sight").check()
    page.locator("video").evaluate("player => { player.currentTime = 5; }")
    says(page, "weather, part 5")
    page.locator("video").evaluate("player => { player.currentTime = 28.5; }")
    says(page, "two men in Halvik")
    expect(last).to_be_in_viewport()


def test_what_is_no_recording_and_what_is_no_address_is_told(browser_page: Page, page_url: str, tmp_path: Path) -> None:
    page = browser_page
    page.goto(page_url)
    ask(page, BULLETIN)
    page.get_by_text("Recording", exact=True).click()
    (tmp_path / "no.wav").write_text("no sound")
    page.locator("#media-file").set_input_files(tmp_path / "no.wav")
    expect(page.locator(".said")).to_contain_text("cannot play")
    page.evaluate("() => { window.open = (...given) => { window.opened = given; }; }")
    page.get_by_label("Address of the recording").evaluate(
        "(field) => { field.type = 'text'; field.value = 'javascript:document.title=`gone`//{seconds}'; }"
    )
    page.get_by_role("button", name="Use", exact=True).click()
    page.get_by_role("button", name="Play from 0:00:09").first.click()
    assert page.evaluate("window.opened") is None
    assert page.title() != "gone"
    tab(page, "Timeline")
