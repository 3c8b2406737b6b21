"""What the rules saw of a protest and could not settle: words that may report one, and fields that stay empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas import Gap, Protest
from service.language.parse import Sentence
from service.language.reading import Reading
from service.rules.events.gaps import field_gap, gap
from service.rules.protests.grouping import Cluster
from service.rules.protests.lexicon import WORDS, words_of
from service.rules.protests.report import Report

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_REACH = 1  # sentences on either side of a report of the protest
_MOST = 2  # sentences that one empty field points to


def stray_gap(report: Report) -> Gap | None:
    """A word that may report a protest, with nothing near that says so."""
    if report.factuality == "denied":
        return None
    sentence = report.view.sentence
    return gap("protest", (sentence.start, sentence.end), "word that may report a protest")


def gaps(reading: Reading, cluster: Cluster, made: Protest) -> Iterator[Gap]:
    """The fields that the record leaves empty, each at the sentences that are most likely to fill it.

    Those that every protest has point to its plainest report at least; the others only to words that speak of them.
    """
    empty = {
        "places": not made.places,
        "participants": not made.participants,
        "against": made.against is None,
        "demands": not made.demands,
        "actors": not made.actors,
        "response": not made.response and cluster.family == "street",
    }
    for field, why in WORDS["lacking"].items():
        for sentence in _sentences(reading, cluster, field) if empty[field] else ():
            yield field_gap("protest", (sentence.start, sentence.end), why, field, made)


def _sentences(reading: Reading, cluster: Cluster, field: str) -> list[Sentence]:
    """The sentences to look at for a field: those with its clues in or beside a report, the reports themselves first."""
    own = list(dict.fromkeys(c.index for c in sorted(cluster.members, key=lambda c: (not c.is_sure, c.index))))
    beside = [i + d for i in own for d in (-_REACH, _REACH)] if not cluster.is_filed else []
    near = dict.fromkeys(i for i in (*own, *beside) if 0 <= i < len(reading.sentences))
    told = [i for i in near if _speaks_of(reading.text(reading.sentences[i]), field)][:_MOST]
    if not told and field in words_of("clues", "always"):
        told = own[:1]
    return [reading.sentences[i] for i in sorted(told)]


def _speaks_of(text: str, field: str) -> bool:
    return any(word.lower() in words_of("clues", field) for word in _WORD.findall(text))
