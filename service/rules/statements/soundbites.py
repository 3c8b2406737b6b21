"""Sound bites: a person's own words, introduced in narration or on tape, that no quotation mark sets off.

Three forms: in running speech a sentence names who speaks and the next says "I" or "we"; in captions a turn follows the
sentence that names its speaker; in labelled transcripts a turn follows a host who spoke of its speaker and asked nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from schemas import Actor
from service.language.names import fold
from service.language.parse import Sentence
from service.language.reading import Reading
from service.read.transcript import Turn
from service.rules.statements.draft import Draft
from service.rules.statements.narrated import NARRATOR, OWN, in_narration
from service.rules.statements.reporters import Reporters

_FEWEST_WORDS = 6


def soundbites(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Sound bites of the transcript; ``drafts`` are the statements already read from cues."""
    if reading.transcript.turns:
        yield from _in_turns(reading, drafts)
    elif len(reading.quotations) * 1500 < len(reading.transcript.text):
        yield from in_narration(reading, drafts)


def _in_turns(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    reporters = Reporters(reading.transcript.text)
    answers = _answers(reading)
    spoken = {d.sentence: d.speaker for d in drafts if d.speaker is not None and d.spans}
    for before, turn in pairwise(reading.transcript.turns):
        words = reading.transcript.text[turn.label_end : turn.end].strip()
        if len(words.split()) < _FEWEST_WORDS:
            continue
        last = reading.sentences[reading.sentence_index(before.end - 1)]
        speaker = _spoken_of(reading, before, turn, answers) if turn.speaker else None
        speaker = None if speaker is not None and reporters.present(speaker) else speaker
        if not turn.speaker and OWN.search(words) and not NARRATOR.search(words):
            speaker = _named_before(reading, last, spoken)
        if speaker is not None:
            begin = reading.transcript.text.find(words, turn.label_end)
            yield Draft("sound_bite", reading.sentence_index(begin), ((begin, begin + len(words)),), speaker)


def _spoken_of(reading: Reading, before: Turn, turn: Turn, answers: Mapping[str, list[bool]]) -> Actor | None:
    """The labelled speaker, if the turn before speaks about that person and ends in no question."""
    text = reading.transcript.text[before.label_end : before.end].rstrip()
    label = fold(turn.speaker or "")
    if not label or text.endswith("?") or turn.speaker == before.speaker:
        return None
    named = [
        e
        for _, e in reading.mentions.entities.between(before.label_end, before.end)
        if e.kind == "person" and fold(e.name)[-1] == label[-1]
    ]
    if not named or _is_addressed(text, named[-1].name.split()) or _talks_with(answers[turn.speaker or ""]):
        return None
    return Actor(name=named[-1].name, kind="person")


def _is_addressed(text: str, name: list[str]) -> bool:
    """``..., Ann.`` or ``Ann, ...``: the name calls on somebody who is there."""
    words = "|".join(re.escape(w) for w in name)
    return (
        re.search(rf"(?:,\s*(?:{words})\s*[.,!?]|(?:^|[.?!]\s+)(?:{words}),|(?:{words})\s*[.,]?\s*$)", text) is not None
    )


def _answers(reading: Reading) -> dict[str, list[bool]]:
    """For each label, of each of its turns but the transcript's first whether it follows a question."""
    out: dict[str, list[bool]] = {}
    for before, turn in pairwise(reading.transcript.turns):
        asked = reading.transcript.text[before.label_end : before.end].rstrip().endswith("?")
        out.setdefault(turn.speaker or "", []).append(asked)
    return out


def _talks_with(answers: list[bool]) -> bool:
    """Whether a label's turns are a conversation: several of them, most after a question."""
    return sum(answers) * 2 >= len(answers) + 1


def _named_before(reading: Reading, last: Sentence, spoken: Mapping[int, Actor]) -> Actor | None:
    """In captions without labels, the speaker of the sentence just before the turn."""
    text = reading.text(last)
    return None if text.endswith("?") or OWN.search(text) else spoken.get(last.index)
