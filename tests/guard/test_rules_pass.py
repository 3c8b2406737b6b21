"""The rules' own records pass the guard that a model's have to pass."""

from __future__ import annotations

from schemas import RECORD_TYPES
from service.guard import Guard
from service.language.analyse import analyse
from service.read import read_text
from service.rules.registry import gate_for, rules_for
from tests.expected import EXAMPLES


def test_the_rules_pass_the_guard() -> None:
    """Of what the rules read in the examples, next to nothing is dropped: one value in fifty at the most."""
    plurals = frozenset(entry.plural for entry in RECORD_TYPES)
    values = dropped = 0
    for example in EXAMPLES:
        reading = analyse(read_text(example.read_text()), gate_for(plurals))
        guard = Guard(reading)
        for verdict in (guard.checked(r) for plural in sorted(plurals) for r in rules_for(plural)(reading).records):
            values += verdict.values
            dropped += len(verdict.drops)
    assert values > 100
    assert dropped <= values / 50
