"""A circuit breaker for the model's server: after some failures in a row it is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

_FAILURES = 5
_PAUSE_S = 15.0


class Breaker:
    """Open after ``failures`` in a row; after ``pause_s`` seconds one call may try again."""

    def __init__(
        self, failures: int = _FAILURES, pause_s: float = _PAUSE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._pause_s, self._clock = failures, pause_s, clock
        self._failures = 0
        self._until = 0.0

    @property
    def is_wary(self) -> bool:
        """Whether the last calls failed so often that one call has to succeed before others are made."""
        return self._failures >= self._most

    def is_open(self) -> bool:
        """Whether calls are not to be made now. The first to ask after the pause may call; the others wait on."""
        now = self._clock()
        if not self.is_wary:
            return False
        if now < self._until:
            return True
        self._until = now + self._pause_s
        return False

    def succeeded(self) -> None:
        """The server answered."""
        self._failures = 0

    def failed(self) -> None:
        """The server did not answer, or not so that it could be read."""
        self._failures += 1
        if self.is_wary:
            self._until = self._clock() + self._pause_s
