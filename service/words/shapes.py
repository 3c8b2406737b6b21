"""Whether a word list of one's own has the shape of ours: keys that we know, words where we have words, values that exist.

What may stand in a list is read off our own list of that name, and off the schema where values are those of a field.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from schemas import RECORD_TYPES
from service.words import world
from service.words.lines import Key
from service.words.overlay import LESS

# Tables whose keys are words, although their values are lists of words as well.
_KEYED_BY_WORDS = frozenset(
    {"irregular", "idioms", "qualified", "not_a_hedge_after", "vague_only_before", "regions", "plural", "opposite"}
)
# Tables of words in English about rules and fields, whose keys are ours.
_DESCRIBED = frozenset({"rules", "readings", "lacking", "joins", "plover"})
_KEYED_BY_US = frozenset({"weights"})  # the same for numbers
# What entries say in free words, and what is a rule's name, which is looked up elsewhere.
_FREE = frozenset({"text", "title", "name", "reason", "speaker", "content", "rule"})
# Tables whose numbers are those of a calendar, and how values are written that have parts.
_CALENDAR = frozenset({"months", "months_short", "weekdays", "weekdays_short", "seasons"})
_WRITTEN = {
    r"\d\d-\d\d": 'a day of the year, such as "12-25"',
    r"\d*T?[SMHDWY]": 'a duration after P, such as "2W" or "TH"',
}
_NAMED = frozenset({"frames"})  # lists whose words are no English, but names that the rules know
_BY_DEFAULT = frozenset({"finds"})  # what an entry need not say
_CODE = re.compile(r"[A-Z]{2}")
_MOST_VALUES = 25
_FEWEST = 2  # values of ours that tell what others can be
_MOST_TOLD = 15


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong at a path of the list, or with a word there, and what was expected."""

    path: tuple[Key, ...]
    detail: str
    expected: str
    word: object = None


def misfits(name: str, ours: dict[str, Any], own: dict[str, Any]) -> Iterator[Misfit]:
    """All that does not fit in the list of that name (``rules/protests``)."""
    values = _values_of(name.rpartition("/")[2])
    yield from _table((), ours, {key: value for key, value in own.items() if key != LESS}, values)
    if LESS in own:
        yield from _less((LESS,), ours, own[LESS])


Values = Sequence[frozenset[str]]


def _fits(path: tuple[Key, ...], ours: Any, own: Any, values: Values) -> Iterator[Misfit]:
    if isinstance(ours, dict):
        if not isinstance(own, dict):
            yield Misfit(path, "it is no table", f"a heading [{_dotted(path)}] with keys below it")
        else:
            yield from _table(path, ours, own, values)
    elif isinstance(ours, list):
        yield from _list(path, ours, own, values)
    elif isinstance(own, bool) != isinstance(ours, bool) or not isinstance(own, _like(ours)):
        yield Misfit(path, f"{own!r} is {_kind(own)}", f"{_kind(ours)}, such as {_shown(ours)}", own)
    elif str(path[0]).startswith("confidence") and isinstance(own, int | float) and not -1 <= own <= 1:
        yield Misfit(path, f"{own} is no share", "a number from -1 to 1", own)


def _table(path: tuple[Key, ...], ours: dict[str, Any], own: dict[str, Any], values: Values) -> Iterator[Misfit]:
    is_open = _is_open(path, ours)
    allowed = set(ours) | _field_values(ours, values)
    example = next(iter(ours.values()), None)
    of_countries = bool(ours) and all(map(_CODE.fullmatch, ours))
    for key, value in own.items():
        here = (*path, key)
        if of_countries and key not in countries() | ours.keys():
            yield Misfit(here, f"{key} is no country", "an ISO 3166-1 code of two letters, such as FR")
        elif key not in allowed and not is_open:
            yield Misfit(here, f"there is no `{key}` here{_perhaps(key, allowed)}", _some(allowed))
        else:
            yield from _fits(here, ours.get(key, example), value, values)
            yield from _written(here, list(ours.values()), value)
            if is_open and len(ours) >= 2 * len(set(map(str, ours.values()))) >= 2 * _FEWEST and isinstance(value, str):
                yield from _one_of(here, value, list(ours.values()), values)


