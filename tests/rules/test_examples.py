"""The examples in the word lists: what each rule must find, and what looks like it and is none."""

from __future__ import annotations

from typing import Any

import pytest

from schemas import RECORD_TYPES
from service.extract import Options, explain
from service.read import read_text
from service.rules.catalogue import descriptions, rules
from service.rules.found import Step
from service.words import load_words

TYPES = [entry.plural for entry in RECORD_TYPES]
EXAMPLES = [(plural, example) for plural in TYPES for example in load_words(f"rules/{plural}")["example"]]


def finds(example: dict[str, Any]) -> bool:
    """Whether the rule must find something in the example."""
    return bool(example.get("finds", True))


def named(value: Any) -> str:
    return value if isinstance(value, str) else f"{value['rule']}-{'finds' if finds(value) else 'leaves'}"


@pytest.mark.parametrize(("plural", "example"), EXAMPLES, ids=named)
def test_a_rule_finds_its_good_example_and_leaves_its_bad_one(plural: str, example: dict[str, Any]) -> None:
    """Through the whole program, a record's trace names the rule, or the reading; of a rule's bad example comes no record."""
    found = explain(read_text(example["text"]), Options(records=frozenset({plural})))
    at_work = {step.rule for trace in found.traces.values() for step in trace}
    if finds(example) or example["rule"] not in rules(plural):
        assert (example["rule"] in at_work) is finds(example), at_work
    else:
        assert not at_work


@pytest.mark.parametrize("plural", TYPES)
def test_every_rule_has_a_good_and_a_bad_example(plural: str) -> None:
    """No rule that a trace can name is without a text that it finds and one that it leaves; and no example is of no rule."""
    shown = {(e["rule"], finds(e)) for kind, e in EXAMPLES if kind == plural}
    assert shown == {(rule, found) for rule in descriptions(plural) for found in (True, False)}


@pytest.mark.parametrize(("plural", "example"), [pair for pair in EXAMPLES if finds(pair[1])], ids=named)
def test_a_trace_names_known_rules_and_the_words_they_read(plural: str, example: dict[str, Any]) -> None:
    """Every record has a trace; its steps are rules that the word list describes, at words of the text."""
    found = explain(read_text(example["text"]), Options(records=frozenset({plural})))
    records = getattr(found.extraction, plural)
    assert {r.id for r in records} == found.traces.keys()
    assert all(found.traces.values())
    steps: list[Step] = [step for trace in found.traces.values() for step in trace]
    assert {step.rule for step in steps} <= descriptions(plural).keys()
    assert all(example["text"][s.start : s.end].strip() for s in steps)
