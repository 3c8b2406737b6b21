"""The version of the contract: each answer says which one it speaks, and a request may say which one it was written for."""

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
    "description": "Version of the contract that the caller was written for; 406 where the answer would not keep it.",
    "schema": {"type": "string", "enum": [f"{_MAJOR}.{minor}" for minor in range(_MINOR + 1)]},
}


def check_version(fields: Fields) -> None:
    """VersionNotServed for another major version, or a later minor one: an answer of ours would break its promises.

    Answers of one major version only gain fields, so that whoever asks for an earlier minor one can read them.
    """
    if _NAME not in fields.headers:
        return
    found = _NUMBERS.fullmatch(fields.text(_NAME).strip())
    if found is None or int(found[1]) != _MAJOR or int(found[2]) > _MINOR:
        raise VersionNotServed(
            f"this service speaks version {SCHEMA_VERSION}", field=HEADER, expected=f"{_MAJOR}.0 to {SCHEMA_VERSION}"
        )
