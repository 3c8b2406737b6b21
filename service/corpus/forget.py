"""A transcript taken out of a corpus, with all that was made of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from msgspec.structs import replace

from service.corpus.manifest import OtherRun, read_manifest
from service.corpus.shards import less
from service.corpus.store import Store
from service.corpus.tables import EXTRACTIONS, PROBLEMS


def forget(root: Path, names: Collection[str], drop: Callable[[Path], None] = lambda _: None) -> frozenset[str]:
    """Delete the transcripts of these names; those that were there. ``drop`` deletes what else was made of the corpus, before
    that: wherever this is cut off, nothing tells of a transcript that is gone.
    """
    known = read_manifest(root) if root.is_dir() else None
    if known is None:
        raise OtherRun(f"{root}: there is no corpus", expected="a folder that onrecord corpus wrote")
    store = Store(root)
    with store.opened():
        found = {shard: rows for shard in store.shards() if (rows := _called(names, store, shard))}
        if found:
            drop(root)
        for shard, rows in found.items():
            store.write(shard, less(store.read(shard), {key for key, _ in rows}))
        if known.whole:
            replace(known, rows=store.rows()).write(root)
    return frozenset(name for rows in found.values() for _, name in rows)


def _called(names: Collection[str], store: Store, shard: str) -> set[tuple[str, ...]]:
    """The keys and names of the transcripts of a shard that have one of these names."""
    rows = (row for dataset in (EXTRACTIONS, PROBLEMS) for row in store.column(dataset, shard, "key", "transcript"))
    return {row for row in rows if row[1] in names}
