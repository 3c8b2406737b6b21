"""What people look at: the page, the view of an answer, and the documentation. Scripts and styles run as they stand here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "html": "text/html"}


@cache
def assets() -> dict[str, bytes]:
    """All files of the pages, by their names below ``assets``: ``view/document.js``. The dict is shared, do not change it."""
    return dict(_below(files(__package__).joinpath("assets"), ""))


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry, f"{path}{entry.name}/")
        elif entry.name.rpartition(".")[2] in MEDIA_TYPES:
            yield path + entry.name, entry.read_bytes()
