"""Processes that extract: work waits its turn, by caller, and each piece of it has a process to itself."""

from service.pool.answer import Answer, DeadlineExceeded, Tally, Versions, WorkersUnavailable
from service.pool.extractors import Extractors

__all__ = ["Answer", "DeadlineExceeded", "Extractors", "Tally", "Versions", "WorkersUnavailable"]
