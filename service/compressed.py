"""What lies in Redis, compressed: Zstandard frames with their content's size and a checksum."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHECKSUM = zstd.CompressionParameter.checksum_flag


class Broken(ValueError):
    """Bytes that are no frame of ours, or of a size that is not allowed."""


def compress(content: bytes) -> bytes:
    """One frame."""
    return zstd.compress(content, options={_CHECKSUM: 1})


def decompress(frame: bytes, limit: int | None = None) -> bytes:
    """The content of a frame; Broken where there is none, or where it says that it holds more than ``limit`` bytes."""
    try:
        size = zstd.get_frame_info(frame).decompressed_size
        if limit is not None and not 0 < (size or 0) <= limit:
            raise Broken("a value of another size than any that is stored")
        return zstd.decompress(frame)
    except zstd.ZstdError as error:
        raise Broken(str(error)) from None
