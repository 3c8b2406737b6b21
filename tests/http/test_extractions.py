"""``POST /v1/extractions``: every form of a transcript gives the bytes that ``extract`` itself would print."""

from __future__ import annotations

import json

import pytest

from service.extract import Options, extract
from service.read import read_text
from service.requests.parse import parse_request

WORDS = 'Voters in Norvania go to the polls on June 9. "We will win," said Mira Tolen, leader of the Civic Union.'
VTT = f"WEBVTT\n\n00:01.000 --> 00:05.000\n{WORDS}\n"
SRT = f"1\n00:00:01,000 --> 00:00:05,000\n{WORDS}\n"
SEGMENTS = [{"start": 1.0, "end": 5.0, "text": WORDS}]
WHISPER = {"text": WORDS, "language": "en", "segments": [{"id": 0, "seek": 0, "tokens": [1, 2], **SEGMENTS[0]}]}


def post(client, body, media_type="application/json", query="", **headers):
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"/v1/extractions{query}", content=content, headers={"content-type": media_type, **headers})


def test_the_body_is_exactly_what_extract_prints(client):
    """HTTP adds nothing to an extraction and takes nothing away."""
    answer = post(client, {"text": WORDS, "title": "Vote", "published": "2024-06-01"})
    transcript = read_text(WORDS, title="Vote", published="2024-06-01")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == extract(transcript, Options()).model_dump_json().encode()


@pytest.mark.parametrize("form", [{"segments": SEGMENTS}, {"segments": WHISPER}, {"vtt": VTT}, {"srt": SRT}])
def test_timed_forms_in_json(client, form):
    """Segments, Whisper's whole JSON and subtitles in JSON give evidence with times."""
    answer = post(client, form).json()
    evidence = answer["statements"][0]["evidence"][0]
    assert evidence["start_time"] == 1.0
    assert evidence["end_time"] == 5.0


def test_a_recognisers_text_without_segments_is_a_request(client):
    body = {"text": WORDS, "usage": {"type": "tokens", "total_tokens": 7}, "task": "transcribe"}
    assert post(client, body).content == post(client, {"text": WORDS}).content


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "utf-16", "utf-16le", "ascii"])
def test_a_raw_body_is_in_the_encoding_that_its_header_names(client, label):
    words = WORDS if label == "ascii" else f"{WORDS} Café owners came."
    raw = post(client, words.encode(label), f"text/plain; charset={label}")
    assert raw.content == post(client, {"text": words}, "application/json").content


@pytest.mark.parametrize(
    ("media_type", "body", "form"),
    [("text/plain", WORDS, "text"), ("text/vtt", VTT, "vtt"), ("application/x-subrip", SRT, "srt")],
)
@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
def test_a_raw_body_is_the_same_request_as_json(client, media_type, body, form, charset):
    """A raw body with its options in the query answers with the same bytes as the JSON request."""
    query = "?records=elections,statements&model=off&title=The%20vote&source=radio&language=en&published=2024-06-01"
    about = {"title": "The vote", "source": "radio", "language": "en", "published": "2024-06-01"}
    options = {"records": ["elections", "statements"], "model": "off"}
    raw = post(client, body, media_type + charset, query)
    assert raw.status_code == 200
    assert raw.content == post(client, {form: body, **about, "options": options}).content


def test_the_query_says_what_a_json_body_does_not(client):
    """And nothing may be said in both."""
    whole = {"text": WORDS, "title": "Vote", "options": {"records": ["elections"]}}
    assert post(client, {"text": WORDS}, query="?title=Vote&records=elections").content == post(client, whole).content
    for query, field in (("?title=Other", "/title"), ("?records=elections", "/records")):
        refused = post(client, whole, query=query)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, field)


def test_only_the_records_asked_for(client):
    """``options.records`` limits what is extracted; the other lists are there and empty."""
    answer = post(client, {"text": WORDS, "options": {"records": ["protests"]}}).json()
    assert answer["statements"] == []
    assert post(client, {"text": WORDS}).json()["statements"]


def test_null_is_the_same_as_absent(client):
    """A client that sends all fields, the unknown ones as null, is understood."""
    nulls = dict.fromkeys(["segments", "vtt", "srt", "title", "source", "language", "published"])
    assert post(client, {"text": WORDS, **nulls}).content == post(client, {"text": WORDS}).content


def test_a_byte_order_mark_is_no_part_of_the_text(client):
    """Files saved by Windows editors begin with one."""
    plain = post(client, WORDS, "text/plain").content
    assert post(client, b"\xef\xbb\xbf" + WORDS.encode(), "text/plain").content == plain
    assert post(client, b"\xef\xbb\xbf" + json.dumps({"text": WORDS}).encode()).content == plain


def test_etag_and_304(client):
    """The ETag names the bytes: sent back, in any of the forms of RFC 9110, it spares the body."""
    first = post(client, {"text": WORDS})
    etag = first.headers["etag"]
    assert etag.startswith('"')
    for sent in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = post(client, {"text": WORDS}, **{"if-none-match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert post(client, {"text": WORDS}, **{"if-none-match": '"other"'}).content == first.content
    assert post(client, {"text": WORDS + " Then it rained."}).headers["etag"] != etag


def test_timing_travels_in_a_header(client):
    """Bodies are the same bytes every time, so what time was spent is told beside them."""
    spent = [post(client, {"text": "It rained in Norrby."}).headers["server-timing"] for _ in range(2)]
    assert [[part.partition(";")[0] for part in timing.split(", ")] for timing in spent] == [
        ["read", "wait", "extract"],
        ["cache"],
    ]


def test_parse_request_gives_transcript_and_options():
    """The same way in for lines of JSONL: plain values to a Transcript and Options."""
    transcript, options = parse_request({"text": WORDS, "source": "radio", "options": {"records": ["protests"]}})
    assert (transcript.text, transcript.source) == (WORDS, "radio")
    assert options == Options(records=frozenset({"protests"}), model="off")
