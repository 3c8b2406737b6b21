"""From sentences to statements: cues first, then quotations, then one record for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas import Evidence, Statement, StatementKind
from service.language.quotations import Quotation
from service.language.reading import Reading
from service.rules.found import Found, Step, record_id
from service.rules.statements.draft import Draft, Offsets, overlap
from service.rules.statements.gaps import gaps
from service.rules.statements.headings import headline
from service.rules.statements.narrated import in_own_voice, prolonged
from service.rules.statements.quoted import with_quotations
from service.rules.statements.read import in_sentence
from service.rules.statements.soundbites import soundbites
from service.words import load_words

_CONFIDENCE: dict[str, float] = load_words("rules/statements")["confidence"]
_AT_MOST: dict[str, float] = load_words("rules/statements")["confidence_at_most"]

_WORD = re.compile(r"\w+")
_SPOKEN_MARK = re.compile(
    rf"\W*(?:{'|'.join(load_words('rules/statements')['not']['spoken_marks'])})\b[\s,:]*", re.IGNORECASE
)
_DATELINE = re.compile(r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w. ]{2,20})?,?(?: \(\w{2,10}\))? (?:--?|[–—_]) (?=[A-Z])")
_RETOLD = frozenset({"cue_clause", "cue_object"})
_FEW_WORDS = 2  # of the reporter's own among the words said that make them mixed
_FEW_SAID = 3  # words said that are seldom a statement


def find(reading: Reading) -> Found:
    """The statements of a transcript, and the words said whose speaker it does not settle."""
    drafts = drafts_of(reading)
    records = [_record(reading, draft) for draft in drafts]
    return Found(list(records), gaps(reading, drafts, records), [(_step(draft),) for draft in drafts])


def _step(draft: Draft) -> Step:
    """The rule that read the statement, with the cue that it read, else the words said."""
    return Step(*(draft.cue or (draft.spans[0][0], draft.spans[-1][1])), draft.rule)


def drafts_of(reading: Reading) -> list[Draft]:
    """The statements with the rule that read each, in the order of the text: one for the same words."""
    drafts = [
        draft for sentence in reading.parsed("statements", "attitudes") for draft in in_sentence(reading, sentence)
    ]
    drafts = prolonged(reading, with_quotations(reading, drafts))
    told = [*headline(reading), *drafts, *soundbites(reading, drafts)]
    return _distinct(reading, [draft for draft in told if _said(reading, draft)])


def _distinct(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """One draft for the same words: the one whose rule is surer; of two readings by one speaker, one inside the other, the outer.

    In an article, where nearly every clause is ascribed to somebody, the outer one stands whoever speaks in the inner.
    """
    kept = [draft for rivals in _clusters(drafts) for draft in _best(reading, rivals)]
    return sorted(kept, key=lambda d: (d.spans[0], d.cue or (0, 0)))


def _clusters(drafts: list[Draft]) -> Iterator[list[Draft]]:
    """The drafts in the order of the text, those together whose stretches of text run into each other."""
    cluster: list[Draft] = []
    end = -1
    for draft in sorted(drafts, key=lambda d: (d.spans[0], d.cue or (0, 0))):
        if cluster and draft.spans[0][0] >= end:
            yield cluster
            cluster = []
        cluster.append(draft)
        end = max(end, draft.spans[-1][1])
    if cluster:
        yield cluster


def _best(reading: Reading, rivals: list[Draft]) -> list[Draft]:
    rivals = [d for d in rivals if not any(_is_part_of(reading, d, other) for other in rivals)]
    kept: list[Draft] = []
    for draft in sorted(rivals, key=lambda d: (-_CONFIDENCE[d.rule], -d.size)):
        if not any(_same_words(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _is_part_of(reading: Reading, inner: Draft, outer: Draft) -> bool:
    """A report within the words that somebody said: ``she denounced what she said was fraud``.

    What another speaker is told to call or accuse somebody there is one of its own; what he is told to say or back goes with the rest.
    """
    if inner is outer or inner.cue is None or inner.size >= outer.size:
        return False
    if (
        inner.speaker != outer.speaker
        and "attitudes" not in reading.bears[inner.sentence]
        and inner.rule not in _RETOLD
    ):
        return False
    return overlap((inner.cue,), outer.spans) > 0 and overlap(inner.spans, outer.spans) >= 0.9 * inner.size


def _same_words(a: Draft, b: Draft) -> bool:
    shared = overlap(a.spans, b.spans)
    if not shared:
        return False
    union = a.size + b.size - shared
    same_speaker = a.speaker == b.speaker or a.speaker is None or b.speaker is None
    return shared > 0.7 * union or (same_speaker and shared > 0.9 * min(a.size, b.size))


def _said(reading: Reading, draft: Draft) -> list[tuple[int, int]]:
    """The words said, as offsets; none where nothing but marks is left of them."""
    spans = [_trimmed(reading.transcript.text, start, end) for start, end in draft.spans]
    return [(start, end) for start, end in spans if start < end]


def _record(reading: Reading, draft: Draft) -> Statement:
    content = [reading.evidence(start, end, "content") for start, end in _said(reading, draft)]
    cue = [reading.evidence(*draft.cue, "cue")] if draft.cue is not None else []
    evidence = sorted([*content, *cue], key=lambda e: (e.start, e.end))
    kind = _kind(reading, draft)
    return Statement(
        id=record_id("statement", evidence),
        evidence=evidence,
        confidence=min(_CONFIDENCE[draft.rule], *_limits(draft, content, kind)),
        source="rules",
        speaker=draft.speaker,
        cue=reading.transcript.text[slice(*draft.cue)] if draft.cue is not None else None,
        kind=kind,
        content=content,
        act=draft.act,
        target=draft.target,
    )


def _limits(draft: Draft, content: list[Evidence], kind: StatementKind) -> Iterator[float]:
    """How sure a statement can be at most, by what is odd about it."""
    yield 1.0
    if draft.speaker is None:
        yield _AT_MOST["no_speaker"]
    if len(_WORD.findall(" ".join(words.text for words in content))) <= _FEW_SAID:
        yield _AT_MOST["few_words"]
    if len(content) > 1 and kind != "direct":
        yield _AT_MOST["in_pieces"]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what marks a voice, and with whole quotations.

    A mark at its edge without a partner goes; one just outside that has its partner inside comes in.
    """
    if mark := _SPOKEN_MARK.match(text, start, end) or _DATELINE.match(text, start, end):
        start = mark.end()
    for opening, closing in (("“", "”"), ("‘", "’"), ('"', '"')):
        words = text[start:end]
        if opening == closing and words.count(opening) % 2 == 0:
            continue
        if words[:1] == opening and closing not in words[1:]:
            start += 1
        elif words[-1:] == closing and opening not in words[:-1]:
            end -= 1
        elif text[end : end + 1] == closing and words.rfind(opening) > (
            words.rfind(closing) if opening != closing else -1
        ):
            end += 1
    return start, end


