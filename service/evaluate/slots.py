"""A record as slots: each fact that it states beside its being there, as a field and a value, in gold and as found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from schemas import Detention, Election, Protest, Record, Result, Statement
from service.evaluate import derived
from service.evaluate.agreement import any_name, close, describes, same_name, same_range, same_words, words_of
from service.evaluate.derived import Expected
from service.evaluate.gold import DerivedGold, GoldDetention, GoldElection, GoldProtest, GoldRecord, GoldStatement

Slot = tuple[str, Any]

_FIGURES = ("vote_share", "votes", "seats")
_FIELDS = {**dict.fromkeys((*_FIGURES, "outcome"), "results"), "country": "place", "named": "detainees"}
# Gold names one of each a record; of several that were found (police say 200, organisers 2,000) one may be right.
_ONE = frozenset({"participants", "count", "reason"})


def gold_slots(gold: GoldRecord) -> list[Slot]:
    """The slots of a gold record."""
    match gold:
        case GoldElection():
            return list(_gold_election(gold))
        case GoldProtest():
            return list(_gold_protest(gold))
        case GoldDetention():
            return list(_gold_detention(gold))
        case GoldStatement():
            return [(name, value) for name, value in (("speaker", gold.speaker), ("kind", gold.kind)) if value]
        case DerivedGold():
            return list(derived.gold_slots(gold, gold.of))
        case _:
            return []


def _gold_election(gold: GoldElection) -> Iterator[Slot]:
    if gold.country:
        yield "country", gold.country
    yield from (("kind", kind) for kind in gold.kinds if kind != "general")
    if gold.status not in (None, "unknown"):
        yield "status", gold.status
    if gold.polling_day:
        yield "polling_day", gold.polling_day
    for result in gold.results:
        for name in (*_FIGURES, "outcome"):
            if getattr(result, name) is not None:
                yield name, (result.contestant, getattr(result, name))
    yield from (("allegation", allegation.kind) for allegation in gold.allegations)
    for rerun in gold.reruns:
        for name in ("scope", "polling_day", "polling_stations"):
            if getattr(rerun, name):
                yield f"rerun_{name}", getattr(rerun, name)


def _gold_protest(gold: GoldProtest) -> Iterator[Slot]:
    yield from (("place", place) for place in gold.places)
    yield from (("form", form) for form in gold.forms)
    if gold.participants:
        yield "participants", gold.participants
    if gold.duration_days:
        yield "duration", f"P{gold.duration_days}D"
    yield from (("response", response) for response in gold.response)
    yield from (("demand", demand) for demand in gold.demands)
    if gold.against:
        yield "against", gold.against


def _gold_detention(gold: GoldDetention) -> Iterator[Slot]:
    yield from (("named", name) for name in gold.named)
    if gold.count and gold.count != (1, 1):
        yield "count", gold.count
    for name in ("authority", "place", "stage", "reason"):
        if getattr(gold, name):
            yield name, getattr(gold, name)


def found_slots(record: Record) -> list[Slot]:
    """The slots of a record that was found."""
    match record:
        case Election():
            return list(_election(record))
        case Protest():
            return list(_protest(record))
        case Detention():
            return list(_detention(record))
        case Statement():
            speaker = [("speaker", record.speaker.name)] if record.speaker is not None else []
            return [*speaker, ("kind", record.kind)]
        case _:
            return list(derived.found_slots(record))


def _election(found: Election) -> Iterator[Slot]:
    if found.place is not None and found.place.country:
        yield "country", found.place.country
    yield from (("kind", kind) for kind in found.kinds if kind != "general")
    if found.status != "unknown":
        yield "status", found.status
    if found.polling_day is not None and found.polling_day.edtf:
        yield "polling_day", found.polling_day.edtf
    for result in found.results:
        yield from _result(result)
    yield from (("allegation", allegation.kind) for allegation in found.allegations)
    for rerun in found.reruns:
        yield "rerun_scope", rerun.scope
        if rerun.polling_day is not None and rerun.polling_day.edtf:
            yield "rerun_polling_day", rerun.polling_day.edtf
        if rerun.polling_stations is not None:
            yield "rerun_polling_stations", rerun.polling_stations.low


def _result(result: Result) -> Iterator[Slot]:
    who = [name for name in (result.contestant.name, result.abbreviation) if name]
    for name in _FIGURES:
        figure = getattr(result, name)
        if figure is not None:
            yield name, (who, figure.low)
    if result.outcome is not None:
        yield "outcome", (who, result.outcome)


def _protest(found: Protest) -> Iterator[Slot]:
    yield from (("place", place.name) for place in found.places)
    yield from (("form", form) for form in found.forms)
    yield from (("participants", quantity) for quantity in found.participants)
    if found.duration is not None and found.duration.iso:
        yield "duration", found.duration.iso
    yield from (("response", response) for response in found.response)
    yield from (("demand", demand.text) for demand in found.demands)
    if found.against is not None:
        yield "against", found.against.name


def _detention(found: Detention) -> Iterator[Slot]:
    people = [a.name for a in found.detainees if a.kind == "person"]
    yield from (("named", name) for name in people if words_of(name) and not describes(name))
    yield from (("count", quantity) for quantity in found.counts if not quantity.low == quantity.high == 1)
    if found.authority is not None:
        yield "authority", found.authority.name
    if found.place is not None:
        yield "place", found.place.name
    yield "stage", found.stage
    yield from (("reason", words) for words in (found.reason, *found.charges) if words)


def field_of(slot: Slot, record: Record) -> str:
    """The field of the record that the slot is of."""
    names = (slot[0], f"{slot[0]}s", _FIELDS.get(slot[0], slot[0]), slot[0].partition("_")[0] + "s")
    return next(name for name in names if name in type(record).model_fields)


def compared(gold: Sequence[Slot], found: Sequence[Slot]) -> tuple[list[Slot], list[Slot], list[Slot]]:
    """The gold slots that were found, those that were missed, and the slots found that no gold slot agrees with."""
    left, hits, missed = list(found), [], []
    for slot in gold:
        hit = next((i for i, other in enumerate(left) if slot[0] == other[0] and agrees(slot, other)), None)
        if hit is None:
            missed.append(slot)
        else:
            del left[hit]
            hits.append(slot)
    return hits, missed, left


def counted(found: Sequence[Slot]) -> Counter[str]:
    """How many slots of each field were found, several figures or reasons of one record as one."""
    counts = Counter(name for name, _ in found)
    return Counter({name: 1 if name in _ONE else n for name, n in counts.items()})


def agrees(gold: Slot, found: Slot) -> bool:
    """Whether a slot that was found agrees with the gold slot of that field."""
    if isinstance(gold[1], Expected):
        return gold[1].agrees(gold[1].value, found[1])
    return _AGREEMENT.get(gold[0], _equal)(gold[1], found[1])


def _equal(gold: Any, found: Any) -> bool:
    return bool(gold == found)


def _same_figure(gold: Any, found: Any) -> bool:
    return any_name(gold[0], found[0]) and close(gold[1], found[1])


def _same_outcome(gold: Any, found: Any) -> bool:
    return any_name(gold[0], found[0]) and gold[1] == found[1]


def _one_of(gold: Any, found: Any) -> bool:
    return any_name(gold, [found])


_AGREEMENT: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(_FIGURES, _same_figure),
    "outcome": _same_outcome,
    **dict.fromkeys(("participants", "count"), same_range),
    **dict.fromkeys(("place", "named"), same_name),
    **dict.fromkeys(("demand", "reason"), same_words),
    **dict.fromkeys(("against", "authority", "speaker"), _one_of),
    "rerun_polling_stations": close,
}
