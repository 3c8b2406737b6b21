"""API keys as they are now: those of the settings, and those of a file that is read again when it changes."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from service.errors import OnrecordError
from service.settings import Settings
from service.settings.keys import ApiKey, digest, parse_keys
from service.telemetry.log import log

_LOOK_EVERY_S = 1.0


class KeysMissing(OnrecordError):
    """The service would let in callers from other machines, and has no API key to know them by."""

    slug = "keys-missing"
    title = "No API keys"
    status = 503


class Keyring:
    """Knows keys by their hashes. A key that is taken out of the file opens nothing a second later."""

    def __init__(self, settings: Settings) -> None:
        self._fixed = parse_keys(settings.api_keys)
        self._path = Path(settings.api_keys_file) if settings.api_keys_file else None
        self._keys: Mapping[str, ApiKey] = self._fixed
        self._seen: tuple[int, ...] | None = None
        self._look_at = 0.0
        if self._path is not None:
            self._read(self._path)

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, presented: str) -> ApiKey | None:
        """The key, if it is known."""
        if self._path is not None and time.monotonic() >= self._look_at:
            self._look(self._path)
        return self._keys.get(digest(presented))

    def _look(self, path: Path) -> None:
        self._look_at = time.monotonic() + _LOOK_EVERY_S
        try:
            if _state(path) != self._seen:
                self._read(path)
        except (OSError, ValueError) as error:  # half written, or away for a moment: what was known stays
            log.error("the file of API keys cannot be read", detail=str(error))

    def _read(self, path: Path) -> None:
        seen = _state(path)
        keys = dict(self._fixed)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.lstrip().startswith("#"):
                try:
                    keys |= parse_keys(line)
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: {error}") from None
        self._keys = keys
        self._seen = seen


def _state(path: Path) -> tuple[int, ...]:
    """What changes with the file; its time of change as well, since tools that copy keep the one of its content."""
    state = os.stat(path)
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def keyring(settings: Settings) -> Keyring | None:
    """The keys; None where nobody needs one. KeysMissing where they are needed and there are none."""
    if not settings.keys_needed:
        return None
    try:
        keys = Keyring(settings)
    except (OSError, ValueError) as error:
        raise KeysMissing(
            f"ONRECORD_API_KEYS_FILE: {error}", field="ONRECORD_API_KEYS_FILE", expected="a file of entries, one a line"
        ) from None
    if not keys:
        raise KeysMissing(
            f"listening on {settings.host}, which other machines may reach, needs API keys",
            field="ONRECORD_API_KEYS",
            expected="the entry that `onrecord key NAME` prints; or ONRECORD_AUTH=off, to let everybody in",
        )
    return keys
