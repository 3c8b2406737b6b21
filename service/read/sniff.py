"""Any form to a transcript: the form is asked for, or told by what is in it and by the file's name. All doors lead here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NamedTuple, Unpack

from service.errors import InvalidRequest
from service.read.about import About, checked_text
from service.read.captions.ebu_stl import holds_ebu_stl
from service.read.collector import without_collector
from service.read.cues import capped
from service.read.decoding import decode
from service.read.escaped import without_escapes
from service.read.formats import Format
from service.read.invisible import hidden_in
from service.read.recognised.loading import JsonText, begins_as_json
from service.read.recognised.reading import read_json, read_value
from service.read.refusals import foreign_bytes, foreign_text
from service.read.registry import FORMATS, WRITTEN, read_written, refusal
from service.read.transcript import Transcript
from service.read.unpacking import MOST_UNPACKED, unpack
from service.read.written.plain import read_text

KINDS = tuple(dict.fromkeys(("text", *(form.name for form in FORMATS))))


class Opened(NamedTuple):
    """A file's characters, the name that it had inside of another, and what was guessed on the way."""

    text: str
    filename: str | None
    warnings: tuple[str, ...]


def open_bytes(
    data: bytes, *, filename: str | None = None, most: int = MOST_UNPACKED, charset: str | None = None
) -> Opened:
    """The characters of a file, unpacked if it is a gzip or zip file, in whatever encoding they are.

    TooLarge for more than ``most`` bytes; UnreadableTranscript if it is no text.
    """
    packed = unpack(data, filename, most)
    if what := foreign_bytes(packed.data):
        raise refusal(f"it is {what}")
    warnings: list[str] = []
    if holds_ebu_stl(packed.data):
        return Opened(packed.data.decode("latin-1"), packed.name, ())
    return Opened(decode(packed.data, warnings, charset), packed.name, tuple(warnings))


@without_collector()
def read_bytes(
    data: bytes,
    *,
    kind: str | None = None,
    filename: str | None = None,
    most: int = MOST_UNPACKED,
    **about: Unpack[About],
) -> Transcript:
    """The transcript in ``data``: of the ``kind`` asked for, else of the form that its content and ``filename`` tell.

    Raises what ``open_bytes`` and the readers raise; UnreadableTranscript, with the list of forms, if no reader takes it.
    """
    if kind is not None and kind not in KINDS:
        raise InvalidRequest(f"{kind!r} is no kind of transcript", field="kind", expected=", ".join(KINDS))
    opened = open_bytes(data, filename=filename, most=most)
    if kind:
        return told(_READERS[kind](opened.text, **about), opened.warnings)
    return told(_read(opened.text, opened.filename, about), opened.warnings)


def told(transcript: Transcript, warnings: tuple[str, ...]) -> Transcript:
    """The transcript with ``warnings`` before its own."""
    return replace(transcript, warnings=capped((*warnings, *transcript.warnings))) if warnings else transcript


@without_collector()
def read_any(value: Any, **about: Unpack[About]) -> Transcript:
    """The transcript in a text of any form, or in JSON that has been parsed already; told by the content.

    Raises what the readers raise; UnreadableTranscript, with the list of forms, if none takes it.
    """
    if isinstance(value, str):
        return _read(value, None, about)
    return _with_hints(read_value(value, **about))


def read_own(text: str, **about: Unpack[About]) -> Transcript:
    """The transcript whose text is ``text``, the caller's own characters; a warning tells where they plainly are something
    else than running text, or where characters that nobody sees split a word.
    """
    return _with_hints(read_text(text, **about))


def _from_json(text: str, **about: Unpack[About]) -> Transcript:
    return _with_hints(read_json(text, **about))


def _with_hints(transcript: Transcript) -> Transcript:
    warnings = []
    if other := _other_than_text(transcript):
        warnings.append(f"text: this looks like {other}")
    if hidden := hidden_in(transcript.text):
        warnings.append(f"{hidden} stands in the text as given; sent as `transcript`, it is taken out")
    return told(transcript, tuple(warnings))


def _other_than_text(transcript: Transcript) -> str | None:
    """What a text is in truth, and how to send it instead; None for what is read as it stands in any case."""
    if transcript.form != "text":
        return None
    if form := form_in(transcript.text):
        own = {"vtt": "`vtt`, or as ", "srt": "`srt`, or as ", "json": "`segments`, or as "}.get(form.name, "")
        return f"{form.title} and was read as it stands; send it as {own}`transcript`, for its times and speakers"
    if what := foreign_text(transcript.text):
        return f"{what} and was read as it stands; send the words alone"
    return None


def form_in(text: str) -> Format | None:
    """The form, other than plain text, that a text plainly has."""
    return next((f for f in FORMATS if f.name != "text" and f.holds(text)), None)


def _read(text: str, filename: str | None, about: About) -> Transcript:
    """The transcript in a text whose form its content and ``filename`` tell."""
    text = checked_text(text, "transcript")
    warnings: list[str] = []
    if begins_as_json(text):
        parsed: str = JsonText(text)
    else:
        parsed = text = without_escapes(text, warnings)
    if form := _form_of(text, parsed, filename):
        return told(_READERS[form.name](parsed if form.name == "json" else text, **about), tuple(warnings))
    if what := foreign_text(text):
        raise refusal(f"it is {what}")
    return told(read_written(text, **about), tuple(warnings))


_READERS: dict[str, Callable[..., Transcript]] = {
    **{form.name: form.read for form in FORMATS},
    "json": _from_json,
    "text": read_own,
}


def _form_of(text: str, parsed: str, filename: str | None) -> Format | None:
    """The form that a text has, and its file's name says; else the one that it plainly has; else the one that the name says;
    None for what is written. Any form may be in a .txt. ``parsed`` is the same text, whose value is worked out but once.
    """

    def holds(form: Format) -> bool:
        return form.holds(parsed if form.name == "json" else text)

    if certain := next((form for form in FORMATS if form.certain and holds(form)), None):
        return certain
    suffix = PurePath(filename).suffix.lower() if filename else ""
    named = [form for form in FORMATS if suffix and suffix in form.suffixes and form.name != "text"]
    if both := next((form for form in named if holds(form)), None):
        return both
    found = next((form for form in FORMATS if form not in WRITTEN and holds(form)), None)
    return found or next(iter(named), None)
