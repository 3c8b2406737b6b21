"""A model that answers from gold: as good as a model can be, so that what it does not mend is lost by us.

It reads a question as any model does, and knows the text's gold: the rules' records that are in it it confirms or corrects,
with the values in the text's own words, it adds those that they lack, joins what is one, and rejects what is not in gold.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas import RECORD_TYPES, Extraction, Record
from service.ask.asker import Asker, build_asker
from service.ask.questions import Question, questions_about
from service.evaluate.evaluation import Compared, Evaluation, compare
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
from service.evaluate.matching import Pair, match, spans_of
from service.evaluate.slots import Slot, field_of, gold_slots
from service.extract import ModelMode, Options, extract
from service.extract.corridor import answered, drafted, settled
from service.guard.align import occurs
from service.language import sentences
from service.language.dates import find_dates
from service.language.durations import find_durations
from service.language.quantities import find_quantities
from service.read.transcript import Transcript
from service.settings import Settings
from tests.ask.scripted import scripted

Span = tuple[int, int]
Values = dict[str, Any]
_HALF = 0.5
_SECONDS = 300
_KINDS = [entry.name for entry in RECORD_TYPES]


@dataclass
class Given:
    """What the model gave of gold: records, and by record those of its slots whose field it gave a value for."""

    records: list[GoldRecord] = field(default_factory=list)
    slots: list[tuple[GoldRecord, Slot]] = field(default_factory=list)


class Perfect:
    """Answers questions about one text, of which ``rules`` is the answer of the rules alone.

    ``given`` is what it has said, in so many ``characters``.
    """

    def __init__(self, gold: GoldText, rules: Extraction) -> None:
        self.gold = gold
        self.text = gold.transcript.text
        self.given = Given()
        self.characters = 0
        self.matchings = {
            e.name: match(gold.records[e.plural], getattr(rules, e.plural), self.text) for e in RECORD_TYPES
        }
        asked = questions_about(gold.transcript, rules, _KINDS, everything=True)
        self.questions = {question.text: question for question in asked}

    def __call__(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """The edits that answer a request's body, for the scripted server."""
        question = self.questions[body["messages"][1]["content"]]
        edits = [edit for kind in _KINDS for edit in self._edits(kind, question)]
        self.characters += len(json.dumps(edits))
        return edits

    def _edits(self, kind: str, question: Question) -> Iterator[dict[str, Any]]:
        matching = self.matchings[kind]
        ids = {ours: known for known, ours in question.ids}
        missed = [gold for gold in matching.missed if any(self._numbers(gold, question))]
        spare = {record.id: record for record in matching.false if record.id in ids}
        for gold in list(missed):  # the record is of it, though too little of its words to be found
            mine = next((r for r in spare.values() if kind == "statement" and self._shares(gold, r)), None)
            if mine is not None:
                del spare[mine.id]
                missed.remove(gold)
                self.given.records.append(gold)
                yield {"do": "correct", "ids": [ids[mine.id]], **self._edit(gold, question)}
        for pair in matching.pairs:
            if pair.found.id not in ids:
                continue
            known = ids[pair.found.id]
            same = [r.id for r in spare.values() if self._shares(pair.gold, r)]
            parts = [g for g in missed if self._is_part(g, pair)]
            if same:
                yield {"do": "join", "ids": [known, *(ids[spare.pop(id_).id] for id_ in same)]}
            if parts:
                for gold in [pair.gold, *parts]:
                    yield {"do": "split", "ids": [known], **self._edit(gold, question)}
                self.given.records += parts
                missed = [g for g in missed if g not in parts]
            elif pair.missed or pair.spurious or same:
                wrong = {field_of(slot, pair.found) for slot in pair.spurious}
                edit = self._edit(pair.gold, question)
                yield {"do": "correct", "ids": [known], **edit, "wrong": sorted(wrong - edit["values"].keys())}
            else:
                yield {"do": "confirm", "ids": [known]}
        for gold in missed:
            self.given.records.append(gold)
            yield {"do": "add", "type": kind, **self._edit(gold, question)}
        if spare:
            yield {"do": "reject", "ids": [ids[id_] for id_ in spare]}

    def _shares(self, gold: GoldRecord, found: Record) -> bool:
        """Whether half of the words of a record are about it: the words said, or the sentences of an event."""
        words = {i for e in getattr(found, "content", found.evidence) for i in range(e.start, e.end)}
        spans = self._spans(gold.passages) if isinstance(gold, GoldStatement) else self._whole(gold)
        common = len(words & {i for start, end in spans for i in range(start, end)})
        return common >= _HALF * min(len(words), len(spans_of(gold.passages, self.text)))

    def _is_part(self, gold: GoldRecord, pair: Pair) -> bool:
        """Whether a statement lies in the words of a record that is of another, and not in that other."""
        own, other = spans_of(gold.passages, self.text), spans_of(pair.gold.passages, self.text)
        return isinstance(gold, GoldStatement) and self._shares(gold, pair.found) and not own & other

    def _whole(self, gold: GoldRecord) -> Iterator[Span]:
        """The sentences of the record's words."""
        spans = list(self._spans(gold.passages))
        for s in sentences.split(self.gold.transcript):
            if any(s.start < end and start < s.end for start, end in spans):
                yield s.start, s.end

    def _numbers(self, gold: GoldRecord, question: Question) -> Iterator[int]:
        """The numbers of the sentences that report it."""
        words = spans_of(gold.passages, self.text)
        for number, (start, end) in enumerate(question.sentences, 1):
            if not words.isdisjoint(range(start, end)):
                yield number

    def _edit(self, gold: GoldRecord, question: Question) -> dict[str, Any]:
        """The values, and the sentences that they rest on: the record's own, and for what these lack the nearest that has it."""
        quotes = list(self._quotes(gold, [question.passage]))
        values = {name: value for name, value in self._values(gold, quotes).items() if value not in (None, [])}
        numbers = list(self._numbers(gold, question)) or [1]  # its words may stand in another story than the record's
        cue = getattr(gold, "cue", None)
        told = [*_told(values), *([cue] if cue and isinstance(gold, GoldStatement) else [])]
        for words in told:
            if not any(occurs(self.text[slice(*question.sentences[n - 1])], words) for n in numbers):
                near = (n for n, s in enumerate(question.sentences, 1) if occurs(self.text[slice(*s)], words))
                numbers += [n for n in [min(near, key=lambda n: abs(n - numbers[0]), default=None)] if n is not None]
        self.given.slots += [(gold, slot) for slot in gold_slots(gold) if self._is_given(slot, values, gold)]
        return {"on": sorted(set(numbers)), "values": values}

    def _is_given(self, slot: Slot, values: Values, gold: GoldRecord) -> bool:
        """Whether the model gave a value for the slot's field."""
        name = slot[0]
        if isinstance(gold, GoldElection) and name in ("vote_share", "votes", "seats", "outcome"):
            result = next(r for r, g in zip(values["results"], gold.results, strict=True) if g.contestant == slot[1][0])
            return bool(result.get(name))
        if name.startswith("rerun_"):
            return any(rerun.get(name.removeprefix("rerun_")) for rerun in values.get("reruns", ()))
        names = {name, f"{name}s", {"country": "place", "named": "detainees"}.get(name, name)}
        return bool(names & values.keys())

    def _quotes(self, gold: GoldRecord, passages: Iterable[Span]) -> Iterator[str]:
        """The record's words, as far as the passages have them."""
        for start, end in self._spans(gold.passages):
            for left, right in passages:
                words = self.text[max(start, left) : min(end, right)].strip()
                if max(start, left) < min(end, right) and words:
                    yield words

    def _spans(self, passages: Iterable[Passage]) -> Iterator[Span]:
        for passage in passages:
            start = self.text.index(passage) if isinstance(passage, str) else passage[0]
            yield (start, start + len(passage)) if isinstance(passage, str) else passage

    def _values(self, gold: GoldRecord, quotes: list[str]) -> Values:
        match gold:
            case GoldElection():
                return self._election(gold)
            case GoldProtest():
                return self._protest(gold)
            case GoldDetention():
                return self._detention(gold)
            case GoldStatement():
                return self._statement(gold, quotes)
        raise TypeError(gold)

    def _election(self, gold: GoldElection) -> Values:
        return {
            "place": _place(gold.place),
            "kinds": gold.kinds,
            "status": gold.status or "unknown",
            "polling_day": self._when(gold.polling_day),
            "results": [self._result(result) for result in gold.results],
            "allegations": [{"kind": a.kind, "by": self._actor(a.by)} for a in gold.allegations],
            "reruns": [
                {
                    "scope": rerun.scope or "partial",
                    "polling_day": self._when(rerun.polling_day),
                    "polling_stations": self._figure((rerun.polling_stations,) * 2),
                }
                for rerun in gold.reruns
            ],
        }

    def _result(self, gold: GoldResult) -> Values:
        figures = {name: self._figure((getattr(gold, name),) * 2) for name in ("vote_share", "votes", "seats")}
        return {"contestant": self._actor(gold.contestant), "outcome": gold.outcome, **figures}

    def _protest(self, gold: GoldProtest) -> Values:
        figure = self._figure(gold.participants)
        return {
            "factuality": gold.factuality or "reported",
            "places": [_place(place) for place in gold.places],
            "forms": gold.forms,
            "participants": [figure] if figure else [],
            "actors": [{"name": name, "kind": "group"} for name in gold.actors],
            "against": self._actor(gold.against),
            "demands": gold.demands,
            "duration": self._duration(gold.duration_days),
            "response": gold.response,
        }

    def _detention(self, gold: GoldDetention) -> Values:
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

    def _statement(self, gold: GoldStatement, quotes: list[str]) -> Values:
        return {
            "speaker": self._actor(gold.speaker),
            "cue": gold.cue,
            "kind": gold.kind,
            "content": quotes,
            "act": "deny" if (gold.cue or "").startswith(("deny", "deni")) else "claim",
        }

    def _actor(self, names: list[str] | None) -> Values | None:
        """By the first of the names that the text has."""
        known = [name for name in names or () if occurs(self.text, name)] or names
        return {"name": known[0], "kind": "unknown"} if known else None

    def _when(self, edtf: str | None) -> Values | None:
        words = (self.text[m.start : m.end] for m in find_dates(self.text) if m.edtf == edtf)
        text = next(words, None) if edtf else None
        return {"text": text, "edtf": edtf} if text else None

    def _figure(self, bounds: tuple[float | None, float | None] | None) -> Values | None:
        """The words that our own reading of figures gives these bounds."""
        if bounds is None or bounds[0] is None:
            return None
        low, high = bounds[0], bounds[1]
        for figure in find_quantities(self.text):
            if figure.low is not None and abs(figure.low - low) <= 1 and (high is None or figure.high == high):
                return {"text": self.text[figure.start : figure.end]}
        return None

    def _duration(self, days: int | None) -> Values | None:
        found = (span for span in find_durations(self.text) if days and span.iso == f"P{days}D")
        return next(({"text": self.text[s.start : s.end], "iso": s.iso} for s in found), None)


