"""A model that answers from gold: as good as a model can be, so that what it does not mend is lost by us.

It reads a question as any model does, passages and doubts, and knows the text's gold records; it gives those that the
passages report, with the values in the text's own words, and refuses what is in doubt and not in gold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from schemas import RECORD_TYPES, Extraction
from service.ask.asker import build_asker
from service.evaluate.evaluation import Evaluation, compare
from service.evaluate.gold import (
    GoldDetention,
    GoldElection,
    GoldProtest,
    GoldRecord,
    GoldResult,
    GoldStatement,
    GoldText,
    Passage,
)
from service.evaluate.matching import match
from service.extract import Options, extract
from service.guard.align import occurs
from service.language import sentences
from service.language.dates import find_dates
from service.language.durations import find_durations
from service.language.quantities import find_quantities
from service.settings import Settings
from tests.ask.scripted import scripted

Span = tuple[int, int]
Proposed = dict[str, Any]
PASSAGE = re.compile(r"<passage (\w+)>\n(.*?)\n</passage \1>", re.DOTALL)
KINDS = {f"{entry.model.__name__}Answer": entry.name for entry in RECORD_TYPES}
DOUBT = re.compile(r"^In doubt: (.+)$", re.MULTILINE)
_NEAR = 120  # characters between words said and their cue


class Perfect:
    """Answers questions about one text. ``rules`` is the answer of the rules alone, whose false records it refuses."""

    def __init__(self, gold: GoldText, rules: Extraction) -> None:
        self.gold = gold
        self.text = gold.transcript.text
        self.false = {
            e.name: match(gold.records[e.plural], getattr(rules, e.plural), self.text).false for e in RECORD_TYPES
        }

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer to a request's body, for the scripted server."""
        return self.answer(KINDS[body["tools"][0]["function"]["name"]], body["messages"][1]["content"])

    def answer(self, kind: str, question: str) -> dict[str, Any]:
        """The records that the question's passages report, and which of its doubts are none."""
        plural = next(e.plural for e in RECORD_TYPES if e.name == kind)
        passages = [self._span(found[2]) for found in PASSAGE.finditer(question)]
        told = [(g, quotes) for g in self.gold.records[plural] if (quotes := list(self._quotes(g, passages)))]
        records = [self._record(gold, quotes, passages) for gold, quotes in told]
        false = [e.text for record in self.false[kind] for e in record.evidence]
        doubts = [found[1] for found in DOUBT.finditer(question)]
        refused = [doubt for doubt in doubts if any(" ".join(words.split()).startswith(doubt) for words in false)]
        return {"records": records, "refused": refused}

    def _span(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def _record(self, gold: GoldRecord, quotes: list[str], passages: list[Span]) -> Proposed:
        """The proposal, with a quotation for each of its names, figures and dates that the record's own words lack."""
        values = self._values(gold, quotes)
        home = self.text.index(quotes[0])
        more = []
        for words in _told(values):
            if not any(occurs(quote, words) for quote in (*quotes, *more)):
                near = [s for s in self._sentences(passages) if occurs(self.text[slice(*s)], words)]
                if near:
                    more.append(self.text[slice(*min(near, key=lambda span: abs(span[0] - home)))])
        return {**values, "quotes": [*values.get("quotes", quotes), *more]}

    def _sentences(self, passages: Iterable[Span]) -> Iterator[Span]:
        within = list(passages)
        for s in sentences.split(self.gold.transcript):
            if any(start <= s.start and s.end <= end for start, end in within):
                yield s.start, s.end

    def _quotes(self, gold: GoldRecord, passages: Iterable[Span]) -> Iterator[str]:
        """The record's words, as far as the passages have them."""
        for start, end in self._spans(gold.passages):
            for left, right in passages:
                words = self.text[max(start, left) : min(end, right)].strip()
                if max(start, left) < min(end, right) and words:
                    yield words

    def _spans(self, passages: Iterable[Passage]) -> Iterator[Span]:
        yield from (self._span(p) if isinstance(p, str) else p for p in passages)

    def _values(self, gold: GoldRecord, quotes: list[str]) -> Proposed:
        match gold:
            case GoldElection():
                return self._election(gold, quotes)
            case GoldProtest():
                return self._protest(gold, quotes)
            case GoldDetention():
                return self._detention(gold)
            case GoldStatement():
                return self._statement(gold, quotes)
        raise TypeError(gold)

    def _election(self, gold: GoldElection, quotes: list[str]) -> Proposed:
        return {
            "place": _place(gold.place),
            "kinds": gold.kinds,
            "status": gold.status or "unknown",
            "polling_day": self._when(gold.polling_day),
            "results": [self._result(result) for result in gold.results],
            "allegations": [{"kind": a.kind, "by": self._actor(a.by), "quotes": quotes} for a in gold.allegations],
            "reruns": [
                {
                    "scope": rerun.scope or "partial",
                    "polling_day": self._when(rerun.polling_day),
                    "polling_stations": self._figure((rerun.polling_stations,) * 2),
                }
                for rerun in gold.reruns
            ],
        }

    def _result(self, gold: GoldResult) -> Proposed:
        figures = {name: self._figure((getattr(gold, name),) * 2) for name in ("vote_share", "votes", "seats")}
        return {"contestant": self._actor(gold.contestant), "outcome": gold.outcome, **figures}

    def _protest(self, gold: GoldProtest, quotes: list[str]) -> Proposed:
        figure = self._figure(gold.participants)
        return {
            "factuality": gold.factuality or "reported",
            "places": [_place(place) for place in gold.places],
            "forms": gold.forms,
            "participants": [figure] if figure else [],
            "actors": [{"name": name, "kind": "group"} for name in gold.actors],
            "against": self._actor(gold.against),
            "demands": [{"text": text, "quotes": quotes} for text in gold.demands],
            "duration": self._duration(gold.duration_days),
            "response": gold.response,
        }

    def _detention(self, gold: GoldDetention) -> Proposed:
        figure = self._figure(gold.count) if gold.count != (1, 1) else None
        people = [{"name": name, "kind": "person"} for name in gold.named]
        return {
            "factuality": gold.factuality or "reported",
            "detainees": people
            + [{"name": name, "kind": "group"} for name in gold.detainees if name not in gold.named],
            "counts": [figure] if figure else [],
            "authority": self._actor(gold.authority),
            "place": _place(gold.place),
            "stage": gold.stage,
            "reason": gold.reason,
        }

    def _statement(self, gold: GoldStatement, quotes: list[str]) -> Proposed:
        return {
            "quotes": [*quotes, *self._cue(gold, quotes)],
            "speaker": self._actor(gold.speaker),
            "cue": gold.cue,
            "kind": gold.kind,
            "content": quotes,
            "act": "deny" if (gold.cue or "").startswith(("deny", "deni")) else "claim",
        }

    def _cue(self, gold: GoldStatement, quotes: list[str]) -> list[str]:
        """The cue, where it stands beside the words said."""
        first, last = self.text.index(quotes[0]), self.text.index(quotes[-1]) + len(quotes[-1])
        around = self.text[max(0, first - _NEAR) : first] + "\n" + self.text[last : last + _NEAR]
        return [gold.cue] if gold.cue and occurs(around, gold.cue) else []

    def _actor(self, names: list[str] | None) -> Proposed | None:
        """By the first of the names that the text has."""
        known = [name for name in names or () if occurs(self.text, name)] or names
        return {"name": known[0], "kind": "unknown"} if known else None

    def _when(self, edtf: str | None) -> Proposed | None:
        words = (self.text[m.start : m.end] for m in find_dates(self.text) if m.edtf == edtf)
        text = next(words, None) if edtf else None
        return {"text": text, "edtf": edtf} if text else None

    def _figure(self, bounds: tuple[float | None, float | None] | None) -> Proposed | None:
        """The words that our own reading of figures gives these bounds."""
        if bounds is None or bounds[0] is None:
            return None
        low, high = bounds
        for figure in find_quantities(self.text):
            if figure.low is not None and abs(figure.low - low) <= 1 and (high is None or figure.high == high):
                return {"text": self.text[figure.start : figure.end]}
        return None

    def _duration(self, days: int | None) -> Proposed | None:
        found = (span for span in find_durations(self.text) if days and span.iso == f"P{days}D")
        return next(({"text": self.text[s.start : s.end], "iso": s.iso} for s in found), None)


def measured(texts: Sequence[GoldText]) -> tuple[Evaluation, Evaluation]:
    """The texts evaluated by the rules alone, and with the gaps answered from gold, over HTTP."""
    alone, asked = Evaluation(), Evaluation()
    for gold in texts:
        rules = extract(gold.transcript)
        with scripted(Perfect(gold, rules)) as server:
            settings = Settings(model_base_url=server.url, model_name="perfect", model_mode="tools")
            made = extract(gold.transcript, Options(model="auto"), build_asker(settings))
        alone.texts.append(compare(gold, rules))
        asked.texts.append(compare(gold, made))
    return alone, asked


def _told(value: Any) -> Iterator[str]:
    """The words of all names, figures, dates and reasons in a proposal."""
    if isinstance(value, list):
        for each in value:
            yield from _told(each)
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and name in ("name", "text", "reason"):
                yield inner
            elif not isinstance(inner, str):
                yield from _told(inner)


def _place(name: str | None) -> Proposed | None:
    return {"name": name, "kind": "country"} if name else None
