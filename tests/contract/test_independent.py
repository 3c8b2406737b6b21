"""The judgement of schema pairs against validation itself, and against an independent checker (jsoncompat)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsoncompat
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, seed, settings

from service.contract.compare import Document, Node, beyond
from service.http.published import documents
from tests.contract.changes import CHANGES, Change
from tests.contract.schema_pairs import pairs

Schema = dict[str, Any]
TRIES = 15
NOW = documents()
often = settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def contained(sub: Schema, sup: Schema) -> bool:
    return not beyond(Node(Document("sub", sub)), Node(Document("sup", sup)))


def witness(sub: Schema, sup: Schema) -> object:
    """A value that ``sub`` allows and ``sup`` does not, if a few made for ``sub`` have one among them."""
    inside, outside = jsonschema_rs.Draft202012Validator(sub), jsonschema_rs.Draft202012Validator(sup)
    for _ in range(TRIES):
        try:
            value = json.loads(jsoncompat.generate_value(json.dumps(sub), 3))
        except ValueError:
            return None
        if inside.is_valid(value) and not outside.is_valid(value):
            return (value,)
    return None


def explanation(sub: Schema, sup: Schema) -> str | None:
    """Why the other checker sees a difference where we see none: what it does not put together."""
    words = json.dumps([sub, sup])
    if '"allOf"' in words:
        return "it does not put the parts of allOf together"
    if _holds_nothing(sub):
        return "a part that no value can keep"
    if '"multipleOf": 1' in words:
        return "it does not know that what 1 divides is whole"
    if any(set(part.get("required", ())) - part.get("properties", {}).keys() for part in _objects(sub)):
        return "a field that is required is described by additionalProperties alone"
    return None


def _objects(value: Any) -> list[Schema]:
    if isinstance(value, list):
        return [found for part in value for found in _objects(part)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") == "object" else []
    return own + [found for part in value.values() for found in _objects(part)]


def _holds_nothing(schema: Schema) -> bool:
    """Whether some part of the schema allows no value, by our reading of it, which the first test below holds to account."""
    parts = [part for part in _parts(schema) if part is not schema]
    named = {"$defs": schema.get("$defs", {})}
    return any(contained({**part, **named}, {"not": {}}) for part in (schema, *parts))


def _parts(value: Any) -> Iterator[Schema]:
    """Everything in the schema that may be one; what else there is allows all."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _parts(part)


@seed(20310602)
@often
@given(pairs())
def test_what_is_judged_contained_has_no_counterexample(pair: tuple[Schema, Schema]) -> None:
    """In either direction: made values are valid on the other side, too."""
    for sub, sup in (pair, pair[::-1]):
        if contained(sub, sup):
            assert witness(sub, sup) is None


@seed(20310603)
@often
@given(pairs())
def test_every_disagreement_with_the_other_checker_is_explained(pair: tuple[Schema, Schema]) -> None:
    """Where only it sees a difference, it is known why; where only we do, there is a value to prove it."""
    old, new = pair
    for role, sub, sup in (("serializer", new, old), ("deserializer", old, new)):
        ours, theirs = contained(sub, sup), jsoncompat.check_compat(json.dumps(old), json.dumps(new), role)
        if ours and not theirs:
            assert explanation(sub, sup), (sub, sup)
            assert witness(sub, sup) is None, (sub, sup)
        if theirs and not ours:
            assert witness(sub, sup), (sub, sup)


# It takes formats and patterns for remarks; what clients may read out of them is more to us.
NOT_SEEN = {"a format is changed", "a format is asked for"}


def nameless(schema: Schema) -> str:
    """Without the address, which it cannot read where that has no host, and without the choice of one form of a transcript:
    it takes branches of ``oneOf`` that only rule each other out for a difference after any change beside them."""
    return json.dumps({key: value for key, value in schema.items() if key not in ("$id", "oneOf")})


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_the_other_checker_agrees_about_the_forty_changes(change: Change) -> None:
    """As far as they are in schema files; calls and media types are none of its business."""
    after = change.of(NOW)
    broken = False
    for name in NOW.keys() & after.keys() - {"openapi.json", "record.schema.json"}:
        role = "deserializer" if name.startswith("request") else "serializer"
        broken |= not jsoncompat.check_compat(nameless(NOW[name]), nameless(after[name]), role)
    if change.name in NOT_SEEN or "media type" in change.name or "parameter" in change.name:
        assert not broken
    else:
        assert broken == change.breaking
