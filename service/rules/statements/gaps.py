"""What the rules for statements saw and could not settle: whom a model may be asked about, in as few words as possible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas import Gap, Statement
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.statements.cues import base_of, usages
from service.rules.statements.draft import Draft, Offsets, Stretches
from service.rules.statements.narrated import awaits_a_voice
from service.words import words_in

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEAK = words_in("rules/statements", "gaps", "weak_verbs")
_NOUNS = words_in("rules/statements", "gaps", "nouns")
_WORD = re.compile(r"\w+")
_TAIL = 4  # words after what was read as said that leave its end in doubt
_QUOTED = 2  # words between marks that may be somebody's


def gaps(reading: Reading, drafts: list[Draft], records: list[Statement]) -> list[Gap]:
    """The gaps of a transcript, in the order of the text; ``records`` are the drafts' records, in the same order."""
    found = [gap for draft, record in zip(drafts, records, strict=True) for gap in _of_record(reading, draft, record)]
    said = Stretches(span for draft in drafts for span in draft.spans)
    for quotation in reading.quotations:
        words = reading.transcript.text[quotation.start : quotation.end]
        if len(_WORD.findall(words)) >= _QUOTED and not any(said.touch(*part) for part in quotation.parts):
            found.append(_gap(quotation.start, quotation.end, "words in quotation marks that nobody is found to say"))
    taken = Stretches((gap.start, gap.end) for gap in found)
    read = Stretches(draft.cue for draft in drafts if draft.cue is not None)
    for sentence in reading.sentences:
        passage = _passage(reading, sentence, read)
        if passage is not None and not taken.touch(*passage):
            found.append(_gap(*passage, "a cue whose words or speaker are not found"))
    found += [_gap(start, end, "words that may be a sound bite") for start, end in awaits_a_voice(reading, said)]
    return sorted(found, key=lambda gap: (gap.start, gap.end))


def _of_record(reading: Reading, draft: Draft, record: Statement) -> Iterator[Gap]:
    """What a record lacks: its speaker, or a sure end of what is said."""
    start, end = draft.spans[0][0], draft.spans[-1][1]
    if draft.speaker is None:
        yield _gap(start, end, "words said without a speaker", "speaker", record.id)
    sentence = reading.sentences[reading.sentence_index(end - 1)]
    left = reading.transcript.text[end : sentence.end]
    if draft.cue is not None and draft.cue[1] <= end and len(_WORD.findall(left)) >= _TAIL:
        yield _gap(end, sentence.end, "where the words said end", "content", record.id)


def _gap(start: int, end: int, reason: str, field: str | None = None, record: str | None = None) -> Gap:
    return Gap(record_type="statement", start=start, end=end, reason=reason, field=field, record=record)


def _passage(reading: Reading, sentence: Sentence, read: Stretches) -> Offsets | None:
    """The words around the sentence's cues that no record reads: their clauses, from the first to the last."""
    if sentence.doc is None:
        return None
    quoted = reading.quoted_tokens(sentence)
    open_ = [t for t in sentence.tokens if t.i not in quoted and _may_report(t)]
    open_ = [t for t in open_ if not read.touch(*sentence.span(t, t))]
    if not open_:
        return None
    first = min((t.left_edge for t in open_), key=lambda t: t.i)
    last = max((t.right_edge for t in open_), key=lambda t: t.i)
    return sentence.span(first, last)


def _may_report(token: Token) -> bool:
    """A verb of reporting that mostly does report, or a noun for words with what they say."""
    if token.pos_ in ("VERB", "AUX"):
        base = base_of(token)
        return base in usages() and base not in _WEAK
    return (
        token.pos_ == "NOUN"
        and token.lemma_.lower() in _NOUNS
        and any(c.i > token.i and c.dep_ in ("acl", "relcl", "ccomp", "prep", "appos") for c in token.children)
    )
