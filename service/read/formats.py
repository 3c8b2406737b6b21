"""What a format is, and what the readers of captions have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Unpack

from service.errors import UnreadableTranscript
from service.read.about import About, checked_about, checked_text
from service.read.cues import Cue
from service.read.invisible import without_invisible
from service.read.joining import transcript_of_subtitles
from service.read.rates import in_seconds
from service.read.transcript import Transcript

_LATE = 3 * 3600  # seconds; few recordings are as long
Reader = Callable[..., Transcript]  # the text, and what is known About it


@dataclass(frozen=True, slots=True)
class Format:
    """A form that transcripts come in: its reader, how it is told, and what is kept of it.

    ``holds`` says whether a text is of this form; where that is ``certain`` it goes before the name of the file.
    """

    name: str
    title: str
    read: Reader
    holds: Callable[[str], bool]
    kept: str
    left_out: str = "nothing"
    suffixes: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader of captions found: cues, and the language that the file names, where it is a BCP 47 tag."""

    cues: list[Cue]
    about: About = field(default_factory=About)


def captions(name: str, find: Callable[[str, list[str]], Found], *, binary: bool = False, bare: bool = False) -> Reader:
    """The reader of a format of captions, of which ``find`` makes cues and warnings.

    A ``binary`` one has a character a byte; where times are ``bare`` numbers their unit is told by the rate of speech.
    """

    def read(text: str, **about: Unpack[About]) -> Transcript:
        known = checked_about(about)
        warnings: list[str] = []
        text = checked_text(text, "transcript")
        found = find(text if binary else without_invisible(text, warnings), warnings)
        known = {**known, **{key: value for key, value in checked_about(found.about).items() if not known.get(key)}}  # type: ignore[typeddict-item]
        cues = in_seconds(found.cues, warnings, unit="line") if bare else found.cues
        tell_of_late(cues, warnings)
        return transcript_of_subtitles(cues, warnings, known, form=name, field="transcript")

    return read


def tell_of_late(cues: Sequence[Cue], warnings: list[str]) -> None:
    """Tell of times that begin so late that they may be a tape's, or those of the day."""
    first = next((cue for cue in cues if cue.times), None)
    if first and first.times and first.times[0] > _LATE:
        warnings.append(
            f"line {first.number}: times begin at {first.times[0]:g} s; they may be time codes of a tape, or times of day"
        )


def no_times(number: int, words: str, warnings: list[str]) -> None:
    """Tell of words that are kept although they have no times."""
    warnings.append(f"line {number}: words without times were kept: {words[:40]!r}")


def unreadable(detail: str, expected: str) -> UnreadableTranscript:
    """The error for a file that is not what its name or its beginning says."""
    return UnreadableTranscript(detail, field="transcript", expected=expected)
