"""Names as they stand in the text: runs of capitalised words, split into title and name, with the kind they show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from schemas import ActorKind
from service.language.places import is_place_name
from service.words import load_words

_WORDS = load_words("language/names")
TITLES = frozenset(_WORDS["titles"])
_OF_OFFICE = re.compile(r"\b(\w+) of \Z")
_LONGEST_OFFICE = 24  # characters of `Secretary of`
_MODIFIERS = frozenset(_WORDS["title_modifiers"])
_CONNECTORS = frozenset(_WORDS["connectors"])
_BODY_CONNECTORS = frozenset(_WORDS["body_connectors"])
_BODIES = frozenset(_WORDS["bodies"])
_PARTIES = frozenset(_WORDS["parties"])
_GOVERNMENTS = frozenset(_WORDS["governments"])
_NEVER = frozenset(_WORDS["never"])
FIRST_NAMES = frozenset(_WORDS["female"]) | frozenset(_WORDS["male"])

_WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?\.?|\d+|[^\w\s]", re.UNICODE)
# `“The Baker”` between two words, as in `Dino “The Baker” Russo`
_NICKNAME = re.compile(r"(?<=[^\W\d_]\s)[“\"‘'](?=[A-Z])[\w .-]{2,30}[”\"’'](?=\s[A-Z])")
_GAP = 3  # characters of white space within a name: a line may be broken there
_CONTRACTED = re.compile(
    r"(?:i|you|he|she|it|we|they|that|there|here|who|what|let|don|didn|isn|can|won)[’'](?:m|s|re|ve|ll|d|t)$"
)
_SHORT = frozenset({"st", "ste", "jr", "sr", "mt", "ft", "no"})  # keep their stop inside a name
_ARTICLE_NAME = re.compile(r"(?:al|el|as|ash|ar|ad|an|ul)-[A-Z]")  # `al-Rossi`
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: ``text[start:end]`` is the name alone; ``title`` holds the title words before it."""

    start: int
    end: int
    name: str
    title: str | None
    kind: ActorKind

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words, folded for comparison."""
        return fold(self.name)


# Letters with a stroke or a tie, which Unicode takes apart into nothing simpler, as those who lack them write them.
_WHOLE_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)


@cache
def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation: what two spellings of it share."""
    return fold_text(name)


