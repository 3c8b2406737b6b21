"""Transcripts by the SHA-256 of their text, on disk: any number of them in bounded memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import sha256


class Transcripts:
    """The texts that evidence is looked up in."""

    def __init__(self, texts: Iterable[str]) -> None:
        """``texts`` are read once, one after the other."""
        self._store = sqlite3.connect("")  # a file of its own, gone when this is
        self._store.execute("CREATE TABLE texts (sha256 TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
        rows = ((sha256(text.encode()).hexdigest(), text) for text in texts)
        self._store.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", rows)
        [(self.count,)] = self._store.execute("SELECT count(*) FROM texts")

    def text(self, named: str | None) -> str | None:
        """The text of that hash; the only text there is, where none is named or it is not the one; else None."""
        if named is not None:
            for (text,) in self._store.execute("SELECT text FROM texts WHERE sha256 = ?", (named,)):
                return str(text)
        if self.count != 1:
            return None
        [(only,)] = self._store.execute("SELECT text FROM texts")
        return str(only)
