"""What is left open about detentions: fields that a record lacks, reports that make none, words that no rule could read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import Detention, Gap
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.detentions.candidates import Candidate
from service.rules.detentions.lexicon import words_of
from service.rules.detentions.merge import Cluster
from service.rules.events import clause_span

if TYPE_CHECKING:
    from spacy.tokens import Token


def of_record(record: Detention, cluster: Cluster) -> Iterator[Gap]:
    """The gaps of a record: fields that it lacks, in the clause that first reports it, and values that are not sure."""
    first = cluster[0]
    for name, lacks, reason in _lacking(record, cluster):
        if lacks:
            yield _gap(*first.span, reason, name, record.id)
    for name, unsure, reason in _unsure(record, cluster):
        if unsure:
            yield _gap(*first.sentence.span(first.trigger.token, first.trigger.token), reason, name, record.id)


def _lacking(record: Detention, cluster: Cluster) -> list[tuple[str, bool, str]]:
    named = any(p.is_named for c in cluster for p in c.people)
    plural = any(p.plural for c in cluster for p in c.people)
    return [
        ("detainees", not named and not plural and not record.counts, "somebody detained without a name"),
        ("authority", record.authority is None, "detention without who holds them"),
        ("place", record.place is None, "detention without a place"),
        ("reason", record.reason is None and not record.charges, "detention without a reason"),
    ]


def _unsure(record: Detention, cluster: Cluster) -> list[tuple[str, bool, str]]:
    stages = {c.stage for c in cluster}
    beside = "told of beside the detention, perhaps of something else"
    return [
        ("authority", record.authority is not None and all(c.authority is None for c in cluster), beside),
        ("place", record.place is not None and all(c.place is None for c in cluster), beside),
        ("stage", len(stages) > 1, "which of several stages is the last"),
    ]


def of_report(cluster: Cluster) -> Gap:
    """The gap of reports of which it is not clear that they tell of a detention."""
    return _gap(*cluster[0].span, "not clear that anybody was detained")


def of_unread(reading: Reading, candidates: Sequence[Candidate]) -> Iterator[Gap]:
    """Words for a detention in sentences that no rule read anything in, one a sentence; a near report leaves no doubt."""
    read = {c.sentence.index for c in candidates}
    for sentence in reading.parsed("detentions"):
        word = next(_words(sentence), None) if sentence.index not in read else None
        if word is not None:
            yield _gap(*clause_span(sentence, word), "word for a detention, not clear whose")


def _words(sentence: Sentence) -> Iterator[Token]:
    stems = tuple(words_of("gaps", "stems"))
    return (t for t in sentence.doc or () if t.lower_.startswith(stems) and t.lower_ not in words_of("gaps", "clear"))


def _gap(start: int, end: int, reason: str, field: str | None = None, record: str | None = None) -> Gap:
    return Gap(record_type="detention", start=start, end=end, reason=reason, field=field, record=record)