def fold_text(text: str) -> tuple[str, ...]:
    """What ``fold`` does, for texts that are too long, or too many, to be remembered."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", flat.translate(_WHOLE_LETTERS)))


def nickname(name: str) -> str | None:
    """The nickname within a name, without its quotation marks."""
    found = _NICKNAME.search(name)
    return found.group()[1:-1] if found is not None else None


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    is_capital: bool

    @property
    def is_nickname(self) -> bool:
        return _is_nickname(self.text)


def _token(match: re.Match[str]) -> _Token:
    text = match[0]
    start, end = match.span()
    return _Token(start, end, text, *_shown(text))


@lru_cache(maxsize=16_384)
def _shown(word: str) -> tuple[str, bool]:
    """The word in lower case, and whether it is capitalised: the same words stand in every text."""
    capital = word[0].isupper() or _is_nickname(word) or _ARTICLE_NAME.match(word) is not None
    return word.lower().rstrip("."), capital


def _is_nickname(word: str) -> bool:
    return len(word) > 1 and not word[0].isalnum()


def find_names(text: str, start: int, end: int, ordinary: frozenset[str] = frozenset()) -> list[Name]:
    """The names in the sentence ``text[start:end]``.

    ``ordinary`` are words that the transcript also writes in lower case: one of them at the head of a sentence is no name.
    """
    tokens = list(_tokens(text, start, end))
    if not any(t.is_capital for t in tokens) or _is_heading(tokens):
        return []
    return [name for run in _runs(tokens, ordinary) for name in _named(text, run)]


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    """The words and marks; a nickname after a capitalised word, with its quotation marks, is one."""
    at = start
    for nickname in _NICKNAME.finditer(text, start, end):
        before = [_token(m) for m in _WORD.finditer(text, at, nickname.start())]
        yield from before
        at = nickname.start()
        if before and before[-1].is_capital and before[-1].low not in _NEVER:
            yield _token(nickname)
            at = nickname.end()
    yield from map(_token, _WORD.finditer(text, at, end))


def _is_heading(tokens: list[_Token]) -> bool:
    """Title Case Throughout: capitals tell nothing there."""
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return len(words) >= 4 and sum(t.is_capital for t in words) > 0.8 * len(words) and tokens[-1].text[-1] not in ".!?"


def _runs(tokens: list[_Token], ordinary: frozenset[str]) -> Iterator[list[_Token]]:
    run: list[_Token] = []
    for i, token in enumerate(tokens):
        if run and _joins(tokens, i, run):
            run.append(token)
        elif token.is_capital and not token.is_nickname and not _is_ordinary(tokens, i, ordinary):
            if run:
                yield run
            run = [token]
        elif run:
            yield run
            run = []
        if run and not token.is_nickname and _POSSESSIVE.search(token.text):
            yield run
            run = []
    if run:
        yield run


def _is_ordinary(tokens: list[_Token], i: int, ordinary: frozenset[str]) -> bool:
    token = tokens[i]
    if token.low in _NEVER or _CONTRACTED.match(token.low):
        return True
    at_head = i == 0 or tokens[i - 1].text in "\"“‘'([—–-:.>"
    if not at_head or token.low in TITLES:
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and f"{token.low} {following.low}" in TITLES:
        return False
    return token.low in ordinary and not (following is not None and following.is_capital and token.low in FIRST_NAMES)


def _joins(tokens: list[_Token], i: int, run: list[_Token]) -> bool:
    token, last = tokens[i], run[-1]
    if token.is_capital:
        return (
            token.low not in _NEVER
            and token.start - last.end <= _GAP
            and (not last.text.endswith(".") or len(last.text) <= 2 or last.low in TITLES or last.low in _SHORT)
        )
    if token.text == "&" or (
        token.text.isdigit() and len(token.text) < 3 and token.start - last.end == 1 and last.low in _BODIES
    ):
        return True
    if token.low not in _CONNECTORS:
        return False
    ahead = tokens[i + 1 : i + 3]
    goes_on = bool(ahead) and (
        ahead[0].is_capital or (len(ahead) == 2 and ahead[0].low in _CONNECTORS and ahead[1].is_capital)
    )
    if not goes_on:
        return False
    if token.low in _BODY_CONNECTORS:
        is_body = any(t.low in _BODIES for t in run)
        return (
            is_body if token.low != "and" else is_body and ahead[-1].low not in FIRST_NAMES and last.low not in _BODIES
        )
    return True


def _named(text: str, run: list[_Token]) -> Iterator[Name]:
    """The run without its title words; nothing if it is all title."""
    titled = _inner_title(run) or _title_length(run)
    cut = titled or _place_length(run)
    rest = run[cut:]
    if (
        not cut
        and len(rest) > 2
        and rest[1].low in FIRST_NAMES
        and (_is_place(rest[0]) or _is_of_office(text, rest[0]))
    ):
        rest = rest[1:]  # `our correspondent in Lisbon Carla Renzi`, `Secretary of State Carla Renzi`
    while rest and rest[0].low in _BODY_CONNECTORS:  # `The`; but `Le Monde`, `Der Spiegel`
        rest = rest[1:]
    if not rest:
        return
    end = rest[-1].end
    possessive = _POSSESSIVE.search(rest[-1].text)
    if possessive:
        end = rest[-1].start + possessive.start()
    if rest[-1].text.endswith(".") and len(rest[-1].text) > 2 and rest[-1].low not in ("jr", "sr"):
        end = rest[-1].end - 1
    name = " ".join(text[rest[0].start : end].split())
    title = text[run[0].start : run[cut - 1].end] if titled else None
    yield Name(rest[0].start, end, name, title, kind_of(name, title))


def _is_of_office(text: str, token: _Token) -> bool:
    """Whether the word ends an office that an ``of`` parts: ``Secretary of``, ``Chief of``, ``Minister of``."""
    before = _OF_OFFICE.search(text, max(0, token.start - _LONGEST_OFFICE), token.start)
    return before is not None and before[1].lower() in TITLES


def _is_place(token: _Token) -> bool:
    return token.low not in FIRST_NAMES and is_place_name(token.text) is not None


def _title_length(run: list[_Token]) -> int:
    """How many words at the head are a title: the longest that is one, with modifiers before it."""
    at = 0
    while at < len(run):
        two = " ".join(t.low for t in run[at : at + 2])
        if two in TITLES and at + 2 <= len(run):
            at += 2
        elif run[at].low in TITLES or (
            at + 1 < len(run) and run[at].low in _MODIFIERS and _title_length(run[at + 1 :])
        ):
            at += 1
        else:
            break
    return at


def _place_length(run: list[_Token]) -> int:
    """Where a person's name begins right after a place: ``Senator from Ohio Dan Rossi``, ``President of the United States Ann Rossi``."""
    for at in range(1, min(len(run) - 1, 4)):
        rest = run[at:]
        person = rest[0].low in FIRST_NAMES and 2 <= len(rest) <= 3 and not any(t.low in _BODIES for t in rest)
        if person and is_place_name(" ".join(t.text for t in run[:at])):
            return at
    return 0


def _inner_title(run: list[_Token]) -> int:
    """Where a person's name begins after a body and an office: ``Ohio Labour Party Chairman`` | ``Dan Rossi``."""
    for at in range(min(len(run) - 1, 8), 0, -1):
        rest = run[at:]
        if (
            run[at - 1].low in TITLES
            and len(rest) <= 3
            and not any(t.low in _BODIES or t.low in _BODY_CONNECTORS for t in rest)
        ):
            return at if not run[at - 1].text.endswith(("’s", "'s")) else 0
    return 0


def kind_of(name: str, title: str | None = None) -> ActorKind:
    """What a name shows by its words: a person, a body, a country; ``unknown`` where it shows nothing."""
    words = fold(name)
    if not words:
        return "unknown"
    joined = " ".join(words)
    if title and not (set(words) & _BODIES):
        return "person"
    if joined in _GOVERNMENTS or words[-1] in _GOVERNMENTS or words[0] in ("ministry", "department"):
        return "government"
    if words[-1] in _PARTIES:
        return "party"
    if set(words) & _BODIES:
        return "organization"
    if is_place_name(name) == "country":
        return "country"
    if words[0] in FIRST_NAMES and len(words) > 1:
        return "person"
    if len(words) == 1 and name.isupper() and 2 <= len(name) <= 6:
        return "organization"
    if is_place_name(name):
        return "unknown"
    return (
        "person"
        if 2 <= len(words) <= 4 and name.replace("-", " ").replace("’", "'").split()[-1][0].isupper()
        else "unknown"
    )
