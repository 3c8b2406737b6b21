"""Numbers in the prose of docs/operating.md and docs/threats.md are those of the code: what is promised, and the constants it rests on."""

from __future__ import annotations

import inspect
import re

import pytest

from service.ask import breaker as model_breaker
from service.ask import client
from service.cache import breaker
from service.cache.redis import CLAIM_S
from service.contract.data.asked import SMALL_BYTES
from service.http import bounds, connection, jobs, routes, serve, stream
from service.jobs import queue, webhook
from service.mcp import tools
from service.pool import extractors
from service.settings import Settings
from service.settings.machine import PROCESS_BYTES
from tests.conftest import ROOT

KIB, MIB = 1024, 1024 * 1024
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5}
ATTEMPT_S = inspect.signature(webhook.Webhooks).parameters["within_s"].default
DEFAULT = {name: field.default for name, field in Settings.model_fields.items()}

# A # stands for a number, in digits or in words.
PROMISES: list[tuple[str, str, tuple[float, ...]]] = [
    ("operating", "memory (# MiB each)", (PROCESS_BYTES / MIB,)),
    ("operating", "and # batches in memory", (bounds._BATCHES,)),
    ("operating", "# times as many requests wait for their turn", (bounds._WAITING_A_PLACE,)),
    ("operating", "answers beyond # MiB that are not read", (bounds._UNREAD_BYTES / MIB,)),
    (
        "operating",
        "headers do not come within # seconds, when nothing is asked for #, and when an answer is not read for #",
        (connection._HEAD_WITHIN_S, connection._IDLE_S, connection._READ_WITHIN_S),
    ),
    ("operating", "a claim in Redis for # seconds and renews it every second", (CLAIM_S,)),
    ("operating", "# faults in a row open a circuit breaker", (breaker._FAULTS_TO_OPEN,)),
    ("operating", "tries every # to # seconds", (breaker._FIRST_PAUSE_S, breaker._LONGEST_PAUSE_S)),
    ("operating", "left alone after # failures in a row", (model_breaker._FAILURES,)),
    ("operating", "a page also ends at # MiB", (jobs._BYTES_OF_A_PAGE / MIB,)),
    ("operating", "is missed after # seconds by Redis's clock", (queue.HEARD_S + queue.GRACE_S,)),
    ("operating", "its chunk of # transcripts", (queue.CHUNK,)),
    (
        "operating",
        "tried up to # times over some ten minutes, # seconds each",
        (queue.WEBHOOK_TRIES, ATTEMPT_S),
    ),
    ("threats", "nor is what has more than # bytes", (routes._LONGEST,)),
    ("threats", "more than # KiB to be judged", (SMALL_BYTES / KIB,)),
    (
        "threats",
        "# s for a request's headers, # s between requests, # s for what is held of an answer",
        (connection._HEAD_WITHIN_S, connection._IDLE_S, connection._READ_WITHIN_S),
    ),
    ("threats", "at most # connections", (connection._CONNECTIONS,)),
    ("threats", "# requests may wait on a connection", (connection._IN_A_ROW,)),
    ("threats", "headers within # s, a body", (connection._HEAD_WITHIN_S,)),
    ("threats", "have their turn every #", (stream._IN_A_ROW,)),
    ("threats", "what is at work has # seconds", (serve._STOP_WITHIN_S,)),
    ("threats", "what is small (# KiB) is read at once", (extractors._SMALL_BYTES / KIB,)),
    (
        "threats",
        "a caller has # batches at once in memory; a page ends at # MiB",
        (bounds._BATCHES, jobs._BYTES_OF_A_PAGE / MIB),
    ),
    ("threats", "a transcript has # MiB at most", (DEFAULT["max_unpacked_bytes"] / MIB,)),
    ("threats", "# ms a call, a circuit breaker", (DEFAULT["redis_budget_ms"],)),
    (
        "threats",
        "an answer has # KiB and # bytes a token that it may take",
        (client._BYTES_BESIDE / KIB, client._BYTES_A_TOKEN),
    ),
    ("threats", "at most an edit for # tokens", (client._TOKENS_AN_EDIT,)),
    ("threats", "# s an attempt", (ATTEMPT_S,)),
    ("threats", "an answer of more than # MiB", (tools._MOST_BYTES / MIB,)),
]


@pytest.mark.parametrize(("page", "promise", "kept"), PROMISES, ids=[f"{page}: {said}" for page, said, _ in PROMISES])
def test_a_number_that_is_promised_is_that_of_the_code(page: str, promise: str, kept: tuple[float, ...]) -> None:
    prose = " ".join((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8").split())
    number = rf"([\d.,]*\d|{'|'.join(WORDS)})"
    [said] = re.finditer(rf"(?<![\d.,]){re.escape(promise).replace(re.escape('#'), number)}", prose, re.IGNORECASE)
    assert tuple(map(_read, said.groups())) == kept


def _read(number: str) -> float:
    return WORDS.get(number.lower()) or float(number.replace(",", ""))
