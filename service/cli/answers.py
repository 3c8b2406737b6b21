"""Items to answers, in the order of the items: in this process, or over several with bounded memory."""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice

from schemas import ModelReport
from service.ask.asker import Asker, build_asker
from service.cli.given import settings
from service.cli.progress import watched
from service.errors import OnrecordError
from service.extract import extract
from service.pool import Extractors
from service.requests.items import Item
from service.settings.machine import extraction_processes

# Starting a process costs about as much as extracting from this many transcripts.
_FEW = 24
_WAITING_PER_PROCESS = 4
_SECONDS_EACH = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The extraction as JSON in UTF-8, the very bytes of the HTTP body, or why there is none; and the model's part in it."""

    item: Item
    outcome: bytes | OnrecordError
    model: ModelReport | None = None


def answers(items: Iterator[Item], processes: int | None = None) -> Iterator[Answer]:
    """An answer an item, in order; no item's fault stops the others.

    Without ``processes``, a few items are answered here, and more of them over as many processes as there are CPUs.
    """
    first: list[Item] = []
    if processes is None:
        first = list(islice(items, _FEW))
        processes = extraction_processes() if len(first) == _FEW else 1
    asker = cache(_asker)  # one a run, for what it learns of the server, and only where it is wanted
    if processes > 1:
        return _over_processes(chain(first, items), processes, asker)
    return map(partial(_here, asker), chain(first, items))


def shown(found: Iterable[Answer], total: int | None) -> Iterator[Answer]:
    """The answers as they come; ``total`` is the size in bytes of all their input, None if that is not known."""
    return watched(found, total, lambda answer: (answer.item.size, isinstance(answer.outcome, OnrecordError)))


def _here(asker: Callable[[], Asker | None], item: Item) -> Answer:
    if isinstance(item.work, OnrecordError):
        return Answer(item, item.work)
    transcript, options = item.work
    try:
        made = extract(transcript, options, asker() if options.model != "off" else None)
        _set_aside()
        return Answer(item, made.model_dump_json().encode(), made.report.model)
    except Exception as error:
        return Answer(item, _as_ours(error))


@cache
def _set_aside() -> None:
    """What the first answer has loaded is there to stay: the collector need not look through it again."""
    gc.freeze()


def _asker() -> Asker | None:
    """The model of the settings."""
    return build_asker(settings())


def _over_processes(items: Iterator[Item], processes: int, asker: Callable[[], Asker | None]) -> Iterator[Answer]:
    extractors = Extractors(processes, settings().pipeline, asker())
    waiting: deque[asyncio.Task[Answer]] = deque()
    try:
        with asyncio.Runner() as runner:
            for item in items:
                waiting.append(runner.get_loop().create_task(_there(item, extractors)))
                if len(waiting) >= processes * _WAITING_PER_PROCESS:
                    yield runner.run(_end_of(waiting.popleft()))
            while waiting:
                yield runner.run(_end_of(waiting.popleft()))
    finally:
        extractors.close()


async def _end_of(task: asyncio.Task[Answer]) -> Answer:
    return await task


async def _there(item: Item, extractors: Extractors) -> Answer:
    if isinstance(item.work, OnrecordError):
        return Answer(item, item.work)
    try:
        made = await extractors.extract(*item.work, _SECONDS_EACH)
        return Answer(item, made.body, made.tally.model if made.tally is not None else None)
    except Exception as error:
        return Answer(item, _as_ours(error))


def _as_ours(error: Exception) -> OnrecordError:
    """A fault of our own is told with its transcript, and does not end a long run."""
    return error if isinstance(error, OnrecordError) else OnrecordError(f"{type(error).__name__}: {error}")
