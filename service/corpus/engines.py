"""Engines: they map the work over shards, and no more; what was done, and what is left to do, the run itself knows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

import pyarrow as pa

from service.corpus.task import Made, Task, made
from service.pool import Extractors, WorkersUnavailable

_WAITING = 1  # shards that wait for each process, so that none is ever without work


def here(tasks: Iterable[Task]) -> Iterator[Made]:
    """In this process."""
    return map(made, tasks)


def over_processes(processes: int, pipeline: str, memory_bytes: int, tasks: Iterable[Task]) -> Iterator[Made]:
    """Over processes of this machine, in the order in which they are done."""
    extractors = Extractors(processes, pipeline, memory_bytes=memory_bytes)
    left = iter(tasks)
    try:
        with asyncio.Runner() as runner:
            start = partial(_started, runner, extractors)
            waiting = set(map(start, islice(left, processes * (1 + _WAITING))))
            while waiting:
                done, waiting = runner.run(_first_of(waiting))
                waiting |= set(map(start, islice(left, len(done))))
                yield from (task.result() for task in done)
    finally:
        extractors.close()


def _started(runner: asyncio.Runner, extractors: Extractors, task: Task) -> asyncio.Task[Made]:
    return runner.get_loop().create_task(_made_in(extractors, task))


async def _first_of(waiting: set[asyncio.Task[Made]]) -> tuple[set[asyncio.Task[Made]], set[asyncio.Task[Made]]]:
    return await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)


async def _made_in(extractors: Extractors, task: Task) -> Made:
    """The task done in one of the processes; where processes die over it, it is halved until one transcript is to blame."""
    try:
        return await extractors.run(made, task)
    except WorkersUnavailable as error:
        if len(task.wanted) == 1:
            return made(replace(task, fault=error.detail))
    halves = [await _made_in(extractors, half) for half in _halves(task)]
    return Made(
        task.shard, {name: pa.concat_tables([half.tables[name] for half in halves]) for name in halves[0].tables}
    )


def _halves(task: Task) -> Iterator[Task]:
    keys = sorted(task.wanted)
    middle = len(keys) // 2
    for half in (keys[:middle], keys[middle:]):
        share = task.ration * len(half) // len(keys)
        yield replace(task, wanted={key: task.wanted[key] for key in half}, ration=share)
