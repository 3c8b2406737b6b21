"""The collector of circles rests while something is read, and is on again behind it, whatever came of it."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.errors import OnrecordError
from service.extract import corridor
from service.extract.plainly import plainly
from service.read import read_any, read_bytes
from service.read.collector import without_collector


def test_it_is_on_again_behind_a_transcript_and_an_error() -> None:
    read_any("We march.")
    assert gc.isenabled()
    with pytest.raises(OnrecordError):
        read_bytes(b"")
    assert gc.isenabled()


def test_it_rests_meanwhile() -> None:
    with without_collector():
        assert not gc.isenabled()
        with without_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_rests_while_an_extraction_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(corridor, "plainly", lambda transcript: seen.append(gc.isenabled()) or plainly(transcript))
    corridor.extract(read_any("Police in Valletta arrested 14 dock workers on Friday."))
    assert seen == [False]
    assert gc.isenabled()


def test_whoever_turned_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        read_any("We march.")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_threads_leave_it_on() -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: read_any(f"We march on day {i}."), range(200)))
    assert gc.isenabled()
