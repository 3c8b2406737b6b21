"""Headlines that name a source and a colon before what it says: ``Report: Bridge to close``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas import Actor
from service.language.reading import Reading
from service.rules.statements.draft import Draft
from service.words import words_in

_HEADLINE = re.compile(r"\s*(?P<source>[A-Z][^:\n“\"]{1,40}): +(?P<said>\S[^\n]{14,}?)[. ]*\n")
_MOST_WORDS = 4
_SOURCES = (
    words_in("rules/statements", "headlines", "sources")
    | words_in("rules/statements", "documents", "sources")
    | words_in("language/names", "person_nouns")
)


def headline(reading: Reading) -> Iterator[Draft]:
    """The statement of the first line, if the line is a headline of that kind and more text follows."""
    found = _HEADLINE.match(reading.transcript.text)
    if found is None or reading.transcript.turns or len(found["source"].split()) > _MOST_WORDS:
        return
    speaker = _source(reading, found.start("source"), found["source"])
    if speaker is not None:
        yield Draft("headline", 0, (found.span("said"),), speaker, cue=(found.end("source"), found.end("source") + 1))


def _source(reading: Reading, start: int, words: str) -> Actor | None:
    """Somebody whom the text names again, or a noun for people who speak and documents that say something."""
    end = start + len(words)
    named = reading.mentions.entities.at(end - 1, end)
    if named is not None and named[1].kind in ("person", "organization", "government", "party"):
        later = reading.mentions.entities.between(end, len(reading.transcript.text))
        again = any(entity is named[1] for _, entity in later)  # `Last Updated: ...`
        return Actor(name=named[1].name, kind=named[1].kind) if again else None
    last = words.split()[-1].lower()
    return Actor(name=words, kind="unknown") if {last, last.removesuffix("s")} & _SOURCES else None
