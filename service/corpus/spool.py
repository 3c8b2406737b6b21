"""What was sent, on disk by shard, so that a corpus is made in as little memory whatever its size and order."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from service.corpus.sent import Sent, shard_of

_HELD_BYTES = 64_000_000
_LENGTH = 4
_encode = msgspec.msgpack.Encoder().encode
_sent = msgspec.msgpack.Decoder(Sent)
_name = msgspec.msgpack.Decoder(tuple[str, str])


class Spool:
    """A folder with two files a shard: the transcripts, and their keys and names alone."""

    def __init__(self, folder: Path, shards: int) -> None:
        self._folder, self._shards = folder, shards
        self._held: dict[Path, list[bytes]] = defaultdict(list)
        self._size = 0
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, sent: Sent) -> None:
        """Keep it."""
        shard = shard_of(sent.key, self._shards)
        self._hold(self.path(shard), _encode(sent))
        self._hold(self._names(shard), _encode((sent.key, sent.id)))
        if self._size > _HELD_BYTES:
            self.flush()

    def flush(self) -> None:
        """All that was kept is on disk."""
        for path, frames in self._held.items():
            with path.open("ab") as file:
                file.writelines(frames)
        self._held.clear()
        self._size = 0

    def shards(self) -> list[str]:
        """The shards that something was sent for, in order."""
        return sorted(path.stem for path in self._folder.glob("*.names"))

    def names(self, shard: str) -> Iterator[tuple[str, str]]:
        """The keys and names of what was sent for a shard; a transcript that was sent twice is there twice."""
        with contextlib.suppress(FileNotFoundError):
            yield from map(_name.decode, frames(self._names(shard)))

    def path(self, shard: str) -> Path:
        """Where the transcripts of a shard are."""
        return self._folder / f"{shard}.sent"

    def _names(self, shard: str) -> Path:
        return self._folder / f"{shard}.names"

    def _hold(self, path: Path, encoded: bytes) -> None:
        frame = framed(encoded)
        self._held[path].append(frame)
        self._size += len(frame)


def sent_in(path: Path) -> Iterator[Sent]:
    """The transcripts in such a file."""
    return map(_sent.decode, frames(path))


def framed(piece: bytes) -> bytes:
    """The piece behind its length."""
    return len(piece).to_bytes(_LENGTH, "big") + piece


def frames(path: Path) -> Iterator[bytes]:
    """The pieces of a file, each of which stands behind its length."""
    with path.open("rb") as file:
        while head := file.read(_LENGTH):
            yield file.read(int.from_bytes(head, "big"))
