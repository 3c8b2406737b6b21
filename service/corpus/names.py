"""Names are of one transcript each, in all of a corpus: who gets a name that several have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from service.corpus.spool import framed, frames
from service.corpus.survey import Shard

_BUCKETS = 64
_STANDS, _NEW, _YIELDS = range(3)
_encode = msgspec.msgpack.Encoder().encode
_claim = msgspec.msgpack.Decoder(tuple[str, int, str])


@dataclass(frozen=True, slots=True)
class Contested:
    """The keys of transcripts that ``lose`` their name to another, with that name, and of those that are ``replaced``."""

    lose: Mapping[str, str] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()


def contested(shards: Iterable[Shard], folder: Path) -> Contested:
    """Who loses a name. ``folder`` holds what is known of all names, so that memory does not have to.

    What stands keeps its name, unless a problem is all that stands there and it was not sent again: that yields to what was.
    Of several new ones the first by its key has it, which no order of the input changes.
    """
    lose: dict[str, str] = {}
    replaced: set[str] = set()
    for bucket in _buckets(shards, folder):
        claims: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for name, rank, key in map(_claim.decode, frames(bucket)):
            claims[name].append((rank, key))
        for name, ranked in claims.items():
            for rank, key in sorted(ranked)[1:]:
                if rank == _NEW:
                    lose[key] = name
                else:
                    replaced.add(key)
    return Contested(lose, frozenset(replaced))


def _buckets(shards: Iterable[Shard], folder: Path) -> list[Path]:
    """All claims, in files: those to one name are in one."""
    folder.mkdir()
    paths = [folder / f"{number:02x}" for number in range(_BUCKETS)]
    with ExitStack() as opened:
        files = [opened.enter_context(path.open("wb")) for path in paths]
        for shard in shards:
            for name, rank, key in _claims(shard):
                number = sha256(name.encode("utf-8", "replace")).digest()[0] % _BUCKETS
                files[number].write(framed(_encode((name, rank, key))))
    return paths


def _claims(shard: Shard) -> Iterator[tuple[str, int, str]]:
    for key, name in shard.stands.items():
        yield name, _YIELDS if key in shard.faulty and key not in shard.sent else _STANDS, key
    for key, name in shard.sent.items():
        if key not in shard.stands:
            yield name, _NEW, key
