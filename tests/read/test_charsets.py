"""Encodings that somebody names: a header, an XML declaration, a page."""

from __future__ import annotations

import codecs

import pytest

from service.errors import UnreadableTranscript
from service.read import Transcript, read_bytes
from service.read.charsets import codec_of
from service.requests.body import parse_raw

CAFE = "Café owners held nine."
POLICE = "Полиция задержала девять."


def sent(data: bytes, label: str) -> Transcript:
    return parse_raw("transcript", data, b"", 10_000, codec_of(label))[0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (CAFE, "iso-8859-1"), (CAFE, "latin1"), (CAFE, "windows-1252"), (CAFE + " “No.”", "cp1252"), (CAFE, "utf-16le"),
        (CAFE, "utf-16be"), (CAFE, "utf-16"), (CAFE, "utf-32"), (CAFE, "macintosh"), (POLICE, "windows-1251"),
        (POLICE, "koi8-r"), ("Łódź", "iso-8859-2"), ("警察", "gbk"), ("警察", "shift_jis"), ("警察", "iso-2022-jp"), (CAFE, "utf-8"),
    ],
)  # fmt: skip
def test_a_body_is_read_by_the_encoding_that_its_header_names(text: str, label: str) -> None:
    transcript = sent(text.encode(label), label)
    assert (transcript.text, transcript.warnings) == (text, ())


def test_what_plainly_is_utf_8_is_read_so_with_a_warning() -> None:
    transcript = sent(f"They met.\n{CAFE}".encode(), "windows-1251")
    assert transcript.text.endswith(CAFE)
    [warning] = transcript.warnings
    assert warning.startswith("line 2: ")


@pytest.mark.parametrize(("data", "label"), [(b"caf\xff", "shift_jis"), (b"\x00a\x00", "utf-16")])
def test_what_is_not_in_the_encoding_named_is_an_error_with_its_place(data: bytes, label: str) -> None:
    with pytest.raises(UnreadableTranscript, match="byte"):
        sent(data, label)


@pytest.mark.parametrize("label", ["latin-99", "utf-7", "rot13", "unicode_escape", "idna", "", "\x00"])
def test_what_is_no_encoding_of_texts_has_no_codec(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "iso-8859-5"])
@pytest.mark.parametrize(
    "head",
    [
        '<html><head><meta charset="{}"></head><body>',
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>',
        '<?xml version="1.0" encoding="{}"?>\n<html><body>',
    ],
)
def test_a_page_says_which_encoding_it_is_in(label: str, head: str) -> None:
    page = f"{head.format(label)}<p>{POLICE}</p></body></html>"
    transcript = read_bytes(page.encode(label), filename="a.html")
    assert (transcript.text, transcript.warnings) == (POLICE, ())
    in_utf8 = read_bytes(page.encode(), filename="a.html")
    assert in_utf8.text == POLICE
    assert len(in_utf8.warnings) == 1


def test_captions_in_xml_say_it_too() -> None:
    ttml = '<?xml version="1.0" encoding="{}"?><tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">Łódź</p></body></tt>'
    assert read_bytes(ttml.format("iso-8859-2").encode("iso-8859-2")).text == "Łódź"
    assert read_bytes(ttml.format("UTF-16").encode()).text == "Łódź"  # a declaration that nobody mended
    assert read_bytes(codecs.BOM_UTF16_LE + ttml.format("UTF-8").encode("utf-16-le")).text == "Łódź"


def test_utf8_that_was_cut_off_within_a_letter_is_a_warning() -> None:
    transcript = read_bytes("Ida – “so” – café – “yes” – caf".encode() + b"\xc3")
    assert transcript.text.startswith("Ida – “so” – café – “yes” – caf")
    assert "not UTF-8" in transcript.warnings[0]
