"""How large a transcript may be where strangers send it. (How deep JSON may nest is limited by its parser: 200 levels.)"""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import TooLarge
from service.read.transcript import Transcript
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """Most ``characters`` and ``segments`` of a transcript, and most bytes of one that is ``unpacked``."""

    characters: int
    segments: int
    unpacked: int

    def check(self, transcript: Transcript) -> None:
        """TooLarge for more than that."""
        for count, limit, what, field in (
            (len(transcript.text), self.characters, "characters", "/text"),
            (len(transcript.segments), self.segments, "segments", "/segments"),
        ):
            if count > limit:
                raise TooLarge(f"{count} {what}", field=field, expected=f"at most {limit} {what}")


def limits(settings: Settings) -> Limits:
    """As the settings say."""
    return Limits(settings.max_characters, settings.max_segments, settings.max_unpacked_bytes)