def _kind(reading: Reading, draft: Draft) -> StatementKind:
    """Direct where all words said stand between quotation marks, mixed where some do."""
    if draft.rule == "sound_bite":
        return "direct"
    quoted = _overlapping(reading, draft)
    if not quoted:
        return "direct" if in_own_voice(reading, draft) else "indirect"
    text = reading.transcript.text
    bare = [text[a:b] for a, b in _outside(draft.spans, [part for q in quoted for part in (*q.parts, *_marks(q))])]
    return "mixed" if len(_WORD.findall(" ".join(bare))) >= _FEW_WORDS else "direct"


def _overlapping(reading: Reading, draft: Draft) -> list[Quotation]:
    return [q for q in reading.quotations_in(draft.spans[0][0], draft.spans[-1][1]) if overlap(draft.spans, q.parts)]


def _marks(quotation: Quotation) -> list[Offsets]:
    return [(quotation.outer_start, quotation.start), (quotation.end, quotation.outer_end)]


def _outside(spans: tuple[Offsets, ...], holes: list[Offsets]) -> Iterator[Offsets]:
    """What of the spans lies in none of the holes."""
    for start, end in spans:
        for left, right in sorted(holes):
            if left < end and right > start:
                if left > start:
                    yield start, left
                start = max(start, right)
        if start < end:
            yield start, end
