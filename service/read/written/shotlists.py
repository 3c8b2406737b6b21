"""Agency shotlists: what is to be seen, shot by shot, with sound bites among it, and then the story.

    2. SOUNDBITE (English) Ida Holt, Lawyer for the strikers:          AP
    (SOUNDBITE) (English) LAWYER, IDA HOLT, SAYING: "words"             Reuters
    SOUNDBITE 1 - Ida Holt, lawyer (woman, English, 12 sec): "words"    AFP

Only a sound bite is speech: it is a turn of who is named, up to its last word, and all else belongs to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.read.labels import is_name
from service.read.transcript import Segment, Turn
from service.words import load_words

_WORDS = load_words("read/shotlists")
_VOICES = frozenset(_WORDS["voices"])
_LANGUAGES = frozenset(load_words("read/languages"))
_HEADING = re.compile(rf"(?m)^[ \t*]{{0,8}}(?:{'|'.join(_WORDS['headings'])})[ \t]{{0,3}}:?(?=\s|$)")
_BITES = "|".join(_WORDS["soundbites"])
_CALLED = re.compile(_BITES)
_LANGUAGE = r"[(\[][^()\[\]\n]{2,60}[)\]]"
# Up to the colon behind who speaks; "(woman, English, 12 sec)" may stand on either side of the name.
_BITE = re.compile(
    rf"(?:\b\d{{1,3}}[.)][ \t]{{0,3}})?[+(*]{{0,2}}\b(?:{_BITES})\b(?=[^\n:]{{0,300}}:)[)*]?[ \t]?(?:\d{{1,2}})?[ \t]?[:,–—-]?[ \t]{{0,3}}"
    rf"(?:({_LANGUAGE})[ \t]{{0,3}}[:–—-]?[ \t]{{0,3}})?([^\n:]{{2,200}}?)[ \t]?:(?=\s|[\"“'‘]|$)[ \t]*"
)
_SHOT = re.compile(r"(?:^|(?<=\s))\d{1,3}[.)][ \t]+(?=[A-Z+(*])")
_NOTE = re.compile(r"\+\+.*?\+\+|\*\*.*?\*\*")
_ASIDE = re.compile(r"[(\[][^()\[\]\n]*[)\]]")
_SAYING = re.compile(r",?\s*(?:SAYING|SPEAKING|SAYS)\b.*$", re.I)
_OPENING, _CLOSING = '"“«„', '"”»“'
_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:\d{1,3}[.)][ \t]|-[A-Z]{2,4}\b))")


class _Speaker(NamedTuple):
    name: str | None
    role: str


def is_shotlist(text: str) -> bool:
    """Whether a text is a shotlist: sound bites in a language and, without two of them, a heading or numbered shots."""
    bites = list(_BITE.finditer(text)) if _CALLED.search(text) else []  # hardly any text calls anything so
    if not any(found[1] or _tells_voice(found[2]) for found in bites):
        return False
    return len(bites) > 1 or _HEADING.search(text) is not None or len(_SHOT.findall(text)) > 1


def _tells_voice(label: str) -> bool:
    """Whether a bracket behind the name tells the language or who it is: ``(woman, English, 12 sec)``."""
    words = [word.strip().lower() for aside in _ASIDE.findall(label) for word in aside[1:-1].split(",")]
    return any(word in _VOICES or word in _LANGUAGES for word in words)


def turns_and_segments(text: str) -> tuple[tuple[Turn, ...], tuple[Segment, ...]]:
    """A turn and a segment for each sound bite, in order; between them are words of nobody's."""
    turns = tuple(_turns(text))
    segments = tuple(Segment(turn.label_end, _stripped(text, turn)) for turn in turns)
    return turns, segments


def _stripped(text: str, turn: Turn) -> int:
    return turn.label_end + len(text[turn.label_end : turn.end].rstrip())


def _turns(text: str) -> Iterator[Turn]:
    bites = list(_BITE.finditer(text))
    for i, bite in enumerate(bites):
        following = bites[i + 1].start() if i + 1 < len(bites) else len(text)
        begin = _begin(text, bite)
        end = _end(text, begin, following)
        if end > begin:
            speaker = _speaker(bite[2])
            yield Turn(bite.start(), begin, end, speaker.name, speaker.role)


def _begin(text: str, bite: re.Match[str]) -> int:
    """Where the words begin: behind the colon, or on the next line, past notes such as ``++NAME AS GIVEN++``."""
    at = bite.end()
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        note = _NOTE.match(text, at)
        if not note:
            return at
        at = note.end()


def _end(text: str, begin: int, following: int) -> int:
    """Where the words end: with the quotation mark that closes them, or else before the next shot or paragraph."""
    stop = heading.start() if (heading := _HEADING.search(text, begin, following)) else following
    is_quoted = begin < stop and text[begin] in _OPENING
    if is_quoted and (close := _closing(text, begin, stop)):
        return close
    shot = _SHOT.search(text, begin + 1, stop)
    pause = _BREAK.search(text, begin, stop)
    return min((stop, *(found.start() for found in (shot, pause) if found)))


def _closing(text: str, begin: int, stop: int) -> int | None:
    """One past the mark that closes the quotation, which may run over paragraphs that each open it anew."""
    for at in range(begin + 1, stop):
        if text[at] in _CLOSING and (at + 1 >= stop or text[at + 1].isspace()) and not text[at - 1].isspace():
            return at + 1
    return None


def _speaker(label: str) -> _Speaker:
    """Name and title: ``Ida Holt, Lawyer``; ``LAWYER, IDA HOLT, SAYING``; ``Ida Holt (lawyer)``."""
    told = _NOTE.sub(" ", label)
    words = _ASIDE.sub(" ", told)
    is_reversed = bool(_SAYING.search(words))
    parts = [" ".join(part.split()) for part in _SAYING.sub("", words).split(",")]
    parts = [part.strip(" -–—+*") for part in parts if part.strip(" -–—+*")]
    if not parts:
        return _Speaker(None, "")
    name = parts.pop(-1 if is_reversed and (" " in parts[-1] or " " not in parts[0]) else 0)
    role = ", ".join(parts)
    return _Speaker(name if is_name(name) else None, role if is_name(name) else ", ".join([name, *parts]))
