"""The version of the contract: each answer says which one it speaks, and a request may say which one that is to be."""

from __future__ import annotations

import re

from schemas import SCHEMA_VERSION
from service.http.errors import VersionNotServed
from service.http.fields import Fields

HEADER = "Onrecord-Version"
_NAME = HEADER.lower().encode()
_NUMBERS = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})", re.ASCII)
_MAJOR, _MINOR = map(int, SCHEMA_VERSION.split("."))

SAID = (_NAME, SCHEMA_VERSION.encode())
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "description": "Version of the contract that the answer is to have; 406 for one that is not spoken here.",
    "schema": {"type": "string", "enum": [f"{_MAJOR}.{minor}" for minor in range(_MINOR + 1)]},
}


def earlier_version(fields: Fields) -> str | None:
    """The earlier version of the same major one that the answer is to have; None where it is ours, or none is named.

    VersionNotServed for any other.
    """
    if _NAME not in fields.headers:
        return None
    found = _NUMBERS.fullmatch(fields.text(_NAME).strip())
    if found is None or int(found[1]) != _MAJOR or int(found[2]) > _MINOR:
        spoken = f"{_MAJOR}.0 to {SCHEMA_VERSION}"
        raise VersionNotServed(f"this service speaks versions {spoken}", field=HEADER, expected=spoken)
    return None if int(found[2]) == _MINOR else f"{_MAJOR}.{int(found[2])}"
