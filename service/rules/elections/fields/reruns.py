"""Repeated votes: whole or in part, when, and at how many polling stations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from schemas import ElectionStatus, Quantity, Rerun, When
from service.language.polarity import standing
from service.rules.elections.fields.figures import quantity
from service.rules.elections.fields.results import first
from service.rules.elections.lexicon import Hit, Lexicon
from service.rules.elections.report import Report, report
from service.rules.elections.view import View
from service.words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORDS = load_words("rules/elections")["reruns"]
_RERUNS: Lexicon[str] = Lexicon({**dict.fromkeys(_WORDS["nouns"], "noun"), **dict.fromkeys(_WORDS["verbs"], "verb")})
_STATIONS = Lexicon.of(_WORDS["stations"], "")
_PARTIAL, _DEMANDED = Lexicon.of(_WORDS["partial"], ""), Lexicon.of(_WORDS["demanded"], "")
_ORDERING = frozenset(_WORDS["ordering"])
_MAYBE = frozenset({"may", "might", "could", "would"})


def find_reruns(view: View) -> Iterator[Report]:
    """The repeated votes in the sentence that are ordered, planned or held; what is only demanded or boycotted is left out."""
    for hit in _RERUNS.find(view.doc):
        if _is_only_wanted(view, hit):
            continue
        stations, of_stations = _stations(view)
        partial = stations is not None or bool(_PARTIAL.find(view.doc))
        days = [m for m in view.moments if m.edtf]
        day = When(text=view.reading.transcript.text[days[0].start : days[0].end], edtf=days[0].edtf) if days else None
        again = Rerun(
            scope="partial" if partial else "full", polling_day=day, polling_stations=stations, of_stations=of_stations,
            status=_status(hit.last),
        )  # fmt: skip
        yield report(view, hit.last, again, hit.first, hit.last)


def reruns(told: Sequence[Rerun]) -> list[Rerun]:
    """The re-run that the reports tell of; each field from the first report that has it."""
    if not told:
        return []
    return [
        Rerun(
            scope="partial" if any(r.scope == "partial" for r in told) else "full",
            polling_day=next((r.polling_day for r in told if r.polling_day is not None), None),
            polling_stations=first([r.polling_stations for r in told]),
            of_stations=first([r.of_stations for r in told]),
            status=next((r.status for r in told if r.status != "unknown"), "unknown"),
        )
    ]


def _is_only_wanted(view: View, hit: Hit[str]) -> bool:
    if any(d.first.i < hit.first.i for d in _DEMANDED.find(view.doc)):
        return True
    if any(t.lemma_.lower() in _ORDERING for t in hit.last.ancestors):
        return False
    maybe = any(c.lower_ in _MAYBE for t in (hit.last, *hit.last.ancestors) for c in t.children if c.dep_ == "aux")
    return maybe or standing(hit.last).factuality in ("demanded", "denied", "hypothetical")


def _status(event: Token) -> ElectionStatus:
    words = {t.lower_ for t in event.doc}
    if words & {"will", "decided", "scheduled", "set", "ordered", "to", "planned", "due"}:
        return "scheduled"
    return "held" if words & {"held", "was", "were", "voted"} else "unknown"


def _stations(view: View) -> tuple[Quantity | None, Quantity | None]:
    """``at 30 of more than 8,000 polling stations``: how many vote again, and how many there are."""
    hits = _STATIONS.find(view.doc)
    if not hits:
        return None, None
    end = view.at(hits[0].first)
    before = [quantity(view, f) for f in view.figures if f.end <= end][-2:]
    return (before[0], before[1] if len(before) > 1 else None) if before else (None, None)
