"""A transcript taken out of a corpus, with all that was made of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from service.corpus.manifest import OtherRun, read_manifest
from service.corpus.shards import less
from service.corpus.store import Store
from service.corpus.tables import EXTRACTIONS, PROBLEMS


def forget(root: Path, names: Collection[str]) -> frozenset[str]:
    """Delete the transcripts of these names; those that were there."""
    known = read_manifest(root) if root.is_dir() else None
    if known is None:
        raise OtherRun(f"{root}: there is no corpus", expected="a folder that onrecord corpus wrote")
    store, found = Store(root), set[str]()
    with store.opened():
        for shard in store.shards():
            rows = {
                *store.column(EXTRACTIONS, shard, "key", "transcript"),
                *store.column(PROBLEMS, shard, "key", "transcript"),
            }
            keys = {key for key, name in rows if name in names}
            if keys:
                store.write(shard, less(store.read(shard), keys))
                found |= {name for _, name in rows if name in names}
        if known.whole:
            replace(known, rows=store.rows()).write(root)
    return frozenset(found)
