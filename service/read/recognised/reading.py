"""A recogniser's JSON, as it stands, to a transcript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Unpack

from service.errors import UnreadableTranscript
from service.read.about import About, checked_about
from service.read.cues import in_order, shorten, until_next
from service.read.formats import unreadable
from service.read.joining import transcript_of
from service.read.rates import in_seconds
from service.read.recognised.items import as_shown, cues_of, fits, has_times
from service.read.recognised.language import recognised_language
from service.read.recognised.loading import begins_as_json, loads
from service.read.recognised.nested import nested
from service.read.recognised.paths import first
from service.read.recognised.table import Form, forms, recognisers
from service.read.recognised.whole import with_whole
from service.read.rolling import read_once
from service.read.transcript import Transcript
from service.read.written.page import read_page
from service.read.written.plain import read_text

_SPACE = re.compile(r"\s*")
_PROBED = 50  # lines that tell


def _unknown(detail: str) -> UnreadableTranscript:
    return unreadable(detail, f"segments with text, start and end, or the JSON of one of: {recognisers()}")


def form_of(value: Any) -> Form | None:
    """The form of a recogniser's JSON: the first that fits, and finds times if any does; None if none that is known fits."""
    fitting = (form for form in forms() if fits(value, form))
    first_one = next(fitting, None)
    if first_one is None:
        return nested(value, forms()[-1])
    return first_one if has_times(value, first_one) else next((f for f in fitting if has_times(value, f)), first_one)


def is_recognisers(value: Any) -> bool:
    """Whether JSON plainly is a recogniser's: a known form fits, and what is in it has times."""
    form = form_of(value)
    if form is None:
        return isinstance(value, dict) and isinstance(value.get("text"), str) and _is_otranscribe(value)
    return has_times(value, form)


def read_recognised(value: Any, **about: Unpack[About]) -> Transcript:
    """The transcript in JSON that has been parsed: a segment an item, or a sentence where it has words alone.

    UnreadableTranscript if no known form fits; InvalidRequest for ``about``.
    """
    known = checked_about(about)
    form = form_of(value)
    if form is None:
        raise _unknown("no known recogniser writes such JSON, or there are no words in it")
    return _in_form(value, form, known)


def _in_form(value: Any, form: Form, known: About) -> Transcript:
    warnings: list[str] = []
    if known.get("language") is None:
        known = {**known, "language": recognised_language(first(value, form.language), warnings)}
    cues = in_seconds(until_next(in_order(cues_of(value, form, warnings), warnings, unit="segment")), warnings)
    cues = read_once(cues, warnings, unit="segment")
    said = first(value, form.says)
    if isinstance(said, str):
        cues = with_whole(cues, as_shown(said), warnings)
    _check_times(cues, warnings)
    return transcript_of(cues, warnings, known, form=form.name)


def _check_times(cues: list[Any], warnings: list[str]) -> None:
    """A file in which all times are bad is an error; one without any is not."""
    if warnings and not any(cue.times for cue in cues) and any("kept without times" in w for w in warnings):
        raise unreadable(next(w for w in warnings if "kept without times" in w), "times in seconds, at least 0")


def parse_json(text: str) -> Any:
    """The value of JSON, of lines of it a list; UnreadableTranscript if it is none."""
    try:
        return loads(text)
    except (ValueError, RecursionError) as wrong:
        if (lines := streamed(text)) is not None:
            return lines
        raise _unknown(f"it is not JSON: {wrong}") from None


def streamed(text: str) -> list[Any] | None:
    """The segments in values of JSON one after the other, as recognisers stream them, a line each or laid out; None if they
    are no such, or each is a whole transcript.
    """
    if not begins_as_json(text):
        return None
    try:
        values = list(_values(text))
    except (ValueError, RecursionError):
        return None
    if not is_recognisers(values):
        return None
    found = [form for value in values[:_PROBED] if (form := form_of(value))]
    return values if all(form.is_streamed for form in found) else None


def _values(text: str) -> Iterator[Any]:
    """Values that follow one another: lines of them, or Vosk's, each of which is laid out over several."""
    try:
        yield from [loads(line) for line in text.split("\n") if line.strip()]
        return
    except ValueError:
        decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip())
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        yield value
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere


def holds_json(text: str) -> bool:
    """Whether a text is JSON in which there is a transcript. Lines of it without times may be one each, and are none."""
    if not begins_as_json(text):
        return False
    try:
        value = loads(text)
    except (ValueError, RecursionError):
        return streamed(text) is not None
    return form_of(value) is not None or (isinstance(value, dict) and isinstance(value.get("text"), str))


def read_json(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript in a recogniser's JSON, as ``read_value`` has it."""
    return read_value(parse_json(text), **about)


def read_value(value: Any, **about: Unpack[About]) -> Transcript:
    """The transcript in JSON that has been parsed; where it has no segments, in its ``text``, as it stands. Errors as above."""
    form = form_of(value)
    if form is not None:
        return _in_form(value, form, checked_about(about))
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        found = (read_page if _is_otranscribe(value) else read_text)(value["text"], **about)
        others = [key for key, other in value.items() if isinstance(other, list | dict) and other]
        told = f"text: it was read without times; passed over was what stands beside it: {shorten(', '.join(others))}"
        return replace(found, warnings=(*found.warnings, told)) if others else found
    raise _unknown("no known recogniser writes such JSON, or there are no words in it")


def _is_otranscribe(value: dict[str, Any]) -> bool:
    """Whether it is oTranscribe's file, whose text is a part of a page."""
    return "media-time" in value and value["text"].lstrip().startswith("<")
