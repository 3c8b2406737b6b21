"""What went wrong, record by record: gold that was not found, records that are not in gold, values missed and wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from schemas import Quantity, Record
from service.evaluate.derived import Expected
from service.evaluate.gold import GoldRecord
from service.evaluate.matching import Matching
from service.evaluate.slots import Slot

What = Literal["not found", "false", "fields"]


@dataclass(frozen=True, slots=True)
class Miss:
    """One record that is not as gold has it: ``words`` report it; for ``fields``, the values missed and wrongly found."""

    text: str
    record_type: str
    what: What
    words: list[str]
    missed: list[tuple[str, str]]
    spurious: list[tuple[str, str]]


def misses(name: str, plural: str, matching: Matching, text: str) -> Iterator[Miss]:
    """The misses of one type in the text of that name."""
    for gold in matching.missed:
        yield Miss(name, plural, "not found", gold_words(gold, text), [], [])
    for found in matching.false:
        yield Miss(name, plural, "false", found_words(found), [], [])
    for pair in matching.pairs:
        if pair.missed or pair.spurious:
            yield Miss(name, plural, "fields", found_words(pair.found), told(pair.missed), told(pair.spurious))


def gold_words(gold: GoldRecord, text: str) -> list[str]:
    """The words that report a gold record."""
    return [p if isinstance(p, str) else text[slice(*p)] for p in gold.passages]


def found_words(found: Record) -> list[str]:
    """The words that a record rests on; of a statement, what is said."""
    return [e.text for e in getattr(found, "content", None) or found.evidence]


def told(slots: Sequence[Slot]) -> list[tuple[str, str]]:
    """Slots in words: the name of the field and the value."""
    return [(name, _value(value)) for name, value in slots]


def _value(value: Any) -> str:
    """In words: of several names the first, a range with its ends, a contestant before its figure."""
    match value:
        case Expected():
            return _value(value.value)
        case Quantity():
            return value.text
        case list():
            return _value(value[0])
        case (low, high) if not isinstance(low, list):
            return f"{_value(low)} to {_value(high)}"
        case tuple():
            return " ".join(map(_value, value))
        case float() | int():
            return f"{value:,.10g}"
        case _:
            return "?" if value is None else str(value)
