"""Processes that extract: work waits its turn, by caller, and each piece of it has a process to itself."""

from service.pool.answer import Answer, DeadlineExceeded, Tally, Versions, WorkersUnavailable
from service.pool.extractors import Extractors
from service.pool.work import answer_of

__all__ = ["Answer", "DeadlineExceeded", "Extractors", "Tally", "Versions", "WorkersUnavailable", "answer_of"]
