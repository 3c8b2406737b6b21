"""Gzip and zip files to the one file in them, never to more bytes than were allowed."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NamedTuple

from service.errors import TooLarge, UnreadableTranscript
from service.read.refusals import foreign_archive
from service.read.registry import refusal

MOST_UNPACKED = 256 * 2**20  # bytes
_DEEPEST = 3  # a gzip of a zip of a Word file
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_NO_TRANSCRIPTS = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_WORD = "word/document.xml"


class Packed(NamedTuple):
    """A file's bytes, the name it had where it was packed, and whether it is the body of a Word file."""

    data: bytes
    name: str | None = None
    word: bool = False


def is_packed(data: bytes) -> bool:
    """Whether there may be far more in ``data`` than it has bytes."""
    return data.startswith((_GZIP, _ZIP))


def unpack(data: bytes, name: str | None, most: int = MOST_UNPACKED) -> Packed:
    """The file in ``data``, itself if it is not packed.

    TooLarge if it would have more than ``most`` bytes; UnreadableTranscript if it is broken, encrypted, or holds
    more than one file.
    """
    found = Packed(data, name)
    for _ in range(_DEEPEST):
        if found.data.startswith(_GZIP):
            found = Packed(_gunzip(found.data, most), _without_suffix(found.name))
        elif found.data.startswith(_ZIP) and not found.word:
            found = _unzip(found.data, most)
        else:
            break
    return found


def _without_suffix(name: str | None) -> str | None:
    return name[:-3] if name and name.lower().endswith(".gz") else name


def _gunzip(data: bytes, most: int) -> bytes:
    out: list[bytes] = []
    left = most + 1
    while data.startswith(_GZIP) and left > 0:  # a gzip file may have several members
        member = zlib.decompressobj(wbits=31)
        try:
            out.append(member.decompress(data, left))
        except zlib.error as wrong:
            raise UnreadableTranscript(
                f"the gzip file is broken: {wrong}", field="transcript", expected=_WHOLE
            ) from None
        left -= len(out[-1])
        if left > 0 and not member.eof:
            raise UnreadableTranscript("the gzip file is cut off", field="transcript", expected=_WHOLE)
        data = member.unused_data
    if left <= 0:
        raise _too_large(most)
    return b"".join(out)


def _unzip(data: bytes, most: int) -> Packed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entry = _one_of(archive.infolist())
            with archive.open(entry) as file:
                unpacked = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as wrong:
        raise UnreadableTranscript(
            f"the zip file cannot be read: {wrong}", field="transcript", expected=_WHOLE
        ) from None
    if len(unpacked) > most:
        raise _too_large(most)
    return Packed(unpacked, entry.filename, word=entry.filename == _WORD)


def _one_of(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The entry with the transcript: a Word file's body, or the only file there is."""
    files = [e for e in entries if not e.is_dir() and not any(part in e.filename for part in _NO_TRANSCRIPTS)]
    body = next((e for e in files if e.filename == _WORD), None)
    if body:
        return body
    if what := foreign_archive([e.filename for e in files]):
        raise refusal(f"it is {what}")
    if len(files) != 1:
        names = ", ".join(e.filename for e in files[:5])
        detail = f"the zip file holds {len(files)} files{': ' + names if names else ''}"
        raise UnreadableTranscript(detail, field="transcript", expected="one transcript, or a Word file")
    return files[0]


_WHOLE = "a whole gzip or zip file, not encrypted"


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"unpacked it has more than {most} bytes", expected=f"at most {most} bytes")
