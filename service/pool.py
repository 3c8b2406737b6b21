"""CPU work over processes: transcripts in, the bytes of their extractions out, and the event loop stays free."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from service.errors import OnrecordError

if TYPE_CHECKING:
    from schemas import Extraction, ModelReport
    from service.ask.asker import Answers, Asker, Memo
    from service.ask.reply import Reply
    from service.extract import Draft, Options
    from service.read.transcript import Transcript

T = TypeVar("T")

_TIME_TO_SETTLE_S = 2.0  # kept back from a model's time, to hold its answers against the words
_ALGEBRA_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class DeadlineExceeded(OnrecordError):
    """The extraction did not end, or did not begin, within the time that a request may take."""

    slug = "deadline-exceeded"
    title = "The extraction took too long"
    status = 504


class WorkersUnavailable(OnrecordError):
    """The processes that extract cannot be reached: they died twice over one request, or the service is stopping."""

    slug = "workers-unavailable"
    title = "No process could do the extraction"
    status = 503


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of an extraction, for who counts: numbers of records by plural name, of gaps by type, and the model's."""

    records: dict[str, int]
    gaps: dict[str, int]
    model: ModelReport


@dataclass(frozen=True, slots=True)
class Answer:
    """An extraction as JSON (UTF-8), and the ``seconds`` that it took in the process that made it.

    ``lasting`` is False where another try may give a better one: a model was to be asked and could not be.
    """

    body: bytes
    seconds: float
    lasting: bool = True
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """What a process answers with: names and versions of all that an extraction depends on."""

    onrecord: str
    rules: str
    spacy: str
    pipeline: str
    pipeline_version: str


class Extractors:
    """A pool of ``processes`` that extract. They are started when first needed and load ``pipeline`` as they start.

    A killed process costs no request its answer: the pool is built anew and the request tried once more.
    """

    def __init__(self, processes: int, pipeline: str, asker: Asker | None = None) -> None:
        self._asker = asker
        self._processes = processes
        self._pipeline = pipeline
        self._closed = False
        # One request is one process's work: threads of the linear algebra would only fight over the same cores.
        # They are counted when numpy is first imported, hence set here, for the processes to inherit.
        for name in _ALGEBRA_THREADS:
            os.environ.setdefault(name, "1")
        self._executor = self._build()

    def _build(self) -> ProcessPoolExecutor:
        # Not fork: this process has threads, of the server and of the pool itself.
        return ProcessPoolExecutor(
            self._processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self._pipeline,),
        )

    def asks(self, options: Options) -> bool:
        """Whether a model has a part in such an answer."""
        return self._asker is not None and options.model != "off"

    async def extract(
        self,
        transcript: Transcript,
        options: Options,
        timeout_s: float,
        rules: bytes | None = None,
        memo: Memo | None = None,
    ) -> Answer:
        """The extraction, within ``timeout_s`` seconds. ``rules``: that of the rules alone, where it is at hand;
        ``memo``: where a model's answers to questions are kept.

        Raises DeadlineExceeded, WorkersUnavailable or what ``extract`` itself raises.
        """
        deadline = time.monotonic() + timeout_s
        try:
            # The process itself stops at the deadline; the margin lets its own answer win over the watch kept here.
            return await asyncio.wait_for(self._extract(transcript, options, deadline, rules, memo), timeout_s + 0.5)
        except TimeoutError:
            raise DeadlineExceeded(f"no answer within {timeout_s:g} seconds") from None

    async def _extract(
        self, transcript: Transcript, options: Options, deadline: float, rules: bytes | None, memo: Memo | None
    ) -> Answer:
        """In one process; with a model in two steps, and while it is waited for no process is held."""
        from service.settling import settled_by

        if self._asker is None or options.model == "off":
            return await self.run(_extract, transcript, options, deadline)
        draft, seconds = await self.run(_draft, transcript, options, deadline, rules)
        left = deadline - time.monotonic() - _TIME_TO_SETTLE_S
        answers = await self._asker.ask(draft.asked.questions, max(0.0, left), memo)
        settled, worth_keeping = await settled_by(partial(self.run, _settle), transcript, draft, answers, deadline)
        if memo is not None:
            await self._asker.remember(worth_keeping, memo)
        return replace(settled, seconds=settled.seconds + seconds)

    async def warm(self) -> Versions:
        """Start all processes; the versions that the first of them to be ready answers with."""
        first = [asyncio.ensure_future(self.run(_versions, self._pipeline)) for _ in range(self._processes)]
        done, pending = await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        return next(iter(done)).result()

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """``work(*arguments)`` in one of the processes; once more if that process dies, then WorkersUnavailable."""
        for _ in range(2):
            executor = self._executor
            try:
                return await asyncio.wrap_future(executor.submit(work, *arguments))
            except BrokenProcessPool:
                self._replace(executor)
            except RuntimeError as error:
                if self._closed:
                    raise WorkersUnavailable("the service is stopping") from error
                raise
        raise WorkersUnavailable("a process died over this request, twice")

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """A new pool in the place of ``broken``, unless another request has seen to it already."""
        if self._executor is broken and not self._closed:
            self._executor = self._build()
            broken.shutdown(wait=False)

    def close(self) -> None:
        """Let the processes end what they are at, drop what waits, and stop them."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)


# What follows runs in the pool's processes. Imports stand inside: the server's process needs none of them.


def _start(pipeline: str) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to all of the terminal's processes; the server sees to it
    threading.Thread(target=_follow_parent, daemon=True).start()
    atexit.register(os._exit, 0)  # taking spaCy down piece by piece would only delay the end, at times for good
    os.environ["ONRECORD_PIPELINE"] = pipeline
    with contextlib.suppress(OnrecordError):  # who asks for an extraction will be told
        _versions(pipeline)


def _follow_parent() -> None:
    """End with the server, even where it was killed and could stop nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _versions(pipeline: str) -> Versions:
    from spacy.about import __version__ as spacy_version

    from service import __version__
    from service.fingerprint import rules_version
    from service.language import parse

    meta = parse.pipeline(pipeline).meta
    return Versions(__version__, rules_version(), spacy_version, pipeline, str(meta["version"]))


