"""Which language a transcript is in: as its caller says, else English if its commonest words are."""

from __future__ import annotations

import re

from service.read.transcript import Transcript
from service.words import load_words

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(load_words("language/tongue")["common"])
_SAMPLE = 20_000  # characters
_FEWEST = 40  # words below which a text is taken for English
_SHARE = 0.12  # English news has three times as many of these words, other languages next to none


def language_of(transcript: Transcript) -> str:
    """A BCP 47 tag: the transcript's own, else ``en``, or ``und`` for a text without English words."""
    if transcript.language:
        return transcript.language
    words = _WORD.findall(transcript.text[:_SAMPLE].lower())
    if len(words) < _FEWEST:
        return "en"
    return "en" if sum(map(_COMMON.__contains__, words)) >= _SHARE * len(words) else "und"
