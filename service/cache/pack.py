"""Answers as they lie in Redis: compressed, with their key and ETag, under a checksum that tells a broken one."""

from __future__ import annotations

import zstandard

from service.cache.port import Kept, StoreFault

_FORMAT = b"onrecord1"
_LEVEL = 3
_KEY, _ETAG = 64, 32


def pack(key: str, kept: Kept) -> bytes:
    """``kept`` as the value of ``key`` (64 hexadecimal digits)."""
    payload = b"".join((key.encode(), kept.etag.encode(), kept.body))
    return _FORMAT + zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(payload)


def unpack(value: bytes, limit: int) -> tuple[str, Kept]:
    """Key and answer of a value that ``pack`` made; StoreFault for any other, and for one over ``limit`` bytes."""
    if not value.startswith(_FORMAT):
        raise StoreFault("corrupt", "not a value of this cache")
    frame = value[len(_FORMAT) :]
    try:
        if not 0 < zstandard.frame_content_size(frame) <= limit + _KEY + _ETAG:
            raise StoreFault("corrupt", "a value of another size than any that is stored")
        payload = zstandard.ZstdDecompressor().decompress(frame)
    except zstandard.ZstdError as error:
        raise StoreFault("corrupt", str(error)) from None
    head, body = payload[: _KEY + _ETAG].decode("ascii", "replace"), payload[_KEY + _ETAG :]
    return head[:_KEY], Kept(body, head[_KEY:])
