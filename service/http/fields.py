"""What a request says in its headers: read once, in this one place, for all who go by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.http.errors import BadRequest, UnsupportedMediaType
from service.read.charsets import codec_of

if TYPE_CHECKING:
    from litestar.types import HTTPScope

# Headers that say one thing. Where one of them came twice, each reader could take another for the right one.
_SINGLE = frozenset(
    {b"content-type", b"content-encoding", b"content-length", b"host", b"authorization", b"x-api-key", b"origin"}
    | {b"idempotency-key", b"onrecord-version"}
)
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?'?([^\"';\s]*)", re.IGNORECASE)
_UTF8 = (None, "utf-8", "ascii")


@dataclass(slots=True)
class Fields:
    """The headers by name, lists joined as RFC 9110 has it, and the query as it came in."""

    headers: dict[bytes, bytes]
    query: bytes

    def text(self, name: bytes) -> str:
        """A header's value; empty where it was not sent."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def cache_wishes(self) -> Set[str]:
        """What the caller says of the cache, such as ``no-store``."""
        given = self.text(b"cache-control").lower()
        return {wish.partition("=")[0].strip() for wish in given.split(",")} if given else frozenset()

    @property
    def encoded(self) -> bool:
        """Whether the body is compressed."""
        return self.headers.get(b"content-encoding", b"identity").strip().lower() != b"identity"

    @property
    def charset(self) -> str | None:
        """Python's name of the encoding that the body is said to be in. UnsupportedMediaType where there is none such, or two."""
        labels = {label.lower() for label in _CHARSET.findall(self.text(b"content-type"))}
        if not labels:
            return None
        codec = codec_of(labels.pop())
        if codec is None or labels:
            raise _other_characters("UTF-8, or another encoding that browsers read, such as windows-1252")
        return codec

    def media_type(self, known: Collection[str], *, in_utf8: Collection[str] | None = None) -> str:
        """That of the body, in lower case. UnsupportedMediaType unless it is ``known`` and not compressed, and unless those
        that have to be ``in_utf8`` (all of them, if not said) are.
        """
        media_type = self.text(b"content-type").partition(";")[0].strip().lower()
        if media_type not in known:
            raise UnsupportedMediaType(
                "the body's media type is not read here",
                field="Content-Type",
                expected=f"one of: {', '.join(known)}",
            )
        if (in_utf8 is None or media_type in in_utf8) and self.charset not in _UTF8:
            raise _other_characters("UTF-8")
        if self.encoded:
            raise UnsupportedMediaType(
                "compressed bodies are not read here", field="Content-Encoding", expected="identity"
            )
        return media_type


def _other_characters(expected: str) -> UnsupportedMediaType:
    return UnsupportedMediaType("the body's character set is not read here", field="Content-Type", expected=expected)


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
    if _switches(headers):
        raise BadRequest(
            "a body is not read behind a wish to speak another protocol", field="Upgrade", expected="no such header"
        )
    return Fields(headers, scope["query_string"])


def _switches(headers: dict[bytes, bytes]) -> bool:
    """Whether a request with a body wants another protocol: then what follows its headers belongs to nobody."""
    has_body = headers.get(b"content-length", b"0").strip(b"0 ") != b"" or b"transfer-encoding" in headers
    return has_body and b"upgrade" in headers and b"upgrade" in headers.get(b"connection", b"").lower()
