"""The body of a job to its lines, with their numbers, and the webhook that it names."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import islice

from service.errors import InvalidRequest, NotJson, TooLarge
from service.requests.lines import BOM

Batch = tuple[list[tuple[int, bytes]], str | None]


def from_lines(body: bytes, most: int) -> Batch:
    """Of a request a line; TooLarge for more than ``most``."""
    split = enumerate(io.BytesIO(body.removeprefix(BOM)), 1)
    return _at_most(most, ((number, line.removesuffix(b"\n")) for number, line in split if line.strip())), None


def from_json(body: bytes, most: int) -> Batch:
    """Of a JSON object; NotJson, InvalidRequest and TooLarge for any other."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)[:200], expected="a JSON object, in UTF-8") from None
    if not isinstance(given, dict) or not isinstance(given.get("transcripts"), list):
        raise InvalidRequest("no list of transcripts", field="/transcripts", expected="a list of requests")
    if unknown := given.keys() - {"transcripts", "webhook"}:
        name = sorted(unknown)[0].encode("utf-8", "replace").decode()
        raise InvalidRequest("unknown field", field=name, expected="one of: transcripts, webhook")
    webhook = given.get("webhook")
    if webhook is not None and not isinstance(webhook, str):
        raise InvalidRequest("no address", field="/webhook", expected="a string")
    lines = ((number, json.dumps(one).encode()) for number, one in enumerate(given["transcripts"], 1))
    return _at_most(most, lines), webhook


def _at_most(most: int, lines: Iterable[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    found = list(islice(lines, most + 1))
    if len(found) > most:
        raise TooLarge(f"more than {most} transcripts", expected=f"at most {most} a job")
    return found
