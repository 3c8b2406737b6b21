"""A detention of which the rules do not see who ordered it, and a model that does."""

from __future__ import annotations

import re
from typing import Any

_DETAINED = re.compile(r"\w+ bargemen were detained in Calvora on Monday")
_ORDERED = "The order came from the harbour guard"


def news(count: int) -> str:
    """The text, with so many detained."""
    return f"{count} bargemen were detained in Calvora on Monday. {_ORDERED}."


def completing(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Who ordered the detentions that the request's passages tell of."""
    if body["tools"][0]["function"]["name"] != "DetentionAnswer":
        return []
    guard = {"name": "harbour guard", "kind": "government"}
    found = _DETAINED.findall(body["messages"][1]["content"])
    return [{"quotes": [words, _ORDERED], "stage": "detained", "authority": guard} for words in found]


def authorities(extraction: dict[str, Any]) -> list[str | None]:
    """Who ordered each detention, as far as the answer knows."""
    return [d["authority"] and d["authority"]["name"] for d in extraction["detentions"]]
