"""The parameters of a query."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qsl

from service.errors import InvalidRequest

_MOST_PARAMETERS = 50


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
