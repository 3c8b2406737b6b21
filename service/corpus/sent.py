"""A transcript on its way into a corpus: what was sent, its name, and the key that its content alone decides."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from schemas.request import FORMS, ExtractionRequest
from service.errors import UnreadableTranscript
from service.requests.items import Defaults, Item, file_item
from service.requests.lines import read_line

_KEY = 32  # hexadecimal digits
_DAY = re.compile(r"(?<!\d)([12]\d{3})[-/_]?(\d{2})[-/_]?(\d{2})(?!\d)")


class Sent(msgspec.Struct, frozen=True, array_like=True):
    """One transcript. ``body`` is a line of JSON, the bytes of a file, or says why there are none; ``published`` the day that the
    path of a file has in it.
    """

    id: str
    key: str
    kind: Literal["line", "file", "fault"]
    body: bytes
    name: str = ""
    published: str | None = None

    def item(self, defaults: Defaults) -> Item:
        """The work that it asks for, or what is wrong with it."""
        if self.kind == "file":
            return file_item(self.name, io.BytesIO(self.body), None, _on(self.published, defaults))
        if self.kind == "fault":
            fault = UnreadableTranscript(self.body.decode(), expected="a file that can be read")
            return Item(self.id, fault, 0)
        line = read_line(self.body, 1, defaults.request)
        return Item(self.id, line.work, len(self.body), line.passed_over, line.id)


def line_sent(raw: bytes, defaults: Defaults) -> Sent:
    """A request as a line of JSON. Without an id, its key is its name."""
    with contextlib.suppress(ValueError, RecursionError):
        values = json.loads(raw)
        if isinstance(values, dict):
            key = request_key(values, defaults)
            name = values.get("id")
            return Sent(key if name is None or not _is_name(name) else _in_unicode(str(name)), key, "line", raw)
    key = _hashed("line", raw)
    return Sent(key, key, "line", raw)


def request_sent(values: Mapping[str, Any], defaults: Defaults) -> Sent:
    """The same of a request that was no line."""
    return line_sent(json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass"), defaults)


def file_sent(name: str, data: bytes, defaults: Defaults, *, dated: bool = False) -> Sent:
    """A file with one transcript, which is called by its path; where paths are ``dated``, that says when it was published."""
    name = _in_unicode(name)
    published = day_in(name) if dated else None
    told = _on(published, defaults).request({"suffix": PurePosixPath(name).suffix.lower()})
    return Sent(name, _hashed("file", _canonical(told), data), "file", data, name, published)


def day_in(path: str) -> str | None:
    """The last day in it: ``2031-06-02`` of ``bbc/20310602-news.vtt``, of ``2031/06/02.srt`` and of ``2031-06-02.txt``."""
    days = []
    for year, month, day in _DAY.findall(path):
        with contextlib.suppress(ValueError):
            days.append(datetime.date(int(year), int(month), int(day)).isoformat())
    return days[-1] if days else None


def _on(published: str | None, defaults: Defaults) -> Defaults:
    """The defaults, for what was published on that day."""
    return replace(defaults, about={**defaults.about, "published": published}) if published else defaults


def fault_sent(name: str, why: str) -> Sent:
    """A file that could not be read."""
    name, body = _in_unicode(name), _in_unicode(why).encode()
    return Sent(name, _hashed("fault", name, body), "fault", body, name)


def request_key(values: Mapping[str, Any], defaults: Defaults) -> str:
    """The key of a request: of all that shapes its answer. What data sets say beside, its id among it, is no part of that."""
    known = {name: value for name, value in values.items() if name in ExtractionRequest.model_fields}
    others = {name: value for name, value in values.items() if name != "id"}
    return _hashed("line", _canonical(defaults.request(known if known.keys() & set(FORMS) else others)))


def shard_of(key: str, shards: int) -> str:
    """The shard that a transcript with that key belongs to; ``shards`` is a power of two."""
    digits = max(2, (shards.bit_length() + 2) // 4)
    return f"{int(key[:8], 16) % shards:0{digits}x}"


def _in_unicode(name: str) -> str:
    """The name as a corpus can hold it: half of a surrogate pair, and a byte that is no UTF-8, become escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _hashed(*parts: str | bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        told = part.encode() if isinstance(part, str) else part
        made.update(b"%d:" % len(told) + told)
    return made.hexdigest()[:_KEY]
