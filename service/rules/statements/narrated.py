"""Words in somebody's own voice: those that a cue opens and that go on in the first person, and those that nobody places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from service.discourse.voices import FIRST, LIVE, NARRATOR, OWN
from service.language.reading import Reading
from service.rules.statements.draft import Draft, Offsets, Stretches

_BEGINS_OWN = re.compile(r"(?:(?:no|yes|look|well|but|and|oh),? )?(?:I|we)\b", re.IGNORECASE)
_LONGEST = 14  # sentences


def prolonged(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts; what somebody says in the first person goes on while the sentences after it do: ``saying, we are tired. We ...``."""
    cued = {draft.sentence for draft in drafts}
    return [_prolonged(reading, draft, cued) for draft in drafts]


def _prolonged(reading: Reading, draft: Draft, cued: set[int]) -> Draft:
    if draft.cue is None or not in_own_voice(reading, draft):
        return draft
    last = reading.sentence_index(draft.spans[-1][1] - 1)
    if draft.spans[-1][1] + 2 < reading.sentences[last].end or reading.quotations_in(
        draft.spans[0][0], draft.spans[-1][1]
    ):
        return draft
    end = last
    for sentence in reading.sentences[last + 1 : last + 1 + _LONGEST]:
        words = reading.text(sentence)
        same = sentence.turn == reading.sentences[last].turn and sentence.paragraph == reading.sentences[last].paragraph
        if not same or sentence.index in cued or NARRATOR.search(words) or not FIRST.search(words):
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
    for before, sentence in pairwise(reading.sentences):
        words = reading.text(sentence)
        if said.touch(sentence.start, sentence.end) or not FIRST.search(words) or OWN.search(reading.text(before)):
            continue
        if not NARRATOR.search(words) and not LIVE.search(words):
            yield sentence.start, sentence.end
