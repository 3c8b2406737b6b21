"""What stretches of a report have in common: words, names and countries.

Lexical cohesion after Hearst's TextTiling (1997): a new subject brings new words. As in later work on broadcast news (topic
detection and tracking: Allan 2002; lexical chains over news programmes: Stokes, Carthy and Smeaton 2004), names and places
count for more than other words, and what is to come is compared with the story so far, not with a window of fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.language.parse import Sentence
from service.words import words_in

if TYPE_CHECKING:
    from service.language.reading import Reading

_COMMON = words_in("discourse/stories", "subject", "common")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6  # letters: what forms of a word share
_A_NAME = 3  # how many words a name counts for


@dataclass(frozen=True, slots=True)
class Subject:
    """What a stretch speaks of: stems of its words, last words of its names, codes of its countries."""

    words: frozenset[str]
    names: frozenset[str]
    countries: frozenset[str]

    def shared_with(self, other: Subject) -> float:
        """Which part of this subject's words and names the other has, names counted for more; 0 where there are none."""
        size = len(self.words) + _A_NAME * len(self.names)
        both = len(self.words & other.words) + _A_NAME * len(self.names & other.names)
        return both / size if size else 0.0


def subject_of(reading: Reading, sentence: Sentence) -> Subject:
    """What one sentence speaks of."""
    words = (word.lower() for word in _WORD.findall(reading.text(sentence)))
    named = reading.mentions.entities.between(sentence.start, sentence.end)
    spoken_of = [m.country for m in (*reading.places(sentence), *reading.demonyms(sentence))]
    spoken_of += [body.country for body in reading.institutions(sentence)]
    return Subject(
        frozenset(word[:_STEM] for word in words if word not in _COMMON),
        frozenset(name.words[-1] for name, _ in named if name.words),
        frozenset(code for code in spoken_of if code),
    )


def together(subjects: Iterable[Subject]) -> Subject:
    """What several sentences speak of."""
    found = tuple(subjects)
    return Subject(
        frozenset().union(*(s.words for s in found)),
        frozenset().union(*(s.names for s in found)),
        frozenset().union(*(s.countries for s in found)),
    )
