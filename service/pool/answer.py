"""What the pool gives back: answers, versions, and the two ways in which there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.errors import OnrecordError

if TYPE_CHECKING:
    from schemas import ModelReport


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
    algebra: str
    pipeline: str
    pipeline_version: str
