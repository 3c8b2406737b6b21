"""The example of the documentation: a request and its real answer, as files that a test keeps true."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

VTT = """WEBVTT

00:00:01.000 --> 00:00:04.500
<v Ana>Voters in Moldavia go to the polls on Sunday.
"""

SRT = """1
00:00:01,000 --> 00:00:04,500
Voters in Moldavia go to the polls on Sunday.
"""


def request() -> dict[str, Any]:
    """The request; the dict is shared, do not change it."""
    return _load("example_request.json")


def response() -> dict[str, Any]:
    """What the service answers to it; the dict is shared, do not change it."""
    return _load("example_response.json")


@cache
def _load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath("assets", name).read_text(encoding="utf-8"))
    return loaded
