"""Lists of people's names, by the words between them: the parser loses itself in ``Ann Rossi, 34, of Dorn, and her aide, Leo Marsh, 29``."""

from __future__ import annotations

import re

from service.language.coreference import BODY_NOUNS
from service.language.entities import Entity
from service.language.names import FIRST_NAMES, Name
from service.language.places import is_place_name
from service.language.reading import Reading
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.people import is_word_for_person
from service.rules.events.words import WORDS as EVENT_WORDS

Named = tuple[Name, Entity]

_WORD = re.compile(r" ([a-z]+)\b")
_PARTS = re.compile(r"[,;()\[\]]| [-–—] ")
_AND = re.compile(r"(?:and|&|as well as|along with)\b ?")
_OF = re.compile(r"^( (?:of|from) [^,;]{1,40}?)( and\b)")
_DOING = re.compile(r"\w+(?:ed|ing)\b")
_LONGEST = 9  # words of what is told of somebody between two commas
_LONGEST_SET_OFF = 25  # ... and of it between two semicolons
_DESCRIBED = 5  # words before a name that describe whose it is


def people_named(reading: Reading, start: int, end: int) -> list[Named]:
    """The names in ``text[start:end]`` that are a person's, or may be."""
    return [named for named in reading.mentions.entities.between(start, end) if _may_be_somebodys(reading, *named)]


def _may_be_somebodys(reading: Reading, name: Name, entity: Entity) -> bool:
    """Whether it is a person's name, or two words that show nothing else: no place, no road, no ``the`` before it and no
    word for a body after it (``the Daily Echo newspaper``).
    """
    text = reading.transcript.text
    before, after = text[max(0, name.start - len("the ")) : name.start].lower(), _WORD.match(text, name.end)
    if before == "the " or (after is not None and after[1] in BODY_NOUNS) or _is_road(name.name):
        return False
    return entity.kind == "person" or may_be_name(entity, name.name)


def _is_road(name: str) -> bool:
    first, _, last = name.lower().rpartition(" ")
    return first not in FIRST_NAMES and last in EVENT_WORDS.of("places", "roads")


def may_be_name(entity: Entity, words: str) -> bool:
    """Whether a name of unknown kind looks like a person's: two words or more, and no place."""
    return entity.kind == "unknown" and " " in words and is_place_name(words) is None


def lists_of(reading: Reading, start: int, end: int) -> list[list[Named]]:
    """The names in ``text[start:end]``, those of one list together."""
    text, out = reading.transcript.text, list[list[Named]]()
    for named in people_named(reading, start, end):
        if out and goes_on(text[out[-1][-1][0].end : named[0].start]):
            out[-1].append(named)
        else:
            out.append([named])
    return out


def is_closed(reading: Reading, listed: list[Named]) -> bool:
    """Whether an ``and`` stands before the last of the list."""
    last = reading.transcript.text[listed[-2][0].end : listed[-1][0].start]
    return any(map(_AND.match, _parts(last)))


def goes_on(between: str) -> bool:
    """Whether nothing but what tells of the first, and who the second is, stands between two names."""
    told_of, mark, rest = between.rpartition(";")
    if mark and len(told_of.split()) <= _LONGEST_SET_OFF:  # `Ann Rossi, who runs the shop in Dorn; her aide, Leo Marsh`
        return goes_on(f",{rest}")
    *told, last = _parts(between)
    if told and not last and _AND.match(told[-1]):  # `and the editor of its paper, Leo Marsh`
        return all(map(_is_aside, told[:-1])) and _is_aside(_AND.sub("", told[-1], count=1))
    joined = _AND.match(last)
    described = (last[joined.end() :] if joined is not None else last).split()
    if not told and joined is None:
        return False
    if len(described) > _DESCRIBED or {w.lower() for w in described} & words_of("naming", "between"):
        return False
    return not (described and _DOING.fullmatch(described[0])) and all(map(_is_aside, told))


def _parts(between: str) -> list[str]:
    """The words between two names, from comma to comma; ``of Dorn and`` is two parts."""
    return [part.strip() for part in _PARTS.split(_OF.sub(r"\1,\2", between))]


def _is_aside(part: str) -> bool:
    """``34``, ``of Dorn``, ``a baker``, ``editor of a paper``, ``who runs a shop``."""
    words = part.lower().split()
    if not words or len(words) > _LONGEST:
        return not words
    role = any(is_word_for_person(word) for word in words) and words_of("naming", "verbs").isdisjoint(words)
    return words[0].isdigit() or role or words[0] in words_of("naming", "asides")
