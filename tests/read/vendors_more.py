"""JSON of editors and meeting services, by their documentation; who speaks often stands apart from the words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.read.vendors import Cues, aws, index, ms, spread, watson, whole
from tests.read.writers import Writer, clock


def happy_scribe(said: Cues) -> Any:
    return [
        {"speaker": s.speaker, "words": [{"text": f"{w} ", "type": "text", "data_start": a, "data_end": b} for w, a, b in spread(s)]}
        for s in said
    ]  # fmt: skip


def recall_ai(said: Cues) -> Any:
    return [
        {"participant": {"id": index(s), "name": s.speaker, "is_host": True},
         "words": [{"text": w, "start_timestamp": {"relative": a}, "end_timestamp": {"relative": b}} for w, a, b in spread(s)]}
        for s in said
    ]  # fmt: skip


def symbl(said: Cues) -> Any:
    messages = [
        {"id": str(i), "text": s.words, "from": {"name": s.speaker, "email": "a@vell.example"}, "timeOffset": s.start,
         "duration": s.end - s.start, "startTime": "2031-05-30T10:00:01.000Z"}
        for i, s in enumerate(said)
    ]  # fmt: skip
    return {"messages": messages}


def symbl_dated(said: Cues) -> Any:
    """As it answers without offsets: every time is a date."""
    return {
        "messages": [
            {"id": str(i), "text": s.words, "from": {"name": s.speaker}, "startTime": _dated(s.start), "endTime": _dated(s.end)}
            for i, s in enumerate(said)
        ]
    }  # fmt: skip


def symbl_streamed(said: Cues) -> str:
    """As it streams: an object after the other."""
    return "".join(
        json.dumps(
            {
                "type": "message_response",
                "messages": [
                    {
                        "from": {"name": s.speaker},
                        "payload": {"content": s.words, "contentType": "text/plain"},
                        "duration": {"startTime": _dated(s.start), "endTime": _dated(s.end)},
                    }
                ],
            },
            indent=2,
        )
        + "\n"
        for s in said
    )


def teams(said: Cues) -> Any:
    return [
        {"startDateTime": _dated(s.start), "endDateTime": _dated(s.end), "speakerName": s.speaker, "spokenText": s.words}
        for s in said
    ]  # fmt: skip


def webex(said: Cues) -> Any:
    return {
        "items": [
            {"id": str(i), "personName": s.speaker, "offsetMillis": ms(s.start), "durationMillis": ms(s.end) - ms(s.start), "text": s.words}
            for i, s in enumerate(said)
        ]
    }  # fmt: skip


def gong(said: Cues) -> Any:
    rows = [
        {
            "speakerId": f"11{index(s)}",
            "topic": None,
            "sentences": [{"start": ms(s.start), "end": ms(s.end), "text": s.words}],
        }
        for s in said
    ]
    return {"requestId": "a1", "callTranscripts": [{"callId": "7", "transcript": rows}]}


def deepgram_paragraphs(said: Cues) -> Any:
    rows = [
        {
            "sentences": [{"text": s.words, "start": s.start, "end": s.end}],
            "speaker": index(s),
            "start": s.start,
            "end": s.end,
        }
        for s in said
    ]
    return {"results": {"channels": [{"alternatives": [{"transcript": "", "paragraphs": {"paragraphs": rows}}]}]}}


def aws_streaming(said: Cues) -> Any:
    rows = [
        {"ResultId": str(i), "StartTime": s.start, "EndTime": s.end, "IsPartial": False, "Alternatives": [{"Transcript": s.words}]}
        for i, s in enumerate(said)
    ]  # fmt: skip
    return {"Transcript": {"Results": rows}}


def _dated(seconds: float) -> str:
    moment = datetime(2031, 5, 30, 18, tzinfo=UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def zoom_timeline(said: Cues) -> Any:
    rows = [
        {"text": s.words, "ts": clock(s.start), "end_ts": clock(s.end), "users": [{"username": s.speaker, "multiple_people": False}]}
        for s in said
    ]  # fmt: skip
    return {"timeline": rows}


def rev_com(said: Cues) -> Any:
    monologues = [
        {"speaker": index(s), "elements": [
            {"type": "text", "value": s.words, "timestamp": clock(s.start, ","), "end_timestamp": clock(s.end, ",")}]}
        for s in said
    ]  # fmt: skip
    return {
        "speakers": [{"id": i, "name": n} for i, n in enumerate(("Vera Lind", "Jon Brekke"))],
        "monologues": monologues,
    }


def amberscript(said: Cues) -> Any:
    rows = [
        {"speaker": f"spk{index(s)}", "words": [{"text": w, "start": a, "end": b, "pristine": True} for w, a, b in spread(s)]}
        for s in said
    ]  # fmt: skip
    return {
        "segments": rows,
        "speakers": [{"spkid": f"spk{i}", "name": n} for i, n in enumerate(("Vera Lind", "Jon Brekke"))],
    }


def bbc_kaldi(said: Cues) -> Any:
    words = [
        {"start": a, "end": b, "word": w.lower(), "punct": w, "confidence": 0.9} for s in said for w, a, b in spread(s)
    ]
    return {"action": "audio-transcribe", "retval": {"status": True, "words": words, "punct": whole(said)}}


def nemo(said: Cues) -> Any:
    rows = [{"segment": s.words, "start": s.start, "end": s.end, "start_offset": ms(s.start)} for s in said]
    return {"text": whole(said), "timestamp": {"segment": rows}}


def gladia_message(said: Cues) -> Any:
    rows = [{"text": s.words, "start": s.start, "end": s.end, "speaker": index(s)} for s in said]
    return {
        "event": "transcription.success",
        "payload": {"transcription": {"full_transcript": whole(said), "utterances": rows}},
    }


def around(said: Cues) -> Any:
    """Some service's answer around segments under names of its own."""
    rows = [{"content": s.words, "begin": s.start, "duration": s.end - s.start} for s in said]
    return {"status": "ok", "job": {"id": 7, "tags": [{"name": "a"}]}, "answer": {"of_model": {"parts": rows}}}


