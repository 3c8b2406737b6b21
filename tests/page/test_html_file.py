"""``--format html``: a file that is opened where no server is, and a folder of such, safe for any text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from service.exports.html import page as page_of
from service.page import assets
from service.page.bundle import bundled
from tests.conftest import ROOT, Onrecord
from tests.page.browser import Watch, watched_page

HOSTILE = (
    "Police arrested 14 dock workers in Valletta on Friday. </script><script>document.title = 'gone'</script> <!-- <script> "
    "“We will be back,” said Ida Holt <b>Bold</b>. <img src=x onerror=alert(1)> {{data}} \u2028 ${x}"
)


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page that may ask nobody for anything but files."""
    with watched_page(browser, Watch("file://"), offline=True) as page:
        yield page


def made(onrecord: Onrecord, tmp_path: Path, text: str, name: str = "talk.txt") -> str:
    (tmp_path / name).write_text(text)
    ended = onrecord("extract", tmp_path / name, "-o", tmp_path / "talk.html")
    assert ended.status == 0, ended.err
    return (tmp_path / "talk.html").as_uri()


def test_it_shows_what_the_page_shows_without_any_server(onrecord: Onrecord, tmp_path: Path, offline: Page) -> None:
    offline.goto(made(onrecord, tmp_path, (ROOT / "examples" / "strike.vtt").read_text(), "strike.vtt"))
    expect(offline.get_by_role("heading", name="strike.vtt")).to_be_visible()
    offline.get_by_text("it will strike for five days", exact=False).first.click()
    expect(offline.locator("article.chosen")).to_contain_text("union")
    offline.locator("article.chosen").get_by_role("button", name="Why?").click()
    expect(offline.locator("article .why li").first).to_be_visible()
    expect(offline.get_by_role("button", name="Play from 0:00:02").first).to_be_visible()


def test_what_looks_like_markup_or_script_stays_text(onrecord: Onrecord, tmp_path: Path, offline: Page) -> None:
    offline.goto(made(onrecord, tmp_path, HOSTILE))
    shown = "".join(offline.locator("#transcript .words").all_text_contents())
    assert "</script><script>document.title = 'gone'</script>" in shown
    assert "{{data}} \u2028 ${x}" in shown
    assert offline.title() == "talk.txt"
    assert offline.locator("main img, main b, main script").count() == 0


def test_a_link_to_a_record_opens_there(onrecord: Onrecord, tmp_path: Path, offline: Page) -> None:
    address = made(onrecord, tmp_path, (ROOT / "examples" / "strike.vtt").read_text(), "strike.vtt")
    offline.goto(address)
    last = offline.locator("article:not(.kgap)").last.get_attribute("id")
    offline.goto(f"{address}#{last}")
    expect(offline.locator("article.chosen")).to_have_id(last or "")


def test_a_folder_has_an_index_that_searches_all_of_it(onrecord: Onrecord, tmp_path: Path, offline: Page) -> None:
    talks = tmp_path / "talks"
    (talks / "deep").mkdir(parents=True)
    (talks / "a <b>.txt").write_text("Police arrested 14 dock workers in Valletta on Friday.")
    (talks / "deep" / "index.txt").write_text("Nurses marched in Lisbon on Monday. The weather: showers.")
    (talks / "none.vtt").write_text("WEBVTT\n\n")
    ended = onrecord("extract", talks, "--format", "html", "-o", tmp_path / "pages")
    assert ended.status == 1
    offline.goto((tmp_path / "pages" / "index.html").as_uri())
    rows = offline.locator(".transcripts > li")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="none.vtt")).to_contain_text("No answer")
    offline.get_by_label("Search").fill("showers lisbon")
    expect(rows).to_have_count(1)
    offline.get_by_label("Search").fill("dock workers")
    offline.locator(".hits a").first.click()
    expect(offline.locator("article.chosen")).to_contain_text("14")
    offline.get_by_role("link", name="All transcripts").click()
    expect(rows).to_have_count(3)


def test_times_of_a_page_open_the_address_that_is_given(onrecord: Onrecord, tmp_path: Path, offline: Page) -> None:
    (tmp_path / "abc.vtt").write_text((ROOT / "examples" / "strike.vtt").read_text())
    address = "https://media.example/watch?v={id}&t={seconds}"
    assert onrecord("extract", tmp_path / "abc.vtt", "-o", tmp_path / "abc.html", "--media-url", address).status == 0
    offline.goto((tmp_path / "abc.html").as_uri())
    offline.evaluate("window.open = (...given) => { window.opened = given; }")
    offline.get_by_role("button", name="Play from 0:00:21").first.click()
    opened = offline.evaluate("window.opened")
    assert opened == ["https://media.example/watch?v=abc&t=21", "_blank", "noopener,noreferrer"]


def test_many_transcripts_ask_for_a_folder(onrecord: Onrecord, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nurses marched in Lisbon.")
    ended = onrecord("extract", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "both.html")
    assert (ended.status, "with a folder" in ended.err) == (2, True)
    assert not (tmp_path / "both.html").exists()


def answer(text: str) -> str:
    return json.dumps({"transcript": {"text": text}}, ensure_ascii=False)


@given(st.text(max_size=60), st.text(max_size=20))
@example("</script>", "</title><script>")
@example("<!--<script>", "{{data}}")
def test_any_text_is_data_of_one_script_element(text: str, name: str) -> None:
    """However a text goes on, the page has its own scripts alone, and the data is read back as it was."""
    page = page_of(answer(text), None, name, None, indexed=False)
    assert len(re.findall("<script", page, re.IGNORECASE)) == len(re.findall("</script", page, re.IGNORECASE)) == 2
    [data] = re.findall(r'<script type="application/json" id="answer">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data)["extraction"]["transcript"]["text"] == text


@pytest.mark.parametrize("entry", ["view/file.js", "view/folder.js"])
def test_our_scripts_can_stand_in_a_page(entry: str) -> None:
    """Nothing in them ends the element, and each module stands once, before all that need it."""
    script = bundled(entry)
    assert not re.search(r"</script|<!--|^\s*(import|export) ", script, re.IGNORECASE | re.MULTILINE)
    named = re.findall(r"^const (\$\w+) = \(\(\) => \{$", script, re.MULTILINE)
    assert len(set(named)) == len(named)
    assert all(script.index(f"const {name} =") < script.index(f"= {name};") for name in named if f"= {name};" in script)


def test_a_module_that_imports_in_another_way_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"odd.js": b'import thing from "./dom.js";\n'}
    monkeypatch.setattr("service.page.bundle.assets", lambda: {**assets(), **other})
    with pytest.raises(ValueError, match=r"odd\.js"):
        bundled("odd.js")
