"""The work on a shard, which every engine maps over: transcripts that were sent for it to the tables of their rows."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from schemas import Extraction
from service.ask.asker import Asker, build_asker
from service.corpus.ration import Ration, Rationed
from service.corpus.sent import Sent
from service.corpus.spool import sent_in
from service.corpus.tables import Row, Tables, answered, tables_of, unanswered
from service.errors import OnrecordError
from service.exports.flat import Told
from service.exports.media import MediaUrl
from service.extract import extract
from service.pool import WorkersUnavailable
from service.pool.work import alarm
from service.requests.items import Defaults, Item
from service.settings import Settings

_SECONDS_EACH = 600.0


@dataclass(frozen=True, slots=True)
class Task:
    """Of the transcripts in the file ``spooled`` those in ``wanted``, a name by key, for the shard of that name; those in
    ``known_as`` go by another name.

    ``ration`` are the tokens that a model may be sent for them; with a ``fault`` nothing is tried, and that is why.
    """

    shard: str
    spooled: str
    wanted: Mapping[str, str]
    known_as: Mapping[str, str]
    defaults: Defaults
    fingerprint: str
    media_url: str | None = None
    ration: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of a task."""

    shard: str
    tables: Tables


def made(task: Task) -> Made:
    """All rows of the task: a row of extractions each of its transcripts, whatever is wrong with it."""
    rows: dict[str, list[Row]] = defaultdict(list)
    left = dict(task.wanted)
    url = MediaUrl(task.media_url) if task.media_url else None
    if task.ration:
        model_of_run()[1].left = task.ration
    for sent in sent_in(Path(task.spooled)):
        if left.get(sent.key) == sent.id:
            del left[sent.key]  # it may have been sent twice
            for name, found in _rows(sent, task, url).items():
                rows[name] += found
    return Made(task.shard, tables_of(rows))


def _rows(sent: Sent, task: Task, url: MediaUrl | None) -> Mapping[str, list[Row]]:
    name = task.known_as.get(sent.key, sent.id)
    if task.fault is not None:
        fault = WorkersUnavailable(task.fault)
        return unanswered(Told(name, {}, problem=task.fault), fault, sent.key, task.fingerprint)
    item = sent.item(task.defaults)
    outcome = _outcome(item)
    media = {**item.passed_over, "id": item.media}
    if isinstance(outcome, OnrecordError):
        told = Told(name, media, problem=outcome.detail)
        return unanswered(told, outcome, sent.key, task.fingerprint)
    return answered(Told(name, media, url), outcome, sent.key, task.fingerprint)


def _outcome(item: Item) -> Extraction | OnrecordError:
    """The answer, or why there is none; no transcript's fault stops the others."""
    if isinstance(item.work, OnrecordError):
        return item.work
    transcript, options = item.work
    try:
        with _in_time():
            return extract(transcript, options, model_of_run()[0] if options.model != "off" else None)
    except OnrecordError as error:
        return error
    except Exception as error:
        return OnrecordError(f"{type(error).__name__}: {error}")


def _in_time() -> AbstractContextManager[None]:
    """A limit, where there can be one: only the first thread of a process is told that time is up."""
    return alarm(_SECONDS_EACH) if threading.current_thread() is threading.main_thread() else nullcontext()


@cache
def model_of_run() -> tuple[Asker | None, Ration]:
    """The model of the settings, asked no more than the ration allows. One a process, for what it learns of the server."""
    settings, ration = Settings(), Ration()
    asker = build_asker(settings)
    if asker is None:
        return None, ration
    calls, tokens, seconds = asker.budget.calls, asker.budget.tokens, asker.budget.seconds
    return replace(asker, budget=Rationed(calls, tokens, seconds, ration)), ration
