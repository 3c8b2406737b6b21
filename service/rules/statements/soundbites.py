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
from service.read.transcript import Turn
from service.rules.reading import Reading
from service.rules.statements.draft import Draft
from service.rules.statements.speakers import introduced_by
from service.words import load_words

_WORDS = load_words("rules/statements")["soundbites"]
_OWN = re.compile(rf"\b(?:{'|'.join(_WORDS['own'])})\b", re.IGNORECASE)
_NARRATOR = re.compile(rf"\b(?:{'|'.join(_WORDS['narrator'])})\b", re.IGNORECASE)
_FEWEST_WORDS = 6
_LONGEST = 14  # sentences


def soundbites(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """Sound bites of the transcript; ``drafts`` are the statements already read from cues."""
    if reading.transcript.turns:
        yield from _in_turns(reading, drafts)
    elif len(reading.quotations) * 1500 < len(reading.transcript.text):
        yield from _in_narration(reading, drafts)


def _in_narration(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    spoken = {d.sentence: d.speaker for d in drafts if d.spans and d.speaker is not None}
    index = 1
    while index < len(reading.sentences):
        speaker = _introduced(reading, reading.sentences[index - 1], spoken)
        end = _run(reading, index, spoken) if speaker is not None else index
        if end > index:
            yield _bite(reading, index, end, speaker)
        index = max(end, index) + 1


def _introduced(reading: Reading, sentence: Sentence, spoken: Mapping[int, Actor | None]) -> Actor | None:
    """Who the sentence says is about to be heard: its speaker, or the person whom it says we met or spoke to."""
    if _OWN.search(reading.text(sentence)) and not _NARRATOR.search(reading.text(sentence)):
        return None
    speaker = spoken.get(sentence.index)
    if speaker is not None and speaker.kind in ("person", "unknown", "group"):
        return speaker
    return introduced_by(reading, sentence) if _NARRATOR.search(reading.text(sentence)) else None


def _run(reading: Reading, start: int, spoken: Mapping[int, Actor | None]) -> int:
    """The index after the last sentence of the bite that begins at ``start``; ``start`` itself where none does.

    A sentence of it may lack words of the speaker's own, if the next has some and it names nobody.
    """
    end = start
    for i in range(start, min(len(reading.sentences), start + _LONGEST)):
        sentence = reading.sentences[i]
        words = reading.text(sentence)
        if i in spoken or _NARRATOR.search(words):
            break
        if _OWN.search(words):
            end = i + 1
        elif i - end >= 1 or _names_somebody(reading, sentence):
            break
    return end


def _names_somebody(reading: Reading, sentence: Sentence) -> bool:
    return any(e.kind == "person" for _, e in reading.mentions.entities.between(sentence.start, sentence.end))


def _bite(reading: Reading, start: int, end: int, speaker: Actor | None) -> Draft:
    first, last = reading.sentences[start], reading.sentences[end - 1]
    return Draft("sound_bite", start, ((first.start, last.end),), speaker)


def _in_turns(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    turns = reading.transcript.turns
    for before, turn in pairwise(turns):
        words = reading.transcript.text[turn.label_end : turn.end].strip()
        if len(words.split()) < _FEWEST_WORDS:
            continue
        last = reading.sentences[reading.sentence_index(before.end - 1)]
        speaker = _spoken_of(reading, before, turn) if turn.speaker else None
        if not turn.speaker and _OWN.search(words) and not _NARRATOR.search(words):
            speaker = _named_before(reading, last, drafts)
        if speaker is not None:
            begin = reading.transcript.text.find(words, turn.label_end)
            yield Draft("sound_bite", reading.sentence_index(begin), ((begin, begin + len(words)),), speaker)


def _spoken_of(reading: Reading, before: Turn, turn: Turn) -> Actor | None:
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
    if not named or _is_addressed(text, named[-1].name.split()) or _talks_with(reading, turn):
        return None
    return Actor(name=named[-1].name, kind="person")


def _is_addressed(text: str, name: list[str]) -> bool:
    """``..., Ann.`` or ``Ann, ...``: the name calls on somebody who is there."""
    words = "|".join(re.escape(w) for w in name)
    return (
        re.search(rf"(?:,\s*(?:{words})\s*[.,!?]|(?:^|[.?!]\s+)(?:{words}),|(?:{words})\s*[.,]?\s*$)", text) is not None
    )


def _talks_with(reading: Reading, turn: Turn) -> bool:
    """Whether the label's turns are a conversation: several of them, most after a question."""
    turns = reading.transcript.turns
    own = [i for i, t in enumerate(turns) if t.speaker == turn.speaker and i]
    asked = sum(reading.transcript.text[turns[i - 1].label_end : turns[i - 1].end].rstrip().endswith("?") for i in own)
    return asked * 2 >= len(own) + 1


def _named_before(reading: Reading, last: Sentence, drafts: list[Draft]) -> Actor | None:
    """In captions without labels, the speaker of the sentence just before the turn."""
    text = reading.text(last)
    spoken = [d.speaker for d in drafts if d.sentence == last.index and d.speaker is not None and d.spans]
    return spoken[-1] if spoken and not text.endswith("?") and not _OWN.search(text) else None
