"""Words in angle brackets and braces: only what a form of captions defines is markup, all else is words."""

from __future__ import annotations

import pytest

from service.read import read_any, read_bytes
from tests.read.said import SCRIPTS
from tests.read.test_forms import ALL

CAPTIONS = [
    "srt", "vtt", "ttml", "ttml in ticks", "sami", "ass", "sbv", "lrc", "microdvd", "mpl2", "tmplayer", "srv1", "spruce",
]  # fmt: skip
WORDS = [
    "nine < ten and eleven > ten", "if 5 <b and so c> 3", "a <font of knowledge> came", "<unclear words here>", "<maybe>",
    "<u.s. citizens>", "<p value less than>", "<i nine pilots came> today", "<2 and ten>", "< b >", "<laughs> and <i think>",
]  # fmt: skip
MARKUP = [
    "<i>nine</i>",
    "<b>nine</b>",
    "<u>nine</u>",
    '<font color="#fff" size=3>nine</font>',
    "<FONT COLOR=red>nine</FONT>",
    "<i>nine",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("name", CAPTIONS)
def test_words_in_brackets_are_words(name: str, words: str) -> None:
    file = ALL[name].data(SCRIPTS["a bulletin"]).decode().replace("in Norvik", f"in {words} Norvik")
    assert f"in {words} Norvik" in read_bytes(file.encode(), filename=ALL[name].name).text


@pytest.mark.parametrize("words", MARKUP)
@pytest.mark.parametrize("name", CAPTIONS)
def test_tags_of_type_are_none(name: str, words: str) -> None:
    file = ALL[name].data(SCRIPTS["a bulletin"]).decode().replace("in Norvik", f"in {words} Norvik")
    assert "in nine Norvik" in read_bytes(file.encode(), filename=ALL[name].name).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{\\an8}{\\i1}nine{\\i0} {\\fnTimes New Roman\\fs20\\1c&HFF00FF&}ten{\\fad(200,200)}", "nine ten"),
        ("{nine} {\\and ten}", "{nine} {\\and ten}"),
        ("they\\Ncame\\hlate", "they came late"),
        ("<ruby>nine<rt>ten</rt></ruby>", "nine ten"),
        ("nine<br>ten<p>eleven</p>", "nine ten eleven"),
        ("< /i>nine</ i >", "nine"),
        ("nine <00:00:01.500>ten <1:02>", "nine ten <1:02>"),
        ("on C:\\News there", "on C:\\News there"),
    ],
)
@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_codes_that_other_programs_leave_are_none(head: str, written: str, read: str) -> None:
    text = f"{head}1\n00:00:01.000 --> 00:00:02.000\n{written}\n"
    assert " ".join(read_any(text).text.split()) == read


@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_a_voice_is_named_by_its_tag_in_both(head: str) -> None:
    text = f"{head}1\n00:00:01.000 --> 00:00:02.000\n<v.loud Vera Lind>We march.</v>\n"
    assert [turn.speaker for turn in read_any(text).turns] == ["Vera Lind"]


def test_only_drawings_are_left_out_of_events() -> None:
    file = ALL["ass"].data(SCRIPTS["a bulletin"]).decode()
    drawn = file.replace("Police", "{\\p1}m 0 0 l 9 -9.5 b 1 1{\\p0}Police").replace("Hundreds", "{\\p1}Hundreds")
    assert read_any(drawn).text == read_any(file).text
