"""Changes of one schema that is sent in one direction, graded and put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schemas.json_schema import Direction
from service.contract.compare import Difference, Document, Kind, Node, beyond

Level = Literal["breaking", "compatible"]

_REASONS: dict[tuple[Direction, Level], dict[Kind, str]] = {
    ("request", "breaking"): {
        "values": "no longer accepted: {what}",
        "left_out": "the field `{field}` is now required",
        "unknown": "the field `{field}` is new and required",
        "excluded": "the field `{field}` is no longer accepted",
        "undescribed": "the field `{field}` may no longer be anything",
    },
    ("request", "compatible"): {
        "values": "now accepted: {what}",
        "left_out": "the field `{field}` may now be left out",
        "unknown": "the field `{field}` is no longer required",
        "excluded": "the field `{field}` is now accepted",
        "undescribed": "the field `{field}` may now be anything",
    },
    ("response", "breaking"): {
        "values": "may now be: {what}",
        "left_out": "the field `{field}` may now be missing",
        "unknown": "the field `{field}` is gone",
        "excluded": "the field `{field}` may now come, which was ruled out",
        "undescribed": "the field `{field}` is no longer described",
    },
    ("response", "compatible"): {
        "values": "will no longer be: {what}",
        "left_out": "the field `{field}` is now always there",
        "unknown": "the field `{field}` is new",
        "excluded": "the field `{field}` will no longer come",
        "undescribed": "the field `{field}` is new",
    },
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One change: how grave, who sends what it is about, where (file#pointer), and why."""

    level: Level
    direction: Direction
    where: str
    reason: str

    @property
    def pointer(self) -> str:
        """The JSON pointer alone."""
        return self.where.partition("#")[2]


def compare_schemas(old: Node, new: Node, direction: Direction) -> Iterator[tuple[Finding, str]]:
    """Findings about one schema that is sent in one direction, each with its key."""
    gone, come = beyond(old, new), beyond(new, old)
    graded: tuple[tuple[Level, list[Difference]], ...] = (
        ("breaking", gone if direction == "request" else come),
        ("compatible", come if direction == "request" else gone),
    )
    for level, differences in graded:
        for difference in differences:
            yield _finding(level, direction, difference, new.document)


def _finding(level: Level, direction: Direction, difference: Difference, new: Document) -> tuple[Finding, str]:
    mine, theirs = difference.sub, difference.sup
    if mine.document is not new:
        mine, theirs = theirs, mine
    field = difference.field
    # A field that is gone has its place in the earlier version only.
    node = theirs if field is not None and _declares(theirs, field) and not _declares(mine, field) else mine
    if field is not None and _declares(node, field):
        node = node.child("properties", field)
    reason = _REASONS[direction, level][difference.kind].format(what=difference.what, field=field)
    reason += "" if difference.certain else " (it cannot be ruled out)"
    return Finding(level, direction, f"{node.document.name}#{node.pointer}", reason), _key(node)


def _declares(node: Node, field: str) -> bool:
    return isinstance(node.schema, dict) and field in node.schema.get("properties", ())


def _key(node: Node) -> str:
    """The title of the part that the node is in and the way from there: the same in every document that has this part."""
    for depth, step in enumerate(node.steps):
        if step in ("$defs", "schemas") and len(node.steps) > depth + 1:
            return "/".join(map(str, node.steps[depth + 1 :]))
    return "/".join(map(str, (node.document.root.get("title", node.document.name), *node.steps)))
