"""The same cues, times and words as webvtt-py and pysubs2 find, in valid files of every shape."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pysubs2
import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from service.read import Transcript, read_bytes, read_srt, read_vtt
from tests.read.said import Said, cues, heard
from tests.read.writers import IN_SECONDS, WRITERS, short
from tests.read.writers import clock as written_clock

WORDS = st.lists(
    st.sampled_from(["we", "march", "17 May,", "she", "said.", "“No!”", "8,000", "people?", "é"]), min_size=1
)
LINE_ENDS = st.sampled_from(["\n", "\r\n"])


@dataclass
class Shape:
    """A cue to be written: milliseconds, lines of words, and what a file may have around them."""

    start: int
    end: int
    lines: list[str]
    tag: str = ""
    before: list[str] = field(default_factory=list)


@st.composite
def shapes(draw: st.DrawFn) -> list[Shape]:
    """Cues in order of time; a number of its own in each line, so that none repeats another."""
    out: list[Shape] = []
    at = draw(st.integers(0, 5_000_000))
    for i in range(draw(st.integers(1, 6))):
        length = draw(st.integers(1, 9_000))
        lines = [f"w{i}x{n} " + " ".join(draw(WORDS)) for n in range(draw(st.integers(1, 3)))]
        before = draw(st.lists(st.sampled_from(["id", "NOTE x", "NOTE\nmore"]), max_size=1))
        out.append(Shape(at, at + length, lines, draw(st.sampled_from(["", "i", "b", "u"])), before))
        at += length + draw(st.sampled_from([0, 1, 700]))
    return out


def clock(ms: int, comma: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{comma}{ms % 1000:03}"


def payload(shape: Shape) -> str:
    first, *rest = shape.lines
    tagged = f"<{shape.tag}>{first}</{shape.tag}>" if shape.tag else first
    return "\n".join([tagged, *rest])


def cued(transcript: Transcript) -> list[tuple[int, int, str]]:
    """Segments in milliseconds, white space squeezed."""
    return [
        (round(1000 * (s.start_time or 0)), round(1000 * (s.end_time or 0)), squeeze(transcript.text[s.start : s.end]))
        for s in transcript.segments
    ]


def squeeze(text: str) -> str:
    return " ".join(text.split())


@given(shapes(), LINE_ENDS, st.booleans(), st.sampled_from(["", " align:start line:0%"]))
def test_webvtt_as_webvtt_py_reads_it(cues: list[Shape], end: str, bom: bool, settings: str) -> None:
    blocks = ["WEBVTT some text\nKind: captions"]
    for cue in cues:
        blocks += [note for note in cue.before if note != "id"]
        identifier = "an id\n" if "id" in cue.before else ""
        blocks.append(f"{identifier}{clock(cue.start, '.')} --> {clock(cue.end, '.')}{settings}\n{payload(cue)}")
    text = "\n\n".join(blocks) + "\n"
    captions = webvtt.from_string(text).captions
    oracle = [(c.start_time.in_milliseconds(), c.end_time.in_milliseconds(), squeeze(c.text)) for c in captions]
    transcript = read_vtt("\ufeff" * bom + text.replace("\n", end))
    assert cued(transcript) == oracle
    assert transcript.warnings == ()


@given(shapes(), LINE_ENDS, st.booleans(), st.booleans(), st.sampled_from(",."))
def test_srt_as_pysubs2_reads_it(cues: list[Shape], end: str, bom: bool, counters: bool, comma: str) -> None:
    text = "".join(
        (f"{n}\n" if counters else "") + f"{clock(cue.start, comma)} --> {clock(cue.end, comma)}\n{payload(cue)}\n\n"
        for n, cue in enumerate(cues, 1)
    )
    events = pysubs2.SSAFile.from_string(text, format_="srt").events
    oracle = [(event.start, event.end, squeeze(event.plaintext)) for event in events]
    transcript = read_srt("\ufeff" * bom + text.replace("\n", end))
    assert cued(transcript) == oracle
    assert transcript.warnings == ()


@pytest.mark.parametrize("reader", [read_vtt, read_srt])
@given(cues=shapes())
def test_every_word_of_a_cue_is_in_the_text_at_the_times_of_the_cue(reader: object, cues: list[Shape]) -> None:
    text = "WEBVTT\n\n" if reader is read_vtt else ""
    text += "".join(f"{clock(c.start, '.')} --> {clock(c.end, '.')}\n{payload(c)}\n\n" for c in cues)
    transcript: Transcript = reader(text)  # type: ignore[operator]
    for cue in cues:
        for line in cue.lines:
            mark = line.split()[0] + " "
            at = transcript.text.index(mark)
            assert transcript.text[at:].split()[: len(line.split())] == line.split()
            assert transcript.times(at, at + len(line)) == (cue.start / 1000, cue.end / 1000)


@pytest.mark.parametrize(
    ("name", "form"),
    [("ass", "ass"), ("microdvd", "microdvd"), ("mpl2", "mpl2"), ("tmplayer", "tmp"), ("srt", "srt"), ("vtt", "vtt")],
)
@given(said=cues())
@settings(deadline=None, max_examples=30)
def test_other_forms_as_pysubs2_reads_them(name: str, form: str, said: list[Said]) -> None:
    """Words and start times; where a form has no ends, pysubs2 makes up some."""
    writer = {**WRITERS, **IN_SECONDS}[name]
    if name in IN_SECONDS:
        said = [replace(s, start=float(3 * i), end=float(3 * i + 2)) for i, s in enumerate(said)]
    text = writer.data(said).decode()
    events = pysubs2.SSAFile.from_string(text, format_=form, **({"fps": 20.0} if form == "microdvd" else {})).events
    oracle = [
        (event.start, squeeze(event.plaintext)) for event in events if event.plaintext.strip() not in ("", "20.000")
    ]
    transcript = read_bytes(text.encode(), filename=writer.name)
    assert [(round(1000 * s.start), s.words) for s in heard(transcript)] == [
        (pytest.approx(start, abs=1), words) for start, words in oracle
    ]


@given(said=cues())
@settings(deadline=None, max_examples=30)
def test_sbv_as_webvtt_py_reads_it(said: list[Said]) -> None:
    text = WRITERS["sbv"].data(said).decode()
    captions = webvtt.from_buffer(io.StringIO(text), format="sbv").captions
    oracle = [(c.start_time.in_milliseconds(), c.end_time.in_milliseconds(), squeeze(c.text)) for c in captions]
    assert cued(read_bytes(text.encode(), filename="a.sbv")) == oracle


@given(said=cues())
@settings(deadline=None, max_examples=30)
def test_tables_as_the_standard_library_reads_them(said: list[Said]) -> None:
    text = WRITERS["csv"].data(said).decode()
    oracle = [(row["Start Time"], row["Speaker Name"], row["Text"]) for row in csv.DictReader(io.StringIO(text))]
    found = heard(read_bytes(text.encode(), filename="a.csv"))
    assert [(written_clock(s.start), s.speaker or "", s.words) for s in found] == oracle


@given(said=cues())
@settings(deadline=None, max_examples=30)
def test_words_of_word_files_as_an_xml_parser_finds_them(said: list[Said]) -> None:
    said = [replace(s, start=float(3 * i + 1), end=0.0, speaker=s.speaker or "Vera Lind") for i, s in enumerate(said)]
    data = IN_SECONDS["docx"].data(said)
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    oracle = [text for element in body.iter() if element.tag.endswith("}t") and (text := (element.text or "").strip())]
    found = heard(read_bytes(data, filename="a.docx"))
    assert [part for s in found for part in (s.speaker, short(s.start), s.words)] == oracle


class Words(HTMLParser):
    """The words of a page by the element that has a start, as the standard library finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[float, str]] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if start := dict(attrs).get("data-start"):
            self.found.append((float(start), ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            start, words = self.found[-1]
            self.found[-1] = start, squeeze(f"{words} {data}")


@given(said=cues())
@settings(deadline=None, max_examples=30)
def test_pages_as_the_standard_library_reads_them(said: list[Said]) -> None:
    text = WRITERS["html"].data(said).decode()
    oracle = Words()
    oracle.feed(text)
    assert [(s.start, s.words) for s in heard(read_bytes(text.encode(), filename="a.html"))] == oracle.found
