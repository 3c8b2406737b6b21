"""JSON as recognisers and vendors write it, by their documentation: times, scores and all that is not read besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.read.said import Said
from tests.read.writers import Writer, clock

Cues = Sequence[Said]


def ms(seconds: float) -> int:
    return round(seconds * 1000)


def whole(said: Cues) -> str:
    return " ".join(s.words for s in said)


def spread(s: Said) -> list[tuple[str, float, float]]:
    """The words of a cue, each with an equal share of its time."""
    words = s.words.split()
    step = (s.end - s.start) / len(words)
    edges = [round(s.start + i * step, 3) for i in range(len(words))] + [s.end]
    return list(zip(words, edges, edges[1:], strict=False))


def index(s: Said) -> int:
    """The number of a speaker, where vendors count them."""
    return 0 if s.speaker in (None, "Vera Lind") else 1


def whisper(said: Cues) -> Any:
    segments = [
        {"id": i, "seek": 0, "start": s.start, "end": s.end, "text": f" {s.words}", "tokens": [50364], "avg_logprob": -0.2,
         **({"speaker": s.speaker} if s.speaker else {})}
        for i, s in enumerate(said)
    ]  # fmt: skip
    return {
        "task": "transcribe",
        "text": f" {whole(said)}",
        "segments": segments,
        "language": "english",
        "duration": 20.0,
    }


def openai_words(said: Cues) -> Any:
    words = [{"word": w, "start": a, "end": b} for s in said for w, a, b in spread(s)]
    return {"task": "transcribe", "language": "english", "duration": 20.0, "text": whole(said), "words": words}


def whisper_cpp(said: Cues) -> Any:
    rows = [
        {"timestamps": {"from": clock(s.start, ","), "to": clock(s.end, ",")}, "offsets": {"from": ms(s.start), "to": ms(s.end)},
         "text": f" {s.words}"}
        for s in said
    ]  # fmt: skip
    return {"systeminfo": "AVX = 1", "model": {"type": "base"}, "result": {"language": "en"}, "transcription": rows}


def chunks(said: Cues) -> Any:
    return {"text": f" {whole(said)}", "chunks": [{"timestamp": [s.start, s.end], "text": f" {s.words}"} for s in said]}


def assemblyai(said: Cues) -> Any:
    utterances = [
        {"speaker": s.speaker or "A", "text": s.words, "confidence": 0.95, "start": ms(s.start), "end": ms(s.end),
         "words": [{"text": w, "start": ms(a), "end": ms(b), "confidence": 0.9, "speaker": s.speaker or "A"} for w, a, b in spread(s)]}
        for s in said
    ]  # fmt: skip
    words = [word for u in utterances for word in u["words"]]
    return {
        "id": "t1",
        "status": "completed",
        "language_code": "en_us",
        "text": whole(said),
        "words": words,
        "utterances": utterances,
    }


def assemblyai_words(said: Cues) -> Any:
    return {**assemblyai(said), "utterances": None}


def deepgram(said: Cues) -> Any:
    words = [
        {"word": w.lower(), "punctuated_word": w, "start": a, "end": b, "confidence": 0.99, "speaker": index(s)}
        for s in said for w, a, b in spread(s)
    ]  # fmt: skip
    alternative = {"transcript": whole(said), "confidence": 0.99, "words": words}
    return {"metadata": {"duration": 20.0}, "results": {"channels": [{"alternatives": [alternative]}]}}


def deepgram_utterances(said: Cues) -> Any:
    utterances = [
        {
            "start": s.start,
            "end": s.end,
            "confidence": 0.9,
            "channel": 0,
            "transcript": s.words,
            "speaker": index(s),
            "words": [],
        }
        for s in said
    ]
    return {**deepgram(said), "results": {**deepgram(said)["results"], "utterances": utterances}}


def aws(said: Cues) -> Any:
    items: list[dict[str, Any]] = []
    for s in said:
        for word, a, b in spread(s):
            bare = word.rstrip(".,?")
            items.append({"type": "pronunciation", "start_time": str(a), "end_time": str(b), "speaker_label": f"spk_{index(s)}",
                          "alternatives": [{"confidence": "0.99", "content": bare}]})  # fmt: skip
            if bare != word:
                items.append(
                    {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": word[len(bare) :]}]}
                )
    return {
        "jobName": "news",
        "status": "COMPLETED",
        "results": {"transcripts": [{"transcript": whole(said)}], "items": items},
    }


def aws_segments(said: Cues) -> Any:
    segments = [
        {
            "id": i,
            "transcript": s.words,
            "start_time": str(s.start),
            "end_time": str(s.end),
            "speaker_label": f"spk_{index(s)}",
            "items": [i],
        }
        for i, s in enumerate(said)
    ]
    return {**aws(said), "results": {**aws(said)["results"], "audio_segments": segments}}


def call_analytics(said: Cues) -> Any:
    turns = [
        {
            "Content": s.words,
            "BeginOffsetMillis": ms(s.start),
            "EndOffsetMillis": ms(s.end),
            "ParticipantRole": s.speaker,
            "Sentiment": "NEUTRAL",
        }
        for s in said
    ]
    return {"JobStatus": "COMPLETED", "LanguageCode": "en-US", "Transcript": turns}


def google(said: Cues) -> Any:
    results = [
        {"alternatives": [{"transcript": s.words, "confidence": 0.9, "words": [
            {"startTime": f"{a:.3f}s", "endTime": f"{b:.3f}s", "word": w} for w, a, b in spread(s)]}],
         "resultEndTime": f"{s.end}s", "languageCode": "en-us"}
        for s in said
    ]  # fmt: skip
    return {"results": results, "totalBilledTime": "30s"}


def google_v2(said: Cues) -> Any:
    results = [
        {"alternatives": [{"transcript": s.words, "words": [
            {"startOffset": f"{a:.3f}s", "endOffset": f"{b:.3f}s", "word": w, "speakerLabel": str(index(s) + 1)} for w, a, b in spread(s)]}],
         "resultEndOffset": f"{s.end}s"}
        for s in said
    ]  # fmt: skip
    return {"results": results}


def azure_batch(said: Cues) -> Any:
    phrases = [
        {"recognitionStatus": "Success", "channel": 0, "speaker": index(s), "offset": f"PT{s.start}S", "duration": f"PT{s.end - s.start}S",
         "offsetInTicks": s.start * 1e7, "durationInTicks": (s.end - s.start) * 1e7,
         "nBest": [{"confidence": 0.9, "lexical": s.words.lower(), "itn": s.words, "display": s.words}, {"display": "Another reading."}]}
        for s in said
    ]  # fmt: skip
    return {
        "source": "https://vell.example/news.wav",
        "combinedRecognizedPhrases": [{"display": whole(said)}],
        "recognizedPhrases": phrases,
    }


def azure_fast(said: Cues) -> Any:
    phrases = [
        {
            "offsetMilliseconds": ms(s.start),
            "durationMilliseconds": ms(s.end - s.start),
            "text": s.words,
            "locale": "en-US",
            "speaker": index(s),
        }
        for s in said
    ]
    return {"durationMilliseconds": 20000, "combinedPhrases": [{"text": whole(said)}], "phrases": phrases}


def video_indexer(said: Cues) -> Any:
    rows = [
        {"id": i, "text": s.words, "confidence": 0.9, "speakerId": index(s), "language": "en-US",
         "instances": [{"start": clock(s.start)[1:], "end": clock(s.end)[1:]}]}
        for i, s in enumerate(said)
    ]  # fmt: skip
    return {"accountId": "a", "videos": [{"insights": {"duration": "0:00:20", "transcript": rows}}]}


def rev_ai(said: Cues) -> Any:
    monologues = []
    for s in said:
        elements: list[dict[str, Any]] = []
        for word, a, b in spread(s):
            elements += [
                {"type": "text", "value": word, "ts": a, "end_ts": b, "confidence": 0.9},
                {"type": "punct", "value": " "},
            ]
        monologues.append({"speaker": index(s), "elements": elements})
    return {"monologues": monologues}


def speechmatics(said: Cues) -> Any:
    results: list[dict[str, Any]] = []
    for s in said:
        for word, a, b in spread(s):
            bare = word.rstrip(".,?")
            results.append(
                {
                    "type": "word",
                    "start_time": a,
                    "end_time": b,
                    "alternatives": [{"content": bare, "speaker": f"S{index(s) + 1}"}],
                }
            )
            if bare != word:
                results.append({"type": "punctuation", "attaches_to": "previous", "start_time": b, "end_time": b,
                                "alternatives": [{"content": word[len(bare) :], "speaker": f"S{index(s) + 1}"}]})  # fmt: skip
    return {"format": "2.9", "metadata": {"transcription_config": {"language": "en"}}, "results": results}


def gladia(said: Cues) -> Any:
    utterances = [
        {
            "start": s.start,
            "end": s.end,
            "confidence": 0.9,
            "channel": 0,
            "speaker": index(s),
            "language": "en",
            "text": s.words,
            "words": [],
        }
        for s in said
    ]
    return {
        "id": "g",
        "status": "done",
        "result": {"transcription": {"full_transcript": whole(said), "languages": ["en"], "utterances": utterances}},
    }


def elevenlabs(said: Cues) -> Any:
    words: list[dict[str, Any]] = []
    for s in said:
        for word, a, b in spread(s):
            words += [{"text": word, "start": a, "end": b, "type": "word", "speaker_id": f"speaker_{index(s)}"},
                      {"text": " ", "start": b, "end": b, "type": "spacing", "speaker_id": f"speaker_{index(s)}"}]  # fmt: skip
    return {"language_code": "en", "language_probability": 0.99, "text": whole(said), "words": words}


def soniox(said: Cues) -> Any:
    tokens = [
        {"text": f" {w}", "start_ms": ms(a), "end_ms": ms(b), "confidence": 0.9, "speaker": str(index(s) + 1)}
        for s in said for w, a, b in spread(s)
    ]  # fmt: skip
    return {"id": "s", "text": whole(said), "tokens": tokens}


def vosk(said: Cues) -> Any:
    return [
        {"result": [{"conf": 1.0, "word": w, "start": a, "end": b} for w, a, b in spread(s)], "text": s.words}
        for s in said
    ]


def youtube_api(said: Cues) -> Any:
    return [{"text": s.words, "start": s.start, "duration": s.end - s.start} for s in said]


def json3(said: Cues) -> Any:
    events: list[dict[str, Any]] = [{"tStartMs": 0, "dDurationMs": 20000, "id": 1, "wpWinPosId": 1}]
    for s in said:
        first, *rest = s.words.split()
        segs = [
            {"utf8": first, "acAsrConf": 0},
            *({"utf8": f" {w}", "tOffsetMs": 200 * i} for i, w in enumerate(rest, 1)),
        ]
        events += [{"tStartMs": ms(s.start), "dDurationMs": ms(s.end - s.start), "wWinId": 1, "segs": segs},
                   {"tStartMs": ms(s.end), "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\n"}]}]  # fmt: skip
    return {"wireMagic": "pb3", "pens": [{}], "events": events}


def podcasting(said: Cues) -> Any:
    segments = [{"speaker": s.speaker, "startTime": s.start, "endTime": s.end, "body": s.words} for s in said]
    return {"version": "1.0.0", "segments": segments}


def watson(said: Cues) -> Any:
    results = [
        {
            "final": True,
            "alternatives": [{"transcript": f"{s.words} ", "timestamps": [[w, a, b] for w, a, b in spread(s)]}],
        }
        for s in said
    ]
    return {"result_index": 0, "results": results}


def fireflies(said: Cues) -> Any:
    sentences = [
        {
            "index": i,
            "speaker_name": s.speaker,
            "speaker_id": index(s),
            "text": s.words,
            "start_time": s.start,
            "end_time": s.end,
        }
        for i, s in enumerate(said)
    ]
    return {"data": {"transcript": {"title": "News", "sentences": sentences}}}


def funasr(said: Cues) -> Any:
    info = [{"text": s.words, "start": ms(s.start), "end": ms(s.end), "spk": index(s)} for s in said]
    return [{"key": "news", "text": whole(said), "timestamp": [[0, 480]], "sentence_info": info}]


def gladia_v1(said: Cues) -> Any:
    return {
        "prediction": [
            {"time_begin": s.start, "time_end": s.end, "transcription": s.words, "speaker": s.speaker} for s in said
        ]
    }


def ted(said: Cues) -> Any:
    return {"paragraphs": [{"cues": [{"time": ms(s.start), "text": s.words}]} for s in said]}


def real_time(said: Cues) -> Any:
    return [
        {"Id": str(i), "RecognitionStatus": "Success", "Offset": int(s.start * 1e7), "Duration": int((s.end - s.start) * 1e7),
         "DisplayText": s.words, "NBest": [{"Confidence": 0.9, "Display": s.words}]}
        for i, s in enumerate(said)
    ]  # fmt: skip


def segments(said: Cues) -> Any:
    return [
        {"text": s.words, "start": s.start, "end": s.end, **({"speaker": s.speaker} if s.speaker else {})} for s in said
    ]


def captions(said: Cues) -> Any:
    return {"id": 7, "captions": [{"start_ms": ms(s.start), "end_ms": ms(s.end), "content": s.words} for s in said]}


def _writer(form: str, make: Callable[[Cues], Any], **keeps: Any) -> Writer:
    return Writer(form, "news.json", lambda said: json.dumps(make(said), ensure_ascii=False), **keeps)


NAMED: dict[str, Writer] = {
    make.__name__: _writer(form, make, speakers=True)
    for form, make in {
        "whisper": whisper, "aws_call_analytics": call_analytics, "podcasting": podcasting, "fireflies": fireflies,
        "gladia_v1": gladia_v1, "segments": segments,
    }.items()
}  # fmt: skip
# These count their speakers, or name none.
COUNTED: dict[str, Writer] = {
    make.__name__: _writer(form, make)
    for form, make in (
        ("openai_words", openai_words), ("whisper_cpp", whisper_cpp), ("transformers", chunks), ("assemblyai", assemblyai),
        ("assemblyai_words", assemblyai_words), ("deepgram_words", deepgram), ("deepgram", deepgram_utterances),
        ("aws_items", aws), ("aws", aws_segments), ("google", google), ("google", google_v2), ("azure_batch", azure_batch),
        ("azure_fast", azure_fast), ("azure_real_time", real_time), ("azure_video_indexer", video_indexer), ("rev_ai", rev_ai),
        ("speechmatics", speechmatics), ("gladia", gladia), ("elevenlabs", elevenlabs), ("soniox", soniox), ("vosk", vosk),
        ("segments", youtube_api), ("youtube_json3", json3), ("watson", watson), ("funasr", funasr),
    )
}  # fmt: skip
OTHERS: dict[str, Writer] = {
    "ted": _writer("ted", ted, ends=False),
    "captions": _writer("json", captions, told=1),
}
