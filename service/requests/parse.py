"""A request, as JSON or as plain values, to a Transcript and Options: the way in for HTTP bodies and JSONL lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.problem import FieldProblem
from schemas.request import FORMS, ExtractionRequest, KnownStory, RequestOptions
from service.errors import InvalidFields, InvalidRequest, NotJson, OnrecordError
from service.extract import Options
from service.read import read_any, read_own, read_segments, read_srt, read_vtt
from service.read.recognised.reading import is_recognisers, streamed
from service.read.recognised.table import recognisers
from service.read.transcript import StoryMark, Transcript

_READERS: dict[str, Callable[..., Transcript]] = {
    "text": read_own,
    "segments": read_segments,
    "vtt": read_vtt,
    "srt": read_srt,
    "transcript": read_any,
}
_MOST_ERRORS = 20

_OTHER_FORMS = frozenset({*FORMS, "chunks", "words", "utterances"} - {"text"})
# What recognisers say beside a text that has no segments: it says nothing of the words.
_BESIDE_TEXT = frozenset({"usage", "task", "duration", "logprobs", "x_groq"})
_EXPECTED = {
    "string_type": "a string",
    "string_unicode": "a string of Unicode characters",
    "list_type": "a list",
    "model_type": "an object",
    "too_short": "at least one",
    "float_type": "a number",
    "bool_type": "true or false",
    "less_than_equal": "at most 1",
    "one_start": "start, in characters, or start_time, in seconds",
    "one_form": f"exactly one of: {', '.join(FORMS)}; or the JSON of one of: {recognisers()}",
}


def parse_json(body: bytes) -> tuple[Transcript, Options]:
    """The transcript and options of a JSON request in UTF-8.

    NotJson if it is no JSON, InvalidRequest or UnreadableTranscript (both OnrecordError) if a field is at fault.
    """
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        return _understood(ExtractionRequest.model_validate_json(body))
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid":
            values = streamed(body.decode("utf-8", "replace"))
            if values is None:
                raise _problem(error) from None
            return parse_request({"transcript": values})
        problem = error
    # No request as it stands; it may be what a recogniser wrote.
    values = json.loads(body)
    if (request := as_request(values)) is not values:
        return parse_request(request)
    _check_known(values)
    raise _problem(problem) from None


def _check_known(values: Any) -> None:
    """InvalidFields, with the list of recognisers, for JSON that has no transcript in a form of ours, and is nobody else's."""
    if not isinstance(values, dict) or not any(form in values for form in FORMS):
        detail = "it is no request, and no known recogniser writes such JSON"
        raise InvalidFields((FieldProblem(pointer="", detail=detail, expected=_EXPECTED["one_form"]),))


def as_request(values: Any) -> Any:
    """JSON as a request: itself, or around a recogniser's output, which it is where it is no request but one of theirs.

    A request has fields of ours alone and gives the transcript in one form. ``text`` beside ``segments`` is Whisper's; where
    all other fields are ours, what they say of the transcript holds.
    """
    if not isinstance(values, dict):
        return {"transcript": values} if is_recognisers(values) else values
    if isinstance(values.get("text"), str) and not values.keys() & _OTHER_FORMS:
        values = {key: value for key, value in values.items() if key not in _BESIDE_TEXT}
    given = sum(values.get(form) is not None for form in FORMS)
    ours = values.keys() <= ExtractionRequest.model_fields.keys()
    if (ours and given == 1) or not is_recognisers(values):
        return values
    about = {key: value for key, value in values.items() if key not in FORMS} if ours else {}
    return {**about, "transcript": {key: value for key, value in values.items() if key not in about}}


def parse_request(values: Mapping[str, Any]) -> tuple[Transcript, Options]:
    """The transcript and options of a request that has been read already (a JSONL line, a form); errors as above."""
    _check_known(values)
    try:
        request = ExtractionRequest.model_validate(dict(values))
    except ValidationError as error:
        raise _problem(error) from None
    return _understood(request)


def _understood(request: ExtractionRequest) -> tuple[Transcript, Options]:
    transcript = _READERS[request.form](
        getattr(request, request.form),
        title=request.title,
        source=request.source,
        language=request.language,
        published=request.published,
    )
    if request.stories:
        transcript = replace(transcript, stories=tuple(_marked(request.stories, transcript)))
    return transcript, _wanted(request.options)


def parse_options(values: Mapping[str, Any]) -> Options:
    """The options of a transcript that comes by itself; errors as above."""
    try:
        return _wanted(RequestOptions.model_validate(dict(values)))
    except ValidationError as error:
        raise _problem(error) from None


def _wanted(options: RequestOptions) -> Options:
    given = options.model_dump()
    return Options(**{**given, "records": frozenset(given["records"])})


def _marked(stories: Sequence[KnownStory], transcript: Transcript) -> Iterator[StoryMark]:
    """The stories by where they begin in the text, in order."""
    marks = [
        StoryMark(_beginning(story, f"/stories/{i}", transcript), story.kind, story.title)
        for i, story in enumerate(stories)
    ]
    yield from sorted(marks, key=lambda mark: mark.start)


def _beginning(story: KnownStory, pointer: str, transcript: Transcript) -> int:
    """The first character of the story; of one known by its time, that of the first segment that ends after it."""
    if story.start is not None:
        if story.start < len(transcript.text):
            return story.start
        most = f"less than {len(transcript.text)}, the length of the text"
        raise InvalidRequest("the story begins behind the end of the text", field=f"{pointer}/start", expected=most)
    assert story.start_time is not None
    for segment in transcript.segments:
        if segment.end_time is not None and segment.end_time > story.start_time:
            return segment.start
    expected = "a time before the end of the last segment; or start, in characters"
    raise InvalidRequest("no segment at that time", field=f"{pointer}/start_time", expected=expected)


def _problem(error: ValidationError) -> OnrecordError:
    details = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    if details[0]["type"] == "json_invalid":
        return NotJson(details[0]["msg"], expected="a JSON object, in UTF-8")
    return InvalidFields(tuple(_field_problem(detail) for detail in details))


def _field_problem(error: ErrorDetails) -> FieldProblem:
    kind, pointer = error["type"], _pointer(error["loc"])
    if kind == "extra_forbidden":
        known = RequestOptions if error["loc"][:-1] == ("options",) else ExtractionRequest
        return FieldProblem(
            pointer=pointer, detail="unknown field", expected=f"one of: {', '.join(known.model_fields)}"
        )
    expected = error["ctx"]["expected"] if kind == "literal_error" else _EXPECTED.get(kind)
    return FieldProblem(pointer=pointer, detail=error["msg"], expected=expected)


def _pointer(location: tuple[int | str, ...]) -> str:
    """RFC 6901. A key from outside may hold half a surrogate pair, which no answer could."""
    steps = (str(step).encode("utf-8", "replace").decode().replace("~", "~0").replace("/", "~1") for step in location)
    return "".join(f"/{step}" for step in steps)
