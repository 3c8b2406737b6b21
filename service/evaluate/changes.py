"""What one evaluation has right that another of the same texts has not: facts gained and lost, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.evaluate.evaluation import Compared, Evaluation
from service.evaluate.matching import Matching
from service.evaluate.misses import found_words, gold_words, told

What = Literal["record", "value", "false record", "wrong value"]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that went right (``gained``) or wrong: a record or a value of gold, or what gold has not; ``words`` report it."""

    text: str
    record_type: str
    gained: bool
    what: What
    words: tuple[str, ...]
    value: tuple[str, str] | None = None


# A fact: what it is, the words of its record, and the name and value of a field.
_Fact = tuple[What, tuple[str, ...], tuple[str, str] | None]


def changes(before: Evaluation, after: Evaluation) -> Iterator[Change]:
    """All that the second evaluation gained and lost against the first, a type and a text after the other."""
    for plural in after.plurals():
        for old, new in zip(before.texts, after.texts, strict=True):
            right, wrong = _right(old, plural), _wrong(old, plural)
            now_right, now_wrong = _right(new, plural), _wrong(new, plural)
            gained = [fact for fact in now_right if fact not in right] + [
                fact for fact in wrong if fact not in now_wrong
            ]
            lost = [fact for fact in right if fact not in now_right] + [fact for fact in now_wrong if fact not in wrong]
            for is_gain, facts in ((True, gained), (False, lost)):
                yield from (Change(new.gold.name, plural, is_gain, *fact) for fact in facts)


def _right(text: Compared, plural: str) -> list[_Fact]:
    found: list[_Fact] = []
    for pair in text.matchings[plural].pairs:
        words = tuple(gold_words(pair.gold, text.gold.transcript.text))
        found += [("record", words, None), *(("value", words, value) for value in told(pair.hits))]
    return found


def _wrong(text: Compared, plural: str) -> list[_Fact]:
    matching: Matching = text.matchings[plural]
    found: list[_Fact] = [("false record", tuple(found_words(record)), None) for record in matching.false]
    for pair in matching.pairs:
        words = tuple(gold_words(pair.gold, text.gold.transcript.text))
        found += [("wrong value", words, value) for value in told(pair.spurious)]
    return found
