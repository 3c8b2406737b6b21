"""A detention of which the rules do not see who ordered it, and a model that does."""

from __future__ import annotations

import re
from typing import Any

_DRAFTED = re.compile(r"^(d\d+) \[(\d+)", re.MULTILINE)
_ORDERED = "The order came from the harbour guard"


def news(count: int) -> str:
    """The text, with so many detained."""
    return f"{count} bargemen were detained in Calvora on Monday. {_ORDERED}."


def completing(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Who ordered the detentions that the request's draft has."""
    guard = {"name": "harbour guard", "kind": "government"}
    found = _DRAFTED.findall(body["messages"][1]["content"])
    return [
        {"do": "correct", "ids": [id_], "on": [int(at), _ORDERED], "values": {"authority": guard}} for id_, at in found
    ]


def authorities(extraction: dict[str, Any]) -> list[str | None]:
    """Who ordered each detention, as far as the answer knows."""
    return [d["authority"] and d["authority"]["name"] for d in extraction["detentions"]]
