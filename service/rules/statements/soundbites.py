"""Sound bites: a person's own words that no quotation mark sets off, by whose voice is heard.

In running speech somebody is presented and then speaks; in captions a turn follows the sentence that names its speaker, or
the name stands in capitals before the words; in labelled transcripts a turn follows somebody of the programme's staff who
spoke of its speaker and asked nothing; a shotlist says whose they are. Where the caller asks for turns, each of somebody
who is not staff is a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from schemas import Actor
from service.discourse.phrases import compiled
from service.discourse.staff import Staff
from service.discourse.voices import FIRST, NARRATOR, OWN, Bite, Hearing
from service.language.names import fold
from service.language.reading import Reading
from service.read.transcript import Turn
from service.rules.statements.draft import Draft
from service.rules.statements.speakers import bitten, labelled
from service.words import load_words, words_in

_FEWEST_WORDS = 6
_MARKS = '"“«„'
_A_QUOTATION = 1500  # characters of speech without quotation marks, at least
_ANSWERS = compiled(load_words("discourse/voices")["answers"]["patterns"])
_ANYBODY = words_in("discourse/staff", "labels", "anybody")


def soundbites(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Sound bites of the transcript; ``drafts`` are the statements already read from cues."""
    hearing = Hearing(reading, {d.sentence: d.speaker for d in drafts if d.spans and d.speaker is not None})
    if any(turn.role is not None for turn in reading.turns):
        yield from _in_shotlist(reading)
    elif reading.turns:
        yield from _in_turns(reading, hearing)
    elif len(reading.quotations) * _A_QUOTATION < reading.sentences[-1].end - reading.sentences[0].start:
        told: list[Bite] = []
        for bite in (*hearing.captioned(), *hearing.named_after(), *hearing.bites()):
            if all(bite.end <= other.start or other.end <= bite.start for other in told):
                told.append(bite)
                yield Draft("sound_bite", bite.first, ((bite.start, bite.end),), bite.speaker)


def _in_shotlist(reading: Reading) -> Iterator[Draft]:
    """Bites without quotation marks; those with them are quotations."""
    for turn in reading.turns:
        words = reading.transcript.text[turn.label_end : turn.end].strip()
        speaker = bitten(turn)
        if words and speaker is not None and words[0] not in _MARKS:
            span = (turn.label_end, turn.label_end + len(words))
            yield Draft("sound_bite", reading.sentence_index(turn.label_end), (span,), speaker)


def _in_turns(reading: Reading, hearing: Hearing) -> Iterator[Draft]:
    text, answers = reading.transcript.text, _answers(reading)
    for before, turn in pairwise((Turn(0, 0, 0), *reading.turns)):
        words = text[turn.label_end : turn.end].strip()
        if len(words.split()) < _FEWEST_WORDS:
            continue
        if turn.speaker is None:
            speaker = _named_before(hearing, before, words)
        elif reading.every_turn:
            speaker = _labelled(reading, hearing.staff, turn)
        else:
            speaker = _spoken_of(reading, hearing.staff, before, turn, answers)
        if speaker is not None:
            begin = text.find(words, turn.label_end)
            yield Draft("sound_bite", reading.sentence_index(begin), ((begin, begin + len(words)),), speaker)


def _labelled(reading: Reading, staff: Staff, turn: Turn) -> Actor | None:
    """Who the label says it is, by the fullest name that the story has; None for staff."""
    label = turn.speaker or ""
    if staff.knows(label):
        return None
    return labelled(reading, label, turn.end)


def _spoken_of(
    reading: Reading, staff: Staff, before: Turn, turn: Turn, answers: Mapping[str, list[bool]]
) -> Actor | None:
    """The labelled speaker, if the turn before speaks about that person, or hands over, and ends in no question."""
    text = reading.transcript.text[before.label_end : before.end].rstrip()
    label = fold(turn.speaker or "")
    if not label or text.endswith("?") or turn.speaker == before.speaker or staff.knows(turn.speaker or ""):
        return None
    if _ANSWERS.search(reading.transcript.text, turn.label_end, turn.end):
        return None
    speaker = _labelled(reading, staff, turn)
    if not set(label).isdisjoint(_ANYBODY):
        return speaker if before.speaker is not None and staff.knows(before.speaker) else None
    named = [
        e.name
        for _, e in reading.mentions.entities.between(before.label_end, before.end)
        if e.kind == "person" and fold(e.name)[-1] == label[-1]
    ]
    talks = _is_addressed(text, named[-1].split()) or _talks_with(answers[turn.speaker or ""]) if named else True
    return None if talks else speaker


def _is_addressed(text: str, name: list[str]) -> bool:
    """``..., Ann.`` or ``Ann, ...``: the name calls on somebody who is there."""
    words = "|".join(re.escape(w) for w in name)
    return (
        re.search(rf"(?:,\s*(?:{words})\s*[.,!?]|(?:^|[.?!]\s+)(?:{words}),|(?:{words})\s*[.,]?\s*$)", text) is not None
    )


def _answers(reading: Reading) -> dict[str, list[bool]]:
    """For each label, of each of its turns but the first of all whether it follows a question."""
    out: dict[str, list[bool]] = {turn.speaker or "": [] for turn in reading.turns}
    for before, turn in pairwise(reading.turns):
        asked = reading.transcript.text[before.label_end : before.end].rstrip().endswith("?")
        out[turn.speaker or ""].append(asked)
    return out


def _talks_with(answers: list[bool]) -> bool:
    """Whether a label's turns are a conversation: several of them, most after a question."""
    return sum(answers) * 2 >= len(answers) + 1


def _named_before(hearing: Hearing, before: Turn, words: str) -> Actor | None:
    """In captions without labels, the speaker of the sentence just before the turn, or whom it plainly presents."""
    reading = hearing.reading
    last = reading.sentences[reading.sentence_index(before.end - 1)] if before.end else None
    if last is None or NARRATOR.search(words) or reading.text(last).endswith("?"):
        return None
    return hearing.spoken.get(last.index) if OWN.search(words) and not FIRST.search(reading.text(last)) else None
