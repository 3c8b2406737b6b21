"""What a change of the OpenAPI document means for clients: calls, parameters, bodies and answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.json_schema import Direction
from service.contract.compare import Document, Node
from service.contract.findings import Finding, Level, compare_schemas

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Found = Iterator[tuple[Finding, str]]


def compare_operations(old: Document, new: Document) -> Found:
    """Findings about all calls of two OpenAPI documents, each with its key."""
    before, after = _operations(old), _operations(new)
    for call in [*after, *(before.keys() - after.keys())]:
        if call not in after:
            yield _told("breaking", "request", before[call], f"the call {call} is gone")
        elif call not in before:
            yield _told("compatible", "request", after[call], f"the call {call} is new")
        else:
            yield from _parameters(before[call], after[call])
            yield from _body(before[call], after[call])
            yield from _answers(before[call], after[call])


def _told(level: Level, direction: Direction, node: Node, reason: str) -> tuple[Finding, str]:
    return Finding(level, direction, f"{node.document.name}#{node.pointer}", reason), node.pointer


def _operations(document: Document) -> dict[str, Node]:
    return {
        f"{method.upper()} {path}": Node(document, ("paths", path, method))
        for path, item in document.root.get("paths", {}).items()
        for method in _METHODS
        if method in item
    }


def _resolved(node: Node) -> Node:
    reference = node.schema.get("$ref")
    return node.referred(reference) if reference else node


def _named(node: Node, *steps: str) -> dict[str, Node]:
    """The entries of an object below the node; none if it is not there."""
    value: Any = node.schema
    for step in steps:
        value = value.get(step, {})
    return {name: _resolved(node.child(*steps, name)) for name in value}


def _parameters(old: Node, new: Node) -> Found:
    before, after = _by_name(old), _by_name(new)
    for key, node in after.items():
        name, required = key[1], node.schema.get("required", False)
        was = before.get(key)
        if was is None:
            level: Level = "breaking" if required else "compatible"
            yield _told(level, "request", node, f"the parameter `{name}` is new{' and required' if required else ''}")
            continue
        if required and not was.schema.get("required", False):
            yield _told("breaking", "request", node, f"the parameter `{name}` is now required")
        yield from compare_schemas(was.child("schema"), node.child("schema"), "request")
    for key in before.keys() - after.keys():
        yield _told("breaking", "request", before[key], f"the parameter `{key[1]}` is no longer accepted")


def _by_name(node: Node) -> dict[tuple[str, str], Node]:
    """Parameters by where they stand and their name."""
    found = [_resolved(node.child("parameters", i)) for i in range(len(node.schema.get("parameters", ())))]
    return {(parameter.schema["in"], parameter.schema["name"]): parameter for parameter in found}


def _body(old: Node, new: Node) -> Found:
    is_required = [node.schema.get("requestBody", {}).get("required", False) for node in (old, new)]
    if is_required == [False, True]:
        yield _told("breaking", "request", new.child("requestBody"), "a body is now required")
    yield from _contents(_named(old, "requestBody", "content"), _named(new, "requestBody", "content"), "request")


def _answers(old: Node, new: Node) -> Found:
    before, after = _named(old, "responses"), _named(new, "responses")
    for status in after:
        if status in before:
            yield from _contents(_named(before[status], "content"), _named(after[status], "content"), "response")
        else:
            yield _told("compatible", "response", after[status], f"the status {status} is new")
    for status in before.keys() - after.keys():
        level: Level = "breaking" if status.startswith("2") else "compatible"
        yield _told(level, "response", before[status], f"the status {status} is gone")


def _contents(before: dict[str, Node], after: dict[str, Node], direction: Direction) -> Found:
    for media_type, node in after.items():
        if media_type not in before:
            yield _told("compatible", direction, node, f"the media type {media_type} is new")
        elif "schema" in node.schema and "schema" in before[media_type].schema:
            yield from compare_schemas(before[media_type].child("schema"), node.child("schema"), direction)
    for media_type in before.keys() - after.keys():
        yield _told("breaking", direction, before[media_type], f"the media type {media_type} is gone")
