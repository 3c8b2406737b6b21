"""Ray Data as the engine: a pool of actors that map over shards, on this machine or on those of a cluster."""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import ray
import ray.data

from service.corpus.task import Made, Task, made

# What is in flight is small: a task, and the rows of a shard. Ray holds work back where it takes its blocks for large ones.
_STORE_BYTES, _BLOCK_BYTES = 500_000_000, 1_000_000


class Maker:
    """An actor: the language pipeline is loaded once, with the first of its shards."""

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """Tasks to what was made of them, both pickled: Ray need not know what is in them."""
        return {"made": [pickle.dumps(made(pickle.loads(task))) for task in batch["task"]]}


def over_ray(workers: int, address: str | None, tasks: Iterable[Task]) -> Iterator[Made]:
    """Over so many actors, in the order in which they are done: of the cluster at the address, else of this machine."""
    rows = [{"task": pickle.dumps(task)} for task in tasks]
    if not rows:
        return
    _connect(workers, address)
    try:
        shards = ray.data.from_items(rows, override_num_blocks=len(rows))
        actors = ray.data.ActorPoolStrategy(size=workers)
        for row in shards.map_batches(Maker, batch_size=1, compute=actors).iter_rows():
            yield pickle.loads(row["made"])
    finally:
        ray.shutdown()


def _connect(workers: int, address: str | None) -> None:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # what is read is nobody's business
    os.environ.setdefault("RAY_worker_niceness", "0")  # as processes of the other engine are
    own: dict[str, Any] = (
        {} if address else {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _STORE_BYTES}
    )
    ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR, **own)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = _BLOCK_BYTES
    logging.getLogger("ray").setLevel(logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
