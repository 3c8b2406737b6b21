"""Where a quotation stands in the transcript: exactly once case, spaces and marks are made alike, or very nearly.

The tolerance: a quotation of ``LONG_ENOUGH`` characters and more may differ from the transcript in one character of ten,
but in no number and no negation.
What is very nearly there is looked for up to ``TOO_LONG`` characters, and between so many ellipses: beyond, the looking
takes seconds, and no model was asked for so much.
Whatever was quoted, the evidence is the transcript's own words, and values are read from those.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from service.words import load_words

Span = tuple[int, int]

LONG_ENOUGH, TOO_LONG = 20, 1_000
_MOST_PARTS = 12
ALIKE = 90.0  # in per cent, as rapidfuzz counts: 100 less the share of insertions and deletions
_LEFT_OUT = re.compile(r"\s*(?:\[\s*)?(?:\.\.\.|…)(?:\s*\])?\s*")
_MARKS = {**dict.fromkeys('“”„«»"‟', '"'), **dict.fromkeys("‘’‚ʼ`´", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
_EDGES = "\"' \t\n,;:-"
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NOT = re.compile(r"n't\b|(?<=can)not\b")
_NUMBERS = load_words("language/quantities")
_DENIAL = load_words("guard/denial")["negation"]
_TELLING = frozenset(
    (*_NUMBERS["units"], *_NUMBERS["tens"], *_NUMBERS["scales"], *_DENIAL["adverbs"], *_DENIAL["determiners"])
)
_REVERSING = tuple(_DENIAL["prefixes"])


def align(text: str, quotation: str, within: Span | None = None) -> list[Span] | None:
    """Offsets of the quotation in ``text[within]``, a span for each stretch between ellipses; None if any has no place."""
    start, end = within or (0, len(text))
    parts = [part for part in _LEFT_OUT.split(quotation) if part.strip(_EDGES + ".")]
    if len(parts) > _MOST_PARTS:
        return None
    spans = [_place(text, part, start, end) for part in parts]
    found = [span for span in spans if span is not None]
    return found if found and len(found) == len(parts) else None


def occurs(text: str, words: str) -> bool:
    """Whether the words stand in the text as they are, but for case, spaces and marks."""
    return next(occurrences(text, words), None) is not None


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The places of the words in ``text[start:end]``, whole words only, but for case, spaces and marks."""
    flat, places = _normal(text[start:end])
    wanted = _normal(words)[0].strip(_EDGES)
    if not wanted:
        return
    at = flat.find(wanted)
    while at >= 0:
        stop = at + len(wanted)
        if not _inside_word(flat, at) and not _inside_word(flat, stop):
            yield start + places[at], start + places[stop - 1] + 1
        at = flat.find(wanted, at + 1)


def _place(text: str, part: str, start: int, end: int) -> Span | None:
    for words in (part, part.strip(_EDGES + ".!?")):
        exact = next(occurrences(text, words, start, end), None)
        if exact is not None:
            return exact
    return _nearly(text, part, start, end)


def _nearly(text: str, part: str, start: int, end: int) -> Span | None:
    flat, places = _normal(text[start:end])
    wanted = _normal(part)[0].strip(_EDGES)
    if not LONG_ENOUGH <= len(wanted) <= min(TOO_LONG, len(flat)):
        return None
    best = fuzz.partial_ratio_alignment(wanted, flat, score_cutoff=ALIKE)
    if best is None or best.dest_end <= best.dest_start:
        return None
    first, last = best.dest_start, best.dest_end
    while _inside_word(flat, first):
        first -= 1
    while _inside_word(flat, last):
        last += 1
    if not _says_the_same(wanted, flat[first:last]):
        return None
    return start + places[first], start + places[last - 1] + 1


def _says_the_same(wanted: str, found: str) -> bool:
    """Whether no number and no negation is another: ``15`` is not ``51``, ``unsafe`` is not ``safe``."""
    ours, theirs = (Counter(_WORD.findall(_NOT.sub(" not", flat))) for flat in (wanted, found))
    only_ours, only_theirs = set(ours - theirs), set(theirs - ours)
    if any(word in _TELLING or word[0].isdigit() for word in only_ours | only_theirs):
        return False
    return not any(
        {p + w for p in _REVERSING for w in a} & b for a, b in ((only_ours, only_theirs), (only_theirs, only_ours))
    )


def _inside_word(flat: str, at: int) -> bool:
    return 0 < at < len(flat) and flat[at - 1].isalnum() and flat[at].isalnum()


@lru_cache(maxsize=32)
def _normal(text: str) -> tuple[str, list[int]]:
    """The text with one kind of mark, one blank for several, in lower case; and for each character its place before."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            folded = " "
        else:
            folded = _MARKS.get(char) or _folded(char)
        out.extend(folded)
        places.extend([at] * len(folded))
    return "".join(out), places


def _folded(char: str) -> str:
    return char.lower() if char.isascii() else unicodedata.normalize("NFKC", char).casefold()
