"""What is to be done on a shard: of what was sent, what is not there yet, and what is there by other rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.corpus.spool import Spool
from service.corpus.store import Store
from service.corpus.tables import EXTRACTIONS


@dataclass(frozen=True, slots=True)
class Shard:
    """The state of a shard: the name by its key of each transcript that was ``sent``, and of each that ``stands`` there; of
    these, the ``stale`` ones were made by other rules, and in place of the ``faulty`` ones there is a problem.

    ``twice`` is how many were sent more than once.
    """

    name: str
    sent: Mapping[str, str]
    stands: Mapping[str, str]
    stale: frozenset[str]
    faulty: frozenset[str]
    twice: int

    def missing(self) -> dict[str, str]:
        """What was sent and is not there as it should be: the names that it was sent by, by key."""
        return {key: name for key, name in self.sent.items() if key not in self.stands or key in self.stale}

    def known_as(self) -> dict[str, str]:
        """The names, by key, of what stands here by another name than it was sent by: it keeps that."""
        return {key: self.stands[key] for key, name in self.sent.items() if self.stands.get(key, name) != name}


def surveyed(name: str, store: Store, spool: Spool, fingerprint: str) -> Shard:
    """The state of the shard of that name."""
    rows = store.column(EXTRACTIONS, name, "key", "transcript", "fingerprint", "problem")
    stands = {key: transcript for key, transcript, _, _ in rows}
    sent: dict[str, str] = {}
    count = 0
    for key, transcript in spool.names(name):
        sent[key] = min(sent.get(key, transcript), transcript)
        count += 1
    return Shard(
        name,
        sent,
        stands,
        frozenset(key for key, _, made_by, _ in rows if made_by != fingerprint),
        frozenset(key for key, _, _, problem in rows if problem is not None),
        count - len(sent),
    )
