"""Each short transcript is read once for all runs over it: what is tested here is what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from service.corpus import task
from service.extract import extract


@pytest.fixture(scope="package", autouse=True)
def _answers_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(task, "extract", cache(extract))
        yield
