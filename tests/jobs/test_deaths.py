"""Workers that die after each number of commands to a real Redis: whoever lives on completes all jobs, and nobody asks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Connection, ConnectionPool, Redis
from redis.exceptions import ConnectionError as Gone
from saq import Job as QueuedJob

from service.answering import Answering, build_answering
from service.jobs.queue import WEBHOOK_TRIES, JobQueue, Queues, client, enqueue, enqueue_chunk, queues
from service.jobs.store import Bound, Job, JobStore
from service.jobs.tend import tend
from service.jobs.webhook import Webhooks
from service.jobs.work import Work, work_on
from service.requests.lines import read_line, write_line
from service.settings import Settings
from tests.jobs.test_webhook import SECRET
from tests.valkey import Valkey, valkey

JOBS, EACH = 30, 11
LIVES = 44
LINES = [
    json.dumps(
        {"id": number, "text": "" if number == 4 else f"Police arrested {number + 3} dockers in Halvik."}
    ).encode()
    for number in range(EACH)
]


class Life:
    """How many commands a worker sends before it dies; ``heard``: whether the last of them still arrives."""

    def __init__(self, commands: int, *, heard: bool) -> None:
        self.left, self.heard = commands, heard
        self.over = asyncio.Event()


class Mortal(Connection):
    """A connection of a worker that may be dead."""

    def __init__(self, *arguments: object, life: Life, **more: object) -> None:
        super().__init__(*arguments, **more)
        self._life = life

    async def send_packed_command(self, command: object, check_health: bool = True) -> None:
        life = self._life
        life.left -= 1
        if life.left < 0 or (life.left == 0 and not life.heard):
            life.over.set()
            raise Gone("dead")
        await super().send_packed_command(command, check_health)
        if life.left == 0:
            life.over.set()
            raise Gone("dead")


@pytest.fixture(scope="module")
def redis_server() -> Iterator[Valkey]:
    with valkey() as server:
        yield server


def of(redis: Redis) -> Queues:
    return Queues(JobQueue(redis, "onrecord", 0.6, 0.3), JobQueue(redis, "onrecord-webhooks", 0.6, 0.3))


@asynccontextmanager
async def working(redis: Redis, answering: Answering) -> AsyncIterator[None]:
    work = Work(JobStore(redis, 600), of(redis), answering, Webhooks("", frozenset()))
    task = asyncio.create_task(work_on(work, 2))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await redis.connection_pool.disconnect()


async def dying(url: str, answering: Answering, life: Life) -> None:
    pool = ConnectionPool.from_url(url, connection_class=Mortal, life=life, protocol=2, driver_info=None)
    async with working(Redis.from_pool(pool), answering):
        await asyncio.wait_for(life.over.wait(), 60)


async def expected(answering: Answering) -> list[bytes]:
    found = []
    for number, raw in enumerate(LINES, 1):
        line = read_line(raw, number)
        is_work = isinstance(line.work, tuple)
        found.append(write_line(line.id, (await answering.answer(*line.work, 60)).kept.body if is_work else line.work))
    return found


def test_whenever_workers_die_their_jobs_are_done_by_themselves(redis_server: Valkey) -> None:
    """Every result is there, once, the same bytes; and no job is left to look after."""

    async def run() -> None:
        answering = build_answering(Settings(extract_processes=1))
        try:
            url = redis_server.url
            redis = client(url)
            store, names = JobStore(redis, 600), [f"job-{number}" for number in range(JOBS)]
            for name in names:
                await store.create(Job(name, "", EACH), list(enumerate(LINES, 1)))
                if name != "job-7":  # who took that one died before it was on the queue
                    await enqueue(of(redis), name, EACH)
            for commands in range(1, LIVES + 1):
                await dying(url, answering, Life(commands, heard=commands % 2 == 0))
            assert not all([(await store.get(name)).status == "done" for name in names])
            async with working(client(url), answering), asyncio.timeout(90):
                while await store.some_open():
                    await asyncio.sleep(0.2)
            wanted = await expected(answering)
            for name in names:
                job = await store.get(name)
                assert (job.status, job.failed) == ("done", 1)
                assert await store.results(name, 0, EACH) == wanted
            await store.close()
        finally:
            await asyncio.to_thread(answering.extractors.close)

    asyncio.run(run())


def test_what_the_queue_lost_is_put_there_again_and_what_is_done_is_not(redis_server: Valkey) -> None:
    async def run() -> None:
        redis = client(redis_server.url)
        store, on = JobStore(redis, 600), queues(redis)
        await store.create(Job("lost", "", EACH), list(enumerate(LINES, 1)))
        await enqueue_chunk(on, "lost", 8, EACH)
        for index in range(8):
            await store.add("lost", index, b"{}\n", problem=False)
        await redis.delete(*await redis.keys("saq:*"))
        await tend(store, on)
        assert await on.chunks.waiting(["lost:0", "lost:8"]) == [False, True]
        assert await redis.llen("saq:onrecord:queued") == 1
        await tend(store, on)
        assert await redis.llen("saq:onrecord:queued") == 1
        await store.close()

    asyncio.run(run())


def test_callers_take_turns_at_the_queue(redis_server: Valkey) -> None:
    """Whoever has least at work is next; of equals, and of one caller, what came first."""

    async def run() -> None:
        redis = client(redis_server.url)
        store, on = JobStore(redis, 600), queues(redis)
        await redis.flushdb()
        for name, caller, count in (("a", "heavy", 32), ("b", "heavy", 16), ("c", "light", 16), ("d", "third", 8)):
            await store.create(Job(name, "", count), [(number, b"{}") for number in range(count)], Bound(caller))
            await enqueue(on, name, count)
        taken = [await on.chunks.dequeue(0.1) for _ in range(9)]
        assert [chunk.key for chunk in taken if chunk] == [
            "a:0",
            "c:0",
            "d:0",
            "a:8",
            "c:8",
            "a:16",
            "a:24",
            "b:0",
            "b:8",
        ]
        assert await on.chunks.dequeue(0.1) is None
        await redis.flushdb()
        await store.close()

    asyncio.run(run())


def test_two_that_take_the_same_batch_at_once_keep_it_once(redis_server: Valkey) -> None:
    """Their lines do not mix, and whoever dies at it leaves no half of a job."""

    async def run() -> None:
        redis = client(redis_server.url)
        store = JobStore(redis, 600)
        many = [(number, b"%d" % number) for number in range(1, 1500)]
        await asyncio.gather(*(store.create(Job("both", "", len(many)), many) for _ in range(6)))
        assert await store.lines("both", 0, 3000) == many
        assert [key for key in await redis.keys("onrecord:j:both*") if key.count(b":") > 3] == []
        await store.close()

    asyncio.run(run())


def test_of_a_batch_whose_sender_hangs_up_nothing_is_kept(
    redis_server: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        redis = client(redis_server.url)
        monkeypatch.setattr("service.jobs.store._IN_ONE_GO", 1)
        many = [(number, b"%d" % number) for number in range(1, 5000)]
        keeping = asyncio.create_task(JobStore(redis, 600).create(Job("hung-up", "", len(many)), many))
        while not await redis.keys("onrecord:j:hung-up*"):
            await asyncio.sleep(0)
        keeping.cancel()
        await asyncio.wait([keeping])
        assert keeping.cancelled()
        assert await redis.keys("onrecord:j:hung-up*") == []
        await redis.aclose()

    asyncio.run(run())


def test_an_attempt_that_is_cut_off_is_in_the_log(redis_server: Valkey) -> None:
    """And is counted: a receiver on which workers die is not told for ever."""

    async def run() -> None:
        async with await asyncio.start_server(lambda *_: asyncio.sleep(30), "127.0.0.1", 0) as silent:
            port = silent.sockets[0].getsockname()[1]
            redis = client(redis_server.url)
            store, on = JobStore(redis, 600), queues(redis)
            work = Work(store, on, None, Webhooks(SECRET, frozenset({"127.0.0.1"})))
            await store.create(Job("told", "", 1, f"http://127.0.0.1:{port}/"), [(1, LINES[0])])
            await store.add("told", 0, b"{}\n", problem=False)
            context = {"job": QueuedJob("tell_webhook", queue=on.webhooks)}
            for _ in range(WEBHOOK_TRIES + 2):
                telling = asyncio.create_task(work.tell_webhook(context, job="told"))
                await asyncio.wait([telling], timeout=0.1)
                telling.cancel()
            logged = (await store.get("told")).deliveries
            assert [(attempt["delivered"], attempt["error"]) for attempt in logged] == [
                (False, "cut off")
            ] * WEBHOOK_TRIES
            await tend(store, on)
            assert await on.webhooks.waiting(["told:webhook"]) == [False]
            assert "told" not in await store.some_open()
            await store.close()

    asyncio.run(run())


def test_a_job_that_was_kept_and_not_put_on_the_queue_is_put_there(redis_server):
    """Whoever sent it hung up between the two, or the server died."""

    async def cut_off() -> list[bool]:
        redis = client(redis_server.url)
        store, on = JobStore(redis, 600), of(redis)
        await store.create(Job("cut-off", "", EACH), list(enumerate(LINES, 1)))
        before = await on.chunks.waiting(["cut-off:0", "cut-off:8"])
        await tend(store, on)
        after = await on.chunks.waiting(["cut-off:0", "cut-off:8"])
        await redis.aclose()
        return before + after

    assert asyncio.run(cut_off()) == [False, False, True, True]
