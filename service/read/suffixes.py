"""Names of files: whether one is that of a transcript, and what the recording is called that it was made from."""

from __future__ import annotations

import re
from pathlib import PurePath

from service.read.registry import FORMATS

# Two forms end in .stl, and what is in the file tells which.
SUFFIXES = frozenset({".stl", *(suffix for form in FORMATS for suffix in form.suffixes)})
_PACKED = (".gz", ".zip")
_LANGUAGE = re.compile(r"(?<=.)\.[a-z]{2}(-[A-Za-z0-9]{2,8})*$")
_IN_BRACKETS = re.compile(r".* \[([\w-]+)\]$", re.DOTALL)


def suffix_of(filename: str) -> str:
    """``.vtt`` of ``talk.VTT`` and of ``talk.vtt.gz``; empty where the name has none."""
    path = PurePath(filename.lower())
    return PurePath(path.stem).suffix if path.suffix in _PACKED else path.suffix


def media_id(filename: str) -> str:
    """What the recording is called: ``abc`` of ``talks/abc.vtt``, of ``abc.en.vtt.gz`` and of ``A talk [abc].en.vtt``."""
    path = PurePath(filename)
    if path.suffix.lower() in _PACKED:
        path = PurePath(path.stem)
    stem = _LANGUAGE.sub("", path.stem if path.suffix.lower() in SUFFIXES else path.name)
    bracketed = _IN_BRACKETS.match(stem)
    return bracketed[1] if bracketed else stem