def _extract(transcript: Transcript, options: Options, deadline: float) -> Answer:
    from service.extract import extract

    began = time.monotonic()
    with _alarm(deadline - began):
        return answer_of(extract(transcript, options), began)


def _draft(transcript: Transcript, options: Options, deadline: float, rules: bytes | None) -> tuple[Draft, float]:
    from schemas import Extraction
    from service.extract import drafted

    began = time.monotonic()
    with _alarm(deadline - began):
        known = Extraction.model_validate_json(rules) if rules is not None else None
        return drafted(transcript, options, known), time.monotonic() - began


def _settle(
    transcript: Transcript, draft: Draft, answers: Answers, deadline: float
) -> tuple[Answer, tuple[Reply, ...]]:
    from service.extract import settled

    began = time.monotonic()
    with _alarm(deadline - began):
        whole = settled(transcript, draft, answers)
        return answer_of(whole.extraction, began), whole.worth_keeping


def answer_of(extraction: Extraction, began: float) -> Answer:
    """The extraction as it goes out; it was begun then (of ``time.monotonic``)."""
    body = extraction.model_dump_json().encode()
    lasting = extraction.report.model.status != "failed"
    return Answer(body, time.monotonic() - began, lasting, _tally(extraction))


def _tally(extraction: Extraction) -> Tally:
    from schemas import RECORD_TYPES

    return Tally(
        records={entry.plural: len(getattr(extraction, entry.plural)) for entry in RECORD_TYPES},
        gaps=Counter(gap.record_type for gap in extraction.report.gaps),
        model=extraction.report.model,
    )


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """DeadlineExceeded inside the block once ``seconds`` are over, so that no request holds a process for longer."""

    def ring(*_: object) -> None:
        raise DeadlineExceeded("the extraction was stopped at the deadline")

    if seconds <= 0:
        raise DeadlineExceeded("the deadline passed before a process was free")
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
