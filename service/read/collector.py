"""The collector of circles of objects, which reading and extracting do not need: they make few circles, and very many objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector from looking through what is made, a fifth of the time that reading takes; it is on again behind.

    Whoever finds it off leaves it so: of several threads the first turns it on again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
