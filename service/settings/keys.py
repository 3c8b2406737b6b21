"""API keys: who may call what. Only their hashes are kept, so that no file and no log can give one away."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Literal, get_args

Scope = Literal["extract", "jobs", "metrics"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_ENTRY = re.compile(r"([A-Za-z0-9_.-]{1,64}):([0-9a-f]{64}):([a-z+]+)")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key's name, for logs and limits, and what it opens. Two keys may share a name while one replaces the other."""

    name: str
    scopes: frozenset[str]


def new_key(name: str, scopes: tuple[str, ...] = SCOPES) -> tuple[str, str]:
    """A new key, which is shown once and kept nowhere, and its entry for the setting ``ONRECORD_API_KEYS``."""
    key = f"onrecord_{secrets.token_urlsafe(32)}"
    entry = f"{name}:{digest(key)}:{'+'.join(scopes)}"
    parse_keys(entry)
    return key, entry


def digest(key: str) -> str:
    """SHA-256 of a key. Keys are 256 random bits: there is no guessing them, and so no need for a slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()


def parse_keys(entries: str) -> dict[str, ApiKey]:
    """Keys by their hash, of entries ``name:hash:scope+scope`` parted by commas or spaces.

    ValueError for any other, with its number; not with its words, which may be a key itself.
    """
    keys: dict[str, ApiKey] = {}
    for number, entry in enumerate(entries.replace(",", " ").split(), 1):
        found = _ENTRY.fullmatch(entry)
        scopes = frozenset(found[3].split("+")) if found else frozenset()
        if found is None or not scopes <= set(SCOPES):
            raise ValueError(
                f"entry {number} is no API key's; expected name:sha256:scopes, with scopes of {'+'.join(SCOPES)}, "
                "as `onrecord key NAME` prints it"
            )
        keys[found[2]] = ApiKey(found[1], scopes)
    return keys
