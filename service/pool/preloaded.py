"""What all processes of the pool share, loaded once by the process that they are forked from: pipeline, word lists, places.

Importing it loads them. What is there is not written to, so that a process has only what it makes to itself.
"""

from __future__ import annotations

import contextlib
import gc
import os

from service.errors import OnrecordError
from service.extract import Options, extract
from service.language.pipeline import DEFAULT_PIPELINE, pipeline
from service.read import read_text


def _load() -> None:
    with contextlib.suppress(OnrecordError):  # who asks for an extraction will be told
        pipeline(os.environ.get("ONRECORD_PIPELINE", DEFAULT_PIPELINE))
        extract(read_text("The Civic Union won the election in Paris on Sunday, police said."), Options())
    gc.collect()
    gc.freeze()  # else the collector would write to the pages that are shared


_load()
