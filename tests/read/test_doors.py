"""The same file gives the same answer through every door: a raw body, the form `transcript`, a line, a file."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import OnrecordError
from service.http.raw import parse_json_with, parse_raw
from service.lines import read_line
from service.read import Transcript, read_any, read_bytes
from service.read.unpacking import MOST_UNPACKED
from tests.read.said import SCRIPTS, Said, cues
from tests.read.test_forms import ALL
from tests.read.writers import IN_SECONDS

BINARY = ("docx", "ebu stl")


def through_a_line(text: str) -> Transcript:
    work = read_line(json.dumps({"id": 1, "transcript": text}).encode(), 1).work
    assert not isinstance(work, OnrecordError)
    return work[0]


@pytest.mark.parametrize("name", [name for name in ALL if name not in IN_SECONDS and name not in BINARY])
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(said=cues())
def test_any_cues_are_read_alike_by_every_door(name: str, said: list[Said]) -> None:
    """The name of a file says nothing more than what is in it."""
    data = ALL[name].data(said)
    as_file = read_bytes(data, filename=ALL[name].name)
    assert read_bytes(data) == as_file
    assert parse_raw("transcript", data, b"", MOST_UNPACKED)[0] == as_file
    assert read_any(data.decode()) == as_file
    assert through_a_line(data.decode()) == as_file
    if ALL[name].name.endswith(".json") and name != "captions":
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
