"""What a rules module is given: the transcript as read, with its sentences, quotations, mentions and values."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from schemas import Actor, Evidence
from service.language.dates import Moment, find_dates
from service.language.durations import TimeSpan, find_durations
from service.language.institutions import Institution, find_institutions
from service.language.mentions import Mentions
from service.language.parse import Sentence
from service.language.places import PlaceMention, find_demonyms, find_places
from service.language.quantities import Figure, find_quantities
from service.language.quotations import Quotation
from service.language.sentences import index_at
from service.read.transcript import Transcript, Turn

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = TypeVar("Found", Figure, Moment, TimeSpan)
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
P = TypeVar("P", PlaceMention, Institution)


@dataclass(frozen=True)
class Reading:
    """A transcript after gate and parse. All offsets are into ``transcript.text``, where no line ends inside a sentence.

    ``bears[i]`` names the record types (plural) that sentence ``i`` may bear on; ``cased`` is False for captions in lower case.
    """

    transcript: Transcript
    sentences: tuple[Sentence, ...]
    bears: tuple[frozenset[str], ...]
    quotations: tuple[Quotation, ...]
    mentions: Mentions
    cased: bool = True
    staff: tuple[tuple[str, int], ...] = ()  # names of the programme's own people, and where each stands
    every_turn: bool = False  # whether each turn of somebody who is not staff is a statement
    as_written: Transcript | None = None  # with the line breaks that the text has: evidence is quoted from it
    runs: tuple[tuple[int, int], ...] = ()  # of a part of the transcript: the stretches of text that it is
    _figures: dict[int, list[Figure]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _moments: dict[int, list[Moment]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _durations: dict[int, list[TimeSpan]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _quoted: dict[int, frozenset[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def within(self, kept: Sequence[int], beside: Sequence[tuple[int, int]] = ()) -> Reading:
        """The sentences ``kept`` (indices, in order) as a reading by themselves: nothing in it reaches beyond them.

        Sentences are numbered anew. A short name may find its fuller form in the stretches ``beside``.
        """
        sentences = tuple(replace(self.sentences[old], index=new) for new, old in enumerate(kept))
        runs = tuple(_runs(self.sentences, kept))
        quotations = tuple(
            q for run in runs for q in self.quotations_in(*run) if run[0] <= q.outer_start and q.outer_end <= run[1]
        )
        entities = self.mentions.entities.within(self.transcript.text, runs, beside)
        aloud = [(q.outer_start, q.outer_end) for q in quotations]
        return Reading(
            self.transcript,
            sentences,
            tuple(self.bears[old] for old in kept),
            quotations,
            Mentions(self.transcript.text, sentences, entities, aloud),
            cased=self.cased,
            staff=self.staff,
            every_turn=self.every_turn,
            as_written=self.as_written,
            runs=runs,
        )

    def parsed(self, *kinds: str) -> Iterator[Sentence]:
        """The parsed sentences that may bear on one of these record types, in order."""
        return (
            s
            for s, borne in zip(self.sentences, self.bears, strict=True)
            if s.doc is not None and not borne.isdisjoint(kinds)
        )

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns that the sentences stand in, in order."""
        here = dict.fromkeys(s.turn for s in self.sentences if s.turn >= 0)
        return tuple(self.transcript.turns[i] for i in here)

    def text(self, sentence: Sentence) -> str:
        """The sentence's words."""
        return self.transcript.text[sentence.start : sentence.end]

    def actor(self, sentence: Sentence, token: Token) -> Actor | None:
        """The actor that the token heads, in its fullest form; None for a pronoun that nothing resolves."""
        return self.mentions.actor(sentence, token)

    def evidence(self, start: int, end: int, *fields: str) -> Evidence:
        """The words ``text[start:end]`` as evidence for ``fields``."""
        return (self.as_written or self.transcript).evidence(start, end, *fields)

    def figures(self, sentence: Sentence) -> list[Figure]:
        """The figures in the sentence, at their offsets in the text."""
        if sentence.index not in self._figures:
            self._figures[sentence.index] = [_moved(f, sentence) for f in find_quantities(self.text(sentence))]
        return self._figures[sentence.index]

    def moments(self, sentence: Sentence) -> list[Moment]:
        """The dates in the sentence, read against the date of publication where that is known."""
        if sentence.index not in self._moments:
            found = find_dates(self.text(sentence), self.transcript.published)
            self._moments[sentence.index] = [_moved(m, sentence) for m in found]
        return self._moments[sentence.index]

    @cached_property
    def all_countries(self) -> frozenset[str]:
        """All countries that the text speaks of, by name, place, people or body."""
        mentions = (mention.country for mention in (*self._places, *self._demonyms))
        return frozenset(code for code in (*mentions, *(body.country for body in self._institutions)) if code)

    def durations(self, sentence: Sentence) -> list[TimeSpan]:
        """The durations in the sentence."""
        if sentence.index not in self._durations:
            self._durations[sentence.index] = [_moved(d, sentence) for d in find_durations(self.text(sentence))]
        return self._durations[sentence.index]

    def places(self, sentence: Sentence) -> list[PlaceMention]:
        """The countries, regions and cities named in the sentence."""
        return self._places_in.get(sentence.start, [])

    def demonyms(self, sentence: Sentence) -> list[PlaceMention]:
        """The words for a country's people or things (``Serbian``) in the sentence."""
        return self._demonyms_in.get(sentence.start, [])

    def institutions(self, sentence: Sentence) -> list[Institution]:
        """The bodies in the sentence that name their country by themselves (``the White House``)."""
        return self._institutions_in.get(sentence.start, [])

    def countries(self, sentences: Iterable[Sentence]) -> Counter[str]:
        """How often each country is spoken of by its name, its places or its people, else by its bodies; the first wins a tie."""
        within = tuple(sentences)
        named = Counter(
            mention.country
            for sentence in within
            for mention in sorted((*self.places(sentence), *self.demonyms(sentence)), key=lambda m: m.start)
            if mention.country is not None
        )
        return named or Counter(body.country for sentence in within for body in self.institutions(sentence))

    @cached_property
    def spoken(self) -> Counter[str]:
        """How often each country is spoken of in the whole text."""
        return self.countries(self.sentences)

    @cached_property
    def named(self) -> dict[str, PlaceMention]:
        """The first words that name each country: those for itself, else for its people, else for a place in it."""
        mentions = [p for s in self.sentences for p in (*self.places(s), *self.demonyms(s)) if p.country is not None]
        best = sorted(mentions, key=lambda p: (p.kind != "country", p.kind == "country" and p.demonym))
        return {p.country: p for p in reversed(best) if p.country is not None}

    @cached_property
    def main_country(self) -> str | None:
        """The country that the transcript speaks of most."""
        return next((code for code, _ in self.countries(self.sentences).most_common(1)), None)

    @cached_property
    def latest_year(self) -> str:
        """The latest year that the text or its date of publication gives in figures; empty for none."""
        years: list[str] = _YEAR.findall(self._words)
        return max([*years, (self.transcript.published or "")[:4]])

    @cached_property
    def news_month(self) -> str:
        """The month of publication (``2016-05``), else of the latest day that the parsed sentences name; empty for none."""
        if self.transcript.published:
            return self.transcript.published[:7]
        days = (m.edtf or "" for s in self.sentences if s.doc is not None for m in self.moments(s))
        return max((day[:7] for day in days if _DAY.fullmatch(day)), default="")

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the text in lower case, as they stand."""
        return frozenset(_LETTERS.findall(self._words.lower()))

    @cached_property
    def _places(self) -> list[PlaceMention]:
        """All places of the text: read as a whole, since a place named elsewhere settles a namesake."""
        return self._placed(find_places(self._words, cased=self.cased))

    @cached_property
    def _demonyms(self) -> list[PlaceMention]:
        return self._placed(find_demonyms(self._words, cased=self.cased))

    @cached_property
    def _institutions(self) -> list[Institution]:
        return self._placed(find_institutions(self._words, cased=self.cased))

    @cached_property
    def _places_in(self) -> dict[int, list[PlaceMention]]:
        return self._by_sentence(self._places)

    @cached_property
    def _demonyms_in(self) -> dict[int, list[PlaceMention]]:
        return self._by_sentence(self._demonyms)

    @cached_property
    def _institutions_in(self) -> dict[int, list[Institution]]:
        return self._by_sentence(self._institutions)

    def _by_sentence(self, mentions: Iterable[P]) -> dict[int, list[P]]:
        """The mentions by where the sentence begins that they begin in."""
        found: dict[int, list[P]] = {}
        for mention in mentions:
            sentence = self.sentences[self.sentence_index(mention.start)]
            if sentence.start <= mention.start < sentence.end:
                found.setdefault(sentence.start, []).append(mention)
        return found

    @property
    def _words(self) -> str:
        """The text, or what of it this is a part of, its stretches a line each."""
        text = self.transcript.text
        return "\n".join(text[start:end] for start, end in self.runs) if self.runs else text

    def _placed(self, found: list[P]) -> list[P]:
        """What was found in ``_words``, at its offsets in the text."""
        if not self.runs:
            return found
        at = list(accumulate((end - start + 1 for start, end in self.runs), initial=0))
        moved = ((m, self.runs[i][0] - at[i]) for m in found for i in (bisect_right(at, m.start) - 1,))
        return [replace(m, start=m.start + by, end=m.end + by) for m, by in moved]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.outer_start for q in self.quotations]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_index(self, offset: int) -> int:
        """The index of the sentence that begins last before or at ``offset``; the first where none does."""
        return max(0, index_at(self._sentence_starts, offset))

    def quotations_in(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that ``text[start:end]`` touches."""
        left = max(0, bisect_right(self._quotation_starts, start) - 1)
        return self.quotations[left : bisect_left(self._quotation_starts, end)]

    def quoted_tokens(self, sentence: Sentence) -> frozenset[int]:
        """The indices of the sentence's tokens that stand in a quotation."""
        if sentence.index not in self._quoted:
            aloud = self.quotations_in(sentence.start, sentence.end)
            tokens = (t for q in aloud for t in sentence.within(q.outer_start, q.outer_end))
            self._quoted[sentence.index] = frozenset(t.i for t in tokens)
        return self._quoted[sentence.index]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that the character at ``offset`` stands in."""
        i = bisect_right(self._quotation_starts, offset) - 1
        if i >= 0 and offset < self.quotations[i].outer_end:
            return self.quotations[i]
        return None


def _moved(found: Found, sentence: Sentence) -> Found:
    """What was found in the sentence's words, at its offsets in the text."""
    return replace(found, start=found.start + sentence.start, end=found.end + sentence.start)


def _runs(sentences: Sequence[Sentence], kept: Sequence[int]) -> list[tuple[int, int]]:
    """The unbroken stretches of text that the sentences ``kept`` make."""
    runs: list[tuple[int, int]] = []
    for i, last in zip(kept, (None, *kept), strict=False):
        start = runs.pop()[0] if last is not None and i == last + 1 else sentences[i].start
        runs.append((start, sentences[i].end))
    return runs
