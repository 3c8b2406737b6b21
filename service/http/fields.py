"""What a request says in its headers and its query: read once, in this one place, for all who go by it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl

from litestar.types import HTTPScope

from service.errors import InvalidRequest
from service.http.errors import BadRequest, UnsupportedMediaType

# Headers that say one thing. Where one of them came twice, each reader could take another for the right one.
_SINGLE = frozenset(
    {b"content-type", b"content-encoding", b"content-length", b"host", b"authorization", b"x-api-key", b"origin"}
)
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?'?([^\"';\s]*)", re.IGNORECASE)
_CHARSETS: tuple[set[str], ...] = ({"utf-8"}, {"utf8"}, {"us-ascii"}, set())
_MOST_PARAMETERS = 50


@dataclass(slots=True)
class Fields:
    """The headers by name, lists joined as RFC 9110 has it, and the query as it came in."""

    headers: dict[bytes, bytes]
    query: bytes

    def text(self, name: bytes) -> str:
        """A header's value; empty where it was not sent."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def encoded(self) -> bool:
        """Whether the body is compressed."""
        return self.headers.get(b"content-encoding", b"identity").strip().lower() != b"identity"

    def media_type(self, known: Collection[str]) -> str:
        """That of the body, in lower case. UnsupportedMediaType unless it is ``known``, in UTF-8 and not compressed."""
        given = self.text(b"content-type")
        media_type = given.partition(";")[0].strip().lower()
        if media_type not in known:
            raise UnsupportedMediaType(
                "the body's media type is not read here",
                field="Content-Type",
                expected=f"one of: {', '.join(known)}",
            )
        if {charset.lower() for charset in _CHARSET.findall(given)} not in _CHARSETS:
            raise UnsupportedMediaType(
                "the body's character set is not read here", field="Content-Type", expected="UTF-8"
            )
        if self.encoded:
            raise UnsupportedMediaType(
                "compressed bodies are not read here", field="Content-Encoding", expected="identity"
            )
        return media_type


def fields_of(scope: HTTPScope) -> Fields:
    """Those of the request; BadRequest where a header that says one thing came twice."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name not in headers:
            headers[name] = value
        elif name in _SINGLE:
            raise BadRequest("given more than once", field=name.decode("latin-1"), expected="one value")
        else:
            headers[name] += b", " + value
    return Fields(headers, scope["query_string"])


def parameters(query: bytes, known: Collection[str]) -> dict[str, str]:
    """The parameters of a query; InvalidRequest for one that is not ``known``, came twice or cannot be read."""
    values: dict[str, str] = {}
    for name, value in _pairs(query):
        if name not in known:
            shown = name.encode("utf-8", "replace").decode()
            raise InvalidRequest("unknown option", field=shown, expected=f"one of: {', '.join(known)}")
        if name in values:
            raise InvalidRequest("given more than once", field=name, expected="one value; several parted by commas")
        values[name] = value
    return values


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except ValueError as error:
        raise InvalidRequest("the query cannot be read", expected="percent-encoded UTF-8") from error
