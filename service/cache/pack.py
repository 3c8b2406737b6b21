"""Answers as they lie in Redis: compressed, with their key and ETag, under a checksum that tells a broken one."""

from __future__ import annotations

from service.cache.port import Kept, StoreFault
from service.compressed import Broken, compress, decompress

_FORMAT = b"onrecord1"
_KEY, _ETAG = 64, 32


def pack(key: str, kept: Kept) -> bytes:
    """``kept`` as the value of ``key`` (64 hexadecimal digits)."""
    payload = b"".join((key.encode(), kept.etag.encode(), kept.body))
    return _FORMAT + compress(payload)


def unpack(value: bytes, limit: int) -> tuple[str, Kept]:
    """Key and answer of a value that ``pack`` made; StoreFault for any other, and for one over ``limit`` bytes."""
    if not value.startswith(_FORMAT):
        raise StoreFault("corrupt", "not a value of this cache")
    try:
        payload = decompress(value[len(_FORMAT) :], limit + _KEY + _ETAG)
    except Broken as error:
        raise StoreFault("corrupt", str(error)) from None
    head, body = payload[: _KEY + _ETAG].decode("ascii", "replace"), payload[_KEY + _ETAG :]
    return head[:_KEY], Kept(body, head[_KEY:])
