"""The same file gives the same answer through every door: a raw body, the form `transcript`, a line, a file, standard input."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import NotJson, OnrecordError
from service.extract import Options
from service.read import Transcript, read_any, read_bytes
from service.read.unpacking import MOST_UNPACKED
from service.requests.body import parse_json_with, parse_raw
from service.requests.items import STDIN, Defaults, file_item, line_items
from service.requests.lines import read_line
from tests.read.said import SCRIPTS, Said, cues
from tests.read.samples import SAMPLES
from tests.read.test_forms import ALL
from tests.read.vendors import spread
from tests.read.vendors_live import LIVE
from tests.read.vendors_more import symbl_streamed
from tests.read.writers import IN_SECONDS

BINARY = ("docx", "ebu stl")
FILES = {
    **{f"{name}, {script}": (ALL[name].data(SCRIPTS[script]), ALL[name].name) for name in ALL if name not in BINARY for script in SCRIPTS},
    **{f"{form}, {name}": (text.encode(), "news.txt") for form, samples in SAMPLES.items() for name, text in samples.items()},
}  # fmt: skip


def taken(work: tuple[Transcript, Options] | OnrecordError) -> Transcript:
    assert not isinstance(work, OnrecordError), work
    return work[0]


def through_a_line(value: object) -> Transcript:
    return taken(read_line(json.dumps({"id": 1, "transcript": value}).encode(), 1).work)


def through_doors(data: bytes) -> dict[str, Transcript]:
    """What each door that takes characters makes of them, without a name."""
    text = data.decode()
    line = json.dumps({"transcript": text}).encode()
    return {
        "a file of any name": read_bytes(data, filename="news.txt"),
        "standard input": taken(file_item(STDIN, io.BytesIO(data), None, Defaults()).work),
        "text/plain": parse_raw("transcript", data, b"", MOST_UNPACKED)[0],
        "the form transcript": parse_json_with(line, b"")[0],
        "the form transcript, with a query": parse_json_with(line, b"model=off")[0],
        "a line": through_a_line(text),
        "a line of a file": taken(next(line_items(io.BytesIO(line), Defaults())).work),
        "a call": read_any(text),
    }


STREAMED = {
    "Vosk's, laid out": "".join(
        json.dumps({"result": [{"conf": 1.0, "start": s.start, "end": s.end, "word": s.words}], "text": s.words}, indent=2) + "\n"
        for s in SCRIPTS["a bulletin"]
    ),
    "segments, a line each": "".join(
        json.dumps({"start": s.start, "end": s.end, "text": s.words}) + "\n" for s in SCRIPTS["a bulletin"]
    ),
    "Symbl's": symbl_streamed(SCRIPTS["two voices"]),
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMED)
@pytest.mark.parametrize("query", [b"", b"model=off"])
def test_what_recognisers_stream_is_a_body_as_it_stands(name: str, query: bytes) -> None:
    data = STREAMED[name].encode()
    assert parse_json_with(data, query)[0] == read_bytes(data, filename="news.json")


@pytest.mark.parametrize("query", [b"", b"model=off"])
def test_lines_of_requests_are_no_body(query: bytes) -> None:
    lines = "".join(json.dumps({"id": i, "text": s.words}) + "\n" for i, s in enumerate(SCRIPTS["a bulletin"]))
    with pytest.raises(NotJson):
        parse_json_with(lines.encode(), query)


@pytest.mark.parametrize("form", ["segments", "transcript"])
def test_segments_that_have_words_alone_are_read_by_every_door(form: str) -> None:
    said = SCRIPTS["a bulletin"]
    segments = [{"words": [{"word": w, "start": a, "end": b} for w, a, b in spread(s)]} for s in said]
    transcript, _ = parse_json_with(
        json.dumps({form: {"segments": segments} if form == "transcript" else segments}).encode(), b""
    )
    assert [(s.start_time, s.end_time) for s in transcript.segments] == [(s.start, s.end) for s in said]
    assert transcript.text == " ".join(s.words for s in said)


@pytest.mark.parametrize("name", FILES)
def test_files_of_every_form_are_read_alike_by_every_door(name: str) -> None:
    data, filename = FILES[name]
    as_file = taken(file_item(filename, io.BytesIO(data), None, Defaults()).work)
    assert as_file.segments or as_file.turns or as_file.form == "text"
    as_nothing = read_bytes(data)
    assert (as_file.text, as_file.segments, as_file.turns) == (as_nothing.text, as_nothing.segments, as_nothing.turns)
    for door, transcript in through_doors(data).items():
        assert transcript == as_nothing, door


@pytest.mark.parametrize("name", [name for name in ALL if name not in IN_SECONDS and name not in BINARY])
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(said=cues())
def test_any_cues_are_read_alike_by_every_door(name: str, said: list[Said]) -> None:
    """The name of a file says nothing more than what is in it."""
    data = ALL[name].data(said)
    as_file = read_bytes(data, filename=ALL[name].name)
    for door, transcript in through_doors(data).items():
        assert transcript == as_file, door
    if ALL[name].name.endswith(".json") and name not in ("symbl_streamed", *LIVE):
        assert through_a_line(json.loads(data)) == as_file
        if name != "captions":
            assert read_any(json.loads(data)) == as_file
            assert parse_json_with(data, b"")[0] == as_file
            assert parse_json_with(data, b"model=off")[0] == as_file


@pytest.mark.parametrize("name", BINARY)
def test_binary_files_are_read_alike_by_the_doors_that_take_bytes(name: str) -> None:
    data = ALL[name].data(SCRIPTS["two voices"])
    assert parse_raw("transcript", data, b"", MOST_UNPACKED)[0] == read_bytes(data, filename=ALL[name].name)


ENTRY = st.dictionaries(
    st.sampled_from(["text", "segments", "words", "title", "language", "start", "end"]), st.text() | st.floats(0, 9)
)


@given(ENTRY)
@settings(deadline=None)
def test_json_that_is_no_recognisers_is_judged_as_a_request(values: dict[str, object]) -> None:
    """Whatever it lacks, it is told as a request's fault, or read as a request's text."""
    try:
        read = parse_json_with(json.dumps(values).encode(), b"")[0].form
    except OnrecordError as error:
        read = error.slug
    assert read in ("invalid-request", "unreadable-transcript", "text", "segments")
