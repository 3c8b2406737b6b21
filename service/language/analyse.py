"""Gate and parse: from a transcript to the reading of it that all that follows is handed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from schemas import RECORD_TYPES
from service.language import caption_names, entities, headlines, parse, quotations, sentences, wrapping
from service.language.gate import Gate
from service.language.mentions import Mentions
from service.language.reading import Reading
from service.read.transcript import Transcript

# What in a sentence points back to the one before it: what it begins with, or somebody spoken of without a name.
_BACKWARD = re.compile(
    r"(?:(?:and|but|however|meanwhile|later|so|yet|then|also|instead|earlier|still|now),?\s+)?"
    r"(?:he|she|it|they|his|her|its|their|the|this|these|those)\b|[\"“]|''",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|him|his|she|her)\b", re.IGNORECASE)
_POINTED_AT = 3  # sentences in a row, at the most, that are parsed for what points back to them
_IN_ARTICLES = frozenset({"attitudes"})  # statements in a wider sense, which only articles make
_CHARACTERS_A_QUOTATION = 250  # at most, in a short article: others report what was done, not what is thought
_HEADING = 2  # sentences at the head of a text that may be headlines
_LONG = 3000  # characters of an article that need not quote
_FEWEST_PARAGRAPHS = 4
_MOST_GATED = 32  # words of the gate in a sentence; 1,200 characters of speech without a stop hold up to 27


def analyse(transcript: Transcript, gate: Gate) -> Reading:
    """The reading of a transcript for the record types (plural names) that the gate knows.

    Only sentences that can bear on a record are parsed, and the pipeline is loaded only if there is one.
    """
    spans = list(_units(transcript, gate))
    told = replace(transcript, text=wrapping.as_read(transcript.text, spans))
    text = told.text
    quoted = tuple(quotations.find_quotations(text))
    article = _is_article(told, quoted)
    bears = _gated(text, spans, quoted, gate, frozenset() if article else _IN_ARTICLES)
    plain = _in_plain_case(text, spans[:_HEADING]) if article else headlines.unshouted(text)
    return _parsed(transcript, told, plain, spans, quoted, bears, _with_context(text, spans, bears))


def analyse_passages(transcript: Transcript, passages: Iterable[tuple[int, int]]) -> Reading:
    """The reading of a few passages (offsets): only their sentences are parsed, and each may bear on anything."""
    spans = sentences.split(transcript)
    wanted = tuple(passages)
    touched = [any(s.start < end and s.end > start for start, end in wanted) for s in spans]
    bears = tuple(frozenset(entry.plural for entry in RECORD_TYPES) if t else frozenset[str]() for t in touched)
    passed = [i for i, t in enumerate(touched) if t]
    told = replace(transcript, text=wrapping.as_read(transcript.text, spans))
    quoted = tuple(quotations.find_quotations(told.text))
    return _parsed(transcript, told, headlines.unshouted(told.text), spans, quoted, bears, passed)


def _parsed(
    transcript: Transcript,
    told: Transcript,
    plain: str,
    spans: list[sentences.Span],
    quoted: tuple[quotations.Quotation, ...],
    bears: tuple[frozenset[str], ...],
    passed: list[int],
) -> Reading:
    """The sentences ``passed`` parsed, in the words of ``plain``, which has all characters of the text in their places.

    ``told`` is the transcript as it reads, without the line breaks inside its sentences.
    """
    text = told.text
    docs = dict(zip(passed, parse.parse([plain[spans[i].start : spans[i].end] for i in passed]), strict=True))
    parsed = tuple(parse.Sentence(i, s.start, s.end, s.turn, s.paragraph, docs.get(i)) for i, s in enumerate(spans))
    common = frozenset(s.at(s.doc[0]) for s in parsed if s.doc and s.doc[0].tag_ not in ("NNP", "NNPS"))
    cased = _is_cased(text)
    spoken = [] if cased else caption_names.caption_names(parsed)
    named = entities.find_entities(plain, ((s.start, s.end) for s in spans) if passed else (), common, spoken)
    if plain != text:
        named.spell(text)
    aloud = [(q.outer_start, q.outer_end) for q in quoted]
    mentions = Mentions(text, parsed, named, aloud)
    return Reading(told, parsed, bears, quoted, mentions, cased=cased, as_written=transcript)


def _units(transcript: Transcript, gate: Gate) -> Iterator[sentences.Span]:
    """The sentences, cut where one holds more of the gate's words than any that means something: each is looked into with all of it."""
    for span in sentences.split(transcript):
        cuts = gate.cuts(transcript.text[span.start : span.end], _MOST_GATED)
        edges = [span.start, *(span.start + cut for cut in cuts), span.end]
        yield from (replace(span, start=start, end=end) for start, end in pairwise(edges))


def _in_plain_case(text: str, first: list[sentences.Span]) -> str:
    """The text, as long as it is, with headlines in title case among its first sentences as plain sentences, and none of it shouted."""
    text = headlines.unshouted(text)
    for span in first:
        line = text[span.start : span.end]
        if headlines.is_title_case(line):
            text = text[: span.start] + headlines.as_sentence(line, text[span.end :]) + text[span.end :]
    return text


def _gated(
    text: str,
    spans: list[sentences.Span],
    quoted: tuple[quotations.Quotation, ...],
    gate: Gate,
    without: frozenset[str],
) -> tuple[frozenset[str], ...]:
    """For each sentence, the record types that it may bear on; a quotation always may be a statement."""
    bears = [kinds - without for kinds in gate.bearing([text[s.start : s.end] for s in spans])]
    if "statements" in gate.kinds and spans:
        starts = [s.start for s in spans]
        for quotation in quoted:
            bears[max(0, sentences.index_at(starts, quotation.outer_start))] |= {"statements"}
            if text[quotation.end - 1 : quotation.end] in ("?", "!"):  # whose it was may stand in a sentence of its own
                bears[max(0, sentences.index_at(starts, min(quotation.outer_end + 1, len(text) - 1)))] |= {"statements"}
    return tuple(bears)


def _with_context(text: str, spans: list[sentences.Span], bears: tuple[frozenset[str], ...]) -> list[int]:
    """The sentences to parse: those that bear on a record, and before one that points backward, the one it may point to."""
    wanted = {i for i, kinds in enumerate(bears) if kinds}
    for _ in range(_POINTED_AT):
        wanted |= {i - 1 for i in wanted if i and _points_back(text, spans[i])}
    return sorted(wanted)


def _points_back(text: str, span: sentences.Span) -> bool:
    return _BACKWARD.match(text, span.start) is not None or _SOMEBODY.search(text, span.start, span.end) is not None


def _is_article(transcript: Transcript, quoted: tuple[quotations.Quotation, ...]) -> bool:
    """Whether the text is laid out as newspaper articles are: paragraphs set apart, nobody's turns, and long or full of quotations."""
    text = transcript.text
    return (
        not transcript.turns
        and text.count("\n\n") >= _FEWEST_PARAGRAPHS
        and (len(text) >= _LONG or len(quoted) * _CHARACTERS_A_QUOTATION >= len(text))
    )


def _is_cased(text: str) -> bool:
    """Whether capitals tell anything: False for captions all in one case."""
    sample = text[:20_000]
    letters, upper = sum(map(str.isalpha, sample)), sum(map(str.isalpha, filter(str.isupper, sample)))
    return 0.008 * letters < upper < 0.6 * letters
