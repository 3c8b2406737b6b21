"""What recognisers, callers and files call a language, and the tag that it becomes."""

from __future__ import annotations

import pytest

from service.errors import InvalidRequest
from service.read import read_any
from service.read.language_tags import language_tag

NINE = {"text": "Nine were held.", "start": 0, "end": 2}


@pytest.mark.parametrize(
    ("called", "tag"),
    [
        ("eng", "en"), ("EN", "en"), ("english", "en"), ("English", "en"), ("en_us", "en-US"), ("en-us", "en-US"),
        ("en_US.UTF-8", "en-US"), ("English (United Kingdom)", "en"), ("British English", "en"), ("<|en|>", "en"),
        ("en,es", "en"), ("spanish; castilian", "es"), ("deu", "de"), ("ger", "de"), ("iw", "he"), ("sr-latn", "sr-Latn"),
        ("cmn-hans-cn", "cmn-Hans-CN"), ("Norwegian Nynorsk", "nn"), ("mul", "mul"), ("i-klingon", "tlh"),
        ("und", None), ("zxx", None), ("auto", None), ("unknown", None), ("old vellish", None), ("", None), ("e", None),
    ],
)  # fmt: skip
def test_names_and_codes_of_languages(called: str, tag: str | None) -> None:
    assert language_tag(called) == tag
    assert read_any({"segments": [NINE], "language": called}).language == tag


@pytest.mark.parametrize("called", ["eng", "EN", "english"])
def test_every_door_takes_them(called: str) -> None:
    assert read_any("Nine were held.", language=called).language == "en"
    assert read_any({"segments": [NINE], "language": "fr"}, language=called).language == "en"
    ttml = (
        f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="{called}"><body><p begin="1s" end="2s">Nine.</p></body></tt>'
    )
    if called != "english":
        assert read_any(ttml).language == "en"


def test_of_several_the_first_counts() -> None:
    assert read_any({"segments": [NINE], "language": ["en", "es"]}).language == "en"


def test_what_is_no_language_is_refused_in_a_request_and_told_of_in_a_file() -> None:
    with pytest.raises(InvalidRequest, match="not a tag"):
        read_any("Nine were held.", language="no such")
    assert read_any("Nine were held.", language="und").language is None
    [warning] = read_any({"segments": [NINE], "language": "auto"}).warnings
    assert "auto" in warning