@dataclass
class Measured:
    """Texts by the rules ``alone`` and as ``asked``, and of the right values that the model gave those that are ``lost``."""

    alone: Evaluation = field(default_factory=Evaluation)
    asked: Evaluation = field(default_factory=Evaluation)
    given: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    tokens_sent: int = 0
    tokens_back: int = 0

    def closed(self) -> float:
        """The share of what the rules alone lack to 1 that is there with the model."""
        before, after = self.alone.mean_f1(), self.asked.mean_f1()
        return (after - before) / (1 - before)


def measured(texts: Sequence[GoldText], mode: ModelMode = "auto") -> Measured:
    """The texts evaluated by the rules alone, and with a model that answers from gold, over HTTP; with all tokens."""
    out, answering = Measured(), _Answering()
    with scripted(answering) as server:
        asker = build_asker(
            Settings(model_base_url=server.url, model_name="perfect", model_mode="tools", model_deadline_s=_SECONDS)
        )
        for gold in texts:
            rules = extract(gold.transcript)
            answering.model = Perfect(gold, rules)
            _count(out, gold, rules, _asked(gold.transcript, rules, mode, asker), answering.model)
    return out


@dataclass
class _Answering:
    """The model of the text that is being asked about; one server asks them all."""

    model: Perfect | None = None

    def __call__(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        assert self.model is not None
        return self.model(body)


def _asked(transcript: Transcript, rules: Extraction, mode: ModelMode, asker: Asker | None) -> Extraction:
    """What comes of the rules' answer with the model's; the text is not read anew for it."""
    assert asker is not None
    draft = drafted(transcript, Options(model=mode), rules)
    return settled(transcript, draft, asyncio.run(answered(draft, asker, _SECONDS))).extraction


def _count(out: Measured, gold: GoldText, rules: Extraction, made: Extraction, model: Perfect) -> None:
    out.alone.texts.append(compare(gold, rules))
    out.asked.texts.append(compare(gold, made))
    out.tokens_sent += made.report.model.input_tokens
    out.tokens_back += model.characters // 4
    out.given += len(model.given.records) + len(model.given.slots)
    out.lost.update(lost(model.given, out.asked.texts[-1]))


def lost(given: Given, made: Compared) -> Iterator[str]:
    """What of it is not in the answer, by the type and field."""
    pairs = {id(pair.gold): (plural, pair) for plural, m in made.matchings.items() for pair in m.pairs}
    missing = {id(gold): plural for plural, m in made.matchings.items() for gold in m.missed}
    yield from (f"{missing[id(gold)]}: the record" for gold in given.records if id(gold) in missing)
    for gold, slot in given.slots:
        plural, pair = pairs.get(id(gold), (missing.get(id(gold), ""), None))
        if pair is None or any(slot is one for one in pair.missed) or slot in pair.missed:
            yield f"{plural}.{slot[0]}"


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


def _place(name: str | None) -> Values | None:
    return {"name": name, "kind": "country"} if name else None
