"""Sound bites in running speech: narration about somebody, then that person's own words, then narration again.

No mark sets the words off. What tells is the change of voice: a sentence in the third person, and in the next one an "I" or
a "we". Correspondents in conversation say "I" and "we" too: what they say is their own report and no sound bite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemas import Actor
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.statements.draft import Draft, Offsets, Stretches
from service.rules.statements.reporters import Reporters
from service.rules.statements.speakers import introduced_by
from service.words import load_words

_WORDS = load_words("rules/statements")["soundbites"]


def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(_WORDS[name])})(?![\w’'])", re.IGNORECASE)


OWN = _any_of("own")
NARRATOR = _any_of("narrator")
_FIRST_PERSON = _any_of("first_person")
_LIVE = _any_of("live")
_HANDS_OVER = _any_of("hands_over")
_GOES_ON = re.compile(r"(?:and|so|then)\b", re.IGNORECASE)  # what begins so goes on with what the voice before it said
_BEGINS_OWN = re.compile(r"(?:(?:no|yes|look|well|but|and|oh),? )?(?:I|we)\b", re.IGNORECASE)
_LONGEST = 14  # sentences
_PATIENCE = 3  # sentences without a word of the speaker's own, after a plain hand-over
_WINDOW = 2  # sentences before the introduction that must be narration as well


def in_narration(reading: Reading, drafts: list[Draft]) -> Iterator[Draft]:
    """The sound bites of a transcript in running speech; ``drafts`` are the statements already read from cues."""
    spoken = {d.sentence: d.speaker for d in drafts if d.spans and d.speaker is not None}
    reporters = Reporters(reading.transcript.text)
    index, heard = 1, 0
    while index < len(reading.sentences):
        speaker = _introduced(reading, reading.sentences[index - 1], spoken, heard, reporters)
        end = _run(reading, index, spoken) if speaker is not None and not _goes_on(reading, index) else index
        if end > index:
            yield _bite(reading, index, end, speaker)
            heard = end
        index = max(end, index) + 1


def prolonged(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts; what somebody says in the first person goes on while the sentences after it do: ``saying, we are tired. We ...``."""
    cued = {draft.sentence for draft in drafts}
    return [_prolonged(reading, draft, cued) for draft in drafts]


def _prolonged(reading: Reading, draft: Draft, cued: set[int]) -> Draft:
    last = reading.sentence_index(draft.spans[-1][1] - 1) if draft.spans else -1
    if last < 0 or draft.cue is None or not in_own_voice(reading, draft):
        return draft
    if draft.spans[-1][1] + 2 < reading.sentences[last].end or reading.quotations_in(
        draft.spans[0][0], draft.spans[-1][1]
    ):
        return draft
    end = last
    for sentence in reading.sentences[last + 1 : last + 1 + _LONGEST]:
        words = reading.text(sentence)
        same = sentence.turn == reading.sentences[last].turn and sentence.paragraph == reading.sentences[last].paragraph
        if not same or sentence.index in cued or NARRATOR.search(words) or not _FIRST_PERSON.search(words):
            break
        end = sentence.index
    if end == last:
        return draft
    tail = (reading.sentences[last + 1].start, reading.sentences[end].end)
    return replace(draft, spans=(*draft.spans, tail))


def in_own_voice(reading: Reading, draft: Draft) -> bool:
    """Whether the words begin with an "I" or a "we": nobody's words told by another do."""
    return _BEGINS_OWN.match(reading.transcript.text, draft.spans[0][0]) is not None


def awaits_a_voice(reading: Reading, said: Stretches) -> Iterator[Offsets]:
    """Sentences in the first person, in no statement, after one that is not: a voice that the rules do not place."""
    before = True
    for sentence in reading.sentences:
        words = reading.text(sentence)
        own = _FIRST_PERSON.search(words) is not None and not NARRATOR.search(words) and not _LIVE.search(words)
        if own and not before and not said.touch(sentence.start, sentence.end):
            yield sentence.start, sentence.end
        before = OWN.search(words) is not None


def _introduced(
    reading: Reading, sentence: Sentence, spoken: Mapping[int, Actor | None], heard: int, reporters: Reporters
) -> Actor | None:
    """Who the sentence says is about to be heard: its speaker, or the person whom it presents or says we spoke to."""
    words = reading.text(sentence)
    hands_over = NARRATOR.search(words) is not None
    if (OWN.search(words) and not hands_over) or _is_live(reading, sentence, heard):
        return None
    speaker = spoken.get(sentence.index)
    if speaker is None or speaker.kind not in ("person", "unknown", "group"):
        speaker = introduced_by(reading, sentence) if hands_over else None
    return None if speaker is None or reporters.present(speaker) else speaker


def _is_live(reading: Reading, sentence: Sentence, heard: int) -> bool:
    """Whether the sentence is part of a conversation or a live report, after the last sound bite."""
    before = reading.sentences[max(heard, sentence.index - _WINDOW) : sentence.index + 1]
    return any(_LIVE.search(reading.text(s)) for s in before)


def _goes_on(reading: Reading, index: int) -> bool:
    words = reading.text(reading.sentences[index])
    return _GOES_ON.match(words) is not None or _LIVE.search(words) is not None


def _run(reading: Reading, start: int, spoken: Mapping[int, Actor | None]) -> int:
    """The index after the last sentence of the bite that begins at ``start``; ``start`` itself where none does.

    A sentence of it may lack words of the speaker's own, if the next has some and it names nobody. After ``listen to this``
    all is the speaker's until somebody is named.
    """
    awaited = _HANDS_OVER.search(reading.text(reading.sentences[start - 1])) is not None
    end = start + awaited
    for i in range(start, min(len(reading.sentences), start + _LONGEST)):
        sentence = reading.sentences[i]
        words = reading.text(sentence)
        if i in spoken or NARRATOR.search(words):
            break
        if OWN.search(words):
            end = i + 1
        elif i - end >= (_PATIENCE if awaited else 1) or _names_somebody(reading, sentence):
            break
    return end


def _names_somebody(reading: Reading, sentence: Sentence) -> bool:
    return any(e.kind == "person" for _, e in reading.mentions.entities.between(sentence.start, sentence.end))


def _bite(reading: Reading, start: int, end: int, speaker: Actor | None) -> Draft:
    first, last = reading.sentences[start], reading.sentences[end - 1]
    return Draft("sound_bite", start, ((first.start, last.end),), speaker)
