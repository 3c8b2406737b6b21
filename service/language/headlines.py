"""Capitals that tell no names, as in headlines in title case and in captions all in capitals: the parser needs plain sentences."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SAMPLE = 20_000  # characters
_SHOUTED = 0.6  # of the letters
_FEWEST_WORDS = 4
_SHORT = 4  # letters; shorter words stay in lower case in some styles
_WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*")  # a capital in mid-sentence


def is_shouted(text: str) -> bool:
    """Whether most letters of the text are capitals."""
    sample = text[:_SAMPLE]
    return sum(map(str.isupper, sample)) >= _SHOUTED * max(1, sum(map(str.isalpha, sample)))


def unshouted(text: str) -> str:
    """The text in small letters where it is all in capitals, which the parser takes for names; as long as it is."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text) if is_shouted(text) else text


def is_title_case(line: str) -> bool:
    """Whether nearly all long words of the line begin with a capital, and some of them not as names do, after another capital."""
    words = [w for w in _WORD.findall(line) if len(w) >= _SHORT]
    return len(words) >= _FEWEST_WORDS and sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def as_sentence(line: str, body: str) -> str:
    """The headline with small letters, but for its first word and what ``body`` writes with a capital in mid-sentence.

    It is as long as the line, so that offsets stay.
    """
    names = set(_WITHIN.findall(body))

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        plain = word.partition("’")[0].partition("'")[0].rstrip(".")
        small = word if plain in names or plain.isupper() or not found.start() else word.lower()
        return small if len(small) == len(word) else word

    return _WORD.sub(lowered, line)
