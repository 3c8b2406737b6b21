"""``onrecord cluster``: the events of a corpus, and what came of it told."""

from __future__ import annotations

from pathlib import Path

from service.cli.corpus import lacking
from service.cli.say import say


def make(out: Path) -> None:
    """Write the events of the corpus beside its records."""
    try:
        from service.clusters.run import cluster
    except ModuleNotFoundError as error:
        raise lacking(error, "corpora") from None
    told = cluster(out)
    say(
        f"{told.records:,} records in {out} tell of {told.events:,} events, of which more than one transcript tells {told.spread:,}"
    )