def _written(path: tuple[Key, ...], ours: list[Any], own: Any) -> Iterator[Misfit]:
    """A value of a table of months, of days, of lengths: written as all of ours are."""
    if path[0] in _CALENDAR and len(path) > 1 and own not in ours:
        yield Misfit(path, f"{own!r} is none that a calendar has", f"a number from {min(ours)} to {max(ours)}", own)
    for pattern, expected in _WRITTEN.items():
        of_kind = isinstance(own, str) and all(isinstance(one, str) and re.fullmatch(pattern, one) for one in ours)
        if of_kind and not re.fullmatch(pattern, own):
            yield Misfit(path, f"{own!r} cannot be read", expected, own)


def _list(path: tuple[Key, ...], ours: list[Any], own: Any, values: Values) -> Iterator[Misfit]:
    if ours and isinstance(ours[0], dict):
        if not isinstance(own, list) or not all(isinstance(entry, dict) for entry in own):
            yield Misfit(path, "it is no list of entries", f"a heading [[{_dotted(path)}]] for each entry")
            return
        for number, entry in enumerate(own):
            yield from _entry((*path, number), ours, entry, values)
    elif not isinstance(own, list):
        yield Misfit(path, f"{own!r} is {_kind(own)}", f"a list, such as [{', '.join(map(_shown, ours[:2]))}]", own)
    elif ours and isinstance(ours[0], int | float):
        if len(own) != len(ours) or not all(isinstance(end, int | float) for end in own) or own != sorted(own):
            yield Misfit(path, f"{own!r} is no range", f"[at least, at most], such as {ours!r}")
    else:
        yield from _words(path, ours, own)


def _words(path: tuple[Key, ...], ours: list[str], own: list[Any]) -> Iterator[Misfit]:
    lower = all(word == word.lower() for word in ours)
    of_countries = bool(ours) and all(map(_CODE.fullmatch, ours))
    for word in own:
        if not isinstance(word, str):
            yield Misfit(path, f"{word!r} is {_kind(word)}", 'a word in quotation marks, such as "march"', word)
        elif word != " ".join(word.split()) or not (word or "" in ours):
            yield Misfit(
                path, f"{word!r} has spaces that no text has", "a word, or words with one space between them", word
            )
        elif of_countries and word not in countries():
            yield Misfit(path, f"{word} is no country", "an ISO 3166-1 code of two letters, such as FR", word)
        elif path[-1] == "patterns" and (wrong := _broken(word)):
            yield Misfit(path, f"it is no pattern: {wrong}", "a regular expression", word)
        elif lower and path[-1] != "patterns" and word != word.lower():
            yield Misfit(path, f"{word!r} is never met: words are looked up in lower case", repr(word.lower()), word)


