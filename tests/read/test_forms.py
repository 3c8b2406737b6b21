"""Every form, written as its makers document it, is read back: the same words at the same times, and who says them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from service.read import read_bytes
from service.read.recognised.table import forms
from service.read.registry import FORMATS
from tests.read.said import SCRIPTS, Said, cues, heard, without_ends
from tests.read.samples import SAMPLES
from tests.read.vendors import COUNTED, NAMED, OTHERS
from tests.read.vendors_live import LIVE
from tests.read.vendors_more import DATED, MORE_COUNTED, MORE_NAMED, SPEAKERS
from tests.read.writers import IN_SECONDS, WRITERS, Writer

ALL = {**WRITERS, **IN_SECONDS, **NAMED, **COUNTED, **OTHERS, **MORE_NAMED, **MORE_COUNTED, **DATED, **LIVE}
VOICED = ("otter", "rev", "docx")  # forms in which somebody is always named


def expected(writer: Writer, said: list[Said]) -> list[Said]:
    """What the form keeps of it."""
    kept = said if writer.ends else without_ends(said)
    return kept if writer.speakers else [replace(s, speaker=None) for s in kept]


def check(name: str, said: list[Said]) -> None:
    writer = ALL[name]
    if name in IN_SECONDS:
        said = [replace(s, start=float(3 * i + 1), end=float(3 * i + 3)) for i, s in enumerate(said)]
    if name in VOICED:
        said = [replace(s, speaker=s.speaker or f"Speaker {i % 2 + 1}") for i, s in enumerate(said)]
    if name in DATED:
        said = [replace(s, start=s.start - said[0].start, end=s.end - said[0].start) for s in said]
    transcript = read_bytes(writer.data(said), filename=writer.name)
    found = (
        heard(transcript)
        if name not in {**COUNTED, **MORE_COUNTED, **LIVE}
        else [replace(s, speaker=None) for s in heard(transcript)]
    )
    near = partial(pytest.approx, abs=writer.precision)
    assert [(s.start, s.end, s.words) for s in found] == [
        (near(s.start), near(s.end), s.words) for s in expected(writer, said)
    ]
    assert [s.speaker for s in found] == [s.speaker for s in expected(writer, said)]
    assert transcript.form == writer.form
    assert len(transcript.warnings) == writer.told, transcript.warnings


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("name", ALL)
def test_three_files_of_each_form_are_read(name: str, script: str) -> None:
    check(name, SCRIPTS[script])


@pytest.mark.parametrize("name", ALL)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(said=cues())
def test_any_cues_are_read_back(name: str, said: list[Said]) -> None:
    check(name, said)


@pytest.mark.parametrize("name", SPEAKERS)
def test_who_speaks_is_found_where_it_stands_apart_from_the_words(name: str) -> None:
    transcript = read_bytes(ALL[name].data(SCRIPTS["two voices"]), filename="news.json")
    assert [turn.speaker for turn in transcript.turns] == SPEAKERS[name] * 2
    assert len(transcript.segments) == 4


def test_there_are_three_files_of_every_form_in_the_registry() -> None:
    """Each form that is written here is written for three scripts; others have samples."""
    files = Counter(writer.form for writer in ALL.values() for _ in SCRIPTS)
    files.update({form: len(samples) for form, samples in SAMPLES.items()})
    assert {form.name for form in (*FORMATS, *forms())} == files.keys()
    assert min(files.values()) >= 3


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, samples in SAMPLES.items() for name in samples])
def test_samples_are_read_as_their_form(form: str, name: str) -> None:
    transcript = read_bytes(SAMPLES[form][name].encode())
    assert transcript.form == form
    assert transcript.text == SAMPLES[form][name] if form != "scc" else "NINE PILOTS" in transcript.text


@pytest.mark.parametrize("name", ["srt", "vtt", "ttml", "whisper", "otter", "docx"])
def test_packed_files_are_read_as_they_would_be(name: str) -> None:
    data = ALL[name].data(SCRIPTS["two voices"])
    plain = read_bytes(data, filename=ALL[name].name)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._news", "x")
        archive.writestr(ALL[name].name, data)
    assert read_bytes(gzip.compress(data), filename=f"{ALL[name].name}.gz") == plain
    assert read_bytes(file.getvalue(), filename="news.zip") == plain
    assert read_bytes(gzip.compress(file.getvalue())) == plain


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("name", ["srt", "vtt", "ttml", "whisper", "otter", "ass"])
def test_any_unicode_encoding_is_read(name: str, encoding: str) -> None:
    text = ALL[name].data(SCRIPTS["two voices"]).decode()
    transcript = read_bytes(text.encode(encoding), filename=ALL[name].name)
    assert transcript.text == read_bytes(text.encode(), filename=ALL[name].name).text
    assert len(transcript.warnings) == (encoding[-2:] in ("le", "be"))


@pytest.mark.parametrize(("encoding", "word"), [("cp1252", "Windows-1252"), ("latin-1", "Latin-1")])
def test_western_encodings_are_read_with_a_warning(encoding: str, word: str) -> None:
    words = "Café owners said “no” on Friday." if encoding == "cp1252" else "Café owners said no on Friday."
    transcript = read_bytes(f"They met.\n{words}".encode(encoding))
    assert transcript.text == f"They met.\n{words}"
    [warning] = transcript.warnings
    assert warning.startswith("line 2: ")
    assert word in warning
