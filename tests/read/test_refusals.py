"""What no reader takes is an error that lists the forms, through every door; it is never plain text with markup in it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from service.errors import InvalidFields, OnrecordError, UnreadableTranscript
from service.read import read_any, read_bytes, read_own
from service.read.recognised.table import forms
from service.requests.body import parse_json_with, parse_raw
from service.requests.lines import read_line

ONE, TWO = "Nine were held on Friday.", "We will be back."
ROWS = [{"start": 0.0, "end": 4.0, "text": ONE}, {"start": 4.0, "end": 8.0, "text": TWO}]
FOREIGN = {
    "Python's list": repr(ROWS),
    "Python's dict": repr({"text": ONE, "segments": ROWS}),
    "a generator of segments": "".join(
        f"Segment(id={i}, seek=0, start={i}.0, end={i + 1}.0, text=' {w}', tokens=[5])\n" for i, w in enumerate((ONE, TWO))
    ),
    "a list of snippets": f"[FetchedTranscriptSnippet(text='{ONE}', start=0.0), FetchedTranscriptSnippet(text='{TWO}', start=4.0)]",
    "YAML": "".join(f"- start: {r['start']}\n  end: {r['end']}\n  text: {r['text']}\n" for r in ROWS),
    "YAML in a key": "language: en\nsegments:\n" + "".join(f"  - text: '{r['text']}'\n    start: {r['start']}\n" for r in ROWS),
    "broken JSON": json.dumps({"segments": ROWS})[:-20],
    "lines of requests": "".join(json.dumps({"id": i, "text": w}) + "\n" for i, w in enumerate((ONE, TWO))),
    "other JSON": json.dumps({"said": [[ONE]]}),
    "RTF": r"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}\f0\fs24 Nine were held.\par We will be back.}",
    "RTF behind an empty line": "\n " + r"{\rtf1\ansi Nine were held.}",
    "PDF": "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nNine were held.",
    "LaTeX": f"% A talk\n\\documentclass{{article}}\n\\begin{{document}}\n{ONE}\n\\end{{document}}\n",
    "a TextGrid": f'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 4\n text = "{ONE}"\n',
    "XML": f"<?xml version='1.0'?><report><line t='1'>{ONE}</line></report>",
    "XML in one element": f"<?xml version='1.0'?>\n<report>{ONE}</report>",
    "XML without a declaration": f"<report><line t='1'>{ONE}</line><line t='5'>{TWO}</line></report>",
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_it_is_refused_with_the_list_of_forms_through_every_door(name: str) -> None:
    text = FOREIGN[name]
    for read in (
        lambda: read_any(text),
        lambda: read_bytes(text.encode()),
        lambda: read_bytes(text.encode(), filename="news.txt"),
        lambda: parse_raw("transcript", text.encode(), b"", 10_000),
        lambda: parse_json_with(json.dumps({"transcript": text}).encode(), b""),
    ):
        with pytest.raises(UnreadableTranscript) as problem:
            read()
        assert "SubRip" in str(problem.value.expected)
    refused = read_line(json.dumps({"id": 1, "transcript": text}).encode(), 1).work
    assert isinstance(refused, UnreadableTranscript)


@pytest.mark.parametrize("name", FOREIGN)
def test_as_text_it_stays_with_a_warning(name: str) -> None:
    transcript = read_own(FOREIGN[name])
    assert transcript.text == FOREIGN[name]
    assert "looks like" in transcript.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "RIFF raff marched on Friday.", "ID3 is a tag.", "BZh said no.", "{We} march, said [a man].", "[We march](now): said Vera.",
        "Start: 10 May\nText: the speech\nStart: 11 May\nText: the answer", "He said (a=1, b=2) was it.", "(text: Vera Lind)\nWe march.",
        "The wide river, said Vera.", "BM said no.", "MZ marched.", "G33 met. " * 80, "PG rated it.",
        "Subject: a talk\nFrom: Vera\n\nWe march.",
    ],
)  # fmt: skip
def test_words_are_words(text: str) -> None:
    assert read_any(text).text == text


def test_lines_of_a_recognisers_json_are_its_segments() -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    for transcript in (
        read_any(lines),
        read_bytes(lines.encode(), filename="news.txt"),
        read_bytes(lines.encode(), filename="news.json"),
    ):
        assert [(s.start_time, s.end_time) for s in transcript.segments] == [(0.0, 4.0), (4.0, 8.0)]
        assert transcript.text == f"{ONE} {TWO}"


@pytest.mark.parametrize("row", [ROWS[0], {"text": ONE, "start": 0, "duration": 4.0}])
def test_a_line_that_is_a_segment_is_read_for_itself_with_a_warning(row: dict[str, object]) -> None:
    for given, told in ((row, 1), ({"text": ONE, "year": 2031, "likes": 4}, 0)):
        work = read_line(json.dumps(given).encode(), 1).work
        assert isinstance(work, tuple)
        assert [warning for warning in work[0].warnings if "were passed over" in warning] == list(work[0].warnings)
        assert len(work[0].warnings) == told


@pytest.mark.parametrize("body", [{"said": ONE}, [1, 2], [{"said": ONE}], "words", {"title": "News"}])
@pytest.mark.parametrize("query", [b"", b"model=off"])
def test_unknown_json_is_answered_with_the_forms(body: object, query: bytes) -> None:
    with pytest.raises(OnrecordError) as problem:
        parse_json_with(json.dumps(body).encode(), query)
    if isinstance(problem.value, InvalidFields):
        assert "transcript" in str(problem.value.expected)
        assert "Whisper" in str(problem.value.expected)
    else:
        assert query
        assert not isinstance(body, dict)


def test_a_file_is_what_it_plainly_holds_whatever_it_is_called() -> None:
    srt = f"1\n00:00:01,000 --> 00:00:02,000\n{ONE}\n"
    for name in ("a.csv", "a.json", "a.md", "a.ttml", "a.sub"):
        assert read_bytes(srt.encode(), filename=name).form == "srt"
    assert read_bytes(b"[00:01] Nine were held.\n[00:05] More.\n", filename="a.md").form == "markdown"


_BOX = b"\x00\x00\x00\x20ftyp"
BINARY = {  # by what they are called; then what is to be done
    "an RTF file": (".docx", [rb"{\rtf1\ansi Nine were held.\par}"]),
    "a PDF file": (".docx", [b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", b"\r\n%PDF-1.4\n"]),
    "an old Office file": (".docx", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)]),
    "a picture": ("words", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0\x00", b"GIF89a\x01",
                            b"BM\x36\x00\x0c\x00" + bytes(9), _BOX + b"heic"]),
    "a sound file": ("transcript", [b"ID3\x04\x00", b"\xff\xfb\x90\x64\x00", b"RIFF\x24\x08\x00\x00WAVEfmt ",
                                    _BOX + b"M4A ", b"OggS\x00\x02", b"fLaC\x00"]),
    "a video file": (".srt", [_BOX + b"isom", b"\x1aE\xdf\xa3\x01", b"RIFF\x24\x08\x00\x00AVI LIST", (b"G@\x00\x10" + bytes(184)) * 4]),
    "pictures of subtitles": (".srt", [b"PG" + bytes(8) + b"\x16\x00\x13",
                                       b"# VobSub index file, v7\ntimestamp: 00:00:01:000, filepos: 000000000\n"]),
    "an archive": ("zip", [b"7z\xbc\xaf\x27", b"Rar!\x1a\x07", b"news.srt" + bytes(249) + b"ustar\x00"]),
    "an e-mail message": ("plain text", [b"From: ida@vell.example\nSubject: Talk\n of today\nMIME-Version: 1.0\n\nTmluZSB3ZXJlIGhlbGQu\n"]),
}  # fmt: skip


@pytest.mark.parametrize(("what", "data"), [(what, data) for what, (_, files) in BINARY.items() for data in files])
@pytest.mark.parametrize("name", [None, "news.txt", "news.srt"])
def test_other_files_are_named_with_what_to_do_instead(what: str, data: bytes, name: str | None) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_bytes(data, filename=name)
    assert f"it is {what}" in problem.value.detail
    assert BINARY[what][0] in problem.value.detail
    assert "SubRip" in str(problem.value.expected)


@pytest.mark.parametrize("name", ["news.json", None, "news.txt"])
def test_unknown_json_is_told_which_recognisers_are_known(name: str | None) -> None:
    with pytest.raises(UnreadableTranscript) as problem:
        read_bytes(json.dumps({"said": [[ONE]]}).encode(), filename=name)
    told = f"{problem.value.detail} {problem.value.expected}"
    missing = [form.name for form in forms()[:-1] if form.title.partition(" (")[0].partition(",")[0] not in told]
    assert not missing


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "ppt/presentation.xml", "content.xml", "META-INF/container.xml", "Index/Document.iwa"]
)
def test_other_files_of_offices_are_refused_with_the_list_of_forms(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/zip")
        archive.writestr(name, ONE)
    with pytest.raises(UnreadableTranscript) as problem:
        read_bytes(file.getvalue())
    assert "Word (.docx)" in str(problem.value.expected)