def aws_by_start(said: Cues) -> Any:
    """The older form: who speaks stands in a list by the start of each word alone."""
    made = aws(said)
    voiced = [item for item in made["results"]["items"] if "start_time" in item]
    labels = [
        {"start_time": item["start_time"], "end_time": item["end_time"], "speaker_label": item.pop("speaker_label")}
        for item in voiced
    ]
    made["results"]["speaker_labels"] = {"speakers": 2, "segments": [{"speaker_label": "spk_0", "items": labels}]}
    return made


def watson_by_start(said: Cues) -> Any:
    labels = [{"from": a, "to": b, "speaker": index(s), "confidence": 0.5} for s in said for _, a, b in spread(s)]
    return {**watson(said), "speaker_labels": labels}


def _writer(form: str, make: Callable[[Cues], Any], **keeps: Any) -> Writer:
    return Writer(form, "news.json", lambda said: json.dumps(make(said), ensure_ascii=False), **keeps)


MORE_NAMED: dict[str, Writer] = {
    make.__name__: _writer(form, make, speakers=True)
    for form, make in {"happy_scribe": happy_scribe, "recall_ai": recall_ai, "symbl": symbl, "zoom_timeline": zoom_timeline,
                      "webex": webex}.items()
}  # fmt: skip
# Their times count from the first.
DATED: dict[str, Writer] = {
    "symbl_dated": _writer("symbl_dated", symbl_dated, speakers=True, told=1),
    "teams": _writer("teams", teams, speakers=True, told=1),
    "symbl_streamed": Writer("symbl_dated", "news.json", symbl_streamed, speakers=True, told=1),
}
MORE_COUNTED: dict[str, Writer] = {
    make.__name__: _writer(form, make)
    for form, make in (
        ("bbc_kaldi", bbc_kaldi), ("nemo", nemo), ("gladia", gladia_message), ("json", around), ("aws_items", aws_by_start),
        ("watson", watson_by_start), ("gong", gong), ("deepgram_paragraphs", deepgram_paragraphs), ("aws_streaming", aws_streaming),
         ("rev_ai", rev_com), ("whisper", amberscript),
    )
}  # fmt: skip
# Whom these name or count, by the speakers of a script with two.
SPEAKERS: dict[str, list[str]] = {
    "aws_by_start": ["spk_0", "spk_1"], "watson_by_start": ["Speaker 0", "Speaker 1"], "rev_com": ["Vera Lind", "Jon Brekke"],
    "amberscript": ["Vera Lind", "Jon Brekke"], "gladia_message": ["Speaker 0", "Speaker 1"],
}  # fmt: skip
