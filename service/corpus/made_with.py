"""The fingerprint of a corpus: of all that shapes its rows. Rows with another one are made anew."""

from __future__ import annotations

import hashlib

from service.cache.key import keys
from service.corpus.tables import SCHEMAS
from service.settings import Settings


def fingerprint(settings: Settings, *, with_model: bool) -> str:
    """Of the rules with their libraries, the columns, and, where a model has a part in answers, of that."""
    model = (settings.model_base_url, settings.model_name, settings.model_mode)
    known = keys(settings.pipeline, model if with_model else ())
    columns = [f"{name} {schema}" for name, schema in SCHEMAS.items()]
    told = [known.rules, *([known.model] if with_model else []), *columns]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
