"""What a request says about a transcript, and the checks that every text passes before it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, cast

from service.errors import InvalidRequest, UnreadableTranscript
from service.read.language_tags import UNKNOWN, language_tag

BOM = "\ufeff"

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,8}|[xi](?:-[A-Za-z0-9]{1,8}){1,8}")
_PUBLISHED = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?P<time>[Tt ]\d{2}:\d{2}:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2}))?)?)?",
    re.ASCII,
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class About(TypedDict, total=False):
    """Facts about a transcript that stand outside of it; all optional."""

    title: str | None
    source: str | None
    language: str | None  # a BCP 47 tag; any other name of a language becomes one
    published: str | None  # YYYY, YYYY-MM, YYYY-MM-DD or an RFC 3339 timestamp


def checked_about(about: Mapping[str, Any]) -> About:
    """``about``, its language as a BCP 47 tag; InvalidRequest names the field that is unknown or malformed."""
    for name, value in about.items():
        if name not in About.__annotations__:
            expected = "one of: " + ", ".join(About.__annotations__)
            raise InvalidRequest(f"there is no field {name!r}", field=name, expected=expected)
        if value is not None and (not isinstance(value, str) or not is_unicode(value)):
            raise InvalidRequest(
                f"{name} is not a text", field=name, expected="a string of Unicode characters, or null"
            )
    published = about.get("published")
    if published is not None and not _is_date(published):
        expected = "YYYY, YYYY-MM, YYYY-MM-DD or an RFC 3339 timestamp, such as 2023-12-26"
        raise InvalidRequest("published is not a date", field="published", expected=expected)
    known = dict(about)
    if known.get("language") is not None:
        known["language"] = _language(known["language"])
    return cast("About", known)


def _language(name: str) -> str | None:
    tag = language_tag(name)
    if tag is None and not is_language_tag(name):
        expected = "a BCP 47 tag such as en or pt-BR, or a language's name in English"
        raise InvalidRequest("language is not a tag", field="language", expected=expected)
    return tag or (None if name.lower() in UNKNOWN else name)


def is_language_tag(tag: str) -> bool:
    """Whether ``tag`` has the form of a BCP 47 language tag (RFC 5646); the registry is not looked up."""
    return bool(_LANGUAGE.fullmatch(tag))


def is_unicode(text: str) -> bool:
    """Whether ``text`` can be written as UTF-8: a lone surrogate cannot, nor be hashed."""
    return text.isascii() or not _SURROGATE.search(text)


def _is_date(value: str) -> bool:
    found = _PUBLISHED.fullmatch(value)
    if not found:
        return False
    try:
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
        if found["time"]:
            # RFC 3339 allows the leap second :60, which datetime does not know.
            datetime.fromisoformat(value.upper().replace(":60", ":59"))
    except ValueError:
        return False
    return True


def checked_text(text: str, field: str) -> str:
    """``text`` without a leading BOM, or UnreadableTranscript naming ``field`` if it is blank or not valid Unicode."""
    if not isinstance(text, str):
        raise InvalidRequest(f"{field} is not a string", field=field, expected="a string")
    if not text.isascii() and (broken := _SURROGATE.search(text)):
        detail = f"character {broken.start()} is half of a surrogate pair"
        raise UnreadableTranscript(detail, field=field, expected="Unicode text without lone surrogates")
    text = text.removeprefix(BOM)
    if text.isspace() or not text:
        raise UnreadableTranscript("there are no words in it", field=field, expected="at least one word")
    return text
