"""Places in a JSON Schema document, and the values that are valid there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

import jsonschema_rs

_ROOT = "urn:onrecord:document"


@dataclass(frozen=True, eq=False)
class Document:
    """A JSON Schema document under the name that findings call it by; two are the same only if they are one object."""

    name: str
    root: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """A schema in a document, by the steps that lead to it from the root."""

    document: Document
    steps: tuple[str | int, ...] = ()

    @property
    def schema(self) -> Any:
        """The schema itself: an object, or true or false."""
        value: Any = self.document.root
        for step in self.steps:
            value = value[step]
        return value

    @property
    def pointer(self) -> str:
        """The steps as a JSON pointer (RFC 6901)."""
        return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in self.steps)

    def child(self, *steps: str | int) -> Node:
        """The schema those steps below this one."""
        return Node(self.document, (*self.steps, *steps))

    def referred(self, reference: str) -> Node:
        """What ``$ref`` names; ``ValueError`` if that is not in this document."""
        if not reference.startswith("#"):
            raise ValueError(f"{self.document.name}#{self.pointer}: {reference!r} leads out of the document")
        steps = [step.replace("~1", "/").replace("~0", "~") for step in unquote(reference[1:]).split("/")[1:]]
        node = Node(self.document, tuple(steps))
        try:
            node.schema  # noqa: B018 - only whether it is there
        except (KeyError, TypeError):
            raise ValueError(f"{self.document.name}#{self.pointer}: {reference!r} is not there") from None
        return node

    def allows(self, value: Any) -> bool:
        """Whether the value is valid here; formats count."""
        return bool(_validator(self).is_valid(value))


@cache
def _validator(node: Node) -> Any:
    # The document becomes a resource of its own, so that the references in it lead to it.
    root = {key: value for key, value in node.document.root.items() if key != "$schema"}
    schema = {"$defs": {"document": {**root, "$id": _ROOT}}, "$ref": f"{_ROOT}#{quote(node.pointer)}"}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


# The schemas that a value has to keep, all of them; none of them is no constraint.
Part = tuple[Node, ...]


def allowed(part: Part, value: Any) -> bool:
    """Whether the value keeps all of them."""
    return all(node.allows(value) for node in part)
