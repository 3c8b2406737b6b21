"""What lies in the folder of a corpus, looked at before any of it is read or written: somebody else may have prepared it.

What is written through a link is written elsewhere, what is put away there is somebody's, and a pipe is never read to its end.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from service.errors import OnrecordError


class BadCorpus(OnrecordError):
    """Something in the folder is not as a run leaves it."""

    slug = "bad-corpus"
    title = "The corpus cannot be read"
    status = 422


def look_at(*paths: Path) -> None:
    """BadCorpus where one of these, or what is in them, is neither a folder nor a file. What is not there is no matter."""
    left = list(paths)
    while left:
        path = left.pop()
        mode = _mode(path)
        if mode is None or stat.S_ISREG(mode):
            continue
        if not stat.S_ISDIR(mode):
            raise BadCorpus(f"{path}: it is a link, a pipe or a device", expected="files and folders of its own")
        left += path.iterdir()


def _mode(path: Path) -> int | None:
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def in_short(error: Exception) -> str:
    """What is wrong, in a line."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
