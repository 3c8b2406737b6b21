"""What people and programs call languages, to BCP 47 tags: ``eng``, ``EN``, ``en_us``, ``English (US)``, ``<|en|>``."""

from __future__ import annotations

import re

from langcodes import standardize_tag, tag_is_valid
from langcodes.tag_parser import LanguageTagError

from service.words import load_words

_SIGNS = re.compile(r"[<|>\"'\[\]]+")
_BEHIND = re.compile(r"\s*[(;,/].*|\.[\w-]+$", re.DOTALL)  # "(United States)", ".UTF-8", all but the first of several
_LONGEST = 100  # characters
UNKNOWN = frozenset({"und", "zxx"})  # a language that is not known, and none


def language_tag(name: str) -> str | None:
    """The tag, as short as it can be and in the case that is usual (``en-US``); None for what names no language."""
    whole = _SIGNS.sub("", name[:_LONGEST]).strip().lower()
    names = load_words("read/languages")
    for called in (whole, _BEHIND.sub("", whole)):
        tag = names.get(called) or names.get(called.rpartition(" ")[2]) or _standard(called)
        if tag:
            return str(tag)
    return None


def _standard(called: str) -> str | None:
    try:
        tag = standardize_tag(called)
    except LanguageTagError:
        return None
    return tag if tag_is_valid(tag) and tag not in UNKNOWN else None