def _broken(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as wrong:
        return str(wrong)
    return None


def _entry(path: tuple[Key, ...], ours: list[dict[str, Any]], own: dict[str, Any], values: Values) -> Iterator[Misfit]:
    """An entry of a repeated table: keys that some of ours have, all that each of ours has, and values that exist."""
    allowed = {key for entry in ours for key in entry}
    unknown = [key for key in own if key not in allowed]
    for key in sorted(set.intersection(*(set(entry) for entry in ours)) - own.keys() - _BY_DEFAULT):
        if difflib.get_close_matches(key, unknown):
            continue  # it is told of as misspelt
        yield Misfit(path, f"it has no `{key}`", f"{key} = {_shown(ours[0][key])}, for one")
    for key, value in own.items():
        here = (*path, key)
        if key not in allowed:
            yield Misfit(here, f"there is no `{key}` here{_perhaps(key, allowed)}", _some(allowed))
            continue
        known = [entry[key] for entry in ours if key in entry]
        if len({type(one) for one in known}) > 1:  # a path or several, and other either-or
            continue
        if isinstance(known[0], list):  # all words of the table tell what its words look like
            known = [[word for words in known for word in words]]
        fits = list(_fits(here, known[0], value, values))
        yield from fits
        if not fits and isinstance(value, str) and key not in _FREE:
            yield from _one_of(here, value, known, values)
        for word in value if not fits and key in _NAMED else ():
            yield from _one_of(here, word, known[0], values)


def _one_of(path: tuple[Key, ...], value: str, known: Sequence[str], values: Values) -> Iterator[Misfit]:
    """A value of a field, or one of the few that we have."""
    if all(word and _CODE.fullmatch(word) for word in known):
        if value not in countries():
            yield Misfit(path, f"{value} is no country", "an ISO 3166-1 code of two letters, such as FR", value)
        return
    allowed = set(known) | _field_values(known, values)
    if len(allowed) <= _MOST_VALUES and value not in allowed:
        yield Misfit(path, f"{value!r} is no {path[-1]} that we know{_perhaps(value, allowed)}", _some(allowed), value)


def _less(path: tuple[Key, ...], ours: Any, less: Any) -> Iterator[Misfit]:
    """What is to be taken away: by the names of lists, words that are there."""
    if isinstance(ours, list) and ours and isinstance(ours[0], dict) and isinstance(less, dict):
        merged: dict[str, Any] = {}
        for entry in ours:
            for key, value in entry.items():
                merged.setdefault(key, []).extend(value if isinstance(value, list) else [])
        ours = merged
    if isinstance(less, dict):
        for key, value in less.items():
            if not isinstance(ours, dict) or key not in ours:
                near = ours if isinstance(ours, dict) else ()
                yield Misfit((*path, key), f"we have no `{key}`{_perhaps(key, near)}", _some(near))
            else:
                yield from _less((*path, key), ours[key], value)
    elif not isinstance(less, list) or not isinstance(ours, list | dict):
        yield Misfit(path, "it is no list of words", 'the words to take away, such as ["march"]')
    else:
        for word in less:
            if word not in ours:
                yield Misfit(path, f"{word!r} is not in our list{_perhaps(str(word), ours)}", "a word of ours", word)


def _is_open(path: tuple[Key, ...], ours: dict[str, Any]) -> bool:
    """Whether the keys of a table are words or countries, of which there can be more."""
    if path and (path[-1] in _DESCRIBED or path[0] in _KEYED_BY_US):
        return False
    values = list(ours.values())
    return bool(values) and (
        bool(path and path[-1] in _KEYED_BY_WORDS)
        or all(map(_CODE.fullmatch, ours))
        or all(isinstance(value, str | int) for value in values)
        or all(isinstance(value, list) and value and isinstance(value[0], int | float) for value in values)
    )


@cache
def countries() -> frozenset[str]:
    """The codes of ISO 3166-1."""
    return frozenset(country.code for country in world.countries())


@cache
def _values_of(stem: str) -> tuple[frozenset[str], ...]:
    """The values that fields of the record type with that plural have, a set a field."""
    return tuple(values for entry in RECORD_TYPES if entry.plural == stem for values in _enumerations(entry.model))


def _enumerations(annotation: Any) -> Iterator[frozenset[str]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from _enumerations(field.annotation)
        return
    inner = get_args(annotation)
    if inner and all(isinstance(value, str) for value in inner):
        yield frozenset(inner)
        return
    for part in inner:
        yield from _enumerations(part)


def _field_values(known: Iterable[str], values: Values) -> frozenset[str]:
    """The values of the field that those known are of."""
    some = set(known)
    fitting = [found for found in values if some and len(some & found) * 2 > len(some)]
    return max(fitting, key=lambda found: len(some & found), default=frozenset())


def _like(value: Any) -> tuple[type, ...]:
    return (int, float) if isinstance(value, int | float) and not isinstance(value, bool) else (type(value),)


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "neither text nor number")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value[:2]))}]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def _perhaps(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, [one for one in known if isinstance(one, str)], n=1)
    return f"; did you mean `{near[0]}`?" if near else ""


def _some(allowed: Iterable[str]) -> str:
    told = sorted(filter(None, allowed))
    return f"one of: {', '.join(told[:_MOST_TOLD])}{', ...' if len(told) > _MOST_TOLD else ''}" if told else "nothing"


def _dotted(path: Sequence[Key]) -> str:
    return ".".join(part for part in path if isinstance(part, str))
