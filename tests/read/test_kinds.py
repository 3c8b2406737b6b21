"""What files of the world have: each is read right, or a warning names its line and its words."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from service.errors import TooLarge, UnreadableTranscript
from service.read import Transcript, read_any, read_bytes, read_own
from service.read.captions.cea608 import Decoder
from tests.read.said import SCRIPTS
from tests.read.test_forms import ALL


def cued(transcript: Transcript) -> list[tuple[float | None, float | None, str]]:
    return [(s.start_time, s.end_time, transcript.text[s.start : s.end]) for s in transcript.segments]


def srt(*words: str, gap: float = 0.0) -> str:
    """Cues of two seconds."""
    out = []
    for i, line in enumerate(words):
        start = i * (2 + gap)
        out.append(f"{i + 1}\n00:00:{start:06.3f} --> 00:00:{start + 2:06.3f}\n{line}\n".replace(".", ",", 0))
    return "\n".join(out)


ROLLING = [
    "The pilots of", "The pilots of the ferry marched.", "of the ferry marched. Hundreds came", "Hundreds came from Tann to see.",
]  # fmt: skip
SENTENCES = "The pilots of the ferry marched. Hundreds came from Tann to see."


@pytest.mark.parametrize("gap", [0.0, 0.2, 0.8])
def test_captions_that_roll_on_one_line_are_read_once(gap: float) -> None:
    transcript = read_any(srt(*ROLLING, gap=gap))
    assert transcript.text == SENTENCES
    [warning] = transcript.warnings
    assert "line 6" in warning


def test_so_are_those_that_grow_or_roll_in_other_forms() -> None:
    grown = ["Nine", "Nine pilots", "Nine pilots were", "Nine pilots were held", "Nine pilots were held on Friday."]
    assert read_any(srt(*grown)).text == "Nine pilots were held on Friday."
    segments = [{"text": text, "start": 2.0 * i, "end": 2.0 * i + 2} for i, text in enumerate(ROLLING)]
    assert read_any(segments).text == SENTENCES
    assert read_any(json.dumps(segments)).text == SENTENCES
    lines = "\n".join(f"[00:0{2 * i}.000 --> 00:0{2 * i + 2}.000] {text}" for i, text in enumerate(ROLLING))
    assert read_any(lines).text == SENTENCES


def test_words_that_are_marked_one_by_one_are_there_until_the_last() -> None:
    marked = [f"{'The pilots marched'.replace(w, f'<u>{w}</u>')}." for w in ("The", "pilots", "marched")]
    assert cued(read_any(srt(*marked, "Hundreds came."))) == [
        (0.0, 6.0, "The pilots marched."),
        (6.0, 8.0, "Hundreds came."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        (
            "I have a plan for the harbour.",
            "I have a plan for the town.",
            "And I have a plan for you.",
            "It is a plan.",
        ),
        ("No more!", "No more!", "They shouted no", "more than once."),
        ("We want", "justice.", "Justice for all."),
    ],
)
def test_what_a_speaker_repeats_stays(words: tuple[str, ...]) -> None:
    assert read_any(srt(*words)).text == " ".join(words)


@pytest.mark.parametrize("arrow", ["-->", "->", "–>", "→"])
def test_words_behind_the_times_are_kept(arrow: str) -> None:
    text = f"1\n00:00:01,000 {arrow} 00:00:04,000 X1:10 Nine pilots were held.\n\n2\n00:00:05,000 --> 00:00:06,000\nMore.\n"
    assert cued(read_bytes(text.encode(), filename="a.srt")) == [
        (1.0, 4.0, "Nine pilots were held."),
        (5.0, 6.0, "More."),
    ]
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000 align:start position:0% Nine were held.\n"
    assert cued(read_any(vtt)) == [(1.0, 4.0, "Nine were held.")]


@pytest.mark.parametrize(
    "line", ["14 pilots --> held in Halvik.", "- he went --> home.", "-- and --> so on", "5 --> five people"]
)
def test_a_line_of_words_may_hold_an_arrow(line: str) -> None:
    transcript = read_any(f"1\n00:00:01,000 --> 00:00:04,000\nPolice said\n{line}\n")
    assert " ".join(transcript.text.split()) == f"Police said {line}"
    assert transcript.warnings == ()


def test_identifiers_glued_to_words_are_none_of_them() -> None:
    vtt = "WEBVTT\n\n7\n00:01.000 --> 00:02.000\nNine were held.\n8\n00:02.000 --> 00:03.000\nMore came.\n"
    assert read_any(vtt).text == "Nine were held. More came."
    assert read_any(vtt.replace("\n8\n", "\n1984\n")).text == "Nine were held. 1984 More came."


@pytest.mark.parametrize("words", ["<inaudible>", "<vera@halvik.example>", "<laughs>", "<unclear 1:02>"])
def test_words_in_angle_brackets_are_words(words: str) -> None:
    assert words in read_any(f"WEBVTT\n\n00:01.000 --> 00:02.000\nNine {words} were <i>held</i>.\n").text


def test_a_map_of_times_is_told_of() -> None:
    vtt = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n00:01.000 --> 00:02.000\nNine were held.\n"
    [warning] = read_any(vtt).warnings
    assert warning.startswith("line 2: ")


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\x00", "\u2060"])
def test_characters_that_nobody_sees_are_taken_out_of_words(character: str) -> None:
    text = f"Police met.\nThey ar{character}rested nine."
    for name in ("", "a.srt"):
        given = f"1\n00:00:01,000 --> 00:00:02,000\n{text}" if name else text
        transcript = read_bytes(given.encode(), filename=name)
        assert transcript.text.endswith("They arrested nine.")
        assert "line" in transcript.warnings[0]
    own = read_own(text)
    assert own.text == text
    assert own.warnings[0].startswith("line 2: ")


def test_milliseconds_are_told_by_the_rate_of_speech() -> None:
    words = ["Police held nine pilots on Friday.", "Hundreds marched in Tann on Sunday."]
    segments = [{"text": text, "start": 4000 * i, "end": 4000 * i + 3500} for i, text in enumerate(words)]
    transcript = read_any(segments)
    assert cued(transcript) == [(0.0, 3.5, words[0]), (4.0, 7.5, words[1])]
    assert "milliseconds" in transcript.warnings[0]
    table = "speaker,start,end,text\n" + "".join(f"A,{s['start']},{s['end']},{s['text']}\n" for s in segments)
    assert cued(read_any(table)) == cued(transcript)


def test_text_beyond_the_segments_is_kept_where_it_stands() -> None:
    whole = {"text": "One came. Two left. Three stayed.", "segments": [
        {"start": 0, "end": 1, "text": "One came."}, {"start": 2, "end": 3, "text": "Three stayed."}]}  # fmt: skip
    transcript = read_any(whole)
    assert transcript.text == "One came. Two left. Three stayed."
    assert transcript.times(10, 13) == (None, None)
    assert "23 of 33 characters" in transcript.warnings[0]


PROSE = """Police said on Friday that they had held
14 pilots in Halvik, and that another
10:30 meeting would follow. At
11:45 they let them go. Nobody was
hurt (see page 3)."""
PROGRAMME = "10:30 Opening of the fair\n11:00 Speeches in the hall\n11:45 The mayor speaks\n"
LIVE = "10:32 Police arrive at the quay and close it to all.\n10:45 The pilots sit down.\n11:10 Nine are led away by police.\n"


@pytest.mark.parametrize("text", [PROSE, PROGRAMME, LIVE])
def test_times_of_day_are_no_times_of_a_recording(text: str) -> None:
    assert read_any(text).text == text
    assert read_any(text).segments == ()


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE tt [<!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;">]>\n' + (
    '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">Nine &b; &amp; &#233;</p></div></body></tt>'
)


def test_entities_of_a_document_are_never_expanded() -> None:
    assert read_any(BOMB).text == "Nine &b; & é"


@pytest.mark.parametrize("packed", ["gzip", "zip"])
def test_a_packed_file_may_not_grow_over_the_limit(packed: str) -> None:
    big = b"words " * 100_000
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", big)
    data = gzip.compress(big) if packed == "gzip" else file.getvalue()
    assert read_bytes(data, most=len(big)).text.startswith("words")
    with pytest.raises(TooLarge):
        read_bytes(data, most=len(big) - 1)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 words", b"{\\rtf1 words}", b"\x00\x00\x00\x20ftypisom", b"<?xml version='1.0'?><a><b>words</b></a>",
        b'{"a": "words"}', b'[{"b": 3}]', b"<foo><bar>words</bar></foo>", b"PK\x03\x04broken", b"\x1f\x8bbroken",
        bytes(range(1, 9)) * 20,
    ],
)  # fmt: skip
def test_what_no_reader_takes_is_an_error_that_says_what_it_expected(data: bytes) -> None:
    for filename in (None, "a.txt", "a.bin"):
        with pytest.raises(UnreadableTranscript) as problem:
            read_bytes(data, filename=filename)
        assert problem.value.expected


@pytest.mark.parametrize("name", ["srt", "vtt", "ttml", "sami", "ass", "sbv", "srv1", "csv", "html"])
def test_the_name_of_a_file_may_be_wrong(name: str) -> None:
    data = ALL[name].data(SCRIPTS["a bulletin"])
    assert read_bytes(data, filename="news.txt") == read_bytes(data, filename=ALL[name].name) == read_bytes(data)


def odd(code: int) -> int:
    """With the bit of parity that makes the count of ones odd."""
    return code if code.bit_count() % 2 else code | 0x80


def pairs(*codes: int) -> str:
    return " ".join(f"{odd(a):02x}{odd(b):02x}" for a, b in zip(codes[::2], codes[1::2], strict=True))


def letters(words: str) -> list[int]:
    return [ord(c) for c in words + " " * (len(words) % 2)]


POP = pairs(0x14, 0x20, 0x14, 0x20, 0x14, 0x70, 0x14, 0x70, *letters("NINE PILOTS"), 0x14, 0x2F, 0x14, 0x2F)
CLEAR = pairs(0x14, 0x2C, 0x14, 0x2C)


def test_pop_on_captions_are_shown_when_they_are_flipped_and_until_they_are_cleared() -> None:
    text = f"Scenarist_SCC V1.0\n\n00:00:01:00\t{POP}\n\n00:00:04:00\t{CLEAR}\n"
    [(start, end, words)] = cued(read_bytes(text.encode(), filename="a.scc"))
    assert words == "NINE PILOTS"
    assert start == pytest.approx(1.0 + 11 / 29.97, abs=0.05)
    assert end == pytest.approx(4.0, abs=0.05)


def test_roll_up_captions_are_a_cue_a_line() -> None:
    lines = [
        pairs(0x14, 0x25, 0x14, 0x25, 0x14, 0x2D, 0x14, 0x2D, 0x14, 0x70, 0x14, 0x70, *letters(w))
        for w in ("NINE PILOTS", "WERE HELD")
    ]
    text = f"Scenarist_SCC V1.0\n\n00:00:01;00\t{lines[0]}\n\n00:00:03;00\t{lines[1]}\n\n00:00:05;00\t{CLEAR}\n"
    assert [words for _, _, words in cued(read_any(text))] == ["NINE PILOTS", "WERE HELD"]


def test_letters_beyond_ascii_replace_the_plain_ones_before_them() -> None:
    decoder = Decoder()
    for first, second in [(0x14, 0x29), (0x43, 0x61), (0x66, 0x65), (0x12, 0x36), (0x13, 0x38), (0x11, 0x37)]:
        decoder.take(first, second, 1.0, 1)
    assert decoder.end()[0].rows == ("CafÅ♪",)


@pytest.mark.parametrize("broken", ["94zz", "9420x"])
def test_bytes_that_are_none_are_told_of(broken: str) -> None:
    text = f"Scenarist_SCC V1.0\n\n00:00:01:00\t{broken} {POP}\n"
    assert read_any(text).warnings[0].startswith("line 3: ")


NESTED = (
    '<tt xmlns="http://www.w3.org/ns/ttml"><body><div begin="10s" end="20s">'
    '<p begin="{a}s" end="{b}s"><span begin="{c}s" end="{d}s">Nine</span> <span begin="{d}s" end="{e}s">pilots</span></p></div></body></tt>'
)


def test_times_inside_of_others_are_added_up_unless_they_would_be_too_late() -> None:
    added = read_any(NESTED.format(a=1, b=4, c=0, d=1, e=2))
    assert cued(added) == [(11.0, 12.0, "Nine"), (12.0, 13.0, "pilots")]
    assert added.warnings == ()
    absolute = read_any(NESTED.format(a=11, b=14, c=11, d=12, e=13))
    assert cued(absolute) == [(11.0, 12.0, "Nine"), (12.0, 13.0, "pilots")]
    assert len(absolute.warnings) == 1


def test_captions_in_two_languages_are_read_in_one() -> None:
    both = "".join(
        f'<div xml:lang="{tag}"><p begin="1s" end="3s">{words}</p></div>'
        for tag, words in (("no", "Ni loser"), ("en", "Nine"))
    )
    transcript = read_any(f'<tt xmlns="http://www.w3.org/ns/ttml"><body>{both}</body></tt>')
    assert transcript.text == "Nine"
    assert "Ni loser" in transcript.warnings[0]


PARTS = ["Police held nine pilots.", "We will be back."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ".join(PARTS), None),
        (None, None),
        (PARTS[0], None),
        (" ".join(reversed(PARTS)), "'We will be back. Police held nine pilots.'"),
        (f"{PARTS[0]} We will not be back.", "'not'"),
        ("Police held ten pilots. We will be back.", "'ten'"),
        (f"And so: {PARTS[1]} {PARTS[0]}", "'We will be back. Police held nine pilots.'"),
    ],
)
def test_a_text_that_says_something_else_than_its_segments_is_told_of(text: str | None, words: str | None) -> None:
    segments = [{"text": part, "start": 2 * i, "end": 2 * i + 2} for i, part in enumerate(PARTS)]
    transcript = read_any({"text": text, "segments": segments, "task": "transcribe"})
    assert all(part in transcript.text for part in PARTS)
    assert transcript.times(transcript.text.index("Police"), transcript.text.index("Police") + 6) == (0.0, 2.0)
    assert [warning for warning in transcript.warnings if words is None or words in warning] == list(
        transcript.warnings
    )[-1:]
    assert bool(transcript.warnings) == (words is not None)


@pytest.mark.parametrize(
    "text",
    [
        '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1000" end="4000">Police held nine pilots.</p>\n'
        '<p begin="5000" end="8000">Hundreds marched in Tann.</p></div></body></tt>',
        '<transcript><text start="1000" dur="3000">Police held nine pilots.</text>\n'
        '<text start="5000" dur="3000">Hundreds marched in Tann.</text></transcript>',
        "<SAMI><BODY>\n<SYNC Start=1><P>Police held nine pilots.\n<SYNC Start=4><P>&nbsp;\n"
        "<SYNC Start=5><P>Hundreds marched in Tann.\n<SYNC Start=8><P>&nbsp;\n</BODY></SAMI>",
    ],
)
def test_bare_numbers_of_captions_in_another_unit_are_told_by_the_rate_of_speech(text: str) -> None:
    transcript = read_any(text)
    assert cued(transcript) == [(1.0, 4.0, "Police held nine pilots."), (5.0, 8.0, "Hundreds marched in Tann.")]
    assert "words a second" in transcript.warnings[0]


def test_a_time_without_words_ends_what_is_shown_in_tmplayer() -> None:
    transcript = read_any("00:00:01:Nine were held.\n00:00:04:\n00:00:09:They left.\n00:00:12:\n")
    assert transcript.text == "Nine were held. They left."
    assert [(segment.start_time, segment.end_time) for segment in transcript.segments] == [(1.0, 4.0), (9.0, 12.0)]
    assert transcript.warnings == ()


@pytest.mark.parametrize("head", ["", "WEBVTT\n\n"])
def test_a_time_before_the_beginning_is_none(head: str) -> None:
    good = "00:00:03.000 --> 00:00:04.000\nThey left.\n"
    transcript = read_any(f"{head}-00:00:01.000 --> 00:00:02.000\nNine were held.\n\n{good}")
    assert transcript.text == "Nine were held. They left."
    assert [segment.start_time for segment in transcript.segments] == [None, 3.0]
    assert "-00:00:01.000" in transcript.warnings[0]


def test_captions_that_were_copied_into_json_lose_tags_and_entities() -> None:
    lines = ["<i>Nine</i> were held &amp; left.", "&gt;&gt; AT&T &lt;sic&gt; said so &#39;yes&#39;."]
    transcript = read_any(
        json.dumps([{"text": line, "start": 2.0 * i, "duration": 2.0} for i, line in enumerate(lines)])
    )
    assert transcript.text == "Nine were held & left.\n>> AT&T <sic> said so 'yes'."


@pytest.mark.parametrize("indent", [None, 2], ids=["lines", "laid out"])
def test_vosks_results_one_after_the_other_are_one_transcript(indent: int | None) -> None:
    results = [
        {"result": [{"word": word, "start": at, "end": at + 0.5, "conf": 1.0} for word in words.split()], "text": words}
        for at, words in ((1.0, "nine were held"), (5.0, "they left"))
    ]
    text = "\n".join(json.dumps(part, indent=indent) for part in (results[0], {"text": ""}, results[1]))
    transcript = read_bytes(text.encode(), filename="talk.json")
    assert (transcript.form, transcript.text) == ("vosk", "nine were held they left")
    assert [segment.start_time for segment in transcript.segments] == [1.0, 5.0]


def test_channels_of_aws_are_two_who_speak() -> None:
    items = [
        {"channel_label": f"ch_{at // 2}", "start_time": f"{at}.0", "end_time": f"{at}.5", "type": "pronunciation",
         "alternatives": [{"content": word}]}
        for at, word in enumerate(["Nine", "held", "We", "left"])
    ]  # fmt: skip
    transcript = read_any({"results": {"transcripts": [{"transcript": "Nine held We left"}], "items": items}})
    assert [turn.speaker for turn in transcript.turns] == ["ch_0", "ch_1"]


def test_buttons_with_times_tell_when_words_were_said() -> None:
    row = "<div><button data-t={0}><span>0:0{0}</span></button><span>{1}</span></div>"
    body = row.format(1, "Nine ferry pilots were held.") + row.format(6, "They left again by noon.")
    transcript = read_any(f"<!doctype html><html><body><button>Play</button>{body}</body></html>")
    assert [segment.start_time for segment in transcript.segments] == [1.0, 6.0]
    assert transcript.text == "Nine ferry pilots were held. They left again by noon."
    assert ["Play" in warning for warning in transcript.warnings] == [True]


def test_a_speaker_of_several_fields_is_named_by_the_first_that_says_who() -> None:
    speakers = [{"id": 7, "name": "Vera Lind"}, {"id": 8, "name": None}, {}]
    utterances = [
        {"speaker": who, "start": 2.0 * i, "end": 2.0 * i + 1, "text": "So it is."} for i, who in enumerate(speakers)
    ]
    transcript = read_any({"utterances": utterances})
    assert [turn.speaker for turn in transcript.turns] == ["Vera Lind", "Speaker 8", None]
