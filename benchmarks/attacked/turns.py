"""One caller's heavy, abandoned or deadly requests: does another still get answers, and soon?"""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.attacked.check import Check, Verdict
from benchmarks.attacked.stage import ATTACKER, VICTIM, Stage, request, staged

_HEAVY_BYTES = 256 * 1024
_SENTENCE = (
    "Officials in Halvik said on Monday that 14 members of the Civic Union, led by Mira Tolen, had been detained. "
)
_RATE_S = 0.25
_COLD_S, _CACHED_S = 2.0, 0.1
_QUIET_S = 0.5  # CPU seconds in two
_GIVEN_UP, _ENDED_WITHIN_S = 16, 30.0


def _heavy(number: int) -> bytes:
    text = f"Case {number} of {time.time()}. " + _SENTENCE * (_HEAVY_BYTES // len(_SENTENCE))
    return request("/v1/extractions", text.encode(), key=ATTACKER)


def _judge(stage: Stage, _: int) -> None:
    """A megabyte of which everything is wrong."""
    wrong = {"id": "statement_0123456789abcdef", "content": [{"start": 0, "end": 1}] * 40_000}
    _send_json(stage, "/v1/validations", {"value": wrong, "kind": "statement"})


def _call(stage: Stage, _: int) -> None:
    """As an assistant, again and again the same: an answer of three megabytes, which is in the cache by then."""
    arguments = {"text": "“We won,” said Mira Tolen. " * 4_000}
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "extract", "arguments": arguments}}
    _send_json(stage, "/mcp", asked, ("accept", "application/json, text/event-stream"))


def _send_json(stage: Stage, path: str, asked: object, *headers: tuple[str, str]) -> None:
    given = (("content-type", "application/json"), *headers)
    with suppress(OSError):
        stage.send(request(path, json.dumps(asked, separators=(",", ":")).encode(), *given, key=ATTACKER), timeout_s=40)


def _abandon(stage: Stage, number: int) -> None:
    with suppress(OSError), socket.create_connection(stage.address, timeout=10) as connection:
        connection.sendall(_heavy(number))
        time.sleep(0.1)


def _wait(stage: Stage, number: int) -> None:
    with suppress(OSError):
        stage.send(_heavy(number), timeout_s=40)


@contextmanager
def _attacked(stage: Stage, attack: Callable[[Stage, int], None], pause_s: float) -> Iterator[None]:
    """The attack again and again, each time in a thread of its own, as long as the block takes."""
    over = threading.Event()

    def go_on() -> None:
        number = 0
        while not over.wait(pause_s):
            threading.Thread(target=attack, args=(stage, number), daemon=True).start()
            number += 1

    attacking = threading.Thread(target=go_on, daemon=True)
    attacking.start()
    try:
        time.sleep(2)
        yield
    finally:
        over.set()
        attacking.join()


def _seconds(stage: Stage, body: bytes) -> float:
    began = time.perf_counter()
    answer = stage.ask("/v1/extractions", body, key=VICTIM, timeout_s=60)
    return time.perf_counter() - began if answer.status == 200 else float("inf")


def _starving(attack: Callable[[Stage, int], None]) -> Callable[[], Verdict]:
    def run() -> Verdict:
        with staged(extract_processes="2") as stage:
            _seconds(stage, b"It rained.")
            with _attacked(stage, attack, _RATE_S):
                cold, cached = [], []
                for number in range(20):
                    cold.append(_seconds(stage, b"Police in Norrby arrested %d people." % (100 + number)))
                    cached.append(_seconds(stage, b"It rained."))
                    time.sleep(0.5)
        late, slow = sorted(cold)[18], sorted(cached)[18]
        seen = f"p95 of another's cold requests {late * 1000:.0f} ms, of its cached ones {slow * 1000:.0f} ms"
        return Verdict(late < _COLD_S and slow < _CACHED_S, seen)

    return run


def _ended() -> Verdict:
    """What nobody waits for is at work no more: left alone, two processes take a minute over it."""
    with staged(extract_processes="2") as stage:
        _seconds(stage, b"It rained.")
        for number in range(_GIVEN_UP):
            _abandon(stage, number)
        began = time.perf_counter()
        _seconds(stage, b"Police in Norrby arrested 12 people.")
        took = time.perf_counter() - began
        busy = _QUIET_S
        while busy >= _QUIET_S and time.perf_counter() - began < _ENDED_WITHIN_S:
            before = _worked(stage)
            time.sleep(2)
            busy = _worked(stage) - before
        ended = time.perf_counter() - began
    return Verdict(
        busy < _QUIET_S, f"{_GIVEN_UP} given up: the next answered in {took:.1f} s, all was quiet after {ended:.1f} s"
    )


def _worked(stage: Stage) -> float:
    """CPU seconds of the extraction processes so far."""
    return sum(map(_cpu_s, stage.extractors()))


def _cpu_s(pid: int) -> float:
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except FileNotFoundError:
        return 0.0  # it has been replaced meanwhile
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _busiest(stage: Stage) -> int:
    """The extraction process that works most in the next seconds: the one with the heavy request."""
    before = {pid: _cpu_s(pid) for pid in stage.extractors()}
    time.sleep(4)
    return max(before, key=lambda pid: _cpu_s(pid) - before[pid])


def _killed() -> Verdict:
    """The process that is at a heavy request is killed, and the one that takes it up again, with seven others under way."""
    statuses: list[int] = []

    def post(body: bytes) -> None:
        statuses.append(stage.ask("/v1/extractions", body, key=VICTIM, timeout_s=90).status)

    with staged(extract_processes="2", request_timeout_s="90") as stage:
        _seconds(stage, b"It rained.")
        heavy = threading.Thread(target=_wait, args=(stage, 0))
        heavy.start()
        time.sleep(1)
        others = [threading.Thread(target=post, args=(b"Police in Osk arrested %d." % number,)) for number in range(7)]
        for other in others:
            other.start()
        for _ in range(2):
            os.kill(_busiest(stage), signal.SIGKILL)
        for other in others:
            other.join()
    return Verdict(statuses.count(200) == 7, f"statuses of seven bystanders: {statuses}")


CHECKS = [
    Check("a caller's heavy requests starve nobody", "256 KiB, four a second", _starving(_wait)),
    Check(
        "a caller's abandoned requests starve nobody", "256 KiB, four a second, hung up at once", _starving(_abandon)
    ),
    Check("what a caller has judged starves nobody", "a megabyte of mistakes, four a second", _starving(_judge)),
    Check("a caller's large answers starve nobody", "3 MB to an assistant, four a second", _starving(_call)),
    Check("what nobody waits for ends", f"{_GIVEN_UP} heavy requests, hung up at once", _ended, quick=True),
    Check(
        "a process that dies takes nobody with it",
        "the process at a heavy request killed, and the next one at it",
        _killed,
    ),
]
