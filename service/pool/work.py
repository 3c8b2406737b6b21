"""The work itself, as it runs in a process of the pool. Imports stand inside: the server's process needs none of them."""

from __future__ import annotations

import contextlib
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from service.pool.answer import Answer, DeadlineExceeded, Tally, Versions

if TYPE_CHECKING:
    from schemas import Extraction
    from service.ask.asker import Answers
    from service.ask.reply import Reply
    from service.extract import Draft, Options
    from service.read.transcript import Transcript

T = TypeVar("T")


def versions(pipeline: str) -> Versions:
    """What an answer is made with; loads the pipeline."""
    from spacy.about import __version__ as spacy_version

    from service import __version__
    from service.fingerprint import rules_version
    from service.language.pipeline import algebra
    from service.language.pipeline import pipeline as loaded

    return Versions(__version__, rules_version(), spacy_version, algebra(), pipeline, loaded(pipeline).version)


def in_time(deadline: float, call: Callable[..., T], *arguments: object) -> T:
    """``call(*arguments)``, stopped at the deadline."""
    with alarm(deadline - time.monotonic()):
        return call(*arguments)


def extracted(transcript: Transcript, options: Options, deadline: float) -> Answer:
    """The rules' answer, stopped at the deadline (of ``time.monotonic``)."""
    from service.extract import extract

    began = time.monotonic()
    with alarm(deadline - began):
        return answer_of(extract(transcript, options), began)


def drafted_in(transcript: Transcript, options: Options, deadline: float, rules: bytes | None) -> tuple[Draft, float]:
    """The draft for a model, of the rules' answer in JSON if it is known, and the seconds that it took."""
    from schemas import Extraction
    from service.extract import drafted

    began = time.monotonic()
    with alarm(deadline - began):
        known = Extraction.model_validate_json(rules) if rules is not None else None
        return drafted(transcript, options, known), time.monotonic() - began


def settled_in(
    transcript: Transcript, draft: Draft, answers: Answers, deadline: float
) -> tuple[Answer, tuple[Reply, ...]]:
    """The draft with what of the model's answers holds, and the replies that are worth keeping."""
    from service.extract import settled

    began = time.monotonic()
    with alarm(deadline - began):
        whole = settled(transcript, draft, answers)
        return answer_of(whole.extraction, began), whole.worth_keeping


def answer_of(extraction: Extraction, began: float) -> Answer:
    """The extraction as it goes out; it was begun then (of ``time.monotonic``)."""
    body = extraction.model_dump_json().encode()
    model = extraction.report.model
    lasting = model.status != "failed" and model.dry_run is None
    return Answer(body, time.monotonic() - began, lasting, _tally(extraction))


def _tally(extraction: Extraction) -> Tally:
    from schemas import RECORD_TYPES

    return Tally(
        records={entry.plural: len(getattr(extraction, entry.plural)) for entry in RECORD_TYPES},
        gaps=Counter(gap.record_type for gap in extraction.report.gaps),
        model=extraction.report.model,
    )


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """DeadlineExceeded inside the block once ``seconds`` are over, so that no request holds a process for longer."""

    def ring(*_: object) -> None:
        raise DeadlineExceeded("stopped at the deadline")

    if seconds <= 0:
        raise DeadlineExceeded("the deadline passed before a process was free")
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
