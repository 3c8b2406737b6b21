"""Each short transcript is read once for all runs over it: what is tested here is what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from schemas import Extraction
from service.ask.asker import Asker
from service.corpus import task
from service.extract import Options, extract
from service.read import Transcript


@pytest.fixture(scope="package", autouse=True)
def _answers_kept() -> Iterator[None]:
    kept = cache(extract)

    def answer(transcript: Transcript, options: Options, asker: Asker | None) -> Extraction:
        return kept(transcript, options) if asker is None else extract(transcript, options, asker)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(task, "extract", answer)
        yield
