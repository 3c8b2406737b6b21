"""Quotations to statements: with the cue they stand beside, as the sequel of one, or alone with whom the text introduced."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas import Actor
from service.discourse.voices import introduced_by
from service.language.quotations import Quotation
from service.language.reading import Reading
from service.rules.statements.draft import Draft, Offsets, overlap
from service.rules.statements.speakers import bitten

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 5  # of a quotation that counts as speech without a cue; shorter ones are names, titles, scare quotes
_SIGNATURE = re.compile(r"\s*[—–―-]{1,2}\s*(?=[A-Z])")
_SIGNED = re.compile(r"[^\n,;.]{1,40}")  # whose signature it is, title and name
_BESIDE = 3  # characters that part a short quotation from its cue at most
_FEW = 8  # characters outside the marks that count as words of the reporter's
_ASIDE = 40  # characters that may stand between speech and its cue: `“Go home!” an officer on the gate shouted`
_LEADS_ON = re.compile(r"(?:[^.?!:“”\"]{0,40}:\s*|\s*)[“\"]")  # what makes a cue that of the quotation after it
_PAUSE = re.compile(r"[.,:;?!…—–-]\s*$")
_GOES_ON = re.compile(r" [a-z]")
_FINISHED = tuple(".,?!…")
_EXCLAIMED = tuple("?!…")  # marks after which a cue may follow as if in a sentence of its own
_CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»"}
_NEAR = 90  # characters between a quotation and the cue that waits for it


def with_quotations(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """The drafts, quotations taken in: each completes a draft, continues one, or makes one of its own."""
    shelf = _Shelf(reading, drafts)
    for quotation in reading.quotations:
        shelf.take(quotation)
    return sorted(shelf.finished(), key=lambda d: (d.spans[0], d.cue or (0, 0)))


class _Shelf:
    """Drafts by the index of their sentence, so that a quotation looks only at those around it."""

    def __init__(self, reading: Reading, drafts: list[Draft]) -> None:
        self.reading = reading
        self.drafts: dict[int, list[Draft]] = {}
        self.waiting: dict[int, list[Draft]] = {}
        for draft in drafts:
            (self.drafts if draft.spans else self.waiting).setdefault(draft.sentence, []).append(draft)
        self.last: Draft | None = None
        self.last_end = -1

    def finished(self) -> list[Draft]:
        """The drafts that have words."""
        return [draft for drafts in self.drafts.values() for draft in drafts]

    def take(self, quotation: Quotation) -> None:
        """Find the quotation its statement."""
        near = self._near(quotation)
        draft = (
            self._widened(quotation, near)
            or self._awaited(quotation, near)
            or self._extended(quotation, near)
            or self._continued(quotation)
            or self._alone(quotation)
        )
        if draft is not None:
            self.last, self.last_end = draft, quotation.outer_end

    def _near(self, quotation: Quotation) -> range:
        """The sentences that the quotation stands in, and one on either side."""
        return range(
            self.reading.sentence_index(quotation.outer_start) - 1,
            self.reading.sentence_index(quotation.outer_end - 1) + 2,
        )

    def _put(self, new: Draft, old: Draft | None = None) -> Draft:
        drafts = self.drafts.setdefault(new.sentence, [])
        if old is not None:
            drafts.remove(old)
        drafts.append(new)
        return new

    def _widened(self, quotation: Quotation, near: range) -> Draft | None:
        """A draft that already holds some of the quoted words gets all of them."""
        drafts = [d for i in near for d in self.drafts.get(i, ())]
        held = [(shared, -d.size, i) for i, d in enumerate(drafts) if (shared := overlap(d.spans, quotation.parts))]
        if not held:
            return None
        draft = drafts[max(held)[2]]
        return self._put(replace(draft, spans=_widen(draft.spans, quotation)), draft)

    def _awaited(self, quotation: Quotation, near: range) -> Draft | None:
        """A cue without content beside the quotation: ``"...," she told us``, ``He said: "..."``."""
        waiting = [d for i in near for d in self.waiting.get(i, ())]
        beside = [
            (_distance(d.cue, quotation), i)
            for i, d in enumerate(waiting)
            if d.cue is not None and self._same_stretch(d.cue, quotation)
        ]
        nearest, which = min(beside, default=(_NEAR + 1, -1))
        if nearest > _NEAR:
            return None
        draft = waiting[which]
        if self._words(quotation) < _FEWEST_WORDS and not self._is_beside(quotation, draft.cue):
            return None
        self.waiting[draft.sentence].remove(draft)
        return self._put(replace(draft, spans=quotation.parts, rule="quotation_with_cue"))

    def _is_beside(self, quotation: Quotation, cue: Offsets | None) -> bool:
        """Whether a short quotation, which may be a name or a title, is what the cue says: right after it, or before it at the head.

        Words that are set off as speech are, by a comma or colon before a capital or by the mark that ends them.
        """
        if cue is None:
            return False
        text = self.reading.transcript.text
        distance = _distance(cue, quotation)
        if cue[1] <= quotation.outer_start:
            led_in = text[cue[1] : quotation.outer_start].rstrip().endswith((",", ":"))
            return distance <= _BESIDE or (distance <= _ASIDE and led_in and text[quotation.start].isupper())
        at_head = quotation.outer_start - self._sentence_start(quotation.outer_start) <= 1
        spoken = text[quotation.end : quotation.end + 1] == "," or text[quotation.end - 1] in _FINISHED
        return at_head and distance <= (_ASIDE if spoken else _BESIDE)

    def _sentence_start(self, offset: int) -> int:
        return self.reading.sentences[self.reading.sentence_index(offset)].start

    def _words(self, quotation: Quotation) -> int:
        return len(_WORD.findall(self.reading.transcript.text, quotation.start, quotation.end))

    def _same_stretch(self, cue: Offsets, quotation: Quotation) -> bool:
        """Whether cue and quotation stand in one line and no sentence ends between them, but with the quotation itself."""
        text = self.reading.transcript.text
        if cue[1] <= quotation.outer_start and text[cue[1] : quotation.outer_start].strip() == ":":
            return True  # `the paper reports:`, and the quotation in a paragraph of its own
        start, end = (quotation.outer_end, cue[0]) if cue[0] >= quotation.outer_end else (cue[1], quotation.outer_start)
        begun = self._sentence_start(end)
        if start == quotation.outer_end and text[start:begun].isspace() and text[quotation.end - 1] in _EXCLAIMED:
            return "\n" not in text[start:end] and not _LEADS_ON.match(text, cue[1])
        return "\n" not in text[start:end].strip(" ") and not start < begun < end

    def _extended(self, quotation: Quotation, near: range) -> Draft | None:
        """A second quoted stretch in the sentence of a report: ``she wanted "peace" and let them know that it was "near"``."""
        last = self.last
        if (
            last is None
            or last.cue is None
            or self.reading.sentence_index(quotation.outer_start) != self.reading.sentence_index(last.cue[0])
        ):
            return None
        start, end = last.spans[-1]
        drafts = [d for i in near for d in (*self.drafts.get(i, ()), *self.waiting.get(i, ()))]
        if last.cue[0] > start or any(d.cue and end <= d.cue[0] < quotation.outer_start for d in drafts):
            return None
        if quotation.outer_start < end:
            return None
        return self._put(replace(last, spans=(*last.spans[:-1], (start, quotation.end))), last)

    def _continued(self, quotation: Quotation) -> Draft | None:
        """The sequel of a quotation broken by its cue: ``"...," he said. "..."``."""
        last = self.last
        if last is None or last.cue is None or not self.last_end <= last.cue[0] < quotation.outer_start:
            return None
        between = self.reading.transcript.text[self.last_end : quotation.outer_start]
        unled = between.strip() and not _PAUSE.search(between)
        name = self._words(quotation) < _FEWEST_WORDS and (unled or self._is_named(quotation))
        if name or not self._is_next(last.cue, quotation):
            return None
        return self._put(replace(last, spans=(*last.spans, *quotation.parts)), last)

    def _is_named(self, quotation: Quotation) -> bool:
        """Whether the sentence goes on as if nothing had been said: ``“Radio Dawn” reports that ...``."""
        text = self.reading.transcript.text
        ended = text[quotation.end - 1] in _FINISHED or text[quotation.end] == ","
        return not ended and _GOES_ON.match(text, quotation.outer_end) is not None

    def _is_next(self, cue: Offsets, quotation: Quotation) -> bool:
        """Whether the quotation goes on in the cue's sentence, opens one soon after it, or the one after it in whichever paragraph."""
        text = self.reading.transcript.text
        told, index = self.reading.sentence_index(cue[0]), self.reading.sentence_index(quotation.outer_start)
        if index != told and quotation.outer_start - self.reading.sentences[index].start > 1:
            return False
        between = text[self.last_end : quotation.outer_start]
        same_marks = text[self.last_end - 1] in _CLOSING.get(text[quotation.outer_start], "")
        return (len(between) <= 2 * _NEAR and "\n\n" not in between) or (same_marks and index <= told + 1)

    def _alone(self, quotation: Quotation) -> Draft | None:
        """A quotation without a cue belongs to whoever spoke just before, or was introduced."""
        index = self.reading.sentence_index(quotation.outer_start)
        sentence = self.reading.sentences[index]
        at_head = quotation.outer_start - sentence.start <= 1
        if (
            self._words(quotation) < _FEWEST_WORDS
            or not at_head
            or quotation.end - quotation.start < 0.5 * (sentence.end - quotation.start)
        ):
            return None
        speaker = self._bitten(sentence.turn) or self._signed(quotation) or self._speaker_before(index)
        return self._put(Draft("quotation_alone", index, quotation.parts, speaker))

    def _bitten(self, turn: int) -> Actor | None:
        """In a shotlist, whose sound bite the quotation stands in."""
        return bitten(self.reading.transcript.turns[turn]) if turn >= 0 else None

    def _signed(self, quotation: Quotation) -> Actor | None:
        """A signature after a dash: ``"..." — Ann Rossi, teacher``."""
        dash = _SIGNATURE.match(self.reading.transcript.text, quotation.outer_end)
        if dash is None:
            return None
        signature = _SIGNED.match(self.reading.transcript.text, dash.end())
        named = [e for _, e in self.reading.mentions.entities.between(dash.end(), signature.end())] if signature else []
        return Actor(name=named[0].name, kind="person") if named and named[0].kind in ("person", "unknown") else None

    def _speaker_before(self, index: int) -> Actor | None:
        """A person who spoke in one of the two sentences before, else whom the last one presents, else whoever spoke there, or in
        the quotation before.
        """
        before = [d.speaker for i in (index - 2, index - 1) for d in self.drafts.get(i, ()) if d.speaker is not None]
        if before and before[-1].kind == "person":
            return before[-1]
        presented = introduced_by(self.reading, self.reading.sentences[index - 1]) if index else None
        if presented is not None or before:
            return presented or before[-1]
        return self.last.speaker if self.last is not None and self.last.rule == "quotation_alone" else None


def _distance(cue: Offsets, quotation: Quotation) -> int:
    return cue[0] - quotation.outer_end if cue[0] >= quotation.outer_end else quotation.outer_start - cue[1]


def _widen(spans: tuple[Offsets, ...], quotation: Quotation) -> tuple[Offsets, ...]:
    """Spans with the quotation taken in whole: those that lie mostly inside it give way, the others grow."""
    kept: list[Offsets] = []
    outside: list[Offsets] = []
    for span in spans:
        inside = overlap((span,), quotation.parts)
        if not inside:
            kept.append(span)
        elif span[0] < quotation.outer_start - _FEW or span[1] > quotation.outer_end + _FEW:
            outside.append((min(span[0], quotation.start), max(span[1], quotation.end)))
    return tuple(sorted({*kept, *(outside or quotation.parts)}))
