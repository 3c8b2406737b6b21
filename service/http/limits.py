"""How large a transcript may be over HTTP. (How deep JSON may nest is limited by its parser: 200 levels.)"""

from __future__ import annotations

from service.errors import TooLarge
from service.read.transcript import Transcript
from service.settings import Settings


def check_size(transcript: Transcript, settings: Settings) -> None:
    """TooLarge for more characters or segments than the settings allow."""
    for count, limit, what, field in (
        (len(transcript.text), settings.max_characters, "characters", "/text"),
        (len(transcript.segments), settings.max_segments, "segments", "/segments"),
    ):
        if count > limit:
            raise TooLarge(f"{count} {what}", field=field, expected=f"at most {limit} {what}")
