"""Who works for the programme: presenters and reporters, learnt from hand-overs, sign-offs and labels."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import Indel

from service.language.names import fold, kind_of
from service.language.places import is_place_name
from service.read.transcript import Transcript
from service.words import load_words

_WORDS = load_words("discourse/staff")
# No word of a name is longer than 40 letters: else a chain of hyphens would be read to its end from each of them.
_NAME = r"(?-i:[A-Z][\w.’'-]{0,40}\w(?:\s(?:[A-Z][\w’'-]{1,40}|al|de|van|von|bin|el|da)){1,3})"
_SPOKEN_NAME = r"[a-z][\w’'-]{1,40}\s[a-z][\w’'-]{1,40}"
_LIKE = 0.72  # of the letters of two spellings of a name, as recognisers hear it
_MOST_COMPARED = 60  # names; a programme has fewer reporters, and to compare letters is dear
_SIGN_OFF_WORDS = frozenset(_WORDS["sign_off"]["words"])
_HANDS_OVER = re.compile("|".join(map(re.escape, _WORDS["sign_off"]["hands_over"])), re.IGNORECASE)
_FEWEST_SIGN_OFF = 2  # words
_LONGEST_SIGN_OFF: int = _WORDS["sign_off"]["longest"]
_LABELS = _WORDS["labels"]
_HOSTS = frozenset(_LABELS["hosts"])
_HOUSES = re.compile(r"^\S+[’']s\s+|[’']s$")  # `NPR's Ann Rossi`, `Ann Rossi's`
_TOKEN = re.compile(r"[^\W\d_][\w’'.-]*|\d+|[^\w\s]")


@dataclass(frozen=True)
class Staff:
    """The names of those who work for the programme, in the order of the text, each with where it stands.

    ``handed_over`` are the places where somebody else presents one of them.
    """

    names: tuple[tuple[str, int], ...]
    handed_over: tuple[int, ...] = ()

    @cached_property
    def _first(self) -> dict[tuple[str, ...], int]:
        """Each name, folded, with where it first stands."""
        out: dict[tuple[str, ...], int] = {}
        for name, at in self.names:
            if words := fold(name):
                out.setdefault(words, at)
        return out

    @cached_property
    def _by_last(self) -> dict[str, list[tuple[str, ...]]]:
        out: dict[str, list[tuple[str, ...]]] = {}
        for words in self._first:
            out.setdefault(words[-1], []).append(words)
        return out

    @cached_property
    def _spelt(self) -> list[tuple[str, ...]]:
        """The names that a misspelt one is held against: so many, whoever is named in a text made to be slow."""
        return [words for words in self._first if len(words) > 1][:_MOST_COMPARED]

    def knows(self, name: str) -> bool:
        """Whether the name is one of theirs: the same last name and no other first one, or nearly the same letters."""
        return self.named_before(name, sys.maxsize)

    def named_before(self, name: str, offset: int) -> bool:
        """Whether the text has named that one of them before ``offset``."""
        words = fold(name)
        if not words:
            return False
        same = [own for own in self._by_last.get(words[-1], ()) if self._first[own] < offset]
        if any(len(words) == 1 or len(own) == 1 or words[0] == own[0] for own in same):
            return True
        heard = (own for own in self._spelt if self._first[own] < offset)
        return len(words) > 1 and any(_sound_alike(words, own) for own in heard)

    def answers_to(self, word: str) -> bool:
        """Whether the word is a first or last name of one of them."""
        return word.lower() in self._called

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(word for words in self._first for word in words)

    def presented_in(self, start: int, end: int) -> bool:
        """Whether somebody hands over to one of them in ``text[start:end]``."""
        return bisect_left(self.handed_over, start) < bisect_left(self.handed_over, end)


def _sound_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return Indel.normalized_similarity(" ".join(one), " ".join(other)) >= _LIKE


def staff_of(transcript: Transcript, *, cased: bool) -> Staff:
    """Whom the transcript presents as its presenters and reporters."""
    over = sorted(_named(transcript.text, _frames("hand_over", cased)), key=lambda item: item[1])
    own = [*_named(transcript.text, _frames("self", cased)), *_hosts(transcript)]
    return Staff(tuple(sorted([*over, *own], key=lambda item: item[1])), tuple(at for _, at in over))


def _hosts(transcript: Transcript) -> Iterator[tuple[str, int]]:
    """The labels that say so, and those of whose turns many are questions."""
    asked: dict[str, list[bool]] = {}
    for turn in transcript.turns:
        if turn.speaker:
            asked.setdefault(turn.speaker, []).append(transcript.text[turn.label_end : turn.end].rstrip().endswith("?"))
    for label, questions in asked.items():
        often = len(questions) > 1 and sum(questions) >= _LABELS["asks"] * len(questions)
        if often or not _HOSTS.isdisjoint(fold(label)):
            yield label, 0


@dataclass(frozen=True, slots=True)
class _Frames:
    """Phrases that present somebody; ``beginning`` is where any of them does, so that the text is read once for all."""

    beginning: re.Pattern[str]
    each: tuple[re.Pattern[str], ...]


def _named(text: str, frames: _Frames) -> Iterator[tuple[str, int]]:
    places = [beginning.start() for beginning in frames.beginning.finditer(text)]
    for frame in frames.each:
        end = 0
        for at in places:
            if at >= end and (met := frame.match(text, at)):
                end = met.end()
                yield _HOUSES.sub("", met["name"]).strip(" ."), met.start("name")


@cache
def _frames(group: str, cased: bool) -> _Frames:
    name = _NAME if cased else _SPOKEN_NAME
    frames = [_frame(frame) for frame in _WORDS[group]["patterns"]]
    each = (re.compile(frame.replace("NAME", f"(?P<name>{name})"), re.IGNORECASE) for frame in frames)
    beginning = rf"(?<![\w’'])\b(?={_any(frames).replace('NAME', name)})"
    return _Frames(re.compile(beginning, re.IGNORECASE), tuple(each))


def _frame(frame: str) -> str:
    """The phrase as a pattern, but for NAME; it begins with a word."""
    for word, group in (("HOUSEROLE", "house_roles"), ("ROLE", "roles"), ("HOUSE", "houses")):
        frame = frame.replace(word, _any(_WORDS[group]))
    return rf"(?:{frame})".replace("~?", r"\s*").replace("~", r"\s+")


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def sign_off(text: str, start: int, end: int) -> str | None:
    """The name in a sentence that is nothing but a name with a role, a house or a place: ``Ann Rossi, in Norland.``"""
    if text[end - 1] not in ".,":
        return None
    words = 0
    for token in _TOKEN.finditer(text, start, end):
        if token[0][0].isalpha():
            words += 1
            if words > _LONGEST_SIGN_OFF or not _may_sign_off(token[0]):  # nearly always one of the first words
                return None
    if words < _FEWEST_SIGN_OFF or _HANDS_OVER.match(text, start, end):
        return None
    runs = (_person(run) for run in re.findall(r"(?:[A-Z][\w’'-]*\w\.?(?:\s(?=[A-Z]))?){2,5}", text[start:end]))
    return next((name for name in runs if name is not None), None)


def _may_sign_off(word: str) -> bool:
    return word[0].isupper() or word.lower().rstrip(".") in _SIGN_OFF_WORDS


def _person(run: str) -> str | None:
    """The name in a run of capitalised words, without small words at its head; None for a place or a single word."""
    words = run.strip(" .").split()
    while words and words[0].lower() in _SIGN_OFF_WORDS:
        words = words[1:]
    name = " ".join(words)
    return name if len(words) > 1 and kind_of(name) in ("person", "unknown") and is_place_name(name) is None else None
