"""Floods: sentences with a verb of the word list, their places and figures."""

from __future__ import annotations

from schemas.flood import Flood

from schemas import Evidence, Gap, Place
from service.language.parse import Sentence
from service.language.quantities import to_quantity
from service.language.reading import Reading
from service.rules.found import Found, Step, record_id
from service.words import words_in


def find(reading: Reading) -> Found:
    """The floods of a reading; a gap where no place is under water."""
    found = Found()
    for sentence in reading.parsed("floods"):
        verb = next((t for t in sentence.doc or () if t.lower_ in words_in("rules/floods", "gate")), None)
        if verb is not None:
            at = sentence.at(verb)
            record = _record(reading, sentence)
            found.records.append(record)
            found.traces.append((Step(at, at + len(verb), "verb"),))
            if record.place is None:
                gap = Gap(record_type="flood", start=sentence.start, end=sentence.end, reason="where?", field="place")
                found.gaps.append(gap.model_copy(update={"record": record.id}))
    return found


def _record(reading: Reading, sentence: Sentence) -> Flood:
    evidence: list[Evidence] = [reading.evidence(sentence.start, sentence.end, "place")]
    place = next((Place(name=p.name, kind=p.kind, country=p.country) for p in reading.places(sentence)), None)
    homes = [to_quantity(f, reading.transcript.text) for f in reading.figures(sentence)]
    return Flood(
        id=record_id("flood", evidence), evidence=evidence, confidence=0.9, source="rules", place=place, homes=homes
    )
